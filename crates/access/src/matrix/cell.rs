//! What a cell of the matrix holds: what is, and what is staged.

use super::{
    edits::{Edits, RowEdits},
    grid::{Area, Matrix, Row, RowKind, clip},
    stage::Ground,
};
use crate::{Grant, plan::alike};
use matomo_api::Role;
use std::ops::Range;

/// A cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell<'a> {
    /// The kind of its row.
    pub kind: RowKind,
    /// What is there.
    pub is: Content<'a>,
    /// What shall be there, if that is something else.
    pub staged: Option<Content<'a>>,
}

/// What is in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content<'a> {
    /// No access.
    Nothing,
    /// A role, and maybe explicit capabilities.
    Grant(&'a Grant),
    /// Everything, without a role.
    SuperUser,
    /// A folded group's sites, counted.
    Many(Summary),
}

/// How many sites of a folded group hold what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// No access.
    pub nothing: usize,
    /// View.
    pub view: usize,
    /// Write.
    pub write: usize,
    /// Admin.
    pub admin: usize,
    /// Of those: with explicit capabilities.
    pub with_capabilities: usize,
    /// Of what is staged there: how much needs care.
    pub careful: usize,
}

impl Summary {
    /// What all sites hold, if it is the same role: `Some(None)` is no access on any of them.
    pub fn uniform(&self) -> Option<Option<Role>> {
        let all = self.sites();
        match self {
            _ if self.nothing == all => Some(None),
            _ if self.view == all => Some(Some(Role::View)),
            _ if self.write == all => Some(Some(Role::Write)),
            _ if self.admin == all => Some(Some(Role::Admin)),
            _ => None,
        }
    }

    /// How many sites there are.
    pub fn sites(&self) -> usize {
        self.nothing + self.view + self.write + self.admin
    }

    pub(super) fn count(&mut self, grant: Option<&Grant>) {
        match grant.map(|grant| grant.role) {
            None => self.nothing += 1,
            Some(Role::View) => self.view += 1,
            Some(Role::Write) => self.write += 1,
            Some(Role::Admin) => self.admin += 1,
        }
        self.with_capabilities += usize::from(grant.is_some_and(|grant| !grant.capabilities.is_empty()));
    }
}

impl<'a> From<Option<&'a Grant>> for Content<'a> {
    fn from(grant: Option<&'a Grant>) -> Self {
        grant.map_or(Content::Nothing, Content::Grant)
    }
}

impl Matrix {
    /// One cell. Allocates nothing; a folded group's takes as long as its sites are many.
    pub fn cell<'a>(&'a self, edits: &'a Edits, row: usize, column: usize) -> Option<Cell<'a>> {
        let row = self.row(row)?;
        (column < self.size().1).then(|| self.cell_of(edits, &row, edits.row(row.login), column))
    }

    /// A part of the grid for drawing, row by row. What lies outside is left out.
    pub fn window<'a>(&'a self, edits: &'a Edits, rows: Range<usize>, columns: Range<usize>) -> Vec<Cell<'a>> {
        let (height, width) = self.size();
        let (rows, columns) = (clip(&rows, height), clip(&columns, width));
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        for row in rows.filter_map(|row| self.row(row)) {
            let staged = edits.row(row.login);
            cells.extend(columns.clone().map(|column| self.cell_of(edits, &row, staged, column)));
        }
        cells
    }

    /// How many cells of an area are staged; sites of folded groups count each.
    pub fn staged(&self, edits: &Edits, area: &Area) -> usize {
        let mut staged = 0;
        for row in clip(&area.rows, self.size().0).filter_map(|row| self.row(row)) {
            let Some(row_edits) = edits.row(row.login) else { continue };
            for column in clip(&area.columns, self.size().1) {
                let is_staged = |place: &&u32| self.content(edits, &row, Some(row_edits), **place as usize).1.is_some();
                staged += self.places(column).iter().filter(is_staged).count();
            }
        }
        staged
    }

    fn cell_of<'a>(&'a self, edits: &'a Edits, row: &Row<'a>, staged: Option<&'a RowEdits>, column: usize) -> Cell<'a> {
        let kind = row.kind;
        let places = self.places(column);
        if let (false, [place]) = (self.is_folded(column), places) {
            let (is, staged) = self.content(edits, row, staged, *place as usize);
            return Cell { kind, is, staged };
        }
        let (mut before, mut after) = (Summary::default(), Summary::default());
        let (mut changes, mut was_super_user, mut is_super_user) = (false, false, false);
        for place in places {
            let (is, staged) = self.content(edits, row, staged, *place as usize);
            changes |= staged.is_some();
            before.count(is.grant());
            after.count(staged.unwrap_or(is).grant());
            after.careful += usize::from(Cell { kind, is, staged }.needs_care());
            was_super_user |= is == Content::SuperUser;
            is_super_user |= staged.unwrap_or(is) == Content::SuperUser;
        }
        let content = |super_user, summary| if super_user { Content::SuperUser } else { Content::Many(summary) };
        Cell { kind, is: content(was_super_user, before), staged: changes.then(|| content(is_super_user, after)) }
    }

    /// What is on a site and what is staged there.
    pub(super) fn content<'a>(
        &'a self,
        edits: &'a Edits,
        row: &Row<'a>,
        staged: Option<&'a RowEdits>,
        place: usize,
    ) -> (Content<'a>, Option<Content<'a>>) {
        let is_super_user = row.kind == RowKind::SuperUser;
        let becomes = staged.and_then(|staged| staged.super_user).unwrap_or(is_super_user);
        let is = if is_super_user { Content::SuperUser } else { Ground::of(row.person).at(place).into() };
        if becomes {
            return (is, (!is_super_user).then_some(Content::SuperUser));
        }
        let edit = staged.and_then(|staged| staged.at(self.directory.sites()[place].id));
        let want = edit.map(|edit| edits.pool.kept(edit.want));
        let differs = |want: &Option<&Grant>| is_super_user || !alike(&self.directory, is.grant(), *want);
        let want = want.or(is_super_user.then_some(None)).filter(differs);
        (is, want.map(Content::from))
    }
}

impl<'a> Content<'a> {
    /// The grant, where it is one.
    pub fn grant(self) -> Option<&'a Grant> {
        match self {
            Content::Grant(grant) => Some(grant),
            Content::Nothing | Content::SuperUser | Content::Many(_) => None,
        }
    }

    /// In a few words: "view, with 2 capabilities", "no access", "2 admin, 1 view, 5 without access".
    pub fn in_words(self) -> String {
        match self {
            Content::Nothing => "no access".to_owned(),
            Content::SuperUser => "super user".to_owned(),
            Content::Grant(grant) => {
                let extra = match grant.capabilities.len() {
                    0 => "",
                    1 => ", with 1 capability",
                    more => return format!("{}, with {more} capabilities", grant.role.as_str()),
                };
                format!("{}{extra}", grant.role.as_str())
            }
            Content::Many(summary) => summary.in_words(),
        }
    }
}

impl Summary {
    pub(super) fn in_words(&self) -> String {
        let mut words = match self.uniform() {
            Some(None) => "no access".to_owned(),
            Some(Some(role)) => format!("{} on all {}", role.as_str(), self.sites()),
            None => {
                let counts = [
                    (self.admin, "admin"),
                    (self.write, "write"),
                    (self.view, "view"),
                    (self.nothing, "without access"),
                ];
                let there = counts.iter().filter(|(count, _)| *count > 0);
                there.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
            }
        };
        if self.with_capabilities > 0 {
            words.push_str(&format!(", {} with capabilities", self.with_capabilities));
        }
        words
    }
}

impl Cell<'_> {
    /// For ears: "view, with 2 capabilities; staged: admin; needs care".
    pub fn in_words(&self) -> String {
        let mut words = self.is.in_words();
        if let Some(staged) = self.staged {
            words.push_str("; staged: ");
            words.push_str(&staged.in_words());
        }
        if self.needs_care() {
            words.push_str("; needs care");
        }
        words
    }

    /// Whether what is staged deserves a second look: somebody becomes admin or super user, or is no
    /// longer a super user, visitors may see something, or capabilities get lost.
    pub fn needs_care(&self) -> bool {
        let Some(staged) = self.staged else { return false };
        let role = |content: Content<'_>| content.grant().map(|grant| grant.role);
        match (self.is, staged) {
            (Content::SuperUser, _) | (_, Content::SuperUser) => true,
            (_, Content::Many(after)) => after.careful > 0,
            (is, staged) => {
                let lost = match (is.grant(), staged.grant()) {
                    (Some(is), Some(staged)) => {
                        is.role >= staged.role && is.capabilities.len() > staged.capabilities.len()
                    }
                    _ => false,
                };
                let admin = role(staged) == Some(Role::Admin) && role(is) != Some(Role::Admin);
                admin || lost || (self.kind == RowKind::Anonymous && role(staged).is_some())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Environment,
        matrix::{ColumnKey, Grouping, Section, Target, To, View, testing::*},
        testing::*,
    };

    fn words(matrix: &Matrix, edits: &Edits, person: &str, id: u32) -> String {
        let (row, column) = (matrix.row_of(&login(person)), matrix.column_of(&ColumnKey::Site(site(id))));
        matrix.cell(edits, row.unwrap(), column.unwrap()).unwrap().in_words()
    }

    #[test]
    fn a_cell_tells_what_is_and_what_is_staged() {
        let directory = company();
        let matrix = shown(&View::default(), &Edits::default());
        let none = Edits::default();
        assert_eq!(words(&matrix, &none, "bob", 2), "view, with 1 capability");
        assert_eq!(words(&matrix, &none, "bob", 3), "no access");
        assert_eq!(words(&matrix, &none, "root", 3), "super user");
        assert_eq!(words(&matrix, &none, "anonymous", 5), "view");
        let mut edits = Edits::default();
        edits.set(&directory, &target(&["bob"], &[1, 2, 4]), &To::Role(Role::Admin));
        edits.set(&directory, &target(&["bob"], &[4]), &To::Nothing);
        edits.set(&directory, &target(&["anonymous"], &[1]), &To::Up);
        edits.make_super_users(&directory, &[login("ann")]);
        edits.unmake_super_users(&directory, &[login("second")], &[]);
        edits.set(&directory, &target(&["second"], &[1]), &To::Up);
        assert_eq!(words(&matrix, &edits, "bob", 2), "view, with 1 capability; staged: admin; needs care");
        assert_eq!(words(&matrix, &edits, "bob", 4), "view; staged: no access");
        assert_eq!(words(&matrix, &edits, "anonymous", 1), "no access; staged: view; needs care");
        assert_eq!(words(&matrix, &edits, "ann", 1), "admin; staged: super user; needs care");
        assert_eq!(words(&matrix, &edits, "second", 1), "super user; staged: view; needs care");
        assert_eq!(words(&matrix, &edits, "second", 2), "super user; staged: no access; needs care");
        assert!(matrix.cell(&edits, 7, 0).is_none() && matrix.cell(&edits, 0, 12).is_none());
        let bob = matrix.row_of(&login("bob")).unwrap();
        assert_eq!(matrix.staged(&edits, &Area { rows: bob..bob + 1, columns: 0..12 }), 3);
        assert_eq!(matrix.staged(&edits, &matrix.all()), 3 + 1 + 12 + 12);
    }

    #[test]
    fn lost_capabilities_need_care() {
        let directory = company();
        let mut edits = Edits::default();
        let remove = To::Capabilities { add: vec![], remove: vec![capability("tags")] };
        edits.set(&directory, &target(&["bob"], &[2]), &remove);
        let matrix = shown(&View::default(), &edits);
        assert_eq!(words(&matrix, &edits, "bob", 2), "view, with 1 capability; staged: view; needs care");
        edits.set(
            &directory,
            &target(&["bob"], &[2]),
            &To::Capabilities { add: vec![capability("publish"), capability("tags")], remove: vec![] },
        );
        assert_eq!(words(&matrix, &edits, "bob", 2), "view, with 1 capability; staged: view, with 2 capabilities");
    }

    #[test]
    fn a_folded_group_is_summed_up() {
        let production = Section::Environment(Environment::Production);
        let view = View { grouping: Grouping::Environment, folded: vec![production], ..View::default() };
        let directory = company();
        let mut edits = one(&directory, "ann", 1, Role::View);
        let matrix = shown(&view, &edits);
        assert_eq!(words(&matrix, &edits, "bob", 1), "1 write, 1 view, 8 without access, 1 with capabilities");
        assert_eq!(words(&matrix, &edits, "old", 1), "no access");
        assert_eq!(words(&matrix, &edits, "root", 1), "super user");
        assert_eq!(
            words(&matrix, &edits, "ann", 1),
            "2 admin, 8 without access; staged: 1 admin, 1 view, 8 without access"
        );
        let area = Area { rows: 1..2, columns: 0..1 };
        let Target { people, sites } = matrix.target(&area);
        edits.set(&directory, &Target { people, sites }, &To::Role(Role::Admin));
        assert_eq!(words(&matrix, &edits, "ann", 1), "2 admin, 8 without access; staged: admin on all 10; needs care");
        assert_eq!(matrix.staged(&edits, &area), 8);
        let everybody = Target { people: vec![login("anonymous")], sites: matrix.target(&area).sites };
        edits.set(&directory, &everybody, &To::Role(Role::View));
        assert_eq!(
            words(&matrix, &edits, "anonymous", 1),
            "1 view, 9 without access; staged: view on all 10; needs care"
        );
        let fewer = To::Capabilities { add: vec![], remove: vec![capability("tags")] };
        edits.set(&directory, &target(&["bob"], &[2]), &fewer);
        assert_eq!(
            words(&matrix, &edits, "bob", 1),
            "1 write, 1 view, 8 without access, 1 with capabilities; \
             staged: 1 write, 1 view, 8 without access; needs care"
        );
        edits.make_super_users(&directory, &[login("bob")]);
        assert!(words(&matrix, &edits, "bob", 1).ends_with("; staged: super user; needs care"));
        let Content::Many(summary) = matrix.cell(&edits, 1, 0).unwrap().staged.unwrap() else { panic!("it is folded") };
        assert_eq!((summary.uniform(), summary.sites()), (Some(Some(Role::Admin)), 10));
        assert_eq!(Summary { view: 1, ..Summary::default() }.uniform(), Some(Some(Role::View)));
        assert_eq!(Summary { write: 1, ..Summary::default() }.uniform(), Some(Some(Role::Write)));
        assert_eq!(Summary { write: 1, view: 1, ..Summary::default() }.uniform(), None);
    }

    #[test]
    fn a_window_holds_the_cells_row_by_row() {
        let edits = one(&company(), "bob", 3, Role::View);
        let matrix = shown(&View::default(), &edits);
        let window = matrix.window(&edits, 1..99, 3..5);
        assert_eq!(window.len(), 12);
        for (index, cell) in window.iter().enumerate() {
            assert_eq!(Some(*cell), matrix.cell(&edits, 1 + index / 2, 3 + index % 2));
        }
        assert!(matrix.window(&edits, 9..12, 0..3).is_empty());
    }
}
