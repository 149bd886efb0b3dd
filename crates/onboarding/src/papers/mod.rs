//! The papers beside the sheet: notification, ticket comment, approval request, change record,
//! calendar file, and the slip with the one secret.
//!
//! All but the slip are made from [`Papers`], which has no place for a secret. Each is a [`Document`],
//! which can be written as plain text, Markdown or HTML.

mod arranged;
mod calendar;
mod de;
mod document;
mod en;
mod es;
mod facts;
mod fr;
mod house;
mod logo;
mod mail;
mod slip;
pub(crate) mod terms;
mod words;
mod written;

pub use calendar::calendar;
pub use document::{Block, Document};
pub use facts::{Facts, ReadBack};
pub use house::House;
pub use logo::{BadLogo, LARGEST_LOGO, Logo};
pub use mail::{LONGEST_MAILTO, Mail, MailtoTooLong};
pub use slip::Slip;

use crate::{
    Sheet, ValidCase, dates,
    sheet::{Issue, capabilities_of, contact_of, first_day, name_of, one_line, words::Voice},
};
use access::{Directory, Grant};
use matomo_api::{Role, SiteId};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;

/// What the papers of one case say: who gets what, why, and by whose leave.
///
/// Everything in it is one line of text; nothing in it is a secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Papers {
    sheet: Sheet,
    voice: Voice,
    login: String,
    email: Option<String>,
    address: String,
    host: String,
    /// Whether the account exists only because of the case.
    is_new: bool,
    sites: Vec<SiteChange>,
    /// Why admin, by site.
    reasons: Vec<(SiteId, String, String)>,
    purpose: String,
    justification: String,
    asked_for_by: String,
    reference: String,
    organisation: String,
    approver: String,
    approved_on: Option<Date>,
    review: Option<Date>,
    data: String,
    regulations: String,
    from: Date,
    ends: Option<Date>,
    contact: Vec<String>,
    /// What was ticked of the checklist.
    arranged: Vec<String>,
    issued: Date,
    issuer: Option<String>,
    facts: Facts,
}

/// Access to one site before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SiteChange {
    id: SiteId,
    name: String,
    before: Option<String>,
    after: Option<String>,
}

impl Papers {
    /// The papers of a case. `held` is what the account had before the case was carried out, as
    /// [`held_by`] tells it; `None` if there was no account. After the case was carried out the
    /// directory does not tell it any more, so it comes in as a value.
    pub fn of(case: &ValidCase, directory: &Directory, held: Option<&BTreeMap<SiteId, Grant>>, issue: &Issue) -> Self {
        let typed = case.case();
        let voice = Voice { language: typed.language, version: issue.instance.version };
        let engagement = &typed.engagement;
        let reason = |(id, reason): (&SiteId, &String)| {
            let reason = one_line(reason);
            let wanted = typed.access.get(id).is_some_and(|grant| grant.role == Role::Admin) && !reason.is_empty();
            wanted.then(|| (*id, name_of(voice, directory, *id), reason))
        };
        Self {
            sheet: Sheet::from_case(case, directory, issue),
            voice,
            login: case.login().to_string(),
            email: case.email().map(ToString::to_string),
            address: issue.instance.url.as_str().trim_end_matches('/').to_owned(),
            host: issue.instance.url.shown().to_owned(),
            is_new: held.is_none(),
            sites: site_changes(voice, directory, held, &typed.access),
            reasons: typed.reasons.iter().filter_map(reason).collect(),
            purpose: one_line(&typed.purpose),
            justification: one_line(&engagement.justification),
            asked_for_by: one_line(&typed.asked_for_by),
            reference: one_line(&typed.reference),
            organisation: one_line(&engagement.organisation),
            approver: one_line(&engagement.approved_by),
            approved_on: dates::parse(&engagement.approved_on),
            review: dates::parse(&engagement.review_on),
            data: terms::data(voice.language, engagement),
            regulations: terms::regulations(voice.language, engagement),
            from: first_day(typed, issue),
            ends: case.ends(),
            contact: contact_of(typed, issue),
            arranged: arranged::lines(voice, typed),
            issued: issue.on,
            issuer: issue.by.map(ToString::to_string),
            facts: issue.facts.clone(),
        }
    }

    /// The sheet that they go with.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    fn day(&self, day: Date) -> String {
        dates::long(day, self.voice.language)
    }
}

/// What an account holds, for [`Papers::of`]; `None` if there is no such account.
pub fn held_by(directory: &Directory, login: &str) -> Option<BTreeMap<SiteId, Grant>> {
    let person = directory.person(login)?;
    Some(person.grants.iter().map(|(site, grant)| (site, grant.clone())).collect())
}

fn site_changes(
    voice: Voice,
    directory: &Directory,
    held: Option<&BTreeMap<SiteId, Grant>>,
    wanted: &BTreeMap<SiteId, Grant>,
) -> Vec<SiteChange> {
    let held_on = |id: &SiteId| held.and_then(|held| held.get(id));
    let ids: BTreeSet<&SiteId> = held.into_iter().flat_map(BTreeMap::keys).chain(wanted.keys()).collect();
    let change = |id: &SiteId| SiteChange {
        id: *id,
        name: name_of(voice, directory, *id),
        before: held_on(id).map(|grant| in_words(voice, directory, grant)),
        after: wanted.get(id).or(held_on(id)).map(|grant| in_words(voice, directory, grant)),
    };
    ids.into_iter().map(change).collect()
}

fn in_words(voice: Voice, directory: &Directory, grant: &Grant) -> String {
    let (role, more) = (voice.role(Some(grant.role)), capabilities_of(directory, grant));
    if more.is_empty() { role.to_owned() } else { format!("{role} + {more}") }
}

#[cfg(test)]
pub(crate) use tests::full_case;

#[cfg(test)]
mod tests;
