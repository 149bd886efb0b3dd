//! A token that is not in memory any more is pasted again, and is told from another one by its fingerprint.

use crate::components::{Button, ButtonKind, Note, PasswordField};
use leptos::prelude::*;
use matomo_api::Token;
use tokens::{Entry, Fingerprint, look};

/// A field for a token of an entry. `secret` is its name on the button that shows it.
pub fn field(
    label: &'static str,
    secret: &'static str,
    button: &'static str,
    entry: &Entry,
    busy: RwSignal<bool>,
    taken: Callback<Token>,
) -> AnyView {
    let expected = entry.fingerprint.clone();
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    crate::components::follow(typed, move |_| wrong.set(None));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let token = match typed.with_untracked(|typed| look(typed)) {
            Ok(token) => token,
            Err(why) => return wrong.set(Some(why.to_string())),
        };
        let found = Fingerprint::of(&token);
        match &expected {
            Some(expected) if *expected != found => {
                wrong.set(Some(format!(
                    "This is another token: its fingerprint is {found}, not {expected}. Nothing was sent."
                )));
            }
            _ => {
                typed.set(String::new());
                taken.run(token);
            }
        }
    };
    let notes = Signal::derive(move || wrong.get().map(Note::error).into_iter().collect::<Vec<_>>());
    let help = match &entry.fingerprint {
        Some(fingerprint) => format!("The one with the fingerprint {fingerprint}. It is kept nowhere."),
        None => "It is kept nowhere.".to_owned(),
    };
    view! {
        <form class="stack stack-3 measure" novalidate on:submit=submit>
            <PasswordField label=label secret=secret value=typed mono=true help=help notes=notes/>
            <div class="btn-row"><Button kind=ButtonKind::Primary submit=true busy=busy>{button}</Button></div>
        </form>
    }
    .into_any()
}
