//! Last step: carrying it out, what came of it, and the papers.

use super::{
    Body, Wizard, checklist, papers,
    secrets::{self, Bearer},
};
use crate::{
    applying::{Applying, At},
    components::{Banner, ButtonKind, Card, Icon, LinkButton, Tone, live},
    route::{OnboardStep, Route},
    screens::changes::{Telling, interrupted, on_record, progress, results},
};
use ::access::{Change, Journal, Outcome, StepState};
use leptos::prelude::*;
use matomo_api::Login;
use onboarding::{Language, SignIn, checklist::Phase, dates};

pub(super) fn step(wizard: &Wizard) -> Body {
    let applying = Applying::here();
    let (of_main, of_foot) = (wizard.clone(), wizard.clone());
    // Of several people each has their own, until one is chosen for all.
    let case = wizard.cases.case_untracked();
    let language = RwSignal::new((!case.many).then_some(case.language));
    Body {
        main: view! {
            <div class="stack stack-6">
                <h2 id="step-title">"Hand over"</h2>
                {live(move || main(&of_main, applying, language))}
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

fn main(wizard: &Wizard, applying: Applying, language: RwSignal<Option<Language>>) -> AnyView {
    if applying.is_for(&wizard.id) {
        return standing(wizard, applying, language);
    }
    match journal(wizard) {
        Some(journal) => kept(wizard, applying, language, journal),
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
fn kept(wizard: &Wizard, applying: Applying, language: RwSignal<Option<Language>>, journal: Journal) -> AnyView {
    let done = journal.is_finished();
    let results = results(&wizard.directory, &journal, Telling::default());
    let next = done.then(|| after(wizard, applying, language, &journal));
    let id = wizard.id.clone();
    let resume = Callback::new(move |()| applying.resume(id.clone(), journal.clone()));
    view! {
        {(!done).then(|| interrupted(resume))}
        {on_record(wizard.id.clone())}
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

fn standing(wizard: &Wizard, applying: Applying, language: RwSignal<Option<Language>>) -> AnyView {
    let of_results = wizard.directory.clone();
    let steps = move || {
        applying.with(|stand| {
            let equal = outcome(&stand.at).is_some_and(|outcome| outcome.differences.is_empty());
            results(&of_results, &stand.journal, Telling { equal, ..Telling::default() })
        })
    };
    // Nobody is told the password of an account that signs in by a directory.
    let told = !wizard.cases.case_untracked().sign_in.is_directory();
    let lost = move || {
        applying.with(|stand| outcome(&stand.at).filter(|_| told).map(|outcome| lost_passwords(applying, outcome)))
    };
    let of_next = wizard.clone();
    let next =
        move || applying.with(|stand| outcome(&stand.at).map(|_| after(&of_next, applying, language, &stand.journal)));
    view! {
        {progress(&wizard.directory, applying, None)}
        {live(lost)}
        {on_record(wizard.id.clone())}
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

fn made(journal: &Journal, wanted: fn(&Change) -> bool) -> Vec<Login> {
    let steps = journal.plan().steps.iter().zip(journal.steps());
    let done = steps.filter(|(step, state)| wanted(&step.change) && matches!(state, StepState::Done { .. }));
    done.map(|(step, _)| step.change.login().clone()).collect()
}

/// What to do with the person now: secrets first, each apart from the papers.
fn after(wizard: &Wizard, applying: Applying, language: RwSignal<Option<Language>>, journal: &Journal) -> AnyView {
    let Some(mut record) = untrack(|| wizard.cases.record(&wizard.id)) else { return ().into_any() };
    record.journal = Some(journal.clone());
    let case = wizard.cases.case_untracked();
    let people = case.each(&wizard.settings.policy, &wizard.directory);
    let bearer = |login: &Login| {
        let own = people.iter().find(|case| case.login.trim() == login.as_str());
        let whose = if people.len() > 1 { format!(" of {login}") } else { String::new() };
        let theirs = own.map_or(case.language, |case| case.language);
        let language = Signal::derive(move || language.get().unwrap_or(theirs));
        Bearer { name: own.map_or_else(|| login.to_string(), papers::name_of), language, whose }
    };
    let created = made(journal, |change| matches!(change, Change::Create { .. }));
    let first = |login: &Login| Some(secrets::first_password(bearer(login), login, applying.first_password(login)?));
    // Nobody is told the password of an account that signs in by a directory.
    let told = |_: &&Login| !case.sign_in.is_directory();
    let passwords: Vec<AnyView> = created.iter().filter(told).filter_map(first).collect();
    let days = case.invite_days.trim().parse().unwrap_or(7);
    let invited = made(journal, |change| matches!(change, Change::Invite { .. }));
    let chosen = case.sign_in == SignIn::InvitationLink;
    let link = |login: Login| secrets::invite_link(bearer(&login), login, days, chosen);
    let links: Vec<AnyView> = invited.into_iter().map(link).collect();
    let secrets = (!passwords.is_empty() || !links.is_empty()).then(|| {
        // Many that nobody may ever need are one press away.
        let links = match links.len() > 1 && !chosen {
            true => {
                view! { <details class="more"><summary>"Invite links, in case mails are lost"</summary><div class="actions">{links}</div></details> }
                    .into_any()
            }
            false => links.into_any(),
        };
        view! { <Card title="Secrets"><div class="actions">{passwords}{links}</div></Card> }
    });
    let lists =
        [Phase::HandOver, Phase::Afterwards].into_iter().map(|phase| checklist::list(wizard, phase)).collect_view();
    view! {
        {secrets}
        {papers::after(wizard, &record, language)}
        <Card title="To see to"><div class="card__body stack stack-4">{lists}</div></Card>
    }
    .into_any()
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
