use super::*;
use crate::{Login, Password};

/// Makes a link that takes up the invitation, and restarts its time. It voids the link made before
/// it, not the one that was mailed (seen). The link is a credential. For the inviter and super
/// users. Fails with [`crate::Error::UnknownUser`] once the account is active.
pub struct GenerateInviteLink {
    /// Who was invited.
    pub login: Login,
    /// How long it can be taken up from now.
    pub expiry_days: u16,
}

impl Method for GenerateInviteLink {
    /// The link, as opaque as a password.
    type Response = Password;
    const NAME: &'static str = "UsersManager.generateInviteLink";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        params.set("expiryInDays", self.expiry_days.to_string());
    }

    fn decode(&self, value: &Value) -> Result<Password, Mismatch> {
        shape::text(shape::scalar(value), "link").map(Password::new)
    }
}
