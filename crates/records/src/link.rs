//! A paper as a link that opens one's own mail program.

use onboarding::papers::{Document, Mail};

/// The longest link that is made. Programs on Windows cut at 2,083 characters, some before.
const LONGEST: usize = 1900;
/// The most characters of a subject.
const SUBJECT: usize = 120;

/// The plain text of a paper without its title, which a mail has as its subject.
pub(crate) fn body(document: &Document) -> String {
    let text = document.text();
    text.strip_prefix(&document.title).unwrap_or(&text).trim_start_matches('\n').to_owned()
}

/// The link (RFC 6068) of less than 1,900 characters. Of a longer text as many lines go along as fit, and `cut`, a
/// sentence that says so.
pub(crate) fn mailto(to: Option<&str>, document: &Document, cut: &str) -> String {
    let text = body(document);
    let subject = document.title.chars().take(SUBJECT).collect();
    let mut mail =
        Mail { to: to.map(str::to_owned), subject, text: String::new(), html: String::new(), brief: String::new() };
    let mut link = |text: String| {
        mail.text = text;
        mail.mailto().ok().filter(|link| link.len() < LONGEST)
    };
    if let Some(whole) = link(text.clone()) {
        return whole;
    }
    let lines: Vec<&str> = text.lines().collect();
    // What fits is found by halving: whatever fits, less of it fits too.
    let (mut fits, mut too_many) = (0, lines.len());
    let mut best = None;
    while fits < too_many {
        let middle = fits + (too_many - fits) / 2;
        match link(format!("{}\n\n{cut}\n", lines[..middle].join("\n").trim_end())) {
            Some(found) => (best, fits) = (Some(found), middle + 1),
            None => too_many = middle,
        }
    }
    best.unwrap_or_else(|| mail.mailto_without_text())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use onboarding::{Language, papers::Block};
    use proptest::prelude::*;

    fn document(title: &str, lines: Vec<String>) -> Document {
        Document { language: Language::En, title: title.to_owned(), blocks: vec![Block::Lines(lines)] }
    }

    #[test]
    fn short_texts_go_along_whole() {
        let link = mailto(Some("a@example.org"), &document("Über", vec!["a & b".into(), "c".into()]), "Cut.");
        assert_eq!(link, "mailto:a@example.org?subject=%C3%9Cber&body=a%20%26%20b%0D%0Ac%0D%0A");
        assert_eq!(body(&document("x", vec!["y".into()])), "y\n");
    }

    proptest! {
        #[test]
        fn a_link_is_never_too_long(title in "\\PC{0,200}", lines in proptest::collection::vec("\\PC{0,90}", 0..60)) {
            let link = mailto(Some("somebody@example.org"), &document(&title, lines.clone()), "It was cut.");
            prop_assert!(link.len() < LONGEST && link.bytes().all(|b| b.is_ascii_graphic()), "{}", link.len());
            let whole = lines.iter().map(String::len).sum::<usize>() < 200 && lines.len() < 20;
            prop_assert!(!(whole && title.len() < 100 && link.contains("It%20was%20cut.")));
        }
    }
}
