//! The fields of the form, and what pressing will do.

use super::{form::Form, words};
use crate::{
    components::{
        self as ui, Banner, CardChoice, Check, Choice, ChoiceCards, Note, PasswordField, Segmented, SelectField,
        TextAreaField, TextField, live,
    },
    screens::shelf::sign_in_plugins,
    session::Session,
};
use leptos::prelude::*;
use matomo_api::methods::TokenDescription;
use tokens::making::{EndChoice, MakingField, Proof};

/// For whom it is, among all accounts.
pub fn owner(form: Form) -> AnyView {
    let (accounts, invited) = form.accounts();
    let invited = match invited {
        0 => String::new(),
        1 => "1 invited account is not offered: it has no password yet. ".to_owned(),
        n => format!("{n} invited accounts are not offered: they have no password yet. "),
    };
    let help = format!("{invited}Visitors who are not signed in (anonymous) have no token to make.");
    view! {
        <SelectField label="For whom" options=Signal::stored(accounts) value=form.owner help=help notes=form.notes(MakingField::Owner)/>
    }
    .into_any()
}

/// By what Matomo is shown that the owner agrees.
pub fn proof(form: Form) -> AnyView {
    let way = Memo::new(move |_| (form.login(), form.is_own(), form.can_reset(), form.has_new.get()));
    let choice = move || {
        let (_, _, can_reset, has_new) = way.get();
        (can_reset && !has_new).then(|| proofs(form))
    };
    let fields = move || {
        let ((login, own, _, has_new), proof) = (way.get(), form.proof.get());
        let whose = login.map(|login| login.to_string()).unwrap_or_default();
        match (has_new, proof) {
            (true, _) => ui::note(Note::ok(format!("{whose} has a new password, which is used for this."))),
            (false, Proof::NewPassword) => new_password(form, &whose),
            (false, Proof::Password) if own => view! {
                <PasswordField label="Your Matomo password" secret="password" value=form.password autocomplete="current-password"
                    help="The one for signing in to Matomo. Sent once and then forgotten." notes=form.notes(MakingField::Password)/>
            }
            .into_any(),
            (false, Proof::Password) => view! {
                <PasswordField label=format!("Password of {whose}") secret="password" value=form.password autocomplete="off"
                    help="Sent once and then forgotten." notes=form.notes(MakingField::Password)/>
            }
            .into_any(),
        }
    };
    let needed = Memo::new(move |_| form.has_second_factor());
    let code = move || {
        let help = match needed.get() {
            Some(true) => {
                "This account uses a second factor. Ask for the code before you press: with a missing or wrong one Matomo makes a token all the same, which nobody knows."
            }
            Some(false) => "Matomo says that this account uses none.",
            None => {
                "If the account uses one. Ask before you press: with a missing or wrong one Matomo makes a token all the same, which nobody knows."
            }
        };
        view! {
            <TextField label="Two-factor code" value=form.code autocomplete="one-time-code" mono=true optional=needed.get() != Some(true)
                help=help notes=form.notes(MakingField::Code)/>
        }
    };
    view! { {live(choice)} {live(fields)} {live(code)} }.into_any()
}

fn proofs(form: Form) -> AnyView {
    let card = |title: &str, text: &str, caution: Option<&str>| CardChoice {
        title: title.to_owned(),
        text: text.to_owned(),
        advice: None,
        caution: caution.map(str::to_owned),
    };
    let choices = vec![
        card("With its password", "Nothing changes for whoever signs in with it.", None),
        card(
            "Set it a new password first",
            "A password of 16 characters is made and set, and shown once.",
            Some("The old one stops to work"),
        ),
    ];
    let all = [Proof::Password, Proof::NewPassword];
    let chosen = Signal::derive(move || all.iter().position(|proof| *proof == form.proof.get()));
    let choose = Callback::new(move |at: usize| {
        form.forget_secrets();
        form.proof.set(all.get(at).copied().unwrap_or_default());
    });
    view! { <ChoiceCards legend="How Matomo knows that the owner agrees" choices=choices chosen=chosen on_choose=choose/> }
        .into_any()
}

fn new_password(form: Form, whose: &str) -> AnyView {
    view! {
        {reset_warning(whose)}
        <PasswordField label="Your own Matomo password" secret="own password" value=form.own autocomplete="current-password"
            help="Matomo wants it for setting somebody a new one. Sent once and then forgotten." notes=form.notes(MakingField::OwnPassword)/>
        {knows(form.knows, form.notes(MakingField::Knows))}
    }
    .into_any()
}

/// What setting a new password does besides.
pub fn reset_warning(whose: &str) -> AnyView {
    let found = sign_in_plugins().filter(|found| !found.is_empty());
    let found = found.map(|found| format!(" Found here: {}.", found.join(", "))).unwrap_or_default();
    view! {
        <Banner tone=ui::Tone::Warn title=format!("The password of {whose} changes for everybody who uses it")>
            <ul>
                <li>"Whoever signs in as this account, and whatever tool has the password, stays out until they have the new one."</li>
                <li>"Tokens that exist stay alive: a new password deletes none."</li>
                <li>{format!("Not for an account that signs in by LDAP or SSO: its password is not Matomo’s.{found}")}</li>
            </ul>
        </Banner>
    }
    .into_any()
}

/// The tick that somebody found out what else uses a password.
pub fn knows(ticked: RwSignal<bool>, notes: Signal<Vec<Note>>) -> AnyView {
    view! {
        <div>
            <label class="check">
                <input
                    class="tick" type="checkbox"
                    aria-invalid=Signal::derive(move || notes.with(|notes| !notes.is_empty()).then_some("true"))
                    prop:checked=ticked
                    on:change:target=move |event| ticked.set(event.target().checked())
                />
                <span>"I know what else uses it"</span>
            </label>
            <div aria-live="polite">{live(move || notes.get().into_iter().map(ui::note).collect_view())}</div>
        </div>
    }
    .into_any()
}

/// What it is called, what for, and who uses it.
pub fn about(form: Form) -> AnyView {
    let counted = Signal::derive(move || {
        let mut notes = form.notes(MakingField::Description).get();
        let count = form.description.with(|text| TokenDescription::counted(text));
        if notes.is_empty() && count > 0 {
            notes.push(Note {
                tone: ui::Tone::Plain,
                text: format!("{count} of 100 characters, as Matomo counts them"),
            });
        }
        notes
    });
    view! {
        <TextField label="Description" value=form.description help="Its owner recognises it by this in Matomo." notes=counted/>
        <TextField label="Purpose" value=form.purpose optional=true help="What it is for, in one sentence. Kept in this browser only." notes=form.notes(MakingField::Purpose)/>
        <TextAreaField label="Systems" value=form.systems optional=true help="What will use it, one a line: each is ticked when the token is replaced." notes=form.notes(MakingField::Systems)/>
    }
    .into_any()
}

/// When it ends, and how it may be sent.
pub fn end(form: Form) -> AnyView {
    let choices = EndChoice::ALL.map(|choice| Choice::new(choice.words())).to_vec();
    let chosen = Signal::derive(move || EndChoice::ALL.iter().position(|choice| *choice == form.end.get()));
    let choose = Callback::new(move |at: usize| form.end.set(EndChoice::ALL.get(at).copied().unwrap_or_default()));
    let field = move || {
        match form.end.get() {
        EndChoice::OnDay => view! {
            <TextField label="Day" kind="date" value=form.day help="It stops to work when this day begins (0:00 UTC)." notes=form.notes(MakingField::Day)/>
        }
        .into_any(),
        EndChoice::AfterHours => view! {
            <TextField label="Hours" kind="number" value=form.hours help="From 1 to 8760, counted from when it is made." notes=form.notes(MakingField::Hours)/>
        }
        .into_any(),
        EndChoice::Never => {
            let notes = form.notes(MakingField::Never);
            live(move || notes.get().into_iter().map(ui::note).collect_view())
        }
    }
    };
    view! {
        <div class="stack stack-2">
            <p class="field__label" aria-hidden="true">"It ends"</p>
            <Segmented legend="It ends" choices=choices chosen=chosen on_choose=choose/>
        </div>
        {live(field)}
        {post_only(form.post_only)}
    }
    .into_any()
}

/// Whether it works in the body of a request only.
pub fn post_only(wanted: RwSignal<bool>) -> AnyView {
    let features = Session::here().desk_untracked().map(|desk| desk.connection.features);
    let help = match features {
        Some(features) if !features.secure_only => {
            "This version of Matomo may ignore that wish: take the token for one that also works in an address."
        }
        _ => "In an address it is refused. Addresses end up in logs.",
    };
    view! {
        <div class="stack stack-1">
            <Check checked=wanted on_change=Callback::new(move |on| wanted.set(on))>"POST only"</Check>
            <p class="field__help">{help}</p>
        </div>
    }
    .into_any()
}

/// What pressing will do, in one sentence.
pub fn plan(form: Form) -> AnyView {
    let said = Memo::new(move |_| {
        let owner = form.login().map_or_else(|| "the account".to_owned(), |login| login.to_string());
        let now = form.session.now();
        let ends = form.draft().token_end().map(|end| words::ends(tokens::making::ends_at(end, now)));
        let ends = ends.map(|ends| format!(", which {ends}")).unwrap_or_default();
        let reset = form.proof.get() == Proof::NewPassword && !form.has_new.get();
        match reset {
            false => format!(
                "One call to Matomo, without a token: it makes a token of {owner} for whoever has the password{ends}. Sent once."
            ),
            true => format!(
                "Two calls to Matomo. The first sets {owner} a new password, with this session’s token and your password. The second, without a token, makes a token of {owner} with it{ends}. Each is sent once."
            ),
        }
    });
    view! { <p class="soft small measure">{live(move || said.get())}</p> }.into_any()
}
