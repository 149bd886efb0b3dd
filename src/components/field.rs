//! Fields: label above, help below, notes last, all linked to the control.

use super::live::live;
use super::{
    Tone,
    button::{ButtonKind, IconButton},
    icon::{Icon, icon},
};
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// An id that no other element has, beginning with `stem`.
pub fn fresh_id(stem: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{stem}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Something to say about what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// [`Tone::Danger`] makes the field invalid.
    pub tone: Tone,
    /// In a sentence.
    pub text: String,
}

impl Note {
    /// What is wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { tone: Tone::Danger, text: text.into() }
    }

    /// What needs care.
    pub fn warn(text: impl Into<String>) -> Self {
        Self { tone: Tone::Warn, text: text.into() }
    }

    /// What is good to know.
    pub fn ok(text: impl Into<String>) -> Self {
        Self { tone: Tone::Ok, text: text.into() }
    }
}

/// Label, help and notes around a control, which gets its id, the ids that describe it, and
/// whether it is invalid.
struct Frame {
    id: String,
    described_by: String,
    label: String,
    optional: bool,
    help: Option<String>,
    notes: Signal<Vec<Note>>,
}

impl Frame {
    fn new(id: Option<String>, label: String, optional: bool, help: Option<String>, notes: Signal<Vec<Note>>) -> Self {
        let id = id.unwrap_or_else(|| fresh_id("field"));
        let described_by = format!("{id}-help {id}-notes");
        Self { id, described_by, label, optional, help, notes }
    }

    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + Clone + 'static {
        let notes = self.notes;
        move || notes.with(|n| n.iter().any(|n| n.tone == Tone::Danger)).then_some("true")
    }

    fn around(self, control: AnyView) -> AnyView {
        let Self { id, label, optional, help, notes, .. } = self;
        let help = help.map(|help| view! { <p class="field__help" id=format!("{id}-help")>{help}</p> });
        view! {
            <div class="field">
                <label class="field__label" for=id.clone()>
                    {label}
                    {optional.then(|| view! { <span class="field__opt">"optional"</span> })}
                </label>
                {control}
                {help}
                // Always there, so that a note that comes is read out.
                <div id=format!("{id}-notes") aria-live="polite">{live(move || notes.get().into_iter().map(note).collect_view())}</div>
            </div>
        }
        .into_any()
    }
}

/// Says what was typed into a text whenever it is another one.
pub fn follow(value: RwSignal<String>, mut changed: impl FnMut(&str) + 'static) {
    Effect::new(move |before: Option<String>| {
        let typed = value.get();
        if before.is_some_and(|before| before != typed) {
            untrack(|| changed(&typed));
        }
        typed
    });
}

/// A note by itself, beside what is no field.
pub fn note(note: Note) -> AnyView {
    let (class, symbol) = match note.tone {
        Tone::Danger => ("field__note field__note--error", Icon::Error),
        Tone::Warn => ("field__note field__note--warn", Icon::Warning),
        Tone::Ok => ("field__note field__note--ok", Icon::Ok),
        Tone::Plain | Tone::Info => ("field__note", Icon::Info),
    };
    view! { <p class=class>{icon(symbol)}<span>{note.text}</span></p> }.into_any()
}

/// One line of text.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] notes: Signal<Vec<Note>>,
    /// `text`, `email`, `url`, `date`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] mono: bool,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
    /// The id of a `datalist` with what is often meant.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let frame = Frame::new(id, label, optional, help, notes);
    let control = view! {
        <input
            class=if mono { "input input--mono" } else { "input" }
            id=frame.id.clone()
            // The browser drops blanks from typed addresses before anybody can say what is wrong with them.
            type=if matches!(kind, "email" | "url") { "text" } else { kind }
            inputmode=matches!(kind, "email" | "url").then_some(kind)
            list=list
            autocomplete=autocomplete
            autocapitalize="none"
            spellcheck="false"
            placeholder=placeholder
            aria-describedby=frame.described_by.clone()
            aria-invalid=frame.invalid()
            disabled=disabled
            prop:value=value
            on:input:target=move |e| value.set(e.target().value())
            // The field itself may be what goes away with the keyboard in it; then there is nobody to tell.
            on:blur=move |_| _ = on_blur.and_then(|on_blur| on_blur.try_run(()))
        />
    };
    frame.around(control.into_any())
}

/// Several lines of text.
#[component]
pub fn TextAreaField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] notes: Signal<Vec<Note>>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let frame = Frame::new(None, label, optional, help, notes);
    let control = view! {
        <textarea
            class="textarea"
            id=frame.id.clone()
            aria-describedby=frame.described_by.clone()
            aria-invalid=frame.invalid()
            prop:value=value
            on:input:target=move |e| value.set(e.target().value())
        ></textarea>
    };
    frame.around(control.into_any())
}

/// A secret, hidden until it is asked for.
#[component]
pub fn PasswordField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// What the secret is called on the button: "Show token".
    #[prop(into)]
    secret: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] notes: Signal<Vec<Note>>,
    /// `off` for a token, which no password manager shall keep; `current-password` for the caller's own.
    #[prop(default = "off")]
    autocomplete: &'static str,
    #[prop(optional)] mono: bool,
) -> impl IntoView {
    let frame = Frame::new(id, label, false, help, notes);
    let shown = RwSignal::new(false);
    let name = Signal::derive(move || format!("{} {secret}", if shown.get() { "Hide" } else { "Show" }));
    let control = view! {
        <div class="input-group">
            <input
                class=if mono { "input input--mono" } else { "input" }
                id=frame.id.clone()
                type=Signal::derive(move || if shown.get() { "text" } else { "password" })
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=frame.described_by.clone()
                aria-invalid=frame.invalid()
                prop:value=value
                on:input:target=move |e| value.set(e.target().value())
            />
            <IconButton
                icon=Signal::derive(move || if shown.get() { Icon::EyeOff } else { Icon::Eye })
                label=name
                kind=ButtonKind::Plain
                on_press=Callback::new(move |()| shown.update(|s| *s = !*s))
            />
        </div>
    };
    frame.around(control.into_any())
}

/// One of few. `options` are value and words; `value` holds the value chosen.
#[component]
pub fn SelectField(
    #[prop(into)] label: String,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    value: RwSignal<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] notes: Signal<Vec<Note>>,
) -> impl IntoView {
    let frame = Frame::new(None, label, false, help, notes);
    let options = move || {
        let option = |(is, words): (String, String)| {
            let chosen = is.clone();
            view! { <option value=is prop:selected=Signal::derive(move || value.with(|v| *v == chosen))>{words}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    let control = view! {
        <select
            class="select"
            id=frame.id.clone()
            aria-describedby=frame.described_by.clone()
            aria-invalid=frame.invalid()
            on:change:target=move |e| value.set(e.target().value())
        >
            {live(options)}
        </select>
    };
    frame.around(control.into_any())
}
