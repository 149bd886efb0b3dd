//! The text that asks for an approval, before a plan is applied. It goes within the company, in English.

use crate::{Why, link, words::plain};
use access::{Change, Directory, Line, Plan, State, Subject, in_words};
use matomo_api::{Email, Login, MatomoUrl};
use onboarding::{
    Language, dates,
    papers::{Block, Document},
};
use std::collections::{BTreeMap, BTreeSet};

/// So many people are told one by one.
const PEOPLE: usize = 30;
/// Said in a link that holds less than the whole.
const CUT: &str =
    "[A mail link holds no more: the rest of this request was cut. Copy the whole text from Lanyard instead.]";

/// What an approval is asked for.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// What shall change.
    pub plan: &'a Plan,
    /// What it was made from.
    pub directory: &'a Directory,
    /// Why, until when, and by which ticket.
    pub why: &'a Why,
    /// Who is asked, as it was typed; may be empty.
    pub approver: &'a str,
    /// Who asks, where Matomo lets one know.
    pub requester: Option<&'a Login>,
    /// The Matomo.
    pub instance: &'a MatomoUrl,
}

impl Request<'_> {
    /// The request as a paper: text for a mail, Markdown for a ticket.
    pub fn document(&self) -> Document {
        let lines = self.lines();
        let mut blocks = vec![
            Block::Paragraph("Please decide on this request. Nothing is changed before your answer.".to_owned()),
            Block::Facts(self.facts()),
            Block::Heading("Risks".to_owned()),
            Block::List(self.risks()),
        ];
        if lines.len() > PEOPLE {
            blocks.extend(counted(&lines));
        }
        for (login, lines) in lines.iter().take(PEOPLE) {
            blocks.extend(self.person(login, lines));
        }
        blocks.push(Block::Heading("Your answer".to_owned()));
        blocks.push(Block::Lines(vec!["[ ] Approved. Name, date:".into(), "[ ] Refused. Reason, name, date:".into()]));
        let whose = match lines.keys().next() {
            Some(only) if lines.len() == 1 => only.to_string(),
            _ => format!("{} people", lines.len()),
        };
        Document { language: Language::En, title: format!("Request for approval: access of {whose} to Matomo"), blocks }
    }

    /// The request as a link that opens the mail program, of less than 1,900 characters. What does not fit is cut,
    /// and the text says so.
    pub fn mailto(&self, to: Option<&Email>) -> String {
        link::mailto(to.map(Email::as_str), &self.document(), CUT)
    }

    /// What changes, by login.
    fn lines(&self) -> BTreeMap<Login, Vec<Line>> {
        let mut people: BTreeMap<Login, Vec<Line>> = BTreeMap::new();
        for line in self.plan.lines(self.directory) {
            people.entry(line.subject.login().clone()).or_default().push(line);
        }
        people
    }

    fn facts(&self) -> Vec<(String, String)> {
        let Why { reason, ticket, ends, review, .. } = self.why;
        let day = |day: crate::Day| dates::long(day.0, Language::En);
        let duration = ends.map_or_else(|| "permanent".to_owned(), |ends| format!("until {}", day(ends)));
        let facts = [
            ("Change", self.plan.sentence()),
            ("Matomo", self.instance.as_str().to_owned()),
            ("Justification", reason.to_string()),
            ("Ticket", ticket.to_string()),
            ("Duration", duration),
            ("Next review", review.map(day).unwrap_or_default()),
            ("Requested by", self.requester.map(Login::to_string).unwrap_or_default()),
            ("For decision by", plain(self.approver)),
        ];
        let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
        known.map(|(label, value)| (label.to_owned(), value)).collect()
    }

    fn risks(&self) -> Vec<String> {
        let own = |login: &Login| Some(login) == self.directory.caller();
        let sentence = |risk: &access::Risk| match (risk, self.directory.caller()) {
            // Who reads it is somebody else.
            (access::Risk::OwnAccess, Some(caller)) if self.plan.steps.iter().any(|step| own(step.change.login())) => {
                format!("{caller}, who applies it, changes their own account.")
            }
            _ => risk.sentence(),
        };
        let found: Vec<String> = self.plan.risks().iter().map(sentence).collect();
        if found.is_empty() { vec!["None that Lanyard knows of.".to_owned()] } else { found }
    }

    /// One person: what they have, and what is asked for.
    fn person(&self, login: &Login, lines: &[Line]) -> Vec<Block> {
        let person = self.directory.person(login.as_str());
        let made = self.plan.steps.iter().find_map(|step| match &step.change {
            Change::Invite { login: new, email, .. } | Change::Create { login: new, email, .. } if new == login => {
                Some(email)
            }
            _ => None,
        });
        let user = match person.and_then(|person| person.email.as_ref()).or(made) {
            Some(email) if email.as_str() != login.as_str() => format!("{email} ({login})"),
            _ => login.to_string(),
        };
        let current = match person.or(self.directory.anonymous().filter(|_| login.is_anonymous())) {
            Some(person) => in_words(person, self.directory).iter().map(|sentence| plain(sentence)).collect(),
            None if login.is_anonymous() => vec!["Visitors who are not signed in may see nothing.".to_owned()],
            None => vec!["There is no account yet.".to_owned()],
        };
        vec![
            Block::Heading(format!("User: {user}")),
            Block::Paragraph("Current access:".to_owned()),
            Block::List(current),
            Block::Paragraph("Requested access:".to_owned()),
            Block::List(lines.iter().map(requested).collect()),
        ]
    }
}

/// A difference in words: "Shop (1): view → admin".
fn requested(line: &Line) -> String {
    let what = match &line.subject {
        Subject::Account(_) => "Account".to_owned(),
        Subject::Site { id, name, .. } if name.is_empty() => format!("Site {id}"),
        Subject::Site { id, name, .. } => format!("{} ({id})", plain(name)),
        Subject::Preference(_, preference) => preference.name().to_owned(),
    };
    format!("{what}: {} → {}", line.before.in_words(), plain(&line.after.in_words()))
}

/// Many people's changes by kind.
fn counted(people: &BTreeMap<Login, Vec<Line>>) -> Vec<Block> {
    let mut kinds: BTreeMap<String, (usize, BTreeSet<&Login>)> = BTreeMap::new();
    for line in people.values().flatten() {
        let what = match (&line.before, &line.after) {
            (State::Account(_), State::Account(_)) => "account, ",
            _ => "",
        };
        let kind = kinds.entry(format!("{what}{} → {}", line.before.in_words(), line.after.in_words())).or_default();
        kind.0 += 1;
        kind.1.insert(line.subject.login());
    }
    let told = kinds
        .into_iter()
        .map(|(kind, (count, of))| format!("{}: {count} of {}", plain(&kind), people_in_words(of.len())));
    vec![
        Block::Heading("All changes by kind".to_owned()),
        Block::List(told.collect()),
        Block::Paragraph(format!(
            "The first {PEOPLE} of {} people follow; the others are in the plan itself.",
            people.len()
        )),
    ]
}

fn people_in_words(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

#[cfg(test)]
mod tests;
