//! What the papers are made of: the Matomo, the company, and what was read.

use crate::{
    browser::clock,
    cases::Record,
    session::{Session, Shelf},
    settings,
};
use access::{Change, Directory, Grant, Journal, StepState};
use matomo_api::{Login, MatomoUrl, SiteId, Version};
use onboarding::{
    Case, Instance, Issue, Language, Sheet, dates,
    papers::{Facts, House, Papers, ReadBack, held_by},
};
use std::{collections::BTreeMap, sync::Arc};
use time::Date;

/// Whom a paper is for.
#[derive(Clone)]
pub enum Subject {
    /// For the person of a case, with all that it knows.
    Case(Box<Case>),
    /// For an account as Matomo knows it.
    Account(Login),
}

/// The desk that issues papers, on this day.
#[derive(Clone)]
pub struct Issuer {
    directory: Arc<Directory>,
    house: House,
    url: MatomoUrl,
    version: Version,
    today: Date,
    read_back: Option<ReadBack>,
}

impl Issuer {
    /// The desk as it is now; `None` if nobody is connected.
    pub fn here(directory: Arc<Directory>) -> Option<Self> {
        let session = Session::here();
        let desk = session.desk_untracked()?;
        let read_back = leptos::prelude::untrack(|| match session.shelf() {
            Shelf::Ready { read_at, .. } => Some(ReadBack { at: read_at, as_planned: true }),
            _ => None,
        });
        Some(Self {
            directory,
            house: settings::read().house,
            url: desk.client.url().clone(),
            version: desk.connection.version,
            today: dates::of_seconds(clock::now()),
            read_back,
        })
    }

    /// The same, knowing what came of a case: the papers say when it was read back, and nothing before it was.
    pub fn after(mut self, record: Option<&Record>) -> Self {
        if let Some(record) = record.filter(|record| record.has_begun()) {
            self.read_back = record.journal.as_ref().filter(|journal| journal.is_finished()).map(|journal| {
                let as_planned = journal.steps().iter().all(|step| matches!(step, StepState::Done { .. }));
                ReadBack { at: record.changed, as_planned }
            });
        }
        self
    }

    /// The sheet in a language, or in the person's own; `None` if there is no such account, nor a case that makes it.
    pub fn sheet(&self, subject: &Subject, language: Option<Language>) -> Option<Sheet> {
        match subject {
            Subject::Account(login) => self.of_account(login.as_str(), language.unwrap_or_default()),
            Subject::Case(case) => {
                let language = language.unwrap_or(case.language);
                let case = Case { language, ..(**case).clone() };
                match case.check(&self.directory, self.today) {
                    Ok(valid) => Some(self.with(Some(&case), |issue| Sheet::from_case(&valid, &self.directory, issue))),
                    // Something about the case no longer holds; what Matomo says of the account still does.
                    Err(_) => self.of_account(case.login.trim(), language),
                }
            }
        }
    }

    /// The other papers of a case, in a language or in the person's own; `None` where it does not hold any more. The journal is that of carrying it out,
    /// if it was.
    pub fn papers(&self, case: &Case, language: Option<Language>, journal: Option<&Journal>) -> Option<Papers> {
        let case = Case { language: language.unwrap_or(case.language), ..case.clone() };
        let valid = case.check(&self.directory, self.today).ok()?;
        let held = self.held(valid.login().as_str(), journal);
        Some(self.with(Some(&case), |issue| Papers::of(&valid, &self.directory, held.as_ref(), issue)))
    }

    /// What the account held before a case was carried out. The journal tells it, also after a reload: the first
    /// step to touch a site says what was there; what no step touches is as it was.
    fn held(&self, login: &str, journal: Option<&Journal>) -> Option<BTreeMap<SiteId, Grant>> {
        let mut held = held_by(&self.directory, login);
        let steps = journal.iter().flat_map(|journal| &journal.plan().steps).rev();
        for step in steps.filter(|step| step.change.login().as_str() == login) {
            if step.change.makes_account() {
                return None;
            }
            let held = held.get_or_insert_default();
            if let Change::SetAccess { sites, .. } = &step.change {
                held.retain(|site, _| !sites.contains(site));
                held.extend(step.before.grants.clone());
            }
        }
        held
    }

    fn of_account(&self, login: &str, language: Language) -> Option<Sheet> {
        let person = self.directory.person(login)?;
        Some(self.with(None, |issue| Sheet::from_person(person, &self.directory, language, issue)))
    }

    fn with<T>(&self, case: Option<&Case>, make: impl FnOnce(&Issue) -> T) -> T {
        let arrangement = case.map(|case| &case.arrangement);
        let mut house = self.house.clone();
        // What was agreed with the person goes before the rule of the house.
        let agreed = arrangement.filter(|arrangement| !arrangement.token_purpose.trim().is_empty());
        house.token_days = agreed.and_then(|arrangement| arrangement.token_days()).unwrap_or(house.token_days);
        let facts = Facts {
            sign_in: case.map(|case| case.sign_in),
            network: arrangement.map(|arrangement| arrangement.network.clone()),
            read_back: self.read_back,
            console: Some(format!("Lanyard {}", env!("CARGO_PKG_VERSION"))),
            ..Facts::default()
        };
        let instance = Instance { url: &self.url, version: self.version };
        let by = self.directory.caller();
        make(&Issue { instance, on: self.today, by, facts: &facts, house: &house })
    }
}
