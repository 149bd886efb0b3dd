//! What the page says of a case or a person.

use super::words::{Example, Phrase, Subject, Voice, WayIn};
use super::{Api, Fact, FactKind, FooterItem, Issue, Sheet, Sites, notes, one_line, sites, steps};
use crate::{Case, Language, SignIn, ValidCase, dates, qr};
use access::{Directory, Entry, Grant, LastSeen, Person, Status};
use matomo_api::{MatomoUrl, SiteId, Version};
use std::collections::BTreeMap;
use time::Date;

pub(super) fn of_case(case: &ValidCase, directory: &Directory, issue: &Issue) -> Sheet {
    let typed = case.case();
    let voice = voice(typed.language, issue);
    let person = directory.person(case.login().as_str());
    let mut grants = grants_of(person);
    grants.extend(typed.access.clone());
    let name = one_line(&typed.full_name);
    let subject = Subject {
        name: if name.is_empty() { case.login().to_string() } else { name },
        login: case.login(),
        email: case.email(),
        way_in: way_in_of_case(case, person, issue),
        two_factor: person.is_some_and(|person| person.two_factor == Some(true)),
        from: if case.extends() { person.and_then(registered) } else { Some(first_day(typed, issue)) },
        ends: case.ends(),
        open: Some(grants.len()),
        example: example(voice, directory, &grants),
    };
    page(voice, subject, typed, directory, &grants, issue)
}

pub(super) fn of_person(person: &Person, directory: &Directory, language: Language, issue: &Issue) -> Sheet {
    let voice = voice(language, issue);
    let grants = grants_of(Some(person));
    let any_site = || {
        let site = directory.sites().first()?;
        Some(Example { id: site.id, name: sites::name_of(voice, directory, site.id), role: None })
    };
    let subject = Subject {
        name: person.login.to_string(),
        login: &person.login,
        email: person.email.as_ref(),
        way_in: way_in_of(person, issue.facts.sign_in.unwrap_or_default()),
        two_factor: person.two_factor == Some(true),
        from: registered(person),
        ends: None,
        open: (!person.super_user).then_some(grants.len()),
        example: if person.super_user { any_site() } else { example(voice, directory, &grants) },
    };
    let unwritten = Case { language, ..Case::default() };
    page(voice, subject, &unwritten, directory, &grants, issue)
}

fn page(
    voice: Voice,
    subject: Subject,
    typed: &Case,
    directory: &Directory,
    grants: &BTreeMap<SiteId, Grant>,
    issue: &Issue,
) -> Sheet {
    let (house, title) = (
        issue.house,
        match subject.way_in {
            WayIn::AsBefore => Phrase::TitleAsBefore,
            _ => Phrase::TitleNew,
        },
    );
    let contact = contact_of(typed, issue);
    Sheet {
        language: typed.language,
        brand: house.name().unwrap_or_else(|| voice.say(Phrase::Brand)),
        logo: house.logo.clone(),
        title: voice.line(title, &[("name", &subject.name)]),
        lede: lede(voice, &one_line(&typed.purpose)),
        qr: qr::modules(issue.instance.url.as_str()),
        qr_caption: voice.say(Phrase::QrCaption),
        facts: facts(voice, &subject, issue),
        sign_in: steps::sign_in(voice, &subject, issue),
        sites: open_sites(voice, &subject, directory, grants, issue),
        roles: notes::roles(voice, &subject, grants),
        api: subject.example.as_ref().map(|site| api(voice, site.id, issue)),
        technical: notes::technical(voice, &subject, issue),
        data: notes::data(voice, typed, issue, &contact),
        first_day: steps::first_day(voice, &subject, issue),
        rules: steps::rules(voice, &subject, issue),
        footer: footer(voice, typed, contact, issue),
        never: voice.say(Phrase::Never),
        name: subject.name,
    }
}

fn voice(language: Language, issue: &Issue) -> Voice {
    Voice { language, version: issue.instance.version }
}

fn lede(voice: Voice, purpose: &str) -> String {
    let (purpose, keep) = (purpose.trim_end_matches('.'), voice.say(Phrase::Keep));
    let phrase = if purpose.is_empty() { Phrase::Lede } else { Phrase::LedePurpose };
    voice.line(phrase, &[("purpose", purpose), ("keep", &keep)])
}

fn facts(voice: Voice, subject: &Subject, issue: &Issue) -> Vec<Fact> {
    let date = |date| dates::long(date, voice.language);
    let password = match subject.way_in {
        WayIn::Invitation(_) | WayIn::Link(_) | WayIn::InviteExpired => Phrase::PasswordChosen,
        WayIn::FirstPassword => Phrase::PasswordHandedOver,
        WayIn::Directory | WayIn::Provider => Phrase::PasswordOfCompany,
        WayIn::AsBefore => Phrase::PasswordAsBefore,
    };
    let address = issue.instance.url.as_str().trim_end_matches('/').to_owned();
    let known = [
        (FactKind::Address, Phrase::Address, Some(address)),
        (FactKind::Login, Phrase::Login, Some(subject.login.to_string())),
        (FactKind::Email, Phrase::Email, subject.email.map(ToString::to_string)),
        (FactKind::Password, Phrase::Password, Some(voice.say(password))),
        (FactKind::From, Phrase::From, subject.from.map(date)),
        (FactKind::Ends, Phrase::Ends, Some(subject.ends.map_or_else(|| voice.say(Phrase::NoEnd), date))),
    ];
    let fact = |(kind, label, value): (FactKind, Phrase, Option<String>)| {
        Some(Fact { kind, label: voice.say(label), value: value? })
    };
    known.into_iter().filter_map(fact).collect()
}

fn open_sites(
    voice: Voice,
    subject: &Subject,
    directory: &Directory,
    grants: &BTreeMap<SiteId, Grant>,
    issue: &Issue,
) -> Sites {
    let note = match subject.open {
        None => Phrase::NoteSuperUser,
        Some(0) => Phrase::NoteNone,
        Some(_) => Phrase::NoteSome,
    };
    let (rows, listed) = match subject.open {
        Some(_) => sites::rows(voice, directory, grants, issue.instance.url),
        None => (vec![sites::everything(voice)], Vec::new()),
    };
    let columns = [Phrase::ColumnId, Phrase::ColumnSite, Phrase::ColumnRole, Phrase::ColumnCan];
    Sites {
        heading: voice.say(Phrase::Sites),
        columns: columns.map(|column| voice.say(column)),
        rows,
        note: voice.say(note),
        listed_heading: voice.say(Phrase::Listed),
        listed,
    }
}

fn api(voice: Voice, site: SiteId, issue: &Issue) -> Api {
    // 5.8.0 offers an end when a token is made, 5.3.1 does not (seen); between them is not known.
    let expires = issue.instance.version >= Version::new(5, 8, 0);
    let text = if expires { Phrase::ApiText } else { Phrase::ApiTextNoExpiry };
    let (url, days) = (issue.instance.url, voice.language.number(issue.house.token_days.into()));
    let report = format!("-d idSite={site} -d period=day -d date=yesterday");
    Api {
        heading: voice.say(Phrase::Api),
        text: voice.text(text, &[("days", &days)]),
        endpoint_label: voice.say(Phrase::ApiEndpoint),
        endpoint: url.page("module=API"),
        example_caption: voice.line(Phrase::ApiReport, &[("id", &site.to_string())]),
        example: example_call(url, "VisitsSummary.get", &report),
        sites_caption: voice.say(Phrase::ApiSites),
        sites_example: example_call(url, "SitesManager.getSitesWithAtLeastViewAccess", "-d filter_limit=-1"),
        rules: notes::tokens(voice, issue, &days),
    }
}

/// Module, method and format are in the address, as Matomo wants them for errors in JSON; the token
/// is in the body, where it ends up in no log (both seen). The lines are short enough for the page,
/// and a shell joins them again; what it would expand in double quotes is percent-encoded.
fn example_call(url: &MatomoUrl, method: &str, parameters: &str) -> String {
    let page = url.page("").replace('$', "%24").replace('!', "%21");
    format!("curl \"{page}\\\nmodule=API&method={method}&format=json\" \\\n  {parameters} -d token_auth=YOUR_TOKEN")
}

fn footer(voice: Voice, typed: &Case, contact: Vec<String>, issue: &Issue) -> [Vec<FooterItem>; 3] {
    let (facts, date) = (issue.facts, |day| dates::long(day, voice.language));
    let item = |label, mut lines: Vec<String>| {
        lines.retain(|line| !line.is_empty());
        (!lines.is_empty()).then(|| FooterItem { label: voice.say(label), lines })
    };
    let engagement = &typed.engagement;
    let known = |typed: &str| dates::parse(typed).map(date);
    let approved = match one_line(&engagement.approved_by) {
        nobody if nobody.is_empty() => Vec::new(),
        approver => vec![approver, known(&engagement.approved_on).unwrap_or_default()],
    };
    let day = date(issue.on);
    let place = if issue.instance.url.is_cloud() { Phrase::PlaceCloud } else { Phrase::PlaceOwn };
    let issued = vec![
        match issue.by {
            Some(by) => voice.line(Phrase::IssuedBy, &[("day", &day), ("login", &by.to_string())]),
            None => day,
        },
        voice.line(place, &[("version", &issue.instance.version.to_string())]),
        facts.console.as_deref().map(one_line).unwrap_or_default(),
        facts.read_back.map_or(String::new(), |read| {
            voice.line(Phrase::ReadBack, &[("moment", &dates::moment(read.at, voice.language))])
        }),
    ];
    let column = |items: Vec<Option<FooterItem>>| items.into_iter().flatten().collect();
    [
        column(vec![item(Phrase::Contact, contact)]),
        column(vec![
            item(Phrase::AskedForBy, vec![one_line(&typed.asked_for_by)]),
            item(Phrase::ApprovedBy, approved),
            item(Phrase::Reference, vec![one_line(&typed.reference)]),
        ]),
        column(vec![
            item(Phrase::Issued, issued),
            item(Phrase::Review, known(&engagement.review_on).into_iter().collect()),
        ]),
    ]
}

/// Whom to ask: whom the case names, else whom the company does, else whoever issues the paper.
pub(crate) fn contact_of(typed: &Case, issue: &Issue) -> Vec<String> {
    let lines = |text: &str| text.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let issuer = || issue.by.map(ToString::to_string).into_iter().collect();
    [lines(&typed.contact), lines(&issue.house.contact)].into_iter().find(|c| !c.is_empty()).unwrap_or_else(issuer)
}

fn grants_of(person: Option<&Person>) -> BTreeMap<SiteId, Grant> {
    let grants = person.into_iter().flat_map(|person| person.grants.iter());
    grants.map(|(site, grant)| (site, grant.clone())).collect()
}

fn way_in_of_case(case: &ValidCase, person: Option<&Person>, issue: &Issue) -> WayIn {
    let sign_in = case.case().sign_in;
    if let Some(way) = outside(sign_in) {
        return way;
    }
    match (case.entry(), person.filter(|_| case.extends())) {
        // What Matomo says is exact; before it was asked, the day is counted.
        (Some(Entry::Invitation { days }), _) => {
            let told = person.and_then(|person| person.invite_expires).map(dates::of_seconds);
            invited(sign_in, told.or(Some(dates::add_days(issue.on, *days))))
        }
        (Some(Entry::Password), _) => WayIn::FirstPassword,
        // A case that is picked up again after its account was made.
        (None, Some(person)) if sign_in == SignIn::TemporaryPassword && is_new(person, issue.on) => {
            WayIn::FirstPassword
        }
        (None, Some(person)) => way_in_of(person, sign_in),
        (None, None) => WayIn::AsBefore,
    }
}

fn way_in_of(person: &Person, sign_in: SignIn) -> WayIn {
    match (outside(sign_in), person.status) {
        (Some(way), _) => way,
        (None, Status::Active) => WayIn::AsBefore,
        (None, Status::Invited { .. }) => invited(sign_in, person.invite_expires.map(dates::of_seconds)),
        (None, Status::InviteExpired) => WayIn::InviteExpired,
    }
}

/// The way in with a password that is kept outside Matomo.
fn outside(sign_in: SignIn) -> Option<WayIn> {
    match sign_in {
        SignIn::Ldap => Some(WayIn::Directory),
        SignIn::Saml | SignIn::Oidc => Some(WayIn::Provider),
        SignIn::InvitationMail | SignIn::InvitationLink | SignIn::TemporaryPassword => None,
    }
}

fn invited(sign_in: SignIn, until: Option<Date>) -> WayIn {
    if sign_in == SignIn::InvitationLink { WayIn::Link(until) } else { WayIn::Invitation(until) }
}

/// The first day of access of a new account.
pub(crate) fn first_day(typed: &Case, issue: &Issue) -> Date {
    dates::parse(&typed.engagement.starts).unwrap_or(issue.on)
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
fn example(voice: Voice, directory: &Directory, grants: &BTreeMap<SiteId, Grant>) -> Option<Example> {
    let (id, grant) = grants.iter().rev().max_by_key(|(_, grant)| grant.role)?;
    Some(Example { id: *id, name: sites::name_of(voice, directory, *id), role: Some(grant.role) })
}
