//! Records: what was changed, newest first, as the address wants it, and one entry beside.

mod entry;
mod facts;
mod lines;
mod out;
mod toolbar;

use super::{entries, not_kept};
use crate::{
    books::Books,
    browser::{clock, page},
    components::{Banner, Button, Empty, Icon, LinkButton, PageHead, SkeletonTable, Tone, live},
    navigation::Navigation,
    route::{RecordsPlace, RecordsView, Route},
    session::Session,
};
use leptos::prelude::*;
use matomo_api::SiteId;
use onboarding::dates;
use records::{
    Entry, Hash, Ledger,
    list::{Counts, Index, Kind, Wanted},
};
use std::sync::Arc;

/// The ledger on the screen.
#[derive(Clone, Copy)]
struct Desk {
    books: Books,
    session: Session,
    navigation: Navigation,
    view: Memo<RecordsView>,
    all: Memo<Option<Arc<Indexed>>>,
    counts: Memo<Counts>,
    /// Places of what is wanted, the newest first.
    found: Memo<Arc<Vec<usize>>>,
    out: out::Out,
}

/// A ledger that can be looked through.
#[derive(PartialEq)]
struct Indexed {
    ledger: Arc<Ledger>,
    index: Index,
}

pub fn screen() -> AnyView {
    let desk = Desk::new();
    view! {
        <PageHead title="Records" beside=live(move || desk.counted()) actions=desk.out.actions(desk)/>
        {live(move || desk.notes())}
        {live(move || desk.body())}
        {desk.out.printed(desk)}
    }
    .into_any()
}

/// What there is to draw.
#[derive(Clone, Copy, PartialEq)]
enum There {
    NotRead,
    Nothing,
    Some,
}

impl Desk {
    fn new() -> Self {
        let (books, session, navigation) = (Books::here(), Session::here(), Navigation::here());
        let view = Memo::new(move |before: Option<&RecordsView>| match navigation.route() {
            Route::Records(RecordsPlace::List(view)) => view,
            _ => before.cloned().unwrap_or_default(),
        });
        let wanted = Memo::new(move |_| view.with(wanted));
        let all = Memo::new_with_compare(
            move |_| books.ledger().map(|ledger| Arc::new(Indexed { index: Index::of(&ledger), ledger })),
            |a, b| !is_same(a.and_then(Option::as_ref), b.and_then(Option::as_ref)),
        );
        let counts = Memo::new(move |_| {
            all.with(|all| all.as_ref().map(|all| wanted.with(|wanted| all.index.counts(wanted))).unwrap_or_default())
        });
        let found = Memo::new(move |_| {
            let found = all.with(|all| all.as_ref().map(|all| wanted.with(|wanted| all.index.find(wanted))));
            Arc::new(found.unwrap_or_default())
        });
        Self { books, session, navigation, view, all, counts, found, out: out::Out::new() }
    }

    fn look(self, change: impl FnOnce(&mut RecordsView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.navigation.replace(&Route::Records(RecordsPlace::List(view)));
    }

    fn counted(self) -> Option<AnyView> {
        let count = self.all.with(|all| all.as_ref().map(|all| all.ledger.len()))?;
        let kept = match (self.session.desk_untracked().is_some_and(|desk| desk.demo), self.books.failed()) {
            (true, _) => "lost with this page, as all of the demo",
            (false, Some(_)) => "not kept",
            (false, None) => "kept sealed in this browser",
        };
        Some(view! { <span class="muted">{format!("{}, {kept}", entries(count))}</span> }.into_any())
    }

    /// What is wrong with what this browser keeps, and that branches are open.
    fn notes(self) -> AnyView {
        let broken = (self.books.unreadable() > 0 || self.books.is_short()).then(|| {
            let files = Route::Records(RecordsPlace::Files).href();
            view! {
                <Banner tone=Tone::Danger title="What this browser keeps is not as it was written" strip=true>
                    <p>"Something outside of Lanyard changed it, or a later Lanyard wrote it. "<a href=files>"See what, and where"</a>"."</p>
                </Banner>
            }
        });
        let open = move || {
            let all = self.all.get()?;
            let branches = all.ledger.branches();
            (!branches.is_empty()).then(|| view! { <Banner tone=Tone::Info title=format!("{} ledgers stand side by side", branches.len()) strip=true>
                <p>"They were written apart and put together. The next entry joins them."</p>
            </Banner> })
        };
        view! { {live(move || not_kept(self.books))}{broken}{live(open)} }.into_any()
    }

    fn body(self) -> AnyView {
        let there = Memo::new(move |_| match self.all.with(|all| all.as_ref().map(|all| all.ledger.is_empty())) {
            None => There::NotRead,
            Some(true) => There::Nothing,
            Some(false) => There::Some,
        });
        live(move || match there.get() {
            There::NotRead => {
                view! { <div class="scroll"><SkeletonTable label="Reading the ledger"/></div> }.into_any()
            }
            There::Nothing => nothing(),
            There::Some => view! { {toolbar::draw(self)}{self.split()} }.into_any(),
        })
    }

    fn split(self) -> AnyView {
        let none = Memo::new(move |_| self.found.with(|found| found.is_empty()));
        live(move || {
            if none.get() {
                return self.nothing_fits();
            }
            view! {
                <div class="split split--list split--fill" class:is-record=move || self.out.is_record()>
                    {lines::draw(self)}
                    {entry::draw(self)}
                </div>
            }
            .into_any()
        })
    }

    fn nothing_fits(self) -> AnyView {
        let all = Callback::new(move |()| self.look(|view| *view = RecordsView::default()));
        view! {
            <div class="scroll">
                <Empty icon=Icon::Search title="No entry fits">
                    <p>"Nothing on record fits all of these filters at once."</p>
                    <div class="btn-row"><Button on_press=all>"Show all entries"</Button></div>
                </Empty>
            </div>
        }
        .into_any()
    }

    /// The entry that is open: the one in the address, else the newest of those that are shown.
    fn open(self) -> Option<Hash> {
        self.view.with(|view| view.entry).or_else(|| {
            let all = self.all.get()?;
            let newest = self.found.with(|found| found.first().copied())?;
            Some(all.ledger.entries()[newest].hash())
        })
    }

    /// Keeps open what is open: what leaves the console is an entry of its own, and the newest.
    fn stay(self) {
        let open = untrack(|| self.open());
        if self.view.with_untracked(|view| view.entry != open) {
            self.look(|view| view.entry = open);
        }
    }

    /// A site as people know it now, else as entries named it.
    fn site_name(self, all: &Indexed, id: SiteId) -> String {
        let now = self.session.directory_untracked().and_then(|directory| Some(directory.site(id)?.name.clone()));
        let named = |entry: &Entry| {
            let mut sites = entry.what().people().iter().flat_map(|one| &one.sites);
            sites.find(|site| site.id == id).map(|site| site.name.clone())
        };
        let name = now.or_else(|| all.ledger.entries().iter().rev().find_map(named)).filter(|name| !name.is_empty());
        name.map_or_else(|| format!("Site {id}"), |name| format!("{name} (id {id})"))
    }
}

fn is_same(a: Option<&Arc<Indexed>>, b: Option<&Arc<Indexed>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(&a.ledger, &b.ledger),
        (None, None) => true,
        _ => false,
    }
}

fn nothing() -> AnyView {
    view! {
        <div class="scroll">
            <Empty icon=Icon::Ledger title="Nothing is on record yet">
                <p>"Each change that is applied here writes an entry by itself: who, what, when, why, and what Matomo said afterwards."</p>
                <div class="btn-row">
                    <LinkButton href=Route::matrix().href() icon=Icon::Matrix>"Open the role matrix"</LinkButton>
                    <LinkButton href=Route::Records(RecordsPlace::Files).href()>"Import a ledger"</LinkButton>
                </div>
            </Empty>
        </div>
    }
    .into_any()
}

fn wanted(view: &RecordsView) -> Wanted {
    let RecordsView { text, kind, login, site, from, to, entry: _ } = view.clone();
    Wanted { text, kind, login, site, from, to }
}

/// When, short: only the time where it was today.
fn when(at: i64) -> String {
    let (now, then) = (clock::date_and_time(clock::now()), clock::date_and_time(at));
    let time = clock::time_of_day(at);
    match now.strip_suffix(&clock::time_of_day(clock::now())) == then.strip_suffix(&time) {
        true => format!("Today, {time}"),
        false => dates::long(
            records::Day::of_seconds(at + i64::from(clock::offset_minutes(at)) * 60).0,
            onboarding::Language::En,
        ),
    }
}

/// The address of a place, to be sent to somebody who has the same ledger.
fn whole_address(route: &Route) -> String {
    format!("{}{}/{}", page::origin(), page::base_path(), route.href().trim_start_matches("./"))
}

/// The names of kinds on the screen.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Access => "Access",
        Kind::Onboarding => "Onboarding",
        Kind::Tokens => "Tokens",
        Kind::Outside => "Outside",
        Kind::Files => "Files",
        Kind::Partial => "Failed or partial",
    }
}
