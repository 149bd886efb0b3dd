//! `UsersManager.setSuperUserAccess`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::php::Value;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.setSuperUserAccess",
    needs: &[Need::Value("userLogin"), Need::Value("hasSuperUserAccess")],
    writes: true,
    run,
};

/// Wipes all site access of the login, when granting and when revoking. Any text but `0` grants, `false` too.
fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let login = cx.text("userLogin");
    cx.require_not_anonymous(&login)?;
    cx.confirm_password()?;
    cx.require_user(&login)?;
    let grants = cx.raw("hasSuperUserAccess") != "0";
    if !grants && cx.is_last_super_user(&login) {
        return Err(ApiError::plain(Message::LastSuperUserDemoted(login)));
    }
    cx.store.grants.remove(&login, |_| true);
    if let Some(user) = cx.store.users.get_mut(&login) {
        user.super_user = grants;
    }
    cx.store.changes += 1;
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::PASSWORD;
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.setSuperUserAccess";

    fn set(lab: &mut Lab, caller: &str, login: &str, value: &str) -> (u16, String) {
        let body = format!("userLogin={login}&hasSuperUserAccess={value}&passwordConfirmation={PASSWORD}");
        let heard = lab.call(caller, METHOD, &body);
        (heard.status, heard.message().to_owned())
    }

    fn is_super(lab: &mut Lab, login: &str) -> bool {
        lab.call(ADMIN, "UsersManager.getUser", &format!("userLogin={login}")).json["superuser_access"] == 1
    }

    #[test]
    fn wipes_roles_both_ways_and_false_grants() {
        let mut lab = Lab::new();
        lab.person_with("niaj", "view", "1,2");
        assert_eq!(set(&mut lab, ADMIN, "niaj", "1"), (200, "ok".into()));
        assert_eq!(set(&mut lab, ADMIN, "niaj", "0"), (200, "ok".into()));
        assert_eq!(lab.access("niaj"), "");
        assert!(!is_super(&mut lab, "niaj"));
        set(&mut lab, ADMIN, "niaj", "false");
        assert!(is_super(&mut lab, "niaj"));
    }

    #[test]
    fn never_without_the_callers_password() {
        let mut lab = Lab::new();
        lab.person("judy");
        assert_eq!(
            lab.call(ADMIN, METHOD, "userLogin=judy&hasSuperUserAccess=1").error(),
            (200, "Please re-authenticate to confirm this change.")
        );
        assert_eq!(
            lab.call(ADMIN, METHOD, "userLogin=judy&hasSuperUserAccess=1&passwordConfirmation=wrongpass").error(),
            (200, "The current password you entered is not correct.")
        );
        assert!(!is_super(&mut lab, "judy"));
    }

    #[test]
    fn one_super_user_stays() {
        let mut lab = Lab::new();
        lab.person("selma");
        let say = "Removing the Super User access from user 'admin' is not possible. There has to be at least one user with Super User access. Please grant Super User access to another user first.";
        assert_eq!(set(&mut lab, ADMIN, "admin", "0"), (200, say.into()));
        set(&mut lab, ADMIN, "selma", "1");
        assert_eq!(set(&mut lab, "selma", "selma", "0"), (200, "ok".into()), "demoting oneself is allowed");
        assert_eq!(set(&mut lab, "selma", "selma", "1").0, 401);
    }

    #[test]
    fn whom_it_does_not_work_on() {
        let mut lab = Lab::new();
        assert_eq!(set(&mut lab, ADMIN, "nobody", "1"), (200, "User 'nobody' doesn't exist.".into()));
        assert!(set(&mut lab, ADMIN, "anonymous", "1").1.starts_with("The anonymous user cannot be edited"));
        assert_eq!(
            lab.call(ADMIN, METHOD, "userLogin=x").error(),
            (400, "Please specify a value for 'hasSuperUserAccess'.")
        );
    }
}
