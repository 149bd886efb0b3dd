//! The new token is made, for the same owner.

use super::Turn;
use crate::{
    components::{Button, ButtonKind, Icon},
    screens::tokens::make::{Maker, fields, form::Form},
};
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
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        maker.press(done);
    };
    let lead = format!("It belongs to {}, like the old one. The old one works on until it is revoked.", entry.owner);
    view! {
        <p class="soft">{lead}</p>
        <form class="stack stack-5" novalidate on:submit=submit>
            {fields::about(form)}
            {fields::end(form)}
            {fields::proof(form)}
            {fields::plan(form)}
            {maker.failure()}
            <div class="btn-row">
                <Button kind=ButtonKind::Primary icon=Icon::Key submit=true busy=maker.busy()>"Make the new token"</Button>
            </div>
        </form>
    }
    .into_any()
}
