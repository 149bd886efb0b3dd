//! Trying a token in an address, which says whether it is POST only. Asked for apart: what stands in an address
//! stands in the server's log.

use super::{Desk, known};
use crate::{
    components::{Button, ButtonKind, ButtonSize, Dialog, Note, note},
    screens::tokens::asking::counted,
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Features, Token, Version, call_with_token_in_address, methods::HasSuperUserAccess};

/// What is known of a token in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// It was not tried.
    NotTried,
    /// This version of Matomo may not know the difference.
    NoMatter,
    Asking,
    Skipped,
    /// It is refused there.
    PostOnly,
    /// It works there too.
    Anywhere,
    /// What came says nothing.
    Unclear,
}

#[derive(Clone, Copy)]
pub struct Trial {
    /// A token that works, until it was tried here or left.
    token: StoredValue<Option<Token>, LocalStorage>,
    found: RwSignal<Found>,
    open: RwSignal<bool>,
}

impl Trial {
    pub fn new() -> Self {
        Self { token: StoredValue::new_local(None), found: RwSignal::new(Found::NoMatter), open: RwSignal::new(false) }
    }

    /// Keeps a token that works, where trying it would tell something.
    pub fn offer(self, token: Token, version: Version) {
        let tells = Features::of(version).secure_only;
        self.token.try_set_value(tells.then_some(token));
        self.found.try_set(if tells { Found::NotTried } else { Found::NoMatter });
    }

    pub fn drop_token(self) {
        self.token.try_set_value(None);
    }

    /// Follows what is found.
    pub fn track(self) {
        self.found.track();
    }

    /// Whether it is POST only, if that was found.
    pub fn found(self) -> Option<bool> {
        match self.found.get_untracked() {
            Found::PostOnly => Some(true),
            Found::Anywhere => Some(false),
            _ => None,
        }
    }
}

/// What is known, in words.
pub fn said(desk: Desk) -> &'static str {
    match desk.address.found.get() {
        Found::NoMatter => "This version may ignore that wish: take the token for one that also works in an address",
        Found::NotTried => "Not looked at: that takes sending it in an address, which logs keep",
        Found::Asking => "Asking Matomo, once…",
        Found::Skipped => "Not looked at",
        Found::PostOnly => "POST only: refused in an address",
        Found::Anywhere => "It also works in an address",
        Found::Unclear => "Not known: Matomo answered something else",
    }
}

/// The way to trying it, and what is to be done afterwards.
pub fn button(desk: Desk) -> Option<AnyView> {
    let trial = desk.address;
    match trial.found.get() {
        Found::NotTried => Some(
            view! {
                <div class="btn-row">
                    <Button size=ButtonSize::Small on_press=Callback::new(move |()| trial.open.set(true))>"Try it in an address"</Button>
                </div>
            }
            .into_any(),
        ),
        Found::PostOnly | Found::Anywhere | Found::Unclear => Some(note(Note::warn(
            "It stands in the server’s access log now. Replace it if others read that log.",
        ))),
        Found::NoMatter | Found::Asking | Found::Skipped => None,
    }
}

/// Says what it means before it is done.
pub fn dialog(desk: Desk) -> AnyView {
    let trial = desk.address;
    let skip = move |()| {
        trial.drop_token();
        trial.found.set(Found::Skipped);
        trial.open.set(false);
    };
    let foot = move || {
        view! {
            <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| try_it(desk))>"Send it once in an address"</Button>
            <Button on_press=Callback::new(skip)>"Skip"</Button>
        }
        .into_any()
    };
    view! {
        <Dialog open=trial.open title="Try it in an address?" small=true foot=foot>
            <p>"One request is sent with the token in its address. It then stands in the server’s access log, and in that of every proxy on the way. If others read those logs, replace the token afterwards."</p>
            <p class="soft">"A token that is POST only is refused there, and Matomo counts that as one failed try."</p>
        </Dialog>
    }
    .into_any()
}

fn try_it(desk: Desk) {
    let trial = desk.address;
    trial.open.set(false);
    let token = trial.token.try_update_value(Option::take).flatten();
    let (Some(token), Some(at)) = (token, desk.session.desk_untracked()) else { return };
    trial.found.set(Found::Asking);
    spawn_local(async move {
        let url = at.client.url();
        let transport = at.client.transport();
        let answer = call_with_token_in_address(&**transport, url, &token, &HasSuperUserAccess).await;
        drop(token);
        let found = match answer.map_err(|error| counted(&error, url)) {
            Ok(_) => Found::Anywhere,
            // It worked a moment ago. From another origin no refusal can be read.
            Err(refusal) if refusal.counts() => Found::PostOnly,
            Err(_) => Found::Unclear,
        };
        let fingerprint = desk.fingerprint.try_get_untracked().flatten();
        trial.found.try_set(found);
        if matches!(found, Found::PostOnly | Found::Anywhere) {
            known::note_post_only(desk.register, fingerprint.as_ref(), found == Found::PostOnly).await;
        }
    });
}
