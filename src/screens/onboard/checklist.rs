//! What has to be arranged or seen to beside Matomo, ticked with who and when.

use super::Wizard;
use crate::{
    cases::Cases,
    components::{Check, Note, TextField, follow, live},
    session::Session,
};
use leptos::prelude::*;
use onboarding::{
    Tick,
    checklist::{Deployment, Item, Phase, Situation, applying},
    dates, holds_token,
};

/// The items of a phase that apply to the case. Folded, as long as nobody asks: none of them is an obstacle.
pub(super) fn list(wizard: &Wizard, phase: Phase) -> AnyView {
    let Some(desk) = Session::here().desk_untracked() else { return ().into_any() };
    let deployment = Deployment::of(desk.client.url());
    let asked = wizard.clone();
    let items = Memo::new(move |_| {
        let mut situation = asked.cases.with(|case| Situation::of(case, &asked.directory, deployment));
        // An account that this very case has made is a new one still.
        situation.extends &= !asked.makes_account();
        applying(&situation).filter(|item| item.phase == phase).map(|item| item.id).collect::<Vec<_>>()
    });
    let counted = wizard.clone();
    let count = move || {
        items.with(|items| {
            let done = counted.cases.with(|case| items.iter().filter(|id| case.ticks.contains_key(**id)).count());
            format!("{done} of {}", items.len())
        })
    };
    let title = match phase {
        Phase::Before => "Before access is given",
        Phase::HandOver => "When it is handed over",
        Phase::Afterwards => "Afterwards",
    };
    let base = desk.client.url().as_str().to_owned();
    let wizard = wizard.clone();
    let row = move |id: &'static str| {
        let item = onboarding::checklist::ITEMS.iter().find(|item| item.id == id);
        item.map(|item| row(&wizard, item, &base))
    };
    view! {
        <details class="more">
            <summary>{title}" "<span class="muted">{live(count)}</span></summary>
            <ul class="checklist"><For each=move || items.get() key=|id| *id children=row/></ul>
        </details>
    }
    .into_any()
}

fn row(wizard: &Wizard, item: &'static Item, base: &str) -> AnyView {
    let (cases, today) = (wizard.cases, wizard.today);
    let by = wizard.directory.caller().map(ToString::to_string).unwrap_or_default();
    let tick = Memo::new(move |_| cases.with(|case| item.tick(&case.ticks).cloned()));
    let set = move |on: bool| {
        let tick = Tick { by: by.clone(), on: dates::iso(today), ..Tick::default() };
        cases.edit(|case| match on {
            true => _ = case.ticks.insert(item.id.to_owned(), tick),
            false => _ = case.ticks.remove(item.id),
        });
    };
    let link = item.link.map(|query| {
        let href = format!("{base}index.php?{query}");
        view! { " "<a href=href target="_blank" rel="noreferrer">"Open in Matomo"</a> }
    });
    let ticked = Memo::new(move |_| tick.with(Option::is_some));
    let about = move || ticked.get().then(|| said(cases, item));
    view! {
        <li class="checklist__item">
            <Check checked=ticked on_change=Callback::new(set)>{item.sentence}</Check>
            <p class="small soft checklist__why">{item.why}{link}</p>
            {live(about)}
        </li>
    }
    .into_any()
}

/// Who did it, when, and what to know about it.
fn said(cases: Cases, item: &'static Item) -> AnyView {
    let before = cases.case_untracked().ticks.get(item.id).cloned().unwrap_or_default();
    let field = move |label: &'static str, value: String, part: fn(&mut Tick) -> &mut String, kind: &'static str| {
        let value = RwSignal::new(value);
        follow(value, move |typed| {
            cases.edit(|case| {
                if let Some(tick) = case.ticks.get_mut(item.id) {
                    typed.clone_into(part(tick));
                }
            });
        });
        // Drafts are kept in this browser, and papers are printed: no place for a secret.
        let notes = Signal::derive(move || match value.with(|typed| holds_token(typed)) {
            true => vec![Note::error("This looks like a token. Take it out: drafts and papers are no place for it.")],
            false => Vec::new(),
        });
        view! { <TextField label=label value=value kind=kind notes=notes optional=true/> }
    };
    view! {
        <div class="fields checklist__said">
            {field("By", before.by, |tick| &mut tick.by, "text")}
            {field("On", before.on, |tick| &mut tick.on, "date")}
            {field("Note", before.note, |tick| &mut tick.note, "text")}
        </div>
    }
    .into_any()
}
