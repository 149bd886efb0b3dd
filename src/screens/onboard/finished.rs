//! Cases that were carried out: their papers, and another one like them.

use crate::{
    browser::clock,
    cases::{self, Cases, Record, Work},
    components::{Button, ButtonKind, ButtonSize, LinkButton, live},
    navigation::Navigation,
    route::{CaseId, OnboardStep, Route},
    session::Session,
};
use leptos::{prelude::*, task::spawn_local};
use onboarding::{Case, dates};

/// The list, folded; nothing where there is none.
pub(super) fn list() -> AnyView {
    let (session, all, navigation) = (Session::here(), Cases::here(), Navigation::here());
    let found = RwSignal::new(Vec::<(CaseId, Record)>::new());
    let Some(desk) = session.desk_untracked() else { return ().into_any() };
    let url = desk.client.url().clone();
    spawn_local(async move {
        let done = cases::finished(&url).await;
        let _ = found.try_set(done);
    });
    let another = move |record: Record| {
        Callback::new(move |()| {
            let Some(case) = record.case() else { return };
            let id = all.start(record.instance.clone(), Work::Onboard(Box::new(case.another())));
            navigation.go(&Route::Onboard { step: OnboardStep::Person, case: Some(id) });
        })
    };
    let line = move |(id, record): (CaseId, Record)| {
        let who = record.case().and_then(Case::whom).unwrap_or_else(|| "somebody".to_owned());
        let when = dates::ago(record.changed, clock::now());
        let papers = Route::Onboard { step: OnboardStep::HandOver, case: Some(id.clone()) }.href();
        let names = [format!("Papers of {who}"), format!("Another like {who}"), format!("Forget {who}")];
        let [papers_of, another_like, forget] = names;
        view! {
            <li class="row spread">
                <span class="wrap-any"><span class="strong">{who}</span>{format!(", {when}")}</span>
                <span class="row">
                    <LinkButton href=papers size=ButtonSize::Small>{papers_of}</LinkButton>
                    <Button size=ButtonSize::Small on_press=another(record)>{another_like}</Button>
                    <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=all.discarding(found, id)>{forget}</Button>
                </span>
            </li>
        }
    };
    live(move || {
        let done = found.get();
        (!done.is_empty()).then(|| {
            let count = done.len();
            view! {
                <details class="more">
                    <summary>"Finished cases "<span class="muted">{count}</span></summary>
                    <ul class="stack stack-2">{done.into_iter().map(line).collect_view()}</ul>
                </details>
            }
        })
    })
}
