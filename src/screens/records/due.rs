//! What somebody has to see to, and when: one list of everything, by day.

mod decide;
mod items;

use self::{
    decide::Deciding,
    items::{Action, Item, Kind, To, items, work},
};
use super::{not_kept, scripts::scripts};
use crate::{
    books::Books,
    browser::{clock, download, page},
    components::{
        Button, ButtonKind, ButtonSize, Chip, Chips, Empty, Icon, LinkButton, PageHead, SkeletonTable, Toasts, icon,
        live,
    },
    register::Register,
    route::{RecordsPlace, Route},
    screens::{
        changes,
        shelf::{self, shelved},
    },
    session::Session,
    staging::Staging,
};
use access::Directory;
use leptos::{prelude::*, task::spawn_local};
use onboarding::{Language, ics};
use records::{Day, DueKind, Hash, Ledger, Revert};
use std::{collections::BTreeSet, sync::Arc};

/// What is close.
const SOON: u16 = 7;

/// When something is to be seen to.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Over,
    Soon,
    Later,
    Begun,
}

impl When {
    const ALL: [When; 4] = [When::Over, When::Soon, When::Later, When::Begun];

    fn of(item: &Item, today: Day) -> Self {
        match item.day {
            None => When::Begun,
            Some(day) if day <= today => When::Over,
            Some(day) if day <= today.plus(SOON) => When::Soon,
            Some(_) => When::Later,
        }
    }

    fn title(self) -> &'static str {
        match self {
            When::Over => "Overdue",
            When::Soon => "This week",
            When::Later => "Later",
            When::Begun => "Begun and not finished",
        }
    }
}

/// The screen.
#[derive(Clone, Copy)]
struct Desk {
    books: Books,
    session: Session,
    items: Memo<Option<Arc<Vec<Item>>>>,
    kind: RwSignal<Option<Kind>>,
    deciding: Deciding,
}

pub fn screen() -> AnyView {
    let (kind, deciding) = (RwSignal::new(None), Deciding::new());
    shelved("Due", move |directory| {
        let desk = Desk::new(directory.clone(), kind, deciding);
        view! {
            <PageHead title="Due" beside=shelf::freshness("People and roles".to_owned()) actions=desk.actions()/>
            {live(move || not_kept(desk.books))}
            {live(move || desk.body())}
            {deciding.draw(directory)}
        }
        .into_any()
    })
}

impl Desk {
    fn new(directory: Arc<Directory>, kind: RwSignal<Option<Kind>>, deciding: Deciding) -> Self {
        let (books, session) = (Books::here(), Session::here());
        let (register, staging) = (Register::here(), Staging::here());
        register.follow_settings();
        let begun = RwSignal::new(Vec::<Item>::new());
        Effect::new(move || {
            // Whatever is written down may be the end of some work.
            _ = books.ledger();
            let Some(desk) = session.desk() else { return };
            spawn_local(async move { begun.set(work(desk.client.url()).await) });
        });
        let items = Memo::new(move |_| {
            let (ledger, entries) = (books.ledger()?, register.entries()?);
            let mut all = items(&books.due(), &ledger, &directory);
            all.extend(entries.iter().filter_map(|(id, entry)| Item::of_token(id, entry, register)));
            let staged = if staging.ready() { staging.with(access::matrix::Edits::len) } else { 0 };
            all.extend(begun.get());
            all.extend(Item::of_staged(staged));
            all.sort_by_key(|item| item.day);
            Some(Arc::new(all))
        });
        Self { books, session, items, kind, deciding }
    }

    fn today(self) -> Day {
        Day::of_seconds(self.session.now().max(clock::now()))
    }

    fn actions(self) -> AnyView {
        let over = Memo::new(move |_| self.books.standing().ended);
        let all = move || {
            let words = match over.get() {
                0 => return None,
                1 => "Take 1 grant back".to_owned(),
                n => format!("Take {n} grants back"),
            };
            let href = Route::Records(RecordsPlace::Back { entries: Vec::new(), ended: None }).href();
            Some(view! { <LinkButton href=href kind=ButtonKind::Primary icon=Icon::Undo>{words}</LinkButton> })
        };
        let calendar = Callback::new(move |()| self.calendar());
        view! {
            <Button icon=Icon::Clock on_press=calendar>"Calendar file"</Button>
            {live(all)}
        }
        .into_any()
    }

    fn body(self) -> AnyView {
        let Some(items) = self.items.get() else {
            return view! { <div class="scroll"><SkeletonTable label="Reading what is due"/></div> }.into_any();
        };
        if items.is_empty() {
            return nothing();
        }
        let counted = items.clone();
        let chips = move |kind: Option<Kind>, words: &'static str| {
            let count = counted.iter().filter(|item| kind.is_none_or(|kind| item.kind == kind)).count();
            let pressed = Signal::derive(move || self.kind.get() == kind);
            let press = Callback::new(move |()| self.kind.set(kind));
            (count > 0).then(|| {
                view! { <Chip label=words pressed=pressed count=Signal::stored(count) on_press=press/> }
            })
        };
        let own = Kind::ALL.into_iter().map(|kind| chips(Some(kind), kind.words())).collect_view();
        view! {
            <div class="toolbar"><Chips>{chips(None, "All")}{own}</Chips></div>
            <div class="scroll" tabindex="0" role="region" aria-label="Due">
                <div class="content stack stack-6">
                    {live(move || self.groups(&items))}
                    {live(move || scripts(self.reverts()))}
                </div>
            </div>
        }
        .into_any()
    }

    fn groups(self, items: &Arc<Vec<Item>>) -> AnyView {
        page::keep_focus();
        let (kind, today) = (self.kind.get(), self.today());
        let group = |when: When| {
            let fits = |item: &&Item| kind.is_none_or(|kind| item.kind == kind) && When::of(item, today) == when;
            let own: Vec<Item> = items.iter().filter(fits).cloned().collect();
            (!own.is_empty()).then(|| group(when, own, self.deciding))
        };
        let groups: Vec<_> = When::ALL.into_iter().filter_map(group).collect();
        if groups.is_empty() {
            let all = Callback::new(move |()| self.kind.set(None));
            return view! {
                <Empty icon=Icon::Filter title="Nothing of this kind is due">
                    <div class="btn-row"><Button on_press=all>"Show everything"</Button></div>
                </Empty>
            }
            .into_any();
        }
        groups.collect_view().into_any()
    }

    /// The scripts for grants that have an end and are still there.
    fn reverts(self) -> Vec<Revert> {
        let (due, Some(ledger)) = (self.books.due(), self.books.ledger()) else { return Vec::new() };
        let entries: BTreeSet<Hash> = due
            .iter()
            .filter_map(|one| match &one.kind {
                DueKind::End { entry, .. } => Some(*entry),
                DueKind::Review { .. } | DueKind::Invitation { .. } => None,
            })
            .collect();
        let of = |ledger: &Ledger, hash: &Hash| ledger.get(*hash).and_then(Revert::of);
        entries.iter().filter_map(|hash| of(&ledger, hash)).collect()
    }

    /// A day for each; what is over stands on today.
    fn calendar(self) {
        let items = untrack(|| self.items.get()).unwrap_or_default();
        let (now, today) = (clock::now(), untrack(|| self.today()));
        let instance = self.session.desk_untracked().map(|desk| desk.client.url().shown().to_owned());
        let instance = instance.unwrap_or_default();
        let host: String =
            instance.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
        let one = |item: &Item| {
            Some(ics::Day {
                uid: format!("{}@{host}", item.key),
                day: item.day?.max(today).0,
                title: item.title.clone(),
                text: format!("{}\nMatomo: {instance}", item.text),
                language: Language::En,
            })
        };
        let days: Vec<_> = items.iter().filter_map(one).collect();
        let toasts = Toasts::here();
        if days.is_empty() {
            return toasts.say("Nothing here has a day: nothing to put into a calendar");
        }
        let saved = download::text("lanyard-due.ics", "text/calendar;charset=utf-8", &ics::file("Due", &days, now));
        toasts.say(if saved.is_ok() { "Saved as lanyard-due.ics" } else { "The browser did not take the file" });
    }
}

fn group(when: When, items: Vec<Item>, deciding: Deciding) -> AnyView {
    let (id, count) = (crate::components::fresh_id("due"), items.len());
    let heading = id.clone();
    let rows = changes::long(count, false, move |at| row(&items[at], when, deciding));
    view! {
        <section class="stack stack-2" aria-labelledby=id>
            <div class="row row-3"><h2 id=heading>{when.title()}</h2><span class="muted small">{count}</span></div>
            <ul class="results" aria-label=when.title()>{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(item: &Item, when: When, deciding: Deciding) -> AnyView {
    let Item { kind, title, text, entry, action, .. } = item;
    let class = match when {
        When::Over => "result result--fail",
        When::Soon => "result result--due",
        When::Later | When::Begun => "result result--wait",
    };
    let record = entry.as_ref().map(|(id, hash)| {
        let href = Route::Records(RecordsPlace::entry(*hash)).href();
        view! { " "<a class="mono nowrap" href=href>{id.clone()}</a> }
    });
    let Action { words, whom, to } = action.clone();
    let primary = when == When::Over && *kind == Kind::Ends;
    let kind_of_button = if primary { ButtonKind::Primary } else { ButtonKind::Plain };
    let whom = view! { <span class="vh">{format!(" {whom}")}</span> };
    let button = match to {
        To::Place(route) => view! {
            <LinkButton href=route.href() kind=kind_of_button size=ButtonSize::Small>{words}{whom}</LinkButton>
        }
        .into_any(),
        To::Decide(login) => {
            let press = Callback::new(move |()| deciding.ask(login.clone()));
            view! { <Button kind=kind_of_button size=ButtonSize::Small on_press=press>{words}{whom}</Button> }
                .into_any()
        }
    };
    view! {
        <li class=class>
            {icon(kind.icon())}
            <div>
                <p class="result__title wrap-any">{title.clone()}</p>
                <p class="result__text">{text.clone()}{record}</p>
            </div>
            {button}
        </li>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! {
        <Empty icon=Icon::Check title="Nothing is due">
            <p>"Here stand grants that end, reviews that were promised, tokens to replace, invitations that run out, and work that was begun. A grant ends when it is given a last day as it is applied."</p>
            <div class="btn-row"><LinkButton href=Route::matrix().href()>"Open the matrix"</LinkButton></div>
        </Empty>
    }
    .into_any()
}
