//! "Keep for this tab": the one place that a token may be written to, and only when it was asked
//! for. The browser drops it with the tab; locking and disconnecting drop it at once.

use crate::browser::storage::{self, Keep};
use matomo_api::{MatomoUrl, Token};
use serde::{Deserialize, Serialize};

const KEY: &str = "tab";

/// What brings a tab back after a reload.
pub enum Kept {
    /// A Matomo with its token.
    Matomo(MatomoUrl, Token),
    /// The demo, from its first day on.
    Demo,
}

#[derive(Serialize, Deserialize)]
enum Stored {
    Matomo { url: MatomoUrl, token: String },
    Demo,
}

/// Keeps it until the tab closes.
pub fn keep(what: &Kept) {
    let stored = match what {
        Kept::Matomo(url, token) => Stored::Matomo { url: url.clone(), token: token.expose().to_owned() },
        Kept::Demo => Stored::Demo,
    };
    storage::write(Keep::ForThisTab, KEY, &stored);
}

/// What was kept, if anything.
pub fn kept() -> Option<Kept> {
    match storage::read(Keep::ForThisTab, KEY)? {
        Stored::Matomo { url, token } => Token::parse(&token).map(|(token, _)| Kept::Matomo(url, token)),
        Stored::Demo => Some(Kept::Demo),
    }
}

/// Drops it.
pub fn forget() {
    storage::remove(Keep::ForThisTab, KEY);
}
