//! Addresses of tokens.

use form_urlencoded::Serializer;
use matomo_api::Login;
use tokens::{EntryId, Language, Purpose, State};

use super::Query;

/// A place among what is about tokens.
#[derive(Debug, Clone, PartialEq)]
pub enum TokensPlace {
    /// All that are known.
    Register(RegisterView),
    /// One of them.
    Token(EntryId),
    /// Writing one down that was made elsewhere.
    Declare,
    /// Making one, perhaps for this account.
    New(Option<Login>),
    /// Replacing some, one after the other.
    Rotate(Vec<EntryId>),
    /// Trying one.
    Check,
    /// Commands for those who use one.
    Examples(Purpose, Language),
}

/// The register as somebody wants to see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RegisterView {
    /// What stands together.
    pub by: RegisterBy,
    /// Name, owner, purpose, system or fingerprint to look for.
    pub text: String,
    /// Only those that stand so.
    pub state: Option<State>,
}

/// What stands together in the register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RegisterBy {
    /// Nothing: those that need somebody come first.
    #[default]
    Due,
    /// The tokens of each owner.
    Owner,
    /// The tokens that each system uses.
    System,
}

impl RegisterBy {
    /// All.
    pub const ALL: [RegisterBy; 3] = [RegisterBy::Due, RegisterBy::Owner, RegisterBy::System];

    fn word(self) -> &'static str {
        match self {
            RegisterBy::Due => "due",
            RegisterBy::Owner => "owner",
            RegisterBy::System => "system",
        }
    }
}

impl TokensPlace {
    /// The register as it opens.
    pub fn register() -> Self {
        TokensPlace::Register(RegisterView::default())
    }

    /// Examples as they open.
    pub fn examples() -> Self {
        TokensPlace::Examples(Purpose::ALL[0], Language::ALL[0])
    }

    pub(super) fn folder(&self) -> &'static str {
        match self {
            TokensPlace::Register(_) => "tokens",
            TokensPlace::Token(_) => "tokens/token",
            TokensPlace::Declare => "tokens/declare",
            TokensPlace::New(_) => "tokens/new",
            TokensPlace::Rotate(_) => "tokens/rotate",
            TokensPlace::Check => "tokens/check",
            TokensPlace::Examples(..) => "tokens/examples",
        }
    }

    pub(super) fn write(&self, query: &mut Serializer<'_, String>) {
        match self {
            TokensPlace::Register(RegisterView { by, text, state }) => {
                if *by != RegisterBy::default() {
                    query.append_pair("by", by.word());
                }
                if !text.is_empty() {
                    query.append_pair("q", text);
                }
                if let Some(state) = state {
                    query.append_pair("state", state_word(*state));
                }
            }
            TokensPlace::Token(id) => {
                query.append_pair("id", id.as_str());
            }
            TokensPlace::New(Some(owner)) => {
                query.append_pair("login", owner.as_str());
            }
            TokensPlace::Rotate(ids) => {
                query.extend_pairs(ids.iter().map(|id| ("id", id.as_str())));
            }
            TokensPlace::Examples(purpose, language) => {
                if *purpose != Purpose::ALL[0] {
                    query.append_pair("read", &purpose_word(*purpose));
                }
                if *language != Language::ALL[0] {
                    query.append_pair("in", language.name());
                }
            }
            TokensPlace::Declare | TokensPlace::New(None) | TokensPlace::Check => {}
        }
    }

    pub(super) fn read(folder: &str, query: &Query) -> Option<Self> {
        let id = || query.get("id").and_then(EntryId::parse);
        match folder {
            "tokens" => Some(TokensPlace::Register(RegisterView {
                by: RegisterBy::ALL.into_iter().find(|by| query.get("by") == Some(by.word())).unwrap_or_default(),
                text: query.get("q").unwrap_or_default().to_owned(),
                state: State::ALL.into_iter().find(|state| query.get("state") == Some(state_word(*state))),
            })),
            "tokens/token" => id().map(TokensPlace::Token),
            "tokens/declare" => Some(TokensPlace::Declare),
            "tokens/new" => {
                Some(TokensPlace::New(query.get("login").filter(|login| !login.is_empty()).map(Login::reported)))
            }
            "tokens/rotate" => {
                let ids: Vec<_> = query.all("id").filter_map(EntryId::parse).collect();
                (!ids.is_empty()).then_some(TokensPlace::Rotate(ids))
            }
            "tokens/check" => Some(TokensPlace::Check),
            "tokens/examples" => {
                let purpose = Purpose::ALL.into_iter().find(|it| query.get("read") == Some(&*purpose_word(*it)));
                let language = Language::ALL.into_iter().find(|it| query.get("in") == Some(it.name()));
                Some(TokensPlace::Examples(purpose.unwrap_or(Purpose::ALL[0]), language.unwrap_or(Language::ALL[0])))
            }
            _ => None,
        }
    }
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Overdue => "overdue",
        State::DueSoon => "soon",
        State::Replaced => "replaced",
        State::Fresh => "fresh",
        State::Expired => "expired",
        State::Dead => "dead",
    }
}

/// `visits-by-day`: the words of the list, as an address writes them.
fn purpose_word(purpose: Purpose) -> String {
    let words = purpose.words().to_lowercase();
    words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
