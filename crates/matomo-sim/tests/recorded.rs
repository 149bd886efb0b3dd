//! Calls that were recorded on live Matomo 5.8.0 and 5.3.1, made again here.
//!
//! `fixtures/recorded.jsonl` has one call per line, in the order in which they were made: what was sent and what 5.8.0
//! answered (`want`: status and body), 5.3.1 where it differed (`want_5_3`), header fields that matter. Lines with
//! `setup` build the instance; `fresh` starts over from them. Dates are `DATE`, tokens `HEX`, the instance's address is
//! `BASE`, a page of HTML is `HTML`, days left of an invitation `DAYS`.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use matomo_sim::{Config, Dialect, Reply, Request, Sim};
use serde_json::{Map, Value, json};

const NOW: u64 = 1_795_298_400_000;
const ORIGIN: &str = "http://127.0.0.1:9000";

struct Replay {
    dialect: Dialect,
    sim: Sim,
    now: u64,
    tokens: HashMap<String, String>,
}

impl Replay {
    fn new(dialect: Dialect) -> Self {
        let config = Config { dialect, cors_domains: vec![ORIGIN.to_owned()], ..Config::default() };
        let sim = Sim::new(config, NOW);
        let tokens = HashMap::from([("TOKEN".to_owned(), sim.admin_token().to_owned())]);
        Replay { dialect, sim, now: NOW, tokens }
    }

    fn call(&mut self, line: &Map<String, Value>) -> Reply {
        let mut query: Vec<(String, String)> = Vec::new();
        if let Some(method) = line.get("method").and_then(Value::as_str) {
            query.extend(
                [("module", "API"), ("method", method), ("format", "json")]
                    .map(|(name, value)| (name.to_owned(), value.to_owned())),
            );
        }
        query.extend(self.pairs(line.get("query")));
        let form = self.pairs(line.get("form"));
        let request = Request {
            method: line.get("verb").and_then(Value::as_str).unwrap_or("POST").to_owned(),
            target: format!("/index.php?{}", encode(&query)),
            origin: None,
            accept_language: line.get("language").and_then(Value::as_str).map(str::to_owned),
            body: encode(&form).into_bytes(),
        };
        self.now += 100;
        self.sim.handle(&request, self.now).reply().unwrap()
    }

    fn pairs(&self, pairs: Option<&Value>) -> Vec<(String, String)> {
        let pairs = pairs.and_then(Value::as_array).cloned().unwrap_or_default();
        let known = |text: &str| self.tokens.get(text).cloned().unwrap_or_else(|| text.to_owned());
        pairs.iter().map(|pair| (pair[0].as_str().unwrap().to_owned(), known(pair[1].as_str().unwrap()))).collect()
    }

    fn keep(&mut self, line: &Map<String, Value>, reply: &Reply) {
        if let Some(name) = line.get("keep").and_then(Value::as_str) {
            let body: Value = serde_json::from_slice(&reply.body).unwrap();
            self.tokens.insert(name.to_owned(), body["value"].as_str().unwrap().to_owned());
        }
    }
}

fn encode(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Puts what changes from run to run under one name.
fn normal(value: &Value, key: &str) -> Value {
    match value {
        Value::Number(_) if key == "invite_status" => json!("DAYS"),
        Value::String(text) => json!(normal_text(text)),
        Value::Array(items) => items.iter().map(|item| normal(item, "")).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, field)| (name.clone(), normal(field, name))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

fn normal_text(text: &str) -> String {
    let is_date = |text: &str| {
        text.len() == 19
            && text
                .bytes()
                .zip("0000-00-00 00:00:00".bytes())
                .all(|(byte, form)| if form == b'0' { byte.is_ascii_digit() } else { byte == form })
    };
    let is_hex = |text: &str| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match text.replace("http://127.0.0.1", "BASE") {
        text if is_date(&text) => "DATE".to_owned(),
        text if is_hex(&text) => "HEX".to_owned(),
        text => match text.rsplit_once("token=") {
            Some((link, token)) if is_hex(token) => format!("{link}token=HEX"),
            _ => text,
        },
    }
}

fn heard(reply: &Reply) -> Value {
    let body = match serde_json::from_slice::<Value>(&reply.body) {
        Ok(body) => normal(&body, ""),
        Err(_) if reply.body.starts_with(b"<!DOCTYPE") => json!("HTML"),
        Err(_) => json!(String::from_utf8_lossy(&reply.body)),
    };
    json!([reply.status, body])
}

fn replay(dialect: Dialect) -> usize {
    let lines: Vec<Map<String, Value>> =
        include_str!("fixtures/recorded.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let set_up = |dialect| {
        let mut replay = Replay::new(dialect);
        for line in lines.iter().filter(|line| line.contains_key("setup")) {
            let reply = replay.call(line);
            replay.keep(line, &reply);
        }
        replay
    };
    let mut replay = set_up(dialect);
    let mut compared = 0;
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.contains_key("setup")) {
        if line.contains_key("fresh") {
            replay = set_up(dialect);
            continue;
        }
        let reply = replay.call(line);
        let other = line.get("want_5_3").filter(|_| replay.dialect == Dialect::V5_3);
        let want = other.unwrap_or(&line["want"]);
        assert_eq!(heard(&reply), *want, "line {}: {}", number + 1, Value::Object(line.clone()));
        for (name, value) in line.get("headers").and_then(Value::as_object).into_iter().flatten() {
            assert_eq!(reply.header(name), value.as_str(), "{name} of line {}", number + 1);
        }
        replay.keep(line, &reply);
        compared += 1;
    }
    compared
}

#[test]
fn as_5_8_0_answered() {
    assert!(replay(Dialect::V5_8) > 400);
}

#[test]
fn as_5_3_1_answered() {
    assert!(replay(Dialect::V5_3) > 400);
}
