//! Access in plain words.

use crate::{Directory, Person, Site, Status};
use matomo_api::{Capability, Role};
use std::collections::BTreeMap;

/// What a role allows on its site.
pub fn role_in_words(role: Role) -> &'static str {
    match role {
        Role::View => "read reports",
        Role::Write => "read; edit goals and segments",
        Role::Admin => "all that, plus settings and users",
    }
}

/// What a person may do, in sentences: the strongest first.
pub fn in_words(person: &Person, directory: &Directory) -> Vec<String> {
    let mut sentences = Vec::new();
    match person.status {
        Status::Active => {}
        Status::Invited { days_left: 1 } => {
            sentences.push("Has not taken up the invitation yet; 1 day is left.".to_owned());
        }
        Status::Invited { days_left } => {
            sentences.push(format!("Has not taken up the invitation yet; {days_left} days are left."));
        }
        Status::InviteExpired => {
            sentences.push("Did not take up the invitation in time; Matomo will delete the account.".to_owned());
        }
    }
    if person.super_user {
        sentences.push("May do everything on every site, and change Matomo itself.".to_owned());
        return sentences;
    }
    if person.grants.is_empty() {
        sentences.push("Has no access to any site.".to_owned());
        return sentences;
    }
    for role in Role::ALL.into_iter().rev() {
        let sites = names(
            person.grants.iter().filter(|(_, grant)| grant.role == role).filter_map(|(id, _)| directory.site(id)),
        );
        let does = match role {
            Role::Admin => "Administers",
            Role::Write => "Reads reports and edits goals and segments of",
            Role::View => "Reads reports of",
        };
        sentences.extend(sites.map(|sites| format!("{does} {sites}.")));
    }
    let mut extra: BTreeMap<&Capability, Vec<&Site>> = BTreeMap::new();
    for (id, grant) in person.grants.iter() {
        for capability in &grant.capabilities {
            extra.entry(capability).or_default().extend(directory.site(id));
        }
    }
    for (id, sites) in extra {
        let known = directory.capabilities().iter().find(|capability| capability.id == *id);
        let name = known.map_or(id.as_str(), |capability| capability.name.as_str());
        sentences.extend(names(sites.into_iter()).map(|sites| format!("Beside that, “{name}” on {sites}.")));
    }
    sentences
}

/// Up to three names, and how many more there are.
fn names<'a>(sites: impl Iterator<Item = &'a Site>) -> Option<String> {
    let name = |site: &Site| if site.name.is_empty() { format!("site {}", site.id) } else { site.name.clone() };
    let names: Vec<String> = sites.map(name).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] if names.len() <= 3 => Some(format!("{} and {last}", first.join(", "))),
        [first @ .., _] => Some(format!("{} and {} more sites", first[..2].join(", "), names.len() - 2)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;

    fn words(login: &str) -> Vec<String> {
        let directory = company();
        in_words(directory.person(login).unwrap(), &directory)
    }

    #[test]
    fn roles_become_sentences() {
        assert_eq!(
            words("bob"),
            [
                "Reads reports and edits goals and segments of Shop.",
                "Reads reports of Blog and Intranet.",
                "Beside that, “tags” on Blog."
            ]
        );
        assert_eq!(words("ann"), ["Administers Shop and Blog."]);
        assert_eq!(words("root"), ["May do everything on every site, and change Matomo itself."]);
        assert_eq!(words("ivy"), ["Has not taken up the invitation yet; 4 days are left.", "Reads reports of Shop."]);
        assert_eq!(
            words("old"),
            ["Did not take up the invitation in time; Matomo will delete the account.", "Has no access to any site."]
        );
    }

    #[test]
    fn many_sites_are_counted() {
        let directory = company();
        assert_eq!(names(directory.sites().iter().take(3)).unwrap(), "Shop, Blog and Shop staging");
        assert_eq!(names(directory.sites().iter()).unwrap(), "Shop, Blog and 10 more sites");
        assert_eq!(names(std::iter::empty()), None);
        let nameless = Site { name: String::new(), ..directory.sites()[6].clone() };
        assert_eq!(names([&nameless].into_iter()).unwrap(), "site 7");
    }

    #[test]
    fn every_role_has_its_words() {
        assert_eq!(Role::ALL.map(role_in_words)[0], "read reports");
    }
}
