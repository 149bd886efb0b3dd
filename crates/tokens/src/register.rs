//! What is known of tokens: who has them, what for, since when. Never a token itself.

use crate::{Fingerprint, Policy, Rank, rotation::Rotation};
use access::{Seconds, is_id, random_id};
use matomo_api::Login;
use serde::{Deserialize, Serialize};

const DAY: Seconds = 86_400;

/// The name of an entry: 1 to 40 small letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryId(String);

impl EntryId {
    /// Reads an id.
    pub fn parse(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.to_owned()))
    }

    /// A new id made of random bytes.
    pub fn of_random(bytes: [u8; 8]) -> Self {
        Self(random_id(bytes))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<EntryId> for String {
    fn from(id: EntryId) -> Self {
        id.0
    }
}

impl TryFrom<String> for EntryId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        EntryId::parse(&text).ok_or("this is no id of a token")
    }
}

/// How the register came to know of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// It was made here, so that its times are known.
    Made,
    /// Somebody said so.
    Declared,
    /// It was made for one session of the console, and ends by itself.
    Session,
}

/// A token that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is called in Matomo, so that its owner finds it there.
    pub name: String,
    /// Whose it is.
    pub owner: Login,
    /// What for.
    #[serde(default)]
    pub purpose: String,
    /// The systems that use it.
    #[serde(default)]
    pub systems: Vec<String>,
    /// When it was made.
    pub created: Seconds,
    /// When Matomo stops to take it; `None` if never, or not known.
    pub ends: Option<Seconds>,
    /// How it is known.
    pub origin: Origin,
    /// What it is recognised by; `None` if it was never seen here.
    pub fingerprint: Option<Fingerprint>,
    /// Whether it works in the body of a request only; `None` if not known.
    pub post_only: Option<bool>,
    /// When it was last seen to work.
    pub worked: Option<Seconds>,
    /// When it was last seen to be refused while another token of the same session worked.
    pub died: Option<Seconds>,
    /// The one that took its place, and when.
    pub replaced: Option<(EntryId, Seconds)>,
    /// Since when it has to be replaced at once, whatever its age.
    pub emergency: Option<Seconds>,
    /// How far its replacement is, while one is under way.
    #[serde(default)]
    pub rotation: Option<Rotation>,
    /// What was done with it, the first first.
    #[serde(default)]
    pub history: Vec<Event>,
    /// When this entry last changed.
    pub changed: Seconds,
}

/// Something that was done with a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Seconds,
    /// By whom, where Matomo lets one know.
    pub by: Option<Login>,
    /// What, as a sentence.
    pub what: String,
}

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// To be replaced by now.
    Overdue,
    /// To be replaced within days.
    DueSoon,
    /// Another took its place; that it is refused was not seen yet.
    Replaced,
    /// Nothing to do.
    Fresh,
    /// Its own end has passed; that it is refused was not seen.
    Expired,
    /// It was refused, by proof.
    Dead,
}

impl State {
    /// All, those that need somebody first.
    pub const ALL: [State; 6] =
        [State::Overdue, State::DueSoon, State::Replaced, State::Fresh, State::Expired, State::Dead];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            State::Fresh => "Fresh",
            State::DueSoon => "Due soon",
            State::Overdue => "Overdue",
            State::Expired => "Expired",
            State::Replaced => "Replaced, not yet proven dead",
            State::Dead => "Proven dead",
        }
    }

    /// Whether somebody has to do something.
    pub fn is_due(self) -> bool {
        matches!(self, State::Overdue | State::DueSoon | State::Replaced)
    }
}

impl Entry {
    /// A token that becomes known now.
    pub fn new(name: impl Into<String>, owner: Login, origin: Origin, now: Seconds) -> Self {
        Self {
            name: name.into(),
            owner,
            purpose: String::new(),
            systems: Vec::new(),
            created: now,
            ends: None,
            origin,
            fingerprint: None,
            post_only: None,
            worked: None,
            died: None,
            replaced: None,
            emergency: None,
            rotation: None,
            history: Vec::new(),
            changed: now,
        }
    }

    /// When another has to take its place, in Unix seconds: after the days of the policy, or when it
    /// ends, or at once in an emergency, whichever is first.
    pub fn due(&self, rank: Rank, policy: Policy) -> Seconds {
        let by_age = self.created + Seconds::from(policy.days(rank)) * DAY;
        [self.ends, self.emergency].into_iter().flatten().fold(by_age, Seconds::min)
    }

    /// From when on it is due soon, in Unix seconds.
    pub fn due_soon(&self, rank: Rank, policy: Policy) -> Seconds {
        let due = self.due(rank, policy);
        due - (Seconds::from(policy.soon) * DAY).min((due - self.created).max(0) / 4)
    }

    /// Whether it was seen to be refused, and not to work since.
    pub fn is_dead(&self) -> bool {
        self.died.is_some_and(|died| self.worked.is_none_or(|worked| worked < died))
    }

    /// Where it stands at this moment.
    pub fn state(&self, rank: Rank, policy: Policy, now: Seconds) -> State {
        if self.is_dead() {
            State::Dead
        } else if self.ends.is_some_and(|ends| ends <= now) {
            State::Expired
        } else if self.replaced.is_some() {
            State::Replaced
        } else if self.due(rank, policy) <= now {
            State::Overdue
        } else if self.due_soon(rank, policy) <= now {
            State::DueSoon
        } else {
            State::Fresh
        }
    }

    /// Whole days since it was made.
    pub fn age_days(&self, now: Seconds) -> i64 {
        (now - self.created).max(0) / DAY
    }

    /// Notes what was done with it.
    pub fn note(&mut self, at: Seconds, by: Option<&Login>, what: impl Into<String>) {
        self.history.push(Event { at, by: by.cloned(), what: what.into() });
        self.changed = at;
    }
}
