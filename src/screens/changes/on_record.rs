//! What work that has ended is called in the ledger, and what to do with that.

use crate::{
    books::Books,
    cases::Cases,
    components::live,
    route::{CaseId, RecordsPlace, Route},
};
use leptos::prelude::*;
use records::{ChangeId, Entry};

/// A line under the results; nothing before they are on record.
pub fn on_record(id: CaseId) -> AnyView {
    let (cases, books) = (Cases::here(), Books::here());
    // The record changes with every step of the work, what it is called once.
    let recorded = Memo::new(move |_| cases.record(&id).filter(|record| record.finished).map(|record| record.recorded));
    let told = move || match recorded.get()? {
        Some(change) => Some(line(books, change)),
        None => not_kept(books),
    };
    view! { <div role="status">{live(told)}</div> }.into_any()
}

fn line(books: Books, change: ChangeId) -> AnyView {
    let ledger = books.ledger();
    // Where ledgers were joined that had used one name each, the last is the one that was written here.
    let entry = ledger.as_ref().and_then(|ledger| ledger.by_id(change).last());
    let shown = match entry {
        Some(entry) => {
            let place = RecordsPlace::entry(entry.hash());
            view! { <a href=Route::Records(place).href()>{change.to_string()}</a> }.into_any()
        }
        None => change.to_string().into_any(),
    };
    view! {
        <p class="soft small">"On record as "{shown}"."{entry.and_then(notify)}</p>
        {not_kept(books)}
    }
    .into_any()
}

/// The way to the message about it.
fn notify(entry: &Entry) -> Option<AnyView> {
    let words = match entry.what().people().len() {
        0 => return None,
        1 => "Notify the person",
        _ => "Notify the people",
    };
    let papers = Route::Records(RecordsPlace::Papers { entry: entry.hash(), login: None });
    Some(view! { " "<a href=papers.href()>{words}</a> }.into_any())
}

/// That the browser does not keep the ledger, where it does not.
fn not_kept(books: Books) -> Option<AnyView> {
    let (why, _) = books.failed()?;
    let words = format!(
        "The record is not kept: {why}. It is in this page only; save it under Records before the page closes."
    );
    Some(view! { <p class="small warn">{words}</p> }.into_any())
}
