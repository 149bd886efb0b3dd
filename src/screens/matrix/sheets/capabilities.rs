//! Capabilities for the selection: each is given, taken away, or left as it is.

use super::super::desk::{Desk, cells};
use crate::{
    components::{Button, ButtonKind, Choice, Segmented},
    screens::marks,
};
use access::matrix::{Held, Target};
use leptos::prelude::*;
use matomo_api::methods::AvailableCapability;

/// So many cells are looked into before it opens.
const COUNTED: usize = 20_000;

pub(super) fn choice(desk: Desk) -> AnyView {
    let directory = desk.directory();
    let known = directory.capabilities();
    if known.is_empty() {
        return view! { <p class="soft">"This Matomo knows no capabilities. They come with plugins such as the Tag Manager."</p> }
            .into_any();
    }
    let held = held(desk);
    let chosen: Vec<_> = known.iter().map(|one| (one.id.clone(), RwSignal::new(0_usize))).collect();
    let rows = known.iter().zip(&chosen).map(|(one, (_, chosen))| row(one, held.as_ref(), *chosen)).collect_view();
    let apply = Callback::new(move |()| {
        let with = |wanted: usize| {
            let those = chosen.iter().filter(move |(_, is)| is.get_untracked() == wanted);
            those.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        };
        let (add, remove) = (with(1), with(2));
        desk.close();
        desk.capabilities(add, remove);
    });
    view! {
        <div class="stack stack-4">
            <p>{whose(desk, held.as_ref())}</p>
            <p class="soft">"On top of the role. What a role holds anyway cannot be given or taken; somebody without access has none."</p>
            {rows}
            <div class="btn-row"><Button kind=ButtonKind::Primary on_press=apply>"Stage capabilities"</Button></div>
        </div>
    }
    .into_any()
}

/// What the selected cells hold, if they can be counted in no time.
fn held(desk: Desk) -> Option<Held> {
    let matrix = desk.matrix_untracked();
    let area = desk.selection.get_untracked().area(matrix.size());
    let Target { people, sites } = matrix.target(&area);
    (people.len() * sites.len() <= COUNTED).then(|| desk.staging.with_untracked(|edits| matrix.held(edits, &area)))
}

/// "ann on Alpine shop: view, with 1 capability.", "3 people, 4 sites: 5 view, 7 without access."
fn whose(desk: Desk, held: Option<&Held>) -> String {
    let Target { people, sites } = desk.target();
    let whose = match people.as_slice() {
        [one] => one.to_string(),
        all => format!("{} people", all.len()),
    };
    let place = match sites.as_slice() {
        [one] => format!(" on {}", marks::site_named(&desk.directory(), *one)),
        all => format!(", {} sites", all.len()),
    };
    let what = held.map_or_else(|| cells(people.len() * sites.len()), Held::in_words);
    format!("{whose}{place}: {what}.")
}

fn row(one: &AvailableCapability, held: Option<&Held>, chosen: RwSignal<usize>) -> AnyView {
    let names: Vec<String> = one.included_in.iter().map(|role| marks::mark(*role).words().to_owned()).collect();
    let anyway = match names.as_slice() {
        [] => String::new(),
        [one] => format!(" {one} holds it anyway."),
        [first @ .., last] => format!(" {} and {last} hold it anyway.", first.join(", ")),
    };
    let now = held.map(|held| {
        let (given, by_role) = held.of(&one.id);
        match (held.cells, given, by_role) {
            (_, 0, 0) => "Not held.".to_owned(),
            (1, 1, _) => "Given.".to_owned(),
            (1, ..) => "Held by the role.".to_owned(),
            (all, given, 0) => format!("Given in {given} of {all} cells."),
            (all, 0, by_role) => format!("Held by the role in {by_role} of {all} cells."),
            (all, given, by_role) => format!("Given in {given}, held by the role in {by_role} of {all} cells."),
        }
    });
    view! {
        <div class="row spread">
            <div>
                <p class="strong">{one.name.clone()}<span class="muted">{format!(" {}", one.category)}</span></p>
                <p class="small soft">{one.description.clone()}{anyway}</p>
                <p class="small">{now}</p>
            </div>
            <Segmented
                legend=one.name.clone()
                choices=vec![Choice::new("As it is"), Choice::new("Give"), Choice::new("Take")]
                chosen=Signal::derive(move || Some(chosen.get()))
                on_choose=Callback::new(move |at| chosen.set(at))
            />
        </div>
    }
    .into_any()
}
