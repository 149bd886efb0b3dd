//! Languages that the papers exist in, and how each writes numbers, plurals and quotations.

use serde::{Deserialize, Serialize};

/// A language that the papers can be written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

/// Stays on the line and is as wide as a blank.
const NO_BREAK: char = '\u{a0}';
/// Stays on the line and is narrow: what French sets before `;`, `!` and `?`.
const THIN: char = '\u{202f}';

impl Language {
    /// Every language there is, for a choice on the screen.
    pub const ALL: [Language; 4] = [Language::En, Language::De, Language::Fr, Language::Es];

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::De => "Deutsch",
            Language::Fr => "Français",
            Language::Es => "Español",
        }
    }

    /// Its tag (BCP 47), for `lang="…"` and for Matomo's own language codes.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
            Language::Fr => "fr",
            Language::Es => "es",
        }
    }

    /// A number in groups of three, as the language writes it (CLDR): `12,345`, `12.345`, `12 345`.
    /// Spanish leaves four digits alone.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let separator = match self {
            Language::En => ',',
            Language::De => '.',
            Language::Es if digits.len() < 5 => return digits,
            Language::Es => '.',
            Language::Fr => THIN,
        };
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Whether so many take the singular: one, and in French also none.
    pub fn is_singular(self, number: u64) -> bool {
        number == 1 || number == 0 && self == Language::Fr
    }

    /// A quotation: “…”, „…“, « … », «…».
    pub fn quoted(self, text: &str) -> String {
        match self {
            Language::En => format!("“{text}”"),
            Language::De => format!("„{text}“"),
            Language::Fr => format!("«{NO_BREAK}{text}{NO_BREAK}»"),
            Language::Es => format!("«{text}»"),
        }
    }

    /// Sets a sentence of ours: in French the blanks that belong to a mark cannot end a line.
    pub(crate) fn typeset(self, sentence: &str) -> String {
        if self != Language::Fr {
            return sentence.to_owned();
        }
        let mut set = String::with_capacity(sentence.len() + 8);
        let mut before = None;
        let mut rest = sentence.chars().peekable();
        while let Some(c) = rest.next() {
            set.push(match (c, rest.peek()) {
                (' ', Some(';' | '!' | '?')) => THIN,
                (' ', Some(':' | '»')) => NO_BREAK,
                (' ', _) if before == Some('«') => NO_BREAK,
                _ => c,
            });
            before = Some(c);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_draft_names_its_language_by_tag() {
        for language in Language::ALL {
            assert_eq!(serde_json::to_value(language).unwrap(), language.tag());
            assert!(!language.name().is_empty());
        }
        assert_eq!(Language::ALL.map(Language::tag), ["en", "de", "fr", "es"]);
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        let written = |number| Language::ALL.map(|language| language.number(number));
        assert_eq!(written(999), ["999"; 4]);
        assert_eq!(written(1234), ["1,234", "1.234", "1\u{202f}234", "1234"]);
        assert_eq!(written(1_234_567), ["1,234,567", "1.234.567", "1\u{202f}234\u{202f}567", "1.234.567"]);
    }

    #[test]
    fn one_is_one_everywhere_and_none_is_one_in_french() {
        assert!(Language::ALL.iter().all(|language| language.is_singular(1) && !language.is_singular(2)));
        assert_eq!(Language::ALL.map(|language| language.is_singular(0)), [false, false, true, false]);
    }

    #[test]
    fn marks_are_those_of_the_language() {
        assert_eq!(Language::ALL.map(|language| language.quoted("x")), ["“x”", "„x“", "«\u{a0}x\u{a0}»", "«x»"]);
        assert_eq!(Language::Fr.typeset("« Oui » : non ?"), "«\u{a0}Oui\u{a0}»\u{a0}: non\u{202f}?");
        assert_eq!(Language::De.typeset("Ja ?"), "Ja ?");
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(number: u64) {
            for language in Language::ALL {
                let digits: String = language.number(number).chars().filter(char::is_ascii_digit).collect();
                prop_assert_eq!(digits, number.to_string());
            }
        }
    }
}
