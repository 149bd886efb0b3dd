//! `UsersManager.resendInvite`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::users_manager::invite_user::DEFAULT_DAYS;
use crate::methods::{Method, Need};
use crate::php::{Value, integer_prefix};
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.resendInvite", needs: &[Need::Value("userLogin")], writes: true, run };

fn run(cx: &mut Context) -> Answer {
    let (login, days) = cx.pending_to_invite()?;
    cx.mail_new_invitation(&login, days);
    Ok(Value::Null)
}

impl Context<'_> {
    /// The pending account that `userLogin` names, if the caller may invite it anew, and for how many days.
    pub(crate) fn pending_to_invite(&mut self) -> Result<(String, i64), ApiError> {
        self.require_some(Access::ADMIN)?;
        self.confirm_password_in_session()?;
        let login = self.text("userLogin");
        let pending = |login: &String| self.store.users.get(login).filter(|user| user.invite.is_some());
        let by_email = || self.store.users.by_email(&login).is_some_and(|user| user.invite.is_some());
        let days = match self.raw("expiryInDays") {
            "" => DEFAULT_DAYS,
            days => integer_prefix(days),
        };
        match pending(&login) {
            Some(user) if self.caller.super_user || user.invited_by.as_ref() == Some(&self.caller.login) => {
                Ok((user.login.clone(), days))
            }
            Some(_) => Err(ApiError::denied(Message::ResendDenied(login))),
            // By its address an account is found to be pending, but not who invited it.
            None if by_email() && !self.caller.super_user => Err(ApiError::denied(Message::ResendDenied(login))),
            None => Err(ApiError::plain(Message::UserUnknown(login))),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.resendInvite";

    #[test]
    fn by_who_invited_or_a_super_user() {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        lab.person("bob");
        lab.call("ada", "UsersManager.inviteUser", "userLogin=mine&email=mine@example.org&initialIdSite=1");
        lab.call(ADMIN, "UsersManager.inviteUser", "userLogin=other&email=other@example.org&initialIdSite=1");
        assert!(lab.call("ada", METHOD, "userLogin=MINE&expiryInDays=3").is_ok());
        assert_eq!(lab.call(ADMIN, "UsersManager.getUser", "userLogin=mine").json["invite_status"], 3);
        assert!(lab.call(ADMIN, METHOD, "userLogin=mine").is_ok());
        assert_eq!(lab.sim.mails().len(), 4);
        let denied = |login: &str| {
            format!("Resending an invite is only allowed to the user who invited {login} or any super user.")
        };
        assert_eq!(lab.call("ada", METHOD, "userLogin=other").error(), (401, denied("other").as_str()));
        let email = "mine@example.org";
        assert_eq!(lab.call("ada", METHOD, &format!("userLogin={email}")).error(), (401, denied(email).as_str()));
        for login in ["bob", "nobody"] {
            let say = format!("User '{login}' doesn't exist.");
            assert_eq!(lab.call(ADMIN, METHOD, &format!("userLogin={login}")).error(), (200, say.as_str()));
        }
        assert_eq!(lab.call("bob", METHOD, "userLogin=other").status, 401);
    }
}
