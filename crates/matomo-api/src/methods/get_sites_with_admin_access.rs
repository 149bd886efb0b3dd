use super::get_users_sites_from_access::site_id;
use super::*;
use crate::SiteId;
use crate::shape::{field, list, object, some_text};

/// The sites that the caller administers; for a super user all of them.
pub struct GetSitesWithAdminAccess;

/// A site as Matomo lists it. Every text is untrusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRow {
    /// Its number.
    pub id: SiteId,
    /// Its name; may be anything.
    pub name: String,
    /// Its main address.
    pub main_url: Option<String>,
    /// The group it was put into, if any.
    pub group: Option<String>,
    /// `website`, `mobileapp`, `rollup` …
    pub kind: Option<String>,
    /// Time zone, such as `Europe/Berlin`.
    pub timezone: Option<String>,
    /// Currency, such as `EUR`.
    pub currency: Option<String>,
    /// When it was created, `YYYY-MM-DD hh:mm:ss`, UTC.
    pub created: Option<String>,
}

impl Method for GetSitesWithAdminAccess {
    type Response = Vec<SiteRow>;
    const NAME: &'static str = "SitesManager.getSitesWithAdminAccess";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<SiteRow>, Mismatch> {
        list(value, "sites")?.into_iter().map(SiteRow::read).collect()
    }
}

impl SiteRow {
    pub(super) fn read(value: &Value) -> Result<Self, Mismatch> {
        let row = object(value, "site")?;
        let text = |name: &str| some_text(row.get(name));
        Ok(Self {
            id: site_id(field(row, "idsite")?, "idsite")?,
            name: text("name").unwrap_or_default(),
            main_url: text("main_url"),
            group: text("group"),
            kind: text("type"),
            timezone: text("timezone"),
            currency: text("currency"),
            created: text("ts_created"),
        })
    }
}
