//! The database: its tables and nothing that decides.

mod grants;
mod lockout;
mod sites;
mod users;

use std::collections::BTreeMap;

pub(crate) use grants::{Access, Grant, Grants};
pub(crate) use lockout::Lockout;
pub(crate) use sites::{CURRENCIES, Site, TIMEZONES};
pub(crate) use users::{Invite, User, Users};

use crate::collate::same;
use crate::moment::{DAY, Moment};
use crate::random::Random;
use crate::{Config, Mail};

/// A token of an account.
pub(crate) struct Token {
    pub(crate) secret: String,
    pub(crate) login: String,
    pub(crate) description: String,
    pub(crate) expires: Option<Moment>,
    /// Accepted in a body only.
    pub(crate) secure_only: bool,
}

/// A dashboard: what matters here is who has it and what it is called.
#[derive(Clone)]
pub(crate) struct Dashboard {
    pub(crate) id: u32,
    pub(crate) name: String,
    /// Module and action of each widget.
    pub(crate) widgets: Vec<(String, String)>,
}

/// What a login has chosen, or was given, apart from access.
#[derive(Clone, Default)]
pub(crate) struct Choices {
    pub(crate) login: String,
    pub(crate) language: Option<String>,
    /// Names and values.
    pub(crate) preferences: Vec<(String, String)>,
    pub(crate) dashboards: Vec<Dashboard>,
}

/// Everything Matomo keeps.
pub(crate) struct Store {
    pub(crate) config: Config,
    pub(crate) users: Users,
    pub(crate) grants: Grants,
    pub(crate) sites: BTreeMap<u32, Site>,
    pub(crate) tokens: Vec<Token>,
    /// What people have set for themselves, whether there is an account or not.
    pub(crate) choices: Vec<Choices>,
    pub(crate) lockout: Lockout,
    pub(crate) mails: Vec<Mail>,
    pub(crate) random: Random,
    /// Grows with every change, so that a call can be asked whether it wrote.
    pub(crate) changes: u64,
    last_site: u32,
    last_cleanup: Moment,
}

impl Store {
    /// An empty database; daily tasks are next due on the day after `now`.
    pub(crate) fn new(config: Config, now: Moment) -> Self {
        let random = Random::new(config.seed);
        Store {
            config,
            users: Users::default(),
            grants: Grants::default(),
            sites: BTreeMap::new(),
            tokens: Vec::new(),
            choices: Vec::new(),
            lockout: Lockout::default(),
            mails: Vec::new(),
            random,
            changes: 0,
            last_site: 0,
            last_cleanup: now.midnight(),
        }
    }

    /// Adds a site under the next free id. Ids are never used twice.
    pub(crate) fn add_site(&mut self, build: impl FnOnce(u32) -> Site) -> u32 {
        self.last_site += 1;
        self.sites.insert(self.last_site, build(self.last_site));
        self.last_site
    }

    /// Makes a token for a login.
    pub(crate) fn add_token(
        &mut self,
        login: &str,
        description: &str,
        expires: Option<Moment>,
        secure_only: bool,
    ) -> String {
        let (secret, login, description) = (self.random.token(), login.to_owned(), description.to_owned());
        self.tokens.push(Token { secret: secret.clone(), login, description, expires, secure_only });
        secret
    }

    /// Who a token belongs to, if it is valid now and may come the way it came.
    pub(crate) fn user_of_token(&self, secret: &str, secure: bool, now: Moment) -> Option<&User> {
        let token = self.tokens.iter().find(|token| token.secret == secret)?;
        let valid = token.expires.is_none_or(|expires| expires > now) && (secure || !token.secure_only);
        self.users.get(&token.login).filter(|_| valid)
    }

    /// What a login has chosen.
    pub(crate) fn choices(&self, login: &str) -> Option<&Choices> {
        self.choices.iter().find(|choices| same(&choices.login, login))
    }

    /// The same, to change it.
    pub(crate) fn choices_mut(&mut self, login: &str) -> &mut Choices {
        let place = self.choices.iter().position(|choices| same(&choices.login, login)).unwrap_or_else(|| {
            self.choices.push(Choices { login: login.to_owned(), ..Choices::default() });
            self.choices.len() - 1
        });
        &mut self.choices[place]
    }

    /// Removes an account with its access, tokens, preferences and dashboards.
    pub(crate) fn delete_user(&mut self, login: &str) {
        self.users.remove(login);
        self.grants.remove(login, |_| true);
        self.tokens.retain(|token| !same(&token.login, login));
        self.choices.retain(|choices| !same(&choices.login, login));
    }

    /// Replaces what a login has on some sites by one role, or by nothing.
    pub(crate) fn replace_access(&mut self, login: &str, role: Option<Access>, sites: &[u32]) {
        self.grants.remove(login, |grant| sites.contains(&grant.site));
        for site in sites {
            if let Some(role) = role {
                self.grants.add(login, *site, role);
            }
        }
    }

    /// What the daily task does, once a day: expired tokens go, and pending people three days after their invitation
    /// ran out, with all access they were given in advance.
    pub(crate) fn run_daily_tasks(&mut self, now: Moment) {
        if now.midnight() <= self.last_cleanup {
            return;
        }
        self.last_cleanup = now.midnight();
        self.tokens.retain(|token| token.expires.is_none_or(|expires| expires >= now));
        let over = now.plus(-3 * DAY);
        let gone: Vec<String> = self
            .users
            .iter()
            .filter(|user| user.invite.as_ref().is_some_and(|invite| invite.expires < over))
            .map(|user| user.login.clone())
            .collect();
        for login in gone {
            self.delete_user(&login);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Store {
        let mut store = Store::new(Config::default(), Moment(0));
        store.users.add(User::new("ada", "ada@example.org", "", Moment(0)));
        store
    }

    #[test]
    fn tokens_end_and_know_how_they_came() {
        let mut store = store();
        let plain = store.add_token("ada", "", None, false);
        let secure = store.add_token("ada", "", None, true);
        let short = store.add_token("ada", "", Some(Moment(10)), false);
        assert!(store.user_of_token(&plain, false, Moment(0)).is_some());
        assert!(store.user_of_token(&secure, false, Moment(0)).is_none());
        assert!(store.user_of_token(&secure, true, Moment(0)).is_some());
        assert!(store.user_of_token(&short, true, Moment(9)).is_some());
        assert!(store.user_of_token(&short, true, Moment(10)).is_none());
        store.delete_user("ADA");
        assert!(store.tokens.is_empty());
    }

    #[test]
    fn the_daily_task_deletes_invitations_three_days_over() {
        let mut store = store();
        if let Some(ada) = store.users.get_mut("ada") {
            ada.invite = Some(Invite { mailed: "m".into(), copied: None, expires: Moment(DAY) });
        }
        store.grants.add("ada", 1, Access::VIEW);
        store.run_daily_tasks(Moment(4 * DAY));
        assert!(store.users.get("ada").is_some(), "three days over to the second");
        store.run_daily_tasks(Moment(4 * DAY + 5));
        assert!(store.users.get("ada").is_some(), "not twice a day");
        store.run_daily_tasks(Moment(5 * DAY));
        assert!(store.users.get("ada").is_none());
        assert_eq!(store.grants.all().count(), 0);
    }

    #[test]
    fn site_ids_are_not_used_twice() {
        let mut store = store();
        let add = |store: &mut Store| store.add_site(|id| Site::new(id, "x", Moment(0), "admin"));
        assert_eq!(add(&mut store), 1);
        store.sites.clear();
        assert_eq!(add(&mut store), 2);
    }

    #[test]
    fn replacing_access_drops_capabilities_and_leaves_other_sites() {
        let mut store = store();
        store.grants.add("ada", 1, Access::VIEW);
        store.grants.add("ada", 1, Access::all().last().unwrap_or(Access::VIEW));
        store.grants.add("ada", 2, Access::VIEW);
        store.replace_access("ada", Some(Access::WRITE), &[1, 999]);
        let rows: Vec<_> = store.grants.all().map(|row| (row.site, row.access.id())).collect();
        assert_eq!(rows, [(1, "write"), (2, "view"), (999, "write")]);
        store.replace_access("ada", None, &[1, 2, 999]);
        assert_eq!(store.grants.all().count(), 0);
    }
}
