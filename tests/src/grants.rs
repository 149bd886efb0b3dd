//! Who has what where, as Matomo itself says it, and as a table that the role matrix takes in.

use std::collections::{BTreeMap, BTreeSet};

use matomo_api::methods::{AccessId, GetAvailableCapabilities, GetUsersSitesFromAccess};
use matomo_api::{Login, Role, SiteId};

use crate::asker::Asker;
use crate::browser::Trouble;

/// By login and site: the role, and explicit capabilities.
pub type Grants = BTreeMap<(String, SiteId), BTreeSet<String>>;

/// All that Matomo itself says.
pub fn all(asker: &Asker) -> Result<Grants, Trouble> {
    let capabilities = asker.ask(&GetAvailableCapabilities)?.into_iter().map(|known| AccessId::Capability(known.id));
    let mut all = Grants::new();
    for access in Role::ALL.into_iter().map(AccessId::Role).chain(capabilities) {
        let word = match &access {
            AccessId::Role(role) => role.as_str().to_owned(),
            AccessId::Capability(capability) => capability.as_str().to_owned(),
        };
        for user in asker.ask(&GetUsersSitesFromAccess(access))? {
            for site in user.sites {
                all.entry((user.login.as_str().to_owned(), site)).or_default().insert(word.clone());
            }
        }
    }
    Ok(all)
}

/// A table of these people and sites, to be imported. A role alone asks for the role alone: capabilities stay.
pub fn table(logins: &[Login], sites: &[SiteId], grants: &Grants) -> String {
    let mut lines = vec![["Login".to_owned()].into_iter().chain(sites.iter().map(SiteId::to_string)).collect()];
    for login in logins {
        let cell = |site: &SiteId| grants.get(&(login.as_str().to_owned(), *site)).map_or_else(String::new, words);
        let line: Vec<String> = [login.to_string()].into_iter().chain(sites.iter().map(cell)).collect();
        lines.push(line);
    }
    lines.iter().map(|line| line.join(",") + "\n").collect()
}

/// The role first.
fn words(grant: &BTreeSet<String>) -> String {
    let is_role = |word: &&String| Role::parse(word).is_some();
    let mut words: Vec<&str> = grant.iter().filter(is_role).map(String::as_str).collect();
    words.extend(grant.iter().filter(|word| !is_role(word)).map(String::as_str));
    words.join(" + ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_table_has_a_line_for_each_person_and_the_role_before_the_capabilities() {
        let (ann, bob) = (Login::reported("ann"), Login::reported("bob"));
        let sites = [SiteId::new(3).unwrap(), SiteId::new(7).unwrap()];
        let grant = ["publish", "tags", "view"].map(str::to_owned).into();
        let grants = Grants::from([(("ann".to_owned(), sites[1]), grant)]);
        assert_eq!(table(&[ann, bob], &sites, &grants), "Login,3,7\nann,,view + publish + tags\nbob,,\n");
    }
}
