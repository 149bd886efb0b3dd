//! The register as files: to another browser and from it, for a calendar, for a spreadsheet.

use super::Desk;
use crate::{
    books::Books,
    browser::{clock, download, file},
    components::{self as ui, Banner, Button, ButtonKind, ButtonSize, Dialog, Icon, Toasts, Tone, live},
    route::RegisterBy,
    screens::tokens::day,
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;
use onboarding::{Language, dates, holds_token, ics};
use tokens::{State, file as register_file, file::Merge, list, list::Line, words};
use web_sys::HtmlInputElement;

/// Handing over and taking in.
#[derive(Clone, Copy)]
pub struct Files {
    desk: Desk,
    /// What a chosen file would bring, until it is taken or left.
    coming: RwSignal<Option<Merge>>,
    open: RwSignal<bool>,
    /// Why the file that was chosen last is not taken.
    bad: RwSignal<Option<String>>,
}

impl Files {
    pub fn new(desk: Desk) -> Self {
        let open = RwSignal::new(false);
        Self { desk, coming: RwSignal::new(None), open, bad: RwSignal::new(None) }
    }

    /// The buttons; those that hand over only where there is something.
    pub fn buttons(self, whole: bool) -> AnyView {
        let small = |icon, words, press: fn(Self)| {
            view! { <Button size=ButtonSize::Small icon=icon on_press=Callback::new(move |()| press(self))>{words}</Button> }
        };
        let out = whole.then(|| {
            view! {
                {small(Icon::Download, "Export register", Self::export)}
                {small(Icon::Clock, "Calendar file", Self::calendar)}
                {small(Icon::Sheet, "CSV", Self::table)}
            }
        });
        view! {
            <div class="btn-row">
                {out}
                <label class=if whole { "btn btn--sm" } else { "btn" }>
                    {ui::icon(Icon::Sheet)}"Import register"
                    <input class="vh" type="file" accept=".json,application/json" on:change=move |event| self.choose(&event_target(&event))/>
                </label>
            </div>
        }
        .into_any()
    }

    /// What came of a file that was chosen.
    pub fn draw(self) -> AnyView {
        let bad = move || {
            self.bad.get().map(|why| {
                view! {
                    <Banner tone=Tone::Danger title=format!("Not imported: {why}") alert=true>
                        <p>"The register is as it was."</p>
                        <Button size=ButtonSize::Small on_press=Callback::new(move |()| self.bad.set(None))>"Dismiss"</Button>
                    </Banner>
                }
            })
        };
        let foot = move || {
            let some = self.coming.with(|coming| coming.as_ref().is_some_and(|it| it.new.len() + it.newer.len() > 0));
            let take = some.then(|| {
                view! { <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| self.take())>"Take them in"</Button> }
            });
            view! { {take}<Button on_press=Callback::new(move |()| self.open.set(false))>{if some { "Cancel" } else { "Close" }}</Button> }
                .into_any()
        };
        view! {
            {live(bad)}
            <Dialog open=self.open title="Import a register" small=true foot=foot>
                {live(move || self.coming.get().map(|coming| preview(&coming)))}
            </Dialog>
        }
        .into_any()
    }

    fn instance(self) -> Option<MatomoUrl> {
        self.desk.session.desk_untracked().map(|desk| desk.client.url().clone())
    }

    /// Whether the browser took it.
    fn hand_over(name: &str, mime: &str, text: &str) -> bool {
        let saved = download::text(name, mime, text).is_ok();
        let said = if saved { format!("Saved as {name}") } else { "The browser did not take the file".to_owned() };
        Toasts::here().say(said);
        saved
    }

    fn export(self) {
        let Some(instance) = self.instance() else { return };
        let entries = untrack(|| self.desk.register.entries()).unwrap_or_default();
        let text = register_file::to_file(&instance, &entries);
        if Self::hand_over("lanyard-tokens.json", "application/json", &text) {
            Books::here().note_export("the register of tokens", entries.len());
        }
    }

    /// What is shown, in its order.
    fn table(self) {
        let lines = self.desk.shown.get_untracked();
        let groups = match self.desk.view.with_untracked(|view| view.by) {
            RegisterBy::Due => Vec::new(),
            RegisterBy::Owner => list::by_owner(&lines),
            RegisterBy::System => list::by_system(&lines),
        };
        let mut order: Vec<usize> = groups.into_iter().flat_map(|group| group.lines).collect();
        if order.is_empty() {
            order.extend(0..lines.len());
        }
        let mut seen = std::collections::BTreeSet::new();
        order.retain(|at| seen.insert(*at));
        let lines: Vec<&Line> = order.into_iter().map(|at| &lines[at]).collect();
        let iso = |at| dates::iso(dates::of_seconds(at));
        let text = list::csv(&lines, &iso, clock::now());
        if Self::hand_over("lanyard-tokens.csv", "text/csv;charset=utf-8", &text) {
            Books::here().note_export("the register of tokens as CSV", lines.len());
        }
    }

    /// A day for each token that lives on; one that is over stands on today.
    fn calendar(self) {
        let Some(instance) = self.instance() else { return };
        let now = clock::now();
        let policy = untrack(|| self.desk.register.policy());
        let all = self.desk.all.get_untracked().unwrap_or_default();
        let lives = |line: &&Line| !matches!(line.state, State::Dead | State::Expired | State::Replaced);
        let one = |line: &Line| {
            let Line { id, entry, .. } = line;
            let systems = match entry.systems.join(", ") {
                none if none.is_empty() => String::new(),
                systems => format!("Used in: {systems}\n"),
            };
            ics::Day {
                uid: format!("token-{}@{}", id.as_str(), host(instance.shown())),
                day: dates::of_seconds(line.due.max(now)),
                title: format!("Replace the token “{}” of {}", entry.name, entry.owner),
                text: format!("{}\n{systems}Matomo: {}", words::why(line, policy, &day), instance.shown()),
                language: Language::En,
            }
        };
        let days: Vec<_> = all.iter().filter(lives).map(one).collect();
        if days.is_empty() {
            return Toasts::here().say("No token that lives on: nothing to put into a calendar");
        }
        _ = Self::hand_over("lanyard-tokens.ics", "text/calendar;charset=utf-8", &ics::file("Tokens", &days, now));
    }

    fn choose(self, input: &HtmlInputElement) {
        let (Some(chosen), Some(instance)) = (file::chosen(input), self.instance()) else { return };
        spawn_local(async move {
            let text = file::text(&chosen).await.unwrap_or_default();
            let known = untrack(|| self.desk.register.entries()).unwrap_or_default();
            let read = match register_file::of_file(&text, &instance, &known) {
                // One that was changed by hand; what it holds would be kept in this browser.
                Ok(_) if holds_token(&text) => Err("there is something in it that looks like a token".to_owned()),
                read => read.map_err(|why| why.to_string()),
            };
            match read {
                Ok(merge) => {
                    self.bad.set(None);
                    self.coming.set(Some(merge));
                    self.open.set(true);
                }
                Err(why) => self.bad.set(Some(why)),
            }
        });
    }

    fn take(self) {
        self.open.set(false);
        let Some(Merge { new, newer, .. }) = self.coming.get_untracked() else { return };
        let (toasts, count) = (Toasts::here(), new.len() + newer.len());
        spawn_local(async move {
            self.desk.register.take_in(new.into_iter().chain(newer).collect()).await;
            toasts.say(if count == 1 { "1 token imported".to_owned() } else { format!("{count} tokens imported") });
        });
    }
}

/// A host as an address of mail may have it behind the @.
fn host(shown: &str) -> String {
    shown.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}

fn preview(coming: &Merge) -> AnyView {
    const NAMED: usize = 8;
    let Merge { new, newer, same } = coming;
    let names: Vec<_> = new.iter().chain(newer).map(|(_, entry)| entry.name.clone()).collect();
    let more = names.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> });
    let list = names.into_iter().take(NAMED).map(|name| view! { <li class="wrap-any">{name}</li> }).collect_view();
    let nothing =
        (new.is_empty() && newer.is_empty()).then(|| view! { <p class="soft">"There is nothing to take in."</p> });
    view! {
        <p>{format!("{} new, {} newer than here, {same} the same.", new.len(), newer.len())}</p>
        <ul class="stack stack-1">{list}{more}</ul>
        {nothing}
    }
    .into_any()
}
