//! `SitesManager.getSitesIdWithAdminAccess` and `getSitesIdWithAtLeastViewAccess`

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
}
