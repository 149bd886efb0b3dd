//! What is open to a person, row by row.

use super::{Words, text::one_line};
use access::{Directory, Grant, Site};
use matomo_api::{Capability, Role, SiteId};
use std::{cmp::Reverse, collections::BTreeMap};

/// With more sites than this, groups of sites take their place, so that the sheet stays short.
const LISTED_SINGLY: usize = 12;

/// A row of the table: one site, or the sites of one group that are open alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRow {
    /// `2`, or `1–4, 7` for several.
    pub ids: String,
    /// The site's name, or the group's.
    pub name: String,
    /// The role; `None` for a super user.
    pub role: Option<Role>,
    /// Its name.
    pub role_name: String,
    /// What it allows, in words.
    pub can: String,
}

/// The rows for these grants, in the order of ids or of groups.
pub(super) fn rows(words: &dyn Words, directory: &Directory, grants: &BTreeMap<SiteId, Grant>) -> Vec<SiteRow> {
    if grants.len() <= LISTED_SINGLY {
        let row = |(id, grant): (&SiteId, &Grant)| {
            row(words, directory, id.to_string(), name_of(words, directory, *id), grant)
        };
        return grants.iter().map(row).collect();
    }
    let mut groups: BTreeMap<Alike, Vec<SiteId>> = BTreeMap::new();
    for (id, grant) in grants {
        let group = directory.site(*id).and_then(|site| site.group.as_deref()).unwrap_or_default();
        let alike =
            Alike { ungrouped: group.is_empty(), group, role: Reverse(grant.role), capabilities: &grant.capabilities };
        groups.entry(alike).or_default().push(*id);
    }
    let row = |(alike, ids): (Alike, Vec<SiteId>)| {
        let grant = Grant { role: alike.role.0, capabilities: alike.capabilities.to_vec() };
        row(words, directory, ranges(&ids), words.group(&one_line(alike.group), ids.len()), &grant)
    };
    groups.into_iter().map(row).collect()
}

/// What sites in one row share. Named groups come first, by name; in each the strongest role first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Alike<'a> {
    ungrouped: bool,
    group: &'a str,
    role: Reverse<Role>,
    capabilities: &'a [Capability],
}

/// The one row of a super user.
pub(super) fn everything(words: &dyn Words) -> SiteRow {
    SiteRow {
        ids: "*".to_owned(),
        name: words.every_site().to_owned(),
        role: None,
        role_name: words.role(None).to_owned(),
        can: words.can(None).to_owned(),
    }
}

/// The name as the papers print it.
pub(super) fn name_of(words: &dyn Words, directory: &Directory, id: SiteId) -> String {
    let name = directory.site(id).map(|site: &Site| one_line(&site.name)).unwrap_or_default();
    if name.is_empty() { words.unnamed_site(id) } else { name }
}

fn row(words: &dyn Words, directory: &Directory, ids: String, name: String, grant: &Grant) -> SiteRow {
    let capability = |id: &Capability| match directory.capabilities().iter().find(|known| known.id == *id) {
        Some(known) if known.category.is_empty() => one_line(&known.name),
        Some(known) => one_line(&format!("{}: {}", known.category, known.name)),
        None => id.to_string(),
    };
    let capabilities: Vec<String> = grant.capabilities.iter().map(capability).collect();
    let can = words.can(Some(grant.role));
    SiteRow {
        ids,
        name,
        role: Some(grant.role),
        role_name: words.role(Some(grant.role)).to_owned(),
        can: if capabilities.is_empty() { can.to_owned() } else { words.can_also(can, &capabilities) },
    }
}

/// `1–4, 7, 9` for sorted ids.
fn ranges(ids: &[SiteId]) -> String {
    let runs = ids.chunk_by(|a, b| a.get() + 1 == b.get());
    let written = runs.filter_map(|run| match run {
        [] => None,
        [one] => Some(one.to_string()),
        [one, two] => Some(format!("{one}, {two}")),
        [first, .., last] => Some(format!("{first}–{last}")),
    });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company::{self, capability, grant, site};
    use crate::sheet::en::English;
    use access::Contents;
    use proptest::prelude::*;

    fn written(directory: &Directory, grants: &BTreeMap<SiteId, Grant>) -> Vec<(String, String, String)> {
        rows(&English, directory, grants).into_iter().map(|r| (r.ids, r.name, r.role_name)).collect()
    }

    #[test]
    fn a_few_sites_have_a_row_each() {
        let company = company::directory();
        let tags = Grant::new(Role::View, vec![capability("tagmanager_write"), capability("unheard")]);
        let grants = [(site(9), grant(Role::Write)), (site(1), tags)].into();
        let rows = rows(&English, &company, &grants);
        assert_eq!(rows[0].name, "Main site");
        assert_eq!(rows[0].can, "read reports; also Tag Manager: Edit tags, unheard");
        assert_eq!((rows[1].ids.as_str(), rows[1].name.as_str()), ("9", "Labs <b>beta</b>"));
        assert_eq!(rows[1].can, "read; edit goals and segments");
        assert_eq!(rows[1].role, Some(Role::Write));
    }

    #[test]
    fn many_sites_are_told_by_group_and_role() {
        let mut contents = company::contents();
        for id in 10..=30 {
            let mut row = contents.sites[8].clone();
            row.id = site(id);
            row.group = (id < 20).then(|| "Countries".to_owned());
            contents.sites.push(row);
        }
        let large = Directory::new(Contents { ..contents }).unwrap();
        let mut grants: BTreeMap<SiteId, Grant> = (8..=30).map(|id| (site(id), grant(Role::View))).collect();
        for id in [11, 13, 14, 15] {
            grants.insert(site(id), grant(Role::Admin));
        }
        let row = |ids: &str, name: &str, role: &str| (ids.to_owned(), name.to_owned(), role.to_owned());
        assert_eq!(
            written(&large, &grants),
            [
                row("11, 13–15", "Countries (4 sites)", "Admin"),
                row("10, 12, 16–19", "Countries (6 sites)", "View"),
                row("8, 9, 20–30", "Without a group (13 sites)", "View"),
            ]
        );
    }

    #[test]
    fn a_site_without_a_name_is_known_by_its_number() {
        let company = company::directory();
        assert_eq!(name_of(&English, &company, site(99)), "Site 99");
    }

    proptest! {
        #[test]
        fn ranges_name_every_site_once(ids in proptest::collection::btree_set(1..60_u32, 1..40)) {
            let sorted: Vec<SiteId> = ids.iter().map(|id| site(*id)).collect();
            let mut read = Vec::new();
            for run in ranges(&sorted).split(", ") {
                match run.split_once('–') {
                    Some((first, last)) => read.extend(first.parse::<u32>().unwrap()..=last.parse().unwrap()),
                    None => read.push(run.parse().unwrap()),
                }
            }
            prop_assert_eq!(read, ids.into_iter().collect::<Vec<_>>());
        }
    }
}
