//! The lines of a ledger, as they were sealed, one record each. They are only added; what another tab added
//! meanwhile is noticed before anything is written.

pub use super::database::when_free;
use super::database::{Store, WorkError, answer, beginning, store, written};
use js_sys::Array;
use web_sys::IdbTransactionMode;

/// What came of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is on disk.
    Written,
    /// Another tab was here: nothing was written, and what is kept has to be read first.
    Behind,
}

/// The lines of one ledger, in the order of their keys.
pub async fn read(ledger: &str) -> Result<Vec<String>, WorkError> {
    let store = store(Store::Ledger, IdbTransactionMode::Readonly).await?;
    let lines = answer(&store.get_all_with_key(&beginning(&key(ledger, ""))?)?).await?;
    Ok(Array::from(&lines).iter().filter_map(|line| line.as_string()).collect())
}

/// Adds lines, each with its key, where `known` are kept so far. All are on disk when it returns, or none.
pub async fn add(ledger: &str, known: usize, lines: &[(String, String)]) -> Result<Added, WorkError> {
    let store = store(Store::Ledger, IdbTransactionMode::Readwrite).await?;
    let kept = answer(&store.count_with_key(&beginning(&key(ledger, ""))?)?).await?;
    if kept.as_f64() != Some(known as f64) {
        return Ok(Added::Behind);
    }
    for (name, line) in lines {
        // A name holds the hash of its line: what stands there already is the same, or was damaged.
        store.put_with_key(&line.into(), &key(ledger, name).into())?;
    }
    written(&store).await?;
    Ok(Added::Written)
}

fn key(ledger: &str, name: &str) -> String {
    format!("{ledger}#{name}")
}
