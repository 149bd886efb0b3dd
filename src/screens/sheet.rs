//! The printable sheets: a page without the shell, one sheet for each person.

mod file;
mod format;
mod issue;
mod paper;

pub use issue::{Issuer, Subject};

use super::shelf;
use crate::components::live;
use crate::{
    browser::{download, drawn, page},
    cases::Cases,
    components::{self as ui, Button, ButtonKind, Choice, Empty, Icon, LinkButton, Segmented, Toasts},
    navigation::Navigation,
    route::{OnboardStep, Route, SheetOf},
    session::Session,
    settings,
};
use access::Directory;
use format::Format;
use leptos::{prelude::*, task::spawn_local};
use onboarding::{Case, Language, Sheet};
use std::sync::Arc;

/// The sheets that the address names.
#[component]
pub fn SheetScreen() -> impl IntoView {
    shelf::shelved("Onboarding sheet", |directory| view! { <Found directory=directory/> }.into_any())
}

/// For whom there are sheets, by whom, and in which language they open.
#[derive(Clone)]
struct Batch {
    subjects: Vec<Subject>,
    issuer: Issuer,
    /// `None`: each in their own.
    language: Option<Language>,
}

impl Batch {
    fn sheets(&self, language: Option<Language>) -> Vec<Sheet> {
        self.subjects.iter().filter_map(|subject| self.issuer.sheet(subject, language)).collect()
    }
}

#[component]
fn Found(directory: Arc<Directory>) -> impl IntoView {
    let (navigation, session, cases) = (Navigation::here(), Session::here(), Cases::here());
    // `None` while a case is being fetched, then whether there is anybody.
    let batch = RwSignal::new_local(None::<Option<Batch>>);
    Effect::new(move || {
        let Route::Sheet(of) = navigation.route() else { return };
        let (Some(issuer), Some(desk)) = (Issuer::here(directory.clone()), session.desk_untracked()) else { return };
        let account = |login| Subject::Account(login);
        match of {
            SheetOf::Login(login) => batch.set(of_accounts(issuer, vec![account(login)])),
            SheetOf::Logins(logins) => batch.set(of_accounts(issuer, logins.into_iter().map(account).collect())),
            SheetOf::Case(id) => {
                let directory = directory.clone();
                spawn_local(async move {
                    let there = cases.load(&id, desk.client.url(), |record| record.case().is_some()).await;
                    let record = there.then(|| untrack(|| cases.record(&id))).flatten();
                    let made = record.and_then(|record| {
                        let case = record.case()?;
                        let issuer = issuer.after(Some(&record));
                        of_case(issuer, case, &directory)
                    });
                    batch.set(Some(made));
                });
            }
        }
    });
    live(move || match batch.get() {
        None => ().into_any(),
        Some(None) => none(),
        Some(Some(batch)) => desk(batch),
    })
}

fn of_accounts(issuer: Issuer, subjects: Vec<Subject>) -> Option<Option<Batch>> {
    Some(some(Batch { subjects, issuer, language: Some(Language::default()) }))
}

fn of_case(issuer: Issuer, case: &Case, directory: &Directory) -> Option<Batch> {
    let people = case.each(&settings::read().policy, directory);
    let subjects = people.into_iter().map(|case| Subject::Case(Box::new(case))).collect();
    some(Batch { subjects, issuer, language: (!case.many).then_some(case.language) })
}

fn some(batch: Batch) -> Option<Batch> {
    (!batch.sheets(batch.language).is_empty()).then_some(batch)
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

fn desk(batch: Batch) -> AnyView {
    page::set_title("Onboarding sheet · Lanyard");
    let back = match untrack(|| Navigation::here().route()) {
        Route::Sheet(SheetOf::Case(id)) => Route::Onboard { step: OnboardStep::HandOver, case: Some(id) }.href(),
        Route::Sheet(SheetOf::Login(login)) => Route::person(&login).href(),
        _ => Route::people().href(),
    };
    let format = RwSignal::new(Format::of_locale(&page::locale()));
    let language = RwSignal::new(batch.language);
    let papers = vec![Choice::new("A4"), Choice::new("US Letter")];
    let chosen_paper = Signal::derive(move || Some(usize::from(format.get() == Format::Letter)));
    let choose_paper = move |at| format.set(if at == 1 { Format::Letter } else { Format::A4 });
    let languages = language_choice("Language", batch.language.is_none(), language);
    let count = batch.sheets(batch.language).len();
    let toasts = Toasts::here();
    let save = move |()| {
        if save(count, language.get_untracked().unwrap_or_default()).is_none() {
            toasts.say("The browser does not let this page save files: print the sheet as PDF");
        }
    };
    view! {
        <div class="sheet-page">
            <header class="sheet-bar">
                <LinkButton href=back kind=ButtonKind::Quiet icon=Icon::ArrowLeft>"Back"</LinkButton>
                <h1 tabindex="-1">"Onboarding sheet"</h1>
                {(count > 1).then(|| format!("{count} people"))}
                <span class="push"></span>
                {languages}
                <Segmented legend="Paper" choices=papers chosen=chosen_paper on_choose=Callback::new(choose_paper)/>
                <Button icon=Icon::Download on_press=Callback::new(save)>"Save as HTML"</Button>
                <Button kind=ButtonKind::Primary icon=Icon::Print on_press=Callback::new(|()| page::print())>"Print sheet"</Button>
            </header>
            <div id="sheets">{live(move || paper::papers(batch.sheets(language.get()), format.into()))}</div>
        </div>
    }
    .into_any()
}

/// The choice of the papers' language; where they are of several people, also that each has their own (`None`).
pub fn language_choice(legend: &'static str, several: bool, language: RwSignal<Option<Language>>) -> AnyView {
    let known: Vec<Option<Language>> = several.then_some(None).into_iter().chain(Language::ALL.map(Some)).collect();
    let name = |one: &Option<Language>| Choice::new(one.map_or("Each their own", Language::name));
    let choices = known.iter().map(name).collect::<Vec<_>>();
    let of_chosen = known.clone();
    let chosen = Signal::derive(move || of_chosen.iter().position(|one| *one == language.get()));
    let choose = Callback::new(move |at: usize| language.set(known.get(at).copied().flatten()));
    view! { <Segmented legend=legend choices=choices chosen=chosen on_choose=choose/> }.into_any()
}

/// Hands over what is drawn as a file.
fn save(count: usize, language: Language) -> Option<()> {
    let sheets = drawn::markup("#sheets > .sheet-desk")?;
    let title = drawn::text("#sheets h2")?;
    let page = file::page(&sheets, &file::style(&drawn::style()), &title, language.tag());
    let name = if count > 1 { "sheets.html".to_owned() } else { format!("{title}.html") };
    download::text(&name, "text/html", &page).ok()
}
