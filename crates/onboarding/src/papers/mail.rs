//! A mail for one's own mail program.

use super::{Block, Document};
use std::fmt::Write;

/// The longest `mailto:` link that mail programs take. Windows hands over at most 2,083 characters,
/// and older programs cut some off.
pub const LONGEST_MAILTO: usize = 2000;

/// A mail without a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address; `None` where only a name is known.
    pub to: Option<String>,
    /// One line.
    pub subject: String,
    /// Plain text; lines end with `\n`.
    pub text: String,
    /// The same as a whole HTML page.
    pub html: String,
    /// The same in few lines, for a link.
    pub brief: String,
}

/// A mail does not fit into a link: it is to be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message is too long for a mail link ({length} of {LONGEST_MAILTO} characters): copy it instead")]
pub struct MailtoTooLong {
    /// How many characters the link would have.
    pub length: usize,
}

impl Mail {
    pub(super) fn new(to: Option<String>, document: Document, brief: Vec<Block>) -> Self {
        let short = Document { language: document.language, title: String::new(), blocks: brief };
        Self { to, text: document.body(), html: document.html(), brief: short.body(), subject: document.title }
    }

    /// The link (RFC 6068) that opens a mail program with address, subject and plain text.
    pub fn mailto(&self) -> Result<String, MailtoTooLong> {
        self.with_body(&self.text)
    }

    /// The link with the text in few lines, which fits where the whole text does not.
    pub fn mailto_brief(&self) -> Result<String, MailtoTooLong> {
        self.with_body(&self.brief)
    }

    fn with_body(&self, text: &str) -> Result<String, MailtoTooLong> {
        let link = format!("{}&body={}", self.mailto_without_text(), encoded(&text.replace('\n', "\r\n")));
        if link.len() > LONGEST_MAILTO { Err(MailtoTooLong { length: link.len() }) } else { Ok(link) }
    }

    /// The link with address and subject only, for a text that is copied.
    pub fn mailto_without_text(&self) -> String {
        let to = self.to.as_deref().unwrap_or_default();
        // One address only: a comma or a question mark in it would begin something else.
        let to: Vec<String> = to.splitn(2, '@').map(encoded).collect();
        format!("mailto:{}?subject={}", to.join("@"), encoded(&self.subject))
    }
}

/// Percent-encoding of everything but the unreserved characters (RFC 3986).
pub(super) fn encoded(text: &str) -> String {
    let mut url = String::with_capacity(text.len() * 3 / 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn mail(to: &str, subject: &str, text: &str) -> Mail {
        Mail {
            to: Some(to.into()), subject: subject.into(), text: text.into(), html: String::new(), brief: "é".into()
        }
    }

    fn decoded(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            match byte {
                b'%' => {
                    let hex: Vec<u8> = rest.by_ref().take(2).collect();
                    bytes.push(u8::from_str_radix(str::from_utf8(&hex).unwrap(), 16).unwrap());
                }
                other => bytes.push(other),
            }
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_link_opens_the_mail_as_written() {
        let link = mail("sana+m@example.net", "Zugang & mehr", "Grüße,\nä\n").mailto().unwrap();
        assert_eq!(
            link,
            "mailto:sana%2Bm@example.net?subject=Zugang%20%26%20mehr&body=Gr%C3%BC%C3%9Fe%2C%0D%0A%C3%A4%0D%0A"
        );
        let nobody = Mail { to: None, ..mail("", "x", "") };
        assert_eq!(nobody.mailto_without_text(), "mailto:?subject=x");
    }

    #[test]
    fn a_link_that_programs_would_cut_is_refused() {
        let long = mail("a@example.net", "x", &"é".repeat(400));
        let length = "mailto:a@example.net?subject=x&body=".len() + 400 * 6;
        assert_eq!(long.mailto(), Err(MailtoTooLong { length }));
        let words = long.mailto().unwrap_err().to_string();
        assert_eq!(words, "the message is too long for a mail link (2436 of 2000 characters): copy it instead");
        assert_eq!(long.mailto_brief().as_deref(), Ok("mailto:a@example.net?subject=x&body=%C3%A9"));
        assert!(long.mailto_without_text().len() < 100);
    }

    proptest! {
        /// However it is typed, a mail has one address, one subject and one text.
        #[test]
        fn nothing_slips_into_another_field(to in "\\PC{0,20}", subject in "\\PC{0,30}", text in "[\\PC\n]{0,60}") {
            let mail = mail(&to, &subject, &text);
            let link = mail.mailto().unwrap();
            prop_assert!(link.bytes().all(|b| b.is_ascii_graphic()));
            let (address, query) = link.strip_prefix("mailto:").unwrap().split_once('?').unwrap();
            prop_assert_eq!(decoded(address), to);
            let (first, second) = query.split_once('&').unwrap();
            prop_assert_eq!(decoded(first.strip_prefix("subject=").unwrap()), subject);
            prop_assert_eq!(decoded(second.strip_prefix("body=").unwrap()), text.replace('\n', "\r\n"));
        }
    }
}
