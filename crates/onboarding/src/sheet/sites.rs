//! What is open to a person, row by row.

use super::{
    notes, one_line,
    words::{Phrase, Voice},
};
use access::{Directory, Grant, Site};
use matomo_api::{Capability, MatomoUrl, Role, SiteId};
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
    /// What comes on top of the role, as Matomo calls it; empty if nothing does.
    pub more: String,
    /// The site's reports in Matomo; `None` where the row is more than one site.
    pub link: Option<String>,
}

/// The rows for these grants, in the order of ids or of groups; and the continuation, where the rows
/// are groups.
pub(super) fn rows(
    voice: Voice,
    directory: &Directory,
    grants: &BTreeMap<SiteId, Grant>,
    url: &MatomoUrl,
) -> (Vec<SiteRow>, Vec<SiteRow>) {
    let single = |(id, grant): (&SiteId, &Grant)| SiteRow {
        link: Some(link(url, *id)),
        ..row(voice, directory, id.to_string(), name_of(voice, directory, *id), grant)
    };
    let listed: Vec<SiteRow> = grants.iter().map(single).collect();
    if listed.len() <= LISTED_SINGLY { (listed, Vec::new()) } else { (grouped(voice, directory, grants), listed) }
}

/// A site's reports of yesterday, for whoever is signed in: a page with no other parameter falls back
/// to the person's default site.
pub(crate) fn link(url: &MatomoUrl, site: SiteId) -> String {
    url.page(&format!("module=CoreHome&action=index&idSite={site}&period=day&date=yesterday"))
}

fn grouped(voice: Voice, directory: &Directory, grants: &BTreeMap<SiteId, Grant>) -> Vec<SiteRow> {
    let mut groups: BTreeMap<Alike, Vec<SiteId>> = BTreeMap::new();
    for (id, grant) in grants {
        let group = directory.site(*id).and_then(|site| site.group.as_deref()).unwrap_or_default();
        let alike =
            Alike { ungrouped: group.is_empty(), group, role: Reverse(grant.role), capabilities: &grant.capabilities };
        groups.entry(alike).or_default().push(*id);
    }
    let row = |(alike, ids): (Alike, Vec<SiteId>)| {
        let grant = Grant { role: alike.role.0, capabilities: alike.capabilities.to_vec() };
        row(voice, directory, ranges(&ids), group_name(voice, alike.group, ids.len()), &grant)
    };
    groups.into_iter().map(row).collect()
}

fn group_name(voice: Voice, group: &str, sites: usize) -> String {
    let name = one_line(group);
    let name = if name.is_empty() { voice.say(Phrase::NoGroup) } else { name };
    voice.line(Phrase::Group, &[("name", &name), ("sites", &voice.sites(sites))])
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
pub(super) fn everything(voice: Voice) -> SiteRow {
    SiteRow {
        ids: "*".to_owned(),
        name: voice.say(Phrase::EverySite),
        role: None,
        role_name: voice.role(None).to_owned(),
        can: notes::can(voice, None),
        more: String::new(),
        link: None,
    }
}

/// The name as the papers print it.
pub(crate) fn name_of(voice: Voice, directory: &Directory, id: SiteId) -> String {
    let name = directory.site(id).map(|site: &Site| one_line(&site.name)).unwrap_or_default();
    if name.is_empty() { voice.line(Phrase::UnnamedSite, &[("id", &id.to_string())]) } else { name }
}

fn row(voice: Voice, directory: &Directory, ids: String, name: String, grant: &Grant) -> SiteRow {
    let can = notes::can(voice, Some(grant.role));
    let more = capabilities_of(directory, grant);
    SiteRow {
        ids,
        name,
        role: Some(grant.role),
        role_name: voice.role(Some(grant.role)).to_owned(),
        can: if more.is_empty() { can } else { voice.line(Phrase::CanAlso, &[("can", &can), ("more", &more)]) },
        more,
        link: None,
    }
}

/// What comes on top of the role, as Matomo calls it; empty if nothing does.
pub(crate) fn capabilities_of(directory: &Directory, grant: &Grant) -> String {
    let capability = |id: &Capability| match directory.capabilities().iter().find(|known| known.id == *id) {
        Some(known) if known.category.is_empty() => one_line(&known.name),
        Some(known) => one_line(&format!("{}: {}", known.category, known.name)),
        None => id.to_string(),
    };
    grant.capabilities.iter().map(capability).collect::<Vec<_>>().join(", ")
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
    use crate::Language;
    use crate::company::{self, capability, grant, site};
    use access::Contents;
    use matomo_api::Version;
    use proptest::prelude::*;

    const VOICE: Voice = Voice { language: Language::En, version: Version::new(5, 8, 0) };

    fn url() -> MatomoUrl {
        MatomoUrl::parse("https://m.example/stats").unwrap().0
    }

    fn written(directory: &Directory, grants: &BTreeMap<SiteId, Grant>) -> Vec<(String, String, String)> {
        rows(VOICE, directory, grants, &url()).0.into_iter().map(|r| (r.ids, r.name, r.role_name)).collect()
    }

    #[test]
    fn a_few_sites_have_a_row_each() {
        let company = company::directory();
        let tags = Grant::new(Role::View, vec![capability("tagmanager_write"), capability("unheard")]);
        let grants = [(site(9), grant(Role::Write)), (site(1), tags)].into();
        let (rows, listed) = rows(VOICE, &company, &grants, &url());
        assert!(listed.is_empty());
        let link = "https://m.example/stats/index.php?module=CoreHome&action=index&idSite=9&period=day&date=yesterday";
        assert_eq!(rows[1].link.as_deref(), Some(link));
        assert_eq!(rows[0].name, "Main site");
        assert_eq!(rows[0].can, "read reports; also Tag Manager: Edit tags, unheard");
        assert_eq!((rows[1].ids.as_str(), rows[1].name.as_str()), ("9", "Labs <b>beta</b>"));
        assert_eq!((rows[0].more.as_str(), rows[1].more.as_str()), ("Tag Manager: Edit tags, unheard", ""));
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
        let (groups, listed) = rows(VOICE, &large, &grants, &url());
        assert!(groups.iter().all(|row| row.link.is_none()));
        let ids: Vec<String> = grants.keys().map(ToString::to_string).collect();
        assert_eq!(listed.iter().map(|row| row.ids.clone()).collect::<Vec<_>>(), ids);
        assert!(listed.iter().all(|row| row.link.is_some()));
    }

    #[test]
    fn a_site_without_a_name_is_known_by_its_number() {
        let company = company::directory();
        assert_eq!(name_of(VOICE, &company, site(99)), "Site 99");
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
