//! One entry, with all that it tells.

use super::{Desk, Indexed, entries, facts, whole_address};
use crate::{
    components::{self as ui, Button, ButtonKind, ButtonSize, CopyButton, Icon, LinkButton, live},
    route::{RecordsPlace, Route},
};
use leptos::prelude::*;
use records::{Applied, Entry, Hash, Outcome, StepResult, What, records};
use std::sync::Arc;

/// So many calls are drawn before somebody asks for the others.
const CALLS: usize = 100;
/// So many entries are named that were written apart.
const NAMED: usize = 3;

pub fn draw(desk: Desk) -> AnyView {
    // While the same entry is open, it is not drawn anew when another one is written.
    let open = Memo::new(move |_| {
        let all = desk.all.get()?;
        let hash = desk.open()?;
        Some((hash, all.ledger.get(hash).is_some()))
    });
    let drawn = move || {
        match open.get()? {
        (hash, true) => {
            let all = desk.all.get_untracked()?;
            let entry = all.ledger.get(hash)?;
            Some(draw_entry(desk, &all, entry))
        }
        (_, false) => Some(
            view! {
                <p class="strong">"This entry is not in the ledger of this browser."</p>
                <p class="soft">"It may stand in the ledger of somebody else: import theirs, or open the address there."</p>
            }
            .into_any(),
        ),
    }
    };
    view! { <article class="record-pane stack stack-5" aria-label="Entry" tabindex="0">{live(drawn)}</article> }
        .into_any()
}

fn draw_entry(desk: Desk, all: &Arc<Indexed>, entry: &Entry) -> AnyView {
    let hash = entry.hash();
    view! {
        <header class="stack stack-2">
            <div class="stack stack-1">
                <p class="record-print small">{format!("Access changes on {}", entry.head().instance.shown())}</p>
                <p class="mono muted small">{entry.id().to_string()}</p>
                <h2 class="wrap-any">{entry.title()}</h2>
            </div>
            {buttons(desk, entry)}
        </header>
        {figures(desk, all, entry)}
        {facts::facts(desk, all, entry)}
        {facts::changes(desk, entry)}
        {calls(entry)}
        {differences(entry)}
        {live(move || apart(desk, hash))}
        {chain(all, entry)}
    }
    .into_any()
}

fn buttons(desk: Desk, entry: &Entry) -> AnyView {
    let hash = entry.hash();
    let papers = (!records(entry).is_empty()).then(|| {
        let to = Route::Records(RecordsPlace::Papers { entry: hash, login: None }).href();
        view! { <LinkButton href=to size=ButtonSize::Small kind=ButtonKind::Primary icon=Icon::Sheet>"Change record"</LinkButton> }
    });
    let can_undo = matches!(entry.what(), What::PlanApplied(_) | What::Declared(_));
    let undo = (can_undo && entry.what().people().iter().any(|one| !one.is_same())).then(|| {
        let to = Route::Records(RecordsPlace::Back { entries: vec![hash], ended: None }).href();
        view! { <LinkButton href=to size=ButtonSize::Small icon=Icon::Undo>"Undo this change"</LinkButton> }
    });
    let what = format!("record {}, printed", entry.id());
    let print = Callback::new(move |()| desk.out.print_record(desk, &what));
    let address = whole_address(&Route::Records(RecordsPlace::entry(hash)));
    view! {
        <div class="btn-row">
            {papers}
            {undo}
            <Button size=ButtonSize::Small icon=Icon::Print on_press=print>"Print record"</Button>
            <CopyButton label="Copy link" done="Link copied" text=Signal::stored(address) named=true/>
        </div>
    }
    .into_any()
}

/// The entry in four numbers.
fn figures(desk: Desk, all: &Arc<Indexed>, entry: &Entry) -> AnyView {
    let hash = entry.hash();
    let changed = entry.what().people().iter().map(facts::count).sum::<usize>();
    let applied = if let What::PlanApplied(applied) = entry.what() { Some(applied) } else { None };
    let read_back = applied.map(|applied| match applied.differences.len() {
        0 if applied.is_whole() => view! { <dd class="ok">{ui::icon(Icon::Ok)}"Equal"</dd> }.into_any(),
        0 => view! { <dd class="warn">{ui::icon(Icon::Warning)}"Partly done"</dd> }.into_any(),
        n => view! { <dd class="warn">{ui::icon(Icon::Warning)}{format!("{n} differ")}</dd> }.into_any(),
    });
    let whole = entry.head().previous.iter().all(|before| all.ledger.get(*before).is_some());
    let chain = move || {
        let bad = !whole || desk.books.unreadable() > 0 || desk.books.is_short();
        match bad {
            false => view! { <dd class="ok">{ui::icon(Icon::Link)}"Whole"</dd> }.into_any(),
            true if whole => view! { <dd class="warn">{ui::icon(Icon::Warning)}"See Verify"</dd> }.into_any(),
            true => view! { <dd class="danger">{ui::icon(Icon::Error)}"Torn"</dd> }.into_any(),
        }
    };
    let counted = applied.is_some() || changed > 0;
    view! {
        <dl class="figures">
            {counted.then(|| view! { <div class="figure"><dt>"Changes"</dt><dd>{changed}</dd></div> })}
            {applied.map(|applied| view! { <div class="figure"><dt>"Calls"</dt><dd>{applied.steps.len()}</dd></div> })}
            {read_back.map(|read_back| view! { <div class="figure"><dt>"Read back"</dt>{read_back}</div> })}
            <div class="figure" data-of=hash.to_string()><dt>"Chain"</dt>{live(chain)}</div>
        </dl>
    }
    .into_any()
}

/// What was sent, and what came of each call.
fn calls(entry: &Entry) -> Option<AnyView> {
    let What::PlanApplied(Applied { steps, .. }) = entry.what() else { return None };
    if steps.is_empty() {
        return None;
    }
    let steps = Arc::new(steps.clone());
    let all = RwSignal::new(steps.len() <= CALLS);
    let count = steps.len();
    let lines = move || {
        let shown = if all.get() { count } else { CALLS };
        let more = (shown < count).then(|| {
            let words = format!("Show the other {}", count - shown);
            view! { <li class="more"><Button size=ButtonSize::Small on_press=Callback::new(move |()| all.set(true))>{words}</Button></li> }
        });
        view! { {steps.iter().take(shown).map(call).collect_view()}{more} }
    };
    let words = if count == 1 {
        "What was sent and answered".to_owned()
    } else {
        format!("What was sent and answered, {count} calls")
    };
    Some(
        view! {
            <details class="calls">
                <summary>{ui::icon(Icon::ChevronRight)}{words}</summary>
                <ol>{live(lines)}</ol>
            </details>
        }
        .into_any(),
    )
}

fn call(step: &StepResult) -> AnyView {
    let args = step.args.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("  ");
    let (class, came) = match &step.result {
        Outcome::Done => ("ok", "done".to_owned()),
        Outcome::Found => ("ok", "found done: the answer did not come".to_owned()),
        Outcome::Failed(why) => ("danger", format!("failed: {why}")),
        Outcome::LeftOut => ("soft", "not sent".to_owned()),
        Outcome::Unknown => ("warn", "sent, and nobody knows whether it took effect".to_owned()),
    };
    view! {
        <li>
            <code>
                <span class="calls__method">{step.method.clone()}</span>
                <span class="calls__args">{args}"  →  "<span class=class>{came}</span></span>
            </code>
        </li>
    }
    .into_any()
}

/// What was read back and is not as it was wanted.
fn differences(entry: &Entry) -> Option<AnyView> {
    let What::PlanApplied(Applied { differences, .. }) = entry.what() else { return None };
    if differences.is_empty() {
        return None;
    }
    let row = |one: &records::Differs| {
        let about = one.site.map_or_else(|| "account".to_owned(), |site| format!("site {site}"));
        view! {
            <tr>
                <th scope="row"><span class="mono">{one.login.to_string()}</span>", "{about}</th>
                <td data-label="Wanted">{one.wanted.clone()}</td>
                <td data-label="Read back">{one.found.clone()}</td>
            </tr>
        }
    };
    Some(
        view! {
            <section class="stack stack-2">
                <h3>"Read back and not as wanted"</h3>
                <div class="table-wrap table-wrap--framed">
                    <table class="table table--inset table--dense">
                        <thead><tr><th scope="col">"Whose"</th><th scope="col">"Wanted"</th><th scope="col">"Read back"</th></tr></thead>
                        <tbody>{differences.iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Beside what it was written, where that is so.
fn apart(desk: Desk, hash: Hash) -> Option<AnyView> {
    let all = desk.all.get()?;
    let apart = all.index.apart(&all.ledger, all.ledger.place(hash)?)?;
    let link = |place: usize| {
        let entry = &all.ledger.entries()[place];
        let href = Route::Records(RecordsPlace::entry(entry.hash())).href();
        let hash = entry.hash();
        let open = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            desk.look(|view| view.entry = Some(hash));
        };
        view! { <a class="mono" href=href on:click=open>{entry.id().to_string()}</a> }.into_any()
    };
    let named = apart.others.iter().take(NAMED).map(|place| view! { " "{link(*place)} }).collect_view();
    let more = apart.others.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!(" and {} more", entries(more)));
    let joined = match apart.joined_by {
        Some(place) => view! { "; joined by "{link(place)}"." }.into_any(),
        None => "; not joined yet: the next entry does that.".into_any(),
    };
    Some(view! { <p class="small soft" data-part="apart">"Written apart from"{named}{more}{joined}</p> }.into_any())
}

/// What seals it.
fn chain(all: &Arc<Indexed>, entry: &Entry) -> AnyView {
    let names = entry.head().previous.iter().map(|hash| match all.ledger.get(*hash) {
        Some(before) => before.id().to_string(),
        None => format!("{} (not here)", hash.short()),
    });
    let names = names.collect::<Vec<_>>().join(" and ");
    let behind = match names.as_str() {
        "" => ", the first of its ledger".to_owned(),
        names => format!(", chained to {names}"),
    };
    view! {
        <p class="small soft wrap-any">
            "Fingerprint "<span class="mono">{entry.hash().short()}</span>{behind}
            ". Tokens and passwords are never part of a record."
        </p>
    }
    .into_any()
}
