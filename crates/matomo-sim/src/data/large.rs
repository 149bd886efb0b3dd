//! As many people and sites as a test wants, decided by the seed. With 216 people and 500 sites it comes to some 23,000
//! pairs, like the instance that the client was measured on.

use crate::PASSWORD;
use crate::data::add_super_user;
use crate::moment::{DAY, Moment};
use crate::random::Random;
use crate::store::{Access, Invite, Site, Store, User};

const GROUPS: [&str; 6] = ["", "Europe", "Americas", "Asia-Pacific", "Internal", "Campaigns"];

/// Adds sites, then people until there are `users` accounts.
pub(crate) fn fill(store: &mut Store, users: u32, sites: u32, now: Moment) -> String {
    let mut random = store.random.clone();
    for _ in 0..sites {
        add_site(store, &mut random, now);
    }
    let admin = add_super_user(store, "admin", now.plus(-2000 * DAY));
    let width = users.to_string().len();
    for number in 1..users.saturating_sub(1) {
        add_person(store, &mut random, &format!("user{number:0width$}"), sites, now);
    }
    store.random = random;
    admin
}

fn add_site(store: &mut Store, random: &mut Random, now: Moment) {
    let age = days(random, 30, 1900);
    let group = GROUPS[pick(random, GROUPS.len())];
    store.add_site(|id| Site {
        urls: vec![format!("https://site{id}.example.com")],
        group: group.to_owned(),
        timezone: "Europe/Berlin".to_owned(),
        currency: "EUR".to_owned(),
        ..Site::new(id, &format!("Site {id}"), now.plus(-age), "admin")
    });
}

fn add_person(store: &mut Store, random: &mut Random, login: &str, sites: u32, now: Moment) {
    let mut user = User::new(login, &format!("{login}@example.org"), PASSWORD, now.plus(-days(random, 1, 1900)));
    match random.below(100) {
        0 => user.super_user = true,
        1..=3 => {
            let days = days(random, 0, 9) - 2 * DAY;
            user.password.clear();
            user.invited_by = Some("admin".to_owned());
            user.invite = Some(Invite { mailed: random.token(), copied: None, expires: now.plus(days) });
        }
        4..=89 => user.last_seen = Some(now.plus(-days(random, 0, 400))),
        _ => {}
    }
    let super_user = user.super_user;
    store.users.add(user);
    if super_user {
        return;
    }
    // Most have a few sites, some have half of all, a few have every one: a fifth of all pairs in the end.
    let share = match random.below(10) {
        0 => 100,
        1..=3 => 30,
        4..=7 => 5,
        _ => 1,
    };
    for site in 1..=sites {
        if random.below(100) < share {
            let role = match random.below(100) {
                0..=71 => Access::VIEW,
                72..=90 => Access::WRITE,
                _ => Access::ADMIN,
            };
            store.grants.add(login, site, role);
            if role == Access::VIEW && random.below(50) == 0 {
                store.grants.add(login, site, Access::all().nth(3).unwrap_or(Access::VIEW));
            }
        }
    }
}

fn pick(random: &mut Random, length: usize) -> usize {
    usize::try_from(random.below(length as u64)).unwrap_or(0)
}

/// A span of whole days, in seconds.
fn days(random: &mut Random, least: u64, most: u64) -> i64 {
    (least + random.below(most - least + 1)).cast_signed() * DAY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Config, Dataset};

    fn filled(users: u32, sites: u32, seed: u64) -> Store {
        let config = Config { data: Dataset::Large { users, sites }, seed, ..Config::default() };
        let mut store = Store::new(config, Moment(0));
        crate::data::fill(&mut store, Moment(1_795_298_400));
        store
    }

    #[test]
    fn as_many_as_asked_for_and_about_a_fifth_of_all_pairs() {
        let store = filled(216, 500, 1);
        assert_eq!((store.users.iter().count(), store.sites.len()), (216, 500));
        let pairs = store.grants.all().count();
        assert!((15_000..30_000).contains(&pairs), "{pairs}");
        assert!(store.users.iter().any(|user| user.invite.is_some()));
        assert!(store.users.super_users().len() > 1);
    }

    #[test]
    fn the_seed_decides() {
        let rows = |store: Store| -> Vec<(String, u32, &str)> {
            store.grants.all().map(|row| (row.login.to_string(), row.site, row.access.id())).collect()
        };
        assert_eq!(rows(filled(30, 20, 7)), rows(filled(30, 20, 7)));
        assert_ne!(rows(filled(30, 20, 7)), rows(filled(30, 20, 8)));
        assert_eq!(filled(0, 0, 1).users.iter().count(), 2, "the admin and anonymous are always there");
    }
}
