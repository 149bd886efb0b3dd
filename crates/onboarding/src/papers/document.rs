//! A paper as plain data, and its three ways to be written.

use crate::{
    Language,
    sheet::{
        Part, Text,
        words::{Phrase, Voice},
    },
};

/// A paper: a title, and what follows in reading order. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language of every text in it.
    pub language: Language,
    /// One line.
    pub title: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A part of a paper. Every text in it is text: markup in a name stays a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Labels with their values.
    Facts(Vec<(String, String)>),
    /// Numbered steps.
    Steps(Vec<Text>),
    /// Remarks.
    List(Vec<String>),
    /// Lines that stay apart, as in an address.
    Lines(Vec<String>),
}

impl Document {
    /// Plain text under the title; lines end with `\n`.
    pub fn text(&self) -> String {
        format!("{}\n\n{}", self.title, self.body())
    }

    /// Plain text without the title, which a mail has as its subject.
    pub(super) fn body(&self) -> String {
        let blocks = self.blocks.iter().map(|block| match block {
            Block::Heading(text) => format!("{text}\n"),
            Block::Paragraph(text) => format!("{text}\n\n"),
            Block::Facts(facts) => ended(facts.iter().map(|(label, value)| self.labelled(label, value))),
            Block::Steps(steps) => ended(steps.iter().enumerate().map(|(i, step)| format!("{}. {step}", i + 1))),
            Block::List(items) => ended(items.iter().map(|item| format!("- {item}"))),
            Block::Lines(lines) => ended(lines.iter().cloned()),
        });
        one_end(blocks.collect())
    }

    /// Markdown (CommonMark, as ticket systems read it), the title as its first heading.
    pub fn markdown(&self) -> String {
        let blocks = self.blocks.iter().map(|block| match block {
            Block::Heading(text) => format!("### {}\n\n", marked(text)),
            Block::Paragraph(text) => format!("{}\n\n", marked(text)),
            Block::Facts(facts) => {
                let fact = |(label, value): &(String, String)| {
                    format!("- {}", self.labelled(&format!("**{}**", inline(label)), &linked(value, inline)))
                };
                ended(facts.iter().map(fact))
            }
            Block::Steps(steps) => ended(
                steps
                    .iter()
                    .enumerate()
                    .map(|(i, step)| format!("{}. {}", i + 1, emphasised(step, inline, "**", "**"))),
            ),
            Block::List(items) => ended(items.iter().map(|item| format!("- {}", linked(item, marked)))),
            Block::Lines(lines) => {
                let last = lines.len().saturating_sub(1);
                let line = |(i, line): (usize, &String)| {
                    // Two blanks at the end keep the line apart from the next.
                    format!("{}{}", linked(line, marked), if i < last { "  " } else { "" })
                };
                ended(lines.iter().enumerate().map(line))
            }
        });
        one_end(format!("## {}\n\n{}", marked(&self.title), blocks.collect::<String>()))
    }

    /// A whole HTML page without a style, script or picture, for a mail or a file.
    pub fn html(&self) -> String {
        let blocks = self.blocks.iter().map(|block| match block {
            Block::Heading(text) => format!("<h2>{}</h2>\n", escaped(text)),
            Block::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
            Block::Facts(facts) => {
                let fact = |(label, value): &(String, String)| {
                    format!(
                        "<tr><th scope=\"row\" align=\"left\">{}</th><td>{}</td></tr>\n",
                        escaped(label),
                        isolated(value)
                    )
                };
                format!("<table>\n{}</table>\n", facts.iter().map(fact).collect::<String>())
            }
            Block::Steps(steps) => {
                let step = |step| format!("<li>{}</li>\n", emphasised(step, escaped, "<strong>", "</strong>"));
                format!("<ol>\n{}</ol>\n", steps.iter().map(step).collect::<String>())
            }
            Block::List(items) => {
                let item = |item: &String| format!("<li>{}</li>\n", isolated(item));
                format!("<ul>\n{}</ul>\n", items.iter().map(item).collect::<String>())
            }
            Block::Lines(lines) => {
                format!("<p>{}</p>\n", lines.iter().map(|line| isolated(line)).collect::<Vec<_>>().join("<br>\n"))
            }
        });
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n\
             <h1>{title}</h1>\n{}</body>\n</html>\n",
            self.language.tag(),
            blocks.collect::<String>(),
            title = escaped(&self.title),
        )
    }

    fn labelled(&self, label: &str, value: &str) -> String {
        Voice::without_menus(self.language).line(Phrase::Labelled, &[("label", label), ("value", value)])
    }
}

fn ended(lines: impl Iterator<Item = String>) -> String {
    let mut text: String = lines.map(|line| line + "\n").collect();
    text.push('\n');
    text
}

fn one_end(text: String) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

fn emphasised(text: &Text, write: fn(&str) -> String, open: &str, close: &str) -> String {
    let part = |part: &Part| match part {
        Part::Plain(words) => write(words),
        Part::Strong(words) => format!("{open}{}{close}", write(words)),
    };
    text.parts.iter().map(part).collect()
}

/// A text with its own direction, so that a name cannot turn what is around it.
fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

/// An address as a link, everything else as text.
fn linked(text: &str, write: fn(&str) -> String) -> String {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    if is_address && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\\')) {
        return format!("<{text}>");
    }
    write(text)
}

/// Text that begins a line: a list, heading or quote begins nowhere else.
fn marked(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let at = match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits,
        Some(b'-' | b'+' | b'=') if digits == 0 => 0,
        _ => return inline(text),
    };
    format!("{}\\{}", &text[..at], inline(&text[at..]))
}

/// Text with every character escaped that Markdown could take for its own.
fn inline(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!') {
            markdown.push('\\');
        }
        markdown.push(c);
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document() -> Document {
        Document {
            language: Language::Fr,
            title: "A & <b>".to_owned(),
            blocks: vec![
                Block::Paragraph("1. x_y [z](https://e.example)".to_owned()),
                Block::Heading("H#".to_owned()),
                Block::Facts(vec![("Site".into(), "https://m.example/a_b".into()), ("Nom".into(), "*\"'".into())]),
                Block::Steps(vec![Text::new("Ouvrez ").strong("<ici>").plain(".")]),
                Block::List(vec!["- un".to_owned()]),
                Block::Lines(vec!["a".to_owned(), "b".to_owned()]),
            ],
        }
    }

    #[test]
    fn the_same_paper_in_three_ways() {
        assert_eq!(
            document().text(),
            "A & <b>\n\n1. x_y [z](https://e.example)\n\nH#\nSite\u{a0}: https://m.example/a_b\nNom\u{a0}: *\"'\n\n1. Ouvrez <ici>.\n\n\
             - - un\n\na\nb\n"
        );
        assert_eq!(
            document().markdown(),
            "## A \\& \\<b\\>\n\n1\\. x\\_y \\[z\\](https://e.example)\n\n### H\\#\n\n\
             - **Site**\u{a0}: <https://m.example/a_b>\n- **Nom**\u{a0}: \\*\"'\n\n1. Ouvrez **\\<ici\\>**.\n\n- \\- un\n\na  \nb\n"
        );
        let html = document().html();
        assert!(html.starts_with(
            "<!doctype html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><title>A &amp; &lt;b&gt;"
        ));
        for piece in [
            "<h2>H#</h2>",
            "<tr><th scope=\"row\" align=\"left\">Nom</th><td><bdi>*&quot;&#39;</bdi></td></tr>",
            "<li>Ouvrez <strong>&lt;ici&gt;</strong>.</li>",
            "<p><bdi>a</bdi><br>\n<bdi>b</bdi></p>",
        ] {
            assert!(html.contains(piece), "{piece} in {html}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Read back by the rules of HTML and Markdown, every text is there again, and no tag is new.
        #[test]
        fn text_stays_text(value in "[ -~é\u{202e}]{0,40}") {
            let with = |value: &str| Document { blocks: vec![Block::Paragraph(value.to_owned())], ..document() };
            let html = with(&value).html();
            let tags = |html: &str| html.matches('<').count();
            prop_assert_eq!(tags(&html), tags(&with("x").html()));
            let inner = html.split("<p>").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or_default();
            let read = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
            prop_assert_eq!(read.replace("&amp;", "&"), value.clone());
            let marked = marked(&value);
            let mut read = String::new();
            let mut characters = marked.chars();
            while let Some(c) = characters.next() {
                prop_assert!(!"`*_[]<>|#~&!".contains(c), "bare {} in {}", c, marked);
                read.extend(if c == '\\' { characters.next() } else { Some(c) });
            }
            prop_assert_eq!(read, value);
        }
    }
}
