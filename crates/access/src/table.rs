//! Tables as text, as spreadsheets write and paste them.

/// One line of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its number in the text, from 1; a line with a line break in a field has that of its beginning.
    pub number: usize,
    /// From the left.
    pub fields: Vec<String>,
}

/// Reads a table after RFC 4180, and more tolerantly: any line ends, a quote that is never closed ends
/// with the text, and the apostrophe that keeps a spreadsheet from taking a text for a formula is no
/// part of the text. Lines without any text are left out, and blanks around fields are.
pub fn read(text: &str, delimiter: char) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, fields) in split(text, delimiter) {
        if fields.iter().any(|field| !field.is_empty()) {
            lines.push(Line { number, fields });
        }
    }
    lines
}

/// The same with empty lines: in what is pasted they are rows of empty cells.
pub fn read_block(text: &str) -> Vec<Vec<String>> {
    split(text, '\t').into_iter().map(|(_, fields)| fields).collect()
}

/// The delimiter that is most frequent in the first line, outside of quotes.
pub fn sniff(text: &str) -> char {
    let (mut counts, mut quoted) = ([0; 3], false);
    for c in text.trim_start().chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            c if !quoted => {
                if let Some(place) = DELIMITERS.iter().position(|delimiter| *delimiter == c) {
                    counts[place] += 1;
                }
            }
            _ => {}
        }
    }
    let most = (0..3).rev().max_by_key(|place| counts[*place]).unwrap_or_default();
    DELIMITERS[most]
}

const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// Adds a line.
pub fn write(text: &mut String, fields: &[String], delimiter: char) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            text.push(delimiter);
        }
        crate::csv::field(text, field);
    }
    text.push_str("\r\n");
}

fn split(text: &str, delimiter: char) -> Vec<(usize, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Vec::new();
    let (mut fields, mut field) = (Vec::new(), String::new());
    let (mut number, mut begun, mut quoted) = (1, 1, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = c == '\n' || c == '\r';
        if ends {
            number += 1;
            if c == '\r' {
                chars.next_if_eq(&'\n');
            }
        }
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted => quoted = false,
            _ if quoted => field.push(if ends { '\n' } else { c }),
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            c if c == delimiter => fields.push(plain(&mut field)),
            _ if ends => {
                fields.push(plain(&mut field));
                lines.push((begun, std::mem::take(&mut fields)));
                begun = number;
            }
            c => field.push(c),
        }
    }
    if !field.is_empty() || !fields.is_empty() {
        fields.push(plain(&mut field));
        lines.push((begun, fields));
    }
    lines
}

/// The field without blanks around it, and without the apostrophe before a formula.
fn plain(field: &mut String) -> String {
    let field = std::mem::take(field);
    let text = field.trim_start();
    let formula = text.strip_prefix('\'').filter(|text| text.starts_with(['=', '+', '-', '@', '\t', '\n', '\0']));
    formula.unwrap_or(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn fields(text: &str, delimiter: char) -> Vec<Vec<String>> {
        read(text, delimiter).into_iter().map(|line| line.fields).collect()
    }

    #[test]
    fn tables_are_read_as_spreadsheets_write_them() {
        assert_eq!(fields("a,b\r\n\"c, \"\"d\"\"\",\r\n", ','), [["a", "b"], ["c, \"d\"", ""]]);
        assert_eq!(fields("\u{feff}a;b\rc; d \r", ';'), [["a", "b"], ["c", "d"]]);
        assert_eq!(fields("'=1+1,'-x,'quote,it's", ','), [["=1+1", "-x", "'quote", "it's"]]);
        assert_eq!(fields("\"never closed,\nx", ','), [["never closed,\nx"]]);
        let numbers: Vec<_> = read("a\n\n\"b\nc\"\nd", ',').iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!(read_block("v\t\n\t\nw\n"), [vec!["v", ""], vec!["", ""], vec!["w"]]);
        assert!(read("", ',').is_empty() && read_block("").is_empty());
    }

    #[test]
    fn the_delimiter_is_found() {
        assert_eq!(sniff("Login;1 Shop;2 Blog, the\nx;y;z"), ';');
        assert_eq!(sniff("Login\t1\t2\n"), '\t');
        assert_eq!(sniff("Login,\"a;b;c\",2\n;;;;"), ',');
        assert_eq!(sniff("Login"), ',');
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            table in proptest::collection::vec(proptest::collection::vec("[a-c=+@\", ;\t\n\r-]{0,6}", 1..4), 1..4),
            delimiter in proptest::sample::select(vec![',', ';', '\t']),
        ) {
            let mut text = String::new();
            table.iter().for_each(|fields| write(&mut text, fields, delimiter));
            let clean = |field: &String| field.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
            let expected: Vec<Vec<String>> = table.iter().map(|line| line.iter().map(clean).collect()).collect();
            let back: Vec<Vec<String>> = split(&text, delimiter).into_iter().map(|(_, fields)| fields).collect();
            prop_assert_eq!(back, expected);
        }
    }
}
