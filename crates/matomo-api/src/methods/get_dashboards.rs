use super::*;
use crate::Login;
use crate::shape::{field, list, number, object, some_text};

/// The dashboards that an account has made or been given; none until then (seen). Super users, or
/// the account itself. An account that does not exist has none, without an error (seen).
pub struct GetDashboards {
    /// Whose; `None` for the caller's own.
    pub login: Option<Login>,
}

/// A dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dashboard {
    /// Its number, counted for each account from 1.
    pub id: u32,
    /// Its name; untrusted text.
    pub name: String,
    /// How many widgets it shows.
    pub widgets: usize,
}

impl Method for GetDashboards {
    type Response = Vec<Dashboard>;
    const NAME: &'static str = "Dashboard.getDashboards";

    fn params(&self, params: &mut Params) {
        if let Some(login) = &self.login {
            params.set("login", login.as_str());
        }
        // Matomo otherwise makes one up that cannot be copied.
        params.set("returnDefaultIfEmpty", "0");
    }

    fn decode(&self, value: &Value) -> Result<Vec<Dashboard>, Mismatch> {
        let read = |row: &Value| {
            let row = object(row, "dashboard")?;
            Ok(Dashboard {
                id: dashboard_id(field(row, "id")?)?,
                name: some_text(row.get("name")).unwrap_or_default(),
                widgets: row.get("widgets").map_or(Ok(0), |w| list(w, "widgets").map(|w| w.len()))?,
            })
        };
        list(value, "dashboards")?.into_iter().map(read).collect()
    }
}

pub(super) fn dashboard_id(value: &Value) -> Result<u32, Mismatch> {
    u32::try_from(number(value, "id")?).map_err(|_| Mismatch::new("the number of a dashboard", "id"))
}
