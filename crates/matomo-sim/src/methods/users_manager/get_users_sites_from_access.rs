//! `UsersManager.getUsersSitesFromAccess`

use crate::collate::same;
use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::php::{Array, Key, Value};
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getUsersSitesFromAccess", needs: &[Need::Value("access")], writes: false, run };

/// A map from each login, as its rows spell it, to the sites, which need not exist.
fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let access = known_access(&cx.text("access"))?;
    let mut logins: Vec<(&str, Array)> = Vec::new();
    for grant in cx.store.grants.all().filter(|grant| grant.access == access) {
        // Rows come by login; only its spellings can be mixed.
        let place = match logins.last() {
            Some((last, _)) if **last == *grant.login => logins.len() - 1,
            _ => {
                let spellings = logins.iter().rev().take_while(|(login, _)| same(login, &grant.login));
                let back = spellings.map(|(login, _)| login).position(|login| **login == *grant.login);
                back.map_or(logins.len(), |back| logins.len() - 1 - back)
            }
        };
        if place == logins.len() {
            logins.push((&grant.login, Array::default()));
        }
        logins[place].1.push(grant.site);
    }
    let map: Array = logins.into_iter().map(|(login, sites)| (Key::new(login), Value::from(sites))).collect();
    Ok(map.into())
}

/// The role or capability of this id.
pub(crate) fn known_access(id: &str) -> Result<Access, ApiError> {
    Access::of_id(id).ok_or_else(|| {
        let known: Vec<&str> = Access::all().map(Access::id).collect();
        ApiError::plain(Message::AccessUnknown { known: known.join(", "), given: id.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getUsersSitesFromAccess";

    #[test]
    fn orphan_rows_and_other_spellings_are_there() {
        let mut lab = Lab::new();
        lab.person_with("ivan", "view", "2,999");
        lab.call(ADMIN, "UsersManager.setUserAccess", "userLogin=IVAN&access=view&idSites=1");
        lab.person_with("bob", "write", "1");
        assert_eq!(lab.call(ADMIN, METHOD, "access=view").json, json!({"IVAN": [1], "ivan": [2, 999]}));
        lab.call(ADMIN, "UsersManager.setUserAccess", "userLogin=IVAN&access=view&idSites=3000");
        assert_eq!(lab.call(ADMIN, METHOD, "access=view").json, json!({"IVAN": [1, 3000], "ivan": [2, 999]}));
        assert_eq!(lab.call(ADMIN, METHOD, "access=write").json, json!({"bob": [1]}));
        assert_eq!(lab.call(ADMIN, METHOD, "access=admin").json, json!([]));
        assert_eq!(lab.call("bob", METHOD, "access=view").status, 401);
    }

    #[test]
    fn a_login_of_digits_is_lost_when_the_map_is_cut() {
        let mut lab = Lab::new();
        lab.person_with("4242", "write", "1,2");
        assert_eq!(lab.call(ADMIN, METHOD, "access=write&filter_limit=-1").json, json!({"4242": [1, 2]}));
        assert_eq!(lab.call(ADMIN, METHOD, "access=write").json, json!([[1, 2]]));
        lab.person_with("bob", "write", "1");
        assert_eq!(lab.call(ADMIN, METHOD, "access=write").json, json!({"0": [1, 2], "bob": [1]}));
    }

    #[test]
    fn roles_and_capabilities_only() {
        for access in ["noaccess", "superuser", "bogus"] {
            let say = format!(
                "The parameter access must have one of the following values: [ view, write, admin, tagmanager_write, tagmanager_publish_live_container, tagmanager_use_custom_templates ], '{access}' given."
            );
            let heard = Lab::new().call(ADMIN, METHOD, &format!("access={access}"));
            assert_eq!(heard.error(), (200, say.as_str()));
        }
    }
}
