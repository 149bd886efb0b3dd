//! The papers of a case, to be copied, mailed, downloaded or printed: before it is carried out the request for
//! approval, afterwards all others.

use super::Wizard;
use crate::components::live;
use crate::{
    browser::{clipboard, clock, download},
    cases::Record,
    components::{self as ui, Button, ButtonKind, Card, CopyButton, Icon, LinkButton, SelectField, Toasts},
    route::{Route, SheetOf},
    screens::sheet::{Issuer, language_choice},
};
use leptos::{prelude::*, task::spawn_local};
use onboarding::{
    Case, Language, dates,
    papers::{Document, Mail, Papers, calendar},
};

/// The request for approval, for the step before anything is sent. Nothing where the case cannot be carried out.
pub(super) fn before(wizard: &Wizard) -> AnyView {
    let all = People::of(wizard, None);
    if all.people.is_empty() {
        return ().into_any();
    }
    let chosen = RwSignal::new("0".to_owned());
    let select = all.select(chosen);
    let of_all = all.clone();
    let request = move || match of_all.papers(&chosen.get(), Some(of_all.language)) {
        Some(papers) => {
            let mail = papers.approval_request();
            let text =
                "Whoever approves reads what is asked for, why, and what the roles mean, and answers in the mail.";
            mail_action("Ask for approval", text, "request", "Request", &mail)
        }
        None => ().into_any(),
    };
    view! {
        <Card title="Approval">
            {select}
            <div class="actions">{live(request)}</div>
        </Card>
    }
    .into_any()
}

/// The papers of a case that was carried out. `language` is shared with the slips.
pub(super) fn after(wizard: &Wizard, record: &Record, language: RwSignal<Option<Language>>) -> AnyView {
    let all = People::of(wizard, Some(record));
    let chosen = RwSignal::new("0".to_owned());
    let (select, sheet) = (all.select(chosen), sheet_action(wizard));
    let head = language_choice("Language of the papers", all.people.len() > 1, language);
    let key = wizard.id.as_str().to_owned();
    // What is ticked later stands in the record, too.
    let cases = wizard.cases;
    let ticks = Memo::new(move |_| cases.with(|case| case.ticks.clone()));
    let papers = move || {
        let mut all = all.clone();
        all.people.iter_mut().for_each(|case| case.ticks = ticks.get());
        match all.papers(&chosen.get(), language.get()) {
        Some(papers) => actions(&papers, &key),
        None => view! {
            <p class="soft small">"The other papers are made of the case, which does not fit what Matomo has any more."</p>
        }
        .into_any(),
    }
    };
    view! {
        <Card title="Papers" head=head>
            {select}
            <div class="actions">
                {sheet}
                {live(papers)}
            </div>
        </Card>
    }
    .into_any()
}

/// Everybody that a case is about, and who issues their papers.
#[derive(Clone)]
struct People {
    people: Vec<Case>,
    issuer: Option<Issuer>,
    record: Option<Record>,
    language: Language,
}

impl People {
    fn of(wizard: &Wizard, record: Option<&Record>) -> Self {
        let case = wizard.cases.case_untracked();
        Self {
            people: case.each(&wizard.settings.policy, &wizard.directory),
            issuer: Issuer::here(wizard.directory.clone()).map(|issuer| issuer.after(record)),
            record: record.cloned(),
            language: case.language,
        }
    }

    /// The papers of one of them; `None` where the case does not hold any more.
    fn papers(&self, chosen: &str, language: Option<Language>) -> Option<Papers> {
        let (case, issuer) = (self.people.get(chosen.parse::<usize>().ok()?)?, self.issuer.as_ref()?);
        let journal = self.record.as_ref().and_then(|record| record.journal.as_ref());
        issuer.papers(case, language, journal)
    }

    /// Whose papers they are, where there are several people.
    fn select(&self, chosen: RwSignal<String>) -> Option<AnyView> {
        let name = |case: &Case| match case.full_name.trim() {
            "" => case.login.clone(),
            name => format!("{name} ({})", case.login),
        };
        let options: Vec<_> = self.people.iter().enumerate().map(|(at, case)| (at.to_string(), name(case))).collect();
        (options.len() > 1).then(|| {
            view! { <div class="action--pad"><SelectField label="Papers for" options=Signal::stored(options) value=chosen/></div> }
                .into_any()
        })
    }
}

fn sheet_action(wizard: &Wizard) -> AnyView {
    let sheet = Route::Sheet(SheetOf::Case(wizard.id.clone())).href();
    let buttons = view! { <LinkButton href=sheet kind=ButtonKind::Primary icon=Icon::Print>"Print sheet"</LinkButton> };
    let text = "Where, who, how to sign in, what is open. No secret on it.";
    action(Icon::Sheet, "Print the onboarding sheet", text, ().into_any(), buttons.into_any())
}

fn actions(papers: &Papers, key: &str) -> AnyView {
    let about = "What is open and how to get in, ready for your mail program. No secret in it.";
    view! {
        {mail_action("Tell the person", about, "message", "Message", &papers.notification())}
        {ticket(&papers.ticket_comment())}
        {record(&papers.change_record(), key)}
        {days(papers, key)}
    }
    .into_any()
}

/// A mail: to be read, copied, or opened in a mail program.
fn mail_action(
    title: &'static str,
    about: &'static str,
    name: &'static str,
    done: &'static str,
    mail: &Mail,
) -> AnyView {
    let whole = format!("{}\n\n{}", mail.subject, mail.text);
    let (link, note) = match (mail.mailto(), mail.mailto_brief()) {
        (Ok(link), _) => (link, None),
        (Err(_), Ok(link)) => {
            (link, Some("Too long for a link to a mail program: it opens with a short form. Copy the whole one."))
        }
        (Err(_), Err(_)) => (
            mail.mailto_without_text(),
            Some("Too long for a link to a mail program: it opens with the subject alone. Copy the text."),
        ),
    };
    let shown = view! {
        {note.map(|note| view! { <p>{note}</p> })}
        {text(format!("Read the {name}"), whole.clone())}
    };
    let buttons = view! {
        <CopyButton label=format!("Copy {name}") done=format!("{done} copied") text=Signal::stored(whole) named=true size=ui::ButtonSize::Medium/>
        {copy_rich(format!("Copy {name} as HTML"), format!("{done} copied with its layout"), mail.html.clone(), mail.text.clone())}
        <a class="btn" href=link rel="external">{ui::icon(Icon::Mail)}{format!("Mail {name}")}</a>
    };
    action(Icon::Mail, title, about, shown.into_any(), buttons.into_any())
}

fn ticket(comment: &Document) -> AnyView {
    let buttons = view! {
        <CopyButton label="Copy comment as Markdown" done="Comment copied" text=Signal::stored(comment.markdown()) named=true size=ui::ButtonSize::Medium/>
        <CopyButton label="Copy comment as text" done="Comment copied" text=Signal::stored(comment.text()) named=true size=ui::ButtonSize::Medium/>
    };
    let about = "What was done and that it was read back, for the ticket that asked for it.";
    let shown = text("Read the comment".to_owned(), comment.text());
    action(Icon::Check, "Answer the ticket", about, shown, buttons.into_any())
}

fn record(record: &Document, key: &str) -> AnyView {
    let markdown = record.markdown();
    let (file, name) = (markdown.clone(), format!("change-{key}.md"));
    let buttons = view! {
        <CopyButton label="Copy record" done="Record copied" text=Signal::stored(markdown) named=true size=ui::ButtonSize::Medium/>
        {save("Download record", name, "text/markdown", file)}
    };
    let about = "Who, what, why, by whose leave, and what Matomo said afterwards, for an audit.";
    let shown = text("Read the record".to_owned(), record.text());
    action(Icon::Shield, "Keep the change record", about, shown, buttons.into_any())
}

/// The days to keep, if there are any.
fn days(papers: &Papers, key: &str) -> Option<AnyView> {
    let file = calendar(papers, key, clock::now())?;
    let buttons = save("Download calendar file", format!("access-{key}.ics"), "text/calendar", file);
    let about = "The review and the end of the access, with a reminder a week before: Matomo reminds nobody.";
    Some(action(Icon::Clock, "Keep the days", about, ().into_any(), buttons))
}

fn action(icon: Icon, title: &'static str, about: &'static str, more: AnyView, buttons: AnyView) -> AnyView {
    view! {
        <div class="action action--pad">
            {ui::icon(icon)}
            <div class="stack stack-2">
                <p class="strong">{title}</p>
                <p>{about}</p>
                {more}
                <div class="btn-row">{buttons}</div>
            </div>
        </div>
    }
    .into_any()
}

/// A text to look at, folded.
fn text(name: String, text: String) -> AnyView {
    let label = name.clone();
    view! {
        <details class="paper-text">
            <summary>{name}</summary>
            <pre tabindex="0" role="region" aria-label=label>{text}</pre>
        </details>
    }
    .into_any()
}

fn copy_rich(label: String, done: String, html: String, plain: String) -> AnyView {
    let toasts = Toasts::here();
    let copy = move |()| {
        let (html, plain, done) = (html.clone(), plain.clone(), done.clone());
        spawn_local(async move {
            match clipboard::copy_rich(&html, &plain) {
                Ok(()) => toasts.say(done),
                Err(_) => toasts.say("The browser does not let this page copy: select the text and copy it"),
            }
        });
    };
    view! { <Button icon=Icon::Copy on_press=Callback::new(copy)>{label}</Button> }.into_any()
}

fn save(label: &'static str, name: String, mime: &'static str, file: String) -> AnyView {
    let toasts = Toasts::here();
    let save = move |()| {
        if download::text(&name, mime, &file).is_err() {
            toasts.say("The browser does not let this page save files: copy the text");
        }
    };
    view! { <Button icon=Icon::Download on_press=Callback::new(save)>{label}</Button> }.into_any()
}

/// The name on the papers of whom a case is about.
pub(super) fn name_of(case: &Case) -> String {
    let name = case.full_name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { case.login.clone() } else { name }
}

/// The last day that an invitation made now works.
pub(super) fn invited_until(days: u16) -> time::Date {
    dates::add_days(dates::of_seconds(clock::now()), days)
}
