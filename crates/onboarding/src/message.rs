//! The mail that goes with the sheet: text to paste into one's own mail program.

use crate::{Sheet, sheet::words};

/// A mail without a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// One line.
    pub subject: String,
    /// Plain text; lines end with `\n`.
    pub body: String,
}

/// The welcome, in the sheet's language and with what the sheet says.
pub fn welcome(sheet: &Sheet) -> Message {
    words(sheet.language).message(sheet)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company::{self, site, today};
    use crate::{Case, Instance};
    use matomo_api::{MatomoUrl, Version};

    fn message(case: Case) -> Message {
        let company = company::directory();
        let url = MatomoUrl::parse("https://analytics.example.org/m").unwrap().0;
        let instance = Instance { url: &url, version: Version::new(5, 8, 0) };
        welcome(&Sheet::of(&case.check(&company, today()).unwrap(), &company, instance, today(), None))
    }

    #[test]
    fn it_says_where_who_how_and_what() {
        let Message { subject, body } = message(company::case());
        assert_eq!(subject, "Your access to Matomo at analytics.example.org/m");
        assert!(body.starts_with("Hello Sana Whitlock,\n\nyou have access"), "{body}");
        for line in [
            "Address: https://analytics.example.org/m",
            "Login: s.whitlock",
            "Access ends: 31 May 2027",
            "- Write (read; edit goals and segments), id 2: Shop",
            "3. Sign in at the address above with your login.",
            "We never ask for your password.",
            "matomo@example.org",
        ] {
            assert!(body.lines().any(|l| l == line), "{line} in {body}");
        }
        assert!(body.contains("It works until 30 Nov 2026;"), "{body}");
        assert!(body.ends_with("ext. 12\n") && !body.contains("\n\n\n"));
    }

    #[test]
    fn a_name_cannot_add_lines_to_it() {
        let mut case = company::case();
        case.full_name = "Sana\nBcc: all@example.org\u{202e}".into();
        case.access.retain(|id, _| *id == site(1));
        let Message { subject, body } = message(case);
        assert!(!subject.contains('\n'));
        assert_eq!(body.lines().next(), Some("Hello Sana Bcc: all@example.org\u{202e},"));
    }
}
