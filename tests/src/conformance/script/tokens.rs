//! Tokens: made, used, refused.

use super::people::PASSWORD;
use crate::conformance::{By::*, Call, Way, call};

const CREATE: &str = "UsersManager.createAppSpecificTokenAuth";
const ASK: &str = "SitesManager.getSitesIdWithAtLeastViewAccess";

fn create(label: &str, login: &str, more: &[(&'static str, &'static str)]) -> Call {
    let params = [&[("userLogin", login), ("passwordConfirmation", PASSWORD)], more].concat();
    call(label, Nobody, CREATE, &params)
}

/// A token for everybody who calls later.
pub fn made() -> Vec<Call> {
    let described = &[("description", "conformance")];
    vec![
        create("token for the site admin", "cf-ada", described).keep("admin"),
        create("token for the writer", "cf-bo", described).keep("writer"),
        create("token for the view user, by e-mail", "cf-cy@example.org", described).keep("viewer"),
        create("token for one without access", "cf-nil", described).keep("nobody"),
        create("token for a super user to be", "cf-root", described).keep("root"),
    ]
}

pub fn used() -> Vec<Call> {
    let dated = |label: &str, more: &[(&'static str, &'static str)]| {
        create(label, "cf-cy", &[&[("description", "dated")], more].concat())
    };
    vec![
        dated("token until a day", &[("expireDate", "2099-03-01")]).keep("dated"),
        call("a token within its time", Token("dated"), ASK, &[]),
        dated("token that has run out already", &[("expireDate", "2020-01-01")]).keep("past"),
        call("a token past its time", Token("past"), ASK, &[]),
        dated("token for some hours", &[("expireHours", "1")]).keep("hours"),
        call("a token within its hours", Token("hours"), ASK, &[]),
        dated("token for POST only", &[("secureOnly", "1")]).keep("secure"),
        call("a POST-only token by POST", Token("secure"), ASK, &[]),
        call("a POST-only token by GET", Token("secure"), ASK, &[]).way(Way::Get),
        call("a token by GET", Token("viewer"), ASK, &[]).way(Way::Get),
        call("a token as bearer", Token("viewer"), ASK, &[]).way(Way::Bearer),
        call("a token that never was", Stranger, ASK, &[]),
        call("a token that never was, by GET", Stranger, ASK, &[]).way(Way::Get),
        call("no token", Nobody, ASK, &[]),
    ]
}

pub fn refused() -> Vec<Call> {
    let long = "d".repeat(150);
    let with = |label: &str, by, password, description: &str| {
        call(
            label,
            by,
            CREATE,
            &[("userLogin", "cf-cy"), ("passwordConfirmation", password), ("description", description)],
        )
    };
    vec![
        with("token: the caller's password instead of the owner's", Super, "{super-password}", "x"),
        with("token: the owner's password and the caller's token", Super, PASSWORD, "x").keep("made for another"),
        with("token: wrong password", Nobody, "Wrong-Passw0rd", "x"),
        with("token: wrong password that could not be one", Nobody, "wrong", "x"),
        with("token: description too long", Nobody, PASSWORD, &long),
        with("token: description empty", Nobody, PASSWORD, ""),
        create("token: description missing", "cf-cy", &[]),
        with("token: password empty", Nobody, "", "x"),
        create("token: unknown login", "cf-nosuch", &[("description", "x")]),
        create("token: day not understood", "cf-cy", &[("description", "x"), ("expireDate", "soon")]),
        create("token: pending account without a password", "cf-guest", &[("description", "x")]),
    ]
}
