//! An export that was chosen: whether it is whole, how it stands to this ledger, and taking it in.

use super::{ends, entries, problems};
use crate::{
    books::{Books, Noted},
    browser::{clock, file},
    components::{self as ui, Banner, Button, ButtonKind, Card, Icon, Tone, live},
};
use leptos::{prelude::*, task::spawn_local};
use records::{BadImport, Entry, Ledger, Verdict, import};
use std::sync::Arc;
use web_sys::HtmlInputElement;

/// The file that was chosen last.
#[derive(Clone)]
enum Chosen {
    None,
    Reading,
    NotRead,
    Bad { name: String, verdict: Option<Verdict> },
    Good { name: String, other: Arc<Ledger> },
    Taken { new: usize },
}

pub fn card(books: Books) -> AnyView {
    let chosen = RwSignal::new(Chosen::None);
    let choose = move |event: leptos::ev::Event| {
        let Some(picked) = file::chosen(&event_target::<HtmlInputElement>(&event)) else { return };
        chosen.set(Chosen::Reading);
        spawn_local(async move {
            let Some(bytes) = file::bytes(&picked).await else { return chosen.set(Chosen::NotRead) };
            let name = picked.name();
            chosen.set(match import(&bytes) {
                Ok(other) => Chosen::Good { name, other: Arc::new(other) },
                Err(BadImport::NotWhole(verdict)) => Chosen::Bad { name, verdict: Some(verdict) },
                Err(BadImport::Mixed) => Chosen::Bad { name, verdict: None },
            });
        });
    };
    view! {
        <Card title="An export">
            <div class="card__body stack stack-3">
                <p>"Choose an export of a ledger, yours or a colleague’s. It is checked here and sent nowhere; nothing is taken in before you say so."</p>
                <div class="btn-row"><label class="btn">
                    {ui::icon(Icon::Sheet)}"Choose an export"
                    <input class="vh" type="file" accept=".jsonl,.json,application/jsonl,application/json,text/plain" on:change=choose/>
                </label></div>
                <div role="status" class="stack stack-3">{live(move || told(books, chosen))}</div>
            </div>
        </Card>
    }
    .into_any()
}

fn told(books: Books, chosen: RwSignal<Chosen>) -> Option<AnyView> {
    Some(match chosen.get() {
        Chosen::None => return None,
        Chosen::Reading => view! { <p class="soft">"Checking."</p> }.into_any(),
        Chosen::NotRead => {
            view! { <Banner tone=Tone::Danger title="The browser does not give this file out"/> }.into_any()
        }
        Chosen::Bad { name, verdict: Some(verdict) } => {
            let of = verdict
                .instance
                .as_ref()
                .map(|instance| format!(" Its last line says that it is of {}.", instance.shown()));
            view! {
                <Banner tone=Tone::Danger title=format!("{name} is not whole")>
                    {problems(&verdict)}
                    <p>{format!("Intact in it: {}.", entries(verdict.entries))}{of}" Nothing of it is taken in."</p>
                </Banner>
            }
            .into_any()
        }
        Chosen::Bad { name, verdict: None } => view! {
            <Banner tone=Tone::Danger title=format!("{name} holds entries of more than one Matomo")>
                <p>"Nothing of it is taken in."</p>
            </Banner>
        }
        .into_any(),
        Chosen::Taken { new } => view! {
            <Banner tone=Tone::Ok title=format!("{} taken in", entries(new))>
                <p>"Nothing that was here was changed. The next entry stands behind both."</p>
            </Banner>
        }
        .into_any(),
        Chosen::Good { name, other } => good(books, chosen, name, &other),
    })
}

/// One that is whole: whose it is, how it stands to this one, and the way in.
fn good(books: Books, chosen: RwSignal<Chosen>, name: String, other: &Arc<Ledger>) -> AnyView {
    let mut actors: Vec<String> =
        other.entries().iter().filter_map(|entry| Some(entry.head().actor.as_ref()?.to_string())).collect();
    actors.sort();
    actors.dedup();
    let last = other.entries().last().map(|entry: &Entry| clock::date_and_time(entry.head().at));
    let text = |text: String| view! { <span class="wrap-any">{text}</span> }.into_any();
    let mut rows = vec![
        ("File", text(name.clone())),
        ("Matomo", text(other.instance().shown().to_owned())),
        ("Entries", text(other.len().to_string())),
    ];
    rows.extend(last.map(|last| ("Last entry", text(last))));
    if !actors.is_empty() {
        rows.push(("Written by", text(actors.join(", "))));
    }
    rows.push(("Fingerprint", view! { <span class="mono wrap-any">{ends(&other.tips())}</span> }.into_any()));
    let other = other.clone();
    view! {
        <p class="ok strong line">{ui::icon(Icon::Ok)}"Whole: nothing in it was changed since it was made."</p>
        {ui::facts(rows)}
        {live(move || beside(books, chosen, &name, &other))}
    }
    .into_any()
}

fn beside(books: Books, chosen: RwSignal<Chosen>, name: &str, other: &Arc<Ledger>) -> Option<AnyView> {
    let own = books.ledger()?;
    let merged = match own.merge(other) {
        Ok(merged) => merged,
        Err(other) => {
            let words = format!("It is of {}, and not of the Matomo that is open here. It is not taken in.", other.0);
            return Some(view! { <Banner tone=Tone::Warn title="Another Matomo"><p>{words}</p></Banner> }.into_any());
        }
    };
    let (new, known, only_here) = (merged.new.len(), merged.known, own.len() - merged.known);
    let words = match (new, only_here) {
        (0, 0) => "It is this ledger, entry by entry.".to_owned(),
        (0, here) => format!("Everything in it is here; {} came since.", entries(here)),
        (new, 0) => format!("It holds all of this ledger, and {} more.", entries(new)),
        (new, here) => {
            format!("It has {} that are not here, {known} are known, and {here} are only here.", entries(new))
        }
    };
    let branches = (merged.branches.len() > own.branches().len()).then(|| {
        let words = format!(
            "The two were written apart: {} stand side by side until the next entry joins them.",
            merged.branches.len()
        );
        view! { <p class="soft">{words}</p> }
    });
    let take = (new > 0).then(|| {
        let (other, name) = (other.clone(), name.to_owned());
        let take = Callback::new(move |()| {
            let note = Noted::Import(Box::new((*other).clone()), name.clone());
            books.note(clock::now(), note);
            chosen.set(Chosen::Taken { new });
        });
        view! { <div class="btn-row"><Button kind=ButtonKind::Primary on_press=take>{format!("Take in {}", entries(new))}</Button></div> }
    });
    Some(view! { <p>{words}</p>{branches}{take} }.into_any())
}
