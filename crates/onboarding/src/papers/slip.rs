//! The slip with the one secret.

use super::words::Say;
use crate::{Language, dates, sheet::one_line, sheet::words::Voice};
use matomo_api::Password;
use std::fmt;
use time::Date;

/// A slip of paper with exactly one secret: a first password, an invitation link, which is as good
/// as one, or a token.
///
/// It names the person, but neither the login nor the address: found alone, it opens nothing. It can
/// be neither copied nor kept: no `Clone`, no `Serialize`, and `Debug` shows no secret.
pub struct Slip {
    /// The language of every text on it.
    pub language: Language,
    /// What it holds.
    pub title: String,
    /// For whom it is.
    pub person: String,
    /// How to hand it over, and what to do with it.
    pub notes: Vec<String>,
    secret: Password,
}

impl Slip {
    /// A slip with a first password. `name` is the person's name on the papers.
    pub fn with_password(language: Language, name: &str, password: Password) -> Self {
        Self::of(language, name, Say::SlipPassword, password, |voice| {
            [Say::SlipOnce, Say::SlipChange, Say::SlipDestroy].map(|what| voice.tell(what, &[])).into()
        })
    }

    /// A slip with the link of an invitation, which works until a day, as far as known.
    pub fn with_link(language: Language, name: &str, link: Password, until: Option<Date>) -> Self {
        Self::of(language, name, Say::SlipLink, link, |voice| {
            let works = match until {
                Some(day) => voice.tell(Say::SlipLinkUntil, &[("day", &dates::long(day, language))]),
                None => voice.tell(Say::SlipLinkOpen, &[]),
            };
            let say = |what| voice.tell(what, &[]);
            vec![say(Say::SlipOnce), works, say(Say::SlipLinkVoid), say(Say::SlipDestroy)]
        })
    }

    /// A slip with a token for `use_of`, what it is called in Matomo, which works until a day if it ends.
    pub fn with_token(language: Language, use_of: &str, token: Password, until: Option<Date>) -> Self {
        Self::of(language, use_of, Say::SlipToken, token, |voice| {
            let works = match until {
                Some(day) => voice.tell(Say::SlipTokenUntil, &[("day", &dates::long(day, language))]),
                None => voice.tell(Say::SlipTokenOpen, &[]),
            };
            let say = |what| voice.tell(what, &[]);
            vec![say(Say::SlipTokenOnce), say(Say::SlipTokenCare), works, say(Say::SlipTokenDestroy)]
        })
    }

    /// The secret, for the one place that prints it.
    pub fn expose(&self) -> &str {
        self.secret.expose()
    }

    fn of(
        language: Language,
        name: &str,
        title: Say,
        secret: Password,
        notes: impl FnOnce(Voice) -> Vec<String>,
    ) -> Self {
        let voice = Voice::without_menus(language);
        let notes = notes(voice);
        let person = voice.tell(Say::SlipFor, &[("name", &one_line(name))]);
        Self { language, title: voice.tell(title, &[]), person, notes, secret }
    }
}

impl fmt::Debug for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slip").field("title", &self.title).field("person", &self.person).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const SECRET: &str = "kT7+mRq4%Wc9-hYd";

    #[test]
    fn a_slip_holds_one_secret_and_shows_it_in_one_place() {
        for language in Language::ALL {
            let day = dates::parse("2026-11-30");
            for slip in [
                Slip::with_password(language, "Sana\nWhitlock", Password::new(SECRET)),
                Slip::with_link(language, "Sana\nWhitlock", Password::new(SECRET), day),
                Slip::with_link(language, "Sana\nWhitlock", Password::new(SECRET), None),
                Slip::with_token(language, "Sana\nWhitlock", Password::new(SECRET), day),
                Slip::with_token(language, "Sana\nWhitlock", Password::new(SECRET), None),
            ] {
                assert_eq!(slip.expose(), SECRET);
                let rest = format!("{slip:?}{}{}{}", slip.title, slip.person, slip.notes.join(""));
                assert!(!rest.contains(SECRET) && !rest.contains("s.whitlock") && !rest.contains("https://"));
                assert!(slip.person.contains("Sana Whitlock"), "{slip:?}");
                assert!(slip.notes.len() >= 3 && slip.notes.iter().all(|note| !note.is_empty() && !note.contains('{')));
            }
        }
    }

    #[test]
    fn each_language_says_it_in_its_own_words() {
        let said = |language| Slip::with_password(language, "x", Password::new(SECRET)).notes;
        let all: HashSet<String> = Language::ALL.into_iter().flat_map(said).collect();
        assert_eq!(all.len(), 12);
        assert_eq!(
            said(Language::En)[0],
            "Hand it over once: in person, or by another channel than the sheet. Never both in one mail."
        );
    }
}
