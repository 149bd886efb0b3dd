//! Looking after the ledger: reading it, telling what is due and what differs.

use super::{Books, Standing, writing};
use crate::{
    browser::{channel, clock, lines, page, work},
    cases,
    session::{Phase, Session},
};
use access::{Directory, Scope};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;
use records::{Day, Drift, DueKind, Entry, Ledger, Snapshot, What, drift, due, replay_since};
use std::{sync::Arc, time::Duration};

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
                spawn_local(writing::catch_up(books));
            }
        });
        page::on_shown(move || {
            if books.failed.with_untracked(Option::is_some) {
                spawn_local(writing::catch_up(books));
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
    books.instance.set(Some(instance.clone()));
    spawn_local(async move {
        let read = if is_kept(books.session) { lines::read(instance.as_str()).await } else { Ok(Vec::new()) };
        let (lines, failed) = match read {
            Ok(lines) => (lines, None),
            Err(why) => (Vec::new(), Some(why.to_string())),
        };
        let (ledger, bad) = parsed(&instance, &lines).await;
        if books.instance.with_untracked(|own| own.as_ref() != Some(&instance)) {
            return;
        }
        books.kept.set_value(failed.is_none().then_some(lines.len()));
        books.failed.set(failed);
        books.unreadable.set(bad);
        books.ledger.set(Some(Arc::new(ledger)));
        writing::left_over(books, &instance).await;
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
    books.instance.set(None);
    books.ledger.set(None);
    books.kept.set_value(None);
    books.unkept.set(Default::default());
    books.failed.set(None);
    books.unreadable.set(0);
    books.first.set(None);
    books.due.set(Arc::default());
    books.drift.set(Arc::default());
    books.standing.set(Standing::default());
    books.notes.update(Vec::clear);
    books.touched.set(Default::default());
}

/// Works out what is due and what differs.
fn tell(books: Books, today: Day) {
    let (Some(ledger), Some(directory)) = (books.ledger.get(), books.session.directory()) else { return };
    let Some(instance) = books.instance.get() else { return };
    let first = books.first.get();
    if first.is_none() {
        spawn_local(begin_counting(books, instance, directory.clone()));
    }
    let found = due(&ledger, &directory);
    let ended = |due: &&records::Due| matches!(due.kind, DueKind::End { .. }) && due.is_due(today);
    let ended = found.iter().filter(ended).map(|due| match &due.kind {
        DueKind::End { sites, .. } => sites.len(),
        _ => 0,
    });
    let mut standing = Standing {
        due: found.iter().filter(|due| due.is_due(today)).count(),
        ended: ended.sum(),
        drift: books.standing.with_untracked(|standing| standing.drift),
    };
    books.due.set(Arc::new(found));
    // While something is on its way to the ledger, or the directory is older than it, differences mean nothing.
    let settled = !books.is_writing() && !writing::is_older(books, &directory);
    if let (Some(first), true) = (first, settled) {
        let known = replay_since(&first.0, &ledger, first.1);
        let now = Snapshot::of(&directory);
        let name = |id| directory.site(id).map(|site| site.name.clone());
        let email = |login: &matomo_api::Login| directory.person(login.as_str()).and_then(|one| one.email.clone());
        let mut found: Drift = drift(&known, &now, name, email);
        books.touched.with(|touched| found.people.retain(|one| !touched.contains(&one.login)));
        standing.drift = found.count();
        books.drift.set(Arc::new(found));
    }
    books.standing.set(standing);
}

/// The state that everything later is compared with, as it was kept; else as it is now.
async fn begin_counting(books: Books, instance: MatomoUrl, directory: Arc<Directory>) {
    let key = first_key(&instance, &directory);
    let kept = match is_kept(books.session) {
        true => work::get::<(Snapshot, i64)>(&key).await.ok().flatten(),
        false => None,
    };
    if books.first.with_untracked(Option::is_some) || books.instance.with_untracked(|own| *own != Some(instance)) {
        return;
    }
    let first = match kept {
        Some(first) => first,
        None => {
            let (snapshot, at) = (Snapshot::of(&directory), clock::now());
            let baseline = What::Baseline(snapshot.baseline());
            let first = (snapshot, at);
            if is_kept(books.session) {
                // What cannot be kept is told with the entry, which cannot be kept either.
                let _ = work::put(&key, &first).await;
            }
            books.note(at, super::Noted::What(Box::new(baseline)));
            first
        }
    };
    books.first.set(Some(Arc::new(first)));
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
    let unfinished = cases::unfinished(instance).await;
    let journals = unfinished.iter().filter_map(|(_, record)| record.journal.as_ref().filter(|one| one.has_begun()));
    let logins = journals.flat_map(|journal| journal.plan().steps.iter().map(|step| step.change.login().clone()));
    books.touched.set(logins.collect());
}
