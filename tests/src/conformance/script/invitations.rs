//! Invitations.

use crate::conformance::{By, By::*, Call, account_of, call, grants_of};

const INVITE: &str = "UsersManager.inviteUser";

fn invite(label: &str, by: By, login: &str, site: &str, more: &[(&'static str, &'static str)]) -> Call {
    let email = format!("{login}@example.org");
    let params = [&[("userLogin", login), ("email", email.as_str()), ("initialIdSite", site)], more].concat();
    call(label, by, INVITE, &params)
}

pub fn calls() -> Vec<Call> {
    [sent(), refused(), again(), listed()].concat()
}

fn sent() -> Vec<Call> {
    vec![
        invite("invite", Super, "cf-guest", "{A}", &[]),
        account_of("cf-guest"),
        grants_of("cf-guest"),
        invite("invite for 30 days", Super, "cf-month", "{B}", &[("expiryInDays", "30")]),
        account_of("cf-month"),
        invite("invite that has run out at once", Super, "cf-late", "{A}", &[("expiryInDays", "-1")]),
        account_of("cf-late"),
        invite("invite as a site admin", Token("admin"), "cf-hers", "{A}", &[]),
        account_of("cf-hers"),
        call(
            "a pending account gets access",
            Super,
            "UsersManager.setUserAccess",
            &[("userLogin", "cf-guest"), ("access", "write"), ("idSites", "{B},{C}")],
        ),
        grants_of("cf-guest"),
    ]
}

fn refused() -> Vec<Call> {
    vec![
        call(
            "invite: no first site, even as super user",
            Super,
            INVITE,
            &[("userLogin", "cf-z"), ("email", "cf-z@example.org")],
        ),
        invite("invite: first site 0", Super, "cf-z", "0", &[]),
        invite("invite: unknown first site", Super, "cf-z", "999999", &[]),
        invite("invite: login taken", Super, "cf-bo", "{A}", &[]),
        invite("invite: login taken by an invitation", Super, "cf-guest", "{A}", &[]),
        call(
            "invite: e-mail taken",
            Super,
            INVITE,
            &[("userLogin", "cf-z"), ("email", "cf-bo@example.org"), ("initialIdSite", "{A}")],
        ),
        call(
            "invite: e-mail malformed",
            Super,
            INVITE,
            &[("userLogin", "cf-z"), ("email", "nope"), ("initialIdSite", "{A}")],
        ),
        call("invite: e-mail missing", Super, INVITE, &[("userLogin", "cf-z"), ("initialIdSite", "{A}")]),
        invite("invite: login with a blank", Super, "cf z", "{A}", &[]),
        invite("invite: to a site of others", Token("admin"), "cf-z", "{C}", &[]),
        invite("invite: as a view user", Token("viewer"), "cf-z", "{A}", &[]),
        invite("invite: no token", Nobody, "cf-z", "{A}", &[]),
        account_of("cf-z"),
    ]
}

fn again() -> Vec<Call> {
    let to = |label: &str, by, method, login, more: &[(&'static str, &'static str)]| {
        call(label, by, method, &[&[("userLogin", login)], more].concat())
    };
    let resend = |label: &str, by, login, more: &[_]| to(label, by, "UsersManager.resendInvite", login, more);
    let link = |label: &str, by, login, more: &[_]| to(label, by, "UsersManager.generateInviteLink", login, more);
    vec![
        resend("send the invitation again", Super, "cf-guest", &[]),
        resend("send it again for 3 days", Super, "cf-guest", &[("expiryInDays", "3")]),
        account_of("cf-guest"),
        resend("send again one that has run out", Super, "cf-late", &[("expiryInDays", "7")]),
        account_of("cf-late"),
        resend("send again: active account", Super, "cf-bo", &[]),
        resend("send again: unknown account", Super, "cf-nosuch", &[]),
        resend("send again: another's invitation", Token("admin"), "cf-guest", &[]),
        resend("send again: one's own invitation", Token("admin"), "cf-hers", &[]),
        resend("send again: as a view user", Token("viewer"), "cf-guest", &[]),
        resend("send again: no token", Nobody, "cf-guest", &[]),
        link("link", Super, "cf-guest", &[]),
        link("link for 14 days", Super, "cf-guest", &[("expiryInDays", "14")]),
        account_of("cf-guest"),
        link("link: active account", Super, "cf-bo", &[]),
        link("link: unknown account", Super, "cf-nosuch", &[]),
        link("link: another's invitation", Token("admin"), "cf-guest", &[]),
        link("link: one's own invitation", Token("admin"), "cf-hers", &[]),
    ]
}

fn listed() -> Vec<Call> {
    let by_status = |label: &str, status| {
        call(
            label,
            Super,
            "UsersManager.getUsersPlusRole",
            &[("idSite", "{A}"), ("filter_status", status), ("filter_search", "cf-")],
        )
    };
    vec![
        invite("invite one more that has run out", Super, "cf-gone", "{A}", &[("expiryInDays", "-1")]),
        by_status("pending ones", "pending"),
        by_status("expired ones", "expired"),
        call("accounts, with invitations", Super, "UsersManager.getUsers", &[]),
        call("accounts, with invitations, site admin", Token("admin"), "UsersManager.getUsers", &[]),
    ]
}
