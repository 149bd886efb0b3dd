//! People, as far as Matomo knows them. It keeps no name beside the login.

use crate::{Grants, StatusKind, Tally};
use matomo_api::{
    Email, Login,
    methods::{InviteStatus, UserRow},
};
use time::{Date, Month, PrimitiveDateTime, Time};

/// Unix time in seconds, UTC.
pub type Seconds = i64;

/// An account and what it may do.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// The login, for ever.
    pub login: Login,
    /// The address; a site admin is told only super users' and their own.
    pub email: Option<Email>,
    /// Whether they may do everything everywhere. A site admin does not see super users at all.
    pub super_user: bool,
    /// Where the account stands.
    pub status: Status,
    /// Whether they sign in with a second factor; `None` where the caller is not told.
    pub two_factor: Option<bool>,
    /// When the account was made, where told.
    pub registered: Option<Seconds>,
    /// When they last used Matomo's screens. Use of the API does not count, so that service
    /// accounts look idle.
    pub last_seen: LastSeen,
    /// Who invited them.
    pub invited_by: Option<Login>,
    /// When the invitation ends or ended.
    pub invite_expires: Option<Seconds>,
    /// Access by site. A super user needs none.
    pub grants: Grants,
}

/// Where an account stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// In use.
    Active,
    /// Invited; the invitation can be taken up.
    Invited {
        /// Whole days that are left.
        days_left: i64,
    },
    /// Invited, and the invitation has ended. Matomo deletes the account 3 days later (source).
    InviteExpired,
}

/// When somebody was last seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LastSeen {
    /// Never, or the caller is not told.
    Never,
    /// At this moment.
    At(Seconds),
    /// As a phrase: Matomo up to 5.2 gives no date (source).
    Phrase(String),
}

/// What an account is, for its picture in lists.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PersonKind {
    /// May do everything.
    SuperUser,
    /// Invited and not yet there.
    Invitee,
    /// A programme, as far as its login tells (`svc.…`, `bot-…`).
    Service,
    /// Anybody else.
    Member,
}

impl Status {
    /// The status without its number.
    pub fn kind(self) -> StatusKind {
        match self {
            Status::Active => StatusKind::Active,
            Status::Invited { .. } => StatusKind::Invited,
            Status::InviteExpired => StatusKind::InviteExpired,
        }
    }
}

impl From<InviteStatus> for Status {
    fn from(status: InviteStatus) -> Self {
        match status {
            InviteStatus::Active => Status::Active,
            InviteStatus::Pending(days_left) => Status::Invited { days_left },
            InviteStatus::Expired => Status::InviteExpired,
        }
    }
}

impl Person {
    pub(crate) fn of(row: UserRow, grants: Grants) -> Self {
        let last_seen = match row.last_seen {
            None => LastSeen::Never,
            Some(text) => seconds(&text).map_or(LastSeen::Phrase(text), LastSeen::At),
        };
        Self {
            login: row.login,
            email: row.email,
            super_user: row.super_user,
            status: row.invite.into(),
            two_factor: row.two_factor,
            registered: row.registered.as_deref().and_then(seconds),
            last_seen,
            invited_by: row.invited_by,
            invite_expires: row.invite_expires.as_deref().and_then(seconds),
            grants,
        }
    }

    /// How many sites they have in each role.
    pub fn tally(&self) -> Tally {
        self.grants.tally()
    }

    /// Two capital letters for the account's picture: of the first two parts of the login.
    pub fn initials(&self) -> String {
        let name = self.login.as_str().split('@').next().unwrap_or_default();
        let mut parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let letters: String = match (parts.next(), parts.next()) {
            (Some(first), Some(second)) => first.chars().take(1).chain(second.chars().take(1)).collect(),
            (Some(only), None) => only.chars().take(2).collect(),
            _ => "?".to_owned(),
        };
        letters.to_uppercase()
    }

    /// What the account is, for its picture.
    pub fn kind(&self) -> PersonKind {
        let service = ["svc", "service", "bot", "api", "system", "robot"];
        let first = self.login.as_str().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if self.super_user {
            PersonKind::SuperUser
        } else if self.status != Status::Active {
            PersonKind::Invitee
        } else if service.contains(&first.to_lowercase().as_str()) {
            PersonKind::Service
        } else {
            PersonKind::Member
        }
    }
}

/// Matomo's `YYYY-MM-DD hh:mm:ss`, which is UTC.
pub(crate) fn seconds(text: &str) -> Option<Seconds> {
    let (date, time) = text.trim().split_once([' ', 'T'])?;
    let mut date = date.splitn(3, '-');
    let year: i32 = date.next()?.parse().ok()?;
    let month: u8 = date.next()?.parse().ok()?;
    let day: u8 = date.next()?.parse().ok()?;
    let mut time = time.trim_end_matches('Z').splitn(3, ':');
    let mut part = || time.next()?.parse::<u8>().ok();
    let time = Time::from_hms(part()?, part()?, part()?).ok()?;
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_utc().unix_timestamp())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::grants::Table;
    use std::sync::Arc;

    fn person(login: &str) -> Person {
        let row = UserRow {
            login: Login::reported(login),
            email: None,
            super_user: false,
            registered: Some("2026-11-21 19:43:00".into()),
            invited_by: None,
            invite: InviteStatus::Active,
            invite_expires: None,
            two_factor: None,
            last_seen: None,
        };
        Person::of(row, Grants::of(&Arc::new(Table::default()), std::iter::empty()))
    }

    #[test]
    fn initials_come_from_the_login() {
        for (login, initials) in [
            ("m.calder", "MC"),
            ("wallops", "WA"),
            ("svc.shop-export", "SS"),
            ("jürgen_ß", "JSS"),
            ("agency+max@example.org", "AM"),
            ("é", "É"),
            ("..", "?"),
        ] {
            assert_eq!(person(login).initials(), initials, "{login}");
        }
    }

    #[test]
    fn kinds_are_told_apart() {
        assert_eq!(person("svc.shop-export").kind(), PersonKind::Service);
        assert_eq!(person("m.calder").kind(), PersonKind::Member);
        assert_eq!(person("botanist").kind(), PersonKind::Member);
        let mut invited = person("svc.x");
        invited.status = Status::Invited { days_left: 3 };
        assert_eq!(invited.kind(), PersonKind::Invitee);
        assert_eq!(invited.status.kind(), StatusKind::Invited);
        invited.super_user = true;
        assert_eq!(invited.kind(), PersonKind::SuperUser);
        assert_eq!(person("x1").tally(), Tally::default());
    }

    #[test]
    fn matomos_times_are_utc() {
        assert_eq!(seconds("1970-01-02 00:00:01"), Some(86_401));
        assert_eq!(seconds("2026-11-21 19:43:00"), Some(1_795_290_180));
        assert_eq!(seconds("2026-02-30 00:00:00"), None);
        assert_eq!(seconds("4 days ago"), None);
        assert_eq!(person("x1").registered, Some(1_795_290_180));
        assert_eq!(Status::from(InviteStatus::Pending(6)), Status::Invited { days_left: 6 });
    }
}
