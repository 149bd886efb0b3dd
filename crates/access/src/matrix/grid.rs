//! The matrix as a grid: rows, columns, groups of columns, and what is where.

use super::{
    axes::{self, ANONYMOUS},
    edits::Edits,
    stage::Target,
    view::{Section, View},
};
use crate::{Directory, Person, PersonKind, Seconds, Site, StatusKind};
use matomo_api::{Login, SiteId};
use std::{ops::Range, sync::Arc};

/// People × sites as a view shows them. It copies nothing: a row is a person's place in the
/// directory, a column a site's place or a folded group.
#[derive(Clone, Debug)]
pub struct Matrix {
    pub(super) directory: Arc<Directory>,
    rows: Vec<u32>,
    /// The sites of all groups, one group after the other.
    sites: Vec<u32>,
    columns: Vec<Place>,
    groups: Vec<Group>,
    anonymous: Login,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Site(u32),
    Folded(u32),
}

/// A group of columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What it is.
    pub section: Section,
    /// Its columns: one if it is folded.
    pub columns: Range<usize>,
    /// Whether it is folded into one column.
    pub folded: bool,
    sites: Range<usize>,
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Whose.
    pub login: &'a Login,
    /// The account; `None` is the anonymous user without any access.
    pub person: Option<&'a Person>,
    /// What kind of row it is.
    pub kind: RowKind,
}

/// What a row is, which tells what can be done there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RowKind {
    /// May do everything: its cells hold no roles.
    SuperUser,
    /// Visitors who are not signed in. Can be given view and nothing else.
    Anonymous,
    /// Invited and not yet there.
    Invited,
    /// Invited too long ago: can be given nothing any more.
    InviteExpired,
    /// Anybody else.
    Ordinary,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// A site.
    Site(&'a Site),
    /// A folded group.
    Folded(&'a Group),
}

/// What a column is, whatever else is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ColumnKey {
    /// A site.
    Site(SiteId),
    /// A folded group.
    Folded(Section),
}

/// A rectangle of the grid.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// Rows.
    pub rows: Range<usize>,
    /// Columns.
    pub columns: Range<usize>,
}

impl Matrix {
    /// The rows and columns that `view` leaves. `now` is the present.
    pub fn open(directory: Arc<Directory>, view: &View, edits: &Edits, now: Seconds) -> Self {
        let rows = axes::row_places(&directory, view, edits, now);
        let sites = axes::site_places(&directory, view, edits, &rows);
        let mut groups: Vec<Group> = Vec::new();
        for (at, place) in sites.iter().enumerate() {
            let section = Section::of(&directory, *place as usize, view.grouping);
            match groups.last_mut().filter(|group| group.section == section) {
                Some(group) => group.sites.end = at + 1,
                None => {
                    let folded = view.folded.contains(&section) && section != Section::All;
                    groups.push(Group { section, columns: 0..0, folded, sites: at..at + 1 });
                }
            }
        }
        let mut columns = Vec::with_capacity(sites.len());
        for (index, group) in (0..).zip(&mut groups) {
            let first = columns.len();
            match group.folded {
                true => columns.push(Place::Folded(index)),
                false => columns.extend(sites[group.sites.clone()].iter().map(|place| Place::Site(*place))),
            }
            group.columns = first..columns.len();
        }
        Self { directory, rows, sites, columns, groups, anonymous: Login::reported(ANONYMOUS) }
    }

    /// The directory that is shown.
    pub fn directory(&self) -> &Arc<Directory> {
        &self.directory
    }

    /// How many rows and columns.
    pub fn size(&self) -> (usize, usize) {
        (self.rows.len(), self.columns.len())
    }

    /// How many sites are shown, those in folded groups too.
    pub fn sites(&self) -> usize {
        self.sites.len()
    }

    /// A row.
    pub fn row(&self, row: usize) -> Option<Row<'_>> {
        let place = *self.rows.get(row)? as usize;
        let Some(person) = self.directory.people().get(place) else {
            return Some(Row { login: &self.anonymous, person: self.directory.anonymous(), kind: RowKind::Anonymous });
        };
        let kind = match person.status.kind() {
            _ if person.super_user => RowKind::SuperUser,
            StatusKind::Active => RowKind::Ordinary,
            StatusKind::Invited => RowKind::Invited,
            StatusKind::InviteExpired => RowKind::InviteExpired,
        };
        Some(Row { login: &person.login, person: Some(person), kind })
    }

    /// A column.
    pub fn column(&self, column: usize) -> Option<Column<'_>> {
        Some(match *self.columns.get(column)? {
            Place::Site(place) => Column::Site(&self.directory.sites()[place as usize]),
            Place::Folded(group) => Column::Folded(&self.groups[group as usize]),
        })
    }

    /// The groups of columns, from the first to the last; one if columns are not grouped.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Runs of rows of one kind of account, for headings when people are sorted by [`By::Group`](super::By::Group).
    pub fn row_groups(&self) -> Vec<(PersonKind, Range<usize>)> {
        let mut groups: Vec<(PersonKind, Range<usize>)> = Vec::new();
        for (row, place) in self.rows.iter().enumerate() {
            let Some(person) = self.directory.people().get(*place as usize) else { continue };
            match groups.last_mut().filter(|(kind, rows)| *kind == person.kind() && rows.end == row) {
                Some((_, rows)) => rows.end = row + 1,
                None => groups.push((person.kind(), row..row + 1)),
            }
        }
        groups
    }

    /// The row of this login, if it is shown.
    pub fn row_of(&self, login: &Login) -> Option<usize> {
        (0..self.rows.len()).find(|row| axes::login_at(&self.directory, self.rows[*row]) == login.as_str())
    }

    /// The column of this site or group; that of a folded group for a site in it, and the first one
    /// of an open group for the group.
    pub fn column_of(&self, key: &ColumnKey) -> Option<usize> {
        let group = match key {
            ColumnKey::Folded(section) => self.groups.iter().find(|group| group.section == *section),
            ColumnKey::Site(id) => {
                let place = self.directory.place(*id)? as u32;
                let at = self.sites.iter().position(|site| *site == place)?;
                let group = self.groups.iter().find(|group| group.sites.contains(&at))?;
                if !group.folded {
                    return Some(group.columns.start + at - group.sites.start);
                }
                Some(group)
            }
        };
        group.map(|group| group.columns.start)
    }

    /// What a column is.
    pub fn key(&self, column: usize) -> Option<ColumnKey> {
        self.column(column).map(|column| match column {
            Column::Site(site) => ColumnKey::Site(site.id),
            Column::Folded(group) => ColumnKey::Folded(group.section.clone()),
        })
    }

    /// The people and sites of a part of the grid, folded groups with all their shown sites.
    pub fn target(&self, area: &Area) -> Target {
        let people = clip(&area.rows, self.rows.len()).filter_map(|row| Some(self.row(row)?.login.clone()));
        let sites = clip(&area.columns, self.columns.len()).flat_map(|column| self.places(column));
        Target {
            people: people.collect(),
            sites: sites.map(|place| self.directory.sites()[*place as usize].id).collect(),
        }
    }

    /// The whole grid.
    pub fn all(&self) -> Area {
        Area { rows: 0..self.rows.len(), columns: 0..self.columns.len() }
    }

    /// The place of each row's person; the anonymous user has the one after the last.
    pub(super) fn row_places(&self) -> &[u32] {
        &self.rows
    }

    /// The places of a column's sites.
    pub(super) fn places(&self, column: usize) -> &[u32] {
        match &self.columns[column] {
            Place::Site(place) => std::slice::from_ref(place),
            Place::Folded(group) => &self.sites[self.groups[*group as usize].sites.clone()],
        }
    }

    pub(super) fn is_folded(&self, column: usize) -> bool {
        matches!(self.columns[column], Place::Folded(_))
    }
}

impl Group {
    /// How many sites are in it.
    pub fn sites(&self) -> usize {
        self.sites.len()
    }
}

/// The part of a range that is there.
pub(super) fn clip(range: &Range<usize>, len: usize) -> Range<usize> {
    range.start.min(len)..range.end.min(len)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Environment,
        matrix::{By, Grouping, testing::*},
        testing::*,
    };

    fn grouped(folded: &[Section]) -> Matrix {
        let view = View { grouping: Grouping::Environment, folded: folded.to_vec(), ..View::default() };
        shown(&view, &Edits::default())
    }

    #[test]
    fn rows_are_told_apart() {
        let matrix = shown(&View::default(), &Edits::default());
        assert_eq!((matrix.size(), matrix.sites(), matrix.directory().people().len()), ((7, 12), 12, 6));
        let kinds: Vec<_> = (0..7).map(|row| matrix.row(row).unwrap().kind).collect();
        let (ordinary, super_user) = (RowKind::Ordinary, RowKind::SuperUser);
        assert_eq!(kinds[..5], [RowKind::Anonymous, ordinary, ordinary, RowKind::Invited, RowKind::InviteExpired]);
        assert_eq!(kinds[5..], [super_user; 2]);
        assert!(matrix.row(7).is_none() && matrix.column(12).is_none() && matrix.key(12).is_none());
        assert_eq!(matrix.row_of(&login("bob")), Some(2));
        assert_eq!(matrix.row_of(&login("nobody")), None);
        let by_kind = shown(&View { rows: By::Group, ..View::default() }, &Edits::default());
        let groups = by_kind.row_groups();
        assert_eq!(groups, [(PersonKind::SuperUser, 1..3), (PersonKind::Member, 3..5), (PersonKind::Invitee, 5..7)]);
    }

    #[test]
    fn groups_fold_into_one_column() {
        let production = Section::Environment(Environment::Production);
        let open = grouped(&[]);
        let columns: Vec<_> = open.groups().iter().map(|group| (group.columns.clone(), group.sites())).collect();
        assert_eq!(columns, [(0..10, 10), (10..11, 1), (11..12, 1)]);
        let folded = grouped(&[production.clone(), Section::NoGroup, Section::All]);
        assert_eq!((folded.size().1, folded.sites()), (3, 12));
        assert!(matches!(folded.column(0), Some(Column::Folded(group)) if group.folded && group.sites() == 10));
        assert_eq!(folded.column_of(&ColumnKey::Site(site(1))), Some(0), "in the folded group");
        assert_eq!(folded.column_of(&ColumnKey::Site(site(4))), Some(2));
        assert_eq!(folded.column_of(&ColumnKey::Site(site(99))), None);
        assert_eq!(folded.key(0), Some(ColumnKey::Folded(production.clone())));
        assert_eq!(open.column_of(&ColumnKey::Folded(production)), Some(0));
        assert_eq!(open.column_of(&ColumnKey::Site(site(3))), Some(10));
        assert_eq!(open.key(10), Some(ColumnKey::Site(site(3))));
        let by_group = View { grouping: Grouping::Group, ..View::default() };
        let sections: Vec<_> = shown(&by_group, &Edits::default()).groups().iter().map(|g| g.section.clone()).collect();
        assert_eq!(sections, [Section::Group("Retail".into()), Section::NoGroup]);
    }

    #[test]
    fn a_part_of_the_grid_names_people_and_sites() {
        let folded = grouped(&[Section::Environment(Environment::Production)]);
        let target = folded.target(&Area { rows: 1..3, columns: 0..2 });
        assert_eq!(target.people, ["ann", "bob"].map(login));
        assert_eq!(target.sites.len(), 11);
        assert_eq!(
            folded.target(&Area { rows: 6..99, columns: 2..99 }),
            super::super::testing::target(&["second"], &[4])
        );
        assert_eq!(folded.target(&folded.all()).people.len(), 7);
        assert_eq!(folded.target(&Area::default()), Target::default());
    }
}
