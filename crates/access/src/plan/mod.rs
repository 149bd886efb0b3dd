//! What shall change, before anything is sent.

mod account;
mod agree;
#[cfg(test)]
mod any;
mod build;
mod course;
mod inverse;
mod lines;
mod part;
mod preference;
mod refusal;
mod risk;
mod seen;
mod since;

pub(crate) use account::super_user_steps;
pub use agree::Confirmation;
pub(crate) use build::{Wanted, access_steps, alike, existing, without_included};
pub(crate) use course::Course;
pub use inverse::Inverse;
pub use lines::{CallShown, Counts, Line, State, Subject};
pub use preference::Preference;
pub(crate) use preference::{dates, first_page};
pub use refusal::Refusal;
pub use risk::{Risk, Weight};
pub use since::{Changed, Since};

use crate::{Grant, Person, StatusKind};
use matomo_api::{Capability, Email, Login, Role, SiteId, methods::NewAccess};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Changes to one Matomo, in the order in which they are made. Found by difference, so that what is
/// already as wanted is not in it. Holds no secret and can be kept.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug, Default)]
pub struct Plan {
    /// The changes.
    pub steps: Vec<Step>,
}

/// One change: one call to Matomo.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Step {
    /// What changes.
    pub change: Change,
    /// What was there when it was planned.
    pub before: Before,
    /// What speaks for a second look.
    pub risks: Vec<Risk>,
}

/// A change as Matomo can make it.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub enum Change {
    /// A new account, invited by mail. Matomo gives it view on one site and no more.
    Invite {
        /// The login, for ever.
        login: Login,
        /// Where the invitation goes.
        email: Email,
        /// The site that Matomo wants to give view on.
        first_site: SiteId,
        /// How long the invitation can be taken up.
        days: u16,
    },
    /// A new account with a password. The password comes in when the plan is applied and is never
    /// part of it.
    Create {
        /// The login, for ever.
        login: Login,
        /// The address.
        email: Email,
        /// A site to give view on at once; a site admin has to name one.
        first_site: Option<SiteId>,
    },
    /// Access to some sites. What was there is replaced.
    SetAccess {
        /// Whose.
        login: Login,
        /// What they may do from now on.
        access: Access,
        /// Where.
        sites: Vec<SiteId>,
    },
    /// A super user, or no longer one. Either way Matomo deletes all site roles (seen).
    SetSuperUser {
        /// Whose.
        login: Login,
        /// Super user or not.
        super_user: bool,
    },
    /// The end of an account, its access and its tokens.
    Delete {
        /// Which.
        login: Login,
    },
    /// Something that the account meets when it signs in.
    Prefer {
        /// Whose.
        login: Login,
        /// What.
        preference: Preference,
    },
}

/// Access as it shall be.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Access {
    /// None at all.
    None,
    /// A role, and explicit capabilities that the role does not hold anyway. They come along,
    /// since Matomo deletes what is there first (seen).
    Role(Role, Vec<Capability>),
}

/// What was there when a step was planned.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Before {
    /// The account.
    pub account: AccountState,
    /// Its access to the sites that the step touches; sites without access are not named.
    pub grants: BTreeMap<SiteId, Grant>,
}

/// Where an account stands.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AccountState {
    /// There is none.
    Missing,
    /// Invited, not there yet.
    Invited,
    /// Invited too long ago; Matomo is about to delete it.
    InviteExpired,
    /// In use.
    Active,
    /// In use, with all rights.
    SuperUser,
}

/// Somebody who has no account yet.
#[derive(Clone, PartialEq, Debug)]
pub struct NewPerson {
    /// The login, for ever.
    pub login: Login,
    /// The address.
    pub email: Email,
    /// How they come in.
    pub entry: Entry,
}

/// How somebody comes in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Entry {
    /// By an invitation that Matomo mails.
    Invitation {
        /// How long it can be taken up.
        days: u16,
    },
    /// With a password that is handed over.
    Password,
}

impl Plan {
    /// Whether nothing has to change.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

impl Change {
    /// Whose account it is about.
    pub fn login(&self) -> &Login {
        match self {
            Change::Invite { login, .. }
            | Change::Create { login, .. }
            | Change::SetAccess { login, .. }
            | Change::SetSuperUser { login, .. }
            | Change::Delete { login }
            | Change::Prefer { login, .. } => login,
        }
    }

    /// Whether it changes where the account stands, so that what comes after builds on it.
    pub(crate) fn is_of_account(&self) -> bool {
        !matches!(self, Change::SetAccess { .. } | Change::Prefer { .. })
    }

    /// Whether it makes an account.
    pub fn makes_account(&self) -> bool {
        matches!(self, Change::Invite { .. } | Change::Create { .. })
    }
}

impl Access {
    /// The access that is a grant, or none.
    pub fn of(grant: Option<&Grant>) -> Self {
        grant.map_or(Access::None, |grant| Access::Role(grant.role, grant.capabilities.clone()))
    }

    /// The grant that this access is.
    pub fn grant(&self) -> Option<Grant> {
        match self {
            Access::None => None,
            Access::Role(role, capabilities) => Some(Grant::new(*role, capabilities.clone())),
        }
    }

    pub(crate) fn to_send(&self) -> NewAccess {
        match self {
            Access::None => NewAccess::None,
            Access::Role(role, capabilities) => NewAccess::Role(*role, capabilities.clone()),
        }
    }
}

impl AccountState {
    /// The state of an account in a directory.
    pub fn of(person: Option<&Person>) -> Self {
        match person {
            None => AccountState::Missing,
            Some(person) if person.super_user => AccountState::SuperUser,
            Some(person) => match person.status.kind() {
                StatusKind::Active => AccountState::Active,
                StatusKind::Invited => AccountState::Invited,
                StatusKind::InviteExpired => AccountState::InviteExpired,
            },
        }
    }

    /// Whether two states are alike for a plan: an invitation that was taken up or ran out in the
    /// meantime changes nothing.
    pub(crate) fn is_like(self, other: AccountState) -> bool {
        let class = |state| match state {
            AccountState::Missing => 0,
            AccountState::SuperUser => 2,
            AccountState::Invited | AccountState::InviteExpired | AccountState::Active => 1,
        };
        class(self) == class(other)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;

    #[test]
    fn plans_survive_storage() {
        let company = company();
        let mut plan = Plan::super_user(&company, &login("bob"), true, false).unwrap();
        plan.steps.extend(Plan::revoke_all(&company, &login("ann")).unwrap().steps);
        plan.steps.extend(Plan::delete(&company, &login("ivy")).unwrap().steps);
        let text = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
        assert!(!plan.is_empty() && Plan::default().is_empty());
        let logins: Vec<_> = plan.steps.iter().map(|step| step.change.login().as_str()).collect();
        assert_eq!(logins, ["bob", "ann", "ivy"]);
        assert!(!plan.steps[0].change.makes_account());
    }

    #[test]
    fn access_is_a_grant_or_none() {
        let grant = grant(Role::View, &["tags"]);
        assert_eq!(Access::of(Some(&grant)).grant(), Some(grant));
        assert_eq!(Access::of(None), Access::None);
        assert_eq!(Access::None.grant(), None);
        assert_eq!(Access::None.to_send(), NewAccess::None);
    }

    #[test]
    fn accounts_are_where_they_stand() {
        let company = company();
        let of = |name: &str| AccountState::of(company.person(name));
        let states = ["root", "ann", "ivy", "old", "nobody"].map(of);
        assert_eq!(
            states,
            [
                AccountState::SuperUser,
                AccountState::Active,
                AccountState::Invited,
                AccountState::InviteExpired,
                AccountState::Missing
            ]
        );
        assert!(AccountState::Invited.is_like(AccountState::Active));
        assert!(!AccountState::Missing.is_like(AccountState::Active));
        assert!(!AccountState::SuperUser.is_like(AccountState::Active));
    }
}
