//! People as a table for a spreadsheet, which must not take a name for a formula.

use crate::{Directory, LastSeen, Person, Seconds, Status};
use time::OffsetDateTime;

const HEADINGS: [&str; 12] = [
    "Login",
    "E-mail",
    "Super user",
    "Status",
    "Two-factor",
    "Registered",
    "Last seen",
    "Invited by",
    "Admin",
    "Write",
    "View",
    "Access",
];

/// People as CSV (RFC 4180, with CRLF and without a byte order mark). The last field names every
/// site: `1 Shop: admin; 4 Blog: view + tagmanager_write`. A field that a spreadsheet would take for
/// a formula gets an apostrophe in front.
pub fn people_csv(people: &[&Person], directory: &Directory) -> String {
    let mut csv = String::new();
    line(&mut csv, HEADINGS.map(str::to_owned));
    for person in people {
        let tally = person.tally();
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        line(
            &mut csv,
            [
                person.login.to_string(),
                text(person.email.as_ref().map(|email| email.as_str())),
                yes_or_no(person.super_user),
                match person.status {
                    Status::Active => "active".to_owned(),
                    Status::Invited { .. } => "invited".to_owned(),
                    Status::InviteExpired => "invitation ended".to_owned(),
                },
                person.two_factor.map(yes_or_no).unwrap_or_default(),
                person.registered.map(moment).unwrap_or_default(),
                match &person.last_seen {
                    LastSeen::Never => String::new(),
                    LastSeen::At(seconds) => moment(*seconds),
                    LastSeen::Phrase(phrase) => phrase.clone(),
                },
                text(person.invited_by.as_ref().map(|login| login.as_str())),
                tally.admin.to_string(),
                tally.write.to_string(),
                tally.view.to_string(),
                access(person, directory),
            ],
        );
    }
    csv
}

fn access(person: &Person, directory: &Directory) -> String {
    if person.super_user {
        return "everything".to_owned();
    }
    let one = |(id, grant): (_, &crate::Grant)| {
        let name = directory.site(id).map(|site| site.name.as_str()).unwrap_or_default();
        format!("{id} {name}: {}", grant.in_words())
    };
    person.grants.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn yes_or_no(truth: bool) -> String {
    (if truth { "yes" } else { "no" }).to_owned()
}

/// `2026-11-21T19:43:00Z`.
fn moment(seconds: Seconds) -> String {
    let Ok(at) = OffsetDateTime::from_unix_timestamp(seconds) else { return String::new() };
    let (hour, minute, second) = at.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", at.date())
}

fn line<const N: usize>(csv: &mut String, fields: [String; N]) {
    for (index, value) in fields.iter().enumerate() {
        if index > 0 {
            csv.push(',');
        }
        field(csv, value);
    }
    csv.push_str("\r\n");
}

/// One field, quoted where a reader could take it for several, and no formula to any spreadsheet.
pub fn field(csv: &mut String, value: &str) {
    let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    if formula || value.contains(['"', ',', '\r', '\n', ';', '\t']) {
        csv.push('"');
        if formula {
            csv.push('\'');
        }
        csv.push_str(&value.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;
    use proptest::prelude::*;

    #[test]
    fn people_come_as_a_table() {
        let directory = company();
        let people = [directory.person("root").unwrap(), directory.person("bob").unwrap()];
        assert_eq!(
            people_csv(&people, &directory),
            "Login,E-mail,Super user,Status,Two-factor,Registered,Last seen,Invited by,Admin,Write,View,Access\r\n\
             root,root@example.org,yes,active,yes,2026-01-15T09:00:00Z,,,0,0,0,everything\r\n\
             bob,bob@example.org,no,active,yes,2026-01-15T09:00:00Z,,,0,1,2,\
             \"1 Shop: write; 2 Blog: view + tags; 4 Intranet: view\"\r\n"
        );
    }

    #[test]
    fn formulas_are_made_inert() {
        for bad in ["=1+1", "+x", "-x", "@SUM", "\tx", "\rx", "\0x"] {
            let mut csv = String::new();
            field(&mut csv, bad);
            assert!(csv.starts_with("\"'"), "{bad:?}");
        }
    }

    /// A reader after RFC 4180.
    fn read(csv: &str) -> Vec<String> {
        let mut fields = vec![String::new()];
        let (mut quoted, mut chars) = (false, csv.chars().peekable());
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    fields.last_mut().unwrap().push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                '\r' | '\n' if !quoted => {}
                c => fields.last_mut().unwrap().push(c),
            }
        }
        fields
    }

    proptest! {
        #[test]
        fn any_text_comes_back(texts in proptest::array::uniform2("(?s).{0,12}")) {
            let mut csv = String::new();
            line(&mut csv, texts.clone());
            let back = read(&csv);
            prop_assert_eq!(back.len(), 2);
            for (text, field) in texts.iter().zip(&back) {
                let plain = field.strip_prefix('\'').filter(|_| text != field).unwrap_or(field);
                prop_assert_eq!(plain, text);
                prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']));
            }
        }
    }
}
