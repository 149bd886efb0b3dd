//! The table `user`.

use std::collections::BTreeMap;

use crate::collate::{Folded, same};
use crate::moment::Moment;

/// An account. There is no display name: Matomo has kept none since 4.0.
#[derive(Clone)]
pub(crate) struct User {
    pub(crate) login: String,
    pub(crate) email: String,
    /// Empty as long as an invitation is open and nobody has set one.
    pub(crate) password: String,
    pub(crate) super_user: bool,
    pub(crate) registered: Moment,
    /// Use of the pages only; the API does not count.
    pub(crate) last_seen: Option<Moment>,
    /// The code that stands in for the one an authenticator would show.
    pub(crate) auth_code: Option<String>,
    pub(crate) invited_by: Option<String>,
    /// Present until the invitation is accepted.
    pub(crate) invite: Option<Invite>,
    pub(crate) accepted: Option<Moment>,
}

/// An open invitation.
#[derive(Clone)]
pub(crate) struct Invite {
    /// What the mailed link carries.
    pub(crate) mailed: String,
    /// What the link for copying carries; a new one voids the one before, never the mailed one.
    pub(crate) copied: Option<String>,
    pub(crate) expires: Moment,
}

impl Invite {
    /// Whether a link with this token opens the invitation.
    pub(crate) fn has(&self, token: &str) -> bool {
        self.mailed == token || self.copied.as_deref() == Some(token)
    }
}

impl User {
    /// An account that is active, with nothing special about it.
    pub(crate) fn new(login: &str, email: &str, password: &str, registered: Moment) -> Self {
        User {
            login: login.to_owned(),
            email: email.to_owned(),
            password: password.to_owned(),
            super_user: false,
            registered,
            last_seen: None,
            auth_code: None,
            invited_by: None,
            invite: None,
            accepted: None,
        }
    }
}

/// All accounts, found and sorted as the database does it.
#[derive(Default)]
pub(crate) struct Users(BTreeMap<Folded, User>);

impl Users {
    /// Adds an account whose login is new.
    pub(crate) fn add(&mut self, user: User) {
        self.0.insert(Folded::new(&user.login), user);
    }

    /// The account of a login, in any case.
    pub(crate) fn get(&self, login: &str) -> Option<&User> {
        self.0.get(&Folded::new(login))
    }

    /// The same, to change it.
    pub(crate) fn get_mut(&mut self, login: &str) -> Option<&mut User> {
        self.0.get_mut(&Folded::new(login))
    }

    /// The account with an e-mail address, in any case.
    pub(crate) fn by_email(&self, email: &str) -> Option<&User> {
        self.iter().find(|user| same(&user.email, email))
    }

    /// The account whose open invitation has this token.
    pub(crate) fn by_invite(&self, token: &str) -> Option<&User> {
        self.iter().find(|user| user.invite.as_ref().is_some_and(|invite| invite.has(token)))
    }

    /// Removes an account.
    pub(crate) fn remove(&mut self, login: &str) -> Option<User> {
        self.0.remove(&Folded::new(login))
    }

    /// Accounts by login.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &User> {
        self.0.values()
    }

    /// Super users, the longest registered first.
    pub(crate) fn super_users(&self) -> Vec<&User> {
        let mut users: Vec<&User> = Vec::new();
        for user in self.iter().filter(|user| user.super_user) {
            let place = users.partition_point(|before| before.registered <= user.registered);
            users.insert(place, user);
        }
        users
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_by_login_email_and_invitation() {
        let mut users = Users::default();
        let mut ada = User::new("ada", "Ada@example.org", "", Moment(1));
        ada.invite = Some(Invite { mailed: "m".into(), copied: Some("c".into()), expires: Moment(9) });
        users.add(ada);
        users.add(User::new("Bo", "bo@example.org", "secret", Moment(0)));
        let login = |user: Option<&User>| user.map(|user| user.login.clone());
        assert_eq!(login(users.get("ADA")).as_deref(), Some("ada"));
        assert_eq!(login(users.by_email("ada@EXAMPLE.org")).as_deref(), Some("ada"));
        assert_eq!(login(users.by_invite("c")), login(users.by_invite("m")));
        assert!(users.by_invite("x").is_none() && users.get("bob").is_none());
        assert!(users.remove("BO").is_some() && users.get("Bo").is_none());
    }

    #[test]
    fn super_users_by_age() {
        let mut users = Users::default();
        for (login, at) in [("young", 9), ("old", 1)] {
            let mut user = User::new(login, "x@example.org", "", Moment(at));
            user.super_user = true;
            users.add(user);
        }
        assert_eq!(users.super_users().iter().map(|user| &*user.login).collect::<Vec<_>>(), ["old", "young"]);
    }
}
