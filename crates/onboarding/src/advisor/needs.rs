//! What somebody may have to do in Matomo, and how it is known what that takes.

use super::TABLE;
use matomo_api::{Role, Version};
use serde::{Deserialize, Serialize};

/// Something that a person has to be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Reading reports.
    Reports,
    /// Reading the log of single visits and visitor profiles.
    VisitLog,
    /// Dashboards of one's own.
    Dashboards,
    /// Reports by mail, on a schedule.
    ScheduledReports,
    /// Exporting reports to a file.
    Export,
    /// Reading reports with a programme.
    ApiExport,
    /// Notes on the graph.
    Annotations,
    /// Segments for oneself.
    Segments,
    /// Segments for everybody.
    SharedSegments,
    /// Reading orders and revenue.
    EcommerceReports,
    /// The tracking code of a site.
    TrackingCode,
    /// Making and changing goals.
    Goals,
    /// Making and changing funnels.
    Funnels,
    /// Heatmaps and session recordings.
    Heatmaps,
    /// A/B tests.
    AbTests,
    /// Custom dimensions.
    CustomDimensions,
    /// Editing tags, triggers and variables.
    TagManagerEdit,
    /// Putting a container live.
    TagManagerPublish,
    /// Tags with HTML or JavaScript of one's own.
    TagManagerTemplates,
    /// Name, addresses, time zone and the like of a site.
    SiteSettings,
    /// Switching e-commerce on, and its currency.
    EcommerceSettings,
    /// Letting others in to a site.
    SiteUsers,
    /// Finding, exporting and deleting the data of a visitor.
    PrivacyRequests,
    /// New sites, and deleting them.
    NewSites,
    /// Rules of privacy for the whole Matomo.
    PrivacyRules,
    /// Plugins, updates, all accounts.
    Platform,
    /// Log files, database, server.
    Server,
}

/// Where a need is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NeedGroup {
    /// Reading.
    Reading,
    /// What is measured, and how.
    Measuring,
    /// Tag Manager.
    Tags,
    /// The site itself.
    Site,
    /// Matomo itself.
    Matomo,
}

/// The least that a need takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    /// A role on the site.
    Role(Role),
    /// View and these capabilities; where Matomo does not know one of them, the role that would
    /// hold them.
    Capabilities(&'static [&'static str], Role),
    /// Being a super user, and better not. Holds what to do instead.
    SuperUser(&'static str),
    /// Nothing that Matomo could give. Holds who can.
    Elsewhere(&'static str),
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The need.
    pub need: Need,
    /// Where it is shown.
    pub group: NeedGroup,
    /// Its name on the screen.
    pub name: &'static str,
    /// What it takes.
    pub least: Least,
    /// Why, in a sentence.
    pub reason: &'static str,
    /// How that is known.
    pub source: &'static str,
    /// The first version where it is so; `None` where it was always so.
    pub since: Option<Version>,
    /// The plugin that does it, where it may be missing.
    pub plugin: Option<&'static str>,
}

impl Need {
    /// Every need, as the screen shows them: by group, the usual first.
    pub fn all() -> impl Iterator<Item = Need> {
        TABLE.iter().map(|row| row.need)
    }

    /// What is known about it.
    pub fn row(self) -> &'static Row {
        // The table has a row for each; a test says so.
        TABLE.iter().find(|row| row.need == self).unwrap_or(&TABLE[0])
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}

impl NeedGroup {
    /// Every group, in the order of the table.
    pub const ALL: [NeedGroup; 5] =
        [NeedGroup::Reading, NeedGroup::Measuring, NeedGroup::Tags, NeedGroup::Site, NeedGroup::Matomo];

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            NeedGroup::Reading => "Reading",
            NeedGroup::Measuring => "What is measured",
            NeedGroup::Tags => "Tag Manager",
            NeedGroup::Site => "The site",
            NeedGroup::Matomo => "Matomo itself",
        }
    }

    /// Its rows.
    pub fn rows(self) -> impl Iterator<Item = &'static Row> {
        TABLE.iter().filter(move |row| row.group == self)
    }
}
