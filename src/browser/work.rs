//! Work that has to outlive a reload: drafts of cases and the journal of a running apply, as JSON
//! records in the browser's database. Never a token, never a password.

use super::database::{Store, answer, beginning, store, written};
use js_sys::Array;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::IdbTransactionMode;

pub use super::database::WorkError;

/// Keeps `record` under `id`, in place of what was there. Returns when the browser has written it.
pub async fn put(id: &str, record: &impl Serialize) -> Result<(), WorkError> {
    let text = serde_json::to_string(record).map_err(|_| WorkError::Unreadable)?;
    put_text(id, &text).await
}

/// The record under `id`.
pub async fn get<T: DeserializeOwned>(id: &str) -> Result<Option<T>, WorkError> {
    get_text(id).await?.map(|text| parse(&text)).transpose()
}

/// All records whose id begins with `prefix`, in the order of their ids. Records of another form
/// are left out: they are still there for the version that wrote them.
pub async fn list<T: DeserializeOwned>(prefix: &str) -> Result<Vec<(String, T)>, WorkError> {
    let texts = list_texts(prefix).await?;
    Ok(texts.into_iter().filter_map(|(id, text)| Some((id, parse(&text).ok()?))).collect())
}

/// Removes the record under `id`, if there is one.
pub async fn delete(id: &str) -> Result<(), WorkError> {
    let store = store(Store::Work, IdbTransactionMode::Readwrite).await?;
    store.delete(&id.into())?;
    written(&store).await
}

/// Removes everything that the browser keeps for this page in its database, ledgers included.
pub async fn clear() -> Result<(), WorkError> {
    for one in Store::ALL {
        let store = store(one, IdbTransactionMode::Readwrite).await?;
        store.clear()?;
        written(&store).await?;
    }
    Ok(())
}

async fn put_text(id: &str, text: &str) -> Result<(), WorkError> {
    let store = store(Store::Work, IdbTransactionMode::Readwrite).await?;
    store.put_with_key(&text.into(), &id.into())?;
    written(&store).await
}

async fn get_text(id: &str) -> Result<Option<String>, WorkError> {
    let store = store(Store::Work, IdbTransactionMode::Readonly).await?;
    Ok(answer(&store.get(&id.into())?).await?.as_string())
}

async fn list_texts(prefix: &str) -> Result<Vec<(String, String)>, WorkError> {
    let store = store(Store::Work, IdbTransactionMode::Readonly).await?;
    // Both are asked before either is waited for: a transaction with nothing to do ends.
    let own = beginning(prefix)?;
    let (keys, records) = (store.get_all_keys_with_key(&own)?, store.get_all_with_key(&own)?);
    let (keys, records) = (Array::from(&answer(&keys).await?), Array::from(&answer(&records).await?));
    let texts = keys.iter().zip(records.iter());
    Ok(texts.filter_map(|(id, text)| Some((id.as_string()?, text.as_string()?))).collect())
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, WorkError> {
    serde_json::from_str(text).map_err(|_| WorkError::Unreadable)
}
