//! All accounts.

use super::shelf;
use crate::{
    components::{AvatarKind, Mark, PageHead, avatar, role_chip, tally},
};
use access::Person;
use leptos::prelude::*;

#[component]
pub fn PeopleScreen() -> impl IntoView {
    shelf::shelved("People", |directory| {
        let people = directory.people();
        let beside = shelf::freshness(format!("{} accounts", people.len()));
        view! {
            <PageHead title="People" beside=beside/>
            <div class="scroll" tabindex="0" role="region" aria-label="List of people">
                <table class="table table--cards">
                    <caption class="vh">{format!("People with a Matomo account, {} in total", people.len())}</caption>
                    <thead><tr><th scope="col">"Person"</th><th scope="col">"Access"</th></tr></thead>
                    <tbody>{people.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
}

fn row(person: &Person) -> AnyView {
    let held = person.tally();
    let access = if person.super_user { role_chip(Mark::SuperUser) } else { tally(held.admin, held.write, held.view) };
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    {avatar(person.initials(), AvatarKind::Person, false)}
                    <span class="who__text">
                        <span class="who__name">{person.login.to_string()}</span>
                        <span class="who__login">{person.email.as_ref().map(ToString::to_string)}</span>
                    </span>
                </span>
            </th>
            <td data-label="Access">{access}</td>
        </tr>
    }
    .into_any()
}
