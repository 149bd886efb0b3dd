use super::*;
use crate::{Login, Password};

/// Switches an account's second factor off, so that it can set up a new one. Super users, with the
/// caller's password. Matomo says ok also for accounts that do not exist (seen).
pub struct ResetTwoFactorAuth {
    /// Whose.
    pub login: Login,
    /// The caller's own password.
    pub password: Password,
}

impl Method for ResetTwoFactorAuth {
    type Response = ();
    const NAME: &'static str = "TwoFactorAuth.resetTwoFactorAuth";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("userLogin", self.login.as_str());
        params.set_secret("passwordConfirmation", &self.password);
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
