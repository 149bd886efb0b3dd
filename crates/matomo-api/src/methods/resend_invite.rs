use super::*;
use crate::Login;

/// Sends the invitation again and restarts its time. For the inviter and super users. Fails with
/// [`crate::Error::UnknownUser`] once the account is active (seen).
pub struct ResendInvite {
    /// Who was invited.
    pub login: Login,
    /// How long it can be taken up from now.
    pub expiry_days: u16,
}

impl Method for ResendInvite {
    type Response = ();
    const NAME: &'static str = "UsersManager.resendInvite";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        params.set("expiryInDays", self.expiry_days.to_string());
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
