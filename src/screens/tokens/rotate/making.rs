//! The new token is made, for the same owner.

use super::Turn;
use crate::screens::tokens::make::{Maker, form::Form};
use leptos::{prelude::*, task::spawn_local};
use tokens::EntryId;

pub fn step(turn: Turn) -> AnyView {
    let Some(entry) = untrack(|| turn.entry()) else { return ().into_any() };
    let form = Form::next_of(turn.directory.get_value(), &entry, turn.held);
    let maker = Maker::new(form, turn.held);
    let done = Callback::new(move |new: EntryId| {
        let (register, old) = (turn.register, turn.id());
        spawn_local(async move { super::note_made(register, &old, &new).await });
    });
    let lead = format!("It belongs to {}, like the old one. The old one works on until it is revoked.", entry.owner);
    view! {
        <p class="soft">{lead}</p>
        {maker.fields("stack stack-5", ().into_any(), "Make the new token", done)}
    }
    .into_any()
}
