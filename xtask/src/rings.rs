//! `cargo xtask test`: every ring of tests, from the fast to the whole, and what each came to.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::matomo::{self, Instance, Release};
use crate::setup::{self, BuildTools, debian, toolchain::TARGET};
use crate::{Explain, Failure, Result, dist, step, tools, workspace};

/// Runs all rings, prints what they came to, and says whether all is well.
///
/// # Errors
/// If the console cannot even be built here.
pub fn run() -> Result<bool> {
    let start = Instant::now();
    let tools = setup::build_tools()?;
    let mut report = Report::default();
    report.ring("set-up", || setup::lint_tools().and_then(|()| setup::test_tools()).map(|()| Count::default()));
    report.ring("format", || Ok(check(&mut cargo(&["fmt", "--all", "--", "--check", "--files-with-diff"]))));
    report.ring("lints", || Ok(lints(&tools)));
    report.ring("crates", || tests(&["--workspace", "--exclude", "journeys"]));
    report.ring("console", || dist::build().map(|_| Count::default()));
    let mut started = Vec::new();
    report.ring("matomo", || {
        for release in wanted() {
            let was_up = matomo::running()?.iter().any(|instance| instance.name == release.name());
            matomo::up(release)?;
            if !was_up {
                started.push(release);
            }
        }
        Ok(Count::default())
    });
    let real = matomo::running()?;
    if real.is_empty() {
        report.not_run.push("nothing ran against a real Matomo".to_owned());
    } else {
        if real.iter().any(Instance::is_own) {
            report.ring("instances", || {
                tests(&["--package", "xtask", "--features", "real-matomo", "--test", "instance"])
            });
        }
        report.ring("conformance", || suites(|name| name.starts_with("conformance"), Browser::Wanted));
    }
    report.ring("journeys", || suites(|name| !name.starts_with("conformance"), Browser::Wanted));
    match (tools::firefox(), tools::geckodriver()) {
        (Some(_), Some(_)) => report.ring("journeys in Firefox", || suites(in_firefox, Browser::Firefox)),
        (firefox, _) => {
            let missing = if firefox.is_none() { "firefox" } else { "geckodriver" };
            report.not_run.push(format!("journeys in Firefox: there is no {missing}. {}", setup::GET_FIREFOX));
        }
    }
    // Those that were up before belong to somebody.
    for release in started {
        matomo::down(release)?;
    }
    print!("{}", report.print(&real, start.elapsed()));
    Ok(report.is_well())
}

/// The releases to set up: none where another Matomo is named, or where it cannot be done.
fn wanted() -> Vec<Release> {
    let elsewhere = std::env::var_os(matomo::EXTERNAL).is_some() || !debian::is_debian();
    if elsewhere { Vec::new() } else { Release::ALL.to_vec() }
}

/// What a ring came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[derive(Debug, Default)]
struct Report {
    rings: Vec<(&'static str, Count, Duration)>,
    not_run: Vec<String>,
}

impl Report {
    fn ring(&mut self, name: &'static str, run: impl FnOnce() -> Result<Count>) {
        println!("\n== {name}");
        let start = Instant::now();
        let count = run().unwrap_or_else(|why| {
            println!("\n{why}");
            self.not_run.push(format!("{name}: {why}"));
            Count { passed: 0, failed: 1 }
        });
        self.rings.push((name, count, start.elapsed()));
    }

    fn is_well(&self) -> bool {
        self.rings.iter().all(|(_, count, _)| count.failed == 0)
    }

    fn print(&self, real: &[Instance], took: Duration) -> String {
        let mut out = "\n== summary\n".to_owned();
        let mut total = Count::default();
        for (name, count, time) in &self.rings {
            // Alone on their line, for those who look for such lines; what only prepares has no tests to count.
            match *count == Count::default() {
                true => out.push_str(&format!("{name}: done\n")),
                false => out.push_str(&format!("{name}: {} passed, {} failed\n", count.passed, count.failed)),
            }
            out.push_str(&format!("  in {}\n", step::seconds(*time)));
            total += *count;
        }
        for instance in real {
            out.push_str(&format!(
                "against Matomo {} ({}) at {}\n",
                instance.version, instance.name, instance.base_url
            ));
        }
        for reason in &self.not_run {
            out.push_str(&format!("!! DID NOT RUN: {reason}\n"));
        }
        out.push_str(&format!("in all {}\n{} passed, {} failed\n", step::seconds(took), total.passed, total.failed));
        out
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(workspace::root());
    command
}

fn check(command: &mut Command) -> Count {
    let well = command.stdin(Stdio::null()).status().is_ok_and(|status| status.success());
    Count { passed: usize::from(well), failed: usize::from(!well) }
}

/// Clippy over all that runs here, and over the console as it runs in the browser.
fn lints(tools: &BuildTools) -> Count {
    let deny = ["--", "--deny", "warnings"];
    let mut count = check(
        cargo(&["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--features", "xtask/real-matomo"])
            .args(deny),
    );
    let mut console = tools.toolchain.command("cargo");
    console.args(["clippy", "--quiet", "--locked", "--package", "lanyard", "--target", TARGET]).args(deny);
    count += check(console.env("CARGO_TARGET_DIR", dist::target_dir()).current_dir(workspace::root()));
    count
}

/// The browser that journeys go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Browser {
    /// The one that the environment asks for, or Chromium.
    Wanted,
    /// Firefox.
    Firefox,
}

/// What is tried in Firefox beside the browser of all journeys: the harness, and the whole way.
fn in_firefox(suite: &str) -> bool {
    matches!(suite, "harness" | "onboarding")
}

/// The journeys' test files that are wanted.
fn suites(wanted: impl Fn(&str) -> bool, browser: Browser) -> Result<Count> {
    let folder = workspace::root().join("tests/tests");
    let entries = std::fs::read_dir(&folder).explain(format!("read {}", folder.display()))?;
    let mut names: Vec<_> = entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned))
        .filter(|name| wanted(name))
        .collect();
    names.sort();
    if names.is_empty() {
        return Err(Failure::new(format!("there are no such tests in {}", folder.display())));
    }
    let mut arguments = vec!["--package", "journeys"];
    for name in &names {
        arguments.extend(["--test", name]);
    }
    let mut command = test(&arguments);
    if browser == Browser::Firefox {
        // What is not checked there is said by tests that pass, too.
        command.env("LANYARD_BROWSER", "firefox").args(["--", "--show-output"]);
    }
    counting(command)
}

fn tests(arguments: &[&str]) -> Result<Count> {
    counting(test(arguments))
}

fn test(arguments: &[&str]) -> Command {
    let mut command = cargo(&["test", "--locked", "--no-fail-fast"]);
    command.args(arguments);
    command
}

/// Runs `cargo test`, passes on what it prints, and counts.
fn counting(mut command: Command) -> Result<Count> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().explain("start cargo")?;
    let mut count = Count::default();
    let out = child.stdout.take().ok_or_else(|| Failure::new("cargo has no output"))?;
    for line in BufReader::new(out).lines() {
        let line = line.explain("read what cargo says")?;
        count += counted(&line).unwrap_or_default();
        let _ = writeln!(std::io::stdout(), "{line}");
    }
    let well = child.wait().explain("wait for cargo")?.success();
    // What does not compile, or ends in the middle, fails without a line that says so.
    if !well && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}

/// Reads `test result: ok. 3 passed; 0 failed; …`.
fn counted(line: &str) -> Option<Count> {
    let rest = line.strip_prefix("test result: ")?;
    let number = |word: &str| {
        let part = rest.split(['.', ';']).find(|part| part.ends_with(word))?;
        part.trim().split(' ').next()?.parse().ok()
    };
    Some(Count { passed: number(" passed")?, failed: number(" failed")? })
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn results_are_counted_as_cargo_prints_them() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.12s";
        assert_eq!(counted(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(counted("test x ... ok"), None);
    }

    #[test]
    fn a_ring_that_cannot_run_is_a_failure_and_the_next_one_runs() {
        let mut report = Report::default();
        report.ring("first", || Err(Failure::new("no browser")));
        report.ring("second", || Ok(Count { passed: 2, failed: 0 }));
        report.ring("third", || Ok(Count::default()));
        assert!(!report.is_well());
        let text = report.print(&[], Duration::ZERO);
        assert!(text.contains("first: 0 passed, 1 failed\n") && text.contains("second: 2 passed, 0 failed\n"));
        assert!(text.contains("third: done\n"));
        assert!(text.contains("DID NOT RUN: first: no browser") && text.ends_with("\n2 passed, 1 failed\n"), "{text}");
    }
}
