//! `UsersManager.addUser`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::{EmailField, Message};
use crate::methods::{Method, Need};
use crate::php::{Value, decode_entities, integer_prefix};
use crate::store::{Access, User};
use crate::validate;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.addUser",
    needs: &[Need::Value("userLogin"), Need::Value("password"), Need::Value("email")],
    writes: true,
    run,
};

fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    cx.confirm_password_in_session()?;
    let password = decode_entities(cx.raw("password")).into_owned();
    validate::password_length(&password)?;
    let site = initial_site(cx.raw("initialIdSite"));
    if !cx.caller.super_user && site.is_none() {
        return Err(ApiError::plain(Message::NoInitialSite));
    }
    cx.create_user(site, &password)?;
    Ok(Value::Null)
}

/// The site that a new account starts with, where one is named.
pub(crate) fn initial_site(text: &str) -> Option<u32> {
    u32::try_from(integer_prefix(text)).ok().filter(|site| *site > 0)
}

impl Context<'_> {
    /// Adds the account that `userLogin` and `email` describe, with view on one site at most. The site need not exist.
    pub(crate) fn create_user(&mut self, site: Option<u32>, password: &str) -> Result<(), ApiError> {
        let (login, email) = (self.text("userLogin"), self.text("email"));
        if !self.caller.super_user {
            self.require_on(Access::ADMIN, &site.map_or_else(Vec::new, |site| vec![site]))?;
        }
        self.check_new_login(&login)?;
        self.check_new_email(&email, None, EmailField::Translated)?;
        if !password.is_empty() {
            validate::password_strength(password)?;
        }
        self.store.users.add(User::new(&login, &email, password, self.now));
        self.store.changes += 1;
        if let Some(site) = site {
            self.store.replace_access(&login, Some(Access::VIEW), &[site]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};
    use crate::{Config, Dialect};

    const METHOD: &str = "UsersManager.addUser";

    fn add(lab: &mut Lab, caller: &str, body: &str) -> (u16, String) {
        let heard = lab.call(caller, METHOD, body);
        (heard.status, heard.message().to_owned())
    }

    #[test]
    fn a_super_user_needs_no_site_and_may_name_one_that_is_none() {
        let mut lab = Lab::new();
        assert_eq!(
            add(&mut lab, ADMIN, "userLogin=niaj&password=123456&email=niaj@example.org&initialIdSite=1"),
            (200, "ok".into())
        );
        assert_eq!(lab.access("niaj"), "1:view");
        assert_eq!(
            add(&mut lab, ADMIN, "userLogin=bad&password=123456&email=bad@example.org&initialIdSite=999"),
            (200, "ok".into())
        );
        assert_eq!(lab.access("bad"), "");
        assert!(lab.sim.mails().is_empty(), "nobody is told");
    }

    #[test]
    fn a_site_admin_names_a_site_of_hers() {
        let mut lab = Lab::new();
        lab.person_with("alice", "admin", "1");
        let say = "New users must be given access to a website, please set the 'initialIdSite' parameter.";
        assert_eq!(add(&mut lab, "alice", "userLogin=new&password=Passw0rd&email=new@example.org"), (200, say.into()));
        assert_eq!(
            add(&mut lab, "alice", "userLogin=new&password=Passw0rd&email=new@example.org&initialIdSite=2").0,
            401
        );
        assert_eq!(
            add(&mut lab, "alice", "userLogin=new&password=Passw0rd&email=new@example.org&initialIdSite=1"),
            (200, "ok".into())
        );
        assert_eq!(add(&mut lab, "", "userLogin=x&password=x&email=x").0, 401);
    }

    #[test]
    fn what_is_refused_and_in_what_words() {
        let mut lab = Lab::new();
        lab.person("bob");
        lab.call(ADMIN, METHOD, "userLogin=mallory@example.org&password=Passw0rd&email=m@example.org");
        let long = "p".repeat(201);
        for (login, password, email, say) in [
            ("BOB", "Passw0rd", "new@example.org", "Username: Username 'BOB' already exists."),
            (
                "bob@example.org",
                "Passw0rd",
                "new@example.org",
                "Username: Username 'bob@example.org' already used as an email.",
            ),
            (
                "z",
                "Passw0rd",
                "new@example.org",
                "Username: The username must be between 2 and 100 characters long and contain only letters, numbers, or the characters '_' or '-' or '.' or '@' or '+'",
            ),
            ("anonymous", "Passw0rd", "new@example.org", "Username: Username 'anonymous' already exists."),
            ("zed", "Passw0rd", "BOB@example.org", "Email: User with email 'BOB@example.org' already exists."),
            (
                "zed",
                "Passw0rd",
                "mallory@example.org",
                "Email: Email 'mallory@example.org' already used as a username.",
            ),
            ("zed", "Passw0rd", "nope", "Email: The value &quot;nope&quot; does not look like a valid email."),
            ("zed", "12345", "zed@example.org", "The password length must be greater than 6 characters."),
            ("zed", &long, "zed@example.org", "The password length must be less than 200 characters."),
            ("zed", "aaaaaa", "zed@example.org", "This password is too weak, please supply another value or reset it."),
            ("BOB", "aaaaaa", "zed@example.org", "Username: Username 'BOB' already exists."),
        ] {
            let body = format!("userLogin={login}&password={password}&email={email}");
            assert_eq!(add(&mut lab, ADMIN, &body), (200, say.into()), "{login} {email}");
        }
    }

    #[test]
    fn what_is_missing() {
        let missing = |name: &str| format!("Please specify a value for '{name}'.");
        let (mut new, mut old) = (Lab::new(), Lab::old());
        assert_eq!(add(&mut new, ADMIN, "userLogin=zed&password=&email=x"), (400, missing("password")));
        assert_eq!(add(&mut new, ADMIN, "userLogin=zed&password=Passw0rd"), (400, missing("email")));
        assert_eq!(add(&mut old, ADMIN, "userLogin=zed&email=x"), (200, missing("password")));
    }

    #[test]
    fn only_allowed_domains() {
        let config = Config {
            dialect: Dialect::V5_8,
            allowed_email_domains: vec!["example.org".into(), "example.net".into()],
            ..Config::default()
        };
        let mut lab = Lab::with(config);
        let say = "Email: The email &quot;a@example.com&quot; cannot be used, as only emails with the domains &quot;example.org, example.net&quot; are allowed.";
        assert_eq!(add(&mut lab, ADMIN, "userLogin=abc&password=Passw0rd&email=a@example.com"), (200, say.into()));
        assert_eq!(add(&mut lab, ADMIN, "userLogin=abc&password=Passw0rd&email=a@EXAMPLE.net"), (200, "ok".into()));
    }

    #[test]
    fn blanks_around_a_password_are_lost() {
        let mut lab = Lab::new();
        add(&mut lab, ADMIN, "userLogin=sppw&password=++spaced+pw++&email=sppw@example.org");
        let token = "UsersManager.createAppSpecificTokenAuth";
        assert!(lab.ok("", token, "userLogin=sppw&passwordConfirmation=spaced+pw&description=x"));
    }

    #[test]
    fn a_session_must_confirm() {
        let mut lab = Lab::new();
        let body = "userLogin=zed&password=Passw0rd&email=zed@example.org&force_api_session=1";
        assert_eq!(add(&mut lab, ADMIN, body), (200, "Please re-authenticate to confirm this change.".into()));
    }
}
