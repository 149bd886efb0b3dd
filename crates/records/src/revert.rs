//! A script that takes grants back on their day, since a page that is closed cannot.
//!
//! It runs from cron, as often as one likes. Before its day it does nothing. From then on it looks, grant by grant,
//! what the person has now: what is still as it was granted is set to what was there before, what is already so is
//! left, and what was changed meanwhile is left and told. Afterwards it looks again. When Matomo cannot be asked it
//! stops, so that a refused token is tried once.
//!
//! The token comes from the environment ([`VARIABLE`]) and is sent in the body of POST requests only; it has to be
//! a super user's, since nobody else may ask what one person has. [`NOW_VARIABLE`] puts another day in the place of
//! today's, to try the script out.
//!
//! The script ends with 0 if there is nothing (more) to do, with 1 if something could not be done, and with 2 if it
//! was not called right. Unless it writes to a terminal it says nothing as long as it does nothing.

mod python;
mod sh;

use crate::{Account, ChangeId, Day, Entry, touched::in_words};
use access::Grant;
use matomo_api::{Login, MatomoUrl, SiteId};

/// The environment variable that holds the token.
pub const VARIABLE: &str = tokens::VARIABLE;

/// The environment variable that holds another day than today's (UTC), `YYYY-MM-DD`.
pub const NOW_VARIABLE: &str = "LANYARD_NOW";

/// What is to be taken back, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revert {
    /// The change that granted it.
    pub id: ChangeId,
    /// The Matomo.
    pub instance: MatomoUrl,
    /// The first day (UTC) on which it is taken back: the one after the last day of access.
    pub day: Day,
    /// The grants.
    pub grants: Vec<Back>,
}

/// A grant and what was there before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// Whose.
    pub login: Login,
    /// Where.
    pub site: SiteId,
    /// What was granted.
    pub granted: Option<Grant>,
    /// What is to be there again.
    pub back: Option<Grant>,
}

impl Revert {
    /// That of a plan that was applied and has an end. `None` of anything else, and if there is no grant to take
    /// back. What a super user has is no grant; an account that the plan made stays, without the access.
    pub fn of(entry: &Entry) -> Option<Self> {
        let ends = entry.what().why()?.ends?;
        let mut grants = Vec::new();
        for one in entry.what().people() {
            let super_user = one.before == Account::SuperUser || one.after == Account::SuperUser;
            if super_user || one.after == Account::Missing {
                continue;
            }
            let changed = one.sites.iter().filter(|site| site.before != site.after);
            grants.extend(changed.map(|site| Back {
                login: one.login.clone(),
                site: site.id,
                granted: site.after.clone(),
                back: site.before.clone(),
            }));
        }
        let instance = entry.head().instance.clone();
        (!grants.is_empty()).then(|| Self { id: entry.id(), instance, day: ends.plus(1), grants })
    }

    /// The script for a POSIX shell with curl and awk.
    pub fn shell(&self) -> String {
        sh::script(self)
    }

    /// The script for Python 3.6 or later, with nothing but its own library.
    pub fn python(&self) -> String {
        python::script(self)
    }

    /// What a downloaded script is called, without the folder: `revert-UAM-2026-11-22-001.sh`.
    pub fn file_name(&self, extension: &str) -> String {
        format!("revert-{}.{extension}", self.id)
    }

    /// The script's first lines after the interpreter's: what it does, and how it is run.
    fn comment(&self) -> String {
        let mut lines = vec![
            format!("Takes access in Matomo back from {} (UTC) on: change {}.", self.day, self.id),
            format!("Matomo: {}", self.instance.as_str()),
            String::new(),
        ];
        lines.extend(self.grants.iter().map(|one| {
            let (granted, back) = (in_words(one.granted.as_ref()), in_words(one.back.as_ref()));
            format!("  {} on site {}: {granted} -> {back}", one.login, one.site)
        }));
        lines.extend(
            [
                "",
                "Run it every day, for example from cron. Before its day it does nothing; afterwards",
                "it changes only what is still as it was granted, and nothing twice.",
                "",
                "MATOMO_TOKEN  an API token of a super user, from a place that only you can read.",
                "LANYARD_NOW   another day than today's, YYYY-MM-DD, to try it out.",
                "",
                "Ends with 0 if there is nothing left to do, 1 if something could not be done, 2 if it",
                "was not called right.",
            ]
            .map(str::to_owned),
        );
        let line = |text: String| {
            let plain: String = text.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
            format!("{}\n", format!("# {plain}").trim_end())
        };
        lines.into_iter().map(line).collect()
    }
}

/// Where the script asks: module, method and format stand in the address, since Matomo answers a refusal with a
/// page of HTML otherwise (seen). The method follows. In a path a dollar sign means nothing, but shellcheck takes it for
/// a variable.
fn address(url: &MatomoUrl) -> String {
    let origin = url.origin();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~%:@!&()*+,;=".contains(&b);
    let path = url.as_str()[origin.len()..].bytes();
    let path: String = path.map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("{origin}{path}index.php?module=API&format=json&filter_limit=-1&method=")
}

/// A grant as the scripts compare it: the words of Matomo's access table in order, or `noaccess`.
fn words(grant: Option<&Grant>) -> String {
    let Some(grant) = grant else { return "noaccess".to_owned() };
    let mut words: Vec<&str> = std::iter::once(grant.role.as_str())
        .chain(grant.capabilities.iter().map(matomo_api::Capability::as_str))
        .collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// A grant as `setUserAccess` takes it, name and value: one word, or the role and the capabilities as a list.
fn parameters(grant: Option<&Grant>) -> Vec<(&'static str, &str)> {
    match grant {
        None => vec![("access", "noaccess")],
        Some(grant) if grant.capabilities.is_empty() => vec![("access", grant.role.as_str())],
        Some(grant) => {
            let capabilities = grant.capabilities.iter().map(|one| ("access[]", one.as_str()));
            std::iter::once(("access[]", grant.role.as_str())).chain(capabilities).collect()
        }
    }
}

#[cfg(test)]
mod tests;
