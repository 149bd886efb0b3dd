//! Carrying out what was staged, what came of it, and taking it back.

use super::{
    Dropped, Telling, interrupted, on_record, progress, results,
    review::{Offer, to_matrix},
    title,
};
use crate::{
    applying::{Applying, At},
    browser::page,
    cases::{Basis, Cases, Found, Keeping, Record, Work},
    components::{Banner, Button, ButtonKind, Empty, Icon, LinkButton, PageHead, Tone, live},
    navigation::Navigation,
    route::{CaseId, Route},
    screens::shelf,
    staging::Staging,
};
use ::access::{Difference, Directory, Inverse, Journal, StepState, Subject};
use leptos::prelude::*;
use records::TypedWhy;
use std::sync::Arc;

/// The work that the address names.
#[component]
pub fn ApplyScreen() -> impl IntoView {
    shelf::shelved_once("Apply", |directory| view! { <Opened directory=directory/> }.into_any())
}

#[component]
fn Opened(directory: Arc<Directory>) -> impl IntoView {
    let (cases, navigation) = (Cases::here(), Navigation::here());
    let applying = Applying::here();
    let staging = Staging::here();
    on_cleanup(move || applying.leave());
    let found = RwSignal::new(Found::Loading);
    // The way back that is being looked at, if it is.
    let undoing = RwSignal::new(None::<Inverse>);
    let why = RwSignal::new(TypedWhy::default());
    let asked = Memo::new(move |_| match navigation.route() {
        Route::Apply { case } => Some(case),
        _ => None,
    });
    Effect::new(move || {
        let Some(id) = asked.get() else { return };
        undoing.set(None);
        why.set(TypedWhy::default());
        cases.find(id, |record| matches!(record.work, Work::Changes(_)), found);
    });
    // Nothing secret stands here: what has changed is read at once.
    Effect::new(move || {
        if applying.is_finished() {
            applying.leave();
        }
    });
    let heading = Signal::derive(move || if undoing.with(Option::is_some) { "Undo" } else { "Apply" }.to_owned());
    let shown = move || {
        page::keep_focus();
        let work = match found.get() {
            Found::Loading => return ().into_any(),
            Found::Gone => return gone(),
            Found::Open(id) => Opening { id, applying, cases, staging, undoing, why, directory: directory.clone() },
        };
        match undoing.get() {
            Some(back) => work.undo(back),
            None => work.view(),
        }
    };
    view! { <PageHead title=heading/>{live(shown)} }
}

fn gone() -> AnyView {
    view! {
        <Empty icon=Icon::Search title="This browser does not keep these changes">
            <p>"They were applied in another browser or to another Matomo, they were discarded, or 20 later ones have taken their place."</p>
            <div class="btn-row"><LinkButton href=Route::matrix().href() kind=ButtonKind::Primary>"Open the matrix"</LinkButton></div>
        </Empty>
    }
    .into_any()
}

/// The work, opened.
#[derive(Clone)]
struct Opening {
    id: CaseId,
    applying: Applying,
    cases: Cases,
    staging: Staging,
    undoing: RwSignal<Option<Inverse>>,
    /// Why it is taken back, as it is typed.
    why: RwSignal<TypedWhy>,
    directory: Arc<Directory>,
}

impl Opening {
    fn record(&self) -> Option<Record> {
        untrack(|| self.cases.record(&self.id))
    }

    /// What was kept of the journal, which is what is known until this page carries it on.
    fn journal(&self) -> Option<Journal> {
        self.record()?.journal
    }

    fn view(self) -> AnyView {
        let (main, foot) = (self.clone(), self.clone());
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="How it stands">
                <div class="content stack stack-6">{live(move || main.standing())}</div>
            </div>
            <div class="footbar">
                {live(move || foot.foot())}
                <span class="push muted small" role="status">{live(move || keeping(self.cases))}</span>
            </div>
        }
        .into_any()
    }

    fn standing(&self) -> AnyView {
        let applying = self.applying;
        if !applying.is_for(&self.id) {
            return self.journal().map(|journal| self.kept(journal)).into_any();
        }
        let directory = self.directory.clone();
        let steps = move || {
            applying.with(|stand| {
                let equal = matches!(&stand.at, At::Finished(outcome) if outcome.differences.is_empty());
                let working = matches!(stand.at, At::Working(_));
                results(&directory, &stand.journal, Telling { equal, named: true, working })
            })
        };
        let sentence = untrack(|| applying.with(|stand| stand.journal.plan().sentence()));
        view! {
            <p class="strong measure">{sentence}</p>
            {progress(&self.directory, applying, self.unstage())}
            {on_record(self.id.clone())}
            {live(steps)}
        }
        .into_any()
    }

    /// What is left to others is staged no more.
    fn unstage(&self) -> Option<Callback<Vec<Difference>>> {
        let (staging, directory) = (self.staging, self.directory.clone());
        let staged = matches!(self.record()?.work, Work::Changes(basis) if basis.staged);
        staged.then(|| {
            Callback::new(move |theirs: Vec<Difference>| {
                staging.change(&directory, |edits| {
                    for Difference { login, site, .. } in theirs {
                        match site {
                            Some(id) => edits.drop_line(&directory, &Subject::Site { login, id, name: String::new() }),
                            None => edits.drop_person(&login),
                        }
                    }
                });
            })
        })
    }

    /// Work of an earlier page.
    fn kept(&self, journal: Journal) -> AnyView {
        let results = results(&self.directory, &journal, Telling { named: true, ..Telling::default() });
        let sentence = journal.plan().sentence();
        let above = if journal.is_finished() {
            view! { <p class="soft measure">"This was carried out and read back."</p> }.into_any()
        } else {
            let (id, applying) = (self.id.clone(), self.applying);
            interrupted(Callback::new(move |()| applying.resume(id.clone(), journal.clone())))
        };
        view! { <p class="strong measure">{sentence}</p>{above}{on_record(self.id.clone())}{results} }.into_any()
    }

    /// The journal of work that has ended, in this page or an earlier one. Reactive.
    fn ended(&self) -> Option<Journal> {
        if !self.applying.is_for(&self.id) {
            return self.journal().filter(Journal::is_finished);
        }
        self.applying.with(|stand| matches!(stand.at, At::Finished(_)).then(|| stand.journal.clone())).flatten()
    }

    fn foot(&self) -> AnyView {
        let back = |kind| {
            view! { <LinkButton href=Route::matrix().href() kind=kind icon=Icon::ArrowLeft>"Back to the matrix"</LinkButton> }
        };
        let Some(journal) = self.ended() else { return back(ButtonKind::Plain).into_any() };
        let done = journal.steps().iter().any(|state| matches!(state, StepState::Done { .. }));
        let (undoing, directory) = (self.undoing, self.directory.clone());
        let inverse = move || Some(journal.plan().inverse(&directory));
        let undo = done.then(
            || view! { <Button icon=Icon::Undo on_press=Callback::new(move |()| undoing.set(inverse()))>"Undo"</Button> },
        );
        view! { {back(ButtonKind::Primary)}{undo} }.into_any()
    }

    /// The way back, as a plan like any other.
    fn undo(self, Inverse { plan: back, not_undone }: Inverse) -> AnyView {
        let Some(journal) = untrack(|| self.ended()) else { return to_matrix("Back to the matrix") };
        let plan = journal.plan();
        let lost = not_undone.iter().filter_map(|at| {
            let (step, state) = (plan.steps.get(*at)?, journal.steps().get(*at)?);
            Some(view! { <li>{title(&self.directory, &step.change, state)}</li> })
        });
        let lost = lost.collect_view();
        let above = (!lost.is_empty()).then(|| {
            view! {
                <Banner tone=Tone::Warn title="Not all of it can be taken back">
                    <p>"Matomo offers no way back from this, or none for the site roles that it deleted with it:"</p>
                    <ul>{lost}</ul>
                </Banner>
            }
        });
        let undoing = self.undoing;
        let leave = view! {
            <Button icon=Icon::ArrowLeft on_press=Callback::new(move |()| undoing.set(None))>"Back to the results"</Button>
        };
        let on_drop = Callback::new(move |dropped| {
            undoing.update(|back| {
                if let Some(Inverse { plan, .. }) = back {
                    *plan = match dropped {
                        Dropped::Line(subject) => plan.without(&subject),
                        Dropped::Person(login) => plan.without_person(&login),
                    };
                }
            });
        });
        let undoes = self.record().and_then(|record| record.recorded);
        let basis = Basis { undo: true, undoes, ..Basis::default() };
        let offer = Offer { plan: back, basis, on_drop: Some(on_drop), above: above.into_any() };
        offer.view_with(self.why, true, &self.directory, leave.into_any(), ().into_any())
    }
}

fn keeping(cases: Cases) -> AnyView {
    match cases.keeping() {
        Keeping::Failed(why) => {
            view! { <span class="warn">{format!("Not kept: {why}. If the page closes, it cannot be resumed.")}</span> }
                .into_any()
        }
        Keeping::Nothing | Keeping::Soon | Keeping::Kept(_) => ().into_any(),
    }
}
