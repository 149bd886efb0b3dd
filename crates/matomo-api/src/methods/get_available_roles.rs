use super::*;
use crate::Role;
use crate::shape::{field, list, object, some_text, text};

/// How Matomo describes its roles, in English. Needs admin on some site.
pub struct GetAvailableRoles;

/// A role in Matomo's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailableRole {
    /// The role. Roles that the console does not know are left out.
    pub id: Role,
    /// Its name.
    pub name: String,
    /// What it allows.
    pub description: String,
    /// Where Matomo explains it, outside the instance.
    pub help_url: Option<String>,
}

impl Method for GetAvailableRoles {
    type Response = Vec<AvailableRole>;
    const NAME: &'static str = "UsersManager.getAvailableRoles";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<AvailableRole>, Mismatch> {
        let mut roles = Vec::new();
        for row in list(value, "roles")? {
            let row = object(row, "role")?;
            let Some(id) = Role::parse(&text(field(row, "id")?, "id")?) else { continue };
            roles.push(AvailableRole {
                id,
                name: some_text(row.get("name")).unwrap_or_else(|| id.as_str().to_owned()),
                description: some_text(row.get("description")).unwrap_or_default(),
                help_url: some_text(row.get("helpUrl")),
            });
        }
        Ok(roles)
    }
}
