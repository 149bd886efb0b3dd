//! Lanyard's console: a page that runs wholly in the browser and speaks to one Matomo.

mod app;
mod applying;
mod books;
mod browser;
mod cases;
mod components;
mod demo;
mod later;
mod navigation;
mod parts;
mod register;
mod route;
mod screens;
mod session;
mod settings;
mod staging;
mod theme;

use browser::page;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        page::show_stopped(&panic.to_string());
    }));
    // A page around this one could lay its own buttons over it. The loader refuses too, and the
    // header that forbids it is in the ready configurations.
    if page::is_framed() {
        return;
    }
    theme::Theme::chosen().apply();
    let place = document().get_element_by_id("app").expect("the page has a place for the console");
    leptos::mount::mount_to(place.unchecked_into(), app::App).forget();
}
