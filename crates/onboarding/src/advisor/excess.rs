//! More than is needed, and less.

use super::{Advice, Least, Need, TABLE, covers, holds, name, table};
use access::Grant;
use matomo_api::{Capability, Role, methods::AvailableCapability};
use std::collections::BTreeSet;

/// What a chosen grant holds beyond the advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// The role chosen, if it is higher than the one advised.
    pub role: Option<Role>,
    /// Capabilities chosen that were not advised, and that the role advised does not hold.
    pub capabilities: Vec<Capability>,
    /// What is more, and why that is a risk, in a few sentences.
    pub why: String,
}

/// What `chosen` holds beyond the advice; `None` if nothing.
pub fn excess(advice: &Advice, chosen: &Grant, known: &[AvailableCapability]) -> Option<Excess> {
    let role = Some(chosen.role).filter(|role| *role > advice.role);
    let advised = |id: &Capability| advice.capabilities.contains(id) || holds(advice.role, id, known);
    // Whoever is warned about a role need not be warned about what it holds anyway.
    let capabilities: Vec<Capability> =
        chosen.capabilities.iter().filter(|id| !advised(id) && !holds(chosen.role, id, known)).cloned().collect();
    if role.is_none() && capabilities.is_empty() {
        return None;
    }
    let mut sentences = Vec::new();
    if let Some(role) = role {
        let by_role = match role {
            Role::Admin => "It can also let others in, change what is measured and delete visitors’ data.",
            Role::Write | Role::View => {
                "It can also change and delete goals and the like, and a slip changes everybody’s figures."
            }
        };
        sentences.push(format!(
            "{} is more than is needed; {} is enough. {by_role}",
            name(role),
            advised_in_words(advice)
        ));
    }
    sentences.extend(capabilities.iter().map(|id| of_capability(id, known)));
    Some(Excess { role, capabilities, why: sentences.join(" ") })
}

/// Which needs a grant does not cover, in the order of the table. Needs that no grant covers, since
/// they take a super user or are not Matomo's, are among them.
pub fn uncovered(needs: &BTreeSet<Need>, grant: &Grant, known: &[AvailableCapability]) -> Vec<Need> {
    let is_open = |need: &Need| match need.row().least {
        Least::Role(role) => grant.role < role,
        // What Matomo does not know, only the role can hold.
        Least::Capabilities(ids, otherwise) if ids.iter().any(|id| !super::is_known(id, known)) => {
            grant.role < otherwise
        }
        Least::Capabilities(ids, _) => {
            let ids = ids.iter().filter_map(|id| Capability::parse(id)).collect();
            !covers(grant, &Grant::new(Role::View, ids), known)
        }
        Least::SuperUser(_) | Least::Elsewhere(_) => true,
    };
    TABLE.iter().map(|row| row.need).filter(|need| needs.contains(need) && is_open(need)).collect()
}

fn advised_in_words(advice: &Advice) -> String {
    match advice.capabilities.len() {
        0 => name(advice.role).to_owned(),
        1 => format!("{} with one capability", name(advice.role)),
        n => format!("{} with {n} capabilities", name(advice.role)),
    }
}

fn of_capability(id: &Capability, known: &[AvailableCapability]) -> String {
    let risk = match id.as_str() {
        table::EDIT_TAGS => "whoever has it changes tags that others publish.",
        table::PUBLISH => "whoever has it puts code on the live site, without a second pair of eyes.",
        table::TEMPLATES => "code of one’s own runs in visitors’ browsers and could steal what they type.",
        _ => "nothing said so far needs it.",
    };
    let name = known.iter().find(|capability| capability.id == *id).map(|capability| capability.name.as_str());
    format!("“{}” is not needed: {risk}", name.filter(|name| !name.trim().is_empty()).unwrap_or(id.as_str()))
}
