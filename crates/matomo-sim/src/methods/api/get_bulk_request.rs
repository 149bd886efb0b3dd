//! `API.getBulkRequest`: many calls in one request, answered in order, each in its own slot.

use crate::Dialect;
use crate::context::{Answer, Caller, Context};
use crate::error::ApiError;
use crate::exchange::{Exchange, trimmed};
use crate::front;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::moment::Moment;
use crate::php::{Array, Key, Value, parse_query};
use crate::render::{cut, error_shape, json_shape};
use crate::store::{Access, Store};

pub(crate) const BULK: &str = "API.getBulkRequest";

pub(crate) const METHOD: Method = Method { name: BULK, needs: &[Need::Present("urls")], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    let mut results = Array::default();
    let Some(urls) = cx.parameters.get("urls").and_then(Value::as_array).cloned() else {
        return Ok(results.into());
    };
    if cx.dialect() == Dialect::V5_8 && cx.caller.is_anonymous() {
        let limit = if cx.sites_with(Access::VIEW).is_empty() { 10 } else { 50 };
        if urls.len() > limit {
            return Err(ApiError::bad_request(cx.dialect(), Message::BulkTooLong(limit)));
        }
    }
    let outer: Array = cx
        .parameters
        .iter()
        .filter(|(key, _)| **key != Key::from("urls"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    for url in urls.values().filter_map(Value::as_text) {
        let mut parameters = element_parameters(url);
        parameters.set(Key::from("format"), "json".into());
        let parameters = trimmed(parameters.merged_with(&outer));
        // Without a method of its own an element inherits the bulk's, and a bulk within a bulk is left out.
        let method = parameters.get("method").and_then(Value::as_text).unwrap_or_default();
        if method.chars().filter(|letter| letter.is_ascii_alphanumeric() || "_.".contains(*letter)).eq(BULK.chars()) {
            continue;
        }
        let caller = cx.caller.clone();
        match front::call(cx.store, cx.exchange, caller, parameters.clone(), cx.now) {
            Ok(value) => results.push(json_shape(cut(value, &parameters))),
            Err(error) if error.fatal => return Err(error),
            // The answer of a bulk loses its entities once more: in a slot, messages are plain.
            Err(error) => results.push(error_shape(error.message.text(cx.language(), cx.dialect()))),
        }
    }
    Ok(results.into())
}

/// The parameters of an element. One that was encoded as a whole is decoded first.
pub(crate) fn element_parameters(element: &str) -> Array {
    let parameters = parse_query(element.as_bytes());
    let is_lone_name = parameters.len() == 1 && parameters.values().all(|value| value.as_text() == Some(""));
    if !is_lone_name {
        return parameters;
    }
    let decoded: String = form_urlencoded::parse(element.as_bytes()).map(|(name, _)| name).collect();
    parse_query(decoded.as_bytes())
}

/// Who an element is called by. A super user stays who they are, whatever token the element brings; of anybody else the
/// element's own token counts, and a wrong one is refused in its slot. 5.3 thinks of such a token as sent insecurely.
pub(crate) fn caller_of_element(
    store: &mut Store,
    exchange: &mut Exchange,
    caller: Caller,
    parameters: &Array,
    now: Moment,
) -> Result<Caller, ApiError> {
    let dialect = store.config.dialect;
    let own = parameters.get("token_auth").and_then(Value::as_text).unwrap_or_default().to_owned();
    let (outer, secure) = exchange.token(dialect)?;
    if caller.super_user || own == outer.unwrap_or_default() {
        return Ok(caller);
    }
    if own.is_empty() || own == "anonymous" {
        return Ok(Caller::anonymous());
    }
    if store.lockout.is_locked(now) {
        return Err(ApiError::plain(Message::TooManyFailures));
    }
    let secure = dialect.pick(false, secure);
    front::authenticate(store, exchange, &own, secure, now)
        .ok_or_else(|| ApiError::denied(Message::TokenRefused { secure }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::BULK;
    use crate::testing::{ADMIN, Lab};

    fn urls(elements: &[&str]) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        elements.iter().for_each(|element| {
            form.append_pair("urls[]", element);
        });
        form.finish()
    }

    #[test]
    fn order_is_kept_and_errors_stay_in_their_slot() {
        let mut lab = Lab::new();
        let body = urls(&[
            "method=API.getMatomoVersion",
            "method=UsersManager.getUser&userLogin=a%3Cb",
            "method=NoSuch.x",
            "method=UsersManager.userExists&userLogin=admin",
            "method=",
            "method=UsersManager.setUserAccess&userLogin=anonymous&access=noaccess&idSites=1",
        ]);
        let heard = lab.call(ADMIN, BULK, &body);
        assert_eq!(heard.status, 200);
        assert_eq!(
            heard.json,
            json!([
                {"value": "5.8.0"},
                {"result": "error", "message": "User 'a<b' doesn't exist."},
                {"result": "error", "message": "The plugin NoSuch was not found."},
                {"value": true},
                {"result": "error", "message": "The parameter 'method' isn't set in the Request, and a default value wasn't provided."},
                {"result": "success", "message": "ok"},
            ])
        );
    }

    #[test]
    fn an_element_without_a_method_vanishes() {
        let mut lab = Lab::new();
        let body = urls(&[
            "module=API",
            "",
            "?method=API.getMatomoVersion",
            "method= API.getBulkRequest ",
            "method%3DAPI.getMatomoVersion",
        ]);
        assert_eq!(lab.call(ADMIN, BULK, &body).json, json!([{"value": "5.8.0"}]));
        assert_eq!(lab.call(ADMIN, BULK, "urls=x").json, json!([]));
        assert_eq!(lab.call(ADMIN, BULK, "").error(), (400, "Please specify a value for 'urls'."));
    }

    #[test]
    fn the_outer_list_is_cut_too_and_elements_inherit_the_limit() {
        let mut lab = Lab::new();
        let many = urls(&vec!["method=UsersManager.getUsersLogin"; 120]);
        assert_eq!(lab.call(ADMIN, BULK, &many).json.as_array().map(Vec::len), Some(100));
        let all = lab.call(ADMIN, BULK, &format!("filter_limit=-1&{many}"));
        assert_eq!(all.json.as_array().map(Vec::len), Some(120));
        let body = urls(&["method=SitesManager.getAllSites", "method=SitesManager.getAllSites&filter_limit=-1"]);
        let heard = lab.call(ADMIN, BULK, &body);
        assert!(heard.json[0].is_array() && heard.json[1].is_object());
    }

    #[test]
    fn a_crash_takes_the_bulk_with_it_but_not_what_was_done() {
        let mut lab = Lab::new();
        lab.person("cy");
        let body = urls(&[
            "method=UsersManager.setUserAccess&userLogin=cy&access=view&idSites=1",
            "method=UsersManager.addCapabilities&userLogin=cy&capabilities=fly&idSites=1",
            "method=UsersManager.setUserAccess&userLogin=cy&access=view&idSites=2",
        ]);
        assert_eq!(lab.call(ADMIN, BULK, &body).error(), (500, "The arguments array must contain 2 items, 1 given"));
        assert_eq!(lab.access("cy"), "1:view");
    }

    #[test]
    fn whose_token_counts() {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        lab.person_with("bo", "view", "1,2");
        let ids = "method=SitesManager.getSitesIdWithAtLeastViewAccess";
        let body = urls(&[&format!("{ids}&token_auth={}", lab.token("bo")), ids, &format!("{ids}&token_auth=0000")]);
        let refused = "Unable to authenticate with the provided token. It is either invalid or expired.";
        assert_eq!(lab.call("ada", BULK, &body).json, json!([[1, 2], [1], {"result": "error", "message": refused}]));
        let body = urls(&[&format!("method=UsersManager.hasSuperUserAccess&token_auth={}", lab.token("bo"))]);
        assert_eq!(lab.call(ADMIN, BULK, &body).json, json!([{"value": true}]));
    }

    #[test]
    fn callers_without_a_token_get_ten() {
        let mut lab = Lab::new();
        let body = urls(&["method=API.getMatomoVersion"; 11]);
        let say = "The maximum number of URLs that can be requested in a bulk request is 10.";
        assert_eq!(lab.call("", BULK, &body).error(), (400, say));
        assert_eq!(Lab::old().call("", BULK, &body).json.as_array().map(Vec::len), Some(11));
    }
}
