//! `UsersManager.userExists` and `userEmailExists`

use crate::context::{Answer, Context};
use crate::methods::{Method, Need};
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.userExists", needs: &[Need::Value("userLogin")], writes: false, run };

pub(crate) const EMAIL: Method =
    Method { name: "UsersManager.userEmailExists", needs: &[Need::Value("userEmail")], writes: false, run: email };

fn run(cx: &mut Context) -> Answer {
    Ok(cx.ask_user_exists(&cx.text("userLogin"))?.into())
}

fn email(cx: &mut Context) -> Answer {
    cx.require_signed_in()?;
    cx.require_some(Access::VIEW)?;
    Ok(cx.store.users.by_email(&cx.text("userEmail")).is_some().into())
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn in_any_case_and_without_blanks() {
        let mut lab = Lab::new();
        lab.person("bob");
        let exists = |lab: &mut Lab, body: &str| lab.call(ADMIN, "UsersManager.userExists", body).json["value"].clone();
        assert_eq!(exists(&mut lab, "userLogin=BoB"), true);
        assert_eq!(exists(&mut lab, "userLogin=++bob+%09"), true);
        assert_eq!(exists(&mut lab, "userLogin=bob@example.org"), false);
        assert_eq!(exists(&mut lab, "userLogin=nobody"), false);
        let email =
            |lab: &mut Lab, body: &str| lab.call(ADMIN, "UsersManager.userEmailExists", body).json["value"].clone();
        assert_eq!(email(&mut lab, "userEmail=BOB@example.org"), true);
        assert_eq!(email(&mut lab, "userEmail=n@example.org"), false);
    }

    #[test]
    fn who_may_ask() {
        let mut lab = Lab::new();
        lab.person("erin");
        let method = "UsersManager.userExists";
        assert_eq!(lab.call("", method, "userLogin=anonymous").json["value"], true);
        assert_eq!(
            lab.call("", method, "userLogin=admin").error(),
            (401, "You must be logged in to access this functionality.")
        );
        let say = "You can't access this resource as it requires view access for at least one website.";
        assert_eq!(lab.call("erin", method, "userLogin=erin").error(), (401, say));
        assert_eq!(lab.call("erin", "UsersManager.userEmailExists", "userEmail=x").error(), (401, say));
    }
}
