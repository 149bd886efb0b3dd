//! `SitesManager.getSiteUrlsFromId`

use crate::context::{Answer, Context};
use crate::methods::{Method, Need};
use crate::php::Array;
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "SitesManager.getSiteUrlsFromId", needs: &[Need::SiteId], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    let site = cx.site_id();
    cx.require_on(Access::VIEW, &[site])?;
    let urls = cx.store.sites.get(&site).map(|site| site.urls.iter().map(String::as_str).collect::<Array>());
    Ok(urls.unwrap_or_default().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "SitesManager.getSiteUrlsFromId";

    #[test]
    fn addresses_and_none_for_an_unknown_site() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1");
        assert_eq!(lab.call("bo", METHOD, "idSite=1").json, json!(["https://www.example.org"]));
        assert_eq!(lab.call("bo", METHOD, "idSite=2").status, 401);
        assert_eq!(lab.call(ADMIN, METHOD, "idSite=999").json, json!([]));
    }
}
