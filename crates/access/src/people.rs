//! The lists of people and sites that screens show: what is in them and in which order.

use crate::{Directory, LastSeen, Person, Seconds, Site, order};
use matomo_api::{Role, SiteId};

/// Which people to show. Empty parts leave all in; parts that are set must all hold.
#[derive(Default, Clone, PartialEq, Debug)]
pub struct PeopleFilter {
    /// Part of the login, the address, or the name of a site they have a role on; without case.
    pub text: String,
    /// They have this role somewhere, or on `site` if that is set.
    pub role: Option<Role>,
    /// They can reach this site; super users can.
    pub site: Option<SiteId>,
    /// Where the account stands.
    pub status: Option<StatusKind>,
    /// Only super users.
    pub super_users: bool,
    /// Only those known to sign in without a second factor.
    pub without_two_factor: bool,
    /// Not seen for so many days, or never. Accounts younger than that are left out, and so are
    /// those of whom Matomo tells a phrase instead of a date.
    pub not_seen_for_days: Option<u16>,
}

/// Where an account stands, as a choice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// In use.
    Active,
    /// Invited, not there yet.
    Invited,
    /// Invited too long ago.
    InviteExpired,
}

/// What people are sorted by. Equal ones stay sorted by login.
#[derive(Default, Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PeopleSort {
    /// Login, without case.
    #[default]
    Login,
    /// Power: view only … many admin roles … super user.
    Access,
    /// Active, invited, invitation expired.
    Status,
    /// Never, an unknown time, long ago … just now.
    LastSeen,
}

const DAY: Seconds = 86_400;

impl Directory {
    /// The people that `filter` leaves, sorted. `now` is the present.
    pub fn find_people(&self, filter: &PeopleFilter, sort: PeopleSort, descending: bool, now: Seconds) -> Vec<&Person> {
        let found = self.people_places(filter, sort, descending, now, true);
        found.into_iter().map(|place| &self.people[place as usize]).collect()
    }

    /// The same by place. `by_site`: whether the text may be that of a site, too.
    pub(crate) fn people_places(
        &self,
        filter: &PeopleFilter,
        sort: PeopleSort,
        descending: bool,
        now: Seconds,
        by_site: bool,
    ) -> Vec<u32> {
        let text = filter.text.trim().to_lowercase();
        let mut chosen = vec![false; self.sites.len()];
        let mut places = Vec::new();
        if by_site && !text.is_empty() {
            for (place, site) in self.sites.iter().enumerate() {
                if site.name.to_lowercase().contains(&text) {
                    chosen[place] = true;
                    places.push(place);
                }
            }
        }
        let mut found: Vec<u32> = (0..)
            .zip(self.people.iter().zip(&self.keys))
            .filter(|(_, (person, key))| {
                matches(person, filter, now)
                    && (text.is_empty()
                        || key.contains(&text)
                        || (!places.is_empty() && person.grants.touches(&places, &chosen)))
            })
            .map(|(place, _)| place)
            .collect();
        match sort {
            PeopleSort::Login if descending => found.reverse(),
            PeopleSort::Login => {}
            PeopleSort::Access => self.arrange(&mut found, descending, |p| (p.super_user, p.tally())),
            PeopleSort::Status => self.arrange(&mut found, descending, |p| p.status.kind()),
            PeopleSort::LastSeen => self.arrange(&mut found, descending, |p| p.last_seen.rank()),
        }
        found
    }

    /// Equal ones stay by login in both directions.
    fn arrange<K: Ord>(&self, people: &mut Vec<u32>, descending: bool, key: impl Fn(&Person) -> K) {
        let key = |place: &u32| key(&self.people[*place as usize]);
        if descending {
            order::sort_by_key_descending(people, key);
        } else {
            order::sort_by_key(people, key);
        }
    }

    /// The sites whose name, address, group or number contains `text` (without case), of `group` if
    /// one is given; by name without case.
    pub fn find_sites(&self, text: &str, group: Option<&str>) -> Vec<&Site> {
        let text = text.trim().to_lowercase();
        let mut found: Vec<&Site> = self.sites.iter().filter(|site| site.is_found(&text, group)).collect();
        order::sort_by_key(&mut found, |site| site.name.to_lowercase());
        found
    }

    /// The groups that sites were put into, sorted.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.sites.iter().filter_map(|site| site.group.as_deref()).collect();
        order::sort(&mut groups);
        groups.dedup();
        groups
    }
}

impl Site {
    /// Whether its name, address, group or number contains `text`, which is in small letters, and
    /// whether it is of `group`, if one is given.
    pub(crate) fn is_found(&self, text: &str, group: Option<&str>) -> bool {
        let has = |part: Option<&String>| part.is_some_and(|part| part.to_lowercase().contains(text));
        group.is_none_or(|group| self.group.as_deref() == Some(group))
            && (text.is_empty()
                || has(Some(&self.name))
                || has(self.url.as_ref())
                || has(self.group.as_ref())
                || self.id.to_string() == text)
    }
}

impl LastSeen {
    /// Never, an unknown time, long ago … just now.
    pub(crate) fn rank(&self) -> (u8, Seconds) {
        match self {
            LastSeen::Never => (0, 0),
            LastSeen::Phrase(_) => (1, 0),
            LastSeen::At(moment) => (2, *moment),
        }
    }
}

pub(crate) fn matches(person: &Person, filter: &PeopleFilter, now: Seconds) -> bool {
    let here = match (filter.site, filter.role) {
        (None, None) => true,
        (None, Some(role)) => person.tally().of(role) > 0,
        (Some(site), None) => person.super_user || person.grants.role(site).is_some(),
        (Some(site), Some(role)) => person.grants.role(site) == Some(role),
    };
    let since = |moment: Seconds, days: u16| now.saturating_sub(moment) >= Seconds::from(days) * DAY;
    let idle = filter.not_seen_for_days.is_none_or(|days| match person.last_seen {
        LastSeen::At(moment) => since(moment, days),
        LastSeen::Never => person.registered.is_none_or(|moment| since(moment, days)),
        LastSeen::Phrase(_) => false,
    });
    here && idle
        && filter.status.is_none_or(|status| person.status.kind() == status)
        && (!filter.super_users || person.super_user)
        && (!filter.without_two_factor || person.two_factor == Some(false))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Contents, testing::*};

    const NOW: Seconds = 1_795_290_180;

    fn found(filter: PeopleFilter) -> Vec<String> {
        sorted(&filter, PeopleSort::Login, false)
    }

    fn sorted(filter: &PeopleFilter, sort: PeopleSort, descending: bool) -> Vec<String> {
        let directory = company();
        directory.find_people(filter, sort, descending, NOW).iter().map(|p| p.login.to_string()).collect()
    }

    fn text(text: &str) -> PeopleFilter {
        PeopleFilter { text: text.into(), ..PeopleFilter::default() }
    }

    #[test]
    fn text_is_found_in_login_address_and_site() {
        assert_eq!(found(text("")), ["ann", "bob", "ivy", "old", "root", "second"]);
        assert_eq!(found(text(" ANN ")), ["ann"]);
        assert_eq!(found(text("bob@EXAMPLE")), ["bob"]);
        assert_eq!(found(text("intranet")), ["bob"]);
        assert_eq!(found(text("shop")), ["ann", "bob", "ivy"]);
        assert_eq!(found(text("nobody")), [""; 0]);
    }

    #[test]
    fn parts_of_a_filter_all_hold() {
        let all = PeopleFilter::default;
        assert_eq!(found(PeopleFilter { role: Some(Role::Admin), ..all() }), ["ann"]);
        assert_eq!(found(PeopleFilter { role: Some(Role::View), ..all() }), ["bob", "ivy"]);
        assert_eq!(found(PeopleFilter { site: Some(site(1)), ..all() }), ["ann", "bob", "ivy", "root", "second"]);
        assert_eq!(found(PeopleFilter { site: Some(site(1)), role: Some(Role::View), ..all() }), ["ivy"]);
        assert_eq!(found(PeopleFilter { status: Some(StatusKind::Invited), ..all() }), ["ivy"]);
        assert_eq!(found(PeopleFilter { status: Some(StatusKind::InviteExpired), ..all() }), ["old"]);
        assert_eq!(found(PeopleFilter { super_users: true, ..text("root") }), ["root"]);
        assert_eq!(found(PeopleFilter { without_two_factor: true, ..all() }), [""; 0]);
    }

    #[test]
    fn the_second_factor_and_the_last_visit_are_told_apart_from_the_unknown() {
        let mut users = ["none", "factor", "fresh", "phrase", "gone", "here"].map(user).to_vec();
        users[0].two_factor = None;
        users[1].two_factor = Some(false);
        users[2].registered = Some("2026-11-20 00:00:00".into());
        users[3].last_seen = Some("4 days ago".into());
        users[4].last_seen = Some("2026-08-01 00:00:00".into());
        users[5].last_seen = Some("2026-11-21 19:00:00".into());
        let directory = Directory::new(Contents { users, ..empty() }).unwrap();
        let logins = |filter: &PeopleFilter, sort, descending| {
            let found = directory.find_people(filter, sort, descending, NOW);
            found.iter().map(|p| p.login.as_str().to_owned()).collect::<Vec<_>>()
        };
        let without = PeopleFilter { without_two_factor: true, ..PeopleFilter::default() };
        assert_eq!(logins(&without, PeopleSort::Login, false), ["factor"]);
        let idle = PeopleFilter { not_seen_for_days: Some(90), ..PeopleFilter::default() };
        assert_eq!(logins(&idle, PeopleSort::Login, false), ["factor", "gone", "none"]);
        let all = PeopleFilter::default();
        assert_eq!(
            logins(&all, PeopleSort::LastSeen, true),
            ["here", "gone", "phrase", "factor", "fresh", "none"],
            "equal ones stay by login"
        );
    }

    #[test]
    fn people_are_sorted() {
        let all = PeopleFilter::default();
        assert_eq!(sorted(&all, PeopleSort::Login, true), ["second", "root", "old", "ivy", "bob", "ann"]);
        assert_eq!(sorted(&all, PeopleSort::Access, true), ["root", "second", "ann", "bob", "ivy", "old"]);
        assert_eq!(sorted(&all, PeopleSort::Status, false), ["ann", "bob", "root", "second", "ivy", "old"]);
    }

    #[test]
    fn sites_are_found_by_words_number_and_group() {
        let directory = company();
        let names = |text: &str, group: Option<&str>| {
            directory.find_sites(text, group).iter().map(|site| site.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("shop", None), ["Shop", "Shop staging"]);
        assert_eq!(names("RETAIL", None), ["Shop", "Shop staging"]);
        assert_eq!(names("4", None), ["Intranet"]);
        assert_eq!(names("", Some("Retail")), ["Shop", "Shop staging"]);
        assert_eq!(names("blog", Some("Retail")), [""; 0]);
        assert_eq!(names("", None).len(), 12);
        assert_eq!(directory.groups(), ["Retail"]);
    }
}
