//! What is selected in the grid: an anchor, a focus, and how they move.

use super::grid::{Area, ColumnKey, Matrix, RowKind};
use matomo_api::Login;

/// What is selected. The focus is the active cell; from the anchor to it reaches what is selected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Where it began.
    pub anchor: At,
    /// The active cell.
    pub focus: At,
    /// How far it reaches beyond anchor and focus.
    pub span: Span,
}

/// A cell's place in the grid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct At {
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
}

/// How far a selection reaches beyond its anchor and focus.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Span {
    /// No further.
    #[default]
    Cells,
    /// Over whole rows.
    Rows,
    /// Over whole columns.
    Columns,
    /// Over all that is shown.
    All,
}

/// Where a key goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Move {
    /// One cell up.
    Up,
    /// One cell down.
    Down,
    /// One cell left.
    Left,
    /// One cell right.
    Right,
    /// The first row (Ctrl and up).
    First,
    /// The last row (Ctrl and down).
    Last,
    /// The first column (Home; Ctrl and left).
    Home,
    /// The last column (End; Ctrl and right).
    End,
    /// The first cell of all (Ctrl and Home).
    Start,
    /// The last cell of all (Ctrl and End).
    Finish,
    /// So many rows up (Page up).
    PageUp(usize),
    /// So many rows down (Page down).
    PageDown(usize),
    /// So many columns left (Ctrl and Page up).
    PageLeft(usize),
    /// So many columns right (Ctrl and Page down).
    PageRight(usize),
    /// To this cell (mouse, Find).
    To(At),
}

/// A selection by whose and which it is, to find it again in another view.
#[derive(Clone, PartialEq, Debug)]
pub struct Anchored {
    selection: Selection,
    anchor: Option<(Login, ColumnKey)>,
    focus: Option<(Login, ColumnKey)>,
}

impl Selection {
    /// One cell.
    pub fn of(at: At) -> Self {
        Self { anchor: at, focus: at, span: Span::Cells }
    }

    /// Moves in a grid of `size` rows and columns. With `extend` (Shift) the anchor and the span stay;
    /// without, one cell is selected.
    pub fn go(self, to: Move, extend: bool, size: (usize, usize)) -> Self {
        let (last_row, last_column) = (size.0.saturating_sub(1), size.1.saturating_sub(1));
        let At { row, column } = self.focus;
        let (row, column) = match to {
            Move::Up => (row.saturating_sub(1), column),
            Move::Down => (row + 1, column),
            Move::Left => (row, column.saturating_sub(1)),
            Move::Right => (row, column + 1),
            Move::First => (0, column),
            Move::Last => (last_row, column),
            Move::Home => (row, 0),
            Move::End => (row, last_column),
            Move::Start => (0, 0),
            Move::Finish => (last_row, last_column),
            Move::PageUp(rows) => (row.saturating_sub(rows), column),
            Move::PageDown(rows) => (row.saturating_add(rows), column),
            Move::PageLeft(columns) => (row, column.saturating_sub(columns)),
            Move::PageRight(columns) => (row, column.saturating_add(columns)),
            Move::To(at) => (at.row, at.column),
        };
        let focus = At { row: row.min(last_row), column: column.min(last_column) };
        match extend {
            false => Self::of(focus),
            // What reaches over everything has nothing to extend.
            true if self.span == Span::All => Self { focus, span: Span::Cells, ..self },
            true => Self { focus, ..self },
        }
    }

    /// Whole rows from anchor to focus (Shift and space); with whole columns it is everything.
    pub fn rows(self) -> Self {
        Self { span: if matches!(self.span, Span::Columns | Span::All) { Span::All } else { Span::Rows }, ..self }
    }

    /// Whole columns from anchor to focus (Ctrl and space); with whole rows it is everything.
    pub fn columns(self) -> Self {
        Self { span: if matches!(self.span, Span::Rows | Span::All) { Span::All } else { Span::Columns }, ..self }
    }

    /// Everything that is shown (Ctrl and A). The focus stays.
    pub fn all(self) -> Self {
        Self { span: Span::All, ..self }
    }

    /// What is selected in a grid of `size` rows and columns.
    pub fn area(&self, size: (usize, usize)) -> Area {
        let between = |a: usize, b: usize, len: usize| a.min(b).min(len)..(a.max(b) + 1).min(len);
        let whole_rows = matches!(self.span, Span::Rows | Span::All);
        let whole_columns = matches!(self.span, Span::Columns | Span::All);
        Area {
            rows: if whole_columns { 0..size.0 } else { between(self.anchor.row, self.focus.row, size.0) },
            columns: if whole_rows { 0..size.1 } else { between(self.anchor.column, self.focus.column, size.1) },
        }
    }

    /// Remembers it by whose and which it is.
    pub fn anchored(self, matrix: &Matrix) -> Anchored {
        let key = |at: At| Some((matrix.row(at.row)?.login.clone(), matrix.key(at.column)?));
        Anchored { selection: self, anchor: key(self.anchor), focus: key(self.focus) }
    }
}

impl Anchored {
    /// The selection in another view of the matrix. Where its person or site is not shown any more,
    /// the focus stays at its place as far as there is one, and is all that is selected.
    pub fn place(&self, matrix: &Matrix) -> Selection {
        let Selection { anchor, focus, span } = self.selection;
        let size = matrix.size();
        let find = |key: &Option<(Login, ColumnKey)>, at: At| {
            let (row, column) = match key {
                Some((login, column)) => (matrix.row_of(login), matrix.column_of(column)),
                None => (None, None),
            };
            let place = At {
                row: row.unwrap_or(at.row).min(size.0.saturating_sub(1)),
                column: column.unwrap_or(at.column).min(size.1.saturating_sub(1)),
            };
            (place, row.is_some() && column.is_some())
        };
        let ((anchor, anchor_is_there), (focus, focus_is_there)) =
            (find(&self.anchor, anchor), find(&self.focus, focus));
        if anchor_is_there && focus_is_there { Selection { anchor, focus, span } } else { Selection::of(focus) }
    }
}

impl Matrix {
    /// Where to begin: the first row that can be edited, in the first column.
    pub fn first_cell(&self) -> At {
        let ordinary = |row: &usize| self.row(*row).is_some_and(|row| row.kind == RowKind::Ordinary);
        At { row: (0..self.size().0).find(ordinary).unwrap_or_default(), column: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Environment, PeopleFilter,
        matrix::{Edits, Grouping, Section, View, testing::*},
    };
    use proptest::prelude::*;

    const SIZE: (usize, usize) = (10, 20);

    fn at(row: usize, column: usize) -> At {
        At { row, column }
    }

    #[test]
    fn keys_move_the_focus() {
        let from = Selection::of(at(5, 5));
        for (to, place) in [
            (Move::Up, at(4, 5)),
            (Move::Down, at(6, 5)),
            (Move::Left, at(5, 4)),
            (Move::Right, at(5, 6)),
            (Move::First, at(0, 5)),
            (Move::Last, at(9, 5)),
            (Move::Home, at(5, 0)),
            (Move::End, at(5, 19)),
            (Move::Start, at(0, 0)),
            (Move::Finish, at(9, 19)),
            (Move::PageUp(3), at(2, 5)),
            (Move::PageDown(9), at(9, 5)),
            (Move::PageLeft(9), at(5, 0)),
            (Move::PageRight(3), at(5, 8)),
            (Move::To(at(99, 1)), at(9, 1)),
        ] {
            assert_eq!(from.go(to, false, SIZE), Selection::of(place), "{to:?}");
            let extended = from.go(to, true, SIZE);
            assert_eq!((extended.anchor, extended.focus), (at(5, 5), place), "{to:?}");
        }
    }

    #[test]
    fn shift_extends_and_space_takes_whole_rows_and_columns() {
        let area = |selection: Selection| selection.area(SIZE);
        let block = Selection::of(at(5, 5)).go(Move::Up, true, SIZE).go(Move::Right, true, SIZE);
        assert_eq!(area(block), Area { rows: 4..6, columns: 5..7 });
        assert_eq!(area(block.rows()), Area { rows: 4..6, columns: 0..20 });
        assert_eq!(area(block.columns()), Area { rows: 0..10, columns: 5..7 });
        assert_eq!(area(block.rows().go(Move::Up, true, SIZE)), Area { rows: 3..6, columns: 0..20 });
        assert_eq!(area(block.rows().columns()), Area { rows: 0..10, columns: 0..20 });
        assert_eq!(block.columns().rows().span, Span::All);
        assert_eq!(area(block.all()), Area { rows: 0..10, columns: 0..20 });
        assert_eq!(area(block.all().go(Move::Up, true, SIZE)), Area { rows: 3..6, columns: 5..7 });
        assert_eq!(area(block.all().go(Move::Left, false, SIZE)), Area { rows: 4..5, columns: 5..6 });
        assert_eq!(Selection::default().area((0, 0)), Area::default());
    }

    #[test]
    fn the_focus_stays_with_its_person_and_site() {
        let none = Edits::default();
        let all = shown(&View::default(), &none);
        let start = all.first_cell();
        assert_eq!(start, at(1, 0), "below the visitors");
        // bob and ivy, on Press and Shop.
        let selection = Selection::of(at(2, 9)).go(Move::To(at(3, 10)), true, all.size());
        let anchored = selection.anchored(&all);
        assert_eq!(anchored.place(&all), selection);
        let people = |text: &str| PeopleFilter { text: text.into(), ..PeopleFilter::default() };
        let ivy = shown(&View { people: people("ivy"), ..View::default() }, &none);
        assert_eq!(anchored.place(&ivy), Selection::of(at(0, 10)), "the anchor is gone");
        let folded = vec![Section::Environment(Environment::Production)];
        let folded = shown(&View { grouping: Grouping::Environment, folded, ..View::default() }, &none);
        assert_eq!(anchored.place(&folded), Selection { anchor: at(2, 0), focus: at(3, 0), span: Span::Cells });
        let ann = shown(&View { people: people("ann@"), ..View::default() }, &none);
        assert_eq!(anchored.place(&ann), Selection::of(at(0, 10)), "as near as can be");
        let nobody = shown(&View { people: people("nobody"), ..View::default() }, &none);
        assert_eq!(anchored.place(&nobody).focus.row, 0);
        assert_eq!(nobody.first_cell(), at(0, 0));
        assert_eq!(Selection::default().anchored(&nobody).place(&all), Selection::default());
    }

    proptest! {
        #[test]
        fn a_selection_stays_in_the_grid_and_holds_its_focus(
            moves in proptest::collection::vec((0..9usize, any::<bool>(), 0..8usize), 0..12),
            size in (1..6usize, 1..6usize),
        ) {
            let mut selection = Selection::default();
            for (key, extend, by) in moves {
                let to = [
                    Move::Up, Move::Down, Move::Left, Move::Right, Move::PageDown(by), Move::PageRight(by),
                    Move::Finish, Move::To(at(by, by)), Move::Home,
                ][key];
                selection = match by {
                    6 => selection.rows(),
                    7 => selection.columns(),
                    _ => selection.go(to, extend, size),
                };
                let area = selection.area(size);
                prop_assert!(area.rows.contains(&selection.focus.row) && area.columns.contains(&selection.focus.column));
                prop_assert!(area.rows.contains(&selection.anchor.row) && area.columns.contains(&selection.anchor.column));
                prop_assert!(area.rows.end <= size.0 && area.columns.end <= size.1);
            }
        }
    }
}
