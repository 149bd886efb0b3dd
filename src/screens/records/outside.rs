//! What changed outside of the console: looked at, put on record with a reason, or put back.

use super::{not_kept, put_back::PutBack};
use crate::{
    books::{Books, Noted},
    browser::{clock, page},
    cases::Basis,
    components::{
        Banner, Button, ButtonKind, ButtonSize, Card, Check, Empty, Icon, LinkButton, Note, PageHead, SkeletonTable,
        TextField, Toasts, Tone, live,
    },
    route::{RecordsPlace, Route},
    screens::{
        changes,
        shelf::{self, shelved},
    },
    session::Session,
};
use access::{Directory, Scope};
use leptos::prelude::*;
use matomo_api::{Login, SiteId};
use onboarding::{Language, dates, holds_token};
use records::{Account, Drift, Touched, TypedWhy, WayBack, Why, Words};
use std::{collections::BTreeSet, sync::Arc};

const REASON: &str = "outside-reason";

/// What a part is known by.
type Part = (Login, Option<SiteId>);

/// What is chosen and typed; it outlives a new reading of the directory.
#[derive(Clone, Copy)]
struct Desk {
    books: Books,
    session: Session,
    /// Parts that are not chosen.
    left_out: RwSignal<BTreeSet<Part>>,
    /// Parts that were declared just now; the next reading leaves them out.
    declared: RwSignal<BTreeSet<Part>>,
    reason: RwSignal<String>,
    ticket: RwSignal<String>,
    says: RwSignal<String>,
    /// Whether somebody wanted to declare: what is missing is said.
    asked: RwSignal<bool>,
    /// What is to be put back, while that is looked at.
    putting: RwSignal<Option<Arc<Vec<Touched>>>>,
    /// Why it is put back.
    why: RwSignal<TypedWhy>,
}

pub fn screen() -> AnyView {
    let desk = Desk {
        books: Books::here(),
        session: Session::here(),
        left_out: RwSignal::new(BTreeSet::new()),
        declared: RwSignal::new(BTreeSet::new()),
        reason: RwSignal::new(String::new()),
        ticket: RwSignal::new(String::new()),
        says: RwSignal::new(String::new()),
        asked: RwSignal::new(false),
        putting: RwSignal::new(None),
        why: RwSignal::new(TypedWhy::default()),
    };
    Effect::new(move || {
        _ = desk.books.drift();
        desk.declared.set(BTreeSet::new());
    });
    shelved("Changed outside", move |directory| {
        let heading = Signal::derive(move || {
            if desk.putting.with(Option::is_some) { "Put back" } else { "Changed outside" }.to_owned()
        });
        let actions = view! { <LinkButton href=Route::records().href() icon=Icon::Ledger>"Records"</LinkButton> };
        view! {
            <PageHead title=heading beside=shelf::freshness("People and roles".to_owned()) actions=actions.into_any()/>
            {live(move || not_kept(desk.books))}
            {live(move || {
                page::keep_focus();
                match desk.putting.get() {
                    Some(parts) => desk.put_back(&parts, &directory),
                    None => desk.list(&directory),
                }
            })}
        }
        .into_any()
    })
}

impl Desk {
    /// What differs and was not declared just now. Reactive.
    fn parts(self) -> Vec<Touched> {
        let mut parts = self.books.drift().parts();
        self.declared.with(|declared| parts.retain(|part| !declared.contains(&part.part())));
        parts
    }

    /// What of it is chosen. Reactive.
    fn chosen(self) -> Vec<Touched> {
        let mut parts = self.parts();
        self.left_out.with(|left| parts.retain(|part| !left.contains(&part.part())));
        parts
    }

    fn list(self, directory: &Arc<Directory>) -> AnyView {
        let Some(first) = self.books.first() else {
            return view! { <div class="scroll"><SkeletonTable label="Reading the ledger"/></div> }.into_any();
        };
        let since = dates::moment(first.1, Language::En);
        let parts = self.parts();
        if parts.is_empty() {
            return nothing(&since);
        }
        let whole = directory.scope() == Scope::Everything;
        let people: BTreeSet<Login> = parts.iter().map(|part| part.login.clone()).collect();
        let people: Vec<Login> = people.into_iter().collect();
        let groups = {
            let directory = directory.clone();
            changes::long(people.len(), false, move |at| {
                let login = &people[at];
                let own = parts.iter().filter(|part| part.login == *login).cloned().collect();
                self.person(login, own, &directory)
            })
        };
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Changed outside">
                <div class="content content--narrow stack stack-6">
                    <p class="soft measure">
                        {format!("What Matomo says is compared with the state of {since} and all that is on record since. These differ: somebody changed them in Matomo itself, with another tool, or at another desk whose ledger was not taken in here.")}
                    </p>
                    {(!whole).then(own_sites)}
                    <section class="stack stack-3" aria-labelledby="h-outside">
                        <div class="row spread">
                            <h2 id="h-outside">{live(move || counted(self.parts().len()))}</h2>
                            <span class="btn-row">
                                <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=Callback::new(move |()| self.left_out.set(BTreeSet::new()))>"Choose all"</Button>
                                <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=Callback::new(move |()| self.leave_all())>"Choose none"</Button>
                            </span>
                        </div>
                        <ul class="results">{groups}</ul>
                    </section>
                    {self.form()}
                </div>
            </div>
        }
        .into_any()
    }

    fn leave_all(self) {
        let all = untrack(|| self.parts()).iter().map(Touched::part).collect();
        self.left_out.set(all);
    }

    fn person(self, login: &Login, parts: Vec<Touched>, directory: &Directory) -> AnyView {
        let there = directory.person(login.as_str()).is_some();
        let name = match there {
            true => view! { <a class="wrap-any" href=Route::person(login).href()>{login.to_string()}</a> }.into_any(),
            false => view! { <span class="wrap-any">{login.to_string()}</span> }.into_any(),
        };
        let boxes = parts.into_iter().map(|part| self.tick(&part)).collect_view();
        view! {
            <li class="result">
                <span></span>
                <div class="stack stack-2">
                    <p class="result__title">{name}</p>
                    {boxes}
                </div>
            </li>
        }
        .into_any()
    }

    fn tick(self, part: &Touched) -> AnyView {
        let key = part.part();
        let sentences = part.sentences();
        let checked = {
            let key = key.clone();
            Signal::derive(move || !self.left_out.with(|left| left.contains(&key)))
        };
        let change = Callback::new(move |on| {
            self.left_out.update(|left| {
                _ = if on { left.remove(&key) } else { left.insert(key.clone()) };
            });
        });
        view! { <Check checked=checked on_change=change><span class="wrap-any">{sentences.join(" ")}</span></Check> }
            .into_any()
    }

    fn form(self) -> AnyView {
        let notes = Signal::derive(move || match self.bad() {
            Some(why) if self.asked.get() => vec![Note::error(why)],
            _ => Vec::new(),
        });
        let none = Signal::derive(move || self.chosen().is_empty());
        let words = move || format!("Declare {}", changes_of(self.chosen().len()));
        let put = Callback::new(move |()| {
            self.why.set(TypedWhy::of(&own_words()));
            self.putting.set(Some(Arc::new(untrack(|| self.chosen()))));
        });
        view! {
            <Card title="Put on record">
                <div class="card__body stack stack-5">
                    <p class="soft measure">"An entry in the ledger says that these were found, and what is known of why. Nothing changes in Matomo; from then on they count as known."</p>
                    <div class="fields">
                        <TextField label="Reason" id=REASON value=self.reason notes=notes help="What is known, even if it is that nobody knows yet."/>
                        <TextField label="Ticket" value=self.ticket optional=true/>
                        <TextField label="Who says so" value=self.says optional=true/>
                    </div>
                    <div class="btn-row">
                        <Button kind=ButtonKind::Primary icon=Icon::Ledger disabled=none on_press=Callback::new(move |()| self.declare())>{live(words)}</Button>
                        <Button icon=Icon::Undo disabled=none on_press=put>"Put back…"</Button>
                    </div>
                </div>
            </Card>
        }
        .into_any()
    }

    /// What is wrong with the reason. Reactive.
    fn bad(self) -> Option<&'static str> {
        self.reason.with(|reason| match reason.trim() {
            "" => Some("Say what is known of why this changed."),
            text if holds_token(text) => Some("This looks like a token. It does not belong on record."),
            _ => None,
        })
    }

    fn declare(self) {
        let chosen = untrack(|| self.chosen());
        if chosen.is_empty() {
            return;
        }
        if untrack(|| self.bad()).is_some() {
            self.asked.set(true);
            return request_animation_frame(|| page::focus(&format!("#{REASON}")));
        }
        let now = clock::now();
        let typed = TypedWhy {
            reason: self.reason.get_untracked(),
            ticket: self.ticket.get_untracked(),
            approved_by: self.says.get_untracked(),
            ..TypedWhy::default()
        };
        let count = chosen.len();
        let keys: BTreeSet<Part> = chosen.iter().map(Touched::part).collect();
        let Some(what) = Drift::of_parts(chosen).declare(typed.why(now, false)) else { return };
        self.books.note(now, Noted::What(Box::new(what)));
        self.declared.update(|declared| declared.extend(keys));
        for text in [self.reason, self.ticket, self.says] {
            text.set(String::new());
        }
        self.asked.set(false);
        Toasts::here().say(format!("{} put on record", changes_of(count)));
        request_animation_frame(|| page::focus("h1"));
        // What Matomo says is compared with the ledger as it is from now on.
        self.session.refresh();
    }

    fn put_back(self, parts: &[Touched], directory: &Arc<Directory>) -> AnyView {
        let way = WayBack::of(parts, directory);
        let sentences: Vec<String> = parts.iter().flat_map(Touched::sentences).collect();
        let gone = parts.iter().any(|part| part.after == Account::Missing);
        let leave = Callback::new(move |()| self.putting.set(None));
        let put_back = PutBack {
            way,
            basis: Basis { undo: true, why: own_words(), ..Basis::default() },
            typed: self.why,
            above: Arc::new(move || {
                let lines = sentences.clone();
                let lines = changes::long(lines.len(), false, move |at| {
                    view! { <li class="wrap-any">{lines[at].clone()}</li> }.into_any()
                });
                view! {
                    <p class="measure">"These were made outside of the console. The plan brings back what was known before:"</p>
                    <ul class="stack stack-1 measure" aria-label="Changed outside">{lines}</ul>
                    {gone.then(|| view! { <p class="soft measure">"What cannot be put back stays on the list: declare it."</p> })}
                }
                .into_any()
            }),
            other: Arc::new(move || {
                view! { <Button icon=Icon::ArrowLeft on_press=leave>"Back to the list"</Button> }.into_any()
            }),
        };
        put_back.view(directory)
    }
}

/// Why something is put back, where nobody says more.
fn own_words() -> Why {
    Why { reason: Words::of("Changed outside of the console: put back"), ..Why::default() }
}

fn changes_of(count: usize) -> String {
    format!("{count} {}", if count == 1 { "change" } else { "changes" })
}

fn counted(count: usize) -> String {
    format!("{} outside of the console", changes_of(count))
}

fn own_sites() -> AnyView {
    view! {
        <Banner tone=Tone::Info title="Only your own sites are compared">
            <p>"Your token is a site admin’s. Who is out of its sight is not gone: accounts are not compared."</p>
        </Banner>
    }
    .into_any()
}

fn nothing(since: &str) -> AnyView {
    let text = format!("Since {since}, all that Matomo says is what is on record.");
    view! {
        <Empty icon=Icon::Check title="Nothing changed outside of the console">
            <p>{text}</p>
            <div class="btn-row"><LinkButton href=Route::Records(RecordsPlace::list()).href()>"To the records"</LinkButton></div>
        </Empty>
    }
    .into_any()
}
