use super::*;

/// Every site there is, by number. Super users only.
pub struct GetAllSites;

impl Method for GetAllSites {
    type Response = Vec<SiteRow>;
    const NAME: &'static str = "SitesManager.getAllSites";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<SiteRow>, Mismatch> {
        // Uncut, it is an object keyed by number (seen), whose order is that of texts.
        let mut sites = shape::list(value, "sites")?.into_iter().map(SiteRow::read).collect::<Result<Vec<_>, _>>()?;
        sites.sort_by_key(|site| site.id);
        Ok(sites)
    }
}
