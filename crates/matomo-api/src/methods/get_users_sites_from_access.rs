use super::*;
use crate::{Capability, Login, Role, SiteId};

/// Which accounts have one role, or one explicit capability, on which sites. Super users only.
/// One such call per role and capability reads the whole matrix, at any size.
///
/// The answer may name sites that no longer exist and logins in another spelling: rows that an
/// earlier `setUserAccess` left behind (seen). Without `filter_limit=-1`, which every call carries,
/// PHP would lose logins that consist of digits (seen).
pub struct GetUsersSitesFromAccess(pub AccessId);

/// What a row of Matomo's access table holds: a role or a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessId {
    /// A role.
    Role(Role),
    /// A capability. An unknown one is refused.
    Capability(Capability),
}

/// An account and its sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitesOfUser {
    /// The login, as the access table spells it.
    pub login: Login,
    /// Its sites, in Matomo's order.
    pub sites: Vec<SiteId>,
}

impl Method for GetUsersSitesFromAccess {
    type Response = Vec<SitesOfUser>;
    const NAME: &'static str = "UsersManager.getUsersSitesFromAccess";

    fn params(&self, params: &mut Params) {
        params.set(
            "access",
            match &self.0 {
                AccessId::Role(role) => role.as_str(),
                AccessId::Capability(capability) => capability.as_str(),
            },
        );
    }

    fn decode(&self, value: &Value) -> Result<Vec<SitesOfUser>, Mismatch> {
        let read = |(login, sites): (&str, &Value)| {
            let sites =
                shape::list(sites, "sites")?.into_iter().map(|id| site_id(id, "sites")).collect::<Result<_, _>>()?;
            Ok(SitesOfUser { login: Login::reported(login), sites })
        };
        shape::map(value, "users")?.into_iter().map(read).collect()
    }
}

pub(super) fn site_id(value: &Value, at: &str) -> Result<SiteId, Mismatch> {
    let number = shape::number(value, at)?;
    u32::try_from(number).ok().and_then(|id| SiteId::new(id).ok()).ok_or_else(|| Mismatch::new("a site id", at))
}
