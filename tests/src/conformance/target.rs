//! Whom the script is run against.

use std::rc::Rc;

use matomo_sim::{Config, Dialect, server};
use xtask::matomo::{Instance, ORIGINS};

use crate::totp::SECRET;

/// A Matomo, real or simulated, with its super user.
#[derive(Clone)]
pub struct Target {
    /// What to call it in a report, such as "Matomo 5.8.0".
    pub name: String,
    /// Its address, with a closing slash.
    pub base_url: String,
    /// The super user's login.
    pub login: String,
    /// The super user's password, which some calls confirm themselves with.
    pub password: String,
    /// A token of the super user.
    pub token: String,
    /// An origin that it lets read its answers.
    pub allowed_origin: String,
    /// What its owner can do with it besides.
    pub owner: Rc<dyn Owner>,
}

/// What no call can do.
pub trait Owner {
    /// Makes it forget failed logins, of which more than 20 in an hour lock everybody out.
    fn clear_lockout(&self) -> Result<(), String>;

    /// Gives the account of that login two-factor authentication.
    fn require_code(&self, login: &str) -> Result<(), String>;
}

impl Owner for Instance {
    fn clear_lockout(&self) -> Result<(), String> {
        // One that was not set up here forgets by itself, within the hour.
        if self.is_own() { Instance::clear_lockout(self).map_err(|why| why.to_string()) } else { Ok(()) }
    }

    fn require_code(&self, login: &str) -> Result<(), String> {
        let update = format!("update matomo_user set twofactor_secret = '{SECRET}' where login = '{login}'");
        self.sql(&update).map(drop).map_err(|why| why.to_string())
    }
}

impl Owner for server::Server {
    fn clear_lockout(&self) -> Result<(), String> {
        // It begins fresh and is thrown away.
        Ok(())
    }

    fn require_code(&self, login: &str) -> Result<(), String> {
        let known = self.with(|sim| sim.set_auth_code(login, Some("123456")));
        known.then_some(()).ok_or_else(|| format!("there is no {login}"))
    }
}

impl Target {
    /// A real Matomo.
    pub fn real(instance: &Instance) -> Self {
        Self {
            name: format!("Matomo {}", instance.version),
            base_url: instance.base_url.clone(),
            login: instance.admin_login.clone(),
            password: instance.admin_password.clone(),
            token: instance.token.clone(),
            allowed_origin: ORIGINS[0].to_owned(),
            owner: Rc::new(instance.clone()),
        }
    }

    /// A fresh simulator of that dialect, for one run. It ends with the last clone of this.
    pub fn simulated(dialect: Dialect) -> Result<Self, String> {
        let config = Config { dialect, cors_domains: vec![ORIGINS[0].to_owned()], ..Config::default() };
        let server = server::spawn(config, 0).map_err(|why| why.to_string())?;
        let (login, token) = server.with(|sim| (sim.admin_login().to_owned(), sim.admin_token().to_owned()));
        Ok(Self {
            name: format!("simulator of {}", dialect.version()),
            base_url: format!("{}/", server.url()),
            login,
            password: matomo_sim::PASSWORD.to_owned(),
            token,
            allowed_origin: ORIGINS[0].to_owned(),
            owner: Rc::new(server),
        })
    }
}
