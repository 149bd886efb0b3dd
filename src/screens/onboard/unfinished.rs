//! Cases that are not finished: work that was interrupted first, then drafts.

use crate::{
    browser::clock,
    cases::{self, Cases, Record},
    components::{Banner, Button, ButtonKind, ButtonSize, LinkButton, Tone},
    route::{CaseId, OnboardStep, Route},
    session::Session,
};
use leptos::{prelude::*, task::spawn_local};
use onboarding::dates;

/// What waits, as a banner; nothing where nothing does. `interrupted`: only work that was begun.
#[component]
pub fn Unfinished(#[prop(optional)] interrupted: bool) -> impl IntoView {
    let (session, all) = (Session::here(), Cases::here());
    let found = RwSignal::new(Vec::<(CaseId, Record)>::new());
    Effect::new(move || {
        let Some(desk) = session.desk() else { return };
        spawn_local(async move {
            let mut waiting = cases::unfinished(desk.client.url()).await;
            waiting.retain(|(_, record)| record.has_begun() || !interrupted);
            found.set(waiting);
        });
    });
    let discard = move |id: CaseId| {
        Callback::new(move |()| {
            let id = id.clone();
            found.update(|found| found.retain(|(own, _)| *own != id));
            spawn_local(async move { all.discard(&id).await });
        })
    };
    let line = move |(id, record): (CaseId, Record)| {
        let case = &record.case;
        let who = [&case.full_name, &case.login, &case.email].into_iter().find(|text| !text.trim().is_empty());
        let who = who.map_or_else(|| "Nobody named yet".to_owned(), |text| text.trim().to_owned());
        let (step, state) =
            if record.has_begun() { (OnboardStep::HandOver, "interrupted") } else { (OnboardStep::Person, "draft") };
        let href = Route::Onboard { step, case: Some(id.clone()) }.href();
        let when = dates::ago(record.changed, clock::now());
        let (resume, drop) = (format!("Resume {who}"), format!("Discard {who}"));
        view! {
            <li class="row spread">
                <span class="wrap-any"><span class="strong">{who}</span>{format!(", {state}, {when}")}</span>
                <span class="row">
                    <LinkButton href=href size=ButtonSize::Small>{resume}</LinkButton>
                    <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=discard(id)>{drop}</Button>
                </span>
            </li>
        }
    };
    move || {
        let waiting = found.get();
        (!waiting.is_empty()).then(|| {
            let any_begun = waiting.iter().any(|(_, record)| record.has_begun());
            let tone = if any_begun { Tone::Warn } else { Tone::Info };
            let title = if any_begun { "Work was interrupted" } else { "Unfinished drafts" };
            view! {
                <Banner tone=tone title=title strip=true>
                    <ul class="stack stack-1">{waiting.into_iter().map(line).collect_view()}</ul>
                </Banner>
            }
        })
    }
}
