//! Lists of addresses as mail programs write them.

use super::{Newcomer, columns::bare_address};

/// Reads `Name <address>`, bare addresses and `address (Name)`, between commas, semicolons, line ends and, where
/// only addresses stand, blanks. `None` if the text is no such list: then it is a table. What is no address in a
/// list is a row of it all the same.
pub(super) fn read(text: &str) -> Option<Vec<Newcomer>> {
    let mut people = Vec::new();
    let mut lines = 0;
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        lines += 1;
        let entries: Vec<&str> = entries(line).into_iter().filter(|entry| !entry.is_empty()).collect();
        // A line of a list is one entry, or several that are all addresses; anything else is fields.
        if entries.len() > 1 && !entries.iter().all(|entry| entry.contains('@')) || line.contains('\t') {
            return None;
        }
        for entry in entries {
            people.extend(persons(entry, number));
        }
    }
    let addresses = people.iter().filter(|person| person.email.contains('@')).count();
    (lines == 0 || addresses > 0 || lines == people.len()).then_some(people)
}

/// What stands between commas and semicolons outside of quotes.
fn entries(line: &str) -> Vec<&str> {
    let (mut quoted, mut found, mut begun) = (false, Vec::new(), 0);
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' if !quoted => {
                found.push(line[begun..at].trim());
                begun = at + 1;
            }
            _ => {}
        }
    }
    found.push(line[begun..].trim());
    found
}

fn persons(entry: &str, line: usize) -> Vec<Newcomer> {
    let person = |name: &str, address: &str| Newcomer {
        line,
        full_name: name.trim().trim_matches(['"', '\'']).trim().to_owned(),
        email: bare_address(address),
        ..Newcomer::default()
    };
    if let Some((name, rest)) = entry.split_once('<') {
        return vec![person(name, rest.split('>').next().unwrap_or_default())];
    }
    if let Some((address, rest)) = entry.split_once('(') {
        return vec![person(rest.split(')').next().unwrap_or_default(), address)];
    }
    let words: Vec<&str> = entry.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| word.contains('@')) {
        return words.into_iter().map(|word| person("", word)).collect();
    }
    // `Sana Whitlock sana@example.net`
    match words.split_last() {
        Some((last, before)) if last.contains('@') => vec![person(&before.join(" "), last)],
        _ => vec![person("", entry)],
    }
}
