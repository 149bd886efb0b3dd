//! What a token may do, beside what was expected of it.

use crate::{Owner, Working};
use access::{Directory, Person, Scope};
use matomo_api::{Login, Role, SiteId};
use std::collections::BTreeMap;

/// What a token is expected to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Whose.
    pub owner: Login,
    /// Whether it may do everything; then sites do not matter.
    pub super_user: bool,
    /// The role on each site.
    pub sites: BTreeMap<SiteId, Role>,
}

impl Expected {
    /// What the directory says of its owner.
    pub fn of_person(person: &Person) -> Self {
        Self {
            owner: person.login.clone(),
            super_user: person.super_user,
            sites: person.grants.iter().map(|(site, grant)| (site, grant.role)).collect(),
        }
    }

    /// What another token of the same owner was found to be.
    pub fn of_token(owner: Login, found: &Working) -> Self {
        Self { owner, super_user: found.super_user, sites: roles(found) }
    }

    /// What is known of `owner`: what their old token was found to be, else what the directory says, if it says all.
    /// A site admin sees only a part of what others may do.
    pub fn known(directory: &Directory, owner: &Login, old: Option<&Working>) -> Option<Self> {
        let person = || directory.same_account(owner.as_str()).filter(|_| directory.scope() == Scope::Everything);
        match old {
            Some(found) => Some(Self::of_token(owner.clone(), found)),
            None => person().map(Self::of_person),
        }
    }

    /// How a token differs, a sentence each; `name` names sites. Empty if it does not.
    pub fn differences(&self, found: &Working, name: impl Fn(SiteId) -> String) -> Vec<String> {
        let mut differences = Vec::new();
        if let Owner::Told(owner) = &found.owner
            && !owner.as_str().eq_ignore_ascii_case(self.owner.as_str())
        {
            differences.push(format!("It belongs to {owner}, not to {}.", self.owner));
        }
        match (self.super_user, found.super_user) {
            (true, false) => differences.push("It is no super user’s; a super user’s was expected.".to_owned()),
            (false, true) => differences.push("It is a super user’s, which was not expected.".to_owned()),
            (true, true) => {}
            (false, false) => differences.extend(self.sites_that_differ(found, name)),
        }
        differences
    }

    fn sites_that_differ(&self, found: &Working, name: impl Fn(SiteId) -> String) -> Vec<String> {
        let found = roles(found);
        let mut sites: Vec<SiteId> = self.sites.keys().chain(found.keys()).copied().collect();
        sites.sort();
        sites.dedup();
        let differs = |site: &SiteId| self.sites.get(site) != found.get(site);
        let sentence = |site: SiteId| {
            let (has, wants) = (words(found.get(&site)), words(self.sites.get(&site)));
            format!("{} on {} where {} was expected.", capital(has), name(site), wants)
        };
        sites.into_iter().filter(differs).map(sentence).collect()
    }
}

fn roles(found: &Working) -> BTreeMap<SiteId, Role> {
    let all = [(&found.view, Role::View), (&found.write, Role::Write), (&found.admin, Role::Admin)];
    all.into_iter().flat_map(|(sites, role)| sites.iter().map(move |site| (*site, role))).collect()
}

fn words(role: Option<&Role>) -> &'static str {
    match role {
        None => "nothing",
        Some(Role::View) => "view",
        Some(Role::Write) => "write",
        Some(Role::Admin) => "admin",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn site(id: u32) -> SiteId {
        SiteId::new(id).unwrap()
    }

    fn found(owner: &str) -> Working {
        Working {
            owner: Owner::Told(Login::parse(owner).unwrap()),
            super_user: false,
            version: None,
            admin: vec![site(1)],
            write: vec![site(2)],
            view: vec![site(3)],
        }
    }

    #[test]
    fn the_same_is_the_same() {
        let expected = Expected::of_token(Login::parse("ann").unwrap(), &found("ann"));
        assert!(expected.differences(&found("Ann"), |site| site.to_string()).is_empty());
        let untold = Working { owner: Owner::NotTold, ..found("ann") };
        assert!(expected.differences(&untold, |site| site.to_string()).is_empty(), "not told is no difference");
    }

    #[test]
    fn each_difference_is_a_sentence() {
        let expected = Expected::of_token(Login::parse("ann").unwrap(), &found("ann"));
        let other = Working { admin: vec![site(2)], write: vec![], view: vec![site(3), site(4)], ..found("bo") };
        assert_eq!(
            expected.differences(&other, |site| format!("S{site}")),
            [
                "It belongs to bo, not to ann.",
                "Nothing on S1 where admin was expected.",
                "Admin on S2 where write was expected.",
                "View on S4 where nothing was expected.",
            ]
        );
        let root = Working { super_user: true, admin: vec![site(1), site(2)], ..found("ann") };
        assert_eq!(expected.differences(&root, |_| String::new()), ["It is a super user’s, which was not expected."]);
        let of_root = Expected::of_token(Login::parse("ann").unwrap(), &root);
        assert_eq!(of_root.differences(&found("ann"), |_| String::new()).len(), 1);
        assert!(of_root.differences(&root, |_| String::new()).is_empty());
    }
}
