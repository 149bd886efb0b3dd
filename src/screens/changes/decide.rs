//! What somebody else changed since it was staged, side by side, to be decided; and what cannot be.

use super::{changes, long, state};
use crate::{
    components::{Banner, Button, ButtonSize, Tone},
    screens::marks,
    staging::Staging,
};
use ::access::{
    Decision, Directory, State,
    matrix::{Conflict, Refused},
};
use leptos::prelude::*;
use matomo_api::{Login, SiteId};
use std::sync::Arc;

/// Whose word counts, cell by cell. None of it is sent before that.
pub fn conflicts(staging: Staging, directory: &Arc<Directory>, conflicts: Vec<Conflict>) -> AnyView {
    if conflicts.is_empty() {
        return ().into_any();
    }
    let cells: Vec<(Login, SiteId)> = conflicts.iter().map(|c| (c.login.clone(), c.site)).collect();
    let decide = {
        let directory = directory.clone();
        Callback::new(move |(cells, decision): (Vec<(Login, SiteId)>, Decision)| {
            staging.change(&directory, |edits| edits.decide(&directory, &cells, decision));
        })
    };
    let all = (cells.len() > 1).then(|| {
        let (theirs, mine) = (cells.clone(), cells.clone());
        view! {
            <div class="btn-row">
                <Button on_press=Callback::new(move |()| decide.run((theirs.clone(), Decision::KeepTheirs)))>"Keep all of theirs"</Button>
                <Button on_press=Callback::new(move |()| decide.run((mine.clone(), Decision::Overwrite)))>"Apply all of mine"</Button>
            </div>
        }
    });
    let directory = directory.clone();
    let rows = long(conflicts.len(), true, move |at| {
        let Conflict { login, site, before, mine, theirs } = &conflicts[at];
        let known = directory.capabilities();
        let what = format!("{login} on {}", marks::site_named(&directory, *site));
        let shown = |grant: &Option<::access::Grant>| state(&State::of(grant.as_ref()), known);
        let cell = vec![(login.clone(), *site)];
        let button = |words: &'static str, decision| {
            let cell = cell.clone();
            let press = Callback::new(move |()| decide.run((cell.clone(), decision)));
            view! { <Button size=ButtonSize::Small label=format!("{words}: {what}") on_press=press>{words}</Button> }
        };
        let buttons =
            view! { {button("Keep theirs", Decision::KeepTheirs)}{button("Apply mine", Decision::Overwrite)} };
        view! {
            <tr>
                <th scope="row" class="wrap-any">{what.clone()}</th>
                <td data-label="When staged">{shown(before)}</td>
                <td data-label="Theirs, now">{shown(theirs)}</td>
                <td data-label="Mine">{shown(mine)}</td>
                <td><span class="row">{buttons}</span></td>
            </tr>
        }
        .into_any()
    });
    let title = match cells.len() {
        1 => "Somebody changed this since it was staged".to_owned(),
        n => format!("Somebody changed {n} of these since they were staged"),
    };
    view! {
        <Banner tone=Tone::Warn title=title>
            <p>"It is not part of the plan until you decide. Nothing was overwritten."</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label="What others changed">
                <table class="table table--inset table--dense table--cards">
                    <caption class="vh">"What others changed"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"What"</th><th scope="col">"When staged"</th><th scope="col">"Theirs, now"</th>
                            <th scope="col">"Mine"</th><th scope="col">"Decide"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {all}
        </Banner>
    }
    .into_any()
}

/// What is staged and cannot be, with the reason.
pub fn refused(staging: Staging, directory: &Arc<Directory>, refused: Vec<Refused>) -> AnyView {
    if refused.is_empty() {
        return ().into_any();
    }
    let count: usize = refused.iter().map(|refused| refused.sites.len().max(1)).sum();
    let title = format!("{} cannot be made and will not be sent", changes(count));
    let directory = directory.clone();
    let rows = long(refused.len(), false, move |at| {
        let Refused { login, sites, reason } = &refused[at];
        let named: Vec<String> = sites.iter().take(6).map(|id| marks::site_named(&directory, *id)).collect();
        let more = if sites.len() > 6 { format!(" and {} more", sites.len() - 6) } else { String::new() };
        let on = if named.is_empty() { String::new() } else { format!(" on {}{more}", named.join(", ")) };
        let who = login.as_ref().map(ToString::to_string).unwrap_or_default();
        let drop = login.clone().map(|login| {
            let (directory, sites) = (directory.clone(), sites.clone());
            let label = format!("Drop: {login}{on}");
            let press = Callback::new(move |()| drop_refused(staging, &directory, &login, &sites));
            view! { <Button size=ButtonSize::Small label=label on_press=press>"Drop"</Button> }
        });
        view! {
            <li class="row spread">
                <span class="wrap-any"><span class="strong">{who}{on}</span>": "{reason.to_string()}</span>
                {drop}
            </li>
        }
        .into_any()
    });
    view! {
        <Banner tone=Tone::Warn title=title>
            <ul class="stack stack-1">{rows}</ul>
        </Banner>
    }
    .into_any()
}

fn drop_refused(staging: Staging, directory: &Directory, login: &Login, sites: &[SiteId]) {
    staging.change(directory, |edits| {
        if sites.is_empty() {
            return edits.drop_person(login);
        }
        for id in sites {
            let subject = ::access::Subject::Site { login: login.clone(), id: *id, name: String::new() };
            edits.drop_line(directory, &subject);
        }
    });
}
