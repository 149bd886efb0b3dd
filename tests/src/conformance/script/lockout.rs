//! The lock-out: 21 failures from one address within an hour. Three have gone before, in `two_factor`.

use super::people::PASSWORD;
use crate::conformance::{By::*, Call, Compare, Way, call};

pub fn calls() -> Vec<Call> {
    const ASK: &str = "SitesManager.getSitesIdWithAtLeastViewAccess";
    let mut calls: Vec<Call> = (1..=20).map(|n| call(&format!("refused token no {n}"), Stranger, ASK, &[])).collect();
    calls.extend([
        call("after 20 refusals a good token works", Token("viewer"), ASK, &[]),
        call("refused token no 21", Stranger, ASK, &[]),
        call("locked out: good token", Token("viewer"), ASK, &[]),
        call("locked out: super user", Super, "API.getMatomoVersion", &[]),
        call("locked out: super user lifts lock-outs", Super, "Login.unblockBruteForceIPs", &[]),
        call("locked out: seen from another origin", Super, "API.getMatomoVersion", &[]).origin("{allowed}"),
        call("locked out: everything in the body", Super, "API.getMatomoVersion", &[])
            .way(Way::AllInBody)
            .compare(Compare::Kind),
        call("locked out: no token", Nobody, ASK, &[]),
        call("locked out: no token, from another origin", Nobody, ASK, &[]).origin("{allowed}"),
        call(
            "locked out: a new token",
            Nobody,
            "UsersManager.createAppSpecificTokenAuth",
            &[("userLogin", "cf-cy"), ("passwordConfirmation", PASSWORD), ("description", "x")],
        ),
    ]);
    calls
}
