//! Handing something of the ledger over: a file, a copy, paper. Each time it is put on record.

use crate::{
    books::{Books, Noted},
    browser::{clipboard, clock, download},
    components::{Button, Icon, Toasts},
};
use leptos::{prelude::*, task::spawn_local};
use records::{Export, What, Words};

/// Puts on record that something was handed over.
pub fn note(books: Books, what: &str, rows: usize) {
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    books.note(clock::now(), Noted::What(Box::new(What::Export(Export { what: Words::of(what), rows }))));
}

/// A file to hand over.
pub struct Paper {
    /// Its name.
    pub name: String,
    pub mime: &'static str,
    pub text: String,
    /// What it is, as the ledger tells it.
    pub what: String,
    /// How many rows or entries are in it.
    pub rows: usize,
}

/// Saves it, says so, and puts it on record.
pub fn save(books: Books, paper: &Paper) {
    let toasts = Toasts::here();
    match download::text(&paper.name, paper.mime, &paper.text) {
        Ok(()) => {
            toasts.say(format!("Saved as {}", paper.name));
            note(books, &paper.what, paper.rows);
        }
        Err(_) => toasts.say("The browser did not take the file"),
    }
}

/// A button that saves it.
pub fn save_button(books: Books, words: &'static str, paper: Paper) -> AnyView {
    let press = Callback::new(move |()| save(books, &paper));
    view! { <Button icon=Icon::Download on_press=press>{words}</Button> }.into_any()
}

/// A button that copies a text, or one with its layout.
pub fn copy_button(books: Books, words: &'static str, what: String, text: String, html: Option<String>) -> AnyView {
    let toasts = Toasts::here();
    let copy = Callback::new(move |()| {
        let (text, html, what) = (text.clone(), html.clone(), what.clone());
        spawn_local(async move {
            let done = match &html {
                Some(html) => clipboard::copy_rich(html, &text),
                None => clipboard::copy(&text).await,
            };
            match done {
                Ok(()) => {
                    toasts.say("Copied");
                    note(books, &what, 1);
                }
                Err(_) => toasts.say("The browser does not let this page copy: select the text and copy it"),
            }
        });
    });
    view! { <Button icon=Icon::Copy on_press=copy>{words}</Button> }.into_any()
}

/// The whole ledger, to be saved.
pub fn export(books: Books) {
    let Some(ledger) = untrack(|| books.ledger()) else { return };
    let now = clock::now();
    let paper = Paper {
        name: format!("lanyard-ledger-{}.jsonl", records::Day::of_seconds(now)),
        mime: "application/jsonl;charset=utf-8",
        text: ledger.export(now),
        what: "the ledger".to_owned(),
        rows: ledger.len(),
    };
    save(books, &paper);
}
