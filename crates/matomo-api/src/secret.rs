//! Secrets that can be sent and compared, and otherwise not looked at.

use std::fmt;

/// A `token_auth`. It has no `Display` and no `Serialize`, `Debug` prints `Token(…)`, and only the
/// request builder of this crate reads it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// What was odd about a pasted token. It is tried all the same: later versions may change the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenIssue {
    /// Blanks or line breaks were removed.
    Trimmed,
    /// It is not 32 hexadecimal digits, the form seen on 5.3.1 and 5.8.0. Holds its length.
    UnusualForm(usize),
}

impl Token {
    /// Takes a pasted token, without the blanks and line breaks that come along with a selection,
    /// and says what was odd about it. `None` if nothing is left.
    pub fn parse(pasted: &str) -> Option<(Self, Vec<TokenIssue>)> {
        let clean: String = pasted.chars().filter(|c| !is_blank(*c)).collect();
        if clean.is_empty() {
            return None;
        }
        let mut issues = Vec::new();
        if clean.len() != pasted.len() {
            issues.push(TokenIssue::Trimmed);
        }
        if clean.len() != 32 || !clean.bytes().all(|b| b.is_ascii_hexdigit()) {
            issues.push(TokenIssue::UnusualForm(clean.chars().count()));
        }
        Some((Self(clean), issues))
    }

    /// Only for what keeps the token across a reload of the tab, if the person asked for that, and
    /// for tests that look for leaks.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A password: the caller's, where Matomo wants it, or one that is being set.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes the password as typed: its blanks are part of it.
    pub fn new(typed: impl Into<String>) -> Self {
        Self(typed.into())
    }

    /// For the one place that shows a generated password, once.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_pasted_token_loses_blanks_and_says_so() {
        let (token, issues) = Token::parse(" 0123456789abcdef\n0123456789abcdef\u{200b}").unwrap();
        assert_eq!(token.expose(), "0123456789abcdef0123456789abcdef");
        assert_eq!(issues, [TokenIssue::Trimmed]);
        assert!(Token::parse(" \n\t").is_none());
    }

    #[test]
    fn an_unusual_length_is_warned_of_and_kept() {
        let (token, issues) = Token::parse("abc").unwrap();
        assert_eq!(token.expose(), "abc");
        assert_eq!(issues, [TokenIssue::UnusualForm(3)]);
    }

    #[test]
    fn debug_shows_nothing() {
        let (token, _) = Token::parse("0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(format!("{token:?} {:?}", Password::new("s3cret")), "Token(…) Password(…)");
    }
}
