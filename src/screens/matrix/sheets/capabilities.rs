//! Capabilities for the selection: each is given, taken away, or left as it is.

use super::super::desk::Desk;
use crate::components::{Button, ButtonKind, Choice, Segmented};
use leptos::prelude::*;
use matomo_api::methods::AvailableCapability;

pub(super) fn choice(desk: Desk) -> AnyView {
    let directory = desk.directory();
    let known = directory.capabilities();
    if known.is_empty() {
        return view! { <p class="soft">"This Matomo knows no capabilities. They come with plugins such as the Tag Manager."</p> }
            .into_any();
    }
    let chosen: Vec<_> = known.iter().map(|one| (one.id.clone(), RwSignal::new(0_usize))).collect();
    let rows = known.iter().zip(&chosen).map(|(one, (_, chosen))| row(one, *chosen)).collect_view();
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
            <p class="soft">"On top of the role. What a role holds anyway cannot be given or taken; somebody without access has none."</p>
            {rows}
            <div class="btn-row"><Button kind=ButtonKind::Primary on_press=apply>"Stage capabilities"</Button></div>
        </div>
    }
    .into_any()
}

fn row(one: &AvailableCapability, chosen: RwSignal<usize>) -> AnyView {
    let held = match one.included_in.as_slice() {
        [] => String::new(),
        roles => {
            let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
            format!(" {} holds it anyway.", names.join(", "))
        }
    };
    view! {
        <div class="row spread">
            <div>
                <p class="strong">{one.name.clone()}<span class="muted">{format!(" {}", one.category)}</span></p>
                <p class="small soft">{one.description.clone()}{held}</p>
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
