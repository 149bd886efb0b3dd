#![allow(clippy::unwrap_used)]
use super::*;

const INDEX: &str = r#"<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <base href="./">
  <!-- comment -->
  <title>Lanyard</title>
  <link rel="icon" href="./assets/logo.svg">
  <link rel="stylesheet" href="style/index.css">
  <link data-trunk rel="rust" data-bin="lanyard">
  <link id="demo" rel="demo" type="application/wasm" href="demo.wasm">
  <script>document.documentElement.dataset.theme = "dark";</script>
</head>
<body><p id="boot">Loading</p></body>
</html>
"#;

fn staged(index: &str) -> Files {
    [
        (PAGE, index),
        (SCRIPT, "import * as parts from './__wasm_split.js'\nimport './snippets/a/inline0.js'; new URL('lanyard_bg.wasm', import.meta.url)"),
        (WASM, "\0asm"),
        ("demo.wasm", "\0asm demo"),
        ("split_a.wasm", "\0asm a"),
        (parts::LINK, "import { initSync } from \"./lanyard.js\";\nfetch(new URL(\"./split_a.wasm\", import.meta.url))"),
        ("assets/logo.svg", "<svg/>"),
        ("snippets/a/inline0.js", "export const a = 1;"),
        ("style/index.css", "@import url(\"base.css\");\np { background: url(../assets/logo.svg) }"),
        ("style/base.css", "body { margin: 0 }"),
        (NOTICES, "licences"),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .collect()
}

fn sealed() -> Files {
    seal(staged(INDEX), &["people".to_owned(), "onboard/access".to_owned()], &Connect::Any).unwrap()
}

fn page(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

#[test]
fn every_file_but_pages_and_notices_is_named_by_its_final_bytes() {
    for (name, bytes) in sealed() {
        if !name.ends_with(PAGE) && name != NOTICES {
            assert!(name.contains(&digest::short(&bytes)), "{name}");
        }
    }
}

#[test]
fn the_page_refers_to_nothing_that_is_not_there() {
    let files = sealed();
    let page = page(&files, PAGE);
    let tags = html::tags(&page);
    let addresses: Vec<_> = tags
        .iter()
        .filter(|tag| tag.name != "base")
        .filter_map(|tag| tag.attribute("href").or(tag.attribute("src")))
        .collect();
    assert_eq!(addresses.len(), 5, "icon, style sheet, demo, two modules: {addresses:?}");
    assert!(!page.contains("data-trunk"));
    assert!(addresses.iter().all(|address| files.contains_key(*address)), "{addresses:?}");
}

#[test]
fn digests_in_the_page_are_those_of_the_files() {
    let files = sealed();
    let page = page(&files, PAGE);
    let mut checked = 0;
    for tag in html::tags(&page) {
        if let Some(integrity) = tag.attribute("integrity") {
            let file = tag.attribute("href").or(tag.attribute("src")).unwrap();
            assert_eq!(integrity, digest::integrity(&files[file]), "{file}");
            checked += 1;
        }
    }
    assert_eq!(checked, 4, "style sheet, demo and two modules");
    let (_, wasm) = files.iter().find(|(name, _)| name.starts_with("lanyard_bg-")).unwrap();
    assert!(page.contains(&format!("integrity: \"{}\"", digest::integrity(wasm))));
}

#[test]
fn the_policy_names_every_inline_script_and_stands_before_all_it_governs() {
    let files = sealed();
    let page = page(&files, PAGE);
    let scripts = html::inline_scripts(&page);
    assert_eq!(scripts.len(), 2, "the page's own and the loader");
    let tags = html::tags(&page);
    let policy = tags.iter().position(|tag| tag.attribute("http-equiv") == Some("Content-Security-Policy")).unwrap();
    for script in scripts {
        assert!(tags[policy].attribute("content").unwrap().contains(&digest::source(script)));
    }
    assert_eq!(tags[policy - 1].attribute("charset"), Some("utf-8"));
    assert!(tags[..policy].iter().all(|tag| !["link", "script", "base"].contains(&tag.name)));
}

#[test]
fn every_route_has_a_copy_that_differs_in_its_base_only() {
    let files = sealed();
    let root = page(&files, PAGE);
    for (name, base) in [("people/index.html", "../"), ("onboard/access/index.html", "../../")] {
        assert_eq!(page(&files, name), root.replace("<base href=\"./\">", &format!("<base href=\"{base}\">")));
    }
}

#[test]
fn script_and_modules_find_each_other_under_their_new_names() {
    let files = sealed();
    let name = files.keys().find(|name| name.starts_with("lanyard-") && name.ends_with(".js")).unwrap();
    let script = page(&files, name);
    let wasm = files.keys().find(|name| name.starts_with("lanyard_bg-")).unwrap();
    let module = files.keys().find(|name| name.starts_with("snippets/")).unwrap();
    assert!(script.contains(wasm) && script.contains(module), "{script}");
    assert!(page(&files, PAGE).contains(&format!("import(\"./{name}\")")));
}

#[test]
fn style_is_one_sheet_with_addresses_that_hold_in_the_root() {
    let files = sealed();
    let sheets: Vec<_> = files.keys().filter(|name| name.ends_with(".css")).collect();
    assert_eq!(sheets.len(), 1);
    let logo = files.keys().find(|name| name.ends_with(".svg")).unwrap();
    assert_eq!(page(&files, sheets[0]), format!("body{{margin:0}}p{{background:url({logo})}}"));
}

#[test]
fn one_changed_byte_of_wasm_changes_names_and_policy() {
    let mut other = staged(INDEX);
    other.get_mut(WASM).unwrap().push(b'!');
    let other = seal(other, &[], &Connect::Any).unwrap();
    let first = seal(staged(INDEX), &[], &Connect::Any).unwrap();
    let changed = |ending: &str| {
        let names = |files: &Files| files.keys().filter(|name| name.ends_with(ending)).cloned().collect::<Vec<_>>();
        names(&first) != names(&other)
    };
    assert!(changed(".wasm") && changed(".js") && !changed(".css"));
    assert_ne!(page(&first, PAGE), page(&other, PAGE));
}

#[test]
fn a_page_that_the_policy_would_break_is_refused() {
    for (from, to) in [
        ("<p id=\"boot\">", "<p id=\"boot\" style=\"color:red\">"),
        ("<p id=\"boot\">", "<p id=\"boot\" onclick=\"x()\">"),
        ("<title>", "<style>p{}</style><title>"),
        ("<meta charset=\"utf-8\">", ""),
        ("<meta charset=\"utf-8\">", "<link rel=\"icon\" href=\"x\"><meta charset=\"utf-8\">"),
        ("<base href=\"./\">", ""),
        ("</head>", ""),
    ] {
        assert!(seal(staged(&INDEX.replace(from, to)), &[], &Connect::Any).is_err(), "{from} → {to}");
    }
}

#[test]
fn what_is_missing_is_named() {
    for name in [PAGE, SCRIPT, WASM] {
        let mut files = staged(INDEX);
        files.remove(name);
        assert!(seal(files, &[], &Connect::Any).unwrap_err().to_string().contains(name));
    }
}

#[test]
fn a_file_that_matomos_nginx_would_refuse_is_refused() {
    let mut files = staged(INDEX);
    files.insert("config.json".to_owned(), b"{}".to_vec());
    assert!(seal(files, &[], &Connect::Any).is_err());
}
