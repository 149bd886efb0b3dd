//! What changed outside of the console.

use crate::{Account, Declared, Held, SiteChange, Snapshot, Touched, What, Why, touched::in_words};
use matomo_api::{Email, Login, SiteId};
use std::collections::BTreeSet;

/// What differs between what was known and what is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Each person, by login.
    pub people: Vec<Touched>,
}

/// Compares the last known state with the one that Matomo reports. Where either was seen by a site admin only, the
/// sites that both saw are compared, and accounts are not: who is gone from sight is not gone. `name` tells a
/// site's name, `email` an address.
pub fn drift(
    known: &Snapshot,
    now: &Snapshot,
    name: impl Fn(SiteId) -> Option<String>,
    email: impl Fn(&Login) -> Option<Email>,
) -> Drift {
    let whole = known.whole && now.whole;
    let seen: BTreeSet<SiteId> = known.sites.intersection(&now.sites).copied().collect();
    let logins: BTreeSet<&Login> = known.people.keys().chain(now.people.keys()).collect();
    let none = Held::default();
    let mut people = Vec::new();
    for login in logins {
        let (had, has) = (known.people.get(login), now.people.get(login));
        let account = |held: Option<&Held>| match held {
            _ if login.is_anonymous() => Account::Active,
            None if whole => Account::Missing,
            Some(held) if held.super_user && whole => Account::SuperUser,
            _ => Account::Active,
        };
        let (had_grants, has_grants) = (&had.unwrap_or(&none).grants, &has.unwrap_or(&none).grants);
        let sites: BTreeSet<SiteId> = had_grants.keys().chain(has_grants.keys()).copied().collect();
        let differs = |id: &SiteId| (whole || seen.contains(id)) && had_grants.get(id) != has_grants.get(id);
        let site = |id: SiteId| SiteChange {
            id,
            name: name(id).unwrap_or_default(),
            before: had_grants.get(&id).cloned(),
            after: has_grants.get(&id).cloned(),
        };
        let one = Touched {
            login: login.clone(),
            email: email(login),
            before: account(had),
            after: account(has),
            sites: sites.into_iter().filter(differs).map(site).collect(),
        };
        people.extend((!one.is_same()).then_some(one));
    }
    Drift { people }
}

impl Drift {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// How many accounts and grants differ.
    pub fn count(&self) -> usize {
        self.people.iter().map(|one| one.sites.len() + usize::from(one.before != one.after)).sum()
    }

    /// What differs, a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        self.people.iter().flat_map(Touched::sentences).collect()
    }

    /// The entry that puts it on record; `None` if nothing differs.
    pub fn declare(self, why: Why) -> Option<What> {
        (!self.is_empty()).then_some(What::Declared(Declared { why, people: self.people }))
    }
}

impl Touched {
    /// What became of this person's access, a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        let login = &self.login;
        let account = match (self.before, self.after) {
            (before, after) if before == after => None,
            (Account::Missing, Account::SuperUser) => Some(format!("{login} has a new account, as a super user.")),
            (Account::Missing, _) => Some(format!("{login} has a new account.")),
            (_, Account::Missing) => Some(format!("The account {login} is gone.")),
            (_, Account::SuperUser) => Some(format!("{login} became a super user.")),
            (Account::SuperUser, _) => Some(format!("{login} is no longer a super user.")),
            (Account::Invited, Account::Active) => Some(format!("{login} took up the invitation.")),
            (_, after) => Some(format!("{login}: {}.", after.words())),
        };
        let differs = |site: &&SiteChange| site.before != site.after;
        let site = |site: &SiteChange| {
            let (before, after) = (in_words(site.before.as_ref()), in_words(site.after.as_ref()));
            format!("{login} on {}: {before} → {after}.", site.named())
        };
        account.into_iter().chain(self.sites.iter().filter(differs).map(site)).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;
    use access::Grant;
    use matomo_api::{Capability, Role};
    use proptest::prelude::*;

    type Rows<'a> = &'a [(&'a str, bool, &'a [(u32, Grant)])];

    fn snapshot(whole: bool, sites: &[u32], people: Rows<'_>) -> Snapshot {
        let held = |super_user: bool, grants: &[(u32, Grant)]| Held {
            super_user,
            grants: grants.iter().map(|(id, grant)| (site(*id), grant.clone())).collect(),
        };
        let person =
            |(name, super_user, grants): &(&str, bool, &[(u32, Grant)])| (login(name), held(*super_user, grants));
        let sites = sites.iter().map(|id| site(*id)).collect();
        Snapshot { whole, sites, people: people.iter().map(person).collect() }
    }

    fn compare(known: &Snapshot, now: &Snapshot) -> Drift {
        drift(known, now, |id| (id == site(1)).then(|| "Shop".to_owned()), |_| None)
    }

    fn view() -> Grant {
        Grant::plain(Role::View)
    }

    #[test]
    fn what_differs_is_told_in_sentences() {
        let tags = Grant::new(Role::View, vec![Capability::parse("tags").unwrap()]);
        let known = snapshot(
            true,
            &[1, 2],
            &[
                ("ann", false, &[(1, view()), (2, view())]),
                ("bob", false, &[]),
                ("cat", false, &[(2, view())]),
                ("root", true, &[]),
            ],
        );
        let now = snapshot(
            true,
            &[1, 2],
            &[
                ("ann", false, &[(1, tags)]),
                ("anonymous", false, &[(1, view())]),
                ("bob", true, &[]),
                ("dan", false, &[(2, view())]),
                ("root", false, &[]),
            ],
        );
        let found = compare(&known, &now);
        assert_eq!(
            found.sentences(),
            [
                "ann on Shop (1): view → view + tags.",
                "ann on site 2: view → no access.",
                "anonymous on Shop (1): no access → view.",
                "bob became a super user.",
                "The account cat is gone.",
                "cat on site 2: view → no access.",
                "dan has a new account.",
                "dan on site 2: no access → view.",
                "root is no longer a super user.",
            ]
        );
        assert_eq!(found.count(), 9);
        assert!(matches!(found.declare(Why::default()), Some(What::Declared(declared)) if declared.people.len() == 6));
        assert_eq!(Drift::default().declare(Why::default()), None);
    }

    #[test]
    fn who_is_out_of_sight_is_not_gone() {
        let known = snapshot(
            true,
            &[1, 2],
            &[("ann", false, &[(1, view()), (2, view())]), ("bob", false, &[(2, view())]), ("root", true, &[])],
        );
        let now = snapshot(false, &[1], &[("ann", false, &[]), ("eve", false, &[(1, view())])]);
        assert_eq!(
            compare(&known, &now).sentences(),
            ["ann on Shop (1): view → no access.", "eve on Shop (1): no access → view."]
        );
    }

    fn any_snapshot() -> impl Strategy<Value = Snapshot> {
        let grants = proptest::collection::btree_map(1u32..5, proptest::sample::select(Role::ALL.to_vec()), 0..4);
        let person = (proptest::sample::select(vec!["ann", "anonymous", "bob", "cat", "dan"]), 0u8..4, grants);
        proptest::collection::vec(person, 0..6).prop_map(|people| {
            let mut snapshot = Snapshot { whole: true, ..Snapshot::default() };
            for (name, kind, grants) in people {
                let super_user = kind == 0 && name != "anonymous";
                let grants = if super_user { Default::default() } else { grants };
                let grants: std::collections::BTreeMap<_, _> =
                    grants.into_iter().map(|(id, role)| (site(id), Grant::plain(role))).collect();
                if name != "anonymous" || !grants.is_empty() {
                    snapshot.people.insert(login(name), Held { super_user, grants });
                }
            }
            snapshot
        })
    }

    proptest! {
        /// What is found, replayed on what was known, is what there is.
        #[test]
        fn declared_drift_leads_to_what_there_is(known in any_snapshot(), now in any_snapshot()) {
            let mut ledger = empty();
            if let Some(what) = compare(&known, &now).declare(Why::default()) {
                ledger.append(stamp(0), what);
            }
            prop_assert_eq!(&crate::replay(&known, &ledger).people, &now.people);
            prop_assert_eq!(ledger.is_empty(), known.people == now.people);
            prop_assert!(compare(&now, &now).is_empty());
        }
    }
}
