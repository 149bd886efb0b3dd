//! Taking an export in.

use crate::{Ledger, Verdict, verify, verify::read};

/// Why an export was not taken. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadImport {
    /// It is not whole; holds what is wrong with it.
    #[error("this ledger is not whole")]
    NotWhole(Verdict),
    /// It holds entries of more than one Matomo.
    #[error("this ledger holds entries of more than one Matomo")]
    Mixed,
}

/// Reads an export ([`Ledger::export`]) that is whole.
pub fn import(text: impl AsRef<[u8]>) -> Result<Ledger, BadImport> {
    let verdict = verify(text.as_ref());
    let (true, Some(instance)) = (verdict.is_whole(), verdict.instance.clone()) else {
        return Err(BadImport::NotWhole(verdict));
    };
    let entries: Vec<_> = read::entries(text.as_ref()).collect();
    let count = entries.len();
    let ledger = Ledger::of_entries(instance, entries);
    if ledger.len() == count { Ok(ledger) } else { Err(BadImport::Mixed) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Problem, testing::*};

    #[test]
    fn what_was_exported_comes_back() {
        for count in [0, 1, 5] {
            let ledger = ledger(count);
            assert_eq!(import(ledger.export(1_795_291_200)).unwrap(), ledger);
        }
        let text = ledger(3).export(1).replace("Needed", "Wanted");
        let Err(BadImport::NotWhole(verdict)) = import(text) else { panic!() };
        assert!(matches!(verdict.problems[0], Problem::Edited { line: 1 }));
    }
}
