//! The scripts that take grants back, run against a simulated Matomo over HTTP.

#![allow(clippy::unwrap_used)]

use access::Grant;
use matomo_api::{Capability, Login, MatomoUrl, Role, SiteId};
use matomo_sim::{Config, Dataset, Dialect, Request, server};
use records::{Back, ChangeId, Day, NOW_VARIABLE, Revert, VARIABLE};
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

struct Stage {
    server: server::Server,
    token: String,
}

#[derive(Clone, Copy, Debug)]
enum Program {
    Shell,
    Python,
}

const BOTH: [Program; 2] = [Program::Shell, Program::Python];
const DIALECTS: [Dialect; 2] = [Dialect::V5_3, Dialect::V5_8];
const BEFORE: &str = "2026-12-31";
const DAY: &str = "2027-01-01";

impl Stage {
    fn open(dialect: Dialect) -> Self {
        let server = server::spawn(Config { dialect, data: Dataset::Demo, ..Config::default() }, 0).unwrap();
        let token = server.with(|sim| sim.admin_token().to_owned());
        let stage = Self { server, token };
        for login in ["o.dell", "amy", "gone"] {
            stage.call(
                "UsersManager.addUser",
                &format!(
                    "userLogin={login}&password=Correct-Horse-7&email={login}@example.org&passwordConfirmation={}",
                    matomo_sim::PASSWORD
                ),
            );
        }
        stage
    }

    fn call(&self, method: &str, body: &str) -> String {
        let target = format!("/index.php?module=API&format=json&method={method}");
        let post = Request::post(&target, format!("token_auth={}&{body}", self.token));
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
        let reply = self.server.with(|sim| sim.handle(&post, u64::try_from(now).unwrap())).reply().unwrap();
        String::from_utf8(reply.body).unwrap()
    }

    fn set(&self, login: &str, site: u32, access: &str) {
        let body = format!("userLogin={login}&idSites={site}&{access}");
        let said = self.call("UsersManager.setUserAccess", &body);
        assert!(said.contains("success") || said.contains("ok"), "{said}");
    }

    /// What somebody has, as `site:access`, in Matomo's order.
    fn has(&self, login: &str) -> String {
        let said = self.call("UsersManager.getSitesAccessFromUser", &format!("userLogin={login}"));
        let rows: serde_json::Value = serde_json::from_str(&said).unwrap();
        let row = |row: &serde_json::Value| format!("{}:{}", row["site"], row["access"].as_str().unwrap());
        rows.as_array().unwrap().iter().map(row).collect::<Vec<_>>().join(" ")
    }

    fn writes(&self) -> usize {
        self.server.with(|sim| sim.calls().iter().filter(|call| call.method.ends_with("setUserAccess")).count())
    }

    fn requests(&self) -> u64 {
        self.server.with(|sim| sim.requests())
    }

    fn revert(&self, grants: Vec<Back>) -> Revert {
        Revert {
            id: ChangeId::parse("UAM-2026-11-22-001").unwrap(),
            instance: MatomoUrl::parse(&self.server.url()).unwrap().0,
            day: Day::parse(DAY).unwrap(),
            grants,
        }
    }

    /// Runs it as cron does: not on a terminal.
    fn run(&self, program: Program, revert: &Revert, today: &str) -> Said {
        run(program, revert, Some(&self.token), Some(today))
    }
}

#[derive(Debug, PartialEq)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(program: Program, revert: &Revert, token: Option<&str>, today: Option<&str>) -> Said {
    let (name, arguments, script) = match program {
        Program::Shell => ("sh", ["-s"], revert.shell()),
        Program::Python => ("python3", ["-"], revert.python()),
    };
    let mut command = Command::new(name);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (variable, value) in [(VARIABLE, token), (NOW_VARIABLE, today)] {
        match value {
            Some(value) => command.env(variable, value),
            None => command.env_remove(variable),
        };
    }
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let said = Said { code: status.code(), out: text(stdout), err: text(stderr) };
    if let Some(token) = token.filter(|token| token.len() > 3) {
        assert!(!said.out.contains(token) && !said.err.contains(token), "{said:?}");
    }
    said
}

fn nothing() -> Said {
    Said { code: Some(0), out: String::new(), err: String::new() }
}

fn back(login: &str, site: u32, granted: Option<Grant>, back: Option<Grant>) -> Back {
    Back { login: Login::reported(login), site: SiteId::new(site).unwrap(), granted, back }
}

fn tags(role: Role) -> Grant {
    Grant::new(role, vec![Capability::parse("tagmanager_write").unwrap()])
}

#[test]
fn it_reverts_on_its_day_and_once() {
    for (dialect, program) in DIALECTS.into_iter().flat_map(|dialect| BOTH.map(|program| (dialect, program))) {
        let stage = Stage::open(dialect);
        stage.set("amy", 1, "access=admin");
        stage.set("amy", 2, "access=view");
        stage.set("amy", 3, "access=view");
        stage.set("o.dell", 1, "access[]=view&access[]=tagmanager_write");
        let revert = stage.revert(vec![
            back("amy", 1, Some(Role::Admin.into()), Some(tags(Role::View))),
            back("amy", 2, Some(Role::View.into()), None),
            back("o.dell", 1, Some(tags(Role::View)), Some(Role::Write.into())),
        ]);
        let begun = stage.writes();
        assert_eq!(stage.run(program, &revert, BEFORE), nothing(), "{program:?}");
        assert_eq!((stage.writes(), stage.has("amy")), (begun, "1:admin 2:view 3:view".into()), "nothing before it");

        let said = stage.run(program, &revert, DAY);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{program:?}");
        assert_eq!(
            said.out,
            "amy on site 1: admin taken back, now tagmanager_write view.\n\
             amy on site 2: view taken back, now noaccess.\n\
             o.dell on site 1: tagmanager_write view taken back, now write.\n"
        );
        assert_eq!(stage.has("amy").split(' ').count(), 3);
        assert!(stage.has("amy").contains("1:view") && stage.has("amy").contains("1:tagmanager_write"));
        assert_eq!(stage.has("o.dell"), "1:write");
        assert_eq!(stage.writes(), begun + 3);

        assert_eq!(stage.run(program, &revert, "2027-03-01"), nothing(), "nothing twice");
        assert_eq!(stage.writes(), begun + 3);
    }
}

#[test]
fn what_was_changed_meanwhile_is_left_and_told() {
    for (dialect, program) in DIALECTS.into_iter().flat_map(|dialect| BOTH.map(|program| (dialect, program))) {
        let stage = Stage::open(dialect);
        stage.set("amy", 1, "access=write");
        stage.set("amy", 2, "access[]=admin&access[]=tagmanager_write");
        stage.set("amy", 3, "access=view");
        stage.set("gone", 1, "access=admin");
        let body = format!("userLogin=gone&passwordConfirmation={}", matomo_sim::PASSWORD);
        assert!(stage.call("UsersManager.deleteUser", &body).contains("success"));
        let revert = stage.revert(vec![
            back("amy", 1, Some(Role::Admin.into()), None),
            back("gone", 1, Some(Role::Admin.into()), None),
            back("amy", 3, Some(Role::View.into()), None),
        ]);
        let begun = stage.writes();
        let said = stage.run(program, &revert, DAY);
        assert_eq!(
            said,
            Said {
                code: Some(0),
                out: "amy on site 1: left as it is. It was changed meanwhile: write, not admin.\n\
                      amy on site 3: view taken back, now noaccess.\n"
                    .into(),
                err: String::new()
            },
            "{program:?}"
        );
        assert_eq!((stage.writes(), stage.has("amy")), (begun + 1, "1:write 2:admin".into()));
    }
}

#[test]
fn what_cannot_be_done_is_told_and_the_rest_is_done() {
    for (dialect, program) in DIALECTS.into_iter().flat_map(|dialect| BOTH.map(|program| (dialect, program))) {
        let stage = Stage::open(dialect);
        stage.set("amy", 1, "access=view");
        stage.set("amy", 2, "access=view");
        let broken = Grant::new(Role::View, vec![Capability::parse("no_such_thing").unwrap()]);
        let revert = stage.revert(vec![
            back("amy", 1, Some(Role::View.into()), Some(broken)),
            back("amy", 2, Some(Role::View.into()), None),
        ]);
        let said = stage.run(program, &revert, DAY);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.err.starts_with("amy on site 1: not taken back. Matomo said: "), "{said:?}");
        assert_eq!(said.out, "amy on site 2: view taken back, now noaccess.\n");

        let poor = stage.server.with(|sim| sim.create_token("amy")).unwrap();
        for token in [poor.as_str(), "0123456789abcdef0123456789abcdef"] {
            let (begun, asked) = (stage.writes(), stage.requests());
            let said = run(program, &revert, Some(token), Some(DAY));
            assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{said:?}");
            assert!(said.err.contains("amy on site 1: Matomo could not be asked."), "{said:?}");
            assert_eq!((stage.writes(), stage.requests()), (begun, asked + 1), "a refused token is not tried again");
        }
    }
}

#[test]
fn it_does_nothing_when_it_is_called_wrong_or_nobody_answers() {
    for program in BOTH {
        let stage = Stage::open(Dialect::V5_8);
        stage.set("amy", 1, "access=view");
        let revert = stage.revert(vec![back("amy", 1, Some(Role::View.into()), None)]);
        let begun = stage.writes();
        for token in [None, Some(""), Some("a b")] {
            let said = run(program, &revert, token, Some(DAY));
            assert_eq!((said.code, said.err.as_str()), (Some(2), "MATOMO_TOKEN holds no token.\n"));
        }
        for day in ["tomorrow", "2027-1-1", "20270101"] {
            let said = stage.run(program, &revert, day);
            assert_eq!((said.code, said.err.as_str()), (Some(2), "LANYARD_NOW is no day such as 2026-12-31.\n"));
        }
        let far = Revert { day: Day::parse("9999-12-31").unwrap(), ..revert.clone() };
        assert_eq!(run(program, &far, Some(&stage.token), None), nothing(), "today is before that");
        assert_eq!((stage.writes(), stage.has("amy")), (begun, "1:view".into()));
        let past = Revert { day: Day::parse("2020-01-01").unwrap(), ..revert.clone() };
        assert_eq!(
            run(program, &past, Some(&stage.token), None).out,
            "amy on site 1: view taken back, now noaccess.\n"
        );
        drop(stage);
        let said = run(program, &revert, Some("0123456789abcdef0123456789abcdef"), Some(DAY));
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{said:?}");
    }
}
