//! What is due, each in words and with the one thing to do about it.

use super::super::on_day;
use crate::{
    cases,
    components::Icon,
    register::Register,
    route::{RecordsPlace, Route, TokensPlace},
    screens::{marks, unfinished::Told},
};
use access::{Directory, Seconds};
use matomo_api::{Login, MatomoUrl, SiteId};
use onboarding::dates;
use records::{Day, Due, DueKind, Entry, Hash, Ledger};
use tokens::{Entry as Token, EntryId, Origin, State};

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ends,
    Reviews,
    Tokens,
    Invitations,
    Work,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Ends, Kind::Reviews, Kind::Tokens, Kind::Invitations, Kind::Work];

    pub fn words(self) -> &'static str {
        match self {
            Kind::Ends => "Ends",
            Kind::Reviews => "Reviews",
            Kind::Tokens => "Tokens",
            Kind::Invitations => "Invitations",
            Kind::Work => "Unfinished",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Kind::Ends => Icon::Undo,
            Kind::Reviews => Icon::Eye,
            Kind::Tokens => Icon::Key,
            Kind::Invitations => Icon::Mail,
            Kind::Work => Icon::Pencil,
        }
    }
}

/// Something to see to.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is known by in a calendar.
    pub key: String,
    /// From which day on; work has none.
    pub day: Option<Day>,
    pub kind: Kind,
    pub title: String,
    pub text: String,
    /// The change that is the reason: what it is called, and its hash.
    pub entry: Option<(String, Hash)>,
    pub action: Action,
}

/// The one thing to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    pub words: &'static str,
    /// Whom or what; read out behind the words.
    pub whom: String,
    pub to: To,
}

/// Where it is done.
#[derive(Debug, Clone, PartialEq)]
pub enum To {
    /// In another place.
    Place(Route),
    /// Here: somebody says what becomes of a person's access.
    Decide(Login),
}

/// What the ledger and the directory tell.
pub fn items(due: &[Due], ledger: &Ledger, directory: &Directory) -> Vec<Item> {
    due.iter().map(|one| of_due(one, ledger, directory)).collect()
}

fn of_due(Due { day, login, kind }: &Due, ledger: &Ledger, directory: &Directory) -> Item {
    let person = |words| Action { words, whom: login.to_string(), to: To::Place(Route::person(login)) };
    let word = |kind: &str, of: &str| format!("{kind}-{of}-{}", plain(login.as_str()));
    match kind {
        DueKind::End { entry, id, sites } => {
            let over = *day <= Day::of_seconds(crate::browser::clock::now());
            let route = match over {
                true => RecordsPlace::Back { entries: vec![*entry], ended: Some(login.clone()) },
                false => RecordsPlace::entry(*entry),
            };
            let words = if over { "Take back" } else { "See the record" };
            Item {
                key: word("end", &id.to_string()),
                day: Some(*day),
                kind: Kind::Ends,
                title: match sites.len() {
                    0 => format!("{login} is a super user"),
                    _ => format!("{login} on {}", named(directory, sites)),
                },
                text: granted(ledger.get(*entry), over),
                entry: Some((id.to_string(), *entry)),
                action: Action { words, whom: login.to_string(), to: To::Place(Route::Records(route)) },
            }
        }
        DueKind::Review { entry, id } => Item {
            key: word("review", &id.to_string()),
            day: Some(*day),
            kind: Kind::Reviews,
            title: format!("Access of {login} is to be reviewed"),
            text: format!("Promised for {}.{}", on_day(*day), reason(ledger.get(*entry))),
            entry: Some((id.to_string(), *entry)),
            action: Action { words: "Decide", whom: login.to_string(), to: To::Decide(login.clone()) },
        },
        DueKind::Invitation { ended } => Item {
            key: word("invitation", ""),
            day: Some(*day),
            kind: Kind::Invitations,
            title: match ended {
                true => format!("The invitation of {login} has ended"),
                false => format!("{login} has not taken up the invitation"),
            },
            text: match ended {
                true => format!("Matomo deletes the account on {}. Send it again to keep it.", on_day(*day)),
                false => format!("It ends on {}.", on_day(*day)),
            },
            entry: None,
            action: person("Open account"),
        },
    }
}

/// Until when, and why.
fn granted(entry: Option<&Entry>, over: bool) -> String {
    let ends = entry.and_then(|entry| entry.what().why()?.ends);
    let ends = ends.map(|ends| format!("{} on {}.", if over { "Ended" } else { "Ends" }, on_day(ends)));
    format!("{}{}", ends.unwrap_or_default(), reason(entry))
}

fn reason(entry: Option<&Entry>) -> String {
    let why = entry.and_then(|entry| entry.what().why());
    let reason = why.map(|why| why.reason.to_string()).filter(|reason| !reason.is_empty());
    let ticket = why.map(|why| why.ticket.to_string()).filter(|ticket| !ticket.is_empty());
    let ticket = ticket.map(|ticket| format!(" ({ticket})")).unwrap_or_default();
    reason.map(|reason| format!(" Reason: {reason}{ticket}.")).unwrap_or_default()
}

/// Some sites by name.
fn named(directory: &Directory, sites: &[SiteId]) -> String {
    const NAMED: usize = 4;
    let names: Vec<String> = sites.iter().take(NAMED).map(|id| marks::site_named(directory, *id)).collect();
    let more = if sites.len() > NAMED { format!(" and {} more", sites.len() - NAMED) } else { String::new() };
    format!("{}{more}", names.join(", "))
}

/// A login as an address of mail may have it before the @.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

impl Item {
    /// A token that lives on. Reactive.
    pub fn of_token(id: &EntryId, entry: &Token, register: Register) -> Option<Self> {
        let state = register.state(entry);
        if matches!(state, State::Dead | State::Expired) || entry.origin == Origin::Session {
            return None;
        }
        let at: Seconds = match (state, &entry.replaced) {
            (State::Replaced, Some((_, at))) => *at,
            _ => entry.due(register.rank(&entry.owner), register.policy()),
        };
        let day = Day::of_seconds(at);
        let (words, text) = match state {
            State::Replaced => ("Prove it is dead", format!("Replaced on {}, not yet proven dead.", on_day(day))),
            _ if entry.emergency.is_some() => ("Rotate", "Marked as an emergency: to be replaced at once.".to_owned()),
            State::Overdue => ("Rotate", format!("To be replaced since {}.", on_day(day))),
            _ => ("Rotate", format!("To be replaced by {}.", on_day(day))),
        };
        let route = Route::Tokens(TokensPlace::Rotate(vec![id.clone()]));
        Some(Self {
            key: format!("token-{}", id.as_str()),
            day: Some(day),
            kind: Kind::Tokens,
            title: format!("Token “{}” of {}", entry.name, entry.owner),
            text,
            entry: None,
            action: Action { words, whom: entry.name.clone(), to: To::Place(route) },
        })
    }

    /// What is staged on the matrix, if anything is.
    pub fn of_staged(count: usize) -> Option<Self> {
        let title = match count {
            0 => return None,
            1 => "1 change is staged on the matrix".to_owned(),
            n => format!("{n} changes are staged on the matrix"),
        };
        Some(Self {
            key: "staged".to_owned(),
            day: None,
            kind: Kind::Work,
            title,
            text: "Nothing of it was sent to Matomo.".to_owned(),
            entry: None,
            action: Action { words: "Review", whom: "what is staged".to_owned(), to: To::Place(Route::Review) },
        })
    }
}

/// Cases and plans that were begun and are not finished, the latest first.
pub async fn work(instance: &MatomoUrl) -> Vec<Item> {
    let found = cases::unfinished(instance).await;
    let item = |(id, record): (crate::route::CaseId, cases::Record)| {
        let Told { title, name, state, route } = Told::of(&id, &record);
        let since = dates::ago(record.changed, crate::browser::clock::now());
        Item {
            key: format!("work-{}", id.as_str()),
            // What was begun is to be seen to now; a draft waits for as long as it likes.
            day: record.has_begun().then(|| Day::of_seconds(record.changed)),
            kind: Kind::Work,
            title,
            text: format!("{}, last changed {since}.", capital(state)),
            entry: None,
            action: Action { words: "Resume", whom: name, to: To::Place(route) },
        }
    };
    found.into_iter().map(item).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_staged_is_told_if_there_is_any() {
        assert_eq!(Item::of_staged(0), None);
        assert_eq!(Item::of_staged(1).unwrap().title, "1 change is staged on the matrix");
        assert_eq!(Item::of_staged(2).unwrap().action.to, To::Place(Route::Review));
        assert_eq!((capital("draft"), plain("ä.b@c")), ("Draft".to_owned(), "--b-c".to_owned()));
    }
}
