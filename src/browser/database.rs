//! The browser's database for this page: opening it, transactions, and why something could not be kept.
//!
//! Each use opens it and closes it again: a database that is held open would be in the way of a later version of
//! Lanyard in another tab.

use js_sys::Promise;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

const DATABASE: &str = "lanyard";
/// 1 had [`Store::Work`] alone.
const VERSION: u32 = 2;

/// What is kept apart.
#[derive(Clone, Copy)]
pub enum Store {
    /// Work under way, and what can be lost.
    Work,
    /// The lines of ledgers.
    Ledger,
}

impl Store {
    const ALL: [Store; 2] = [Store::Work, Store::Ledger];

    fn name(self) -> &'static str {
        match self {
            Store::Work => "work",
            Store::Ledger => "ledger",
        }
    }
}

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
    /// A later version of Lanyard was here.
    #[error("A later version of Lanyard has been open in this browser: reload this page to get it")]
    Outdated,
    /// Another tab still runs an earlier version.
    #[error("Another tab runs an earlier version of Lanyard and is in the way: close or reload it")]
    Blocked,
    /// Anything else, in the browser's words.
    #[error("The browser could not keep it: {0}")]
    Refused(String),
}

impl From<JsValue> for WorkError {
    fn from(error: JsValue) -> Self {
        let Some(error) = error.dyn_ref::<DomException>() else { return WorkError::Unavailable };
        match error.name().as_str() {
            "QuotaExceededError" => WorkError::Full,
            "VersionError" => WorkError::Outdated,
            "SecurityError" | "InvalidStateError" => WorkError::Unavailable,
            _ => WorkError::Refused(error.message()),
        }
    }
}

/// A store, in a transaction of its own.
pub async fn store(store: Store, mode: IdbTransactionMode) -> Result<IdbObjectStore, WorkError> {
    let factory = web_sys::window().and_then(|w| w.indexed_db().ok().flatten()).ok_or(WorkError::Unavailable)?;
    let opening = factory.open_with_u32(DATABASE, VERSION)?;
    let database = opened(&opening).await?;
    let transaction = database.transaction_with_str_and_mode(store.name(), mode)?;
    // Ends when the transaction has.
    database.close();
    Ok(transaction.object_store(store.name())?)
}

/// Waits until it is open, having made what is missing; not for another tab that does not let go.
async fn opened(opening: &IdbOpenDbRequest) -> Result<IdbDatabase, WorkError> {
    let request = opening.clone();
    let make = Closure::once_into_js(move || {
        let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) else { return };
        for store in Store::ALL {
            // Fails where the store is there already; then there is nothing to do.
            let _ = database.create_object_store(store.name());
        }
    });
    opening.set_onupgradeneeded(Some(make.unchecked_ref()));
    let blocked = Rc::new(Cell::new(false));
    let waited = JsFuture::from(Promise::new(&mut |resolve, reject| {
        let (request, given_up) = (opening.clone(), blocked.clone());
        let done = Closure::once_into_js(move || {
            // Nobody waits for it any more.
            if let (true, Ok(late)) = (given_up.get(), request.result()) {
                late.unchecked_into::<IdbDatabase>().close();
            }
            let _ = resolve.call0(&JsValue::NULL);
        });
        let (stop, given_up) = (reject.clone(), blocked.clone());
        let give_up = Closure::once_into_js(move || {
            given_up.set(true);
            let _ = stop.call0(&JsValue::NULL);
        });
        opening.set_onsuccess(Some(done.unchecked_ref()));
        opening.set_onblocked(Some(give_up.unchecked_ref()));
        opening.set_onerror(Some(&reject));
    }))
    .await;
    match waited {
        Ok(_) => Ok(opening.result()?.unchecked_into()),
        Err(_) if blocked.get() => Err(WorkError::Blocked),
        Err(_) => Err(why(opening)),
    }
}

/// All keys that begin with this.
pub fn beginning(prefix: &str) -> Result<JsValue, WorkError> {
    // No key goes on with the last character there is.
    Ok(IdbKeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into())?.into())
}

/// Waits for what a request brings.
pub async fn answer(request: &IdbRequest) -> Result<JsValue, WorkError> {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    }))
    .await
    .map_err(|_| why(request))?;
    Ok(request.result()?)
}

/// Waits until a transaction is on disk: a request that succeeded alone may still be lost.
pub async fn written(store: &IdbObjectStore) -> Result<(), WorkError> {
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
