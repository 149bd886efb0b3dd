use super::*;
use crate::{Login, Password};

/// Makes an account a super user, or an ordinary one. Either way Matomo deletes all its site roles
/// (seen). Needs the caller's password. Fails with [`crate::Error::LastSuperUser`].
pub struct SetSuperUserAccess {
    /// Whose.
    pub login: Login,
    /// Super user or not. Sent as 1 or 0: the word "false" would grant (seen).
    pub super_user: bool,
    /// The caller's own password.
    pub password: Password,
}

impl Method for SetSuperUserAccess {
    type Response = ();
    const NAME: &'static str = "UsersManager.setSuperUserAccess";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        params.set("hasSuperUserAccess", if self.super_user { "1" } else { "0" });
        params.set_secret("passwordConfirmation", &self.password);
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
