use super::get_users_plus_role::read_capabilities;
use super::get_users_sites_from_access::site_id;
use super::*;
use crate::shape::{field, list, object, text};
use crate::{Capability, Login, Role, SiteId};

/// One account's access to every site that the caller administers, also where it has none. Fails
/// with [`crate::Error::IsSuperUser`] for a super user.
pub struct GetSitesAccessForUser {
    /// Whose.
    pub login: Login,
}

/// Access to one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAccess {
    /// The site.
    pub site: SiteId,
    /// Its name; untrusted text.
    pub site_name: String,
    /// The role; `None` for no access.
    pub role: Option<Role>,
    /// Explicit capabilities.
    pub capabilities: Vec<Capability>,
}

impl Method for GetSitesAccessForUser {
    type Response = Vec<SiteAccess>;
    const NAME: &'static str = "UsersManager.getSitesAccessForUser";

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<Vec<SiteAccess>, Mismatch> {
        let read = |row: &Value| {
            let row = object(row, "access")?;
            Ok(SiteAccess {
                site: site_id(field(row, "idsite")?, "idsite")?,
                site_name: text(field(row, "site_name")?, "site_name")?,
                role: row.get("role").and_then(Value::as_str).and_then(Role::parse),
                capabilities: row.get("capabilities").map_or(Ok(Vec::new()), read_capabilities)?,
            })
        };
        list(value, "access")?.into_iter().map(read).collect()
    }
}
