//! Runs the script against one instance.

use super::{
    By, Call, Target, Way,
    normal::{LOGIN, Names, SITE_NAME},
};
use crate::http::{Http, Reply};
use form_urlencoded::Serializer;
use serde_json::Value;
use std::collections::BTreeMap;

/// An answer, fit for comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// HTTP status.
    pub status: u16,
    /// What the body is.
    pub kind: Kind,
    /// Whether it may be read by the page that asked. False where the call named no origin.
    pub readable_from_origin: bool,
    /// The JSON, normalised; of other bodies their normalised start, as a string.
    pub body: Value,
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// An HTML page.
    Page,
    /// XML.
    Xml,
    /// Anything else.
    Text,
    /// No body.
    Empty,
}

/// The script on its way through one instance.
pub struct Run<'a> {
    target: &'a Target,
    http: Http,
    kept: BTreeMap<&'static str, String>,
}

impl<'a> Run<'a> {
    /// Begins, by removing what an earlier run left behind.
    pub fn start(target: &'a Target) -> Result<Self, String> {
        let run = Self { target, http: Http::default(), kept: BTreeMap::new() };
        target.owner.clear_lockout()?;
        run.clean_up()?;
        Ok(run)
    }

    /// Makes one call and keeps what is to be kept of it.
    pub fn make(&mut self, call: &Call) -> Result<Seen, String> {
        let told = |why: &dyn std::fmt::Display| format!("{} · {}: {why}", self.target.name, call.label);
        if call.way == Way::Inside {
            let login = call.params.first().map(|(_, login)| login.as_str()).unwrap_or_default();
            self.target.owner.require_code(login).map_err(|why| told(&why))?;
            return Ok(Seen { status: 200, kind: Kind::Empty, readable_from_origin: false, body: Value::Null });
        }
        let reply = self.send(call).map_err(|why| told(&why))?;
        if let Some(name) = call.kept_as {
            let value: Value = serde_json::from_str(&reply.body).unwrap_or_default();
            let kept = match &value["value"] {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return Err(told(&format!("no value to keep as {name} in {}", reply.body))),
            };
            self.kept.insert(name, kept);
        }
        Ok(self.seen(call, &reply))
    }

    /// Ends, and leaves nothing behind.
    pub fn end(self) -> Result<(), String> {
        self.target.owner.clear_lockout()?;
        self.clean_up()
    }

    fn clean_up(&self) -> Result<(), String> {
        let logins = self.raw("UsersManager.getUsersLogin", &[])?;
        for login in logins.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if login.starts_with(LOGIN) || login == "424242" {
                self.raw("UsersManager.deleteUser", &[("userLogin", login)])?;
            }
        }
        let sites = self.raw("SitesManager.getSitesWithAdminAccess", &[])?;
        let (own, others): (Vec<_>, Vec<_>) = sites
            .as_array()
            .into_iter()
            .flatten()
            .partition(|site| site["name"].as_str().is_some_and(|name| name.starts_with(SITE_NAME)));
        if others.is_empty() {
            // Matomo never lets go of its last site.
            self.raw("SitesManager.addSite", &[("siteName", "Kept so that the others can be deleted")])?;
        }
        for site in own {
            self.raw("SitesManager.deleteSite", &[("idSite", &site["idsite"].to_string())])?;
        }
        Ok(())
    }

    /// A call of the script's own housekeeping, as the super user. An error in it is an error.
    fn raw(&self, method: &'static str, params: &[(&str, &str)]) -> Result<Value, String> {
        let reply = self.send(&super::call(method, By::Super, method, params))?;
        let value: Value = serde_json::from_str(&reply.body).unwrap_or_default();
        if value.is_null() || value["result"] == "error" {
            return Err(format!("{}: {method} {params:?}: {} {}", self.target.name, reply.status, reply.body));
        }
        Ok(value)
    }

    fn send(&self, call: &Call) -> Result<Reply, String> {
        let token = match call.by {
            By::Super => Some(self.target.token.as_str()),
            By::Token(name) => Some(self.kept.get(name).ok_or(format!("no token is kept as {name}"))?.as_str()),
            By::Nobody => None,
            By::Stranger => Some("00000000000000000000000000000000"),
        };
        let mut address = Serializer::new(String::new());
        let mut body = Serializer::new(String::new());
        let mut headers = Vec::new();
        let bearer = format!("Bearer {}", token.unwrap_or_default());
        if let Some(origin) = call.origin {
            headers.push(("Origin", if origin == "{allowed}" { self.target.allowed_origin.as_str() } else { origin }));
        }
        match (call.way, token) {
            (Way::Bearer, _) => headers.push(("Authorization", bearer.as_str())),
            (Way::Get, Some(token)) => drop(address.append_pair("token_auth", token)),
            (_, Some(token)) => drop(body.append_pair("token_auth", token)),
            (_, None) => {}
        }
        let what = if call.way == Way::AllInBody { &mut body } else { &mut address };
        what.append_pair("module", "API");
        if !call.method.is_empty() {
            what.append_pair("method", call.method);
        }
        if call.way != Way::WithoutFormat {
            what.append_pair("format", "json");
        }
        if call.way != Way::WithoutLimit {
            what.append_pair("filter_limit", "-1");
        }
        let rest = if call.way == Way::Get { &mut address } else { &mut body };
        if call.params.iter().all(|(name, _)| name != "language") {
            rest.append_pair("language", "en");
        }
        for (name, value) in &call.params {
            rest.append_pair(name, &self.filled(value)?);
        }
        let url = format!("{}index.php?{}", self.target.base_url, address.finish());
        let sent = match call.way {
            Way::Get => self.http.get(&url, &headers),
            _ => self.http.post(&url, &headers, &body.finish()),
        };
        sent.map_err(|why| why.to_string())
    }

    /// The value with its `{names}` filled in.
    fn filled(&self, value: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = value;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or(format!("{value}: a brace is not closed"))?;
            out.push_str(before);
            out.push_str(match name {
                "super" => &self.target.login,
                "super-password" => &self.target.password,
                _ => self.kept.get(name).ok_or(format!("nothing is kept as {name}"))?,
            });
            rest = after;
        }
        Ok(out + rest)
    }

    fn seen(&self, call: &Call, reply: &Reply) -> Seen {
        let sites = self.kept.iter().filter_map(|(name, v)| Some((v.parse().ok()?, (*name).to_owned()))).collect();
        let names = Names { base_url: self.target.base_url.clone(), sites };
        let json: Option<Value> = serde_json::from_str(&reply.body).ok();
        let kind = match (&json, reply.content_type.as_str()) {
            (Some(_), _) => Kind::Json,
            _ if reply.body.trim().is_empty() => Kind::Empty,
            (_, "text/html") => Kind::Page,
            (_, "text/xml" | "application/xml") => Kind::Xml,
            _ => Kind::Text,
        };
        let start = || Value::String(names.text(&reply.body.chars().take(300).collect::<String>()));
        Seen {
            status: reply.status,
            kind,
            readable_from_origin: call.origin.is_some() && reply.allow_origin.is_some(),
            body: json.map_or_else(start, |json| names.normal(&json)),
        }
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        // However the run ended, it locks nobody out of the instance.
        let _ = self.target.owner.clear_lockout();
    }
}
