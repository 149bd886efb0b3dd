use super::get_dashboards::dashboard_id;
use super::*;
use crate::Login;

/// Gives an account a copy of one of the caller's own dashboards. Needs admin on some site; a site
/// admin reaches only accounts that it sees. Every call adds one more copy.
///
/// Fails with [`crate::Error::UnknownUser`] (also if the login is written in another case) and with
/// [`crate::Error::Refused`], "Dashboard not found": also for the default dashboard, as long as the
/// caller has not changed it (all seen on 5.3.1 and 5.8.0).
pub struct CopyDashboardToUser {
    /// The number of the caller's dashboard.
    pub dashboard: u32,
    /// Who gets the copy.
    pub to: Login,
    /// What it is called there; "Dashboard of …" with the login otherwise.
    pub name: Option<String>,
}

impl Method for CopyDashboardToUser {
    /// The number of the copy among the account's dashboards.
    type Response = u32;
    const NAME: &'static str = "Dashboard.copyDashboardToUser";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("idDashboard", self.dashboard.to_string());
        params.set("copyToUser", self.to.as_str());
        if let Some(name) = &self.name {
            params.set("dashboardName", name.as_str());
        }
    }

    fn decode(&self, value: &Value) -> Result<u32, Mismatch> {
        dashboard_id(shape::scalar(value))
    }
}
