use super::*;
use crate::Email;

/// The account that has an address, compared without case (seen). Super users only. Fails with
/// [`crate::Error::UnknownUser`], which then holds the address.
pub struct GetUserByEmail {
    /// Its address.
    pub email: Email,
}

impl Method for GetUserByEmail {
    type Response = UserRow;
    const NAME: &'static str = "UsersManager.getUserByEmail";

    fn params(&self, params: &mut Params) {
        params.set("userEmail", self.email.as_str());
    }

    fn decode(&self, value: &Value) -> Result<UserRow, Mismatch> {
        UserRow::read(value)
    }
}
