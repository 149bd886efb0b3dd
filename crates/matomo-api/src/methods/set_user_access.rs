use super::*;
use crate::{Capability, Login, Role, SiteId};

/// Sets what an account may do on some sites. Needs admin on all of them.
///
/// Matomo deletes the account's rows there first, so explicit capabilities survive only if they
/// come along. It is no transaction, takes unknown sites and logins in another spelling without a
/// word when a super user calls (all seen): check before, read back after.
pub struct SetUserAccess {
    /// Whose access.
    pub login: Login,
    /// What they may do from now on.
    pub access: NewAccess,
    /// Where.
    pub sites: Vec<SiteId>,
}

/// Access as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NewAccess {
    /// None at all.
    None,
    /// A role, and capabilities beyond those that the role holds anyway.
    Role(Role, Vec<Capability>),
}

impl Method for SetUserAccess {
    type Response = ();
    const NAME: &'static str = "UsersManager.setUserAccess";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        match &self.access {
            NewAccess::None => params.set("access", "noaccess"),
            NewAccess::Role(role, capabilities) if capabilities.is_empty() => params.set("access", role.as_str()),
            NewAccess::Role(role, capabilities) => {
                params.set("access[]", role.as_str());
                capabilities.iter().for_each(|c| params.set("access[]", c.as_str()));
            }
        }
        params.set_sites(&self.sites);
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
