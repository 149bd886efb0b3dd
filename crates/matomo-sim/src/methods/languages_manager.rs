//! `LanguagesManager`: the language of a person's Matomo.

use super::{Method, Need};
use crate::context::{Answer, Context};
use crate::language::{OFFERED, is_offered};
use crate::php::{Array, Value};

pub(crate) const METHODS: &[Method] = &[
    Method {
        name: "LanguagesManager.setLanguageForUser",
        needs: &[Need::Value("login"), Need::Value("languageCode")],
        writes: true,
        run: set_language_for_user,
    },
    Method {
        name: "LanguagesManager.getLanguageForUser",
        needs: &[Need::Value("login")],
        writes: false,
        run: get_language_for_user,
    },
    Method {
        name: "LanguagesManager.isLanguageAvailable",
        needs: &[Need::Value("languageCode")],
        writes: false,
        run: is_language_available,
    },
    Method {
        name: "LanguagesManager.getAvailableLanguageNames",
        needs: &[],
        writes: false,
        run: get_available_language_names,
    },
];

/// Answers whether it did it: `false` for a language that is not offered. The login need not exist.
fn set_language_for_user(cx: &mut Context) -> Answer {
    let (login, code) = (cx.text("login"), cx.text("languageCode"));
    cx.require_super_user_or(&login)?;
    cx.require_signed_in()?;
    let offered = is_offered(&code);
    if offered {
        cx.store.choices_mut(&login).language = Some(code);
        cx.store.changes += 1;
    }
    Ok(offered.into())
}

fn get_language_for_user(cx: &mut Context) -> Answer {
    let login = cx.text("login");
    if login == "anonymous" {
        return Ok(false.into());
    }
    cx.require_super_user_or(&login)?;
    let language = cx.store.choices(&login).and_then(|choices| choices.language.clone());
    Ok(language.map_or(Value::Bool(false), Value::Text))
}

/// Anybody may ask.
fn is_language_available(cx: &mut Context) -> Answer {
    Ok(is_offered(&cx.text("languageCode")).into())
}

fn get_available_language_names(_: &mut Context) -> Answer {
    let rows = OFFERED.iter().map(|(code, name, english)| {
        Array::of([("code", (*code).into()), ("name", (*name).into()), ("english_name", (*english).into())])
    });
    Ok(rows.collect::<Array>().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const SET: &str = "LanguagesManager.setLanguageForUser";
    const GET: &str = "LanguagesManager.getLanguageForUser";

    #[test]
    fn set_and_read() {
        let mut lab = Lab::new();
        lab.person("bob");
        assert_eq!(lab.call(ADMIN, GET, "login=bob").json, json!({"value": false}));
        assert_eq!(lab.call(ADMIN, SET, "login=bob&languageCode=de").json, json!({"value": true}));
        assert_eq!(lab.call("bob", GET, "login=bob").json, json!({"value": "de"}));
        assert_eq!(lab.call(ADMIN, SET, "login=bob&languageCode=xx").json, json!({"value": false}));
        assert_eq!(lab.call(ADMIN, SET, "login=nobody&languageCode=fr").json, json!({"value": true}));
        assert_eq!(lab.call("bob", SET, "login=admin&languageCode=fr").status, 401);
        assert_eq!(
            lab.call("", SET, "login=anonymous&languageCode=fr").error(),
            (401, "You must be logged in to access this functionality.")
        );
    }

    #[test]
    fn messages_follow_the_persons_language_then_the_browsers() {
        let mut lab = Lab::new();
        lab.person("bob");
        let english = "The user has to be either a Super User or the user &#039;x&#039; itself.".replace("&#039;", "'");
        let german = "Der Benutzer muss entweder ein Hauptadministrator sein oder der Benutzer 'x'.";
        let say = |lab: &mut Lab, body: &str, browser: &str| {
            let browser = browser.to_owned();
            let heard =
                lab.ask("bob", GET, body, |request| crate::Request { accept_language: Some(browser), ..request });
            heard.message().to_owned()
        };
        assert_eq!(say(&mut lab, "login=x", "en"), english);
        assert_eq!(say(&mut lab, "login=x", "de-AT,de;q=0.9"), german);
        lab.call(ADMIN, SET, "login=bob&languageCode=de");
        assert_eq!(say(&mut lab, "login=x", "en"), german);
        assert_eq!(say(&mut lab, "login=x&language=en", "de"), english);
    }

    #[test]
    fn names() {
        let heard = Lab::new().call(ADMIN, "LanguagesManager.getAvailableLanguageNames", "");
        assert_eq!(heard.json.as_array().map(Vec::len), Some(58));
        assert_eq!(heard.json[10], json!({"code": "de", "name": "Deutsch", "english_name": "German"}));
        let available = |code: &str| {
            let body = format!("languageCode={code}");
            Lab::new().call("", "LanguagesManager.isLanguageAvailable", &body).json["value"].clone()
        };
        assert_eq!((available("en"), available("xx")), (json!(true), json!(false)));
    }
}
