use super::get_users_sites_from_access::site_id;
use super::*;
use crate::SiteId;
use crate::shape::list;

/// The numbers of the sites that the caller administers; for a super user of all of them. Of many sites
/// the rows of [`GetSitesWithAdminAccess`] take a page long to read.
pub struct GetSiteIdsWithAdminAccess;

impl Method for GetSiteIdsWithAdminAccess {
    type Response = Vec<SiteId>;
    const NAME: &'static str = "SitesManager.getSitesIdWithAdminAccess";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<SiteId>, Mismatch> {
        list(value, "sites")?.into_iter().map(|id| site_id(id, "sites")).collect()
    }
}
