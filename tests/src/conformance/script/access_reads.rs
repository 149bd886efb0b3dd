//! Who may do what on which site: every way to read it.

use crate::conformance::{By::*, Call, Way, call};

pub fn calls() -> Vec<Call> {
    [from_access(), of_a_user(), for_a_user(), with_role(), of_a_site()].concat()
}

fn from_access() -> Vec<Call> {
    let read = |label: &str, by, access| call(label, by, "UsersManager.getUsersSitesFromAccess", &[("access", access)]);
    vec![
        read("who views where", Super, "view"),
        read("who writes where", Super, "write"),
        read("who writes where, without filter_limit", Super, "write").way(Way::WithoutLimit),
        read("who administers where", Super, "admin"),
        read("who has a capability where", Super, "tagmanager_write"),
        read("a capability that nobody has", Super, "tagmanager_publish_live_container"),
        read("noaccess is no access", Super, "noaccess"),
        read("an unknown access", Super, "bogus"),
        read("who views where, site admin", Token("admin"), "view"),
        call("who may where, nothing asked", Super, "UsersManager.getUsersSitesFromAccess", &[]),
    ]
}

fn of_a_user() -> Vec<Call> {
    let read = |label: &str, by, login| call(label, by, "UsersManager.getSitesAccessFromUser", &[("userLogin", login)]);
    vec![
        read("grants of one, with a capability", Super, "cf-cy"),
        read("grants of an unknown account", Super, "cf-nosuch"),
        read("grants of a super user: admin everywhere", Super, "{super}"),
        read("grants of one, site admin", Token("admin"), "cf-cy"),
        read("grants of one, oneself", Token("viewer"), "cf-cy"),
    ]
}

fn for_a_user() -> Vec<Call> {
    let read = |label: &str, by, login: &str, more: &[(&'static str, &'static str)]| {
        call(label, by, "UsersManager.getSitesAccessForUser", &[&[("userLogin", login)], more].concat())
    };
    vec![
        read("sites of one, with those without access", Super, "cf-cy", &[]),
        read("sites of one, site admin", Token("admin"), "cf-cy", &[]),
        read("sites of one, from the second, one", Token("admin"), "cf-cy", &[("limit", "1"), ("offset", "1")]),
        read("sites of one, searched", Super, "cf-cy", &[("filter_search", "shop")]),
        read("sites of one, with some access", Super, "cf-bo", &[("filter_access", "some")]),
        read("sites of one, with none", Super, "cf-bo", &[("filter_access", "noaccess")]),
        read("sites of one, by role", Super, "cf-bo", &[("filter_access", "write")]),
        read("sites of one, by capability", Super, "cf-cy", &[("filter_access", "tagmanager_write")]),
        read("sites of one, by nonsense", Super, "cf-cy", &[("filter_access", "bogus")]),
        read("sites of a super user", Super, "{super}", &[]),
        read("sites of an unknown account", Super, "cf-nosuch", &[]),
        read("sites of one, view user", Token("viewer"), "cf-cy", &[]),
    ]
}

fn with_role() -> Vec<Call> {
    let read = |label: &str, by, more: &[(&'static str, &'static str)]| {
        call(label, by, "UsersManager.getUsersPlusRole", &[&[("idSite", "{A}")], more].concat())
    };
    let on = |label: &str, by, site| call(label, by, "UsersManager.getUsersPlusRole", &[("idSite", site)]);
    vec![
        read("accounts and roles on a site", Super, &[]),
        read("accounts and roles, site admin", Token("admin"), &[]),
        read("accounts and roles, view user: oneself", Token("viewer"), &[]),
        read("accounts and roles, no token", Nobody, &[]),
        read("accounts and roles, searched by login", Super, &[("filter_search", "cf-b")]),
        read("accounts and roles, searched by e-mail", Super, &[("filter_search", "cf-bo@example")]),
        read("accounts and roles, with some access", Super, &[("filter_access", "some")]),
        read("accounts and roles, with none", Super, &[("filter_access", "noaccess")]),
        read("accounts and roles, by role", Super, &[("filter_access", "write")]),
        read("accounts and roles, by capability", Super, &[("filter_access", "tagmanager_write")]),
        read("accounts and roles, by nonsense", Super, &[("filter_access", "bogus")]),
        read("accounts and roles, active ones", Super, &[("filter_status", "active"), ("filter_search", "cf-")]),
        read("accounts and roles, beyond the end", Super, &[("limit", "5"), ("offset", "100000")]),
        read("accounts and roles, the second, as site admin", Token("admin"), &[("limit", "1"), ("offset", "1")]),
        on("accounts and roles on an unknown site", Super, "999999"),
        on("accounts and roles on a site of others", Token("admin"), "{C}"),
        on("accounts and roles on all sites", Super, "all"),
        call("accounts and roles, site missing", Super, "UsersManager.getUsersPlusRole", &[]),
    ]
}

fn of_a_site() -> Vec<Call> {
    let read = |label: &str, by, site| call(label, by, "UsersManager.getUsersAccessFromSite", &[("idSite", site)]);
    vec![
        read("access of a site, lossy", Super, "{A}"),
        read("access of a site, site admin", Token("admin"), "{A}"),
        read("access of a site of others", Token("admin"), "{C}"),
        read("access of an unknown site", Super, "999999"),
        call(
            "accounts with a role on a site",
            Super,
            "UsersManager.getUsersWithSiteAccess",
            &[("idSite", "{A}"), ("access", "view")],
        ),
    ]
}
