//! `UsersManager.getAvailableRoles`

use crate::context::{Answer, Context};
use crate::language::Language;
use crate::methods::Method;
use crate::php::Array;
use crate::store::Access;

pub(crate) const METHOD: Method = Method { name: "UsersManager.getAvailableRoles", needs: &[], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    let texts = match cx.language() {
        Language::English => ENGLISH,
        Language::German => GERMAN,
    };
    let help = ["faq_70/", "faq_26910", "faq_69/"];
    let rows = ["view", "write", "admin"].into_iter().zip(texts).zip(help).map(|((id, (name, description)), page)| {
        Array::of([
            ("id", id.into()),
            ("name", name.into()),
            ("description", description.into()),
            ("helpUrl", format!("https://matomo.org/faq/general/{page}").into()),
        ])
    });
    Ok(rows.collect::<Array>().into())
}

const ENGLISH: [(&str, &str); 3] = [
    ("View", "A user with this role can view all reports."),
    (
        "Write",
        "Users with this role can view all content plus create, manage and delete entities such as Goals, Funnels, Heatmaps, Session Recordings and Forms for this website.",
    ),
    (
        "Admin",
        "Users with this role can manage a website and give other users access to the website. They can also do everything the Write role can do.",
    ),
];

const GERMAN: [(&str, &str); 3] = [
    ("Ansicht", "Ein Benutzer mit dieser Rolle kann alle Berichte ansehen."),
    (
        "Schreiben",
        "Benutzer mit dieser Rolle können alle Inhalte ansehen und erstellen, verwalten und Entitäten wie Ziele, Funnels, Heatmaps, Session Recording und Formulare für diese Webseite löschen.",
    ),
    (
        "Administrator",
        "Benutzer mit dieser Rolle können eine Webseite verwalten und anderen Benutzern Zugriff zur Webseite gewähren. Sie können auch alles tun, was die Rolle Schreiben kann.",
    ),
];

#[cfg(test)]
mod tests {
    use crate::Request;
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getAvailableRoles";

    #[test]
    fn three_named_in_the_readers_language() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1");
        assert_eq!(lab.call(ADMIN, METHOD, "").column("id"), ["view", "write", "admin"]);
        let german = |request: Request| Request { accept_language: Some("de".into()), ..request };
        assert_eq!(lab.ask(ADMIN, METHOD, "", german).column("name"), ["Ansicht", "Schreiben", "Administrator"]);
        assert_eq!(lab.call("bo", METHOD, "").status, 401);
    }
}
