//! `SitesManager.getAllSites` and `getAllSitesId`

use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::php::{Array, Key};

pub(crate) const METHOD: Method = Method { name: "SitesManager.getAllSites", needs: &[], writes: false, run };

pub(crate) const IDS: Method = Method { name: "SitesManager.getAllSitesId", needs: &[], writes: false, run: ids };

/// A map keyed by id, which JSON shows as an object unless it is cut.
fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let rows = cx.store.sites.values().map(|site| (Key::Index(site.id.into()), cx.site_row(site).into()));
    Ok(rows.collect::<Array>().into())
}

fn ids(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    Ok(cx.store.sites.keys().copied().collect::<Array>().into())
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn an_object_without_a_limit_and_a_list_with_one() {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        assert_eq!(lab.call(ADMIN, "SitesManager.getAllSites", "filter_limit=-1").json["2"]["idsite"], 2);
        assert_eq!(lab.call(ADMIN, "SitesManager.getAllSites", "").json[1]["idsite"], 2);
        assert_eq!(lab.call(ADMIN, "SitesManager.getAllSitesId", "").json, serde_json::json!([1, 2]));
        assert_eq!(lab.call("ada", "SitesManager.getAllSites", "").status, 401);
        assert_eq!(lab.call("ada", "SitesManager.getAllSitesId", "").status, 401);
    }
}
