//! The sheets as one file that needs nothing beside it.

use crate::browser::drawn::Style;

/// The page of a file: the sheets as they are drawn, and of the console's style what they use.
pub(super) fn page(sheets: &str, style: &str, title: &str, language: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    // The file may be opened anywhere: it runs nothing and fetches nothing.
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         img-src data:\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{style}\n</style>\n</head>\n\
         <body>\n<main class=\"sheet-page\">{sheets}</main>\n</body>\n</html>\n"
    )
}

/// The rules that a sheet needs: tokens and base whole, of the rest what speaks of sheets.
pub(super) fn style(rules: &[Style]) -> String {
    rules.iter().filter_map(written).collect::<Vec<_>>().join("\n")
}

fn written(rule: &Style) -> Option<String> {
    match rule {
        Style::Rule(text) => speaks_of_sheets(text).then(|| text.clone()),
        Style::Group { head, .. } if head.contains("layer tokens") || head.contains("layer base") => Some(whole(rule)),
        Style::Group { head, rules } => {
            let inner = style(rules);
            (!inner.is_empty()).then(|| format!("{head} {{\n{inner}\n}}"))
        }
    }
}

fn whole(rule: &Style) -> String {
    match rule {
        Style::Rule(text) => text.clone(),
        Style::Group { head, rules } => {
            format!("{head} {{\n{}\n}}", rules.iter().map(whole).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// By its selector; the order of layers and what a page of paper is belong to it too.
fn speaks_of_sheets(rule: &str) -> bool {
    const OURS: [&str; 6] = [".sheet", ".tag", ".qr", ".role", ".boxes", ".how"];
    let selector = rule.split('{').next().unwrap_or_default();
    let is_bare = ["html", "body"].contains(&selector.trim());
    let is_statement = selector.starts_with("@layer") || selector.starts_with("@page");
    is_bare || is_statement || OURS.iter().any(|class| selector.contains(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Style {
        Style::Rule(text.to_owned())
    }

    #[test]
    fn only_what_a_sheet_uses_goes_into_its_file() {
        let group = |head: &str, rules| Style::Group { head: head.to_owned(), rules };
        let rules = [
            rule("@layer tokens, base;"),
            group("@layer tokens", vec![rule(":root { --s-1: 4px; }")]),
            group("@layer components", vec![rule(".btn { color: red; }"), rule(".sheet { color: black; }")]),
            group("@layer print", vec![group("@media print", vec![rule("@page a4 { size: A4; }"), rule(".side { }")])]),
            group("@layer layout", vec![rule(".side { }")]),
        ];
        assert_eq!(
            style(&rules),
            "@layer tokens, base;\n@layer tokens {\n:root { --s-1: 4px; }\n}\n\
             @layer components {\n.sheet { color: black; }\n}\n\
             @layer print {\n@media print {\n@page a4 { size: A4; }\n}\n}"
        );
    }

    #[test]
    fn a_name_in_the_title_stays_text() {
        let file = page("<article></article>", "", "</title><script>", "de");
        assert!(file.contains("<title>&lt;/title>&lt;script></title>") && file.contains("lang=\"de\""));
    }
}
