//! A folder on disk that the person chose, with files of text in a folder of its own inside. Only some browsers
//! let a page have one.
//!
//! Their interface is called by name: it is not among the bindings that the console is built with.

use super::database::{Store, answer, store, written};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DomException, IdbTransactionMode};

/// What the browser knows the folder by.
#[derive(Clone)]
pub struct Folder(JsValue);

/// Why something with the folder did not work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// The person closed the question of the browser.
    #[error("no folder was chosen")]
    NotChosen,
    /// The browser asks the person again.
    #[error("the browser does not let this page write there")]
    NotAllowed,
    /// The folder, or the disk that it is on, is not there.
    #[error("the folder is not there any more")]
    Gone,
    /// No room.
    #[error("the disk is full")]
    Full,
    /// Anything else, in the browser's words.
    #[error("{0}")]
    Other(String),
}

impl From<JsValue> for FolderError {
    fn from(error: JsValue) -> Self {
        let Some(error) = error.dyn_ref::<DomException>() else {
            let words = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
            return FolderError::Other(words.unwrap_or_else(|| "the browser does not say why".to_owned()));
        };
        match error.name().as_str() {
            "AbortError" => FolderError::NotChosen,
            "NotAllowedError" | "SecurityError" | "NoModificationAllowedError" => FolderError::NotAllowed,
            "NotFoundError" => FolderError::Gone,
            "QuotaExceededError" => FolderError::Full,
            _ => FolderError::Other(error.message()),
        }
    }
}

/// Whether this browser lets a page have a folder.
pub fn can_choose() -> bool {
    picker().is_some()
}

fn picker() -> Option<Function> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"showDirectoryPicker".into()).ok()?.dyn_into().ok()
}

/// Lets the person choose one. Has to come right after they pressed something.
pub async fn choose() -> Result<Folder, FolderError> {
    let picker = picker().ok_or_else(|| FolderError::Other("this browser has no such question".to_owned()))?;
    let asked = options(&[("id", "lanyard-ledger".into()), ("mode", "readwrite".into())]);
    Ok(Folder(wait(picker.call1(&JsValue::UNDEFINED, &asked)?).await?))
}

/// The folder that is kept under `key`, if there is one.
pub async fn kept(key: &str) -> Option<Folder> {
    let store = store(Store::Work, IdbTransactionMode::Readonly).await.ok()?;
    let found = answer(&store.get(&key.into()).ok()?).await.ok()?;
    found.is_object().then_some(Folder(found))
}

/// Keeps it for the next visit; the browser asks the person again then. Whether it was kept.
pub async fn keep(key: &str, folder: &Folder) -> bool {
    let Ok(store) = store(Store::Work, IdbTransactionMode::Readwrite).await else { return false };
    store.put_with_key(&folder.0, &key.into()).is_ok() && written(&store).await.is_ok()
}

impl Folder {
    /// Its name, without where it is: that no page is told.
    pub fn name(&self) -> String {
        let name = Reflect::get(&self.0, &"name".into()).ok().and_then(|name| name.as_string());
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| "the chosen folder".to_owned())
    }

    /// Whether the page may write there. If `ask`, the browser asks the person where it has to.
    pub async fn is_allowed(&self, ask: bool) -> bool {
        let mode = options(&[("mode", "readwrite".into())]);
        let method = if ask { "requestPermission" } else { "queryPermission" };
        match call(&self.0, method, &[mode]).await {
            Ok(answer) => answer.as_string().as_deref() == Some("granted"),
            Err(_) => false,
        }
    }

    /// The names of the files in the folder `inside`, which is made where it is not there.
    pub async fn names(&self, inside: &str) -> Result<Vec<String>, FolderError> {
        let names = call_now(&self.inside(inside).await?, "keys", &[])?;
        let mut found = Vec::new();
        loop {
            let next = call(&names, "next", &[]).await?;
            if Reflect::get(&next, &"done".into())?.is_truthy() {
                return Ok(found);
            }
            found.extend(Reflect::get(&next, &"value".into())?.as_string());
        }
    }

    /// What is in a file.
    pub async fn read(&self, inside: &str, name: &str) -> Result<String, FolderError> {
        let file = call(&self.inside(inside).await?, "getFileHandle", &[name.into()]).await?;
        let blob = call(&file, "getFile", &[]).await?;
        let text = wait(blob.unchecked_ref::<Blob>().text().into()).await?;
        Ok(text.as_string().unwrap_or_default())
    }

    /// Writes a file, in place of one of that name. The browser puts it there whole, or not at all.
    pub async fn write(&self, inside: &str, name: &str, text: &str) -> Result<(), FolderError> {
        let make = options(&[("create", true.into())]);
        let file = call(&self.inside(inside).await?, "getFileHandle", &[name.into(), make]).await?;
        let stream = call(&file, "createWritable", &[]).await?;
        call(&stream, "write", &[text.into()]).await?;
        call(&stream, "close", &[]).await?;
        Ok(())
    }

    async fn inside(&self, name: &str) -> Result<JsValue, FolderError> {
        let make = options(&[("create", true.into())]);
        call(&self.0, "getDirectoryHandle", &[name.into(), make]).await
    }
}

async fn call(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, FolderError> {
    wait(call_now(target, method, arguments)?).await
}

fn call_now(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, FolderError> {
    let method: Function = Reflect::get(target, &method.into())?.dyn_into()?;
    Ok(method.apply(target, &arguments.iter().collect::<Array>())?)
}

async fn wait(value: JsValue) -> Result<JsValue, FolderError> {
    Ok(JsFuture::from(Promise::resolve(&value)).await?)
}

fn options(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a plain object does not fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
