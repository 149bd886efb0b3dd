//! A way back on the screen: the plan to agree to, and what cannot be taken back.

use crate::{
    browser::page,
    cases::Basis,
    components::{Banner, Tone, live},
    route::Route,
    screens::{
        changes::{self, Dropped, Offer},
        marks,
    },
};
use access::{Changed, Directory, Subject};
use leptos::prelude::*;
use matomo_api::Login;
use records::{TypedWhy, WayBack};
use std::sync::Arc;

/// A part of the page that is drawn anew with it.
pub type Part = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// What is drawn of a way back.
pub struct PutBack {
    /// What it comes to.
    pub way: WayBack,
    /// What it rests on.
    pub basis: Basis,
    /// Why, as far as it is typed: it outlives a reading of Matomo.
    pub typed: RwSignal<TypedWhy>,
    /// What stands above it.
    pub above: Part,
    /// What stands before the button that applies.
    pub other: Part,
}

impl PutBack {
    /// The whole page below its head.
    pub fn view(self, directory: &Arc<Directory>) -> AnyView {
        let Self { way, basis, typed, above, other } = self;
        let plan = RwSignal::new(way.plan.clone());
        let on_drop = Callback::new(move |dropped| {
            plan.update(|plan| {
                *plan = match dropped {
                    Dropped::Line(subject) => plan.without(&subject),
                    Dropped::Person(login) => plan.without_person(&login),
                };
            });
        });
        let directory = directory.clone();
        live(move || {
            page::keep_focus();
            let above = view! {
                {above()}
                {(way.plan.is_empty() && way.done > 0).then(done)}
                {left(&way.left, &directory)}
                {made(&way.made)}
                {deleted(&way.deleted)}
            };
            let offer =
                Offer { plan: plan.get(), basis: basis.clone(), on_drop: Some(on_drop), above: above.into_any() };
            offer.view_with(typed, true, &directory, other(), ().into_any())
        })
    }
}

fn done() -> AnyView {
    view! {
        <Banner tone=Tone::Ok title="It is as it was before">
            <p>"Somebody has taken it back already, here or in Matomo."</p>
        </Banner>
    }
    .into_any()
}

/// What somebody changed meanwhile, or what cannot be.
fn left(left: &[Changed], directory: &Directory) -> AnyView {
    if left.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = left
        .iter()
        .map(|Changed { subject, was, is, would, refusal }| {
            let what = match subject {
                Subject::Account(login) | Subject::Preference(login, _) => login.to_string(),
                Subject::Site { login, id, .. } => format!("{login} on {}", marks::site_named(directory, *id)),
            };
            (what, was.clone(), is.clone(), would.clone(), refusal.as_ref().map(ToString::to_string))
        })
        .collect();
    let drawn = changes::long(rows.len(), true, move |at| {
        let (what, was, is, would, refusal) = rows[at].clone();
        view! {
            <tr>
                <th scope="row" class="wrap-any">{what}</th>
                <td data-label="As it was left">{was}</td>
                <td data-label="Now">{is}{refusal.map(|why| view! { <p class="soft">{why}</p> })}</td>
                <td data-label="As it was before">{would}</td>
            </tr>
        }
        .into_any()
    });
    let title = match left.len() {
        1 => "1 of these changed meanwhile: it is left as it is".to_owned(),
        n => format!("{n} of these changed meanwhile: they are left as they are"),
    };
    view! {
        <Banner tone=Tone::Warn title=title>
            <p>"Whoever changed it had a reason. Look at it, and set it on the matrix if it is to go all the same."</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label="Changed meanwhile">
                <table class="table table--inset table--dense table--cards">
                    <caption class="vh">"Changed meanwhile"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"What"</th><th scope="col">"As it was left"</th><th scope="col">"Now"</th>
                            <th scope="col">"As it was before"</th>
                        </tr>
                    </thead>
                    <tbody>{drawn}</tbody>
                </table>
            </div>
        </Banner>
    }
    .into_any()
}

fn people(logins: &[Login]) -> AnyView {
    let link = |login: &Login| {
        view! { <li><a class="wrap-any" href=Route::person(login).href()>{login.to_string()}</a></li> }
    };
    view! { <ul>{logins.iter().map(link).collect_view()}</ul> }.into_any()
}

fn made(made: &[Login]) -> AnyView {
    if made.is_empty() {
        return ().into_any();
    }
    let title = if made.len() == 1 { "The account stays" } else { "The accounts stay" };
    let people = people(made);
    view! {
        <Banner tone=Tone::Info title=title>
            <p>"They were made with this change. Only the access is taken away; an account is never deleted by itself, since what it made in Matomo goes with it."</p>
            {people}
        </Banner>
    }
    .into_any()
}

fn deleted(deleted: &[Login]) -> AnyView {
    if deleted.is_empty() {
        return ().into_any();
    }
    let names = deleted.iter().map(|login| view! { <li class="mono wrap-any">{login.to_string()}</li> }).collect_view();
    view! {
        <Banner tone=Tone::Warn title="Deleted accounts do not come back">
            <p>"Matomo offers no way back. Onboard these people again if they are to have access:"</p>
            <ul>{names}</ul>
        </Banner>
    }
    .into_any()
}
