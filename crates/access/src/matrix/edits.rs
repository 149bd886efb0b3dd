//! Changes that are staged: kept beside the directory, taken back and made again, never sent.

use super::pool::{GrantId, Pool};
use crate::{Directory, Grant, order};
use matomo_api::{Login, SiteId};
use serde::{Deserialize, Serialize};

/// What shall change. Sparse: by person, their sites in order. Each action of the person is one
/// entry of a history and can be undone. What equals what is there is not kept.
///
/// Every method takes the directory that is shown. After another was read, call
/// [`Edits::rebase`](Edits::rebase) first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Edits {
    pub(super) pool: Pool,
    /// By login.
    rows: Vec<RowEdits>,
    past: Vec<Entry>,
    future: Vec<Entry>,
}

/// What shall change of one account.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct RowEdits {
    pub(super) login: Login,
    /// Becomes a super user, or is no longer one.
    pub(super) super_user: Option<bool>,
    /// By site. Of somebody who becomes a super user they are kept for the case that it is taken
    /// back.
    pub(super) cells: Vec<Edit>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Edit {
    pub(super) site: SiteId,
    /// What was there when it was staged.
    pub(super) was: GrantId,
    pub(super) want: GrantId,
}

/// One action: the rows as they are on its other side.
#[derive(Clone, PartialEq, Debug)]
struct Entry {
    title: String,
    rows: Vec<RowEdits>,
}

/// Edits without their history, to be kept and taken up again. Holds no secret.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug, Default)]
pub struct Draft {
    rows: Vec<DraftRow>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
struct DraftRow {
    login: Login,
    super_user: Option<bool>,
    /// The site, what was there, what shall be.
    cells: Vec<(SiteId, Option<Grant>, Option<Grant>)>,
}

/// How many edits the history may hold before its oldest entries are let go.
const HISTORY: usize = 2_000_000;

impl Edits {
    /// Whether nothing is staged.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How much is staged: cells, and accounts that become super users or are no longer ones.
    pub fn len(&self) -> usize {
        self.rows.iter().map(RowEdits::len).sum()
    }

    /// How much is staged for one person.
    pub fn of_person(&self, login: &Login) -> usize {
        self.row(login).map_or(0, RowEdits::len)
    }

    /// Whether this person shall become a super user, or shall no longer be one.
    pub fn super_user(&self, login: &Login) -> Option<bool> {
        self.row(login)?.super_user
    }

    /// Takes the last action back. Gives its title.
    pub fn undo(&mut self) -> Option<String> {
        let entry = self.past.pop()?;
        Some(self.turn(entry, true))
    }

    /// Makes the action that was taken back last again. Gives its title.
    pub fn redo(&mut self) -> Option<String> {
        let entry = self.future.pop()?;
        Some(self.turn(entry, false))
    }

    /// What [`Edits::undo`] would take back.
    pub fn undo_title(&self) -> Option<&str> {
        self.past.last().map(|entry| entry.title.as_str())
    }

    /// What [`Edits::redo`] would make again.
    pub fn redo_title(&self) -> Option<&str> {
        self.future.last().map(|entry| entry.title.as_str())
    }

    /// Drops everything that is staged, as one action.
    pub fn discard_all(&mut self) {
        let none = |row: &RowEdits| RowEdits::none(&row.login);
        let title = format!("Discarded {}", count(self.len(), "change"));
        self.record(title, self.rows.iter().map(none).collect());
    }

    /// What is staged, for keeping.
    pub fn draft(&self) -> Draft {
        let grant = |id| self.pool.asked(id).cloned();
        let row = |row: &RowEdits| DraftRow {
            login: row.login.clone(),
            super_user: row.super_user,
            cells: row.cells.iter().map(|edit| (edit.site, grant(edit.was), grant(edit.want))).collect(),
        };
        Draft { rows: self.rows.iter().map(row).collect() }
    }

    /// Takes up what was kept. [`Edits::rebase`] tells what has become of it in the meantime.
    pub fn resume(draft: Draft, directory: &Directory) -> Self {
        let mut edits = Self::default();
        let rows = draft.rows.into_iter().map(|row| {
            let mut cells: Vec<Edit> = Vec::with_capacity(row.cells.len());
            for (site, was, want) in row.cells {
                let [was, want] = [was, want].map(|grant| edits.pool.id(directory, grant.as_ref()));
                cells.push(Edit { site, was, want });
            }
            order::sort_by_key(&mut cells, |edit| edit.site);
            cells.dedup_by_key(|edit| edit.site);
            RowEdits { login: row.login, super_user: row.super_user, cells }
        });
        let rows = rows.collect();
        edits.swap(rows);
        edits
    }

    pub(super) fn rows(&self) -> &[RowEdits] {
        &self.rows
    }

    pub(super) fn row(&self, login: &Login) -> Option<&RowEdits> {
        self.rows.binary_search_by(|row| row.login.cmp(login)).ok().map(|place| &self.rows[place])
    }

    /// Puts rows in the place of those of the same logins, as an action that can be undone.
    pub(super) fn record(&mut self, title: String, rows: Vec<RowEdits>) {
        if rows.is_empty() {
            return;
        }
        let rows = self.swap(rows);
        self.future.clear();
        self.past.push(Entry { title, rows });
        let size = |entry: &Entry| entry.rows.iter().map(|row| 1 + row.cells.len()).sum::<usize>();
        let mut held: usize = self.past.iter().map(size).sum();
        while held > HISTORY && self.past.len() > 1 {
            held -= size(&self.past.remove(0));
        }
    }

    /// Puts rows in the place of those of the same logins, which it gives back.
    pub(super) fn swap(&mut self, mut rows: Vec<RowEdits>) -> Vec<RowEdits> {
        order::sort_by_key(&mut rows, |row| row.login.clone());
        rows.dedup_by(|later, row| later.login == row.login);
        let mut taken = Vec::with_capacity(rows.len());
        let mut old = std::mem::take(&mut self.rows).into_iter().peekable();
        for row in rows {
            while let Some(before) = old.next_if(|before| before.login < row.login) {
                self.rows.push(before);
            }
            let before = old.next_if(|before| before.login == row.login);
            taken.push(before.unwrap_or_else(|| RowEdits::none(&row.login)));
            if row.len() > 0 {
                self.rows.push(row);
            }
        }
        self.rows.extend(old);
        taken
    }

    fn turn(&mut self, entry: Entry, back: bool) -> String {
        let Entry { title, rows } = entry;
        let rows = self.swap(rows);
        let entry = Entry { title: title.clone(), rows };
        if back {
            self.future.push(entry)
        } else {
            self.past.push(entry)
        }
        title
    }
}

impl RowEdits {
    pub(super) fn none(login: &Login) -> Self {
        Self { login: login.clone(), super_user: None, cells: Vec::new() }
    }

    pub(super) fn at(&self, site: SiteId) -> Option<&Edit> {
        self.cells.binary_search_by(|edit| edit.site.cmp(&site)).ok().map(|place| &self.cells[place])
    }

    fn len(&self) -> usize {
        self.cells.len() + usize::from(self.super_user.is_some())
    }
}

/// "1 cell", "12 cells".
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        matrix::{Target, To, testing::*},
        testing::*,
    };
    use matomo_api::Role;

    #[test]
    fn actions_are_undone_and_made_again() {
        let directory = company();
        let mut edits = Edits::default();
        assert_eq!((edits.undo(), edits.redo(), edits.is_empty()), (None, None, true));
        edits.set(&directory, &target(&["bob", "ann"], &[3]), &To::Role(Role::View));
        edits.set(&directory, &target(&["bob"], &[3, 5]), &To::Up);
        assert_eq!((edits.len(), edits.of_person(&login("bob")), edits.of_person(&login("ivy"))), (3, 2, 0));
        let after = told(&edits);
        assert_eq!(edits.undo().as_deref(), Some("2 cells up one role"));
        assert_eq!(told(&edits), ["ann 3 view", "bob 3 view"]);
        assert_eq!((edits.undo_title(), edits.redo_title()), (Some("2 cells to view"), Some("2 cells up one role")));
        edits.undo();
        assert!(edits.is_empty());
        edits.redo();
        edits.redo();
        assert_eq!(told(&edits), after);
        edits.undo();
        edits.set(&directory, &target(&["ivy"], &[3]), &To::Role(Role::View));
        assert_eq!(edits.redo_title(), None, "another way was taken");
        edits.discard_all();
        assert!(edits.is_empty());
        assert_eq!(edits.undo().as_deref(), Some("Discarded 3 changes"));
        assert_eq!(edits.len(), 3);
    }

    #[test]
    fn drafts_survive_storage() {
        let directory = company();
        let mut edits = one(&directory, "bob", 2, Role::Admin);
        edits.make_super_users(&directory, &[login("ann")]);
        assert_eq!(edits.super_user(&login("ann")), Some(true));
        assert_eq!(edits.super_user(&login("bob")), None);
        let kept = serde_json::to_string(&edits.draft()).unwrap();
        let resumed = Edits::resume(serde_json::from_str(&kept).unwrap(), &directory);
        assert_eq!(resumed.draft(), edits.draft());
        assert_eq!(resumed.plan(&directory), edits.plan(&directory));
        assert_eq!(resumed.undo_title(), None);
        assert!(Edits::resume(Draft::default(), &directory).is_empty());
    }

    #[test]
    fn a_history_lets_go_of_its_oldest_entries() {
        let mut edits = Edits::default();
        let cells = |count: u32| (1..=count).map(|id| Edit { site: site(id), was: 0, want: 1 }).collect();
        let row = |count| vec![RowEdits { login: login("bob"), super_user: None, cells: cells(count) }];
        for title in ["a", "b", "c"] {
            edits.record(title.to_owned(), row(HISTORY as u32));
        }
        assert_eq!(edits.undo().as_deref(), Some("c"));
        assert_eq!(edits.undo(), None, "b held too much");
        edits.record("nothing".to_owned(), Vec::new());
        assert_eq!(edits.undo_title(), None);
    }

    #[test]
    fn rows_stay_in_order() {
        let directory = company();
        let mut edits = Edits::default();
        let all = Target { people: ["ivy", "bob", "anonymous", "ann"].map(login).to_vec(), sites: vec![site(9)] };
        edits.set(&directory, &all, &To::Role(Role::View));
        edits.set(&directory, &target(&["bob"], &[9]), &To::Nothing);
        assert_eq!(told(&edits), ["ann 9 view", "anonymous 9 view", "ivy 9 view"]);
    }
}
