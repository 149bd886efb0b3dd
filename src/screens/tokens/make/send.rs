//! Making a token: one call, or two where a new password is set first. Neither is sent twice.

use super::{
    form::Form,
    held::{Held, NewPassword},
};
use crate::{
    browser::{clock, random},
    register::Register,
    session::{Desk, connecting::count_refusal},
};
use leptos::prelude::*;
use matomo_api::{
    Error, Features, Login, Password,
    methods::{CreateAppSpecificTokenAuth, TokenDescription, TokenEnd, UpdateUser},
};
use onboarding::credentials;
use records::TokenAction;
use std::rc::Rc;
use tokens::{
    Entry, EntryId, Fingerprint, NotMade, Origin,
    making::{self, MakingField, Proof},
};

/// What is to be made. It holds secrets, and is used up by sending.
pub struct Wish {
    pub owner: Login,
    pub by: By,
    pub code: Option<Password>,
    pub description: TokenDescription,
    pub purpose: String,
    pub systems: Vec<String>,
    pub end: TokenEnd,
    pub post_only: bool,
}

/// By what Matomo is shown that the owner agrees.
pub enum By {
    /// Their password.
    Password(Password),
    /// A new one, which is set first; holds the caller's own.
    NewPassword(Password),
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Setting the new password failed: no token was asked for.
    pub resetting: bool,
    pub why: NotMade,
    pub error: Error,
    pub owner: Login,
    pub name: String,
    /// When a token that was left behind ends, in Unix seconds.
    pub ends: Option<access::Seconds>,
}

impl Failure {
    /// The field that it is about.
    pub fn field(&self) -> Option<MakingField> {
        match (self.resetting, self.why) {
            (true, NotMade::WrongPassword) => Some(MakingField::OwnPassword),
            (true, _) => None,
            (false, why) => why.field(),
        }
    }
}

/// Whether a token that was made is the kind that works in a body only, as far as known.
pub fn post_only(features: Features, wanted: bool) -> Option<bool> {
    match (wanted, features.secure_only) {
        (true, false) => None,
        (wanted, _) => Some(wanted),
    }
}

impl Wish {
    /// Sends it, once. The token is held from then on, and its entry kept.
    pub async fn send(self, desk: &Rc<Desk>, register: Register, held: Held) -> Result<EntryId, Failure> {
        let (owner, name, coded) = (self.owner.clone(), self.description.as_str().to_owned(), self.code.is_some());
        let failure = |resetting, error: Error| {
            let why = NotMade::of(&error, coded);
            if why.counts() {
                count_refusal(desk.client.url());
            }
            let ends = making::ends_at(self.end, clock::now());
            Failure { resetting, why, error, owner: owner.clone(), name: name.clone(), ends }
        };
        let password = match self.by {
            By::Password(password) => password,
            By::NewPassword(own) => match set_password(desk, held, &owner, own).await {
                Ok(new) => new,
                Err(error) => return Err(failure(true, error)),
            },
        };
        let call = CreateAppSpecificTokenAuth {
            owner: owner.clone(),
            password,
            description: self.description,
            end: self.end,
            secure_only: self.post_only,
            two_factor_code: self.code,
        };
        let answer = desk.client.call_without_token(&call).await;
        drop(call);
        let token = answer.map_err(|error| failure(false, error))?;
        let now = clock::now();
        let mut entry = Entry::new(name.clone(), owner.clone(), Origin::Made, now);
        entry.purpose = self.purpose;
        entry.systems = self.systems;
        entry.ends = making::ends_at(self.end, now);
        entry.fingerprint = Some(Fingerprint::of(&token));
        entry.post_only = post_only(desk.connection.features, self.post_only);
        entry.note(now, register.who().as_ref(), "Made.");
        let left = !held.is_there();
        if left {
            entry.note(now, None, "Lost: the page was left before it was shown. Delete it in Matomo.");
        }
        let id = register.add(entry).await;
        register.record(&id, TokenAction::Made, if left { "; lost before it was shown" } else { "" });
        if held.is_there() {
            register.hold(&id, token);
            held.take(&id);
        }
        Ok(id)
    }
}

/// Sets a new password. It is held even where the answer is lost: then it may be the one that holds now.
async fn set_password(desk: &Rc<Desk>, held: Held, login: &Login, own: Password) -> Result<Password, Error> {
    let new = credentials::temporary_password(&mut |bytes| random::fill(bytes));
    let call = UpdateUser { login: login.clone(), new_password: Some(new.clone()), new_email: None, password: own };
    let answer = desk.client.call(&call).await;
    let certain = answer.is_ok();
    if (certain || answer.as_ref().is_err_and(Error::leaves_effect_unknown)) && held.is_there() {
        held.take_password(NewPassword { login: login.clone(), password: new.clone(), certain });
    }
    answer.map(|()| new)
}

impl Form {
    /// What is to be made, if nothing is in the way; the secrets are taken out of the fields.
    pub fn wish(self, held: Held) -> Option<Wish> {
        let (owner, draft) = untrack(|| (self.login(), self.draft()));
        let (owner, end) = (owner?, draft.token_end()?);
        let description = TokenDescription::parse(&draft.description).ok()?;
        let taken = |secret: RwSignal<String>| Password::new(secret.get_untracked());
        let by = match (untrack(|| held.password_of(&owner)), self.proof.get_untracked()) {
            (Some(new), _) => By::Password(new),
            (None, Proof::Password) => By::Password(taken(self.password)),
            (None, Proof::NewPassword) => By::NewPassword(taken(self.own)),
        };
        let code = self.code.get_untracked().trim().to_owned();
        self.forget_secrets();
        Some(Wish {
            owner,
            by,
            code: Some(code).filter(|code| !code.is_empty()).map(Password::new),
            description,
            purpose: self.purpose.get_untracked().trim().to_owned(),
            systems: making::systems(&self.systems.get_untracked()),
            end,
            post_only: self.post_only.get_untracked(),
        })
    }
}
