//! `UsersManager.getUsers` and `getUsersLogin`

use crate::collate::same;
use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::methods::users_manager::person::Columns;
use crate::php::Array;
use crate::store::{Access, User};

pub(crate) const METHOD: Method = Method { name: "UsersManager.getUsers", needs: &[], writes: false, run };

pub(crate) const LOGINS: Method = Method { name: "UsersManager.getUsersLogin", needs: &[], writes: false, run: logins };

fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    let wanted = cx.text("userLogins");
    let wanted: Vec<&str> = if wanted.is_empty() { Vec::new() } else { wanted.split(',').collect() };
    Ok(rows(cx, |user| wanted.is_empty() || wanted.iter().any(|login| same(login, &user.login))).into())
}

/// Rows of those whom the caller may see and `wanted` wants.
pub(crate) fn rows(cx: &Context, wanted: impl Fn(&User) -> bool) -> Array {
    let sight = cx.sight();
    let users = cx.store.users.iter().filter(|user| wanted(user) && sight.sees(user));
    users.map(|user| cx.person_row(user, Columns::All)).collect()
}

/// Logins only; here pending people are seen by every admin of their site.
fn logins(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    let sight = cx.sight();
    let logins = cx.store.users.iter().map(|user| user.login.as_str()).filter(|login| sight.sees_login(login));
    Ok(logins.collect::<Array>().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getUsers";

    fn lab() -> Lab {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        lab.person_with("bo", "view", "1,2");
        lab.person_with("cy", "view", "2");
        lab
    }

    #[test]
    fn a_super_user_sees_all_of_everybody() {
        let mut lab = lab();
        let heard = lab.call(ADMIN, METHOD, "");
        assert_eq!(heard.column("login"), ["ada", "admin", "anonymous", "bo", "cy"]);
        assert_eq!(
            heard.json[0],
            json!({
                "login": "ada", "email": "ada@example.org", "superuser_access": 0,
                "date_registered": "2026-11-21 22:00:00", "invited_by": null, "invite_expired_at": null,
                "invite_accept_at": null, "invite_status": "active", "uses_2fa": false
            })
        );
        assert_eq!(heard.json[1]["superuser_access"], 1);
    }

    #[test]
    fn an_admin_sees_the_people_of_her_sites_without_their_addresses() {
        let mut lab = lab();
        lab.call("ada", "UsersManager.inviteUser", "userLogin=mine&email=mine@example.org&initialIdSite=1");
        lab.call(ADMIN, "UsersManager.inviteUser", "userLogin=other&email=other@example.org&initialIdSite=1");
        assert_eq!(
            lab.call("ada", METHOD, "").json,
            json!([
                {"login": "ada", "email": "ada@example.org", "superuser_access": 0, "invite_status": "active"},
                {"login": "bo", "superuser_access": 0, "invite_status": "active"},
                {"login": "mine", "superuser_access": 0, "invite_status": 7, "invited_by": "ada"},
            ])
        );
        let logins = lab.call("ada", "UsersManager.getUsersLogin", "").json;
        assert_eq!(logins, json!(["ada", "bo", "mine", "other"]));
        assert_eq!(lab.call("bo", METHOD, "").status, 401);
        assert_eq!(lab.call("bo", "UsersManager.getUsersLogin", "").status, 401);
    }

    #[test]
    fn some_by_login() {
        let mut lab = lab();
        assert_eq!(lab.call(ADMIN, METHOD, "userLogins=ada,+bo,CY,nobody").column("login"), ["ada", "cy"]);
    }

    #[test]
    fn a_hundred_without_a_word() {
        let mut lab = Lab::new();
        for number in 100..210 {
            lab.person(&format!("user{number}"));
        }
        assert_eq!(lab.call(ADMIN, METHOD, "").json.as_array().map(Vec::len), Some(100));
        assert_eq!(lab.call(ADMIN, METHOD, "filter_limit=-1").json.as_array().map(Vec::len), Some(112));
        assert_eq!(
            lab.call(ADMIN, "UsersManager.getUsersLogin", "filter_offset=1&filter_limit=1").json,
            json!(["anonymous"])
        );
    }
}
