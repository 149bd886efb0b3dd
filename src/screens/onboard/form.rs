//! The fields of a step, bound to the case, with what is wrong beside them.

use super::Wizard;
use crate::{
    browser::page,
    components::{Banner, Check, Note, TextAreaField, TextField, Tone, follow, live},
};
use leptos::prelude::*;
use onboarding::{Case, CaseField, Problem, Step};
use std::collections::BTreeSet;

impl Wizard {
    /// A signal whose changes go into one text of the case.
    pub(super) fn bound(&self, part: fn(&mut Case) -> &mut String) -> RwSignal<String> {
        let cases = self.cases;
        let value = RwSignal::new(part(&mut cases.case_untracked()).clone());
        follow(value, move |typed| cases.edit(|case| typed.clone_into(part(case))));
        value
    }

    /// A box that is ticked where the case has something.
    pub(super) fn tick(
        &self,
        label: &'static str,
        is: impl Fn(&Case) -> bool + Send + Sync + 'static,
        set: impl Fn(&mut Case, bool) + Send + Sync + 'static,
    ) -> AnyView {
        let cases = self.cases;
        let checked = Signal::derive(move || cases.with(&is));
        let turn = Callback::new(move |on| cases.edit(|case| set(case, on)));
        view! { <Check checked=checked on_change=turn>{label}</Check> }.into_any()
    }

    /// A box that is ticked where one of the case's lists has the item.
    pub(super) fn member<T: Copy + Ord + Send + Sync + 'static>(
        &self,
        label: &'static str,
        item: T,
        list: fn(&Case) -> &BTreeSet<T>,
        change: fn(&mut Case) -> &mut BTreeSet<T>,
    ) -> AnyView {
        self.tick(
            label,
            move |case| list(case).contains(&item),
            move |case, on| match on {
                true => _ = change(case).insert(item),
                false => _ = change(case).remove(&item),
            },
        )
    }
}

/// The fields of a step.
#[derive(Clone)]
pub struct Form {
    pub wizard: Wizard,
    pub problems: Memo<Vec<Problem>>,
    /// Fields that were left once: what is wrong with them may be said.
    left: RwSignal<Vec<CaseField>>,
    /// Fields that the company's rules do not let stay empty.
    mandatory: StoredValue<Vec<CaseField>>,
}

impl Form {
    pub fn new(wizard: &Wizard, step: Step) -> Self {
        let asked = wizard.clone();
        let empty = Case::default().problems(&wizard.settings.policy, &wizard.directory, wizard.today);
        Self {
            problems: Memo::new(move |_| asked.problems(step)),
            wizard: wizard.clone(),
            left: RwSignal::new(Vec::new()),
            mandatory: StoredValue::new(empty.iter().filter(|p| p.is_fatal()).map(|p| p.field).collect()),
        }
    }

    /// What is said beside a field: at once where the account is somebody's or nothing more can
    /// make it right, else when the field was left or *Next* was pressed.
    pub fn notes(&self, field: CaseField) -> Signal<Vec<Note>> {
        let (problems, left, tried) = (self.problems, self.left, self.wizard.tried);
        Signal::derive(move || {
            let told = tried.get() || left.with(|left| left.contains(&field));
            let shown = |problem: &&Problem| problem.field == field && (told || problem.is_settled());
            problems.with(|problems| problems.iter().filter(shown).map(note).collect())
        })
    }

    pub fn leaving(&self, field: CaseField) -> Callback<()> {
        let left = self.left;
        Callback::new(move |()| {
            if left.try_with_untracked(|left| !left.contains(&field)).unwrap_or_default() {
                left.update(|left| left.push(field));
            }
        })
    }

    /// One line of text, or a `date`.
    pub fn text(
        &self,
        field: CaseField,
        label: &'static str,
        value: RwSignal<String>,
        help: &'static str,
        kind: &'static str,
    ) -> AnyView {
        // A name may be missing, but is what makes papers readable: it is not called optional.
        let optional = !self.is_mandatory(field) && field != CaseField::FullName;
        view! {
            <TextField
                id=field_id(field)
                label=label
                value=value
                help=help
                notes=self.notes(field)
                kind=kind
                optional=optional
                on_blur=self.leaving(field)
            />
        }
        .into_any()
    }

    /// Several lines of text.
    pub fn area(
        &self,
        field: CaseField,
        label: &'static str,
        part: fn(&mut Case) -> &mut String,
        help: &'static str,
    ) -> AnyView {
        let optional = !self.is_mandatory(field);
        view! { <TextAreaField label=label value=self.wizard.bound(part) help=help notes=self.notes(field) optional=optional/> }
            .into_any()
    }

    pub fn is_mandatory(&self, field: CaseField) -> bool {
        self.mandatory.with_value(|all| all.contains(&field))
    }
}

/// What is said of a problem beside its field.
pub fn note(problem: &Problem) -> Note {
    if problem.is_fatal() { Note::error(problem.sentence()) } else { Note::warn(problem.sentence()) }
}

/// The fields of the fatal problems as links, over a step that cannot be left.
pub fn to_fix(wizard: &Wizard, step: Step) -> AnyView {
    let (tried, asked) = (wizard.tried, wizard.clone());
    let shown = move || {
        let fatal: Vec<Problem> = asked.problems(step).into_iter().filter(Problem::is_fatal).collect();
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
                    page::focus(&selector);
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
pub fn field_id(field: CaseField) -> String {
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
        CaseField::People => "case-people".to_owned(),
        CaseField::Row(at, column) => format!("case-row-{at}-{}", column.head()),
        CaseField::Access | CaseField::Site(_) => "case-sites".to_owned(),
        CaseField::Reason(site) => format!("case-reason-{site}"),
    }
}

pub fn field_name(field: CaseField) -> String {
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
        CaseField::People => "List".to_owned(),
        CaseField::Row(at, column) => format!("Row {}, {}", at + 1, column.head()),
        CaseField::Access => "Access".to_owned(),
        CaseField::Site(site) => format!("Site {site}"),
        CaseField::Reason(site) => format!("Reason for site {site}"),
    }
}
