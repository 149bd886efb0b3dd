//! What is shown as a table for spreadsheets and auditors.

use super::{
    cell::Content,
    edits::Edits,
    grid::{Area, Matrix, clip},
};
use crate::{Directory, StatusKind, table};

/// The form of a table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// A line for each person and a column for each site. It can be changed and imported again:
    /// [`Matrix::import`].
    Matrix,
    /// A line for each person and site.
    List,
}

const HEADINGS: [&str; 8] = ["Login", "E-mail", "Status", "Site id", "Site", "Group", "Role", "Capabilities"];

impl Matrix {
    /// A part of the grid as a table, with every site of folded groups. As it is, or as it will be
    /// with `edits`. Lines end with CRLF, and no field is a formula to a spreadsheet.
    pub fn export(&self, edits: Option<&Edits>, area: &Area, form: Form, delimiter: char) -> String {
        let nothing = Edits::default();
        let edits = edits.unwrap_or(&nothing);
        let columns = clip(&area.columns, self.size().1);
        let places: Vec<usize> = columns.flat_map(|column| self.places(column)).map(|place| *place as usize).collect();
        let mut text = String::new();
        let mut fields: Vec<String> = match form {
            Form::List => HEADINGS.map(str::to_owned).to_vec(),
            Form::Matrix => {
                let login = std::iter::once("Login".to_owned());
                login.chain(places.iter().map(|place| heading(&self.directory, *place))).collect()
            }
        };
        table::write(&mut text, &fields, delimiter);
        for row in clip(&area.rows, self.size().0).filter_map(|row| self.row(row)) {
            let staged = edits.row(row.login);
            let content = |place: usize| {
                let (is, staged) = self.content(edits, &row, staged, place);
                staged.unwrap_or(is)
            };
            fields.clear();
            if form == Form::Matrix {
                fields.push(row.login.to_string());
                fields.extend(places.iter().map(|place| in_field(content(*place))));
                table::write(&mut text, &fields, delimiter);
                continue;
            }
            let email = row.person.and_then(|person| person.email.as_ref());
            let status = row.person.map(|person| person.status.kind());
            let account = [
                row.login.to_string(),
                email.map(ToString::to_string).unwrap_or_default(),
                match status {
                    None | Some(StatusKind::Active) => "active",
                    Some(StatusKind::Invited) => "invited",
                    Some(StatusKind::InviteExpired) => "invitation ended",
                }
                .to_owned(),
            ];
            let mut line = |place: Option<usize>, role: &str, capabilities: String| {
                let site = place.map(|place| &self.directory.sites()[place]);
                fields.clear();
                fields.extend(account.clone());
                fields.push(site.map(|site| site.id.to_string()).unwrap_or_default());
                fields.push(site.map(|site| site.name.clone()).unwrap_or_default());
                fields.push(site.and_then(|site| site.group.clone()).unwrap_or_default());
                fields.extend([role.to_owned(), capabilities]);
                table::write(&mut text, &fields, delimiter);
            };
            let mut lines = 0;
            for place in &places {
                if let Content::Grant(grant) = content(*place) {
                    let ids: Vec<&str> = grant.capabilities.iter().map(|id| id.as_str()).collect();
                    line(Some(*place), grant.role.as_str(), ids.join(" "));
                    lines += 1;
                }
            }
            match places.first().map(|place| content(*place)) {
                Some(Content::SuperUser) => line(None, "super user", String::new()),
                _ if lines == 0 => line(None, "no access", String::new()),
                _ => {}
            }
        }
        text
    }
}

/// `1 Shop`: the number says which, the name says what.
fn heading(directory: &Directory, place: usize) -> String {
    let site = &directory.sites()[place];
    format!("{} {}", site.id, site.name)
}

fn in_field(content: Content<'_>) -> String {
    match content {
        Content::Nothing => String::new(),
        Content::Grant(grant) => grant.in_words(),
        Content::SuperUser | Content::Many(_) => content.in_words(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        matrix::{Grouping, Section, View, testing::*},
        testing::*,
    };
    use matomo_api::Role;

    fn retail() -> Matrix {
        let mut view =
            View { grouping: Grouping::Group, folded: vec![Section::Group("Retail".into())], ..View::default() };
        view.only = ["anonymous", "bob", "ivy", "old", "root"].map(login).to_vec();
        view.sites.group = Some("Retail".into());
        shown(&view, &Edits::default())
    }

    #[test]
    fn what_is_shown_comes_as_a_matrix() {
        let matrix = retail();
        let edits = one(&company(), "bob", 3, Role::View);
        let head = "Login;1 Shop;3 Shop staging\r\nanonymous;;\r\n";
        let rest = "ivy;view;\r\nold;;\r\nroot;super user;super user\r\n";
        let text = |edits| matrix.export(edits, &matrix.all(), Form::Matrix, ';');
        assert_eq!(text(None), format!("{head}bob;write;\r\n{rest}"));
        assert_eq!(text(Some(&edits)), format!("{head}bob;write;view\r\n{rest}"));
    }

    #[test]
    fn what_is_shown_comes_as_a_list() {
        let matrix = retail();
        assert_eq!(
            matrix.export(None, &matrix.all(), Form::List, ','),
            "Login,E-mail,Status,Site id,Site,Group,Role,Capabilities\r\n\
             anonymous,anonymous@example.org,active,,,,no access,\r\n\
             bob,bob@example.org,active,1,Shop,Retail,write,\r\n\
             ivy,ivy@example.org,invited,1,Shop,Retail,view,\r\n\
             old,old@example.org,invitation ended,,,,no access,\r\n\
             root,root@example.org,active,,,,super user,\r\n"
        );
    }

    #[test]
    fn no_field_is_a_formula() {
        let mut contents = empty();
        contents.users = vec![user("-x"), user("@y")];
        contents.sites = vec![site_row(1, "=1+1")];
        contents.access = vec![rows("view", [("-x", vec![1]), ("@y", vec![1])])];
        let directory = std::sync::Arc::new(Directory::new(contents).unwrap());
        let matrix = Matrix::open(directory, &View::default(), &Edits::default(), NOW);
        for form in [Form::Matrix, Form::List] {
            let text = matrix.export(None, &matrix.all(), form, '\t');
            let mut fields = text.split(['\t', '\n', '\r']);
            assert!(!fields.any(|field| field.starts_with(['=', '+', '-', '@'])), "{text}");
            assert!(text.contains("\"'-x\""));
        }
    }
}
