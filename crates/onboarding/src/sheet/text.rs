//! Sentences with emphasis, as plain data.

use crate::Language;
use std::fmt;

/// A sentence of the papers, in parts. Every part is text: markup in a name stays a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// In reading order.
    pub parts: Vec<Part>,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Running text.
    Plain(String),
    /// A word to look for: a menu, a date, a login.
    Strong(String),
}

impl Text {
    /// Writes a sentence of ours: `**…**` marks words to look for, `{name}` is filled in. The sentence
    /// is typeset, what is filled in is left as it is.
    pub(crate) fn fill(language: Language, sentence: &str, slots: &[(&str, &str)]) -> Self {
        let mut text = Self::default();
        for (index, piece) in language.typeset(sentence).split("**").enumerate() {
            let written = filled(piece, slots);
            match index % 2 {
                _ if written.is_empty() => (),
                0 => text = text.plain(written),
                _ => text = text.strong(written),
            }
        }
        text
    }

    /// Goes on with another sentence, which brings its own blank.
    pub(crate) fn then(mut self, more: Self) -> Self {
        self.parts.extend(more.parts);
        self
    }

    /// Begins with running text.
    pub fn new(text: impl Into<String>) -> Self {
        Self::default().plain(text)
    }

    /// Goes on with running text.
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Plain(text.into()));
        self
    }

    /// Goes on with a word to look for.
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Strong(text.into()));
        self
    }
}

/// One pass from left to right: what was filled in is not looked at again.
fn filled(piece: &str, slots: &[(&str, &str)]) -> String {
    let mut written = String::new();
    let mut rest = piece;
    while let Some((before, after)) = rest.split_once('{') {
        written += before;
        let slot = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = slots.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match slot {
            Some((value, after)) => {
                written += value;
                rest = after;
            }
            None => {
                written.push('{');
                rest = after;
            }
        }
    }
    written + rest
}

impl Part {
    /// What is written, without the emphasis.
    pub fn as_str(&self) -> &str {
        match self {
            Part::Plain(text) | Part::Strong(text) => text,
        }
    }
}

impl fmt::Display for Text {
    /// The sentence without emphasis, for mail.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(part.as_str()))
    }
}

/// What somebody typed, or Matomo told, on one line: line breaks and other controls become blanks.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_reads_the_same_without_emphasis() {
        let text = Text::new("It works until ").strong("30 Nov 2026").plain(".");
        assert_eq!(text.to_string(), "It works until 30 Nov 2026.");
        assert_eq!(text.parts[1], Part::Strong("30 Nov 2026".into()));
    }

    #[test]
    fn a_sentence_is_filled_in_once_and_keeps_what_is_foreign() {
        let slots = [("day", "{name} ?"), ("name", "**x**")];
        let text = Text::fill(Language::Fr, "Jusqu’au **{day}** ; {name} !{none}", &slots);
        let parts: Vec<&str> = text.parts.iter().map(Part::as_str).collect();
        assert_eq!(parts, ["Jusqu’au ", "{name} ?", "\u{202f}; **x**\u{202f}!{none}"]);
        assert!(matches!(text.parts[1], Part::Strong(_)));
        let both = Text::new("a").then(Text::new(" b"));
        assert_eq!(both.to_string(), "a b");
    }

    #[test]
    fn lines_are_joined_and_nothing_else_is_changed() {
        assert_eq!(one_line(" Sana\r\n<b>Whitlock</b>\u{0}\u{202e} x "), "Sana <b>Whitlock</b> \u{202e} x");
    }
}
