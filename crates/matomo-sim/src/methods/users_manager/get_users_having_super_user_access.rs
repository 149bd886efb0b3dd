//! `UsersManager.getUsersHavingSuperUserAccess`

use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::methods::users_manager::person::Columns;
use crate::php::Array;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getUsersHavingSuperUserAccess", needs: &[], writes: false, run };

/// Everybody who has signed in sees all of them, with their addresses.
fn run(cx: &mut Context) -> Answer {
    cx.require_signed_in()?;
    let rows = cx.store.users.super_users().into_iter().map(|user| cx.person_row(user, Columns::SuperUsers));
    Ok(rows.collect::<Array>().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getUsersHavingSuperUserAccess";

    #[test]
    fn seen_by_all_who_signed_in() {
        let mut lab = Lab::new();
        lab.person("erin");
        let row = |two_factor: bool| {
            let mut row = json!({"login": "admin", "email": "admin@example.org", "superuser_access": 1, "invite_status": "active"});
            if two_factor {
                row["uses_2fa"] = json!(false);
            }
            json!([row])
        };
        assert_eq!(lab.call(ADMIN, METHOD, "").json, row(true));
        assert_eq!(lab.call("erin", METHOD, "").json, row(false));
        assert_eq!(lab.call("", METHOD, "").error(), (401, "You must be logged in to access this functionality."));
    }
}
