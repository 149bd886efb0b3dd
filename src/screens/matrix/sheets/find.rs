//! Going to a person or a site without filtering anything away.

use super::super::desk::Desk;
use crate::{
    components::{Button, SearchBox, live},
    screens::marks,
};
use access::matrix::{At, Found};
use leptos::{ev::KeyboardEvent, prelude::*};

/// So many are offered; typing narrows them.
const OFFERED: usize = 10;

pub(super) fn find(desk: Desk) -> AnyView {
    let typed = RwSignal::new(String::new());
    let go = move |found: &Found| {
        let focus = desk.selection.get_untracked().focus;
        desk.close();
        desk.go_to(match *found {
            Found::Row(row) => At { row, ..focus },
            Found::Site { column, .. } => At { column, ..focus },
        });
    };
    let first = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            let found = typed.with_untracked(|text| desk.matrix_untracked().find(text, 1));
            found.first().into_iter().for_each(go);
        }
    };
    let found = move || {
        let matrix = desk.matrix();
        let offer = |found: Found| {
            let words = match &found {
                Found::Row(row) => matrix.row(*row)?.login.to_string(),
                Found::Site { id, .. } => format!("{}, id {id}", marks::site_named(&desk.directory(), *id)),
            };
            let press = Callback::new(move |()| go(&found));
            Some(view! { <li><Button on_press=press>{words}</Button></li> })
        };
        let offers = typed.with(|text| matrix.find(text, OFFERED)).into_iter().filter_map(offer).collect_view();
        if offers.is_empty() && typed.with(|text| !text.trim().is_empty()) {
            return view! { <li class="soft">"Nobody and nothing that is shown has this in its name."</li> }.into_any();
        }
        offers.into_any()
    };
    view! {
        <div class="stack stack-4">
            // Enter goes to the first that is offered.
            <div on:keydown=first>
                <SearchBox label="Person or site" placeholder="Login, address, site or id" value=typed on_input=Callback::new(move |text| typed.set(text))/>
            </div>
            <ul class="stack stack-2">{live(found)}</ul>
        </div>
    }
    .into_any()
}
