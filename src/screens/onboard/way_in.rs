//! How new people get in: six ways, what to know about each, and what the team that runs a directory needs.

use super::form::Form;
use crate::{
    browser::download,
    components::{Button, ButtonSize, Card, CardChoice, ChoiceCards, CopyButton, Icon, SelectField, Toasts, live},
    session::Session,
};
use ::access::table;
use leptos::prelude::*;
use onboarding::{CaseField, Mapping, SignIn};

/// The choice, and what follows from it.
pub fn choice(form: &Form) -> AnyView {
    let (cases, directory) = (form.wizard.cases, form.wizard.directory.clone());
    let exists = Memo::new(move |_| cases.with(|case| case.existing(&directory).is_some()));
    let form = form.clone();
    let shown = move || {
        match exists.get() {
        true => view! { <p class="soft measure">"The account exists: nothing is created and nobody is invited. Only the access is changed."</p> }.into_any(),
        false => ways(&form),
    }
    };
    view! { <div class="stack stack-5">{live(shown)}</div> }.into_any()
}

fn ways(form: &Form) -> AnyView {
    let cases = form.wizard.cases;
    let active = Session::here().desk_untracked().map(|desk| desk.connection.plugins.clone()).unwrap_or_default();
    let missing = |way: SignIn| way.plugin().filter(|plugin| !active.contains(plugin));
    // What this Matomo cannot do yet comes last.
    let (there, not_there): (Vec<_>, Vec<_>) = SignIn::ALL.into_iter().partition(|way| missing(*way).is_none());
    let all = [there, not_there].concat();
    let card = |way: &SignIn| CardChoice {
        title: way.name().to_owned(),
        text: way.in_words().to_owned(),
        advice: (*way == SignIn::default()).then(|| "Recommended".to_owned()),
        caution: missing(*way).map(|plugin| format!("{plugin} is not active")),
    };
    let cards = all.iter().map(card).collect();
    let way = Memo::new(move |_| cases.with(|case| case.sign_in));
    let places = StoredValue::new(all);
    let chosen = Signal::derive(move || places.with_value(|all| all.iter().position(|one| *one == way.get())));
    let choose = Callback::new(move |at: usize| {
        let chosen = places.with_value(|all| all.get(at).copied()).unwrap_or_default();
        cases.edit(|case| case.sign_in = chosen);
    });
    let form = form.clone();
    let more = move || {
        let way = way.get();
        let warnings = way.warnings().iter().map(|text| view! { <li>{*text}</li> }).collect_view();
        view! {
            {way.is_invitation().then(|| days(&form))}
            <div class="stack stack-2">
                <p class="soft measure">{way.making()}</p>
                <ul class="stack stack-1 small measure">{warnings}</ul>
            </div>
            {way.is_directory().then(|| mapping(&form))}
        }
    };
    view! {
        <ChoiceCards legend="Way in" choices=cards chosen=chosen on_choose=choose/>
        {live(more)}
    }
    .into_any()
}

fn days(form: &Form) -> AnyView {
    let days = form.wizard.bound(|case| &mut case.invite_days);
    let mut offered = ["3", "7", "14", "30"].map(str::to_owned).to_vec();
    let own = days.get_untracked();
    if !offered.contains(&own) {
        offered.push(own);
    }
    let options: Vec<_> = offered.into_iter().map(|days| (days.clone(), format!("{days} days"))).collect();
    let notes = form.notes(CaseField::InviteDays);
    view! {
        <div class="fields">
            <SelectField label="Invite valid for" options=options value=days notes=notes
                help="Matomo deletes the account 3 days after the invite has ended, if it was never taken up."/>
        </div>
    }
    .into_any()
}

/// What goes to the team that runs the directory.
fn mapping(form: &Form) -> AnyView {
    let wizard = form.wizard.clone();
    let toasts = Toasts::here();
    let all = Memo::new(move |_| {
        let each = wizard.cases.case().each(&wizard.settings.policy, &wizard.directory);
        each.iter().filter_map(|case| Mapping::of(case, &wizard.directory)).collect::<Vec<_>>()
    });
    let csv = Signal::derive(move || {
        let mut text = String::new();
        for row in all.with(|all| Mapping::table_of_all(all)) {
            table::write(&mut text, &row, ',');
        }
        text
    });
    let save = Callback::new(move |()| {
        let text = format!("\u{feff}{}", csv.get_untracked());
        let saved = download::text("directory-mapping.csv", "text/csv", &text).is_ok();
        toasts.say(if saved { "Mapping downloaded" } else { "The browser did not save the file" });
    });
    let shown = move || {
        let (first, count) = all.with(|all| (all.first().cloned(), all.len()));
        let first = first?;
        let rows = first.table().into_iter().skip(1);
        let row = |[matomo, theirs, value, note]: [String; 4]| {
            view! { <tr><th scope="row">{matomo}</th><td>{theirs}</td><td class="mono wrap-any">{value}</td><td class="small soft">{note}</td></tr> }
        };
        let others =
            (count > 1).then(|| format!("Shown for the first of {count} people; copy and file have all of them."));
        let lost = first.overwritten.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
        Some(view! {
            {others.map(|text| view! { <p class="card__body soft small">{text}</p> })}
            <div class="table-wrap" tabindex="0" role="region" aria-label="Mapping">
                <table class="table table--inset table--dense">
                    <caption class="vh">"Mapping to the directory"</caption>
                    <thead><tr><th scope="col">"Matomo"</th><th scope="col">"Directory"</th><th scope="col">"Value"</th><th scope="col">"Note"</th></tr></thead>
                    <tbody>{rows.map(row).collect_view()}</tbody>
                </table>
            </div>
            <div class="card__foot stack stack-1">
                <p class="strong">"What a synchronisation overwrites"</p>
                <ul class="stack stack-1">{lost}</ul>
            </div>
        })
    };
    let actions = view! {
        <div class="row">
            <CopyButton label="Copy mapping" done="Mapping copied" text=csv named=true/>
            <Button size=ButtonSize::Small icon=Icon::Download on_press=save>"Download mapping"</Button>
        </div>
    };
    view! {
        <Card title="For the team that runs the directory" head=actions.into_any()>{live(shown)}</Card>
    }
    .into_any()
}
