//! `SitesManager.getSitesWithAdminAccess` and `getSitesWithAtLeastViewAccess`

use crate::collate::like;
use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::php::{Array, Key, integer_prefix, is_numeric};
use crate::store::{Access, Site};

pub(crate) const ADMIN: Method =
    Method { name: "SitesManager.getSitesWithAdminAccess", needs: &[], writes: false, run: with_admin_access };

pub(crate) const VIEW: Method =
    Method { name: "SitesManager.getSitesWithAtLeastViewAccess", needs: &[], writes: false, run: with_view_access };

fn with_admin_access(cx: &mut Context) -> Answer {
    let pattern = cx.text("pattern");
    let excluded: Vec<i64> = cx.texts("sitesToExclude").iter().map(|id| integer_prefix(id)).collect();
    let sites = sites(cx, Access::ADMIN)
        .filter(|site| !excluded.contains(&i64::from(site.id)))
        .filter(|site| pattern.is_empty() || matches(site, &pattern));
    let rows = limited(cx, sites).map(|site| {
        let mut row = cx.site_row(site);
        if !matches!(cx.raw("fetchAliasUrls"), "" | "0") {
            let urls: Array = site.urls.iter().map(String::as_str).collect();
            row.append(Key::from("alias_urls"), urls.into());
        }
        row
    });
    Ok(rows.collect::<Array>().into())
}

fn with_view_access(cx: &mut Context) -> Answer {
    let rows = limited(cx, sites(cx, Access::VIEW)).map(|site| cx.site_row(site));
    Ok(rows.collect::<Array>().into())
}

/// Sites on which the caller has at least this role, by id.
fn sites<'a>(cx: &'a Context, least: Access) -> impl Iterator<Item = &'a Site> {
    cx.store.sites.values().filter(move |site| cx.has_on(least, site.id))
}

/// Whether a site's name, main address or group has the pattern in it, or its id is the pattern.
pub(crate) fn matches(site: &Site, pattern: &str) -> bool {
    like(&site.name, &format!("%{pattern}%"))
        || like(site.main_url(), &format!("http%{pattern}%"))
        || like(&site.group, &format!("%{pattern}%"))
        || is_numeric(pattern) && integer_prefix(pattern) == i64::from(site.id)
}

fn limited<'a>(cx: &Context, sites: impl Iterator<Item = &'a Site>) -> impl Iterator<Item = &'a Site> {
    let limit = cx.number("limit").and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit > 0);
    sites.take(limit.unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "SitesManager.getSitesWithAdminAccess";

    #[test]
    fn a_list_even_without_a_limit() {
        let mut lab = Lab::new();
        for body in ["", "filter_limit=-1"] {
            assert_eq!(lab.call(ADMIN, METHOD, body).column("name"), ["Main site", "Shop & Co <beta>"]);
        }
        assert_eq!(lab.call(ADMIN, METHOD, "").json[0]["idsite"], 1);
        assert_eq!(lab.call(ADMIN, METHOD, "").json[1]["group"], "shops");
    }

    #[test]
    fn only_sites_of_an_admin_who_does_not_learn_the_creator() {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "2");
        lab.person_with("bo", "write", "1,2");
        let heard = lab.call("ada", METHOD, "");
        assert_eq!(heard.column("name"), ["Shop & Co <beta>"]);
        assert!(heard.json[0].get("creator_login").is_none());
        assert_eq!(lab.call(ADMIN, METHOD, "").json[0]["creator_login"], "admin");
        assert_eq!(lab.call("bo", METHOD, "").json, serde_json::json!([]));
        assert_eq!(lab.call("", METHOD, "").json, serde_json::json!([]));
        let views = lab.call("bo", "SitesManager.getSitesWithAtLeastViewAccess", "limit=1");
        assert_eq!(views.column("name"), ["Main site"]);
    }

    #[test]
    fn filtered() {
        let mut lab = Lab::new();
        assert_eq!(lab.call(ADMIN, METHOD, "pattern=SHOP").column("name"), ["Shop & Co <beta>"]);
        assert_eq!(lab.call(ADMIN, METHOD, "pattern=1").column("name"), ["Main site"]);
        assert_eq!(lab.call(ADMIN, METHOD, "limit=1").column("name"), ["Main site"]);
        assert_eq!(lab.call(ADMIN, METHOD, "sitesToExclude[]=1").column("name"), ["Shop & Co <beta>"]);
        let urls = lab.call(ADMIN, METHOD, "fetchAliasUrls=1").json[1]["alias_urls"].clone();
        assert_eq!(urls, serde_json::json!(["https://shop.example.org"]));
    }

    #[test]
    fn cut_to_a_hundred_and_limit_does_not_help() {
        let mut lab = Lab::new();
        for number in 3..=120 {
            lab.call(ADMIN, "SitesManager.addSite", &format!("siteName=Site+{number}"));
        }
        let count = |lab: &mut Lab, body: &str| lab.call(ADMIN, METHOD, body).json.as_array().map(Vec::len);
        assert_eq!(count(&mut lab, ""), Some(100));
        assert_eq!(count(&mut lab, "limit=500"), Some(100));
        assert_eq!(count(&mut lab, "filter_limit=-1"), Some(120));
    }
}
