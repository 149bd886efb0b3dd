//! All that can be done with the selection, by name; and the list of keys.

use super::super::{
    desk::{Desk, Sheet, cells},
    keys::Command,
};
use crate::components::{self as ui, Button, ButtonKind, Icon, Mark};
use access::matrix::To;
use leptos::prelude::*;
use matomo_api::Role;

pub(super) fn menu(desk: Desk) -> AnyView {
    let target = desk.target();
    let (people, sites) = (target.people.len(), target.sites.len());
    let whose = match target.people.as_slice() {
        [one] => one.to_string(),
        all => format!("{} people", all.len()),
    };
    let on = if sites == 1 { "1 site".to_owned() } else { format!("{sites} sites") };
    let act = move |command: Command| {
        Callback::new(move |()| {
            desk.close();
            desk.run(command.clone());
        })
    };
    let role = |mark: Mark, to: To| {
        let press = act(Command::Set(to));
        view! { <Button on_press=press>{ui::role_glyph(mark)}{mark.words()}</Button> }
    };
    let open = move |sheet: Sheet| Callback::new(move |()| desk.sheet.set(Some(sheet)));
    view! {
        <div class="stack stack-4">
            <p class="soft">{format!("{whose}, {on}: {}.", cells(people * sites))}</p>
            <div class="stack stack-2">
                <h3>"Role"</h3>
                <div class="btn-row">
                    {role(Mark::None, To::Nothing)}
                    {role(Mark::View, To::Role(Role::View))}
                    {role(Mark::Write, To::Role(Role::Write))}
                    {role(Mark::Admin, To::Role(Role::Admin))}
                </div>
                <div class="btn-row">
                    <Button on_press=act(Command::Set(To::Up))>"One role up"</Button>
                    <Button on_press=act(Command::Set(To::Down))>"One role down"</Button>
                    <Button on_press=open(Sheet::Capabilities)>"Capabilities…"</Button>
                </div>
            </div>
            <div class="stack stack-2">
                <h3>"Take over"</h3>
                <div class="btn-row">
                    <Button icon=Icon::Person on_press=open(Sheet::SameAs)>"Same as another person…"</Button>
                    <Button icon=Icon::Globe on_press=open(Sheet::FromSite)>"Same as on another site…"</Button>
                    <Button icon=Icon::Copy on_press=open(Sheet::Template)>"A template…"</Button>
                </div>
            </div>
            {super_user(desk)}
            <div class="btn-row">
                <Button kind=ButtonKind::Quiet icon=Icon::Undo on_press=act(Command::Drop)>"Drop what is staged here"</Button>
            </div>
        </div>
    }
    .into_any()
}

fn super_user(desk: Desk) -> AnyView {
    let act = move |on: bool| {
        Callback::new(move |()| {
            desk.close();
            desk.super_users(on);
        })
    };
    view! {
        <div class="stack stack-2">
            <h3>"Super user"</h3>
            <p class="soft small">
                "A super user may do everything on every site, also on later ones. Matomo deletes all roles of somebody who becomes one. Lanyard keeps them in this browser and gives them back when it is taken away."
            </p>
            <div class="btn-row">
                <Button kind=ButtonKind::Danger on_press=act(true)>"Make super user"</Button>
                <Button on_press=act(false)>"No longer super user"</Button>
            </div>
        </div>
    }
    .into_any()
}

pub(super) fn keys() -> AnyView {
    let all = [
        ("Arrows", "Move; with Ctrl to the end"),
        ("Home, End", "First, last column; with Ctrl first, last cell"),
        ("Page up, Page down", "A window up, down; with Ctrl left, right"),
        ("Shift with any of these", "Extends the selection"),
        ("Shift+Space, Ctrl+Space, Ctrl+A", "Whole rows, whole columns, all shown"),
        ("N, V, W, A", "No access, view, write, admin"),
        ("Delete, 0", "No access"),
        ("+, −", "One role up, down"),
        ("C", "Capabilities"),
        ("Enter, F2", "Everything that can be done"),
        ("Backspace", "Drops what is staged"),
        ("Ctrl+C, Ctrl+V", "Copy, paste, also from and to a spreadsheet"),
        ("Ctrl+Z, Ctrl+Y", "Undo, redo"),
        ("/", "Goes to a person or a site"),
        ("F", "Folds the group of the active column, or opens it"),
    ];
    let row = |(keys, words): (&'static str, &'static str)| {
        let keys = keys.split(", ").map(|key| view! { <kbd>{key}</kbd>" " }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{words}</dd></div> }
    };
    view! { <dl class="dl">{all.map(row).into_iter().collect_view()}</dl> }.into_any()
}
