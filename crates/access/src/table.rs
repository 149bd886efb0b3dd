//! Tables as text, as spreadsheets write and paste them.

use std::{iter::Peekable, str::Chars};

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
    read_first(text, delimiter, usize::MAX).0
}

/// The first so many lines of the same, and how many more there are.
pub fn read_first(text: &str, delimiter: char, most: usize) -> (Vec<Line>, usize) {
    let (mut lines, mut more) = (Vec::new(), 0);
    let mut scan = Scan::new(text, delimiter);
    while lines.len() < most {
        let Some((number, fields)) = scan.fields() else { return (lines, more) };
        if fields.iter().any(|field| !field.is_empty()) {
            lines.push(Line { number, fields });
        }
    }
    let mut any = false;
    while scan.line(|field| any |= !field.trim().is_empty()) {
        more += usize::from(std::mem::take(&mut any));
    }
    (lines, more)
}

/// The same with empty lines: in what is pasted they are rows of empty cells.
pub fn read_block(text: &str) -> Vec<Vec<String>> {
    split(text, '\t').map(|(_, fields)| fields).collect()
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

fn split(text: &str, delimiter: char) -> impl Iterator<Item = (usize, Vec<String>)> {
    let mut scan = Scan::new(text, delimiter);
    std::iter::from_fn(move || scan.fields())
}

/// A text that is gone through line by line.
struct Scan<'a> {
    chars: Peekable<Chars<'a>>,
    delimiter: char,
    /// Of the line that begins here, from 1.
    number: usize,
    /// The field so far.
    field: String,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { chars: text.chars().peekable(), delimiter, number: 1, field: String::new() }
    }

    /// The number and the fields of the next line.
    fn fields(&mut self) -> Option<(usize, Vec<String>)> {
        let (number, mut fields) = (self.number, Vec::new());
        self.line(|field| fields.push(plain(field))).then_some((number, fields))
    }

    /// Tells the fields of the next line as they stand there. `false` if there is none.
    fn line(&mut self, mut tell: impl FnMut(&str)) -> bool {
        let (mut quoted, mut told) = (false, false);
        self.field.clear();
        while let Some(c) = self.chars.next() {
            let ends = c == '\n' || c == '\r';
            if ends {
                self.number += 1;
                if c == '\r' {
                    self.chars.next_if_eq(&'\n');
                }
            }
            match c {
                '"' if quoted && self.chars.next_if_eq(&'"').is_some() => self.field.push('"'),
                '"' if quoted => quoted = false,
                _ if quoted => self.field.push(if ends { '\n' } else { c }),
                '"' if self.field.trim().is_empty() => {
                    self.field.clear();
                    quoted = true;
                }
                _ if ends => {
                    tell(&self.field);
                    return true;
                }
                c if c == self.delimiter => {
                    tell(&self.field);
                    told = true;
                    self.field.clear();
                }
                c => self.field.push(c),
            }
        }
        if told || !self.field.is_empty() {
            tell(&self.field);
            return true;
        }
        false
    }
}

/// The field without blanks around it, and without the apostrophe before a formula.
fn plain(field: &str) -> String {
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
        let (first, more) = read_first("a\n\n\"b\nc\"\n , \nd\n\ne,f", ',', 2);
        assert_eq!((first.len(), first[1].number, more), (2, 3, 2));
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
            let back: Vec<Vec<String>> = split(&text, delimiter).map(|(_, fields)| fields).collect();
            prop_assert_eq!(back, expected);
        }
    }
}
