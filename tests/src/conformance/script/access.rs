//! Who may do what on which site: writes.

use crate::conformance::{By::*, Call, Compare, Way, account_of, call, grants_of};

const SET: &str = "UsersManager.setUserAccess";

fn grant(label: &str, login: &str, access: &str, sites: &str) -> Call {
    call(label, Super, SET, &[("userLogin", login), ("access", access), ("idSites", sites)])
}

pub fn set() -> Vec<Call> {
    vec![
        grant("write on one site", "cf-bo", "write", "{A}"),
        grants_of("cf-bo"),
        grant("view on another", "cf-bo", "view", "{B}"),
        grants_of("cf-bo"),
        grant("view on a list of sites", "cf-cy", "view", "{A},{B},{C}"),
        grants_of("cf-cy"),
        call(
            "role and capabilities",
            Super,
            SET,
            &[
                ("userLogin", "cf-bo"),
                ("access[]", "view"),
                ("access[]", "tagmanager_write"),
                ("access[]", "tagmanager_use_custom_templates"),
                ("idSites", "{C}"),
            ],
        ),
        grants_of("cf-bo"),
        grant("a plain role drops capabilities", "cf-bo", "view", "{C}"),
        grants_of("cf-bo"),
        call(
            "a role that includes the capability",
            Super,
            SET,
            &[("userLogin", "cf-bo"), ("access[]", "write"), ("access[]", "tagmanager_write"), ("idSites[]", "{C}")],
        ),
        grants_of("cf-bo"),
        call(
            "sites as an array",
            Super,
            SET,
            &[("userLogin", "cf-lost"), ("access", "view"), ("idSites[]", "{A}"), ("idSites[]", "{B}")],
        ),
        grants_of("cf-lost"),
        grant("no access any more", "cf-lost", "noaccess", "{A}"),
        grants_of("cf-lost"),
        grant("no access where there was none", "cf-nil", "noaccess", "{A}"),
        grants_of("cf-nil"),
        grant("an unknown site leaves a row", "cf-lost", "view", "999999"),
        grants_of("cf-lost"),
        grant("a known and an unknown site", "cf-lost", "view", "{A},999999"),
        grants_of("cf-lost"),
        grant("another spelling of the login writes rows apart", "CF-LOST", "write", "{C}"),
        call("rows of both spellings", Super, "UsersManager.getUsersSitesFromAccess", &[("access", "write")]),
        grants_of("cf-lost"),
        grant("rows of an unknown site can be taken away", "cf-lost", "noaccess", "999999"),
        grants_of("cf-lost"),
        grant("anonymous may view", "anonymous", "view", "{D}"),
        grants_of("anonymous"),
        call("version, no token, once anonymous may view", Nobody, "API.getMatomoVersion", &[]),
        grant("anonymous may not any more", "anonymous", "noaccess", "{D}"),
        grants_of("anonymous"),
        call(
            "a site admin grants on all sites: on their own",
            Token("admin"),
            SET,
            &[("userLogin", "cf-six"), ("access", "view"), ("idSites", "all")],
        ),
        grants_of("cf-six"),
        grant("a digits-only login writes", "424242", "write", "{A},{B}"),
    ]
}

pub fn refused() -> Vec<Call> {
    let as_admin = |label: &str, login, access, sites| {
        call(label, Token("admin"), SET, &[("userLogin", login), ("access", access), ("idSites", sites)])
    };
    let with_roles = |label: &str, roles: &[&str]| {
        let params = [
            &[("userLogin", "cf-bo"), ("idSites", "{A}")][..],
            &roles.iter().map(|role| ("access[]", *role)).collect::<Vec<_>>(),
        ];
        call(label, Super, SET, &params.concat())
    };
    vec![
        grant("access: unknown role", "cf-bo", "owner", "{A}"),
        grants_of("cf-bo"),
        grant("access: superuser is no role", "cf-bo", "superuser", "{A}"),
        grant("access: a capability alone", "cf-bo", "tagmanager_write", "{A}"),
        with_roles("access: two roles", &["view", "write"]),
        with_roles("access: capabilities without a role", &["tagmanager_write"]),
        with_roles("access: noaccess in a list", &["noaccess"]),
        with_roles("access: role and unknown capability", &["view", "fly"]),
        grant("access: unknown user", "cf-nosuch", "view", "{A}"),
        grant("access: a super user", "{super}", "view", "{A}"),
        grant("access: anonymous may not write", "anonymous", "write", "{A}"),
        grant("access: sites empty", "cf-bo", "view", ""),
        grant("access: sites that are no numbers", "cf-bo", "view", "abc"),
        call("access: sites missing", Super, SET, &[("userLogin", "cf-bo"), ("access", "view")]),
        call("access: role missing", Super, SET, &[("userLogin", "cf-bo"), ("idSites", "{A}")]),
        as_admin("access: a site admin beyond their sites", "cf-six", "view", "{A},{C}"),
        grants_of("cf-six"),
        as_admin("access: a site admin on an unknown site", "cf-six", "view", "999999"),
        as_admin("access: a site admin and a super user", "{super}", "view", "{A}"),
        call(
            "access: a view user",
            Token("viewer"),
            SET,
            &[("userLogin", "cf-bo"), ("access", "view"), ("idSites", "{A}")],
        ),
        call("access: no token", Nobody, SET, &[("userLogin", "cf-bo"), ("access", "view"), ("idSites", "{A}")]),
    ]
}

pub fn capabilities() -> Vec<Call> {
    let change = |label: &str, by, method, login, capability, site| {
        call(label, by, method, &[("userLogin", login), ("capabilities", capability), ("idSites", site)])
    };
    let add = |label: &str, login, capability, site| {
        change(label, Super, "UsersManager.addCapabilities", login, capability, site)
    };
    let remove = |label: &str, login, capability, site| {
        change(label, Super, "UsersManager.removeCapabilities", login, capability, site)
    };
    vec![
        add("add a capability", "cf-cy", "tagmanager_write", "{A}"),
        grants_of("cf-cy"),
        add("add it again", "cf-cy", "tagmanager_write", "{A}"),
        grants_of("cf-cy"),
        add("add a capability that the role includes", "cf-ada", "tagmanager_write", "{A}"),
        grants_of("cf-ada"),
        add("capability: no role on the site", "cf-cy", "tagmanager_write", "{D}"),
        add("capability: unknown", "cf-cy", "fly", "{A}"),
        add("capability: a super user", "{super}", "tagmanager_write", "{A}"),
        add("capability: anonymous", "anonymous", "tagmanager_write", "{A}"),
        add("capability: unknown user", "cf-nosuch", "tagmanager_write", "{A}"),
        change(
            "capability: a view user",
            Token("viewer"),
            "UsersManager.addCapabilities",
            "cf-bo",
            "tagmanager_write",
            "{A}",
        ),
        change("capability: no token", Nobody, "UsersManager.addCapabilities", "cf-bo", "tagmanager_write", "{A}"),
        remove("remove a capability", "cf-cy", "tagmanager_write", "{A}"),
        grants_of("cf-cy"),
        remove("remove one that is not there", "cf-cy", "tagmanager_write", "{A}"),
        remove("remove an unknown one", "cf-cy", "fly", "{A}"),
        add("add it for what follows", "cf-cy", "tagmanager_write", "{A}"),
        account_of("cf-cy"),
    ]
}

/// More than 100 rows, which show the silent cut.
pub fn lists_cut_to_100() -> Vec<Call> {
    let sites: Vec<(String, String)> = (1..=120)
        .map(|n| (format!("urls[{n}]"), format!("method=SitesManager.addSite&siteName=cf many {n:03}")))
        .collect();
    let sites: Vec<(&str, &str)> = sites.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let read = |label: &str| {
        let params = [("userLogin", "cf-bo"), ("filter_search", "cf many")];
        call(label, Super, "UsersManager.getSitesAccessForUser", &params)
    };
    vec![
        call("120 sites in one bulk", Super, "API.getBulkRequest", &sites).compare(Compare::Shape),
        read("a list without a limit is cut to 100").way(Way::WithoutLimit),
        read("a list with filter_limit=-1 is whole"),
    ]
}
