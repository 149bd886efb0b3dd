//! Line symbols. Their shapes are in the page itself (`index.html`), once.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident = $id:literal),* $(,)?) => {
        /// A symbol of the page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Icon { $($name),* }

        impl Icon {
            #[cfg(test)]
            const ALL: &[Icon] = &[$(Icon::$name),*];

            pub(crate) fn href(self) -> &'static str {
                match self { $(Icon::$name => concat!("#i-", $id)),* }
            }
        }
    };
}

icons! {
    People = "people", Person = "person", PersonAdd = "person-add", Globe = "globe", Key = "key",
    Rotate = "rotate", Shield = "shield", Search = "search", Check = "check", X = "x",
    ChevronRight = "chevron-right", ChevronDown = "chevron-down", ArrowRight = "arrow-right",
    ArrowLeft = "arrow-left", Warning = "warning", Info = "info", Error = "error", Ok = "ok", Wait = "wait",
    Clock = "clock", Mail = "mail", Link = "link", External = "external", Copy = "copy", Print = "print",
    Lock = "lock", Eye = "eye", EyeOff = "eye-off", Trash = "trash",
    Download = "download", Menu = "menu", Service = "service", Sheet = "sheet",
    Offline = "offline", Sun = "sun", Moon = "moon",
    Screen = "screen", Door = "door", Matrix = "matrix", Filter = "filter", Settings = "settings", Undo = "undo", Redo = "redo", Ledger = "ledger", Pencil = "pencil",
    Logo = "logo",
}

/// The symbol at the size of text beside it.
pub fn icon(icon: Icon) -> AnyView {
    drawn_icon(icon, "icon")
}

/// The symbol a little smaller.
pub fn small_icon(icon: Icon) -> AnyView {
    drawn_icon(icon, "icon icon--s")
}

/// The symbol as a picture.
pub fn large_icon(icon: Icon) -> AnyView {
    drawn_icon(icon, "icon icon--l")
}

/// The symbol with a class of its own.
pub fn drawn_icon(icon: Icon, class: &'static str) -> AnyView {
    view! {
        <svg class=class aria-hidden="true">
            <use href=icon.href()></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_holds_each_symbol_and_no_other() {
        let page = include_str!("../../index.html");
        for icon in Icon::ALL {
            let id = icon.href().trim_start_matches('#');
            assert!(page.contains(&format!("<symbol id=\"{id}\" ")), "{id} is not in index.html");
        }
        assert_eq!(page.matches("<symbol ").count(), Icon::ALL.len(), "a symbol that nothing names");
    }
}
