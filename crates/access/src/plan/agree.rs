//! What somebody agrees to who applies a plan: its size in a sentence, and the word they have to type.

use super::{AccountState, Course, Plan, Risk, Weight, lines::changed_sites};
use crate::matrix::Wiped;

/// What has to be given before a plan is applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Confirmation {
    /// Nothing: the button is enough.
    None,
    /// A tick that this many things that need care were read.
    Read(usize),
    /// A word, typed. Of a plan about one account it is the login, of one about several how many
    /// they are: that is what goes wrong in each case, the wrong account or more of them than meant.
    Typed {
        /// The word.
        word: String,
        /// How many accounts the plan is about.
        people: usize,
    },
}

impl Plan {
    /// How many differences it makes: grants, and accounts that come, go, or change their kind. As
    /// many as [`Plan::lines`].
    pub fn changes(&self) -> usize {
        self.courses().iter().map(|course| changed_sites(course).len() + usize::from(changes_account(course))).sum()
    }

    /// Its size in a sentence: "12 grants of 3 people on 5 sites change, in 4 calls."
    pub fn sentence(&self) -> String {
        let courses = self.courses();
        let accounts = |is: fn(AccountState, AccountState) -> bool| {
            courses.iter().filter(|course| is(course.first().account, course.last().account)).count()
        };
        let counts = self.counts();
        let holders = courses.iter().filter(|course| !changed_sites(course).is_empty()).count();
        let grants = format!(
            "{} of {} on {} {}",
            some(counts.grants, "grant", "grants"),
            some(holders, "person", "people"),
            some(counts.sites, "site", "sites"),
            if counts.grants == 1 { "changes" } else { "change" },
        );
        use AccountState::{Missing, SuperUser};
        let rise = accounts(|first, last| first != SuperUser && last == SuperUser);
        let fall = accounts(|first, last| first == SuperUser && !matches!(last, SuperUser | Missing));
        let made = accounts(|first, last| first == Missing && last != Missing);
        let gone = accounts(|first, last| first != Missing && last == Missing);
        let parts = [
            (counts.grants, grants),
            (rise, some(rise, "person becomes a super user", "people become super users")),
            (fall, some(fall, "person is no longer a super user", "people are no longer super users")),
            (made, some(made, "account is made", "accounts are made")),
            (gone, some(gone, "account is deleted", "accounts are deleted")),
        ];
        let mut parts: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        let Some(last) = parts.pop() else { return "Nothing changes.".to_owned() };
        let all = if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) };
        format!("{all}, in {}.", some(counts.calls, "call", "calls"))
    }

    /// Whom it is about: the login of one, else "3 people".
    pub fn whose(&self) -> String {
        match self.courses().as_slice() {
            [only] => only.login.to_string(),
            several => some(several.len(), "person", "people"),
        }
    }

    /// What has to be given before it is applied.
    pub fn confirmation(&self) -> Confirmation {
        let risks = self.risks();
        let care = risks.iter().filter(|risk| risk.weight() == Weight::Care).count();
        if !risks.iter().any(Risk::needs_typed_confirmation) {
            return if care == 0 { Confirmation::None } else { Confirmation::Read(care) };
        }
        let courses = self.courses();
        let word = match courses.as_slice() {
            [only] => only.login.to_string(),
            several => several.len().to_string(),
        };
        Confirmation::Typed { word, people: courses.len() }
    }

    /// What Matomo deletes when it is applied: the roles of those who become super users.
    pub fn wiped(&self) -> Vec<Wiped> {
        let rises = |course: &&Course| {
            course.first().account != AccountState::SuperUser && course.last().account == AccountState::SuperUser
        };
        let wiped = |course: &Course| {
            let grants = course.first().grants.iter().map(|(site, grant)| (*site, grant.clone())).collect();
            Wiped { login: course.login.clone(), grants }
        };
        self.courses().iter().filter(rises).map(wiped).collect()
    }
}

fn changes_account(course: &Course) -> bool {
    course.first().account != course.last().account
}

fn some(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        matrix::{Edits, Target, To},
        testing::*,
    };
    use matomo_api::Role;

    fn planned(change: impl FnOnce(&mut Edits)) -> Plan {
        let mut edits = Edits::default();
        change(&mut edits);
        edits.plan(&company()).plan
    }

    fn set(edits: &mut Edits, people: &[&str], sites: impl IntoIterator<Item = u32>, role: Role) {
        let target = Target {
            people: people.iter().map(|name| login(name)).collect(),
            sites: sites.into_iter().map(site).collect(),
        };
        edits.set(&company(), &target, &To::Role(role));
    }

    #[test]
    fn a_plan_is_a_sentence() {
        assert_eq!(Plan::default().sentence(), "Nothing changes.");
        let one = planned(|edits| set(edits, &["bob"], [3], Role::View));
        assert_eq!(one.sentence(), "1 grant of 1 person on 1 site changes, in 1 call.");
        let several = planned(|edits| {
            set(edits, &["bob", "ann"], [3, 6], Role::View);
            set(edits, &["ann"], [7], Role::Write);
        });
        assert_eq!(several.sentence(), "5 grants of 2 people on 3 sites change, in 3 calls.");
        assert_eq!((one.whose().as_str(), several.whose().as_str()), ("bob", "2 people"));
        assert_eq!((several.changes(), several.lines(&company()).len()), (5, 5));
        let rise = planned(|edits| _ = edits.make_super_users(&company(), &["ann", "bob"].map(login)));
        assert_eq!(rise.sentence(), "2 people become super users, in 2 calls.");
        let mixed = planned(|edits| {
            set(edits, &["bob"], [3], Role::View);
            edits.make_super_users(&company(), &[login("ann")]);
            edits.unmake_super_users(&company(), &[login("second")], &[]);
        });
        let told = "1 grant of 1 person on 1 site changes, 1 person becomes a super user and 1 person is no longer a super user, in 3 calls.";
        assert_eq!((mixed.sentence().as_str(), mixed.changes()), (told, 3));
        let gone = Plan::delete(&company(), &login("ivy")).unwrap();
        assert_eq!(gone.sentence(), "1 grant of 1 person on 1 site changes and 1 account is deleted, in 1 call.");
    }

    #[test]
    fn what_has_to_be_typed_is_the_login_or_how_many_they_are() {
        let typed = |word: &str, people| Confirmation::Typed { word: word.to_owned(), people };
        assert_eq!(planned(|edits| set(edits, &["bob"], [3], Role::View)).confirmation(), Confirmation::None);
        assert_eq!(planned(|edits| set(edits, &["bob"], [3], Role::Admin)).confirmation(), Confirmation::Read(1));
        assert_eq!(planned(|edits| set(edits, &["bob"], 6..=12, Role::Admin)).confirmation(), typed("bob", 1));
        let mixed = planned(|edits| {
            set(edits, &["bob"], [3], Role::View);
            edits.make_super_users(&company(), &[login("ann")]);
        });
        assert_eq!(mixed.confirmation(), typed("2", 2));
    }

    #[test]
    fn what_is_wiped_is_known_from_the_plan() {
        let mut edits = Edits::default();
        set(&mut edits, &["ann"], [3], Role::View);
        edits.make_super_users(&company(), &[login("bob")]);
        let plan = edits.plan(&company()).plan;
        assert_eq!(plan.wiped(), edits.wiped(&company()));
        assert_eq!(plan.wiped()[0].grants.len(), 3);
        assert_eq!(plan.inverse(&company()).plan.wiped(), []);
        assert_eq!(plan.inverse(&company()).plan.inverse(&company()).plan.wiped(), plan.wiped());
    }
}
