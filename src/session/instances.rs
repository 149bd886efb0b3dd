//! Matomos that were connected to, by name and address, never with a token.

use crate::browser::storage::{self, Keep};
use matomo_api::MatomoUrl;
use serde::{Deserialize, Serialize};

const KEY: &str = "instances";
/// More than anybody looks after; keeps a mistake from filling the browser.
const MOST: usize = 30;

/// A Matomo that is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// What the person calls it; at first its host.
    pub name: String,
    /// Where it is.
    pub url: MatomoUrl,
}

/// All that are remembered, the latest first.
pub fn remembered() -> Vec<Instance> {
    storage::read(Keep::ForGood, KEY).unwrap_or_default()
}

/// Remembers a Matomo that answered, or moves it to the front.
pub fn remember(url: &MatomoUrl) {
    keep(&with(remembered(), url));
}

/// Calls it something else.
pub fn rename(url: &MatomoUrl, name: &str) {
    let mut all = remembered();
    for instance in all.iter_mut().filter(|i| i.url == *url) {
        instance.name = if name.trim().is_empty() { url.shown().to_owned() } else { name.trim().to_owned() };
    }
    keep(&all);
}

/// Forgets it.
pub fn forget(url: &MatomoUrl) {
    let mut all = remembered();
    all.retain(|i| i.url != *url);
    keep(&all);
}

/// Forgets all.
pub fn forget_all() {
    storage::remove(Keep::ForGood, KEY);
}

fn keep(all: &[Instance]) {
    storage::write(Keep::ForGood, KEY, &all);
}

fn with(mut all: Vec<Instance>, url: &MatomoUrl) -> Vec<Instance> {
    let known = all.iter().position(|i| i.url == *url).map(|at| all.remove(at));
    let first = known.unwrap_or_else(|| Instance { name: url.shown().to_owned(), url: url.clone() });
    all.insert(0, first);
    all.truncate(MOST);
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_latest_comes_first_and_keeps_its_name() {
        let url = |host: &str| MatomoUrl::parse(host).unwrap().0;
        let mut all = with(Vec::new(), &url("a.example"));
        all[0].name = "Shop".into();
        let all = with(with(all, &url("b.example/x")), &url("a.example"));
        let names: Vec<_> = all.iter().map(|i| i.name.as_str()).collect();
        assert_eq!(names, ["Shop", "b.example/x"]);
        let many = (0..99).fold(Vec::new(), |all, n| with(all, &url(&format!("h{n}.example"))));
        assert_eq!(many.len(), MOST);
        assert_eq!(many[0].url, url("h98.example"));
    }
}
