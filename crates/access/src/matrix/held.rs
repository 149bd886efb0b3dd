//! What a part of the grid holds, counted: for whoever is about to change it.

use super::{
    cell::{Content, Summary},
    edits::Edits,
    grid::{Area, Matrix, clip},
};
use crate::Directory;
use matomo_api::Capability;
use std::collections::BTreeMap;

/// What cells hold, with what is staged as if it were made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Held {
    /// How many cells; sites of folded groups count each.
    pub cells: usize,
    /// Their roles. Cells of super users hold none.
    pub roles: Summary,
    /// Those of super users.
    pub super_users: usize,
    /// How many were given each capability.
    given: BTreeMap<Capability, usize>,
    /// How many have each by their role.
    by_role: BTreeMap<Capability, usize>,
}

impl Matrix {
    /// Counts what is held in an area. Takes as long as its cells are many.
    pub fn held(&self, edits: &Edits, area: &Area) -> Held {
        let mut held = Held::default();
        for row in clip(&area.rows, self.size().0).filter_map(|row| self.row(row)) {
            let staged = edits.row(row.login);
            for place in clip(&area.columns, self.size().1).flat_map(|column| self.places(column)) {
                let (is, staged) = self.content(edits, &row, staged, *place as usize);
                held.count(&self.directory, staged.unwrap_or(is));
            }
        }
        held
    }
}

impl Held {
    /// "4 admin, 1 view, 5 without access"; of one cell "admin".
    pub fn in_words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.super_users > 0 {
            words.push(format!("{} of super users", self.super_users));
        }
        if self.roles.sites() > 0 {
            words.push(match self.roles.uniform() {
                Some(None) if self.cells == 1 => "no access".to_owned(),
                Some(Some(role)) if self.cells == 1 => role.as_str().to_owned(),
                _ => self.roles.in_words(),
            });
        }
        words.join(", ")
    }

    /// How many cells have a capability because it was given, and how many by their role.
    pub fn of(&self, capability: &Capability) -> (usize, usize) {
        let in_map = |map: &BTreeMap<Capability, usize>| map.get(capability).copied().unwrap_or_default();
        (in_map(&self.given), in_map(&self.by_role))
    }

    fn count(&mut self, directory: &Directory, content: Content<'_>) {
        self.cells += 1;
        if content == Content::SuperUser {
            self.super_users += 1;
            return;
        }
        let grant = content.grant();
        self.roles.count(grant);
        let Some(grant) = grant else { return };
        for known in directory.capabilities() {
            if known.included_in.contains(&grant.role) {
                *self.by_role.entry(known.id.clone()).or_default() += 1;
            } else if grant.capabilities.contains(&known.id) {
                *self.given.entry(known.id.clone()).or_default() += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        matrix::{To, View, testing::*},
        testing::*,
    };
    use matomo_api::Role;

    #[test]
    fn what_cells_hold_is_counted_as_staged() {
        let mut edits = Edits::default();
        let matrix = shown(&View::default(), &edits);
        let (bob, root) = (matrix.row_of(&login("bob")).unwrap(), matrix.row_of(&login("root")).unwrap());
        let area = Area { rows: bob..bob + 1, columns: 0..12 };
        let sites: Vec<u32> = (1..=12).collect();
        let tags = capability("tags");
        let held = matrix.held(&edits, &area);
        assert_eq!(
            (held.cells, held.in_words()),
            (12, "1 write, 2 view, 9 without access, 1 with capabilities".into())
        );
        assert_eq!(held.of(&tags).0, 1);
        edits.set(&company(), &target(&["bob"], &sites), &To::Role(Role::Admin));
        let held = matrix.held(&edits, &area);
        assert_eq!((held.in_words(), held.of(&tags)), ("admin on all 12".into(), (0, 12)), "admin holds it anyway");
        edits.set(&company(), &target(&["bob"], &sites), &To::Nothing);
        assert_eq!(matrix.held(&edits, &area).in_words(), "no access");
        let one = Area { rows: bob..bob + 1, columns: 0..1 };
        assert_eq!(matrix.held(&Edits::default(), &one).in_words(), "view", "Blog comes first");
        let both = Area { rows: bob.min(root)..bob.max(root) + 1, columns: 0..1 };
        assert!(matrix.held(&edits, &both).in_words().starts_with("1 of super users, "));
        assert_eq!(matrix.held(&edits, &Area::default()), Held::default());
        assert_eq!(Held::default().in_words(), "");
    }
}
