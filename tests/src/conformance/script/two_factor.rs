//! Accounts with two-factor authentication.

use super::people::PASSWORD;
use crate::conformance::{By::*, Call, Way, account_of, call};

pub fn calls() -> Vec<Call> {
    let create = |label: &str, more: &[(&'static str, &'static str)]| {
        let params = [("userLogin", "cf-cy"), ("passwordConfirmation", PASSWORD), ("description", "two-factor")];
        call(label, Nobody, "UsersManager.createAppSpecificTokenAuth", &[&params[..], more].concat())
    };
    let reset = |label: &str, password| {
        let params = [("userLogin", "cf-cy"), ("passwordConfirmation", password)];
        call(label, Super, "TwoFactorAuth.resetTwoFactorAuth", &params)
    };
    vec![
        call("cy gets two-factor authentication", Super, "", &[("userLogin", "cf-cy")]).way(Way::Inside),
        account_of("cf-cy"),
        call(
            "two-factor: seen in a list",
            Super,
            "UsersManager.getUsersPlusRole",
            &[("idSite", "{A}"), ("filter_search", "cf-cy")],
        ),
        call("two-factor: an earlier token works", Token("viewer"), "API.getMatomoVersion", &[]),
        create("two-factor: token without a code", &[]),
        create("two-factor: token with a wrong code", &[("authCode", "000000")]),
        create("two-factor: token with the code misnamed", &[("auth_code", "000000")]),
        reset("two-factor: reset with a wrong password", "Wrong-Passw0rd"),
        reset("two-factor: reset", "{super-password}"),
        account_of("cf-cy"),
        create("two-factor: token after the reset", &[]),
    ]
}
