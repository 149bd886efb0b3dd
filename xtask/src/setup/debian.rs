//! Debian's packages.

use std::process::Command;

use crate::{Failure, Result, process};

/// Whether this machine is a Debian, whose packages are named here.
pub fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| names_debian(&text))
}

/// Installs packages, refreshing the lists of packages if need be; removes none.
///
/// # Errors
/// If this is no Debian, or the packages cannot be installed. `what` says it to a person on another system.
pub fn install(packages: &[&str], what: &str) -> Result<()> {
    if !is_debian() {
        return Err(Failure::new(format!("install {what}")));
    }
    let install = || {
        let mut command = process::as_root("env")?;
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]);
        command.args(["--no-install-recommends", "--no-remove", "install"]).args(packages);
        process::logged(&mut command, "apt-install")
    };
    if install().is_ok() {
        return Ok(());
    }
    update()?;
    install().map_err(|why| Failure::new(format!("install {what} (`apt-get install {}`): {why}", packages.join(" "))))
}

/// Installs packages of servers without starting these: nobody asked for a web server on this machine.
///
/// # Errors
/// As [`install`].
pub fn install_stopped(packages: &[&str], what: &str) -> Result<()> {
    const POLICY: &str = "/usr/sbin/policy-rc.d";
    let ours = is_debian() && !std::path::Path::new(POLICY).exists();
    if ours {
        let script = format!("printf '#!/bin/sh\\nexit 101\\n' > {POLICY} && chmod 755 {POLICY}");
        process::output(process::as_root("sh")?.args(["-c", &script]))?;
    }
    let outcome = install(packages, what);
    if ours {
        process::output(process::as_root("rm")?.args(["-f", POLICY]))?;
    }
    outcome
}

/// The mirror that this machine's own package manager uses.
///
/// # Errors
/// If its configuration names none.
pub fn mirror() -> Result<String> {
    let list = || {
        let format = "$(LABEL) $(REPO_URI)";
        process::output(Command::new("apt-get").args(["indextargets", "--format", format, "Created-By: Packages"]))
    };
    if let Some(mirror) = main_mirror(&list()?) {
        return Ok(mirror);
    }
    // Nothing is listed before the first update.
    update()?;
    main_mirror(&list()?).ok_or_else(|| {
        Failure::new("this machine's apt sources name no mirror of Debian: add one to /etc/apt/sources.list")
    })
}

fn update() -> Result<()> {
    let mut update = process::as_root("apt-get")?;
    process::logged(update.args(["-q", "-o", "DPkg::Lock::Timeout=300", "update"]), "apt-update")
}

fn names_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| line == "ID=debian" || line == "ID=\"debian\"")
}

fn main_mirror(list: &str) -> Option<String> {
    list.lines().find_map(|line| line.strip_prefix("Debian ")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_debian_itself_is_debian() {
        assert!(names_debian("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(!names_debian("ID=ubuntu\nID_LIKE=debian\n"));
    }

    #[test]
    fn the_mirror_is_the_one_that_has_the_releases() {
        let list = "Cloud https://other.example/apt/\nDebian-Security http://mirror.example/debian-security/\n\
            Debian http://mirror.example/debian/\n";
        assert_eq!(main_mirror(list).as_deref(), Some("http://mirror.example/debian/"));
        assert_eq!(main_mirror(""), None);
    }
}
