//! Work that has to outlive a reload: drafts of cases and the journal of a running apply, as JSON
//! records in IndexedDB. Never a token, never a password.

use js_sys::{Array, Promise};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

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

impl From<JsValue> for WorkError {
    fn from(error: JsValue) -> Self {
        let Some(error) = error.dyn_ref::<DomException>() else { return WorkError::Unavailable };
        match error.name().as_str() {
            "QuotaExceededError" => WorkError::Full,
            "SecurityError" | "InvalidStateError" => WorkError::Unavailable,
            _ => WorkError::Refused(error.message()),
        }
    }
}

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
    let store = store(IdbTransactionMode::Readwrite).await?;
    store.delete(&id.into())?;
    written(&store).await
}

/// Removes all records.
pub async fn clear() -> Result<(), WorkError> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    store.clear()?;
    written(&store).await
}

async fn put_text(id: &str, text: &str) -> Result<(), WorkError> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    store.put_with_key(&text.into(), &id.into())?;
    written(&store).await
}

async fn get_text(id: &str) -> Result<Option<String>, WorkError> {
    let store = store(IdbTransactionMode::Readonly).await?;
    Ok(answer(&store.get(&id.into())?).await?.as_string())
}

async fn list_texts(prefix: &str) -> Result<Vec<(String, String)>, WorkError> {
    let store = store(IdbTransactionMode::Readonly).await?;
    // Both are asked before either is waited for: a transaction with nothing to do ends.
    let (keys, records) = (store.get_all_keys()?, store.get_all()?);
    let (keys, records) = (Array::from(&answer(&keys).await?), Array::from(&answer(&records).await?));
    let texts = keys.iter().zip(records.iter());
    let texts = texts.filter_map(|(id, text)| Some((id.as_string()?, text.as_string()?)));
    Ok(texts.filter(|(id, _)| id.starts_with(prefix)).collect())
}

/// The store, in a transaction of its own.
async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, WorkError> {
    let factory = web_sys::window().and_then(|w| w.indexed_db().ok().flatten()).ok_or(WorkError::Unavailable)?;
    let opening = factory.open_with_u32(DATABASE, 1)?;
    let request = opening.clone();
    let make = Closure::once_into_js(move || {
        // Fails where the store is there already; then there is nothing to do.
        if let Ok(database) = request.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    opening.set_onupgradeneeded(Some(make.unchecked_ref()));
    let database: IdbDatabase = answer(&opening).await?.unchecked_into();
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    // Ends when the transaction has; held open, it would be in the way of a later version.
    database.close();
    Ok(transaction.object_store(STORE)?)
}

/// Waits for what a request brings.
async fn answer(request: &IdbRequest) -> Result<JsValue, WorkError> {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    }))
    .await
    .map_err(|_| why(request))?;
    Ok(request.result()?)
}

/// Waits until a transaction is on disk: a request that succeeded alone may still be lost.
async fn written(store: &IdbObjectStore) -> Result<(), WorkError> {
    let transaction = store.transaction();
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    }))
    .await
    .map_err(|_| transaction.error().map_or(WorkError::Unavailable, |error| JsValue::from(error).into()))?;
    Ok(())
}

fn why(request: &IdbRequest) -> WorkError {
    request.error().ok().flatten().map_or(WorkError::Unavailable, |error| JsValue::from(error).into())
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, WorkError> {
    serde_json::from_str(text).map_err(|_| WorkError::Unreadable)
}
