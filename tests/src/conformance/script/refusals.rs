//! Requests that are wrong in themselves.

use crate::conformance::{By::*, Call, Compare, Way, call};

pub fn calls() -> Vec<Call> {
    vec![
        call("no such plugin: ActivityLog", Super, "ActivityLog.getEntries", &[]),
        call("no such plugin: LoginSaml", Super, "LoginSaml.getSettings", &[]),
        call("no such plugin: nonsense", Super, "NoSuchPlugin.x", &[]),
        call("plugin in the wrong case", Super, "usersmanager.getUsers", &[]),
        call("plugin switched off", Super, "Marketplace.createAccount", &[]),
        call("no such method", Super, "UsersManager.noSuchMethod", &[]),
        call("method in the wrong case", Super, "UsersManager.getusers", &[]),
        call("method that older guides name", Super, "UsersManager.getTokenAuth", &[]),
        call("method that is no method", Super, "Nonsense", &[]),
        call("method missing", Super, "", &[]),
        call("method of a later version", Super, "UsersManager.logoutUser", &[("userLogin", "cf-bo")]),
        call("an error in German", Token("viewer"), "UsersManager.getUsers", &[("language", "de")]),
        call("a refused token with everything in the body is a page", Stranger, "API.getMatomoVersion", &[])
            .way(Way::AllInBody)
            .compare(Compare::Kind),
        call("a good token with everything in the body", Super, "API.getMatomoVersion", &[]).way(Way::AllInBody),
        call("no format is XML", Super, "API.getMatomoVersion", &[]).way(Way::WithoutFormat).compare(Compare::Kind),
        call(
            "a session is not a token",
            Super,
            "UsersManager.addUser",
            &[
                ("userLogin", "cf-z"),
                ("password", "Passw0rd-of-cf"),
                ("email", "cf-z@example.org"),
                ("force_api_session", "1"),
            ],
        ),
    ]
}
