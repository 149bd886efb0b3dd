//! Addresses of what is on record, and of what is due.

use form_urlencoded::Serializer;
use matomo_api::{Login, SiteId};
use records::{Day, Hash, list::Kind};

use super::Query;

/// A place among what is on record.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordsPlace {
    /// The ledger, perhaps with one entry open.
    List(RecordsView),
    /// Checking an export, taking one in, handing one over.
    Files,
    /// What changed outside of the console.
    Outside,
    /// The papers of an entry: records for a person, and the message to them.
    Papers {
        /// Which entry.
        entry: Hash,
        /// For whom; the first where nobody is named.
        login: Option<Login>,
    },
    /// Taking what entries did back, as far as it is still so.
    Back {
        /// Which entries. None are named where it is about all that has ended.
        entries: Vec<Hash>,
        /// Only what has ended, for this person.
        ended: Option<Login>,
    },
}

/// The ledger as somebody wants to see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecordsView {
    /// Person, site, number, ticket, reason to look for.
    pub text: String,
    /// Only entries of this kind.
    pub kind: Option<Kind>,
    /// Only entries about this person.
    pub login: Option<Login>,
    /// Only entries about this site.
    pub site: Option<SiteId>,
    /// Only from this day on.
    pub from: Option<Day>,
    /// Only up to this day.
    pub to: Option<Day>,
    /// The entry that is open.
    pub entry: Option<Hash>,
}

impl RecordsPlace {
    /// The ledger as it opens.
    pub fn list() -> Self {
        RecordsPlace::List(RecordsView::default())
    }

    /// One entry, in the list.
    pub fn entry(hash: Hash) -> Self {
        RecordsPlace::List(RecordsView { entry: Some(hash), ..RecordsView::default() })
    }

    pub(super) fn folder(&self) -> &'static str {
        match self {
            RecordsPlace::List(_) => "records",
            RecordsPlace::Files => "records/files",
            RecordsPlace::Outside => "records/outside",
            RecordsPlace::Papers { .. } => "records/papers",
            RecordsPlace::Back { .. } => "records/back",
        }
    }

    pub(super) fn write(&self, query: &mut Serializer<'_, String>) {
        match self {
            RecordsPlace::List(view) => write_view(view, query),
            RecordsPlace::Files | RecordsPlace::Outside => {}
            RecordsPlace::Papers { entry, login } => {
                query.append_pair("entry", &entry.to_string());
                if let Some(login) = login {
                    query.append_pair("login", login.as_str());
                }
            }
            RecordsPlace::Back { entries, ended } => {
                query.extend_pairs(entries.iter().map(|entry| ("entry", entry.to_string())));
                if let Some(login) = ended {
                    query.append_pair("login", login.as_str());
                }
            }
        }
    }

    pub(super) fn read(folder: &str, query: &Query) -> Option<Self> {
        let entries = || query.all("entry").filter_map(|text| Hash::parse(text.as_bytes()));
        let login = || query.get("login").filter(|login| !login.is_empty()).map(Login::reported);
        match folder {
            "records" => Some(RecordsPlace::List(RecordsView {
                text: query.get("q").unwrap_or_default().to_owned(),
                kind: query.one_of("kind", &Kind::ALL, Kind::word),
                login: login(),
                site: query.site("site"),
                from: query.get("from").and_then(Day::parse),
                to: query.get("to").and_then(Day::parse),
                entry: entries().next(),
            })),
            "records/files" => Some(RecordsPlace::Files),
            "records/outside" => Some(RecordsPlace::Outside),
            "records/papers" => entries().next().map(|entry| RecordsPlace::Papers { entry, login: login() }),
            "records/back" => Some(RecordsPlace::Back { entries: entries().collect(), ended: login() }),
            _ => None,
        }
    }
}

fn write_view(view: &RecordsView, query: &mut Serializer<'_, String>) {
    let RecordsView { text, kind, login, site, from, to, entry } = view;
    let text = Some(text.clone()).filter(|text| !text.is_empty());
    let pairs = [
        ("q", text),
        ("kind", kind.map(|kind| kind.word().to_owned())),
        ("login", login.as_ref().map(ToString::to_string)),
        ("site", site.map(|site| site.to_string())),
        ("from", from.map(|day| day.to_string())),
        ("to", to.map(|day| day.to_string())),
        ("entry", entry.map(|entry| entry.to_string())),
    ];
    for (name, value) in pairs {
        if let Some(value) = value {
            query.append_pair(name, &value);
        }
    }
}
