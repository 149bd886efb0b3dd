//! What became of one person's access.

use access::{AccountState, Grant, Person};
use matomo_api::{Email, Login, SiteId};
use serde::{Deserialize, Serialize};

/// One person before and after. Only sites whose access was touched are named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Whose account.
    pub login: Login,
    /// Their address, where known.
    pub email: Option<Email>,
    /// The account before.
    pub before: Account,
    /// The account after.
    pub after: Account,
    /// Access to sites, by site.
    pub sites: Vec<SiteChange>,
}

/// Access to one site before and after. A super user has no grants; every site is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteChange {
    /// The site.
    pub id: SiteId,
    /// Its name then; untrusted text.
    pub name: String,
    /// What they had.
    pub before: Option<Grant>,
    /// What they have.
    pub after: Option<Grant>,
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// There is none.
    Missing,
    /// Invited, not there yet.
    Invited,
    /// In use.
    Active,
    /// In use, with all rights.
    SuperUser,
}

impl From<AccountState> for Account {
    fn from(state: AccountState) -> Self {
        match state {
            AccountState::Missing => Account::Missing,
            AccountState::Invited | AccountState::InviteExpired => Account::Invited,
            AccountState::Active => Account::Active,
            AccountState::SuperUser => Account::SuperUser,
        }
    }
}

impl Account {
    /// That of a person, or none.
    pub fn of(person: Option<&Person>) -> Self {
        AccountState::of(person).into()
    }

    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Account::Missing => "no account",
            Account::Invited => "invited",
            Account::Active => "account",
            Account::SuperUser => "super user",
        }
    }
}

impl Touched {
    /// Whether nothing is different after all, as when every step failed.
    pub fn is_same(&self) -> bool {
        self.before == self.after && self.sites.iter().all(|site| site.before == site.after)
    }

    /// Their address, else their login.
    pub fn name(&self) -> &str {
        self.email.as_ref().map_or(self.login.as_str(), Email::as_str)
    }
}

impl SiteChange {
    /// The site's name and number, as sentences name it.
    pub fn named(&self) -> String {
        if self.name.is_empty() { format!("site {}", self.id) } else { format!("{} ({})", self.name, self.id) }
    }
}

/// A grant in words, or "no access".
pub(crate) fn in_words(grant: Option<&Grant>) -> String {
    grant.map_or_else(|| "no access".to_owned(), Grant::in_words)
}
