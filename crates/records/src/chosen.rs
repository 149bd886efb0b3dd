//! Some of what changed outside of the console.

use crate::{Drift, Touched};
use matomo_api::{Login, SiteId};

impl Touched {
    /// What it is known by among the parts of a drift: whose, and on which site; no site where it is about the
    /// account.
    pub fn part(&self) -> (Login, Option<SiteId>) {
        let site = self.sites.first().filter(|_| self.before == self.after);
        (self.login.clone(), site.map(|site| site.id))
    }
}

impl Drift {
    /// What can be seen to apart: somebody whose account changed, with all of their access; of others each site.
    pub fn parts(&self) -> Vec<Touched> {
        let apart = |one: &Touched| match one.before == one.after {
            false => vec![one.clone()],
            true => one.sites.iter().map(|site| Touched { sites: vec![site.clone()], ..one.clone() }).collect(),
        };
        self.people.iter().flat_map(apart).collect()
    }

    /// Parts put together again, each person once.
    pub fn of_parts(parts: impl IntoIterator<Item = Touched>) -> Self {
        let mut people: Vec<Touched> = Vec::new();
        for part in parts {
            match people.iter_mut().find(|one| one.login == part.login) {
                Some(one) => one.sites.extend(part.sites),
                None => people.push(part),
            }
        }
        Self { people }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Account, testing::*};
    use matomo_api::Role;

    #[test]
    fn each_site_is_a_part_unless_the_account_changed() {
        let views = || vec![change(1, None, Some(Role::View)), change(2, Some(Role::View), None)];
        let new = Touched { before: Account::Missing, ..touched("dan", views()) };
        let drift = Drift { people: vec![touched("bob", views()), new] };
        let parts = drift.parts();
        let known: Vec<_> = parts.iter().map(Touched::part).collect();
        assert_eq!(known, [(login("bob"), Some(site(1))), (login("bob"), Some(site(2))), (login("dan"), None)]);
        assert_eq!(parts[2].sites.len(), 2);
        assert_eq!(Drift::of_parts(parts.clone()), drift);
        assert_eq!(Drift::of_parts(parts[1..2].to_vec()).sentences(), ["bob on Blog (2): view → no access."]);
    }
}
