//! Third step: which sites, in which role.

use super::{
    Body, Wizard, advice,
    form::{field_id, note, to_fix},
    so_far,
};
use crate::{
    components::{
        self as ui, Button, ButtonKind, ButtonSize, Check, Chip, Choice, Icon, Mark, Note, SearchBox, Segmented,
        TextField, Tone, live,
    },
    route::OnboardStep,
    screens::{marks, sites::environment},
};
use ::access::{Environment, Grant, Person, Site};
use leptos::prelude::*;
use matomo_api::{Capability, Role, SiteId};
use onboarding::{CaseField, ProblemKind, Step};
use std::sync::Arc;

/// How many sites are drawn at once; a search or a button brings the rest.
const CHUNK: usize = 60;

pub(super) fn step(wizard: &Wizard) -> Body {
    let next = {
        let wizard = wizard.clone();
        Callback::new(move |()| {
            let security = wizard.cases.case_untracked().asks_for_security();
            wizard.next(Step::Access, if security { OnboardStep::Security } else { OnboardStep::Review });
        })
    };
    let text = RwSignal::new(String::new());
    let main = view! {
        <div class="stack stack-6">
            {to_fix(wizard, Step::Access)}
            <div class="stack stack-1">
                <h2 id="step-title">"Access"</h2>
                <p class="soft measure">
                    "View reads reports. Write also edits goals and segments. Admin also changes settings and lets others in. Give the least that does the job."
                </p>
            </div>
            {advice::proposal(wizard)}
            <div class="row">
                <SearchBox label="Find a site" placeholder="Find a site" value=text small=true on_input=Callback::new(move |typed| text.set(typed))/>
                {bulk(wizard)}
            </div>
            {table(wizard, text)}
            {reasons(wizard)}
            {warnings(wizard)}
            {advice::risks(wizard)}
        </div>
    };
    Body { main: main.into_any(), aside: so_far(wizard), foot: wizard.foot(OnboardStep::Person, next) }
}

/// What sets many rows at once.
fn bulk(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let directory = wizard.directory.clone();
    let production = Callback::new(move |()| {
        cases.edit(|case| {
            for site in directory.sites().iter().filter(|site| site.environment() == Environment::Production) {
                case.access.entry(site.id).or_insert_with(|| Grant::plain(Role::View));
            }
        });
    });
    let directory = wizard.directory.clone();
    let people: Vec<String> =
        directory.people().iter().filter(|p| !p.grants.is_empty()).map(|p| p.login.to_string()).collect();
    let copy = move |login: &str| {
        if let Some(person) = directory.person(login) {
            cases.edit(|case| case.access = person.grants.iter().map(|(site, grant)| (site, grant.clone())).collect());
        }
    };
    view! {
        <Button size=ButtonSize::Small on_press=production>"View on all production"</Button>
        <select
            class="select select--sm select--site"
            aria-label="Copy from a person"
            on:change:target=move |event| {
                copy(&event.target().value());
                event.target().set_value("");
            }
        >
            <option value="">"Copy from a person"</option>
            {people.into_iter().map(|login| view! { <option value=login.clone()>{login.clone()}</option> }).collect_view()}
        </select>
        <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=Callback::new(move |()| cases.edit(|case| case.access.clear()))>"Clear all"</Button>
    }
    .into_any()
}

fn table(wizard: &Wizard, text: RwSignal<String>) -> AnyView {
    let directory = wizard.directory.clone();
    let cases = wizard.cases;
    let only_chosen = RwSignal::new(false);
    let drawn = RwSignal::new(CHUNK);
    let found = Memo::new(move |_| {
        let chosen = only_chosen.get().then(|| cases.with(|case| case.access.clone()));
        let mut sites: Vec<Arc<Site>> =
            text.with(|text| directory.find_sites(text, None).into_iter().cloned().map(Arc::new).collect());
        sites.retain(|site| chosen.as_ref().is_none_or(|chosen| chosen.contains_key(&site.id)));
        // Sites of one group stand together, those without a group last.
        access::order::sort_by_key(&mut sites, |site| {
            let group = group_of(site);
            (group.is_empty(), group.to_lowercase(), site.name.to_lowercase())
        });
        sites
    });
    let existing = cases.case_untracked().existing(&wizard.directory).cloned().map(Arc::new);
    let wizard = wizard.clone();
    let count = move || cases.with(|case| case.access.len());
    let rows = move || {
        let mut rows = Vec::new();
        let mut last: Option<String> = None;
        for site in found.get().into_iter().take(drawn.get()) {
            let group = group_of(&site).to_owned();
            if last.as_ref() != Some(&group) {
                rows.push(Row::Group(group.clone()));
                last = Some(group);
            }
            rows.push(Row::Site(site));
        }
        rows
    };
    view! {
        <div class="stack stack-2">
            <div class="chips" role="group" aria-label="Filters">
                <Chip label="All sites" pressed=Signal::derive(move || !only_chosen.get()) count=Signal::stored(wizard.directory.sites().len()) on_press=Callback::new(move |()| only_chosen.set(false))/>
                <Chip label="Chosen" pressed=only_chosen count=Signal::derive(count) on_press=Callback::new(move |()| only_chosen.set(true))/>
            </div>
            <div class="table-wrap table-wrap--framed" tabindex="0" role="region" aria-label="Roles per site" id=field_id(CaseField::Access)>
                <table class="table table--inset table--dense table--cards">
                    <caption class="vh">"Role per site"</caption>
                    <thead><tr><th scope="col">"Site"</th><th scope="col">"Role"</th><th scope="col">"Note"</th></tr></thead>
                    <tbody>
                        <For each=rows key=Row::key children=move |row| match row {
                            Row::Group(name) => {
                                let name = if name.is_empty() { "No group".to_owned() } else { name };
                                view! { <tr class="group"><th colspan="3" scope="colgroup">{name}</th></tr> }.into_any()
                            }
                            Row::Site(site) => site_row(&wizard, &site, existing.as_deref()),
                        }/>
                    </tbody>
                </table>
                {live(move || found.with(Vec::is_empty).then(|| view! { <p class="card__body soft">"No site fits."</p> }))}
            </div>
            {live(move || {
                let total = found.with(Vec::len);
                (total > drawn.get()).then(|| view! {
                    <p class="row">
                        <Button on_press=Callback::new(move |()| drawn.set(usize::MAX))>"Show all "{total}</Button>
                        <span class="soft">{format!("The first {} are shown.", drawn.get())}</span>
                    </p>
                })
            })}
        </div>
    }
    .into_any()
}

fn group_of(site: &Site) -> &str {
    site.group.as_deref().filter(|group| !group.is_empty()).unwrap_or_default()
}

#[derive(Clone)]
enum Row {
    Group(String),
    Site(Arc<Site>),
}

impl Row {
    fn key(&self) -> (u32, String) {
        match self {
            Row::Group(name) => (0, name.clone()),
            Row::Site(site) => (site.id.get(), String::new()),
        }
    }
}

fn site_row(wizard: &Wizard, site: &Site, existing: Option<&Person>) -> AnyView {
    let (cases, id) = (wizard.cases, site.id);
    let grant = Memo::new(move |_| cases.with(|case| case.access.get(&id).cloned()));
    let chosen = Signal::derive(move || Some(grant.with(|grant| place(grant.as_ref()))));
    let choose = Callback::new(move |at: usize| {
        cases.edit(|case| match Role::ALL.get(at.wrapping_sub(1)) {
            // What was given on top stays as long as the new role does not hold it anyway.
            Some(role) => {
                let more = case.access.get(&id).map(|grant| grant.capabilities.clone()).unwrap_or_default();
                case.access.insert(id, Grant::new(*role, more));
            }
            None => {
                case.access.remove(&id);
            }
        });
    });
    let mark = |mark: Mark| Choice { mark: (mark != Mark::None).then_some(mark), ..Choice::new(mark.words()) };
    let choices = vec![mark(Mark::None), mark(Mark::View), mark(Mark::Write), mark(Mark::Admin)];
    let now = existing.and_then(|person| person.grants.get(id));
    let now_note = now.as_ref().map(|grant| {
        let words = marks::mark(grant.role).words();
        view! { <p class="field__note">{format!("Has {words} now")}</p> }
    });
    let problems = {
        let wizard = wizard.clone();
        Memo::new(move |_| wizard.said(|problem| problem.field == CaseField::Site(id)))
    };
    let said = move || problems.with(|all| all.iter().map(|problem| ui::note(note(problem))).collect_view());
    let of_advice = wizard.clone();
    let advised = move || {
        let lines = of_advice.cases.with(|case| advice::on_site(&of_advice, case, id));
        lines.into_iter().map(|line| ui::note(Note::warn(line))).collect_view()
    };
    let environment = (site.environment() != Environment::Production)
        .then(|| ui::badge(Tone::Plain, None, environment(site.environment())));
    let name = marks::site_name(site);
    view! {
        <tr>
            <th scope="row" class="site-cell">
                <span class="strong wrap-any">{name.clone()}</span>" "<span class="muted nowrap">{format!("id {id}")}</span>" "{environment}
            </th>
            <td>
                <Segmented legend=format!("Role on {name}") choices=choices chosen=chosen on_choose=choose/>
                {capabilities(wizard, id, &name, grant)}
            </td>
            <td>{now_note}{live(said)}{live(advised)}</td>
        </tr>
    }
    .into_any()
}

fn place(grant: Option<&Grant>) -> usize {
    grant.and_then(|grant| Role::ALL.iter().position(|role| *role == grant.role)).map_or(0, |at| at + 1)
}

/// Check boxes for what can be given beside the role, where there is such a thing.
fn capabilities(wizard: &Wizard, id: SiteId, site: &str, grant: Memo<Option<Grant>>) -> AnyView {
    let cases = wizard.cases;
    let known = wizard.directory.clone();
    let site = site.to_owned();
    let role = Memo::new(move |_| grant.with(|grant| grant.as_ref().map(|grant| grant.role)));
    let shown = move || {
        let role = role.get()?;
        let offered = known.capabilities().iter().filter(move |c| !c.included_in.contains(&role));
        let boxes: Vec<_> = offered.map(|c| capability_box(cases, id, &site, &c.id, &c.name, grant)).collect();
        (!boxes.is_empty()).then(|| view! { <div class="row row-3">{boxes}</div> })
    };
    view! { {live(shown)} }.into_any()
}

fn capability_box(
    cases: crate::cases::Cases,
    id: SiteId,
    site: &str,
    capability: &Capability,
    name: &str,
    grant: Memo<Option<Grant>>,
) -> AnyView {
    let (has, turn) = (capability.clone(), capability.clone());
    let checked = move || grant.with(|grant| grant.as_ref().is_some_and(|grant| grant.capabilities.contains(&has)));
    let change = move |on: bool| {
        cases.edit(|case| {
            if let Some(grant) = case.access.get_mut(&id) {
                let mut all = grant.capabilities.clone();
                all.retain(|c| *c != turn);
                all.extend(on.then(|| turn.clone()));
                *grant = Grant::new(grant.role, all);
            }
        });
    };
    let (said, words) = (format!("{name} on {site}"), name.to_owned());
    view! { <Check checked=Signal::derive(checked) on_change=Callback::new(change) name=said>{words}</Check> }
        .into_any()
}

/// A line for the reason of each admin.
fn reasons(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let directory = wizard.directory.clone();
    let admin = Memo::new(move |_| {
        let is_admin = |(_, grant): &(&SiteId, &Grant)| grant.role == Role::Admin;
        cases.with(|case| case.access.iter().filter(is_admin).map(|(id, _)| *id).collect::<Vec<_>>())
    });
    let wizard = wizard.clone();
    let field = move |id: SiteId| {
        let value = RwSignal::new(cases.case_untracked().reasons.get(&id).cloned().unwrap_or_default());
        ui::follow(value, move |typed| cases.edit(|case| _ = case.reasons.insert(id, typed.to_owned())));
        let asked = wizard.clone();
        let notes = Signal::derive(move || {
            let own = asked.said(|problem| problem.field == CaseField::Reason(id));
            own.iter().map(note).collect::<Vec<_>>()
        });
        let label = format!("Why Admin on {}", marks::site_named(&directory, id));
        view! { <TextField id=field_id(CaseField::Reason(id)) label=label value=value notes=notes/> }
    };
    view! { <div class="stack stack-4"><For each=move || admin.get() key=|id| *id children=field/></div> }.into_any()
}

/// What concerns the access as a whole.
fn warnings(wizard: &Wizard) -> AnyView {
    let wizard = wizard.clone();
    let shown = move || {
        // The advisor tells these among the risks of the whole.
        let told = |p: &onboarding::Problem| {
            matches!(p.what, ProblemKind::ProductionAndStagingAdmin | ProblemKind::EverySite(_))
        };
        let whole = |p: &onboarding::Problem| p.field == CaseField::Access && !p.is_fatal() && !told(p);
        let lines: Vec<_> = wizard.problems(Step::Access).into_iter().filter(whole).collect();
        lines
            .into_iter()
            .map(|problem| view! { <p class="field__note field__note--warn">{ui::icon(Icon::Warning)}<span>{problem.sentence()}</span></p> })
            .collect_view()
    };
    view! { <div class="stack stack-2" aria-live="polite">{live(shown)}</div> }.into_any()
}
