//! What a person is told about a change of their access, in their language.
//!
//! It is made from an entry of the ledger, which holds no secret; what people typed, or Matomo told, goes through
//! the form of [`crate::Words`] once more, so that nothing that looks like a token leaves with it.

mod de;
mod en;
mod es;
mod fr;
mod say;

use crate::{Account, Day, Entry, SiteChange, TokenAction, TokenStep, Touched, What, Why, link, words::plain};
use access::Grant;
use matomo_api::{Capability, Login, Role};
use onboarding::{
    Language, dates,
    papers::{Block, Document, House},
};
use say::Say;

/// A message to somebody whose access changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Their address, where known.
    pub to: Option<String>,
    /// The message: its title is the subject.
    pub document: Document,
}

impl Notification {
    /// What to tell somebody about an entry. `None` if it changed nothing of theirs: then there is nothing to tell.
    /// The house tells whom to ask.
    pub fn of(entry: &Entry, login: &Login, language: Language, house: &House) -> Option<Self> {
        let voice = Voice { language, host: entry.head().instance.shown(), house };
        match entry.what() {
            What::TokenStep(step) if step.owner == *login => voice.of_token(step),
            What::PlanApplied(_) | What::Declared(_) if !login.is_anonymous() => {
                let mut people = entry.what().people().iter();
                let one = people.find(|one| one.login == *login && !one.is_same())?;
                Some(voice.of_person(one, entry.what().why()))
            }
            _ => None,
        }
    }

    /// One line.
    pub fn subject(&self) -> &str {
        &self.document.title
    }

    /// Plain text for the mail, without the subject; lines end with `\n`.
    pub fn text(&self) -> String {
        link::body(&self.document)
    }

    /// A whole HTML page.
    pub fn html(&self) -> String {
        self.document.html()
    }

    /// The message as a link that opens the mail program, of less than 1,900 characters. What does not fit is cut,
    /// and the text says so.
    pub fn mailto(&self) -> String {
        link::mailto(self.to.as_deref(), &self.document, say::sentence(self.document.language, Say::Cut))
    }
}

struct Voice<'a> {
    language: Language,
    host: &'a str,
    house: &'a House,
}

impl Voice<'_> {
    fn of_person(&self, one: &Touched, why: Option<&Why>) -> Notification {
        let (subject, lead) = match (one.before, one.after) {
            (_, Account::Missing) => (Say::SubjectGone, Say::LeadGone),
            (Account::Missing, _) => (Say::SubjectNew, Say::LeadNew),
            _ => (Say::SubjectChanged, Say::LeadChanged),
        };
        let mut blocks =
            vec![Block::Paragraph(self.say(Say::Greeting)), Block::Paragraph(self.tell(lead, &[("host", self.host)]))];
        let differs = |site: &&SiteChange| site.before != site.after;
        let sites: Vec<&SiteChange> = one.sites.iter().filter(differs).collect();
        if one.before != Account::Missing {
            blocks.push(Block::Heading(self.say(Say::Previous)));
            blocks.push(Block::List(self.held(one.before, &sites, |site| site.before.as_ref(), false)));
        }
        if one.after != Account::Missing {
            blocks.push(Block::Heading(self.say(Say::Updated)));
            blocks.push(Block::List(self.held(one.after, &sites, |site| site.after.as_ref(), true)));
        }
        let (effective, token) = match one.after {
            Account::Missing => (Say::EffectiveGone, Say::TokenGone),
            Account::Invited => (Say::EffectiveInvited, Say::TokenNone),
            _ if one.before == Account::Missing => (Say::EffectiveNew, Say::TokenNone),
            _ => (Say::EffectiveNow, Say::TokenSame),
        };
        let facts = vec![(self.say(Say::Effective), self.say(effective)), (self.say(Say::Token), self.say(token))];
        self.done(subject, Some(one.name()), blocks, facts, why)
    }

    /// A step with a token that its owner has to know of.
    fn of_token(&self, step: &TokenStep) -> Option<Notification> {
        let told = match step.what {
            TokenAction::Made => Say::TokenMade,
            TokenAction::Replaced => Say::TokenReplaced,
            TokenAction::ProvenDead => Say::TokenDead,
            TokenAction::Emergency => Say::TokenEmergency,
            TokenAction::Declared | TokenAction::Worked | TokenAction::Forgotten => return None,
        };
        let blocks = vec![
            Block::Paragraph(self.say(Say::Greeting)),
            Block::Paragraph(self.tell(Say::LeadToken, &[("host", self.host)])),
        ];
        let facts = vec![(self.say(Say::Token), self.say(told))];
        Some(self.done(Say::SubjectToken, None, blocks, facts, Some(&step.why)))
    }

    /// With why, by whose leave, until when, and whom to ask.
    fn done(
        &self,
        subject: Say,
        name: Option<&str>,
        mut blocks: Vec<Block>,
        mut facts: Vec<(String, String)>,
        why: Option<&Why>,
    ) -> Notification {
        let day = |day: Day| dates::long(day.0, self.language);
        if let Some(why) = why {
            let approved = why.approval.as_ref().map(|approval| approval.who.to_string());
            let told = [
                (Say::Reason, why.reason.to_string()),
                (Say::ApprovedBy, approved.unwrap_or_default()),
                (Say::Ticket, why.ticket.to_string()),
                (Say::LastDay, why.ends.map(day).unwrap_or_default()),
                (Say::Review, why.review.map(day).unwrap_or_default()),
            ];
            facts.extend(
                told.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| (self.say(label), value)),
            );
        }
        blocks.push(Block::Facts(facts));
        blocks.push(Block::Paragraph(self.say(Say::Never)));
        let contact: Vec<String> = self.house.contact.lines().map(plain).filter(|line| !line.is_empty()).collect();
        if !contact.is_empty() {
            blocks.push(Block::Heading(self.say(Say::Contact)));
            blocks.push(Block::Lines(contact));
        }
        let title = self.tell(subject, &[("host", self.host)]);
        // Where no address is known the name is a login.
        let to = name.filter(|name| name.contains('@')).map(str::to_owned);
        Notification { to, document: Document { language: self.language, title, blocks } }
    }

    /// What somebody had or has: of the sites those that differ.
    fn held(
        &self,
        account: Account,
        sites: &[&SiteChange],
        grant: fn(&SiteChange) -> Option<&Grant>,
        is_after: bool,
    ) -> Vec<String> {
        if account == Account::SuperUser {
            return vec![self.tell(Say::Everything, &[("role", role(self.language, None))])];
        }
        let none = self.say(Say::NoAccess);
        let line = |site: &&SiteChange| {
            let access = grant(site).map_or_else(|| none.clone(), |grant| self.grant(grant));
            let new = is_after && site.before.is_none();
            let (id, name) = (site.id.to_string(), plain(&site.name));
            let phrase = match (name.is_empty(), new) {
                (true, false) => Say::Nameless,
                (true, true) => Say::NamelessNew,
                (false, false) => Say::Site,
                (false, true) => Say::SiteNew,
            };
            self.tell(phrase, &[("site", &name), ("id", &id), ("access", &access)])
        };
        let mut lines: Vec<String> = sites.iter().map(line).collect();
        if lines.is_empty() {
            lines.push(self.say(Say::AnAccount));
        }
        lines
    }

    fn grant(&self, grant: &Grant) -> String {
        let more = grant.capabilities.iter().map(Capability::as_str);
        let words = std::iter::once(role(self.language, Some(grant.role))).chain(more);
        words.collect::<Vec<_>>().join(" + ")
    }

    fn say(&self, what: Say) -> String {
        say::sentence(self.language, what).to_owned()
    }

    fn tell(&self, what: Say, slots: &[(&str, &str)]) -> String {
        say::filled(say::sentence(self.language, what), slots)
    }
}

/// A role by the name that Matomo's screens give it, as on the sheet; `None`: super user.
fn role(language: Language, role: Option<Role>) -> &'static str {
    let [view, write, admin, super_user] = match language {
        Language::En => ["View", "Write", "Admin", "Super user"],
        Language::De => ["Ansicht", "Schreiben", "Administrator", "Hauptadministrator"],
        Language::Fr => ["Vue", "Ecriture", "Administration", "Super utilisateur"],
        Language::Es => ["Ver", "Escritura", "Administrador", "Superusuario"],
    };
    match role {
        Some(Role::View) => view,
        Some(Role::Write) => write,
        Some(Role::Admin) => admin,
        None => super_user,
    }
}

#[cfg(test)]
mod tests;
