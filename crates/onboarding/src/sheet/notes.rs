//! What the roles mean, and rules for tokens, machines and data.

use super::words::{Phrase, Subject, Voice, WayIn};
use super::{Issue, Notes, Roles, one_line};
use crate::{Case, dates, papers::terms};
use access::Grant;
use matomo_api::{Role, SiteId};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// A role in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleNote {
    /// The role; `None` for a super user.
    pub role: Option<Role>,
    /// Its name.
    pub name: String,
    /// What one can do with it.
    pub can: String,
    /// What one cannot; empty for a super user, who can do everything.
    pub cannot: String,
}

pub(super) fn roles(voice: Voice, subject: &Subject, grants: &BTreeMap<SiteId, Grant>) -> Roles {
    let roles: Vec<Option<Role>> = match subject.open {
        None => vec![None],
        Some(_) => {
            let held: BTreeSet<_> = grants.values().map(|grant| Reverse(grant.role)).collect();
            held.into_iter().map(|role| Some(role.0)).collect()
        }
    };
    let columns = [Phrase::ColumnRole, Phrase::ColumnCan, Phrase::ColumnCannot];
    let note =
        |role| RoleNote { role, name: voice.role(role).to_owned(), can: can(voice, role), cannot: cannot(voice, role) };
    Roles {
        heading: voice.say(Phrase::Roles),
        columns: columns.map(|column| voice.say(column)),
        notes: roles.into_iter().map(note).collect(),
    }
}

pub(super) fn can(voice: Voice, role: Option<Role>) -> String {
    voice.say(match role {
        Some(Role::View) => Phrase::CanView,
        Some(Role::Write) => Phrase::CanWrite,
        Some(Role::Admin) => Phrase::CanAdmin,
        None => Phrase::CanSuper,
    })
}

fn cannot(voice: Voice, role: Option<Role>) -> String {
    match role {
        Some(Role::View) => voice.say(Phrase::CannotView),
        Some(Role::Write) => voice.say(Phrase::CannotWrite),
        Some(Role::Admin) => voice.say(Phrase::CannotAdmin),
        None => String::new(),
    }
}

pub(super) fn tokens(voice: Voice, issue: &Issue, days: &str) -> Notes {
    let ends = match issue.facts.token_ends {
        Some(day) => voice.line(Phrase::TokenEnds, &[("day", &dates::long(day, voice.language))]),
        None => voice.line(Phrase::TokenRenew, &[("days", days)]),
    };
    let items = vec![voice.say(Phrase::TokenOne), voice.say(Phrase::TokenPlace), ends, voice.say(Phrase::TokenLost)];
    Notes { heading: voice.say(Phrase::TokenRules), items }
}

pub(super) fn technical(voice: Voice, subject: &Subject, issue: &Issue) -> Notes {
    let network = issue.facts.network.as_deref().map(one_line).filter(|network| !network.is_empty());
    let mut items = vec![voice.say(Phrase::TechBrowser)];
    items.extend(network.map(|network| voice.line(Phrase::TechNetwork, &[("network", &network)])));
    items.push(voice.say(match issue.instance.url.is_cloud() {
        true => Phrase::TechNetworkCloud,
        false => Phrase::TechNetworkOwn,
    }));
    items.push(voice.say(match issue.facts.two_factor_required {
        _ if subject.way_in == WayIn::Provider => Phrase::TechTwoFactorCompany,
        true => Phrase::TechTwoFactor,
        false => Phrase::TechTwoFactorAdvised,
    }));
    items.push(voice.say(Phrase::TechLockOut));
    Notes { heading: voice.say(Phrase::Technical), items }
}

pub(super) fn data(voice: Voice, typed: &Case, issue: &Issue, contact: &[String]) -> Notes {
    let (kinds, rules) =
        (terms::data(voice.language, &typed.engagement), terms::regulations(voice.language, &typed.engagement));
    let incidents = one_line(&issue.house.incidents);
    let whom = if incidents.is_empty() { contact.join(", ") } else { incidents };
    let known = [
        (Phrase::DataKinds, "kinds", kinds),
        (Phrase::DataRegulations, "rules", rules),
        (Phrase::DataIncident, "contact", whom),
    ];
    let known = known.into_iter().filter(|(.., value)| !value.is_empty());
    let items = known.map(|(phrase, slot, value)| voice.line(phrase, &[(slot, &value)])).collect();
    Notes { heading: voice.say(Phrase::Data), items }
}
