//! Putting right what is known of a token.

use super::{
    Desk,
    form::{Form, Typed},
};
use crate::{
    browser::{clock, page},
    components::{Button, ButtonKind, Toasts},
};
use leptos::{prelude::*, task::spawn_local};
use onboarding::dates;

pub fn card(desk: Desk) -> AnyView {
    let Some(line) = desk.line.get_untracked() else { return ().into_any() };
    let known = Typed::of(&line.entry);
    let form = Form::new(known.clone(), dates::of_seconds(clock::now()));
    let done = move || {
        desk.editing.set(false);
        request_animation_frame(|| page::focus("h1"));
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(typed) = form.read() else {
            // The fields have to be marked first.
            request_animation_frame(|| page::focus("main [aria-invalid=true]"));
            return;
        };
        if typed == known {
            return done();
        }
        let toasts = Toasts::here();
        spawn_local(async move {
            desk.register.change(&desk.id(), "Edited.".to_owned(), |entry| typed.write_to(entry)).await;
            toasts.say("Saved");
        });
        done();
    };
    let inside = view! {
        <form class="stack stack-5" novalidate on:submit=submit>
            {form.what()}
            {form.where_and_when()}
            <div class="btn-row">
                <Button kind=ButtonKind::Primary submit=true>"Save"</Button>
                <Button on_press=Callback::new(move |()| done())>"Cancel"</Button>
            </div>
        </form>
    };
    super::framed("Edit", ().into_any(), inside.into_any())
}
