use super::*;
use crate::Login;

/// Deletes an account, its access and its tokens. Super users, or the inviter while the invitation
/// is open. Fails with [`crate::Error::LastSuperUser`], [`crate::Error::UnknownUser`].
pub struct DeleteUser {
    /// Which.
    pub login: Login,
}

impl Method for DeleteUser {
    type Response = ();
    const NAME: &'static str = "UsersManager.deleteUser";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
