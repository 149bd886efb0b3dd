//! What an entry tells. The list is closed: another kind is another [`crate::FORM`].

use crate::{ChangeId, Differs, Hash, StepResult, Touched, Why, Words};
use matomo_api::{Login, SiteId};
use serde::{Deserialize, Serialize};
use tokens::{EntryId, Fingerprint};

/// What happened. In JSON `kind` says which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// A plan was applied, wholly or in part.
    PlanApplied(Applied),
    /// Something was done with a token.
    TokenStep(TokenStep),
    /// Somebody decided about access in a review.
    Review(Review),
    /// Something left the console.
    Export(Export),
    /// Another ledger was taken in.
    Import(Import),
    /// Changes that were made elsewhere were found and put on record.
    Declared(Declared),
    /// The state from which the ledger counts was read.
    Baseline(Baseline),
}

/// A plan that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Applied {
    /// Why, and by whose leave.
    pub why: Why,
    /// The change that this one takes back.
    pub undoes: Option<ChangeId>,
    /// What became of each person's access, by login.
    pub people: Vec<Touched>,
    /// What became of each step, in the order of the plan.
    pub steps: Vec<StepResult>,
    /// What was read back and is not as it was wanted.
    pub differences: Vec<Differs>,
}

/// Something that was done with a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenStep {
    /// The token's entry in the register.
    pub entry: EntryId,
    /// Whose it is.
    pub owner: Login,
    /// What it is recognised by; `None` if it was never seen here.
    pub fingerprint: Option<Fingerprint>,
    /// What was done.
    pub what: TokenAction,
    /// More about it.
    pub note: Words,
    /// Why, and by whose leave.
    pub why: Why,
}

/// What is done with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenAction {
    /// It was told to the register.
    Declared,
    /// It was made.
    Made,
    /// It was seen to work.
    Worked,
    /// Another took its place.
    Replaced,
    /// It was seen to be refused.
    ProvenDead,
    /// It has to be replaced at once.
    Emergency,
    /// It was taken out of the register.
    Forgotten,
}

/// What somebody decided about a person's access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Whose access.
    pub login: Login,
    /// On these sites; none means all of it.
    pub sites: Vec<SiteId>,
    /// What was decided.
    pub decision: ReviewDecision,
    /// Why.
    pub why: Why,
}

/// A decision of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewDecision {
    /// It stays.
    Keep,
    /// It is to be reduced; the change is an entry of its own.
    Reduce,
    /// It is to be taken away; the change is an entry of its own.
    Remove,
    /// Somebody else has to say.
    Ask,
}

/// Something that left the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// What: "the ledger", "people as CSV".
    pub what: Words,
    /// How many rows or entries.
    pub rows: u64,
}

/// Another ledger that was taken in. It stands behind all of its tips, which it joins with this one's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Where it came from, as it was typed, or the file's name.
    pub from: Words,
    /// How many entries were new.
    pub new: u64,
    /// How many were known.
    pub known: u64,
    /// What the other ledger ended with.
    pub tips: Vec<Hash>,
}

/// Changes that were made outside of the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// What is known of why.
    pub why: Why,
    /// What is different, by login.
    pub people: Vec<Touched>,
}

/// The state from which a ledger counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// [`crate::Snapshot::hash`] of it.
    pub snapshot: Hash,
    /// How many people are in it.
    pub people: u64,
    /// How many grants.
    pub grants: u64,
}

impl What {
    /// The people whose access it changed or may have changed.
    pub fn people(&self) -> &[Touched] {
        match self {
            What::PlanApplied(Applied { people, .. }) | What::Declared(Declared { people, .. }) => people,
            _ => &[],
        }
    }

    /// Why it was done, where that is asked for.
    pub fn why(&self) -> Option<&Why> {
        match self {
            What::PlanApplied(Applied { why, .. })
            | What::TokenStep(TokenStep { why, .. })
            | What::Review(Review { why, .. })
            | What::Declared(Declared { why, .. }) => Some(why),
            What::Export(_) | What::Import(_) | What::Baseline(_) => None,
        }
    }
}

impl TokenAction {
    /// In words that follow "the token".
    pub fn words(self) -> &'static str {
        match self {
            TokenAction::Declared => "was told to the register",
            TokenAction::Made => "was made",
            TokenAction::Worked => "was seen to work",
            TokenAction::Replaced => "was replaced",
            TokenAction::ProvenDead => "was proven dead",
            TokenAction::Emergency => "has to be replaced at once",
            TokenAction::Forgotten => "was taken out of the register",
        }
    }
}

impl ReviewDecision {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            ReviewDecision::Keep => "keep",
            ReviewDecision::Reduce => "reduce",
            ReviewDecision::Remove => "remove",
            ReviewDecision::Ask => "ask somebody",
        }
    }
}
