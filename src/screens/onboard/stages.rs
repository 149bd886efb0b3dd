//! Where the wizard is: its steps, whether the draft is kept, and what is known so far.

use super::Wizard;
use crate::{
    browser::clock,
    cases::Keeping,
    components::{self as ui, Stage, live},
    route::OnboardStep,
};
use leptos::prelude::*;
use onboarding::{SignIn, Step, dates};

/// The steps over the wizard. Reactive.
pub fn stages(wizard: &Wizard, step: OnboardStep) -> Vec<Stage> {
    let case = wizard.cases.case();
    let wrong = [Step::Engagement, Step::Person, Step::Access]
        .map(|step| wizard.problems(step).iter().filter(|problem| problem.is_fatal()).count());
    let (begun, tried) = (wizard.has_begun(), wizard.tried.get());
    let here = step.place();
    let fix = |count: usize| if count == 1 { "1 thing to fix".to_owned() } else { format!("{count} things to fix") };
    let stage = |s: OnboardStep| {
        let at = s.place();
        let (note, ready) = match s {
            OnboardStep::Engagement => (case.reference.trim().to_owned(), true),
            OnboardStep::Person if case.many => (format!("{} people", case.crowd.len()), true),
            OnboardStep::Person => (case.login.trim().to_owned(), true),
            OnboardStep::Access => {
                let sites = case.access.len();
                let of = format!("{sites} of {} sites", wizard.directory.sites().len());
                (if sites == 0 { String::new() } else { of }, wrong[1] == 0)
            }
            OnboardStep::Security => ("Optional".to_owned(), wrong[1] == 0),
            OnboardStep::Review => (String::new(), wrong.iter().all(|count| *count == 0)),
            OnboardStep::HandOver => (String::new(), begun),
        };
        let wrong_here = wrong.get(at).copied().unwrap_or_default();
        let is_wrong = wrong_here > 0 && ((at == here && tried) || at < here);
        Stage {
            name: s.name().to_owned(),
            note: if is_wrong { fix(wrong_here) } else { note },
            href: (ready && !(begun && s != OnboardStep::HandOver)).then(|| wizard.href(s)),
            current: at == here,
            done: at < here && !is_wrong,
            wrong: is_wrong,
        }
    };
    OnboardStep::ALL.into_iter().map(stage).collect()
}

/// Whether the draft is kept.
pub fn keeping(wizard: &Wizard) -> AnyView {
    let wizard = wizard.clone();
    live(move || match wizard.cases.keeping() {
        Keeping::Nothing => ().into_any(),
        Keeping::Soon => "Saving…".into_any(),
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

/// What is known so far, beside every step before the last.
pub fn so_far(wizard: &Wizard) -> AnyView {
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
        if case.many {
            add("People", &case.crowd.iter().filter(|one| !one.left_out).count().to_string());
        } else {
            add("Person", &case.full_name);
            add("Login", &case.login);
            add("E-mail", &case.email);
        }
        // An account that this very case has made exists in the end, too.
        let existing = case.existing(&wizard.directory).is_some() && !wizard.makes_account();
        let way = match (existing, case.sign_in) {
            (true, _) => "The account exists; access is added".to_owned(),
            (false, way) if way.is_invitation() => format!("{}, {} days", way.name(), case.invite_days.trim()),
            (false, SignIn::TemporaryPassword) => "A first password, handed over".to_owned(),
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
