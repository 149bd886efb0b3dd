//! The grid: what the painter draws, and what keys and mouse do on it.

use super::{
    desk::Desk,
    keys::{self, Command, Go},
    painter::{Painter, Scene, cell_width, lines},
};
use access::matrix::{At, Move};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The grid of what the desk shows.
pub fn grid(desk: Desk) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let painter = StoredValue::new_local(None::<Painter>);
    let generation = StoredValue::new(0_u32);
    let dragging = StoredValue::new(false);
    let paint = move || {
        painter.try_update_value(|painter| {
            let Some(painter) = painter else { return };
            let (matrix, selection) = (desk.matrix_untracked(), desk.selection.get_untracked());
            let generation = generation.get_value();
            let held = has_focus();
            desk.staging.with_untracked(|edits| {
                painter.paint(&Scene { matrix: &matrix, edits, selection, generation, cell: cell_width(&matrix) });
            });
            // The active cell may have got another element.
            if held {
                take_focus(painter);
            }
        });
    };
    Effect::new(move || {
        let Some(scroller) = node.get() else { return };
        painter.update_value(|painter| *painter = Painter::new(scroller.into()));
        paint();
    });
    // Several things may change at once: drawing comes after all of them, and once.
    let waiting = StoredValue::new(false);
    let paint_soon = move || {
        if !waiting.get_value() {
            waiting.set_value(true);
            request_animation_frame(move || {
                waiting.try_set_value(false);
                paint();
            });
        }
    };
    // Something else may be in the cells.
    Effect::new(move || {
        desk.matrix();
        desk.staging.with(|_| {});
        generation.update_value(|generation| *generation += 1);
        paint_soon();
    });
    Effect::new(move || {
        desk.selection.track();
        paint_soon();
    });
    Effect::new(move |before: Option<u32>| {
        let now = desk.wanted.get();
        if before.is_some_and(|before| before != now) {
            painter.with_value(|painter| {
                if let Some(painter) = painter {
                    painter.reveal(&desk.matrix_untracked(), desk.selection.get_untracked().focus);
                }
            });
            paint();
            painter.with_value(|painter| {
                if let Some(painter) = painter {
                    take_focus(painter);
                    // In a low window the grid itself is partly out of view: its heads come first.
                    node.get_untracked().iter().for_each(|scroller| show(scroller));
                    painter.active().into_iter().for_each(show);
                }
            });
        }
        now
    });
    let resized = window_event_listener(ev::resize, move |_| paint());
    on_cleanup(move || resized.remove());

    let go = move |to: Go, extend: bool| {
        let matrix = desk.matrix_untracked();
        let (rows, columns) = painter.with_value(|p| p.as_ref().map_or((1, 1), |p| p.page(&matrix)));
        let to = match to {
            Go::To(to) => to,
            Go::PageUp => Move::PageUp(rows),
            Go::PageDown => Move::PageDown(rows),
            Go::PageLeft => Move::PageLeft(columns),
            Go::PageRight => Move::PageRight(columns),
        };
        desk.selection.update(|selection| *selection = selection.go(to, extend, matrix.size()));
        desk.focus();
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let ctrl = event.ctrl_key() || event.meta_key();
        if event.alt_key() || event.is_composing() {
            return;
        }
        let Some(command) = keys::command(&event.key(), ctrl, event.shift_key()) else { return };
        event.prevent_default();
        match command {
            Command::Go { to, extend } => go(to, extend),
            other => desk.run(other),
        }
    };
    let select = move |hit: Hit, extend: bool| {
        let size = desk.matrix_untracked().size();
        desk.selection.update(|selection| {
            let before = *selection;
            *selection = match hit {
                Hit::Cell(at) => before.go(Move::To(at), extend, size),
                Hit::Row(row) => before.go(Move::To(At { row, column: before.focus.column }), extend, size).rows(),
                Hit::Column(column) => {
                    before.go(Move::To(At { row: before.focus.row, column }), extend, size).columns()
                }
                Hit::Corner => before.all(),
                Hit::Group(_) => before,
            };
        });
    };
    let on_down = move |event: ev::PointerEvent| {
        if event.button() != 0 {
            return;
        }
        let Some(hit) = hit(&event, &desk) else { return };
        if matches!(hit, Hit::Group(_)) {
            return;
        }
        event.prevent_default();
        dragging.set_value(matches!(hit, Hit::Cell(_)));
        select(hit, event.shift_key());
        desk.focus();
    };
    let on_click = move |event: ev::MouseEvent| {
        let Some(Hit::Group(index)) = hit(&event, &desk) else { return };
        let matrix = desk.matrix_untracked();
        if let Some(group) = matrix.groups().get(index) {
            desk.fold(group.section.clone());
        }
    };
    let on_over = move |event: ev::PointerEvent| {
        if !dragging.get_value() {
            return;
        }
        if event.buttons() & 1 == 0 {
            return dragging.set_value(false);
        }
        if let Some(hit @ Hit::Cell(_)) = hit(&event, &desk) {
            select(hit, true);
        }
    };
    let on_menu = move |event: ev::MouseEvent| {
        let Some(hit @ Hit::Cell(at)) = hit(&event, &desk) else { return };
        event.prevent_default();
        let area = untrack(|| desk.area());
        if !(area.rows.contains(&at.row) && area.columns.contains(&at.column)) {
            select(hit, false);
        }
        desk.run(Command::Menu);
    };
    let on_copy = move |event: ClipboardEvent| {
        if let Some(data) = event.clipboard_data() {
            event.prevent_default();
            let _ = data.set_data("text/plain", &desk.copied());
        }
    };
    let on_paste = move |event: ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            event.prevent_default();
            desk.paste(&text);
        }
    };
    let count = |count: usize| count.to_string();
    view! {
        <div
            class="matrix-scroll"
            node_ref=node
            on:scroll=move |_| paint()
        >
            <div
                class="matrix"
                role="grid"
                aria-label="Role matrix"
                aria-multiselectable="true"
                aria-describedby="matrix-keys"
                aria-rowcount=Signal::derive(move || { let matrix = desk.matrix(); count(matrix.size().0 + lines(&matrix)) })
                aria-colcount=Signal::derive(move || count(desk.matrix().size().1 + 1))
                on:keydown=on_key
                on:pointerdown=on_down
                on:pointerover=on_over
                on:click=on_click
                on:contextmenu=on_menu
                on:copy=on_copy
                on:paste=on_paste
            >
                <div class="matrix__top" role="rowgroup">
                    <div class="matrix__groups" role="row"></div>
                    <div class="matrix__heads" role="row"></div>
                </div>
                <div class="matrix__body" role="rowgroup"></div>
            </div>
        </div>
    }
    .into_any()
}

fn has_focus() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| element.closest(".matrix__body").is_ok_and(|body| body.is_some()))
}

fn take_focus(painter: &Painter) {
    if let Some(cell) = painter.active() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = cell.focus_with_options(&options);
    }
}

/// Scrolls whatever is around it as little as needed.
fn show(element: &HtmlElement) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// What of the grid is meant.
#[derive(Clone, Copy)]
enum Hit {
    Cell(At),
    Row(usize),
    Column(usize),
    Group(usize),
    Corner,
}

fn hit(event: &web_sys::Event, desk: &Desk) -> Option<Hit> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest("[role=gridcell], [role=rowheader], [role=columnheader]").ok()??;
    let number = |element: &Element, name: &str| element.get_attribute(name)?.parse::<usize>().ok();
    if let Some(group) = number(&element, "data-group") {
        return Some(Hit::Group(group));
    }
    let column = number(&element, "aria-colindex")?;
    let row = || {
        let row = number(&element.closest("[role=row]").ok()??, "aria-rowindex")?;
        row.checked_sub(lines(&desk.matrix_untracked()) + 1)
    };
    match element.get_attribute("role").as_deref() {
        Some("gridcell") => Some(Hit::Cell(At { row: row()?, column: column.checked_sub(2)? })),
        Some("rowheader") => Some(Hit::Row(row()?)),
        _ if column == 1 => Some(Hit::Corner),
        _ => Some(Hit::Column(column.checked_sub(2)?)),
    }
}
