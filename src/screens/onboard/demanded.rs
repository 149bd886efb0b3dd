//! What the company demands before anybody is onboarded, and the case does not say.

use super::{
    Wizard,
    form::{field_id, field_name},
};
use crate::{
    browser::{clock, page},
    components::{Banner, Tone},
    route::OnboardStep,
    screens::changes::Saving,
};
use ::access::Plan;
use leptos::prelude::*;
use onboarding::CaseField;
use records::{Missing, why_of_case};

/// What is missing to carry the plan out.
pub(super) fn missing(wizard: &Wizard, plan: &Plan) -> Vec<Missing> {
    let why = why_of_case(&wizard.cases.case_untracked(), clock::now());
    wizard.settings.demands.missing(plan, &why, wizard.directory.caller())
}

/// The same in sentences, with the way to the fields that take it.
pub(super) fn banner(wizard: &Wizard, missing: &[Missing], plan: &Plan) -> AnyView {
    if missing.is_empty() {
        return ().into_any();
    }
    let (save, not_saved) = match missing.iter().any(|missing| matches!(missing, Missing::SecondPerson(_))) {
        true => saving(wizard, plan).view(),
        false => (().into_any(), ().into_any()),
    };
    let lines = missing.iter().map(|missing| {
        let way = field(wizard, missing).map(|field| way(wizard, field));
        view! { <li>{missing.sentence()}" "{way}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <div id="demanded" tabindex="-1">
            <Banner tone=Tone::Warn title="Your company wants more before this is carried out">
                <ul>{lines}</ul>
                <div class="btn-row">{save}</div>
            </Banner>
            {not_saved}
        </div>
    }
    .into_any()
}

/// The plan for a second person, with what the case says.
fn saving(wizard: &Wizard, plan: &Plan) -> Saving {
    let cases = wizard.cases;
    let why = Callback::new(move |()| Some(why_of_case(&cases.case_untracked(), clock::now())));
    Saving { why, plan: plan.clone(), undoes: None, directory: wizard.directory.clone() }
}

/// Where it is typed.
fn field(wizard: &Wizard, missing: &Missing) -> Option<CaseField> {
    let named = !wizard.cases.case_untracked().engagement.approved_by.trim().is_empty();
    match missing {
        Missing::Reason => Some(CaseField::Justification),
        Missing::Ticket => Some(CaseField::Reference),
        Missing::Approval(_) if named => Some(CaseField::Reference),
        Missing::Approval(_) => Some(CaseField::ApprovedBy),
        Missing::SecondPerson(_) => None,
    }
}

fn way(wizard: &Wizard, field: CaseField) -> AnyView {
    let (href, navigation, to) =
        (wizard.href(OnboardStep::Engagement), wizard.navigation, wizard.at(OnboardStep::Engagement));
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        navigation.go(&to);
        let selector = format!("#{}", field_id(field));
        // After the step has taken the focus to its heading.
        request_animation_frame(move || request_animation_frame(move || page::focus(&selector)));
    };
    view! { <a href=href on:click=go>{format!("Go to “{}”", field_name(field))}</a> }.into_any()
}
