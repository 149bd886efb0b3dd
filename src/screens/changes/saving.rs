//! A plan as a file, for a second admin.

use crate::{
    browser::{clock, download},
    components::{Banner, Button, Icon, Toasts, Tone, live},
    session::Session,
};
use ::access::{Directory, Plan};
use leptos::prelude::*;
use records::{ChangeId, PlanFile, Why};
use std::sync::Arc;

/// What a file is made of.
#[derive(Clone)]
pub(crate) struct Saving {
    /// Why, once it is pressed; `None` while something that was typed is wrong.
    pub(crate) why: Callback<(), Option<Why>>,
    pub(crate) plan: Plan,
    pub(crate) undoes: Option<ChangeId>,
    pub(crate) directory: Arc<Directory>,
}

impl Saving {
    /// The button that saves, and why it cannot where it cannot.
    pub(crate) fn view(self) -> (AnyView, AnyView) {
        let refused = RwSignal::new(None::<String>);
        let toasts = Toasts::here();
        let session = Session::here();
        let save = Callback::new(move |()| {
            refused.set(None);
            let Some((desk, why)) = session.desk_untracked().zip(self.why.run(())) else { return };
            let file = PlanFile {
                form: PlanFile::FORM,
                instance: desk.client.url().clone(),
                prepared_by: self.directory.caller().cloned(),
                prepared_at: clock::now(),
                why,
                plan: self.plan.clone(),
                undoes: self.undoes,
            };
            if let Err(why) = file.check() {
                return refused.set(Some(why.to_string()));
            }
            let name = file.file_name();
            match download::text(&name, "application/json", &file.write()) {
                Ok(()) => toasts.say(format!("Saved as {name}. Whoever applies it opens it under Role matrix.")),
                Err(_) => toasts.say("The browser does not let this page save files"),
            }
        });
        let told = move || {
            refused
                .get()
                .map(|why| view! { <Banner tone=Tone::Danger title="Not saved" alert=true><p>{why}</p></Banner> })
        };
        let button = view! { <Button icon=Icon::Download on_press=save>"Save plan as file"</Button> };
        (button.into_any(), live(told))
    }
}
