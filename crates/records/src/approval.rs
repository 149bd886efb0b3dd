//! What a company demands before a plan is applied.

use crate::Why;
use access::{Plan, Risk};
use matomo_api::Login;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What has to be there before a plan is applied. A setting; without it nothing is demanded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Demands {
    /// A reason, always.
    pub reason: bool,
    /// A ticket, always.
    pub ticket: bool,
    /// An approval, for plans with one of these risks.
    pub approval_for: BTreeSet<RiskKind>,
    /// Such a plan is applied by somebody else than who prepared it. Without a kind above it demands nothing.
    pub four_eyes: bool,
}

/// A kind of [`Risk`], without what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskKind {
    /// Somebody becomes a super user.
    SuperUser,
    /// Somebody is no longer a super user.
    NoLongerSuperUser,
    /// Only one super user is left.
    LastSuperUser,
    /// The caller's own account.
    OwnAccess,
    /// Admin on many sites for one person.
    ManyAdminSites,
    /// Visitors who are not signed in may read reports.
    Anonymous,
    /// An account is deleted.
    Deletes,
    /// Many grants change.
    ManyGrants,
    /// Admin on production and on a test system for one person.
    ProductionAndStagingAdmin,
    /// Matomo deletes site roles along the way.
    WipesSiteRoles,
    /// Capabilities are lost.
    DropsCapabilities,
    /// Somebody becomes admin of a site.
    Admin,
}

/// Something that is demanded and is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A reason.
    Reason,
    /// A ticket.
    Ticket,
    /// An approval, for these kinds of risk.
    Approval(Vec<RiskKind>),
    /// Somebody else than who prepared it, for these kinds of risk.
    SecondPerson(Vec<RiskKind>),
}

impl Demands {
    /// What is missing to apply a plan. `applying` is who is signed in, where Matomo lets one know.
    ///
    /// An approval counts if it says who gave it and where it can be found. Both are text that somebody typed:
    /// nobody but the reader of the record can say whether it is so. Two people count as two if both logins are
    /// known and differ.
    pub fn missing(&self, plan: &Plan, why: &Why, applying: Option<&Login>) -> Vec<Missing> {
        let kinds = self.kinds(plan);
        let approved = why.approval.as_ref().is_some_and(|one| !one.who.is_empty() && !one.reference.is_empty());
        let prepared_by = why.prepared_by.as_ref();
        let by_two = prepared_by.zip(applying).is_some_and(|(one, other)| !one.is_same_account(other.as_str()));
        let mut missing = Vec::new();
        missing.extend((self.reason && why.reason.is_empty()).then_some(Missing::Reason));
        missing.extend((self.ticket && why.ticket.is_empty()).then_some(Missing::Ticket));
        if !kinds.is_empty() {
            missing.extend((!approved).then(|| Missing::Approval(kinds.clone())));
            missing.extend((self.four_eyes && !by_two).then_some(Missing::SecondPerson(kinds)));
        }
        missing
    }

    /// The kinds of risk for which a plan needs an approval, each once. Whether it needs a second person follows
    /// from the same.
    pub fn kinds(&self, plan: &Plan) -> Vec<RiskKind> {
        let kinds: BTreeSet<RiskKind> = plan.risks().iter().map(RiskKind::of).collect();
        kinds.intersection(&self.approval_for).copied().collect()
    }
}

impl RiskKind {
    /// Every kind, heaviest first.
    pub const ALL: [RiskKind; 12] = [
        RiskKind::SuperUser,
        RiskKind::NoLongerSuperUser,
        RiskKind::LastSuperUser,
        RiskKind::OwnAccess,
        RiskKind::ManyAdminSites,
        RiskKind::Anonymous,
        RiskKind::Deletes,
        RiskKind::ManyGrants,
        RiskKind::ProductionAndStagingAdmin,
        RiskKind::WipesSiteRoles,
        RiskKind::DropsCapabilities,
        RiskKind::Admin,
    ];

    /// That of a risk.
    pub fn of(risk: &Risk) -> Self {
        match risk {
            Risk::SuperUser => RiskKind::SuperUser,
            Risk::NoLongerSuperUser => RiskKind::NoLongerSuperUser,
            Risk::LastSuperUser => RiskKind::LastSuperUser,
            Risk::OwnAccess => RiskKind::OwnAccess,
            Risk::ManyAdminSites(_) => RiskKind::ManyAdminSites,
            Risk::Anonymous => RiskKind::Anonymous,
            Risk::Deletes => RiskKind::Deletes,
            Risk::ManyGrants(_) => RiskKind::ManyGrants,
            Risk::ProductionAndStagingAdmin => RiskKind::ProductionAndStagingAdmin,
            Risk::WipesSiteRoles(_) => RiskKind::WipesSiteRoles,
            Risk::DropsCapabilities(_) => RiskKind::DropsCapabilities,
            Risk::Admin => RiskKind::Admin,
        }
    }

    /// A label for a list of check boxes, also within a sentence.
    pub fn words(self) -> &'static str {
        match self {
            RiskKind::SuperUser => "a new super user",
            RiskKind::NoLongerSuperUser => "super user access taken away",
            RiskKind::LastSuperUser => "a single super user left",
            RiskKind::OwnAccess => "one’s own account",
            RiskKind::ManyAdminSites => "admin on more than 5 sites",
            RiskKind::Anonymous => "reports open to visitors",
            RiskKind::Deletes => "a deleted account",
            RiskKind::ManyGrants => "more than 50 grants at once",
            RiskKind::ProductionAndStagingAdmin => "admin on production and on a test system",
            RiskKind::WipesSiteRoles => "site roles that Matomo deletes",
            RiskKind::DropsCapabilities => "capabilities that are lost",
            RiskKind::Admin => "a new admin of a site",
        }
    }
}

impl Missing {
    /// What is missing, why, and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Missing::Reason => {
                "A reason is missing: your company wants one on every change. Say why this one is made.".to_owned()
            }
            Missing::Ticket => {
                "A ticket is missing: your company wants one on every change. Enter its number.".to_owned()
            }
            Missing::Approval(kinds) => format!(
                "An approval is missing: your company wants one for {}. Ask for it, then enter who gave it and where it \
                 can be found.",
                listed(kinds)
            ),
            Missing::SecondPerson(kinds) => format!(
                "A second person is missing: your company wants two for {}, one who prepares it and one who applies it. \
                 Save the plan as a file and have somebody else with a login of their own open and apply it.",
                listed(kinds)
            ),
        }
    }
}

fn listed(kinds: &[RiskKind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.words()).collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.concat(),
    }
}

#[cfg(test)]
mod tests;
