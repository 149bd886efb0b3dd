use super::*;
use crate::{Capability, Login, SiteId};

/// Adds capabilities to what an account may do on some sites; its role stays. Needs admin on all
/// of them, and the account needs a role on each, else it fails with [`crate::Error::Refused`]
/// before anything is written. A capability that the role holds anyway is not stored. One that the
/// instance does not know is answered with status 500 (all seen).
pub struct AddCapabilities {
    /// Whose.
    pub login: Login,
    /// Which.
    pub capabilities: Vec<Capability>,
    /// Where.
    pub sites: Vec<SiteId>,
}

impl Method for AddCapabilities {
    type Response = ();
    const NAME: &'static str = "UsersManager.addCapabilities";
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
