//! What somebody says of a token: fields for it, and what is wrong with what was typed.

use crate::components::{Note, SelectField, TextAreaField, TextField};
use leptos::prelude::*;
use matomo_api::methods::TokenDescription;
use onboarding::{dates, holds_token};
use time::Date;
use tokens::Entry;

/// The longest purpose and name of a system, in characters.
const LONGEST: usize = 200;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub name: String,
    pub purpose: String,
    /// One to a line.
    pub systems: String,
    /// The day as `YYYY-MM-DD`.
    pub made: String,
    /// The day, likewise; empty if there is none, or none is known.
    pub ends: String,
    pub post_only: Option<bool>,
}

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Name,
    Purpose,
    Systems,
    Made,
    Ends,
}

impl Typed {
    /// What is known already.
    pub fn of(entry: &Entry) -> Self {
        let day = |at| dates::iso(dates::of_seconds(at));
        Self {
            name: entry.name.clone(),
            purpose: entry.purpose.clone(),
            systems: entry.systems.join("\n"),
            made: day(entry.created),
            ends: entry.ends.map(day).unwrap_or_default(),
            post_only: entry.post_only,
        }
    }

    fn systems(&self) -> Vec<String> {
        let lines = self.systems.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut systems: Vec<String> = Vec::new();
        for line in lines {
            if !systems.iter().any(|own| own == line) {
                systems.push(line.to_owned());
            }
        }
        systems
    }

    /// Everything that is wrong, in the order of the fields.
    pub fn problems(&self, today: Date) -> Vec<(Part, String)> {
        let mut found = Vec::new();
        let mut wrong = |part, why: &str| found.push((part, why.to_owned()));
        const TOKEN: &str = "This looks like a token. None may stand here: it would be kept in this browser.";
        match TokenDescription::parse(&self.name) {
            _ if holds_token(&self.name) => wrong(Part::Name, TOKEN),
            Ok(_) => {}
            Err(why) => wrong(Part::Name, &sentence(&why.to_string())),
        }
        if holds_token(&self.purpose) {
            wrong(Part::Purpose, TOKEN);
        } else if self.purpose.trim().chars().count() > LONGEST {
            wrong(Part::Purpose, &format!("At most {LONGEST} characters."));
        }
        let systems = self.systems();
        if holds_token(&self.systems) {
            wrong(Part::Systems, TOKEN);
        } else if systems.len() > 50 || systems.iter().any(|system| system.chars().count() > LONGEST) {
            wrong(Part::Systems, &format!("At most 50 systems, each in at most {LONGEST} characters."));
        }
        let made = dates::parse(&self.made);
        match made {
            None => wrong(Part::Made, "Choose the day on which it was made."),
            Some(made) if made > today => wrong(Part::Made, "This day has not come yet."),
            Some(_) => {}
        }
        if !self.ends.trim().is_empty() {
            match dates::parse(&self.ends) {
                None => wrong(Part::Ends, "This is no day. Leave it empty if it never ends, or nobody knows."),
                Some(ends) if made.is_some_and(|made| ends < made) => {
                    wrong(Part::Ends, "It cannot end before it was made.");
                }
                Some(_) => {}
            }
        }
        found
    }

    /// Writes it down. A day that was not changed keeps its hour.
    pub fn write_to(&self, entry: &mut Entry) {
        let at = |typed: &str, was: Option<i64>| {
            let day = dates::parse(typed)?;
            let same = was.filter(|was| dates::of_seconds(*was) == day);
            Some(same.unwrap_or_else(|| day.midnight().assume_utc().unix_timestamp()))
        };
        entry.name = self.name.trim().to_owned();
        entry.purpose = self.purpose.trim().to_owned();
        entry.systems = self.systems();
        entry.created = at(&self.made, Some(entry.created)).unwrap_or(entry.created);
        entry.ends = at(&self.ends, entry.ends);
        entry.post_only = self.post_only;
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// The fields.
#[derive(Clone, Copy)]
pub struct Form {
    name: RwSignal<String>,
    purpose: RwSignal<String>,
    systems: RwSignal<String>,
    made: RwSignal<String>,
    ends: RwSignal<String>,
    post_only: RwSignal<String>,
    /// What is wrong is told from the first try on.
    pub tried: RwSignal<bool>,
    today: Date,
}

/// The element of the first field.
pub const FIRST: &str = "token-name";

impl Form {
    /// With what is known.
    pub fn new(typed: Typed, today: Date) -> Self {
        let post_only = typed.post_only.map_or("", |only| if only { "yes" } else { "no" });
        Self {
            name: RwSignal::new(typed.name),
            purpose: RwSignal::new(typed.purpose),
            systems: RwSignal::new(typed.systems),
            made: RwSignal::new(typed.made),
            ends: RwSignal::new(typed.ends),
            post_only: RwSignal::new(post_only.to_owned()),
            tried: RwSignal::new(false),
            today,
        }
    }

    /// What is typed. Reactive.
    pub fn typed(self) -> Typed {
        Typed {
            name: self.name.get(),
            purpose: self.purpose.get(),
            systems: self.systems.get(),
            made: self.made.get(),
            ends: self.ends.get(),
            post_only: match self.post_only.get().as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
        }
    }

    /// What was typed, if nothing of it is wrong; else that is told from now on.
    pub fn read(self) -> Option<Typed> {
        let typed = untrack(|| self.typed());
        self.tried.set(true);
        typed.problems(self.today).is_empty().then_some(typed)
    }

    fn notes(self, part: Part) -> Signal<Vec<Note>> {
        Signal::derive(move || {
            let wrong = if self.tried.get() { self.typed().problems(self.today) } else { Vec::new() };
            wrong.into_iter().filter(|(at, _)| *at == part).map(|(_, why)| Note::error(why)).collect()
        })
    }

    /// Name and purpose.
    pub fn what(self) -> AnyView {
        view! {
            <div class="fields">
                <TextField label="Name in Matomo" id=FIRST value=self.name notes=self.notes(Part::Name)
                    help="As its owner sees it in their list of tokens. At most 100 characters."/>
                <TextField label="Purpose" value=self.purpose notes=self.notes(Part::Purpose) optional=true/>
            </div>
        }
        .into_any()
    }

    /// Where it is used and since when.
    pub fn where_and_when(self) -> AnyView {
        let choices = [("", "Not known"), ("yes", "Yes"), ("no", "No: it works in an address too")];
        let choices = choices.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
        view! {
            <TextAreaField label="Systems that use it" value=self.systems notes=self.notes(Part::Systems) optional=true
                help="One to a line. When it is replaced each is gone through."/>
            <div class="fields">
                <TextField label="Made on" kind="date" value=self.made notes=self.notes(Part::Made)/>
                <TextField label="Ends on" kind="date" value=self.ends notes=self.notes(Part::Ends) optional=true
                    help="Empty if it never ends, or nobody knows. It stops at 0:00 UTC of this day."/>
                <SelectField label="POST only" options=Signal::stored(choices) value=self.post_only/>
            </div>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use matomo_api::Login;
    use tokens::Origin;

    const TODAY: &str = "2026-11-22";

    fn good() -> Typed {
        Typed { name: "Export".into(), made: TODAY.into(), ..Typed::default() }
    }

    fn wrong(change: impl FnOnce(&mut Typed)) -> Vec<Part> {
        let mut typed = good();
        change(&mut typed);
        typed.problems(dates::parse(TODAY).unwrap()).into_iter().map(|(part, _)| part).collect()
    }

    #[test]
    fn what_cannot_be_is_told_at_its_field() {
        assert_eq!(wrong(|_| ()), []);
        assert_eq!(wrong(|typed| *typed = Typed::default()), [Part::Name, Part::Made]);
        assert_eq!(wrong(|typed| typed.name = "ü".repeat(100)), []);
        assert_eq!(wrong(|typed| typed.name = "&".repeat(21)), [Part::Name]);
        assert_eq!(wrong(|typed| typed.made = "2026-11-23".into()), [Part::Made]);
        assert_eq!(wrong(|typed| typed.ends = "2026-11-21".into()), [Part::Ends]);
        assert_eq!(wrong(|typed| typed.ends = "soon".into()), [Part::Ends]);
        assert_eq!(wrong(|typed| typed.systems = "s\n".repeat(80)), [], "the same system once");
        assert_eq!(wrong(|typed| typed.purpose = "x".repeat(201)), [Part::Purpose]);
    }

    #[test]
    fn no_token_gets_into_a_text_that_is_kept() {
        let token = "a 0123456789abcdef0123456789abcdef";
        assert_eq!(
            wrong(|typed| {
                typed.name = token.into();
                typed.purpose = token.into();
                typed.systems = token.into();
            }),
            [Part::Name, Part::Purpose, Part::Systems]
        );
    }

    #[test]
    fn a_day_that_was_not_changed_keeps_its_hour() {
        let at = 1_800_000_123;
        let mut entry = Entry::new("t", Login::parse("ann").unwrap(), Origin::Made, at);
        entry.ends = Some(at + 86_400);
        let typed = Typed { name: " New ".into(), systems: " etl \n\netl\nboards".into(), ..Typed::of(&entry) };
        typed.write_to(&mut entry);
        assert_eq!((entry.created, entry.ends, entry.name.as_str()), (at, Some(at + 86_400), "New"));
        assert_eq!(entry.systems, ["etl", "boards"]);
        let typed = Typed { made: "2026-11-01".into(), ends: String::new(), post_only: Some(true), ..typed };
        typed.write_to(&mut entry);
        assert_eq!((entry.created % 86_400, entry.ends, entry.post_only), (0, None, Some(true)));
    }
}
