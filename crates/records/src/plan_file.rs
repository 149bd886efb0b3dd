//! A plan as a file: saved, sent to a second admin, opened and applied by them.
//!
//! The file is JSON, indented for people. Its last member is the SHA-256 of the others, written without blanks in
//! the order of [`PlanFile`]'s fields, as a ledger's line is sealed. That shows a file that was damaged or edited by
//! hand. It shows nothing about somebody who seals it anew: so nothing that the file says of what is there now, or
//! of risks, is believed. [`PlanFile::look`] makes both from the Matomo itself.

mod look;

pub use look::{Conflict, Looked};

use crate::{ChangeId, Day, Hash, Why, entry::json};
use access::{Change, Plan, Seconds};
use matomo_api::{Login, MatomoUrl};
use onboarding::holds_token;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A plan on its way to somebody else.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanFile {
    /// The form of the file, now [`PlanFile::FORM`].
    pub form: u32,
    /// The Matomo that it is for.
    pub instance: MatomoUrl,
    /// Who prepared it, where Matomo lets one know.
    pub prepared_by: Option<Login>,
    /// When, in Unix seconds (UTC).
    pub prepared_at: Seconds,
    /// Why, and by whose leave.
    pub why: Why,
    /// What shall change.
    pub plan: Plan,
    /// The change that it takes back.
    pub undoes: Option<ChangeId>,
}

/// The file with its seal.
#[derive(Serialize)]
struct Sealed<'a> {
    #[serde(flatten)]
    file: &'a PlanFile,
    hash: Hash,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opened {
    form: u32,
    instance: MatomoUrl,
    prepared_by: Option<Login>,
    prepared_at: Seconds,
    why: Why,
    plan: Plan,
    undoes: Option<ChangeId>,
    hash: Hash,
}

/// Why a plan cannot come out of a file, or cannot go into one. Its text says what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPlan {
    /// It is no JSON.
    #[error(
        "This file cannot be read: it is not JSON, or a part of it is missing. Have it sent again, as an attachment."
    )]
    NotJson,
    /// It is another file.
    #[error("This is no plan of Lanyard’s. Choose the file that was saved with “Save as a file”.")]
    NotAPlan,
    /// It is not as it was sealed.
    #[error(
        "This plan was edited or damaged on its way: it is not what was saved. Ask who prepared it to send it again."
    )]
    Edited,
    /// It is for another Matomo.
    #[error("This plan is for another Matomo: {}. Connect to that one and open it there.", .0.shown())]
    OtherInstance(MatomoUrl),
    /// It was written by a later console, which knows more.
    #[error("This plan was written by a later Lanyard. Update this one, then open it again.")]
    TooNew,
    /// Something in it looks like a token.
    #[error(
        "Something in this plan looks like a token, which must not be in a file. Take it out of the reason or the ticket and save the plan anew; if it was a token, replace it."
    )]
    HoldsToken,
    /// It has more steps than one person can look at. Holds how many.
    #[error("This plan has {0} steps, more than the {max} that a file may hold. Split it, for example by site.", max = PlanFile::MOST_STEPS)]
    TooManySteps(usize),
    /// It makes accounts with a password. Holds whose.
    #[error("This plan makes accounts with a password ({}). The password is in no file, so nobody else can apply it: invite these people by mail instead, or make the accounts first and send the rest.", listed(.0))]
    NeedsPassword(Vec<Login>),
}

fn listed(logins: &[Login]) -> String {
    const NAMED: usize = 5;
    let mut words: Vec<String> = logins.iter().take(NAMED).map(Login::to_string).collect();
    words.extend((logins.len() > NAMED).then(|| format!("{} more", logins.len() - NAMED)));
    words.join(", ")
}

impl PlanFile {
    /// The form that this console writes.
    pub const FORM: u32 = 1;
    /// The most steps that a file may hold.
    pub const MOST_STEPS: usize = 2000;

    /// Whether this plan may travel at all; to be asked before it is written.
    pub fn check(&self) -> Result<(), BadPlan> {
        let steps = &self.plan.steps;
        if steps.len() > Self::MOST_STEPS {
            return Err(BadPlan::TooManySteps(steps.len()));
        }
        let with_password = |change: &Change| matches!(change, Change::Create { .. });
        let creates = steps.iter().map(|step| &step.change).filter(|change| with_password(change));
        let creates: Vec<Login> = creates.map(|change| change.login().clone()).collect();
        if !creates.is_empty() {
            return Err(BadPlan::NeedsPassword(creates));
        }
        match String::from_utf8(json(self)) {
            Ok(text) if !holds_token(&text) => Ok(()),
            _ => Err(BadPlan::HoldsToken),
        }
    }

    /// The file's text, with a line end.
    pub fn write(&self) -> String {
        let mut text = serde_json::to_string_pretty(&self.sealed()).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a file for the Matomo that one is connected to.
    pub fn read(text: &str, instance: &MatomoUrl) -> Result<Self, BadPlan> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| BadPlan::NotJson)?;
        let form = value.get("form").and_then(Value::as_u64).filter(|_| value.get("plan").is_some());
        let Some(form) = form else { return Err(BadPlan::NotAPlan) };
        if form > u64::from(Self::FORM) {
            return Err(BadPlan::TooNew);
        }
        let mut unsealed = value.clone();
        // Half of a hash has the form of a token.
        unsealed.as_object_mut().map(|members| members.remove("hash"));
        if holds_token(&unsealed.to_string()) {
            return Err(BadPlan::HoldsToken);
        }
        let file = Self::opened(text, &value).ok_or(BadPlan::Edited)?;
        if file.instance != *instance {
            return Err(BadPlan::OtherInstance(file.instance));
        }
        file.check()?;
        Ok(file)
    }

    /// The file, if it is as it was sealed: with nothing else in it, and nothing twice.
    fn opened(text: &str, value: &Value) -> Option<Self> {
        let opened: Opened = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        let Opened { form, instance, prepared_by, prepared_at, why, plan, undoes, hash } = opened;
        let file = Self { form, instance, prepared_by, prepared_at, why, plan, undoes };
        let written = serde_json::to_value(file.sealed()).ok()?;
        (file.hash() == hash && written == *value && form == Self::FORM).then_some(file)
    }

    fn sealed(&self) -> Sealed<'_> {
        Sealed { file: self, hash: self.hash() }
    }

    /// What the plan is known by.
    pub fn hash(&self) -> Hash {
        Hash::of(&[&json(self)])
    }

    /// What the file is called: `plan-2026-11-22-9f2c71d0.json`.
    pub fn file_name(&self) -> String {
        let digits: String = self.hash().to_string().chars().take(8).collect();
        format!("plan-{}-{digits}.json", Day::of_seconds(self.prepared_at))
    }

    /// The reasons as the record takes them when somebody applies the plan: they name who prepared it, if that was
    /// somebody else.
    pub fn why_for(&self, applying: Option<&Login>) -> Why {
        let other = |one: &&Login| applying.is_none_or(|applying| !applying.is_same_account(one.as_str()));
        Why { prepared_by: self.prepared_by.as_ref().filter(other).cloned(), ..self.why.clone() }
    }
}

#[cfg(test)]
mod tests;
