use super::*;

/// Every account that the caller may see: all for a super user; for a site admin those with access
/// to one of their sites (seen).
pub struct GetUsers;

impl Method for GetUsers {
    type Response = Vec<UserRow>;
    const NAME: &'static str = "UsersManager.getUsers";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<UserRow>, Mismatch> {
        Self::rows(value)
    }
}

impl GetUsers {
    pub(crate) fn rows(value: &Value) -> Result<Vec<UserRow>, Mismatch> {
        shape::list(value, "users")?.into_iter().map(UserRow::read).collect()
    }
}
