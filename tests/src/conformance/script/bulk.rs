//! Many calls in one request.

use crate::conformance::{By::*, Call, Way, call, grants_of};

const BULK: &str = "API.getBulkRequest";

pub fn calls() -> Vec<Call> {
    let many: Vec<(String, &str)> = (0..120).map(|i| (format!("urls[{i}]"), "method=API.getMatomoVersion")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    vec![
        call(
            "bulk keeps order and errors in their place",
            Super,
            BULK,
            &[
                ("urls[0]", "method=API.getMatomoVersion"),
                ("urls[1]", "method=UsersManager.getUser&userLogin=cf-nosuch"),
                ("urls[2]", "method=UsersManager.hasSuperUserAccess"),
                ("urls[3]", "method=UsersManager.noSuchMethod"),
                ("urls[4]", "method=UsersManager.setUserAccess&userLogin=cf-six&access=write&idSites={A},{B}"),
                ("urls[5]", "method=UsersManager.getSitesAccessFromUser&userLogin=cf-six&filter_limit=-1"),
            ],
        ),
        grants_of("cf-six"),
        call(
            "bulk: an element without a method vanishes",
            Super,
            BULK,
            &[("urls[0]", "userLogin=cf-bo"), ("urls[1]", "method=API.getMatomoVersion")],
        ),
        call(
            "bulk: an element's own token is ignored",
            Token("viewer"),
            BULK,
            &[("urls[0]", "method=UsersManager.hasSuperUserAccess&token_auth={root}")],
        ),
        call(
            "bulk: of a view user",
            Token("viewer"),
            BULK,
            &[("urls[0]", "method=UsersManager.getUsers"), ("urls[1]", "method=API.getMatomoVersion")],
        ),
        call("bulk: with a token that never was", Stranger, BULK, &[("urls[0]", "method=API.getMatomoVersion")]),
        call("bulk: no token", Nobody, BULK, &[("urls[0]", "method=API.getMatomoVersion")]),
        call("bulk: 120 elements are cut to 100", Super, BULK, &many).way(Way::WithoutLimit),
        call("bulk: 120 elements with filter_limit=-1", Super, BULK, &many),
        call("bulk: 120 elements without a token", Nobody, BULK, &many),
        call("bulk: nothing to do", Super, BULK, &[]),
    ]
}
