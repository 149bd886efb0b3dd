//! A table of people and sites as staged edits.

use super::{
    axes::{ANONYMOUS, login_at},
    edits::Edits,
    grid::Matrix,
    paste::{Pasted, Problem, Values, Why, value},
    stage::Action,
};
use crate::{
    Directory, Refusal, order,
    table::{self, Line},
};
use matomo_api::{Login, SiteId};

impl Matrix {
    /// Stages a table: sites by number, name or `1 Shop` in the first line; then a line for each
    /// person, by login or e-mail address. Commas, semicolons or tabs. An empty cell is no access, a
    /// bare role keeps capabilities; people and sites that are not in the table stay as they are, shown or not. Everything that
    /// could not be matched is told with its line; what was refused is among the problems, too.
    pub fn import(&self, edits: &mut Edits, text: &str) -> Pasted {
        let mut pasted = Pasted::default();
        let mut lines = table::read(text, table::sniff(text)).into_iter();
        let Some(header) = lines.next() else {
            pasted.problems.push(Problem { line: 1, column: None, text: String::new(), why: Why::Nothing });
            return pasted;
        };
        let sites = self.header(&header, &mut pasted.problems);
        let people = People::of(&self.directory);
        // By the account's place: the line that it came in.
        let mut numbers: Vec<Option<usize>> = vec![None; self.directory.people().len() + 1];
        let mut action = Action::on(edits, &self.directory);
        for line in lines {
            let name = line.fields.first().map(String::as_str).unwrap_or_default();
            let mut problem = |column, text: &str, why| {
                pasted.problems.push(Problem { line: line.number, column, text: text.to_owned(), why });
            };
            let login = match people.find(name) {
                Ok(place) if numbers[place].is_some() => {
                    problem(None, name, Why::Twice);
                    continue;
                }
                Ok(place) => {
                    numbers[place] = Some(line.number);
                    Login::reported(login_at(&self.directory, place as u32))
                }
                Err(why) => {
                    problem(None, name, why);
                    continue;
                }
            };
            if line.fields.len() < header.fields.len() {
                problem(None, name, Why::Short(line.fields.len() - 1, header.fields.len() - 1));
            }
            let mut values = Values::new();
            for (index, text) in line.fields.iter().enumerate().skip(1) {
                match (sites.get(index), value(text)) {
                    (None, _) if !text.is_empty() => problem(Some(index + 1), text, Why::Outside),
                    (Some(Some(place)), Some(value)) => values.push((*place, value)),
                    (Some(Some(_)), None) => problem(Some(index + 1), text, Why::NotARole),
                    _ => {}
                }
            }
            let known = action.done.refused.len();
            action.values_of(&login, values);
            for refused in &action.done.refused[known..] {
                problem(None, name, Why::Refused(refused.reason.clone()));
            }
        }
        pasted.staged = action.end("imported");
        pasted
    }

    /// The place of each column's site; the first column is that of people.
    fn header(&self, header: &Line, problems: &mut Vec<Problem>) -> Vec<Option<usize>> {
        let mut places = vec![None];
        for (index, text) in header.fields.iter().enumerate().skip(1) {
            let place = site_named(&self.directory, text).and_then(|place| match places.contains(&Some(place)) {
                true => Err(Why::Twice),
                false => Ok(place),
            });
            places.push(place.as_ref().ok().copied());
            if let Err(why) = place {
                problems.push(Problem { line: header.number, column: Some(index + 1), text: text.clone(), why });
            }
        }
        places
    }
}

/// The site that a heading means: `1 Shop` as it was exported, its name, its number.
fn site_named(directory: &Directory, text: &str) -> Result<usize, Why> {
    let by_number = |number: &str| {
        let id = SiteId::new(number.parse().ok()?).ok()?;
        directory.place(id)
    };
    let exported = text.split_once(' ').and_then(|(number, name)| {
        by_number(number).filter(|place| directory.sites()[*place].name.trim() == name.trim())
    });
    if let Some(place) = exported.or_else(|| by_number(text)) {
        return Ok(place);
    }
    let name = text.to_lowercase();
    let mut named =
        (0..directory.sites().len()).filter(|place| directory.sites()[*place].name.trim().to_lowercase() == name);
    match (named.next(), named.next()) {
        (Some(place), None) => Ok(place),
        (None, _) => Err(Why::NoSite),
        _ => Err(Why::SeveralSites),
    }
}

/// Accounts by login and address.
struct People<'a> {
    directory: &'a Directory,
    /// Addresses in small letters, with the place of the account.
    emails: Vec<(String, usize)>,
}

impl<'a> People<'a> {
    fn of(directory: &'a Directory) -> Self {
        let email =
            |(place, person): (usize, &crate::Person)| Some((person.email.as_ref()?.as_str().to_lowercase(), place));
        let mut emails: Vec<(String, usize)> = directory.people().iter().enumerate().filter_map(email).collect();
        order::sort(&mut emails);
        Self { directory, emails }
    }

    /// The account's place; the anonymous user's is the one after the last.
    fn find(&self, name: &str) -> Result<usize, Why> {
        if name == ANONYMOUS {
            return Ok(self.directory.people().len());
        }
        if let Some(place) = self.directory.person_place(name) {
            return Ok(place);
        }
        let small = name.to_lowercase();
        if let Ok(found) = self.emails.binary_search_by(|(email, _)| email.cmp(&small)) {
            return Ok(self.emails[found].1);
        }
        Err(match self.directory.same_account(name) {
            Some(person) => {
                Why::Refused(Refusal::OtherSpelling { login: Login::reported(name), account: person.login.clone() })
            }
            None => Why::NoPerson,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Contents,
        matrix::{Form, View, testing::*},
        testing::*,
    };
    use std::sync::Arc;

    fn import(edits: &mut Edits, text: &str) -> Pasted {
        shown(&View::default(), &Edits::default()).import(edits, text)
    }

    #[test]
    fn a_table_is_staged() {
        let mut edits = Edits::default();
        let pasted =
            import(&mut edits, "who;Shop;2;4 Intranet\r\nBOB@example.org;v;;view + tags\r\nanonymous;view;;\r\n");
        assert_eq!(told(&edits), ["anonymous 1 view", "bob 1 view", "bob 2 none", "bob 4 view + tags"]);
        assert_eq!((pasted.staged.changed, pasted.problems), (4, vec![]));
        assert_eq!(edits.undo_title(), Some("4 cells imported"));
    }

    #[test]
    fn whatever_does_not_fit_is_told_with_its_line() {
        let text = "Login,Shop,Shopping,99,1,4 Press\n\
                    nobody,v\n\
                    BOB,v,,,,\n\
                    bob,x\n\
                    bob,v,,,,\n\
                    \n\
                    ann,w,v,v,v,v,v\n\
                    root,v,,,,\n\
                    second,,,,,\n\
                    anonymous,admin,,,,\n";
        let mut edits = Edits::default();
        let pasted = import(&mut edits, text);
        assert_eq!(told(&edits), ["ann 1 write"]);
        let told: Vec<_> = pasted.problems.iter().map(|one| (one.line, one.column, one.why.clone())).collect();
        let spelling = Refusal::OtherSpelling { login: login("BOB"), account: login("bob") };
        assert_eq!(
            told,
            [
                (1, Some(3), Why::NoSite),
                (1, Some(4), Why::NoSite),
                (1, Some(5), Why::Twice),
                (1, Some(6), Why::NoSite),
                (2, None, Why::NoPerson),
                (3, None, Why::Refused(spelling)),
                (4, None, Why::Short(1, 5)),
                (4, Some(2), Why::NotARole),
                (5, None, Why::Twice),
                (7, Some(7), Why::Outside),
                (8, None, Why::Refused(Refusal::IsSuperUser(login("root")))),
                (10, None, Why::Refused(Refusal::AnonymousOnlyViews)),
            ]
        );
        assert_eq!(import(&mut edits, " \n").problems[0].why, Why::Nothing);
    }

    #[test]
    fn a_name_that_several_sites_have_is_none() {
        let sites = vec![site_row(1, "Shop"), site_row(2, "shop"), site_row(3, "2024 Campaign"), site_row(4, "2")];
        let directory = Directory::new(Contents { sites, ..empty() }).unwrap();
        let find = |text| site_named(&directory, text);
        assert_eq!(find("SHOP"), Err(Why::SeveralSites));
        assert_eq!((find("2024 campaign"), find("3"), find("4 2"), find("2")), (Ok(2), Ok(2), Ok(3), Ok(1)));
    }

    #[test]
    fn what_was_exported_changes_nothing() {
        let matrix = shown(&View::default(), &Edits::default());
        for delimiter in [',', ';', '\t'] {
            let text = matrix.export(None, &matrix.all(), Form::Matrix, delimiter);
            let mut edits = Edits::default();
            assert_eq!(matrix.import(&mut edits, &text), Pasted::default());
            assert!(edits.is_empty());
        }
        let mut contents = empty();
        contents.users = vec![user("-x")];
        contents.sites = vec![site_row(1, "=1+1"), site_row(2, "a, b; \"c\"")];
        contents.access = vec![rows("view", [("-x", vec![1])])];
        let directory = Arc::new(Directory::new(contents).unwrap());
        let matrix = Matrix::open(directory, &View::default(), &Edits::default(), NOW);
        let text = matrix.export(None, &matrix.all(), Form::Matrix, ',');
        assert_eq!(matrix.import(&mut Edits::default(), &text), Pasted::default());
    }
}
