//! How old tokens may get: said in a sentence, changed in a dialog.

use crate::{
    browser::page,
    components::{Button, ButtonKind, ButtonSize, Dialog, Note, TextField, Toasts, live},
    register::Register,
};
use leptos::prelude::*;
use std::ops::RangeInclusive;
use tokens::{Policy, words};

/// The most days of warning.
const SOON: RangeInclusive<u16> = 0..=365;

pub fn draw(register: Register) -> AnyView {
    let fields = Fields::new(register);
    let change = Callback::new(move |()| {
        fields.set(untrack(|| register.policy()));
        fields.open.set(true);
    });
    view! {
        <p class="row">
            <span class="soft">"How old tokens may get: "{live(move || words::policy(register.policy()))}</span>
            <Button size=ButtonSize::Small on_press=change>"Change policy"</Button>
        </p>
        {fields.dialog()}
    }
    .into_any()
}

/// A number that is typed, and what it may be.
#[derive(Clone, Copy)]
struct Number {
    typed: RwSignal<String>,
    least: u16,
    most: u16,
}

impl Number {
    fn new(now: u16, range: &RangeInclusive<u16>) -> Self {
        Self { typed: RwSignal::new(now.to_string()), least: *range.start(), most: *range.end() }
    }

    /// The number, if it may be. Reactive.
    fn read(self) -> Option<u16> {
        let number = self.typed.with(|typed| typed.trim().parse().ok())?;
        (self.least..=self.most).contains(&number).then_some(number)
    }

    fn field(self, label: &'static str) -> AnyView {
        let notes = Signal::derive(move || match self.read() {
            Some(_) => Vec::new(),
            None => vec![Note::error(format!("A whole number from {} to {}.", self.least, self.most))],
        });
        view! { <TextField label=label kind="number" value=self.typed notes=notes/> }.into_any()
    }
}

#[derive(Clone, Copy)]
struct Fields {
    super_user: Number,
    admin: Number,
    write: Number,
    view: Number,
    soon: Number,
    register: Register,
    open: RwSignal<bool>,
}

impl Fields {
    fn new(register: Register) -> Self {
        let now = untrack(|| register.policy());
        let days = |days| Number::new(days, &Policy::DAYS);
        Self {
            super_user: days(now.super_user),
            admin: days(now.admin),
            write: days(now.write),
            view: days(now.view),
            soon: Number::new(now.soon, &SOON),
            register,
            open: RwSignal::new(false),
        }
    }

    fn dialog(self) -> AnyView {
        let foot = move || {
            view! {
                <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| self.save())>"Save policy"</Button>
                <Button on_press=Callback::new(move |()| self.open.set(false))>"Cancel"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| self.set(Policy::default()))>"As Lanyard comes"</Button>
            }
            .into_any()
        };
        view! {
            <Dialog open=self.open title="How old tokens may get" foot=foot>
                <p class="soft">"In days, by the most that a token’s owner may do anywhere. Whoever rises has to replace their token earlier. It is part of the settings and goes along when they are exported."</p>
                <div class="fields">
                    {self.super_user.field("Super user, days")}
                    {self.admin.field("Admin, days")}
                    {self.write.field("Write, days")}
                    {self.view.field("View, days")}
                    {self.soon.field("Due soon, days before")}
                </div>
                <p class="soft small">"Due soon is at most the last quarter of a token’s life."</p>
            </Dialog>
        }
        .into_any()
    }

    /// Writes a policy into the fields.
    fn set(self, policy: Policy) {
        let Policy { super_user, admin, write, view, soon } = policy;
        let all = [
            (self.super_user, super_user),
            (self.admin, admin),
            (self.write, write),
            (self.view, view),
            (self.soon, soon),
        ];
        for (number, days) in all {
            number.typed.set(days.to_string());
        }
    }

    fn read(self) -> Option<Policy> {
        Some(Policy {
            super_user: self.super_user.read()?,
            admin: self.admin.read()?,
            write: self.write.read()?,
            view: self.view.read()?,
            soon: self.soon.read()?,
        })
    }

    fn save(self) {
        let Some(policy) = untrack(|| self.read()) else {
            page::focus("dialog [aria-invalid=true]");
            return;
        };
        let kept = self.register.set_policy(policy);
        self.open.set(false);
        Toasts::here().say(if kept {
            "Policy saved"
        } else {
            "This browser does not keep it: it lasts as long as this page"
        });
    }
}
