use super::*;
use crate::Login;

/// One account. Super users, or the account itself: then only in the exact spelling of the login
/// (seen). Fails with [`crate::Error::UnknownUser`], [`crate::Error::NoPermission`].
pub struct GetUser {
    /// Which.
    pub login: Login,
}

impl Method for GetUser {
    type Response = UserRow;
    const NAME: &'static str = "UsersManager.getUser";

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<UserRow, Mismatch> {
        UserRow::read(value)
    }
}
