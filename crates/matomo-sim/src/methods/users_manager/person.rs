//! A person as the API writes them, and who gets to see whom.

use crate::Dialect;
use crate::context::Context;
use crate::error::ApiError;
use crate::language::Language;
use crate::message::Message;
use crate::moment::{DAY, Moment, ago};
use crate::php::{Array, Key, Value};
use crate::store::{Access, User};

/// What a row about a person holds besides what all hold.
pub(crate) enum Columns {
    /// The whole account.
    All,
    /// The whole account and what it has on one site. `own` is the one row of a caller who is no admin there.
    WithRole { role: &'static str, capabilities: Array, own: bool },
    /// Login and address only.
    SuperUsers,
}

impl Context<'_> {
    /// The row about a person. Super users see all of it; others see addresses of super users and their own only, no
    /// dates, and super users as admins.
    pub(crate) fn person_row(&self, user: &User, columns: Columns) -> Array {
        let as_flag = matches!(columns, Columns::WithRole { own: false, .. });
        let super_user = if as_flag { user.super_user.into() } else { i64::from(user.super_user).into() };
        let seen = self.last_seen(user, &columns);
        let status = match columns {
            Columns::SuperUsers => "active".into(),
            _ => invite_status(user, self.now),
        };
        if self.caller.super_user {
            return row_for_super_user(user, columns, super_user, seen, status);
        }
        let mut row = Array::of([("login", user.login.as_str().into())]);
        if user.login == self.caller.login || user.super_user {
            row.append(Key::from("email"), user.email.as_str().into());
        }
        if let Columns::WithRole { role, capabilities, .. } = columns {
            row.append(Key::from("role"), if role == "superuser" { "admin" } else { role }.into());
            row.append(Key::from("capabilities"), capabilities.into());
        }
        row.append(Key::from("superuser_access"), super_user);
        if let Some((seen, _)) = seen {
            row.append(Key::from("last_seen"), seen.into());
        }
        row.append(Key::from("invite_status"), status);
        if let Some(inviter) = &user.invited_by {
            row.append(Key::from("invited_by"), inviter.as_str().into());
        }
        row
    }

    /// When the person was last seen, and how long ago that is where the version tells. 5.3 says it in words in the
    /// list with roles; 5.8 does not read it for the list of super users.
    fn last_seen(&self, user: &User, columns: &Columns) -> Option<(String, Option<String>)> {
        let seen = user.last_seen?;
        let days = match self.language() {
            Language::English => "days",
            Language::German => "Tage",
        };
        let words = ago(self.now.0 - seen.0, days);
        match (self.dialect(), columns) {
            (Dialect::V5_3, Columns::WithRole { .. }) => Some((words, None)),
            (Dialect::V5_3, _) => Some((seen.datetime(), None)),
            (Dialect::V5_8, Columns::SuperUsers) => None,
            (Dialect::V5_8, _) => Some((seen.datetime(), Some(words))),
        }
    }

    /// Whom the caller may see: everybody for a super user; for others themselves and those with a role on a site of
    /// which they are admin.
    pub(crate) fn sight(&self) -> Sight {
        let mut logins: Vec<String> = Vec::new();
        if !self.caller.super_user {
            let sites = self.sites_with(Access::ADMIN);
            for grant in self.store.grants.all() {
                let is_new = logins.last().is_none_or(|last| **last != *grant.login);
                if is_new && grant.access.is_role() && sites.contains(&grant.site) {
                    logins.push(grant.login.to_string());
                }
            }
        }
        Sight { everybody: self.caller.super_user, own: self.caller.login.clone(), logins }
    }

    /// Whether the caller may see this person.
    pub(crate) fn can_see(&self, user: &User) -> bool {
        self.sight().sees(user)
    }

    /// Whether there is such a login, asked with the rights that `UsersManager.userExists` wants.
    pub(crate) fn ask_user_exists(&self, login: &str) -> Result<bool, ApiError> {
        if login == "anonymous" {
            return Ok(true);
        }
        self.require_signed_in()?;
        self.require_some(Access::VIEW)?;
        Ok(login == self.caller.login || self.store.users.get(login).is_some())
    }

    /// The same, as a condition.
    pub(crate) fn require_user(&self, login: &str) -> Result<(), ApiError> {
        if self.ask_user_exists(login)? { Ok(()) } else { Err(ApiError::plain(Message::UserUnknown(login.to_owned()))) }
    }

    /// The account `anonymous` cannot be changed.
    pub(crate) fn require_not_anonymous(&self, login: &str) -> Result<(), ApiError> {
        if login == "anonymous" { Err(ApiError::plain(Message::AnonymousIsFixed)) } else { Ok(()) }
    }

    /// Super users take no roles. The login is compared letter for letter, so that another case slips through.
    pub(crate) fn require_no_super_user(&self, login: &str) -> Result<(), ApiError> {
        match self.store.users.get(login) {
            Some(user) if user.super_user && user.login == login => {
                Err(ApiError::plain(Message::IsSuperUser(login.to_owned())))
            }
            _ => Ok(()),
        }
    }

    /// Whether nobody else is a super user.
    pub(crate) fn is_last_super_user(&self, login: &str) -> bool {
        self.store.users.super_users().iter().all(|user| user.login == login)
    }
}

/// Whom a caller sees.
pub(crate) struct Sight {
    everybody: bool,
    own: String,
    logins: Vec<String>,
}

impl Sight {
    /// Whether a login is seen.
    pub(crate) fn sees_login(&self, login: &str) -> bool {
        self.everybody || login == self.own || self.logins.iter().any(|seen| seen == login)
    }

    /// Whether a person is seen: a pending one by who invited them only.
    pub(crate) fn sees(&self, user: &User) -> bool {
        let hidden = user.invite.is_some() && user.invited_by.as_deref() != Some(&self.own);
        self.everybody || self.sees_login(&user.login) && !hidden
    }
}

fn row_for_super_user(
    user: &User,
    columns: Columns,
    super_user: Value,
    seen: Option<(String, Option<String>)>,
    status: Value,
) -> Array {
    let mut row = Array::of([
        ("login", user.login.as_str().into()),
        ("email", user.email.as_str().into()),
        ("superuser_access", super_user),
    ]);
    let brief = matches!(columns, Columns::SuperUsers);
    if !brief {
        let expires = user.invite.as_ref().map(|invite| invite.expires.datetime());
        row.append(Key::from("date_registered"), user.registered.datetime().into());
        row.append(Key::from("invited_by"), user.invited_by.clone().into());
        row.append(Key::from("invite_expired_at"), expires.into());
        row.append(Key::from("invite_accept_at"), user.accepted.map(Moment::datetime).into());
    }
    if let Columns::WithRole { role, capabilities, .. } = columns {
        row.append(Key::from("role"), role.into());
        row.append(Key::from("capabilities"), capabilities.into());
    }
    if let Some((seen, words)) = seen {
        row.append(Key::from("last_seen"), seen.into());
        if let Some(words) = words {
            row.append(Key::from("last_seen_ago"), words.into());
        }
    }
    row.append(Key::from("invite_status"), status);
    row.append(Key::from("uses_2fa"), (user.auth_code.is_some() && !brief).into());
    row
}

/// `active`, `expired`, or the whole days left. In the second in which an invitation ends it is `active`.
fn invite_status(user: &User, now: Moment) -> Value {
    match user.invite.as_ref().map(|invite| invite.expires) {
        Some(expires) if now > expires => "expired".into(),
        Some(expires) if now < expires => ((expires.0 - now.0) / DAY).into(),
        _ => "active".into(),
    }
}
