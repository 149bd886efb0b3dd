//! How a token is named where it may not stand.

use matomo_api::Token;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The first 8 hex digits of a token's SHA-256. It tells tokens apart, and leads nobody back to one:
/// of the 2^128 tokens that there may be, 2^96 share it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint(String);

impl Fingerprint {
    /// That of a token. What surrounds a pasted one does not count.
    pub fn of(token: &Token) -> Self {
        let digest = Sha256::digest(token.expose().as_bytes());
        Self(digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads one, as in a file.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 8 && text.bytes().all(hex)).then(|| Self(text.to_owned()))
    }

    /// The 8 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.0
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Fingerprint::parse(&text).ok_or("this is no fingerprint: it has 8 digits from 0 to 9 and a to f")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn it_is_the_beginning_of_the_digest() {
        let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
        // By `printf 0123456789abcdef0123456789abcdef | sha256sum`.
        assert_eq!(Fingerprint::of(&token).as_str(), "3eb1bd43");
        let pasted = Token::parse(" 0123456789abcdef0123456789abcdef\n").unwrap().0;
        assert_eq!(Fingerprint::of(&pasted), Fingerprint::of(&token));
    }

    #[test]
    fn only_eight_small_digits_are_one() {
        for bad in ["", "3eb1bd4", "3eb1bd431", "3EB1BD43", "3eb1bd4g", "0123456789abcdef0123456789abcdef"] {
            assert_eq!(Fingerprint::parse(bad), None, "{bad}");
            assert!(serde_json::from_value::<Fingerprint>(bad.into()).is_err(), "{bad}");
        }
        let good = Fingerprint::parse("3eb1bd43").unwrap();
        assert_eq!(serde_json::from_str::<Fingerprint>(&serde_json::to_string(&good).unwrap()).unwrap(), good);
    }
}
