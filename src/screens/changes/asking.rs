//! The request for an approval of a plan: a text for a mail or a ticket. That it was asked for is on no record; only
//! what was applied is.

use super::why::{Because, today};
use crate::{
    browser::{clock, download},
    components::{self as ui, Button, ButtonSize, CopyButton, Dialog, Icon, Note, TextField, Toasts, live},
    session::Session,
};
use ::access::{Directory, Plan};
use leptos::prelude::*;
use matomo_api::{Email, MatomoUrl};
use records::Request;
use std::sync::Arc;

/// What an approval is asked for, and of whom.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    because: Because,
    plan: StoredValue<Arc<Plan>>,
    directory: StoredValue<Arc<Directory>>,
    instance: StoredValue<MatomoUrl>,
    name: RwSignal<String>,
    mail: RwSignal<String>,
}

/// The button that opens the request, and the request.
pub(super) fn asking(because: Because, plan: &Plan, directory: &Arc<Directory>) -> AnyView {
    let Some(desk) = Session::here().desk_untracked() else { return ().into_any() };
    let asking = Asking {
        because,
        plan: StoredValue::new(Arc::new(plan.clone())),
        directory: StoredValue::new(directory.clone()),
        instance: StoredValue::new(desk.client.url().clone()),
        name: RwSignal::new(String::new()),
        mail: RwSignal::new(String::new()),
    };
    let open = RwSignal::new(false);
    view! {
        <Button icon=Icon::Mail on_press=Callback::new(move |()| if because.is_right() { open.set(true) })>"Approval request"</Button>
        <Dialog open=open title="Approval request" foot=move || asking.foot()>{asking.body()}</Dialog>
    }
    .into_any()
}

impl Asking {
    fn body(self) -> AnyView {
        let (name, mail) = (self.name, self.mail);
        let notes = Signal::derive(move || match self.bad_address() {
            Some(why) => vec![Note::error(why)],
            None => Vec::new(),
        });
        view! {
            <p class="soft">"Whoever answers for the data reads what is asked for, why, and what is risky about it. Nothing is sent from here, and nothing is noted before it is applied."</p>
            <div class="fields">
                <TextField label="Who is asked" value=name optional=true/>
                <TextField label="E-mail" value=mail kind="email" optional=true notes=notes/>
            </div>
            <pre class="request" tabindex="0" role="region" aria-label="The request">{live(move || self.text(false))}</pre>
        }
        .into_any()
    }

    fn foot(self) -> AnyView {
        let toasts = Toasts::here();
        let save = Callback::new(move |()| {
            let name = format!("approval-request-{}.md", today(clock::now()));
            if download::text(&name, "text/markdown", &untrack(|| self.text(true))).is_err() {
                toasts.say("The browser does not let this page save files: copy the text");
            }
        });
        let link = Signal::derive(move || self.link());
        view! {
            <CopyButton label="Copy request" done="Request copied" text=Signal::derive(move || self.text(false)) named=true size=ButtonSize::Medium/>
            <Button icon=Icon::Download on_press=save>"Download as Markdown"</Button>
            <a class="btn" href=link rel="external">{ui::icon(Icon::Mail)}"Open in mail program"</a>
        }
        .into_any()
    }

    /// What is wrong with the address. Reactive.
    fn bad_address(self) -> Option<String> {
        self.mail.with(|typed| match typed.trim() {
            "" => None,
            typed => Email::parse(typed).err().map(|why| why.to_string()),
        })
    }

    /// The text. Reactive.
    fn text(self, markdown: bool) -> String {
        self.read(|request| {
            let document = request.document();
            if markdown { document.markdown() } else { document.text() }
        })
    }

    /// What opens a mail program. Reactive.
    fn link(self) -> String {
        let to = self.mail.with(|typed| Email::parse(typed.trim()).ok());
        self.read(|request| request.mailto(to.as_ref()))
    }

    fn read(self, read: impl FnOnce(Request<'_>) -> String) -> String {
        // What is typed beside the plan is in it.
        self.because.typed.track();
        let (why, approver) = (self.because.why(), self.name.get());
        let (plan, directory, instance) =
            (self.plan.get_value(), self.directory.get_value(), self.instance.get_value());
        read(Request {
            plan: &plan,
            directory: &directory,
            why: &why,
            approver: approver.trim(),
            requester: directory.caller(),
            instance: &instance,
        })
    }
}
