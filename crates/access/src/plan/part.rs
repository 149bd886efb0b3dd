//! A part of a plan: what somebody takes out of it is not done.

use super::{Change, Plan, Preference, Subject};
use matomo_api::{Login, SiteId};

impl Plan {
    /// The plan without one of its lines. Without the account's own line nothing of the person is left: what comes
    /// after it builds on it.
    pub fn without(&self, subject: &Subject) -> Plan {
        match subject {
            Subject::Account(login) => self.without_person(login),
            Subject::Site { login, id, .. } => self.without_site(login, *id),
            Subject::Preference(login, preference) => self.without_preference(login, preference),
        }
    }

    /// The plan without all that is about one person.
    pub fn without_person(&self, login: &Login) -> Plan {
        Plan { steps: self.steps.iter().filter(|step| step.change.login() != login).cloned().collect() }
    }

    fn without_preference(&self, of: &Login, what: &Preference) -> Plan {
        let is_it = |change: &Change| matches!(change, Change::Prefer { login, preference } if login == of && preference == what);
        Plan { steps: self.steps.iter().filter(|step| !is_it(&step.change)).cloned().collect() }
    }

    fn without_site(&self, of: &Login, id: SiteId) -> Plan {
        let mut plan = self.clone();
        plan.steps.retain_mut(|step| match &mut step.change {
            Change::SetAccess { login, sites, .. } if login == of => {
                sites.retain(|site| *site != id);
                step.before.grants.remove(&id);
                !sites.is_empty()
            }
            _ => true,
        });
        plan
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Grant, testing::*};
    use matomo_api::Role;
    use proptest::prelude::*;

    /// What a plan leads to for a person on a site, if it says.
    fn leads_to(plan: &Plan, of: &Login, id: SiteId) -> Option<Option<Grant>> {
        plan.steps.iter().rev().find_map(|step| match &step.change {
            Change::SetAccess { login, access, sites } if login == of && sites.contains(&id) => Some(access.grant()),
            _ => None,
        })
    }

    #[test]
    fn without_its_first_step_nothing_of_a_person_is_left() {
        let company = company();
        let mut plan = Plan::super_user(&company, &login("bob"), true, false).unwrap().inverse(&company).plan;
        plan.steps.extend(Plan::revoke_all(&company, &login("ann")).unwrap().steps);
        let left = plan.without(&Subject::Account(login("bob")));
        assert!(left.steps.iter().all(|step| step.change.login() == &login("ann")) && !left.is_empty());
        assert_eq!(left, plan.without_person(&login("bob")));
        assert_eq!(plan.without_person(&login("nobody")), plan);
    }

    proptest! {
        #[test]
        fn a_dropped_line_is_not_done_and_all_others_are(
            wishes in proptest::collection::btree_map(1..=5_u32, 0..4_u8, 1..5), dropped in 1..=5_u32,
        ) {
            let (company, bob) = (company(), login("bob"));
            let grant = |role: u8| Role::ALL.get(usize::from(role)).map(|role| Grant::plain(*role));
            let wishes: Vec<_> = wishes.into_iter().map(|(id, role)| (bob.clone(), site(id), grant(role))).collect();
            let plan = Plan::set_access(&company, &wishes).unwrap();
            let subject = Subject::Site { login: bob.clone(), id: site(dropped), name: String::new() };
            let left = plan.without(&subject);
            for id in (1..=5).map(site) {
                let expected = if id == site(dropped) { None } else { leads_to(&plan, &bob, id) };
                prop_assert_eq!(leads_to(&left, &bob, id), expected);
            }
            prop_assert!(left.steps.iter().all(|step| !step.before.grants.contains_key(&site(dropped))));
            prop_assert!(left.steps.len() <= plan.steps.len());
        }
    }
}
