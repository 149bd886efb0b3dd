//! A plan that somebody else prepared, from a file: looked at again, decided, applied. The file is in memory only.

use super::{
    review::{Offer, to_matrix},
    theirs::theirs,
};
use crate::{
    browser::{clock, file, page},
    cases::Basis,
    components::{self as ui, Banner, Icon, PageHead, Tone, live},
    screens::shelf,
    session::Session,
};
use ::access::{Directory, Subject};
use leptos::{prelude::*, task::spawn_local};
use onboarding::{Language, dates};
use records::{Approval, Day, Looked, PlanFile, TypedWhy, Why};
use std::sync::Arc;
use web_sys::HtmlInputElement;

/// What there is of the file.
#[derive(Clone)]
enum Chosen {
    Nothing,
    Refused(String),
    Open(Arc<PlanFile>),
}

/// What outlives a new reading of the directory.
#[derive(Clone, Copy)]
struct Desk {
    chosen: RwSignal<Chosen>,
    /// What is taken although somebody changed it.
    taken: RwSignal<Vec<Subject>>,
    why: RwSignal<TypedWhy>,
    session: Session,
}

pub fn screen() -> AnyView {
    let desk = Desk {
        chosen: RwSignal::new(Chosen::Nothing),
        taken: RwSignal::new(Vec::new()),
        why: RwSignal::new(TypedWhy::default()),
        session: Session::here(),
    };
    shelf::shelved("Plan from a file", move |directory| {
        let actions = view! { {to_matrix("Back to the matrix")}{desk.choose("Choose a file")} }.into_any();
        view! {
            <PageHead title="Plan from a file" actions=actions/>
            {live(move || {
                page::keep_focus();
                desk.shown(&directory)
            })}
        }
        .into_any()
    })
}

impl Desk {
    fn choose(self, words: &'static str) -> AnyView {
        view! {
            <label class="btn">
                {ui::icon(Icon::Sheet)}{words}
                <input class="vh" type="file" accept=".json,application/json" on:change=move |event| self.open(&event_target(&event))/>
            </label>
        }
        .into_any()
    }

    fn open(self, input: &HtmlInputElement) {
        let Some(chosen) = file::chosen(input) else { return };
        spawn_local(async move {
            let text = file::text(&chosen).await.unwrap_or_default();
            let Some((desk, directory)) = self.session.desk_untracked().zip(self.session.directory_untracked()) else {
                return;
            };
            self.taken.set(Vec::new());
            match PlanFile::read(&text, desk.client.url()) {
                Ok(file) => {
                    self.why.set(TypedWhy::of(&file.why_for(directory.caller())));
                    self.chosen.set(Chosen::Open(Arc::new(file)));
                }
                Err(why) => self.chosen.set(Chosen::Refused(why.to_string())),
            }
        });
    }

    /// Reactive.
    fn shown(self, directory: &Arc<Directory>) -> AnyView {
        let file = match self.chosen.get() {
            Chosen::Open(file) => file,
            Chosen::Nothing => return nothing(None),
            Chosen::Refused(why) => return nothing(Some(why)),
        };
        let looked = file.look(directory);
        let facts = prepared(&file);
        if looked.is_done() {
            return page_of(
                view! {
                    {facts}
                    <Banner tone=Tone::Ok title="Nothing is left to do"><p>"Matomo has all of this already."</p></Banner>
                }
                .into_any(),
            );
        }
        let taken = self.taken.get();
        let plan = looked.taking(&taken, directory);
        let above = view! {
            {facts}
            {done(&looked)}
            {theirs(self.taken, &looked, directory)}
        };
        let why = file.why_for(directory.caller());
        let basis = Basis { why, undoes: file.undoes, undo: file.undoes.is_some(), staged: false };
        let offer = Offer { plan, basis, on_drop: None, above: above.into_any() };
        offer.view_with(self.why, false, directory, ().into_any(), ().into_any())
    }
}

fn page_of(content: AnyView) -> AnyView {
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="The plan">
            <div class="content stack stack-6">{content}</div>
        </div>
    }
    .into_any()
}

/// Before a file is chosen.
fn nothing(refused: Option<String>) -> AnyView {
    let refused =
        refused.map(|why| view! { <Banner tone=Tone::Danger title="Not opened" alert=true><p>{why}</p></Banner> });
    page_of(
        view! {
            {refused}
            <p class="soft measure">"A plan that somebody staged and saved as a file is opened here, compared with what Matomo has now, and applied with your token. The record names both of you."</p>
            <p class="soft measure">"The file is read in this page and kept nowhere. What it says of risks is not believed: they are found anew."</p>
        }
        .into_any(),
    )
}

/// Who prepared it, when, why, and by whose leave. What goes on record stands in the fields below.
fn prepared(file: &PlanFile) -> AnyView {
    let who = file.prepared_by.as_ref().map_or_else(|| "Not known".to_owned(), ToString::to_string);
    let mut rows = vec![
        ("Prepared by", view! { <span class="wrap-any">{who}</span> }.into_any()),
        ("Prepared", clock::date_and_time(file.prepared_at).into_any()),
    ];
    rows.extend(file.undoes.map(|change| ("Takes back", change.to_string().into_any())));
    let Why { reason, ticket, approval, ends, .. } = &file.why;
    let day = |day: Day| dates::long(day.0, Language::En);
    let approval = approval.as_ref().map(|Approval { who, when, reference }| {
        let parts = [who.to_string(), day(Day::of_seconds(*when)), reference.to_string()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let said = [
        ("Reason", reason.to_string()),
        ("Ticket", ticket.to_string()),
        ("Approved by", approval.unwrap_or_default()),
        ("Last day of access", ends.map(day).unwrap_or_default()),
    ];
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    rows.extend(said.map(|(name, text)| (name, view! { <span class="wrap-any">{text}</span> }.into_any())));
    view! {
        {ui::facts(rows)}
        <p class="small soft measure">"The file shows that it is as it was saved, not by whom: ask whoever sent it."</p>
    }
    .into_any()
}

/// How much of it is in place already.
fn done(looked: &Looked) -> Option<AnyView> {
    let words = match looked.done {
        0 => return None,
        1 => "1 change is in place already and is left out.".to_owned(),
        n => format!("{n} changes are in place already and are left out."),
    };
    Some(view! { <p class="soft measure">{words}</p> }.into_any())
}
