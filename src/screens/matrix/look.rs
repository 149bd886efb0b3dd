//! How a cell is drawn, as a value that can be compared: what did not change is not touched.

use access::matrix::{Cell, Content, RowKind, Summary};
use matomo_api::Role;

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// What is there, or what shall be.
    pub glyph: Glyph,
    /// Has explicit capabilities.
    pub plus: bool,
    /// What is there, struck through, where something else is staged.
    pub was: Option<Glyph>,
    /// Of a folded group: on how many of how many sites.
    pub of: Option<(usize, usize)>,
    /// What is staged needs care.
    pub risky: bool,
    /// Its row is one of a super user.
    pub super_user: bool,
}

/// A role's letter in its shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Glyph {
    /// No access.
    Nothing,
    /// A role.
    Role(Role),
    /// Everything.
    SuperUser,
}

impl Look {
    /// How this cell looks.
    pub fn of(cell: &Cell<'_>) -> Self {
        let shown = cell.staged.unwrap_or(cell.is);
        let (glyph, plus, of) = parts(shown);
        Self {
            glyph,
            plus,
            was: cell.staged.map(|_| parts(cell.is).0),
            of,
            risky: cell.needs_care(),
            super_user: cell.kind == RowKind::SuperUser && cell.staged.is_none(),
        }
    }

    /// For paper: "V", "V+" with explicit capabilities, "A 1/3" of a folded group.
    pub fn in_letters(&self) -> String {
        let mut letters = self.glyph.letter().to_owned();
        if self.plus {
            letters.push('+');
        }
        if let Some((some, all)) = self.of {
            letters.push_str(&format!(" {some}/{all}"));
        }
        letters
    }

    /// The classes of the cell.
    pub fn class(&self) -> &'static str {
        match (self.was.is_some(), self.risky, self.super_user) {
            (true, true, _) => "mcell is-staged is-risky",
            (true, false, _) => "mcell is-staged",
            (false, _, true) => "mcell is-super",
            (false, _, false) => "mcell",
        }
    }
}

impl Glyph {
    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Glyph::Nothing => "·",
            Glyph::Role(Role::View) => "V",
            Glyph::Role(Role::Write) => "W",
            Glyph::Role(Role::Admin) => "A",
            Glyph::SuperUser => "S",
        }
    }

    /// Its letter where it is struck through.
    pub fn struck(self) -> &'static str {
        if self == Glyph::Nothing { "–" } else { self.letter() }
    }

    /// The class of its shape; `plus` adds the mark of explicit capabilities.
    pub fn class(self, plus: bool) -> &'static str {
        match (self, plus) {
            (Glyph::Nothing, _) => "mcell__none",
            (Glyph::Role(Role::View), false) => "role role--view",
            (Glyph::Role(Role::View), true) => "role role--view role--plus",
            (Glyph::Role(Role::Write), false) => "role role--write",
            (Glyph::Role(Role::Write), true) => "role role--write role--plus",
            (Glyph::Role(Role::Admin), false) => "role role--admin",
            (Glyph::Role(Role::Admin), true) => "role role--admin role--plus",
            (Glyph::SuperUser, _) => "role role--super",
        }
    }
}

fn parts(content: Content<'_>) -> (Glyph, bool, Option<(usize, usize)>) {
    match content {
        Content::Nothing => (Glyph::Nothing, false, None),
        Content::SuperUser => (Glyph::SuperUser, false, None),
        Content::Grant(grant) => (Glyph::Role(grant.role), !grant.capabilities.is_empty(), None),
        Content::Many(summary) => {
            let all = summary.sites();
            let of = all - summary.nothing;
            (strongest(&summary), summary.with_capabilities > 0, (of > 0).then_some((of, all)))
        }
    }
}

fn strongest(summary: &Summary) -> Glyph {
    let there = [(summary.admin, Role::Admin), (summary.write, Role::Write), (summary.view, Role::View)];
    there.into_iter().find(|(count, _)| *count > 0).map_or(Glyph::Nothing, |(_, role)| Glyph::Role(role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::Grant;

    fn cell<'a>(is: Content<'a>, staged: Option<Content<'a>>) -> Look {
        Look::of(&Cell { kind: RowKind::Ordinary, is, staged })
    }

    #[test]
    fn what_is_staged_keeps_what_was_in_view() {
        let view = Grant::new(Role::View, Vec::new());
        let admin = Grant::new(Role::Admin, Vec::new());
        let look = cell(Content::Grant(&view), Some(Content::Grant(&admin)));
        assert_eq!((look.glyph, look.was), (Glyph::Role(Role::Admin), Some(Glyph::Role(Role::View))));
        assert_eq!(look.class(), "mcell is-staged is-risky");
        let none = cell(Content::Nothing, Some(Content::Grant(&view)));
        assert_eq!((none.class(), none.was.map(Glyph::struck)), ("mcell is-staged", Some("–")));
        assert_eq!(cell(Content::Nothing, None).class(), "mcell");
    }

    #[test]
    fn a_folded_group_shows_the_strongest_and_on_how_many() {
        let summary = Summary { nothing: 3, view: 2, write: 1, ..Summary::default() };
        let look = cell(Content::Many(summary), None);
        assert_eq!((look.glyph, look.of), (Glyph::Role(Role::Write), Some((3, 6))));
        assert_eq!(look.in_letters(), "W 3/6");
        let none = cell(Content::Many(Summary { nothing: 3, ..Summary::default() }), None);
        assert_eq!((none.glyph, none.of), (Glyph::Nothing, None));
    }
}
