use super::*;
use crate::{Email, Login, SiteId};

/// Creates an account and sends it an invitation by mail. It gets view on one site and nothing
/// more. Matomo says ok even if the mail could not be sent (seen). Fails with
/// [`crate::Error::InvalidField`].
pub struct InviteUser {
    /// The login, for ever: it cannot be renamed.
    pub login: Login,
    /// Where the mail goes.
    pub email: Email,
    /// The one site; needed from everybody.
    pub initial_site: SiteId,
    /// How long the invitation can be taken up. 3 days later Matomo deletes the account (source).
    pub expiry_days: u16,
}

impl Method for InviteUser {
    type Response = ();
    const NAME: &'static str = "UsersManager.inviteUser";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        params.set("email", self.email.as_str());
        params.set("initialIdSite", self.initial_site.to_string());
        params.set("expiryInDays", self.expiry_days.to_string());
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
