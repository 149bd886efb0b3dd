//! The owner takes the old token out of Matomo: nobody else can, and no call does it.

use super::{Turn, moment};
use crate::{
    browser::clock,
    components::{
        self as ui, Banner, Button, ButtonKind, ButtonSize, CopyButton, ExternalLink, Icon, Note, TextField, Tone, live,
    },
    screens::tokens::day,
};
use leptos::prelude::*;
use onboarding::papers::Mail;
use tokens::{
    Entry,
    making::day_of,
    revoking,
    rotation::{Rotation, Stage},
};

pub fn step(turn: Turn) -> AnyView {
    let Some((old, url)) =
        untrack(|| turn.entry()).zip(turn.session.desk_untracked().map(|desk| desk.client.url().clone()))
    else {
        return ().into_any();
    };
    let until = untrack(|| turn.rotation()).revoke_by.map(day);
    let page = url.page(revoking::PAGE);
    let how = match untrack(|| turn.is_of_caller()) {
        true => view! {
            <ol class="stack stack-2">{numbered(revoking::steps(&old))}</ol>
            <div class="btn-row"><ExternalLink href=page button=true>"Open token page in Matomo"</ExternalLink></div>
        }
        .into_any(),
        false => for_somebody_else(turn, &old, &revoking::message(&old, &url, until.as_deref())),
    };
    let new = untrack(|| turn.new_entry()).map(|(_, new)| new);
    let spare = new.map(|new| {
        ui::note(Note {
            tone: Tone::Info,
            text: format!("Leave the new one: “{}”, made on {}.", new.name, day_of(new.created)),
        })
    });
    let done = Callback::new(move |()| {
        turn.at.set(None);
        turn.rotate("Said to be revoked in Matomo.".to_owned(), |rotation| rotation.revoked = Some(clock::now()));
    });
    let back = Callback::new(move |()| turn.at.set(Some(Stage::Switch)));
    let until = until.map(|day| view! { <p class="soft">{format!("By {day}, as was planned.")}</p> });
    view! {
        <Banner tone=Tone::Warn title="Until it is revoked, both tokens work">
            <p>"Matomo lets nobody but the owner delete a token, not even a super user. Deleting the account would."</p>
        </Banner>
        {until}
        {how}
        {spare}
        <div class="btn-row">
            <Button kind=ButtonKind::Primary icon=Icon::Check on_press=done>"It is revoked"</Button>
            <Button icon=Icon::ArrowLeft on_press=back>"Back to switching"</Button>
        </div>
        {without_proof(turn)}
    }
    .into_any()
}

fn numbered(steps: Vec<String>) -> AnyView {
    let step = |(at, step): (usize, String)| {
        view! { <li class="line line--mid"><span class="stepper__mark" aria-hidden="true">{at + 1}</span><span class="wrap-any">{step}</span></li> }
    };
    steps.into_iter().enumerate().map(step).collect_view().into_any()
}

/// What to write to the owner.
fn for_somebody_else(turn: Turn, old: &Entry, (subject, text): &(String, String)) -> AnyView {
    let address = turn.directory.with_value(|directory| {
        directory.same_account(old.owner.as_str()).and_then(|person| person.email.as_ref().map(ToString::to_string))
    });
    let mail =
        Mail { to: address, subject: subject.clone(), text: text.clone(), html: String::new(), brief: text.clone() };
    let link = mail.mailto().unwrap_or_else(|_| mail.mailto_without_text());
    let whole = format!("{subject}\n\n{text}");
    view! {
        <p>{format!("The token belongs to {}. Whoever signs in as this account has to delete it:", old.owner)}</p>
        <div class="code"><pre class="wrap-any"><code>{text.clone()}</code></pre></div>
        <div class="btn-row">
            <CopyButton label="Copy instructions" done="Instructions copied" text=Signal::stored(whole) named=true size=ButtonSize::Medium/>
            <a class="btn" href=link rel="external">{ui::icon(Icon::Mail)}"Mail instructions"</a>
        </div>
    }
    .into_any()
}

/// The way out where nobody can prove it. The old token then stands as replaced, never as dead.
pub fn without_proof(turn: Turn) -> AnyView {
    let (reason, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let end = Callback::new(move |()| {
        let said = reason.get_untracked().trim().to_owned();
        if said.is_empty() {
            tried.set(true);
            return;
        }
        turn.at.set(None);
        turn.held.forget(&turn.id());
        turn.rotate(format!("Ended without proof: {said}"), |rotation| rotation.closed = Some(clock::now()));
    });
    let notes = Signal::derive(move || {
        let missing = tried.get() && reason.with(|reason| reason.trim().is_empty());
        if missing { vec![Note::error("Say why, for whoever reads the register later.")] } else { Vec::new() }
    });
    view! {
        <details class="more">
            <summary>"End without proof"</summary>
            <div class="stack stack-3 measure">
                <p class="soft">"The old token then stays in the register as replaced and not proven dead."</p>
                <TextField label="Why without proof" value=reason notes=notes/>
                <div class="btn-row"><Button kind=ButtonKind::Danger on_press=end>"End without proof"</Button></div>
            </div>
        </details>
    }
    .into_any()
}

/// That somebody said that it was revoked, with the way back.
pub fn said_to_be(turn: Turn) -> AnyView {
    let said = Memo::new(move |_| turn.rotation().revoked);
    let back = Callback::new(move |()| {
        turn.rotate("Not revoked after all.".to_owned(), |rotation: &mut Rotation| rotation.revoked = None);
    });
    live(move || {
        said.get().map(|at| {
            view! {
                <div class="row">
                    <span class="soft">{format!("Said to be revoked {}.", moment(at))}</span>
                    <Button size=ButtonSize::Small icon=Icon::ArrowLeft on_press=back>"Back to revoking"</Button>
                </div>
            }
        })
    })
}
