//! What this browser has on record.

use records::{Applied, Entry, What};

use crate::browser::{Page, Trouble};

const READ: &str = "const done = arguments[arguments.length - 1];
    const open = indexedDB.open('lanyard');
    open.onerror = () => done({ error: String(open.error) });
    open.onsuccess = () => {
        const database = open.result;
        const all = database.transaction('ledger').objectStore('ledger').getAll();
        all.onsuccess = () => { database.close(); done({ lines: all.result }); };
        all.onerror = () => { database.close(); done({ error: String(all.error) }); };
    };";

/// Every entry that this browser keeps, of whatever Matomo, in the order of their keys.
pub async fn kept(page: &Page) -> Result<Vec<Entry>, Trouble> {
    let found = page.run_async(READ, vec![]).await?;
    let lines = found["lines"].as_array().ok_or_else(|| Trouble::new(format!("the ledger cannot be read: {found}")))?;
    let entry = |line: &serde_json::Value| {
        let line = line.as_str().unwrap_or_default();
        Entry::of_line(line.as_bytes()).map_err(|why| Trouble::new(format!("a kept line {why}: {line}")))
    };
    lines.iter().map(entry).collect()
}

/// The last plan that is on record there.
pub async fn last_applied(page: &Page) -> Result<(Entry, Applied), Trouble> {
    let applied = kept(page).await?.into_iter().rev().find_map(|entry| match entry.what() {
        What::PlanApplied(applied) => Some((entry.clone(), applied.clone())),
        _ => None,
    });
    applied.ok_or_else(|| Trouble::new("no applied plan is on record"))
}
