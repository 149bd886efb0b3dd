//! Sentences with emphasis, as plain data.

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
    /// Begins with running text.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self::default().plain(text)
    }

    /// Goes on with running text.
    pub(crate) fn plain(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Plain(text.into()));
        self
    }

    /// Goes on with a word to look for.
    pub(crate) fn strong(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Strong(text.into()));
        self
    }
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
    fn lines_are_joined_and_nothing_else_is_changed() {
        assert_eq!(one_line(" Sana\r\n<b>Whitlock</b>\u{0}\u{202e} x "), "Sana <b>Whitlock</b> \u{202e} x");
    }
}
