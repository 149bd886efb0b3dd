//! Third step: what will be done, before and after, and the calls. Nothing is sent from here but by
//! the one button.

use super::{Body, Wizard, so_far};
use crate::components::live;
use crate::{
    applying::Applying,
    browser::random,
    components::{self as ui, Banner, Button, ButtonKind, DiffGroup, Icon, LinkButton, Note, TextField, Tone},
    route::OnboardStep,
    screens::marks,
};
use ::access::{AccountState, Change, Directory, Line, Plan, Risk, State, Subject, Weight};
use leptos::prelude::*;
use matomo_api::{Login, methods::AvailableCapability};
use onboarding::{CaseField, Problem, ValidCase, credentials};

pub(super) fn step(wizard: &Wizard) -> Body {
    if untrack(|| wizard.has_begun()) {
        return begun(wizard);
    }
    let case = wizard.cases.case_untracked();
    let planned = case.check(&wizard.directory, wizard.today).map_err(unfinished);
    let planned = planned.and_then(|valid| match valid.plan(&wizard.directory) {
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

fn planned_step(wizard: &Wizard, valid: &ValidCase, plan: Plan) -> Body {
    let applying = Applying::here();
    let lines = plan.lines(&wizard.directory);
    let counts = plan.counts();
    let risks = plan.risks();
    let login = valid.login().clone();
    let typed = risks.iter().any(Risk::needs_typed_confirmation);
    let careful = risks.iter().any(|risk| risk.weight() == Weight::Care);
    let confirm = Confirm::new(&login, typed, careful);
    let words = action(&plan);
    let apply = {
        let (wizard, plan, confirm) = (wizard.clone(), plan.clone(), confirm.clone());
        Callback::new(move |()| {
            if confirm.is_given() {
                applying.start(wizard.id.clone(), plan.clone(), first_passwords(&plan));
                wizard.navigation.go(&wizard.at(OnboardStep::HandOver));
            } else {
                confirm.asked.set(true);
                request_animation_frame(|| crate::browser::page::focus("#confirm, #confirm-read"));
            }
        })
    };
    let main = view! {
        <div class="stack stack-6">
            <div class="stack stack-1">
                {title()}
                <p class="soft measure">{prose(valid, &plan, counts.sites)}</p>
            </div>
            {warnings(valid)}
            <div class="diffs">{groups(&lines, &wizard.directory)}</div>
            {calls(&plan)}
            {notes(&plan)}
            {confirm.view(&risks)}
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
fn action(plan: &Plan) -> &'static str {
    match plan.steps.first().map(|step| &step.change) {
        Some(Change::Invite { .. }) => "Send invite and grant access",
        Some(Change::Create { .. }) => "Create account and grant access",
        _ => "Change access",
    }
}

fn first_passwords(plan: &Plan) -> Vec<(Login, matomo_api::Password)> {
    let created = plan.steps.iter().filter_map(|step| match &step.change {
        Change::Create { login, .. } => Some(login.clone()),
        _ => None,
    });
    created.map(|login| (login, credentials::temporary_password(&mut |bytes| random::fill(bytes)))).collect()
}

/// The plan in a sentence or two.
fn prose(valid: &ValidCase, plan: &Plan, sites: usize) -> String {
    let sites = if sites == 1 { "1 site".to_owned() } else { format!("{sites} sites") };
    let login = valid.login();
    let name = valid.case().full_name.trim();
    let who = if name.is_empty() { login.to_string() } else { format!("{name} ({login})") };
    match plan.steps.first().map(|step| &step.change) {
        Some(Change::Invite { email, days, .. }) => format!(
            "{who} is invited by a mail from Matomo to {email}, to be taken up within {days} days, and gets access to {sites}."
        ),
        Some(Change::Create { .. }) => format!(
            "An account for {who} is made with a first password, and gets access to {sites}. Matomo sends no mail."
        ),
        _ => format!("The access of {who} changes on {sites}. No account is created, nobody is invited."),
    }
}

fn warnings(valid: &ValidCase) -> AnyView {
    let about_access = |p: &&Problem| matches!(p.field, CaseField::Access | CaseField::Login);
    let lines = valid.warnings().iter().filter(about_access).map(|p| view! { <li>{p.sentence()}</li> }).collect_view();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <Banner tone=Tone::Warn title="Worth a second look"><ul>{lines}</ul></Banner> }.into_any()
}

/// Lines by weight, the dangerous first.
fn groups(lines: &[Line], directory: &Directory) -> AnyView {
    let group = |weight: Weight| {
        let of_weight: Vec<&Line> = lines.iter().filter(|line| line.weight == weight).collect();
        if of_weight.is_empty() {
            return None;
        }
        let mut why: Vec<String> = Vec::new();
        for risk in of_weight.iter().flat_map(|line| &line.risks).filter(|risk| risk.weight() == weight) {
            let sentence = risk.sentence();
            if !why.contains(&sentence) {
                why.push(sentence);
            }
        }
        let (tone, symbol, title) = match weight {
            Weight::High => (Tone::Danger, Icon::Error, "Dangerous"),
            Weight::Care => (Tone::Warn, Icon::Warning, "Needs care"),
            Weight::Low => (Tone::Plain, Icon::Person, "Account and access"),
        };
        let rows = of_weight.into_iter().map(|line| row(line, directory)).collect();
        Some(view! { <DiffGroup tone=tone symbol=symbol title=title why=why.join(" ") rows=rows/> })
    };
    [Weight::High, Weight::Care, Weight::Low].into_iter().filter_map(group).collect_view().into_any()
}

fn row(line: &Line, directory: &Directory) -> AnyView {
    let subject = match &line.subject {
        Subject::Account(login) => view! { "Account "<span class="mono wrap-any">{login.to_string()}</span> }.into_any(),
        Subject::Site { id, .. } => {
            view! { <span class="wrap-any">{marks::site_named(directory, *id)}</span>" "<span class="muted nowrap">{format!("id {id}")}</span> }.into_any()
        }
    };
    let nothing = match (&line.subject, &line.before) {
        (Subject::Account(_), State::Account(AccountState::Missing)) => Some("none"),
        (Subject::Site { .. }, State::NoAccess) => Some("No access"),
        _ => None,
    };
    let was = nothing.is_none().then(|| state(&line.before, directory.capabilities()));
    ui::diff_row(subject, was, nothing.unwrap_or_default(), state(&line.after, directory.capabilities()))
}

/// How something is or will be.
pub(super) fn state(state: &State, known: &[AvailableCapability]) -> AnyView {
    match state {
        State::Account(account) => match account {
            AccountState::Missing => "No account".into_any(),
            AccountState::Invited => "Invited".into_any(),
            AccountState::InviteExpired => "Invited, expired".into_any(),
            AccountState::Active => "Active".into_any(),
            AccountState::SuperUser => ui::role_chip(ui::Mark::SuperUser),
        },
        State::NoAccess => "No access".into_any(),
        State::NoSite => "No such site".into_any(),
        State::Grant(grant) => {
            let more = (!grant.capabilities.is_empty()).then(|| format!(" + {}", marks::capabilities(grant, known)));
            view! { {marks::role(grant.role)}<span class="small soft">{more}</span> }.into_any()
        }
    }
}

fn calls(plan: &Plan) -> AnyView {
    let calls = plan.calls();
    let count = if calls.len() == 1 {
        "The exact call".to_owned()
    } else {
        format!("The exact calls, {} in order", calls.len())
    };
    let line = |call: ::access::CallShown| {
        let args = call.args.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("  ");
        view! { <li><code><span class="calls__method">{call.method}</span><span class="calls__args">{args}</span></code></li> }
    };
    view! {
        <details class="calls">
            <summary>{ui::icon(Icon::ChevronRight)}{count}</summary>
            <ol>{calls.into_iter().map(line).collect_view()}</ol>
        </details>
    }
    .into_any()
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

/// The person's word, where something needs care or is dangerous.
#[derive(Clone)]
struct Confirm {
    login: String,
    typed: Option<RwSignal<String>>,
    read: Option<RwSignal<bool>>,
    asked: RwSignal<bool>,
}

impl Confirm {
    fn new(login: &Login, typed: bool, careful: bool) -> Self {
        Self {
            login: login.to_string(),
            typed: typed.then(|| RwSignal::new(String::new())),
            read: (careful && !typed).then(|| RwSignal::new(false)),
            asked: RwSignal::new(false),
        }
    }

    fn is_given(&self) -> bool {
        self.typed.is_none_or(|typed| typed.with_untracked(|text| text.trim() == self.login))
            && self.read.is_none_or(|read| read.get_untracked())
    }

    fn view(&self, risks: &[Risk]) -> AnyView {
        let asked = self.asked;
        if let Some(typed) = self.typed {
            let login = self.login.clone();
            let notes = Signal::derive(move || {
                let right = typed.with(|text| text.trim() == login);
                if asked.get() && !right { vec![Note::error(format!("Type {login} to go on."))] } else { vec![] }
            });
            let label = format!("Type {} to confirm", self.login);
            return view! { <TextField id="confirm" label=label value=typed notes=notes mono=true/> }.into_any();
        }
        let Some(read) = self.read else { return ().into_any() };
        let count = risks.iter().filter(|risk| risk.weight() == Weight::Care).count();
        let words = if count == 1 {
            "I have read what needs care".to_owned()
        } else {
            format!("I have read the {count} things that need care")
        };
        let missing = move || {
            (asked.get() && !read.get()).then(|| view! {
            <p class="field__note field__note--error">{ui::icon(Icon::Error)}<span>"Tick this to go on."</span></p>
        })
        };
        view! {
            <div>
                <label class="check">
                    <input
                        class="tick" type="checkbox" id="confirm-read"
                        aria-invalid=Signal::derive(move || (asked.get() && !read.get()).then_some("true"))
                        prop:checked=read
                        on:change:target=move |event| read.set(event.target().checked())
                    />
                    <span>{words}</span>
                </label>
                <div aria-live="polite">{live(missing)}</div>
            </div>
        }
        .into_any()
    }
}
