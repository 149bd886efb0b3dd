//! Second step: who it is, and how they get in.

use super::{
    Body, Wizard, crowd,
    form::{Form, field_id, to_fix},
    so_far, way_in,
};
use crate::{
    components::{Button, ButtonSize, Choice, Note, Segmented, TextField, follow, live, note},
    route::OnboardStep,
};
use leptos::prelude::*;
use onboarding::{Case, CaseField, ProblemKind, Step, roster::Newcomer};

pub(super) fn step(wizard: &Wizard) -> Body {
    let form = Fields(Form::new(wizard, Step::Person));
    let cases = wizard.cases;
    let next = {
        let wizard = wizard.clone();
        Callback::new(move |()| wizard.next(Step::Person, OnboardStep::Access))
    };
    let main = view! {
        <form
            class="stack stack-6"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                next.run(());
            }
        >
            {to_fix(wizard, Step::Person)}
            <div class="stack stack-1">
                <h2 id="step-title">"Person"</h2>
                <p class="soft measure">"Matomo keeps a login and an e-mail address. The full name stays on the papers."</p>
            </div>
            {one_or_many(wizard)}
            {live({
                let (form, many) = (form.clone(), Memo::new(move |_| cases.with(|case| case.many)));
                move || if many.get() { crowd::list(&form.0.wizard) } else { form.one() }
            })}
            <div class="fields">
                {form.0.area(CaseField::Contact, "Contact", |case| &mut case.contact, "Whom the person can ask. Printed on the sheet.")}
            </div>
            {way_in::choice(&form.0)}
            // Enter in a field goes on, as the button below does.
            <button class="vh" type="submit" tabindex="-1" aria-hidden="true">"Next"</button>
        </form>
    };
    Body { main: main.into_any(), aside: so_far(wizard), foot: wizard.foot(OnboardStep::Engagement, next) }
}

/// The switch between one person and a list. Either keeps what was typed for it.
fn one_or_many(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let chosen = Signal::derive(move || Some(usize::from(cases.with(|case| case.many))));
    let choose = Callback::new(move |at: usize| {
        cases.edit(|case| {
            case.many = at == 1;
            // Whoever was typed already is the first of the list.
            if case.many && case.crowd.is_empty() && !(case.full_name.is_empty() && case.email.is_empty()) {
                let (full_name, email) = (case.full_name.clone(), case.email.clone());
                case.crowd.push(Newcomer { full_name, email, login: case.login.clone(), ..Newcomer::default() });
            }
        });
    });
    let choices = ["One person", "Many people"].map(Choice::new).to_vec();
    view! { <Segmented legend="How many people" choices=choices chosen=chosen on_choose=choose/> }.into_any()
}

/// The fields of the step.
#[derive(Clone)]
struct Fields(Form);

impl Fields {
    /// The fields of one person.
    fn one(&self) -> AnyView {
        view! {
            <div class="fields">
                {self.source(CaseField::FullName, "Full name", |case| &mut case.full_name, "text")}
                {self.source(CaseField::Email, "E-mail", |case| &mut case.email, "email")}
            </div>
            <div class="fields">
                {self.login()}
                {self.rule()}
            </div>
        }
        .into_any()
    }

    /// A text from which a login is proposed.
    fn source(
        &self,
        field: CaseField,
        label: &'static str,
        part: fn(&mut Case) -> &mut String,
        kind: &'static str,
    ) -> AnyView {
        let value = self.0.wizard.bound(part);
        self.propose_login(value);
        // Without a name the papers greet the login, so that it is asked for like the address.
        view! {
            <TextField id=field_id(field) label=label value=value notes=self.0.notes(field) kind=kind on_blur=self.0.leaving(field)/>
        }
        .into_any()
    }

    /// While nobody has chosen a login, one is proposed from name and address.
    fn propose_login(&self, source: RwSignal<String>) {
        let wizard = self.0.wizard.clone();
        follow(source, move |_| {
            wizard.cases.edit(|case| {
                if case.login.is_empty() || case.login == wizard.proposed.get_value() {
                    let proposed = wizard.settings.policy.preview(case, &wizard.directory).login;
                    case.login = proposed.map(|login| login.to_string()).unwrap_or_default();
                    wizard.proposed.set_value(case.login.clone());
                }
            });
        });
    }

    fn login(&self) -> AnyView {
        let cases = self.0.wizard.cases;
        let value = RwSignal::new(cases.case_untracked().login);
        // The proposal comes in from the case, what is typed goes out to it.
        Effect::new(move || {
            let login = cases.with(|case| case.login.clone());
            if untrack(|| value.get()) != login {
                value.set(login);
            }
        });
        follow(value, move |typed| {
            if cases.case_untracked().login != typed {
                cases.edit(|case| typed.clone_into(&mut case.login));
            }
        });
        let said = self.0.notes(CaseField::Login);
        let problems = self.0.problems;
        let notes = Signal::derive(move || {
            let said = said.get();
            let wrong = problems.with(|problems| {
                problems.iter().any(|p| matches!(p.field, CaseField::Login | CaseField::Email) && p.is_fatal())
            });
            let free = said.is_empty() && !wrong && value.with(|login| !login.trim().is_empty());
            if free && problems.with(|p| !p.iter().any(|p| matches!(p.what, ProblemKind::Extends { .. }))) {
                return vec![Note::ok("Free. Cannot be changed later.")];
            }
            said
        });
        view! {
            <TextField
                id=field_id(CaseField::Login)
                label="Login"
                value=value
                help="2 to 100 characters. Letters, digits and _ . @ + -"
                notes=notes
                mono=true
                on_blur=self.0.leaving(CaseField::Login)
            />
        }
        .into_any()
    }

    /// What the company's rule for logins makes of the person, and a button that takes it.
    fn rule(&self) -> AnyView {
        let wizard = self.0.wizard.clone();
        let cases = wizard.cases;
        let shown = Memo::new(move |_| {
            let case = cases.case();
            let rule = wizard.settings.policy.template(&case)?;
            // An account that exists has its login already.
            let new = case.existing(&wizard.directory).is_none();
            new.then(|| (rule, wizard.settings.policy.preview(&case, &wizard.directory), case.login.trim().to_owned()))
        });
        let view = move || {
            let (rule, preview, typed) = shown.get()?;
            let rule = match rule {
                Ok(rule) => rule.to_string(),
                Err(why) => {
                    let said = format!("The company’s rule for logins cannot be read: {why}.");
                    return Some(note(Note::warn(said)));
                }
            };
            let login = preview.login.map(|login| login.to_string());
            let take = login.clone().filter(|login| *login != typed).map(|login| {
                let label = format!("Use {login}");
                let take = Callback::new(move |()| cases.edit(|case| case.login.clone_from(&login)));
                view! { <Button size=ButtonSize::Small label=label on_press=take>"Use"</Button> }
            });
            let notes = preview.notes.iter().map(|one| note(Note::warn(one.sentence())));
            Some(
                view! {
                    <div class="row">
                        <span class="small soft">"By the company’s rule "<span class="mono">{rule}</span>": "</span>
                        <span class="mono strong">{login.unwrap_or_else(|| "no login yet".to_owned())}</span>
                        {take}
                    </div>
                    {notes.collect_view()}
                }
                .into_any(),
            )
        };
        view! { <div class="stack stack-1" aria-live="polite">{live(view)}</div> }.into_any()
    }
}
