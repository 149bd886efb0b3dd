use super::*;
use crate::{Email, Login, Password, SiteId};

/// Creates an account with a password. Matomo sends it no mail, and a notice to
/// the super users (seen). A site admin has to give a
/// first site; the account gets view there. Fails with [`crate::Error::InvalidField`].
pub struct AddUser {
    /// The login, for ever: it cannot be renamed.
    pub login: Login,
    /// 6 to 200 characters; blanks at the ends would be cut off (seen), so they are refused before.
    pub password: Password,
    /// The address.
    pub email: Email,
    /// The first site.
    pub initial_site: Option<SiteId>,
}

impl Method for AddUser {
    type Response = ();
    const NAME: &'static str = "UsersManager.addUser";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        params.set("email", self.email.as_str());
        params.set_secret("password", &self.password);
        if let Some(site) = self.initial_site {
            params.set("initialIdSite", site.to_string());
        }
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
