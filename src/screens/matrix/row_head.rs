//! The element of a row's head: who it is, with what is to be known about the account.

use super::{
    painter::Scene,
    slots::{part, set, symbol},
};
use crate::components::Icon;
use access::matrix::RowKind;
use web_sys::{Element, HtmlElement};

/// An element that names one person after another.
pub struct RowHead {
    name: HtmlElement,
    flags: HtmlElement,
    login: String,
    /// How many edits are staged, and what kind of row it is.
    flagged: Option<(usize, RowKind)>,
}

impl RowHead {
    /// A new one at the start of a row.
    pub fn new(row: &Element) -> Self {
        let head = part(row, "div", "matrix__who", Some("rowheader"));
        set(&head, "aria-colindex", "1");
        let name = part(&head, "span", "matrix__name", None);
        let flags = part(&head, "span", "matrix__flags", None);
        Self { name, flags, login: String::new(), flagged: None }
    }

    /// Names the person of this row.
    pub fn paint(&mut self, scene: &Scene<'_>, row: usize) {
        let Some(shown) = scene.matrix.row(row) else { return };
        let login = shown.login.as_str();
        if login != self.login {
            login.clone_into(&mut self.login);
            self.name.set_text_content(Some(login));
            set(&self.name, "title", login);
        }
        let flagged = (scene.edits.of_person(shown.login), shown.kind);
        if self.flagged.replace(flagged) != Some(flagged) {
            self.paint_flags(flagged);
        }
    }

    fn paint_flags(&self, (staged, kind): (usize, RowKind)) {
        self.flags.set_text_content(None);
        if staged > 0 {
            let count = part(&self.flags, "span", "matrix__count", None);
            count.set_text_content(Some(&staged.to_string()));
            part(&count, "span", "vh", None).set_text_content(Some(" staged"));
        }
        let flag = match kind {
            RowKind::SuperUser => Some((Icon::Shield, "super", "Super user")),
            RowKind::Anonymous => Some((Icon::Warning, "warn", "Visitors who are not signed in")),
            RowKind::Invited => Some((Icon::Mail, "", "Invited")),
            RowKind::InviteExpired => Some((Icon::Error, "danger", "Invite expired")),
            RowKind::Ordinary => None,
        };
        if let Some((icon, class, words)) = flag {
            let flag = part(&self.flags, "span", class, None);
            set(&flag, "title", words);
            symbol(&flag, icon);
            part(&flag, "span", "vh", None).set_text_content(Some(words));
        }
    }
}
