//! What is on record: the ledger, its papers and files, what changed outside, what is due.

mod back;
mod due;
mod files;
mod handing;
mod list;
mod outside;
mod papers;
mod put_back;
mod scripts;

use crate::{
    app::Screen,
    books::Books,
    components::{Banner, Button, ButtonSize, Icon, Tone},
};
use leptos::prelude::*;
use onboarding::{Language, dates};
use records::Day;

/// Draws one of the screens about records.
pub fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::RecordFiles => files::screen(),
        Screen::Outside => outside::screen(),
        Screen::RecordPapers => papers::screen(),
        Screen::TakeBack => back::screen(),
        Screen::Due => due::screen(),
        _ => list::screen(),
    }
}

/// A day in words.
fn on_day(day: Day) -> String {
    dates::long(day.0, Language::En)
}

/// That the browser does not keep the ledger, where it does not.
fn not_kept(books: Books) -> Option<AnyView> {
    let (why, entries) = books.failed()?;
    let lost = match entries {
        0 => "Nothing was written yet.".to_owned(),
        1 => "1 entry is in this page only, and lost when it closes: try again, or export the ledger.".to_owned(),
        n => format!("{n} entries are in this page only, and lost when it closes: try again, or export the ledger."),
    };
    let again = Callback::new(move |()| books.catch_up());
    Some(
        view! {
            <Banner tone=Tone::Warn title="Records are not kept" alert=true strip=true>
                <p>{format!("{why}. {lost}")}</p>
                <Button size=ButtonSize::Small icon=Icon::Rotate on_press=again>"Try again"</Button>
            </Banner>
        }
        .into_any(),
    )
}

/// "1 entry", "12 entries".
fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}
