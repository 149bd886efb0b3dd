//! `UsersManager.deleteUser`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::php::Value;
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.deleteUser", needs: &[Need::Value("userLogin")], writes: true, run };

/// A super user deletes anybody, the last super user excepted; an admin only pending people they invited themselves.
fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    let login = cx.text("userLogin");
    cx.require_not_anonymous(&login)?;
    cx.confirm_password_in_session()?;
    let user = cx.store.users.get(&login);
    let mine = user.is_some_and(|user| user.invite.is_some() && user.invited_by.as_ref() == Some(&cx.caller.login));
    if !cx.caller.super_user && !mine {
        return Err(ApiError::denied(Message::UserUnknown(login)));
    }
    if user.is_none() {
        return Err(ApiError::plain(Message::UserUnknown(login)));
    }
    if cx.is_last_super_user(&login) {
        return Err(ApiError::plain(Message::LastSuperUserDeleted(login)));
    }
    cx.store.delete_user(&login);
    cx.store.changes += 1;
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::PASSWORD;
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.deleteUser";

    #[test]
    fn kills_access_and_tokens() {
        let mut lab = Lab::new();
        lab.person_with("bob", "view", "1");
        assert!(lab.ok("bob", "API.getMatomoVersion", ""));
        assert!(lab.call(ADMIN, METHOD, "userLogin=BOB").is_ok());
        assert_eq!(
            lab.call("bob", "API.getMatomoVersion", "").error(),
            (401, "Unable to authenticate with the provided token. It is either invalid or expired.")
        );
        assert_eq!(lab.call(ADMIN, METHOD, "userLogin=bob").error(), (200, "User 'bob' doesn't exist."));
        let map = lab.call(ADMIN, "UsersManager.getUsersSitesFromAccess", "access=view").json;
        assert_eq!(map, serde_json::json!([]));
    }

    #[test]
    fn one_super_user_stays_and_may_go_when_there_is_another() {
        let mut lab = Lab::new();
        let say = "Deleting user 'admin' is not possible. There has to be at least one user with Super User access. Please grant Super User access to another user first.";
        assert_eq!(lab.call(ADMIN, METHOD, "userLogin=admin").error(), (200, say));
        lab.person("selma");
        let body = format!("userLogin=selma&hasSuperUserAccess=1&passwordConfirmation={PASSWORD}");
        lab.call(ADMIN, "UsersManager.setSuperUserAccess", &body);
        assert!(lab.call(ADMIN, METHOD, "userLogin=admin").is_ok());
    }

    #[test]
    fn an_admin_deletes_only_whom_she_invited() {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        lab.person_with("bo", "view", "1");
        lab.call("ada", "UsersManager.inviteUser", "userLogin=mine&email=mine@example.org&initialIdSite=1");
        lab.call(ADMIN, "UsersManager.inviteUser", "userLogin=other&email=other@example.org&initialIdSite=1");
        for login in ["bo", "other", "nobody"] {
            let say = format!("User '{login}' doesn't exist.");
            assert_eq!(lab.call("ada", METHOD, &format!("userLogin={login}")).error(), (401, say.as_str()));
        }
        assert!(lab.call("ada", METHOD, "userLogin=mine").is_ok());
        assert_eq!(lab.call("bo", METHOD, "userLogin=bo").status, 401);
        assert!(lab.call("ada", METHOD, "userLogin=anonymous").message().starts_with("The anonymous user"));
        assert_eq!(lab.call(ADMIN, METHOD, "").error(), (400, "Please specify a value for 'userLogin'."));
    }
}
