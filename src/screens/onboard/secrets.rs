//! Secrets that exist once: a first password, an invitation link. Shown where they were made, and
//! nowhere else.

use super::papers;
use crate::{
    applying::Applying,
    browser::random,
    components::{self as ui, Banner, Button, ButtonKind, Icon, Note, PasswordField, Tone, live},
    screens::secret::{secret, slip},
    session::{Session, connecting::count_refusal},
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{
    Error, Login, Password,
    methods::{GenerateInviteLink, UpdateUser},
};
use onboarding::{Language, credentials, papers::Slip};

/// Who gets a secret, for its slip: the name on the papers, and their language.
#[derive(Clone)]
pub(super) struct Bearer {
    pub(super) name: String,
    pub(super) language: Signal<Language>,
    /// Where there are several: ` of a.arnold`, for what stands there once for each.
    pub(super) whose: String,
}

/// A first password, masked until it is wanted.
pub(super) fn first_password(bearer: Bearer, login: &Login, password: Password) -> AnyView {
    let whose = bearer.whose.clone();
    let slip = slip("password", &whose, password.clone(), move |password| {
        Slip::with_password(bearer.language.get(), &bearer.name, password)
    });
    let title = format!("Hand over the first password of {login}");
    view! {
        <div class="action action--pad">
            {ui::icon(Icon::Key)}
            <div class="stack stack-2">
                <p class="strong">{title}</p>
                <p>"Shown only here, until you leave or start another case. Not by the same mail as the login. Ask the person to change it at once."</p>
                {secret("First password", "password", &whose, password)}
                {slip}
            </div>
        </div>
    }
    .into_any()
}

/// An invitation link on demand: in case the mail is lost, or as the way in that was chosen.
pub(super) fn invite_link(bearer: Bearer, login: Login, days: u16, chosen: bool) -> AnyView {
    let (whose, title) = (
        bearer.whose.clone(),
        match chosen {
            true => format!("Invite link{} to hand over", bearer.whose),
            false => format!("Invite link{}, in case the mail is lost", bearer.whose),
        },
    );
    let session = Session::here();
    let link = RwSignal::new_local(None::<Result<Password, String>>);
    let busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        let Some(desk) = session.desk_untracked() else { return };
        let call = GenerateInviteLink { login: login.clone(), expiry_days: days };
        busy.set(true);
        spawn_local(async move {
            let made = desk.client.call(&call).await;
            link.set(Some(made.map_err(|error| access::why(&error))));
            busy.set(false);
        });
    });
    let shown = move || {
        match link.get() {
        Some(Ok(made)) => {
            let (until, bearer) = (papers::invited_until(days), bearer.clone());
            let slip = slip("link", &bearer.whose.clone(), made.clone(), move |link| {
                Slip::with_link(bearer.language.get(), &bearer.name, link, Some(until))
            });
            view! { {secret("Invite link", "link", &bearer.whose, made)} {slip} }.into_any()
        }
        Some(Err(why)) => view! { <p class="field__note field__note--error" role="alert">{ui::icon(Icon::Error)}<span>{why}</span></p> }.into_any(),
        None => ().into_any(),
    }
    };
    let words = move || if link.with(|link| matches!(link, Some(Ok(_)))) { "Make another link" } else { "Make link" };
    view! {
        <div class="action action--pad">
            {ui::icon(Icon::Link)}
            <div class="stack stack-2">
                <p class="strong">{title}</p>
                <p>{format!("Whoever has the link can take the account: hand it over like a password. Making one keeps the mailed link alive, voids a link made before, and gives {days} days from now.")}</p>
                {live(shown)}
            </div>
            {live(move || view! { <Button icon=Icon::Link busy=busy label=format!("{}{whose}", words()) on_press=make>{words()}</Button> })}
        </div>
    }
    .into_any()
}

/// A password that nobody can show any more, and the way to a new one.
pub(super) fn lost_password(applying: Applying, login: Login) -> AnyView {
    let session = Session::here();
    let own = RwSignal::new(String::new());
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let title = format!("The first password of {login} is lost");
    let set = Callback::new(move |()| {
        let (Some(desk), typed) = (session.desk_untracked(), own.get_untracked()) else { return };
        if typed.is_empty() || busy.get_untracked() {
            return;
        }
        own.set(String::new());
        busy.set(true);
        let new = credentials::temporary_password(&mut |bytes| random::fill(bytes));
        let call = UpdateUser {
            login: login.clone(),
            new_password: Some(new.clone()),
            new_email: None,
            password: Password::new(typed),
        };
        spawn_local(async move {
            match desk.client.call(&call).await {
                Ok(()) => applying.set_first_password(call.login, new),
                Err(error) => {
                    if error == Error::WrongPassword {
                        count_refusal(desk.client.url());
                    }
                    failed.set(Some(access::why(&error)));
                }
            }
            busy.set(false);
        });
    });
    let notes = Signal::derive(move || failed.get().map(Note::error).into_iter().collect::<Vec<_>>());
    view! {
        <Banner tone=Tone::Warn title=title>
            <p>"The account was made, but the page that knew its password was closed. It is kept nowhere. Set a new one:"</p>
            <form class="stack stack-3" on:submit=move |event| { event.prevent_default(); set.run(()) }>
                <PasswordField label="Your own Matomo password" secret="own password" value=own autocomplete="current-password"
                    help="Matomo wants it for this. Sent once and then forgotten." notes=notes/>
                <div class="btn-row"><Button kind=ButtonKind::Primary submit=true busy=busy>"Set a new first password"</Button></div>
            </form>
        </Banner>
    }
    .into_any()
}
