//! What is not finished: work that was interrupted, of the wizard and of the matrix, and drafts.

use crate::{
    applying::Applying,
    browser::clock,
    cases::{self, Cases, Record, Work},
    components::{Banner, Button, ButtonKind, ButtonSize, LinkButton, Tone},
    route::{CaseId, OnboardStep, Route},
    session::Session,
};
use leptos::{prelude::*, task::spawn_local};
use onboarding::dates;

/// What waits, as a banner; nothing where nothing does. `interrupted`: only work that was begun.
#[component]
pub fn Unfinished(#[prop(optional)] interrupted: bool) -> impl IntoView {
    let (session, all, applying) = (Session::here(), Cases::here(), Applying::here());
    let found = RwSignal::new(Vec::<(CaseId, Record)>::new());
    Effect::new(move || {
        let Some(desk) = session.desk() else { return };
        spawn_local(async move {
            let mut waiting = cases::unfinished(desk.client.url()).await;
            // What this page is just carrying out does not wait.
            let runs = |id: &CaseId| untrack(|| applying.is_working() && applying.is_for(id));
            waiting.retain(|(id, record)| (record.has_begun() || !interrupted) && !runs(id));
            found.set(waiting);
        });
    });
    let line = move |(id, record): (CaseId, Record)| {
        let Told { title, name, state, route } = Told::of(&id, &record);
        let href = route.href();
        let when = dates::ago(record.changed, clock::now());
        let (resume, drop) = (format!("Resume {name}"), format!("Discard {name}"));
        view! {
            <li class="row spread">
                <span class="wrap-any"><span class="strong">{title}</span>{format!(", {state}, {when}")}</span>
                <span class="row">
                    <LinkButton href=href size=ButtonSize::Small>{resume}</LinkButton>
                    <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=all.discarding(found, id)>{drop}</Button>
                </span>
            </li>
        }
    };
    move || {
        let waiting = found.get();
        (!waiting.is_empty()).then(|| {
            let any_begun = waiting.iter().any(|(_, record)| record.has_begun());
            let tone = if any_begun { Tone::Warn } else { Tone::Info };
            let title = if any_begun { "Work was interrupted" } else { "Unfinished drafts" };
            view! {
                <Banner tone=tone title=title strip=true>
                    <ul class="stack stack-1">{waiting.into_iter().map(line).collect_view()}</ul>
                </Banner>
            }
        })
    }
}

/// What a record is, how it stands, and where it goes on.
pub(crate) struct Told {
    pub(crate) title: String,
    /// The same within a sentence.
    pub(crate) name: String,
    pub(crate) state: &'static str,
    pub(crate) route: Route,
}

impl Told {
    pub(crate) fn of(id: &CaseId, record: &Record) -> Self {
        match &record.work {
            Work::Onboard(case) => {
                let who = case.whom().unwrap_or_else(|| "Nobody named yet".to_owned());
                let (step, state) = match record.has_begun() {
                    true => (OnboardStep::HandOver, "interrupted"),
                    false => (OnboardStep::Person, "draft"),
                };
                let route = Route::Onboard { step, case: Some(id.clone()) };
                Self { title: who.clone(), name: who, state, route }
            }
            Work::Changes(basis) => {
                let whose = record.journal.as_ref().map(|journal| journal.plan().whose()).unwrap_or_default();
                let (title, name) = match basis.undo {
                    true => (format!("Undoing changes to {whose}"), format!("undoing changes to {whose}")),
                    false => (format!("Changes to {whose}"), format!("changes to {whose}")),
                };
                Self { title, name, state: "interrupted", route: Route::Apply { case: id.clone() } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::cases::Basis;
    use access::{AccountState, Apply, Before, Change, Plan, Step};
    use matomo_api::{Caller, Login, MatomoUrl};

    fn record(work: Work, people: &[&str]) -> Record {
        let step = |name: &&str| Step {
            change: Change::Delete { login: Login::reported(*name) },
            before: Before { account: AccountState::Active, grants: Default::default() },
            risks: Vec::new(),
        };
        let plan = Plan { steps: people.iter().map(step).collect() };
        let journal = Some(Apply::start(plan, Caller::SuperUser).journal().clone());
        let (instance, _) = MatomoUrl::parse("https://matomo.example.org").unwrap();
        let record = Record { instance, work, journal, finished: false, left: false, recorded: None, changed: 0 };
        // As it comes back from where it is kept.
        serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap()
    }

    fn changes(undo: bool) -> Work {
        Work::Changes(Box::new(Basis { undo, ..Basis::default() }))
    }

    #[test]
    fn work_of_both_kinds_says_what_it_is_and_leads_to_where_it_goes_on() {
        let id = CaseId::parse("abc").unwrap();
        let told = |record: Record| {
            let Told { title, name, state, route } = Told::of(&id, &record);
            format!("{title}|{name}|{state}|{}", route.href())
        };
        let case = onboarding::Case { full_name: " Nadia ".into(), ..Default::default() };
        assert_eq!(
            told(record(Work::Onboard(Box::new(case)), &["nadia"])),
            "Nadia|Nadia|draft|onboard/person/?case=abc"
        );
        assert_eq!(
            told(record(changes(false), &["bob"])),
            "Changes to bob|changes to bob|interrupted|matrix/apply/?case=abc"
        );
        assert!(told(record(changes(true), &["ann", "bob"])).starts_with("Undoing changes to 2 people|"));
    }
}
