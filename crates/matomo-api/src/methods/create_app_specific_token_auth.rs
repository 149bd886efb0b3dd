use super::*;
use crate::{Login, Password, Token};
use time::Date;

/// Makes a token for whoever knows the password of its owner. Matomo shows it this once and keeps
/// only a hash: nobody can list, rename or revoke it by API.
///
/// It is asked without a token ([`crate::Client::call_without_token`], or [`crate::call_without_token`]
/// by whoever has none yet) and alone: from 5.13 a token
/// in the call makes tokens for its own account only, and a bulk is refused (both from Matomo's
/// changelog).
///
/// Fails with [`crate::Error::WrongPassword`] (also for an account that does not exist),
/// [`crate::Error::NeedsTwoFactorCode`], [`crate::Error::LockedOut`], and with
/// [`crate::Error::TwoFactorNotSetUp`]. Where a two-factor code is missing or wrong, or a second factor
/// is not set up, a token that nobody knows has been made all the same: it stands in the owner's list
/// (seen on 5.3.1 and 5.8.0). So ask for the code first.
pub struct CreateAppSpecificTokenAuth {
    /// Whose it will be. Their address works as well (seen).
    pub owner: Login,
    /// The owner's password, not the caller's.
    pub password: Password,
    /// What it is for; the owner sees it beside the token in Matomo.
    pub description: TokenDescription,
    /// When it ends.
    pub end: TokenEnd,
    /// Whether it is good in the body of a request only. 5.3.1 ignores this, 5.8.0 does not (seen):
    /// [`crate::Features::secure_only`].
    pub secure_only: bool,
    /// The owner's two-factor code, if they use one. Good once.
    pub two_factor_code: Option<Password>,
}

/// When a token ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenEnd {
    /// Never.
    Never,
    /// At 0:00 UTC on this day, so that the day before is its last (seen). A day that is past is
    /// not refused (seen): the token is then dead from the start.
    On(Date),
    /// So many hours from now.
    InHours(u32),
}

/// What a token is for: 1 to 100 characters as Matomo counts them, which is after `&` `<` `>` `"`
/// `'` have become `&amp;` and the like (seen). One `&` counts as 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenDescription(String);

/// Why a text is no description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadTokenDescription {
    /// Nothing was typed.
    #[error("say what the token is for")]
    Empty,
    /// Holds the length as Matomo counts it.
    #[error("a description has at most 100 characters; Matomo counts {0}, with & < > \" ' as 4 to 6 each")]
    TooLong(usize),
}

impl TokenDescription {
    /// A description as typed; surrounding blanks are dropped, as Matomo does.
    pub fn parse(typed: &str) -> Result<Self, BadTokenDescription> {
        let text = typed.trim();
        match Self::counted(text) {
            0 => Err(BadTokenDescription::Empty),
            1..=100 => Ok(Self(text.to_owned())),
            counted => Err(BadTokenDescription::TooLong(counted)),
        }
    }

    /// How long Matomo takes a text for.
    pub fn counted(typed: &str) -> usize {
        typed.trim().chars().map(escaped_length).sum()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn escaped_length(c: char) -> usize {
    match c {
        '&' => "&amp;".len(),
        '<' | '>' => "&lt;".len(),
        '"' => "&quot;".len(),
        '\'' => "&#039;".len(),
        _ => 1,
    }
}

impl Method for CreateAppSpecificTokenAuth {
    type Response = Token;
    const NAME: &'static str = "UsersManager.createAppSpecificTokenAuth";
    const WRITES: bool = true;
    const WITHOUT_TOKEN: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.owner.as_str());
        params.set_secret("passwordConfirmation", &self.password);
        params.set("description", self.description.as_str());
        match self.end {
            TokenEnd::Never => {}
            TokenEnd::On(day) => params.set("expireDate", day.to_string()),
            TokenEnd::InHours(hours) => params.set("expireHours", hours.to_string()),
        }
        params.set("secureOnly", if self.secure_only { "1" } else { "0" });
        if let Some(code) = &self.two_factor_code {
            params.set_secret("authCode", code);
        }
    }

    fn decode(&self, value: &Value) -> Result<Token, Mismatch> {
        let text = shape::text(shape::scalar(value), "value")?;
        Token::parse(&text).map(|(token, _)| token).ok_or_else(|| Mismatch::new("a token", "value"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_counted_as_matomo_counts() {
        let length_of = |text: &str| TokenDescription::parse(text).map(|d| d.as_str().chars().count());
        assert_eq!(length_of("  CI & CD  "), Ok(7));
        assert_eq!(length_of(" \n"), Err(BadTokenDescription::Empty));
        assert_eq!(length_of(&"ü".repeat(100)), Ok(100));
        assert_eq!(length_of(&"ü".repeat(101)), Err(BadTokenDescription::TooLong(101)));
        assert_eq!(length_of(&"&".repeat(20)), Ok(20));
        assert_eq!(length_of(&"&".repeat(60)), Err(BadTokenDescription::TooLong(300)));
        assert_eq!(length_of(&"\"".repeat(100)), Err(BadTokenDescription::TooLong(600)));
        assert_eq!(length_of(&"'".repeat(17)), Err(BadTokenDescription::TooLong(102)));
        assert_eq!(length_of(&"<>".repeat(13)), Err(BadTokenDescription::TooLong(104)));
    }
}
