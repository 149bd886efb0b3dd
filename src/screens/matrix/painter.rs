//! The drawn part of the grid: as many rows and cells as the window shows, reused while it scrolls.
//!
//! Places are set through the style object, which the page's policy allows; nothing is parsed.

use super::{
    painted::CellSlot,
    row_head::RowHead,
    slots::{Pool, Window, bare, part, put, set, symbol},
};
use crate::components::Icon;
use access::matrix::{Area, At, Column, Edits, Matrix, Selection};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The height of a row, in CSS pixels.
pub const ROW: usize = 32;
/// The width of a cell, in CSS pixels: of a site, and of all while one of them stands for a folded group, whose name
/// and number of sites take more.
const CELL: (usize, usize) = (68, 108);
/// The height of the line of groups and of the line of sites.
const HEADS: (usize, usize) = (28, 54);

/// What is to be drawn. Another `generation` says that cells may hold something else.
pub struct Scene<'a> {
    pub matrix: &'a Matrix,
    pub edits: &'a Edits,
    pub selection: Selection,
    pub generation: u32,
    /// The width of a cell.
    pub cell: usize,
}

/// The elements of the grid.
pub struct Painter {
    scroller: HtmlElement,
    grid: HtmlElement,
    groups: Element,
    heads: Element,
    body: HtmlElement,
    rows: Vec<RowSlot>,
    columns: Vec<HeadSlot>,
    measured: Option<[usize; 5]>,
    drawn_groups: Option<(u32, usize, usize)>,
}

struct RowSlot {
    element: HtmlElement,
    head: RowHead,
    cells: Vec<CellSlot>,
    /// Which row, and after how many lines of heads.
    row: Option<(usize, usize)>,
    generation: u32,
}

/// A column that is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shown {
    at: usize,
    /// The last one of a group.
    edge: bool,
}

struct HeadSlot {
    element: HtmlElement,
    name: Element,
    note: Element,
    shown: Option<(Shown, u32)>,
    words: [String; 3],
}

impl Painter {
    /// Takes hold of the grid's frame: what scrolls, with the grid in it, and in that the two lines of
    /// heads and the body.
    pub fn new(scroller: HtmlElement) -> Option<Self> {
        let inside = |selector: &str| scroller.query_selector(selector).ok().flatten();
        let (groups, heads) = (inside(".matrix__groups")?, inside(".matrix__heads")?);
        let (grid, body) = (inside(".matrix")?.dyn_into().ok()?, inside(".matrix__body")?.dyn_into().ok()?);
        let (rows, columns) = (Vec::new(), Vec::new());
        Some(Self { scroller, grid, groups, heads, body, rows, columns, measured: None, drawn_groups: None })
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
            Window::of(self.scroller.scroll_left(), width, cell_width(matrix), columns),
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
        let left = columns.reveal(self.scroller.scroll_left(), at.column, cell_width(matrix));
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
        let (row_pool, column_pool) = (Pool::new(&rows, self.rows.len()), Pool::new(&columns, self.columns.len()));
        self.make(row_pool.len(), column_pool.len());
        self.measure(scene.matrix);
        let columns_now: Vec<Option<Shown>> = column_pool
            .mounted(&columns, scene.selection.focus.column)
            .into_iter()
            .map(|column| column.map(|at| Shown { at, edge: is_edge(scene.matrix, at) }))
            .collect();
        self.paint_heads(scene, &columns_now);
        self.paint_groups(scene, &columns);
        let area = scene.selection.area(scene.matrix.size());
        let offset = lines(scene.matrix) + 1;
        let rows_now = row_pool.mounted(&rows, scene.selection.focus.row);
        for (element, row) in self.rows.iter_mut().zip(rows_now) {
            match row {
                Some(row) => element.paint(scene, row, offset, &columns_now, &area),
                None => element.hide(),
            }
        }
    }

    /// The element of the active cell.
    pub fn active(&self) -> Option<&HtmlElement> {
        let rows = self.rows.iter().filter(|row| row.row.is_some());
        rows.flat_map(|row| &row.cells).find_map(CellSlot::active)
    }

    /// A window that grew needs more elements; one that shrank will grow again.
    fn make(&mut self, rows: usize, columns: usize) {
        if self.columns.is_empty() {
            let corner = part(&self.heads, "div", "matrix__corner", Some("columnheader"));
            set(&corner, "aria-colindex", "1");
            corner.set_text_content(Some("Person"));
        }
        self.columns.extend((self.columns.len()..columns).map(|_| HeadSlot::new(&self.heads)));
        self.rows.extend((self.rows.len()..rows).map(|_| RowSlot::new(&self.body)));
        for row in &mut self.rows {
            row.cells.extend((row.cells.len()..columns).map(|_| CellSlot::new(&row.element)));
        }
    }

    /// What depends on the size of the grid and on its heads.
    fn measure(&mut self, matrix: &Matrix) {
        let (rows, columns) = matrix.size();
        let (top, start) = self.frozen(matrix);
        let cell = cell_width(matrix);
        let now = [start, top, cell, rows, columns];
        if self.measured == Some(now) {
            return;
        }
        let before = self.measured.replace(now);
        // Everything inside inherits these and is styled anew when one of them is set.
        if before.is_none_or(|before| before[..3] != now[..3]) {
            let style = self.scroller.style();
            for (name, size) in [("--head", start), ("--frozen", top), ("--row", ROW), ("--cell", cell)] {
                put(&style, name, size);
            }
        }
        if before.is_some_and(|before| before[2] != cell) {
            self.columns.iter_mut().for_each(|head| head.shown = None);
            self.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(CellSlot::leave);
        }
        put(&self.body.style(), "height", rows * ROW);
        put(&self.grid.style(), "min-width", start + columns * cell);
        set(&self.groups, "aria-rowindex", "1");
        set(&self.heads, "aria-rowindex", &lines(matrix).to_string());
        bare(&self.groups, "hidden", lines(matrix) == 1);
    }

    fn paint_heads(&mut self, scene: &Scene<'_>, columns: &[Option<Shown>]) {
        for (head, column) in self.columns.iter_mut().zip(columns) {
            match column {
                Some(column) => head.paint(scene, *column),
                None => {
                    head.shown = None;
                    head.element.set_hidden(true);
                }
            }
        }
    }

    /// The line of groups is short: it is made anew when it changes.
    fn paint_groups(&mut self, scene: &Scene<'_>, columns: &Window) {
        let grouped = lines(scene.matrix) == 2;
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
            put(&head.style(), "left", group.columns.start * scene.cell);
            put(&head.style(), "width", group.columns.len() * scene.cell);
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

/// How wide the cells are.
pub fn cell_width(matrix: &Matrix) -> usize {
    if matrix.groups().iter().any(|group| group.folded) { CELL.1 } else { CELL.0 }
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
        Self { element, name, note, shown: None, words: Default::default() }
    }

    fn paint(&mut self, scene: &Scene<'_>, column: Shown) {
        if self.shown == Some((column, scene.generation)) {
            return;
        }
        let words = match scene.matrix.column(column.at) {
            Some(Column::Site(site)) => {
                let name = crate::screens::marks::site_name(site);
                let title = site.url.as_ref().map_or_else(|| name.clone(), |url| format!("{name}, {url}"));
                [name, format!("id {}", site.id), title]
            }
            Some(Column::Folded(group)) => {
                let name = group.section.in_words().to_owned();
                let sites = group.sites();
                [name.clone(), if sites == 1 { "1 site".to_owned() } else { format!("{sites} sites") }, name]
            }
            None => return,
        };
        if words != self.words {
            self.name.set_text_content(Some(&words[0]));
            self.note.set_text_content(Some(&words[1]));
            set(&self.element, "title", &words[2]);
            self.words = words;
        }
        let before = self.shown.replace((column, scene.generation));
        if before.is_none_or(|(before, _)| before != column) {
            set(&self.element, "aria-colindex", &(column.at + 2).to_string());
            put(&self.element.style(), "left", column.at * scene.cell);
            self.element.set_class_name(if column.edge { "matrix__head edge" } else { "matrix__head" });
            self.element.set_hidden(false);
        }
    }
}

fn is_edge(matrix: &Matrix, column: usize) -> bool {
    matrix.groups().iter().any(|group| group.columns.end == column + 1)
}

impl RowSlot {
    fn new(body: &Element) -> Self {
        let element = part(body, "div", "matrix__row", Some("row"));
        element.set_hidden(true);
        let head = RowHead::new(&element);
        Self { element, head, cells: Vec::new(), row: None, generation: 0 }
    }

    fn hide(&mut self) {
        if self.row.take().is_some() {
            self.element.set_hidden(true);
            // Its cells are out of sight with it, and will show nearly the same again.
            self.cells.iter_mut().for_each(CellSlot::deactivate);
        }
    }

    fn paint(&mut self, scene: &Scene<'_>, row: usize, offset: usize, columns: &[Option<Shown>], area: &Area) {
        let moved = self.row != Some((row, offset));
        if moved || self.generation != scene.generation {
            self.head.paint(scene, row);
            self.generation = scene.generation;
        }
        if moved {
            put(&self.element.style(), "top", row * ROW);
            // The line of groups comes and goes, and the same row is another one then.
            set(&self.element, "aria-rowindex", &(row + offset).to_string());
            if self.row.replace((row, offset)).is_none() {
                self.element.set_hidden(false);
            }
        }
        for (cell, column) in self.cells.iter_mut().zip(columns) {
            match column {
                Some(Shown { at, edge }) => cell.paint(scene, At { row, column: *at }, *edge, area),
                None => cell.leave(),
            }
        }
    }
}
