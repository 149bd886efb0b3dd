//! The real Matomos that are up.

use std::fs::File;

use matomo_sim::Dialect;
use xtask::matomo::{self, Instance};

use crate::browser::Trouble;

/// Those whose answers the dialect is made after: the one that was set up here, or the one that
/// `LANYARD_TEST_MATOMO` names.
///
/// # Panics
/// If there is none: what is to be tried on a real Matomo never passes without one.
pub fn matomos(dialect: Dialect) -> Vec<Instance> {
    let all = matomo::running().unwrap_or_else(|why| panic!("NOT RUN: {why}"));
    let fitting: Vec<_> = all.into_iter().filter(|instance| dialect_of(&instance.version) == dialect).collect();
    assert!(
        !fitting.is_empty(),
        "NOT RUN: no real Matomo like {} is up. `cargo xtask matomo up all` starts them; {} names another.",
        dialect.version(),
        matomo::EXTERNAL
    );
    fitting
}

/// The turn at a Matomo, among programs and within one: two that test at the same time wait for each other. It lasts
/// until it is dropped.
pub fn turn_at(instance: &Instance) -> Result<File, Trouble> {
    let name: String = instance.base_url.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let file = File::create(std::env::temp_dir().join(format!("lanyard-turn-{name}")))?;
    file.lock()?;
    Ok(file)
}

/// The dialect of a version: from 5.7 on Matomo gives errors a status.
fn dialect_of(version: &str) -> Dialect {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    if (parts.next(), parts.next()) < (Some(5), Some(7)) { Dialect::V5_3 } else { Dialect::V5_8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_has_a_dialect() {
        for (version, dialect) in
            [("5.3.1", Dialect::V5_3), ("5.6.2", Dialect::V5_3), ("5.7.0", Dialect::V5_8), ("5.10.0", Dialect::V5_8)]
        {
            assert_eq!(dialect_of(version), dialect, "{version}");
        }
        assert_eq!(dialect_of("6.0.0-b1"), Dialect::V5_8);
    }
}
