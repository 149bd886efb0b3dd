//! A small laboratory for the tests of the methods: two sites, the admin, and people as they are wanted.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use crate::{Config, Dialect, PASSWORD, Request, Sim};

/// The caller that is a super user.
pub(crate) const ADMIN: &str = "admin";

/// 2026-11-21 22:00:00 UTC.
pub(crate) const NOW: u64 = 1_795_298_400_000;

/// An instance with the sites 1 (`Main site`) and 2 (`Shop & Co <beta>`), in the group `shops`.
pub(crate) struct Lab {
    pub(crate) sim: Sim,
    pub(crate) now: u64,
    tokens: HashMap<String, String>,
}

/// What came back.
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) json: serde_json::Value,
    pub(crate) headers: Vec<(String, String)>,
}

impl Heard {
    /// The text of an error, with its entities.
    pub(crate) fn message(&self) -> &str {
        self.json["message"].as_str().unwrap_or_default()
    }

    /// Status and text of an error.
    pub(crate) fn error(&self) -> (u16, &str) {
        (self.status, self.message())
    }

    /// Whether it is the plain success.
    pub(crate) fn is_ok(&self) -> bool {
        self.status == 200 && self.json == serde_json::json!({"result": "success", "message": "ok"})
    }

    /// A field of each row of a list.
    pub(crate) fn column(&self, name: &str) -> Vec<&str> {
        self.json.as_array().unwrap().iter().map(|row| row[name].as_str().unwrap()).collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(present, _)| present == name).map(|(_, value)| value.as_str())
    }
}

impl Lab {
    pub(crate) fn new() -> Self {
        Lab::with(Config::default())
    }

    /// The same on 5.3.1.
    pub(crate) fn old() -> Self {
        Lab::with(Config { dialect: Dialect::V5_3, ..Config::default() })
    }

    pub(crate) fn with(config: Config) -> Self {
        let sim = Sim::new(config, NOW);
        let tokens = HashMap::from([(ADMIN.to_owned(), sim.admin_token().to_owned())]);
        let mut lab = Lab { sim, now: NOW, tokens };
        lab.call(ADMIN, "SitesManager.addSite", "siteName=Main+site&urls[]=https://www.example.org");
        lab.call(
            ADMIN,
            "SitesManager.addSite",
            "siteName=Shop+%26+Co+<beta>&urls=https://shop.example.org&group=shops",
        );
        lab
    }

    /// Adds an active account `login` / `login@example.org` with a token.
    pub(crate) fn person(&mut self, login: &str) {
        let body = format!("userLogin={login}&password={PASSWORD}&email={login}@example.org");
        assert!(self.ok(ADMIN, "UsersManager.addUser", &body), "{login}");
        self.tokens.insert(login.to_owned(), self.sim.create_token(login).unwrap());
    }

    /// The same with a role on sites.
    pub(crate) fn person_with(&mut self, login: &str, access: &str, sites: &str) {
        self.person(login);
        let body = format!("userLogin={login}&access={access}&idSites={sites}");
        assert!(self.ok(ADMIN, "UsersManager.setUserAccess", &body), "{login}");
    }

    /// Calls a method; `""` is nobody.
    pub(crate) fn call(&mut self, caller: &str, method: &str, body: &str) -> Heard {
        self.ask(caller, method, body, |request| request)
    }

    /// The same with a request that is changed before it is sent.
    pub(crate) fn ask(
        &mut self,
        caller: &str,
        method: &str,
        body: &str,
        change: impl FnOnce(Request) -> Request,
    ) -> Heard {
        let token = self.tokens.get(caller).map(|token| format!("token_auth={token}&")).unwrap_or_default();
        let target = format!("/index.php?module=API&method={method}&format=json");
        let request = change(Request::post(&target, format!("{token}{body}")));
        let reply = self.sim.handle(&request, self.now).reply().unwrap();
        let json = serde_json::from_slice(&reply.body).unwrap_or(serde_json::Value::Null);
        Heard { status: reply.status, json, headers: reply.headers }
    }

    /// Whether a method answers without an error.
    pub(crate) fn ok(&mut self, caller: &str, method: &str, body: &str) -> bool {
        let heard = self.call(caller, method, body);
        heard.status == 200 && heard.json["result"] != "error"
    }

    /// `site:access` of each row a login has, as the super user sees it.
    pub(crate) fn access(&mut self, login: &str) -> String {
        let heard = self.call(ADMIN, "UsersManager.getSitesAccessFromUser", &format!("userLogin={login}"));
        let rows = heard.json.as_array().unwrap().clone();
        let rows: Vec<String> =
            rows.iter().map(|row| format!("{}:{}", row["site"], row["access"].as_str().unwrap())).collect();
        rows.join(" ")
    }

    /// The token of a caller.
    pub(crate) fn token(&self, caller: &str) -> &str {
        &self.tokens[caller]
    }
}
