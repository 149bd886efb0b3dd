//! Finding entries: by what was typed, kind, person, site and period.
//!
//! An [`Index`] is made once for a ledger; each look at it reads a short line for every entry.

mod apart;

pub use apart::Apart;

use crate::{Day, Entry, Ledger, Touched, What};
use matomo_api::{Login, SiteId};
use std::collections::{BTreeSet, HashSet};

/// What kind of entries somebody wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Changes of access, and reviews of it.
    Access,
    /// New accounts.
    Onboarding,
    /// Tokens.
    Tokens,
    /// Changes that were found and declared.
    Outside,
    /// Exports and imports.
    Files,
    /// What was not carried out wholly.
    Partial,
}

/// What somebody looks for. Everything that is set has to fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words; each has to be somewhere in the entry, in any case of letters.
    pub text: String,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only about this person.
    pub login: Option<Login>,
    /// Only about this site.
    pub site: Option<SiteId>,
    /// Only from this day on. Days are those of the change ids, in UTC.
    pub from: Option<Day>,
    /// Only up to this day.
    pub to: Option<Day>,
}

/// How many entries there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of all kinds.
    pub all: usize,
    kinds: [usize; Kind::ALL.len()],
}

/// The entries of a ledger, ready to be looked through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    rows: Vec<Row>,
    apart: Vec<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    /// All that words are looked for in, in small letters.
    text: String,
    kind: Option<Kind>,
    is_partial: bool,
    logins: Vec<Login>,
    sites: Vec<SiteId>,
    day: Day,
}

impl Kind {
    /// All.
    pub const ALL: [Kind; 6] =
        [Kind::Access, Kind::Onboarding, Kind::Tokens, Kind::Outside, Kind::Files, Kind::Partial];

    /// As addresses write it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Access => "access",
            Kind::Onboarding => "onboarding",
            Kind::Tokens => "tokens",
            Kind::Outside => "outside",
            Kind::Files => "files",
            Kind::Partial => "partial",
        }
    }

    /// The kind of an entry, which is never [`Kind::Partial`]; `None` for where a ledger begins.
    pub fn of(entry: &Entry) -> Option<Self> {
        match entry.what() {
            What::PlanApplied(applied) => {
                let is_new = |step: &crate::StepResult| {
                    matches!(step.method.as_str(), "UsersManager.inviteUser" | "UsersManager.addUser")
                };
                Some(if applied.steps.iter().any(is_new) { Kind::Onboarding } else { Kind::Access })
            }
            What::Review(_) => Some(Kind::Access),
            What::TokenStep(_) => Some(Kind::Tokens),
            What::Declared(_) => Some(Kind::Outside),
            What::Export(_) | What::Import(_) => Some(Kind::Files),
            What::Baseline(_) => None,
        }
    }

    /// Whether an entry tells of something that was not carried out wholly.
    pub fn is_partial(entry: &Entry) -> bool {
        matches!(entry.what(), What::PlanApplied(applied) if !applied.is_whole())
    }
}

impl Wanted {
    /// Whether nothing is asked for.
    pub fn is_all(&self) -> bool {
        Wanted { text: self.text.trim().to_owned(), ..self.clone() } == Wanted::default()
    }
}

impl Counts {
    /// Of one kind.
    pub fn of(&self, kind: Kind) -> usize {
        Kind::ALL.iter().position(|one| *one == kind).map_or(0, |at| self.kinds[at])
    }
}

impl Index {
    /// That of a ledger.
    pub fn of(ledger: &Ledger) -> Self {
        Self { rows: ledger.entries().iter().map(Row::of).collect(), apart: apart::apart(ledger) }
    }

    /// The places in [`Ledger::entries`] of what is wanted, the newest first.
    pub fn find(&self, wanted: &Wanted) -> Vec<usize> {
        let words = wanted.words();
        let rows = self.rows.iter().enumerate().rev();
        rows.filter(|(_, row)| row.is_of(wanted.kind) && row.fits(wanted, &words)).map(|(place, _)| place).collect()
    }

    /// How many of each kind there are among what is wanted, whatever kind that is.
    pub fn counts(&self, wanted: &Wanted) -> Counts {
        let words = wanted.words();
        let mut counts = Counts::default();
        for row in self.rows.iter().filter(|row| row.fits(wanted, &words)) {
            counts.all += 1;
            for (count, kind) in counts.kinds.iter_mut().zip(Kind::ALL) {
                *count += usize::from(row.is_of(Some(kind)));
            }
        }
        counts
    }

    /// Whether others were written without knowing of the entry at this place, nor it of them.
    pub fn is_apart(&self, place: usize) -> bool {
        self.apart.get(place).copied().unwrap_or_default()
    }

    /// Beside what an entry was written; `None` where it was not.
    pub fn apart(&self, ledger: &Ledger, place: usize) -> Option<Apart> {
        self.is_apart(place).then(|| apart::of(ledger, &self.apart, place))
    }

    /// Everybody that entries are about, in order.
    pub fn logins(&self) -> Vec<Login> {
        let logins: HashSet<&Login> = self.rows.iter().flat_map(|row| &row.logins).collect();
        let mut logins: Vec<Login> = logins.into_iter().cloned().collect();
        logins.sort_by_cached_key(|login| (login.as_str().to_lowercase(), login.clone()));
        logins
    }

    /// Every site that entries are about, in order.
    pub fn sites(&self) -> Vec<SiteId> {
        let sites: BTreeSet<SiteId> = self.rows.iter().flat_map(|row| row.sites.iter().copied()).collect();
        sites.into_iter().collect()
    }
}

impl Wanted {
    fn words(&self) -> Vec<String> {
        self.text.to_lowercase().split_whitespace().map(str::to_owned).collect()
    }
}

impl Row {
    fn of(entry: &Entry) -> Self {
        let mut text = format!("{} {}", entry.id(), entry.title());
        let mut add = |more: &str| {
            if !more.is_empty() {
                text.push('\n');
                text.push_str(more);
            }
        };
        add(entry.head().actor.as_ref().map_or("", Login::as_str));
        if let Some(why) = entry.what().why() {
            add(why.reason.as_str());
            add(why.ticket.as_str());
            if let Some(approval) = &why.approval {
                add(approval.who.as_str());
                add(approval.reference.as_str());
            }
            add(why.prepared_by.as_ref().map_or("", Login::as_str));
        }
        let (mut logins, mut sites) = (Vec::new(), Vec::new());
        for Touched { login, email, sites: touched, .. } in entry.what().people() {
            add(login.as_str());
            add(email.as_ref().map_or("", matomo_api::Email::as_str));
            touched.iter().for_each(|site| add(&site.named()));
            logins.push(login.clone());
            sites.extend(touched.iter().map(|site| site.id));
        }
        match entry.what() {
            What::TokenStep(step) => {
                add(step.note.as_str());
                add(step.fingerprint.as_ref().map(ToString::to_string).as_deref().unwrap_or_default());
                logins.push(step.owner.clone());
            }
            What::Review(review) => {
                logins.push(review.login.clone());
                sites.extend(&review.sites);
            }
            What::Import(import) => add(import.from.as_str()),
            _ => {}
        }
        Self {
            text: text.to_lowercase(),
            kind: Kind::of(entry),
            is_partial: Kind::is_partial(entry),
            logins,
            sites,
            day: entry.id().day,
        }
    }

    fn is_of(&self, kind: Option<Kind>) -> bool {
        match kind {
            None => true,
            Some(Kind::Partial) => self.is_partial,
            kind => self.kind == kind,
        }
    }

    /// Whether all but the kind is as wanted.
    fn fits(&self, wanted: &Wanted, words: &[String]) -> bool {
        let same = |login: &Login| self.logins.iter().any(|one| one.as_str().eq_ignore_ascii_case(login.as_str()));
        wanted.from.is_none_or(|from| from <= self.day)
            && wanted.to.is_none_or(|to| self.day <= to)
            && wanted.login.as_ref().is_none_or(same)
            && wanted.site.is_none_or(|site| self.sites.contains(&site))
            && words.iter().all(|word| self.text.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests;
