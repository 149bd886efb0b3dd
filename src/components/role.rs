//! Roles as a letter in a shape that gains ink with the right.

use leptos::prelude::*;

/// The mark of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Mark {
    None,
    View,
    Write,
    Admin,
    SuperUser,
}

impl Mark {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Mark::None => "No access",
            Mark::View => "View",
            Mark::Write => "Write",
            Mark::Admin => "Admin",
            Mark::SuperUser => "Super user",
        }
    }
}

/// The letter in its shape; not read out.
pub fn role_glyph(mark: Mark) -> AnyView {
    let (class, letter) = match mark {
        Mark::None => ("role role--none", "–"),
        Mark::View => ("role role--view", "V"),
        Mark::Write => ("role role--write", "W"),
        Mark::Admin => ("role role--admin", "A"),
        Mark::SuperUser => ("role role--super", "S"),
    };
    view! { <span class=class aria-hidden="true">{letter}</span> }.into_any()
}

/// Glyph and word.
pub fn role_chip(mark: Mark) -> AnyView {
    if mark == Mark::None {
        return view! { <span class="role-chip muted">{mark.words()}</span> }.into_any();
    }
    view! { <span class="role-chip">{role_glyph(mark)}{mark.words()}</span> }.into_any()
}

/// On how many sites which role, strongest first; roles without a site are left out.
pub fn tally(admin: usize, write: usize, view: usize) -> AnyView {
    let item = |(mark, count): (Mark, usize)| {
        view! {
            <span class="tally__item">
                {role_glyph(mark)}
                <span class="vh">{format!("{} on ", mark.words())}</span>
                {count}
                <span class="vh">{if count == 1 { " site" } else { " sites" }}</span>
            </span>
        }
    };
    let counts = [(Mark::Admin, admin), (Mark::Write, write), (Mark::View, view)];
    if counts.iter().all(|(_, count)| *count == 0) {
        return view! { <span class="muted">"No access"</span> }.into_any();
    }
    let items = counts.into_iter().filter(|(_, count)| *count > 0).map(item).collect_view();
    view! { <span class="tally">{items}</span> }.into_any()
}
