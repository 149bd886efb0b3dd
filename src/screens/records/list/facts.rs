//! What an entry says: who, when, why, and what is different.

use super::{Desk, Indexed};
use crate::{
    browser::clock,
    components::{self as ui, Button, ButtonSize, DiffGroup, Icon, Tone, live},
    screens::marks,
};
use access::{Grant, Seconds};
use leptos::prelude::*;
use matomo_api::methods::AvailableCapability;
use onboarding::{Language, dates};
use records::{Account, Day, Entry, SiteChange, Touched, What, Why};
use std::sync::Arc;

/// So many people are drawn before somebody asks for the others.
const PEOPLE: usize = 20;

pub fn facts(desk: Desk, all: &Arc<Indexed>, entry: &Entry) -> AnyView {
    let head = entry.head();
    let actor = head.actor.as_ref().map_or_else(|| "not known: Matomo does not tell".to_owned(), ToString::to_string);
    let by = match entry.what() {
        What::PlanApplied(_) => "Applied by",
        What::Declared(_) => "Declared by",
        _ => "Written by",
    };
    let text = |text: String| view! { <span class="wrap-any">{text}</span> }.into_any();
    let mut rows: Vec<(&'static str, AnyView)> = vec![
        (by, text(actor)),
        ("When", text(stamped(head.at, head.offset))),
        ("In UTC", text(format!("{} {} UTC", Day::of_seconds(head.at), time_of(head.at)))),
    ];
    if let Some(why) = entry.what().why() {
        rows.extend(reasons(why));
    }
    rows.extend(own(desk, all, entry));
    rows.push(("Console", text(format!("Lanyard {}, entry number {}", head.console, head.number))));
    ui::facts(rows)
}

fn reasons(why: &Why) -> Vec<(&'static str, AnyView)> {
    let text = |text: String| view! { <span class="wrap-any">{text}</span> }.into_any();
    let day = |day: Day| dates::long(day.0, Language::En);
    let approval = why.approval.as_ref().map(|approval| {
        let reference = Some(approval.reference.to_string()).filter(|reference| !reference.is_empty());
        let reference = reference.map(|reference| format!(", {reference}")).unwrap_or_default();
        format!("{} on {}{reference}", approval.who, day(Day::of_seconds(approval.when)))
    });
    let typed = |words: &records::Words| (!words.is_empty()).then(|| words.to_string());
    let rows = [
        ("Reason", typed(&why.reason)),
        ("Ticket", typed(&why.ticket)),
        ("Approved by", approval),
        ("Prepared by", why.prepared_by.as_ref().map(ToString::to_string)),
        ("Last day", why.ends.map(day)),
        ("Review", why.review.map(day)),
    ];
    rows.into_iter().filter_map(|(name, value)| Some((name, text(value?)))).collect()
}

/// What only this kind of entry tells.
fn own(desk: Desk, all: &Arc<Indexed>, entry: &Entry) -> Vec<(&'static str, AnyView)> {
    let text = |text: String| view! { <span class="wrap-any">{text}</span> }.into_any();
    match entry.what() {
        What::PlanApplied(applied) => {
            applied.undoes.map(|id| ("Takes back", text(id.to_string()))).into_iter().collect()
        }
        What::TokenStep(step) => {
            let fingerprint = step.fingerprint.as_ref().map_or_else(|| "not known".to_owned(), ToString::to_string);
            let mut rows = vec![("Owner", text(step.owner.to_string())), ("Fingerprint", text(fingerprint))];
            if !step.note.is_empty() {
                rows.push(("Note", text(step.note.to_string())));
            }
            rows
        }
        What::Review(review) => {
            let sites: Vec<String> = review.sites.iter().map(|id| desk.site_name(all, *id)).collect();
            let sites = if sites.is_empty() { "All".to_owned() } else { sites.join(", ") };
            vec![("Decision", text(review.decision.words().to_owned())), ("Sites", text(sites))]
        }
        What::Export(export) => vec![("Rows", text(export.rows.to_string()))],
        What::Import(import) => vec![("From", text(import.from.to_string()))],
        What::Baseline(baseline) => vec![("First state", text(format!("SHA-256 {}", baseline.snapshot)))],
        What::Declared(_) => Vec::new(),
    }
}

/// A time as the clock of who wrote it showed it.
fn stamped(at: Seconds, offset: i16) -> String {
    let local = at + Seconds::from(offset) * 60;
    let (sign, minutes) = (if offset < 0 { '−' } else { '+' }, offset.unsigned_abs());
    let day = dates::long(Day::of_seconds(local).0, Language::En);
    let there = format!("{day}, {} (UTC{sign}{:02}:{:02})", time_of(local), minutes / 60, minutes % 60);
    let is_ours = clock::offset_minutes(at) == offset;
    if is_ours { there } else { format!("{there}; {} here", clock::date_and_time(at)) }
}

fn time_of(at: Seconds) -> String {
    let seconds = at.rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// How many things are different.
pub fn count(touched: &Touched) -> usize {
    usize::from(touched.before != touched.after) + touched.sites.iter().filter(|site| site.before != site.after).count()
}

/// Before and after, by person.
pub fn changes(desk: Desk, entry: &Entry) -> Option<AnyView> {
    let people = entry.what().people();
    if people.is_empty() {
        return None;
    }
    let changed: Arc<Vec<Touched>> = Arc::new(people.iter().filter(|one| !one.is_same()).cloned().collect());
    if changed.is_empty() {
        return Some(view! { <p class="soft">"Nothing is different after all."</p> }.into_any());
    }
    let known = desk.session.directory_untracked();
    let all = RwSignal::new(changed.len() <= PEOPLE);
    let groups = move || {
        let shown = if all.get() { changed.len() } else { PEOPLE };
        let left = changed.len() - shown;
        let more = (left > 0).then(|| {
            view! { <p><Button size=ButtonSize::Small on_press=Callback::new(move |()| all.set(true))>{format!("Show the other {left} people")}</Button></p> }
        });
        let known = known.as_ref().map(|directory| directory.capabilities()).unwrap_or_default();
        view! { {changed.iter().take(shown).map(|one| person(one, known)).collect_view()}{more} }
    };
    Some(view! { <div class="diffs">{live(groups)}</div> }.into_any())
}

fn person(touched: &Touched, known: &[AvailableCapability]) -> AnyView {
    let account = (touched.before != touched.after).then(|| {
        let was = (touched.before != Account::Missing).then(|| account(touched.before));
        ui::diff_row("Account".into_any(), was, "none", account(touched.after), None)
    });
    let changed = touched.sites.iter().filter(|site| site.before != site.after);
    let rows = view! { {account}{changed.map(|change| site(change, known)).collect_view()} };
    let high = touched.after == Account::SuperUser && touched.before != Account::SuperUser;
    let (tone, symbol) = if high { (Tone::Danger, Icon::Error) } else { (Tone::Plain, Icon::Person) };
    let why = touched.email.as_ref().map(ToString::to_string).unwrap_or_default();
    let title = touched.login.to_string();
    view! { <DiffGroup tone=tone symbol=symbol title=title why=why count=count(touched) rows=rows.into_any()/> }
        .into_any()
}

fn site(change: &SiteChange, known: &[AvailableCapability]) -> AnyView {
    let name = if change.name.is_empty() { format!("Site {}", change.id) } else { change.name.clone() };
    let id = format!("id {}", change.id);
    let subject = view! { <span class="wrap-any">{name}</span>" "<span class="muted nowrap">{id}</span> };
    let held = |grant: &Grant| {
        let more = (!grant.capabilities.is_empty()).then(|| format!(" + {}", marks::capabilities(grant, known)));
        view! { {marks::role(grant.role)}<span class="small soft">{more}</span> }.into_any()
    };
    let now = change.after.as_ref().map_or_else(|| "No access".into_any(), held);
    ui::diff_row(subject.into_any(), change.before.as_ref().map(held), "No access", now, None)
}

fn account(account: Account) -> AnyView {
    match account {
        Account::Missing => "Deleted".into_any(),
        Account::Invited => "Invited".into_any(),
        Account::Active => "Active".into_any(),
        Account::SuperUser => ui::role_chip(ui::Mark::SuperUser),
    }
}
