use super::*;
use crate::Email;

/// Whether an account has this address, compared without case (seen). Anyone with view access
/// somewhere may ask.
pub struct UserEmailExists {
    /// The address.
    pub email: Email,
}

impl Method for UserEmailExists {
    type Response = bool;
    const NAME: &'static str = "UsersManager.userEmailExists";

    fn params(&self, params: &mut Params) {
        params.set("userEmail", self.email.as_str());
    }

    fn decode(&self, value: &Value) -> Result<bool, Mismatch> {
        shape::truth(shape::scalar(value), "value")
    }
}
