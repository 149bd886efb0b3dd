//! `SitesManager.getSiteFromId`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "SitesManager.getSiteFromId", needs: &[Need::SiteId], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    let site = cx.site_id();
    cx.require_on(Access::VIEW, &[site])?;
    match cx.store.sites.get(&site) {
        Some(site) => Ok(cx.site_row(site).into()),
        None => Err(ApiError::plain(Message::SiteUnexpected(cx.text("idSite")))),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "SitesManager.getSiteFromId";

    #[test]
    fn one_site() {
        let mut lab = Lab::new();
        lab.person("erin");
        assert_eq!(lab.call(ADMIN, METHOD, "idSite=2").json["name"], "Shop & Co <beta>");
        assert_eq!(
            lab.call(ADMIN, METHOD, "idSite=999").error(),
            (200, "An unexpected website was found in the request: website id was set to '999' .")
        );
        assert_eq!(
            lab.call("erin", METHOD, "idSite=1").error(),
            (401, "You can't access this resource as it requires 'view' access for the website id = 1.")
        );
        assert_eq!(lab.call(ADMIN, METHOD, "idSite=abc").status, 400);
        assert_eq!(
            Lab::old().call(ADMIN, METHOD, "idSite=abc").error(),
            (200, "An unexpected website was found in the request: website id was set to 'abc' .")
        );
    }
}
