//! The element of a cell: what is on it already is not put there again.

use super::{
    look::{Glyph, Look},
    painter::Scene,
    slots::{bare, part, put, set},
};
use access::matrix::{Area, At, Cell};
use web_sys::{Element, HtmlElement};

/// An element that shows one cell after another.
pub struct CellSlot {
    element: HtmlElement,
    was: Element,
    glyph: Element,
    of: Element,
    at: Option<At>,
    generation: u32,
    look: Option<Look>,
    /// What is on the element already: reading it back would cost more than keeping it.
    words: String,
    marks: Marks,
    class: Option<(&'static str, Marks)>,
}

/// How the selection shows on a cell.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Marks {
    selected: bool,
    active: bool,
    /// Its sides that are sides of what is selected: top, bottom, start, end.
    sides: [bool; 4],
    /// The last column of a group.
    edge: bool,
}

impl CellSlot {
    /// A new one at the end of a row.
    pub fn new(row: &Element) -> Self {
        let element = part(row, "div", "mcell", Some("gridcell"));
        element.set_hidden(true);
        let was = part(&element, "span", "mcell__was", None).into();
        let glyph: Element = part(&element, "span", "", None).into();
        let of = part(&element, "span", "mcell__of", None).into();
        for drawn in [&was, &glyph, &of] {
            set(drawn, "aria-hidden", "true");
        }
        Self {
            element,
            was,
            glyph,
            of,
            at: None,
            generation: 0,
            look: None,
            words: String::new(),
            marks: Marks::default(),
            class: None,
        }
    }

    /// Shows nothing.
    pub fn leave(&mut self) {
        if self.at.take().is_some() {
            self.element.set_hidden(true);
            self.deactivate();
        }
    }

    /// Is not the active cell any more.
    pub fn deactivate(&mut self) {
        if std::mem::take(&mut self.marks.active) {
            set(&self.element, "tabindex", "-1");
        }
    }

    /// Shows this cell.
    pub fn paint(&mut self, scene: &Scene<'_>, at: At, edge: bool, area: &Area) {
        let moved = self.at != Some(at);
        if moved || self.generation != scene.generation {
            let Some(cell) = scene.matrix.cell(scene.edits, at.row, at.column) else { return self.leave() };
            if self.at.is_none_or(|before| before.column != at.column) {
                put(&self.element.style(), "left", at.column * scene.cell);
                set(&self.element, "aria-colindex", &(at.column + 2).to_string());
            }
            self.paint_content(&cell);
            if self.at.is_none() {
                self.element.set_hidden(false);
            }
            self.at = Some(at);
            self.generation = scene.generation;
        }
        let selected = area.rows.contains(&at.row) && area.columns.contains(&at.column);
        let marks = Marks {
            selected,
            active: scene.selection.focus == at,
            sides: [
                selected && at.row == area.rows.start,
                selected && at.row + 1 == area.rows.end,
                selected && at.column == area.columns.start,
                selected && at.column + 1 == area.columns.end,
            ],
            edge,
        };
        if self.class.is_none() || marks.selected != self.marks.selected {
            set(&self.element, "aria-selected", if marks.selected { "true" } else { "false" });
        }
        if self.class.is_none() || marks.active != self.marks.active {
            set(&self.element, "tabindex", if marks.active { "0" } else { "-1" });
        }
        self.marks = marks;
        self.paint_class();
    }

    /// The element, if it is the active cell.
    pub fn active(&self) -> Option<&HtmlElement> {
        (self.at.is_some() && self.marks.active).then_some(&self.element)
    }

    fn paint_content(&mut self, cell: &Cell<'_>) {
        let words = cell.in_words();
        if words != self.words {
            set(&self.element, "aria-label", &words);
            self.words = words;
        }
        let look = Look::of(cell);
        let before = self.look.replace(look);
        if before == self.look {
            return;
        }
        // Letters are drawn by the style sheet: text that can be seen has to be part of the name, in which
        // they are words; and setting text costs more than setting a class.
        if before.is_none_or(|before| before.was != look.was) {
            set(&self.was, "data-letter", look.was.map_or("", Glyph::struck));
            bare(&self.was, "hidden", look.was.is_none());
        }
        if before.is_none_or(|before| (before.glyph, before.plus) != (look.glyph, look.plus)) {
            self.glyph.set_class_name(look.glyph.class(look.plus));
        }
        if before.is_none_or(|before| before.of != look.of) {
            let of = look.of.map(|(some, all)| format!("{some}/{all}"));
            set(&self.of, "data-of", of.as_deref().unwrap_or_default());
            bare(&self.of, "hidden", of.is_none());
        }
    }

    fn paint_class(&mut self) {
        let now = (self.look.map_or("mcell", |look| look.class()), self.marks);
        if self.class == Some(now) {
            return;
        }
        self.class = Some(now);
        let mut class = now.0.to_owned();
        let [top, bottom, start, end] = self.marks.sides;
        for (on, name) in [
            (self.marks.selected, " is-selected"),
            (self.marks.active, " is-active"),
            (self.marks.edge, " edge"),
            (top, " sel-t"),
            (bottom, " sel-b"),
            (start, " sel-s"),
            (end, " sel-e"),
        ] {
            if on {
                class.push_str(name);
            }
        }
        self.element.set_class_name(&class);
    }
}
