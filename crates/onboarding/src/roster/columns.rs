//! Which column of a table is what, by its head or by what stands in it.

use super::{Newcomer, PROBLEM};
use access::table::Line;

/// What is known of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The whole name.
    Name,
    /// The address.
    Email,
    /// The login.
    Login,
    /// The language of the papers.
    Language,
}

impl Column {
    /// In the order of the table that is offered.
    pub const ALL: [Column; 4] = [Column::Name, Column::Email, Column::Login, Column::Language];

    /// Its head in the table that is offered.
    pub fn head(self) -> &'static str {
        match self {
            Column::Name => "Name",
            Column::Email => "E-mail",
            Column::Login => "Login",
            Column::Language => "Language",
        }
    }
}

/// What a head says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Is(Column),
    First,
    Last,
    /// The given name in Spanish or the family name in French, if the other one is there, too; else the whole name.
    Nombre,
    Nom,
}

/// Heads in small letters without blanks and marks, in English, German, French and Spanish.
const HEADS: [(&str, Head); 51] = [
    ("name", Head::Is(Column::Name)),
    ("fullname", Head::Is(Column::Name)),
    ("displayname", Head::Is(Column::Name)),
    ("person", Head::Is(Column::Name)),
    ("vollständigername", Head::Is(Column::Name)),
    ("anzeigename", Head::Is(Column::Name)),
    ("nomcomplet", Head::Is(Column::Name)),
    ("nombrecompleto", Head::Is(Column::Name)),
    ("firstname", Head::First),
    ("givenname", Head::First),
    ("first", Head::First),
    ("vorname", Head::First),
    ("prénom", Head::First),
    ("prenom", Head::First),
    ("nombre", Head::Nombre),
    ("lastname", Head::Last),
    ("surname", Head::Last),
    ("familyname", Head::Last),
    ("last", Head::Last),
    ("nachname", Head::Last),
    ("familienname", Head::Last),
    ("nom", Head::Nom),
    ("nomdefamille", Head::Last),
    ("apellido", Head::Last),
    ("apellidos", Head::Last),
    ("email", Head::Is(Column::Email)),
    ("mail", Head::Is(Column::Email)),
    ("emailaddress", Head::Is(Column::Email)),
    ("mailaddress", Head::Is(Column::Email)),
    ("address", Head::Is(Column::Email)),
    ("emailadresse", Head::Is(Column::Email)),
    ("adresse", Head::Is(Column::Email)),
    ("courriel", Head::Is(Column::Email)),
    ("adressemail", Head::Is(Column::Email)),
    ("adresseemail", Head::Is(Column::Email)),
    ("correo", Head::Is(Column::Email)),
    ("correoelectrónico", Head::Is(Column::Email)),
    ("correoelectronico", Head::Is(Column::Email)),
    ("login", Head::Is(Column::Login)),
    ("user", Head::Is(Column::Login)),
    ("username", Head::Is(Column::Login)),
    ("userlogin", Head::Is(Column::Login)),
    ("account", Head::Is(Column::Login)),
    ("benutzername", Head::Is(Column::Login)),
    ("identifiant", Head::Is(Column::Login)),
    ("usuario", Head::Is(Column::Login)),
    ("language", Head::Is(Column::Language)),
    ("lang", Head::Is(Column::Language)),
    ("sprache", Head::Is(Column::Language)),
    ("langue", Head::Is(Column::Language)),
    ("idioma", Head::Is(Column::Language)),
];

/// The place of each column.
pub(super) struct Columns {
    places: [Option<usize>; 4],
    /// Where the given and the family name stand apart.
    halves: Option<(usize, usize)>,
}

impl Columns {
    /// By the first line, if that names an address or a login; and the heads that mean nothing.
    pub(super) fn of_head(lines: &[Line]) -> Option<(Self, Vec<String>)> {
        let fields = &lines.first()?.fields;
        if fields.iter().any(|field| field.contains('@')) {
            return None;
        }
        let heads: Vec<Option<Head>> = fields.iter().map(|field| head(field)).collect();
        let place = |wanted: &[Head]| heads.iter().position(|head| head.is_some_and(|head| wanted.contains(&head)));
        let (email, login) = (place(&[Head::Is(Column::Email)]), place(&[Head::Is(Column::Login)]));
        email.or(login)?;
        let (first, last) = (place(&[Head::First, Head::Nombre]), place(&[Head::Last, Head::Nom]));
        let halves = first.zip(last);
        let name = place(&[Head::Is(Column::Name)]).or(if halves.is_some() { None } else { first.or(last) });
        let ignored = fields.iter().zip(&heads).filter(|(field, head)| head.is_none() && *field != PROBLEM);
        let ignored = ignored.map(|(field, _)| field.clone()).filter(|field| !field.is_empty()).collect();
        let halves = halves.filter(|_| name.is_none());
        Some((Self { places: [name, email, login, place(&[Head::Is(Column::Language)])], halves }, ignored))
    }

    /// By what stands in the columns: most addresses, then names with blanks, then logins.
    pub(super) fn guessed(lines: &[Line]) -> Self {
        let width = lines.iter().map(|line| line.fields.len()).max().unwrap_or_default();
        let share = |fits: fn(&str) -> bool, taken: &[Option<usize>]| {
            let counted = (0..width).filter(|at| !taken.contains(&Some(*at))).map(|at| {
                let count = lines.iter().filter(|line| line.fields.get(at).is_some_and(|field| fits(field))).count();
                (count, at)
            });
            let best = counted.max_by_key(|(count, at)| (*count, usize::MAX - *at));
            best.filter(|(count, _)| *count > 0).map(|(_, at)| at)
        };
        let email = share(|field| field.contains('@'), &[]);
        let name = share(|field| field.contains(char::is_whitespace) && !field.contains('@'), &[email]);
        let login = share(|field| !field.is_empty() && !field.contains(char::is_whitespace), &[email, name]);
        Self { places: [name, email, login, None], halves: None }
    }

    /// A row for each line.
    pub(super) fn people(&self, lines: &[Line]) -> Vec<Newcomer> {
        let place = |column: Column| self.places[Column::ALL.iter().position(|one| *one == column)?];
        let person = |line: &Line| {
            let mut person = Newcomer::of_line(line, place);
            if let Some((first, last)) = self.halves {
                let half = |at: usize| line.fields.get(at).map_or("", String::as_str);
                person.full_name = format!("{} {}", half(first), half(last)).trim().to_owned();
            }
            person
        };
        lines.iter().map(person).collect()
    }
}

fn head(field: &str) -> Option<Head> {
    let plain: String = field.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    HEADS.iter().find(|(name, _)| *name == plain).map(|(_, head)| *head)
}

/// An address without what mail programs put around it.
pub(super) fn bare_address(written: &str) -> String {
    let address = written.trim().trim_start_matches('<').trim_end_matches('>').trim();
    match address.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => address[7..].to_owned(),
        _ => address.to_owned(),
    }
}
