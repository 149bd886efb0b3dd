//! As much of HTML as sealing a page needs: its tags, their attributes, its inline scripts.

use std::ops::Range;

/// A start tag of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Where it stands, from `<` to `>`.
    pub range: Range<usize>,
    /// Its name.
    pub name: &'a str,
    /// Its attributes in order; those without a value have an empty one.
    pub attributes: Vec<(&'a str, &'a str)>,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(is, _)| *is == name).map(|(_, value)| *value)
    }

    /// The tag as text.
    pub fn print(&self) -> String {
        let attributes: String = self
            .attributes
            .iter()
            .map(|(name, value)| if value.is_empty() { format!(" {name}") } else { format!(" {name}=\"{value}\"") })
            .collect();
        format!("<{}{attributes}>", self.name)
    }
}

/// All start tags outside comments; the text of scripts and styles is passed over.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = page[at..].find('<').map(|found| at + found) {
        let rest = &page[open..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(page.len(), |end| open + end + 3);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag(page, open);
            at = tag.range.end;
            if ["script", "style"].contains(&tag.name) {
                at = end_of(page, &tag);
            }
            tags.push(tag);
        } else {
            at = open + 1;
        }
    }
    tags
}

/// The texts of the scripts that stand in the page itself.
pub fn inline_scripts(page: &str) -> Vec<&str> {
    tags(page)
        .iter()
        .filter(|tag| tag.name == "script" && tag.attribute("src").is_none())
        .map(|tag| &page[tag.range.end..end_of(page, tag)])
        .collect()
}

/// The page without comments.
pub fn without_comments(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut at = 0;
    while let Some(open) = page[at..].find("<!--").map(|found| at + found) {
        out.push_str(page[at..open].trim_end_matches([' ', '\t']));
        at = page[open..].find("-->").map_or(page.len(), |end| open + end + 3);
        if out.ends_with('\n') && page[at..].starts_with('\n') {
            at += 1;
        }
    }
    out.push_str(&page[at..]);
    out
}

fn end_of(page: &str, tag: &Tag<'_>) -> usize {
    let close = format!("</{}", tag.name);
    page[tag.range.end..].find(&close).map_or(page.len(), |end| tag.range.end + end)
}

fn tag(page: &str, open: usize) -> Tag<'_> {
    let bytes = page.as_bytes();
    let mut at = open + 1;
    let word = |at: &mut usize, stop: &[u8]| {
        let start = *at;
        while *at < bytes.len() && !bytes[*at].is_ascii_whitespace() && !stop.contains(&bytes[*at]) {
            *at += 1;
        }
        &page[start..*at]
    };
    let name = word(&mut at, b">/");
    let mut attributes = Vec::new();
    loop {
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
            at += 1;
        }
        if at >= bytes.len() || bytes[at] == b'>' {
            return Tag { range: open..(at + 1).min(bytes.len()), name, attributes };
        }
        let name = word(&mut at, b"=>/");
        let mut value = "";
        if bytes.get(at) == Some(&b'=') {
            at += 1;
            match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let start = at + 1;
                    let end = page[start..].find(char::from(*quote)).map_or(bytes.len(), |end| start + end);
                    value = &page[start..end];
                    at = (end + 1).min(bytes.len());
                }
                _ => value = word(&mut at, b">"),
            }
        } else if name.is_empty() {
            // A stray `=`: no attribute, and no reason to stand still.
            at += 1;
            continue;
        }
        attributes.push((name, value));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PAGE: &str = "<!doctype html><!-- <meta name=\"no\"> -->\n<html lang=en><link rel=\"stylesheet\" href='a.css' crossorigin/>\
        <script>if (a < b) document.title = '<p>';</script><script src=\"x.js\"></script><p>1 < 2</p>";

    #[test]
    fn tags_are_found_outside_comments_and_scripts() {
        let names: Vec<_> = tags(PAGE).into_iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["html", "link", "script", "script", "p"]);
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let tags = tags(PAGE);
        assert_eq!(tags[0].attribute("lang"), Some("en"));
        assert_eq!(tags[1].attributes, [("rel", "stylesheet"), ("href", "a.css"), ("crossorigin", "")]);
        assert_eq!(&PAGE[tags[1].range.clone()], "<link rel=\"stylesheet\" href='a.css' crossorigin/>");
        assert_eq!(tags[1].print(), "<link rel=\"stylesheet\" href=\"a.css\" crossorigin>");
    }

    #[test]
    fn inline_scripts_are_those_without_an_address() {
        assert_eq!(inline_scripts(PAGE), ["if (a < b) document.title = '<p>';"]);
    }

    #[test]
    fn comments_go_with_the_line_that_held_nothing_else() {
        assert_eq!(without_comments("<p>\n  <!-- why -->\n</p><!-- x -->."), "<p>\n</p>.");
    }

    #[test]
    fn broken_pages_come_to_an_end() {
        for page in ["<p", "<p =", "<p a=\"", "<!-- ", "<", "<script>"] {
            tags(page);
            inline_scripts(page);
        }
    }
}
