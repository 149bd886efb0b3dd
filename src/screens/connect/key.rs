//! What somebody comes in with, as it is typed: at the door, and where a session is locked.

use super::token_page;
use crate::components::live;
use crate::{
    browser::page,
    components::{Choice, ExternalLink, Note, PasswordField, Segmented, TextField},
    session::connecting::{By, Failure, HOURS, Key, SignIn, Trouble},
};
use leptos::prelude::*;
use matomo_api::{Error, Login, MatomoUrl, Password, Token, TokenIssue};

/// How somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// With a token that they have.
    Token,
    /// With login and password.
    Password,
}

impl Way {
    /// The way of what was tried.
    pub fn of(by: By) -> Self {
        match by {
            By::Token => Way::Token,
            By::Password { .. } => Way::Password,
        }
    }
}

/// Something to type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Token,
    Login,
    Password,
    Code,
}

impl Field {
    /// Where what was tried was wrong, as far as can be known.
    pub fn of(failure: &Failure) -> Self {
        match (failure.by, &failure.trouble) {
            (By::Token, _) => Field::Token,
            (By::Password { .. }, Trouble::Told(Error::NeedsTwoFactorCode)) => Field::Code,
            (By::Password { .. }, _) => Field::Password,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Field::Token => "#token",
            Field::Login => "#login",
            Field::Password => "#password",
            Field::Code => "#code",
        }
    }

    fn missing(self) -> &'static str {
        match self {
            Field::Token => "Paste the token here.",
            Field::Login => "Type your login, or your e-mail address.",
            Field::Password => "Type your password.",
            Field::Code => "Type the code that the device shows.",
        }
    }
}

/// As typed.
#[derive(Clone, Copy)]
pub struct Typed {
    /// Which way.
    pub way: RwSignal<Way>,
    /// A token.
    pub token: RwSignal<String>,
    /// A login or an address.
    pub login: RwSignal<String>,
    password: RwSignal<String>,
    code: RwSignal<String>,
    missing: RwSignal<Option<Field>>,
}

impl Typed {
    /// Nothing but perhaps the login.
    pub fn new(way: Way, login: String) -> Self {
        Self {
            way: RwSignal::new(way),
            token: RwSignal::new(String::new()),
            login: RwSignal::new(login),
            password: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            missing: RwSignal::new(None),
        }
    }

    /// What it comes to. If something is missing, says so there.
    pub fn key(self) -> Option<Key> {
        let key = match self.way.get_untracked() {
            Way::Token => token(&self.token.get_untracked()),
            Way::Password => {
                let (login, password) = (self.login.get_untracked(), self.password.get_untracked());
                sign_in(&login, password, &self.code.get_untracked())
            }
        };
        self.missing.set(key.as_ref().err().copied());
        key.ok()
    }

    /// Says of nothing that it is missing.
    pub fn complain_no_more(self) {
        self.missing.set(None);
    }

    /// Moves the keyboard to what is missing, or to what is to be typed again.
    pub fn focus(self) {
        let again = match self.way.get_untracked() {
            Way::Token => Field::Token,
            // Only an address that was chosen anew asks for the login.
            Way::Password if self.login.with_untracked(String::is_empty) => Field::Login,
            Way::Password => Field::Password,
        };
        page::focus(self.missing.get_untracked().unwrap_or(again).id());
    }

    /// Drops every secret: somebody came in.
    pub fn drop_all(self) {
        self.token.set(String::new());
        self.drop_password();
    }

    /// Drops password and code once they were sent. A token stays, to be looked at.
    pub fn drop_sent(self, failure: &Failure) {
        if failure.was_sent() {
            self.drop_password();
        }
    }

    fn drop_password(self) {
        self.password.set(String::new());
        self.code.set(String::new());
    }
}

fn token(typed: &str) -> Result<Key, Field> {
    Token::parse(typed).map(|(token, _)| Key::Token(token)).ok_or(Field::Token)
}

fn sign_in(login: &str, password: String, code: &str) -> Result<Key, Field> {
    let login = login.trim();
    if login.is_empty() {
        return Err(Field::Login);
    }
    if password.is_empty() {
        return Err(Field::Password);
    }
    // Devices show a code in groups.
    let code: String = code.split_whitespace().collect();
    Ok(Key::Password(SignIn {
        login: Login::reported(login),
        password: Password::new(password),
        code: (!code.is_empty()).then(|| Password::new(code)),
    }))
}

/// The fields. `told` is what came of the last try, and where, if the key was why it failed.
#[component]
pub fn KeyFields(typed: Typed, url: Signal<Option<MatomoUrl>>, told: Signal<Option<(Field, String)>>) -> impl IntoView {
    let notes = move |field: Field| {
        Signal::derive(move || {
            let problem = match typed.missing.get() {
                Some(missing) => Some((missing, missing.missing().to_owned())),
                None => told.get(),
            };
            let problem = problem.filter(|(at, _)| *at == field).map(|(_, said)| said);
            let mut notes: Vec<_> = problem.into_iter().map(Note::error).collect();
            if field == Field::Token {
                notes.extend(typed.token.with(|typed| token_issues(typed)));
            }
            notes
        })
    };
    live(move || {
        match typed.way.get() {
        Way::Token => view! {
            <PasswordField
                label="API token"
                id="token"
                secret="token"
                value=typed.token
                mono=true
                help="From Matomo, Personal, Security, Auth tokens. Best one that expires today."
                notes=notes(Field::Token)
            />
        }
        .into_any(),
        Way::Password => view! {
            <TextField
                label="Login"
                id="login"
                value=typed.login
                autocomplete="username"
                help="Of your account in Matomo. Its e-mail address works too."
                notes=notes(Field::Login)
            />
            <PasswordField
                label="Password"
                id="password"
                secret="password"
                value=typed.password
                autocomplete="current-password"
                notes=notes(Field::Password)
            />
            <TextField
                label="Two-factor code"
                id="code"
                value=typed.code
                autocomplete="one-time-code"
                mono=true
                optional=true
                notes=notes(Field::Code)
                help="If the account uses one. Type it now: without it Matomo refuses, and leaves a token behind that nobody knows."
            />
            <p class="field__help">
                {format!("Matomo makes a token of {HOURS} hours for this session and holds it until it expires. It cannot be revoked from here, only by its owner in Matomo: ")}
                {live(move || match url.get() {
                    Some(url) => view! { <ExternalLink href=token_page(&url)>"Auth tokens"</ExternalLink> }.into_any(),
                    None => "Personal, Security, Auth tokens".into_any(),
                })}
                "."
            </p>
        }
        .into_any(),
    }
    })
}

/// The two ways, to choose from.
#[component]
pub fn Ways(typed: Typed) -> impl IntoView {
    const WAYS: [(Way, &str); 2] = [(Way::Token, "With a token"), (Way::Password, "With login and password")];
    let choose = move |at: usize| {
        typed.complain_no_more();
        typed.way.set(WAYS[at].0);
    };
    view! {
        <Segmented
            legend="How to come in"
            choices=WAYS.map(|(_, words)| Choice::new(words)).to_vec()
            chosen=Signal::derive(move || WAYS.iter().position(|(way, _)| *way == typed.way.get()))
            on_choose=Callback::new(choose)
        />
    }
}

fn token_issues(typed: &str) -> Vec<Note> {
    let issues = Token::parse(typed).map(|(_, issues)| issues).unwrap_or_default();
    let note = |issue| match issue {
        TokenIssue::Trimmed => Note::ok("Blanks and line breaks are left out."),
        TokenIssue::UnusualForm(length) => Note::warn(format!(
            "A token has 32 characters from 0 to 9 and a to f; this one has {length}{}. It is tried all the same.",
            if length == 32 { ", but others among them" } else { "" }
        )),
    };
    issues.into_iter().map(note).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::connecting::Check;

    #[test]
    fn login_and_password_have_to_be_there_and_a_code_may() {
        let by = |login, password: &str, code| sign_in(login, password.to_owned(), code).map(|key| key.by());
        assert_eq!(by(" ", "p", ""), Err(Field::Login));
        assert_eq!(by("ann", "", "123456"), Err(Field::Password));
        assert_eq!(by("ann", " ", " "), Ok(By::Password { code: false }), "blanks are part of a password");
        assert_eq!(by("ann", "p", "1"), Ok(By::Password { code: true }));
        assert_eq!(token(" \n").map(|key| key.by()), Err(Field::Token));
        let Ok(Key::Password(SignIn { login, password, code })) =
            sign_in(" ann@example.org ", " p w ".into(), " 123 456")
        else {
            panic!("all is there")
        };
        assert_eq!((login.as_str(), password.expose()), ("ann@example.org", " p w "));
        assert_eq!(code, Some(Password::new("123456")));
    }
    #[test]
    fn what_was_wrong_is_said_where_it_was_typed() {
        let told = |by, error| Field::of(&Failure { by, check: Check::Password, trouble: error, took: Vec::new() });
        let by_password = By::Password { code: true };
        assert_eq!(told(by_password, Trouble::Told(Error::NeedsTwoFactorCode)), Field::Code);
        assert_eq!(told(by_password, Trouble::Told(Error::WrongPassword)), Field::Password);
        assert_eq!(told(By::Token, Trouble::NothingToDo), Field::Token);
    }
}
