//! An entry for one person, in the form that trackers of identities and access take.
//!
//! As JSON it is described by `schemas/change-record.schema.json` in the repository. The sites are those that the
//! change touched.

mod table;
mod written;

pub use table::records_csv;

use crate::{Account, ChangeId, Day, Entry, Review, ReviewDecision, TokenAction, TokenStep, Touched, What, Why};
use access::Grant;
use matomo_api::{Login, Role, SiteId};
use serde::{Deserialize, Serialize};

/// What the records call Matomo.
pub const SYSTEM: &str = "Matomo Analytics";

/// A change of one person's access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// What the change is called. Each person that it touched has a record of this id.
    pub id: ChangeId,
    /// Their address; their login where the address is not known.
    pub user: String,
    /// Their login.
    pub login: Login,
    /// [`SYSTEM`].
    pub system: String,
    /// Where that is.
    pub instance: String,
    /// What kind of change it is.
    pub change_type: ChangeType,
    /// The day, in UTC.
    pub change_date: Day,
    /// The login of who made the change; `None` where that is not known, as of changes that were found later.
    pub changed_by: Option<String>,
    /// The login of who put it on record, where Matomo lets one know.
    pub recorded_by: Option<String>,
    /// The ticket, else the reference of the approval.
    pub approval_ticket: Option<String>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What they had.
    pub previous_access: Access,
    /// What they have.
    pub new_access: Access,
    /// Whether they got a new token.
    pub api_token_regenerated: bool,
    /// When somebody looks at it again.
    pub next_review_date: Option<Day>,
    /// The last day of what was granted, if it ends.
    pub access_ends: Option<Day>,
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeType {
    /// A new account.
    AccountCreation,
    /// The end of an account.
    AccountDeletion,
    /// A super user, or no longer one.
    GlobalRoleUpdate,
    /// Other access to sites.
    PermissionUpdate,
    /// Nothing is left of the access that was touched.
    PermissionRemoval,
    /// Something with a token.
    TokenUpdate,
    /// A review. It changes nothing by itself.
    AccessReview,
}

/// What somebody may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// In Matomo as a whole.
    pub global_role: GlobalRole,
    /// On the sites that the change touched.
    pub sites: Vec<SiteAccess>,
}

/// What somebody is in Matomo as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GlobalRole {
    /// Nobody: there is no account.
    None,
    /// A user, perhaps invited only.
    User,
    /// A super user: everything everywhere.
    Superuser,
}

/// What somebody may do on a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteAccess {
    /// The site.
    pub id: SiteId,
    /// Its name then.
    pub name: String,
    /// The role.
    pub permission: Role,
    /// Capabilities beyond the role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
}

/// The records of an entry: one for each person whose access it changed, for a token step its owner's, for a review
/// that of who was reviewed. Exports and the like have none.
pub fn records(entry: &Entry) -> Vec<ChangeRecord> {
    match entry.what() {
        What::PlanApplied(_) | What::Declared(_) => {
            let changed = entry.what().people().iter().filter(|one| !one.is_same());
            changed.map(|one| of_person(entry, one)).collect()
        }
        What::TokenStep(step) => vec![of_token(entry, step)],
        What::Review(review) => vec![of_review(entry, review)],
        What::Export(_) | What::Import(_) | What::Baseline(_) => Vec::new(),
    }
}

impl ChangeRecord {
    /// The record as JSON, indented by two blanks, with a line end.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    fn bare(entry: &Entry, login: &Login, why: &Why, change_type: ChangeType) -> Self {
        let head = entry.head();
        let text = |words: &crate::Words| (!words.is_empty()).then(|| words.to_string());
        let approval = why.approval.as_ref();
        let access = Access { global_role: GlobalRole::User, sites: Vec::new() };
        let actor = head.actor.as_ref().map(Login::to_string);
        Self {
            id: head.id,
            user: login.to_string(),
            login: login.clone(),
            system: SYSTEM.to_owned(),
            instance: head.instance.as_str().to_owned(),
            change_type,
            change_date: head.id.day,
            changed_by: actor.clone(),
            recorded_by: actor,
            approval_ticket: text(&why.ticket).or_else(|| approval.and_then(|one| text(&one.reference))),
            approved_by: approval.and_then(|one| text(&one.who)),
            reason: text(&why.reason),
            previous_access: access.clone(),
            new_access: access,
            api_token_regenerated: false,
            next_review_date: why.review,
            access_ends: why.ends,
        }
    }
}

fn of_person(entry: &Entry, one: &Touched) -> ChangeRecord {
    let why = entry.what().why().cloned().unwrap_or_default();
    let side = |account: Account, grant: fn(&crate::SiteChange) -> &Option<Grant>| Access {
        global_role: match account {
            Account::Missing => GlobalRole::None,
            Account::Invited | Account::Active => GlobalRole::User,
            Account::SuperUser => GlobalRole::Superuser,
        },
        sites: one
            .sites
            .iter()
            .filter_map(|site| {
                let Grant { role, capabilities } = grant(site).as_ref()?;
                let capabilities = capabilities.iter().map(ToString::to_string).collect();
                Some(SiteAccess { id: site.id, name: site.name.clone(), permission: *role, capabilities })
            })
            .collect(),
    };
    let new_access = side(one.after, |site| &site.after);
    let change_type = match (one.before, one.after) {
        (Account::Missing, _) => ChangeType::AccountCreation,
        (_, Account::Missing) => ChangeType::AccountDeletion,
        (before, after) if (before == Account::SuperUser) != (after == Account::SuperUser) => {
            ChangeType::GlobalRoleUpdate
        }
        _ if new_access.sites.is_empty() => ChangeType::PermissionRemoval,
        _ => ChangeType::PermissionUpdate,
    };
    let bare = ChangeRecord::bare(entry, &one.login, &why, change_type);
    let by_us = matches!(entry.what(), What::PlanApplied(_));
    ChangeRecord {
        user: one.name().to_owned(),
        changed_by: bare.changed_by.clone().filter(|_| by_us),
        previous_access: side(one.before, |site| &site.before),
        new_access,
        ..bare
    }
}

fn of_token(entry: &Entry, step: &TokenStep) -> ChangeRecord {
    let bare = ChangeRecord::bare(entry, &step.owner, &step.why, ChangeType::TokenUpdate);
    let fingerprint = step.fingerprint.as_ref().map(|one| format!(" (fingerprint {one})")).unwrap_or_default();
    let done = format!("The token{fingerprint} {}.", step.what.words());
    let reason = [Some(done), bare.reason.clone(), (!step.note.is_empty()).then(|| step.note.to_string())];
    let reason = reason.into_iter().flatten().collect::<Vec<_>>().join(" ");
    ChangeRecord { api_token_regenerated: step.what == TokenAction::Made, reason: Some(reason), ..bare }
}

fn of_review(entry: &Entry, review: &Review) -> ChangeRecord {
    let bare = ChangeRecord::bare(entry, &review.login, &review.why, ChangeType::AccessReview);
    let decided = match review.decision {
        ReviewDecision::Keep => "Reviewed: the access stays.",
        ReviewDecision::Reduce => "Reviewed: the access is to be reduced.",
        ReviewDecision::Remove => "Reviewed: the access is to be taken away.",
        ReviewDecision::Ask => "Reviewed: somebody else has to say.",
    };
    let reason = [Some(decided.to_owned()), bare.reason.clone()];
    let reason = reason.into_iter().flatten().collect::<Vec<_>>().join(" ");
    ChangeRecord { reason: Some(reason), ..bare }
}

#[cfg(test)]
mod tests;
