//! What Matomo takes for a login, an e-mail address and a password.

use crate::context::Context;
use crate::error::ApiError;
use crate::message::{EmailField, Message};

/// Length of a password: 6 bytes to 200 characters.
pub(crate) fn password_length(password: &str) -> Result<(), ApiError> {
    if password.len() < 6 {
        Err(ApiError::plain(Message::PasswordTooShort))
    } else if password.chars().count() > 200 {
        Err(ApiError::plain(Message::PasswordTooLong))
    } else {
        Ok(())
    }
}

/// At least 6 bytes and two different ones.
pub(crate) fn password_strength(password: &str) -> Result<(), ApiError> {
    let bytes = password.as_bytes();
    let one_byte_only = bytes.iter().all(|byte| Some(byte) == bytes.first());
    if bytes.len() < 6 || one_byte_only { Err(ApiError::plain(Message::PasswordTooWeak)) } else { Ok(()) }
}

/// The form of a login: 2 to 100 bytes of a small set of characters.
pub(crate) fn is_login(login: &str) -> bool {
    (2..=100).contains(&login.len())
        && login.chars().all(|letter| letter.is_ascii_alphanumeric() || "ÄäÖöÜüß_.@+-".contains(letter))
}

/// The form of an address, as PHP's `FILTER_VALIDATE_EMAIL` sees it, without its quoted and bracketed rarities.
pub(crate) fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let atom = |atom: &str| {
        !atom.is_empty()
            && atom.chars().all(|letter| letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(letter))
    };
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    let top_is_name =
        domain.rsplit_once('.').is_some_and(|(_, top)| top.starts_with(|first: char| first.is_ascii_alphabetic()));
    email.len() <= 254 && local.len() <= 64 && local.split('.').all(atom) && domain.split('.').all(label) && top_is_name
}

impl Context<'_> {
    /// A login for a new account: well formed, and neither a login nor an address yet.
    pub(crate) fn check_new_login(&self, login: &str) -> Result<(), ApiError> {
        if !is_login(login) {
            Err(ApiError::plain(Message::LoginFormat))
        } else if self.store.users.get(login).is_some() {
            Err(ApiError::plain(Message::LoginExists(login.to_owned())))
        } else if self.store.users.by_email(login).is_some() {
            Err(ApiError::plain(Message::LoginIsEmail(login.to_owned())))
        } else {
            Ok(())
        }
    }

    /// An address that is new: well formed, nobody's, not the login of anybody but `owner`, of an allowed domain.
    pub(crate) fn check_new_email(&self, email: &str, owner: Option<&str>, field: EmailField) -> Result<(), ApiError> {
        let email = email.to_owned();
        let own_login = owner.is_some_and(|owner| owner.eq_ignore_ascii_case(&email));
        let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
        let allowed = &self.store.config.allowed_email_domains;
        Err(ApiError::plain(if !is_email(&email) {
            Message::EmailFormat { field, email }
        } else if self.store.users.by_email(&email).is_some() {
            Message::EmailExists { field, email }
        } else if !own_login && self.store.users.get(&email).is_some() {
            Message::EmailIsLogin { field, email }
        } else if !allowed.is_empty() && !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(domain)) {
            Message::EmailDomain { field, email, allowed: allowed.join(", ") }
        } else {
            return Ok(());
        }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn logins() {
        for login in ["ab", "oscar.o-2+x", "mallory@example.org", "zöd", "4242", &"z".repeat(100)] {
            assert!(is_login(login), "{login}");
        }
        for login in ["z", "z d", "z/d", "z'd", "z<b>", "zéd", "z:d", "sim&x", "", &"ä".repeat(51), &"z".repeat(101)]
        {
            assert!(!is_login(login), "{login}");
        }
    }

    #[test]
    fn addresses() {
        for email in
            ["x@y.z", "o'hara@example.org", "x@xn--bcher-kva.example", "X@EXAMPLE.ORG", "x@a--b.org", "z+1@e.org"]
        {
            assert!(is_email(email), "{email}");
        }
        let long_local = format!("{}@example.org", "a".repeat(65));
        let long_label = format!("x@{}.org", "a".repeat(64));
        for email in [
            "nope",
            "x@localhost",
            "x@1.2",
            "x@a.1b",
            "a..b@example.org",
            ".a@example.org",
            "a.@example.org",
            "x@-a.org",
            "x@a-.org",
            "x@a_b.org",
            "ä@example.org",
            "zed@exämple.org",
            "x@example.org.",
            "x@a.b-",
            "a b@example.org",
            "",
            "@example.org",
            &long_local,
            &long_label,
        ] {
            assert!(!is_email(email), "{email}");
        }
    }

    #[test]
    fn passwords() {
        assert!(password_length("äöü").is_ok() && password_length("12345").is_err());
        assert!(password_length(&"p".repeat(200)).is_ok() && password_length(&"p".repeat(201)).is_err());
        assert!(password_strength("123456").is_ok());
        assert!(
            password_strength("aaaaaa").is_err() && password_strength("abc").is_err() && password_strength("").is_err()
        );
    }

    proptest! {
        #[test]
        fn an_address_of_plain_words_is_one(local in "[a-z]{1,10}(\\.[a-z0-9]{1,10}){0,2}", domain in "[a-z][a-z0-9]{0,10}") {
            let email = format!("{local}@{domain}.example");
            prop_assert!(is_email(&email));
        }
    }
}
