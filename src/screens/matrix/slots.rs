//! Which rows (or columns) a window shows, which element shows which of them, and making elements.

use crate::components::Icon;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement};

/// So many are drawn beyond each side, so that scrolling does not show the desk.
const BEYOND: usize = 3;

/// What of an axis is in the window.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    /// What is drawn.
    pub shown: Range<usize>,
    /// How many fit wholly; at least one.
    pub whole: usize,
    /// The length of the window in pixels.
    length: usize,
    /// How many there are.
    count: usize,
}

impl Window {
    /// Of `count` things, each `size` pixels long, in a window of `length` that is scrolled to `from`.
    pub fn of(from: i32, length: usize, size: usize, count: usize) -> Self {
        let from = usize::try_from(from).unwrap_or(0);
        let first = (from / size).saturating_sub(BEYOND).min(count);
        let last = ((from + length).div_ceil(size) + BEYOND).min(count);
        Self { shown: first..last.max(first), whole: (length / size).max(1), length, count }
    }

    /// How far to scroll from `from` to show thing number `at`.
    pub fn reveal(&self, from: i32, at: usize, size: usize) -> i32 {
        let (start, end) =
            (i32::try_from(at * size).unwrap_or(i32::MAX), i32::try_from((at + 1) * size).unwrap_or(i32::MAX));
        let length = i32::try_from(self.length).unwrap_or(0);
        if start < from || length < end - start {
            start
        } else if end > from + length {
            end - length
        } else {
            from
        }
    }
}

/// Elements that take turns. What stays in the window keeps its element while the window moves. The
/// last one is for the active row or column when it is elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Pool {
    turns: usize,
}

impl Pool {
    /// As many as a window of this length ever needs, and not fewer than there are.
    pub fn new(window: &Window, there: usize) -> Self {
        Self { turns: (window.whole + 2 + 2 * BEYOND).max(there.saturating_sub(1)) }
    }

    /// How many elements.
    pub fn len(&self) -> usize {
        self.turns + 1
    }

    /// What each element shows.
    pub fn mounted(&self, window: &Window, active: usize) -> Vec<Option<usize>> {
        let mut mounted = vec![None; self.len()];
        for at in window.shown.clone() {
            mounted[at % self.turns] = Some(at);
        }
        mounted[self.turns] = Some(active).filter(|at| *at < window.count && !window.shown.contains(at));
        mounted
    }
}

/// A new element inside another.
pub fn part(parent: &Element, name: &str, class: &str, role: Option<&str>) -> HtmlElement {
    let document = leptos::prelude::document();
    let element: HtmlElement = document.create_element(name).expect("a known element").unchecked_into();
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if let Some(role) = role {
        set(&element, "role", role);
    }
    let _ = parent.append_child(&element);
    element
}

/// A symbol inside an element.
pub fn symbol(parent: &Element, icon: Icon) {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    let document = leptos::prelude::document();
    let Some((svg, shape)) =
        document.create_element_ns(SVG, "svg").ok().zip(document.create_element_ns(SVG, "use").ok())
    else {
        return;
    };
    set(&svg, "class", "icon");
    set(&svg, "aria-hidden", "true");
    set(&shape, "href", icon.href());
    let _ = svg.append_child(&shape);
    let _ = parent.append_child(&svg);
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets or takes away an attribute without a value.
pub fn bare(element: &Element, name: &str, on: bool) {
    if on {
        set(element, name, "");
    } else {
        let _ = element.remove_attribute(name);
    }
}

/// Sets a length in pixels.
pub fn put(style: &CssStyleDeclaration, name: &str, pixels: usize) {
    let _ = style.set_property(name, &format!("{pixels}px"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn everything_in_the_window_has_an_element_of_its_own(
            from in 0..40_000_i32, length in 0..2000_usize, count in 0..1000_usize, active in 0..1000_usize,
            there in 0..100_usize,
        ) {
            let window = Window::of(from, length, 32, count);
            let pool = Pool::new(&window, there);
            let mounted = pool.mounted(&window, active);
            prop_assert_eq!(mounted.len(), pool.len());
            prop_assert!(pool.len() >= there);
            let mut shown: Vec<usize> = mounted.iter().copied().flatten().collect();
            shown.sort_unstable();
            let all = shown.len();
            shown.dedup();
            prop_assert_eq!(shown.len(), all);
            prop_assert!(window.shown.clone().all(|at| shown.contains(&at)));
            prop_assert_eq!(shown.contains(&active), active < count);
            for pixel in (from as usize..from as usize + length).step_by(7).filter(|pixel| pixel / 32 < count) {
                prop_assert!(window.shown.contains(&(pixel / 32)));
            }
        }

        #[test]
        fn what_is_revealed_is_in_the_window(from in 0..40_000_i32, length in 32..2000_usize, at in 0..1000_usize) {
            let window = Window::of(from, length, 32, 1000);
            let to = window.reveal(from, at, 32);
            let (start, end) = ((at * 32) as i32, (at * 32 + 32) as i32);
            prop_assert!(to <= start && end <= to + length as i32);
            prop_assert_eq!(window.reveal(to, at, 32), to);
        }
    }

    #[test]
    fn an_element_stays_with_what_stays_in_the_window() {
        let window = |from| Window::of(from, 320, 32, 1000);
        let pool = Pool::new(&window(0), 0);
        let before = pool.mounted(&window(3200), 100);
        let after = pool.mounted(&window(3232), 100);
        let moved = before.iter().zip(&after).filter(|(before, after)| after.is_some() && before != after).count();
        assert_eq!(moved, 1);
    }
}
