//! Work that has to outlive a reload: drafts of cases and the journal of a running apply, as JSON
//! records in IndexedDB. Never a token, never a password.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

const DATABASE: &str = "lanyard";
const STORE: &str = "work";

/// Why a record could not be kept or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkError {
    /// The browser gives no database to this page.
    #[error("This browser keeps nothing for this page (private window, or storage is blocked)")]
    Unavailable,
    /// No room.
    #[error("The browser has no room left for this page")]
    Full,
    /// A record has another form than this version of Lanyard writes.
    #[error("The record has a form that this version of Lanyard does not know")]
    Unreadable,
    /// Anything else, in the browser's words.
    #[error("The browser could not keep it: {0}")]
    Refused(String),
}

impl From<idb::Error> for WorkError {
    fn from(error: idb::Error) -> Self {
        let said = error.to_string();
        match error {
            idb::Error::IndexedDbNotFound(_) => WorkError::Unavailable,
            _ if said.contains("QuotaExceeded") => WorkError::Full,
            _ => WorkError::Refused(said),
        }
    }
}

/// Keeps `record` under `id`, in place of what was there. Returns when the browser has written it.
pub async fn put(id: &str, record: &impl Serialize) -> Result<(), WorkError> {
    let text = serde_json::to_string(record).map_err(|_| WorkError::Unreadable)?;
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.put(&JsValue::from_str(&text), Some(&JsValue::from_str(id)))?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// The record under `id`.
pub async fn get<T: DeserializeOwned>(id: &str) -> Result<Option<T>, WorkError> {
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let found = transaction.object_store(STORE)?.get(JsValue::from_str(id))?.await?;
    found.map(|value| parse(&value)).transpose()
}

/// All records whose id begins with `prefix`, in the order of their ids. Records of another form
/// are left out: they are still there for the version that wrote them.
pub async fn list<T: DeserializeOwned>(prefix: &str) -> Result<Vec<(String, T)>, WorkError> {
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE)?;
    let keys = store.get_all_keys(None, None)?.await?;
    let records = store.get_all(None, None)?.await?;
    let named = keys.iter().filter_map(JsValue::as_string).zip(&records);
    Ok(named.filter(|(id, _)| id.starts_with(prefix)).filter_map(|(id, r)| Some((id, parse(r).ok()?))).collect())
}

/// Removes the record under `id`, if there is one.
pub async fn delete(id: &str) -> Result<(), WorkError> {
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.delete(JsValue::from_str(id))?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// Removes all records.
pub async fn clear() -> Result<(), WorkError> {
    let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.clear()?.await?;
    transaction.commit()?.await?;
    Ok(())
}

async fn open() -> Result<Database, WorkError> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        // Fails where the store is there already; then there is nothing to do.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    Ok(request.await?)
}

fn parse<T: DeserializeOwned>(value: &JsValue) -> Result<T, WorkError> {
    let text = value.as_string().ok_or(WorkError::Unreadable)?;
    serde_json::from_str(&text).map_err(|_| WorkError::Unreadable)
}
