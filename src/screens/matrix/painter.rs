//! The drawn part of the grid: as many rows and cells as the window shows, reused while it scrolls.
//!
//! Places are set through the style object, which the page's policy allows; nothing is parsed.

use super::{
    look::{Glyph, Look},
    slots::{Pool, Window, bare, part, put, set, symbol},
};
use crate::components::Icon;
use access::matrix::{Area, At, Cell, Column, Edits, Matrix, RowKind, Selection};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The height of a row, in CSS pixels.
pub const ROW: usize = 32;
/// The width of a cell, in CSS pixels.
pub const CELL: usize = 68;
/// The height of the line of groups and of the line of sites.
const HEADS: (usize, usize) = (28, 54);

/// What is to be drawn. Another `generation` says that cells may hold something else.
pub struct Scene<'a> {
    pub matrix: &'a Matrix,
    pub edits: &'a Edits,
    pub selection: Selection,
    pub generation: u32,
}

/// The elements of the grid.
pub struct Painter {
    scroller: HtmlElement,
    groups: Element,
    heads: Element,
    body: HtmlElement,
    rows: Vec<RowSlot>,
    columns: Vec<HeadSlot>,
    drawn_groups: Option<(u32, usize, usize)>,
}

struct RowSlot {
    element: HtmlElement,
    head: HtmlElement,
    cells: Vec<CellSlot>,
    row: Option<usize>,
    generation: u32,
}

struct CellSlot {
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

struct HeadSlot {
    element: HtmlElement,
    name: Element,
    note: Element,
    column: Option<(usize, u32)>,
}

impl Painter {
    /// Takes hold of the grid's frame: what scrolls, with the grid in it, and in that the two lines of
    /// heads and the body.
    pub fn new(scroller: HtmlElement) -> Option<Self> {
        let inside = |selector: &str| scroller.query_selector(selector).ok().flatten();
        let (groups, heads) = (inside(".matrix__groups")?, inside(".matrix__heads")?);
        let body = inside(".matrix__body")?.dyn_into().ok()?;
        Some(Self { scroller, groups, heads, body, rows: Vec::new(), columns: Vec::new(), drawn_groups: None })
    }

    fn frozen(&self, matrix: &Matrix) -> (usize, usize) {
        let head = if self.scroller.client_width() < 600 { 132 } else { 220 };
        (if lines(matrix) == 2 { HEADS.0 + HEADS.1 } else { HEADS.1 }, head)
    }

    /// The rows and columns in the window.
    fn window(&self, matrix: &Matrix) -> (Window, Window) {
        let (top, start) = self.frozen(matrix);
        let length = |all: i32, frozen: usize| usize::try_from(all).unwrap_or(0).saturating_sub(frozen);
        let height = length(self.scroller.client_height(), top);
        let width = length(self.scroller.client_width(), start);
        let (rows, columns) = matrix.size();
        (
            Window::of(self.scroller.scroll_top(), height, ROW, rows),
            Window::of(self.scroller.scroll_left(), width, CELL, columns),
        )
    }

    /// How many whole rows and columns the window shows: a page.
    pub fn page(&self, matrix: &Matrix) -> (usize, usize) {
        let (rows, columns) = self.window(matrix);
        (rows.whole, columns.whole)
    }

    /// Scrolls as little as needed to show a cell beside the frozen heads.
    pub fn reveal(&self, matrix: &Matrix, at: At) {
        let (rows, columns) = self.window(matrix);
        let top = rows.reveal(self.scroller.scroll_top(), at.row, ROW);
        let left = columns.reveal(self.scroller.scroll_left(), at.column, CELL);
        if top != self.scroller.scroll_top() {
            self.scroller.set_scroll_top(top);
        }
        if left != self.scroller.scroll_left() {
            self.scroller.set_scroll_left(left);
        }
    }

    /// Draws what the window shows, and the active cell wherever it is.
    pub fn paint(&mut self, scene: &Scene<'_>) {
        let (rows, columns) = self.window(scene.matrix);
        let (row_pool, column_pool) = (Pool::new(&rows), Pool::new(&columns));
        if self.rows.len() != row_pool.len() || self.columns.len() != column_pool.len() {
            self.make(row_pool.len(), column_pool.len());
        }
        self.measure(scene.matrix);
        let shown_columns: Vec<(usize, usize)> = column_pool.mounted(&columns, scene.selection.focus.column);
        let shown_rows = row_pool.mounted(&rows, scene.selection.focus.row);
        self.paint_heads(scene, &shown_columns);
        self.paint_groups(scene, &columns);
        let area = scene.selection.area(scene.matrix.size());
        let offset = lines(scene.matrix) + 1;
        for (slot, element) in self.rows.iter_mut().enumerate() {
            let row = shown_rows.iter().find(|(at, _)| *at == slot);
            match row.filter(|(_, row)| scene.matrix.row(*row).is_some()) {
                Some((_, row)) => element.paint(scene, *row, offset, &shown_columns, &area),
                None => element.hide(),
            }
        }
    }

    /// The element of the active cell.
    pub fn active(&self) -> Option<&HtmlElement> {
        let cells = self.rows.iter().filter(|row| row.row.is_some()).flat_map(|row| &row.cells);
        cells.filter(|cell| cell.at.is_some()).find(|cell| cell.marks.active).map(|cell| &cell.element)
    }

    fn make(&mut self, rows: usize, columns: usize) {
        self.body.set_text_content(None);
        self.heads.set_text_content(None);
        let corner = part(&self.heads, "div", "matrix__corner", Some("columnheader"));
        set(&corner, "aria-colindex", "1");
        corner.set_text_content(Some("Person"));
        self.columns = (0..columns).map(|_| HeadSlot::new(&self.heads)).collect();
        self.rows = (0..rows).map(|_| RowSlot::new(&self.body, columns)).collect();
        self.drawn_groups = None;
    }

    fn measure(&self, matrix: &Matrix) {
        let (rows, columns) = matrix.size();
        let (top, start) = self.frozen(matrix);
        let style = self.scroller.style();
        for (name, size) in [
            ("--row", ROW),
            ("--cell", CELL),
            ("--head", start),
            ("--frozen", top),
            ("--height", rows * ROW),
            ("--width", start + columns * CELL),
        ] {
            put(&style, name, size);
        }
    }

    fn paint_heads(&mut self, scene: &Scene<'_>, shown: &[(usize, usize)]) {
        set(&self.heads, "aria-rowindex", &lines(scene.matrix).to_string());
        for (slot, head) in self.columns.iter_mut().enumerate() {
            let column = shown.iter().find(|(at, _)| *at == slot);
            match column.filter(|(_, column)| scene.matrix.column(*column).is_some()) {
                Some((_, column)) => head.paint(scene, *column),
                None => {
                    head.column = None;
                    head.element.set_hidden(true);
                }
            }
        }
    }

    /// The line of groups is short: it is made anew when it changes.
    fn paint_groups(&mut self, scene: &Scene<'_>, columns: &Window) {
        let grouped = lines(scene.matrix) == 2;
        set(&self.groups, "aria-rowindex", "1");
        bare(&self.groups, "hidden", !grouped);
        let now = (scene.generation, columns.shown.start, columns.shown.end);
        if !grouped || self.drawn_groups == Some(now) {
            return;
        }
        self.drawn_groups = Some(now);
        self.groups.set_text_content(None);
        let corner = part(&self.groups, "div", "matrix__corner", Some("columnheader"));
        set(&corner, "aria-colindex", "1");
        part(&corner, "span", "vh", None).set_text_content(Some("Group"));
        for (index, group) in scene.matrix.groups().iter().enumerate() {
            let visible = group.columns.start < columns.shown.end && columns.shown.start < group.columns.end;
            if !visible {
                continue;
            }
            let head = part(&self.groups, "div", "matrix__group", Some("columnheader"));
            set(&head, "aria-colindex", &(group.columns.start + 2).to_string());
            set(&head, "aria-colspan", &group.columns.len().to_string());
            set(&head, "data-group", &index.to_string());
            put(&head.style(), "left", group.columns.start * CELL);
            put(&head.style(), "width", group.columns.len() * CELL);
            let words = group.section.in_words();
            let button = part(&head, "button", "matrix__fold", None);
            set(&button, "type", "button");
            set(&button, "tabindex", "-1");
            set(&button, "title", words);
            set(&button, "aria-expanded", if group.folded { "false" } else { "true" });
            symbol(&button, if group.folded { Icon::ChevronRight } else { Icon::ChevronDown });
            part(&button, "span", "", None).set_text_content(Some(words));
        }
    }
}

/// How many lines of heads there are.
pub fn lines(matrix: &Matrix) -> usize {
    match matrix.groups() {
        [one] if one.section == access::matrix::Section::All => 1,
        [] => 1,
        _ => 2,
    }
}

impl HeadSlot {
    fn new(heads: &Element) -> Self {
        let element = part(heads, "div", "matrix__head", Some("columnheader"));
        let name = part(&element, "span", "matrix__site", None).into();
        let note = part(&element, "span", "matrix__id", None).into();
        Self { element, name, note, column: None }
    }

    fn paint(&mut self, scene: &Scene<'_>, column: usize) {
        if self.column == Some((column, scene.generation)) {
            return;
        }
        self.column = Some((column, scene.generation));
        let (name, note, title) = match scene.matrix.column(column) {
            Some(Column::Site(site)) => {
                let name = crate::screens::marks::site_name(site);
                let title = site.url.as_ref().map_or_else(|| name.clone(), |url| format!("{name}, {url}"));
                (name, format!("id {}", site.id), title)
            }
            Some(Column::Folded(group)) => {
                let name = group.section.in_words().to_owned();
                let sites = group.sites();
                (name.clone(), if sites == 1 { "1 site".to_owned() } else { format!("{sites} sites") }, name)
            }
            None => return,
        };
        self.name.set_text_content(Some(&name));
        self.note.set_text_content(Some(&note));
        set(&self.element, "title", &title);
        set(&self.element, "aria-colindex", &(column + 2).to_string());
        put(&self.element.style(), "left", column * CELL);
        self.element.set_class_name(if is_edge(scene.matrix, column) { "matrix__head edge" } else { "matrix__head" });
        self.element.set_hidden(false);
    }
}

fn is_edge(matrix: &Matrix, column: usize) -> bool {
    matrix.groups().iter().any(|group| group.columns.end == column + 1)
}

impl RowSlot {
    fn new(body: &Element, cells: usize) -> Self {
        let element = part(body, "div", "matrix__row", Some("row"));
        element.set_hidden(true);
        let head = part(&element, "div", "matrix__who", Some("rowheader"));
        set(&head, "aria-colindex", "1");
        let cells = (0..cells).map(|_| CellSlot::new(&element)).collect();
        Self { element, head, cells, row: None, generation: 0 }
    }

    fn hide(&mut self) {
        if self.row.take().is_some() {
            self.element.set_hidden(true);
            for cell in &mut self.cells {
                cell.leave();
            }
        }
    }

    fn paint(&mut self, scene: &Scene<'_>, row: usize, offset: usize, columns: &[(usize, usize)], area: &Area) {
        if self.row != Some(row) || self.generation != scene.generation {
            if self.row != Some(row) {
                put(&self.element.style(), "top", row * ROW);
                set(&self.element, "aria-rowindex", &(row + offset).to_string());
            }
            self.element.set_hidden(false);
            self.paint_head(scene, row);
            self.row = Some(row);
            self.generation = scene.generation;
        }
        for (slot, cell) in self.cells.iter_mut().enumerate() {
            match columns.iter().find(|(at, _)| *at == slot) {
                Some((_, column)) => cell.paint(scene, At { row, column: *column }, area),
                None => cell.leave(),
            }
        }
    }

    fn paint_head(&self, scene: &Scene<'_>, row: usize) {
        let Some(shown) = scene.matrix.row(row) else { return };
        self.head.set_text_content(None);
        let login = shown.login.as_str();
        let name = part(&self.head, "span", "matrix__name", None);
        name.set_text_content(Some(login));
        set(&name, "title", login);
        let flags = part(&self.head, "span", "matrix__flags", None);
        let staged = scene.edits.of_person(shown.login);
        if staged > 0 {
            let count = part(&flags, "span", "matrix__count", None);
            count.set_text_content(Some(&staged.to_string()));
            part(&count, "span", "vh", None).set_text_content(Some(" staged"));
        }
        let flag = match shown.kind {
            RowKind::SuperUser => Some((Icon::Shield, "super", "Super user")),
            RowKind::Anonymous => Some((Icon::Warning, "warn", "Visitors who are not signed in")),
            RowKind::Invited => Some((Icon::Mail, "", "Invited")),
            RowKind::InviteExpired => Some((Icon::Error, "danger", "Invite expired")),
            RowKind::Ordinary => None,
        };
        if let Some((icon, class, words)) = flag {
            let flag = part(&flags, "span", class, None);
            set(&flag, "title", words);
            symbol(&flag, icon);
            part(&flag, "span", "vh", None).set_text_content(Some(words));
        }
    }
}

impl CellSlot {
    fn new(row: &Element) -> Self {
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

    fn leave(&mut self) {
        if self.at.take().is_some() {
            self.element.set_hidden(true);
            if std::mem::take(&mut self.marks.active) {
                set(&self.element, "tabindex", "-1");
            }
        }
    }

    fn paint(&mut self, scene: &Scene<'_>, at: At, area: &Area) {
        let moved = self.at != Some(at);
        if moved || self.generation != scene.generation {
            let Some(cell) = scene.matrix.cell(scene.edits, at.row, at.column) else { return self.leave() };
            if self.at.is_none_or(|before| before.column != at.column) {
                put(&self.element.style(), "left", at.column * CELL);
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
            edge: is_edge(scene.matrix, at.column),
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

    fn paint_content(&mut self, cell: &Cell<'_>) {
        let words = cell.in_words();
        if words != self.words {
            set(&self.element, "aria-label", &words);
            self.words = words;
        }
        let look = Look::of(cell);
        if self.look == Some(look) {
            return;
        }
        // These two are drawn by the style sheet: text that can be seen has to be part of the name, in
        // which they are words.
        set(&self.was, "data-letter", look.was.map_or("", Glyph::struck));
        bare(&self.was, "hidden", look.was.is_none());
        self.glyph.set_text_content(Some(look.glyph.letter()));
        self.glyph.set_class_name(look.glyph.class(look.plus));
        let of = look.of.map(|(some, all)| format!("{some}/{all}"));
        set(&self.of, "data-of", of.as_deref().unwrap_or_default());
        bare(&self.of, "hidden", of.is_none());
        self.look = Some(look);
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
