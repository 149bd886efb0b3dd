//! The lists of people and sites that screens show: what is in them and in which order.

use crate::{Directory, LastSeen, Person, Seconds, Site};
use matomo_api::{Role, SiteId};
use std::cmp::Reverse;

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
        let text = filter.text.trim().to_lowercase();
        let mut chosen = vec![false; self.sites.len()];
        let mut places = Vec::new();
        if !text.is_empty() {
            for (place, site) in self.sites.iter().enumerate() {
                if site.name.to_lowercase().contains(&text) {
                    chosen[place] = true;
                    places.push(place);
                }
            }
        }
        let mut found: Vec<&Person> = self
            .people
            .iter()
            .zip(&self.keys)
            .filter(|(person, key)| {
                matches(person, filter, now)
                    && (text.is_empty()
                        || key.contains(&text)
                        || (!places.is_empty() && person.grants.touches(&places, &chosen)))
            })
            .map(|(person, _)| person)
            .collect();
        match sort {
            PeopleSort::Login if descending => found.reverse(),
            PeopleSort::Login => {}
            PeopleSort::Access => order(&mut found, descending, |p| (p.super_user, p.tally())),
            PeopleSort::Status => order(&mut found, descending, |p| p.status.kind()),
            PeopleSort::LastSeen => order(&mut found, descending, |p| match p.last_seen {
                LastSeen::Never => (0, 0),
                LastSeen::Phrase(_) => (1, 0),
                LastSeen::At(moment) => (2, moment),
            }),
        }
        found
    }

    /// The sites whose name, address, group or number contains `text` (without case), of `group` if
    /// one is given; by name without case.
    pub fn find_sites(&self, text: &str, group: Option<&str>) -> Vec<&Site> {
        let text = text.trim().to_lowercase();
        let has = |part: Option<&String>| part.is_some_and(|part| part.to_lowercase().contains(&text));
        let wanted = |site: &&Site| {
            group.is_none_or(|group| site.group.as_deref() == Some(group))
                && (text.is_empty()
                    || has(Some(&site.name))
                    || has(site.url.as_ref())
                    || has(site.group.as_ref())
                    || site.id.to_string() == text)
        };
        let mut found: Vec<&Site> = self.sites.iter().filter(wanted).collect();
        found.sort_by_cached_key(|site| site.name.to_lowercase());
        found
    }

    /// The groups that sites were put into, sorted.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.sites.iter().filter_map(|site| site.group.as_deref()).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }
}

fn matches(person: &Person, filter: &PeopleFilter, now: Seconds) -> bool {
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

fn order<K: Ord>(people: &mut [&Person], descending: bool, key: impl Fn(&Person) -> K) {
    // Stable, so that equal ones stay by login in both directions.
    if descending {
        people.sort_by_cached_key(|person| Reverse(key(person)));
    } else {
        people.sort_by_cached_key(|person| key(person));
    }
}
