//! `UsersManager.createAppSpecificTokenAuth`

use crate::Dialect;
use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::moment::{HOUR, Moment};
use crate::php::escape;
use crate::validate::is_email;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.createAppSpecificTokenAuth",
    needs: &[Need::Value("userLogin"), Need::Value("passwordConfirmation"), Need::Value("description")],
    writes: true,
    run,
};

/// No token is needed: the owner's password is the proof, whoever calls.
fn run(cx: &mut Context) -> Answer {
    if cx.store.lockout.is_locked(cx.now) {
        return Err(ApiError::plain(Message::TooManyFailures));
    }
    let name = cx.text("userLogin");
    let by_email = || cx.store.users.by_email(&name).filter(|_| is_email(&name));
    let Some(owner) = cx.store.users.get(&name).or_else(by_email).map(|user| user.login.clone()) else {
        cx.count_failure();
        return Err(ApiError::plain(Message::PasswordWrong));
    };
    let password = cx.raw("passwordConfirmation").to_owned();
    if !cx.check_password(&owner, &password)? {
        return Err(ApiError::plain(Message::PasswordWrong));
    }
    let expires = expiry(cx)?;
    let description = cx.text("description");
    let length = escape(&description, true).chars().count();
    if length > 100 {
        return Err(ApiError::plain(Message::DescriptionTooLong(length)));
    }
    let secure_only = cx.dialect() == Dialect::V5_8 && matches!(cx.raw("secureOnly"), "1" | "true" | "TRUE" | "True");
    let token = cx.store.add_token(&owner, &description, expires, secure_only);
    cx.store.changes += 1;
    require_second_factor(cx, &owner)?;
    Ok(token.into())
}

fn expiry(cx: &Context) -> Result<Option<Moment>, ApiError> {
    let date = cx.text("expireDate");
    if !matches!(&*date, "" | "0") {
        return Moment::parse(&date, cx.now).map(Some).ok_or_else(|| ApiError::plain(Message::DateFormat));
    }
    let hours = cx.number("expireHours").filter(|hours| *hours != 0);
    Ok(hours.map(|hours| cx.now.plus(hours.saturating_mul(HOUR))))
}

/// The code is looked at when the token has been stored already: a refused call leaves a token that nobody knows.
fn require_second_factor(cx: &Context, owner: &str) -> Result<(), ApiError> {
    let right = cx.store.users.get(owner).and_then(|user| user.auth_code.as_deref());
    match (right, cx.raw("authCode")) {
        (Some(_), "" | "0") => Err(ApiError::denied(Message::AuthCodeMissing)),
        (Some(right), given) if right != given => Err(ApiError::denied(Message::AuthCodeWrong)),
        (None, _) if cx.store.config.two_factor_required => Err(ApiError::plain(Message::TwoFactorNotSetUp)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::testing::{ADMIN, Heard, Lab};
    use crate::{Config, PASSWORD, Request};

    const METHOD: &str = "UsersManager.createAppSpecificTokenAuth";

    fn create(lab: &mut Lab, extra: &str) -> Heard {
        lab.call("", METHOD, &format!("userLogin=carol&passwordConfirmation={PASSWORD}&description=x&{extra}"))
    }

    fn works(lab: &mut Lab, token: &str, change: impl FnOnce(Request) -> Request) -> bool {
        let method = "SitesManager.getSitesIdWithAtLeastViewAccess";
        lab.ask("", method, &format!("token_auth={token}"), change).status == 200
    }

    fn lab() -> Lab {
        let mut lab = Lab::new();
        lab.person_with("carol", "view", "1");
        lab
    }

    #[test]
    fn with_the_owners_password_whoever_calls() {
        let mut lab = lab();
        let token = create(&mut lab, "").json["value"].as_str().unwrap().to_owned();
        assert_eq!(token.len(), 32);
        assert!(works(&mut lab, &token, |request| request));
        let body = format!("userLogin=CAROL@example.org&passwordConfirmation={PASSWORD}&description=by+mail");
        assert!(lab.ok(ADMIN, METHOD, &body));
        let wrong = (200, "The current password you entered is not correct.");
        for login in ["carol", "nobody", "nobody@example.org"] {
            let body = format!("userLogin={login}&passwordConfirmation=wrongpass&description=x");
            assert_eq!(lab.call(ADMIN, METHOD, &body).error(), wrong, "{login}");
        }
        assert_eq!(
            lab.call("", METHOD, "userLogin=carol&passwordConfirmation=x&description=x").error(),
            (200, "This password is too weak, please supply another value or reset it.")
        );
    }

    #[test]
    fn descriptions() {
        let mut lab = lab();
        let mut with = |description: &str| {
            let body = format!("userLogin=carol&passwordConfirmation={PASSWORD}&description={description}");
            let heard = lab.call("", METHOD, &body);
            (heard.status, heard.message().to_owned())
        };
        assert_eq!(with("++"), (400, "Please specify a value for 'description'.".into()));
        let say = |length: u32| {
            format!(
                "Description: The value contains &quot;{length}&quot; characters but should contain at most 100 characters."
            )
        };
        assert_eq!(with(&"d".repeat(150)), (200, say(150)));
        assert_eq!(with(&"%26".repeat(30)), (200, say(150)), "entities count");
        assert_eq!(with(&"d".repeat(100)).1, "");
    }

    #[test]
    fn expiry() {
        let mut lab = lab();
        for (extra, lives_now, lives_later) in [
            ("expireDate=2027-03-01", true, true),
            ("expireDate=2020-01-01", false, false),
            ("expireHours=1", true, false),
            ("expireHours=-1", false, false),
            ("expireHours=abc", true, true),
            ("expireDate=tomorrow", true, false),
        ] {
            let token = create(&mut lab, extra).json["value"].as_str().unwrap().to_owned();
            assert_eq!(works(&mut lab, &token, |request| request), lives_now, "{extra}");
            lab.now += 3 * 3_600_000;
            assert_eq!(works(&mut lab, &token, |request| request), lives_later, "{extra} later");
            lab.now -= 3 * 3_600_000;
        }
        let say = "Date format must be: YYYY-MM-DD, or 'today' or 'yesterday' or any keyword supported by the strtotime function (see https://php.net/strtotime for more information): false";
        assert_eq!(create(&mut lab, "expireDate=soon").error(), (200, say));
    }

    #[test]
    fn secure_only_tokens_stay_out_of_addresses_on_5_8() {
        let to_query = |token: String| {
            move |request: Request| Request {
                target: format!("{}&token_auth={token}", request.target),
                ..Request::get(&request.target)
            }
        };
        for (mut lab, in_query) in [(lab(), false), (Lab::old(), true)] {
            if in_query {
                lab.person_with("carol", "view", "1");
            }
            let token = create(&mut lab, "secureOnly=1").json["value"].as_str().unwrap().to_owned();
            assert!(works(&mut lab, &token, |request| request));
            assert_eq!(works(&mut lab, &token, to_query(token.clone())), in_query);
        }
    }

    #[test]
    fn two_factor_authentication() {
        let mut lab = lab();
        lab.sim.set_auth_code("carol", Some("123456"));
        assert_eq!(create(&mut lab, "").error(), (401, "Please specify a two-factor authentication code."));
        assert_eq!(create(&mut lab, "authCode=000000").error(), (401, "Incorrect two-factor authentication code."));
        assert_eq!(create(&mut lab, "authCode=123456").status, 200);
        let left = lab.sim.tokens().into_iter().filter(|token| token.login == "carol" && token.description == "x");
        assert_eq!(left.count(), 3, "two of which nobody knows");
        assert!(lab.ok("carol", "UsersManager.hasSuperUserAccess", ""), "tokens made before still work");
        let mut strict = Lab::with(Config { two_factor_required: true, ..Config::default() });
        strict.person("carol");
        assert_eq!(
            create(&mut strict, "").error(),
            (200, "You must set up two-factor authentication. Please log in to do so.")
        );
    }

    #[test]
    fn pending_people_have_no_password_to_prove() {
        let mut lab = Lab::new();
        lab.call(ADMIN, "UsersManager.inviteUser", "userLogin=carol&email=carol@example.org&initialIdSite=1");
        assert_eq!(create(&mut lab, "").error(), (200, "The current password you entered is not correct."));
    }
}
