use super::*;
use crate::Login;

/// What an account sees first when it signs in, as Matomo stores it: a site's number or
/// `MultiSites`, a date word, or whatever else was once written there. Where nothing was set Matomo
/// answers with its default, also for accounts that do not exist (seen). Super users, or the
/// account itself.
pub struct GetUserPreference {
    /// Whose.
    pub login: Login,
    /// Which.
    pub name: PreferenceName,
}

/// A preference without its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreferenceName {
    /// The page after sign-in.
    DefaultReport,
    /// The dates that reports open with.
    DefaultDate,
}

impl Method for GetUserPreference {
    /// `None` where nothing is set and there is no default.
    type Response = Option<String>;
    const NAME: &'static str = "UsersManager.getUserPreference";

    fn params(&self, params: &mut Params) {
        params.set(
            "preferenceName",
            match self.name {
                PreferenceName::DefaultReport => "defaultReport",
                PreferenceName::DefaultDate => "defaultReportDate",
            },
        );
        params.set("userLogin", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<Option<String>, Mismatch> {
        text_or_false(shape::scalar(value))
    }
}
