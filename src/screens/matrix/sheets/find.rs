//! Going to a person or a site without filtering anything away.

use super::super::desk::Desk;
use crate::{
    components::{Button, SearchBox, live},
    screens::marks,
};
use access::matrix::{At, Found};
use leptos::prelude::*;

/// So many are offered; typing narrows them.
const OFFERED: usize = 10;

pub(super) fn find(desk: Desk) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = move || {
        let matrix = desk.matrix();
        let focus = desk.selection.get_untracked().focus;
        let offer = |found: Found| {
            let (words, at) = match found {
                Found::Row(row) => (matrix.row(row)?.login.to_string(), At { row, ..focus }),
                Found::Site { id, column } => {
                    (format!("{}, id {id}", marks::site_named(&desk.directory(), id)), At { column, ..focus })
                }
            };
            let go = Callback::new(move |()| {
                desk.close();
                desk.go_to(at);
            });
            Some(view! { <li><Button on_press=go>{words}</Button></li> })
        };
        let offers = typed.with(|text| matrix.find(text, OFFERED)).into_iter().filter_map(offer).collect_view();
        if offers.is_empty() && typed.with(|text| !text.trim().is_empty()) {
            return view! { <li class="soft">"Nobody and nothing that is shown has this in its name."</li> }.into_any();
        }
        offers.into_any()
    };
    view! {
        <div class="stack stack-4">
            <SearchBox label="Person or site" placeholder="Login, address, site or id" value=typed on_input=Callback::new(move |text| typed.set(text))/>
            <ul class="stack stack-2">{live(found)}</ul>
        </div>
    }
    .into_any()
}
