//! Writing down a token that was made elsewhere.

use super::token::form::{Form, Typed};
use crate::{
    browser::{clock, page},
    components::{
        Banner, Button, ButtonKind, ButtonSize, Card, LinkButton, Note, PageHead, PasswordField, TextField, Toasts,
        Tone, crumbs, live,
    },
    navigation::Navigation,
    register::Register,
    route::{Route, TokensPlace},
    screens::shelf::shelved_once,
};
use access::Directory;
use leptos::{prelude::*, task::spawn_local};
use matomo_api::Login;
use onboarding::{dates, holds_token};
use records::TokenAction;
use std::sync::Arc;
use tokens::{Entry, EntryId, Fingerprint, Malformed, Origin, look};

const OWNER: &str = "token-owner";
const LOGINS: &str = "token-logins";
const TOKEN: &str = "declared-token";

#[derive(Clone, Copy)]
struct Desk {
    form: Form,
    owner: RwSignal<String>,
    /// A token, from being pasted until the next press.
    pasted: RwSignal<String>,
    fingerprint: RwSignal<Option<Fingerprint>>,
    /// The entry that has this fingerprint already.
    twin: RwSignal<Option<EntryId>>,
    saving: RwSignal<bool>,
    register: Register,
    directory: StoredValue<Arc<Directory>>,
}

pub fn screen() -> AnyView {
    shelved_once("Add a known token", draw)
}

fn draw(directory: Arc<Directory>) -> AnyView {
    let today = dates::of_seconds(clock::now());
    let logins: Vec<_> = directory.people().iter().map(|person| person.login.to_string()).collect();
    let desk = Desk {
        form: Form::new(Typed { made: dates::iso(today), ..Typed::default() }, today),
        owner: RwSignal::new(String::new()),
        pasted: RwSignal::new(String::new()),
        fingerprint: RwSignal::new(None),
        twin: RwSignal::new(None),
        saving: RwSignal::new(false),
        register: Register::here(),
        directory: StoredValue::new(directory),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.save();
    };
    let above = crumbs(vec![("Tokens".to_owned(), Route::tokens().href())], "Add a known token");
    view! {
        <PageHead title="Add a known token" above=above/>
        <div class="scroll" tabindex="0" role="region" aria-label="Add a known token">
            <div class="content stack stack-6">
                <p class="soft measure">
                    "For a token that was made elsewhere. Only what stands here is kept, in this browser; nothing of it is sent to Matomo."
                </p>
                <form class="stack stack-6" novalidate on:submit=submit>
                    <Card title="What it is">
                        <div class="card__body stack stack-5">
                            {desk.form.what()}
                            <div class="fields">
                                <TextField label="Owner" id=OWNER list=LOGINS mono=true value=desk.owner
                                    notes=Signal::derive(move || desk.owner_notes()) help="The login of the account that it belongs to."/>
                            </div>
                            <datalist id=LOGINS>{logins.into_iter().map(|login| view! { <option value=login></option> }).collect_view()}</datalist>
                            {desk.form.where_and_when()}
                        </div>
                    </Card>
                    <Card title="What it is recognised by">
                        <div class="card__body stack stack-4 measure">
                            <p class="soft">
                                "If you have the token at hand, paste it: then it is recognised when it is checked or replaced. It is used only to compute its fingerprint, is not sent anywhere, and the field is cleared at once."
                            </p>
                            <PasswordField label="Token, may stay empty" id=TOKEN secret="token" mono=true value=desk.pasted
                                notes=Signal::derive(move || desk.token_notes())/>
                            {live(move || desk.recognised())}
                        </div>
                    </Card>
                    <div class="btn-row">
                        <Button kind=ButtonKind::Primary submit=true busy=desk.saving>"Add to the register"</Button>
                        <LinkButton href=Route::tokens().href()>"Cancel"</LinkButton>
                    </div>
                </form>
            </div>
        </div>
    }
    .into_any()
}

impl Desk {
    fn whose(self) -> Result<Login, String> {
        let typed = self.owner.get();
        let known = self.directory.with_value(|all| all.same_account(typed.trim()).map(|person| person.login.clone()));
        match known {
            Some(login) => Ok(login),
            None if holds_token(&typed) => Err("This looks like a token. Its owner’s login is asked for.".to_owned()),
            None => Login::parse(&typed).map_err(|why| format!("This cannot be a login: {why}.")),
        }
    }

    fn owner_notes(self) -> Vec<Note> {
        let typed = self.owner.with(|typed| !typed.trim().is_empty());
        match self.whose() {
            Err(_) if !typed && !self.form.tried.get() => Vec::new(),
            Err(_) if !typed => vec![Note::error("Say whose it is.")],
            Err(why) => vec![Note::error(why)],
            Ok(login) if self.directory.with_value(|all| all.person(login.as_str()).is_none()) => vec![Note::warn(
                "Not among the people here. It is due as a super user’s is, until the account is seen.",
            )],
            Ok(_) => Vec::new(),
        }
    }

    fn token_notes(self) -> Vec<Note> {
        match self.pasted.with(|pasted| look(pasted)) {
            Ok(_) | Err(Malformed::Empty) => Vec::new(),
            Err(why @ Malformed::Blanks(_)) => vec![Note::warn(why.to_string())],
            Err(why) => vec![Note::error(why.to_string())],
        }
    }

    /// What came of the token that was pasted.
    fn recognised(self) -> Option<AnyView> {
        let fingerprint = self.fingerprint.get()?;
        let drop = Callback::new(move |()| {
            self.fingerprint.set(None);
            self.twin.set(None);
            page::focus(&format!("#{TOKEN}"));
        });
        let leave_out = view! { <Button size=ButtonSize::Small on_press=drop>"Leave the fingerprint out"</Button> };
        let Some(twin) = self.twin.get() else {
            return Some(
                view! {
                    <div class="row" role="status">
                        <span class="soft">"Recognised by "<span class="mono">{fingerprint.to_string()}</span>". The field was cleared."</span>
                        {leave_out}
                    </div>
                }
                .into_any(),
            );
        };
        let name = self.register.entry(&twin).map(|entry| entry.name).unwrap_or_default();
        Some(
            view! {
                <Banner tone=Tone::Danger title="This token is in the register already" alert=true>
                    <p class="wrap-any"><a href=Route::Tokens(TokensPlace::Token(twin)).href()>{name}</a>", by its fingerprint "<span class="mono">{fingerprint.to_string()}</span>"."</p>
                    <div class="btn-row">{leave_out}</div>
                </Banner>
            }
            .into_any(),
        )
    }

    /// Takes the fingerprint of what was pasted, and clears the field before anything else. Says whether the
    /// field holds nothing by then.
    fn take_fingerprint(self) -> bool {
        let looked = self.pasted.with_untracked(|pasted| look(pasted));
        match looked {
            Ok(token) => {
                let fingerprint = Fingerprint::of(&token);
                self.pasted.set(String::new());
                self.twin.set(self.register.find(&fingerprint));
                self.fingerprint.set(Some(fingerprint));
                true
            }
            Err(why) => why == Malformed::Empty,
        }
    }

    fn save(self) {
        if self.saving.get_untracked() {
            return;
        }
        let token_is_clear = self.take_fingerprint();
        let (typed, owner) = (self.form.read(), untrack(|| self.whose()));
        let (Some(typed), Ok(owner), true) = (typed.clone(), owner.clone(), token_is_clear) else {
            let to = match (typed, owner) {
                (None, _) => "main [aria-invalid=true]".to_owned(),
                (_, Err(_)) => format!("#{OWNER}"),
                _ => format!("#{TOKEN}"),
            };
            // The fields have to be marked first.
            request_animation_frame(move || page::focus(&to));
            return;
        };
        if self.twin.with_untracked(Option::is_some) {
            return;
        }
        self.saving.set(true);
        let now = clock::now();
        let mut entry = Entry::new("", owner, Origin::Declared, now);
        typed.write_to(&mut entry);
        entry.fingerprint = self.fingerprint.get_untracked();
        entry.note(now, self.register.who().as_ref(), "Declared.");
        let (navigation, toasts) = (Navigation::here(), Toasts::here());
        spawn_local(async move {
            let id = self.register.add(entry).await;
            self.register.record(&id, TokenAction::Declared, "");
            toasts.say("Added to the register");
            navigation.go(&Route::Tokens(TokensPlace::Token(id)));
        });
    }
}
