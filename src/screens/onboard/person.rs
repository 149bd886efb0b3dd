//! First step: who it is, and how they get in.

use super::{Body, Wizard, field_id, so_far, to_fix};
use crate::components::live;
use crate::{
    components::{Button, ButtonKind, CardChoice, ChoiceCards, Note, SelectField, TextAreaField, TextField},
    route::OnboardStep,
};
use leptos::prelude::*;
use onboarding::{Case, CaseField, Problem, ProblemKind, SignIn, naming};

pub(super) fn step(wizard: &Wizard) -> Body {
    let form = Form::new(wizard);
    let next = {
        let wizard = wizard.clone();
        Callback::new(move |()| {
            let problems = untrack(|| wizard.person_problems());
            wizard.next(OnboardStep::Access, &problems);
        })
    };
    let problems = {
        let wizard = wizard.clone();
        move || wizard.person_problems()
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
            {to_fix(wizard, problems)}
            <div class="stack stack-1">
                <h2 id="step-title">"Person"</h2>
                <p class="soft measure">"Matomo keeps a login and an e-mail address. The full name stays on the papers."</p>
            </div>
            <div class="fields">
                {form.text(CaseField::FullName, "Full name", |case| &mut case.full_name, "", "text")}
                {form.text(CaseField::Email, "E-mail", |case| &mut case.email, "", "email")}
            </div>
            <div class="fields">
                {form.login()}
                {form.text(CaseField::Contact, "Contact", |case| &mut case.contact, "Whom the person can ask. Printed on the sheet.", "area")}
            </div>
            {form.way_in()}
            <details class="more">
                <summary>"For the papers: purpose, reference, end date"</summary>
                <div class="stack stack-5">
                    {form.text(CaseField::Purpose, "In one sentence", |case| &mut case.purpose, "What the access is for.", "text")}
                    <div class="fields">
                        {form.text(CaseField::AskedForBy, "Asked for by", |case| &mut case.asked_for_by, "", "text")}
                        {form.text(CaseField::Reference, "Reference", |case| &mut case.reference, "Ticket, contract or order.", "text")}
                        {form.text(CaseField::Ends, "Access ends", |case| &mut case.ends, "Printed on the sheet. Matomo itself knows no end date.", "date")}
                    </div>
                </div>
            </details>
            // Enter in a field goes on, as the button below does.
            <button class="vh" type="submit" tabindex="-1" aria-hidden="true">"Next"</button>
        </form>
    };
    Body {
        main: main.into_any(),
        aside: so_far(wizard),
        foot: view! { <Button kind=ButtonKind::Primary on_press=next>"Next"</Button> }.into_any(),
    }
}

/// The fields of the step, bound to the case.
struct Form {
    wizard: Wizard,
    problems: Memo<Vec<Problem>>,
    /// Fields that were left once: what is wrong with them may be said.
    left: RwSignal<Vec<CaseField>>,
}

impl Form {
    fn new(wizard: &Wizard) -> Self {
        let asked = wizard.clone();
        Self {
            problems: Memo::new(move |_| asked.person_problems()),
            wizard: wizard.clone(),
            left: RwSignal::new(Vec::new()),
        }
    }

    /// A signal that follows what is typed into one text of the case.
    fn bound(&self, part: fn(&mut Case) -> &mut String) -> RwSignal<String> {
        let cases = self.wizard.cases;
        let value = RwSignal::new(part(&mut cases.case_untracked()).clone());
        Effect::new(move |before: Option<String>| {
            let typed = value.get();
            if before.is_some_and(|before| before != typed) {
                cases.edit(|case| part(case).clone_from(&typed));
            }
            typed
        });
        value
    }

    /// What is said beside a field: at once where the account is somebody's or nothing more can
    /// make it right, else when the field was left or *Next* was pressed.
    fn notes(&self, field: CaseField) -> Signal<Vec<Note>> {
        let (problems, left, tried) = (self.problems, self.left, self.wizard.tried);
        Signal::derive(move || {
            let told = tried.get() || left.with(|left| left.contains(&field));
            let shown = |problem: &&Problem| problem.field == field && (told || is_plain(&problem.what));
            problems.with(|problems| problems.iter().filter(shown).map(note).collect())
        })
    }

    fn leaving(&self, field: CaseField) -> Callback<()> {
        let left = self.left;
        Callback::new(move |()| {
            if left.with_untracked(|left| !left.contains(&field)) {
                left.update(|left| left.push(field));
            }
        })
    }

    fn text(
        &self,
        field: CaseField,
        label: &'static str,
        part: fn(&mut Case) -> &mut String,
        help: &'static str,
        kind: &'static str,
    ) -> AnyView {
        let value = self.bound(part);
        if field == CaseField::FullName || field == CaseField::Email {
            self.propose_login(value);
        }
        let notes = self.notes(field);
        if kind == "area" {
            return view! { <TextAreaField label=label value=value help=help notes=notes optional=true/> }.into_any();
        }
        let optional = !matches!(field, CaseField::FullName | CaseField::Email);
        view! {
            <TextField
                id=field_id(field)
                label=label
                value=value
                help=help
                notes=notes
                kind=kind
                optional=optional
                on_blur=self.leaving(field)
            />
        }
        .into_any()
    }

    /// While nobody has chosen a login, one is proposed from name and address.
    fn propose_login(&self, source: RwSignal<String>) {
        let wizard = self.wizard.clone();
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
        let cases = self.wizard.cases;
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
        let said = self.notes(CaseField::Login);
        let problems = self.problems;
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
                on_blur=self.leaving(CaseField::Login)
            />
        }
        .into_any()
    }

    fn way_in(&self) -> AnyView {
        let cases = self.wizard.cases;
        let directory = self.wizard.directory.clone();
        let days = self.bound(|case| &mut case.invite_days);
        let options = ["3", "7", "14", "30"].map(|d| (d.to_owned(), format!("{d} days"))).to_vec();
        let chosen = Signal::derive(move || Some(usize::from(cases.case().sign_in == SignIn::TemporaryPassword)));
        let choose = Callback::new(move |at: usize| {
            cases.edit(|case| case.sign_in = if at == 1 { SignIn::TemporaryPassword } else { SignIn::InvitationMail });
        });
        let notes = self.notes(CaseField::InviteDays);
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

fn note(problem: &Problem) -> Note {
    if problem.is_fatal() { Note::error(problem.sentence()) } else { Note::warn(problem.sentence()) }
}

/// Whether more typing would not make it right.
fn is_plain(what: &ProblemKind) -> bool {
    use ProblemKind::*;
    matches!(
        what,
        Extends { .. }
            | InviteExpired(_)
            | SuperUser(_)
            | LoginOfAnother(..)
            | TwoPeople { .. }
            | LoginIsAddress(_)
            | AddressIsLogin(_)
            | TooLong(_)
            | DirectionMarks
            | LooksLikeToken
            | BadLogin(matomo_api::BadLogin::BadCharacter(_))
            | BadEmail(matomo_api::BadEmail::BadCharacter(_))
    )
}
