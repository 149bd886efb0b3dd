//! The register of tokens, kept in this browser for each Matomo: names, owners, times, fingerprints.
//! Tokens themselves are at most in the page's memory, from being made until they are handed over.

use crate::{
    books::{Books, Noted},
    browser::{clock, random, work},
    session::{Phase, Session, connecting},
    settings,
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Login, MatomoUrl, Token};
use records::{TokenAction, TokenStep, What, Why, Words};
use tokens::{Entry, EntryId, Fingerprint, Origin, Policy, Rank, State};

/// Entries, each by its id.
pub type Entries = Vec<(EntryId, Entry)>;

/// The register of the Matomo that is open, to be had from the context.
#[derive(Clone, Copy)]
pub struct Register {
    session: Session,
    books: Books,
    /// Of which Matomo it is.
    instance: RwSignal<Option<MatomoUrl>>,
    /// `None` until it was read.
    entries: RwSignal<Option<Entries>>,
    policy: RwSignal<Policy>,
    /// Why the browser does not keep it.
    failed: RwSignal<Option<String>>,
    /// Tokens that were made or pasted, until they are handed over.
    held: RwSignal<Vec<(EntryId, Token)>, LocalStorage>,
    /// An entry that is to be edited as soon as it is shown.
    to_edit: StoredValue<Option<EntryId>>,
}

impl Register {
    /// Makes it, once, at the root; it follows the session.
    pub fn provide(session: Session) {
        let register = Self {
            session,
            books: Books::here(),
            instance: RwSignal::new(None),
            entries: RwSignal::new(None),
            policy: RwSignal::new(settings::read().tokens),
            failed: RwSignal::new(None),
            held: RwSignal::new_local(Vec::new()),
            to_edit: StoredValue::new(None),
        };
        provide_context(register);
        Effect::new(move || match session.phase() {
            Phase::In(desk) => register.open(desk.client.url().clone()),
            Phase::Out | Phase::Returning | Phase::Locked(_) => register.close(),
        });
        // Whose token it is, is known with the directory.
        Effect::new(move || {
            if session.directory().is_some() && register.entries.with(Option::is_some) {
                untrack(|| register.note_session());
            }
        });
    }

    /// A token that was made for this session is known, too, until it ends.
    fn note_session(self) {
        let Some((desk, owner)) = self.session.desk_untracked().zip(self.who()) else { return };
        let Some(ends) = desk.ends else { return };
        let fingerprint = Fingerprint::of(desk.client.token());
        if self.find(&fingerprint).is_some() {
            return;
        }
        let mut entry = Entry::new(connecting::name_by_end(ends), owner.clone(), Origin::Session, desk.since);
        entry.ends = Some(ends);
        entry.fingerprint = Some(fingerprint);
        entry.worked = Some(desk.since);
        entry.systems = vec!["This console".to_owned()];
        entry.note(desk.since, Some(&owner), "Made with login and password, for this session.");
        spawn_local(async move { _ = self.add(entry).await });
    }

    /// The register of this page.
    pub fn here() -> Self {
        expect_context()
    }

    fn open(self, instance: MatomoUrl) {
        if self.instance.with_untracked(|own| own.as_ref() == Some(&instance)) {
            return;
        }
        self.instance.set(Some(instance.clone()));
        self.entries.set(None);
        self.policy.set(settings::read().tokens);
        spawn_local(async move {
            let kept = work::list::<Entry>(&prefix(&instance)).await;
            if self.instance.with_untracked(|own| own.as_ref() != Some(&instance)) {
                return;
            }
            self.failed.set(kept.as_ref().err().map(ToString::to_string));
            let start = prefix(&instance).len();
            let named = |(key, entry): (String, Entry)| Some((EntryId::parse(key.get(start..)?)?, entry));
            let entries: Entries = kept.unwrap_or_default().into_iter().filter_map(named).collect();
            // Tokens of sessions end by themselves, and nobody needs to know of them then.
            let over =
                |entry: &Entry| entry.origin == Origin::Session && entry.ends.is_some_and(|at| at < clock::now());
            let (over, entries): (Entries, Entries) = entries.into_iter().partition(|(_, entry)| over(entry));
            self.entries.set(Some(entries));
            for (id, _) in over {
                self.forget(&id).await;
            }
        });
    }

    fn close(self) {
        self.instance.set(None);
        self.entries.set(None);
        self.let_go();
    }

    /// All entries, in no order; `None` until they were read. Reactive.
    pub fn entries(self) -> Option<Entries> {
        self.entries.get()
    }

    /// One entry. Reactive.
    pub fn entry(self, id: &EntryId) -> Option<Entry> {
        self.entries.with(|entries| Some(entries.as_ref()?.iter().find(|(own, _)| own == id)?.1.clone()))
    }

    /// The entry of this token, if it was seen here before.
    pub fn find(self, fingerprint: &Fingerprint) -> Option<EntryId> {
        self.entries.with_untracked(|entries| {
            let same = |(_, entry): &&(EntryId, Entry)| entry.fingerprint.as_ref() == Some(fingerprint);
            entries.as_ref()?.iter().find(same).map(|(id, _)| id.clone())
        })
    }

    /// What may the owner of a token do now. Reactive.
    pub fn rank(self, owner: &Login) -> Rank {
        self.session.directory().map_or(Rank::NotSeen, |directory| Rank::in_directory(&directory, owner))
    }

    /// Where an entry stands now. Reactive.
    pub fn state(self, entry: &Entry) -> State {
        entry.state(self.rank(&entry.owner), self.policy.get(), self.session.now())
    }

    /// How many entries need somebody; `None` until it is known. Reactive.
    pub fn due(self) -> Option<usize> {
        self.session.directory()?;
        self.entries
            .with(|entries| Some(entries.as_ref()?.iter().filter(|(_, entry)| self.state(entry).is_due()).count()))
    }

    /// How old tokens may get. Reactive.
    pub fn policy(self) -> Policy {
        self.policy.get()
    }

    /// Sets how old tokens may get, and keeps it with the settings; says whether the browser took it.
    pub fn set_policy(self, policy: Policy) -> bool {
        self.policy.set(policy);
        settings::write(&settings::Settings { tokens: policy, ..settings::read() })
    }

    /// Takes the policy that the settings have by now, as after an import or from another tab.
    pub fn follow_settings(self) {
        if let Some(settings) = settings::kept() {
            self.policy.set(settings.tokens);
        }
    }

    /// Why the browser does not keep the register; it then lasts as long as the page. Reactive.
    pub fn failed(self) -> Option<String> {
        self.failed.get()
    }

    /// Who works here, where Matomo lets one know.
    pub fn who(self) -> Option<Login> {
        self.session.directory_untracked().and_then(|directory| directory.caller().cloned())
    }

    /// Takes an entry in under a new id, and keeps it before it returns.
    pub async fn add(self, entry: Entry) -> EntryId {
        let id = EntryId::of_random(random::bytes());
        self.put(id.clone(), entry).await;
        id
    }

    /// Takes an entry in as it is, as from a file, and keeps it before it returns.
    pub async fn put(self, id: EntryId, entry: Entry) {
        self.take_in(vec![(id, entry)]).await;
    }

    /// Takes several in as they are, as from a file, and keeps them one after the other before it returns.
    pub async fn take_in(self, taken: Entries) {
        self.entries.update(|entries| {
            let entries = entries.get_or_insert_default();
            entries.retain(|(own, _)| !taken.iter().any(|(id, _)| id == own));
            entries.extend(taken.iter().cloned());
        });
        let Some(instance) = self.instance.get_untracked() else { return };
        for (id, entry) in &taken {
            if let Err(why) = work::put(&key(&instance, id), entry).await {
                self.failed.set(Some(why.to_string()));
                return;
            }
        }
        self.failed.set(None);
    }

    /// Changes an entry, and keeps it before it returns. What was done is noted with it.
    pub async fn change(self, id: &EntryId, what: impl Into<Option<String>>, change: impl FnOnce(&mut Entry)) {
        let Some(mut entry) = untrack(|| self.entry(id)) else { return };
        change(&mut entry);
        entry.changed = clock::now();
        if let Some(what) = what.into() {
            entry.note(clock::now(), self.who().as_ref(), what);
        }
        self.put(id.clone(), entry).await;
    }

    /// Puts a step with a token on record. `more` follows the token's name.
    pub fn record(self, id: &EntryId, what: TokenAction, more: &str) {
        let Some(entry) = untrack(|| self.entry(id)) else { return };
        let step = TokenStep {
            entry: id.clone(),
            owner: entry.owner,
            fingerprint: entry.fingerprint,
            what,
            note: Words::of(&format!("“{}”{more}", entry.name)),
            why: Why::default(),
        };
        self.books.note(clock::now(), Noted::What(Box::new(What::TokenStep(step))));
    }

    /// Forgets an entry. In Matomo nothing changes.
    pub async fn forget(self, id: &EntryId) {
        self.entries.update(|entries| {
            entries.get_or_insert_default().retain(|(own, _)| own != id);
        });
        self.drop_token(id);
        if let Some(instance) = self.instance.get_untracked() {
            // Where nothing is kept there is nothing to forget.
            let _ = work::delete(&key(&instance, id)).await;
        }
    }

    /// Has an entry edited as soon as it is shown.
    pub fn edit_next(self, id: &EntryId) {
        self.to_edit.set_value(Some(id.clone()));
    }

    /// Whether this entry is to be edited now; asked once.
    pub fn is_to_edit(self, id: &EntryId) -> bool {
        let asked = self.to_edit.try_update_value(Option::take).flatten();
        asked.as_ref() == Some(id)
    }

    /// Holds a token in memory, for the steps that need it.
    pub fn hold(self, id: &EntryId, token: Token) {
        self.drop_token(id);
        self.held.update(|held| held.push((id.clone(), token)));
    }

    /// A token that is held. Reactive.
    pub fn token(self, id: &EntryId) -> Option<Token> {
        self.held.with(|held| held.iter().find(|(own, _)| own == id).map(|(_, token)| token.clone()))
    }

    /// Drops a token that is held.
    pub fn drop_token(self, id: &EntryId) {
        self.held.update(|held| held.retain(|(own, _)| own != id));
    }

    /// Drops all tokens that are held.
    pub fn let_go(self) {
        self.held.update(Vec::clear);
    }
}

fn prefix(instance: &MatomoUrl) -> String {
    format!("token/{instance}#")
}

fn key(instance: &MatomoUrl, id: &EntryId) -> String {
    format!("{}{}", prefix(instance), id.as_str())
}
