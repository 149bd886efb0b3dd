//! `UsersManager.getSitesAccessFromUser`

use crate::context::{Answer, Context};
use crate::methods::{Method, Need};
use crate::php::Array;
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getSitesAccessFromUser", needs: &[Need::Value("userLogin")], writes: false, run };

/// A row per role and per capability, of sites that exist. A super user has admin on every site.
fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let login = cx.text("userLogin");
    cx.require_user(&login)?;
    let row = |site: u32, access: Access| Array::of([("site", site.into()), ("access", access.id().into())]);
    let super_user = cx.store.users.get(&login).is_some_and(|user| user.super_user && user.login == login);
    if super_user {
        return Ok(cx.store.sites.keys().map(|site| row(*site, Access::ADMIN)).collect::<Array>().into());
    }
    let grants = cx.store.grants.of_login(&login).iter().filter(|grant| cx.store.sites.contains_key(&grant.site));
    Ok(grants.map(|grant| row(grant.site, grant.access)).collect::<Array>().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getSitesAccessFromUser";

    #[test]
    fn roles_and_capabilities_of_sites_that_exist() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "2,1,999");
        lab.call(ADMIN, "UsersManager.addCapabilities", "userLogin=bo&capabilities=tagmanager_write&idSites=1");
        assert_eq!(
            lab.call(ADMIN, METHOD, "userLogin=bo").json,
            json!([{"site": 1, "access": "view"}, {"site": 1, "access": "tagmanager_write"}, {"site": 2, "access": "view"}])
        );
        assert_eq!(
            lab.call(ADMIN, METHOD, "userLogin=admin").json,
            json!([{"site": 1, "access": "admin"}, {"site": 2, "access": "admin"}])
        );
        assert_eq!(lab.call(ADMIN, METHOD, "userLogin=nobody").error(), (200, "User 'nobody' doesn't exist."));
        assert_eq!(lab.call("bo", METHOD, "userLogin=bo").status, 401);
    }
}
