//! First step: what for, who asked, who agreed, until when. All of it may be left out.

use super::{
    Body, Wizard, checklist, finished,
    form::{Form, field_id, to_fix},
    so_far,
};
use crate::{
    components::{Button, ButtonKind, ButtonSize, Choice, Segmented, live, note},
    route::OnboardStep,
};
use leptos::prelude::*;
use onboarding::{
    Case, CaseField, DataClass, Lasting, Regulation, Step, Who, advisor::NeedGroup, checklist::Phase, dates,
};

pub(super) fn step(wizard: &Wizard) -> Body {
    let form = Form::new(wizard, Step::Engagement);
    let next = {
        let wizard = wizard.clone();
        Callback::new(move |()| wizard.next(Step::Engagement, OnboardStep::Person))
    };
    let text = |field, label, part: fn(&mut Case) -> &mut String, help, kind| {
        form.text(field, label, wizard.bound(part), help, kind)
    };
    let main = view! {
        <form class="stack stack-6" novalidate on:submit=move |event| { event.prevent_default(); next.run(()); }>
            {to_fix(wizard, Step::Engagement)}
            <div class="stack stack-1">
                <h2 id="step-title">"Engagement"</h2>
                <p class="soft measure">"What the access is for, and until when. It decides which roles are proposed, and what papers and record say. Whatever you leave out is left out there."</p>
            </div>
            {needs(wizard)}
            {text(CaseField::Purpose, "In one sentence", |case| &mut case.purpose, "Printed on the sheet and in the record.", "text")}
            {who(wizard)}
            <div class="fields">
                {text(CaseField::Organisation, "Company", |case| &mut case.engagement.organisation, "Whom the person works for, if not for you.", "text")}
                {text(CaseField::AskedForBy, "Asked for by", |case| &mut case.asked_for_by, "", "text")}
            </div>
            <div class="fields">
                {text(CaseField::ApprovedBy, "Approved by", |case| &mut case.engagement.approved_by, "Who answers for the data.", "text")}
                {text(CaseField::ApprovedOn, "Approved on", |case| &mut case.engagement.approved_on, "", "date")}
            </div>
            <div class="fields">
                {text(CaseField::Reference, "Reference", |case| &mut case.reference, "Ticket, contract or order.", "text")}
                {text(CaseField::Justification, "Business reason", |case| &mut case.engagement.justification, "", "text")}
            </div>
            {how_long(&form)}
            {data(&form)}
            {checklist::list(wizard, Phase::Before)}
            {finished::list()}
            <button class="vh" type="submit" tabindex="-1" aria-hidden="true">"Next"</button>
        </form>
    };
    Body {
        main: main.into_any(),
        aside: so_far(wizard),
        foot: view! { <Button kind=ButtonKind::Primary on_press=next>"Next"</Button> }.into_any(),
    }
}

/// What the person has to be able to do, by subject.
fn needs(wizard: &Wizard) -> AnyView {
    let group = |group: NeedGroup| {
        let boxes = group.rows().map(|row| {
            wizard.member(row.name, row.need, |case| &case.engagement.needs, |case| &mut case.engagement.needs)
        });
        view! {
            <fieldset class="stack stack-1">
                <legend class="field__label">{group.name()}</legend>
                {boxes.collect_view()}
            </fieldset>
        }
    };
    view! {
        <div class="stack stack-2" role="group" aria-labelledby="needs-title">
            <h3 id="needs-title" class="field__label">"What they have to be able to do"</h3>
            <div class="columns">{NeedGroup::ALL.into_iter().map(group).collect_view()}</div>
        </div>
    }
    .into_any()
}

fn who(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let chosen = Signal::derive(move || cases.with(|case| Who::ALL.iter().position(|who| *who == case.engagement.who)));
    let choose = Callback::new(move |at: usize| {
        cases.edit(|case| case.engagement.who = Who::ALL.get(at).copied().unwrap_or_default());
    });
    let choices = Who::ALL.map(|who| Choice::new(who.name())).to_vec();
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">"Who it is for"</span>
            <Segmented legend="Who it is for" choices=choices chosen=chosen on_choose=choose/>
        </div>
    }
    .into_any()
}

/// First day, last day, and when somebody looks again.
fn how_long(form: &Form) -> AnyView {
    let ends = form.wizard.bound(|case| &mut case.ends);
    let (cases, today) = (form.wizard.cases, form.wizard.today);
    let offer = move |lasting: Lasting| {
        let press = Callback::new(move |()| {
            let starts = dates::parse(&cases.case_untracked().engagement.starts).unwrap_or(today);
            ends.set(dates::iso(lasting.last_day(starts)));
        });
        view! { <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=press>{lasting.to_string()}</Button> }
    };
    let starts = form.wizard.bound(|case| &mut case.engagement.starts);
    let review = form.wizard.bound(|case| &mut case.engagement.review_on);
    view! {
        <fieldset class="stack stack-2">
            <legend class="field__label">"How long"</legend>
            <div class="fields">
                {form.text(CaseField::Starts, "Starts", starts, "", "date")}
                <div class="stack stack-1">
                    {form.text(CaseField::Ends, "Access ends", ends, "Matomo itself ends nothing: it is printed on the sheet and put into the calendar file.", "date")}
                    <div class="row" role="group" aria-label="Ends after">{Lasting::OFFERED.into_iter().map(offer).collect_view()}</div>
                </div>
            </div>
            <div class="fields">
                {form.text(CaseField::ReviewOn, "Review on", review, "When somebody looks again whether it is still needed.", "date")}
            </div>
        </fieldset>
    }
    .into_any()
}

/// What the person will see, and what applies to it.
fn data(form: &Form) -> AnyView {
    let wizard = &form.wizard;
    let class = |class: DataClass| {
        wizard.member(class.name(), class, |case| &case.engagement.data, |case| &mut case.engagement.data)
    };
    let rule = |rule: Regulation| {
        wizard.member(rule.name(), rule, |case| &case.engagement.regulations, |case| &mut case.engagement.regulations)
    };
    let notes = form.notes(CaseField::Data);
    let said = move || notes.get().into_iter().map(note).collect_view();
    let other = wizard.bound(|case| &mut case.engagement.other_regulation);
    view! {
        <div class="columns">
            <fieldset class="stack stack-1" id=field_id(CaseField::Data) tabindex="-1">
                <legend class="field__label">"What is in the reports"</legend>
                {DataClass::ALL.into_iter().map(class).collect_view()}
                <div aria-live="polite">{live(said)}</div>
            </fieldset>
            <fieldset class="stack stack-1">
                <legend class="field__label">"Laws and standards"</legend>
                {Regulation::ALL.into_iter().map(rule).collect_view()}
                {form.text(CaseField::Regulations, "Others", other, "", "text")}
            </fieldset>
        </div>
    }
    .into_any()
}
