//! Why something was changed, and by whose leave.

use crate::{Day, Words};
use access::Seconds;
use matomo_api::Login;
use onboarding::{Case, dates};
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

/// Why somebody is onboarded, as the wizard was told: the justification, else the purpose. Who agreed
/// without a day did so at the latest at `at`, in Unix seconds, when it was carried out.
pub fn why_of_case(case: &Case, at: Seconds) -> Why {
    let engagement = &case.engagement;
    let day = |typed: &str| dates::parse(typed.trim()).map(Day);
    let reason = [&engagement.justification, &case.purpose].into_iter().find(|text| !text.trim().is_empty());
    let approval = (!engagement.approved_by.trim().is_empty()).then(|| Approval {
        who: Words::of(&engagement.approved_by),
        when: day(&engagement.approved_on).map_or(at, Day::start),
        reference: Words::of(&case.reference),
    });
    Why {
        reason: reason.map_or_else(Words::default, |text| Words::of(text)),
        ticket: Words::of(&case.reference),
        approval,
        prepared_by: None,
        ends: day(&case.ends),
        review: day(&engagement.review_on),
    }
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
