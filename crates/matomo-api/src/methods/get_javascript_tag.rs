use super::*;
use crate::SiteId;

/// The tracking code of a site, as HTML that is meant to be shown, never run. It names Matomo by
/// the address that this call came to. Needs view there. A super user gets one for any number, also
/// of a site that does not exist (seen).
pub struct GetJavascriptTag {
    /// The site.
    pub site: SiteId,
}

impl Method for GetJavascriptTag {
    type Response = String;
    const NAME: &'static str = "SitesManager.getJavascriptTag";

    fn params(&self, params: &mut Params) {
        params.set("idSite", self.site.to_string());
    }

    fn decode(&self, value: &Value) -> Result<String, Mismatch> {
        shape::text(shape::scalar(value), "value")
    }
}
