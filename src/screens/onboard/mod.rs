//! The wizard: a person, their access, a look at what will be done, and doing it.

mod access;
mod advice;
mod checklist;
mod crowd;
mod demanded;
mod engagement;
mod finished;
mod form;
mod hand_over;
mod papers;
mod person;
mod review;
mod secrets;
mod security;
mod stages;
mod way_in;

use super::{shelf, unfinished::Unfinished};
use crate::components::live;
use crate::{
    applying::Applying,
    browser::{clock, page},
    cases::{Cases, Found, Keeping, Work},
    components::{self as ui, Button, ButtonKind, Icon, LinkButton, PageHead, Stepper},
    navigation::Navigation,
    route::{CaseId, OnboardStep, Route},
    session::Session,
    settings::{self, Settings},
};
use ::access::{Change, Directory};
use leptos::prelude::*;
use onboarding::{Case, Problem, Row, Step, dates};
use stages::{keeping, so_far, stages};
use std::sync::Arc;
use time::Date;

/// What every step of the wizard needs.
#[derive(Clone)]
pub struct Wizard {
    cases: Cases,
    navigation: Navigation,
    id: CaseId,
    directory: Arc<Directory>,
    settings: Arc<Settings>,
    today: Date,
    /// What comes of each row of its list.
    rows: Memo<Vec<Row>>,
    /// What is wrong with the case, or odd about it, at every step.
    found: Memo<Vec<Problem>>,
    /// Whether *Next* was pressed, so that empty fields are told too.
    tried: RwSignal<bool>,
    /// The login that was proposed last; one that somebody typed is left alone.
    proposed: StoredValue<String>,
}

/// The wizard at the step of the address.
#[component]
pub fn OnboardScreen() -> impl IntoView {
    shelf::shelved("Onboard a person", |directory| view! { <Opened directory=directory/> }.into_any())
}

#[component]
fn Opened(directory: Arc<Directory>) -> impl IntoView {
    let (cases, navigation, session) = (Cases::here(), Navigation::here(), Session::here());
    let applying = Applying::here();
    on_cleanup(move || applying.leave());
    let found = RwSignal::new(Found::Loading);
    let asked = Memo::new(move |_| match navigation.route() {
        Route::Onboard { case, .. } => Some(case),
        _ => None,
    });
    Effect::new(move || {
        let (Some(asked), Some(desk)) = (asked.get(), session.desk_untracked()) else { return };
        let instance = desk.client.url().clone();
        match asked {
            None => {
                let case = settings::read().policy.new_case();
                found.set(Found::Open(cases.start(instance, Work::Onboard(Box::new(case)))));
            }
            Some(id) => cases.find(id, |record| record.case().is_some(), found),
        }
    });
    let step = Memo::new(move |before: Option<&OnboardStep>| match navigation.route() {
        Route::Onboard { step, .. } => step,
        _ => before.copied().unwrap_or(OnboardStep::Engagement),
    });
    Effect::new(move |before: Option<OnboardStep>| {
        let now = step.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| page::focus("#step-title"));
        }
        now
    });
    let today = dates::of_seconds(clock::now());
    let tried = RwSignal::new(false);
    let proposed = StoredValue::new(String::new());
    let settings = Arc::new(settings::read());
    move || match found.get() {
        Found::Loading => view! { <PageHead title="Onboard a person"/> }.into_any(),
        Found::Gone => gone(),
        Found::Open(id) => {
            let (directory, settings) = (directory.clone(), settings.clone());
            let rows = {
                let (directory, settings) = (directory.clone(), settings.clone());
                Memo::new(move |_| cases.with(|case| case.rows(&settings.policy, &directory)))
            };
            let found = {
                let (directory, settings) = (directory.clone(), settings.clone());
                let beside = move |case: &Case| {
                    rows.with(|rows| case.problems_beside(rows, &settings.policy, &directory, today))
                };
                Memo::new(move |_| cases.with(&beside))
            };
            let wizard = Wizard { cases, navigation, id, directory, settings, today, rows, found, tried, proposed };
            let fresh = asked.get_untracked() == Some(None);
            let of_draft = wizard.clone();
            Effect::new(move || {
                if matches!(cases.keeping(), Keeping::Kept(_)) {
                    of_draft.name_place();
                }
            });
            view! { {live(move || frame(wizard.clone(), step.get(), fresh))} }.into_any()
        }
    }
}

fn gone() -> AnyView {
    view! {
        <PageHead title="No such case"/>
        <ui::Empty icon=Icon::Search title="This browser does not keep that case">
            <p>"It was started in another browser, for another Matomo, or it was discarded."</p>
            <div class="btn-row"><LinkButton href=Route::onboard().href() kind=ButtonKind::Primary>"Start a new one"</LinkButton></div>
        </ui::Empty>
    }
    .into_any()
}

fn frame(wizard: Wizard, step: OnboardStep, fresh: bool) -> AnyView {
    let number = step.place() + 1;
    let beside =
        view! { <span class="muted">{format!("Step {number} of {}", OnboardStep::ALL.len())}</span> }.into_any();
    let actions =
        view! { <LinkButton href=Route::people().href() kind=ButtonKind::Quiet icon=Icon::X>"Leave"</LinkButton> }
            .into_any();
    let body = match step {
        OnboardStep::Engagement => engagement::step(&wizard),
        OnboardStep::Person => person::step(&wizard),
        OnboardStep::Access => access::step(&wizard),
        OnboardStep::Security => security::step(&wizard),
        OnboardStep::Review => review::step(&wizard),
        OnboardStep::HandOver => hand_over::step(&wizard),
    };
    let stages = {
        let wizard = wizard.clone();
        Signal::derive(move || stages(&wizard, step))
    };
    view! {
        <PageHead title="Onboard a person" beside=beside actions=actions/>
        {fresh.then(|| view! { <Unfinished/> })}
        <div class="wizard">
            <Stepper stages=stages/>
            <div class="wizard__body" tabindex="0" role="region" aria-labelledby="step-title">{body.main}</div>
            <aside class="wizard__aside" aria-label="Summary">{body.aside}</aside>
        </div>
        <div class="footbar">{body.foot}<span class="push muted small" role="status">{keeping(&wizard)}</span></div>
    }
    .into_any()
}

/// A step: its middle, what stands beside it, and its buttons.
pub struct Body {
    main: AnyView,
    aside: AnyView,
    foot: AnyView,
}

impl Wizard {
    fn at(&self, step: OnboardStep) -> Route {
        Route::Onboard { step, case: Some(self.id.clone()) }
    }

    fn href(&self, step: OnboardStep) -> String {
        self.at(step).href()
    }

    /// A new case has no address of its own at its first step. From when it is kept, or left for the next step,
    /// *Back* and a reload lead to it.
    fn name_place(&self) {
        if let Route::Onboard { step, case: None } = untrack(|| self.navigation.route()) {
            page::rename(&self.href(step));
        }
    }

    /// What is wrong with, or odd about, what is filled in at a step. Reactive.
    fn problems(&self, step: Step) -> Vec<Problem> {
        self.said(|problem| problem.field.step() == step)
    }

    /// Those of the problems that are wanted. Reactive.
    fn said(&self, wanted: impl Fn(&Problem) -> bool) -> Vec<Problem> {
        self.found.with(|found| found.iter().filter(|problem| wanted(problem)).cloned().collect())
    }

    /// Goes on from a step if nothing forbids it; else says all that is wrong.
    fn next(&self, from: Step, to: OnboardStep) {
        if untrack(|| self.problems(from)).iter().any(Problem::is_fatal) {
            self.tried.set(true);
            request_animation_frame(|| page::focus("[aria-invalid=true], .banner--danger a"));
        } else {
            self.tried.set(false);
            self.name_place();
            self.navigation.go(&self.at(to));
        }
    }

    /// The way back and the way on, under a step.
    fn foot(&self, back: OnboardStep, next: Callback<()>) -> AnyView {
        view! {
            <LinkButton href=self.href(back) icon=Icon::ArrowLeft>"Back"</LinkButton>
            <Button kind=ButtonKind::Primary on_press=next>"Next"</Button>
        }
        .into_any()
    }

    /// Whether what was begun makes the account, so that it is not one that was there before. Reactive.
    fn makes_account(&self) -> bool {
        let journal = self.cases.record(&self.id).and_then(|record| record.journal);
        let makes = |change: &Change| matches!(change, Change::Invite { .. } | Change::Create { .. });
        journal.is_some_and(|journal| journal.plan().steps.iter().any(|step| makes(&step.change)))
    }

    /// Whether anything was sent to Matomo already: then the case is as it is.
    fn has_begun(&self) -> bool {
        self.cases.record(&self.id).is_some_and(|record| record.has_begun())
    }
}
