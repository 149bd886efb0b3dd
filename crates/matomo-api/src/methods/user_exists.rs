use super::*;
use crate::Login;

/// Whether an account has this login, compared without case (seen). Anyone with view access
/// somewhere may ask. Says nothing about addresses: a login may not be one that is in use either.
pub struct UserExists {
    /// The login.
    pub login: Login,
}

impl Method for UserExists {
    type Response = bool;
    const NAME: &'static str = "UsersManager.userExists";

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<bool, Mismatch> {
        shape::truth(shape::scalar(value), "value")
    }
}
