//! A folder on disk in which each entry is a file of its own. On a shared drive it is the team's ledger: what
//! others wrote there is taken in, and nothing that is there is ever written over.

use super::{Books, Note, Noted, attend};
use crate::browser::{
    clock,
    folder::{self, Folder, FolderError},
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;
use records::{Entry, Hash, Ledger};
use std::collections::BTreeSet;

/// How it stands with the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shared {
    /// None was chosen.
    #[default]
    None,
    /// One was chosen on an earlier visit; the browser wants to ask the person again. Holds its name.
    Asleep(String),
    /// It is written to and read from.
    Open {
        /// Its name.
        name: String,
        /// How many entries are in it.
        entries: usize,
        /// How many of them came from there since it was opened.
        taken: usize,
        /// Files that should be entries and are not as they were sealed, or are of another Matomo.
        bad: Vec<String>,
    },
    /// It did not work. Holds its name and why.
    Failed(String, String),
}

/// The handle on it; not for screens.
#[derive(Clone, Copy)]
pub struct Handle {
    folder: StoredValue<Option<Folder>, LocalStorage>,
    state: RwSignal<Shared>,
    /// Whether the person lets this page write there, in this visit.
    allowed: StoredValue<bool>,
    busy: StoredValue<bool>,
    again: StoredValue<bool>,
}

impl Handle {
    /// None yet.
    pub(super) fn new() -> Self {
        Self {
            folder: StoredValue::new_local(None),
            state: RwSignal::new(Shared::None),
            allowed: StoredValue::new(false),
            busy: StoredValue::new(false),
            again: StoredValue::new(false),
        }
    }

    pub(super) fn state(self) -> Shared {
        self.state.get()
    }

    pub(super) fn close(self) {
        self.folder.set_value(None);
        self.allowed.set_value(false);
        self.state.set(Shared::None);
    }
}

/// Looks for the folder of an earlier visit.
pub(super) async fn open(books: Books, instance: &MatomoUrl) {
    if !attend::is_kept(books.session) || !folder::can_choose() {
        return;
    }
    let Some(found) = folder::kept(&key(instance)).await else { return };
    let allowed = found.is_allowed(false).await;
    if books.instance.with_untracked(|own| own.as_ref() != Some(instance)) {
        return;
    }
    books.shared.state.set(Shared::Asleep(found.name()));
    books.shared.folder.set_value(Some(found));
    if allowed {
        books.shared.allowed.set_value(true);
        sync(books);
    }
}

/// Lets the person choose a folder. Has to come right after they pressed a button.
pub fn choose(books: Books) {
    spawn_local(async move {
        match folder::choose().await {
            Ok(chosen) => {
                let Some(instance) = books.instance.get_untracked() else { return };
                folder::keep(&key(&instance), &chosen).await;
                books.shared.folder.set_value(Some(chosen));
                books.shared.allowed.set_value(true);
                sync(books);
            }
            Err(FolderError::NotChosen) => {}
            Err(why) => books.shared.state.set(Shared::Failed("The folder".to_owned(), why.to_string())),
        }
    });
}

/// Opens the folder of an earlier visit; the browser asks the person. Has to come right after they pressed a button.
pub fn wake(books: Books) {
    let Some(found) = books.shared.folder.get_value() else { return };
    spawn_local(async move {
        match found.is_allowed(true).await {
            true => {
                books.shared.allowed.set_value(true);
                sync(books);
            }
            false => books.shared.state.set(Shared::Failed(found.name(), FolderError::NotAllowed.to_string())),
        }
    });
}

/// Writes no more to the folder. What is in it stays.
pub fn leave(books: Books) {
    let Some(instance) = books.instance.get_untracked() else { return };
    books.shared.close();
    spawn_local(async move { _ = crate::browser::work::delete(&key(&instance)).await });
}

/// Brings folder and ledger to the same entries, if there is a folder that may be written to.
pub fn sync(books: Books) {
    let handle = books.shared;
    if !handle.allowed.get_value() {
        return;
    }
    if handle.busy.get_value() {
        handle.again.set_value(true);
        return;
    }
    let (Some(folder), Some(instance)) = (handle.folder.get_value(), books.instance.get_untracked()) else { return };
    handle.busy.set_value(true);
    spawn_local(async move {
        let name = folder.name();
        let came = once(books, &folder, &instance).await;
        let is_ours = books.instance.with_untracked(|own| own.as_ref() == Some(&instance));
        handle.busy.set_value(false);
        if is_ours && handle.folder.with_value(Option::is_some) {
            handle.state.set(came.unwrap_or_else(|why| Shared::Failed(name, why.to_string())));
        }
        if handle.again.try_update_value(std::mem::take).unwrap_or_default() {
            sync(books);
        }
    });
}

async fn once(books: Books, folder: &Folder, instance: &MatomoUrl) -> Result<Shared, FolderError> {
    let inside = inside(instance);
    let names: BTreeSet<String> = folder.names(&inside).await?.into_iter().collect();
    let Some(ledger) = books.ledger.get_untracked() else { return Ok(books.shared.state.get_untracked()) };
    let mut entries = 0;
    for entry in ledger.entries() {
        let name = file_name(entry);
        if !names.contains(&name) {
            folder.write(&inside, &name, &format!("{}\n", entry.line())).await?;
        }
        entries += 1;
    }
    let (mut new, mut bad) = (Vec::new(), Vec::new());
    for name in names.iter().filter(|name| name.ends_with(".json")) {
        if hash_of(name).is_some_and(|hash| ledger.get(hash).is_some()) {
            continue;
        }
        let text = folder.read(&inside, name).await?;
        match Entry::of_line(text.strip_suffix('\n').unwrap_or(&text).as_bytes()) {
            Ok(entry) if entry.head().instance == *instance => new.push(entry),
            _ => bad.push(name.clone()),
        }
    }
    let (mut taken, came) = (new.len(), new.len());
    if let Shared::Open { taken: before, .. } = books.shared.state.get_untracked() {
        taken += before;
    }
    if came > 0 {
        let other = Ledger::of_entries(instance.clone(), new);
        let note = Note { at: clock::now(), what: Noted::Shared(Box::new(other)) };
        books.notes.update(|notes| notes.push(note));
    }
    Ok(Shared::Open { name: folder.name(), entries: entries + came, taken, bad })
}

/// An entry's file: its number and its hash, so that no two entries share one.
fn file_name(entry: &Entry) -> String {
    format!("{:08}-{}.json", entry.head().number, entry.hash())
}

fn hash_of(name: &str) -> Option<Hash> {
    Hash::parse(name.strip_suffix(".json")?.split_once('-')?.1.as_bytes())
}

/// The folder in the folder: one for each Matomo.
fn inside(instance: &MatomoUrl) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || ".-".contains(c) { c } else { '-' };
    let name: String = instance.shown().chars().map(safe).take(100).collect();
    name.trim_matches(['.', '-']).to_owned()
}

fn key(instance: &MatomoUrl) -> String {
    format!("folder/{instance}")
}
