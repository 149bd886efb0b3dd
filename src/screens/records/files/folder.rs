//! The folder on disk to which entries are written as well.

use super::entries;
use crate::{
    books::{
        Books,
        shared::{self, Shared},
    },
    browser::folder,
    components::{self as ui, Banner, Button, Card, Icon, Tone, live},
    session::Session,
};
use leptos::prelude::*;

pub fn card(books: Books) -> AnyView {
    let is_demo = Session::here().desk_untracked().is_some_and(|desk| desk.demo);
    let body = move || {
        match (folder::can_choose(), is_demo) {
        (false, _) => view! {
            <p>"This browser does not let a page write to a folder: Chrome and Edge do, over https. Export the ledger instead, and put the file there."</p>
        }
        .into_any(),
        (_, true) => view! { <p>"The demo’s ledger is lost with this page, so that it is written to no folder."</p> }.into_any(),
        _ => state(books, books.shared()),
    }
    };
    view! {
        <Card title="A folder for the team">
            <div class="card__body stack stack-3">
                <p>
                    "Each entry is also written to a folder, as a file of its own. On a shared drive it is the ledger of all who work there: what colleagues wrote is taken in when Lanyard opens. Nothing in it is ever written over."
                </p>
                <div role="status" class="stack stack-3">{live(body)}</div>
            </div>
        </Card>
    }
    .into_any()
}

fn state(books: Books, shared: Shared) -> AnyView {
    let choose = |words: &'static str| {
        view! { <Button icon=Icon::Ledger on_press=Callback::new(move |()| shared::choose(books))>{words}</Button> }
    };
    let leave =
        || view! { <Button on_press=Callback::new(move |()| shared::leave(books))>"Stop writing there"</Button> };
    match shared {
        Shared::None => view! { <div class="btn-row">{choose("Choose a folder")}</div> }.into_any(),
        Shared::Asleep(name) => {
            let wake = Callback::new(move |()| shared::wake(books));
            view! {
                <Banner tone=Tone::Warn title=format!("{name} waits for your leave")>
                    <p>"The browser asks on each visit whether this page may write there. Until then entries are kept in this browser only."</p>
                </Banner>
                <div class="btn-row"><Button icon=Icon::Check on_press=wake>"Open it again"</Button>{leave()}</div>
            }
            .into_any()
        }
        Shared::Open { name, entries: count, taken, bad } => {
            let taken = (taken > 0).then(|| format!(" {} came from there.", entries(taken)));
            let bad = (!bad.is_empty()).then(|| bad_files(&bad));
            let sync = Callback::new(move |()| shared::sync(books));
            view! {
                <p class="ok strong line">{ui::icon(Icon::Ok)}<span>{format!("{name}: {} in it.", entries(count))}{taken}</span></p>
                {bad}
                <div class="btn-row"><Button icon=Icon::Rotate on_press=sync>"Look again"</Button>{leave()}</div>
            }
            .into_any()
        }
        Shared::Failed(name, why) => {
            let again = Callback::new(move |()| shared::wake(books));
            view! {
                <Banner tone=Tone::Danger title=format!("{name} cannot be used")>
                    <p>"The reason: "{why}". Entries are kept in this browser meanwhile, and written there when it works again."</p>
                </Banner>
                <div class="btn-row"><Button icon=Icon::Rotate on_press=again>"Try again"</Button>{choose("Choose another folder")}{leave()}</div>
            }
            .into_any()
        }
    }
}

fn bad_files(bad: &[String]) -> AnyView {
    const NAMED: usize = 5;
    let names =
        bad.iter().take(NAMED).map(|name| view! { <li class="mono wrap-any">{name.clone()}</li> }).collect_view();
    let more = bad.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> });
    let title = if bad.len() == 1 {
        "A file in it is not as it was written".to_owned()
    } else {
        format!("{} files in it are not as they were written", bad.len())
    };
    view! { <Banner tone=Tone::Warn title=title><ul class="problems">{names}{more}</ul><p>"They are left out, and left as they are."</p></Banner> }
        .into_any()
}
