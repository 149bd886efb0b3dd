//! One sheet, as it is printed.

use super::format::Format;
use crate::{components as ui, screens::marks};
use leptos::prelude::*;
use onboarding::{
    Sheet,
    papers::Logo,
    sheet::{Api, Checklist, FactKind, FooterItem, Notes, Part, RoleNote, SiteRow, Text},
};

/// More rows than these are set in two columns.
const SIDE_BY_SIDE: usize = 4;
/// With fewer rows than these there is room between the lines.
const FEW: usize = 4;

/// A sheet. `number` tells those on one page apart.
pub(super) fn paper(sheet: &Sheet, number: usize, format: Signal<Format>) -> AnyView {
    let title = format!("sheet-title-{number}");
    let class = Signal::derive(move || format.get().class());
    let few = sheet.sites.rows.len().max(sheet.roles.notes.len()).max(sheet.sites.listed.len()) < FEW;
    view! {
        <article class=class aria-labelledby=title lang=sheet.language.tag()>
            <div class="sheet__front" class:sheet__front--few=few>
                {head(sheet, title.clone())}
                {sites(sheet)}
                {roles(sheet)}
                <div class="sheet__flow">
                    <section>
                        <h3>{sheet.sign_in.heading.clone()}</h3>
                        <ol class="how">{sheet.sign_in.steps.iter().map(|step| view! { <li><span>{text(step)}</span></li> }).collect_view()}</ol>
                    </section>
                    {boxes(&sheet.first_day)}
                    <div class="boxes--run">{boxes(&sheet.rules)}</div>
                    {sheet.api.as_ref().map(|api| notes(&api.rules))}
                    {notes(&sheet.technical)}
                    {notes(&sheet.data)}
                </div>
                {sheet.api.as_ref().map(api)}
                {foot(sheet)}
            </div>
            {listed(sheet)}
        </article>
    }
    .into_any()
}

fn head(sheet: &Sheet, id: String) -> AnyView {
    let fact = |fact: &onboarding::sheet::Fact| {
        view! { <div class=fact_class(fact.kind)><dt>{fact.label.clone()}</dt><dd>{fact.value.clone()}</dd></div> }
    };
    let logo = sheet.logo.as_ref().map(|logo: &Logo| view! { <img src=logo.as_str().to_owned() alt=""/> });
    let qr = sheet.qr.as_ref().map(|code| {
        let size = code.side;
        view! {
            <div class="qr">
                <svg viewBox=format!("0 0 {size} {size}") role="img" aria-label=sheet.qr_caption.clone() shape-rendering="crispEdges">
                    <rect class="qr__paper" width=size height=size></rect>
                    <path class="qr__ink" d=code.path.clone()></path>
                </svg>
                {sheet.qr_caption.clone()}
            </div>
        }
    });
    view! {
        <div class="sheet__head">
            <div>
                <p class="sheet__brand">{logo}{sheet.brand.clone()}</p>
                <h2 id=id class="wrap-any">{sheet.title.clone()}</h2>
                <p class="sheet__lede">{sheet.lede.clone()}</p>
            </div>
            <dl class="tag">{sheet.facts.iter().map(fact).collect_view()}</dl>
            {qr}
        </div>
    }
    .into_any()
}

fn sites(sheet: &Sheet) -> AnyView {
    let sites = &sheet.sites;
    let many = sites.rows.len() > SIDE_BY_SIDE;
    // The ids of groups are long, and stand beside each site on the next pages.
    let ids = sites.listed.is_empty();
    view! {
        <section>
            <h3>{sites.heading.clone()}<small>{sites.note.clone()}</small></h3>
            <div class=if many { "sheet__pair" } else { "sheet__single" }>
                <table>
                    <thead>{columns(sheet, ids)}</thead>
                    <tbody>{sites.rows.iter().map(|one| row(one, ids)).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Every site, where the front tells them by group: from the next page on, each page under the same head.
fn listed(sheet: &Sheet) -> Option<AnyView> {
    let sites = &sheet.sites;
    let whose = sheet.facts.iter().filter(|fact| matches!(fact.kind, FactKind::Login | FactKind::Address));
    let whose: Vec<String> = whose.map(|fact| fact.value.clone()).collect();
    let rows = || sites.listed.iter().map(|one| row(one, true)).collect_view();
    (!sites.listed.is_empty()).then(|| {
        view! {
            <section class="sheet__more">
                <table>
                    <thead>
                        <tr><th colspan="3" class="sheet__running"><strong>{sites.listed_heading.clone()}</strong><span class="wrap-any">{whose.join(" · ")}</span></th></tr>
                        {columns(sheet, true)}
                    </thead>
                    <tbody>{rows()}</tbody>
                </table>
            </section>
        }
        .into_any()
    })
}

fn columns(sheet: &Sheet, ids: bool) -> AnyView {
    let [id, name, role, _] = sheet.sites.columns.clone();
    let id = ids.then(|| view! { <th scope="col" class="num">{id}</th> });
    view! { <tr>{id}<th scope="col">{name}</th><th scope="col">{role}</th></tr> }.into_any()
}

fn row(row: &SiteRow, ids: bool) -> AnyView {
    let name = match row.link.clone() {
        Some(link) => {
            view! { <a href=link target="_blank" rel="noopener noreferrer external">{row.name.clone()}</a> }.into_any()
        }
        None => row.name.clone().into_any(),
    };
    let glyph = ui::role_glyph(row.role.map_or(ui::Mark::SuperUser, marks::mark));
    let more = (!row.more.is_empty()).then(|| format!(" + {}", row.more));
    view! {
        <tr>
            {ids.then(|| view! { <td class="num">{row.ids.clone()}</td> })}
            <th scope="row">{name}</th>
            <td>{glyph}" "{row.role_name.clone()}{more}</td>
        </tr>
    }
    .into_any()
}

fn roles(sheet: &Sheet) -> Option<AnyView> {
    let roles = &sheet.roles;
    let [role, can, cannot] = roles.columns.clone();
    let row = |note: &RoleNote| {
        view! { <tr><th scope="row">{note.name.clone()}</th><td>{note.can.clone()}</td><td>{note.cannot.clone()}</td></tr> }
    };
    (!roles.notes.is_empty()).then(|| {
        view! {
            <section>
                <h3>{roles.heading.clone()}</h3>
                <table>
                    <thead><tr><th scope="col">{role}</th><th scope="col">{can}</th><th scope="col">{cannot}</th></tr></thead>
                    <tbody>{roles.notes.iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any()
    })
}

fn api(api: &Api) -> AnyView {
    let example = |caption: &str, call: &str| {
        view! { <dt>{caption.to_owned()}</dt><dd><pre><code>{call.to_owned()}</code></pre></dd> }.into_any()
    };
    view! {
        <section>
            <h3>{api.heading.clone()}<small>{api.endpoint_label.clone()}": "<code>{api.endpoint.clone()}</code></small></h3>
            <p>{text(&api.text)}</p>
            <dl class="sheet__api">
                {example(&api.example_caption, &api.example)}
                {example(&api.sites_caption, &api.sites_example)}
            </dl>
        </section>
    }
    .into_any()
}

fn boxes(list: &Checklist) -> AnyView {
    view! {
        <section>
            <h3>{list.heading.clone()}</h3>
            <ul class="boxes">{list.items.iter().map(|item| view! { <li><span>{item.clone()}</span></li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn notes(notes: &Notes) -> Option<AnyView> {
    let items = || notes.items.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view();
    (!notes.items.is_empty()).then(|| {
        view! { <section class="sheet__notes"><h3>{notes.heading.clone()}</h3><ul>{items()}</ul></section> }.into_any()
    })
}

fn foot(sheet: &Sheet) -> AnyView {
    let item = |item: &FooterItem| {
        let lines = item.lines.iter().map(|line| view! { <dd>{line.clone()}</dd> }).collect_view();
        view! { <div><dt>{item.label.clone()}</dt>{lines}</div> }
    };
    let [contact, asked, issued] = &sheet.footer;
    let column = |items: &[FooterItem]| view! { <dl>{items.iter().map(item).collect_view()}</dl> }.into_any();
    view! {
        <footer class="sheet__foot">
            <div>{column(contact)}<p class="sheet__never">{sheet.never.clone()}</p></div>
            {column(asked)}
            {column(issued)}
        </footer>
    }
    .into_any()
}

fn text(text: &Text) -> AnyView {
    let part = |part: &Part| match part {
        Part::Plain(words) => words.clone().into_any(),
        Part::Strong(words) => view! { <strong>{words.clone()}</strong> }.into_any(),
    };
    text.parts.iter().map(part).collect_view().into_any()
}

fn fact_class(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Address => "tag__address",
        FactKind::Login => "tag__login",
        FactKind::Email => "tag__email",
        FactKind::Password => "tag__password",
        FactKind::From | FactKind::Ends => "tag__day",
    }
}

/// Sheets one after the other.
pub(super) fn papers(sheets: Vec<Sheet>, format: Signal<Format>) -> AnyView {
    let all = sheets.iter().enumerate().map(|(at, sheet)| paper(sheet, at, format)).collect_view();
    view! { <div class="sheet-desk">{all}</div> }.into_any()
}
