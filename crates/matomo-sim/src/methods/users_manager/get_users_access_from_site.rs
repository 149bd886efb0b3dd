//! `UsersManager.getUsersAccessFromSite` and `getUsersWithSiteAccess`

use crate::context::{Answer, Context};
use crate::methods::users_manager::get_users;
use crate::methods::users_manager::get_users_sites_from_access::known_access;
use crate::methods::{Method, Need};
use crate::php::{Array, Key};
use crate::store::{Access, User};

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getUsersAccessFromSite", needs: &[Need::SiteId], writes: false, run };

pub(crate) const WITH_ACCESS: Method = Method {
    name: "UsersManager.getUsersWithSiteAccess",
    needs: &[Need::SiteId, Need::Value("access")],
    writes: false,
    run: with_access,
};

/// A map from login to access, in the order of the rows. It is lossy: the last row of a login wins, so that a
/// capability can hide the role.
fn run(cx: &mut Context) -> Answer {
    let site = cx.site_id();
    cx.require_on(Access::ADMIN, &[site])?;
    let sight = cx.sight();
    let mut map = Array::default();
    for grant in cx.store.grants.on_site(site).into_iter().filter(|grant| sight.sees_login(&grant.login)) {
        map.set(Key::new(&grant.login), grant.access.id().into());
    }
    Ok(map.into())
}

fn with_access(cx: &mut Context) -> Answer {
    let site = cx.site_id();
    cx.require_on(Access::ADMIN, &[site])?;
    let access = known_access(&cx.text("access"))?;
    let sight = cx.sight();
    let has = |user: &User| {
        let grants = cx.store.grants.of_login_on(&user.login, site).iter();
        grants.filter(|grant| grant.access == access).any(|grant| sight.sees_login(&grant.login))
    };
    Ok(get_users::rows(cx, has).into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getUsersAccessFromSite";

    #[test]
    fn the_last_row_of_a_login_wins() {
        let mut lab = Lab::new();
        lab.person_with("zoe", "view", "1");
        lab.person_with("ada", "admin", "1");
        lab.call(ADMIN, "UsersManager.addCapabilities", "userLogin=zoe&capabilities=tagmanager_write&idSites=1");
        assert_eq!(lab.call("ada", METHOD, "idSite=1").json, json!({"zoe": "tagmanager_write", "ada": "admin"}));
        assert_eq!(lab.call(ADMIN, METHOD, "idSite=2").json, json!([]));
        assert_eq!(lab.call(ADMIN, METHOD, "idSite=all").status, 400);
        assert_eq!(
            lab.call("zoe", METHOD, "idSite=1").error(),
            (401, "You can't access this resource as it requires 'admin' access for the website id = 1.")
        );
    }

    #[test]
    fn orphan_rows_of_an_unknown_site() {
        let mut lab = Lab::new();
        lab.person_with("ivan", "view", "999");
        assert_eq!(lab.call(ADMIN, METHOD, "idSite=999").json, json!({"ivan": "view"}));
        assert_eq!(Lab::old().call(ADMIN, METHOD, "idSite=all").json, json!([]));
    }

    #[test]
    fn people_with_one_access() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1");
        lab.person_with("ada", "admin", "1");
        let method = "UsersManager.getUsersWithSiteAccess";
        assert_eq!(lab.call("ada", method, "idSite=1&access=view").column("login"), ["bo"]);
        assert_eq!(lab.call("ada", method, "idSite=1&access=write").json, json!([]));
        assert!(lab.call(ADMIN, method, "idSite=1&access=foo").message().ends_with("'foo' given."));
        assert_eq!(lab.call("bo", method, "idSite=1&access=view").status, 401);
    }
}
