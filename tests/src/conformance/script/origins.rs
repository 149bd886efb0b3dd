//! What a page from another origin may read. An answer that it may not read has still had its effect.

use crate::conformance::{By::*, Call, Compare, call, grants_of};

pub fn calls() -> Vec<Call> {
    const STRANGE: &str = "http://elsewhere.example";
    const ALLOWED: &str = "{allowed}";
    let give = [("userLogin", "cf-nil"), ("access", "view"), ("idSites", "{C}")];
    vec![
        call("origin: allowed", Super, "API.getMatomoVersion", &[]).origin(ALLOWED),
        call("origin: allowed, an error", Token("nobody"), "API.getMatomoVersion", &[]).origin(ALLOWED),
        call("origin: allowed, no token", Nobody, "API.getMatomoVersion", &[]).origin(ALLOWED),
        call("origin: allowed, a refused token is silent", Stranger, "API.getMatomoVersion", &[]).origin(ALLOWED),
        call("origin: allowed, bulk", Super, "API.getBulkRequest", &[("urls[0]", "method=API.getMatomoVersion")])
            .origin(ALLOWED),
        call("origin: allowed, no such plugin", Super, "ActivityLog.getEntries", &[]).origin(ALLOWED),
        call("origin: not allowed", Super, "API.getMatomoVersion", &[]).origin(STRANGE),
        call("origin: not allowed, no token", Nobody, "API.getMatomoVersion", &[]).origin(STRANGE),
        call("origin: not allowed, a write", Super, "UsersManager.setUserAccess", &give).origin(STRANGE),
        grants_of("cf-nil"),
        call("origin: null", Super, "API.getMatomoVersion", &[]).origin("null").compare(Compare::Kind),
    ]
}
