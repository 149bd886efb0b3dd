//! What somebody else changed while a plan is carried out, side by side; and what differs in the end.

use super::{long, state};
use crate::{
    applying::Applying,
    components::{Banner, Button, Tone},
    screens::marks,
};
use ::access::{Decision, Difference, Directory};
use leptos::prelude::*;
use std::sync::Arc;

/// Before anything is sent: what is not as it was, and whose word counts. `on_keep` is told what is
/// left to others.
pub fn conflict(
    directory: &Arc<Directory>,
    applying: Applying,
    differences: &[Difference],
    on_keep: Option<Callback<Vec<Difference>>>,
) -> AnyView {
    let theirs = differences.to_vec();
    let keep = Callback::new(move |()| {
        if let Some(on_keep) = on_keep {
            on_keep.run(theirs.clone());
        }
        applying.decide(Decision::KeepTheirs);
    });
    let table = table(directory, differences, "When planned", "Now");
    view! {
        <Banner tone=Tone::Warn title="Somebody changed this meanwhile" alert=true>
            <p>"Since this was planned, these have changed in Matomo. Nothing was overwritten."</p>
            {table}
            <div class="btn-row">
                <Button on_press=keep>"Leave these as they are now"</Button>
                <Button on_press=Callback::new(move |()| applying.decide(Decision::Overwrite))>"Apply the plan all the same"</Button>
            </div>
        </Banner>
    }
    .into_any()
}

/// At the end: what was read back and is not as wanted.
pub fn differing(directory: &Arc<Directory>, differences: &[Difference]) -> AnyView {
    let table = table(directory, differences, "Wanted", "Found");
    view! {
        <Banner tone=Tone::Danger title="Not everything is as wanted" alert=true>
            <p>"This was read back from Matomo afterwards:"</p>
            {table}
        </Banner>
    }
    .into_any()
}

fn table(
    directory: &Arc<Directory>,
    differences: &[Difference],
    expected: &'static str,
    found: &'static str,
) -> AnyView {
    let (directory, differences) = (directory.clone(), differences.to_vec());
    let rows = long(differences.len(), true, move |at| {
        let (difference, known) = (&differences[at], directory.capabilities());
        let what = match difference.site {
            Some(id) => format!("{} on {}", difference.login, marks::site_named(&directory, id)),
            None => format!("Account {}", difference.login),
        };
        view! {
            <tr>
                <th scope="row" class="wrap-any">{what}</th>
                <td data-label=expected>{state(&difference.expected, known)}</td>
                <td data-label=found>{state(&difference.found, known)}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <table class="table table--inset table--dense table--cards">
            <caption class="vh">"Differences"</caption>
            <thead><tr><th scope="col">"What"</th><th scope="col">{expected}</th><th scope="col">{found}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
