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
pub use target::{Owner, Target};

/// The calls with their names in the list: a follow-up is named after the call that it follows.
pub fn labelled(calls: &[Call]) -> Vec<(String, &Call)> {
    let mut last = "";
    calls
        .iter()
        .map(|call| {
            if call.follow_up {
                return (format!("{last} → {}", call.label), call);
            }
            last = &call.label;
            (call.label.clone(), call)
        })
        .collect()
}

/// Runs `calls` against both, side by side, and returns every difference.
///
/// Fails where a call could not be made at all, or the script itself is wrong.
pub fn compare(calls: &[Call], simulator: &Target, matomo: &Target) -> Result<Vec<Difference>, String> {
    let mut simulated = Run::start(simulator)?;
    let mut real = Run::start(matomo)?;
    let mut found = Vec::new();
    for (label, call) in labelled(calls) {
        let (a, b) = (simulated.make(call)?, real.make(call)?);
        found.extend(differences(&label, call.compare, &a, &b));
    }
    real.end()?;
    Ok(found)
}
