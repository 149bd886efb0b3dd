//! Many people at once: read from pasted addresses or from a table, and given back with what is wrong.
//!
//! Nothing is thrown away: a line that cannot be used is a row all the same, to be corrected in place or
//! taken out as a file.

mod addresses;
mod columns;

pub use columns::Column;

use crate::Language;
use access::table::{self, Line};
use columns::Columns;
use serde::{Deserialize, Serialize};

/// More people than this are more than one sitting; the rest is left out, and said.
pub const MOST: usize = 500;

/// Somebody of the list, as written there and perhaps wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Newcomer {
    /// The line of the text it came from, from 1.
    pub line: usize,
    /// The name on the papers.
    pub full_name: String,
    /// The address.
    pub email: String,
    /// The login; nothing where one is to be proposed.
    pub login: String,
    /// The language of the papers, as written: `de`, `German`, `Deutsch`.
    pub language: String,
    /// Not this time: the row stays in the record, and nothing is done about it.
    pub left_out: bool,
}

/// What a text was understood as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// In the order of the text.
    pub people: Vec<Newcomer>,
    /// How many more there are than [`MOST`].
    pub beyond: usize,
    /// How the text was read.
    pub form: Form,
    /// Heads of columns that mean nothing here.
    pub ignored: Vec<String>,
}

/// How a text was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Addresses, with or without names: `Sana Whitlock <sana@example.net>, …`.
    #[default]
    Addresses,
    /// A table with this separator, whose first line names its columns or not.
    Table {
        /// Comma, semicolon or tab.
        separator: char,
        /// Whether the first line names the columns.
        headed: bool,
    },
}

/// Reads addresses, or a table with or without a line of heads.
pub fn read(text: &str) -> Roster {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = table::sniff(text);
    // A line is a person; of those beyond the limit only the number is told. The first may be the heads.
    let (lines, more) = table::read_first(text, separator, MOST + 1);
    let table = |columns: Columns, lines: &[Line], headed, ignored| Roster {
        people: columns.people(&lines[..lines.len().min(MOST)]),
        beyond: more + lines.len().saturating_sub(MOST),
        form: Form::Table { separator, headed },
        ignored,
    };
    match Columns::of_head(&lines) {
        Some((columns, ignored)) => table(columns, &lines[1..], true, ignored),
        None => match addresses::read(text) {
            Some(mut people) => {
                let beyond = people.len().saturating_sub(MOST);
                people.truncate(MOST);
                Roster { people, beyond, form: Form::Addresses, ignored: Vec::new() }
            }
            None => table(Columns::guessed(&lines), &lines, false, Vec::new()),
        },
    }
}

/// The encoding of a file, as browsers name it: that of its byte order mark, else UTF-8 if it is that,
/// else what spreadsheets on Windows write.
pub fn encoding(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] => "utf-16le",
        [0xfe, 0xff, ..] => "utf-16be",
        _ if std::str::from_utf8(bytes).is_ok() => "utf-8",
        _ => "windows-1252",
    }
}

/// A table to fill in: heads and one example.
pub fn template() -> String {
    let mut text = String::new();
    table::write(&mut text, &Column::ALL.map(|column| column.head().to_owned()), ',');
    table::write(&mut text, &["Sana Whitlock", "sana@example.net", "", "en"].map(str::to_owned), ',');
    text
}

/// People and what is wrong with each as a table that [`read`] takes back once it is corrected.
pub fn with_problems(rows: &[(&Newcomer, String)]) -> String {
    let mut text = String::new();
    let heads = Column::ALL.iter().map(|column| column.head().to_owned());
    table::write(&mut text, &heads.chain([PROBLEM.to_owned()]).collect::<Vec<_>>(), ',');
    for (person, problem) in rows {
        let fields = Column::ALL.iter().map(|column| person.field(*column).to_owned());
        table::write(&mut text, &fields.chain([problem.clone()]).collect::<Vec<_>>(), ',');
    }
    text
}

/// The head of the column that says what is wrong. It is passed over when the table comes back.
const PROBLEM: &str = "What is wrong";

impl Newcomer {
    /// What stands in a column.
    pub fn field(&self, column: Column) -> &str {
        match column {
            Column::Name => &self.full_name,
            Column::Email => &self.email,
            Column::Login => &self.login,
            Column::Language => &self.language,
        }
    }

    /// The language of the papers; `None` where what is written is none that there are papers in.
    /// Nothing written is the one that the case has.
    pub fn language(&self, of_case: Language) -> Option<Language> {
        let written = self.language.trim().to_lowercase();
        if written.is_empty() {
            return Some(of_case);
        }
        let tag = written.split(['-', '_']).next().unwrap_or_default();
        let english = [("english", "en"), ("german", "de"), ("french", "fr"), ("spanish", "es")];
        let tag = english.iter().find(|(name, _)| *name == written).map_or(tag, |(_, tag)| tag);
        Language::ALL.into_iter().find(|one| one.tag() == tag || one.name().to_lowercase() == written)
    }

    fn of_line(line: &Line, place: impl Fn(Column) -> Option<usize>) -> Self {
        let field = |column| place(column).and_then(|at| line.fields.get(at)).cloned().unwrap_or_default();
        Self {
            line: line.number,
            full_name: field(Column::Name),
            email: columns::bare_address(&field(Column::Email)),
            login: field(Column::Login),
            language: field(Column::Language),
            left_out: false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<[String; 4]> {
        read(text).people.into_iter().map(|p| [p.full_name, p.email, p.login, p.language]).collect()
    }

    #[test]
    fn addresses_are_read_as_mail_programs_write_them() {
        let expected = [["Sana Whitlock", "sana@example.net", "", ""], ["", "b@example.net", "", ""]];
        for text in [
            "Sana Whitlock <sana@example.net>, b@example.net",
            "Sana Whitlock <sana@example.net>;b@example.net;",
            "\"Sana Whitlock\" <sana@example.net>\n\nb@example.net\r\n",
            "'Sana Whitlock' <mailto:sana@example.net>; <b@example.net>",
            "sana@example.net (Sana Whitlock)\nb@example.net",
        ] {
            assert_eq!(rows(text), expected, "{text}");
            assert_eq!(read(text).form, Form::Addresses);
        }
        assert_eq!(rows("\"Whitlock, Sana\" <sana@example.net>")[0][..2], ["Whitlock, Sana", "sana@example.net"]);
        assert_eq!(rows("a@example.net b@example.net").len(), 2, "blanks are enough between bare addresses");
    }

    #[test]
    fn a_bad_line_among_addresses_is_kept() {
        let read = read("a@example.net\nnobody at example\nc@example.net");
        assert_eq!(
            read.people.iter().map(|p| (p.line, p.email.as_str())).collect::<Vec<_>>(),
            [(1, "a@example.net"), (2, "nobody at example"), (3, "c@example.net")]
        );
    }

    #[test]
    fn tables_are_read_in_any_order_separator_and_of_four_languages() {
        let expected = [["Sana Whitlock", "sana@example.net", "s.w", "de"]];
        for text in [
            "Name,E-mail,Login,Language\nSana Whitlock,sana@example.net,s.w,de",
            "email;username;language;full name\nsana@example.net;s.w;de;Sana Whitlock\n",
            "Benutzername\tSprache\tE-Mail-Adresse\tVorname\tNachname\r\ns.w\tde\tsana@example.net\tSana\tWhitlock",
            "Prénom;Nom;Courriel;Identifiant;Langue\nSana;Whitlock;sana@example.net;s.w;de",
            "\u{feff}Nombre,Apellidos,Correo electrónico,Usuario,Idioma\nSana,Whitlock,sana@example.net,s.w,de",
            "\"First name\",\"Last name\",\"Email address\",\"User\",\"Lang\"\nSana,Whitlock,<sana@example.net>,s.w,de",
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
        let with_more = read("Name,Team,Mail,What is wrong\nSana,Shop,sana@example.net,typing");
        assert_eq!(with_more.ignored, ["Team"]);
        assert_eq!(with_more.form, Form::Table { separator: ',', headed: true });
    }

    #[test]
    fn a_table_without_heads_is_understood_by_what_stands_in_it() {
        let text = "Sana Whitlock;s.w;sana@example.net\nBo Lind;b.l;bo@example.net\nno mail;x;\n";
        let read = read(text);
        assert_eq!(read.form, Form::Table { separator: ';', headed: false });
        assert_eq!(rows(text)[0], ["Sana Whitlock", "sana@example.net", "s.w", ""]);
        assert_eq!(rows(text)[2], ["no mail", "", "x", ""]);
    }

    #[test]
    fn what_is_wrong_comes_back_corrected() {
        let bad = Newcomer {
            full_name: "Sana, \"W\"".into(),
            email: "sana@".into(),
            login: "=1".into(),
            ..Newcomer::default()
        };
        let text = with_problems(&[(&bad, "This is no e-mail address".into())]);
        let back = read(&text);
        assert_eq!(back.people, [Newcomer { line: 2, ..bad }]);
        assert!(back.ignored.is_empty());
        assert_eq!(read(&template()).people.len(), 1);
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(encoding("Zoë".as_bytes()), "utf-8");
        assert_eq!(encoding(b"Zo\xeb"), "windows-1252");
        assert_eq!(encoding(b"\xff\xfeZ\0"), "utf-16le");
        assert_eq!(encoding(b"\xfe\xff\0Z"), "utf-16be");
        assert_eq!(encoding(b""), "utf-8");
    }

    #[test]
    fn languages_go_by_many_names() {
        let language =
            |written: &str| Newcomer { language: written.into(), ..Newcomer::default() }.language(Language::En);
        for written in ["", "en", "EN-gb", "English", " english "] {
            assert_eq!(language(written), Some(Language::En), "{written}");
        }
        assert_eq!(language("klingon"), None);
    }

    #[test]
    fn very_long_lists_are_cut_and_it_is_said() {
        let text: String = (0..MOST + 7).map(|n| format!("p{n}@example.net\n")).collect();
        let read = read(&text);
        assert_eq!((read.people.len(), read.beyond), (MOST, 7));
    }

    proptest! {
        #[test]
        fn no_line_with_text_is_lost(lines in proptest::collection::vec("[a-z]{1,8}(@[a-z]{1,6}\\.org)?", 1..20)) {
            let people = read(&lines.join("\n")).people;
            prop_assert!(people.len() == lines.len() || Columns::of_head(&table::read(&lines.join("\n"), ',')).is_some());
        }

        #[test]
        fn nothing_that_is_pasted_is_too_strange(text in "\\PC{0,200}") {
            let _ = read(&text);
        }
    }
}
