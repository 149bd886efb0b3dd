//! What journeys about coming in with login and password do alike.

use crate::browser::{Page, Trouble};
use crate::stage::Stage;
use crate::totp;

/// The name of the field for the code.
pub const CODE: &str = "Two-factor code optional";
/// The name of the choice.
pub const WITH_PASSWORD: &str = "With login and password";
/// How the description of a token begins that was made for a session.
const DESCRIPTION: &str = "Lanyard, session of ";

/// Lifts a lock-out that a journey made, also if it failed.
pub struct Forgets<'s>(pub &'s Stage);

impl Drop for Forgets<'_> {
    fn drop(&mut self) {
        if let Some(instance) = self.0.instance() {
            instance.clear_lockout().unwrap_or_else(|why| println!("the lock-out was not lifted: {why}"));
        }
    }
}

/// Password and code are gone from the fields, and what is no secret is as it was typed.
pub async fn secrets_are_dropped(page: &Page, login: &str) -> Result<(), Trouble> {
    for (field, value) in [("Login", login), ("Password", ""), (CODE, "")] {
        assert_eq!(page.textbox(field).value().await?, value, "{field}");
    }
    page.waits_for("the keyboard is on the password", "return document.activeElement.id === 'password'").await
}

/// Neither these nor any token that was made is found anywhere, as far as the tokens can be known.
pub async fn is_clean(page: &Page, stage: &Stage, secrets: &[&str]) -> Result<(), Trouble> {
    let tokens = stage.simulator(|sim| sim.tokens()).unwrap_or_default();
    let made = tokens.iter().filter(|token| token.description.starts_with(DESCRIPTION));
    let secrets: Vec<_> = secrets.iter().copied().chain(made.map(|token| token.secret.as_str())).collect();
    page.leaks_none_of(&secrets).await
}

/// Fails unless Matomo itself has so many tokens for sessions of this account, each with eight hours to live.
pub fn made(stage: &Stage, login: &str, count: usize) -> Result<(), Trouble> {
    let lives: Vec<i64> = match stage.instance() {
        Some(instance) => {
            let select = format!(
                "select timestampdiff(second, utc_timestamp(), date_expired) from matomo_user_token_auth
                where login = '{login}' and description like '{DESCRIPTION}%'"
            );
            instance.sql(&select)?.concat().iter().map(|seconds| seconds.parse().unwrap_or_default()).collect()
        }
        None => {
            let tokens = stage.simulator(|sim| sim.tokens()).unwrap_or_default();
            let of_sessions =
                tokens.iter().filter(|token| token.login == login && token.description.starts_with(DESCRIPTION));
            of_sessions.map(|token| token.expires.unwrap_or_default() - totp::now().cast_signed()).collect()
        }
    };
    if lives.len() == count && lives.iter().all(|seconds| (8 * 3600 - 300..=8 * 3600).contains(seconds)) {
        Ok(())
    } else {
        Err(Trouble::new(format!(
            "Matomo has tokens for sessions of {login} that live {lives:?} s, not {count} of them"
        )))
    }
}
