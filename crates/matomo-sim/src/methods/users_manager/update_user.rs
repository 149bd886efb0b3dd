//! `UsersManager.updateUser`

use crate::context::{Answer, Context};
use crate::message::EmailField;
use crate::methods::users_manager::invite_user::DEFAULT_DAYS;
use crate::methods::{Method, Need};
use crate::php::{Value, decode_entities};
use crate::validate;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.updateUser", needs: &[Need::Value("userLogin")], writes: true, run };

/// The caller's password is wanted as soon as password or address change; another case of the address is no change.
fn run(cx: &mut Context) -> Answer {
    let login = cx.text("userLogin");
    cx.require_super_user_or(&login)?;
    cx.require_not_anonymous(&login)?;
    cx.require_user(&login)?;
    let (old_email, pending) = match cx.store.users.get(&login) {
        Some(user) => (user.email.clone(), user.invite.is_some()),
        None => return Ok(Value::Null),
    };
    let password = match cx.raw("password") {
        "" | "0" => None,
        password => Some(decode_entities(password).into_owned()),
    };
    if let Some(password) = &password {
        validate::password_length(password)?;
        validate::password_strength(password)?;
    }
    let email = match cx.text("email") {
        email if email.is_empty() || email == "0" => old_email.clone(),
        email => email,
    };
    let email_changes = !email.eq_ignore_ascii_case(&old_email);
    if email_changes {
        cx.check_new_email(&email, Some(&login), EmailField::Raw)?;
    }
    if email_changes || password.is_some() {
        cx.confirm_password()?;
    }
    if let Some(user) = cx.store.users.get_mut(&login) {
        if user.email != email || password.is_some() {
            cx.store.changes += 1;
        }
        user.email = email;
        user.password = password.unwrap_or_else(|| user.password.clone());
    }
    if email_changes && pending {
        cx.mail_new_invitation(&login, DEFAULT_DAYS);
    }
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::PASSWORD;
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.updateUser";

    fn update(lab: &mut Lab, caller: &str, body: &str) -> (u16, String) {
        let heard = lab.call(caller, METHOD, body);
        (heard.status, heard.message().to_owned())
    }

    fn ok() -> (u16, String) {
        (200, "ok".to_owned())
    }

    #[test]
    fn the_callers_password_is_wanted_for_a_change_only() {
        let mut lab = Lab::new();
        lab.person("bob");
        assert_eq!(update(&mut lab, ADMIN, "userLogin=bob"), ok());
        assert_eq!(update(&mut lab, ADMIN, "userLogin=bob&passwordConfirmation=wrongpass"), ok());
        assert_eq!(update(&mut lab, ADMIN, "userLogin=bob&email=BOB@example.org"), ok());
        assert_eq!(update(&mut lab, ADMIN, "userLogin=bob&password=0"), ok());
        let ask = (200, "Please re-authenticate to confirm this change.".to_owned());
        assert_eq!(update(&mut lab, ADMIN, "userLogin=bob&email=bob2@example.org"), ask);
        assert_eq!(update(&mut lab, ADMIN, "userLogin=bob&password=NewPassw0rd"), ask);
        let wrong = (200, "The current password you entered is not correct.".to_owned());
        assert_eq!(
            update(&mut lab, ADMIN, "userLogin=bob&email=bob2@example.org&passwordConfirmation=wrongpass"),
            wrong
        );
        let body = format!("userLogin=bob&email=bob2@example.org&password=NewPassw0rd&passwordConfirmation={PASSWORD}");
        assert_eq!(update(&mut lab, ADMIN, &body), ok());
        assert_eq!(lab.call(ADMIN, "UsersManager.getUser", "userLogin=bob").json["email"], "bob2@example.org");
        assert!(lab.ok("bob", "UsersManager.hasSuperUserAccess", ""), "tokens outlive the password");
        let token = "userLogin=bob&passwordConfirmation=NewPassw0rd&description=x";
        assert!(lab.ok("", "UsersManager.createAppSpecificTokenAuth", token));
    }

    #[test]
    fn oneself_with_ones_own_password() {
        let mut lab = Lab::new();
        lab.person_with("carol", "view", "1");
        let body = format!("userLogin=carol&email=carol2@example.org&passwordConfirmation={PASSWORD}");
        assert_eq!(update(&mut lab, "carol", &body), ok());
        assert_eq!(
            update(&mut lab, "carol", "userLogin=admin&email=x@example.org"),
            (401, "The user has to be either a Super User or the user 'admin' itself.".into())
        );
    }

    #[test]
    fn refusals() {
        let mut lab = Lab::new();
        lab.person("bob");
        lab.person("carol");
        for (body, say) in [
            ("userLogin=bob&email=carol@example.org", "email: User with email 'carol@example.org' already exists."),
            ("userLogin=bob&email=bad", "email: The value &quot;bad&quot; does not look like a valid email."),
            ("userLogin=bob&password=123", "The password length must be greater than 6 characters."),
            ("userLogin=bob&password=aaaaaa", "This password is too weak, please supply another value or reset it."),
            ("userLogin=nobody&email=x@example.org", "User 'nobody' doesn't exist."),
        ] {
            assert_eq!(update(&mut lab, ADMIN, body), (200, say.into()), "{body}");
        }
        assert!(update(&mut lab, ADMIN, "userLogin=anonymous").1.starts_with("The anonymous user cannot be edited"));
    }

    #[test]
    fn a_new_address_of_a_pending_person_is_invited_anew() {
        let mut lab = Lab::new();
        lab.call(
            ADMIN,
            "UsersManager.inviteUser",
            "userLogin=inv1&email=inv1@example.org&initialIdSite=1&expiryInDays=30",
        );
        let body = format!("userLogin=inv1&email=inv1b@example.org&passwordConfirmation={PASSWORD}");
        assert_eq!(update(&mut lab, ADMIN, &body), ok());
        assert_eq!(lab.sim.mails().last().map(|mail| mail.to.as_str()), Some("inv1b@example.org"));
        assert_eq!(lab.call(ADMIN, "UsersManager.getUser", "userLogin=inv1").json["invite_status"], 7);
    }
}
