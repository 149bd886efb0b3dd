//! Last step: carrying it out, what came of it, and the papers.

use super::{Body, Wizard, conflict, results, secrets};
use crate::{
    applying::{Applying, At, Stand},
    components::{
        self as ui, Banner, Button, ButtonKind, Card, CopyButton, Icon, LinkButton, PasswordField, ProgressBar, Tone,
        live,
    },
    route::{OnboardStep, Route, SheetOf},
    screens::words,
    session::Session,
};
use ::access::{Change, Journal, Outcome, Plan, Purpose, StepState};
use leptos::prelude::*;
use matomo_api::{Login, Password};
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
        let wizard = wizard.clone();
        return live(move || applying.stand().map(|stand| standing(&wizard, applying, stand)));
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
        let finished = applying.stand().is_some_and(|stand| matches!(stand.at, At::Finished(_)));
        return finished.then(finished_foot).into_any();
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
    let results = results::list(wizard, journal.plan(), journal.steps(), false);
    let next = done.then(|| next_card(wizard, applying, journal.plan(), journal.steps()));
    let id = wizard.id.clone();
    let resume = Callback::new(move |()| applying.resume(id.clone(), journal.clone()));
    view! {
        {(!done).then(|| view! {
            <Banner tone=Tone::Warn title="This was interrupted" alert=true>
                <p>"The page was closed before everything was done and read back. Resuming looks at Matomo first and sends only what is not there."</p>
                <div class="btn-row"><Button kind=ButtonKind::Primary icon=Icon::Rotate on_press=resume>"Resume"</Button></div>
            </Banner>
        })}
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

fn standing(wizard: &Wizard, applying: Applying, stand: Stand) -> AnyView {
    let Stand { plan, steps, progress, at } = stand;
    let total = progress.total.max(1);
    let words = format!("{} of {} steps done", progress.done, progress.total);
    let beside = match progress.failed {
        0 => purpose(&at).to_owned(),
        1 => "1 failed".to_owned(),
        n => format!("{n} failed"),
    };
    let finished = matches!(&at, At::Finished(_));
    let equal = matches!(&at, At::Finished(outcome) if outcome.differences.is_empty());
    view! {
        <p class="soft measure">{lede(&at)}</p>
        <ProgressBar label="Steps done" words=words beside=beside done=Signal::stored(progress.done) total=Signal::stored(total)/>
        {turn(wizard, applying, &at)}
        {results::list(wizard, &plan, &steps, equal)}
        {finished.then(|| next_card(wizard, applying, &plan, &steps))}
    }
    .into_any()
}

fn purpose(at: &At) -> &'static str {
    match at {
        At::Working(Purpose::Look) => "Looking at Matomo",
        At::Working(Purpose::Write) => "Writing",
        At::Working(Purpose::ReadBack) => "Reading back",
        At::Paused => "Paused",
        _ => "",
    }
}

fn lede(at: &At) -> &'static str {
    match at {
        At::Working(_) => "Each step is noted in this browser before it is sent. Closing the page loses nothing.",
        At::NeedsPassword { .. } => "Matomo wants your own password for the next step.",
        At::Paused => "Nothing is under way.",
        At::Interrupted { .. } => "It stopped on the way. Nothing is sent again by itself.",
        At::Conflict(_) => "Nothing was sent: Matomo is not as it was when this was planned.",
        At::Finished(outcome) if outcome.differences.is_empty() && !any_failed(outcome) => {
            "Everything is in place and was read back from Matomo."
        }
        At::Finished(_) => "Done as far as Matomo let it. What differs is listed below.",
    }
}

fn any_failed(outcome: &Outcome) -> bool {
    outcome.steps.iter().any(|state| matches!(state, StepState::Failed(_)))
}

/// What there is to decide now.
fn turn(wizard: &Wizard, applying: Applying, at: &At) -> AnyView {
    match at {
        At::Working(_) => view! {
            <div class="btn-row"><Button on_press=Callback::new(move |()| applying.pause())>"Pause"</Button></div>
        }
        .into_any(),
        At::Paused => view! {
            <div class="btn-row"><Button kind=ButtonKind::Primary on_press=Callback::new(move |()| applying.go_on())>"Resume"</Button></div>
        }
        .into_any(),
        At::Interrupted { error, looked } => {
            let why = words::why(error);
            let known = if *looked {
                "Matomo was looked at afterwards: the list below says exactly what is done and what is not."
            } else {
                "Matomo could not be asked afterwards, so some steps below are not known."
            };
            view! {
                <Banner tone=Tone::Danger title="Interrupted" alert=true>
                    <p>{why}</p>
                    <p>{known}" Resuming looks again and sends only what is not there."</p>
                    <div class="btn-row">
                        <Button kind=ButtonKind::Primary icon=Icon::Rotate on_press=Callback::new(move |()| applying.go_on())>"Resume"</Button>
                    </div>
                </Banner>
            }
            .into_any()
        }
        At::Conflict(differences) => conflict::view(wizard, applying, differences),
        At::NeedsPassword { wrong } => own_password(applying, *wrong),
        At::Finished(outcome) => finished(wizard, applying, outcome),
    }
}

fn own_password(applying: Applying, wrong: bool) -> AnyView {
    let value = RwSignal::new(String::new());
    let give = Callback::new(move |()| {
        let typed = value.get_untracked();
        if !typed.is_empty() {
            value.set(String::new());
            applying.give_password(Password::new(typed));
        }
    });
    let notes = if wrong {
        vec![ui::Note::error(
            "Matomo says that this password is wrong. It counts towards the lock-out: 20 failures in an hour lock your address.",
        )]
    } else {
        Vec::new()
    };
    view! {
        <form class="stack stack-3" on:submit=move |event| { event.prevent_default(); give.run(()) }>
            <PasswordField label="Your own Matomo password" secret="password" value=value autocomplete="current-password"
                help="Sent with this one step and then forgotten." notes=Signal::stored(notes)/>
            <div class="btn-row"><Button kind=ButtonKind::Primary submit=true>"Go on"</Button></div>
        </form>
    }
    .into_any()
}

fn finished(wizard: &Wizard, applying: Applying, outcome: &Outcome) -> AnyView {
    let differs = (!outcome.differences.is_empty()).then(|| conflict::differing(wizard, &outcome.differences));
    let failed = any_failed(outcome).then(|| {
        view! {
            <div class="btn-row"><Button icon=Icon::Rotate on_press=Callback::new(move |()| applying.retry_failed())>"Retry what failed"</Button></div>
        }
    });
    let lost = outcome.passwords_lost.iter().filter(|login| applying.first_password(login).is_none()).cloned();
    let lost: Vec<_> = lost.map(|login| secrets::lost_password(applying, login)).collect();
    view! { {differs}{failed}{lost} }.into_any()
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
    let invited = case.sign_in == onboarding::SignIn::Invitation;
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
