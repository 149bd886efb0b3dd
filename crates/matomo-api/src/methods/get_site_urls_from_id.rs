use super::*;
use crate::SiteId;

/// Every address of a site, the main one first. Needs view there. For a super user a site that does
/// not exist has none, without an error (seen).
pub struct GetSiteUrlsFromId {
    /// The site.
    pub site: SiteId,
}

impl Method for GetSiteUrlsFromId {
    /// Untrusted texts.
    type Response = Vec<String>;
    const NAME: &'static str = "SitesManager.getSiteUrlsFromId";

    fn params(&self, params: &mut Params) {
        params.set("idSite", self.site.to_string());
    }

    fn decode(&self, value: &Value) -> Result<Vec<String>, Mismatch> {
        shape::list(value, "urls")?.into_iter().map(|url| shape::text(url, "url")).collect()
    }
}
