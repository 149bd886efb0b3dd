//! Searching and sorting out the register, and what is done with those that are chosen.

use super::{AT_ONCE, Desk};
use crate::{
    components::{Button, ButtonKind, ButtonSize, Chip, Chips, Choice, Icon, LinkButton, SearchBox, Segmented, live},
    route::{RegisterBy, Route, TokensPlace},
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use tokens::State;

pub fn draw(desk: Desk) -> AnyView {
    let choices = ["By due date", "By owner", "By system"].map(Choice::new).to_vec();
    let by = Signal::derive(move || RegisterBy::ALL.iter().position(|by| desk.view.with(|view| view.by == *by)));
    let text = Signal::derive(move || desk.view.with(|view| view.text.clone()));
    let chip = move |state: Option<State>| {
        let count = Signal::derive(move || {
            let all = desk.all.get().unwrap_or_default();
            all.iter().filter(|line| state.is_none_or(|state| state == line.state)).count()
        });
        let pressed = Signal::derive(move || desk.view.with(|view| view.state == state));
        let press = Callback::new(move |()| desk.look(|view| view.state = state.filter(|_| view.state != state)));
        view! { <Chip label=state.map_or("All", State::words) pressed=pressed count=count on_press=press/> }
    };
    view! {
        <div class="stack stack-3" role="search" aria-label="Register">
            <div class="row row-3">
                <SearchBox
                    label="Find a token"
                    placeholder="Name, owner, system"
                    value=text
                    on_input=Callback::new(move |typed: String| desk.look(|view| view.text = typed))
                />
                <Segmented legend="What stands together" choices=choices chosen=by
                    on_choose=Callback::new(move |at: usize| desk.look(|view| view.by = RegisterBy::ALL[at]))/>
            </div>
            <Chips label="State">{chip(None)}{State::ALL.map(|state| chip(Some(state))).into_iter().collect_view()}</Chips>
        </div>
        <div role="status">{live(move || chosen(desk))}</div>
    }
    .into_any()
}

/// What is done with those that are chosen. Those that went, or are not shown, are not among them.
fn chosen(desk: Desk) -> Option<AnyView> {
    let chosen = desk.chosen.get();
    let lines = desk.shown.get();
    let ids: Vec<_> = lines.iter().filter(|line| chosen.contains(&line.id)).map(|line| line.id.clone()).collect();
    let count = ids.len();
    if count == 0 {
        return None;
    }
    let ahead = match count {
        1..=AT_ONCE => {
            let href = Route::Tokens(TokensPlace::Rotate(ids)).href();
            view! { <LinkButton href=href kind=ButtonKind::Primary size=ButtonSize::Small icon=Icon::Rotate>{format!("Rotate {count}")}</LinkButton> }
                .into_any()
        }
        _ => view! { <span class="warn">{format!("At most {AT_ONCE} go in one row.")}</span> }.into_any(),
    };
    Some(
        view! {
            <div class="row">
                <span class="strong">{format!("{count} chosen")}</span>
                {ahead}
                <Button size=ButtonSize::Small on_press=Callback::new(move |()| desk.chosen.set(BTreeSet::new()))>"Choose none"</Button>
            </div>
        }
        .into_any(),
    )
}
