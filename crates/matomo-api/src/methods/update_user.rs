use super::*;
use crate::{Email, Login, Password};

/// Changes an account's password or address. Super users or oneself, with the caller's password.
/// Its tokens stay valid (seen). A new address of an invited account sends the invitation there
/// again (seen).
pub struct UpdateUser {
    /// Whose.
    pub login: Login,
    /// The new password, if it changes.
    pub new_password: Option<Password>,
    /// The new address, if it changes.
    pub new_email: Option<Email>,
    /// The caller's own password.
    pub password: Password,
}

impl Method for UpdateUser {
    type Response = ();
    const NAME: &'static str = "UsersManager.updateUser";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        if let Some(new) = &self.new_password {
            params.set_secret("password", new);
        }
        if let Some(new) = &self.new_email {
            params.set("email", new.as_str());
        }
        params.set_secret("passwordConfirmation", &self.password);
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
