//! One entry of the register: what is known, what was done, and what can be done with it.

mod edit;
mod facts;
pub mod form;

use crate::{
    browser::{clock, page},
    components::{
        Button, ButtonKind, Card, Dialog, Empty, Icon, LinkButton, PageHead, SkeletonTable, Toasts, Tone, badge,
        crumbs, live,
    },
    navigation::Navigation,
    register::Register,
    route::{Route, TokensPlace},
    screens::shelf::shelved_once,
    session::Session,
};
use leptos::{prelude::*, task::spawn_local};
use onboarding::{Language, dates};
use records::TokenAction;
use std::sync::Arc;
use tokens::{EntryId, Event, State, list::Line, words};

pub fn screen() -> AnyView {
    shelved_once("Token", |_| {
        let (navigation, register) = (Navigation::here(), Register::here());
        let id = Memo::new(move |before: Option<&Option<EntryId>>| match navigation.route() {
            Route::Tokens(TokensPlace::Token(id)) => Some(id),
            _ => before.cloned().flatten(),
        });
        // Drawn anew for another entry, not whenever this one changes.
        let found = Memo::new(move |_| {
            let there = register.entries()?;
            let id = id.get()?;
            Some((there.iter().any(|(own, _)| *own == id), id))
        });
        live(move || {
            match found.get() {
            None => view! { <PageHead title="Token"/><div class="scroll"><SkeletonTable label="Reading the register"/></div> }
                .into_any(),
            Some((false, _)) => missing(),
            Some((true, id)) => Desk::new(id).draw(),
        }
        })
    })
}

fn missing() -> AnyView {
    view! {
        <PageHead title="No such token"/>
        <Empty icon=Icon::Key title="This browser knows no such token">
            <p>"It may have been forgotten, or it stands in the register of another browser: the register can be exported there and imported here."</p>
            <div class="btn-row"><LinkButton href=Route::tokens().href()>"All tokens"</LinkButton></div>
        </Empty>
    }
    .into_any()
}

/// An entry on the screen.
#[derive(Clone, Copy)]
pub struct Desk {
    id: StoredValue<EntryId>,
    line: Memo<Option<Arc<Line>>>,
    editing: RwSignal<bool>,
    forgetting: RwSignal<bool>,
    register: Register,
}

impl Desk {
    fn new(id: EntryId) -> Self {
        let (register, session) = (Register::here(), Session::here());
        let own = id.clone();
        let line = Memo::new(move |_| {
            let entry = register.entry(&own)?;
            let rank = register.rank(&entry.owner);
            Some(Arc::new(Line::of(own.clone(), entry, rank, register.policy(), session.now().max(clock::now()))))
        });
        let editing = RwSignal::new(register.is_to_edit(&id));
        Self { id: StoredValue::new(id), line, editing, forgetting: RwSignal::new(false), register }
    }

    fn id(self) -> EntryId {
        self.id.get_value()
    }

    fn draw(self) -> AnyView {
        let name = Memo::new(move |_| self.line.with(|line| line.as_ref().map(|line| line.entry.name.clone())));
        let name = Signal::derive(move || name.get().unwrap_or_default());
        let above = view! { {live(move || crumbs(vec![("Tokens".to_owned(), Route::tokens().href())], name.get()))} };
        let beside = view! { {live(move || self.line.get().map(|line| standing(&line)))} };
        let actions = view! {
            {live(move || self.line.get().map(|line| self.ways(&line)))}
            <LinkButton href=Route::Tokens(TokensPlace::Check).href()>"Check it"</LinkButton>
            {live(move || self.line.get().map(|line| self.emergency(&line)))}
            <Button kind=ButtonKind::Danger icon=Icon::Trash on_press=Callback::new(move |()| self.forgetting.set(true))>"Forget"</Button>
        };
        let body = move || {
            page::keep_focus();
            if self.editing.get() { edit::card(self) } else { facts::card(self) }
        };
        view! {
            <PageHead title=name above=above.into_any() beside=beside.into_any() actions=actions.into_any()/>
            <div class="scroll" tabindex="0" role="region" aria-label="Token">
                <div class="content stack stack-6">
                    {live(body)}
                    {self.history()}
                </div>
            </div>
            {self.forget_dialog()}
        }
        .into_any()
    }

    /// Replacing it, or proving that it is dead.
    fn ways(self, line: &Line) -> Option<AnyView> {
        let words = match line.state {
            State::Dead | State::Expired => return None,
            State::Replaced => "Prove it is dead",
            State::Overdue | State::DueSoon | State::Fresh => "Rotate",
        };
        let href = Route::Tokens(TokensPlace::Rotate(vec![self.id()])).href();
        let kind = if line.state.is_due() { ButtonKind::Primary } else { ButtonKind::Plain };
        Some(view! { <LinkButton href=href kind=kind icon=Icon::Rotate>{words}</LinkButton> }.into_any())
    }

    fn emergency(self, line: &Line) -> Option<AnyView> {
        let is_one = line.entry.emergency.is_some();
        let needless = matches!(line.state, State::Dead | State::Expired | State::Replaced);
        if needless && !is_one {
            return None;
        }
        let (words, what) = match is_one {
            true => ("No emergency after all", "The emergency was taken back."),
            false => ("Mark as emergency", "Marked as an emergency: to be replaced at once."),
        };
        let mark = move |()| {
            page::keep_focus();
            let toasts = Toasts::here();
            spawn_local(async move {
                let now = (!is_one).then(clock::now);
                self.register.change(&self.id(), what.to_owned(), |entry| entry.emergency = now).await;
                if !is_one {
                    self.register.record(&self.id(), TokenAction::Emergency, "");
                }
                toasts.say(if is_one { "No longer due at once" } else { "Due at once" });
            });
        };
        // The same button with other words: the keyboard stays on it.
        Some(view! { <Button icon=Icon::Warning label=words on_press=Callback::new(mark)>{words}</Button> }.into_any())
    }

    fn history(self) -> AnyView {
        let events = Memo::new(move |_| {
            self.line.with(|line| line.as_ref().map(|line| line.entry.history.clone()).unwrap_or_default())
        });
        let row = |Event { at, by, what }: Event| {
            let by = by.map_or_else(String::new, |by| format!(", {by}"));
            view! {
                <li class="result">
                    <span></span>
                    <p class="wrap-any">{what}</p>
                    <span class="result__meta">{dates::moment(at, Language::En)}{by}</span>
                </li>
            }
        };
        // The last first: that is what somebody wants to know.
        let list = move || match events.get() {
            events if events.is_empty() => view! { <p class="soft">"Nothing was noted."</p> }.into_any(),
            events => {
                let rows = events.into_iter().rev().map(row).collect_view();
                view! { <ol class="results" reversed aria-label="What was done">{rows}</ol> }.into_any()
            }
        };
        view! {
            <section class="stack stack-3" aria-labelledby="token-history">
                <h2 id="token-history">"What was done"</h2>
                {live(list)}
            </section>
        }
        .into_any()
    }

    fn forget_dialog(self) -> AnyView {
        let forget = move |()| {
            self.forgetting.set(false);
            let (navigation, toasts) = (Navigation::here(), Toasts::here());
            spawn_local(async move {
                let id = self.id();
                navigation.go(&Route::tokens());
                self.register.record(&id, TokenAction::Forgotten, "");
                self.register.forget(&id).await;
                toasts.say("Forgotten here");
            });
        };
        let foot = move || {
            view! {
                <Button kind=ButtonKind::DangerSolid on_press=Callback::new(forget)>"Forget this entry"</Button>
                <Button on_press=Callback::new(move |()| self.forgetting.set(false))>"Keep it"</Button>
            }
            .into_any()
        };
        view! {
            <Dialog open=self.forgetting title="Forget this token?" small=true foot=foot>
                <p>"Only this entry goes, with its history. In Matomo nothing changes: the token works on unless its owner revokes it there, and nobody is reminded of it any more."</p>
            </Dialog>
        }
        .into_any()
    }
}

/// Where it stands, as a badge.
pub fn standing(line: &Line) -> AnyView {
    let (tone, icon) = match line.state {
        State::Overdue => (Tone::Danger, Icon::Error),
        State::DueSoon => (Tone::Warn, Icon::Clock),
        State::Replaced => (Tone::Warn, Icon::Warning),
        State::Fresh => (Tone::Ok, Icon::Ok),
        State::Expired => (Tone::Plain, Icon::Wait),
        State::Dead => (Tone::Plain, Icon::Check),
    };
    badge(tone, Some(icon), words::standing(line))
}

/// A frame for what is known.
fn framed(title: &'static str, head: AnyView, inside: AnyView) -> AnyView {
    view! { <Card title=title head=head><div class="card__body stack stack-5">{inside}</div></Card> }.into_any()
}
