use super::*;
use crate::shape::{field, list, object, some_text, text};
use crate::{Capability, Role};

/// The capabilities that this instance knows. Plugins bring them; a plain Matomo has none.
pub struct GetAvailableCapabilities;

/// A capability and how Matomo describes it, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailableCapability {
    /// Its id.
    pub id: Capability,
    /// Its name.
    pub name: String,
    /// What it allows.
    pub description: String,
    /// What it belongs to, such as "Tag Manager".
    pub category: String,
    /// Roles that hold it anyway; granting it to them is not stored (seen).
    pub included_in: Vec<Role>,
}

impl Method for GetAvailableCapabilities {
    type Response = Vec<AvailableCapability>;
    const NAME: &'static str = "UsersManager.getAvailableCapabilities";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<AvailableCapability>, Mismatch> {
        let mut known = Vec::new();
        for row in list(value, "capabilities")? {
            let fields = object(row, "capability")?;
            let id = text(field(fields, "id")?, "id")?;
            let Some(id) = Capability::parse(&id) else { continue };
            let roles = fields.get("includedInRoles").map_or(Ok(Vec::new()), |v| list(v, "includedInRoles"))?;
            known.push(AvailableCapability {
                name: some_text(fields.get("name")).unwrap_or_else(|| id.to_string()),
                description: some_text(fields.get("description")).unwrap_or_default(),
                category: some_text(fields.get("category")).unwrap_or_default(),
                included_in: roles.into_iter().filter_map(Value::as_str).filter_map(Role::parse).collect(),
                id,
            });
        }
        Ok(known)
    }
}
