use super::*;
use crate::{Login, SiteId};
use serde::{Deserialize, Serialize};

/// Sets what an account sees first when it signs in. Super users, or the account itself. Matomo
/// stores any value (seen), so that only known ones can be said here. Fails with
/// [`crate::Error::UnknownUser`].
pub struct SetUserPreference {
    /// Whose.
    pub login: Login,
    /// What.
    pub preference: Preference,
}

/// A preference and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// The page after sign-in.
    DefaultReport(DefaultReport),
    /// The dates that reports open with.
    DefaultDate(DefaultDate),
}

/// The page after sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultReport {
    /// The list of all sites.
    AllWebsites,
    /// The dashboard of one site. Matomo does not check whether the account may see it.
    Site(SiteId),
}

/// The dates that reports open with: those that Matomo's own settings page offers (source).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DefaultDate {
    /// Today.
    Today,
    /// Yesterday, Matomo's default.
    Yesterday,
    /// The 7 days before today.
    Previous7,
    /// The 30 days before today.
    Previous30,
    /// 7 days up to today.
    Last7,
    /// 30 days up to today.
    Last30,
    /// This week.
    Week,
    /// This month.
    Month,
    /// This year.
    Year,
}

impl DefaultDate {
    /// All of them, from today to this year.
    pub const ALL: [DefaultDate; 9] = [
        DefaultDate::Today,
        DefaultDate::Yesterday,
        DefaultDate::Previous7,
        DefaultDate::Previous30,
        DefaultDate::Last7,
        DefaultDate::Last30,
        DefaultDate::Week,
        DefaultDate::Month,
        DefaultDate::Year,
    ];

    /// In a few words: "the 7 days before today".
    pub fn in_words(self) -> &'static str {
        match self {
            DefaultDate::Today => "today",
            DefaultDate::Yesterday => "yesterday",
            DefaultDate::Previous7 => "previous 7 days",
            DefaultDate::Previous30 => "previous 30 days",
            DefaultDate::Last7 => "last 7 days",
            DefaultDate::Last30 => "last 30 days",
            DefaultDate::Week => "this week",
            DefaultDate::Month => "this month",
            DefaultDate::Year => "this year",
        }
    }

    /// As Matomo stores it.
    pub fn as_str(self) -> &'static str {
        match self {
            DefaultDate::Today => "today",
            DefaultDate::Yesterday => "yesterday",
            DefaultDate::Previous7 => "previous7",
            DefaultDate::Previous30 => "previous30",
            DefaultDate::Last7 => "last7",
            DefaultDate::Last30 => "last30",
            DefaultDate::Week => "week",
            DefaultDate::Month => "month",
            DefaultDate::Year => "year",
        }
    }
}

impl Method for SetUserPreference {
    type Response = ();
    const NAME: &'static str = "UsersManager.setUserPreference";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        let (name, value) = match self.preference {
            Preference::DefaultReport(DefaultReport::AllWebsites) => ("defaultReport", "MultiSites".to_owned()),
            Preference::DefaultReport(DefaultReport::Site(site)) => ("defaultReport", site.to_string()),
            Preference::DefaultDate(date) => ("defaultReportDate", date.as_str().to_owned()),
        };
        params.set("userLogin", self.login.as_str());
        params.set("preferenceName", name);
        params.set("preferenceValue", value);
    }

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
