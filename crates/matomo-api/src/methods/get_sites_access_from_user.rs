use super::get_users_sites_from_access::site_id;
use super::*;
use crate::shape::{field, list, object, text};
use crate::{Capability, Login, Role, SiteId};

/// One account's rows of the access table. Super users only. For a super user it invents `admin`
/// on every site (seen). Fails with [`crate::Error::UnknownUser`].
pub struct GetSitesAccessFromUser {
    /// Whose.
    pub login: Login,
}

impl Method for GetSitesAccessFromUser {
    type Response = Vec<(SiteId, AccessId)>;
    const NAME: &'static str = "UsersManager.getSitesAccessFromUser";

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<Vec<(SiteId, AccessId)>, Mismatch> {
        let mut rows = Vec::new();
        for row in list(value, "access")? {
            let row = object(row, "access")?;
            let site = site_id(field(row, "site")?, "site")?;
            let id = text(field(row, "access")?, "access")?;
            match Role::parse(&id) {
                Some(role) => rows.push((site, AccessId::Role(role))),
                None => rows.extend(Capability::parse(&id).map(|c| (site, AccessId::Capability(c)))),
            }
        }
        Ok(rows)
    }
}
