//! The mail that goes with the sheet: text to paste into one's own mail program.

use crate::{
    Sheet,
    sheet::{
        Fact, FactKind, SiteRow,
        words::{Phrase, Voice},
    },
};
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
    let voice = Voice::without_menus(sheet.language);
    let mut body = format!(
        "{}\n\n{}\n\n",
        voice.line(Phrase::MailGreeting, &[("name", &sheet.name)]),
        voice.say(Phrase::MailLead)
    );
    for Fact { label, value, .. } in &sheet.facts {
        body += &format!("{}\n", voice.labelled(label, value));
    }
    body += &format!("\n{}\n", sheet.sign_in.heading);
    for (index, step) in sheet.sign_in.steps.iter().enumerate() {
        body += &format!("{}. {step}\n", index + 1);
    }
    body += &format!("\n{}\n", sheet.sites.heading);
    for row in &sheet.sites.rows {
        body += &format!("- {}\n", site(voice, row));
    }
    body += &format!("\n{}\n\n{}\n", sheet.sites.note, sheet.never);
    for contact in &sheet.footer[0] {
        body += &format!("\n{}\n{}\n", voice.labelled(&contact.label, "").trim_end(), contact.lines.join("\n"));
    }
    Message { subject: voice.line(Phrase::MailSubject, &[("host", host(sheet))]), body }
}

/// A site on one line. The name comes last: what turns the direction of text ends with the line.
pub(crate) fn site(voice: Voice, row: &SiteRow) -> String {
    let slots = [("role", row.role_name.as_str()), ("can", &row.can), ("ids", &row.ids), ("name", &row.name)];
    voice.line(Phrase::MailSite, &slots)
}

/// Matomo's address without its scheme.
pub(crate) fn host(sheet: &Sheet) -> &str {
    let address = sheet.facts.iter().find(|fact| fact.kind == FactKind::Address);
    address.and_then(|fact| fact.value.split_once("://")).map_or("", |(_, host)| host)
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
