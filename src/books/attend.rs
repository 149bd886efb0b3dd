//! Looking after the ledger: reading it, telling what is due and what differs.

use super::{Books, Standing, shared, writing};
use crate::{
    browser::{channel, clock, lines, page, work},
    cases,
    session::{Phase, Session, Shelf},
};
use access::{Directory, Scope, Seconds};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Login, MatomoUrl};
use records::{Day, Drift, Due, Entry, Hash, Ledger, Snapshot, What, drift, due, replay_since};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// So many lines are read between two looks at what else there is to do.
const AT_ONCE: usize = 400;

/// Begins to look after the ledger, once.
pub fn begin(books: Books) {
    let Some(root) = books.root.get_value().filter(|_| !books.attended.get_value()) else { return };
    books.attended.set_value(true);
    root.with(|| {
        let session = books.session;
        Effect::new(move || match session.phase() {
            Phase::In(desk) => open(books, desk.client.url().clone()),
            Phase::Out | Phase::Returning | Phase::Locked(_) => close(books),
        });
        Effect::new(move || {
            let ready = books.ledger.with(Option::is_some) && session.directory().is_some();
            if ready && books.notes.with(|notes| !notes.is_empty()) {
                untrack(|| writing::go(books));
            }
        });
        Effect::new(move || {
            if books.cases.left() > 0 {
                let Some(instance) = books.instance.get_untracked() else { return };
                spawn_local(async move { writing::left_over(books, &instance).await });
            }
        });
        let day = Memo::new(move |_| Day::of_seconds(session.now()));
        Effect::new(move || tell(books, day.get()));
        // What another tab wrote is here, too; and what could not be kept may be kept by now.
        channel::hear(move |instance| {
            let own = books.instance.with_untracked(|own| own.as_ref().is_some_and(|own| own.as_str() == instance));
            if own {
                books.catch_up();
            }
        });
        Effect::new(move || {
            if books.ledger.with(Option::is_some) {
                shared::sync(books);
            }
        });
        lines::when_free(move || books.catch_up());
        page::on_shown(move || {
            // Others may have written to the folder.
            shared::sync(books);
            if books.failed.with_untracked(Option::is_some) {
                books.catch_up();
            }
        });
    });
}

/// Whether this Matomo's ledger outlives the page; the demo does not outlive it either.
pub(super) fn is_kept(session: Session) -> bool {
    session.desk_untracked().is_some_and(|desk| !desk.demo)
}

fn open(books: Books, instance: MatomoUrl) {
    if books.instance.with_untracked(|own| own.as_ref() == Some(&instance)) {
        return;
    }
    close(books);
    let same = books.last.with_value(|last| last.as_ref().is_some_and(|(last, _)| *last == instance));
    if !same && books.last.try_update_value(Option::take).flatten().is_some() {
        // Of another Matomo.
        books.notes.update(Vec::clear);
    }
    books.instance.set(Some(instance.clone()));
    spawn_local(async move {
        let read = if is_kept(books.session) { lines::read(instance.as_str()).await } else { Ok(Vec::new()) };
        let (lines, failed) = match read {
            Ok(lines) => (lines, None),
            Err(why) => (Vec::new(), Some(why.to_string())),
        };
        let (kept, bad) = parsed(&instance, &lines).await;
        if books.instance.with_untracked(|own| own.as_ref() != Some(&instance)) {
            return;
        }
        books.kept.set_value(failed.is_none().then_some(lines.len()));
        books.failed.set(failed);
        books.unreadable.set(bad);
        writing::see_end(books, &kept);
        // What could not be kept before a lock is still there.
        let waiting = books.last.with_value(|last| last.clone().map(|(_, entries)| entries)).unwrap_or_default();
        let unkept: BTreeSet<Hash> = waiting.iter().map(Entry::hash).filter(|hash| kept.get(*hash).is_none()).collect();
        let again = !unkept.is_empty();
        let all = kept.entries().iter().cloned().chain(waiting);
        books.unkept.set(unkept);
        books.ledger.set(Some(Arc::new(Ledger::of_entries(instance.clone(), all))));
        if again {
            books.catch_up();
        }
        writing::left_over(books, &instance).await;
        shared::open(books, &instance).await;
    });
}

/// The entries of kept lines, and how many lines are none. The page goes on meanwhile.
pub(super) async fn parsed(instance: &MatomoUrl, lines: &[String]) -> (Ledger, usize) {
    let mut entries = Vec::with_capacity(lines.len());
    for some in lines.chunks(AT_ONCE) {
        entries.extend(some.iter().filter_map(|line| Entry::of_line(line.as_bytes()).ok()));
        if lines.len() > AT_ONCE {
            clock::sleep(Duration::ZERO).await;
        }
    }
    let ledger = Ledger::of_entries(instance.clone(), entries);
    let bad = lines.len() - ledger.len();
    (ledger, bad)
}

fn close(books: Books) {
    if let Some((instance, ledger)) = books.instance.get_untracked().zip(books.ledger.get_untracked()) {
        let unkept = books.unkept.get_untracked();
        let waiting = ledger.entries().iter().filter(|entry| unkept.contains(&entry.hash())).cloned().collect();
        books.last.set_value(Some((instance, waiting)));
    }
    books.instance.set(None);
    books.ledger.set(None);
    books.kept.set_value(None);
    books.unkept.set(Default::default());
    books.failed.set(None);
    books.unreadable.set(0);
    books.short.set(false);
    books.shared.close();
    books.first.set(None);
    books.due.set(Arc::default());
    books.drift.set(Arc::default());
    books.standing.set(Standing::default());
    books.put_aside.set(Standing::default());
    books.touched.set(Default::default());
}

/// Works out what is due and what differs.
fn tell(books: Books, today: Day) {
    let (Some(ledger), Some(instance)) = (books.ledger.get(), books.instance.get()) else { return };
    let Shelf::Ready { directory, read_at, .. } = books.session.shelf() else { return };
    books.touched.track();
    let first = books.first.get();
    if first.is_none() {
        spawn_local(begin_counting(books, instance.clone(), directory.clone(), read_at));
    }
    let found = due(&ledger, &directory);
    let to_do: Vec<&Due> = found.iter().filter(|due| due.is_due(today)).collect();
    let (to_see_to, ended) = (to_do.len(), to_do.into_iter().map(Due::grants).sum());
    books.due.set(Arc::new(found));
    // While something is on its way to the ledger, or the directory is older than it, differences mean nothing.
    let settled = !books.is_writing() && !writing::is_older(books, &directory) && !is_behind(&ledger, read_at);
    let known = first.filter(|_| settled).map(|first| replay_since(&first.0, &ledger, first.1));
    let found = known.map(|known| differing(&known, &directory));
    spawn_local(async move {
        let (own, begun) = own_work(&instance).await;
        let same = |ledger_now: &Option<Arc<Ledger>>| ledger_now.as_ref().is_some_and(|now| Arc::ptr_eq(now, &ledger));
        let directory_now = books.session.directory_untracked();
        if !books.ledger.with_untracked(same) || !directory_now.is_some_and(|now| Arc::ptr_eq(&now, &directory)) {
            return;
        }
        let drift = found.map(|mut found| {
            found.people.retain(|one| !own.contains(&one.login));
            let count = found.count();
            books.drift.set(Arc::new(found));
            count
        });
        books.standing.update(|standing| {
            *standing = Standing { due: to_see_to + begun, ended, drift: drift.unwrap_or(standing.drift) };
        });
    });
}

fn differing(known: &Snapshot, directory: &Directory) -> Drift {
    let name = |id| directory.site(id).map(|site| site.name.clone());
    let email = |login: &Login| directory.person(login.as_str()).and_then(|one| one.email.clone());
    drift(known, &Snapshot::of(directory), name, email)
}

/// Whether a change is on record that came after the directory was read, as from another tab. A clock that goes
/// wrong counts for nothing.
fn is_behind(ledger: &Ledger, read_at: Seconds) -> bool {
    let later = (read_at + 1)..=clock::now();
    ledger.entries().iter().any(|entry| later.contains(&entry.head().at) && !entry.what().people().is_empty())
}

/// The accounts that work is about which is not on record yet, of this tab or another one: what differs there is no
/// surprise. And how much of it was begun and not carried out.
async fn own_work(instance: &MatomoUrl) -> (BTreeSet<Login>, usize) {
    let mut unfinished = cases::unfinished(instance).await;
    unfinished.retain(|(_, record)| record.has_begun());
    let begun = unfinished.len();
    let all = unfinished.into_iter().chain(cases::unrecorded(instance).await);
    let journals = all.filter_map(|(_, record)| record.journal);
    let logins = journals.flat_map(|journal| {
        let steps = journal.plan().steps.iter();
        steps.map(|step| step.change.login().clone()).collect::<Vec<_>>()
    });
    (logins.collect(), begun)
}

/// The state that everything later is compared with, as it was kept; else as it is now.
async fn begin_counting(books: Books, instance: MatomoUrl, directory: Arc<Directory>, read_at: Seconds) {
    let key = first_key(&instance, &directory);
    let begun =
        books.begun.with_value(|begun| begun.as_ref().filter(|(own, _)| *own == key).map(|(_, one)| one.clone()));
    let kept = match (begun, is_kept(books.session)) {
        (Some(begun), true) => Some(begun),
        (None, true) => work::get::<(Snapshot, i64)>(&key).await.ok().flatten().map(Arc::new),
        // Each demo is another one.
        (_, false) => None,
    };
    if books.first.with_untracked(Option::is_some) || books.instance.with_untracked(|own| *own != Some(instance)) {
        return;
    }
    let first = match kept {
        Some(first) => first,
        None => {
            // What was done while it was read is on record from then on.
            let (snapshot, at) = (Snapshot::of(&directory), read_at);
            let baseline = What::Baseline(snapshot.baseline());
            let first = Arc::new((snapshot, at));
            // Once: this may be asked again before it is on disk.
            books.begun.set_value(Some((key.clone(), first.clone())));
            books.first.set(Some(first.clone()));
            books.note(at, super::Noted::What(Box::new(baseline)));
            if is_kept(books.session) {
                // What cannot be kept is told with the entry, which cannot be kept either.
                let _ = work::put(&key, &*first).await;
            }
            return;
        }
    };
    books.begun.set_value(Some((key, first.clone())));
    books.first.set(Some(first));
}

/// A site admin's first state is another one than a super user's.
fn first_key(instance: &MatomoUrl, directory: &Directory) -> String {
    let whose = match directory.scope() {
        Scope::Everything => "",
        Scope::OwnSites => directory.caller().map_or("own", matomo_api::Login::as_str),
    };
    format!("first/{instance}#{whose}")
}

/// Reads anew which accounts unfinished work is about.
pub(super) async fn see_unfinished(books: Books, instance: &MatomoUrl) {
    let (own, _) = own_work(instance).await;
    books.touched.set(own);
}
