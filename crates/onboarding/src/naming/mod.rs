//! Logins, proposed and compared. A login can never be renamed, so it had better be a good one.

mod latin;
mod template;

pub use template::{BadTemplate, NamingNote, Parts, Placeholder, Preview, Template};

use access::{Directory, Person};
use latin::romanised;
use matomo_api::Login;

/// Mailboxes that belong to a team, not to a person.
const SHARED_MAILBOXES: [&str; 16] = [
    "accounts",
    "admin",
    "agency",
    "analytics",
    "contact",
    "data",
    "hello",
    "hi",
    "info",
    "mail",
    "marketing",
    "office",
    "reporting",
    "support",
    "team",
    "web",
];

/// Rules for logins to offer: for people, then for service accounts.
pub const RULES_OFFERED: [&str; 6] =
    ["{f}.{last}", "{first}.{last}", "{f}{last}", "{vendor}.{first}.{last}", "{mailbox}", "svc-{system}-{purpose}"];

/// Words around a name that are no part of it.
const TITLES: [&str; 20] = [
    "mr", "mrs", "ms", "mx", "dr", "prof", "dipl", "ing", "herr", "frau", "mme", "sr", "sra", "jr", "phd", "msc",
    "mba", "ii", "iii", "iv",
];

/// A login for a new account: `s.whitlock` for Sana Whitlock. Without a name that can be written in
/// plain letters, what is before the `@` of the address; for a shared mailbox, `vendor-analytics`.
///
/// It is a valid login and no login or e-mail address of the directory; a number at the end sees to
/// that. `None` if neither name nor address yields anything.
pub fn propose(full_name: &str, email: &str, directory: &Directory) -> Option<Login> {
    propose_free(full_name, email, |login| {
        directory.same_account(login).is_some() || directory.by_email(login).is_some()
    })
}

/// The same where somebody else says what is taken.
pub(crate) fn propose_free(full_name: &str, email: &str, taken: impl Fn(&str) -> bool) -> Option<Login> {
    let base = from_name(full_name).or_else(|| from_email(email))?;
    // 100 is the longest that Matomo takes; the rest is left to the number.
    let base: String = base.chars().take(90).collect();
    numbered_until_free(&base, taken)
}

/// The login, or the login with the first number that makes it a valid and free one.
fn numbered_until_free(base: &str, taken: impl Fn(&str) -> bool) -> Option<Login> {
    let numbered = (2..=99_999).map(|n| format!("{base}{n}"));
    std::iter::once(base.to_owned())
        .chain(numbered)
        .find_map(|text| Login::parse(&text).ok().filter(|login| !taken(login.as_str())))
}

/// `s.whitlock` from "Sana Whitlock", "Whitlock, Sana" or "Dr. Sana M. Whitlock (Agency)".
fn from_name(full_name: &str) -> Option<String> {
    match name_words(full_name)?.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [first, .., last] => Some(format!("{}.{last}", first.chars().next()?)),
    }
}

/// The words of a name in plain letters, first name first, without titles. `None` if one of them
/// cannot be written so.
fn name_words(full_name: &str) -> Option<Vec<String>> {
    let name = full_name.split(['(', '[', '/', '|']).next().unwrap_or_default();
    let turned = name.split_once(',').map(|(last, first)| format!("{first} {last}"));
    let words = turned.as_deref().unwrap_or(name).split(|c: char| c.is_whitespace() || c == '.');
    let mut words = words.map(romanised).filter(|word| word.as_deref() != Some("")).collect::<Option<Vec<_>>>()?;
    let is_title = |word: &String| word.split('-').all(|part| TITLES.contains(&part));
    if words.iter().any(|word| !is_title(word)) {
        words.retain(|word| !is_title(word));
    }
    Some(words)
}

/// `sana.whitlock` from `sana.whitlock+matomo@vendor.example`, `vendor-info` from
/// `info@mail.vendor.example`.
fn from_email(email: &str) -> Option<String> {
    let plain = mailbox(email)?;
    let domain = email.trim().split_once('@').unwrap_or_default().1;
    match vendor(domain) {
        Some(vendor) if SHARED_MAILBOXES.contains(&plain.as_str()) => Some(format!("{vendor}-{plain}")),
        _ => Some(plain).filter(|login| !login.is_empty()),
    }
}

/// `sana.whitlock` from `Sana_Whitlock+matomo@vendor.example`.
fn mailbox(email: &str) -> Option<String> {
    let mailbox = email.trim().split(['@', '+']).next().unwrap_or_default();
    let plain = mailbox.split(['.', '_']).map(romanised).collect::<Option<Vec<_>>>()?;
    Some(plain.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("."))
}

/// A name in plain letters with hyphens, as in `matomo-admin-shop`; empty if it cannot be written so.
pub(crate) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\u{308}').map(romanised);
    let words: Option<Vec<_>> = words.filter(|word| word.as_deref() != Some("")).collect();
    words.unwrap_or_default().join("-")
}

/// Whether an address looks like one that several people read.
pub(crate) fn is_shared_mailbox(email: &str) -> bool {
    mailbox(email).is_some_and(|plain| SHARED_MAILBOXES.contains(&plain.as_str()))
}

/// Whether a login looks like a programme's: `svc-shop-export`, `bot.nightly`.
pub(crate) fn is_service(login: &str) -> bool {
    let first = login.trim().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ["svc", "service", "bot", "api", "system", "robot"].contains(&first.to_lowercase().as_str())
}

/// An account whose login can be taken for this one.
pub(crate) fn look_alike<'a>(login: &Login, directory: &'a Directory) -> Option<&'a Person> {
    let shape = skeleton(login.as_str());
    directory.people().iter().find(|person| skeleton(person.login.as_str()) == shape)
}

/// The name in a domain: `vendor` of `mail.vendor.co.uk`.
fn vendor(domain: &str) -> Option<String> {
    let mut labels: Vec<&str> = domain.split('.').filter(|label| !label.is_empty()).collect();
    labels.pop()?;
    if labels.len() > 1 && labels.last().is_some_and(|l| l.len() <= 3 && ["co", "com", "org", "net", "ac"].contains(l))
    {
        labels.pop();
    }
    romanised(labels.last()?).filter(|name| !name.is_empty())
}

/// What is left of a login when everything that the eye passes over is taken away: case, marks,
/// dots and hyphens, and letters that look alike. Two logins with the same rest can be taken for
/// one another.
pub(crate) fn skeleton(login: &str) -> String {
    let plain = romanised(login).unwrap_or_else(|| login.to_lowercase());
    let letters: String = plain
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' => 'l',
            '5' => 's',
            other => other,
        })
        .collect();
    letters.replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn proposed(full_name: &str, email: &str, taken: &[&str]) -> String {
        let is_taken = |login: &str| taken.iter().any(|t| t.eq_ignore_ascii_case(login));
        propose_free(full_name, email, is_taken).map_or("-".to_owned(), |login| login.to_string())
    }

    #[test]
    fn a_name_becomes_initial_and_surname() {
        for (name, login) in [
            ("Sana Whitlock", "s.whitlock"),
            ("  sana   m.  WHITLOCK ", "s.whitlock"),
            ("Whitlock, Sana", "s.whitlock"),
            ("Prof. Dr.-Ing. Jörg Müller-Thurgau", "j.mueller-thurgau"),
            ("J. R. Smith Jr.", "j.smith"),
            ("Sana Whitlock (Vendor Ltd)", "s.whitlock"),
            ("Cher", "cher"),
            ("Анна Щербакова", "a.shcherbakova"),
            ("Γιώργος Παπαδόπουλος", "g.papadopoulos"),
            ("Dr", "dr"),
        ] {
            assert_eq!(proposed(name, "x.y@example.net", &[]), login, "{name}");
        }
    }

    #[test]
    fn without_a_plain_name_the_address_has_to_do() {
        for (name, email, login) in [
            ("", "sana.whitlock+matomo@example.net", "sana.whitlock"),
            ("山田 太郎", "Taro_Yamada@example.jp", "taro.yamada"),
            ("", "analytics@mail.vendor.co.uk", "vendor-analytics"),
            ("<b></b>\u{202e}", "info@vendor.example", "b2"),
            ("", "info@", "info"),
            ("", "", "-"),
            ("", "@vendor.example", "-"),
            ("", "山田@example.jp", "-"),
        ] {
            assert_eq!(proposed(name, email, &[]), login, "{name} {email}");
        }
    }

    #[test]
    fn taken_and_impossible_logins_get_a_number() {
        assert_eq!(proposed("Sana Whitlock", "", &["S.Whitlock"]), "s.whitlock2");
        assert_eq!(proposed("Sana Whitlock", "", &["s.whitlock", "s.whitlock2"]), "s.whitlock3");
        assert_eq!(proposed("X", "", &[]), "x2");
        assert_eq!(proposed("Anonymous", "", &[]), "anonymous2");
    }

    #[test]
    fn the_directory_says_what_is_taken() {
        let company = crate::company::directory();
        let login = |name: &str, email: &str| propose(name, email, &company).map(|login| login.to_string());
        assert_eq!(login("Cesare Ferro", "").as_deref(), Some("c.ferro2"), "an invitation that has expired counts");
        assert_eq!(login("", "Ivan@example.org").as_deref(), Some("ivan2"));
        assert_eq!(login("Sana Whitlock", "").as_deref(), Some("s.whitlock"));
        assert_eq!(login("", ""), None);
    }

    #[test]
    fn every_rule_that_is_offered_is_one_and_makes_a_login() {
        let parts = Parts {
            full_name: "Sana Whitlock".into(),
            email: "sana@vendor.example".into(),
            organisation: String::new(),
        };
        let made = RULES_OFFERED.map(|rule| rule.parse::<Template>().unwrap().fill(&parts).unwrap());
        assert_eq!(
            made,
            ["s.whitlock", "sana.whitlock", "swhitlock", "vendor.sana.whitlock", "sana", "svc-sana-whitlock"]
        );
    }

    #[test]
    fn names_of_sites_become_plain_words() {
        for (name, plain) in [
            ("Main site", "main-site"),
            (" Labs <b>beta</b> ", "labs-b-beta-b"),
            ("Größe & Maß", "groesse-mass"),
            ("—", ""),
            ("Shop 山田", ""),
        ] {
            assert_eq!(slug(name), plain, "{name}");
        }
    }

    #[test]
    fn programmes_and_shared_mailboxes_are_told_by_their_names() {
        for (login, service) in [("svc-shop-export", true), ("Bot.nightly", true), ("s.vc", false), ("", false)] {
            assert_eq!(is_service(login), service, "{login}");
        }
        for (email, shared) in [
            ("Info@vendor.example", true),
            ("analytics+matomo@vendor.example", true),
            ("sana@vendor.example", false),
            ("infos@vendor.example", false),
            ("", false),
        ] {
            assert_eq!(is_shared_mailbox(email), shared, "{email}");
        }
    }

    #[test]
    fn logins_that_the_eye_confuses_have_one_skeleton() {
        for (one, other) in
            [("s.whitlock", "S_Whitl0ck"), ("m.burns", "m.bums"), ("ivan", "1van"), ("müller", "mueller")]
        {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(skeleton("s.whitlock"), skeleton("s.whitlock2"));
        assert_ne!(skeleton("s.whitlock"), skeleton("t.whitlock"));
    }

    proptest! {
        #[test]
        fn proposals_are_valid_free_and_stable(name in "\\PC{0,60}", email in "\\PC{0,30}", people in 0..5_usize) {
            let mut taken: Vec<String> = Vec::new();
            for _ in 0..=people {
                let Some(login) = propose_free(&name, &email, |l| taken.iter().any(|t| t.eq_ignore_ascii_case(l))) else {
                    break;
                };
                prop_assert_eq!(&Login::parse(login.as_str()).unwrap(), &login);
                prop_assert!(login.as_str().is_ascii());
                prop_assert!(!taken.iter().any(|t| t.eq_ignore_ascii_case(login.as_str())));
                taken.push(login.to_string());
            }
        }

        #[test]
        fn long_names_fit(word in "[a-z]{100,400}") {
            prop_assert!(propose_free(&word, "", |_| false).is_some());
        }
    }
}
