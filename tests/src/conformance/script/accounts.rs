//! Accounts changed and deleted.

use super::people::PASSWORD;
use crate::conformance::{By::*, Call, account_of, call, grants_of};

const UPDATE: &str = "UsersManager.updateUser";
const DELETE: &str = "UsersManager.deleteUser";

pub fn changed() -> Vec<Call> {
    let update = |label: &str, by, login, more: &[(&'static str, &'static str)]| {
        call(label, by, UPDATE, &[&[("userLogin", login)], more].concat())
    };
    const CONFIRMED: (&str, &str) = ("passwordConfirmation", "{super-password}");
    let email = |email| ("email", email);
    vec![
        update("update: nothing", Super, "cf-bo", &[]),
        update("update: e-mail without a password", Super, "cf-bo", &[email("cf-bo2@example.org")]),
        update(
            "update: e-mail with the target's password",
            Super,
            "cf-bo",
            &[email("cf-bo2@example.org"), ("passwordConfirmation", PASSWORD)],
        ),
        account_of("cf-bo"),
        update("update: e-mail", Super, "cf-bo", &[email("cf-bo2@example.org"), CONFIRMED]),
        account_of("cf-bo"),
        update("update: only the case of the e-mail", Super, "cf-bo", &[email("CF-BO2@example.org")]),
        account_of("cf-bo"),
        update("update: e-mail taken", Super, "cf-bo", &[email("cf-cy@example.org"), CONFIRMED]),
        update("update: e-mail malformed", Super, "cf-bo", &[email("bad"), CONFIRMED]),
        update("update: password", Super, "cf-six", &[("password", "New-Passw0rd-of-cf"), CONFIRMED]),
        call(
            "the new password makes a token",
            Nobody,
            "UsersManager.createAppSpecificTokenAuth",
            &[("userLogin", "cf-six"), ("passwordConfirmation", "New-Passw0rd-of-cf"), ("description", "new password")],
        ),
        update("update: password without confirmation", Super, "cf-six", &[("password", PASSWORD)]),
        update("update: password too short", Super, "cf-six", &[("password", "123"), CONFIRMED]),
        update("update: unknown account", Super, "cf-nosuch", &[email("cf-z@example.org"), CONFIRMED]),
        update("update: anonymous", Super, "anonymous", &[email("cf-z@example.org"), CONFIRMED]),
        update(
            "update: one's own e-mail",
            Token("viewer"),
            "cf-cy",
            &[email("cf-cy2@example.org"), ("passwordConfirmation", PASSWORD)],
        ),
        account_of("cf-cy"),
        update("update: another's, as a site admin", Token("admin"), "cf-bo", &[email("cf-z@example.org")]),
        update("update: no token", Nobody, "cf-bo", &[email("cf-z@example.org")]),
        update("update: e-mail of a pending account", Super, "cf-month", &[email("cf-month2@example.org"), CONFIRMED]),
        account_of("cf-month"),
        call("reset two-factor: no password", Super, "TwoFactorAuth.resetTwoFactorAuth", &[("userLogin", "cf-bo")]),
        call(
            "reset two-factor: wrong password",
            Super,
            "TwoFactorAuth.resetTwoFactorAuth",
            &[("userLogin", "cf-bo"), ("passwordConfirmation", "wrong")],
        ),
        call(
            "reset two-factor of one without",
            Super,
            "TwoFactorAuth.resetTwoFactorAuth",
            &[("userLogin", "cf-bo"), CONFIRMED],
        ),
        call(
            "reset two-factor of nobody known",
            Super,
            "TwoFactorAuth.resetTwoFactorAuth",
            &[("userLogin", "cf-nosuch"), CONFIRMED],
        ),
        call(
            "reset two-factor, site admin",
            Token("admin"),
            "TwoFactorAuth.resetTwoFactorAuth",
            &[("userLogin", "cf-bo"), ("passwordConfirmation", PASSWORD)],
        ),
    ]
}

pub fn deleted() -> Vec<Call> {
    let delete = |label: &str, by, login| call(label, by, DELETE, &[("userLogin", login)]);
    vec![
        delete("delete", Super, "cf-more"),
        account_of("cf-more"),
        grants_of("cf-more"),
        delete("delete: unknown account", Super, "cf-nosuch"),
        delete("delete: anonymous", Super, "anonymous"),
        call("delete: login missing", Super, DELETE, &[]),
        delete("delete: an active account, as a site admin", Token("admin"), "cf-six"),
        delete("delete: one's own invitation, as a site admin", Token("admin"), "cf-hers"),
        account_of("cf-hers"),
        delete("delete: another's invitation, as a site admin", Token("admin"), "cf-guest"),
        delete("delete: as a view user", Token("viewer"), "cf-six"),
        delete("delete: no token", Nobody, "cf-six"),
        delete("delete an invitation", Super, "cf-guest"),
        account_of("cf-guest"),
        delete("delete in another case", Super, "CF-LOST"),
        account_of("cf-lost"),
        delete("delete the writer", Super, "cf-bo"),
        call("token of a deleted account", Token("writer"), "API.getMatomoVersion", &[]),
        call("access, with the deleted gone", Super, "UsersManager.getUsersSitesFromAccess", &[("access", "write")]),
    ]
}
