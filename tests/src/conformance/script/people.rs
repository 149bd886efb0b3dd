//! Accounts: made, refused, read.

use crate::conformance::{By::*, Call, Compare, account_of, call, grants_of};

const ADD: &str = "UsersManager.addUser";

/// The people that everything else is about: `ada` becomes a site admin, `bo` writes, `cy` views,
/// `nil` may do nothing, `root` becomes a super user, `424242` has a login made of digits.
pub fn made() -> Vec<Call> {
    let add = |label: &str, login, more: &[(&'static str, &'static str)]| {
        let email = format!("{login}@example.org");
        let params = [&[("userLogin", login), ("password", PASSWORD), ("email", email.as_str())], more].concat();
        call(label, Super, ADD, &params)
    };
    vec![
        add("add ada", "cf-ada", &[]),
        account_of("cf-ada"),
        grants_of("cf-ada"),
        add("add bo", "cf-bo", &[]),
        add("add cy with a first site", "cf-cy", &[("initialIdSite", "{A}")]),
        grants_of("cf-cy"),
        add("add nil", "cf-nil", &[]),
        add("add root", "cf-root", &[]),
        add("add a login made of digits", "424242", &[]),
        add("add with an unknown first site", "cf-lost", &[("initialIdSite", "999999")]),
        grants_of("cf-lost"),
        add("add with a password confirmation nobody asked for", "cf-more", &[("passwordConfirmation", "wrong")]),
        call(
            "ada administers A and B",
            Super,
            "UsersManager.setUserAccess",
            &[("userLogin", "cf-ada"), ("access", "admin"), ("idSites", "{A},{B}")],
        ),
    ]
}

/// The password of every account of the script.
pub const PASSWORD: &str = "Passw0rd-of-cf";

pub fn refused() -> Vec<Call> {
    let long_login = format!("cf-{}", "z".repeat(98));
    let long_password = "p".repeat(201);
    let add = |label: &str, login: &str, password: &str, email: &str| {
        call(label, Super, ADD, &[("userLogin", login), ("password", password), ("email", email)])
    };
    let email = "cf-z@example.org";
    vec![
        add("add: login taken", "cf-bo", PASSWORD, email),
        add("add: login taken in another case", "CF-BO", PASSWORD, email),
        add("add: e-mail taken", "cf-z", PASSWORD, "cf-bo@example.org"),
        add("add: e-mail taken in another case", "cf-z", PASSWORD, "CF-BO@example.org"),
        add("add: login is another's e-mail", "cf-bo@example.org", PASSWORD, email),
        add("add: login of one letter", "z", PASSWORD, email),
        add("add: login too long", &long_login, PASSWORD, email),
        add("add: login with a blank", "cf z", PASSWORD, email),
        add("add: login with markup", "cf<b>", PASSWORD, email),
        add("add: login with é", "cf-é", PASSWORD, email),
        add("add: login anonymous", "anonymous", PASSWORD, email),
        add("add: password too short", "cf-z", "12345", email),
        add("add: password too long", "cf-z", &long_password, email),
        add("add: password too weak", "cf-z", "aaaaaa", email),
        add("add: password empty", "cf-z", "", email),
        call("add: password missing", Super, ADD, &[("userLogin", "cf-z"), ("email", email)]),
        call("add: e-mail missing", Super, ADD, &[("userLogin", "cf-z"), ("password", PASSWORD)]),
        call("add: login missing", Super, ADD, &[("password", PASSWORD), ("email", email)]),
        add("add: e-mail malformed", "cf-z", PASSWORD, "nope"),
        add("add: e-mail with a blank", "cf-z", PASSWORD, "a b@example.org"),
        add("add: e-mail with an umlaut", "cf-z", PASSWORD, "zed@exämple.org"),
        add("add: login with an umlaut is fine", "cf-zöd", PASSWORD, "cf-zoed@example.org"),
        add("add: e-mail with a plus is fine", "cf-plus", PASSWORD, "cf-plus+1@example.org"),
        add("add: six digits are a password", "cf-six", "123456", "cf-six@example.org"),
        account_of("cf-six"),
    ]
}

pub fn read() -> Vec<Call> {
    let user = |label: &str, by, login| call(label, by, "UsersManager.getUser", &[("userLogin", login)]);
    let email = |label: &str, by, email| call(label, by, "UsersManager.getUserByEmail", &[("userEmail", email)]);
    let exists = |label: &str, by, login| call(label, by, "UsersManager.userExists", &[("userLogin", login)]);
    let email_exists =
        |label: &str, by, email| call(label, by, "UsersManager.userEmailExists", &[("userEmail", email)]);
    vec![
        call("accounts, super user", Super, "UsersManager.getUsers", &[]),
        call("accounts by login", Super, "UsersManager.getUsers", &[("userLogins", "cf-bo,cf-cy,cf-nosuch")]),
        call("accounts, site admin", Token("admin"), "UsersManager.getUsers", &[]),
        call("accounts, view user", Token("viewer"), "UsersManager.getUsers", &[]),
        call("accounts, no token", Nobody, "UsersManager.getUsers", &[]),
        user("account in another case", Super, "CF-BO"),
        user("account unknown", Super, "cf-nosuch"),
        user("account, one's own", Token("viewer"), "cf-cy"),
        user("account, another's", Token("viewer"), "cf-bo"),
        user("account, one's own without access", Token("nobody"), "cf-nil"),
        email("account by e-mail", Super, "cf-bo@example.org"),
        email("account by e-mail, unknown", Super, "cf-nosuch@example.org"),
        email("account by e-mail, site admin", Token("admin"), "cf-bo@example.org"),
        exists("a login exists", Super, "cf-bo"),
        exists("a login exists in another case", Super, "CF-bo"),
        exists("a login does not exist", Super, "cf-nosuch"),
        exists("a login exists, no view", Token("nobody"), "cf-bo"),
        email_exists("an e-mail exists", Super, "cf-bo@example.org"),
        email_exists("an e-mail does not exist", Super, "cf-nosuch@example.org"),
        email_exists("an e-mail exists, no view", Token("nobody"), "cf-bo@example.org"),
        call("roles", Super, "UsersManager.getAvailableRoles", &[]),
        call("roles, view user", Token("viewer"), "UsersManager.getAvailableRoles", &[]),
        call("roles in German", Super, "UsersManager.getAvailableRoles", &[("language", "de")]).compare(Compare::Shape),
        call("capabilities", Super, "UsersManager.getAvailableCapabilities", &[]),
        call("capabilities, site admin", Token("admin"), "UsersManager.getAvailableCapabilities", &[]),
        call("capabilities, view user", Token("viewer"), "UsersManager.getAvailableCapabilities", &[]),
        call("super user?, yes", Super, "UsersManager.hasSuperUserAccess", &[]),
        call("super user?, site admin", Token("admin"), "UsersManager.hasSuperUserAccess", &[]),
        call("super user?, no token", Nobody, "UsersManager.hasSuperUserAccess", &[]),
    ]
}
