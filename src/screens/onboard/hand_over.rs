//! Last step: carrying it out, what came of it, and the papers.

use super::{Body, Wizard, secrets};
use crate::{
    applying::{Applying, At},
    components::{self as ui, Banner, ButtonKind, Card, CopyButton, Icon, LinkButton, Tone, live},
    route::{OnboardStep, Route, SheetOf},
    screens::changes::{Telling, interrupted, progress, results},
    session::Session,
};
use ::access::{Change, Journal, Outcome, Plan, StepState};
use leptos::prelude::*;
use matomo_api::Login;
use onboarding::{Instance, Sheet, dates, message};

pub(super) fn step(wizard: &Wizard) -> Body {
    let applying = Applying::here();
    let (of_main, of_foot) = (wizard.clone(), wizard.clone());
    Body {
        main: view! {
            <div class="stack stack-6">
                <h2 id="step-title">"Hand over"</h2>
                {live(move || main(&of_main, applying))}
            </div>
        }
        .into_any(),
        aside: aside(wizard),
        foot: live(move || foot(&of_foot, applying)),
    }
}

fn journal(wizard: &Wizard) -> Option<Journal> {
    untrack(|| wizard.cases.record(&wizard.id))?.journal
}

fn main(wizard: &Wizard, applying: Applying) -> AnyView {
    if applying.is_for(&wizard.id) {
        return standing(wizard, applying);
    }
    match journal(wizard) {
        Some(journal) => kept(wizard, applying, journal),
        None => view! {
            <Banner tone=Tone::Info title="Nothing was sent yet"><p>"First comes the review: what will be done, before and after."</p></Banner>
        }
        .into_any(),
    }
}

fn foot(wizard: &Wizard, applying: Applying) -> AnyView {
    if applying.is_for(&wizard.id) {
        return applying.is_finished().then(finished_foot).into_any();
    }
    match journal(wizard) {
        Some(journal) => journal.is_finished().then(finished_foot).into_any(),
        None => {
            let review = wizard.href(OnboardStep::Review);
            view! { <LinkButton href=review kind=ButtonKind::Primary>"Go to the review"</LinkButton> }.into_any()
        }
    }
}

/// Work that an earlier page began.
fn kept(wizard: &Wizard, applying: Applying, journal: Journal) -> AnyView {
    let done = journal.is_finished();
    let results = results(&wizard.directory, &journal, Telling::default());
    let next = done.then(|| next_card(wizard, applying, journal.plan(), journal.steps()));
    let id = wizard.id.clone();
    let resume = Callback::new(move |()| applying.resume(id.clone(), journal.clone()));
    view! {
        {(!done).then(|| interrupted(resume))}
        {results}
        {next}
    }
    .into_any()
}

fn finished_foot() -> AnyView {
    view! {
        <LinkButton href=Route::people().href() kind=ButtonKind::Primary>"Finish"</LinkButton>
        <LinkButton href=Route::onboard().href() icon=Icon::PersonAdd>"Onboard another"</LinkButton>
    }
    .into_any()
}

fn standing(wizard: &Wizard, applying: Applying) -> AnyView {
    let of_results = wizard.directory.clone();
    let steps = move || {
        applying.with(|stand| {
            let equal = outcome(&stand.at).is_some_and(|outcome| outcome.differences.is_empty());
            results(&of_results, &stand.journal, Telling { equal, ..Telling::default() })
        })
    };
    let lost = move || applying.with(|stand| outcome(&stand.at).map(|outcome| lost_passwords(applying, outcome)));
    let of_next = wizard.clone();
    let next = move || {
        applying.with(|stand| {
            outcome(&stand.at).map(|_| next_card(&of_next, applying, stand.journal.plan(), stand.journal.steps()))
        })
    };
    view! {
        {progress(&wizard.directory, applying, None)}
        {live(lost)}
        {live(steps)}
        {live(next)}
    }
    .into_any()
}

fn outcome(at: &At) -> Option<&Outcome> {
    match at {
        At::Finished(outcome) => Some(outcome),
        _ => None,
    }
}

fn lost_passwords(applying: Applying, outcome: &Outcome) -> AnyView {
    let lost = outcome.passwords_lost.iter().filter(|login| applying.first_password(login).is_none()).cloned();
    lost.map(|login| secrets::lost_password(applying, login)).collect_view().into_any()
}

fn made(plan: &Plan, steps: &[StepState], wanted: fn(&Change) -> bool) -> Option<Login> {
    let done = plan
        .steps
        .iter()
        .zip(steps)
        .find(|(step, state)| wanted(&step.change) && matches!(state, StepState::Done { .. }));
    done.map(|(step, _)| step.change.login().clone())
}

/// What to do with the person now.
fn next_card(wizard: &Wizard, applying: Applying, plan: &Plan, steps: &[StepState]) -> AnyView {
    let sheet = Route::Sheet(SheetOf::Case(wizard.id.clone())).href();
    let invited = made(plan, steps, |change| matches!(change, Change::Invite { .. }));
    let created = made(plan, steps, |change| matches!(change, Change::Create { .. }));
    let first = created.and_then(|login| Some(secrets::first_password(applying.first_password(&login)?)));
    let link = invited.map(|login| {
        let days = wizard.cases.case_untracked().invite_days.trim().parse().unwrap_or(7);
        secrets::invite_link(login, days)
    });
    let mail = welcome(wizard);
    view! {
        <Card title="Next">
            <div class="actions">
                {first}
                <div class="action action--pad">
                    {ui::icon(Icon::Sheet)}
                    <div><p class="strong">"Print the onboarding sheet"</p><p>"Where, who, how to sign in, what is open. No secret on it."</p></div>
                    <LinkButton href=sheet kind=ButtonKind::Primary icon=Icon::Print>"Print sheet"</LinkButton>
                </div>
                {mail.map(|mail| view! {
                    <div class="action action--pad">
                        {ui::icon(Icon::Mail)}
                        <div><p class="strong">"Tell the person"</p><p>"A short message, ready to paste into your mail program. No secret in it."</p></div>
                        <CopyButton label="Copy message" done="Message copied" text=Signal::stored(mail) named=true size=ui::ButtonSize::Medium/>
                    </div>
                })}
                {link}
            </div>
        </Card>
    }
    .into_any()
}

fn welcome(wizard: &Wizard) -> Option<String> {
    let desk = Session::here().desk_untracked()?;
    let instance = Instance { url: desk.client.url(), version: desk.connection.version };
    let valid = wizard.cases.case_untracked().check(&wizard.directory, wizard.today).ok()?;
    let sheet = Sheet::of(&valid, &wizard.directory, instance, wizard.today, wizard.directory.caller());
    let message = message::welcome(&sheet);
    Some(format!("{}\n\n{}", message.subject, message.body))
}

/// Dates that come of it.
fn aside(wizard: &Wizard) -> AnyView {
    let case = wizard.cases.case_untracked();
    let mut rows: Vec<(String, &'static str)> = Vec::new();
    let long = |day| dates::long(day, case.language);
    let invited = case.sign_in.is_invitation();
    if let (true, Ok(days)) = (invited, case.invite_days.trim().parse::<u16>()) {
        let ends = dates::add_days(wizard.today, days);
        rows.push((long(ends), "Invite expires"));
        rows.push((long(dates::add_days(ends, 3)), "Matomo deletes the account if the invite was never taken up"));
    }
    if let Some(ends) = dates::parse(&case.ends) {
        rows.push((long(ends), "Access ends: take it away by hand, Matomo does not"));
    }
    if rows.is_empty() {
        return super::so_far(wizard);
    }
    let rows = rows.into_iter().map(|(day, what)| view! { <div><dt>{day}</dt><dd>{what}</dd></div> }).collect_view();
    view! { <div class="stack stack-4"><h2>"Dates to keep"</h2><dl class="dl dl--stack">{rows}</dl></div> }.into_any()
}
