//! Running other programs: quietly when they work, with the end of what they said when they do not.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::{Explain, Failure, Result, workspace};

/// Lines of a failed program's output that are shown.
const TAIL: usize = 25;

/// Runs a program and returns what it printed.
///
/// # Errors
/// If it cannot be started or fails; the failure holds the end of what it said.
pub fn output(command: &mut Command) -> Result<String> {
    let name = describe(command);
    let out = command.stdin(Stdio::null()).output().explain(format!("start {name}"))?;
    if out.status.success() {
        return Ok(String::from_utf8_lossy(&out.stdout).into_owned());
    }
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    Err(Failure::new(format!("{name} failed ({}):\n{}", out.status, tail(&said))))
}

/// Runs a program with its output in `target/tools/log/<log>.log`.
///
/// # Errors
/// As [`output`]; the failure also names the log.
pub fn logged(command: &mut Command, log: &str) -> Result<()> {
    let path = workspace::tools().join("log").join(format!("{log}.log"));
    logged_to(command, &path)
}

/// Runs a program with its output in the file `path`.
///
/// # Errors
/// As [`logged`].
pub fn logged_to(command: &mut Command, path: &Path) -> Result<()> {
    let name = describe(command);
    let file = create(path)?;
    let errors = file.try_clone().explain("share a log file")?;
    let status = command.stdin(Stdio::null()).stdout(file).stderr(errors).status().explain(format!("start {name}"))?;
    if status.success() {
        return Ok(());
    }
    let said = std::fs::read(path).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    Err(Failure::new(format!("{name} failed ({status}), see {}:\n{}", path.display(), tail(&said))))
}

/// A command that runs with the rights to install packages and to enter another root: as it is for root, else through `sudo -n`.
///
/// # Errors
/// If the person is not root and `sudo` would ask for a password.
pub fn as_root(program: impl AsRef<OsStr>) -> Result<Command> {
    if is_root() {
        return Ok(Command::new(program));
    }
    static SUDO: OnceLock<bool> = OnceLock::new();
    let may = *SUDO.get_or_init(|| output(Command::new("sudo").args(["-n", "true"])).is_ok());
    if !may {
        return Err(Failure::new(format!(
            "{} has to run as root: start again as root, or allow `sudo` without a password",
            program.as_ref().to_string_lossy()
        )));
    }
    let mut command = Command::new("sudo");
    command.arg("-n").arg(program);
    Ok(command)
}

/// Whether this process is root.
pub fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0"))
}

/// Creates a file and the folders it lies in.
///
/// # Errors
/// If that is not possible.
pub fn create(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).explain(format!("create {}", folder.display()))?;
    }
    File::create(path).explain(format!("create {}", path.display()))
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let mut text: Vec<_> = words.take(6).map(|word| word.to_string_lossy().into_owned()).collect();
    if command.get_args().len() > 5 {
        text.push("…".to_owned());
    }
    format!("`{}`", text.join(" "))
}

fn tail(text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(TAIL)..].join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn output_is_what_was_printed() {
        assert_eq!(output(Command::new("echo").arg("hello")).unwrap(), "hello\n");
    }

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let failure = output(Command::new("sh").args(["-c", "echo no room >&2; exit 3"])).unwrap_err().to_string();
        assert!(failure.contains("sh -c") && failure.contains("no room"), "{failure}");
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let failure = output(&mut Command::new("no-such-program")).unwrap_err().to_string();
        assert!(failure.starts_with("could not start `no-such-program`"), "{failure}");
    }

    #[test]
    fn only_the_end_of_long_output_is_shown() {
        let text: String = (0..100).map(|n| format!("line {n}\n")).collect();
        assert_eq!(tail(&text).lines().count(), TAIL);
        assert!(tail(&text).ends_with("line 99"));
    }
}
