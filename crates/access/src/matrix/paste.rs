//! Copying a part of the grid as text, and pasting one.

use super::{
    cell::Content,
    edits::Edits,
    grid::{Area, Matrix, clip},
    pool::NONE,
    stage::{Action, Staged, Wish},
};
use crate::{Grant, Refusal, order, table};
use matomo_api::{Capability, Login, Role};

/// How cells are written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Spelling {
    /// `n`, `v`, `w`, `a`.
    Letters,
    /// `none`, `view`, `write`, `admin`.
    Names,
}

/// What pasting or importing came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pasted {
    /// What was staged, and what was refused of the cells that were understood.
    pub staged: Staged,
    /// What was not understood or did not fit.
    pub problems: Vec<Problem>,
}

/// Something in a text that was left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The field in it, from 1; `None` for the line as a whole.
    pub column: Option<usize>,
    /// What is there; untrusted text.
    pub text: String,
    /// Why it was left out.
    pub why: Why,
}

/// Why something in a text was left out. Its text is a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The cell says nothing that could be a role.
    #[error("This is no role. Write n, v, w or a; none, view, write or admin; or “view + capability”.")]
    NotARole,
    /// There is no cell at this place.
    #[error("There is no cell here: the table reaches beyond the last row or column.")]
    Outside,
    /// The text has no line.
    #[error("There is nothing to read. Copy cells, or a table with a line of sites and a line for each person.")]
    Nothing,
    /// No account has this login or address.
    #[error("No account has this login or e-mail address.")]
    NoPerson,
    /// No site has this number or name.
    #[error("No site has this number or name.")]
    NoSite,
    /// Several sites have this name.
    #[error("Several sites have this name. Write the number instead.")]
    SeveralSites,
    /// The person or site came before.
    #[error("This comes a second time. The first one counts.")]
    Twice,
    /// A line is shorter than the first. Holds how many cells it has and how many it should.
    #[error("This line has {0} cells instead of {1}. The missing ones stay as they are.")]
    Short(usize, usize),
    /// Lanyard cannot do it.
    #[error("{0}")]
    Refused(Refusal),
}

/// What a cell's text asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    /// A role, or none; capabilities stay.
    Role(Option<Role>),
    /// Exactly this.
    Grant(Grant),
    SuperUser,
}

/// Values of one person, by the site's place.
pub(super) type Values = Vec<(usize, Value)>;

impl Matrix {
    /// A part of the grid as tab-separated text, staged changes included. A grant with explicit
    /// capabilities names them (`view + tagmanager_write`); a folded group whose sites differ is
    /// told in words, which nobody can paste.
    pub fn copy(&self, edits: &Edits, area: &Area, spelling: Spelling) -> String {
        let mut text = String::new();
        let width = clip(&area.columns, self.size().1).len();
        let cells = self.window(edits, area.rows.clone(), area.columns.clone());
        for line in cells.chunks(width.max(1)) {
            let fields: Vec<String> =
                line.iter().map(|cell| written(cell.staged.unwrap_or(cell.is), spelling)).collect();
            table::write(&mut text, &fields, '\t');
        }
        text
    }

    /// Pastes tab-separated text: one cell into all of `area`, more from its first cell on. Folded
    /// groups take a cell for all their sites. An empty cell and `-` are no access; a bare role keeps
    /// capabilities.
    pub fn paste(&self, edits: &mut Edits, area: &Area, text: &str) -> Pasted {
        let mut pasted = Pasted::default();
        let block = table::read_block(text);
        let (height, width) = self.size();
        let (rows, columns) = (clip(&area.rows, height), clip(&area.columns, width));
        let problem = |line: usize, column: Option<usize>, text: &str, why| Problem {
            line: line + 1,
            column: column.map(|column| column + 1),
            text: text.to_owned(),
            why,
        };
        let directory = &self.directory;
        let mut action = Action::on(edits, directory);
        match block.as_slice() {
            [] => pasted.problems.push(problem(0, None, "", Why::Nothing)),
            [line] if line.len() == 1 => match value(&line[0]) {
                Some(value) => {
                    let target = self.target(&Area { rows, columns });
                    let places = action.places(&target.sites);
                    for login in &target.people {
                        action.values(login, &places, &|_| Some(&value));
                    }
                }
                None => pasted.problems.push(problem(0, Some(0), &line[0], Why::NotARole)),
            },
            lines => {
                for (down, line) in lines.iter().enumerate() {
                    let mut values = Values::new();
                    for (right, text) in line.iter().enumerate() {
                        let (row, column) = (rows.start + down, columns.start + right);
                        match value(text) {
                            _ if row >= height || column >= width => {
                                pasted.problems.push(problem(down, Some(right), text, Why::Outside));
                            }
                            Some(value) => {
                                let places = self.places(column).iter();
                                values.extend(places.map(|place| (*place as usize, value.clone())));
                            }
                            None => pasted.problems.push(problem(down, Some(right), text, Why::NotARole)),
                        }
                    }
                    if let Some(row) = self.row(rows.start + down) {
                        action.values_of(row.login, values);
                    }
                }
            }
        }
        pasted.staged = action.end("pasted");
        pasted
    }
}

impl Action<'_> {
    /// Stages one person's values, in any order of sites.
    pub(super) fn values_of(&mut self, login: &Login, mut values: Values) {
        order::sort_by_key(&mut values, |(place, _)| *place);
        let places: Vec<usize> = values.iter().map(|(place, _)| *place).collect();
        let find = |place: usize| values.binary_search_by(|(one, _)| one.cmp(&place)).ok();
        self.values(login, &places, &|place| find(place).map(|found| &values[found].1));
    }

    fn values<'v>(&mut self, login: &Login, places: &[usize], value: &dyn Fn(usize) -> Option<&'v Value>) {
        let directory = self.directory;
        // A super user's row as it was written says "super user", or nothing.
        let says_nothing = |place: &usize| matches!(value(*place), None | Some(Value::SuperUser | Value::Role(None)));
        let is_super_user = directory.person(login.as_str()).is_some_and(|person| person.super_user);
        if is_super_user && self.edits().super_user(login).is_none() && places.iter().all(says_nothing) {
            return;
        }
        self.cells(login, places, &mut |pool, place, current| match value(place) {
            None => Wish::Stay,
            Some(Value::Role(None)) => Wish::To(NONE),
            Some(Value::Role(Some(role))) => Wish::To(pool.with_role(directory, current, *role)),
            Some(Value::Grant(grant)) => Wish::To(pool.id(directory, Some(grant))),
            Some(Value::SuperUser) => Wish::No(Refusal::NotByCell(login.clone())),
        });
    }
}

/// What a cell's text asks for: letters, names, `view + capability`, nothing.
pub(super) fn value(text: &str) -> Option<Value> {
    // As it is exported, without a copy: there can be millions.
    if let Some(role) = Role::parse(text) {
        return Some(Value::Role(Some(role)));
    }
    if text.is_empty() {
        return Some(Value::Role(None));
    }
    let text = text.trim().to_lowercase();
    let role = |text: &str| match text.trim() {
        "v" => Some(Role::View),
        "w" => Some(Role::Write),
        "a" => Some(Role::Admin),
        name => Role::parse(name),
    };
    if let Some((first, rest)) = text.split_once('+') {
        let capabilities: Option<Vec<Capability>> = rest.split('+').map(|id| Capability::parse(id.trim())).collect();
        return Some(Value::Grant(Grant::new(role(first)?, capabilities?)));
    }
    match text.as_str() {
        "" | "-" | "–" | "n" | "none" | "no" | "no access" | "noaccess" => Some(Value::Role(None)),
        "super user" | "superuser" | "s" => Some(Value::SuperUser),
        _ => role(&text).map(|role| Value::Role(Some(role))),
    }
}

fn written(content: Content<'_>, spelling: Spelling) -> String {
    let spelled = |role: Option<Role>| {
        let name = role.map_or("none", Role::as_str);
        (if spelling == Spelling::Letters { &name[..1] } else { name }).to_owned()
    };
    match content {
        Content::Nothing => spelled(None),
        Content::Grant(grant) if grant.capabilities.is_empty() => spelled(Some(grant.role)),
        Content::Grant(grant) => grant.in_words(),
        Content::Many(summary) => match summary.uniform() {
            Some(role) if summary.with_capabilities == 0 => spelled(role),
            _ => content.in_words(),
        },
        Content::SuperUser => content.in_words(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        matrix::{Grouping, Section, To, View, testing::*},
        testing::*,
    };

    /// Ann and bob on Blog, Intranet, Press, Shop.
    fn few() -> Matrix {
        let only = ["ann", "bob", "root"].map(login).to_vec();
        let mut view = View { only, ..View::default() };
        view.sites.text = "o".into();
        shown(&view, &Edits::default())
    }

    fn area(rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Area {
        Area { rows, columns }
    }

    #[test]
    fn cells_are_copied_with_letters_and_names() {
        let matrix = few();
        let mut edits = Edits::default();
        edits.set(&company(), &target(&["bob"], &[1]), &To::Up);
        let last = area(0..3, 8..11);
        assert_eq!(matrix.size(), (3, 10));
        let shop = area(0..3, 8..10);
        assert_eq!(matrix.copy(&edits, &shop, Spelling::Letters), "a\tn\r\na\tn\r\nsuper user\tsuper user\r\n");
        assert_eq!(
            matrix.copy(&edits, &last, Spelling::Names),
            "admin\tnone\r\nadmin\tnone\r\nsuper user\tsuper user\r\n"
        );
        assert_eq!(matrix.copy(&edits, &area(1..2, 0..1), Spelling::Letters), "view + tags\r\n");
        assert_eq!(matrix.copy(&edits, &Area::default(), Spelling::Letters), "");
        let folded = vec![Section::Group("Retail".into())];
        let folded = shown(&View { grouping: Grouping::Group, folded, ..View::default() }, &edits);
        assert_eq!(
            folded.copy(&edits, &area(2..4, 0..1), Spelling::Names),
            "\"1 admin, 1 without access\"\r\n\"1 view, 1 without access\"\r\n"
        );
        assert_eq!(folded.copy(&edits, &area(4..5, 0..1), Spelling::Names), "none\r\n");
    }

    #[test]
    fn one_cell_fills_the_selection_and_a_block_begins_at_its_first_cell() {
        let matrix = few();
        let mut edits = Edits::default();
        let pasted = matrix.paste(&mut edits, &area(0..2, 0..2), "W\n");
        assert_eq!((pasted.staged.changed, pasted.problems.len()), (4, 0));
        assert_eq!(told(&edits), ["ann 2 write", "ann 10 write", "bob 2 write", "bob 10 write"]);
        assert_eq!(edits.undo().as_deref(), Some("4 cells pasted"));
        matrix.paste(&mut edits, &area(0..1, 8..9), "view\tWrite\r\n-\t\r\n");
        assert_eq!(told(&edits), ["ann 1 view", "ann 3 write", "bob 1 none"]);
        edits.discard_all();
        let beyond = matrix.paste(&mut edits, &area(1..2, 9..10), "v\tw\nx\t\na\t");
        assert_eq!(told(&edits), ["bob 3 view"]);
        let told: Vec<_> = beyond.problems.iter().map(|one| (one.line, one.column, one.why.clone())).collect();
        assert_eq!(
            told,
            [
                (1, Some(2), Why::Outside),
                (2, Some(1), Why::NotARole),
                (2, Some(2), Why::Outside),
                (3, Some(1), Why::Outside),
                (3, Some(2), Why::Outside),
            ]
        );
        assert_eq!(matrix.paste(&mut edits, &matrix.all(), "").problems[0].why, Why::Nothing);
        assert_eq!(matrix.paste(&mut edits, &matrix.all(), "perhaps").problems[0].why, Why::NotARole);
        assert_eq!(edits.len(), 1);
    }

    #[test]
    fn what_was_copied_can_be_pasted_everywhere_but_on_super_users() {
        let matrix = few();
        let mut edits = Edits::default();
        let copied = matrix.copy(&edits, &matrix.all(), Spelling::Letters);
        assert_eq!(matrix.paste(&mut edits, &matrix.all(), &copied), Pasted::default());
        let one = matrix.copy(&edits, &area(1..2, 0..1), Spelling::Names);
        matrix.paste(&mut edits, &area(0..1, 0..1), &one);
        assert_eq!(told(&edits), ["ann 2 view + tags"]);
        let pasted = matrix.paste(&mut edits, &area(1..3, 0..1), "super user\nv\n");
        let reasons: Vec<_> = pasted.staged.refused.into_iter().map(|refused| refused.reason).collect();
        assert_eq!(reasons, [Refusal::NotByCell(login("bob")), Refusal::IsSuperUser(login("root"))]);
    }

    #[test]
    fn a_folded_group_takes_a_cell_for_all_its_sites() {
        let folded = vec![Section::Group("Retail".into())];
        let folded = shown(&View { grouping: Grouping::Group, folded, ..View::default() }, &Edits::default());
        let mut edits = Edits::default();
        folded.paste(&mut edits, &area(2..3, 0..1), "view\tview");
        assert_eq!(told(&edits), ["bob 1 view", "bob 3 view"]);
    }

    #[test]
    fn cells_are_read_in_many_spellings() {
        let role = |role| Some(Value::Role(role));
        for text in ["", " ", "-", "–", "n", "None", "no access", "noaccess"] {
            assert_eq!(value(text), role(None), "{text:?}");
        }
        assert_eq!(
            (value("V"), value(" write "), value("admin")),
            (role(Some(Role::View)), role(Some(Role::Write)), role(Some(Role::Admin)))
        );
        assert_eq!(value("v + tags+publish"), Some(Value::Grant(grant(Role::View, &["tags", "publish"]))));
        for text in ["x", "+", "view +", "tags + view", "view + a b", "v w"] {
            assert_eq!(value(text), None, "{text:?}");
        }
        assert!([Why::NotARole, Why::Short(1, 2)].iter().all(|why| why.to_string().ends_with('.')));
    }
}
