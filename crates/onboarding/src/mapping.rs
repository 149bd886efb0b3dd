//! What to hand to the team that runs the directory: how its accounts map to Matomo's, the groups
//! for the access of a case, and what a synchronisation would overwrite.

use crate::{Case, SignIn, naming};
use access::{Directory, Grant};
use matomo_api::{Role, SiteId};
use std::collections::{BTreeMap, BTreeSet};

/// The mapping for one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The way in that it is for.
    pub sign_in: SignIn,
    /// What of an account comes from where.
    pub account: Vec<Attribute>,
    /// A group for each role on each site, by name.
    pub groups: Vec<Group>,
    /// What the plugin itself reads about access, where it can; empty where access is not taken
    /// from the directory.
    pub access: Vec<Attribute>,
    /// What a synchronisation at sign-in overwrites or cannot say.
    pub overwritten: Vec<String>,
}

/// Something that Matomo takes from the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// What it is in Matomo.
    pub matomo: &'static str,
    /// The attribute or claim that it usually comes from; the plugin's settings say which it is.
    pub theirs: &'static str,
    /// What it has to be for this person; empty if the directory knows better.
    pub value: String,
    /// What to see to.
    pub note: &'static str,
}

/// A group of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name, such as `matomo-admin-shop`.
    pub name: String,
    /// The role that it stands for.
    pub role: Role,
    /// On which site.
    pub site: SiteId,
    /// The site's name.
    pub site_name: String,
}

impl Mapping {
    /// The mapping for a case; `None` where no directory is involved.
    pub fn of(case: &Case, directory: &Directory) -> Option<Self> {
        let login = case.existing(directory).map_or(case.login.trim(), |person| person.login.as_str());
        let (account, access) = match case.sign_in {
            SignIn::Ldap => (ldap_account(login, case), ldap_access(case)),
            SignIn::Saml => (saml_account(login, case), saml_access()),
            SignIn::Oidc => (oidc_account(login, case), Vec::new()),
            SignIn::InvitationMail | SignIn::InvitationLink | SignIn::TemporaryPassword => return None,
        };
        let groups = groups(case.access.iter().map(|(site, grant)| (*site, grant.role)), directory);
        Some(Self { sign_in: case.sign_in, account, groups, access, overwritten: overwritten(case, directory) })
    }

    /// The mapping as a table with a head, to be written as CSV.
    pub fn table(&self) -> Vec<[String; 4]> {
        let head = ["Matomo", "Directory", "Value", "Note"].map(str::to_owned);
        let attribute = |a: &Attribute| [a.matomo.to_owned(), a.theirs.to_owned(), a.value.clone(), a.note.to_owned()];
        let group = |g: &Group| {
            [format!("{} on site {}", g.role.as_str(), g.site), "group".to_owned(), g.name.clone(), g.site_name.clone()]
        };
        let rows = self.account.iter().chain(&self.access).map(attribute).chain(self.groups.iter().map(group));
        std::iter::once(head).chain(rows).collect()
    }

    /// The mappings of many people of one case in one table: each account, and once what they share.
    pub fn table_of_all(all: &[Mapping]) -> Vec<[String; 4]> {
        let Some((first, others)) = all.split_first() else { return Vec::new() };
        let mut table = first.table();
        let own = |mapping: &Mapping| {
            let values = mapping.table().into_iter().skip(1).take(mapping.account.len());
            values.filter(|[_, _, value, _]| !value.is_empty()).collect::<Vec<_>>()
        };
        // After the head and the first account.
        let after = 1 + first.account.len();
        table.splice(after..after, others.iter().flat_map(own));
        table
    }
}

/// A group for each role on each site: `matomo-admin-shop`, and the site's id at the end where two
/// names come to the same, or to nothing in plain letters. Sorted by name, each once.
pub fn groups(access: impl Iterator<Item = (SiteId, Role)>, directory: &Directory) -> Vec<Group> {
    // Among all sites, so that a name does not change its meaning with the next case.
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for site in directory.sites() {
        *owners.entry(naming::slug(&site.name)).or_default() += 1;
    }
    // `shop` with the id 7 and a site named "Shop 7" must not meet either.
    let unique = |slug: &str| !slug.is_empty() && owners.get(slug) == Some(&1) && !ends_like_id(slug);
    let group = |(id, role): (SiteId, Role)| {
        let site_name = directory.site(id).map_or_else(String::new, |site| site.name.clone());
        let name = match naming::slug(&site_name) {
            slug if unique(&slug) => format!("matomo-{}-{slug}", role.as_str()),
            slug if slug.is_empty() => format!("matomo-{}-site-{id}", role.as_str()),
            slug => format!("matomo-{}-{slug}-{id}", role.as_str()),
        };
        Group { name, role, site: id, site_name }
    };
    let mut groups: Vec<Group> = access.collect::<BTreeSet<_>>().into_iter().map(group).collect();
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    groups
}

fn ends_like_id(slug: &str) -> bool {
    slug.rsplit('-').next().is_some_and(|last| !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()))
}

/// Defaults of LoginLdap 5.0.6 (source: Config.php).
fn ldap_account(login: &str, case: &Case) -> Vec<Attribute> {
    vec![
        Attribute {
            matomo: "login",
            theirs: "uid",
            value: login.to_owned(),
            note: "In Active Directory usually sAMAccountName. Letter by letter; Matomo cannot rename it.",
        },
        Attribute {
            matomo: "e-mail",
            theirs: "mail",
            value: case.email.trim().to_owned(),
            note: "Written to Matomo at each sign-in; no other account may have it.",
        },
        Attribute {
            matomo: "may sign in",
            theirs: "memberOf",
            value: String::new(),
            note: "Only if LoginLdap asks for a group.",
        },
    ]
}

/// What LoginLdap 5.0.6 reads if access is synchronised (source: UserAccessMapper.php).
fn ldap_access(case: &Case) -> Vec<Attribute> {
    let sites = |role| {
        let ids = case.access.iter().filter(|(_, grant)| grant.role == role).map(|(id, _)| id.to_string());
        ids.collect::<Vec<_>>().join(",")
    };
    let note = "Ids of sites, with commas between. Read only if access is synchronised.";
    vec![
        Attribute { matomo: "view", theirs: "view", value: sites(Role::View), note },
        Attribute { matomo: "admin", theirs: "admin", value: sites(Role::Admin), note },
        Attribute {
            matomo: "super user",
            theirs: "superuser",
            value: String::new(),
            note: "Leave the attribute out: if it is there and empty, the person becomes a super user.",
        },
    ]
}

fn saml_account(login: &str, case: &Case) -> Vec<Attribute> {
    vec![
        Attribute {
            matomo: "login",
            theirs: "username",
            value: login.to_owned(),
            note: "The name of the attribute is set in LoginSaml. Letter by letter; Matomo cannot rename it.",
        },
        Attribute {
            matomo: "e-mail",
            theirs: "email",
            value: case.email.trim().to_owned(),
            note: "The name of the attribute is set in LoginSaml; no other account may have the address.",
        },
    ]
}

fn saml_access() -> Vec<Attribute> {
    vec![Attribute {
        matomo: "access",
        theirs: "as set in LoginSaml",
        value: String::new(),
        note: "Read only if access is synchronised; then it must name all of the access, since the rest is removed.",
    }]
}

/// LoginOIDC links by one claim (source: Controller.php).
fn oidc_account(login: &str, case: &Case) -> Vec<Attribute> {
    vec![
        Attribute {
            matomo: "login",
            theirs: "sub",
            value: login.to_owned(),
            note: "With “auto linking” this claim must be the login; often preferred_username is chosen for it.",
        },
        Attribute {
            matomo: "e-mail",
            theirs: "email",
            value: case.email.trim().to_owned(),
            note: "Read only when the plugin creates the account.",
        },
    ]
}

fn overwritten(case: &Case, directory: &Directory) -> Vec<String> {
    let names = |wanted: fn(&Grant) -> bool| {
        let of = |(id, _): (&SiteId, &Grant)| {
            let name = directory.site(*id).map_or("", |site| site.name.trim());
            if name.is_empty() { format!("site {id}") } else { name.to_owned() }
        };
        case.access.iter().filter(|(_, grant)| wanted(grant)).map(of).collect::<Vec<_>>().join(", ")
    };
    let (write, beside) = (names(|grant| grant.role == Role::Write), names(|grant| !grant.capabilities.is_empty()));
    let mut said = Vec::new();
    match case.sign_in {
        SignIn::Ldap => {
            said.push("The e-mail address is the directory’s from the second sign-in on; a change in Matomo does not last.".into());
            said.push("If access is synchronised and the directory names any, each sign-in removes all access and sets the directory’s.".into());
            if !write.is_empty() {
                said.push(format!("LoginLdap knows View and Admin only: synchronised, Write would be lost on {write}."));
            }
            if !beside.is_empty() {
                said.push(format!("Capabilities cannot be said in LDAP: synchronised, they would be lost on {beside}."));
            }
        }
        SignIn::Saml => {
            said.push("If access is synchronised, each sign-in sets the provider’s; if it names none, all access is removed.".into());
            if !beside.is_empty() {
                said.push(format!("Make sure that a synchronisation keeps the capabilities on {beside}."));
            }
        }
        SignIn::Oidc => said.push(
            "LoginOIDC overwrites neither access nor address. Other plugins for OpenID Connect take roles from groups: look into their settings.".into(),
        ),
        SignIn::InvitationMail | SignIn::InvitationLink | SignIn::TemporaryPassword => {}
    }
    said
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company::{self, capability, site};
    use proptest::prelude::*;

    fn mapping(sign_in: SignIn) -> Option<Mapping> {
        Mapping::of(&Case { sign_in, ..company::case() }, &company::directory())
    }

    #[test]
    fn only_directories_have_one() {
        for way in SignIn::ALL {
            assert_eq!(mapping(way).is_some(), way.is_directory(), "{way:?}");
        }
    }

    #[test]
    fn ldap_is_told_its_attributes_and_what_it_cannot_say() {
        let mapping = mapping(SignIn::Ldap).unwrap();
        let values: Vec<_> =
            mapping.account.iter().chain(&mapping.access).map(|a| (a.theirs, a.value.as_str())).collect();
        assert_eq!(
            values,
            [
                ("uid", "s.whitlock"),
                ("mail", "sana@example.net"),
                ("memberOf", ""),
                ("view", "1,4"),
                ("admin", "6"),
                ("superuser", "")
            ]
        );
        assert!(
            mapping.overwritten.iter().any(|said| said.ends_with("Write would be lost on Shop, Blog.")),
            "{mapping:?}"
        );
        assert!(!mapping.overwritten.iter().any(|said| said.contains("apabilities")));
        let mut case = Case { sign_in: SignIn::Ldap, ..company::case() };
        case.access.insert(site(1), Grant::new(Role::View, vec![capability("tagmanager_write")]));
        let said = Mapping::of(&case, &company::directory()).unwrap().overwritten;
        assert!(said.iter().any(|said| said.ends_with("they would be lost on Main site.")), "{said:?}");
    }

    #[test]
    fn many_share_their_groups() {
        let company = company::directory();
        let case = |n: u32| Case {
            sign_in: SignIn::Ldap,
            login: format!("p{n}"),
            email: format!("p{n}@example.net"),
            ..company::case()
        };
        let all: Vec<_> = (1..4).filter_map(|n| Mapping::of(&case(n), &company)).collect();
        let table = Mapping::table_of_all(&all);
        assert_eq!(Mapping::table_of_all(&all[..1]), all[0].table());
        assert_eq!(table.len(), all[0].table().len() + 2 * 2, "login and address of two more");
        for value in ["p1", "p3", "p3@example.net"] {
            assert_eq!(table.iter().filter(|row| row[2] == value).count(), 1, "{value}");
        }
        assert!(Mapping::table_of_all(&[]).is_empty());
    }

    #[test]
    fn an_account_that_exists_is_named_as_matomo_spells_it() {
        let case =
            Case { sign_in: SignIn::Saml, login: String::new(), email: "IVAN@example.org".into(), ..company::case() };
        let mapping = Mapping::of(&case, &company::directory()).unwrap();
        assert_eq!(mapping.account[0].value, "ivan");
        assert!(mapping.overwritten[0].contains("all access is removed"));
    }

    #[test]
    fn groups_are_named_after_role_and_site() {
        let mapping = mapping(SignIn::Oidc).unwrap();
        let names: Vec<_> = mapping.groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "matomo-admin-shop-staging",
                "matomo-view-docs",
                "matomo-view-main-site",
                "matomo-write-blog",
                "matomo-write-shop"
            ]
        );
        let table = mapping.table();
        assert_eq!(table[0], ["Matomo", "Directory", "Value", "Note"]);
        assert!(table.contains(&["write on site 2", "group", "matomo-write-shop", "Shop"].map(str::to_owned)));
        assert_eq!(table.len(), 1 + 2 + 5);
    }

    #[test]
    fn names_that_come_to_the_same_are_told_apart_by_their_ids() {
        let mut contents = company::contents();
        contents.sites[0].name = "Shop!".into();
        contents.sites[2].name = "山田".into();
        contents.sites[3].name = "Shop 2".into();
        let directory = Directory::new(contents).unwrap();
        let all = directory.sites().iter().map(|site| (site.id, Role::View));
        let names: Vec<_> = groups(all, &directory).into_iter().map(|group| (group.site.get(), group.name)).collect();
        for (id, name) in [
            (1, "matomo-view-shop-1"),
            (2, "matomo-view-shop-2"),
            (3, "matomo-view-site-3"),
            (4, "matomo-view-shop-2-4"),
        ] {
            assert!(names.contains(&(id, name.to_owned())), "{names:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn no_two_groups_share_a_name(names in proptest::collection::vec("(shop|Shop|shop 1|site|site 2|[ -~]{0,6}|\\PC{0,3})", 9)) {
            let mut contents = company::contents();
            for (site, name) in contents.sites.iter_mut().zip(names) {
                site.name = name;
            }
            let directory = Directory::new(contents).unwrap();
            let pairs = directory.sites().iter().flat_map(|site| Role::ALL.map(|role| (site.id, role)));
            let groups = groups(pairs, &directory);
            prop_assert_eq!(groups.len(), 27);
            let mut seen: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
            seen.dedup();
            prop_assert_eq!(seen.len(), 27);
            prop_assert!(seen.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')));
        }
    }
}
