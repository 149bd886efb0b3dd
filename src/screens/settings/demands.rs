//! What has to be there before anything is applied.

use super::Desk;
use crate::components::{Card, Check};
use leptos::prelude::*;
use records::{Demands, RiskKind};

/// Reason, ticket, approval, two people.
pub(super) fn demands(desk: Desk) -> AnyView {
    let needs_approval = move |kind: RiskKind| {
        let checked = Signal::derive(move || desk.now.with(|now| now.demands.approval_for.contains(&kind)));
        let turn = Callback::new(move |on: bool| {
            desk.edit(|now| match on {
                true => _ = now.demands.approval_for.insert(kind),
                false => _ = now.demands.approval_for.remove(&kind),
            });
        });
        view! { <Check checked=checked on_change=turn>{capitalised(kind.words())}</Check> }
    };
    let four_eyes = "Whoever applies such a plan is somebody else than who prepared it (four eyes)";
    view! {
        <Card title="Records and approval">
            <div class="card__body stack stack-5">
                <p class="soft small measure">"What has to be said before a change is applied, on the role matrix and when somebody is onboarded. It is on record with the change. It binds whoever uses this console with these settings, not Matomo."</p>
                <div class="stack stack-1">
                    {switch(desk, "A reason for every change", |demands| &mut demands.reason)}
                    {switch(desk, "A ticket for every change", |demands| &mut demands.ticket)}
                </div>
                <fieldset class="stack stack-2">
                    <legend class="field__label">"An approval is needed for"</legend>
                    <div class="columns">{RiskKind::ALL.map(needs_approval).into_iter().collect_view()}</div>
                </fieldset>
                <div class="stack stack-1">
                    {switch(desk, four_eyes, |demands| &mut demands.four_eyes)}
                    <p class="field__help">"Such a plan is one that needs an approval. It is saved as a file, and opened and applied by the other."</p>
                </div>
            </div>
        </Card>
    }
    .into_any()
}

fn switch(desk: Desk, label: &'static str, part: fn(&mut Demands) -> &mut bool) -> AnyView {
    let checked = Signal::derive(move || *part(&mut desk.now.get().demands));
    let turn = Callback::new(move |on| desk.edit(|now| *part(&mut now.demands) = on));
    view! { <Check checked=checked on_change=turn>{label}</Check> }.into_any()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
