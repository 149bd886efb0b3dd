//! The simulator held against Matomo: one script of calls, run against both, every answer compared.
//!
//! What may differ is listed, with a reason each, in `tests/conformance-differences.txt`.

mod accepted;
mod call;
mod differ;
mod normal;
mod run;
pub mod script;
mod target;

pub use accepted::{Accepted, judge};
pub use call::{By, Call, Compare, Way, account_of, call, grants_of};
pub use differ::{Aspect, Difference, differences};
pub use run::{Kind, Run, Seen};
pub use target::Target;

/// Runs `calls` against both, side by side, and returns every difference.
///
/// Fails where a call could not be made at all, or the script itself is wrong.
pub fn compare(calls: &[Call], simulator: &Target, matomo: &Target) -> Result<Vec<Difference>, String> {
    let mut simulated = Run::start(simulator)?;
    let mut real = Run::start(matomo)?;
    let mut found = Vec::new();
    let mut last = "";
    for call in calls {
        let label = if call.follow_up { format!("{last} → {}", call.label) } else { call.label.clone() };
        if !call.follow_up {
            last = &call.label;
        }
        let (a, b) = (simulated.make(call)?, real.make(call)?);
        found.extend(differences(&label, call.compare, &a, &b));
    }
    Ok(found)
}
