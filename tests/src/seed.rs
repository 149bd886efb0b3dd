//! A ledger that a browser has had for long: entries are written past the console.

use matomo_api::{Login, MatomoUrl};
use records::{Entry, Ledger, Stamp, What};
use serde_json::Value;

use crate::browser::{Page, Trouble};
use crate::ledger::kept;
use crate::stage::Stage;

const WRITE: &str = "const [key, line, done] = arguments;
const open = indexedDB.open('lanyard');
open.onerror = () => done('not opened');
open.onsuccess = () => {
    const change = open.result.transaction('ledger', 'readwrite');
    change.objectStore('ledger').put(line, key);
    change.oncomplete = () => { open.result.close(); done(null); };
    change.onerror = () => done('not written');
};";

/// Waits until the ledger counts from what was there.
pub async fn has_begun(page: &Page) -> Result<(), Trouble> {
    page.waits_for("the ledger has begun", BEGUN).await
}

/// Writes an entry of an earlier time (Unix seconds) behind what the browser keeps, once the ledger has begun.
pub async fn seed(page: &Page, stage: &Stage, what: What, at: i64) -> Result<Entry, Trouble> {
    has_begun(page).await?;
    let (url, _) = MatomoUrl::parse(&stage.matomo).map_err(|why| Trouble::new(format!("{why:?}")))?;
    let mut ledger = Ledger::of_entries(url.clone(), kept(page).await?);
    let stamp = Stamp { actor: Some(Login::reported("m.calder")), console: "0.1.0".to_owned(), at, offset: 0 };
    let entry = ledger.append(stamp, what).clone();
    let key = format!("{}#{:08}-{}", url.as_str(), entry.head().number, entry.hash());
    match page.run_async(WRITE, vec![key.into(), entry.line().into()]).await? {
        Value::Null => Ok(entry),
        why => Err(Trouble::new(format!("the entry was not kept: {why}"))),
    }
}

const BEGUN: &str = "return new Promise(done => {
    const open = indexedDB.open('lanyard');
    open.onerror = () => done(false);
    open.onsuccess = () => {
        const names = open.result.objectStoreNames;
        if (!names.contains('ledger')) { open.result.close(); return done(false); }
        const count = open.result.transaction('ledger').objectStore('ledger').count();
        count.onsuccess = () => { open.result.close(); done(count.result > 0); };
    };
})";
