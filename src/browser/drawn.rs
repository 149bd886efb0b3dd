//! What is drawn, to be kept as a file: its markup, and the style that it has.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

/// A rule of the page's style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// One rule, or a statement, as the browser writes it.
    Rule(String),
    /// Rules in a layer, or under a condition.
    Group {
        /// What stands before the brace: `@layer print`, `@media print`.
        head: String,
        /// What stands inside.
        rules: Vec<Style>,
    },
}

/// The first element that fits, as HTML. The browser escapes what is text.
pub fn markup(selector: &str) -> Option<String> {
    Some(document().query_selector(selector).ok()??.outer_html())
}

/// The text of the first element that fits.
pub fn text(selector: &str) -> Option<String> {
    document().query_selector(selector).ok()??.text_content()
}

/// Every rule of the page's own style sheets.
pub fn style() -> Vec<Style> {
    let sheets = get(document().as_ref(), "styleSheets");
    items(&sheets).iter().flat_map(|sheet| items(&get(sheet, "cssRules"))).map(|rule| read(&rule)).collect()
}

fn read(rule: &JsValue) -> Style {
    let text = get(rule, "cssText").as_string().unwrap_or_default();
    let head = text.split('{').next().unwrap_or_default().trim();
    // A rule with rules inside that is none of CSS nesting; a page of paper has its margins inside.
    let imported = get(&get(rule, "styleSheet"), "cssRules");
    match get(rule, "cssRules") {
        rules if head.starts_with("@layer") || head.starts_with("@media") || head.starts_with("@supports") => {
            match items(&rules) {
                rules if rules.is_empty() => Style::Rule(text),
                rules => Style::Group { head: head.to_owned(), rules: rules.iter().map(read).collect() },
            }
        }
        _ if imported.is_object() => {
            Style::Group { head: "@media all".to_owned(), rules: items(&imported).iter().map(read).collect() }
        }
        _ => Style::Rule(text),
    }
}

fn items(list: &JsValue) -> Vec<JsValue> {
    list.dyn_ref::<js_sys::Object>().map(|list| js_sys::Array::from(list).to_vec()).unwrap_or_default()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    // Of something that is no object there is nothing to get.
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
