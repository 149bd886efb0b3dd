//! The onboarding sheet: every text of the printed page, in reading order.
//!
//! There is no field for a password or a token, and nothing that could fill one is taken in.

mod en;
mod sites;
mod text;
mod words;

pub use sites::SiteRow;
pub use text::{Part, Text};

pub(crate) use words::words;

use crate::{Case, Language, SignIn, ValidCase, dates, qr};
use access::{Directory, Entry, Grant, LastSeen, Person, Status};
use matomo_api::{Login, MatomoUrl, SiteId, Version};
use std::collections::BTreeMap;
use text::one_line;
use time::Date;
use words::{Example, Foot, Subject, WayIn, Words};

/// A page for one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The language of every text on it.
    pub language: Language,
    /// The person's name on the papers; the login where there is none.
    pub name: String,
    /// What the page is about, in small letters above the title.
    pub brand: String,
    /// The title.
    pub title: String,
    /// What the page is good for.
    pub lede: String,
    /// The address as a code to scan; `None` if it is too long for one.
    pub qr: Option<qr::Code>,
    /// What the code opens.
    pub qr_caption: String,
    /// Address, login and the like.
    pub facts: Vec<Fact>,
    /// The first sign-in, step by step.
    pub sign_in: Section,
    /// What is open to the person.
    pub sites: Sites,
    /// How to use the API; `None` where no site is open.
    pub api: Option<Api>,
    /// Boxes to tick on the first day.
    pub first_day: Checklist,
    /// Rules of use, to be ticked as read.
    pub rules: Checklist,
    /// The foot of the page in three columns: whom to ask; who asked for it; who issued it.
    pub footer: [Vec<FooterItem>; 3],
    /// What the desk never does.
    pub never: String,
}

/// A fact with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Which one, for the layout.
    pub kind: FactKind,
    /// Its label.
    pub label: String,
    /// The fact.
    pub value: String,
}

/// Which fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// Matomo's address.
    Address,
    /// The login.
    Login,
    /// The e-mail address.
    Email,
    /// How one comes by the password; never the password.
    Password,
    /// The first day of access.
    From,
    /// The last day of access.
    Ends,
}

/// A heading with steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The steps, to be numbered.
    pub steps: Vec<Text>,
}

/// The table of sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sites {
    /// The heading.
    pub heading: String,
    /// The heads of the columns: id, site, role, what one can do.
    pub columns: [String; 4],
    /// One row for each site, or for each group and role where there are many.
    pub rows: Vec<SiteRow>,
    /// What to know about the rest.
    pub note: String,
}

/// How to use the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The heading.
    pub heading: String,
    /// How to get a token of one's own.
    pub text: Text,
    /// A call to try, with the token as `$TOKEN`.
    pub example: String,
}

/// Boxes to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The heading.
    pub heading: String,
    /// The boxes.
    pub items: Vec<String>,
}

/// A labelled item at the foot of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterItem {
    /// Its label.
    pub label: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The Matomo that the sheet is about.
#[derive(Debug, Clone, Copy)]
pub struct Instance<'a> {
    /// Its address, which also tells whether it is Matomo's own hosting.
    pub url: &'a MatomoUrl,
    /// Its version: menus differ.
    pub version: Version,
}

impl Sheet {
    /// The sheet of a case, before or after it was carried out. `issuer` is whose token it is.
    pub fn of(
        case: &ValidCase,
        directory: &Directory,
        instance: Instance,
        issued: Date,
        issuer: Option<&Login>,
    ) -> Self {
        let typed = case.case();
        let person = directory.person(case.login().as_str());
        let mut grants = grants_of(person);
        grants.extend(typed.access.clone());
        let way_in = match (case.entry(), person.filter(|_| case.extends())) {
            // What Matomo says is exact; before it was asked, the day is counted.
            (Some(Entry::Invitation { days }), _) => {
                let told = person.and_then(|person| person.invite_expires).map(dates::of_seconds);
                WayIn::Invitation(told.or(Some(dates::add_days(issued, *days))))
            }
            (Some(Entry::Password), _) => WayIn::FirstPassword,
            // A case that is picked up again after its account was made.
            (None, Some(person)) if typed.sign_in == SignIn::TemporaryPassword && is_new(person, issued) => {
                WayIn::FirstPassword
            }
            (None, Some(person)) => way_in_of(person),
            (None, None) => WayIn::AsBefore,
        };
        let name = one_line(&typed.full_name);
        let subject = Subject {
            name: if name.is_empty() { case.login().to_string() } else { name },
            login: case.login(),
            email: case.email(),
            way_in,
            two_factor: person.is_some_and(|person| person.two_factor == Some(true)),
            from: if case.extends() { person.and_then(registered) } else { Some(issued) },
            ends: case.ends(),
            instance,
            open: Some(grants.len()),
            example: example(typed.language, directory, &grants),
        };
        page(subject, typed, directory, &grants, issued, issuer)
    }

    /// The sheet of somebody who is there already, without a case.
    pub fn for_person(
        person: &Person,
        directory: &Directory,
        instance: Instance,
        issued: Date,
        issuer: Option<&Login>,
        language: Language,
    ) -> Self {
        let grants = grants_of(Some(person));
        let any_site = || {
            let site = directory.sites().first()?;
            Some(Example { id: site.id, name: sites::name_of(words(language), directory, site.id), role: None })
        };
        let subject = Subject {
            name: person.login.to_string(),
            login: &person.login,
            email: person.email.as_ref(),
            way_in: way_in_of(person),
            two_factor: person.two_factor == Some(true),
            from: registered(person),
            ends: None,
            instance,
            open: (!person.super_user).then_some(grants.len()),
            example: if person.super_user { any_site() } else { example(language, directory, &grants) },
        };
        let unwritten = Case { language, ..Case::default() };
        page(subject, &unwritten, directory, &grants, issued, issuer)
    }
}

fn page(
    subject: Subject,
    typed: &Case,
    directory: &Directory,
    grants: &BTreeMap<SiteId, Grant>,
    issued: Date,
    issuer: Option<&Login>,
) -> Sheet {
    let words = words(typed.language);
    let rows = match subject.open {
        Some(_) => sites::rows(words, directory, grants),
        None => vec![sites::everything(words)],
    };
    let api = subject.example.as_ref().map(|site| Api {
        heading: words.api_heading().to_owned(),
        text: words.api(subject.instance.version),
        example: example_call(subject.instance.url, site.id),
    });
    Sheet {
        language: typed.language,
        brand: words.brand().to_owned(),
        title: words.title(&subject),
        lede: words.lede(&one_line(&typed.purpose)),
        qr: qr::modules(subject.instance.url.as_str()),
        qr_caption: words.qr_caption().to_owned(),
        facts: facts(words, &subject, typed.language),
        sign_in: words.sign_in(&subject),
        sites: words.sites(&subject, rows),
        api,
        first_day: words.first_day(&subject),
        rules: words.rules(&subject),
        footer: footer(words, &subject, typed, issued, issuer),
        never: words.never().to_owned(),
        name: subject.name,
    }
}

fn facts(words: &dyn Words, subject: &Subject, language: Language) -> Vec<Fact> {
    let date = |date| dates::long(date, language);
    let known = [
        (FactKind::Address, Some(subject.instance.url.as_str().trim_end_matches('/').to_owned())),
        (FactKind::Login, Some(subject.login.to_string())),
        (FactKind::Email, subject.email.map(ToString::to_string)),
        (FactKind::Password, Some(words.password(subject.way_in).to_owned())),
        (FactKind::From, subject.from.map(date)),
        (FactKind::Ends, Some(subject.ends.map_or_else(|| words.no_end().to_owned(), date))),
    ];
    let fact = |(kind, value): (FactKind, Option<String>)| {
        Some(Fact { kind, label: words.fact(kind).to_owned(), value: value? })
    };
    known.into_iter().filter_map(fact).collect()
}

fn footer(
    words: &dyn Words,
    subject: &Subject,
    typed: &Case,
    issued: Date,
    issuer: Option<&Login>,
) -> [Vec<FooterItem>; 3] {
    let mut contact: Vec<String> = typed.contact.lines().map(one_line).collect();
    if contact.iter().all(String::is_empty) {
        contact = issuer.map(Login::to_string).into_iter().collect();
    }
    let item = |foot, mut lines: Vec<String>| {
        lines.retain(|line| !line.is_empty());
        (!lines.is_empty()).then(|| FooterItem { label: words.foot(foot).to_owned(), lines })
    };
    let asked = item(Foot::AskedForBy, vec![one_line(&typed.asked_for_by)]);
    let reference = item(Foot::Reference, vec![one_line(&typed.reference)]);
    [
        item(Foot::Contact, contact).into_iter().collect(),
        asked.into_iter().chain(reference).collect(),
        item(Foot::Issued, words.issued(issued, issuer, subject.instance)).into_iter().collect(),
    ]
}

fn grants_of(person: Option<&Person>) -> BTreeMap<SiteId, Grant> {
    let grants = person.into_iter().flat_map(|person| person.grants.iter());
    grants.map(|(site, grant)| (site, grant.clone())).collect()
}

fn way_in_of(person: &Person) -> WayIn {
    match person.status {
        Status::Active => WayIn::AsBefore,
        Status::Invited { .. } => WayIn::Invitation(person.invite_expires.map(dates::of_seconds)),
        Status::InviteExpired => WayIn::InviteExpired,
    }
}

/// Made today or yesterday (Matomo counts in UTC) and not signed in yet.
fn is_new(person: &Person, today: Date) -> bool {
    let made = registered(person).is_some_and(|day| dates::add_days(day, 1) >= today);
    made && person.status == Status::Active && person.last_seen == LastSeen::Never
}

fn registered(person: &Person) -> Option<Date> {
    person.registered.map(dates::of_seconds)
}

/// The first of the sites where the person can do most.
fn example(language: Language, directory: &Directory, grants: &BTreeMap<SiteId, Grant>) -> Option<Example> {
    let (id, grant) = grants.iter().rev().max_by_key(|(_, grant)| grant.role)?;
    Some(Example { id: *id, name: sites::name_of(words(language), directory, *id), role: Some(grant.role) })
}

/// Module, method and format are in the address, as Matomo wants them for errors in JSON; the token
/// is in the body, where it ends up in no log (both seen). The lines are short enough for the page,
/// and a shell joins them again; what it would expand in double quotes is percent-encoded.
fn example_call(url: &MatomoUrl, site: SiteId) -> String {
    let page = url.page("").replace('$', "%24").replace('!', "%21");
    format!(
        "curl \"{page}\\\nmodule=API&method=VisitsSummary.get&format=json\" \\\n  \
         -d idSite={site} -d period=day -d date=yesterday \\\n  -d token_auth=\"$TOKEN\""
    )
}

#[cfg(test)]
mod tests;
