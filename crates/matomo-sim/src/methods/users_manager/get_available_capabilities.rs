//! `UsersManager.getAvailableCapabilities`

use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::php::Array;
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getAvailableCapabilities", needs: &[], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    let capabilities = Access::all().filter(|access| !access.is_role());
    let rows = capabilities.zip(TEXTS).map(|(capability, (name, description))| {
        let roles = Access::all().filter(|access| access.is_role() && access.includes(capability)).map(Access::id);
        Array::of([
            ("id", capability.id().into()),
            ("name", name.into()),
            ("description", description.into()),
            ("helpUrl", "".into()),
            ("includedInRoles", roles.collect::<Array>().into()),
            ("category", "Tag Manager".into()),
        ])
    });
    Ok(rows.collect::<Array>().into())
}

const TEXTS: [(&str, &str); 3] = [
    ("Use Tag Manager", "Lets the user manage containers, tags, triggers and variables."),
    ("Publish live container", "Lets the user publish to the environment that visitors see."),
    ("Use Custom Templates", "Lets the user write tags that run scripts of their own."),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getAvailableCapabilities";

    #[test]
    fn the_tag_managers_three() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1");
        let heard = lab.call(ADMIN, METHOD, "");
        assert_eq!(
            heard.column("id"),
            ["tagmanager_write", "tagmanager_publish_live_container", "tagmanager_use_custom_templates"]
        );
        assert_eq!(heard.json[0]["includedInRoles"], json!(["write", "admin"]));
        assert_eq!(heard.json[2]["includedInRoles"], json!(["admin"]));
        assert_eq!(lab.call("bo", METHOD, "").status, 401);
    }
}
