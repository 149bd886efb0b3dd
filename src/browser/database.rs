//! The browser's database for this page: opening it, transactions, and why something could not be kept.
//!
//! Each use opens it and closes it again: a database that is held open would be in the way of a later version of
//! Lanyard in another tab.

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
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
    /// All.
    pub const ALL: [Store; 2] = [Store::Work, Store::Ledger];

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
    if STUCK.get() > 0 {
        return Err(WorkError::Blocked);
    }
    let opening = factory.open_with_u32(DATABASE, VERSION)?;
    let database = opened(&opening).await?;
    let transaction = database.transaction_with_str_and_mode(store.name(), mode)?;
    // Ends when the transaction has.
    database.close();
    Ok(transaction.object_store(store.name())?)
}

/// One that is waited for.
struct Waiting {
    given_up: Rc<Cell<bool>>,
    stop: Function,
}

thread_local! {
    /// What is waited for now. While one is blocked, the browser lets all that came later wait behind it, and does not
    /// say so: they are given up together.
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
    /// How many that were given up have not come yet.
    static STUCK: Cell<usize> = const { Cell::new(0) };
    /// What is done when all of them have come.
    static FREE: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// What the browser may take without a word. Behind another tab that is blocked it says nothing at all.
const PATIENCE: Duration = Duration::from_secs(10);

/// Does this whenever another tab was in the way and is not any more.
pub fn when_free(act: impl Fn() + 'static) {
    FREE.set(Some(Rc::new(act)));
}

fn give_up_all() {
    for one in WAITING.take() {
        one.given_up.set(true);
        STUCK.set(STUCK.get() + 1);
        let _ = one.stop.call0(&JsValue::NULL);
    }
}

/// It came, perhaps long after it was given up.
fn came(given_up: &Rc<Cell<bool>>) {
    if given_up.get() {
        STUCK.set(STUCK.get().saturating_sub(1));
        if STUCK.get() == 0
            && let Some(act) = FREE.with_borrow(Clone::clone)
        {
            act();
        }
    }
    WAITING.with_borrow_mut(|waiting| waiting.retain(|one| !Rc::ptr_eq(&one.given_up, given_up)));
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
    let given_up = Rc::new(Cell::new(false));
    let patience = Timeout::new(u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX), give_up_all);
    let waited = JsFuture::from(Promise::new(&mut |resolve, reject| {
        WAITING.with_borrow_mut(|waiting| {
            waiting.push(Waiting { given_up: given_up.clone(), stop: reject.clone() });
        });
        let (request, own) = (opening.clone(), given_up.clone());
        let done = Closure::once_into_js(move || {
            came(&own);
            // Nobody waits for it any more.
            if let (true, Ok(late)) = (own.get(), request.result()) {
                late.unchecked_into::<IdbDatabase>().close();
            }
            let _ = resolve.call0(&JsValue::NULL);
        });
        let own = given_up.clone();
        let fail = Closure::once_into_js(move || {
            came(&own);
            let _ = reject.call0(&JsValue::NULL);
        });
        opening.set_onsuccess(Some(done.unchecked_ref()));
        opening.set_onblocked(Some(Closure::once_into_js(give_up_all).unchecked_ref()));
        opening.set_onerror(Some(fail.unchecked_ref()));
    }))
    .await;
    patience.cancel();
    match waited {
        Ok(_) => Ok(opening.result()?.unchecked_into()),
        Err(_) if given_up.get() => Err(WorkError::Blocked),
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
