//! `UsersManager.getUser`, `getUserByEmail` and `getUserLoginFromUserEmail`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::users_manager::person::Columns;
use crate::methods::{Method, Need};
use crate::php::{Array, Value};
use crate::store::{Access, User};

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getUser", needs: &[Need::Value("userLogin")], writes: false, run };

pub(crate) const BY_EMAIL: Method =
    Method { name: "UsersManager.getUserByEmail", needs: &[Need::Value("userEmail")], writes: false, run: by_email };

pub(crate) const LOGIN_BY_EMAIL: Method = Method {
    name: "UsersManager.getUserLoginFromUserEmail",
    needs: &[Need::Value("userEmail")],
    writes: false,
    run: login_by_email,
};

fn run(cx: &mut Context) -> Answer {
    let login = cx.text("userLogin");
    cx.require_super_user_or(&login)?;
    cx.require_user(&login)?;
    let row = cx.store.users.get(&login).map(|user| cx.person_row(user, Columns::All));
    Ok(row.map_or(Value::Array(Array::default()), Value::Array))
}

fn by_email(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    Ok(cx.person_row(with_email(cx)?, Columns::All).into())
}

fn login_by_email(cx: &mut Context) -> Answer {
    cx.require_signed_in()?;
    cx.require_some(Access::ADMIN)?;
    Ok(with_email(cx)?.login.as_str().into())
}

fn with_email<'a>(cx: &'a Context) -> Result<&'a User, ApiError> {
    let email = cx.text("userEmail");
    cx.store.users.by_email(&email).ok_or_else(|| ApiError::plain(Message::UserUnknown(email)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    #[test]
    fn one_person() {
        let mut lab = Lab::new();
        lab.person_with("bob", "view", "1");
        lab.person_with("ada", "admin", "1");
        let login = |lab: &mut Lab, method: &str, body: &str| lab.call(ADMIN, method, body).json["login"].clone();
        assert_eq!(login(&mut lab, "UsersManager.getUser", "userLogin=BOB"), "bob");
        assert_eq!(login(&mut lab, "UsersManager.getUserByEmail", "userEmail=BOB@example.org"), "bob");
        assert_eq!(
            lab.call("bob", "UsersManager.getUser", "userLogin=bob").json,
            json!({"login": "bob", "email": "bob@example.org", "superuser_access": 0, "invite_status": "active"})
        );
        let found = lab.call("ada", "UsersManager.getUserLoginFromUserEmail", "userEmail=bob@example.org");
        assert_eq!(found.json, json!({"value": "bob"}));
    }

    #[test]
    fn refusals() {
        let mut lab = Lab::new();
        lab.person_with("bob", "view", "1");
        lab.person("erin");
        assert_eq!(
            lab.call(ADMIN, "UsersManager.getUser", "userLogin=a%3Cb%26%22c'd").error(),
            (200, "User 'a&lt;b&amp;&quot;c'd' doesn't exist.")
        );
        assert_eq!(
            lab.call("bob", "UsersManager.getUser", "userLogin=BOB").error(),
            (401, "The user has to be either a Super User or the user 'BOB' itself.")
        );
        assert_eq!(lab.call("erin", "UsersManager.getUser", "userLogin=erin").status, 401);
        assert_eq!(lab.call("bob", "UsersManager.getUserByEmail", "userEmail=x").status, 401);
        for method in ["UsersManager.getUserByEmail", "UsersManager.getUserLoginFromUserEmail"] {
            let say = (200, "User 'n@example.org' doesn't exist.");
            assert_eq!(lab.call(ADMIN, method, "userEmail=n@example.org").error(), say, "{method}");
        }
    }
}
