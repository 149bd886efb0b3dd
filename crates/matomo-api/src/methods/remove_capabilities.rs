use super::*;
use crate::{Capability, Login, SiteId};

/// Takes explicit capabilities away on some sites; the role, and what it holds, stays. Needs admin
/// on all of them. Taking away what was never given is no error (seen).
pub struct RemoveCapabilities {
    /// Whose.
    pub login: Login,
    /// Which.
    pub capabilities: Vec<Capability>,
    /// Where.
    pub sites: Vec<SiteId>,
}

impl Method for RemoveCapabilities {
    type Response = ();
    const NAME: &'static str = "UsersManager.removeCapabilities";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        self.capabilities.iter().for_each(|c| params.set("capabilities[]", c.as_str()));
        params.set_sites(&self.sites);
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
