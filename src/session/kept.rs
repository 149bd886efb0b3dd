//! "Keep for this tab": the one place that a token may be written to, and only when it was asked
//! for. The browser drops it with the tab; locking and disconnecting drop it at once. A browser may
//! bring a closed tab back days later, so the same limits hold as for a session in memory.

use super::due;
use crate::browser::{
    clock,
    storage::{self, Keep},
};
use access::Seconds;
use matomo_api::{MatomoUrl, Token};
use serde::{Deserialize, Serialize};

const KEY: &str = "tab";

/// What brings a tab back after a reload.
pub enum Kept {
    /// A Matomo with its token, and when that ends if it was made for this session.
    Matomo(MatomoUrl, Token, Option<Seconds>),
    /// The demo, from its first day on.
    Demo,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    /// `None` is the demo.
    matomo: Option<(MatomoUrl, String)>,
    since: Seconds,
    last_use: Seconds,
    #[serde(default)]
    ends: Option<Seconds>,
}

/// Keeps it until the tab closes. `since` is when the session began.
pub fn keep(what: &Kept, since: Seconds) {
    let (matomo, ends) = match what {
        Kept::Matomo(url, token, ends) => (Some((url.clone(), token.expose().to_owned())), *ends),
        Kept::Demo => (None, None),
    };
    storage::write(Keep::ForThisTab, KEY, &Stored { matomo, since, last_use: clock::now(), ends });
}

/// What was kept, and since when the session is open; nothing if it would have locked by now.
pub fn kept() -> Option<(Kept, Seconds)> {
    let stored: Stored = storage::read(Keep::ForThisTab, KEY)?;
    if due(clock::now(), stored.last_use, stored.since).is_some() {
        forget();
        return None;
    }
    let kept = match stored.matomo {
        Some((url, token)) => Kept::Matomo(url, Token::parse(&token)?.0, stored.ends),
        None => Kept::Demo,
    };
    Some((kept, stored.since))
}

/// Notes when the session was last used, if it is kept.
pub fn note_use(last_use: Seconds) {
    if let Some(stored) = storage::read::<Stored>(Keep::ForThisTab, KEY) {
        storage::write(Keep::ForThisTab, KEY, &Stored { last_use, ..stored });
    }
}

/// Keeps another token in place of the one that is kept, if one is.
pub fn exchange(token: &Token) {
    if let Some(Stored { matomo: Some((url, _)), since, last_use, .. }) = storage::read(Keep::ForThisTab, KEY) {
        let matomo = Some((url, token.expose().to_owned()));
        storage::write(Keep::ForThisTab, KEY, &Stored { matomo, since, last_use, ends: None });
    }
}

/// Drops it.
pub fn forget() {
    storage::remove(Keep::ForThisTab, KEY);
}
