//! Since when somebody has what they have.

use crate::{Entry, Ledger};
use access::Grant;
use matomo_api::{Login, SiteId};

impl Ledger {
    /// The entry that gave a person what they have on a site now; `None` where nothing is on record of it, or where
    /// it was changed since outside of the console.
    pub fn since(&self, login: &Login, site: SiteId, now: Option<&Grant>) -> Option<&Entry> {
        let changed = |entry: &Entry| {
            let one = entry.what().people().iter().find(|one| one.login == *login)?;
            one.sites
                .iter()
                .find(|change| change.id == site && change.before != change.after)
                .map(|one| one.after.clone())
        };
        let last = self.entries().iter().rev().find_map(|entry| Some((entry, changed(entry)?)));
        last.filter(|(_, after)| after.as_ref() == now).map(|(entry, _)| entry)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::testing::*;
    use access::Grant;
    use matomo_api::Role;

    #[test]
    fn the_last_change_that_still_stands_is_found() {
        // Entry 1 gives bob view on site 1, entry 5 declares admin there.
        let ledger = ledger(5);
        let (bob, admin, view) = (login("bob"), Grant::plain(Role::Admin), Grant::plain(Role::View));
        assert_eq!(ledger.since(&bob, site(1), Some(&admin)).unwrap().head().number, 5);
        assert_eq!(ledger.since(&bob, site(1), Some(&view)), None, "changed outside since");
        assert_eq!(ledger.since(&bob, site(2), Some(&view)), None);
        assert_eq!(ledger.since(&login("ann"), site(1), Some(&view)), None);
    }
}
