//! How old a token may get, by what its owner may do.

use access::{Directory, Person};
use matomo_api::{Login, Role};
use serde::{Deserialize, Serialize};

/// The most that the owner of a token may do anywhere, as Matomo says now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rank {
    /// No site.
    Nothing,
    /// View on a site.
    View,
    /// Write on a site.
    Write,
    /// Admin on a site.
    Admin,
    /// Everything.
    SuperUser,
    /// The account is not among those that are seen. To a super user that means that it is gone, and
    /// its tokens with it (seen); a site admin does not see super users, so that the strictest holds.
    NotSeen,
}

impl Rank {
    /// That of a person.
    pub fn of(person: &Person) -> Self {
        let tally = person.tally();
        let has = |role| tally.of(role) > 0;
        match () {
            () if person.super_user => Rank::SuperUser,
            () if has(Role::Admin) => Rank::Admin,
            () if has(Role::Write) => Rank::Write,
            () if has(Role::View) => Rank::View,
            () => Rank::Nothing,
        }
    }

    /// That of an account.
    pub fn in_directory(directory: &Directory, login: &Login) -> Self {
        directory.same_account(login.as_str()).map_or(Rank::NotSeen, Rank::of)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Rank::Nothing => "no site",
            Rank::View => "view",
            Rank::Write => "write",
            Rank::Admin => "admin",
            Rank::SuperUser => "super user",
            Rank::NotSeen => "not among the people here",
        }
    }
}

/// How many days a token may be used before another takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// A super user's.
    pub super_user: u16,
    /// Of an admin of some site.
    pub admin: u16,
    /// Of somebody with write on some site.
    pub write: u16,
    /// Anybody else's.
    pub view: u16,
    /// So many days before, it is due soon; at most a quarter of its life.
    pub soon: u16,
}

impl Default for Policy {
    fn default() -> Self {
        Self { super_user: 90, admin: 180, write: 365, view: 365, soon: 14 }
    }
}

impl Policy {
    /// The fewest and most days that can be chosen.
    pub const DAYS: std::ops::RangeInclusive<u16> = 1..=3650;

    /// For an owner of this rank, in days.
    pub fn days(self, rank: Rank) -> u16 {
        match rank {
            Rank::SuperUser | Rank::NotSeen => self.super_user,
            Rank::Admin => self.admin,
            Rank::Write => self.write,
            Rank::View | Rank::Nothing => self.view,
        }
    }
}
