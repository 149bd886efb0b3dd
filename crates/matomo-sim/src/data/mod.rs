//! What an instance holds at the start.

mod demo;
mod demo_people;
mod large;

use crate::moment::{DAY, Moment};
use crate::store::{Store, User};
use crate::{Dataset, PASSWORD};

/// Fills an empty database and says who its first super user is.
pub(crate) fn fill(store: &mut Store, now: Moment) -> String {
    let anonymous = User::new("anonymous", "anonymous@example.org", "", now);
    match store.config.data {
        Dataset::Demo => {
            store.users.add(User { registered: now.plus(-2600 * DAY), ..anonymous });
            demo::fill(store, now)
        }
        Dataset::Large { users, sites } => {
            store.users.add(User { registered: now.plus(-2000 * DAY), ..anonymous });
            large::fill(store, users, sites, now)
        }
        Dataset::Empty => {
            store.users.add(anonymous);
            add_super_user(store, "admin", now)
        }
    }
}

fn add_super_user(store: &mut Store, login: &str, registered: Moment) -> String {
    let mut admin = User::new(login, &format!("{login}@example.org"), PASSWORD, registered);
    admin.super_user = true;
    store.users.add(admin);
    login.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Config;

    #[test]
    fn empty_is_a_fresh_installation() {
        let mut store = Store::new(Config::default(), Moment(0));
        assert_eq!(fill(&mut store, Moment(0)), "admin");
        assert_eq!(store.users.iter().map(|user| &*user.login).collect::<Vec<_>>(), ["admin", "anonymous"]);
        assert!(store.sites.is_empty());
    }
}
