//! Second step: who it is, and how they get in.

use super::{
    Body, Wizard,
    form::{Form, field_id, to_fix},
    so_far,
};
use crate::{
    components::{Button, ButtonKind, CardChoice, ChoiceCards, Icon, LinkButton, Note, SelectField, TextField, live},
    route::OnboardStep,
};
use leptos::prelude::*;
use onboarding::{Case, CaseField, ProblemKind, SignIn, Step, naming};

pub(super) fn step(wizard: &Wizard) -> Body {
    let form = Fields(Form::new(wizard, Step::Person));
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
            <div class="fields">
                {form.source(CaseField::FullName, "Full name", |case| &mut case.full_name, "text")}
                {form.source(CaseField::Email, "E-mail", |case| &mut case.email, "email")}
            </div>
            <div class="fields">
                {form.login()}
                {form.0.area(CaseField::Contact, "Contact", |case| &mut case.contact, "Whom the person can ask. Printed on the sheet.")}
            </div>
            {form.way_in()}
            // Enter in a field goes on, as the button below does.
            <button class="vh" type="submit" tabindex="-1" aria-hidden="true">"Next"</button>
        </form>
    };
    Body {
        main: main.into_any(),
        aside: so_far(wizard),
        foot: view! {
            <LinkButton href=wizard.href(OnboardStep::Engagement) icon=Icon::ArrowLeft>"Back"</LinkButton>
            <Button kind=ButtonKind::Primary on_press=next>"Next"</Button>
        }
        .into_any(),
    }
}

/// The fields of the step.
struct Fields(Form);

impl Fields {
    /// A text from which a login is proposed.
    fn source(
        &self,
        field: CaseField,
        label: &'static str,
        part: fn(&mut Case) -> &mut String,
        kind: &'static str,
    ) -> AnyView {
        let value = self.0.bound(part);
        self.propose_login(value);
        self.0.text(field, label, value, "", kind)
    }

    /// While nobody has chosen a login, one is proposed from name and address.
    fn propose_login(&self, source: RwSignal<String>) {
        let wizard = self.0.wizard.clone();
        Effect::new(move |before: Option<String>| {
            let typed = source.get();
            if before.is_some_and(|before| before != typed) {
                wizard.cases.edit(|case| {
                    if case.login.is_empty() || case.login == wizard.proposed.get_value() {
                        let proposed = naming::propose(&case.full_name, &case.email, &wizard.directory);
                        case.login = proposed.map(|login| login.to_string()).unwrap_or_default();
                        wizard.proposed.set_value(case.login.clone());
                    }
                });
            }
            typed
        });
    }

    fn login(&self) -> AnyView {
        let cases = self.0.wizard.cases;
        let value = RwSignal::new(cases.case_untracked().login);
        // The proposal comes in from the case, what is typed goes out to it.
        Effect::new(move || {
            let login = cases.case().login;
            if untrack(|| value.get()) != login {
                value.set(login);
            }
        });
        Effect::new(move |before: Option<String>| {
            let typed = value.get();
            if before.is_some() && cases.case_untracked().login != typed {
                cases.edit(|case| case.login.clone_from(&typed));
            }
            typed
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

    fn way_in(&self) -> AnyView {
        let cases = self.0.wizard.cases;
        let directory = self.0.wizard.directory.clone();
        let days = self.0.bound(|case| &mut case.invite_days);
        let options = ["3", "7", "14", "30"].map(|d| (d.to_owned(), format!("{d} days"))).to_vec();
        let chosen = Signal::derive(move || Some(usize::from(cases.case().sign_in == SignIn::TemporaryPassword)));
        let choose = Callback::new(move |at: usize| {
            cases.edit(|case| case.sign_in = if at == 1 { SignIn::TemporaryPassword } else { SignIn::InvitationMail });
        });
        let notes = self.0.notes(CaseField::InviteDays);
        let shown = move || {
            if cases.case().existing(&directory).is_some() {
                return view! { <p class="soft measure">"The account exists: nothing is created and nobody is invited. Only the access is changed."</p> }.into_any();
            }
            let choices = vec![
                CardChoice {
                    title: "Invite by e-mail".to_owned(),
                    text: "Matomo sends a link; the person sets the password. You never see it. A link to hand over can be made afterwards.".to_owned(),
                    advice: Some("Recommended".to_owned()),
                },
                CardChoice {
                    title: "Set a first password".to_owned(),
                    text: "Lanyard makes one and shows it once. Matomo sends no mail. For servers that cannot send any, and for service accounts.".to_owned(),
                    advice: None,
                },
            ];
            let invitation = move || chosen.get() == Some(0);
            let options = options.clone();
            view! {
                <ChoiceCards legend="Way in" choices=choices chosen=chosen on_choose=choose/>
                {live(move || invitation().then(|| view! {
                    <div class="fields">
                        <SelectField label="Invite valid for" options=options.clone() value=days notes=notes
                            help="Matomo deletes the account 3 days after the invite has ended, if it was never taken up."/>
                    </div>
                }))}
            }
            .into_any()
        };
        view! { <div class="stack stack-5">{live(shown)}</div> }.into_any()
    }
}
