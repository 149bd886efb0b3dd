//! Secrets that exist once: a token that was made, a password that was set. They are in memory for a minute after
//! they were last used, and as long as the screen is open at most.

use crate::{
    browser::clock,
    components::{Button, ButtonSize, Icon, icon, live},
    register::Register,
    screens::{
        secret::{secret, slip},
        sheet::language_choice,
    },
};
use access::Seconds;
use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*};
use matomo_api::{Login, Password, Token};
use onboarding::{Language, papers::Slip};
use std::time::Duration;
use tokens::{Entry, EntryId, making};

/// So long a secret stays after it was last used.
const STAY: Seconds = 60;

/// A password that was set for an account.
#[derive(Clone)]
pub struct NewPassword {
    /// Whose.
    pub login: Login,
    /// Which.
    pub password: Password,
    /// Whether Matomo said that it was set; else the answer was lost.
    pub certain: bool,
}

/// What a screen holds.
#[derive(Clone, Copy)]
pub struct Held {
    register: Register,
    fading: StoredValue<Vec<EntryId>>,
    kept: StoredValue<Vec<EntryId>>,
    passwords: RwSignal<Vec<NewPassword>, LocalStorage>,
    until: StoredValue<Seconds>,
    left: RwSignal<Seconds>,
}

impl Held {
    /// Makes it, for as long as the screen lives.
    pub fn new() -> Self {
        let held = Self {
            register: Register::here(),
            fading: StoredValue::new(Vec::new()),
            kept: StoredValue::new(Vec::new()),
            passwords: RwSignal::new_local(Vec::new()),
            until: StoredValue::new(0),
            left: RwSignal::new(0),
        };
        let tick = set_interval_with_handle(move || held.tick(), Duration::from_secs(1));
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
            held.drop_all(held.fading);
            held.drop_all(held.kept);
        });
        held
    }

    /// Whether the screen is still there.
    pub fn is_there(self) -> bool {
        self.left.try_get_untracked().is_some()
    }

    /// Holds a token that is needed until the screen is left, such as an old one that is still to be proven dead.
    pub fn keep(self, id: &EntryId, token: Token) {
        self.register.hold(id, token);
        self.kept.update_value(|kept| kept.push(id.clone()));
    }

    /// Drops a token at once.
    pub fn forget(self, id: &EntryId) {
        self.register.drop_token(id);
    }

    /// Holds a token for a minute.
    pub fn take(self, id: &EntryId) {
        self.fading.update_value(|fading| fading.push(id.clone()));
        self.used();
    }

    /// Holds a password that was set, for a minute.
    pub fn take_password(self, new: NewPassword) {
        self.passwords.update(|all| {
            all.retain(|old| old.login != new.login);
            all.push(new);
        });
        self.used();
    }

    /// The password that was set for an account, and is known to be set. Reactive.
    pub fn password_of(self, login: &Login) -> Option<Password> {
        let own = |new: &&NewPassword| new.certain && new.login == *login;
        self.passwords.with(|all| all.iter().find(own).map(|new| new.password.clone()))
    }

    /// Says that something of it is used: the minute begins again.
    pub fn used(self) {
        let holds =
            self.fading.with_value(|fading| !fading.is_empty()) || self.passwords.with_untracked(|all| !all.is_empty());
        if holds {
            self.until.set_value(clock::now() + STAY);
            self.left.set(STAY);
        }
    }

    fn tick(self) {
        let left = self.until.get_value() - clock::now();
        if left > 0 {
            // A clock that was set back shall not give an hour.
            self.left.set(left.min(STAY));
        } else if self.left.get_untracked() > 0 {
            self.left.set(0);
            self.drop_all(self.fading);
            self.passwords.set(Vec::new());
        }
    }

    fn drop_all(self, ids: StoredValue<Vec<EntryId>>) {
        for id in ids.try_update_value(std::mem::take).unwrap_or_default() {
            self.register.drop_token(&id);
        }
    }

    /// The countdown, with the button that begins it again. Nothing where nothing is held.
    pub fn countdown(self) -> AnyView {
        let counting = Memo::new(move |_| self.left.get() > 0);
        let more = Callback::new(move |()| self.used());
        live(move || {
            counting.get().then(|| {
                view! {
                    <div class="row">
                        <span class="state soft">{icon(Icon::Clock)}{live(move || format!("Cleared from this page in {} s", self.left.get()))}</span>
                        <Button size=ButtonSize::Small on_press=more>"Keep it 60 seconds more"</Button>
                    </div>
                }
            })
        })
    }

    /// A token to be handed over, while it is held. `whose` tells it from others, as ` of nightly`.
    pub fn token(self, id: &EntryId, entry: &Entry, whose: String) -> AnyView {
        let (id, name) = (id.clone(), entry.name.clone());
        let until = entry.ends.map(making::day_of);
        let register = self.register;
        let there = {
            let id = id.clone();
            Memo::new(move |_| register.token(&id).is_some())
        };
        let language = RwSignal::new(Some(Language::En));
        live(move || {
            let token = there.get().then(|| untrack(|| register.token(&id))).flatten();
            let Some(token) = token else {
                return view! { <p class="soft">"The token is not on this page any more, and is kept nowhere. Where it was not copied another one has to be made."</p> }
                    .into_any();
            };
            let name = name.clone();
            let slip = slip("token", &whose, Password::new(token.expose()), move |token| {
                Slip::with_token(language.get().unwrap_or_default(), &name, token, until)
            });
            view! {
                <div class="stack stack-3" on:click=move |_| self.used()>
                    {secret("New token", "token", &whose, Password::new(token.expose()))}
                    <div class="row">{slip}{language_choice("Language of the slip", false, language)}</div>
                </div>
            }
            .into_any()
        })
    }

    /// Passwords that were set, to be handed over.
    pub fn passwords(self) -> AnyView {
        let logins = Memo::new(move |_| {
            self.passwords.with(|all| all.iter().map(|new| (new.login.clone(), new.certain)).collect::<Vec<_>>())
        });
        live(move || {
            logins.track();
            let all = self.passwords.get_untracked();
            all.into_iter().map(|new| self.password(new)).collect_view()
        })
    }

    fn password(self, new: NewPassword) -> AnyView {
        let NewPassword { login, password, certain } = new;
        let title = match certain {
            true => format!("{login} has a new password"),
            false => format!("{login} may have a new password: no answer came"),
        };
        let whose = format!(" of {login}");
        view! {
            <div class="action action--pad" on:click=move |_| self.used()>
                {icon(Icon::Key)}
                <div class="stack stack-2">
                    <p class="strong">{title}</p>
                    <p>"Hand it over to whoever signs in with it. It is shown only here."</p>
                    {secret("New password", "new password", &whose, password)}
                </div>
            </div>
        }
        .into_any()
    }
}
