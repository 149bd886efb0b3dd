use super::get_users_sites_from_access::site_id;
use super::*;
use crate::SiteId;
use crate::shape::list;

/// The numbers of the sites on which the caller's role is view, neither less nor more. Anyone may ask; a
/// super user, who has no role on a site, gets none.
pub struct GetSiteIdsWithViewAccess;

impl Method for GetSiteIdsWithViewAccess {
    type Response = Vec<SiteId>;
    const NAME: &'static str = "SitesManager.getSitesIdWithViewAccess";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<SiteId>, Mismatch> {
        list(value, "sites")?.into_iter().map(|id| site_id(id, "sites")).collect()
    }
}
