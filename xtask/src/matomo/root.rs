//! The root that an instance lives in: Debian's packages, unpacked beside the machine's own, and its processes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{EXTERNAL, Release};
use crate::setup::debian;
use crate::step::Step;
use crate::{Explain, Failure, Result, process, tools};

const PACKAGES: &str =
    "matomo,php8.4-cli,php8.4-fpm,php8.4-mysql,php8.4-mbstring,php8.4-xml,mariadb-server-core,mariadb-client-core";
/// Unstable's packages do not always fit together: Matomo comes from there, the rest from the stable release.
const PREFERENCES: &str = "Package: *\nPin: release n=sid\nPin-Priority: 90\n\n\
    Package: matomo php-matomo-component-cache\nPin: release n=sid\nPin-Priority: 900\n";

/// The root of the release's instance.
pub fn path(folder: &Path) -> PathBuf {
    folder.join("root")
}

/// Unpacks the packages if that has not been done.
///
/// # Errors
/// If this machine is no Debian, or the packages cannot be had.
pub fn ensure(release: Release, step: &mut Step) -> Result<()> {
    let folder = release.folder();
    let root = path(&folder);
    if root.is_dir() {
        return Ok(());
    }
    if !debian::is_debian() {
        return Err(Failure::new(format!(
            "a real Matomo is set up from Debian's packages, and this is no Debian. Name one that may be changed at will: \
             {EXTERNAL}=http://… with {EXTERNAL}_TOKEN, {EXTERNAL}_LOGIN and {EXTERNAL}_PASSWORD of a super user"
        )));
    }
    if tools::find(&["mmdebstrap"]).is_none() {
        debian::install(&["mmdebstrap"], "mmdebstrap")?;
    }
    step.note("unpacking Debian's packages, 1 to 3 minutes");
    let part = folder.join("root.part");
    remove(&part)?;
    std::fs::create_dir_all(&folder).explain(format!("create {}", folder.display()))?;
    let mirror = debian::mirror()?;
    let mut command = process::as_root("mmdebstrap")?;
    command.args(["--mode=root", "--variant=essential"]);
    // A mirror may be a snapshot of some weeks ago: for what is thrown away after a test that is new enough.
    let apt =
        ["APT::Install-Recommends \"false\"", "Acquire::Languages \"none\"", "Acquire::Check-Valid-Until \"false\""];
    for option in apt {
        command.arg(format!("--aptopt={option}"));
    }
    command.arg("--dpkgopt=force-unsafe-io");
    for documents in ["doc", "man", "locale"] {
        command.arg(format!("--dpkgopt=path-exclude=/usr/share/{documents}/*"));
    }
    if release == Release::Latest {
        let preferences = folder.join("preferences");
        std::fs::write(&preferences, PREFERENCES).explain("write apt's preferences")?;
        let place = "\"$1\"/etc/apt/preferences.d";
        command.arg(format!("--setup-hook=mkdir -p {place} && cp '{}' {place}/lanyard", preferences.display()));
    }
    command.arg(format!("--include={PACKAGES}")).arg("trixie").arg(&part).arg(format!("deb {mirror} trixie main"));
    if release == Release::Latest {
        command.arg(format!("deb {mirror} sid main"));
    }
    process::logged_to(&mut command, &folder.join("log/mmdebstrap.log"))?;
    process::output(process::as_root("mv")?.arg(&part).arg(&root)).map(drop)
}

/// A command inside the root, as the web server's user.
///
/// # Errors
/// If this person may not enter another root.
pub fn inside(root: &Path, program: &str) -> Result<Command> {
    let mut command = process::as_root("chroot")?;
    command.arg("--userspec=www-data:www-data").arg(root).arg(program);
    Ok(command)
}

/// Starts a program inside the root that goes on when this one ends.
///
/// # Errors
/// If it cannot be started.
pub fn spawn(folder: &Path, log: &str, user: &str, words: &[&str]) -> Result<()> {
    let log = folder.join("log").join(format!("{log}.log"));
    process::create(&log)?;
    let mut command = process::as_root("sh")?;
    command.args(["-c", "log=$1; shift; setsid \"$@\" >\"$log\" 2>&1 </dev/null &", "sh"]).arg(log);
    command.arg("chroot").arg(format!("--userspec={user}:{user}")).arg(path(folder)).args(words);
    process::output(&mut command).map(drop)
}

/// Writes a file inside the root.
///
/// # Errors
/// If that is not possible.
pub fn write(root: &Path, name: &str, text: &str) -> Result<()> {
    let mut command = process::as_root("sh")?;
    command.args(["-c", "printf %s \"$1\" > \"$0\""]).arg(root.join(name)).arg(text);
    process::output(&mut command).map(drop)
}

/// The processes inside the root of an instance.
pub fn processes(folder: &Path) -> Result<Vec<String>> {
    let Ok(root) = path(folder).canonicalize() else { return Ok(Vec::new()) };
    let mut find = process::as_root("find")?;
    find.args(["/proc", "-maxdepth", "2", "-name", "root", "-lname"]).arg(root);
    // It fails where a process ends while it looks: what it did find is what counts.
    let found = find.output().explain("look for processes")?;
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    Ok(found.lines().filter_map(|line| Some(line.strip_prefix("/proc/")?.split('/').next()?.to_owned())).collect())
}

/// Ends the processes inside the root of an instance and says how many there were.
///
/// # Errors
/// If they do not end.
pub fn stop(folder: &Path) -> Result<usize> {
    let first = processes(folder)?;
    let mut left = first.clone();
    for signal in ["-TERM", "-KILL"] {
        if left.is_empty() {
            break;
        }
        // One that has ended meanwhile is what is wanted.
        let _ = process::output(process::as_root("kill")?.arg(signal).args(&left));
        for _ in 0..100 {
            left = processes(folder)?;
            if left.is_empty() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    match left.is_empty() {
        true => Ok(first.len()),
        false => Err(Failure::new(format!("these processes do not end: {}", left.join(", ")))),
    }
}

/// Removes a root that was not finished; never one that something is mounted in.
fn remove(root: &Path) -> Result<()> {
    let Ok(root) = root.canonicalize() else { return Ok(()) };
    let mounts = std::fs::read_to_string("/proc/mounts").explain("read what is mounted")?;
    if mounts.contains(&format!(" {}/", root.display())) {
        return Err(Failure::new(format!("something is mounted below {}: unmount it first", root.display())));
    }
    process::output(process::as_root("rm")?.args(["-rf", "--one-file-system"]).arg(root)).map(drop)
}
