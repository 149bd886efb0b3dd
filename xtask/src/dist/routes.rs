//! The folders that the page is copied to: one for every route of the console.
//!
//! The list is the console's own (`src/routes.txt`), so that neither side can forget a route.

use std::path::Path;

use crate::{Explain, Failure, Result};

/// Beginnings of path parts that Matomo's stock nginx rules answer with 403.
const REFUSED: [&str; 8] = [".", "config", "tmp", "core", "lang", "libs", "vendor", "plugins"];

/// Reads the console's list: one folder a line, `#` begins a comment.
///
/// # Errors
/// If the file cannot be read or a line is no folder that any server would serve.
pub fn read(file: &Path) -> Result<Vec<String>> {
    parse(&std::fs::read_to_string(file).explain(format!("read {}", file.display()))?)
}

/// How to get from the folder back to the console's root, for `<base href>`.
pub fn base(folder: &str) -> String {
    if folder.is_empty() { "./".to_owned() } else { "../".repeat(folder.split('/').count()) }
}

/// Refuses a path that Matomo's stock nginx rules would not serve beside Matomo.
///
/// # Errors
/// If a part of the path begins with one of the names they refuse.
pub fn servable(path: &str) -> Result<()> {
    let refused = path.split('/').find(|part| REFUSED.iter().any(|start| part.starts_with(start)));
    match refused {
        Some(part) => Err(Failure::new(format!(
            "rename `{path}`: Matomo's stock nginx rules answer 403 where a part of a path begins as `{part}` does"
        ))),
        None => Ok(()),
    }
}

fn parse(text: &str) -> Result<Vec<String>> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let routes: Vec<_> = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    for route in &routes {
        let plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !route.split('/').all(plain) {
            return Err(Failure::new(format!(
                "src/routes.txt: `{route}` is no folder; write small letters, digits and `-`, with `/` only between parts"
            )));
        }
        servable(route)?;
        if routes.iter().filter(|other| *other == route).count() > 1 {
            return Err(Failure::new(format!("src/routes.txt names `{route}` twice")));
        }
    }
    Ok(routes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_passed_over() {
        let text = "# the console's folders\npeople\n\nonboard/access # step 3\n";
        assert_eq!(parse(text).unwrap(), ["people", "onboard/access"]);
    }

    #[test]
    fn what_is_no_folder_is_refused() {
        for line in ["/people", "people/", "a//b", "People", "a b", "people?x=1", "../up"] {
            assert!(parse(line).is_err(), "{line}");
        }
        assert!(parse("people\npeople").is_err());
    }

    #[test]
    fn what_matomos_nginx_refuses_is_refused() {
        for path in ["configuration", "people/language", "core", "templates/tmp-1", ".hidden/x", "vendors"] {
            assert!(servable(path).is_err(), "{path}");
        }
        for path in ["people/person", "reconfigure", "onboard/engagement", "score"] {
            assert!(servable(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn the_base_leads_back_to_the_root() {
        assert_eq!(base(""), "./");
        assert_eq!(base("people"), "../");
        assert_eq!(base("onboard/access"), "../../");
    }
}
