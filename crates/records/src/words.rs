//! Text that people type into a record.

use onboarding::holds_token;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most characters of [`Words`].
const LONGEST: usize = 2000;

/// A line of text: no blanks around it, no control characters, at most 2,000 characters, and nothing in it that
/// has the form of one of Matomo's tokens (32 hex digits).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Words(String);

impl Words {
    /// What was typed, brought into this form: line ends become blanks, and a token becomes `[token]`.
    pub fn of(typed: &str) -> Self {
        let line: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut text = String::with_capacity(line.len());
        let mut rest = line.trim();
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            let end = rest[start..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest.len(), |end| start + end);
            let word = &rest[start..end];
            text.push_str(&rest[..start]);
            text.push_str(if holds_token(word) { "[token]" } else { word });
            rest = &rest[end..];
        }
        text.push_str(rest);
        // To cut could make a token of a longer word.
        let cut: String = text.chars().take(LONGEST).collect();
        let whole = cut.len() == text.len() || !holds_token(&cut);
        let cut = if whole { cut.as_str() } else { cut.rsplit_once(' ').map_or("", |(before, _)| before) };
        Self(if holds_token(cut) { String::new() } else { cut.trim().to_owned() })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A text that Matomo told or somebody typed, on a line and without a token.
pub(crate) fn plain(text: &str) -> String {
    Words::of(text).0
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.0
    }
}

impl From<&str> for Words {
    fn from(typed: &str) -> Self {
        Words::of(typed)
    }
}

impl TryFrom<String> for Words {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let words = Words::of(&text);
        if words.0 == text { Ok(words) } else { Err("this text has another form than a ledger writes") }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_token_gets_in() {
        let token = "0123456789abcdef0123456789abcdef";
        assert_eq!(Words::of(&format!(" use {token}!\nnow ")).as_str(), "use [token]! now");
        assert_eq!(Words::of(&format!("x{token}")).as_str(), format!("x{token}"), "33 digits are none");
        assert!(Words::try_from(token.to_owned()).is_err());
        assert_eq!(Words::of(&"é".repeat(3000)).as_str().chars().count(), 2000);
        let long = format!("{} {token}ff", "x ".repeat(983));
        assert!(!holds_token(Words::of(&long).as_str()));
    }

    proptest! {
        #[test]
        fn the_form_is_reached_at_once(typed in "(?s).{0,60}|[0-9a-f ]{0,80}") {
            let words = Words::of(&typed);
            prop_assert_eq!(Words::try_from(words.as_str().to_owned()).unwrap(), words.clone());
            prop_assert!(!holds_token(words.as_str()) && !words.as_str().contains(char::is_control));
        }
    }
}
