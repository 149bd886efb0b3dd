//! Real Matomos to test against: unpacked from Debian's packages, each in a root of its own with its database and a
//! sink for its mail, all below `target/matomo`.
//!
//! An instance keeps running after the command that started it; [`down`] ends it. [`Instance::reset`] puts its
//! accounts, sites and settings back to what they were right after the installation.

mod config;
mod crowd;
pub mod front;
mod install;
mod instance;
mod mail;
mod root;

use std::fs::File;
use std::path::PathBuf;

pub use config::ORIGINS;
pub use instance::Instance;
pub use mail::Mail;

use crate::step::Step;
use crate::{Explain, Failure, Result, workspace};

/// Names a folder for the instances' state other than `target/matomo`.
pub const STATE: &str = "LANYARD_STATE";
/// Names a disposable Matomo to test against, where none can be set up here.
pub const EXTERNAL: &str = "LANYARD_TEST_MATOMO";

/// A release of Matomo that is tested against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// Debian 13's.
    V5_3,
    /// Debian unstable's.
    Latest,
}

impl Release {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::V5_3, Self::Latest];

    /// By the name that a person gives.
    ///
    /// # Errors
    /// If there is no such release.
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|release| release.name() == name)
            .ok_or_else(|| Failure::new(format!("there is no Matomo `{name}` here: say 5.3, latest or all")))
    }

    /// The name that a person gives.
    pub fn name(self) -> &'static str {
        match self {
            Self::V5_3 => "5.3",
            Self::Latest => "latest",
        }
    }

    /// The port it is served on where that is free.
    pub fn port(self) -> u16 {
        match self {
            Self::V5_3 => 8053,
            Self::Latest => 8058,
        }
    }

    fn folder(self) -> PathBuf {
        state().join(self.name())
    }
}

/// A running instance of the release, started and installed if need be.
///
/// # Errors
/// A sentence that says what to install, or how to name another Matomo.
pub fn up(release: Release) -> Result<Instance> {
    let _lock = lock()?;
    let mut step = Step::begin(&format!("Matomo {}", release.name()));
    if let Some(instance) = Instance::running(release)? {
        step.done(&format!("{} is up at {}", instance.version, instance.base_url));
        return Ok(instance);
    }
    root::ensure(release, &mut step)?;
    let instance = install::start(release, &mut step)?;
    step.done(&format!("{} at {}", instance.version, instance.base_url));
    Ok(instance)
}

/// Ends an instance; what it holds stays.
///
/// # Errors
/// If its processes cannot be ended.
pub fn down(release: Release) -> Result<()> {
    let _lock = lock()?;
    let step = Step::begin(&format!("Matomo {}", release.name()));
    let ended = root::stop(&release.folder())?;
    step.done(if ended == 0 { "was not up" } else { "is down" });
    Ok(())
}

/// The instances that are up, and the one that [`EXTERNAL`] names.
///
/// # Errors
/// If that variable is set and another that it needs is not.
pub fn running() -> Result<Vec<Instance>> {
    let mut all = Vec::new();
    for release in Release::ALL {
        all.extend(Instance::running(release)?);
    }
    all.extend(Instance::external()?);
    Ok(all)
}

fn state() -> PathBuf {
    std::env::var_os(STATE).map_or_else(|| workspace::target().join("matomo"), PathBuf::from)
}

/// Held while an instance is started or ended, so that two commands do not do it at once.
fn lock() -> Result<File> {
    let file = crate::process::create(&state().join("lock"))?;
    file.lock().explain("wait for another command that starts or ends a Matomo")?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn releases_are_found_by_their_names() {
        for release in Release::ALL {
            assert_eq!(Release::named(release.name()).unwrap(), release);
        }
        assert!(Release::named("4.0").is_err());
    }
}
