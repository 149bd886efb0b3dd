//! `UsersManager.getSitesAccessForUser`: every site with what one person has on it.

use crate::collate::{Folded, like};
use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::php::Array;
use crate::store::{Access, Grant, Site};

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getSitesAccessForUser", needs: &[Need::Value("userLogin")], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    let login = cx.text("userLogin");
    cx.require_user(&login)?;
    if cx.store.users.get(&login).is_some_and(|user| user.super_user && user.login == login) {
        return Err(ApiError::plain(Message::NotForSuperUsers));
    }
    let search = cx.text("filter_search");
    let filter = cx.text("filter_access");
    let mut sites: Vec<(Folded, &Site, usize)> = Vec::new();
    for site in cx.store.sites.values().filter(|site| cx.has_on(Access::ADMIN, site.id) && is_found(site, &search)) {
        if let Some(times) = matching_rows(cx.store.grants.of_login_on(&login, site.id), &filter) {
            let name = Folded::new(&site.name);
            let place = sites.partition_point(|(before, _, _)| *before <= name);
            sites.insert(place, (name, site, times));
        }
    }
    let total = sites.len();
    let number = |name| cx.number(name).and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    let (offset, limit) = match number("limit") {
        0 => (0, usize::MAX),
        limit => (number("offset"), limit),
    };
    let rows = sites.into_iter().skip(offset).take(limit);
    let rows = rows.map(|(_, site, times)| row(site, cx.store.grants.of_login_on(&login, site.id), times));
    let rows = rows.collect::<Array>();
    let has_some = !cx.store.grants.of_login(&login).is_empty();
    cx.exchange.set_header("X-Matomo-Total-Results", total.to_string());
    if has_some {
        cx.exchange.set_header("X-Matomo-Has-Some", "1");
    }
    Ok(rows.into())
}

fn is_found(site: &Site, search: &str) -> bool {
    search.is_empty()
        || like(&site.name, &format!("%{search}%"))
        || like(site.main_url(), &format!("http%{search}%"))
        || like(&site.group, &format!("%{search}%"))
}

/// How many of the rows on a site match the filter; `None` where the site is not wanted. With a filter, Matomo joins
/// the matching rows with all rows, so that capabilities come back as often as rows matched.
fn matching_rows(grants: &[Grant], filter: &str) -> Option<usize> {
    match filter {
        "" => Some(1),
        "noaccess" => grants.is_empty().then_some(1),
        "some" => Some(grants.len()).filter(|count| *count > 0),
        id => Some(grants.iter().filter(|grant| grant.access.id() == id).count()).filter(|count| *count > 0),
    }
}

fn row(site: &Site, grants: &[Grant], times: usize) -> Array {
    let role = grants.iter().find(|grant| grant.access.is_role()).map_or("noaccess", |grant| grant.access.id());
    let capabilities: Vec<&str> =
        grants.iter().filter(|grant| !grant.access.is_role()).map(|grant| grant.access.id()).collect();
    Array::of([
        ("idsite", site.id.into()),
        ("site_name", site.name.as_str().into()),
        ("role", role.into()),
        ("capabilities", capabilities.repeat(times).into_iter().collect::<Array>().into()),
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getSitesAccessForUser";

    fn lab() -> Lab {
        let mut lab = Lab::new();
        lab.call(ADMIN, "SitesManager.addSite", "siteName=Blog");
        lab.person_with("ada", "admin", "1");
        lab.person_with("bo", "view", "1");
        lab.call(
            ADMIN,
            "UsersManager.setUserAccess",
            "userLogin=bo&access[]=view&access[]=tagmanager_write&access[]=tagmanager_use_custom_templates&idSites=2",
        );
        lab
    }

    #[test]
    fn every_site_by_name_with_no_access_too() {
        let mut lab = lab();
        let heard = lab.call(ADMIN, METHOD, "userLogin=bo");
        assert_eq!(heard.column("site_name"), ["Blog", "Main site", "Shop & Co <beta>"]);
        assert_eq!(heard.column("role"), ["noaccess", "view", "view"]);
        assert_eq!(heard.json[2]["capabilities"], json!(["tagmanager_write", "tagmanager_use_custom_templates"]));
        assert_eq!(heard.header("X-Matomo-Total-Results"), Some("3"));
        assert_eq!(heard.header("X-Matomo-Has-Some"), Some("1"));
        assert_eq!(lab.call("ada", METHOD, "userLogin=bo").column("site_name"), ["Main site"]);
    }

    #[test]
    fn filters_and_their_repetitions() {
        let mut lab = lab();
        let mut names = |filter: &str| -> String {
            lab.call(ADMIN, METHOD, &format!("userLogin=bo&{filter}")).column("site_name").join("|")
        };
        assert_eq!(names("filter_access=noaccess"), "Blog");
        assert_eq!(names("filter_access=view"), "Main site|Shop & Co <beta>");
        assert_eq!(names("filter_access=tagmanager_write"), "Shop & Co <beta>");
        assert_eq!(names("filter_access=bogus"), "");
        assert_eq!(names("filter_search=shop"), "Shop & Co <beta>");
        assert_eq!(names("limit=1&offset=1"), "Main site");
        let some = lab.call(ADMIN, METHOD, "userLogin=bo&filter_access=some");
        assert_eq!(some.json[1]["capabilities"].as_array().map(Vec::len), Some(6));
    }

    #[test]
    fn refusals() {
        let mut lab = lab();
        assert_eq!(
            lab.call("ada", METHOD, "userLogin=admin").error(),
            (200, "This method should not be used with superusers.")
        );
        assert_eq!(lab.call(ADMIN, METHOD, "userLogin=nobody").error(), (200, "User 'nobody' doesn't exist."));
        assert_eq!(lab.call("bo", METHOD, "userLogin=bo").status, 401);
    }
}
