//! The simulator itself: requests in, outcomes out.

use crate::error::ApiError;
use crate::exchange::Exchange;
use crate::faults::{Faults, Strike};
use crate::front;
use crate::message::Message;
use crate::methods;
use crate::moment::Moment;
use crate::pages;
use crate::render::{self, Format};
use crate::store::{Store, Token};
use crate::{Call, Config, KnownToken, Mail, Outcome, Reply, Request, data};

/// A Matomo in memory.
pub struct Sim {
    store: Store,
    faults: Faults,
    calls: Vec<Call>,
    requests: u64,
    admin_login: String,
    admin_token: String,
}

impl Sim {
    /// Sets up an instance. Dates in its data are relative to `now_ms`, in milliseconds since 1970.
    pub fn new(config: Config, now_ms: u64) -> Self {
        let now = Moment::from_millis(now_ms);
        let mut store = Store::new(config, now);
        let admin_login = data::fill(&mut store, now);
        let admin_token = store.add_token(&admin_login, "", None, false);
        Sim { store, faults: Faults::default(), calls: Vec::new(), requests: 0, admin_login, admin_token }
    }

    /// Answers a request that comes in at `now_ms`. What it asks for is done before this returns, also where the
    /// reply is to be delayed.
    pub fn handle(&mut self, request: &Request, now_ms: u64) -> Outcome {
        let now = Moment::from_millis(now_ms);
        self.store.run_daily_tasks(now);
        self.requests += 1;
        let mut exchange = Exchange::new(self.requests, request);
        let called = front::methods_called(&exchange);
        let writes = called.iter().any(|method| methods::find(method).is_some_and(|found| found.writes));
        let strike = self.faults.strike(&called, writes);
        let mut reply = match self.before(&strike, &exchange) {
            Before::Drop => return Outcome::Dropped,
            Before::Answer(reply) => reply,
            Before::Go => front::answer(&mut self.store, &mut exchange, now),
        };
        self.calls.append(&mut exchange.calls);
        if strike.drop_after {
            return Outcome::Dropped;
        }
        if strike.error_after {
            reply = pages::error(500, "Internal Server Error", &Exchange::new(self.requests, request));
        }
        if strike.truncate {
            reply.body.truncate(reply.body.len() / 2);
        }
        reply.delay_ms = self.store.config.latency_ms.saturating_add(strike.delay_ms);
        if strike.drop_midway { Outcome::DroppedMidway(reply) } else { Outcome::Reply(reply) }
    }

    /// Faults that requests meet from now on.
    pub fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    /// Login of the first super user. The password is [`crate::PASSWORD`].
    pub fn admin_login(&self) -> &str {
        &self.admin_login
    }

    /// A token of the first super user.
    pub fn admin_token(&self) -> &str {
        &self.admin_token
    }

    /// Makes a token for a login, as its owner could in Matomo's own pages. `None` if there is no such account.
    pub fn create_token(&mut self, login: &str) -> Option<String> {
        let login = self.store.users.get(login)?.login.clone();
        Some(self.store.add_token(&login, "", None, false))
    }

    /// Revokes a token, as its owner could in Matomo's own pages. Says whether there was one.
    pub fn revoke_token(&mut self, token: &str) -> bool {
        let before = self.store.tokens.len();
        self.store.tokens.retain(|present| present.secret != token);
        self.store.tokens.len() < before
    }

    /// The tokens that there are, in the order they were made.
    pub fn tokens(&self) -> Vec<KnownToken> {
        let known = |token: &Token| KnownToken {
            login: token.login.clone(),
            description: token.description.clone(),
            secret: token.secret.clone(),
            expires: token.expires.map(|moment| moment.0),
            secure_only: token.secure_only,
        };
        self.store.tokens.iter().map(known).collect()
    }

    /// Sets up two-factor authentication for an account, with the one code that is right; `None` switches it off. Says
    /// whether there is such an account.
    pub fn set_auth_code(&mut self, login: &str, code: Option<&str>) -> bool {
        match self.store.users.get_mut(login) {
            Some(user) => {
                user.auth_code = code.map(str::to_owned);
                true
            }
            None => false,
        }
    }

    /// Demands a second factor of everybody from now on, as a super user does in Matomo's settings.
    pub fn demand_second_factor(&mut self) {
        self.store.config.two_factor_required = true;
    }

    /// How many failures to sign in were counted, as Matomo's own log of them shows.
    pub fn failures(&self) -> usize {
        self.store.lockout.failures()
    }

    /// Invitations that were mailed, in order.
    pub fn mails(&self) -> &[Mail] {
        &self.store.mails
    }

    /// Methods that were called, in order: a test sees here that nothing was done twice.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// How many requests came in, whatever became of them.
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// How this instance is set up.
    pub fn config(&self) -> &Config {
        &self.store.config
    }

    fn before(&self, strike: &Strike, exchange: &Exchange) -> Before {
        if strike.drop_before {
            return Before::Drop;
        }
        if strike.maintenance {
            return Before::Answer(pages::maintenance(exchange));
        }
        if strike.error_before {
            return Before::Answer(pages::error(500, "Internal Server Error", exchange));
        }
        if strike.unauthorized {
            let error = ApiError::denied(Message::TokenRefused { secure: true });
            let language = exchange.language(&self.store, "anonymous");
            let dialect = self.store.config.dialect;
            return Before::Answer(render::failure(&error, Format::Json, language, dialect, exchange));
        }
        Before::Go
    }
}

/// What a fault makes of a request before it is looked at.
enum Before {
    Drop,
    Answer(Reply),
    Go,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::testing::{ADMIN, Lab, NOW};
    use crate::{Config, Dataset, PASSWORD, Request, Sim};

    #[test]
    fn tokens_are_made_and_revoked_as_in_matomos_own_pages() {
        let mut lab = Lab::new();
        lab.person_with("ada", "view", "1");
        let token = lab.sim.create_token("ADA").unwrap();
        let works = |lab: &mut Lab| lab.ok("", "API.getMatomoVersion", &format!("token_auth={token}"));
        assert!(works(&mut lab));
        assert!(lab.sim.revoke_token(&token) && !lab.sim.revoke_token(&token));
        assert!(!works(&mut lab));
        assert_eq!(lab.sim.create_token("nobody"), None);
        assert!(!lab.sim.set_auth_code("nobody", None));
    }

    #[test]
    fn the_admin_of_each_data_set_has_the_known_password() {
        for (data, login) in
            [(Dataset::Demo, "m.calder"), (Dataset::Empty, ADMIN), (Dataset::Large { users: 9, sites: 2 }, ADMIN)]
        {
            let mut sim = Sim::new(Config { data, ..Config::default() }, NOW);
            assert_eq!((sim.admin_login(), sim.config().data), (login, data));
            let target = "/index.php?module=API&method=TwoFactorAuth.resetTwoFactorAuth&format=json";
            let token = sim.admin_token().to_owned();
            let body = format!("token_auth={token}&userLogin=nobody&passwordConfirmation={PASSWORD}");
            let reply = sim.handle(&Request::post(target, body), NOW).reply().unwrap();
            assert_eq!(reply.body, br#"{"result":"success","message":"ok"}"#);
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_tokens() {
        let token = |seed| Sim::new(Config { seed, ..Config::default() }, NOW).admin_token().to_owned();
        assert_eq!(token(5), token(5));
        assert_ne!(token(5), token(6));
    }
}
