//! The printable sheet: a page without the shell, one for each person.

use super::{marks, shelf};
use crate::{
    browser::{clock, page},
    cases::Cases,
    components::{self as ui, Button, ButtonKind, Choice, Empty, Icon, LinkButton, Segmented},
    navigation::Navigation,
    route::{OnboardStep, Route, SheetOf},
    session::Session,
};
use access::Directory;
use leptos::{prelude::*, task::spawn_local};
use onboarding::{
    Instance, Language, Sheet, dates,
    sheet::{Checklist, FactKind, FooterItem, Part, SiteRow, Text},
};
use std::sync::Arc;

/// The sheet that the address names.
#[component]
pub fn SheetScreen() -> impl IntoView {
    shelf::shelved("Onboarding sheet", |directory| view! { <Found directory=directory/> }.into_any())
}

#[component]
fn Found(directory: Arc<Directory>) -> impl IntoView {
    let (navigation, session, cases) = (Navigation::here(), Session::here(), Cases::here());
    // `None` while a case is being fetched, then whether there is a sheet.
    let sheet = RwSignal::new(None::<Option<Sheet>>);
    Effect::new(move || {
        let Route::Sheet(of) = navigation.route() else { return };
        let Some(desk) = session.desk_untracked() else { return };
        let directory = directory.clone();
        spawn_local(async move {
            let instance = Instance { url: desk.client.url(), version: desk.connection.version };
            let made = match of {
                SheetOf::Login(login) => of_person(&directory, login.as_str(), instance, Language::default()),
                SheetOf::Case(id) => {
                    let there = cases.load(&id, desk.client.url(), |record| record.case().is_some()).await;
                    if there { of_case(cases, &directory, instance) } else { None }
                }
            };
            sheet.set(Some(made));
        });
    });
    move || match sheet.get() {
        None => ().into_any(),
        Some(None) => none(),
        Some(Some(sheet)) => view! { <Page sheet=sheet/> }.into_any(),
    }
}

fn of_case(cases: Cases, directory: &Directory, instance: Instance) -> Option<Sheet> {
    let (case, today) = (cases.case_untracked(), dates::of_seconds(clock::now()));
    match case.check(directory, today) {
        Ok(valid) => Some(Sheet::of(&valid, directory, instance, today, directory.caller())),
        // Something about the case no longer holds; what Matomo says of the account still does.
        Err(_) => of_person(directory, case.login.trim(), instance, case.language),
    }
}

fn of_person(directory: &Directory, login: &str, instance: Instance, language: Language) -> Option<Sheet> {
    let person = directory.person(login)?;
    Some(Sheet::for_person(person, directory, instance, dates::of_seconds(clock::now()), directory.caller(), language))
}

fn none() -> AnyView {
    view! {
        <ui::PageHead title="No sheet"/>
        <Empty icon=Icon::Sheet title="There is nobody to print a sheet for">
            <p>"The account does not exist, or this browser does not keep the case."</p>
            <div class="btn-row"><LinkButton href=Route::people().href()>"All people"</LinkButton></div>
        </Empty>
    }
    .into_any()
}

#[component]
fn Page(sheet: Sheet) -> impl IntoView {
    page::set_title("Onboarding sheet · Lanyard");
    let back = match untrack(|| Navigation::here().route()) {
        Route::Sheet(SheetOf::Case(id)) => Route::Onboard { step: OnboardStep::HandOver, case: Some(id) }.href(),
        Route::Sheet(SheetOf::Login(login)) => Route::person(&login).href(),
        _ => Route::people().href(),
    };
    let letter = RwSignal::new(false);
    let paper = vec![Choice::new("A4"), Choice::new("US Letter")];
    let chosen = Signal::derive(move || Some(usize::from(letter.get())));
    let class = move || if letter.get() { "sheet sheet--letter" } else { "sheet" };
    view! {
        <div class="sheet-page">
            <header class="sheet-bar">
                <LinkButton href=back kind=ButtonKind::Quiet icon=Icon::ArrowLeft>"Back"</LinkButton>
                <h1 tabindex="-1">"Onboarding sheet"</h1>
                <span class="push"></span>
                <Segmented legend="Paper" choices=paper chosen=chosen on_choose=Callback::new(move |at| letter.set(at == 1))/>
                <Button kind=ButtonKind::Primary icon=Icon::Print on_press=Callback::new(|()| page::print())>"Print sheet"</Button>
            </header>
            <div class="sheet-desk">
                <article class=class aria-labelledby="sheet-title" lang=sheet.language.tag()>{paper_of(&sheet)}</article>
            </div>
        </div>
    }
}

fn paper_of(sheet: &Sheet) -> AnyView {
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
    let facts = sheet.facts.iter().map(|fact| {
        view! { <div class=fact_class(fact.kind)><dt>{fact.label.clone()}</dt><dd class=value_class(fact.kind)>{fact.value.clone()}</dd></div> }
    });
    view! {
        <header class="sheet__head">
            <div>
                <p class="sheet__brand">{ui::icon(Icon::Logo)}{sheet.brand.clone()}</p>
                <h2 id="sheet-title" class="wrap-any">{sheet.title.clone()}</h2>
                <p class="sheet__lede">{sheet.lede.clone()}</p>
            </div>
            {qr}
        </header>
        <dl class="tag">{facts.collect_view()}</dl>
        <div class="sheet__cols sheet__cols--wide-end">
            <section>
                <h3>{sheet.sign_in.heading.clone()}</h3>
                <ol class="how">{sheet.sign_in.steps.iter().map(|step| view! { <li><span>{text(step)}</span></li> }).collect_view()}</ol>
            </section>
            {sites(sheet)}
        </div>
        {api(sheet)}
        <div class="sheet__cols">{boxes(&sheet.first_day)}{boxes(&sheet.rules)}</div>
        <footer class="sheet__foot">
            {sheet.footer.iter().map(|column| view! { <dl>{column.iter().map(footer).collect_view()}</dl> }).collect_view()}
            <p class="sheet__never">{ui::icon(Icon::Shield)}<span>{sheet.never.clone()}</span></p>
        </footer>
    }
    .into_any()
}

fn sites(sheet: &Sheet) -> AnyView {
    let [id, name, role, can] = sheet.sites.columns.clone();
    let row = |row: &SiteRow| {
        let glyph = ui::role_glyph(row.role.map_or(ui::Mark::SuperUser, marks::mark));
        view! {
            <tr>
                <td class="num">{row.ids.clone()}</td>
                <th scope="row" class="wrap-any">{row.name.clone()}</th>
                <td><span class="sheet__role">{glyph}{row.role_name.clone()}</span></td>
                <td>{row.can.clone()}</td>
            </tr>
        }
    };
    view! {
        <section>
            <h3>{sheet.sites.heading.clone()}</h3>
            <table>
                <thead><tr><th scope="col" class="num">{id}</th><th scope="col">{name}</th><th scope="col">{role}</th><th scope="col">{can}</th></tr></thead>
                <tbody>{sheet.sites.rows.iter().map(row).collect_view()}</tbody>
            </table>
            <p class="sheet__small">{sheet.sites.note.clone()}</p>
        </section>
    }
    .into_any()
}

fn api(sheet: &Sheet) -> Option<AnyView> {
    let api = sheet.api.as_ref()?;
    let section = view! {
        <section>
            <h3>{api.heading.clone()}</h3>
            <div class="sheet__cols"><div><p>{text(&api.text)}</p></div><pre><code>{api.example.clone()}</code></pre></div>
        </section>
    };
    Some(section.into_any())
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

fn footer(item: &FooterItem) -> AnyView {
    let lines = item.lines.iter().map(|line| view! { <dd class="wrap-any">{line.clone()}</dd> }).collect_view();
    view! { <dt>{item.label.clone()}</dt>{lines} }.into_any()
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
        FactKind::Address => "tag__wide tag__edge",
        FactKind::Login => "",
        FactKind::Email => "tag__edge",
        FactKind::Password | FactKind::From => "tag__third tag__last",
        FactKind::Ends => "tag__third tag__last tag__edge",
    }
}

fn value_class(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Address => "tag__big",
        FactKind::Login | FactKind::Email => "tag__mono",
        FactKind::Password | FactKind::From | FactKind::Ends => "",
    }
}
