//! The few pages: signing in, accepting an invitation, an error, maintenance.

use crate::Reply;
use crate::context::Caller;
use crate::exchange::Exchange;
use crate::message::Message;
use crate::methods;
use crate::moment::Moment;
use crate::php::escape;
use crate::render::reply;
use crate::store::{Access, Store};
use crate::validate;

const HTML: &str = "text/html; charset=utf-8";

/// Answers a request that is not for the API.
pub(crate) fn answer(store: &mut Store, exchange: &mut Exchange, caller: &Caller, now: Moment) -> Reply {
    if !(exchange.path.is_empty() || exchange.path.ends_with('/') || exchange.path.ends_with("/index.php")) {
        return error(404, "Not Found", exchange);
    }
    let may_write = caller.super_user
        || store.grants.of_login(&caller.login).iter().any(|row| row.access.is_role() && row.access >= Access::WRITE);
    if may_write {
        return error_message(500, &Message::TokenTooStrong, store, exchange);
    }
    let module = exchange.parameter("module").to_owned();
    let action = exchange.parameter("action").to_owned();
    match (module.as_str(), action.as_str()) {
        ("" | "CoreHome" | "Login", _) if store.lockout.is_locked(now) => {
            error_message(500, &Message::TooManyFailures, store, exchange)
        }
        ("Login", "acceptInvitation") => accept_invitation(store, exchange, now),
        ("", _) | ("CoreHome" | "Login", "" | "index" | "login") => sign_in(200, exchange),
        (module, _) => match methods::require_plugin(module, &store.config) {
            Ok(()) => sign_in(403, exchange),
            Err(missing) => {
                let status = if missing.status == 200 { 500 } else { missing.status };
                error_message(status, &missing.message, store, exchange)
            }
        },
    }
}

/// A page that says what went wrong.
pub(crate) fn error(status: u16, message: &str, exchange: &Exchange) -> Reply {
    let body =
        page("Matomo &rsaquo; Error", &format!("<h1>An error occurred</h1>\n<h2>{}</h2>", escape(message, true)));
    let mut reply = reply(status, HTML, body, exchange);
    reply.headers.push(("Cache-Control".to_owned(), "private, no-cache, no-store".to_owned()));
    reply
}

/// The page of an instance under maintenance.
pub(crate) fn maintenance(exchange: &Exchange) -> Reply {
    let text = "<h1>Matomo is undergoing maintenance</h1>\n<p>We will be back shortly.</p>";
    reply(503, HTML, page("Matomo is undergoing maintenance", text), exchange)
}

fn error_message(status: u16, message: &Message, store: &Store, exchange: &Exchange) -> Reply {
    let language = exchange.language(store, "anonymous");
    error(status, &message.text(language, store.config.dialect), exchange)
}

fn sign_in(status: u16, exchange: &Exchange) -> Reply {
    let form = "<h1>Sign in</h1>\n<form method=\"post\" action=\"index.php?module=Login\">\n\
        <label>Username or email <input name=\"form_login\" autocomplete=\"username\"></label>\n\
        <label>Password <input name=\"form_password\" type=\"password\" autocomplete=\"current-password\"></label>\n\
        <input type=\"submit\" value=\"Sign in\">\n</form>";
    reply(status, HTML, page("Sign in - Matomo", form), exchange)
}

/// The page behind an invitation's link, and its form. A link that is unknown, used or expired gets a page with status
/// 500 (seen on both versions), and an unknown one counts as a failure to sign in.
fn accept_invitation(store: &mut Store, exchange: &mut Exchange, now: Moment) -> Reply {
    let token = exchange.parameter("token").to_owned();
    let Some(user) = store.users.by_invite(&token) else {
        store.lockout.record(now);
        return error_message(500, &Message::InviteOver, store, exchange);
    };
    if user.invite.as_ref().is_some_and(|invite| invite.expires < now) {
        return error_message(500, &Message::InviteOver, store, exchange);
    }
    let login = user.login.clone();
    let mut problem = String::new();
    if !exchange.parameter("invitation_form").is_empty() {
        let password = exchange.parameter("password").to_owned();
        let checked = validate::password_length(&password).and_then(|()| validate::password_strength(&password));
        let refused = match checked {
            _ if password != exchange.parameter("passwordConfirmation") => Some(Message::PasswordsDiffer),
            Err(error) => Some(error.message),
            Ok(()) => None,
        };
        match refused {
            None => return accepted(store, exchange, &login, password, now),
            Some(message) => {
                let language = exchange.language(store, "anonymous");
                let text = message.text(language, store.config.dialect);
                problem = format!("<p class=\"alert\">{}</p>\n", escape(&text, true));
            }
        }
    }
    let form = format!(
        "<h1>Set Password</h1>\n{problem}<p>{}</p>\n<form method=\"post\" action=\"index.php?module=Login&amp;action=acceptInvitation\">\n\
        <input type=\"hidden\" name=\"token\" value=\"{}\">\n\
        <label>Password <input name=\"password\" type=\"password\" autocomplete=\"new-password\"></label>\n\
        <label>Password (repeat) <input name=\"passwordConfirmation\" type=\"password\" autocomplete=\"new-password\"></label>\n\
        <input type=\"submit\" name=\"invitation_form\" value=\"Set Password\">\n</form>",
        escape(&login, true),
        escape(&token, true)
    );
    reply(200, HTML, page("Set Password - Matomo", &form), exchange)
}

fn accepted(store: &mut Store, exchange: &mut Exchange, login: &str, password: String, now: Moment) -> Reply {
    if let Some(user) = store.users.get_mut(login) {
        user.password = password;
        user.invite = None;
        user.accepted = Some(now);
        store.changes += 1;
    }
    exchange.set_header("Location", format!("{}/index.php", store.config.trusted_base));
    reply(302, HTML, String::new(), exchange)
}

fn page(title: &str, content: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"robots\" content=\"noindex,nofollow\">\n\
        <title>{title}</title>\n</head>\n<body id=\"simple\">\n{content}\n</body>\n</html>\n"
    )
}
