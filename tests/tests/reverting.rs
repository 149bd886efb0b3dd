//! The scripts that take grants back, run as cron runs them, against every real Matomo that is up. After each run
//! Matomo itself is asked.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs::canonicalize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use access::{Decision, Grant, Plan};
use journeys::between::{Asked, Between};
use journeys::desk::{Desk, Order};
use journeys::real;
use journeys::visit::Visit;
use matomo_api::methods::{AccessId, GetSitesAccessFromUser, NewAccess};
use matomo_api::{Capability, Login, MatomoUrl, Role, SiteId};
use matomo_sim::Dialect;
use records::{Back, ChangeId, Day, NOW_VARIABLE, Revert, VARIABLE, Why};
use xtask::tools;

/// 2026-12-01, 10:00 UTC, when access was given.
const GIVEN: i64 = 1_796_119_200;
/// The last day of access, and the day after.
const BEFORE: &str = "2026-12-31";
const DAY: &str = "2027-01-01";
/// Some day later.
const LATER: &str = "2027-03-01";
const SET: &str = "UsersManager.setUserAccess";

#[test]
fn scripts_take_access_back_on_a_real_5_3() {
    against(Dialect::V5_3);
}

#[test]
fn scripts_take_access_back_on_the_latest_matomo() {
    against(Dialect::V5_8);
}

#[test]
fn shellcheck_has_nothing_to_say() {
    let shellcheck = tools::shellcheck()
        .expect("NOT RUN: there is no shellcheck. `cargo xtask setup` gets it, on Debian `apt-get install shellcheck`");
    let logins = ["bob", "o'neil", "it's $(touch x) \"q\" \\ `y`\n# ünï", "-n", "*", "$HOME", "a b", "李雷", "%s\\n"];
    let one = |login: &str, granted: Option<Grant>, back: Option<Grant>| Back {
        login: Login::reported(login),
        site: SiteId::new(7).unwrap(),
        granted,
        back,
    };
    let mut scripts = Vec::from(logins.map(|login| vec![one(login, Some(Role::Admin.into()), None)]));
    scripts.push(logins.map(|login| one(login, Some(tags()), Some(Role::Write.into()))).into());
    scripts.push(logins.map(|login| one(login, None, Some(tags()))).into());
    for (grants, address) in scripts
        .iter()
        .flat_map(|grants| ["https://m.example/", "http://127.0.0.1:8053/it's-$HOME/"].map(|address| (grants, address)))
    {
        let script = revert(address, grants.clone()).shell();
        for shell in ["sh", "dash", "bash"] {
            let arguments = ["--norc", &format!("--shell={shell}"), "--severity=style", "-"];
            let said = run(&shellcheck, &arguments, &[], &script);
            assert!(said.code == Some(0) && said.out.is_empty(), "{}{}\n{script}", said.out, said.err);
        }
    }
    println!("{} scripts were read by {}", scripts.len() * 2, shellcheck.display());
}

/// What runs the scripts.
struct Program {
    file: PathBuf,
    extension: &'static str,
    script: fn(&Revert) -> String,
}

/// `sh`, the shells that it commonly is, as far as they are here, and Python.
fn programs() -> Vec<Program> {
    let shells = ["sh", "dash", "bash"].map(|name| (name, "sh", Revert::shell as fn(&Revert) -> String));
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for (name, extension, script) in shells.into_iter().chain([("python3", "py", Revert::python as _)]) {
        match tools::find(&[name]) {
            Some(file) if known.insert((canonicalize(&file).unwrap(), name == "bash")) => {
                found.push(Program { file, extension, script });
            }
            Some(_) => {}
            None => assert!(
                name == "dash" || name == "bash",
                "NOT RUN: there is no {name}. `cargo xtask setup` gets it, on Debian `apt-get install {name}`"
            ),
        }
    }
    found
}

fn tags() -> Grant {
    Grant::new(Role::View, vec![Capability::parse("tagmanager_write").unwrap()])
}

fn revert(address: &str, grants: Vec<Back>) -> Revert {
    Revert {
        id: ChangeId::parse("UAM-2026-12-01-001").unwrap(),
        instance: MatomoUrl::parse(address).unwrap().0,
        day: Day::parse(DAY).unwrap(),
        grants,
    }
}

#[derive(Debug, PartialEq)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn nothing() -> Said {
    Said { code: Some(0), out: String::new(), err: String::new() }
}

/// Runs it as cron does: not on a terminal.
fn run(program: &Path, arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Said {
    let mut command = Command::new(program);
    command.args(arguments).env_remove(VARIABLE).env_remove(NOW_VARIABLE).envs(environment.iter().copied());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Whoever does not read it may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A Matomo with people and sites, and somebody who listens to what it is asked.
struct Stand {
    visit: Visit,
    between: Between,
    sites: [SiteId; 3],
    /// A super user's, that nothing but the scripts has.
    token: String,
    /// Of somebody who may hardly anything.
    poor: String,
    ann: Login,
    odd: Login,
    folder: tempfile::TempDir,
}

fn against(dialect: Dialect) {
    for instance in real::matomos(dialect) {
        let visit = Visit::to(&instance, "reverting").unwrap();
        let keeper = visit.account("keeper").unwrap();
        visit.promote(&keeper, true).unwrap();
        let poor = visit.account("poor").unwrap();
        let stand = Stand {
            between: Between::of(&instance.base_url).unwrap(),
            sites: ["1", "2", "3"].map(|name| visit.site(name).unwrap()),
            token: visit.token(&keeper).unwrap(),
            poor: visit.token(&poor).unwrap(),
            ann: visit.account("ann").unwrap(),
            odd: visit.account("Ödd+name@x").unwrap(),
            folder: tempfile::tempdir().unwrap(),
            visit,
        };
        for program in programs() {
            println!("{} takes access back in {instance:?}", program.file.display());
            stand.it_reverts_on_its_day_and_once(&program);
            stand.what_was_changed_meanwhile_is_left_and_told(&program);
            stand.who_is_refused_is_not_refused_twice(&program);
            stand.what_was_given_by_a_plan_is_taken_back(&program);
        }
    }
}

impl Stand {
    fn revert(&self, grants: Vec<Back>) -> Revert {
        revert(self.between.url(), grants)
    }

    fn back(&self, login: &Login, site: usize, granted: Grant, back: Option<Grant>) -> Back {
        Back { login: login.clone(), site: self.sites[site], granted: Some(granted), back }
    }

    fn gives(&self, login: &Login, site: usize, grant: &Grant) {
        let access = NewAccess::Role(grant.role, grant.capabilities.clone());
        self.visit.set(login, self.sites[site], access).unwrap();
    }

    /// What Matomo itself says that somebody has, by site and in order.
    fn has(&self, login: &Login) -> BTreeSet<(usize, String)> {
        let rows = self.visit.asker().ask(&GetSitesAccessFromUser { login: login.clone() }).unwrap();
        let word = |access: AccessId| match access {
            AccessId::Role(role) => role.as_str().to_owned(),
            AccessId::Capability(capability) => capability.as_str().to_owned(),
        };
        let place = |id: SiteId| self.sites.iter().position(|site| *site == id).unwrap();
        rows.into_iter().map(|(site, access)| (place(site), word(access))).collect()
    }

    /// Runs a script from a file, as it is downloaded. Says what was asked meanwhile, and sees that nobody else can
    /// see the token.
    fn runs(&self, program: &Program, revert: &Revert, token: &str, today: &str) -> (Said, Vec<Asked>) {
        let script = (program.script)(revert);
        let file = self.folder.path().join(revert.file_name(program.extension));
        std::fs::write(&file, &script).unwrap();
        let said = run(&program.file, &[file.to_str().unwrap()], &[(VARIABLE, token), (NOW_VARIABLE, today)], "");
        let asked = self.between.asked();
        let everything = format!("{script}{}{}", said.out, said.err);
        assert!(!everything.contains(token), "the token was written down: {everything}");
        for one in &asked {
            let commands = one.commands.join("\n");
            assert!(commands.contains(file.to_str().unwrap()), "the script is not among what runs: {commands}");
            assert!(!commands.contains(token), "a command line shows the token: {commands}");
            assert!(one.head.starts_with("POST ") && !one.head.contains(token), "it is not in the body: {}", one.head);
        }
        (said, asked)
    }

    /// The same as super user, with nothing but the number of writes.
    fn reverts(&self, program: &Program, revert: &Revert, today: &str) -> (Said, usize) {
        let (said, asked) = self.runs(program, revert, &self.token, today);
        (said, asked.iter().filter(|one| one.method == SET).count())
    }

    fn it_reverts_on_its_day_and_once(&self, program: &Program) {
        let (ann, odd) = (&self.ann, &self.odd);
        self.gives(ann, 0, &Role::Admin.into());
        self.gives(ann, 1, &Role::View.into());
        self.gives(ann, 2, &Role::View.into());
        self.gives(odd, 0, &tags());
        let revert = self.revert(vec![
            self.back(ann, 0, Role::Admin.into(), Some(tags())),
            self.back(ann, 1, Role::View.into(), None),
            self.back(odd, 0, tags(), Some(Role::Write.into())),
        ]);
        let begun = (self.has(ann), self.has(odd));
        assert_eq!(self.reverts(program, &revert, BEFORE), (nothing(), 0), "before its day");
        assert_eq!((self.has(ann), self.has(odd)), begun);

        let (said, writes) = self.reverts(program, &revert, DAY);
        let [first, second, _] = self.sites;
        let told = format!(
            "{ann} on site {first}: admin taken back, now tagmanager_write view.\n\
             {ann} on site {second}: view taken back, now noaccess.\n\
             {odd} on site {first}: tagmanager_write view taken back, now write.\n"
        );
        assert_eq!((said, writes), (Said { out: told, ..nothing() }, 3));
        let row = |site: usize, word: &str| (site, word.to_owned());
        let reached = (
            BTreeSet::from([row(0, "tagmanager_write"), row(0, "view"), row(2, "view")]),
            BTreeSet::from([row(0, "write")]),
        );
        assert_eq!((self.has(ann), self.has(odd)), reached);

        for today in [DAY, LATER] {
            assert_eq!(self.reverts(program, &revert, today), (nothing(), 0), "nothing twice");
        }
        assert_eq!((self.has(ann), self.has(odd)), reached);
    }

    fn what_was_changed_meanwhile_is_left_and_told(&self, program: &Program) {
        let (ann, gone) = (&self.ann, self.visit.account("gone").unwrap());
        self.gives(ann, 0, &Role::Write.into());
        self.gives(ann, 1, &tags());
        self.gives(ann, 2, &Role::View.into());
        self.gives(&gone, 0, &Role::Admin.into());
        let revert = self.revert(vec![
            self.back(ann, 0, Role::Admin.into(), None),
            self.back(&gone, 0, Role::Admin.into(), None),
            self.back(ann, 1, Role::View.into(), None),
            self.back(ann, 2, Role::View.into(), None),
        ]);
        self.visit.delete(&gone).unwrap();
        let (said, writes) = self.reverts(program, &revert, DAY);
        let [first, second, third] = self.sites;
        let left = format!(
            "{ann} on site {first}: left as it is. It was changed meanwhile: write, not admin.\n\
             {ann} on site {second}: left as it is. It was changed meanwhile: tagmanager_write view, not view.\n"
        );
        let told = format!("{left}{ann} on site {third}: view taken back, now noaccess.\n");
        assert_eq!((said, writes), (Said { out: told, ..nothing() }, 1));
        let (said, writes) = self.reverts(program, &revert, LATER);
        assert_eq!((said, writes), (Said { out: left, ..nothing() }, 0), "it is told until somebody sees to it");
        let row = |site: usize, word: &str| (site, word.to_owned());
        assert_eq!(self.has(ann), BTreeSet::from([row(0, "write"), row(1, "tagmanager_write"), row(1, "view")]));
    }

    fn who_is_refused_is_not_refused_twice(&self, program: &Program) {
        self.gives(&self.ann, 0, &Role::View.into());
        self.gives(&self.ann, 1, &Role::View.into());
        let begun = self.has(&self.ann);
        let grants = [0, 1].map(|site| self.back(&self.ann, site, Role::View.into(), None));
        let revert = self.revert(grants.into());
        for token in ["0123456789abcdef0123456789abcdef", &self.poor] {
            let (said, asked) = self.runs(program, &revert, token, DAY);
            assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{said:?}");
            let told =
                format!("{} on site {}: Matomo could not be asked. Nothing more was tried.", self.ann, self.sites[0]);
            assert!(said.err.contains(&told), "{said:?}");
            assert_eq!(asked.len(), 1, "a refused token is not tried again: {asked:?}");
        }
        assert_eq!(self.has(&self.ann), begun);
        self.visit.forget_refusals().unwrap();
    }

    /// The whole way: a plan with an end is applied and put on record, and its script takes it back.
    fn what_was_given_by_a_plan_is_taken_back(&self, program: &Program) {
        for (site, grant) in [(0, Grant::from(Role::View)), (1, tags())] {
            self.gives(&self.ann, site, &grant);
        }
        self.visit.set(&self.ann, self.sites[2], NewAccess::None).unwrap();
        let begun = self.has(&self.ann);
        let mut desk = Desk::open(self.between.url(), &self.token).unwrap();
        let directory = desk.read().unwrap();
        let roles = [Role::Write, Role::Admin, Role::View];
        let wanted: Vec<_> =
            self.sites.into_iter().zip(roles).map(|(site, role)| (self.ann.clone(), site, Some(role.into()))).collect();
        let order = Order {
            plan: Plan::set_access(&directory, &wanted).unwrap(),
            directory: &directory,
            decision: Decision::KeepTheirs,
            why: Why { ends: Day::parse(BEFORE), ..Why::default() },
            undoes: None,
        };
        let done = desk.execute(order, GIVEN, false).unwrap();
        assert!(done.outcome.differences.is_empty(), "{:?}", done.outcome);
        let given = self.has(&self.ann);
        assert_ne!(given, begun);
        self.between.asked();

        let revert = Revert::of(desk.ledger.entries().last().unwrap()).unwrap();
        assert_eq!((revert.day.to_string().as_str(), revert.grants.len()), (DAY, 3));
        assert_eq!(self.reverts(program, &revert, BEFORE), (nothing(), 0));
        assert_eq!(self.has(&self.ann), given);
        let (said, writes) = self.reverts(program, &revert, DAY);
        assert_eq!((said.code, said.err.as_str(), writes), (Some(0), "", 3), "{said:?}");
        assert_eq!(self.has(&self.ann), begun);
    }
}
