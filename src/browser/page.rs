//! The page itself: where it is, its title, focus, printing, and whether somebody uses it.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, HtmlElement};

/// The folder that the console lies in, without a slash at the end: `""`, `/console`.
/// `<base>` leads there from every copy of the page.
pub fn base_path() -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let path = web_sys::Url::new(&base).map(|url| url.pathname()).unwrap_or_default();
    path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default()
}

/// Scheme, host and port of the page, as Matomo's `cors_domains[]` wants it.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Whether the browser trusts the way that the page came: https, or this machine itself. Without
/// it there is no clipboard and no `crypto.subtle`.
pub fn is_secure() -> bool {
    window().is_secure_context()
}

/// Whether the page sits in another page.
pub fn is_framed() -> bool {
    // Of another origin only the identity of the top window may be asked.
    window().top().ok().flatten().is_none_or(|top| !top.loose_eq(window().as_ref()))
}

/// Sets the title of tab and window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the focus to the first element that fits a selector, and makes it able to take it.
pub fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        if !element.has_attribute("tabindex") && element.tab_index() < 0 {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let _ = element.focus();
    }
}

/// Whether the element that fits a selector lies over the middle of another one, or would.
pub fn lies_over(selector: &str, other: &Element) -> bool {
    let Some(over) = document().query_selector(selector).ok().flatten() else { return false };
    let (over, under) = (over.get_bounding_client_rect(), other.get_bounding_client_rect());
    let (x, y) = (under.left() + under.width() / 2.0, under.top() + under.height() / 2.0);
    (over.left()..over.right()).contains(&x) && (over.top()..over.bottom()).contains(&y)
}

/// Gives the place where the person is another address, without going anywhere: *Back* and a reload lead there.
pub fn rename(href: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&history.state().unwrap_or(JsValue::NULL), "", Some(href));
    }
}

/// Takes the focus from whatever has it. A browser that loses the focused element with its screen lays the old and
/// the new screen out together first.
pub fn leave_focus() {
    if let Some(focused) = document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.blur();
    }
}

/// To be called before a part of the screen is drawn anew: afterwards the focus goes back to the
/// control of the same id or name, else to the heading.
pub fn keep_focus() {
    let Some(focused) = document().active_element().filter(|e| e.closest("#main").is_ok_and(|main| main.is_some()))
    else {
        return;
    };
    let (id, name) = (focused.id(), focused.get_attribute("aria-label"));
    leptos::prelude::request_animation_frame(move || {
        let body = document().body().map(Element::from);
        if document().active_element() != body {
            return;
        }
        let same = |e: &Element| if id.is_empty() { e.get_attribute("aria-label") == name } else { e.id() == id };
        let all = document().query_selector_all("#main [id], #main [aria-label]").ok();
        let elements = all.iter().flat_map(|all| (0..all.length()).filter_map(|at| all.get(at)));
        let mut controls = elements.filter_map(|node| node.dyn_into::<Element>().ok());
        let found = (name.is_some() || !id.is_empty()).then(|| controls.find(same)).flatten();
        match found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            Some(control) => _ = control.focus(),
            None => focus("h1"),
        }
    });
}

/// The language and place that the browser is set to, `en-US`.
pub fn locale() -> String {
    window().navigator().language().unwrap_or_default()
}

/// Opens the print dialog.
pub fn print() {
    let _ = window().print();
}

/// The scheme that was chosen, on the root element; `None` follows the system.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Closes the navigation that lies over the page on narrow screens.
pub fn close_popover(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    // Throws where it is not open.
    if let Ok(hide) = js_sys::Reflect::get(&element, &JsValue::from_str("hidePopover"))
        && let Some(hide) = hide.dyn_ref::<js_sys::Function>()
    {
        let _ = hide.call0(&element);
    }
}

/// Calls `used` whenever the person touches the page, for as long as the page lives.
pub fn on_use(used: impl Fn() + Clone + 'static) {
    for event in ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] {
        listen(window().as_ref(), event, used.clone());
    }
}

/// Calls `shown` whenever the page comes back into view, for as long as it lives.
pub fn on_shown(shown: impl Fn() + 'static) {
    listen(document().as_ref(), "visibilitychange", move || {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            shown();
        }
    });
}

fn listen(target: &web_sys::EventTarget, event: &str, call: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(call);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Covers the page with the notice that stands ready in it. Called from the panic hook, so it
/// leans on nothing that may be broken by then.
pub fn show_stopped(why: &str) {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    let by_id = |id: &str| document.get_element_by_id(id);
    if let Some(app) = by_id("app") {
        app.remove();
    }
    let Some(notice) = by_id("stopped") else { return };
    let part = |selector: &str| notice.query_selector(selector).ok().flatten();
    if let Some(details) = part("pre") {
        details.set_text_content(Some(why));
    }
    if let Some(link) = part("a").and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&document.url().unwrap_or_default());
    }
    let _ = Element::remove_attribute(&notice, "hidden");
}
