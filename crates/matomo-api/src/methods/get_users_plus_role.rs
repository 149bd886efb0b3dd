use super::*;
use crate::shape::{list, object, text};
use crate::{Capability, Role, SiteId};

/// Accounts with their access to one site. For a site admin, who is not shown super users, the only
/// way to see who has what; whoever administers nothing sees their own row alone (all seen). The
/// answer's total is in a header that another origin cannot read, so the whole list is asked for.
pub struct GetUsersPlusRole {
    /// The site. One that does not exist is not refused (seen): every role is then `noaccess`.
    pub site: SiteId,
}

/// An account and what it may do on the site asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserOnSite {
    /// The account. `super_user` is set also where only the role says so.
    pub user: UserRow,
    /// Its role there. A super user's is [`Role::Admin`].
    pub role: Option<Role>,
    /// Explicit capabilities there.
    pub capabilities: Vec<Capability>,
}

impl Method for GetUsersPlusRole {
    type Response = Vec<UserOnSite>;
    const NAME: &'static str = "UsersManager.getUsersPlusRole";

    fn params(&self, params: &mut Params) {
        params.set("idSite", self.site.to_string());
    }

    fn decode(&self, value: &Value) -> Result<Vec<UserOnSite>, Mismatch> {
        list(value, "users")?.into_iter().map(read).collect()
    }
}

fn read(value: &Value) -> Result<UserOnSite, Mismatch> {
    let row = object(value, "user")?;
    let mut user = UserRow::read(value)?;
    let role = match row.get("role").and_then(Value::as_str) {
        Some("superuser") => {
            user.super_user = true;
            Some(Role::Admin)
        }
        other => other.and_then(Role::parse),
    };
    let capabilities = row.get("capabilities").map_or(Ok(Vec::new()), read_capabilities)?;
    Ok(UserOnSite { user, role, capabilities })
}

pub(super) fn read_capabilities(value: &Value) -> Result<Vec<Capability>, Mismatch> {
    let ids = list(value, "capabilities")?.into_iter().map(|id| text(id, "capabilities"));
    Ok(ids.collect::<Result<Vec<_>, _>>()?.iter().filter_map(|id| Capability::parse(id)).collect())
}
