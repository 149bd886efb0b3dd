//! `SitesManager.getSitesGroups`

use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::php::Array;

pub(crate) const METHOD: Method = Method { name: "SitesManager.getSitesGroups", needs: &[], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let mut groups: Vec<&str> = Vec::new();
    for site in cx.store.sites.values() {
        if !groups.contains(&site.group.as_str()) {
            groups.push(&site.group);
        }
    }
    Ok(groups.into_iter().collect::<Array>().into())
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn each_once_the_empty_one_too() {
        let mut lab = Lab::new();
        assert_eq!(lab.call(ADMIN, "SitesManager.getSitesGroups", "").json, serde_json::json!(["", "shops"]));
        assert_eq!(lab.call("", "SitesManager.getSitesGroups", "").status, 401);
    }
}
