//! All tokens that are known: what is due, and the register itself as the address wants it.

mod due;
mod files;
mod policy;
mod table;
mod toolbar;

use crate::{
    browser::clock,
    components::{Banner, ButtonKind, Empty, Icon, LinkButton, PageHead, SkeletonTable, Tone, live},
    navigation::Navigation,
    register::Register,
    route::{RegisterView, Route, TokensPlace},
    screens::shelf::{self, shelved_once},
    session::Session,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};
use tokens::{EntryId, list, list::Line};

/// So many rows are drawn before somebody asks for more.
const PAGE: usize = 200;
/// So many can be rotated in one go: their ids are in the address.
const AT_ONCE: usize = 50;

/// The register on the screen.
#[derive(Clone, Copy)]
struct Desk {
    register: Register,
    session: Session,
    navigation: Navigation,
    view: Memo<RegisterView>,
    /// All entries in order; `None` until they were read.
    all: Memo<Option<Arc<Vec<Line>>>>,
    /// Those that the address wants.
    shown: Memo<Arc<Vec<Line>>>,
    chosen: RwSignal<BTreeSet<EntryId>>,
    /// How many rows are drawn.
    rows: RwSignal<usize>,
}

pub fn screen() -> AnyView {
    shelved_once("Tokens", |_| {
        let desk = Desk::new();
        let files = files::Files::new(desk);
        view! {
            <PageHead title="Tokens" beside=super::tabs() actions=actions()/>
            <div class="scroll" tabindex="0" role="region" aria-label="Tokens">
                <div class="content stack stack-6">
                    {live(move || desk.not_kept())}
                    {files.draw()}
                    <div class="stack stack-2">
                        <Banner tone=Tone::Info title="What this register can know">
                            <p>"Matomo has no call that lists or revokes tokens. What stands here was made at this desk or entered by hand, and is kept in this browser: never the token."</p>
                        </Banner>
                        {policy::draw(desk.register)}
                        <p class="row">{shelf::freshness("People and roles".to_owned())}</p>
                    </div>
                    {live(move || desk.body(files))}
                </div>
            </div>
        }
        .into_any()
    })
}

fn actions() -> AnyView {
    let to = |place| Route::Tokens(place).href();
    view! {
        {super::rotate::rotate_own_button()}
        <LinkButton href=to(TokensPlace::Declare)>"Add known token"</LinkButton>
        <LinkButton href=to(TokensPlace::New(None)) kind=ButtonKind::Primary icon=Icon::Key>"New token"</LinkButton>
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
        let (register, session, navigation) = (Register::here(), Session::here(), Navigation::here());
        register.follow_settings();
        let view = Memo::new(move |before: Option<&RegisterView>| match navigation.route() {
            Route::Tokens(TokensPlace::Register(view)) => view,
            _ => before.cloned().unwrap_or_default(),
        });
        let all = Memo::new(move |_| {
            let (policy, now) = (register.policy(), session.now().max(clock::now()));
            let line = |(id, entry): (EntryId, tokens::Entry)| {
                let rank = register.rank(&entry.owner);
                Line::of(id, entry, rank, policy, now)
            };
            let mut lines: Vec<Line> = register.entries()?.into_iter().map(line).collect();
            list::in_order(&mut lines);
            Some(Arc::new(lines))
        });
        let shown = Memo::new(move |_| {
            let all = all.get().unwrap_or_default();
            let fits = |line: &&Line| {
                view.with(|view| view.state.is_none_or(|state| state == line.state) && line.fits(&view.text))
            };
            Arc::new(all.iter().filter(fits).cloned().collect())
        });
        let rows = RwSignal::new(PAGE);
        Effect::new(move || {
            view.track();
            rows.set(PAGE);
        });
        Self { register, session, navigation, view, all, shown, chosen: RwSignal::new(BTreeSet::new()), rows }
    }

    fn look(self, change: impl FnOnce(&mut RegisterView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.navigation.replace(&Route::Tokens(TokensPlace::Register(view)));
    }

    fn not_kept(self) -> Option<AnyView> {
        let why = self.register.failed()?;
        Some(
            view! {
                <Banner tone=Tone::Warn title="This browser does not keep the register" alert=true>
                    <p>{format!("{why}. What stands here lasts as long as this page: export it before you leave.")}</p>
                </Banner>
            }
            .into_any(),
        )
    }

    fn body(self, files: files::Files) -> AnyView {
        let there = Memo::new(move |_| match self.all.with(|all| all.as_ref().map(|all| all.is_empty())) {
            None => There::NotRead,
            Some(true) => There::Nothing,
            Some(false) => There::Some,
        });
        live(move || match there.get() {
            There::NotRead => view! { <SkeletonTable label="Reading the register"/> }.into_any(),
            There::Nothing => nothing(files),
            There::Some => view! { {due::draw(self)}{self.draw(files)} }.into_any(),
        })
    }

    fn draw(self, files: files::Files) -> AnyView {
        let count = move || {
            let (all, shown) = (self.all.get().unwrap_or_default(), self.shown.with(|shown| shown.len()));
            let owners: BTreeSet<String> = all.iter().map(|line| line.entry.owner.as_str().to_lowercase()).collect();
            let some = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
            match all.len() {
                n if n == shown => format!("{}, {}", some(n, "token"), some(owners.len(), "owner")),
                n => format!("{shown} of {}", some(n, "token")),
            }
        };
        view! {
            <section class="stack stack-3" aria-labelledby="h-register">
                <div class="row spread">
                    <div class="row row-3">
                        <h2 id="h-register">"Register"</h2>
                        <span class="muted small" aria-live="polite">{live(count)}</span>
                    </div>
                    {files.buttons(true)}
                </div>
                {toolbar::draw(self)}
                {table::draw(self)}
            </section>
        }
        .into_any()
    }
}

fn nothing(files: files::Files) -> AnyView {
    view! {
        <Empty icon=Icon::Key title="No token is known here yet">
            <p>"Make one here, and its times and fingerprint are known from the start. One that exists already can be added by hand: its owner sees its name and day in Matomo under Personal, Security, Auth tokens."</p>
            <div class="btn-row">
                <LinkButton href=Route::Tokens(TokensPlace::Declare).href()>"Add a token that exists"</LinkButton>
                {files.buttons(false)}
            </div>
        </Empty>
    }
    .into_any()
}
