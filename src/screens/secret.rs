//! A secret that exists once, where it was made: masked until it is wanted, copied, or put on a slip of paper.

use crate::{
    browser::page,
    components::{Button, ButtonKind, ButtonSize, CopyButton, Dialog, Icon, live},
};
use leptos::prelude::*;
use matomo_api::Password;
use onboarding::papers::Slip;

/// A secret that can be looked at and copied.
pub fn secret(name: &'static str, short: &'static str, whose: &str, value: Password) -> AnyView {
    let (name, copy, whose) = (format!("{name}{whose}"), format!("Copy {short}{whose}"), whose.to_owned());
    let shown = RwSignal::new(false);
    let value = StoredValue::new(value.expose().to_owned());
    let text = move || {
        if shown.get() { value.get_value() } else { "••••••••••••••••".to_owned() }
    };
    let words = move || if shown.get() { format!("Hide {short}") } else { format!("Show {short}") };
    view! {
        <div class="secret">
            <output aria-label=name>{live(text)}</output>
            {live(move || view! {
                <Button size=ButtonSize::Small icon=if shown.get() { Icon::EyeOff } else { Icon::Eye }
                    label=format!("{}{whose}", words()) on_press=Callback::new(move |()| shown.update(|s| *s = !*s))>{words()}</Button>
            })}
            <CopyButton label=copy done="Copied. Clear the clipboard when you have pasted it" text=Signal::derive(move || value.get_value())/>
        </div>
    }
    .into_any()
}

/// A slip of paper with the secret: shown once, after a warning, and printed alone.
pub fn slip(
    short: &'static str,
    whose: &str,
    secret: Password,
    make: impl Fn(Password) -> Slip + Send + Sync + 'static,
) -> AnyView {
    let name = format!("Slip with the {short}{whose}");
    let title = name.clone();
    let (asked, agreed, shown) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let secret = StoredValue::new(secret.expose().to_owned());
    let make = StoredValue::new(make);
    // Closed after it was shown, it does not come back.
    let used = Memo::new(move |_| shown.get() && !asked.get());
    let body = move || {
        if !agreed.get() {
            return view! {
                <p>{format!("The slip shows the {short} in full. Whoever reads it over your shoulder, in the printer or on a shared screen has it too.")}</p>
                <p>"It can be printed once: when you close it, it does not come back. Keep no copy, and hand it over apart from the sheet."</p>
            }
            .into_any();
        }
        let slip = make.with_value(|make| make(Password::new(secret.get_value())));
        let notes = slip.notes.iter().map(|note| view! { <li><span>{note.clone()}</span></li> }).collect_view();
        view! {
            <article class="sheet slip" lang=slip.language.tag()>
                <h3>{slip.title.clone()}</h3>
                <p class="wrap-any">{slip.person.clone()}</p>
                <p class="slip__secret">{slip.expose().to_owned()}</p>
                <ul>{notes}</ul>
            </article>
        }
        .into_any()
    };
    let show = Callback::new(move |()| {
        agreed.set(true);
        shown.set(true);
    });
    let close = Callback::new(move |()| asked.set(false));
    let foot = move || {
        if agreed.get() {
            view! {
                <Button kind=ButtonKind::Primary icon=Icon::Print on_press=Callback::new(|()| page::print())>"Print slip"</Button>
                <Button on_press=close>"Done, close it"</Button>
            }
            .into_any()
        } else {
            view! {
                <Button kind=ButtonKind::Primary icon=Icon::Eye on_press=show>"Show slip"</Button>
                <Button on_press=close>"Not now"</Button>
            }
            .into_any()
        }
    };
    let open = Callback::new(move |()| asked.set(true));
    let opener = move || {
        if used.get() {
            view! { <p class="soft small">"The slip was shown, and is gone."</p> }.into_any()
        } else {
            let label = name.clone();
            view! { <div><Button size=ButtonSize::Small icon=Icon::Print label=label on_press=open>{format!("Slip with the {short}")}</Button></div> }
                .into_any()
        }
    };
    view! {
        {live(opener)}
        <Dialog open=asked title=title small=true foot=move || live(foot)>{live(body)}</Dialog>
    }
    .into_any()
}
