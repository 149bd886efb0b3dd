//! What stands around a screen that shows the directory: reading it, failing to, how old it is,
//! and what it cannot tell.

use crate::components::live;
use crate::{
    books::{Books, Standing},
    browser::{clock, page},
    components::{
        Banner, Button, ButtonSize, Empty, Icon, IconButton, LinkButton, PageHead, ProgressBar, SkeletonTable, Tone,
    },
    route::{RecordsPlace, Route},
    session::{Again, Session, Shelf},
};
use access::Directory;
use leptos::prelude::*;
use onboarding::dates;
use std::sync::Arc;

/// Draws a screen of the directory once it is there, and anew when it was read again. Until then
/// `title` stands over the shapes of what is to come.
pub fn shelved(title: &'static str, draw: impl Fn(Arc<Directory>) -> AnyView + Send + 'static) -> AnyView {
    drawn(title, |a, b| !same(a, b), draw)
}

/// The same, but not drawn anew when it was read again: for work that somebody is in the middle of.
pub fn shelved_once(title: &'static str, draw: impl Fn(Arc<Directory>) -> AnyView + Send + 'static) -> AnyView {
    drawn(title, |a, b| a.is_some_and(Option::is_some) != b.is_some_and(Option::is_some), draw)
}

/// Whether one directory follows another in a way that matters.
type Differ = fn(Option<&Option<Arc<Directory>>>, Option<&Option<Arc<Directory>>>) -> bool;

fn drawn(title: &'static str, differ: Differ, draw: impl Fn(Arc<Directory>) -> AnyView + Send + 'static) -> AnyView {
    let session = Session::here();
    let directory = Memo::new_with_compare(move |_| session.directory(), differ);
    let drawn = move || {
        page::keep_focus();
        match directory.get() {
            Some(directory) => draw(directory),
            None => view! { <PageHead title=title/>{live(move || waiting(session))} }.into_any(),
        }
    };
    view! { {live(drawn)} }.into_any()
}

fn same(a: Option<&Option<Arc<Directory>>>, b: Option<&Option<Arc<Directory>>>) -> bool {
    match (a.and_then(Option::as_ref), b.and_then(Option::as_ref)) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

fn waiting(session: Session) -> AnyView {
    match session.shelf() {
        Shelf::Failed(error) => view! {
            <Empty icon=Icon::Offline title="Matomo could not be read">
                <p>{access::why(&error)}</p>
                <div class="btn-row"><Button icon=Icon::Rotate on_press=Callback::new(move |()| session.refresh())>"Read again"</Button></div>
            </Empty>
        }
        .into_any(),
        Shelf::Reading { done, total } if total > 1 => view! {
            <div class="content">
                <ProgressBar
                    label="Requests answered"
                    words=format!("Reading access, {done} of {total} requests")
                    done=Signal::stored(done)
                    total=Signal::stored(total)
                />
            </div>
        }
        .into_any(),
        _ => view! { <div class="scroll"><SkeletonTable label="Reading people, sites and roles"/></div> }.into_any(),
    }
}

/// How many there are and when they were read, with a button that reads again.
pub fn freshness(counted: String) -> AnyView {
    let session = Session::here();
    let read = move || match session.shelf() {
        Shelf::Ready { read_at, .. } => dates::ago(read_at, session.now().max(clock::now())),
        _ => String::new(),
    };
    let busy = Signal::derive(move || matches!(session.shelf(), Shelf::Ready { again: Again::Reading, .. }));
    let failed = move || match session.shelf() {
        Shelf::Ready { again: Again::Failed(error), .. } => {
            Some(view! { <span class="state danger" role="alert">"Not read again: "{access::why(&error)}</span> })
        }
        _ => None,
    };
    view! {
        <span class="muted">{counted}", read "{live(read)}</span>
        <IconButton icon=Icon::Rotate label="Refresh" size=ButtonSize::Small busy=busy on_press=Callback::new(move |()| session.refresh())/>
        {live(failed)}
    }
    .into_any()
}

/// What the access shown is worth, by the plugins that were found.
pub fn explicit_note() -> String {
    let Some(found) = sign_in_plugins() else { return String::new() };
    if found.is_empty() {
        return "Explicit access as Matomo stores it. None of the plugins that add rights at sign-in and that Lanyard knows was found.".to_owned();
    }
    format!(
        "Explicit access as Matomo stores it. {} can change what somebody may do when they sign in; that is not shown here.",
        found.join(", ")
    )
}

/// The plugins that were found and that have a hand in signing in; `None` where nobody is connected.
pub fn sign_in_plugins() -> Option<Vec<&'static str>> {
    const KNOWN: [&str; 4] = ["LoginLdap", "LoginSaml", "LoginOIDC", "GroupPermissions"];
    let desk = Session::here().desk_untracked()?;
    Some(desk.connection.plugins.iter().copied().filter(|plugin| KNOWN.contains(plugin)).collect())
}

/// A page of Matomo itself.
pub fn matomo_page(query: &str) -> String {
    Session::here().desk_untracked().map(|desk| desk.client.url().page(query)).unwrap_or_default()
}

/// What somebody who comes in should know: grants that have ended, changes that others made. It can be put aside for
/// the session.
pub fn news() -> AnyView {
    let books = Books::here();
    let news = Memo::new(move |_| books.news());
    let put_aside = move |what: fn(&mut Standing) -> &mut usize, label: &'static str| {
        let press = Callback::new(move |()| books.put_aside(what));
        view! { <IconButton icon=Icon::X label=label size=ButtonSize::Small on_press=press/> }.into_any()
    };
    let ended = move |count: usize| {
        let title = match count {
            1 => "1 grant has ended: review and revoke".to_owned(),
            n => format!("{n} grants have ended: review and revoke"),
        };
        let aside = put_aside(|standing| &mut standing.ended, "Put ended grants aside");
        let close = view! {
            <span class="row"><LinkButton href=Route::Due.href() size=ButtonSize::Small>"See what is due"</LinkButton>{aside}</span>
        };
        view! { <Banner tone=Tone::Warn title=title strip=true close=close.into_any()/> }
    };
    let drift = move |count: usize| {
        let title = match count {
            1 => "1 change was made outside of the console".to_owned(),
            n => format!("{n} changes were made outside of the console"),
        };
        let aside = put_aside(|standing| &mut standing.drift, "Put changes from outside aside");
        let href = Route::Records(RecordsPlace::Outside).href();
        let close = view! {
            <span class="row"><LinkButton href=href size=ButtonSize::Small>"Look at them"</LinkButton>{aside}</span>
        };
        view! { <Banner tone=Tone::Info title=title strip=true close=close.into_any()/> }
    };
    live(move || {
        let Standing { ended: over, drift: changed, .. } = news.get();
        view! { {(over > 0).then(|| ended(over))}{(changed > 0).then(|| drift(changed))} }
    })
}

/// For a site admin: what Matomo does not tell.
pub fn own_sites_note() -> AnyView {
    view! {
        <Banner tone=Tone::Info title="You see the people on your own sites" strip=true>
            <p>
                "Your token is a site admin’s. Matomo does not tell it about super users, about people without access to your sites, or about anybody’s two-factor state and most e-mail addresses."
            </p>
        </Banner>
    }
    .into_any()
}
