//! What is said about a list of people.

use onboarding::{
    Row, Standing,
    roster::{self, Form, Newcomer},
};

fn counted(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// What was found in a text.
pub(super) fn taken_in(added: usize, beyond: usize, form: Form, ignored: &[String]) -> String {
    if added == 0 && beyond == 0 {
        return "Nobody was found in it.".to_owned();
    }
    let read = match form {
        Form::Addresses => "a list of addresses".to_owned(),
        Form::Table { separator, headed } => {
            let by = match separator {
                ';' => "semicolons",
                '\t' => "tabs",
                _ => "commas",
            };
            let heads = if headed { "" } else { ", without heads" };
            format!("a table with {by}{heads}")
        }
    };
    let mut said = format!("{} added, read as {read}.", counted(added));
    if !ignored.is_empty() {
        said.push_str(&format!(" Columns passed over: {}.", ignored.join(", ")));
    }
    if beyond > 0 {
        said.push_str(&format!(
            " {} more were not added: a case has room for {}. Make another one for them.",
            counted(beyond),
            roster::MOST
        ));
    }
    said
}

/// How many rows stand how.
pub(super) fn in_words(rows: &[Row]) -> String {
    let count = |wanted: fn(&Standing) -> bool| rows.iter().filter(|row| wanted(&row.standing)).count();
    let parts = [
        (count(|s| *s == Standing::New), "new"),
        (count(|s| matches!(s, Standing::Extends(_))), "with an account already"),
        (count(|s| *s == Standing::Wrong), "to put right"),
        (count(|s| *s == Standing::LeftOut), "left out"),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    format!("{}: {}", counted(rows.len()), parts.join(", "))
}

/// The rows with problems as a table, to be put right elsewhere.
pub(super) fn with_problems(people: &[Newcomer], rows: &[Row]) -> String {
    let wrong = people.iter().zip(rows).filter(|(_, row)| row.standing == Standing::Wrong);
    let lines: Vec<_> = wrong
        .map(|(one, row)| {
            let fatal = row.problems.iter().filter(|(_, problem)| problem.is_fatal());
            let said = fatal.map(|(column, problem)| format!("{}: {}", column.head(), problem.sentence()));
            (one, said.collect::<Vec<_>>().join(" "))
        })
        .collect();
    roster::with_problems(&lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_in_is_said() {
        let headed = Form::Table { separator: ';', headed: true };
        assert_eq!(taken_in(0, 0, Form::Addresses, &[]), "Nobody was found in it.");
        assert_eq!(taken_in(1, 0, Form::Addresses, &[]), "1 person added, read as a list of addresses.");
        let said = taken_in(500, 7, headed, &["Team".into()]);
        assert!(
            said.starts_with("500 people added, read as a table with semicolons. Columns passed over: Team. 7 people")
        );
    }

    #[test]
    fn rows_are_counted_by_how_they_stand() {
        let row = |standing| Row { login: String::new(), standing, problems: Vec::new() };
        let rows = [row(Standing::New), row(Standing::New), row(Standing::Wrong)];
        assert_eq!(in_words(&rows), "3 people: 2 new, 1 to put right");
    }
}
