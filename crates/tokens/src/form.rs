//! What can be told of a token from its text, before anything is sent.

use matomo_api::Token;

/// Why a text is not sent as a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Nothing was pasted.
    #[error("Paste the token here.")]
    Empty,
    /// It has blanks, line breaks or invisible characters; holds how many. A system that was given it
    /// like this sends them along.
    #[error("There {} in it, or a line break, or something invisible. Nothing was sent.", are(*.0))]
    Blanks(usize),
    /// It is not as long as a token; holds how many characters it has.
    #[error("A token has 32 characters; this has {0}. Nothing was sent.")]
    Length(usize),
    /// It is as long as a token, with so many characters that none has.
    #[error("A token has only 0 to 9 and a to f; {} of these 32 characters {} something else. Nothing was sent.", .0, if *.0 == 1 { "is" } else { "are" })]
    Characters(usize),
}

fn are(count: usize) -> String {
    if count == 1 { "is 1 blank".to_owned() } else { format!("are {count} blanks") }
}

/// The token, if the text is one as Matomo makes them: 32 hexadecimal digits and nothing else.
pub fn look(pasted: &str) -> Result<Token, Malformed> {
    let blanks = pasted.chars().filter(|c| is_blank(*c)).count();
    let length = pasted.chars().count();
    let others = pasted.chars().filter(|c| !c.is_ascii_hexdigit()).count();
    match Token::parse(pasted) {
        None => Err(Malformed::Empty),
        Some(_) if blanks > 0 => Err(Malformed::Blanks(blanks)),
        Some(_) if length != 32 => Err(Malformed::Length(length)),
        Some((token, issues)) if issues.is_empty() => Ok(token),
        Some(_) => Err(Malformed::Characters(others)),
    }
}

/// The same text without blanks, line breaks and invisible characters.
pub fn without_blanks(pasted: &str) -> String {
    pasted.chars().filter(|c| !is_blank(*c)).collect()
}

/// Those that [`Token::parse`] leaves out.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use matomo_api::TokenIssue;
    use proptest::prelude::*;

    const GOOD: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn only_what_matomo_makes_is_a_token() {
        assert_eq!(look(GOOD).unwrap().expose(), GOOD);
        let cases = [
            ("", Malformed::Empty),
            (" \n\u{200b}", Malformed::Empty),
            (" 0123456789abcdef0123456789abcdef\n", Malformed::Blanks(2)),
            ("0123456789abcdef 0123456789abcde", Malformed::Blanks(1)),
            ("abc", Malformed::Length(3)),
            ("anonymous", Malformed::Length(9)),
            ("0123456789abcdef0123456789abcdeg", Malformed::Characters(1)),
            ("0123456789abcdef0123456789abcdéf", Malformed::Characters(1)),
        ];
        for (pasted, why) in cases {
            assert_eq!(look(pasted), Err(why), "{pasted:?}");
        }
    }

    #[test]
    fn each_says_how_many() {
        assert_eq!(
            Malformed::Blanks(1).to_string(),
            "There is 1 blank in it, or a line break, or something invisible. Nothing was sent."
        );
        assert_eq!(Malformed::Length(31).to_string(), "A token has 32 characters; this has 31. Nothing was sent.");
        assert!(Malformed::Characters(2).to_string().contains("2 of these 32 characters are something else"));
    }

    proptest! {
        #[test]
        fn what_is_sent_is_what_was_pasted(pasted in "[0-9a-g \u{200b}\u{feff}\n]{0,40}|[0-9a-f]{32}") {
            match look(&pasted) {
                Ok(token) => {
                    prop_assert_eq!(token.expose(), &pasted);
                    prop_assert!(pasted.len() == 32 && pasted.bytes().all(|b| b.is_ascii_hexdigit()));
                }
                Err(why) => prop_assert!(!why.to_string().is_empty()),
            }
        }

        #[test]
        fn without_blanks_nothing_is_left_to_trim(pasted in any::<String>()) {
            let clean = without_blanks(&pasted);
            prop_assert!(!matches!(look(&clean), Err(Malformed::Blanks(_))));
            if let Some((token, issues)) = Token::parse(&clean) {
                prop_assert!(!issues.contains(&TokenIssue::Trimmed));
                prop_assert_eq!(token.expose(), clean);
            }
        }
    }
}
