//! `TwoFactorAuth.resetTwoFactorAuth`

use super::{Method, Need};
use crate::context::{Answer, Context};
use crate::php::Value;

pub(crate) const METHODS: &[Method] = &[Method {
    name: "TwoFactorAuth.resetTwoFactorAuth",
    needs: &[Need::Value("userLogin")],
    writes: true,
    run: reset,
}];

/// Says ok even where there is no such account (seen on both versions).
fn reset(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    cx.confirm_password()?;
    let login = cx.text("userLogin");
    if let Some(user) = cx.store.users.get_mut(&login) {
        user.auth_code = None;
        cx.store.changes += 1;
    }
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::PASSWORD;
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "TwoFactorAuth.resetTwoFactorAuth";

    #[test]
    fn wants_the_callers_password() {
        let mut lab = Lab::new();
        lab.person("carol");
        lab.sim.set_auth_code("carol", Some("123456"));
        let uses = |lab: &mut Lab| lab.call(ADMIN, "UsersManager.getUser", "userLogin=carol").json["uses_2fa"].clone();
        assert_eq!(
            lab.call(ADMIN, METHOD, "userLogin=carol").error(),
            (200, "Please re-authenticate to confirm this change.")
        );
        assert_eq!(
            lab.call(ADMIN, METHOD, "userLogin=carol&passwordConfirmation=x").error(),
            (200, "The current password you entered is not correct.")
        );
        assert_eq!(uses(&mut lab), true);
        assert!(lab.call(ADMIN, METHOD, &format!("userLogin=carol&passwordConfirmation={PASSWORD}")).is_ok());
        assert_eq!(uses(&mut lab), false);
        assert!(lab.call(ADMIN, METHOD, &format!("userLogin=nobody&passwordConfirmation={PASSWORD}")).is_ok());
        assert_eq!(lab.call("carol", METHOD, "userLogin=carol").status, 401);
    }

    #[test]
    fn older_words() {
        assert_eq!(
            Lab::old().call(ADMIN, METHOD, "userLogin=x").error(),
            (200, "Please enter your password to confirm this change.")
        );
    }
}
