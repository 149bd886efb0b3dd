use super::*;
use crate::shape::{field, object, some_text, text, truth};
use crate::{Email, Login};

/// An account as lists show it. Which fields are filled depends on who asks: a site admin sees no
/// dates and no two-factor state, and e-mail addresses only of super users and of themselves (seen).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// The login.
    pub login: Login,
    /// The address, where the caller may see it.
    pub email: Option<Email>,
    /// Whether it is a super user.
    pub super_user: bool,
    /// `YYYY-MM-DD hh:mm:ss`, UTC.
    pub registered: Option<String>,
    /// Who invited it.
    pub invited_by: Option<Login>,
    /// Whether the invitation was taken up.
    pub invite: InviteStatus,
    /// When the invitation ends or ended, `YYYY-MM-DD hh:mm:ss`, UTC.
    pub invite_expires: Option<String>,
    /// Whether it signs in with a second factor; `None` where the caller is not told.
    pub two_factor: Option<bool>,
    /// When it was last seen in Matomo's screens; use of the API does not count. As Matomo says it:
    /// `YYYY-MM-DD hh:mm:ss`, UTC, but in [`GetUsersPlusRole`] up to 5.3.1 how long ago that was,
    /// `00:09:50` (seen) or `3 days 02:34:05` (source).
    pub last_seen: Option<String>,
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteStatus {
    /// In use.
    Active,
    /// Invited; so many days are left.
    Pending(i64),
    /// Invited, and the invitation has ended. Matomo deletes the account 3 days later (source).
    Expired,
}

impl UserRow {
    pub(super) fn read(value: &Value) -> Result<Self, Mismatch> {
        let row = object(value, "user")?;
        let invite = match row.get("invite_status") {
            None | Some(Value::Null) => InviteStatus::Active,
            Some(Value::String(word)) if word == "active" => InviteStatus::Active,
            Some(Value::String(word)) if word == "expired" => InviteStatus::Expired,
            Some(days) => InviteStatus::Pending(shape::number(days, "invite_status")?),
        };
        Ok(Self {
            login: Login::reported(text(field(row, "login")?, "login")?),
            email: some_text(row.get("email")).map(Email::reported),
            super_user: row.get("superuser_access").map_or(Ok(false), |v| truth(v, "superuser_access"))?,
            registered: some_text(row.get("date_registered")),
            invited_by: some_text(row.get("invited_by")).map(Login::reported),
            invite,
            invite_expires: some_text(row.get("invite_expired_at")),
            two_factor: row.get("uses_2fa").map(|v| truth(v, "uses_2fa")).transpose()?,
            last_seen: some_text(row.get("last_seen")),
        })
    }
}
