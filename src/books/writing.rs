//! Writing into the ledger, one entry after the other, and keeping it. Other tabs may write at the same time:
//! what they wrote is read first. What the browser does not take stays in the page, and is tried again.

use super::{Books, Ended, LEDGER_END, Note, Noted, attend};
use crate::{
    browser::{
        channel, clock,
        lines::{self, Added},
        storage::{self, Keep},
        work::WorkError,
    },
    cases::{self, Record, Work},
};
use access::{Directory, Seconds};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;
use records::{Anchor, Applied, ChangeId, Entry, Hash, Import, Ledger, Run, Stamp, What, Words};
use std::{collections::BTreeSet, sync::Arc};

/// How often another tab may come in between.
const TRIES: usize = 20;
/// Between the note of how far work is and the entry about it there are at most so many seconds.
const SAME: Seconds = 30;

/// Writes down what was noted, in its order.
pub(super) fn go(books: Books) {
    if books.writing.get_untracked() {
        return;
    }
    books.writing.set(true);
    spawn_local(async move {
        loop {
            // Names and addresses come from it.
            let Some(directory) = books.session.directory_untracked() else { break };
            if books.ledger.with_untracked(Option::is_none) {
                break;
            }
            let next = books.notes.try_update(|notes| (!notes.is_empty()).then(|| notes.remove(0)));
            let Some(note) = next.flatten() else { break };
            write_down(books, &directory, note).await;
        }
        books.writing.set(false);
    });
}

async fn write_down(books: Books, directory: &Directory, Note { at, what }: Note) {
    let Some(instance) = books.instance.get_untracked() else { return };
    match what {
        Noted::What(what) => _ = append(books, &instance, at, *what).await,
        Noted::Import(other, from) => take_in(books, &instance, at, &other, &from).await,
        // No entry tells of it: each would be news to all others who write to the folder.
        Noted::Shared(other) => _ = keep(books, &instance, |ledger| merged(ledger, &other)).await,
        Noted::CatchUp => catch_up(books, &instance).await,
        Noted::Work(ended) => {
            let record = cases::one(books.cases, &ended.id).await;
            let what = of_work(directory, at, &ended, record.as_ref());
            let known = books.ledger.with_untracked(|ledger| told_of(ledger.as_ref()?, &what, at));
            let written = match known {
                // The page closed right after it was written, or it was noted twice.
                Some(change) => Some((change, true)),
                None => append(books, &instance, at, what).await,
            };
            if let Some((change, kept)) = written {
                books.cases.recorded(&ended.id, change, kept).await;
            }
            attend::see_unfinished(books, &instance).await;
        }
    }
}

/// What became of work, with why and by whose leave.
fn of_work(directory: &Directory, at: Seconds, ended: &Ended, record: Option<&Record>) -> What {
    let Ended { journal, differences, conflicts, .. } = ended;
    let steps = journal.steps();
    let (plan, journal) = (journal.plan(), Some(journal));
    let run = Run { plan, steps, journal, differences, conflicts, directory, after: None };
    let (why, undoes) = match record.map(|record| &record.work) {
        Some(Work::Changes(basis)) => (basis.why.clone(), basis.undoes),
        Some(Work::Onboard(case)) => (records::why_of_case(case, at), None),
        None => Default::default(),
    };
    What::PlanApplied(Applied::of(run, why, undoes))
}

/// Writes down what was carried out, or left in the middle, while the ledger was not there.
pub(super) async fn left_over(books: Books, instance: &MatomoUrl) {
    for (id, record) in cases::unrecorded(instance).await {
        let Some(journal) = record.journal else { continue };
        let ended = Ended { id, journal, differences: Vec::new(), conflicts: Vec::new() };
        books.note(record.changed, Noted::Work(Box::new(ended)));
    }
    attend::see_unfinished(books, instance).await;
}

/// What work is called, if an entry tells of it already: the same calls with the same results, about that time.
fn told_of(ledger: &Ledger, what: &What, at: Seconds) -> Option<ChangeId> {
    let What::PlanApplied(wanted) = what else { return None };
    let same = |entry: &&Entry| match entry.what() {
        What::PlanApplied(applied) => (entry.head().at - at).abs() <= SAME && applied.steps == wanted.steps,
        _ => false,
    };
    ledger.entries().iter().rev().find(same).map(Entry::id)
}

/// What it is called, and whether the browser keeps it.
async fn append(books: Books, instance: &MatomoUrl, at: Seconds, what: What) -> Option<(ChangeId, bool)> {
    let stamp = Stamp {
        actor: books.session.directory_untracked().and_then(|directory| directory.caller().cloned()),
        console: env!("CARGO_PKG_VERSION").to_owned(),
        at,
        offset: clock::offset_minutes(at),
    };
    let add = |ledger: &Ledger| {
        let mut ledger = ledger.clone();
        let hash = ledger.append(stamp.clone(), what.clone()).hash();
        (ledger, vec![hash])
    };
    let kept = keep(books, instance, add).await;
    let last = books.ledger.with_untracked(|ledger| Some(ledger.as_ref()?.entries().last()?.id()));
    Some((last?, kept))
}

/// Joins another ledger with this one, and notes that.
async fn take_in(books: Books, instance: &MatomoUrl, at: Seconds, other: &Ledger, from: &str) {
    let before = books.ledger.with_untracked(|ledger| ledger.as_ref().map(|ledger| merged(ledger, other).1.len()));
    let new = before.unwrap_or_default();
    keep(books, instance, |ledger| merged(ledger, other)).await;
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let import = Import {
        from: Words::of(from),
        new: count(new),
        known: count(other.len().saturating_sub(new)),
        tips: other.tips().iter().map(|tip| tip.hash).collect(),
    };
    append(books, instance, at, What::Import(import)).await;
}

/// Two ledgers together, and what only the other one had.
fn merged(ledger: &Ledger, other: &Ledger) -> (Ledger, Vec<Hash>) {
    let Ok(merged) = ledger.merge(other) else { return (ledger.clone(), Vec::new()) };
    (merged.ledger, merged.new)
}

/// Puts entries into the ledger and onto disk. Where another tab was quicker, its entries come first, and the new
/// ones are made again behind them. Whether everything is on disk.
async fn keep(books: Books, instance: &MatomoUrl, add: impl Fn(&Ledger) -> (Ledger, Vec<Hash>)) -> bool {
    for _ in 0..TRIES {
        let Some(ledger) = books.ledger.get_untracked() else { return false };
        let (grown, mut new) = add(&ledger);
        let unkept = books.unkept.get_untracked();
        let to_write: BTreeSet<Hash> = unkept.iter().copied().chain(new.drain(..)).collect();
        let result = match (attend::is_kept(books.session), books.kept.get_value()) {
            (false, _) => Ok(Added::Written),
            (true, None) => Ok(Added::Behind),
            (true, Some(known)) => lines::add(instance.as_str(), known, &written(&grown, &to_write)).await,
        };
        if books.instance.with_untracked(|own| own.as_ref() != Some(instance)) {
            return false;
        }
        let failed = match result {
            Ok(Added::Written) => {
                books.kept.update_value(|kept| *kept = kept.map(|kept| kept + to_write.len()));
                books.failed.set(None);
                books.unkept.set(BTreeSet::new());
                see_end(books, &grown);
                note_end(books, &grown);
                books.ledger.set(Some(Arc::new(grown)));
                channel::tell(instance.as_str());
                if books.unreadable.get_untracked() > 0 {
                    // What was damaged may have been written over.
                    let _ = read_again(books, instance).await;
                }
                return true;
            }
            Ok(Added::Behind) => match read_again(books, instance).await {
                Ok(()) => continue,
                Err(why) => why,
            },
            Err(why) => why,
        };
        hold(books, grown, to_write, failed.to_string());
        return false;
    }
    let Some(ledger) = books.ledger.get_untracked() else { return false };
    let (grown, new) = add(&ledger);
    let to_write = books.unkept.get_untracked().into_iter().chain(new).collect();
    hold(books, grown, to_write, "Other tabs write all the time".to_owned());
    false
}

/// What is not kept stays in the page, and goes with the next one, or when somebody asks for it.
fn hold(books: Books, grown: Ledger, unkept: BTreeSet<Hash>, why: String) {
    books.failed.set(Some(why));
    books.unkept.set(unkept);
    books.ledger.set(Some(Arc::new(grown)));
}

/// Notes the end of the ledger beside it, so that it cannot be cut off unseen. What is missing already stays
/// noted: it is still missing when something was written behind what is left.
fn note_end(books: Books, ledger: &Ledger) {
    if attend::is_kept(books.session) && !books.short.get_untracked() {
        storage::write(Keep::ForGood, &end_key(ledger.instance()), &ledger.anchor());
    }
}

/// Whether what is kept ends as it was noted, or has grown since.
pub(super) fn see_end(books: Books, kept: &Ledger) {
    let noted = if attend::is_kept(books.session) { noted_end(kept.instance()) } else { None };
    books.short.set(noted.is_some_and(|noted| !noted.holds(kept)));
}

/// What was noted of the end of a ledger.
pub fn noted_end(instance: &MatomoUrl) -> Option<Anchor> {
    storage::read(Keep::ForGood, &end_key(instance))
}

fn end_key(instance: &MatomoUrl) -> String {
    format!("{LEDGER_END}{instance}")
}

/// The lines of these entries, each with its key.
fn written(ledger: &Ledger, hashes: &BTreeSet<Hash>) -> Vec<(String, String)> {
    let entries = hashes.iter().filter_map(|hash| ledger.get(*hash));
    entries.map(|entry| (format!("{:08}-{}", entry.head().number, entry.hash()), entry.line())).collect()
}

/// Reads what is kept, and puts it together with what this page has besides.
async fn read_again(books: Books, instance: &MatomoUrl) -> Result<(), WorkError> {
    let lines = lines::read(instance.as_str()).await?;
    let (kept, bad) = attend::parsed(instance, &lines).await;
    let Some(own) = books.ledger.get_untracked() else { return Ok(()) };
    let own_only = own.entries().iter().filter(|entry| kept.get(entry.hash()).is_none());
    let unkept: BTreeSet<Hash> = own_only.map(Entry::hash).collect();
    let both = own.entries().iter().chain(kept.entries()).cloned();
    books.kept.set_value(Some(lines.len()));
    books.unreadable.set(bad);
    see_end(books, &kept);
    books.unkept.set(unkept);
    books.ledger.set(Some(Arc::new(Ledger::of_entries(instance.clone(), both))));
    Ok(())
}

/// Takes in what other tabs wrote, and tries again to keep what was not kept.
async fn catch_up(books: Books, instance: &MatomoUrl) {
    if !attend::is_kept(books.session) {
        return;
    }
    match read_again(books, instance).await {
        Err(why) => books.failed.set(Some(why.to_string())),
        Ok(()) if books.unkept.with_untracked(BTreeSet::is_empty) => books.failed.set(None),
        Ok(()) => _ = keep(books, instance, |ledger| (ledger.clone(), Vec::new())).await,
    }
}

/// Whether the directory was read before the last change that is on record here.
pub(super) fn is_older(books: Books, directory: &Arc<Directory>) -> bool {
    books.older.with_value(|older| older.as_ref().is_some_and(|older| Arc::ptr_eq(older, directory)))
}
