//! What the advisor says: the least access for what was said to be needed, why, and what is more or less.

use super::Wizard;
use crate::{
    components::{Banner, Button, ButtonSize, Card, Note, Tone, live, note},
    screens::marks,
};
use ::access::{Environment, Grant};
use leptos::prelude::*;
use matomo_api::SiteId;
use onboarding::{
    Case,
    advisor::{self, Advice, advise, excess, uncovered},
};

/// The proposal over the table; nothing where nobody said what is needed.
pub(super) fn proposal(wizard: &Wizard) -> AnyView {
    let wizard = wizard.clone();
    live(move || wizard.cases.with(|case| (!case.engagement.needs.is_empty()).then(|| card(&wizard, case))))
}

fn card(wizard: &Wizard, case: &Case) -> AnyView {
    let known = wizard.directory.capabilities();
    let advice = advise(&case.engagement.needs, Environment::Production, known);
    let more = match advice.capabilities.len() {
        0 => String::new(),
        _ => format!(" + {}", marks::capabilities(&advice.grant(), known)),
    };
    let because = |reason: advisor::Reason| {
        view! { <li><strong>{reason.need.name()}</strong>": "{reason.sentence}" "<span class="muted small">{reason.source}</span></li> }
    };
    let cannot =
        |cannot: advisor::Cannot| view! { <li><strong>{cannot.need.name()}</strong>": "{cannot.sentence}</li> };
    let (of_chosen, of_all) = (wizard.clone(), wizard.clone());
    let on_chosen = Callback::new(move |()| give(&of_chosen, |case, _| case.access.keys().copied().collect()));
    let on_production = Callback::new(move |()| {
        give(&of_all, |_, wizard| {
            let sites = wizard.directory.sites().iter();
            sites.filter(|site| site.environment() == Environment::Production).map(|site| site.id).collect()
        });
    });
    let Advice { role, because: reasons, cannot: impossible, cautions, .. } = advice;
    let impossible = (!impossible.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Info title="Not given by roles">
                <ul>{impossible.into_iter().map(cannot).collect_view()}</ul>
            </Banner>
        }
    });
    view! {
        <Card title="Proposed by what they need">
            <div class="card__body stack stack-3">
                <p class="row">{marks::role(role)}<span class="soft">{more}</span>
                    <Button size=ButtonSize::Small on_press=on_chosen>"Use on the chosen sites"</Button>
                    <Button size=ButtonSize::Small on_press=on_production>"Use on all production"</Button>
                </p>
                <details><summary>"Why"</summary><ul class="stack stack-1">{reasons.into_iter().map(because).collect_view()}</ul></details>
                {cautions.into_iter().map(|text| note(Note::warn(text))).collect_view()}
                {impossible}
            </div>
        </Card>
    }
    .into_any()
}

/// Gives what is proposed on these sites, each by its own environment.
fn give(wizard: &Wizard, sites: impl Fn(&Case, &Wizard) -> Vec<SiteId>) {
    let case = wizard.cases.case_untracked();
    let proposed: Vec<(SiteId, Grant)> = sites(&case, wizard)
        .into_iter()
        .filter_map(|id| Some((id, case.advice(id, &wizard.directory)?.grant())))
        .collect();
    wizard.cases.edit(|case| case.access.extend(proposed));
}

/// What is more, or less, than is needed on one site.
pub(super) fn on_site(wizard: &Wizard, case: &Case, id: SiteId) -> Vec<String> {
    let known = wizard.directory.capabilities();
    let Some((grant, advice)) = case.access.get(&id).zip(case.advice(id, &wizard.directory)) else { return Vec::new() };
    let mut said: Vec<String> = excess(&advice, grant, known).map(|excess| excess.why).into_iter().collect();
    // What no role gives is told once, over the table.
    let open = uncovered(&case.engagement.needs, grant, known);
    let open: Vec<_> = open.into_iter().filter(|need| !advice.cannot.iter().any(|c| c.need == *need)).collect();
    if !open.is_empty() {
        said.push(format!("Not enough for: {}.", open.iter().map(|need| need.name()).collect::<Vec<_>>().join(", ")));
    }
    said
}

/// What to think about in the case as a whole.
pub(super) fn risks(wizard: &Wizard) -> AnyView {
    let wizard = wizard.clone();
    let shown = move || {
        let found = wizard.cases.with(|case| advisor::risks(case, &wizard.directory));
        found.into_iter().map(|risk| note(Note::warn(risk.sentence))).collect_view()
    };
    view! { <div class="stack stack-2" aria-live="polite">{live(shown)}</div> }.into_any()
}
