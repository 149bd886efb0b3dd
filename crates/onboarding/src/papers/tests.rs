#![allow(clippy::unwrap_used)]

use super::*;
use crate::company::{self, grant, site, today};
use crate::sheet::words::{Phrase, Voice, sentence};
use crate::{Case, DataClass, Engagement, Instance, Language, Regulation, Tick};
use access::Contents;
use matomo_api::{Login, MatomoUrl, Role, Version};
use proptest::prelude::*;
use words::{Say, told};

pub(super) fn facts() -> Facts {
    Facts {
        network: Some("VPN profile 3".into()),
        read_back: Some(ReadBack { at: 1_795_824_000, as_planned: true }),
        console: Some("Lanyard 0.1.0".into()),
        ..Facts::default()
    }
}

/// The company's case with all that is known of the engagement.
pub(crate) fn full_case() -> Case {
    let engagement = Engagement {
        organisation: "Brightside".into(),
        approved_by: "Noor Abadi".into(),
        approved_on: "2026-11-20".into(),
        justification: "Campaigns need goals".into(),
        data: [DataClass::Personal, DataClass::Financial].into(),
        regulations: [Regulation::Gdpr].into(),
        review_on: "2027-02-28".into(),
        ..Engagement::default()
    };
    let tick = Tick { by: "Ada Lind".into(), on: "2026-11-19".into(), ..Tick::default() };
    Case { engagement, ticks: [("network".to_owned(), tick)].into(), ..company::case() }
}

pub(super) fn papers_of(case: &Case, facts: &Facts) -> Papers {
    papers_in(&company::directory(), case, facts)
}

fn papers_in(directory: &Directory, case: &Case, facts: &Facts) -> Papers {
    let url = MatomoUrl::parse("https://analytics.example.org").unwrap().0;
    let issuer = Login::reported("m.calder");
    let valid = case.check(directory, today()).unwrap();
    let instance = Instance { url: &url, version: Version::new(5, 8, 0) };
    let issue = Issue { instance, on: today(), by: Some(&issuer), facts, house: &House::default() };
    let held = held_by(directory, valid.login().as_str());
    Papers::of(&valid, directory, held.as_ref(), &issue)
}

fn extended() -> Case {
    let mut case = Case {
        reasons: [(site(2), "Moves the shop".to_owned())].into(),
        email: "ivan@example.org".into(),
        login: String::new(),
        ..full_case()
    };
    case.access = [(site(2), grant(Role::Admin)), (site(3), grant(Role::View))].into();
    case
}

fn lines_are_in(lines: &[&str], text: &str) {
    for line in lines {
        assert!(text.lines().any(|l| l == *line), "{line} in {text}");
    }
}

#[test]
fn a_newcomer_is_told_how_to_get_in() {
    let mail = papers_of(&full_case(), &facts()).notification();
    assert_eq!(mail.to.as_deref(), Some("sana@example.net"));
    assert_eq!(mail.subject, "Your access to Matomo at analytics.example.org");
    lines_are_in(
        &[
            "Hello Sana Whitlock,",
            "Address: https://analytics.example.org",
            "Login: s.whitlock",
            "Access ends: 31 May 2027",
            "We never ask for your password.",
            "- Write (read; edit goals and segments), id 2: Shop",
            "3. Sign in at the address above with your login.",
            "Approved by: Noor Abadi, 20 Nov 2026",
            "Access reviewed on: 28 Feb 2027",
            "matomo@example.org",
        ],
        &mail.text,
    );
    assert!(!mail.text.contains('→'), "everything is new");
    assert!(mail.html.contains("<strong>30 Nov 2026</strong>") && mail.html.contains("Sana Whitlock"));
}

#[test]
fn whoever_was_there_is_told_what_changed() {
    let mail = papers_of(&extended(), &facts()).notification();
    assert_eq!(mail.subject, "Your access to Matomo at analytics.example.org has changed");
    lines_are_in(
        &["Access, before → after", "- Shop (id 2): Write → Admin", "- Blog (id 3): no access → View"],
        &mail.text,
    );
    assert!(!mail.text.contains("Main site (id 1): View"), "what stays is not told as a change");
    assert!(mail.text.contains("id 1: Main site"), "but is open");
}

#[test]
fn a_name_cannot_add_lines_to_a_mail() {
    let mut case = company::case();
    case.full_name = "Sana\nBcc: all@example.org\u{202e}".into();
    case.access.retain(|id, _| *id == site(1));
    let mail = papers_of(&case, &facts()).notification();
    assert!(!mail.subject.contains('\n'));
    assert_eq!(mail.text.lines().next(), Some("Hello Sana Bcc: all@example.org\u{202e},"));
}

#[test]
fn a_ticket_gets_the_change_in_markdown_and_in_plain_text() {
    let comment = papers_of(&extended(), &facts()).ticket_comment();
    let markdown = comment.markdown();
    assert!(markdown.starts_with("## Access to Matomo changed: ivan\n\n- **Person**: Sana Whitlock\n"));
    lines_are_in(
        &[
            "- **Matomo**: <https://analytics.example.org>",
            "- **Granted by**: m.calder",
            "- **Reference**: PO-4502",
            "- **Duration**: 21 Nov 2026 to 31 May 2027",
            "- **Read back from Matomo**: 28 Nov 2026, 00:00 UTC: as planned",
            "- Shop (id 2): Write → Admin",
        ],
        &markdown,
    );
    lines_are_in(&["Access to Matomo changed: ivan", "Reference: PO-4502"], &comment.text());
}

#[test]
fn whoever_approves_sees_what_is_and_what_is_asked_for() {
    let request = papers_of(&extended(), &facts()).approval_request();
    assert_eq!((request.to, request.subject.as_str()), (None, "Request for access to Matomo: Sana Whitlock"));
    let (current, requested) = request.text.split_once("\nRequested access\n").unwrap();
    assert!(
        current.contains("Current access\n- Main site (id 1): View + Tag Manager: Edit tags\n- Shop (id 2): Write\n")
    );
    assert!(requested.starts_with("- Main site (id 1): View + Tag Manager: Edit tags\n- Shop (id 2): Admin\n"));
    lines_are_in(
        &[
            "Justification: Campaigns need goals",
            "Asked for by: Adaeze Lindqvist",
            "Duration: 21 Nov 2026 to 31 May 2027",
            "Data seen: personal data, financial data",
            "Laws and standards: GDPR",
            "For decision by: Noor Abadi",
            "[ ] Approved. Name, date:",
        ],
        &request.text,
    );
    assert!(
        request.text.contains("- Admin. Allowed: read; edit goals, settings, users. Not allowed: make or delete sites")
    );
    let new = papers_of(&full_case(), &facts()).approval_request();
    assert!(new.text.contains("Current access\n- No account yet\n"));
}

#[test]
fn the_record_says_who_gave_what_by_whose_leave_and_that_it_is_so() {
    let record = papers_of(&full_case(), &facts()).change_record();
    let text = record.text();
    assert!(text.starts_with("Change record: access of s.whitlock to Matomo\n\nPerson: Sana Whitlock\n"));
    lines_are_in(
        &[
            "- Shop (id 2): no access → Write",
            "Purpose: Shop campaigns, autumn to spring",
            "Approved by: Noor Abadi, 20 Nov 2026",
            "Granted by: m.calder",
            "Carried out: 21 Nov 2026",
            "Access reviewed on: 28 Feb 2027",
            "Read back from Matomo: 28 Nov 2026, 00:00 UTC: as planned",
            "Console: Lanyard 0.1.0",
            "- Network opened (Ada Lind, 19 Nov 2026)",
        ],
        &text,
    );
    let without = papers_of(&Case { asked_for_by: String::new(), ..company::case() }, &Facts::default());
    let text = without.change_record().text();
    assert!(text.contains("Read back from Matomo: not yet"));
    assert!(["Approved", "Asked", "Console", "Justification"].iter().all(|label| !text.contains(label)), "{text}");
    let differs = Facts { read_back: Some(ReadBack { at: 0, as_planned: false }), ..facts() };
    assert!(papers_of(&full_case(), &differs).change_record().text().contains("differs from the plan"));
}

#[test]
fn what_was_there_already_is_no_change() {
    let mut case = extended();
    case.access = [(site(2), grant(Role::Write))].into();
    let text = papers_of(&case, &facts()).change_record().text();
    assert!(text.contains("Access, before → after\n- Nothing new: all of it was there already\n"), "{text}");
}

#[test]
fn what_is_too_long_for_a_mail_link_fits_in_brief() {
    for language in Language::ALL {
        let papers = papers_of(&Case { language, ..full_case() }, &facts());
        let (notification, request) = (papers.notification(), papers.approval_request());
        assert!(notification.mailto().unwrap_err().length > LONGEST_MAILTO, "five sites, step by step");
        for mail in [&notification, &request] {
            let link = mail.mailto_brief().unwrap();
            assert!(link.contains("%0D%0A") && !link.contains(' '), "{link}");
        }
        assert!(notification.brief.contains("https://analytics.example.org"));
        assert!(notification.brief.contains("s.whitlock") && notification.brief.ends_with("ext. 12\n"));
        assert!(request.brief.contains("Shop (") && request.brief.contains("PO-4502"));
    }
}

/// Every paper of a case as text.
fn all(papers: &Papers) -> Vec<String> {
    let (notification, request) = (papers.notification(), papers.approval_request());
    let (comment, record) = (papers.ticket_comment(), papers.change_record());
    vec![
        format!("{}\n{}", notification.subject, notification.text),
        format!("{}\n{}", request.subject, request.text),
        comment.text(),
        record.text(),
    ]
}

#[test]
fn french_marks_hold_on_to_their_words() {
    for phrase in Phrase::ALL {
        check_french(&Language::Fr.typeset(sentence(Language::Fr, *phrase)));
    }
    for what in Say::ALL {
        check_french(&Language::Fr.typeset(told(Language::Fr, *what)));
    }
}

fn check_french(sentence: &str) {
    let characters: Vec<char> = sentence.chars().collect();
    for (at, mark) in characters.iter().enumerate().filter(|(_, c)| ";:!?»".contains(**c)) {
        let expected = if ":»".contains(*mark) { '\u{a0}' } else { '\u{202f}' };
        assert!(at > 0 && characters[at - 1] == expected, "{mark} in {sentence}");
    }
    assert!(!sentence.contains("« ") && !sentence.contains('\''), "{sentence}");
}

#[test]
fn spanish_questions_open_and_german_quotes_do_not_look_english() {
    let all = |language| -> Vec<&str> {
        let sheet = Phrase::ALL.iter().map(move |phrase| sentence(language, *phrase));
        sheet.chain(Say::ALL.iter().map(move |what| told(language, *what))).collect()
    };
    for sentence in all(Language::Es) {
        assert_eq!(sentence.matches('?').count(), sentence.matches('¿').count(), "{sentence}");
        assert_eq!(sentence.matches('!').count(), sentence.matches('¡').count(), "{sentence}");
    }
    for sentence in all(Language::De) {
        assert!(!sentence.contains('”') && !sentence.contains('"'), "{sentence}");
    }
}

/// The slots of a sentence, sorted.
fn slots(sentence: &str) -> Vec<&str> {
    let mut slots: Vec<_> = sentence.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect();
    slots.sort_unstable();
    slots
}

#[test]
fn every_sentence_exists_in_every_language_and_says_the_same() {
    // Names, abbreviations and forms that are the same in more than one language.
    let same_as_english = |sentence: &str| {
        let own = sentence.split('{').map(|piece| piece.rsplit('}').next().unwrap());
        let words = own.flat_map(|own| own.split(|c: char| !c.is_alphabetic()));
        words.filter(|word| word.len() > 3).count() <= 2
    };
    let sheet = Phrase::ALL.iter().map(|phrase| Language::ALL.map(|language| sentence(language, *phrase)));
    let papers = Say::ALL.iter().map(|what| Language::ALL.map(|language| told(language, *what)));
    for [english, others @ ..] in sheet.chain(papers) {
        assert!(!english.trim().is_empty());
        for other in others {
            assert!(!other.trim().is_empty(), "{english}");
            assert_eq!(slots(english), slots(other), "{english} / {other}");
            assert_eq!(english.matches("**").count(), other.matches("**").count(), "{english} / {other}");
            assert_eq!(english.starts_with(' '), other.starts_with(' '), "{english} / {other}");
            assert_eq!(english.ends_with('.'), other.ends_with('.'), "{english} / {other}");
            assert!(english != other || same_as_english(english), "{english}");
            let numbers = |text: &str| text.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect::<Vec<_>>();
            let digits = |text: &str| numbers(text).into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>();
            assert_eq!(digits(english), digits(other), "{english} / {other}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whatever a case says, the papers of every language hold the same facts as the English ones, leave
    /// no slot open, and have neither a password nor a token.
    #[test]
    fn every_language_holds_the_same_facts(
        name in "[A-Za-zé{}*<>&]{1,20}",
        reference in "[A-Z]{2,4}-[0-9]{1,5}",
        roles in proptest::collection::btree_map(1..9_u32, 0..3_usize, 1..8),
        day in 1..700_u16,
        existing: bool,
    ) {
        let role = |index: usize| [Role::View, Role::Write, Role::Admin][index];
        let access = roles.iter().map(|(id, index)| (site(*id), grant(role(*index)))).collect();
        let reasons = roles.keys().map(|id| (site(*id), "needed".to_owned())).collect();
        let ends = dates::add_days(today(), day);
        let email = if existing { "ivan@example.org" } else { "sana@example.net" };
        let case = Case {
            full_name: name, reference, access, reasons, ends: dates::iso(ends), email: email.into(),
            login: if existing { String::new() } else { "s.whitlock".into() }, ..full_case()
        };
        let english = all(&papers_of(&case, &facts()));
        for language in Language::ALL {
            let papers = papers_of(&Case { language, ..case.clone() }, &facts());
            let texts = all(&papers);
            for (at, text) in texts.iter().enumerate() {
                prop_assert!(text.contains(&papers.sheet.name) && text.contains(papers.host.as_str()), "{}", text);
                prop_assert!(text.contains(&case.reference) && text.contains("Noor Abadi"), "{}", text);
                prop_assert!(text.contains(&dates::long(ends, language)), "{}", text);
                prop_assert!(text.contains(papers.login.as_str()), "{}", text);
                for id in roles.keys().filter(|_| at < 2) {
                    prop_assert!(text.split(|c: char| !c.is_ascii_digit()).any(|n| n == id.to_string()), "{}", text);
                }
                let without = text.replace(&papers.sheet.name, "");
                prop_assert!(!without.contains(['{', '}']) && !without.contains("**"), "{}", without);
                prop_assert!(!text.contains("token_auth") && !text.contains("\n\n\n"), "{}", text);
            }
            for (text, english) in texts.iter().zip(&english).filter(|_| language != Language::En) {
                prop_assert_ne!(text, english);
                prop_assert_eq!(text.lines().count(), english.lines().count());
            }
        }
    }

    /// Names of sites and people add no line and no markup to a paper.
    #[test]
    fn names_stay_names(names in proptest::collection::vec("[\\PC\n\r<>*]{0,20}", 9), person in "[\\PC\n<>]{0,30}") {
        let mut contents: Contents = company::contents();
        for (row, name) in contents.sites.iter_mut().zip(names) {
            row.name = name;
        }
        let directory = Directory::new(contents).unwrap();
        let case = Case { full_name: person, ..full_case() };
        let plain = papers_of(&full_case(), &facts());
        let odd = papers_in(&directory, &case, &facts());
        for (odd, plain) in all(&odd).iter().zip(all(&plain)) {
            prop_assert_eq!(odd.lines().count(), plain.lines().count());
            prop_assert!(!odd.chars().any(|c| c.is_control() && c != '\n'));
        }
        let tags = |html: &str| html.matches('<').count();
        prop_assert_eq!(tags(&odd.notification().html), tags(&plain.notification().html));
    }
}

#[test]
fn voices_without_menus_know_every_other_sentence() {
    let voice = Voice::without_menus(Language::Es);
    assert_eq!(voice.say(Phrase::Never), "Nunca le pedimos su contraseña.");
}
