//! Small things kept by the browser: for good (`localStorage`) or for this tab (`sessionStorage`).
//!
//! A browser may refuse both, as in private windows; then nothing is remembered, and that is all.

use serde::{Serialize, de::DeserializeOwned};
use web_sys::Storage;

/// How long something is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Until it is removed.
    ForGood,
    /// Until the tab closes.
    ForThisTab,
}

/// What is kept under `key`, if it is there and still has the form that is expected.
pub fn read<T: DeserializeOwned>(keep: Keep, key: &str) -> Option<T> {
    serde_json::from_str(&area(keep)?.get_item(&named(key)).ok()??).ok()
}

/// Keeps `value`; says whether the browser took it.
pub fn write(keep: Keep, key: &str, value: &impl Serialize) -> bool {
    let Some((area, text)) = area(keep).zip(serde_json::to_string(value).ok()) else { return false };
    area.set_item(&named(key), &text).is_ok()
}

/// Forgets what is kept under `key`.
pub fn remove(keep: Keep, key: &str) {
    if let Some(area) = area(keep) {
        let _ = area.remove_item(&named(key));
    }
}

/// Forgets all whose keys begin with this.
pub fn remove_all(keep: Keep, prefix: &str) {
    let Some(area) = area(keep) else { return };
    let names = (0..area.length().unwrap_or(0)).filter_map(|at| area.key(at).ok().flatten());
    let own: Vec<String> = names.filter(|name| name.starts_with(&named(prefix))).collect();
    for name in own {
        let _ = area.remove_item(&name);
    }
}

// Other programs may live on the same origin.
fn named(key: &str) -> String {
    format!("lanyard.{key}")
}

fn area(keep: Keep) -> Option<Storage> {
    let window = web_sys::window()?;
    match keep {
        Keep::ForGood => window.local_storage().ok()?,
        Keep::ForThisTab => window.session_storage().ok()?,
    }
}
