//! Replacing a token: what was done, what comes next. It outlives a reload; no secret is part of it.

use crate::EntryId;
use access::Seconds;
use matomo_api::Login;
use serde::{Deserialize, Serialize};

/// How far the replacement of a token is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// The new token, once it was made.
    pub made: Option<EntryId>,
    /// What testing the new one showed.
    pub tested: Option<Tested>,
    /// The systems that have the new one, each with who said so and when.
    #[serde(default)]
    pub switched: Vec<Switched>,
    /// When this console went on with the new one.
    pub here: Option<Seconds>,
    /// The day on which the old one is to be revoked at last, as its beginning in Unix seconds.
    pub revoke_by: Option<Seconds>,
    /// When somebody said that the old one was revoked.
    pub revoked: Option<Seconds>,
    /// When the old one was seen to be refused.
    pub proven: Option<Seconds>,
    /// When it was closed: everything was done, or it was ended without proof.
    pub closed: Option<Seconds>,
}

/// What testing a new token showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// When.
    pub at: Seconds,
    /// How what it may do differs from what was expected; empty if it does not.
    pub differences: Vec<String>,
    /// Whether somebody said that this is as it should be. Where nothing differs nobody has to.
    pub agreed: bool,
}

/// A system that has the new token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switched {
    /// Which.
    pub system: String,
    /// Who said so.
    pub by: Option<Login>,
    /// When.
    pub at: Seconds,
}

/// What is to be done with a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Make the new token.
    Make,
    /// See that it works, and what it may do.
    Test,
    /// Give it to those who use it.
    Switch,
    /// Take the old one out of Matomo, which only its owner can.
    Revoke,
    /// See that the old one is refused.
    Prove,
    /// Nothing more.
    Done,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Stage; 6] = [Stage::Make, Stage::Test, Stage::Switch, Stage::Revoke, Stage::Prove, Stage::Done];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Make => "New token",
            Stage::Test => "Test",
            Stage::Switch => "Switch",
            Stage::Revoke => "Revoke",
            Stage::Prove => "Prove",
            Stage::Done => "Record",
        }
    }
}

impl Rotation {
    /// What comes next. `systems` use the old token; `own` is whether this console works with it.
    /// That the old one is refused may be seen before anybody said that it was revoked.
    pub fn stage(&self, systems: &[String], own: bool) -> Stage {
        if self.closed.is_some() {
            Stage::Done
        } else if self.made.is_none() {
            Stage::Make
        } else if !self.tested.as_ref().is_some_and(Tested::passed) {
            Stage::Test
        } else if (own && self.here.is_none()) || systems.iter().any(|system| !self.has(system)) {
            Stage::Switch
        } else if self.proven.is_some() {
            Stage::Done
        } else if self.revoked.is_none() {
            Stage::Revoke
        } else {
            Stage::Prove
        }
    }

    /// Whether a system has the new token.
    pub fn has(&self, system: &str) -> bool {
        self.switched.iter().any(|switched| switched.system == system)
    }

    /// Notes that a system has the new token, or has not after all.
    pub fn switch(&mut self, system: &str, has: bool, by: Option<&Login>, at: Seconds) {
        self.switched.retain(|switched| switched.system != system);
        if has {
            self.switched.push(Switched { system: system.to_owned(), by: by.cloned(), at });
        }
    }

    /// Begins again with another new token, as when the one that was made is lost.
    pub fn make_another(&mut self) {
        *self = Self { revoke_by: self.revoke_by, ..Self::default() };
    }
}

impl Tested {
    /// Whether it may go on: nothing differs, or somebody agreed.
    pub fn passed(&self) -> bool {
        self.differences.is_empty() || self.agreed
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_stage_follows_from_what_was_done() {
        let systems = ["etl".to_owned(), "boards".to_owned()];
        let mut rotation = Rotation::default();
        let stage = |rotation: &Rotation| rotation.stage(&systems, true);
        assert_eq!(stage(&rotation), Stage::Make);
        rotation.made = EntryId::parse("new");
        assert_eq!(stage(&rotation), Stage::Test);
        let differs = Tested { at: 1, differences: vec!["no admin on Shop".into()], agreed: false };
        rotation.tested = Some(differs.clone());
        assert_eq!(stage(&rotation), Stage::Test, "nobody agreed");
        rotation.tested = Some(Tested { agreed: true, ..differs });
        assert_eq!(stage(&rotation), Stage::Switch);
        rotation.switch("etl", true, None, 2);
        rotation.switch("boards", true, None, 2);
        assert_eq!(stage(&rotation), Stage::Switch, "this console works with the old one");
        rotation.here = Some(3);
        assert_eq!(stage(&rotation), Stage::Revoke);
        rotation.switch("etl", false, None, 4);
        assert_eq!(stage(&rotation), Stage::Switch);
        rotation.switch("etl", true, None, 5);
        rotation.switch("etl", true, None, 6);
        assert_eq!(rotation.switched.len(), 2);
        rotation.revoked = Some(7);
        assert_eq!(stage(&rotation), Stage::Prove);
        rotation.proven = Some(8);
        assert_eq!(stage(&rotation), Stage::Done);
        let kept: Rotation = serde_json::from_str(&serde_json::to_string(&rotation).unwrap()).unwrap();
        assert_eq!(kept, rotation);
    }

    #[test]
    fn another_new_token_begins_again_and_keeps_the_day() {
        let mut rotation =
            Rotation { made: EntryId::parse("lost"), revoke_by: Some(5), here: Some(1), ..Rotation::default() };
        rotation.make_another();
        assert_eq!(rotation, Rotation { revoke_by: Some(5), ..Rotation::default() });
    }
}
