//! A month of two admins' work on every real Matomo that is up, some of it outside of the console: what is on record
//! leads from the first state to what Matomo reports.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "month/deeds.rs"]
mod deeds;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use access::{Decision, Directory, Plan};
use journeys::desk::{Desk, Order};
use journeys::dice::Dice;
use journeys::real;
use journeys::visit::{PASSWORD, Visit};
use matomo_api::{Login, Role, SiteId};
use matomo_sim::Dialect;
use records::{
    ChangeId, Day, DueKind, Export, Import, Ledger, Snapshot, What, Why, drift, due, import, in_time, records, replay,
    verify,
};
use xtask::matomo::Instance;

/// Names the month that is to be tried.
const SEED: &str = "LANYARD_SEED";
/// 2026-11-01, 10:00 UTC.
const BEGIN: i64 = 1_793_527_200;
const DAYS: usize = 30;
/// From this day on nobody works past the consoles, and nothing is found that was missed.
const QUIET: usize = 27;
const CHANGES: usize = 200;
const PEOPLE: usize = 14;
const SITES: usize = 6;

#[test]
fn a_month_on_a_real_5_3_is_on_record() {
    on_real_ones(Dialect::V5_3);
}

#[test]
fn a_month_on_the_latest_matomo_is_on_record() {
    on_real_ones(Dialect::V5_8);
}

fn on_real_ones(dialect: Dialect) {
    for instance in real::matomos(dialect) {
        let (seed, begun) = (Dice::named(SEED, 20_261_101), Instant::now());
        println!("{instance:?}: {SEED}={seed} repeats this month");
        let mut month = Month::begin(&instance, seed);
        for day in 0..DAYS {
            month.passes(day);
        }
        let tally = month.ends();
        println!("{instance:?}: {tally:?}, in {:.1} s", begun.elapsed().as_secs_f64());
    }
}

struct Month {
    visit: Visit,
    desks: [Desk; 2],
    admins: [Login; 2],
    tokens: [String; 2],
    first: Snapshot,
    dice: Dice,
    now: i64,
    /// Who comes and goes.
    people: Vec<Login>,
    sites: Vec<SiteId>,
    /// Whose access was changed past the consoles since somebody last looked with everything on record.
    outside: BTreeSet<Login>,
    /// What each admin may take back.
    plans: [Vec<(ChangeId, Plan)>; 2],
    tally: BTreeMap<&'static str, usize>,
}

impl Month {
    fn begin(instance: &Instance, seed: u64) -> Self {
        let visit = Visit::to(instance, "month").unwrap();
        let sites = (0..SITES).map(|n| visit.site(&format!("site {n}")).unwrap()).collect();
        let people: Vec<_> = (0..PEOPLE).map(|n| visit.login(&format!("person{n}"))).collect();
        for n in 0..PEOPLE / 2 {
            visit.account(&format!("person{n}")).unwrap();
        }
        let admins = ["m.calder", "j.verhoek"].map(|name| visit.account(name).unwrap());
        let tokens = [0, 1].map(|admin: usize| {
            visit.promote(&admins[admin], true).unwrap();
            visit.token(&admins[admin]).unwrap()
        });
        let desks = [0, 1].map(|admin: usize| {
            let mut desk = Desk::open(&instance.base_url, &tokens[admin]).unwrap();
            people.iter().for_each(|login| desk.hand_over(login.clone()));
            desk
        });
        let directory = desks[0].read().unwrap();
        let first = Snapshot::of(&directory);
        let mut month = Self {
            visit,
            desks,
            admins,
            tokens,
            first,
            dice: Dice::of(seed),
            now: BEGIN,
            people,
            sites,
            outside: BTreeSet::new(),
            plans: [Vec::new(), Vec::new()],
            tally: BTreeMap::new(),
        };
        let baseline = What::Baseline(month.first.baseline());
        month.write(0, baseline);
        month.takes_in_the_others(1);
        month
    }

    fn counts(&mut self, what: &'static str) {
        *self.tally.entry(what).or_default() += 1;
    }

    fn has(&self, what: &str) -> usize {
        self.tally.get(what).copied().unwrap_or_default()
    }

    fn write(&mut self, admin: usize, what: What) {
        self.now += 60;
        self.desks[admin].write(Some(&self.admins[admin]), self.now, what);
    }

    /// What an admin reads, who is known by it.
    fn reads(&self, admin: usize) -> Directory {
        let directory = self.desks[admin].read().unwrap();
        assert_eq!(directory.caller(), Some(&self.admins[admin]));
        directory
    }

    /// A day: both admins look in and do what there is to do, while somebody else works past the consoles.
    fn passes(&mut self, day: usize) {
        let begin = BEGIN + i64::try_from(day).unwrap() * 86_400;
        assert!(self.now < begin + 3600, "the day before was too long");
        self.now = self.now.max(begin);
        let goal = CHANGES * (day + 1) / DAYS;
        let first = self.dice.below(2);
        for admin in [first, 1 - first] {
            let with_everything = day == QUIET || (day < QUIET && self.dice.once_in(3));
            if with_everything {
                self.takes_in_the_others(admin);
            }
            let mut directory = self.connects(admin, with_everything);
            let half = if admin == first { goal - (goal - self.has("changes")) / 2 } else { goal };
            let mut tries = 0;
            while self.has("changes") < half {
                tries += 1;
                assert!(tries < 100, "nothing can be done any more");
                directory = self.does_something(admin, directory);
            }
            if day < QUIET && self.dice.once_in(2) {
                self.somebody_works_outside();
            }
        }
    }

    /// Takes in what the other admin exports.
    fn takes_in_the_others(&mut self, admin: usize) {
        let other = 1 - admin;
        let rows = u64::try_from(self.desks[other].ledger.len()).unwrap();
        self.write(other, What::Export(Export { what: "the ledger".into(), rows }));
        let theirs = import(self.checked(&self.desks[other].ledger)).unwrap();
        let merged = self.desks[admin].ledger.merge(&theirs).unwrap();
        if !merged.branches.is_empty() {
            self.counts("branches joined");
        }
        let (new, known) = (u64::try_from(merged.new.len()).unwrap(), u64::try_from(merged.known).unwrap());
        let tips = theirs.tips().iter().map(|tip| tip.hash).collect();
        self.desks[admin].ledger = merged.ledger;
        self.write(admin, What::Import(Import { from: "a mail".into(), new, known, tips }));
        assert_eq!(self.desks[admin].ledger.tips().len(), 1);
    }

    /// The ledger as it is exported: whole, and without a secret.
    fn checked(&self, ledger: &Ledger) -> String {
        let text = ledger.export(self.now);
        let verdict = verify(&text);
        assert!(verdict.is_whole(), "{:?}", verdict.problems);
        let secrets = [&self.tokens[0], &self.tokens[1], PASSWORD, &self.visit.instance().admin_password];
        assert!(secrets.iter().all(|secret| !text.contains(*secret)), "a secret is on record");
        text
    }

    /// Somebody connects, and finds what is not on record. With everything on record that both did, it is what was
    /// done past the consoles and nothing else.
    fn connects(&mut self, admin: usize, with_everything: bool) -> Directory {
        let directory = self.reads(admin);
        let known = replay(&self.first, &self.desks[admin].ledger);
        let name = |id| directory.site(id).map(|site| site.name.clone());
        let email = |login: &Login| directory.person(login.as_str()).and_then(|person| person.email.clone());
        let found = drift(&known, &Snapshot::of(&directory), name, email);
        if with_everything {
            let strange: Vec<_> = found.people.iter().filter(|one| !self.outside.contains(&one.login)).collect();
            let history = || strange.iter().map(|one| self.history(admin, &one.login)).collect::<String>();
            assert!(strange.is_empty(), "done at a console, and not on record: {strange:?}{}", history());
            self.outside.clear();
        }
        // Whoever has not yet taken in what the other did may well find it, too.
        let wanted = with_everything || self.dice.once_in(2);
        if let Some(what) = found.declare(Why { reason: "Found".into(), ..Why::default() }).filter(|_| wanted) {
            self.write(admin, what);
            self.counts("drift declared");
        }
        self.takes_back_what_is_due(admin, directory)
    }

    /// What an admin has on record of somebody, for whoever looks for what went wrong.
    fn history(&self, admin: usize, login: &Login) -> String {
        let mut lines = String::new();
        for entry in in_time(&self.desks[admin].ledger) {
            for one in entry.what().people().iter().filter(|one| one.login == *login) {
                let (head, said) = (entry.head(), one.sentences());
                lines.push_str(&format!("\n{} {} {:?}: {one:?} {said:?}", head.id, head.at, head.actor));
                if let What::PlanApplied(applied) = entry.what() {
                    lines.push_str(&format!(" {:?} {:?}", applied.steps, applied.differences));
                }
            }
        }
        lines
    }

    fn takes_back_what_is_due(&mut self, admin: usize, mut directory: Directory) -> Directory {
        let today = Day::of_seconds(self.now);
        let ends = due(&self.desks[admin].ledger, &directory).into_iter().filter(|one| one.is_due(today));
        for one in ends.collect::<Vec<_>>() {
            let DueKind::End { entry, id, sites } = one.kind else { continue };
            let entry = self.desks[admin].ledger.get(entry).unwrap();
            let touched = entry.what().people().iter().find(|touched| touched.login == one.login).unwrap();
            let given = touched.sites.iter().filter(|change| sites.contains(&change.id));
            let wanted: Vec<_> = given.map(|change| (one.login.clone(), change.id, change.before.clone())).collect();
            let plan = Plan::set_access(&directory, &wanted).unwrap();
            assert!(!plan.is_empty(), "what is due is there");
            directory = self.applies(admin, directory, plan, Why::default(), Some(id), Decision::KeepTheirs);
            self.counts("ends taken back");
        }
        directory
    }

    fn applies(
        &mut self,
        admin: usize,
        directory: Directory,
        plan: Plan,
        why: Why,
        undoes: Option<ChangeId>,
        decision: Decision,
    ) -> Directory {
        if plan.is_empty() {
            return directory;
        }
        self.now += 60;
        let why = Why { reason: "Tests".into(), ticket: "JIRA-12345".into(), ..why };
        let order = Order { plan, directory: &directory, decision, why, undoes };
        let reread = self.dice.once_in(2);
        let done = self.desks[admin].execute(order, self.now, reread).unwrap();
        let id = self.desks[admin].ledger.entries().last().unwrap().id();
        self.plans[admin].push((id, done.journal.plan().clone()));
        self.counts("changes");
        if !done.conflicts.is_empty() {
            self.counts("conflicts");
        }
        // Or somebody goes on with what they read before, and meets their own changes.
        let goes_on = !reread && self.dice.once_in(2);
        if goes_on { directory } else { done.after.unwrap_or_else(|| self.reads(admin)) }
    }

    fn does_something(&mut self, admin: usize, directory: Directory) -> Directory {
        let decision = if self.dice.once_in(2) { Decision::Overwrite } else { Decision::KeepTheirs };
        let (mut why, mut undoes) = (Why::default(), None);
        let (what, plan) = match self.dice.below(20) {
            0 | 1 => ("onboarded", self.onboards(&directory)),
            2 => ("deleted", self.plan_for(&directory, Plan::delete)),
            3 => ("everything revoked", self.plan_for(&directory, Plan::revoke_all)),
            4 => ("promoted", self.plan_for(&directory, |all, who| Plan::super_user(all, who, true, false))),
            5 | 6 => {
                let restore = self.dice.once_in(2);
                let supers = self.who(&directory, true);
                let login = self.dice.pick(&supers);
                ("demoted", login.and_then(|who| Plan::super_user(&directory, who, false, restore).ok()))
            }
            7..=9 if !self.plans[admin].is_empty() => {
                let place = self.dice.below(self.plans[admin].len());
                let (id, plan) = self.plans[admin].remove(place);
                undoes = Some(id);
                ("undone", Some(plan.inverse(&directory).plan))
            }
            10 | 11 => {
                let plan = if self.dice.once_in(3) { self.onboards(&directory) } else { self.grants(&directory) };
                self.other_is_faster(1 - admin, &plan);
                ("contested", plan)
            }
            12 => {
                let cell = (Login::reported("anonymous"), self.site(), self.dice.once_in(2).then(|| Role::View.into()));
                ("for visitors", Plan::set_access(&directory, &[cell]).ok())
            }
            _ => {
                if self.dice.once_in(3) {
                    let days = u16::try_from(1 + self.dice.below(7)).unwrap();
                    why.ends = Some(Day::of_seconds(self.now).plus(days));
                }
                ("granted", self.grants(&directory))
            }
        };
        // What cannot be is not planned.
        let Some(plan) = plan.filter(|plan| !plan.is_empty()) else { return directory };
        self.counts(what);
        self.applies(admin, directory, plan, why, undoes, decision)
    }

    /// The end: what both have on record, put together, is whole and leads to what Matomo reports.
    fn ends(mut self) -> BTreeMap<&'static str, usize> {
        let merged = self.desks[0].ledger.merge(&self.desks[1].ledger).unwrap();
        assert_eq!(self.desks[1].ledger.merge(&self.desks[0].ledger).unwrap().ledger, merged.ledger);
        let kept = import(self.checked(&merged.ledger)).unwrap();
        assert_eq!(kept, merged.ledger);
        let directory = self.desks[0].read().unwrap();
        let (reached, there) = (replay(&self.first, &kept), Snapshot::of(&directory));
        let left = drift(&reached, &there, |_| None, |_| None).sentences();
        assert!(reached == there, "{left:#?}");
        assert_eq!(directory.orphans(), [], "access to nothing");

        let schema = serde_json::from_str(include_str!("../../schemas/change-record.schema.json")).unwrap();
        let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        for record in kept.entries().iter().flat_map(records) {
            let value = serde_json::from_str(&record.json()).unwrap();
            let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?} in {}", record.json());
            self.counts("change records");
        }
        let count = |is: fn(&What) -> bool| kept.entries().iter().filter(|entry| is(entry.what())).count();
        let applied = count(|what| matches!(what, What::PlanApplied(_)));
        assert_eq!(applied, self.has("changes"));
        assert!(applied >= CHANGES, "{applied}");
        assert!(count(|what| matches!(what, What::Declared(_))) >= 10, "{:?}", self.tally);
        for what in [
            "branches joined",
            "conflicts",
            "deleted",
            "demoted",
            "ends taken back",
            "for visitors",
            "onboarded",
            "outside",
            "promoted",
            "undone",
        ] {
            assert!(self.has(what) > 0, "nothing was {what}: {:?}", self.tally);
        }
        self.tally
    }
}
