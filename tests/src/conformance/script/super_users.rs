//! Super users made and unmade.

use super::people::PASSWORD;
use crate::conformance::{By, By::*, Call, account_of, call, grants_of};

const SET: &str = "UsersManager.setSuperUserAccess";

fn make(label: &str, by: By, login: &str, on: &str, password: Option<&str>) -> Call {
    let mut params = vec![("userLogin", login), ("hasSuperUserAccess", on)];
    params.extend(password.map(|password| ("passwordConfirmation", password)));
    call(label, by, SET, &params)
}

pub fn calls() -> Vec<Call> {
    let confirmed = Some("{super-password}");
    vec![
        make("super user: no password", Super, "cf-root", "1", None),
        make("super user: wrong password", Super, "cf-root", "1", Some("wrong")),
        make("super user: the target's password", Super, "cf-root", "1", Some(PASSWORD)),
        account_of("cf-root"),
        call(
            "root may view before",
            Super,
            "UsersManager.setUserAccess",
            &[("userLogin", "cf-root"), ("access", "view"), ("idSites", "{A},{B}")],
        ),
        make("super user: made", Super, "cf-root", "1", confirmed),
        account_of("cf-root"),
        grants_of("cf-root"),
        call(
            "a new super user reads all",
            Token("root"),
            "UsersManager.getUsersSitesFromAccess",
            &[("access", "admin")],
        ),
        call(
            "accounts and roles, super users",
            Super,
            "UsersManager.getUsersPlusRole",
            &[("idSite", "{A}"), ("filter_access", "superuser")],
        ),
        call(
            "accounts and roles, super user seen by a site admin",
            Token("admin"),
            "UsersManager.getUsersPlusRole",
            &[("idSite", "{A}"), ("filter_search", "cf-root")],
        ),
        call("super users, view user", Token("viewer"), "UsersManager.getUsersHavingSuperUserAccess", &[]),
        call("super users, no token", Nobody, "UsersManager.getUsersHavingSuperUserAccess", &[]),
        call(
            "access of a new super user",
            Super,
            "UsersManager.setUserAccess",
            &[("userLogin", "cf-root"), ("access", "view"), ("idSites", "{A}")],
        ),
        make("super user: unmade, the roles are gone", Super, "cf-root", "0", confirmed),
        account_of("cf-root"),
        grants_of("cf-root"),
        make("super user: the word false grants", Super, "cf-root", "false", confirmed),
        account_of("cf-root"),
        make("super user: demotes itself", Token("root"), "cf-root", "0", Some(PASSWORD)),
        account_of("cf-root"),
        make("super user: not one any more", Token("root"), "cf-bo", "1", Some(PASSWORD)),
        make("super user: pending account", Super, "cf-month", "1", confirmed),
        account_of("cf-month"),
        make("super user: pending account back", Super, "cf-month", "0", confirmed),
        make("super user: unknown account", Super, "cf-nosuch", "1", confirmed),
        make("super user: anonymous", Super, "anonymous", "1", confirmed),
        make("super user: as a site admin", Token("admin"), "cf-bo", "1", Some(PASSWORD)),
        make("super user: no token", Nobody, "cf-bo", "1", Some(PASSWORD)),
        make("super user: the last one is kept", Super, "{super}", "0", confirmed),
        call("delete: the last super user", Super, "UsersManager.deleteUser", &[("userLogin", "{super}")]),
    ]
}
