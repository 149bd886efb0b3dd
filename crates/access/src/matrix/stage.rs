//! One action on staged edits: row by row, with every refusal told.

use super::{
    edits::{Edit, Edits, RowEdits, count},
    pool::{GrantId, NONE, Pool},
};
use crate::{Directory, Grant, Grants, Person, Refusal, StatusKind, order, plan::existing};
use matomo_api::{Capability, Login, Role, SiteId};

/// People and sites that an action is about, in any order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Target {
    /// Whose access.
    pub people: Vec<Login>,
    /// To what.
    pub sites: Vec<SiteId>,
}

/// What an action came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Staged {
    /// How many cells (or accounts, where it is about accounts) want something else than before.
    pub changed: usize,
    /// What was left as it was, and why.
    pub refused: Vec<Refused>,
}

/// Something that cannot be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Whose access; `None` where it is about sites alone.
    pub login: Option<Login>,
    /// To what; empty where it is about the account.
    pub sites: Vec<SiteId>,
    /// Why. Its text is a sentence.
    pub reason: Refusal,
}

/// What an action wants of one cell.
pub(super) enum Wish {
    Stay,
    To(GrantId),
    No(Refusal),
}

/// An action that is under way.
pub(super) struct Action<'a> {
    pub(super) directory: &'a Directory,
    edits: &'a mut Edits,
    rows: Vec<RowEdits>,
    pub(super) done: Staged,
}

/// What an account's cells stand on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    person: Option<&'a Person>,
    /// Nothing is there, or nothing will be: Matomo deletes all roles with a super user.
    bare: bool,
}

impl<'a> Ground<'a> {
    pub(super) fn of(person: Option<&'a Person>) -> Self {
        Self { person, bare: person.is_some_and(|person| person.super_user) }
    }

    /// What is there, by the site's place.
    pub(super) fn at(&self, place: usize) -> Option<&'a Grant> {
        self.grants()?.at(place)
    }

    fn grants(&self) -> Option<&'a Grants> {
        self.person.filter(|_| !self.bare).map(|person| &person.grants)
    }
}

impl<'a> Action<'a> {
    pub(super) fn on(edits: &'a mut Edits, directory: &'a Directory) -> Self {
        Self { directory, edits, rows: Vec::new(), done: Staged::default() }
    }

    pub(super) fn edits(&self) -> &Edits {
        self.edits
    }

    pub(super) fn pool(&mut self) -> &mut Pool {
        &mut self.edits.pool
    }

    /// The places of sites, in order; unknown ones are refused.
    pub(super) fn places(&mut self, sites: &[SiteId]) -> Vec<usize> {
        let mut places = Vec::with_capacity(sites.len());
        for site in sites {
            match self.directory.place(*site) {
                Some(place) => places.push(place),
                None => self.done.refuse(None, Some(*site), Refusal::UnknownSite(*site)),
            }
        }
        order::sort(&mut places);
        places.dedup();
        places
    }

    /// What somebody will have on a site; `None` in a refusal's place for a super user.
    pub(super) fn will_have(&mut self, login: &Login, place: usize) -> Result<GrantId, Refusal> {
        let person = existing(self.directory, login)?;
        let row = self.edits.row(login);
        if row.and_then(|row| row.super_user).unwrap_or(person.is_some_and(|person| person.super_user)) {
            return Err(Refusal::IsSuperUser(login.clone()));
        }
        if let Some(edit) = row.and_then(|row| row.at(self.directory.sites()[place].id)) {
            return Ok(edit.want);
        }
        Ok(self.edits.pool.id(self.directory, Ground::of(person).at(place)))
    }

    /// Takes a row to change it. Give each login once, and give the row to [`Action::put`].
    pub(super) fn take(&self, login: &Login) -> RowEdits {
        self.edits.row(login).cloned().unwrap_or_else(|| RowEdits::none(login))
    }

    pub(super) fn rows(&self) -> &[RowEdits] {
        &self.rows
    }

    pub(super) fn put(&mut self, row: RowEdits) {
        self.rows.push(row);
    }

    /// Changes the cells of one person at `places`, which are in order. `wish` is given a site's
    /// place and what the cell holds so far.
    pub(super) fn cells(
        &mut self,
        login: &Login,
        places: &[usize],
        wish: &mut dyn FnMut(&mut Pool, usize, GrantId) -> Wish,
    ) {
        let row = self.take(login);
        let changed = self.done.changed;
        let row = self.with_cells(row, places, wish);
        if self.done.changed > changed {
            self.put(row);
        }
    }

    /// The row with its cells at `places` changed.
    pub(super) fn with_cells(
        &mut self,
        row: RowEdits,
        places: &[usize],
        wish: &mut dyn FnMut(&mut Pool, usize, GrantId) -> Wish,
    ) -> RowEdits {
        let person = match self.editable(&row) {
            Ok(person) => person,
            Err(reason) => {
                self.done.refuse(Some(&row.login), None, reason);
                return row;
            }
        };
        let (directory, ground) = (self.directory, Ground::of(person));
        let RowEdits { login, super_user, cells: before } = row;
        let mut cells = Vec::with_capacity(before.len());
        let mut before = before.into_iter().peekable();
        for place in places.iter().copied() {
            let site = directory.sites()[place].id;
            while let Some(edit) = before.next_if(|edit| edit.site < site) {
                cells.push(edit);
            }
            let staged = before.next_if(|edit| edit.site == site);
            let pool = &mut self.edits.pool;
            let is = pool.id(directory, ground.at(place));
            let current = staged.map_or(is, |edit| edit.want);
            let wish = match wish(pool, place, current) {
                Wish::To(want) if want != current => {
                    impossible(directory, pool, &login, ground, want).map_or(Wish::To(want), Wish::No)
                }
                Wish::To(_) => Wish::Stay,
                other => other,
            };
            match wish {
                Wish::Stay => cells.extend(staged),
                Wish::No(reason) => {
                    cells.extend(staged);
                    self.done.refuse(Some(&login), Some(site), reason);
                }
                Wish::To(want) => {
                    self.done.changed += usize::from(!pool.alike(want, current));
                    if !pool.alike(want, is) {
                        cells.push(Edit { site, was: staged.map_or(is, |edit| edit.was), want });
                    }
                }
            }
        }
        cells.extend(before);
        cells.shrink_to_fit();
        RowEdits { login, super_user, cells }
    }

    /// Ends the action: "12 cells to view".
    pub(super) fn end(self, words: &str) -> Staged {
        let title = format!("{} {words}", count(self.done.changed, "cell"));
        self.end_as(title)
    }

    /// Ends the action under a title of its own.
    pub(super) fn end_as(self, title: String) -> Staged {
        self.edits.record(title, self.rows);
        self.done
    }

    /// The account whose cells can be edited. `None` is the anonymous user without any access.
    fn editable(&self, row: &RowEdits) -> Result<Option<&'a Person>, Refusal> {
        let person = existing(self.directory, &row.login)?;
        match (person.is_some_and(|person| person.super_user), row.super_user) {
            (true, None | Some(true)) => Err(Refusal::IsSuperUser(row.login.clone())),
            (false, Some(true)) => Err(Refusal::BecomesSuperUser(row.login.clone())),
            _ => Ok(person),
        }
    }
}

/// Why Matomo would not take a grant.
pub(super) fn impossible(
    directory: &Directory,
    pool: &Pool,
    login: &Login,
    ground: Ground<'_>,
    want: GrantId,
) -> Option<Refusal> {
    if want == NONE {
        return None;
    }
    if login.is_anonymous() && pool.asked(want) != Some(&Grant::plain(Role::View)) {
        return Some(Refusal::AnonymousOnlyViews);
    }
    if ground.bare && directory.caller() == Some(login) {
        return Some(Refusal::CannotRestoreOwn);
    }
    if ground.person.is_some_and(|person| person.status.kind() == StatusKind::InviteExpired) {
        return Some(Refusal::InviteExpired(login.clone()));
    }
    let known = |id: &&Capability| directory.capabilities().iter().any(|available| available.id == **id);
    let unknown = pool.asked(want)?.capabilities.iter().find(|id| !known(id))?;
    Some(Refusal::UnknownCapability(unknown.clone()))
}

impl Staged {
    /// Adds to what was refused; one entry for each person and reason.
    pub(super) fn refuse(&mut self, login: Option<&Login>, site: Option<SiteId>, reason: Refusal) {
        let same = |known: &&mut Refused| known.login.as_ref() == login && known.reason == reason;
        match self.refused.last_mut().filter(same) {
            Some(known) => known.sites.extend(site),
            None => self.refused.push(Refused { login: login.cloned(), sites: site.into_iter().collect(), reason }),
        }
    }
}
