use super::*;
use crate::Login;

/// Ends an account's sessions in the browser; its tokens stay valid. Super users only. From 5.9
/// ([`crate::Features::logout_user`], from Matomo's changelog); before that it fails with
/// [`crate::Error::MissingMethod`] (seen on 5.3.1 and 5.8.0).
pub struct LogoutUser {
    /// Whose.
    pub login: Login,
}

impl Method for LogoutUser {
    type Response = ();
    const NAME: &'static str = "UsersManager.logoutUser";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
