//! The papers of an entry for one person: the change record in the forms that tickets, trackers and auditors take,
//! and the message to the person.

use super::{
    handing::{Paper, copy_button, note, save_button},
    not_kept,
};
use crate::{
    books::Books,
    browser::page,
    components::{
        self as ui, Button, ButtonKind, Card, Empty, Icon, LinkButton, PageHead, SelectField, SkeletonTable, crumbs,
        follow, live,
    },
    navigation::Navigation,
    route::{RecordsPlace, Route},
    settings,
};
use leptos::prelude::*;
use matomo_api::Login;
use onboarding::{
    Language,
    papers::{Block, Document},
};
use records::{ChangeRecord, Entry, Hash, Notification, records, records_csv};

pub fn screen() -> AnyView {
    let (books, navigation) = (Books::here(), Navigation::here());
    let place = Memo::new(move |before: Option<&Option<(Hash, Option<Login>)>>| match navigation.route() {
        Route::Records(RecordsPlace::Papers { entry, login }) => Some((entry, login)),
        _ => before.cloned().flatten(),
    });
    // Whatever is handed over is on record, which is no reason to draw this anew.
    let there = Memo::new(move |_| {
        let (hash, _) = place.get()?;
        Some(books.ledger()?.get(hash).is_some())
    });
    let drawn = move || match (there.get(), place.get()) {
        (Some(true), Some((hash, login))) => {
            let ledger = untrack(|| books.ledger());
            let entry = ledger.as_ref().and_then(|ledger| ledger.get(hash));
            entry.map_or_else(gone, |entry| papers(books, entry, login.as_ref()))
        }
        (Some(false), _) => gone(),
        _ => view! { <SkeletonTable label="Reading the ledger"/> }.into_any(),
    };
    let back = move || place.get().map_or_else(Route::records, |(hash, _)| Route::Records(RecordsPlace::entry(hash)));
    let above = live(move || crumbs(vec![("Records".to_owned(), back().href())], "Change record"));
    view! {
        <PageHead title="Change record" above=above/>
        <div class="scroll" tabindex="0" role="region" aria-label="Change record">
            <div class="content content--narrow stack stack-5">
                {live(move || not_kept(books))}
                {live(drawn)}
            </div>
        </div>
    }
    .into_any()
}

fn gone() -> AnyView {
    view! {
        <Empty icon=Icon::Ledger title="This entry is not in the ledger of this browser">
            <p>"It may stand in the ledger of somebody else. Import theirs, or open this address there."</p>
            <div class="btn-row"><LinkButton href=Route::records().href()>"All records"</LinkButton></div>
        </Empty>
    }
    .into_any()
}

fn papers(books: Books, entry: &Entry, login: Option<&Login>) -> AnyView {
    let all = records(entry);
    let chosen = login.and_then(|login| all.iter().position(|one| one.login == *login)).unwrap_or(0);
    let Some(record) = all.get(chosen) else {
        let back = Route::Records(RecordsPlace::entry(entry.hash())).href();
        return view! {
            <Empty icon=Icon::Sheet title="No change record">
                <p>"This entry changed nobody’s access: there is nothing to hand over."</p>
                <div class="btn-row"><LinkButton href=back>"Back to the entry"</LinkButton></div>
            </Empty>
        }
        .into_any();
    };
    view! {
        {(all.len() > 1).then(|| whose(entry.hash(), &all, chosen))}
        {card(books, record)}
        {message(books, entry, &record.login)}
    }
    .into_any()
}

/// Whose papers they are, where there are several people.
fn whose(hash: Hash, all: &[ChangeRecord], chosen: usize) -> AnyView {
    let (navigation, value) = (Navigation::here(), RwSignal::new(chosen.to_string()));
    let options = all.iter().enumerate().map(|(at, one)| (at.to_string(), one.user.clone())).collect::<Vec<_>>();
    let logins: Vec<Login> = all.iter().map(|one| one.login.clone()).collect();
    follow(value, move |at| {
        let login = at.parse::<usize>().ok().and_then(|at| logins.get(at).cloned());
        navigation.replace(&Route::Records(RecordsPlace::Papers { entry: hash, login }));
    });
    view! { <div class="no-print"><SelectField label="Papers for" options=Signal::stored(options) value=value/></div> }
        .into_any()
}

fn card(books: Books, record: &ChangeRecord) -> AnyView {
    let document = record.document();
    let (markdown, what) = (document.markdown(), format!("change record {} of {}", record.id, record.login));
    let file = |ending: &str| format!("{}-{}.{ending}", record.id, record.login);
    let paper = |ending, mime, text| Paper { name: file(ending), mime, text, what: what.clone(), rows: 1 };
    let print = {
        let what = what.clone();
        Callback::new(move |()| {
            page::print();
            note(books, &what, 1);
        })
    };
    let json = record.json();
    let csv = records_csv([record]);
    let buttons = vec![
        copy_button(books, "Copy as Markdown", what.clone(), markdown.clone(), None),
        copy_button(books, "Copy as JSON", what.clone(), json.clone(), None),
        save_button(books, "Save JSON", paper("json", "application/json", json)),
        save_button(books, "Save Markdown", paper("md", "text/markdown;charset=utf-8", markdown)),
        save_button(books, "Save CSV row", paper("csv", "text/csv;charset=utf-8", csv)),
    ];
    let drawn = drawn(&document);
    view! {
        <Card title=document.title>
            <div class="card__body stack stack-4 record-paper">{drawn}</div>
            <div class="card__foot btn-row no-print">
                <Button kind=ButtonKind::Primary icon=Icon::Print on_press=print>"Print"</Button>
                {buttons}
            </div>
        </Card>
    }
    .into_any()
}

/// A paper on the screen, and on paper.
fn drawn(document: &Document) -> AnyView {
    let block = |block: &Block| match block {
        Block::Heading(text) => view! { <h3>{text.clone()}</h3> }.into_any(),
        Block::Paragraph(text) => view! { <p class="wrap-any">{text.clone()}</p> }.into_any(),
        Block::List(items) => {
            let items = items.iter().map(|item| view! { <li class="wrap-any">{item.clone()}</li> }).collect_view();
            view! { <ul class="list">{items}</ul> }.into_any()
        }
        Block::Facts(facts) => {
            let row = |(name, value): &(String, String)| {
                view! { <div><dt>{name.clone()}</dt><dd class="wrap-any">{value.clone()}</dd></div> }
            };
            view! { <dl class="dl">{facts.iter().map(row).collect_view()}</dl> }.into_any()
        }
        // A change record has none of these.
        Block::Steps(_) | Block::Lines(_) => ().into_any(),
    };
    document.blocks.iter().map(block).collect_view().into_any()
}

/// What the person is told, in their language.
fn message(books: Books, entry: &Entry, login: &Login) -> AnyView {
    let house = settings::read().house;
    let all: Vec<(Language, Notification)> = Language::ALL
        .into_iter()
        .filter_map(|language| Some((language, Notification::of(entry, login, language, &house)?)))
        .collect();
    if all.is_empty() {
        return view! { <p class="soft no-print">"Nothing changed for the person that they would have to be told."</p> }.into_any();
    }
    let what = format!("message about {} to {login}", entry.id());
    let name = format!("{}-{login}-message", entry.id());
    let options = all.iter().map(|(language, _)| (language.tag().to_owned(), language.name().to_owned()));
    let options = Signal::stored(options.collect::<Vec<_>>());
    let chosen = RwSignal::new(Language::En.tag().to_owned());
    let told = move || {
        let found = all.iter().find(|(language, _)| chosen.with(|tag| language.tag() == tag));
        found.map(|(language, one)| told(books, *language, one, &what, &name))
    };
    view! {
        <div class="no-print">
            <Card title="Tell the person">
                <div class="card__body stack stack-4">
                    <SelectField label="Language" options=options value=chosen/>
                    {live(told)}
                </div>
            </Card>
        </div>
    }
    .into_any()
}

fn told(books: Books, language: Language, one: &Notification, what: &str, name: &str) -> AnyView {
    let (subject, text, html, mailto) = (one.subject().to_owned(), one.text(), one.html(), one.mailto());
    let whole = format!("{subject}\n\n{text}");
    let paper = |ending: &str, mime, text| Paper {
        name: format!("{name}-{}.{ending}", language.tag()),
        mime,
        text,
        what: what.to_owned(),
        rows: 1,
    };
    let buttons = vec![
        copy_button(books, "Copy text", what.to_owned(), whole.clone(), None),
        copy_button(books, "Copy with layout", what.to_owned(), text.clone(), Some(html.clone())),
        save_button(books, "Save text", paper("txt", "text/plain;charset=utf-8", whole)),
        save_button(books, "Save HTML", paper("html", "text/html;charset=utf-8", html)),
    ];
    let mailed = what.to_owned();
    view! {
        <div lang=language.tag() class="stack stack-2">
            <p class="strong wrap-any">{subject}</p>
            <pre class="paper-pre" tabindex="0" role="region" aria-label="Message">{text}</pre>
        </div>
        <div class="btn-row">
            <a class="btn btn--primary" href=mailto rel="external" on:click=move |_| note(books, &mailed, 1)>{ui::icon(Icon::Mail)}"Mail it"</a>
            {buttons}
        </div>
    }
    .into_any()
}
