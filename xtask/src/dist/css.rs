//! One style sheet out of many: imports are put in place of their rule, comments and blank runs dropped.

use super::Files;
use crate::{Failure, Result};

/// The text of the style sheet `entry` with all that it imports.
/// `place` gives the address that stands in the page's folder for a file that a `url(…)` names.
///
/// # Errors
/// If a sheet or a file that is named is not there.
pub fn bundle(entry: &str, files: &Files, place: &dyn Fn(&str) -> Option<String>) -> Result<String> {
    let text = files
        .get(entry)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .ok_or_else(|| Failure::new(format!("the style sheet {entry} is named but is not there")))?;
    let text = minify(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("@import") {
        out.push_str(&addresses(&rest[..at], entry, files, place)?);
        let rule_end = rest[at..].find(';').ok_or_else(|| Failure::new(format!("{entry}: an @import has no end")))?;
        let rule = &rest[at + "@import".len()..at + rule_end];
        let (name, conditions) =
            imported(rule).ok_or_else(|| Failure::new(format!("{entry}: cannot read `@import{rule}`")))?;
        let inner = bundle(&resolve(entry, name), files, place)?;
        out.push_str(&conditioned(&inner, conditions));
        rest = &rest[at + rule_end + 1..];
    }
    out.push_str(&addresses(rest, entry, files, place)?);
    Ok(out)
}

/// The file's name and what stands after it, of ` url("x.css") layer(y) print`.
fn imported(rule: &str) -> Option<(&str, &str)> {
    let rule = rule.trim();
    let (name, conditions) = match rule.strip_prefix("url(") {
        Some(inner) => inner.split_once(')')?,
        None => {
            let quote = rule.chars().next().filter(|c| ['"', '\''].contains(c))?;
            rule[1..].split_once(quote)?
        }
    };
    Some((name.trim_matches(['"', '\'', ' ']), conditions.trim()))
}

/// What an import with `layer(…)` and media conditions means, without import.
fn conditioned(css: &str, conditions: &str) -> String {
    let (layer, media) = match conditions.strip_prefix("layer(").and_then(|inner| inner.split_once(')')) {
        Some((layer, media)) => (Some(layer), media.trim()),
        None => (None, conditions),
    };
    let css = layer.map_or_else(|| css.to_owned(), |layer| format!("@layer {layer}{{{css}}}"));
    if media.is_empty() { css } else { format!("@media {media}{{{css}}}") }
}

/// Turns the addresses inside `url(…)` into those that hold in the page's folder.
fn addresses(css: &str, sheet: &str, files: &Files, place: &dyn Fn(&str) -> Option<String>) -> Result<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + "url(".len());
        let end = after.find(')').ok_or_else(|| Failure::new(format!("{sheet}: a url( has no end")))?;
        let name = after[..end].trim_matches(['"', '\'', ' ']);
        out.push_str(before);
        if name.starts_with("data:") || name.starts_with('#') {
            out.push_str(&after[..end]);
        } else {
            let file = resolve(sheet, name);
            let known = files.contains_key(&file).then(|| place(&file)).flatten();
            let address =
                known.ok_or_else(|| Failure::new(format!("{sheet}: url({name}) names no file of the console")))?;
            out.push_str(&address);
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    Ok(out)
}

/// The file that `name` means inside the file `from`.
fn resolve(from: &str, name: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Drops comments, and blanks that separate nothing; strings stay as they are.
fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        if let Some(open) = quote {
            out.push(c);
            if c == '\\' {
                out.extend(chars.next());
            } else if c == open {
                quote = None;
            }
        } else if c == '/' && chars.peek() == Some(&'*') {
            chars.next();
            let mut last = ' ';
            for c in chars.by_ref() {
                if last == '*' && c == '/' {
                    break;
                }
                last = c;
            }
            blank(&mut out);
        } else if c.is_whitespace() {
            blank(&mut out);
        } else {
            // A blank before `(`, `:` or `+` may carry meaning; before these it cannot.
            if ['{', '}', ';', ','].contains(&c) && out.ends_with(' ') {
                out.pop();
            }
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(c);
            if c == '"' || c == '\'' {
                quote = Some(c);
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// One blank, where the text so far needs one.
fn blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', ':']) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sheets(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn imports_stand_where_their_rule_stood() {
        let files = sheets(&[
            (
                "style/index.css",
                "@layer a, b;\n@import url(\"parts/a.css\");\n@import 'b.css' layer(b) print;\nbody { margin: 0; }",
            ),
            ("style/parts/a.css", "/* first */ @layer a { p { color : red } }"),
            ("style/b.css", "p > a:hover { top: calc(1px + 2px) }"),
        ]);
        assert_eq!(
            bundle("style/index.css", &files, &|_| None).unwrap(),
            "@layer a,b;@layer a{p{color :red}}@media print{@layer b{p > a:hover{top:calc(1px + 2px)}}}body{margin:0}"
        );
    }

    #[test]
    fn addresses_are_those_of_the_page() {
        let files = sheets(&[
            ("style/a.css", "a{background:url('../img/x.svg')}b{background:url(data:image/png;base64,AA)}"),
            ("img/x.svg", ""),
        ]);
        let css =
            bundle("style/a.css", &files, &|file| (file == "img/x.svg").then(|| "img/x-1.svg".to_owned())).unwrap();
        assert_eq!(css, "a{background:url(img/x-1.svg)}b{background:url(data:image/png;base64,AA)}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let files = sheets(&[("a.css", "@import \"b.css\";"), ("c.css", "a{background:url(d.png)}")]);
        assert!(bundle("a.css", &files, &|_| None).unwrap_err().to_string().contains("b.css"));
        assert!(bundle("c.css", &files, &|_| None).unwrap_err().to_string().contains("d.png"));
    }

    #[test]
    fn strings_keep_their_blanks() {
        assert_eq!(minify("a::before { content: \"  /* x */ \\\"; \" ; }"), "a::before{content:\"  /* x */ \\\"; \"}");
    }
}
