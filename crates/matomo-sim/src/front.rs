//! The way of a request: who it is from, then the API or a page. What is refused at the door carries no CORS header
//! fields, which is why a browser on another origin cannot tell a wrong token from a wrong address.

use crate::context::{Answer, Caller, Context};
use crate::error::ApiError;
use crate::exchange::{Exchange, trimmed};
use crate::language::Language;
use crate::message::Message;
use crate::methods;
use crate::moment::Moment;
use crate::pages;
use crate::php::{Array, Key, Value, trim};
use crate::render::{self, Format};
use crate::store::Store;
use crate::{Call, Reply};

/// Rows that Matomo returns where the caller says nothing about it (`API_datatable_default_limit`).
const DEFAULT_LIMIT: &str = "100";

/// Answers a request.
pub(crate) fn answer(store: &mut Store, exchange: &mut Exchange, now: Moment) -> Reply {
    let is_api = is_api(exchange);
    let caller = match sign_in(store, exchange, is_api, now) {
        Ok(caller) => caller,
        Err(error) => return refuse(store, exchange, &error),
    };
    if is_api { answer_call(store, exchange, caller, now) } else { pages::answer(store, exchange, &caller, now) }
}

/// Methods that a request calls: its own, or those of a bulk's elements.
pub(crate) fn methods_called(exchange: &Exchange) -> Vec<String> {
    if !is_api(exchange) {
        return Vec::new();
    }
    let method = trim(exchange.parameter("method"));
    if method != methods::BULK {
        return vec![method.to_owned()];
    }
    let parameters = exchange.parameters();
    let elements = parameters.get("urls").and_then(Value::as_array).cloned().unwrap_or_default();
    elements
        .values()
        .filter_map(Value::as_text)
        .filter_map(|element| {
            methods::element_parameters(element).get("method").and_then(Value::as_text).map(str::to_owned)
        })
        .collect()
}

/// Calls one method for a caller: the API's own way in, used for a call of its own and for each element of a bulk.
pub(crate) fn call(
    store: &mut Store,
    exchange: &mut Exchange,
    caller: Caller,
    parameters: Array,
    now: Moment,
) -> Answer {
    let dialect = store.config.dialect;
    let name = parameters.get("method").and_then(Value::as_text).unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(ApiError::plain(Message::MethodUnnamed));
    }
    let Some((module, method)) = name.split_once('.').filter(|(_, method)| !method.contains('.')) else {
        return Err(ApiError::plain(Message::MethodName));
    };
    methods::require_plugin(module, &store.config)?;
    let caller = methods::caller_of_element(store, exchange, caller, &parameters, now)?;
    let Some(found) = methods::find(&name) else {
        return Err(methods::unknown(module, method));
    };
    for need in found.needs {
        need.check(&parameters, dialect)?;
    }
    let changes = store.changes;
    let subject = ["userLogin", "login"].iter().find_map(|key| parameters.get(key)).and_then(Value::as_text);
    let place = exchange.calls.len();
    exchange.calls.push(Call {
        request: exchange.number,
        method: name.clone(),
        caller: caller.login.clone(),
        subject: subject.map(str::to_owned),
        wrote: false,
        ok: false,
    });
    let answer = (found.run)(&mut Context { store, exchange, caller, parameters, now });
    exchange.calls[place].wrote = found.writes && store.changes != changes;
    exchange.calls[place].ok = answer.is_ok();
    answer
}

/// Who a token belongs to; a wrong one counts as a failure.
pub(crate) fn authenticate(
    store: &mut Store,
    exchange: &mut Exchange,
    token: &str,
    secure: bool,
    now: Moment,
) -> Option<Caller> {
    if let Some(user) = store.user_of_token(token, secure, now) {
        return Some(Caller { login: user.login.clone(), super_user: user.super_user });
    }
    if !exchange.failure_counted {
        exchange.failure_counted = true;
        store.lockout.record(now);
    }
    None
}

fn is_api(exchange: &Exchange) -> bool {
    exchange.parameter("module") == "API" && matches!(exchange.parameter("action"), "" | "index")
}

fn sign_in(store: &mut Store, exchange: &mut Exchange, is_api: bool, now: Moment) -> Result<Caller, ApiError> {
    let (token, secure) = exchange.token(store.config.dialect)?;
    let Some(token) = token.filter(|token| *token != "anonymous").map(str::to_owned) else {
        return Ok(Caller::anonymous());
    };
    if store.lockout.is_locked(now) {
        return Err(ApiError::with_status(500, Message::TooManyFailures));
    }
    match authenticate(store, exchange, &token, secure, now) {
        Some(caller) => Ok(caller),
        None if is_api => Err(ApiError::denied(Message::TokenRefused { secure })),
        None => Ok(Caller::anonymous()),
    }
}

/// Refuses at the door. The answer is JSON only if the *query* names module and method.
fn refuse(store: &Store, exchange: &Exchange, error: &ApiError) -> Reply {
    let text = |name| exchange.get.get(name).and_then(Value::as_text).unwrap_or_default();
    let is_call = text("module") == "API" && text("method").split('.').count() == 2;
    let dialect = store.config.dialect;
    let language = exchange.language(store, "anonymous");
    match Format::of_name(exchange.parameter("format")) {
        Some(format) if is_call => render::failure(error, format, language, dialect, exchange),
        _ => pages::error(error.status, &error.message.text(language, dialect), exchange),
    }
}

fn answer_call(store: &mut Store, exchange: &mut Exchange, caller: Caller, now: Moment) -> Reply {
    let dialect = store.config.dialect;
    let Some(format) = Format::of_name(exchange.parameter("format")) else {
        let message = Message::FormatUnknown(exchange.parameter("format").to_owned()).text(Language::English, dialect);
        return render::reply(200, "text/plain; charset=utf-8", format!("Error: {message}"), exchange);
    };
    if exchange.get.get("filter_limit").is_none() {
        let limit = exchange.post.get("filter_limit").cloned().unwrap_or_else(|| DEFAULT_LIMIT.into());
        exchange.get.append(Key::from("filter_limit"), limit);
    }
    allow_origin(store, exchange);
    let parameters = trimmed(exchange.parameters());
    let login = caller.login.clone();
    match call(store, exchange, caller, parameters.clone(), now) {
        Ok(value) => render::success(render::cut(value, &parameters), format, exchange),
        Err(error) if error.fatal => refuse(store, exchange, &error),
        Err(error) => {
            let language = exchange.language(store, &login);
            render::failure(&error, format, language, dialect, exchange)
        }
    }
}

/// CORS: a configured origin may read the answer, letter for letter. Nothing is said about header fields or methods,
/// so that no preflight ever succeeds.
fn allow_origin(store: &Store, exchange: &mut Exchange) {
    let domains = &store.config.cors_domains;
    if domains.is_empty() {
        return;
    }
    let any = domains.iter().any(|domain| domain == "*");
    exchange.set_header("Vary", "Origin");
    match exchange.origin.clone().filter(|origin| !origin.is_empty()) {
        Some(origin) if any || domains.contains(&origin) => {
            exchange.set_header("Access-Control-Allow-Credentials", "true");
            exchange.set_header("Access-Control-Allow-Origin", origin);
        }
        None if any => {
            exchange.set_header("Access-Control-Allow-Credentials", "true");
            exchange.set_header("Access-Control-Allow-Origin", "*");
        }
        _ => {}
    }
}
