//! What is wrong with a case, found field by field.

mod engagement;
mod policy;

use crate::{Case, CaseField, LONGEST, Policy, Problem, ProblemKind, Row, case::Account, dates, naming::look_alike};
use access::{Directory, Environment, Grant, Person, Plan};
use matomo_api::{Capability, Email, Login, Role, SiteId};
use time::Date;

impl Case {
    /// What is wrong with, or odd about, the case under the company's rules. Each step of the wizard
    /// shows its own: [`CaseField::step`].
    pub fn problems(&self, policy: &Policy, directory: &Directory, today: Date) -> Vec<Problem> {
        self.problems_beside(&self.rows(policy, directory), policy, directory, today)
    }

    /// The same where the [rows](Self::rows) of its list are known already.
    pub fn problems_beside(&self, rows: &[Row], policy: &Policy, directory: &Directory, today: Date) -> Vec<Problem> {
        let mut found = self.person_problems_under(rows, policy, directory, today);
        found.extend(self.access_problems_under(policy, directory));
        found
    }

    /// What is wrong with, or odd about, everything but the access: in the order of the fields.
    pub fn person_problems(&self, directory: &Directory, today: Date) -> Vec<Problem> {
        let policy = Policy::default();
        self.person_problems_under(&self.rows(&policy, directory), &policy, directory, today)
    }

    /// What is wrong with, or odd about, the access: first as a whole, then site by site.
    pub fn access_problems(&self, directory: &Directory) -> Vec<Problem> {
        self.access_problems_under(&Policy::default(), directory)
    }

    fn person_problems_under(&self, rows: &[Row], policy: &Policy, directory: &Directory, today: Date) -> Vec<Problem> {
        let mut found = Vec::new();
        if self.many {
            self.look_at_rows(rows, &mut found);
        } else {
            self.look_at_name(&mut found);
            self.look_at_account(
                directory,
                &|login| look_alike(login, directory).map(|person| person.login.clone()),
                &mut found,
            );
        }
        let days = self.look_at_invitation(directory, &mut found);
        self.look_at_end(today, days, &mut found);
        for (field, text) in [
            (CaseField::Purpose, &self.purpose),
            (CaseField::AskedForBy, &self.asked_for_by),
            (CaseField::Reference, &self.reference),
            (CaseField::Contact, &self.contact),
        ] {
            look_at_text(field, text, &mut found);
        }
        if self.contact.trim().is_empty() {
            found.push(Problem::new(CaseField::Contact, ProblemKind::NoContact));
        }
        self.look_at_engagement(today, &mut found);
        self.look_at_policy(policy, directory, today, &mut found);
        found
    }

    fn access_problems_under(&self, policy: &Policy, directory: &Directory) -> Vec<Problem> {
        let mut found = Vec::new();
        let whole = |what| Problem::new(CaseField::Access, what);
        let now = self.existing(directory);
        if self.access.is_empty() {
            found.push(whole(ProblemKind::NoSite));
        } else if now.is_some_and(|person| self.changes_nothing(directory, person)) {
            found.push(whole(ProblemKind::NothingNew));
        }
        if self.administers(directory, now, Environment::Production)
            && self.administers(directory, now, Environment::Staging)
        {
            found.push(whole(ProblemKind::ProductionAndStagingAdmin));
        }
        let sites = directory.sites();
        if sites.len() > 1 && sites.iter().all(|site| self.access.contains_key(&site.id)) {
            found.push(whole(ProblemKind::EverySite(sites.len())));
        }
        for (site, grant) in &self.access {
            self.look_at_site(policy, directory, now, *site, grant, &mut found);
        }
        found
    }

    /// How long the invitation works, in days. What Matomo takes: newer versions refuse the rest.
    pub(crate) fn days(&self) -> Option<u16> {
        let typed = self.invite_days.trim();
        let whole = typed.bytes().all(|b| b.is_ascii_digit());
        typed.parse().ok().filter(|days| whole && (1..=3650).contains(days))
    }

    pub(crate) fn look_at_name(&self, found: &mut Vec<Problem>) {
        if self.full_name.trim().is_empty() {
            found.push(Problem::new(CaseField::FullName, ProblemKind::NoName));
        }
        if self.full_name.contains(turns_direction) {
            found.push(Problem::new(CaseField::FullName, ProblemKind::DirectionMarks));
        }
        look_at_text(CaseField::FullName, &self.full_name, found);
    }

    /// Each of the two names for itself: what is wrong with one hides nothing about the other. Matomo
    /// keeps both apart from everybody's logins and addresses (seen).
    pub(crate) fn look_at_account(
        &self,
        directory: &Directory,
        alike: &dyn Fn(&Login) -> Option<Login>,
        found: &mut Vec<Problem>,
    ) {
        let email = self.about_email(directory).map(|what| Problem::new(CaseField::Email, what));
        let login = self.about_login(directory, alike).map(|what| Problem::new(CaseField::Login, what));
        found.extend(email.into_iter().chain(login));
    }

    fn about_email(&self, directory: &Directory) -> Option<ProblemKind> {
        let (email, existing) = (self.email.trim(), self.existing(directory));
        if let Some(person) = directory.by_email(email) {
            let what = ProblemKind::of_account(person);
            // Which of two people is meant is asked beside the login.
            return Some(what).filter(|what| existing.is_some() || !what.is_extension());
        }
        if existing.is_some() && email.is_empty() {
            return None;
        }
        match directory.same_account(email).filter(|other| existing != Some(*other)) {
            Some(other) => Some(ProblemKind::AddressIsLogin(other.email.clone())),
            None => Email::parse(email).err().map(ProblemKind::BadEmail),
        }
    }

    fn about_login(&self, directory: &Directory, alike: &dyn Fn(&Login) -> Option<Login>) -> Option<ProblemKind> {
        let (login, email) = (self.login.trim(), self.email.trim());
        match self.account(directory) {
            Account::TwoPeople { by_login, by_email } => {
                let (by_login, by_email) = (by_login.login.clone(), by_email.login.clone());
                return Some(ProblemKind::TwoPeople { by_login, by_email });
            }
            Account::LoginOfAnother(person) => {
                let email = person.email.clone()?;
                return Some(ProblemKind::LoginOfAnother(person.login.clone(), email));
            }
            // Said once: beside the address if that is the account's. The login may be left empty then.
            Account::Existing(person) if login.is_empty() || directory.same_account(login).is_some() => {
                return directory.by_email(email).is_none().then(|| ProblemKind::of_account(person));
            }
            Account::Existing(_) | Account::New => {}
        }
        let extended = self.existing(directory).filter(|person| ProblemKind::of_account(person).is_extension());
        if let Some(other) = directory.by_email(login).filter(|other| extended != Some(*other)) {
            return Some(ProblemKind::LoginIsAddress(other.login.clone()));
        }
        match Login::parse(login) {
            Err(why) => Some(ProblemKind::BadLogin(why)),
            // No login is made where an account is extended.
            Ok(_) if extended.is_some() => None,
            Ok(login) => alike(&login).map(ProblemKind::LooksLike),
        }
    }

    /// The days that the invitation works, if there will be one.
    fn look_at_invitation(&self, directory: &Directory, found: &mut Vec<Problem>) -> Option<u16> {
        if !self.sign_in.is_invitation() || self.existing(directory).is_some() {
            return None;
        }
        let days = self.days();
        if days.is_none() {
            found.push(Problem::new(CaseField::InviteDays, ProblemKind::InviteDays));
        }
        days
    }

    fn look_at_end(&self, today: Date, invited_for: Option<u16>, found: &mut Vec<Problem>) {
        if self.ends.trim().is_empty() {
            return;
        }
        let what = match dates::parse(&self.ends) {
            None => ProblemKind::BadDate,
            Some(ends) if ends < today => ProblemKind::EndsInThePast,
            Some(ends) if invited_for.is_some_and(|days| ends < dates::add_days(today, days)) => {
                ProblemKind::EndsBeforeInvitation
            }
            Some(_) => return,
        };
        found.push(Problem::new(CaseField::Ends, what));
    }

    fn look_at_site(
        &self,
        policy: &Policy,
        directory: &Directory,
        now: Option<&Person>,
        site: SiteId,
        grant: &Grant,
        found: &mut Vec<Problem>,
    ) {
        let row = CaseField::Site(site);
        if directory.site(site).is_none() {
            found.push(Problem::new(row, ProblemKind::UnknownSite(site)));
        }
        for capability in &grant.capabilities {
            if !directory.capabilities().iter().any(|known| known.id == *capability) {
                found.push(Problem::new(row, ProblemKind::UnknownCapability(capability.clone())));
            }
        }
        if let Some(has) = now.and_then(|person| person.grants.get(site)).filter(|has| lowers(directory, has, grant)) {
            found.push(Problem::new(row, ProblemKind::Lowers(has)));
        }
        let reason = self.reasons.get(&site).map_or("", |reason| reason.trim());
        if grant.role == Role::Admin && reason.is_empty() {
            let what = if policy.admin_reason { ProblemKind::Mandatory } else { ProblemKind::AdminWithoutReason };
            found.push(Problem::new(CaseField::Reason(site), what));
        }
        look_at_text(CaseField::Reason(site), reason, found);
    }

    pub(crate) fn changes_nothing(&self, directory: &Directory, person: &Person) -> bool {
        Plan::set_access(directory, &self.wanted_by(&person.login)).is_ok_and(|plan| plan.is_empty())
    }
}

fn look_at_text(field: CaseField, text: &str, found: &mut Vec<Problem>) {
    let length = text.trim().chars().count();
    if length > LONGEST {
        found.push(Problem::new(field, ProblemKind::TooLong(length)));
    }
    if holds_token(text) {
        found.push(Problem::new(field, ProblemKind::LooksLikeToken));
    }
}

/// Whether a text holds something that looks like one of Matomo's tokens.
pub fn holds_token(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_token)
}

/// The form of Matomo's tokens (seen on 5.3.1 and 5.8.0).
fn is_token(word: &str) -> bool {
    word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Embeddings, overrides, isolates and the marks themselves (Unicode, UAX #9).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn lowers(directory: &Directory, has: &Grant, wanted: &Grant) -> bool {
    let known = |id: &Capability| directory.capabilities().iter().find(|known| known.id == *id);
    let kept = |id: &Capability| {
        wanted.capabilities.contains(id) || known(id).is_some_and(|known| known.included_in.contains(&wanted.role))
    };
    wanted.role < has.role || !has.capabilities.iter().all(kept)
}

#[cfg(test)]
mod tests;
