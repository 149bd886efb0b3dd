//! What keys mean on the grid. The words for people are in the list of keys under it.

use access::matrix::{Move, To};
use matomo_api::Role;

/// What somebody wants.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// Goes somewhere; with `extend` the selection reaches there.
    Go { to: Go, extend: bool },
    /// Selects whole rows.
    Rows,
    /// Selects whole columns.
    Columns,
    /// Selects all that is shown.
    All,
    /// Only the active cell.
    One,
    /// Stages something for what is selected.
    Set(To),
    /// Drops what is staged there.
    Drop,
    /// Opens the list of all that can be done.
    Menu,
    /// Looks for a person or a site.
    Find,
    /// Opens the choice of capabilities.
    Capabilities,
    /// Folds the group of the active column, or opens it.
    Fold,
    /// Takes the last action back.
    Undo,
    /// Makes it again.
    Redo,
}

/// Where a key goes; pages are as large as the window.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Go {
    /// As it is.
    To(Move),
    /// A window up.
    PageUp,
    /// A window down.
    PageDown,
    /// A window left.
    PageLeft,
    /// A window right.
    PageRight,
}

/// What a key means, with Ctrl (or ⌘) and Shift.
pub fn command(key: &str, ctrl: bool, shift: bool) -> Option<Command> {
    let to = match (key, ctrl) {
        ("ArrowUp", false) => Some(Go::To(Move::Up)),
        ("ArrowDown", false) => Some(Go::To(Move::Down)),
        ("ArrowLeft", false) => Some(Go::To(Move::Left)),
        ("ArrowRight", false) => Some(Go::To(Move::Right)),
        ("ArrowUp", true) => Some(Go::To(Move::First)),
        ("ArrowDown", true) => Some(Go::To(Move::Last)),
        ("ArrowLeft", true) | ("Home", false) => Some(Go::To(Move::Home)),
        ("ArrowRight", true) | ("End", false) => Some(Go::To(Move::End)),
        ("Home", true) => Some(Go::To(Move::Start)),
        ("End", true) => Some(Go::To(Move::Finish)),
        ("PageUp", false) => Some(Go::PageUp),
        ("PageDown", false) => Some(Go::PageDown),
        ("PageUp", true) => Some(Go::PageLeft),
        ("PageDown", true) => Some(Go::PageRight),
        _ => None,
    };
    if let Some(to) = to {
        return Some(Command::Go { to, extend: shift });
    }
    let key = if key.chars().count() == 1 { key.to_lowercase() } else { key.to_owned() };
    match (key.as_str(), ctrl, shift) {
        (" ", true, _) => Some(Command::Columns),
        (" ", false, true) => Some(Command::Rows),
        ("a", true, false) => Some(Command::All),
        ("z", true, false) => Some(Command::Undo),
        ("y", true, false) | ("z", true, true) => Some(Command::Redo),
        (_, true, _) => None,
        ("n" | "0" | "Delete", ..) => Some(Command::Set(To::Nothing)),
        ("v", ..) => Some(Command::Set(To::Role(Role::View))),
        ("w", ..) => Some(Command::Set(To::Role(Role::Write))),
        ("a", ..) => Some(Command::Set(To::Role(Role::Admin))),
        ("+", ..) => Some(Command::Set(To::Up)),
        ("-", ..) => Some(Command::Set(To::Down)),
        ("Backspace", ..) => Some(Command::Drop),
        ("c", ..) => Some(Command::Capabilities),
        ("f", ..) => Some(Command::Fold),
        ("/", ..) => Some(Command::Find),
        ("F2" | "Enter" | "ContextMenu", ..) => Some(Command::Menu),
        ("Escape", ..) => Some(Command::One),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stage_and_ctrl_makes_them_something_else() {
        assert_eq!(command("v", false, false), Some(Command::Set(To::Role(Role::View))));
        assert_eq!(command("V", false, true), Some(Command::Set(To::Role(Role::View))));
        assert_eq!(command("a", false, false), Some(Command::Set(To::Role(Role::Admin))));
        assert_eq!(command("a", true, false), Some(Command::All));
        // Copy and paste are the browser's own events, everything else its own shortcuts.
        for key in ["c", "v", "x", "f", "p", "n", "w"] {
            assert_eq!(command(key, true, false), None, "{key}");
        }
    }

    #[test]
    fn shift_extends_whatever_goes() {
        for key in ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"] {
            for ctrl in [false, true] {
                let Some(Command::Go { to, extend: false }) = command(key, ctrl, false) else { panic!("{key}") };
                assert_eq!(command(key, ctrl, true), Some(Command::Go { to, extend: true }));
            }
        }
    }

    #[test]
    fn undo_and_redo_are_where_hands_look_for_them() {
        assert_eq!(command("z", true, false), Some(Command::Undo));
        assert_eq!(command("Z", true, true), Some(Command::Redo));
        assert_eq!(command("y", true, false), Some(Command::Redo));
        assert_eq!(command("Tab", false, false), None);
    }
}
