//! How the work stands, and what there is to decide.

use super::{conflict, differing};
use crate::{
    applying::{Applying, At, Stand},
    components::{self as ui, Banner, Button, ButtonKind, Icon, PasswordField, ProgressBar, Tone, live},
};
use ::access::{Difference, Directory, Outcome, Progress, Purpose, StepState};
use leptos::prelude::*;
use matomo_api::Password;
use std::sync::Arc;

/// The sentence over it, the bar, and what there is to decide now. They follow the work. `on_keep` is
/// told what is left to others who changed it meanwhile.
pub fn progress(directory: &Arc<Directory>, applying: Applying, on_keep: Option<Callback<Vec<Difference>>>) -> AnyView {
    let number = move |read: fn(&Progress) -> usize| {
        Signal::derive(move || applying.with(|stand| read(&stand.progress)).unwrap_or_default())
    };
    let text = move |read: fn(&Stand) -> String| Signal::derive(move || applying.with(read).unwrap_or_default());
    let words = text(|stand| format!("{} of {} steps done", stand.progress.done, stand.progress.total));
    let beside = text(|stand| match stand.progress.failed {
        0 => purpose(&stand.at).to_owned(),
        1 => "1 failed".to_owned(),
        n => format!("{n} failed"),
    });
    let said = text(|stand| lede(stand).to_owned());
    let total = number(|progress| progress.total.max(1));
    // So that the button keeps the focus from one request to the next.
    let working = Memo::new(move |_| applying.is_working());
    let pausing = Signal::derive(move || applying.is_pausing());
    let directory = directory.clone();
    let turn = move || match working.get() {
        true => view! {
            <div class="btn-row">
                <Button busy=pausing on_press=Callback::new(move |()| applying.pause())>
                    {live(move || if pausing.get() { "Pausing…" } else { "Pause" })}
                </Button>
            </div>
        }
        .into_any(),
        false => applying.with(|stand| turn(&directory, applying, &stand.at, on_keep)).into_any(),
    };
    view! {
        <p class="soft measure">{live(move || said.get())}</p>
        <ProgressBar label="Steps done" words=words beside=beside done=number(|progress| progress.done) total=total/>
        {live(turn)}
    }
    .into_any()
}

/// Work that an earlier page began and did not end.
pub fn interrupted(resume: Callback<()>) -> AnyView {
    view! {
        <Banner tone=Tone::Warn title="This was interrupted" alert=true>
            <p>"The page was closed before everything was done and read back. Resuming looks at Matomo first and sends only what is not there."</p>
            <div class="btn-row"><Button kind=ButtonKind::Primary icon=Icon::Rotate on_press=resume>"Resume"</Button></div>
        </Banner>
    }
    .into_any()
}

fn purpose(at: &At) -> &'static str {
    match at {
        At::Working(Purpose::Look) => "Looking at Matomo",
        At::Working(Purpose::Write) => "Writing",
        At::Working(Purpose::ReadBack) => "Reading back",
        At::Paused => "Paused",
        _ => "",
    }
}

fn lede(stand: &Stand) -> &'static str {
    match &stand.at {
        At::Working(_) => "Each step is noted in this browser before it is sent. Closing the page loses nothing.",
        At::NeedsPassword { .. } => "Matomo wants your own password for the next step.",
        At::Paused => "Nothing is under way.",
        At::Interrupted { .. } => "It stopped on the way. Nothing is sent again by itself.",
        At::Conflict(_) if stand.progress.done > 0 => {
            "Nothing more was sent: Matomo is not as it was when this was planned."
        }
        At::Conflict(_) => "Nothing was sent: Matomo is not as it was when this was planned.",
        At::Finished(outcome) if outcome.differences.is_empty() && !any_failed(outcome) => {
            "Everything is in place and was read back from Matomo."
        }
        At::Finished(_) => "Done as far as Matomo let it. What differs is listed below.",
    }
}

fn any_failed(outcome: &Outcome) -> bool {
    outcome.steps.iter().any(|state| matches!(state, StepState::Failed(_)))
}

fn turn(
    directory: &Arc<Directory>,
    applying: Applying,
    at: &At,
    on_keep: Option<Callback<Vec<Difference>>>,
) -> AnyView {
    match at {
        At::Working(_) => ().into_any(),
        At::Paused => view! {
            <div class="btn-row"><Button kind=ButtonKind::Primary on_press=Callback::new(move |()| applying.go_on())>"Resume"</Button></div>
        }
        .into_any(),
        At::Interrupted { error, looked } => {
            let why = ::access::why(error);
            let known = if *looked {
                "Matomo was looked at afterwards: the list below says exactly what is done and what is not."
            } else {
                "Matomo could not be asked afterwards, so some steps below are not known."
            };
            view! {
                <Banner tone=Tone::Danger title="Interrupted" alert=true>
                    <p>{why}</p>
                    <p>{known}" Resuming looks again and sends only what is not there."</p>
                    <div class="btn-row">
                        <Button kind=ButtonKind::Primary icon=Icon::Rotate on_press=Callback::new(move |()| applying.go_on())>"Resume"</Button>
                    </div>
                </Banner>
            }
            .into_any()
        }
        At::Conflict(differences) => conflict(directory, applying, differences, on_keep),
        At::NeedsPassword { wrong } => own_password(applying, *wrong),
        At::Finished(outcome) => finished(directory, applying, outcome),
    }
}

fn finished(directory: &Arc<Directory>, applying: Applying, outcome: &Outcome) -> AnyView {
    let differs = (!outcome.differences.is_empty()).then(|| differing(directory, &outcome.differences));
    let failed = any_failed(outcome).then(|| {
        view! {
            <div class="btn-row"><Button icon=Icon::Rotate on_press=Callback::new(move |()| applying.retry_failed())>"Retry what failed"</Button></div>
        }
    });
    view! { {differs}{failed} }.into_any()
}

fn own_password(applying: Applying, wrong: bool) -> AnyView {
    let value = RwSignal::new(String::new());
    let give = Callback::new(move |()| {
        let typed = value.get_untracked();
        if !typed.is_empty() {
            value.set(String::new());
            applying.give_password(Password::new(typed));
        }
    });
    let notes = if wrong {
        vec![ui::Note::error(
            "Matomo says that this password is wrong. It counts towards the lock-out: 20 failures in an hour lock your address.",
        )]
    } else {
        Vec::new()
    };
    view! {
        <form class="stack stack-3" on:submit=move |event| { event.prevent_default(); give.run(()) }>
            <PasswordField label="Your own Matomo password" secret="password" value=value autocomplete="current-password"
                help="Sent with this one step and then forgotten." notes=Signal::stored(notes)/>
            <div class="btn-row"><Button kind=ButtonKind::Primary submit=true>"Go on"</Button></div>
        </form>
    }
    .into_any()
}
