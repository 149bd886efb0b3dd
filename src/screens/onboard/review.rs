//! Fifth step: what will be done, before and after, and the calls. Nothing is sent from here but by
//! the one button.

use super::{Body, Wizard, demanded, form::field_name, papers, so_far};
use crate::{
    applying::Applying,
    browser::{page, random},
    components::{Banner, Button, ButtonKind, Icon, LinkButton, Tone},
    route::OnboardStep,
    screens::changes::{Confirm, calls, groups},
};
use ::access::{Change, Plan};
use leptos::prelude::*;
use matomo_api::Login;
use onboarding::{CaseField, Problem, ValidCase, credentials, roster::Column};

pub(super) fn step(wizard: &Wizard) -> Body {
    if untrack(|| wizard.has_begun()) {
        return begun(wizard);
    }
    let case = wizard.cases.case_untracked();
    let planned = case.check_all(&wizard.settings.policy, &wizard.directory, wizard.today).map_err(unfinished);
    let planned = planned.and_then(|valid| match ValidCase::plan_all(&valid, &wizard.directory) {
        Ok(plan) => Ok((valid, plan)),
        Err(refusal) => Err(refusal.to_string()),
    });
    match planned {
        Ok((_, plan)) if plan.is_empty() => nothing(wizard),
        Ok((valid, plan)) => planned_step(wizard, &valid, plan),
        Err(why) => impossible(wizard, why),
    }
}

fn unfinished(problems: Vec<Problem>) -> String {
    let first = problems.iter().find(|problem| problem.is_fatal());
    first.map_or_else(|| "Something is missing.".to_owned(), Problem::sentence)
}

fn title() -> AnyView {
    view! { <h2 id="step-title">"Review"</h2> }.into_any()
}

fn impossible(wizard: &Wizard, why: String) -> Body {
    let main = view! {
        <div class="stack stack-6">
            {title()}
            <Banner tone=Tone::Danger title="This cannot be carried out yet" alert=true><p>{why}</p></Banner>
        </div>
    };
    Body { main: main.into_any(), aside: so_far(wizard), foot: back(wizard) }
}

fn nothing(wizard: &Wizard) -> Body {
    let main = view! {
        <div class="stack stack-6">
            {title()}
            <Banner tone=Tone::Ok title="Nothing has to change"><p>"Matomo has all of this already."</p></Banner>
        </div>
    };
    Body { main: main.into_any(), aside: so_far(wizard), foot: back(wizard) }
}

fn begun(wizard: &Wizard) -> Body {
    let main = view! {
        <div class="stack stack-6">
            {title()}
            <Banner tone=Tone::Info title="This was begun already"><p>"What was sent and what came of it is on the next page."</p></Banner>
        </div>
    };
    let foot = view! { <LinkButton href=wizard.href(OnboardStep::HandOver) kind=ButtonKind::Primary>"Show how it stands"</LinkButton> };
    Body { main: main.into_any(), aside: so_far(wizard), foot: foot.into_any() }
}

fn back(wizard: &Wizard) -> AnyView {
    view! { <LinkButton href=wizard.href(OnboardStep::Access) icon=Icon::ArrowLeft>"Back"</LinkButton> }.into_any()
}

fn planned_step(wizard: &Wizard, valid: &[ValidCase], plan: Plan) -> Body {
    let applying = Applying::here();
    let confirm = Confirm::new(&plan);
    let words = action(&plan);
    let missing = demanded::missing(wizard, &plan);
    let refused = !missing.is_empty();
    let apply = {
        let (wizard, plan, confirm) = (wizard.clone(), plan.clone(), confirm.clone());
        Callback::new(move |()| {
            if refused {
                return page::focus("#demanded a, #demanded");
            }
            if confirm.is_given() {
                // The logins that were proposed are now those of the accounts.
                wizard.cases.edit(|case| case.settle(&wizard.settings.policy, &wizard.directory));
                applying.start(wizard.id.clone(), plan.clone(), first_passwords(&plan));
                wizard.navigation.go(&wizard.at(OnboardStep::HandOver));
            }
        })
    };
    let main = view! {
        <div class="stack stack-6">
            <div class="stack stack-1">
                {title()}
                <p class="soft measure">{prose(valid, &plan, plan.counts().sites)}</p>
            </div>
            {warnings(wizard)}
            {demanded::banner(wizard, &missing, &plan)}
            {groups(&plan, &wizard.directory, false, None)}
            {papers::before(wizard)}
            {calls(&plan)}
            {notes(&plan)}
            {confirm.view()}
        </div>
    };
    Body {
        main: main.into_any(),
        aside: so_far(wizard),
        foot: view! {
            {back(wizard)}
            <Button kind=ButtonKind::Primary on_press=apply>{words}</Button>
        }
        .into_any(),
    }
}

/// What the one button does, in its words.
fn action(plan: &Plan) -> String {
    match made(plan) {
        (0, 0) => "Change access".to_owned(),
        (1, 0) => "Send invite and grant access".to_owned(),
        (0, 1) => "Create account and grant access".to_owned(),
        (invites, 0) => format!("Send {invites} invites and grant access"),
        (_, accounts) => format!("Create {accounts} accounts and grant access"),
    }
}

/// How many are invited, and how many accounts are made with a password.
fn made(plan: &Plan) -> (usize, usize) {
    let count = |wanted: fn(&Change) -> bool| plan.steps.iter().filter(|step| wanted(&step.change)).count();
    (count(|c| matches!(c, Change::Invite { .. })), count(|c| matches!(c, Change::Create { .. })))
}

fn first_passwords(plan: &Plan) -> Vec<(Login, matomo_api::Password)> {
    let created = plan.steps.iter().filter_map(|step| match &step.change {
        Change::Create { login, .. } => Some(login.clone()),
        _ => None,
    });
    created.map(|login| (login, credentials::temporary_password(&mut |bytes| random::fill(bytes)))).collect()
}

/// The plan in a sentence or two.
fn prose(valid: &[ValidCase], plan: &Plan, sites: usize) -> String {
    let sites = if sites == 1 { "1 site".to_owned() } else { format!("{sites} sites") };
    let [valid] = valid else { return prose_of_many(valid, plan, &sites) };
    let login = valid.login();
    let name = valid.case().full_name.trim();
    let directory = valid.case().sign_in.is_directory();
    let password = if directory { "random password that nobody is told" } else { "first password" };
    let who = if name.is_empty() { login.to_string() } else { format!("{name} ({login})") };
    match plan.steps.first().map(|step| &step.change) {
        Some(Change::Invite { email, days, .. }) => format!(
            "{who} is invited by a mail from Matomo to {email}, to be taken up within {days} days, and gets access to {sites}."
        ),
        Some(Change::Create { .. }) => {
            format!("An account for {who} is made with a {password}, and gets access to {sites}. Matomo sends no mail.")
        }
        _ => format!("The access of {who} changes on {sites}. No account is created, nobody is invited."),
    }
}

fn prose_of_many(valid: &[ValidCase], plan: &Plan, sites: &str) -> String {
    let mut parts = vec![format!("{} people get access to {sites}.", valid.len())];
    let new = match made(plan) {
        (0, 0) => None,
        (invites, 0) => Some(format!("{invites} are invited by a mail from Matomo.")),
        (_, accounts) => Some(format!("{accounts} accounts are made; Matomo sends no mail.")),
    };
    parts.extend(new);
    let there: Vec<&str> = valid.iter().filter(|one| one.extends()).map(|one| one.login().as_str()).collect();
    if !there.is_empty() {
        parts.push(format!("There already, so only the access changes: {}.", there.join(", ")));
    }
    parts.join(" ")
}

fn warnings(wizard: &Wizard) -> AnyView {
    let case = wizard.cases.case_untracked();
    let problems = case.problems(&wizard.settings.policy, &wizard.directory, wizard.today);
    let lines = problems.iter().filter_map(|problem| match problem.field {
        CaseField::Access | CaseField::Login => Some(problem.sentence()),
        CaseField::Row(_, Column::Login) => Some(format!("{}: {}", field_name(problem.field), problem.sentence())),
        _ => None,
    });
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <Banner tone=Tone::Warn title="Worth a second look"><ul>{lines}</ul></Banner> }.into_any()
}

/// What Matomo cannot do for anybody, where it matters here.
fn notes(plan: &Plan) -> AnyView {
    let invites = plan.steps.iter().any(|step| matches!(step.change, Change::Invite { .. }));
    let invite = "Matomo says “ok” even if its mail could not be sent: ask the person whether it came. A link to hand over can be made afterwards.";
    let more = "Matomo knows no end date for access, and sites that are added later are not included.";
    view! {
        <ul class="stack stack-1 soft small">
            {invites.then(|| view! { <li>{invite}</li> })}
            <li>{more}</li>
        </ul>
    }
    .into_any()
}
