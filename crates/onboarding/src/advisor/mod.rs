//! The advisor: from what somebody has to do to the least access that lets them.
//!
//! What is known is in one [`TABLE`], row by row with its source; this module only adds rows up.

mod excess;
mod needs;
mod risks;
mod table;
#[cfg(test)]
mod tests;

pub use excess::{Excess, excess, uncovered};
pub use needs::{Least, Need, NeedGroup, Row};
pub use risks::{MOST_SUPER_USERS, Risk, RiskKind, risks};
pub use table::TABLE;

use crate::Case;
use access::{Directory, Environment, Grant};
use matomo_api::{Capability, Role, SiteId, methods::AvailableCapability};
use std::collections::BTreeSet;
use table::{EDIT_TAGS, PUBLISH, TEMPLATES};

/// The least access to one site that covers what somebody needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The role; View where nothing asks for more.
    pub role: Role,
    /// Capabilities beside it: sorted, each once, none that the role holds already.
    pub capabilities: Vec<Capability>,
    /// Why, one reason for each need that the access covers, in the order of the table.
    pub because: Vec<Reason>,
    /// What this access does not cover, and nobody should have for it.
    pub cannot: Vec<Cannot>,
    /// What to keep in mind on a site of this kind.
    pub cautions: Vec<&'static str>,
}

/// Why something is advised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it is needed for.
    pub need: Need,
    /// In a sentence or two.
    pub sentence: String,
    /// How that is known.
    pub source: &'static str,
}

/// What is needed and not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cannot {
    /// The need.
    pub need: Need,
    /// Why not, and what to do instead.
    pub sentence: String,
}

impl Advice {
    /// The advice as a grant.
    pub fn grant(&self) -> Grant {
        Grant::new(self.role, self.capabilities.clone())
    }
}

/// The least access for `needs` on a site of this kind, in a Matomo that knows these capabilities.
///
/// More needs never give less. A capability is preferred to a higher role where Matomo knows it;
/// where it does not, the role that would hold it is advised, and the reason says so.
pub fn advise(needs: &BTreeSet<Need>, environment: Environment, known: &[AvailableCapability]) -> Advice {
    let mut role = Role::View;
    let mut wanted = BTreeSet::new();
    let (mut because, mut cannot) = (Vec::new(), Vec::new());
    for row in TABLE.iter().filter(|row| needs.contains(&row.need)) {
        let mut sentence = row.reason.to_owned();
        match row.least {
            Least::Role(least) => role = role.max(least),
            Least::Capabilities(ids, otherwise) => match ids.iter().find(|id| !is_known(id, known)) {
                None => wanted.extend(ids.iter().filter_map(|id| Capability::parse(id))),
                Some(missing) => {
                    role = role.max(otherwise);
                    sentence = format!(
                        "This Matomo does not know the capability “{missing}”, so the role that would hold it is proposed: {}. Is Tag Manager on?",
                        name(otherwise)
                    );
                }
            },
            Least::SuperUser(instead) => {
                let sentence = format!("{} Better not: {instead}.", row.reason);
                cannot.push(Cannot { need: row.need, sentence });
                continue;
            }
            Least::Elsewhere(who) => {
                let sentence = format!("{} Not by Matomo: {who}.", row.reason);
                cannot.push(Cannot { need: row.need, sentence });
                continue;
            }
        }
        because.push(Reason { need: row.need, sentence, source: row.source });
    }
    let capabilities: Vec<_> = wanted.into_iter().filter(|id| !holds(role, id, known)).collect();
    let cautions = cautions(environment, role, &capabilities);
    Advice { role, capabilities, because, cannot, cautions }
}

impl Case {
    /// The advice for one site of a case; `None` where nobody said what is needed, or there is no
    /// such site.
    pub fn advice(&self, site: SiteId, directory: &Directory) -> Option<Advice> {
        let needs = &self.engagement.needs;
        let environment = directory.site(site).filter(|_| !needs.is_empty())?.environment();
        Some(advise(needs, environment, directory.capabilities()))
    }
}

/// Whether a grant holds all that another holds.
pub fn covers(grant: &Grant, other: &Grant, known: &[AvailableCapability]) -> bool {
    let has = |id: &Capability| grant.capabilities.contains(id) || holds(grant.role, id, known);
    grant.role >= other.role && other.capabilities.iter().all(has)
}

/// The role as Matomo's screens write it.
pub(crate) fn name(role: Role) -> &'static str {
    match role {
        Role::View => "View",
        Role::Write => "Write",
        Role::Admin => "Admin",
    }
}

fn is_known(id: &str, known: &[AvailableCapability]) -> bool {
    known.iter().any(|capability| capability.id.as_str() == id)
}

/// Whether a role holds a capability: as Matomo says, or else as Tag Manager's source does.
fn holds(role: Role, id: &Capability, known: &[AvailableCapability]) -> bool {
    match known.iter().find(|capability| capability.id == *id) {
        Some(capability) => capability.included_in.contains(&role),
        None => match id.as_str() {
            EDIT_TAGS => role >= Role::Write,
            PUBLISH | TEMPLATES => role == Role::Admin,
            _ => false,
        },
    }
}

/// What to keep in mind: kind of site, how much is given, and the sentence.
fn cautions(environment: Environment, role: Role, capabilities: &[Capability]) -> Vec<&'static str> {
    let publishes = role == Role::Admin || capabilities.iter().any(|id| id.as_str() == PUBLISH);
    let rows = [
        (
            environment == Environment::Production && role >= Role::Write,
            "What is changed here changes the figures that everybody works with: try it on a staging site first, where there is one.",
        ),
        (
            environment == Environment::Production && publishes,
            "Where Tag Manager is on, a published container runs in every visitor’s browser at once.",
        ),
        (
            environment == Environment::Staging && role == Role::Admin,
            "Admin on staging goes with less on production: whoever has both approves their own changes.",
        ),
        (
            environment == Environment::Internal,
            "Reports of an internal site show what colleagues do: agree on who may see that.",
        ),
    ];
    rows.into_iter().filter(|(applies, _)| *applies).map(|(_, sentence)| sentence).collect()
}
