#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Touched, What, testing::*};
use matomo_api::{Capability, Role};
use proptest::prelude::*;
use std::{io::Write, process::Command, process::Stdio};

fn tags(role: Role) -> Grant {
    Grant::new(role, vec![Capability::parse("tagmanager_write").unwrap()])
}

fn revert_of(people: Vec<Touched>) -> Option<Revert> {
    let mut applied = applied(people);
    applied.why.ends = Day::parse("2026-12-31");
    Revert::of(empty().append(stamp(0), What::PlanApplied(applied)))
}

fn two() -> Revert {
    let mut up = change(1, None, Some(Role::Admin));
    up.before = Some(tags(Role::View));
    let same = change(2, Some(Role::View), Some(Role::View));
    revert_of(vec![touched("bob", vec![up, same]), touched("o'neil", vec![change(3, None, Some(Role::Write))])])
        .unwrap()
}

#[test]
fn it_is_what_changed_and_can_be_taken_back() {
    let revert = two();
    assert_eq!((revert.day.to_string(), revert.id.to_string()), ("2027-01-01".into(), "UAM-2026-11-22-001".into()));
    assert_eq!(revert.file_name("sh"), "revert-UAM-2026-11-22-001.sh");
    let bob =
        Back { login: login("bob"), site: site(1), granted: Some(Role::Admin.into()), back: Some(tags(Role::View)) };
    let neil = Back { login: login("o'neil"), site: site(3), granted: Some(Role::Write.into()), back: None };
    assert_eq!(revert.grants, [bob, neil]);
    let same = change(1, Some(Role::View), Some(Role::View));
    assert_eq!(revert_of(vec![touched("bob", vec![same])]), None);
    let promoted = Touched { after: Account::SuperUser, ..touched("bob", vec![change(1, Some(Role::View), None)]) };
    assert_eq!(revert_of(vec![promoted]), None);
    assert_eq!(Revert::of(empty().append(stamp(0), what(0))), None, "what has no end stays");
}

#[test]
fn the_scripts_say_what_they_do() {
    let (shell, python) = (two().shell(), two().python());
    for text in [&shell, &python] {
        for line in [
            "# Takes access in Matomo back from 2027-01-01 (UTC) on: change UAM-2026-11-22-001.",
            "#   bob on site 1: admin -> view + tagmanager_write",
            "#   o'neil on site 3: write -> no access",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        assert!(text.contains(VARIABLE) && text.contains(NOW_VARIABLE) && text.ends_with('\n'));
        assert!(!text.contains('\r') && text.lines().all(|line| line == line.trim_end()));
    }
    assert!(shell.starts_with("#!/bin/sh\n") && python.starts_with("#!/usr/bin/env python3\n"));
    let calls: Vec<&str> = shell.lines().filter(|line| line.starts_with("revert '")).collect();
    assert_eq!(
        calls,
        [
            "revert 'bob' '1' 'admin' 'tagmanager_write view' 'access[]=view' 'access[]=tagmanager_write'",
            "revert 'o'\\''neil' '3' 'write' 'noaccess' 'access=noaccess'",
        ]
    );
    assert!(python.contains(
        "    (\"bob\", \"1\", \"admin\", \"tagmanager_write view\", [(\"access[]\", \"view\"), (\"access[]\", \"tagmanager_write\")]),\n"
    ));
}

#[test]
fn no_token_stands_in_an_address_or_on_a_command_line() {
    let shell = two().shell();
    let lines: Vec<&str> =
        shell.lines().filter(|line| line.contains("token_auth") || line.contains("$MATOMO")).collect();
    assert_eq!(lines, ["  printf 'language=en&token_auth=%s' \"$MATOMO_TOKEN\" |"]);
    for text in [shell, two().python()] {
        let addresses: Vec<&str> = text.lines().filter(|line| line.contains("index.php")).collect();
        assert!(addresses.len() == 1 && !addresses[0].contains("token"), "{addresses:?}");
        assert!(!text.contains("--get") && !text.contains(" -G"));
    }
}

/// What a program says to a text.
fn says(program: &str, arguments: &[&str], text: &str) -> Result<String, std::io::Error> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    child.stdin.take().unwrap().write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&said));
    Ok(String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn shells_and_python_can_read_them() {
    let nasty = touched("a", vec![change(1, None, Some(Role::View))]);
    let login = login("it's $(touch x) \"q\" \\ `y`\n# ünï");
    let mut elsewhere = two();
    elsewhere.instance = url("https://m.example/it's-$HOME/`x`/");
    assert!(elsewhere.shell().contains("\naddress='https://m.example/it%27s-%24HOME/%60x%60/index.php?"));
    for revert in [two(), elsewhere, revert_of(vec![Touched { login, ..nasty }]).unwrap()] {
        assert_eq!(says("sh", &["-n"], &revert.shell()).unwrap(), "");
        let compile = "import sys; compile(sys.stdin.read(), 'script', 'exec')";
        assert_eq!(says("python3", &["-W", "error", "-c", compile], &revert.python()).unwrap(), "");
        match says("shellcheck", &["--shell=sh", "--severity=style", "-"], &revert.shell()) {
            Ok(said) => assert_eq!(said, ""),
            Err(error) => eprintln!("\n*** shellcheck was NOT run on the revert script: {error}. Install it. ***\n"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever Matomo's logins are, the scripts hold them as text, and nothing of them is run.
    #[test]
    fn logins_stay_text(name in "[ -~äß\n\t]{1,30}") {
        let one = Touched { login: login(&name), ..touched("x", vec![change(1, None, Some(Role::View))]) };
        let revert = revert_of(vec![one]).unwrap();
        let (shell, python) = (revert.shell(), revert.python());
        // The function is replaced by one that prints what it is called with.
        let at = shell.find("\nrevert '").unwrap();
        let spy = format!("revert() {{ printf '%s' \"$1\"; }}\nfailed=0\n{}", &shell[at..]);
        prop_assert_eq!(says("sh", &["-s"], &spy).unwrap(), name.clone());
        let list = &python[python.find("GRANTS = ").unwrap()..python.find("\n\n\nclass").unwrap()];
        let spy = format!("import sys\n{list}\nsys.stdout.buffer.write(GRANTS[0][0].encode())\n");
        prop_assert_eq!(says("python3", &["-"], &spy).unwrap(), name);
    }
}
