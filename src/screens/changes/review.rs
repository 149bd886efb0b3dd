//! What will be done, before and after, and the calls. Nothing is sent from here but by the one
//! button.

use super::{Because, Begin, Confirm, Dropped, asking::asking, calls, changes, decide, groups, saving::Saving};
use crate::{
    applying::Applying,
    browser::{clock, page},
    cases::{Basis, Keeping},
    components::{Banner, Button, ButtonKind, Empty, Icon, LinkButton, PageHead, Tone, live},
    route::Route,
    screens::shelf,
    staging::Staging,
};
use ::access::{Directory, Plan, Weight, matrix::Edits};
use leptos::prelude::*;
use records::TypedWhy;
use std::sync::Arc;

/// What is staged on the matrix.
#[component]
pub fn ReviewScreen() -> impl IntoView {
    shelf::shelved("Review", |directory| {
        let staging = Staging::here();
        view! {
            <PageHead title="Review" actions=to_matrix("Back to the matrix")/>
            {live(move || {
                page::keep_focus();
                staged(staging, &directory)
            })}
        }
        .into_any()
    })
}

/// The way back.
pub(super) fn to_matrix(words: &'static str) -> AnyView {
    view! { <LinkButton href=Route::matrix().href() icon=Icon::ArrowLeft>{words}</LinkButton> }.into_any()
}

fn staged(staging: Staging, directory: &Arc<Directory>) -> AnyView {
    if !staging.ready() {
        return ().into_any();
    }
    if staging.with(Edits::is_empty) {
        return view! {
            <Empty icon=Icon::Check title="Nothing is staged">
                <p>"Change roles on the matrix: they wait here until you apply them."</p>
                <div class="btn-row">
                    <LinkButton href=Route::matrix().href() kind=ButtonKind::Primary>"Open the matrix"</LinkButton>
                    <LinkButton href=Route::PlanFile.href() icon=Icon::Sheet>"Open a plan file"</LinkButton>
                </div>
            </Empty>
        }
        .into_any();
    }
    let planned = staging.with(|edits| edits.plan(directory));
    let of_drop = directory.clone();
    let on_drop = Callback::new(move |dropped| {
        staging.change(&of_drop, |edits| match dropped {
            Dropped::Line(subject) => edits.drop_line(&of_drop, &subject),
            Dropped::Person(login) => edits.drop_person(&login),
        });
    });
    let above = view! {
        {decide::conflicts(staging, directory, planned.conflicts)}
        {decide::refused(staging, directory, planned.refused)}
    };
    let basis = Basis { staged: true, ..Basis::default() };
    let offer = Offer { plan: planned.plan, basis, on_drop: Some(on_drop), above: above.into_any() };
    let beside = live(move || match staging.keeping() {
        Keeping::Nothing | Keeping::Soon => ().into_any(),
        Keeping::Kept(at) => format!("Kept in this browser, {}", clock::time_of_day(at)).into_any(),
        Keeping::Failed(why) => {
            view! { <span class="warn">{format!("Not kept: {why}. It is lost when the page closes.")}</span> }
                .into_any()
        }
    });
    offer.view(directory, ().into_any(), beside)
}

/// A plan to agree to.
pub(crate) struct Offer {
    pub(crate) plan: Plan,
    /// What it rests on.
    pub(crate) basis: Basis,
    /// Where lines can be taken out.
    pub(crate) on_drop: Option<Callback<Dropped>>,
    /// What has to be read before it.
    pub(crate) above: AnyView,
}

impl Offer {
    /// The whole page below its head. `other` stands before the button that sends, `beside` at the
    /// end of its line.
    pub(crate) fn view(self, directory: &Arc<Directory>, other: AnyView, beside: AnyView) -> AnyView {
        let typed = match self.basis.staged {
            true => Staging::here().why(),
            false => RwSignal::new(TypedWhy::of(&self.basis.why)),
        };
        self.view_with(typed, true, directory, other, beside)
    }

    /// The same where what is typed outlives the offer, as when lines are taken out of it. Where it cannot be
    /// `saved`, it came out of a file.
    pub(crate) fn view_with(
        self,
        typed: RwSignal<TypedWhy>,
        saved: bool,
        directory: &Arc<Directory>,
        other: AnyView,
        beside: AnyView,
    ) -> AnyView {
        let Offer { plan, basis, on_drop, above } = self;
        let undo = basis.undo;
        let (confirm, begin, applying) = (Confirm::new(&plan), Begin::here(), Applying::here());
        let because = Because::of(typed, &plan, directory, &basis.why);
        let body = if plan.is_empty() {
            view! { {above}<p class="soft measure">"There is nothing that could be applied."</p> }.into_any()
        } else {
            let why = Callback::new(move |()| because.is_right().then(|| because.why()));
            let saving = Saving { why, plan: plan.clone(), undoes: basis.undoes, directory: directory.clone() };
            let (save, not_saved) = if saved { saving.view() } else { (().into_any(), ().into_any()) };
            view! {
                <p class="soft measure">{plan.sentence()}</p>
                {above}
                {of_the_whole(&plan)}
                {groups(&plan, directory, true, on_drop)}
                <div class="stack stack-3">
                    {because.view()}
                    <div class="btn-row">{asking(because, &plan, directory)}{save}</div>
                    {not_saved}
                </div>
                {calls(&plan)}
                {notes(&plan)}
                {confirm.view()}
                // Not of what this page has just begun: it gives way to that.
                {live(move || (applying.is_working() && !begin.has_begun()).then(under_way))}
            }
            .into_any()
        };
        let count = plan.changes();
        let apply = (!plan.is_empty()).then(|| {
            let words = if undo { "Undo" } else { "Apply" };
            let press = Callback::new(move |()| {
                if because.is_enough() && confirm.is_given() {
                    begin.begin(plan.clone(), Basis { why: because.why(), ..basis.clone() });
                }
            });
            let busy = Signal::derive(move || applying.is_working());
            view! { <Button kind=ButtonKind::Primary disabled=busy on_press=press>{format!("{words} {}", changes(count))}</Button> }
        });
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="What will be done">
                <div class="content stack stack-6">{body}</div>
            </div>
            <div class="footbar">{other}{apply}<span class="push muted small" role="status">{beside}</span></div>
        }
        .into_any()
    }
}

/// One work at a time.
fn under_way() -> AnyView {
    view! {
        <Banner tone=Tone::Info title="Other work is being carried out">
            <p>"This can be applied once that has ended."</p>
        </Banner>
    }
    .into_any()
}

/// What is risky about the plan and about none of its lines.
fn of_the_whole(plan: &Plan) -> AnyView {
    let of_a_step = |risk: &::access::Risk| plan.steps.iter().any(|step| step.risks.contains(risk));
    let whole = plan.risks().into_iter().filter(|risk| !of_a_step(risk));
    let banner = |risk: ::access::Risk| {
        let tone = if risk.weight() == Weight::High { Tone::Danger } else { Tone::Warn };
        view! { <Banner tone=tone title=risk.sentence()/> }
    };
    whole.map(banner).collect_view().into_any()
}

fn notes(plan: &Plan) -> AnyView {
    let wiped = plan.wiped().iter().any(|wiped| !wiped.grants.is_empty()).then(|| {
        view! { <li>"The roles that Matomo deletes are kept in this browser, to be given back to those who step down."</li> }
    });
    view! {
        <ul class="stack stack-1 soft small">
            <li>"Before sending, all that this touches is read again: what others changed meanwhile is shown, not overwritten. Afterwards everything is read back."</li>
            {wiped}
        </ul>
    }
    .into_any()
}
