use super::*;

/// Whether the caller is a super user. Anyone may ask.
pub struct HasSuperUserAccess;

impl Method for HasSuperUserAccess {
    type Response = bool;
    const NAME: &'static str = "UsersManager.hasSuperUserAccess";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<bool, Mismatch> {
        shape::truth(shape::scalar(value), "value")
    }
}
