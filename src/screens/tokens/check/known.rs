//! What the register knows of a token that was checked, and what it learns.

use super::Desk;
use crate::{
    browser::clock,
    components::{Button, LinkButton, Note, note},
    navigation::Navigation,
    register::Register,
    route::{Route, TokensPlace},
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::Login;
use records::TokenAction;
use tokens::{Entry, EntryId, Evidence, Fingerprint, Origin, Owner, Refusal, Working};

/// The entry of the token that was checked last.
pub fn entry(desk: Desk) -> Option<EntryId> {
    desk.fingerprint.get().and_then(|fingerprint| desk.register.find(&fingerprint))
}

/// Notes that a token works, if it is known.
pub async fn note_worked(register: Register, fingerprint: &Fingerprint) {
    if let Some(id) = register.find(fingerprint) {
        register.change(&id, "Checked: works.".to_owned(), |entry| entry.worked = Some(clock::now())).await;
    }
}

/// Notes that a token is dead, if it is known.
pub async fn note_dead(register: Register, fingerprint: Option<&Fingerprint>) {
    if let Some(id) = fingerprint.and_then(|fingerprint| register.find(fingerprint)) {
        let what = "Refused, while this session’s token works.".to_owned();
        let known = untrack(|| register.entry(&id)).is_some_and(|entry| entry.is_dead());
        register.change(&id, what, |entry| entry.died = Some(clock::now())).await;
        if !known {
            register.record(&id, TokenAction::ProvenDead, "");
        }
    }
}

/// Notes whether a token works in an address, if it is known.
pub async fn note_post_only(register: Register, fingerprint: Option<&Fingerprint>, only: bool) {
    if let Some(id) = fingerprint.and_then(|fingerprint| register.find(fingerprint)) {
        let what = if only { "Refused in an address: POST only." } else { "It also works in an address." };
        register.change(&id, what.to_owned(), |entry| entry.post_only = Some(only)).await;
    }
}

fn link(register: Register, id: &EntryId) -> AnyView {
    let name = register.entry(id).map(|entry| entry.name).unwrap_or_default();
    let href = Route::Tokens(TokensPlace::Token(id.clone())).href();
    view! { <a class="wrap-any" href=href>{name}</a> }.into_any()
}

/// Of a token that works: which it is, or the way into the register.
pub fn works(desk: Desk, found: &Working) -> AnyView {
    let told = match &found.owner {
        Owner::Told(login) => Some(login.clone()),
        Owner::NotTold => None,
    };
    if let Some(id) = entry(desk) {
        let said = untrack(|| desk.register.entry(&id)).map(|entry| entry.owner);
        let other = told.zip(said).filter(|(told, said)| !told.is_same_account(said.as_str()));
        let other = other.map(|(told, said)| {
            note(Note::warn(format!(
                "The register says that it is {said}’s; Matomo says {told}’s. Put the entry right."
            )))
        });
        return view! {
            <div class="stack stack-1">
                <p>"In the register it is "{untrack(|| link(desk.register, &id))}". That it works was noted there."</p>
                {other}
            </div>
        }
        .into_any();
    }
    let way = match told {
        Some(owner) => {
            let add = Callback::new(move |()| add(desk, &owner));
            view! { <Button on_press=add>"Add it to the register"</Button> }.into_any()
        }
        None => {
            let href = Route::Tokens(TokensPlace::Declare).href();
            view! { <LinkButton href=href>"Add it by hand"</LinkButton> }.into_any()
        }
    };
    view! { <div class="row row-3"><span class="soft">"It is not in the register."</span>{way}</div> }.into_any()
}

/// Takes a token that works in, and goes on to what is not known of it.
fn add(desk: Desk, owner: &Login) {
    let Some(fingerprint) = desk.fingerprint.get_untracked() else { return };
    let now = clock::now();
    let mut entry = Entry::new(format!("Unnamed token of {owner}"), owner.clone(), Origin::Declared, now);
    entry.fingerprint = Some(fingerprint);
    entry.worked = Some(now);
    entry.post_only = desk.address.found();
    entry.note(now, desk.register.who().as_ref(), "Checked: works. Taken into the register.");
    let navigation = Navigation::here();
    spawn_local(async move {
        let id = desk.register.add(entry).await;
        desk.register.record(&id, TokenAction::Declared, "");
        desk.register.edit_next(&id);
        navigation.go(&Route::Tokens(TokensPlace::Token(id)));
    });
}

/// Of a token that does not work: which it is, and whether it is proven dead.
pub fn fails(desk: Desk, evidence: Evidence) -> Option<AnyView> {
    let id = entry(desk)?;
    let proven = evidence.refusal.counts() && evidence.known_good == Some(None);
    let more = match (proven, evidence.refusal) {
        (true, _) => ". That it is dead was noted there.",
        (false, Refusal::Silent | Refusal::Refused) => {
            ". Nothing was noted: it is not proven dead before this session’s token is seen to work."
        }
        _ => ". Nothing was noted.",
    };
    Some(view! { <p>"In the register it is "{untrack(|| link(desk.register, &id))}{more}</p> }.into_any())
}
