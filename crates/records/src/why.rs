//! Why something was changed, and by whose leave.

use crate::{Day, Words};
use access::Seconds;
use matomo_api::Login;
use serde::{Deserialize, Serialize};

/// Why a plan was applied. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Why {
    /// The reason, as it was typed.
    pub reason: Words,
    /// The ticket or order.
    pub ticket: Words,
    /// Who agreed to it.
    pub approval: Option<Approval>,
    /// Who prepared the plan, if not the one who applied it.
    pub prepared_by: Option<Login>,
    /// The last day of what was granted. On the day after it is due to be taken back.
    pub ends: Option<Day>,
    /// When somebody looks at it again.
    pub review: Option<Day>,
}

/// Somebody's leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who gave it.
    pub who: Words,
    /// When, in Unix seconds.
    pub when: Seconds,
    /// Where it can be found: a mail, a ticket.
    pub reference: Words,
}
