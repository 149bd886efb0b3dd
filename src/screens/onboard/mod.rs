//! The wizard: a person, their access, a look at what will be done, and doing it.

mod access;
mod hand_over;
mod person;
mod review;
mod secrets;

use super::{shelf, unfinished::Unfinished};
use crate::components::live;
use crate::{
    applying::Applying,
    browser::{clock, random},
    cases::{Cases, Found, Keeping, Work},
    components::{self as ui, Banner, ButtonKind, Icon, LinkButton, PageHead, Stage, Stepper, Tone},
    navigation::Navigation,
    route::{CaseId, OnboardStep, Route},
    session::Session,
};
use ::access::{Change, Directory};
use leptos::prelude::*;
use onboarding::{CaseField, Problem, dates};
use std::sync::Arc;
use time::Date;

/// What every step of the wizard needs.
#[derive(Clone)]
pub struct Wizard {
    cases: Cases,
    navigation: Navigation,
    id: CaseId,
    directory: Arc<Directory>,
    today: Date,
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
                let mut bytes = [0; 8];
                random::fill(&mut bytes);
                let id = CaseId::of_random(bytes);
                cases.start(id.clone(), instance, Work::Onboard(Box::default()));
                found.set(Found::Open(id));
            }
            Some(id) => cases.find(id, |record| record.case().is_some(), found),
        }
    });
    let step = Memo::new(move |before: Option<&OnboardStep>| match navigation.route() {
        Route::Onboard { step, .. } => step,
        _ => before.copied().unwrap_or(OnboardStep::Person),
    });
    Effect::new(move |before: Option<OnboardStep>| {
        let now = step.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| crate::browser::page::focus("#step-title"));
        }
        now
    });
    let today = dates::of_seconds(clock::now());
    let tried = RwSignal::new(false);
    let proposed = StoredValue::new(String::new());
    move || match found.get() {
        Found::Loading => view! { <PageHead title="Onboard a person"/> }.into_any(),
        Found::Gone => gone(),
        Found::Open(id) => {
            let wizard = Wizard { cases, navigation, id, directory: directory.clone(), today, tried, proposed };
            let fresh = asked.get_untracked() == Some(None);
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
    let number = OnboardStep::ALL.iter().position(|s| *s == step).unwrap_or_default() + 1;
    let beside =
        view! { <span class="muted">{format!("Step {number} of {}", OnboardStep::ALL.len())}</span> }.into_any();
    let actions =
        view! { <LinkButton href=Route::people().href() kind=ButtonKind::Quiet icon=Icon::X>"Leave"</LinkButton> }
            .into_any();
    let body = match step {
        OnboardStep::Person => person::step(&wizard),
        OnboardStep::Access => access::step(&wizard),
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

    /// What is wrong with, or odd about, the person. Reactive.
    fn person_problems(&self) -> Vec<Problem> {
        self.cases.case().person_problems(&self.directory, self.today)
    }

    /// What is wrong with, or odd about, the access. Reactive.
    fn access_problems(&self) -> Vec<Problem> {
        self.cases.case().access_problems(&self.directory)
    }

    /// Goes to a step if nothing forbids it; else says all that is wrong.
    fn next(&self, step: OnboardStep, problems: &[Problem]) {
        if problems.iter().any(Problem::is_fatal) {
            self.tried.set(true);
            request_animation_frame(|| crate::browser::page::focus("[aria-invalid=true], .banner--danger a"));
        } else {
            self.tried.set(false);
            self.navigation.go(&self.at(step));
        }
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

fn stages(wizard: &Wizard, step: OnboardStep) -> Vec<Stage> {
    let case = wizard.cases.case();
    let person_wrong = wizard.person_problems().iter().filter(|p| p.is_fatal()).count();
    let access_wrong = wizard.access_problems().iter().filter(|p| p.is_fatal()).count();
    let begun = wizard.has_begun();
    let tried = wizard.tried.get();
    let here = OnboardStep::ALL.iter().position(|s| *s == step).unwrap_or_default();
    let fix = |count: usize| if count == 1 { "1 thing to fix".to_owned() } else { format!("{count} things to fix") };
    let stage = |(at, s): (usize, OnboardStep)| {
        let (name, note, ready) = match s {
            OnboardStep::Person => ("Person", case.login.trim().to_owned(), true),
            OnboardStep::Access => {
                let sites = case.access.len();
                let note = if sites == 0 {
                    String::new()
                } else {
                    format!("{sites} of {} sites", wizard.directory.sites().len())
                };
                ("Access", note, person_wrong == 0)
            }
            OnboardStep::Review => ("Review", String::new(), person_wrong == 0 && access_wrong == 0),
            OnboardStep::HandOver => ("Hand over", String::new(), begun),
        };
        let wrong_here = match s {
            OnboardStep::Person => person_wrong,
            OnboardStep::Access => access_wrong,
            _ => 0,
        };
        let wrong = wrong_here > 0 && ((at == here && tried) || at < here);
        Stage {
            name: name.to_owned(),
            note: if wrong { fix(wrong_here) } else { note },
            href: (ready && !(begun && at < 3)).then(|| wizard.href(s)),
            current: at == here,
            done: at < here && !wrong,
            wrong,
        }
    };
    OnboardStep::ALL.into_iter().enumerate().map(stage).collect()
}

fn keeping(wizard: &Wizard) -> AnyView {
    let wizard = wizard.clone();
    live(move || match wizard.cases.keeping() {
        Keeping::Nothing => ().into_any(),
        Keeping::Kept(at) => {
            let what = if wizard.has_begun() { "Every step is noted" } else { "Draft saved" };
            format!("{what} in this browser, {}", clock::time_of_day(at)).into_any()
        }
        Keeping::Failed(why) => {
            view! { <span class="warn">{format!("Not saved: {why}. It is lost when the page closes.")}</span> }
                .into_any()
        }
    })
}

/// The fields of the fatal problems as links, over a step that cannot be left.
fn to_fix(wizard: &Wizard, problems: impl Fn() -> Vec<Problem> + Send + Sync + 'static) -> AnyView {
    let tried = wizard.tried;
    let shown = move || {
        let fatal: Vec<Problem> = problems().into_iter().filter(Problem::is_fatal).collect();
        (tried.get() && !fatal.is_empty()).then(|| {
            let title = match fatal.len() {
                1 => "One thing to fix before you go on".to_owned(),
                n => format!("{n} things to fix before you go on"),
            };
            let line = |problem: &Problem| {
                let target = field_id(problem.field);
                let selector = format!("#{target}");
                let go = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    crate::browser::page::focus(&selector);
                };
                view! { <li><a href=format!("#{target}") on:click=go>{format!("{}: {}", field_name(problem.field), problem.sentence())}</a></li> }
            };
            let lines = fatal.iter().map(line).collect_view();
            view! { <Banner tone=Tone::Danger title=title alert=true><ul>{lines}</ul></Banner> }
        })
    };
    view! { {live(shown)} }.into_any()
}

/// The id of a field's control.
fn field_id(field: CaseField) -> String {
    match field {
        CaseField::FullName => "case-name".to_owned(),
        CaseField::Email => "case-email".to_owned(),
        CaseField::Login => "case-login".to_owned(),
        CaseField::InviteDays => "case-days".to_owned(),
        CaseField::Purpose => "case-purpose".to_owned(),
        CaseField::AskedForBy => "case-asked".to_owned(),
        CaseField::Reference => "case-reference".to_owned(),
        CaseField::Ends => "case-ends".to_owned(),
        CaseField::Contact => "case-contact".to_owned(),
        CaseField::Organisation => "case-organisation".to_owned(),
        CaseField::ApprovedBy => "case-approved-by".to_owned(),
        CaseField::ApprovedOn => "case-approved-on".to_owned(),
        CaseField::Justification => "case-justification".to_owned(),
        CaseField::Data => "case-data".to_owned(),
        CaseField::Regulations => "case-regulations".to_owned(),
        CaseField::Starts => "case-starts".to_owned(),
        CaseField::ReviewOn => "case-review".to_owned(),
        CaseField::Access | CaseField::Site(_) => "case-sites".to_owned(),
        CaseField::Reason(site) => format!("case-reason-{site}"),
    }
}

fn field_name(field: CaseField) -> String {
    match field {
        CaseField::FullName => "Full name".to_owned(),
        CaseField::Email => "E-mail".to_owned(),
        CaseField::Login => "Login".to_owned(),
        CaseField::InviteDays => "Invite valid for".to_owned(),
        CaseField::Purpose => "In one sentence".to_owned(),
        CaseField::AskedForBy => "Asked for by".to_owned(),
        CaseField::Reference => "Reference".to_owned(),
        CaseField::Ends => "Access ends".to_owned(),
        CaseField::Contact => "Contact".to_owned(),
        CaseField::Organisation => "Company".to_owned(),
        CaseField::ApprovedBy => "Approved by".to_owned(),
        CaseField::ApprovedOn => "Approved on".to_owned(),
        CaseField::Justification => "Business reason".to_owned(),
        CaseField::Data => "Data".to_owned(),
        CaseField::Regulations => "Laws and standards".to_owned(),
        CaseField::Starts => "Access starts".to_owned(),
        CaseField::ReviewOn => "Review".to_owned(),
        CaseField::Access => "Access".to_owned(),
        CaseField::Site(site) => format!("Site {site}"),
        CaseField::Reason(site) => format!("Reason for site {site}"),
    }
}

/// What is known so far, beside every step before the last.
fn so_far(wizard: &Wizard) -> AnyView {
    let wizard = wizard.clone();
    let shown = move || {
        let case = wizard.cases.case();
        let text = |text: &str| view! { <span class="wrap-any">{text.trim().to_owned()}</span> }.into_any();
        let mut rows: Vec<(&'static str, AnyView)> = Vec::new();
        let mut add = |name, value: &str| {
            if !value.trim().is_empty() {
                rows.push((name, text(value)));
            }
        };
        add("Purpose", &case.purpose);
        add("Asked for by", &case.asked_for_by);
        add("Reference", &case.reference);
        add("Person", &case.full_name);
        add("Login", &case.login);
        add("E-mail", &case.email);
        // An account that this very case has made exists in the end, too.
        let existing = case.existing(&wizard.directory).is_some() && !wizard.makes_account();
        let way = match (existing, case.sign_in) {
            (true, _) => "The account exists; access is added".to_owned(),
            (false, way) if way.is_invitation() => format!("{}, {} days", way.name(), case.invite_days.trim()),
            (false, onboarding::SignIn::TemporaryPassword) => "A first password, handed over".to_owned(),
            (false, way) => way.name().to_owned(),
        };
        add("Way in", &way);
        if let Some(ends) = dates::parse(&case.ends) {
            add("Ends", &dates::long(ends, case.language));
        }
        let count = |role| case.access.values().filter(|grant| grant.role == role).count();
        use matomo_api::Role;
        rows.push(("Access", ui::tally(count(Role::Admin), count(Role::Write), count(Role::View))));
        ui::stacked_facts(rows)
    };
    view! { <div class="stack stack-4"><h2>"So far"</h2>{live(shown)}</div> }.into_any()
}
