//! The person's word, where something needs care or is dangerous.

use crate::{
    browser::page,
    components::{self as ui, Note, TextField, live},
};
use ::access::{Confirmation, Plan};
use leptos::prelude::*;

/// What has to be given before a plan is applied, and what of it is given.
#[derive(Clone)]
pub struct Confirm {
    wanted: Confirmation,
    typed: RwSignal<String>,
    read: RwSignal<bool>,
    asked: RwSignal<bool>,
}

impl Confirm {
    /// For a plan.
    pub fn new(plan: &Plan) -> Self {
        Self {
            wanted: plan.confirmation(),
            typed: RwSignal::new(String::new()),
            read: RwSignal::new(false),
            asked: RwSignal::new(false),
        }
    }

    /// Whether it is given. If not, it says so, and goes there.
    pub fn is_given(&self) -> bool {
        let given = match &self.wanted {
            Confirmation::None => true,
            Confirmation::Read(_) => self.read.get_untracked(),
            Confirmation::Typed { word, .. } => self.typed.with_untracked(|text| text.trim() == word),
        };
        if !given {
            self.asked.set(true);
            request_animation_frame(|| page::focus("#confirm, #confirm-read"));
        }
        given
    }

    /// The field or the tick.
    pub fn view(&self) -> AnyView {
        match &self.wanted {
            Confirmation::None => ().into_any(),
            Confirmation::Read(count) => self.tick(*count),
            Confirmation::Typed { word, people } => self.field(word, *people),
        }
    }

    fn field(&self, word: &str, people: usize) -> AnyView {
        let (typed, asked, wanted) = (self.typed, self.asked, word.to_owned());
        let notes = Signal::derive(move || {
            let right = typed.with(|text| text.trim() == wanted);
            if asked.get() && !right { vec![Note::error(format!("Type {wanted} to go on."))] } else { vec![] }
        });
        let label = format!("Type {word} to confirm");
        if people == 1 {
            return view! { <TextField id="confirm" label=label value=typed notes=notes mono=true/> }.into_any();
        }
        view! {
            <TextField id="confirm" label=label value=typed notes=notes mono=true help="It is how many accounts this is about."/>
        }
        .into_any()
    }

    fn tick(&self, count: usize) -> AnyView {
        let (read, asked) = (self.read, self.asked);
        let words = if count == 1 {
            "I have read what needs care".to_owned()
        } else {
            format!("I have read the {count} things that need care")
        };
        let missing = move || (asked.get() && !read.get()).then(|| ui::note(Note::error("Tick this to go on.")));
        view! {
            <div>
                <label class="check">
                    <input
                        class="tick" type="checkbox" id="confirm-read"
                        aria-invalid=Signal::derive(move || (asked.get() && !read.get()).then_some("true"))
                        prop:checked=read
                        on:change:target=move |event| read.set(event.target().checked())
                    />
                    <span>{words}</span>
                </label>
                <div aria-live="polite">{live(missing)}</div>
            </div>
        }
        .into_any()
    }
}
