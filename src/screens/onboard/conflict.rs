//! What somebody else changed meanwhile, side by side; and what differs in the end.

use super::{Wizard, review::state};
use crate::{
    applying::Applying,
    components::{Banner, Button, Tone},
    screens::marks,
};
use ::access::{Decision, Difference};
use leptos::prelude::*;

/// Before anything is sent: what is not as it was, and whose word counts.
pub(super) fn view(wizard: &Wizard, applying: Applying, differences: &[Difference]) -> AnyView {
    let table = table(wizard, differences, "When planned", "Now");
    view! {
        <Banner tone=Tone::Warn title="Somebody changed this meanwhile" alert=true>
            <p>"Since this was planned, these have changed in Matomo. Nothing was overwritten."</p>
            {table}
            <div class="btn-row">
                <Button on_press=Callback::new(move |()| applying.decide(Decision::KeepTheirs))>"Leave these as they are now"</Button>
                <Button on_press=Callback::new(move |()| applying.decide(Decision::Overwrite))>"Apply the plan all the same"</Button>
            </div>
        </Banner>
    }
    .into_any()
}

/// At the end: what was read back and is not as wanted.
pub(super) fn differing(wizard: &Wizard, differences: &[Difference]) -> AnyView {
    let table = table(wizard, differences, "Wanted", "Found");
    view! {
        <Banner tone=Tone::Danger title="Not everything is as wanted" alert=true>
            <p>"This was read back from Matomo afterwards:"</p>
            {table}
        </Banner>
    }
    .into_any()
}

fn table(wizard: &Wizard, differences: &[Difference], expected: &'static str, found: &'static str) -> AnyView {
    let known = wizard.directory.capabilities();
    let row = |difference: &Difference| {
        let what = match difference.site {
            Some(id) => format!("{} on {}", difference.login, marks::site_named(&wizard.directory, id)),
            None => format!("Account {}", difference.login),
        };
        view! {
            <tr>
                <th scope="row" class="wrap-any">{what}</th>
                <td>{state(&difference.expected, known)}</td>
                <td>{state(&difference.found, known)}</td>
            </tr>
        }
    };
    view! {
        <table class="table table--inset table--dense">
            <caption class="vh">"Differences"</caption>
            <thead><tr><th scope="col">"What"</th><th scope="col">{expected}</th><th scope="col">{found}</th></tr></thead>
            <tbody>{differences.iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
