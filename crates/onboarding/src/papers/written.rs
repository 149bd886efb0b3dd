//! Notification, ticket comment, approval request and change record.

use super::{Block, Document, Mail, Papers, SiteChange, words::Say};
use crate::{
    dates,
    sheet::{
        RoleNote, SiteRow,
        words::{Phrase, Voice},
    },
};
use matomo_api::{Role, SiteId};

type Labelled = (String, String);

impl Papers {
    /// The mail to the person: what is open, and how to get in. For an account that was there
    /// already: what has changed.
    pub fn notification(&self) -> Mail {
        let (voice, sheet) = (self.voice, &self.sheet);
        let host = [("host", self.host.as_str())];
        let (subject, lead) = match self.is_new {
            true => (voice.line(Phrase::MailSubject, &host), voice.say(Phrase::MailLead)),
            false => (self.tell_with(Say::NoticeSubject, &host), self.tell(Say::NoticeLead)),
        };
        let mut blocks = vec![
            Block::Paragraph(voice.line(Phrase::MailGreeting, &[("name", &sheet.name)])),
            Block::Paragraph(lead),
            Block::Facts(sheet.facts.iter().map(|fact| (fact.label.clone(), fact.value.clone())).collect()),
        ];
        let mut brief = blocks.clone();
        brief.push(Block::Paragraph(self.tell(Say::Enclosed)));
        brief.push(Block::Lines(self.contact.clone()));
        if !self.is_new {
            blocks.extend(self.changes());
        }
        blocks.extend([
            Block::Heading(sheet.sign_in.heading.clone()),
            Block::Steps(sheet.sign_in.steps.clone()),
            Block::Heading(sheet.sites.heading.clone()),
            Block::List(sheet.sites.rows.iter().map(|row| site(voice, row)).collect()),
            Block::Paragraph(sheet.sites.note.clone()),
        ]);
        let reasons = facts([self.purpose_fact(), self.approved(), self.reference(), self.review()]);
        blocks.extend((!reasons.is_empty()).then_some(Block::Facts(reasons)));
        blocks.push(Block::Paragraph(sheet.never.clone()));
        if !self.contact.is_empty() {
            blocks.push(Block::Heading(voice.say(Phrase::Contact)));
            blocks.push(Block::Lines(self.contact.clone()));
        }
        Mail::new(self.email.clone(), self.document(subject, blocks), brief)
    }

    /// A comment for the ticket: what was done, to be pasted. As Markdown, or as plain text.
    pub fn ticket_comment(&self) -> Document {
        let title = if self.is_new { Say::TicketNew } else { Say::TicketChanged };
        let known = [
            Some(self.person()),
            self.address(),
            self.granted_by(),
            self.approved(),
            self.reference(),
            Some(self.duration()),
            self.review(),
            Some(self.proof()),
        ];
        let mut blocks = vec![Block::Facts(facts(known))];
        blocks.extend(self.changes());
        blocks.push(Block::Paragraph(self.tell(Say::NoSecret)));
        self.document(self.tell_with(title, &[("login", &self.login)]), blocks)
    }

    /// The mail to whoever approves, before anything is granted.
    pub fn approval_request(&self) -> Mail {
        let known = [
            Some(self.person()),
            self.organisation(),
            self.fact(Phrase::Login, Some(self.login.clone())),
            self.fact(Phrase::Email, self.email.clone()),
            self.address(),
            self.fact(Phrase::AskedForBy, Some(self.asked_for_by.clone())),
            self.purpose_fact(),
            self.justification(),
            self.reference(),
            Some(self.duration()),
            self.review(),
            self.data(),
            self.regulations(),
            self.told(Say::Approver, Some(self.approver.clone())),
        ];
        let held = |access: fn(&SiteChange) -> Option<&String>| -> Vec<String> {
            let line = |site: &SiteChange| {
                let (id, access) = (site.id.to_string(), access(site)?);
                Some(self.tell_with(Say::Held, &[("site", &site.name), ("id", &id), ("access", access)]))
            };
            self.sites.iter().filter_map(line).collect()
        };
        let mut current = held(|site| site.before.as_ref());
        if current.is_empty() {
            current.push(self.tell(if self.is_new { Say::NoAccount } else { Say::NothingHeld }));
        }
        let means = |note: &RoleNote| {
            self.tell_with(Say::RoleMeans, &[("role", &note.name), ("can", &note.can), ("cannot", &note.cannot)])
        };
        let roles = &self.sheet.roles;
        let reason = |(id, site, reason): &(SiteId, String, String)| {
            self.tell_with(Say::Held, &[("site", site), ("id", &id.to_string()), ("access", reason)])
        };
        let lead = [Block::Paragraph(self.tell(Say::ApprovalLead)), Block::Facts(facts(known))];
        let answer = [
            Block::Heading(self.tell(Say::Answer)),
            Block::Lines(vec![self.tell(Say::Approve), self.tell(Say::Refuse)]),
        ];
        let brief = [lead.to_vec(), self.changes().to_vec(), answer.to_vec()].concat();
        let mut access = vec![
            Block::Heading(self.tell(Say::Current)),
            Block::List(current),
            Block::Heading(self.tell(Say::Requested)),
            Block::List(held(|site| site.after.as_ref())),
        ];
        if !self.reasons.is_empty() {
            access.push(Block::Heading(self.tell_with(Say::WhyAdmin, &[("role", self.voice.role(Some(Role::Admin)))])));
            access.push(Block::List(self.reasons.iter().map(reason).collect()));
        }
        access.push(Block::Heading(roles.heading.clone()));
        access.push(Block::List(roles.notes.iter().map(means).collect()));
        let blocks = [lead.to_vec(), access, answer.to_vec()].concat();
        // Who approves is known by name; the address is typed in the mail program.
        let title = self.tell_with(Say::ApprovalTitle, &[("name", &self.sheet.name)]);
        Mail::new(None, self.document(title, blocks), brief)
    }

    /// The record to keep: what was granted, by whom, by whose leave, and that it is so.
    pub fn change_record(&self) -> Document {
        let who = [
            Some(self.person()),
            self.organisation(),
            self.fact(Phrase::Login, Some(self.login.clone())),
            self.fact(Phrase::Email, self.email.clone()),
            self.address(),
        ];
        let why = [
            self.purpose_fact(),
            self.justification(),
            self.fact(Phrase::AskedForBy, Some(self.asked_for_by.clone())),
            self.approved(),
            self.reference(),
            self.data(),
            self.regulations(),
        ];
        let done = [
            self.granted_by(),
            self.told(Say::CarriedOut, Some(self.day(self.issued))),
            Some(self.duration()),
            self.review(),
            Some(self.proof()),
            self.told(Say::Console, self.facts.console.clone()),
        ];
        let mut blocks = vec![Block::Facts(facts(who))];
        blocks.extend(self.changes());
        for (heading, known) in [(Say::Reasons, facts(why)), (Say::Doing, facts(done))] {
            if !known.is_empty() {
                blocks.extend([Block::Heading(self.tell(heading)), Block::Facts(known)]);
            }
        }
        blocks.extend(self.arranged());
        blocks.push(Block::Paragraph(self.tell(Say::NoSecret)));
        self.document(self.tell_with(Say::RecordTitle, &[("login", &self.login)]), blocks)
    }

    /// Only what differs: `Shop (id 2): View → Write`.
    fn changes(&self) -> [Block; 2] {
        let nothing = self.tell(Say::NoAccess);
        let line = |site: &SiteChange| {
            let (before, after) = (site.before.as_ref().unwrap_or(&nothing), site.after.as_ref().unwrap_or(&nothing));
            let id = site.id.to_string();
            self.tell_with(Say::Change, &[("site", &site.name), ("id", &id), ("before", before), ("after", after)])
        };
        let mut lines: Vec<String> = self.sites.iter().filter(|site| site.before != site.after).map(line).collect();
        if lines.is_empty() {
            lines.push(self.tell(Say::NothingNew));
        }
        [Block::Heading(self.tell(Say::Changes)), Block::List(lines)]
    }

    fn document(&self, title: String, blocks: Vec<Block>) -> Document {
        Document { language: self.voice.language, title, blocks }
    }

    pub(super) fn tell(&self, what: Say) -> String {
        self.voice.tell(what, &[])
    }

    pub(super) fn tell_with(&self, what: Say, slots: &[(&str, &str)]) -> String {
        self.voice.tell(what, slots)
    }

    fn fact(&self, label: Phrase, value: Option<String>) -> Option<Labelled> {
        Some((self.voice.say(label), value?))
    }

    fn told(&self, label: Say, value: Option<String>) -> Option<Labelled> {
        Some((self.tell(label), value?))
    }

    fn person(&self) -> Labelled {
        (self.tell(Say::Person), self.sheet.name.clone())
    }

    fn address(&self) -> Option<Labelled> {
        self.told(Say::Address, Some(self.address.clone()))
    }

    fn purpose_fact(&self) -> Option<Labelled> {
        self.told(Say::Purpose, Some(self.purpose.clone()))
    }

    fn justification(&self) -> Option<Labelled> {
        self.told(Say::Justification, Some(self.justification.clone()))
    }

    fn reference(&self) -> Option<Labelled> {
        self.fact(Phrase::Reference, Some(self.reference.clone()))
    }

    fn review(&self) -> Option<Labelled> {
        self.fact(Phrase::Review, self.review.map(|day| self.day(day)))
    }

    fn data(&self) -> Option<Labelled> {
        self.told(Say::Data, Some(self.data.clone()))
    }

    fn regulations(&self) -> Option<Labelled> {
        self.told(Say::Regulations, Some(self.regulations.clone()))
    }

    fn granted_by(&self) -> Option<Labelled> {
        self.told(Say::GrantedBy, self.issuer.clone())
    }

    fn approved(&self) -> Option<Labelled> {
        let value = match self.approved_on {
            _ if self.approver.is_empty() => String::new(),
            Some(day) => self.tell_with(Say::WhoAndWhen, &[("who", &self.approver), ("day", &self.day(day))]),
            None => self.approver.clone(),
        };
        self.fact(Phrase::ApprovedBy, Some(value))
    }

    fn organisation(&self) -> Option<Labelled> {
        self.told(Say::Organisation, Some(self.organisation.clone()))
    }

    fn duration(&self) -> Labelled {
        let from = self.day(self.from);
        let span = match self.ends {
            Some(ends) => self.tell_with(Say::Span, &[("from", &from), ("until", &self.day(ends))]),
            None => self.tell_with(Say::Open, &[("from", &from)]),
        };
        (self.tell(Say::Duration), span)
    }

    fn proof(&self) -> Labelled {
        let value = match self.facts.read_back {
            None => self.tell(Say::NotRead),
            Some(read) => {
                let moment = dates::moment(read.at, self.voice.language);
                let result = if read.as_planned { Say::AsPlanned } else { Say::NotAsPlanned };
                self.tell_with(result, &[("moment", &moment)])
            }
        };
        (self.tell(Say::Proof), value)
    }
}

/// What is known: a label without a value is left out.
fn facts<const N: usize>(known: [Option<Labelled>; N]) -> Vec<Labelled> {
    known.into_iter().flatten().filter(|(_, value)| !value.is_empty()).collect()
}

/// A site on one line. The name comes last: what turns the direction of text ends with the line.
fn site(voice: Voice, row: &SiteRow) -> String {
    let slots = [("role", row.role_name.as_str()), ("can", &row.can), ("ids", &row.ids), ("name", &row.name)];
    voice.line(Phrase::MailSite, &slots)
}
