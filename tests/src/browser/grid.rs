//! A grid as a person meets it: the keyboard stands on a cell, the mouse goes to one by the names of its row and column.

use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MOUSE_BUTTON_RIGHT, MouseActions, PointerAction,
};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::Duration;

use super::{Page, Trouble, command, control::until};

/// What the keyboard is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focused {
    /// Its computed role.
    pub role: String,
    /// Its computed name.
    pub name: String,
    /// Where it is in a grid, if it is a cell there.
    pub cell: Option<FocusedCell>,
}

impl Focused {
    /// Row and column of a cell, each from 0 without the heads.
    pub fn at(&self) -> Option<(usize, usize)> {
        let cell = self.cell.as_ref().filter(|_| self.role == "gridcell")?;
        cell.row.checked_sub(cell.lines + 1).zip(cell.column.checked_sub(2))
    }
}

/// A cell that the keyboard is on, as the accessibility tree places it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusedCell {
    /// `aria-rowindex` of its row, from 1, heads included.
    pub row: usize,
    /// `aria-colindex`, from 1, the row's head included.
    pub column: usize,
    /// How many lines of heads there are over it.
    pub lines: usize,
    /// The text of its row's head; empty if that is not on the page.
    pub row_head: String,
    /// The text of its column's head; empty if that is not on the page.
    pub column_head: String,
    /// The text of the head of its column's group; empty if there is none on the page.
    pub group_head: String,
    /// Its middle can be seen and clicked: nothing lies over it.
    pub is_seen: bool,
}

/// A place in a grid, by name.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// The cell in the row and column of these heads.
    Cell(&'a str, &'a str),
    /// The head of a row.
    Row(&'a str),
    /// The head of a column.
    Column(&'a str),
}

/// Finds heads and cells that are drawn, by the first words of their heads.
const FIND: &str = "const shown = e => e.checkVisibility({ visibilityProperty: true });
    const text = e => e.innerText.replace(/\\s+/g, ' ').trim();
    const index = e => e.getAttribute('aria-colindex');
    const heads = role => [...document.querySelectorAll(`[role=grid] [role=${role}]`)].filter(shown);
    const named = (role, name) => heads(role).find(e => text(e) === name || text(e).startsWith(name + ' '));";

impl Page {
    /// Presses keys where the keyboard is now, one after the other; Shift and Control are held until the end.
    pub async fn keys(&self, keys: &str) -> Result<(), Trouble> {
        until(self.patience, async || Ok(self.client().active_element().await?.send_keys(keys).await?)).await
    }

    /// What the keyboard is on.
    pub async fn focused(&self) -> Result<Focused, Trouble> {
        const CELL: &str = "const at = document.activeElement, row = at.closest('[role=row]');
            if (at.getAttribute('role') !== 'gridcell' || !row) return null;
            const side = [...row.querySelectorAll('[role=rowheader]')].find(shown);
            const top = heads('columnheader').find(e => index(e) === index(at) && !e.hasAttribute('aria-colspan'));
            const group = heads('columnheader').find(e => e.hasAttribute('aria-colspan')
                && index(at) >= +index(e) && index(at) < +index(e) + +e.getAttribute('aria-colspan'));
            const lines = new Set(heads('columnheader').map(e => e.closest('[role=row]'))).size;
            const box = at.getBoundingClientRect();
            const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return { row: +row.getAttribute('aria-rowindex'), column: +index(at), lines, row_head: side ? text(side) : '',
                column_head: top ? text(top) : '', group_head: group ? text(group) : '', is_seen: at.contains(hit) };";
        let client = self.client();
        let element = client.active_element().await?;
        let (role, name) = (command::role(&client, &element).await?, command::name(&client, &element).await?);
        let cell = self.run(&format!("{FIND}{CELL}"), vec![]).await?;
        let words = |key: &str| cell[key].as_str().unwrap_or_default().to_owned();
        let number = |key: &str| cell[key].as_u64().unwrap_or_default() as usize;
        let cell = cell.is_object().then(|| FocusedCell {
            row: number("row"),
            column: number("column"),
            lines: number("lines"),
            row_head: words("row_head"),
            column_head: words("column_head"),
            group_head: words("group_head"),
            is_seen: cell["is_seen"] == Value::Bool(true),
        });
        Ok(Focused { role, name, cell })
    }

    /// Waits until what the keyboard is on is as wanted, and says what it is.
    pub async fn focus_is(&self, wanted: &str, fits: impl Fn(&Focused) -> bool) -> Result<Focused, Trouble> {
        until(self.patience, async || {
            let focused = self.focused().await?;
            if fits(&focused) {
                return Ok(focused);
            }
            Err(Trouble::not_yet(format!("the keyboard is on {focused:?}, not on {wanted}")))
        })
        .await
    }

    /// Waits until the accessible name of a cell is this.
    pub async fn cell_says(&self, row: &str, column: &str, words: &str) -> Result<(), Trouble> {
        let script = format!("{FIND}{PLACE}return place ? place.getAttribute('aria-label') ?? text(place) : null;");
        until(self.patience, async || {
            let said = self.run(&script, vec![row.into(), column.into()]).await?;
            let there = said.as_str() == Some(words);
            there.then_some(()).ok_or_else(|| Trouble::not_yet(format!("{row} × {column} says {said}, not “{words}”")))
        })
        .await
    }

    /// Waits until a cell is selected, or is not.
    pub async fn cell_is_selected(&self, row: &str, column: &str, selected: bool) -> Result<(), Trouble> {
        let script = format!("{FIND}{PLACE}return place ? place.getAttribute('aria-selected') : null;");
        until(self.patience, async || {
            let said = self.run(&script, vec![row.into(), column.into()]).await?;
            let there = said.as_str() == Some(if selected { "true" } else { "false" });
            let words = || format!("{row} × {column} says {said} of being selected, not {selected}");
            there.then_some(()).ok_or_else(|| Trouble::not_yet(words()))
        })
        .await
    }

    /// How a cell is outlined: the style sheet's words.
    pub async fn outline_of(&self, row: &str, column: &str) -> Result<String, Trouble> {
        let script = format!("{FIND}{PLACE}return getComputedStyle(place).outline;");
        let outline = self.run(&script, vec![row.into(), column.into()]).await?;
        Ok(outline.as_str().unwrap_or_default().to_owned())
    }

    /// Clicks with the left button.
    pub async fn click_on(&self, place: Place<'_>) -> Result<(), Trouble> {
        let to = self.spot(place).await?;
        Ok(self.client().perform_actions(press(to, MOUSE_BUTTON_LEFT).then(up(MOUSE_BUTTON_LEFT))).await?)
    }

    /// Clicks with the right button.
    pub async fn open_menu_on(&self, place: Place<'_>) -> Result<(), Trouble> {
        let to = self.spot(place).await?;
        Ok(self.client().perform_actions(press(to, MOUSE_BUTTON_RIGHT).then(up(MOUSE_BUTTON_RIGHT))).await?)
    }

    /// Clicks while Shift is held.
    pub async fn click_with_shift_on(&self, place: Place<'_>) -> Result<(), Trouble> {
        let to = self.spot(place).await?;
        let value = char::from(Key::Shift);
        let instant = KeyAction::Pause { duration: Duration::ZERO };
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value });
        let keys = keys.then(instant.clone()).then(instant).then(KeyAction::Up { value });
        let mouse = press(to, MOUSE_BUTTON_LEFT).then(up(MOUSE_BUTTON_LEFT));
        Ok(self.client().perform_actions(Actions::from(keys).and(mouse)).await?)
    }

    /// Presses on one place, goes to another, and lets go there.
    pub async fn drag(&self, from: Place<'_>, to: Place<'_>) -> Result<(), Trouble> {
        let (from, to) = (self.spot(from).await?, self.spot(to).await?);
        let between = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let drag = press(from, MOUSE_BUTTON_LEFT).then(go(between)).then(go(to)).then(up(MOUSE_BUTTON_LEFT));
        Ok(self.client().perform_actions(drag).await?)
    }

    /// The middle of a place, in the window, once nothing lies over it.
    async fn spot(&self, place: Place<'_>) -> Result<(f64, f64), Trouble> {
        const SPOT: &str = "if (!place) return null;
            const box = place.getBoundingClientRect(), [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            return place.contains(document.elementFromPoint(x, y)) ? [x, y] : null;";
        let names = match place {
            Place::Cell(row, column) => json!([row, column]),
            Place::Row(row) => json!([row, null]),
            Place::Column(column) => json!([null, column]),
        };
        let names = names.as_array().cloned().unwrap_or_default();
        until(self.patience, async || {
            let spot = self.run(&format!("{FIND}{PLACE}{SPOT}"), names.clone()).await?;
            spot[0]
                .as_f64()
                .zip(spot[1].as_f64())
                .ok_or_else(|| Trouble::not_yet(format!("{place:?} cannot be reached")))
        })
        .await
    }
}

/// The place of a row's and a column's name; one of them alone means the head.
const PLACE: &str = "const [row, column] = arguments;
    const side = row === null ? null : named('rowheader', row), top = column === null ? null : named('columnheader', column);
    const place = row === null ? top : column === null ? side : side && top
        && [...side.closest('[role=row]').querySelectorAll('[role=gridcell]')].find(e => shown(e) && index(e) === index(top));";

fn press(at: (f64, f64), button: u64) -> MouseActions {
    MouseActions::new("mouse".to_owned()).then(go(at)).then(PointerAction::Down { button })
}

fn go((x, y): (f64, f64)) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::ZERO), x, y }
}

fn up(button: u64) -> PointerAction {
    PointerAction::Up { button }
}
