//! What changed since a plan was saved as a file: whose word counts.

use super::long;
use crate::{
    components::{Banner, Button, Check, Tone},
    screens::marks,
};
use ::access::{Directory, Subject};
use leptos::prelude::*;
use records::{Conflict, Looked};
use std::sync::Arc;

/// Line by line; what is not taken stays as it is.
pub(super) fn theirs(taken: RwSignal<Vec<Subject>>, looked: &Looked, directory: &Arc<Directory>) -> AnyView {
    let conflicts = looked.conflicts.clone();
    if conflicts.is_empty() {
        return ().into_any();
    }
    let title = match conflicts.len() {
        1 => "1 of these changed since the plan was prepared".to_owned(),
        n => format!("{n} of these changed since the plan was prepared"),
    };
    let all: Vec<Subject> = conflicts.iter().filter(|one| one.can_be_taken()).map(|one| one.subject.clone()).collect();
    let buttons = (all.len() > 1).then(|| {
        view! {
            <div class="btn-row">
                <Button on_press=Callback::new(move |()| taken.set(all.clone()))>"Apply all of the plan’s"</Button>
                <Button on_press=Callback::new(move |()| taken.set(Vec::new()))>"Leave all as they are"</Button>
            </div>
        }
    });
    let directory = directory.clone();
    let rows = long(conflicts.len(), true, move |at| row(taken, &conflicts[at], &directory));
    view! {
        <Banner tone=Tone::Warn title=title>
            <p>"Each stays as it is now, unless you say that the plan counts."</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label="What others changed">
                <table class="table table--inset table--dense table--cards">
                    <caption class="vh">"What others changed"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"What"</th><th scope="col">"When prepared"</th><th scope="col">"Now"</th>
                            <th scope="col">"By the plan"</th><th scope="col">"Decide"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {buttons}
        </Banner>
    }
    .into_any()
}

fn row(taken: RwSignal<Vec<Subject>>, conflict: &Conflict, directory: &Directory) -> AnyView {
    let Conflict { subject, was, is, would, impossible } = conflict;
    let login = subject.login();
    let what = match subject {
        Subject::Account(_) => format!("Account {login}"),
        Subject::Site { id, .. } => format!("{login} on {}", marks::site_named(directory, *id)),
        Subject::Preference(_, preference) => format!("{} of {login}", preference.name()),
    };
    let decide = match impossible {
        Some(why) => view! { <span class="small">{why.clone()}</span> }.into_any(),
        None => {
            let (own, of_change) = (subject.clone(), subject.clone());
            let checked = Signal::derive(move || taken.with(|taken| taken.contains(&own)));
            let change = Callback::new(move |on: bool| {
                taken.update(|taken| {
                    taken.retain(|one| *one != of_change);
                    taken.extend(on.then(|| of_change.clone()));
                });
            });
            view! { <Check checked=checked on_change=change name=format!("Apply the plan’s: {what}")>"Apply the plan’s"</Check> }
                .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row" class="wrap-any">{what}</th>
            <td data-label="When prepared">{was.clone()}</td>
            <td data-label="Now">{is.clone()}</td>
            <td data-label="By the plan">{would.clone()}</td>
            <td data-label="Decide">{decide}</td>
        </tr>
    }
    .into_any()
}
