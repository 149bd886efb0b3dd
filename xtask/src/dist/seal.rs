//! Sealing: from what Trunk made to what may be hosted.
//!
//! Every file is named by its final bytes, so it may be cached for ever; the page holds the digest of script, wasm
//! and style sheet, so nothing else is run in their place; the policy in the page allows its own loader and no other
//! inline script. The loader is the same in every copy of the page, because all addresses follow `<base>`.

use std::collections::BTreeMap;

use super::csp::{self, Connect};
use super::{Files, css, digest, html, parts, routes};
use crate::{Failure, Result};

/// What Trunk calls the page, its script and its wasm.
const PAGE: &str = "index.html";
const SCRIPT: &str = "lanyard.js";
const WASM: &str = "lanyard_bg.wasm";
/// Has no need of a digest: nothing refers to it.
const NOTICES: &str = "THIRD-PARTY-NOTICES.txt";
const LOADER: &str = include_str!("loader.js");

/// Seals the files that Trunk made.
///
/// # Errors
/// If the page, its script or its wasm is missing, a style sheet names a file that is not there, or the page is not
/// made as sealing needs it.
pub fn seal(mut files: Files, routes: &[String], connect: &Connect) -> Result<Files> {
    let page = text(take(&mut files, PAGE)?, PAGE)?;
    let wasm = take(&mut files, WASM)?;
    let script = text(take(&mut files, SCRIPT)?, SCRIPT)?;
    let link = text(take(&mut files, parts::LINK)?, parts::LINK)?;
    let mut sealed = Files::new();
    if let Some(notices) = files.remove(NOTICES) {
        sealed.insert(NOTICES.to_owned(), notices);
    }

    let page = without_instructions(&html::without_comments(&page));
    let (sheets, assets): (Files, Files) = files.into_iter().partition(|(name, _)| name.ends_with(".css"));
    let mut names = BTreeMap::new();
    for (name, bytes) in &assets {
        let sealed_name = hashed(name, bytes);
        sealed.insert(sealed_name.clone(), bytes.clone());
        names.insert(name.clone(), sealed_name);
    }
    let mut sources = sheets;
    sources.extend(assets);
    for sheet in stylesheets(&page) {
        let css = css::bundle(&sheet, &sources, &|file| names.get(file).cloned())?.into_bytes();
        let sealed_name = hashed(sheet.rsplit('/').next().unwrap_or(&sheet), &css);
        sealed.insert(sealed_name.clone(), css);
        names.insert(sheet, sealed_name);
    }

    let script = parts::inline(&script, &link, &|part| names.get(part).cloned(), &sealed)?;
    let loader = Loader::new(&script, wasm, &names, &mut sealed);
    let page = with_addresses(&page, &names, &sealed);
    let page = with_loader(&page, &loader, &sealed)?;
    let page = with_policy(&page, connect)?;
    for folder in std::iter::once("").chain(routes.iter().map(String::as_str)) {
        let place = if folder.is_empty() { PAGE.to_owned() } else { format!("{folder}/{PAGE}") };
        sealed.insert(place, based(&page, &routes::base(folder))?.into_bytes());
    }
    sealed.keys().try_for_each(|name| routes::servable(name))?;
    Ok(sealed)
}

/// The module scripts of the page, and the inline script that starts them.
struct Loader {
    modules: Vec<String>,
    text: String,
}

impl Loader {
    /// Adds script and wasm to the sealed files. Scripts among the assets are the modules that wasm-bindgen cut out
    /// of crates: the main script imports them.
    fn new(script: &str, wasm: Vec<u8>, names: &BTreeMap<String, String>, sealed: &mut Files) -> Self {
        let wasm_name = hashed(WASM, &wasm);
        let mut script = script.replace(WASM, &wasm_name);
        let mut modules = Vec::new();
        for (name, sealed_name) in names.iter().filter(|(name, _)| name.ends_with(".js")) {
            if script.contains(name) {
                script = script.replace(name, sealed_name);
                modules.push(sealed_name.clone());
            }
        }
        let script_name = hashed(SCRIPT, script.as_bytes());
        let text = LOADER
            .replace("@WASM@", &wasm_name)
            .replace("@WASM_INTEGRITY@", &digest::integrity(&wasm))
            .replace("@SCRIPT@", &script_name);
        modules.push(script_name.clone());
        sealed.insert(wasm_name, wasm);
        sealed.insert(script_name, script.into_bytes());
        Self { modules, text }
    }
}

/// `style/index.css` → `style/index-0123456789ab.css`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("{stem}-{}.{ending}", digest::short(bytes))
}

fn take(files: &mut Files, name: &str) -> Result<Vec<u8>> {
    files.remove(name).ok_or_else(|| {
        Failure::new(format!(
            "Trunk made no {name}: does index.html have `<link data-trunk rel=\"rust\" data-bin=\"lanyard\">`?"
        ))
    })
}

fn text(bytes: Vec<u8>, name: &str) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| Failure::new(format!("{name} is not UTF-8")))
}

/// The page without what was meant for Trunk, which leaves one such tag where it puts in no loader.
fn without_instructions(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut at = 0;
    for tag in html::tags(page).iter().filter(|tag| tag.attribute("data-trunk").is_some()) {
        out.push_str(page[at..tag.range.start].trim_end());
        at = tag.range.end;
    }
    out.push_str(&page[at..]);
    out
}

fn stylesheets(page: &str) -> Vec<String> {
    html::tags(page)
        .iter()
        .filter(|tag| tag.name == "link" && tag.attribute("rel") == Some("stylesheet"))
        .filter_map(|tag| tag.attribute("href").map(|href| plain(href).to_owned()))
        .collect()
}

fn plain(address: &str) -> &str {
    address.strip_prefix("./").unwrap_or(address)
}

/// The page with the sealed names of all files that it refers to, and the digest beside those of style sheets
/// and modules.
fn with_addresses(page: &str, names: &BTreeMap<String, String>, sealed: &Files) -> String {
    let mut out = String::with_capacity(page.len());
    let mut at = 0;
    for mut tag in html::tags(page) {
        let mut integrity = None;
        let mut found = None;
        for (name, value) in tag.attributes.iter_mut().filter(|(name, _)| ["href", "src"].contains(name)) {
            let (file, fragment) = value.find('#').map_or((*value, ""), |hash| value.split_at(hash));
            if let Some(sealed_name) = names.get(plain(file)) {
                found = Some((*name, format!("{sealed_name}{fragment}")));
                integrity = sealed.get(sealed_name).map(|bytes| digest::integrity(bytes));
            }
        }
        let Some((attribute, address)) = found else { continue };
        // The browser checks a style sheet; the console, the module that it loads later.
        let is_checked =
            tag.attribute("rel") == Some("stylesheet") || tag.attribute("type") == Some("application/wasm");
        tag.attributes.retain(|(name, _)| !["integrity", "crossorigin"].contains(name) || !is_checked);
        for (name, value) in &mut tag.attributes {
            if *name == attribute {
                *value = &address;
            }
        }
        if let (true, Some(integrity)) = (is_checked, &integrity) {
            tag.attributes.push(("integrity", integrity));
        }
        out.push_str(&page[at..tag.range.start]);
        out.push_str(&tag.print());
        at = tag.range.end;
    }
    out.push_str(&page[at..]);
    out
}

/// The page with its scripts at the end of the head. The modules come as tags first: that is how they get a digest,
/// which the loader's `import` of the same address then shares.
fn with_loader(page: &str, loader: &Loader, sealed: &Files) -> Result<String> {
    let end = page.find("</head>").ok_or_else(|| Failure::new("index.html has no </head>"))?;
    let mut scripts = String::new();
    for module in &loader.modules {
        let integrity = digest::integrity(&sealed[module]);
        scripts.push_str(&format!("<script type=\"module\" src=\"{module}\" integrity=\"{integrity}\"></script>\n"));
    }
    Ok(format!("{}{scripts}<script>{}</script>\n{}", &page[..end], loader.text, &page[end..]))
}

/// The page with its policy right behind the charset: before anything that it governs.
fn with_policy(page: &str, connect: &Connect) -> Result<String> {
    let wrong = |what: &str| Failure::new(format!("index.html: {what}"));
    let tags = html::tags(page);
    if let Some(tag) = tags.iter().find(|tag| tag.name == "style" || tag.attribute("style").is_some()) {
        return Err(wrong(&format!("<{}> holds style, which the policy refuses: put it into style/", tag.name)));
    }
    if tags.iter().any(|tag| tag.name != "script" && tag.attributes.iter().any(|(name, _)| name.starts_with("on"))) {
        return Err(wrong("an on… attribute holds script, which the policy refuses"));
    }
    let charset = tags
        .iter()
        .find(|tag| tag.name == "meta" && tag.attribute("charset").is_some())
        .ok_or_else(|| wrong("<meta charset> is missing"))?;
    if tags.iter().any(|tag| tag.name != "html" && tag.name != "head" && tag.range.start < charset.range.start) {
        return Err(wrong("<meta charset> has to come first, for the policy stands behind it"));
    }
    let digests: Vec<_> = html::inline_scripts(page).into_iter().map(digest::source).collect();
    let policy = csp::policy(&digests, connect);
    let (before, after) = page.split_at(charset.range.end);
    Ok(format!("{before}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"))
}

/// The page as it stands in a folder from which `base` leads back to the root.
fn based(page: &str, base: &str) -> Result<String> {
    let tags = html::tags(page);
    let tag = tags.iter().find(|tag| tag.name == "base" && tag.attribute("href") == Some("./"));
    let tag = tag.ok_or_else(|| Failure::new("index.html has no <base href=\"./\">"))?;
    let early = |other: &html::Tag<'_>| other.range.start < tag.range.start && ["link", "script"].contains(&other.name);
    if tags.iter().any(early) {
        return Err(Failure::new(
            "index.html: <base> has to come before every link and script, for it tells where they are",
        ));
    }
    Ok(format!("{}<base href=\"{base}\">{}", &page[..tag.range.start], &page[tag.range.end..]))
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
