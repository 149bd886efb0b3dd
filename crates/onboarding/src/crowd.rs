//! Many people in one case: the engagement, the access and the way in are shared, and each person is a
//! row of the list.
//!
//! No row is lost: one that is wrong stops the case until it is put right or left out, and one that is
//! left out stays in the record.

use crate::{
    Case, CaseField, Engagement, Policy, Problem, ProblemKind, ValidCase, check,
    naming::{self, Parts, Template},
    roster::{Column, Newcomer},
};
use access::{Directory, Person};
use matomo_api::Login;
use std::collections::BTreeMap;
use time::Date;

/// What comes of a row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The login: that of the account that exists, as typed, or proposed. Empty if there is none.
    pub login: String,
    /// How the row stands.
    pub standing: Standing,
    /// What is wrong with, or odd about, each field.
    pub problems: Vec<(Column, Problem)>,
}

/// How a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// An account is made.
    New,
    /// This account exists, and its access is extended.
    Extends(Login),
    /// It cannot go on like this.
    Wrong,
    /// Nothing is done about it.
    LeftOut,
}

impl Case {
    /// A case for each person of the list, with all else shared, in the order of the list and without those
    /// left out; of one person, the case itself. Rows that are wrong are among them.
    pub fn each(&self, policy: &Policy, directory: &Directory) -> Vec<Case> {
        if !self.many {
            return vec![self.clone()];
        }
        let shared = Case { many: false, crowd: Vec::new(), ..self.clone() };
        let logins = self.logins(policy, directory);
        let rows = self.crowd.iter().zip(logins).filter(|(row, _)| !row.left_out);
        rows.map(|(row, login)| row.case(&shared, login)).collect()
    }

    /// Whom it is about, in a word or two; `None` while nobody is named.
    pub fn whom(&self) -> Option<String> {
        if self.many {
            let count = self.crowd.iter().filter(|row| !row.left_out).count();
            return Some(if count == 1 { "1 person".to_owned() } else { format!("{count} people") });
        }
        let names = [&self.full_name, &self.login, &self.email];
        names.into_iter().map(|text| text.trim().to_owned()).find(|text| !text.is_empty())
    }

    /// What comes of each row of the list, in its order; nothing where the case is about one person.
    pub fn rows(&self, policy: &Policy, directory: &Directory) -> Vec<Row> {
        if !self.many {
            return Vec::new();
        }
        // What is said about a person hangs on no more than this.
        let Engagement { who, organisation, .. } = &self.engagement;
        let engagement = Engagement { who: *who, organisation: organisation.clone(), ..Engagement::default() };
        let shared = Case { sign_in: self.sign_in, language: self.language, engagement, ..Case::default() };
        let shapes: BTreeMap<String, &Login> = directory
            .people()
            .iter()
            .rev()
            .map(|person| (naming::skeleton(person.login.as_str()), &person.login))
            .collect();
        let alike = |login: &Login| shapes.get(&naming::skeleton(login.as_str())).map(|login| (*login).clone());
        let logins = self.logins(policy, directory);
        let mut seen = BTreeMap::new();
        let looked_at = |(at, (row, login)): (usize, (&Newcomer, String))| {
            let case = row.case(&shared, login);
            if row.left_out {
                return Row { login: case.login, standing: Standing::LeftOut, problems: Vec::new() };
            }
            let mut found = Vec::new();
            case.look_at_name(&mut found);
            case.look_at_account(directory, &alike, &mut found);
            let existing = case.existing(directory);
            match existing {
                Some(person) => found.extend(self.about_access_of(directory, person)),
                None => found.extend(case.against_rules_for_names(policy)),
            }
            let mut problems: Vec<_> = found.into_iter().filter_map(|one| Some((column(one.field)?, one))).collect();
            for (column, name) in [(Column::Email, &case.email), (Column::Login, &case.login)] {
                let name = name.trim().to_lowercase();
                // An account may have its address for a login.
                if let Some(before) = seen.get(&name).filter(|before| **before != at) {
                    problems.push((column, Problem::new(CaseField::People, ProblemKind::Twice(before + 1))));
                } else if !name.is_empty() {
                    seen.insert(name, at);
                }
            }
            if row.language(self.language).is_none() {
                let what = ProblemKind::UnknownLanguage(row.language.clone());
                problems.push((Column::Language, Problem::new(CaseField::People, what)));
            }
            for (column, problem) in &mut problems {
                problem.field = CaseField::Row(at, *column);
            }
            let standing = match existing {
                _ if problems.iter().any(|(_, problem)| problem.is_fatal()) => Standing::Wrong,
                Some(person) => Standing::Extends(person.login.clone()),
                None => Standing::New,
            };
            Row { login: case.login, standing, problems }
        };
        self.crowd.iter().zip(logins).enumerate().map(looked_at).collect()
    }

    /// Writes the logins that are proposed into the list, so that what was carried out is known by them later.
    pub fn settle(&mut self, policy: &Policy, directory: &Directory) {
        let logins = self.logins(policy, directory);
        for (row, login) in self.crowd.iter_mut().zip(logins) {
            row.login = login;
        }
    }

    /// Every person's case as one that can be carried out, or everything that needs attention.
    pub fn check_all(
        &self,
        policy: &Policy,
        directory: &Directory,
        today: Date,
    ) -> Result<Vec<ValidCase>, Vec<Problem>> {
        let problems = self.problems(policy, directory, today);
        if problems.iter().any(Problem::is_fatal) {
            return Err(problems);
        }
        self.each(policy, directory).iter().map(|case| case.check_under(policy, directory, today)).collect()
    }

    /// What is wrong with the list.
    pub(crate) fn look_at_rows(&self, rows: &[Row], found: &mut Vec<Problem>) {
        if self.crowd.iter().all(|row| row.left_out) {
            found.push(Problem::new(CaseField::People, ProblemKind::NoPeople));
        }
        found.extend(rows.iter().flat_map(|row| &row.problems).map(|(_, problem)| problem.clone()));
    }

    /// The login of each row: of the account that has the address, as typed, or else proposed: by the company's
    /// rule if there is one, and neither anybody's in Matomo nor in the list.
    fn logins(&self, policy: &Policy, directory: &Directory) -> Vec<String> {
        let rule = policy.template(self).and_then(Result::ok);
        let here = self.crowd.iter().filter(|row| !row.left_out);
        let mut taken: std::collections::BTreeSet<String> =
            here.flat_map(|row| [row.login.trim().to_lowercase(), row.email.trim().to_lowercase()]).collect();
        let login = |row: &Newcomer| {
            if !row.login.trim().is_empty() || row.left_out {
                return row.login.trim().to_owned();
            }
            if let Some(person) = directory.by_email(row.email.trim()) {
                return person.login.to_string();
            }
            let is_taken = |login: &str| {
                taken.contains(&login.to_lowercase())
                    || directory.same_account(login).is_some()
                    || directory.by_email(login).is_some()
            };
            let proposed = self.proposal(rule.as_ref(), row, is_taken).map(|login| login.to_string());
            taken.extend(proposed.as_ref().map(|login| login.to_lowercase()));
            proposed.unwrap_or_default()
        };
        self.crowd.iter().map(login).collect()
    }

    fn proposal(&self, rule: Option<&Template>, row: &Newcomer, taken: impl Fn(&str) -> bool) -> Option<Login> {
        let Newcomer { full_name, email, .. } = row;
        match rule {
            Some(rule) => {
                let organisation = self.engagement.organisation.clone();
                rule.free(&Parts { full_name: full_name.clone(), email: email.clone(), organisation }, taken)
            }
            None => naming::propose_free(full_name, email, taken),
        }
    }

    /// What the access wanted for all means to somebody who has some already.
    fn about_access_of(&self, directory: &Directory, person: &Person) -> Option<Problem> {
        let lowered = |(site, grant): &(&matomo_api::SiteId, &access::Grant)| {
            person.grants.get(**site).is_some_and(|has| check::lowers(directory, &has, grant))
        };
        let what = match self.access.iter().filter(lowered).count() {
            0 if self.access.is_empty() || !self.changes_nothing(directory, person) => return None,
            0 => ProblemKind::NothingNew,
            sites => ProblemKind::LowersOn(sites),
        };
        Some(Problem::new(CaseField::Login, what))
    }
}

impl ValidCase {
    /// The changes for all of them in one plan, one person after the other.
    pub fn plan_all(cases: &[ValidCase], directory: &Directory) -> Result<access::Plan, access::Refusal> {
        let mut all = access::Plan::default();
        for case in cases {
            all.steps.extend(case.plan(directory)?.steps);
        }
        Ok(all)
    }
}

impl Newcomer {
    /// The case for this person.
    fn case(&self, shared: &Case, login: String) -> Case {
        Case {
            full_name: self.full_name.clone(),
            email: self.email.clone(),
            login,
            language: self.language(shared.language).unwrap_or(shared.language),
            ..shared.clone()
        }
    }
}

/// The column where a person's field is.
fn column(field: CaseField) -> Option<Column> {
    match field {
        CaseField::FullName => Some(Column::Name),
        CaseField::Email => Some(Column::Email),
        CaseField::Login => Some(Column::Login),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
