//! A house's rule for logins, such as `{vendor}.{first}.{last}`.

use super::{look_alike, mailbox, name_words, numbered_until_free, romanised, vendor};
use crate::Case;
use access::Directory;
use matomo_api::{BadLogin, Login};
use std::{fmt, str::FromStr};

/// A rule for logins: plain letters, and parts in braces that are filled in for each account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Part(Placeholder),
}

/// A part that is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// `{first}`: the first name.
    First,
    /// `{last}`: the surname.
    Last,
    /// `{f}`: the first letter of the first name.
    F,
    /// `{l}`: the first letter of the surname.
    L,
    /// `{vendor}`: the company that the person works for.
    Vendor,
    /// `{mailbox}`: the address up to its `@`.
    Mailbox,
    /// `{system}`: what a service account belongs to.
    System,
    /// `{purpose}`: what a service account is for.
    Purpose,
}

/// Why a text is no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTemplate {
    /// Nothing was typed.
    #[error("a rule is needed, such as {{first}}.{{last}}")]
    Empty,
    /// A brace is opened and not closed. Holds what follows it.
    #[error("the brace before “{0}” is not closed")]
    Unclosed(String),
    /// A brace is closed that was not opened.
    #[error("a brace is closed that was not opened")]
    Unopened,
    /// No such part.
    #[error(
        "there is no part {{{0}}}; there are {{first}}, {{last}}, {{f}}, {{l}}, {{vendor}}, {{mailbox}}, {{system}} and {{purpose}}"
    )]
    Unknown(String),
    /// A character that Matomo refuses in logins.
    #[error("Matomo does not allow “{0}” in a login; use letters, digits and _ . @ + -")]
    BadCharacter(char),
    /// Nothing is filled in.
    #[error("every account would get the same login; add a part such as {{last}}")]
    NothingToFill,
}

/// What the parts of a rule are filled with; as typed, in any script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// The name of the person or of the programme.
    pub full_name: String,
    /// The address.
    pub email: String,
    /// The company that the person works for.
    pub organisation: String,
}

/// What a rule makes of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// A login that is valid and free; `None` if there is none.
    pub login: Option<Login>,
    /// What to know about it.
    pub notes: Vec<NamingNote>,
}

/// Something about the login that a rule makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamingNote {
    /// A part is empty, or in a script that cannot be written in plain letters.
    Needs(Placeholder),
    /// What comes out is no login.
    NotALogin(BadLogin),
    /// It is the login or the address of this account, so a number was added.
    Taken(Login),
    /// It can be taken for this one.
    LooksLike(Login),
}

impl Placeholder {
    /// Every part.
    pub const ALL: [Placeholder; 8] = [
        Placeholder::First,
        Placeholder::Last,
        Placeholder::F,
        Placeholder::L,
        Placeholder::Vendor,
        Placeholder::Mailbox,
        Placeholder::System,
        Placeholder::Purpose,
    ];

    /// What stands between the braces.
    pub fn id(self) -> &'static str {
        match self {
            Placeholder::First => "first",
            Placeholder::Last => "last",
            Placeholder::F => "f",
            Placeholder::L => "l",
            Placeholder::Vendor => "vendor",
            Placeholder::Mailbox => "mailbox",
            Placeholder::System => "system",
            Placeholder::Purpose => "purpose",
        }
    }

    /// What it is, to complete “the rule needs …”.
    pub fn in_words(self) -> &'static str {
        match self {
            Placeholder::First | Placeholder::F => "a first name that can be written in plain letters",
            Placeholder::Last | Placeholder::L => "a surname that can be written in plain letters",
            Placeholder::Vendor => "the company that the person works for",
            Placeholder::Mailbox => "an e-mail address",
            Placeholder::System => "a name whose first word is the system, such as “Shop: export”",
            Placeholder::Purpose => "a name whose later words are the purpose, such as “Shop: export”",
        }
    }
}

impl Template {
    /// The login that the rule makes, or the part that is missing. It may be taken, too long or
    /// too short: [`Template::preview`] says so.
    pub fn fill(&self, parts: &Parts) -> Result<String, Placeholder> {
        let filled = self.0.iter().map(|piece| match piece {
            Piece::Plain(text) => Ok(text.clone()),
            Piece::Part(part) => parts.get(*part).filter(|text| !text.is_empty()).ok_or(*part),
        });
        filled.collect()
    }

    /// What the rule makes of an account, as one types.
    pub fn preview(&self, parts: &Parts, directory: &Directory) -> Preview {
        let owner = |login: &str| directory.same_account(login).or_else(|| directory.by_email(login));
        let wanted = match self.fill(parts) {
            Err(missing) => return Preview { login: None, notes: vec![NamingNote::Needs(missing)] },
            Ok(wanted) => wanted,
        };
        if let Err(why) = Login::parse(&wanted) {
            return Preview { login: None, notes: vec![NamingNote::NotALogin(why)] };
        }
        let taken = owner(&wanted).map(|person| NamingNote::Taken(person.login.clone()));
        let login = numbered_until_free(&wanted, |login| owner(login).is_some());
        let alike = login.as_ref().and_then(|login| look_alike(login, directory));
        let alike = alike.map(|person| NamingNote::LooksLike(person.login.clone()));
        Preview { login, notes: taken.into_iter().chain(alike).collect() }
    }

    /// A valid login that is not taken, if the rule makes one.
    pub(crate) fn free(&self, parts: &Parts, taken: impl Fn(&str) -> bool) -> Option<Login> {
        let wanted = self.fill(parts).ok().filter(|wanted| Login::parse(wanted).is_ok())?;
        numbered_until_free(&wanted, taken)
    }

    /// Whether a login is one that the rule makes of these parts, with or without a number at its end.
    pub fn makes(&self, login: &str, parts: &Parts) -> Result<bool, Placeholder> {
        let (login, wanted) = (login.trim().to_lowercase(), self.fill(parts)?.to_lowercase());
        Ok(login.strip_prefix(&wanted).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit())))
    }
}

impl Parts {
    /// The parts of a case.
    pub fn of(case: &Case) -> Self {
        Self {
            full_name: case.full_name.clone(),
            email: case.email.clone(),
            organisation: case.engagement.organisation.clone(),
        }
    }

    fn get(&self, part: Placeholder) -> Option<String> {
        let initial = |text: &String| text.chars().take(1).collect();
        match part {
            Placeholder::First => name_words(&self.full_name)?.first().cloned(),
            // Whoever has one name only has no surname.
            Placeholder::Last => name_words(&self.full_name)?.get(1..)?.last().cloned(),
            Placeholder::F => self.get(Placeholder::First).as_ref().map(initial),
            Placeholder::L => self.get(Placeholder::Last).as_ref().map(initial),
            Placeholder::Vendor => match company(&self.organisation)? {
                empty if empty.is_empty() => vendor(self.email.split_once('@')?.1),
                company => Some(company),
            },
            Placeholder::Mailbox => mailbox(&self.email),
            Placeholder::System => joined(self.system_and_purpose().0),
            Placeholder::Purpose => joined(self.system_and_purpose().1),
        }
    }

    /// “Shop: nightly export” is the export of the shop, and so is “Shop export”.
    fn system_and_purpose(&self) -> (&str, &str) {
        let name = self.full_name.trim();
        name.split_once(':').or_else(|| name.split_once(char::is_whitespace)).unwrap_or((name, ""))
    }
}

/// `brightside-media` from "Brightside Media GmbH".
fn company(name: &str) -> Option<String> {
    const FORMS: [&str; 16] =
        ["ab", "ag", "bv", "co", "gmbh", "inc", "kg", "limited", "llc", "llp", "ltd", "nv", "oy", "plc", "sa", "sarl"];
    let words = words_of(name)?;
    let own = words.iter().filter(|word| !FORMS.contains(&word.as_str()));
    let own: Vec<&str> = own.map(String::as_str).collect();
    Some(own.join("-"))
}

fn joined(text: &str) -> Option<String> {
    words_of(text).map(|words| words.join("-"))
}

fn words_of(text: &str) -> Option<Vec<String>> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '&' | '/' | '_' | ':'));
    words.map(romanised).filter(|word| word.as_deref() != Some("")).collect()
}

impl FromStr for Template {
    type Err = BadTemplate;

    fn from_str(typed: &str) -> Result<Self, BadTemplate> {
        let mut rest = typed.trim();
        if rest.is_empty() {
            return Err(BadTemplate::Empty);
        }
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            let (plain, after) = rest.split_at(rest.find(['{', '}']).unwrap_or(rest.len()));
            if let Some(bad) =
                plain.chars().find(|c| matches!(Login::parse(&format!("xx{c}x")), Err(BadLogin::BadCharacter(_))))
            {
                return Err(BadTemplate::BadCharacter(bad));
            }
            if !plain.is_empty() {
                pieces.push(Piece::Plain(plain.to_owned()));
            }
            rest = after;
            if let Some(after) = rest.strip_prefix('{') {
                let (id, after) = after.split_once('}').ok_or_else(|| BadTemplate::Unclosed(after.to_owned()))?;
                let named = |part: &Placeholder| part.id() == id.trim().to_lowercase();
                let part = Placeholder::ALL.into_iter().find(named);
                pieces.push(Piece::Part(part.ok_or_else(|| BadTemplate::Unknown(id.trim().to_owned()))?));
                rest = after;
            } else if !rest.is_empty() {
                return Err(BadTemplate::Unopened);
            }
        }
        match pieces.iter().any(|piece| matches!(piece, Piece::Part(_))) {
            true => Ok(Self(pieces)),
            false => Err(BadTemplate::NothingToFill),
        }
    }
}

impl fmt::Display for Template {
    /// As it can be typed again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Plain(text) => f.write_str(text),
            Piece::Part(part) => write!(f, "{{{}}}", part.id()),
        })
    }
}

impl NamingNote {
    /// What it is and what to do, beside the field.
    pub fn sentence(&self) -> String {
        match self {
            NamingNote::Needs(part) => format!("The rule needs {}.", part.in_words()),
            NamingNote::NotALogin(why) => format!("The rule makes no login here: {why}."),
            NamingNote::Taken(login) => format!("Taken by {login}, so a number was added. Is it the same person?"),
            NamingNote::LooksLike(login) => format!("Easily taken for {login}, which exists. Is it the same person?"),
        }
    }
}

#[cfg(test)]
mod tests;
