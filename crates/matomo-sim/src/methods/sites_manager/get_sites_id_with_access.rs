//! `SitesManager.getSitesIdWithAdminAccess`, `getSitesIdWithAtLeastViewAccess`, and those with just one role:
//! `getSitesIdWithWriteAccess` and `getSitesIdWithViewAccess`

use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::php::Array;
use crate::store::Access;

pub(crate) const ADMIN: Method = Method {
    name: "SitesManager.getSitesIdWithAdminAccess",
    needs: &[],
    writes: false,
    run: |cx| ids(cx, Access::ADMIN),
};

pub(crate) const VIEW: Method = Method {
    name: "SitesManager.getSitesIdWithAtLeastViewAccess",
    needs: &[],
    writes: false,
    run: |cx| ids(cx, Access::VIEW),
};

pub(crate) const JUST_WRITE: Method = Method {
    name: "SitesManager.getSitesIdWithWriteAccess",
    needs: &[],
    writes: false,
    run: |cx| just(cx, Access::WRITE),
};

pub(crate) const JUST_VIEW: Method = Method {
    name: "SitesManager.getSitesIdWithViewAccess",
    needs: &[],
    writes: false,
    run: |cx| just(cx, Access::VIEW),
};

/// Sites on which the caller has this role by name; a super user has none.
fn just(cx: &mut Context, role: Access) -> Answer {
    let granted = cx.store.grants.of_login(&cx.caller.login);
    let sites = granted.iter().filter(|grant| grant.access == role && cx.store.sites.contains_key(&grant.site));
    let sites: Array = sites.map(|grant| grant.site).collect();
    Ok(if cx.caller.super_user { Array::default() } else { sites }.into())
}

fn ids(cx: &mut Context, least: Access) -> Answer {
    Ok(cx.sites_with(least).into_iter().collect::<Array>().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    #[test]
    fn open_to_all_about_themselves() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1");
        lab.call(ADMIN, "UsersManager.setUserAccess", "userLogin=bo&access=admin&idSites=2");
        assert_eq!(lab.call("bo", "SitesManager.getSitesIdWithAdminAccess", "").json, json!([2]));
        assert_eq!(lab.call("bo", "SitesManager.getSitesIdWithAtLeastViewAccess", "").json, json!([1, 2]));
        assert_eq!(lab.call("", "SitesManager.getSitesIdWithAtLeastViewAccess", "").json, json!([]));
        assert_eq!(lab.call(ADMIN, "SitesManager.getSitesIdWithAdminAccess", "").json, json!([1, 2]));
    }

    #[test]
    fn just_one_role() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1");
        lab.call(ADMIN, "UsersManager.setUserAccess", "userLogin=bo&access=write&idSites=2");
        let mut ids = |who, role| lab.call(who, &format!("SitesManager.getSitesIdWith{role}Access"), "").json;
        assert_eq!((ids("bo", "View"), ids("bo", "Write"), ids("bo", "Admin")), (json!([1]), json!([2]), json!([])));
        assert_eq!(
            (ids(ADMIN, "View"), ids(ADMIN, "Write"), ids(ADMIN, "Admin")),
            (json!([]), json!([]), json!([1, 2]))
        );
        assert_eq!((ids("", "View"), ids("", "Write")), (json!([]), json!([])));
    }
}
