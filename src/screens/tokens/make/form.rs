//! What is filled in before a token is made.

use crate::{browser::clock, components::Note, register::Register, session::Session};
use access::{Directory, Status};
use leptos::prelude::*;
use matomo_api::{Caller, Login};
use onboarding::holds_token;
use std::sync::Arc;
use time::Date;
use tokens::{
    Entry, Policy, Rank,
    making::{self, Draft, EndChoice, Given, MakingField, MakingProblem, Proof},
};

/// The fields. Secrets are in them until they are sent.
#[derive(Clone, Copy)]
pub struct Form {
    pub session: Session,
    pub register: Register,
    directory: StoredValue<Arc<Directory>>,
    /// Whose it will be; empty until somebody was chosen.
    pub owner: RwSignal<String>,
    pub proof: RwSignal<Proof>,
    pub password: RwSignal<String>,
    pub own: RwSignal<String>,
    pub knows: RwSignal<bool>,
    pub code: RwSignal<String>,
    pub description: RwSignal<String>,
    pub purpose: RwSignal<String>,
    pub systems: RwSignal<String>,
    pub end: RwSignal<EndChoice>,
    pub day: RwSignal<String>,
    pub hours: RwSignal<String>,
    pub post_only: RwSignal<bool>,
    /// Somebody has pressed: what is missing is told too.
    pub tried: RwSignal<bool>,
    /// What Matomo said of a field, until something else is typed there.
    pub refused: RwSignal<Vec<(MakingField, String)>>,
    /// A new password was set already, and is still in memory.
    pub has_new: Memo<bool>,
}

impl Form {
    /// An empty form for `owner`, else for the caller, if they are known.
    pub fn new(directory: Arc<Directory>, owner: Option<Login>, held: super::held::Held) -> Self {
        let owner = owner.or_else(|| directory.caller().cloned()).map(|login| login.to_string()).unwrap_or_default();
        let register = Register::here();
        let (rank, policy) = (rank_of(&directory, &owner), untrack(|| register.policy()));
        let draft = Draft::new(rank, policy, today());
        let owner = RwSignal::new(owner);
        let form = Self {
            session: Session::here(),
            register,
            directory: StoredValue::new(directory),
            owner,
            proof: RwSignal::new(Proof::Password),
            password: RwSignal::new(String::new()),
            own: RwSignal::new(String::new()),
            knows: RwSignal::new(false),
            code: RwSignal::new(String::new()),
            description: RwSignal::new(draft.description),
            purpose: RwSignal::new(String::new()),
            systems: RwSignal::new(String::new()),
            end: RwSignal::new(draft.end),
            day: RwSignal::new(draft.day),
            hours: RwSignal::new(draft.hours),
            post_only: RwSignal::new(true),
            tried: RwSignal::new(false),
            refused: RwSignal::new(Vec::new()),
            has_new: Memo::new(move |_| held.password_of(&Login::reported(owner.get())).is_some()),
        };
        form.follow_owner();
        form.forget_refusals();
        form
    }

    /// A form for what takes the place of a token.
    pub fn next_of(directory: Arc<Directory>, entry: &Entry, held: super::held::Held) -> Self {
        let form = Self::new(directory, Some(entry.owner.clone()), held);
        form.description.set(making::name_of_next(&entry.name, today()));
        form.purpose.set(entry.purpose.clone());
        form.systems.set(entry.systems.join("\n"));
        form
    }

    /// The same with the caller's own password and word given once for several forms.
    pub fn with_one_own(self, own: RwSignal<String>, knows: RwSignal<bool>) -> Self {
        Self { own, knows, ..self }
    }

    /// Another owner may have another rank, and another password. A day that somebody chose stays.
    fn follow_owner(self) {
        Effect::new(move |before: Option<String>| {
            let owner = self.owner.get();
            if let Some(before) = before.filter(|before| *before != owner) {
                untrack(|| {
                    let proposed = |rank| making::last_day(rank, self.policy(), today()).to_string();
                    let was = self.directory.with_value(|directory| rank_of(directory, &before));
                    if self.day.get() == proposed(was) {
                        self.day.set(proposed(self.rank()));
                    }
                    self.forget_secrets();
                    if self.is_own() {
                        self.proof.set(Proof::Password);
                    }
                });
            }
            owner
        });
    }

    fn forget_refusals(self) {
        for (field, typed) in [
            (MakingField::Password, self.password),
            (MakingField::OwnPassword, self.own),
            (MakingField::Code, self.code),
            (MakingField::Description, self.description),
        ] {
            crate::components::follow(typed, move |now| {
                if !now.is_empty() {
                    self.refused.update(|refused| refused.retain(|(of, _)| *of != field));
                }
            });
        }
    }

    /// Whose it will be, once somebody was chosen. Reactive.
    pub fn login(self) -> Option<Login> {
        Some(self.owner.get()).filter(|owner| !owner.is_empty()).map(Login::reported)
    }

    /// Whether it is for the caller. Reactive.
    pub fn is_own(self) -> bool {
        self.directory.with_value(|directory| {
            directory.caller().is_some_and(|caller| self.owner.with(|owner| caller.is_same_account(owner)))
        })
    }

    /// Whether a new password can be set for the owner: a super user can, for anybody else. Reactive.
    pub fn can_reset(self) -> bool {
        let super_user = self.session.desk_untracked().is_some_and(|desk| desk.connection.caller == Caller::SuperUser);
        super_user && self.owner.with(|owner| !owner.is_empty()) && !self.is_own()
    }

    /// The accounts to choose from, the caller first, and how many invitees are left out.
    pub fn accounts(self) -> (Vec<(String, String)>, usize) {
        self.directory.with_value(|directory| {
            let caller = directory.caller().map(ToString::to_string);
            let active = directory.people().iter().filter(|person| person.status == Status::Active);
            let others = active.clone().map(|person| person.login.to_string());
            let others = others.filter(|login| Some(login) != caller.as_ref()).map(|login| (login.clone(), login));
            let first = match &caller {
                Some(caller) => (caller.clone(), format!("Myself ({caller})")),
                None => (String::new(), "Choose an account".to_owned()),
            };
            (std::iter::once(first).chain(others).collect(), directory.people().len() - active.count())
        })
    }

    /// Whether the owner has a second factor, as far as Matomo says. Reactive.
    pub fn has_second_factor(self) -> Option<bool> {
        let owner = self.owner.get();
        self.directory.with_value(|directory| directory.same_account(&owner)?.two_factor)
    }

    /// Reactive.
    pub fn rank(self) -> Rank {
        let owner = self.owner.get();
        self.directory.with_value(|directory| rank_of(directory, &owner))
    }

    fn policy(self) -> Policy {
        self.register.policy()
    }

    /// What is filled in, without the secrets. Reactive.
    pub fn draft(self) -> Draft {
        Draft { description: self.description.get(), end: self.end.get(), day: self.day.get(), hours: self.hours.get() }
    }

    fn given(self) -> Given {
        let new = self.has_new.get();
        let there = |secret: RwSignal<String>| secret.with(|secret| !secret.is_empty());
        Given {
            owner: self.owner.with(|owner| !owner.is_empty()),
            proof: if new { Proof::Password } else { self.proof.get() },
            password: new || there(self.password),
            own_password: there(self.own),
            knows: self.knows.get(),
            code: self.code.with(|code| !code.trim().is_empty()),
            code_needed: self.has_second_factor() == Some(true),
        }
    }

    /// What is wrong, or odd. Reactive.
    pub fn problems(self) -> Vec<MakingProblem> {
        let mut problems = self.given().problems();
        for (field, typed) in [
            (MakingField::Description, self.description),
            (MakingField::Purpose, self.purpose),
            (MakingField::Systems, self.systems),
        ] {
            if typed.with(|typed| holds_token(typed)) {
                let text = "This looks like a token, and would be kept in the clear.".to_owned();
                problems.push(MakingProblem { field, fatal: true, text });
            }
        }
        problems.extend(self.draft().problems(self.rank(), self.policy(), today()));
        problems
    }

    /// What is said beside a field: what is wrong once somebody has pressed, what is odd at once.
    pub fn notes(self, field: MakingField) -> Signal<Vec<Note>> {
        Signal::derive(move || {
            let refused =
                self.refused.get().into_iter().filter(|(of, _)| *of == field).map(|(_, said)| Note::error(said));
            let problems = self.problems().into_iter().filter(|problem| problem.field == field);
            let problems = problems.filter(|problem| !problem.fatal || self.tried.get());
            // Where Matomo has spoken the field is empty for that reason.
            let refused: Vec<Note> = refused.collect();
            if !refused.is_empty() {
                return refused;
            }
            problems.map(|it| if it.fatal { Note::error(it.text) } else { Note::warn(it.text) }).collect()
        })
    }

    /// Takes all secrets out of the fields.
    pub fn forget_secrets(self) {
        for secret in [self.password, self.own, self.code] {
            secret.set(String::new());
        }
    }
}

/// Today as Matomo counts days.
pub fn today() -> Date {
    making::day_of(clock::now())
}

fn rank_of(directory: &Directory, owner: &str) -> Rank {
    Rank::in_directory(directory, &Login::reported(owner))
}
