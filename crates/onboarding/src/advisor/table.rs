//! The table of needs: the least that each takes.
//!
//! “Seen” means that live servers (5.3.1 and 5.8.0) answered so; “source” means that their code says
//! so; “Matomo's words” are its own descriptions of the roles. Guides by others are wrong in places
//! (they put scheduled reports under Admin and segments under Write), and then the code counts.

use super::{Least, Need, NeedGroup, Row};
use matomo_api::{Role, Version};

/// May edit tags; part of write and admin (source of TagManager 5).
pub(super) const EDIT_TAGS: &str = "tagmanager_write";
/// May put a container live; part of admin (source of TagManager 5).
pub(super) const PUBLISH: &str = "tagmanager_publish_live_container";
/// May use tags with code of one's own; part of admin (source of TagManager 5).
pub(super) const TEMPLATES: &str = "tagmanager_use_custom_templates";

/// The role write and all capabilities (Matomo's changelog).
const WRITE_EXISTS: Option<Version> = Some(Version::new(3, 6, 0));

const fn row(
    need: Need,
    group: NeedGroup,
    name: &'static str,
    least: Least,
    reason: &'static str,
    source: &'static str,
) -> Row {
    let since = match least {
        Least::Role(Role::Write) | Least::Capabilities(..) => WRITE_EXISTS,
        _ => None,
    };
    Row { need, group, name, least, reason, source, since, plugin: None }
}

impl Row {
    const fn by(mut self, plugin: &'static str) -> Self {
        self.plugin = Some(plugin);
        self
    }
}

/// All that the advisor knows.
pub const TABLE: &[Row] = &{
    use Least::*;
    use Need::*;
    use NeedGroup::*;
    const VIEW: Least = Role(matomo_api::Role::View);
    const WRITE: Least = Role(matomo_api::Role::Write);
    const ADMIN: Least = Role(matomo_api::Role::Admin);
    [
        row(Reports, Reading, "Reports and widgets", VIEW, "View shows every report of the site.", "Matomo's words for View."),
        row(
            VisitLog,
            Reading,
            "Visit log and visitor profiles",
            VIEW,
            "View shows single visits, too, unless they are switched off for the site.",
            "Source: Live.getLastVisitsDetails asks for view.",
        ),
        row(
            Dashboards,
            Reading,
            "Dashboards of their own",
            VIEW,
            "Everybody arranges dashboards for themselves; one can also be copied to the person.",
            "Source: Dashboard's methods ask for the person themself; copyDashboardToUser for admin of the giver.",
        ),
        row(
            ScheduledReports,
            Reading,
            "Scheduled reports by mail",
            VIEW,
            "With View a person makes scheduled reports of their own and sends them to anybody.",
            "Source: ScheduledReports.addReport asks for view.",
        ),
        row(Export, Reading, "Export to files", VIEW, "Every report that is seen can be exported.", "Matomo's words for View."),
        row(
            ApiExport,
            Reading,
            "Export by API",
            VIEW,
            "A token may do what its account may do: View reads every report.",
            "Source: the methods of reports ask for view.",
        ),
        row(
            Annotations,
            Reading,
            "Annotations",
            VIEW,
            "With View a person adds notes and changes their own.",
            "Source: Annotations.add asks for view.",
        ),
        row(
            Segments,
            Reading,
            "Segments of their own",
            VIEW,
            "With View a person saves segments for themself, as long as the server does not ask for more (adding_segment_requires_access).",
            "Source: SegmentEditor; the setting's default is view.",
        ),
        row(
            EcommerceReports,
            Reading,
            "E-commerce reports",
            VIEW,
            "Orders and revenue are reports like others.",
            "Source: Goals.get and its kin ask for view.",
        )
        .by("Ecommerce"),
        row(
            TrackingCode,
            Reading,
            "Tracking code",
            VIEW,
            "View shows the code to put into the pages; putting it there is done elsewhere.",
            "Source: SitesManager.getJavascriptTag asks for view.",
        ),
        row(
            Goals,
            Measuring,
            "Goals",
            WRITE,
            "Making, changing and deleting goals takes Write.",
            "Source: Goals.addGoal asks for write.",
        ),
        row(
            Funnels,
            Measuring,
            "Funnels and forms",
            WRITE,
            "Making and changing funnels and form analytics takes Write.",
            "Matomo's words for Write.",
        )
        .by("Funnels"),
        row(
            Heatmaps,
            Measuring,
            "Heatmaps and session recordings",
            WRITE,
            "Making heatmaps and session recordings takes Write; looking at them takes View.",
            "Matomo's words for Write.",
        )
        .by("HeatmapSessionRecording"),
        row(
            AbTests,
            Measuring,
            "A/B tests",
            WRITE,
            "Making and ending experiments takes Write; reading them takes View.",
            "Common practice; the plugin is a premium one and was not looked into.",
        )
        .by("AbTesting"),
        row(
            CustomDimensions,
            Measuring,
            "Custom dimensions",
            WRITE,
            "Configuring custom dimensions takes Write.",
            "Source: CustomDimensions.configureNewCustomDimension asks for write.",
        )
        .by("CustomDimensions"),
        row(
            SharedSegments,
            Measuring,
            "Segments for everybody",
            SuperUser("let the person hand the definition to a super user, who saves it for all"),
            "Only a super user shares a segment with everybody or makes one for all sites.",
            "Source: SegmentEditor refuses enabledAllUsers to others.",
        ),
        row(
            TagManagerEdit,
            Tags,
            "Edit tags",
            Capabilities(&[EDIT_TAGS], matomo_api::Role::Write),
            "View with the capability to edit tags is enough for containers, tags, triggers, variables and versions.",
            "Source of TagManager 5: each change asks for tagmanager_write, which is part of write.",
        )
        .by("TagManager"),
        row(
            TagManagerPublish,
            Tags,
            "Publish containers",
            Capabilities(&[EDIT_TAGS, PUBLISH], matomo_api::Role::Admin),
            "Putting a container live takes two capabilities beside View; no other part of Admin is needed.",
            "Source of TagManager 5: publishContainerVersion asks for both.",
        )
        .by("TagManager"),
        row(
            TagManagerTemplates,
            Tags,
            "Custom HTML and JavaScript tags",
            Capabilities(&[EDIT_TAGS, TEMPLATES], matomo_api::Role::Admin),
            "Tags with code of one’s own take a capability of their own, unless the server keeps them to super users.",
            "Source of TagManager 5: checkUseCustomTemplatesCapability.",
        )
        .by("TagManager"),
        row(
            SiteSettings,
            Site,
            "Site settings",
            ADMIN,
            "Name, addresses, time zone, currency and exclusions of a site are changed with Admin.",
            "Source: SitesManager.updateSite asks for admin.",
        ),
        row(
            EcommerceSettings,
            Site,
            "E-commerce settings",
            ADMIN,
            "Switching e-commerce on is a setting of the site, and those take Admin; tracking orders is done in the pages.",
            "Source: SitesManager.updateSite asks for admin.",
        )
        .by("Ecommerce"),
        row(
            SiteUsers,
            Site,
            "Users of the site",
            ADMIN,
            "Only Admin gives others access to the site.",
            "Seen: setUserAccess asks for admin on every site given.",
        ),
        row(
            PrivacyRequests,
            Site,
            "Requests of visitors about their data",
            ADMIN,
            "Finding, exporting and deleting a visitor’s data takes Admin.",
            "Source: PrivacyManager.findDataSubjects and its kin ask for admin.",
        )
        .by("PrivacyManager"),
        row(
            NewSites,
            Matomo,
            "New sites",
            SuperUser("have a super user make the site, then give Admin on it"),
            "Only a super user makes or deletes sites.",
            "Source: SitesManager.addSite and deleteSite ask for super user.",
        ),
        row(
            PrivacyRules,
            Matomo,
            "Privacy rules for all sites",
            SuperUser("agree on the rules and have a super user set them"),
            "Anonymisation and retention for the whole Matomo are set by super users.",
            "Source: PrivacyManager's setters ask for super user.",
        ),
        row(
            Platform,
            Matomo,
            "Plugins, updates, all accounts",
            SuperUser("have a super user of the house do it, or sit beside; where it cannot be avoided, for days and not for months"),
            "Plugins, updates and system settings take a super user, who sees and can delete everything.",
            "Seen: setSuperUserAccess and getSystemSettings ask for super user.",
        ),
        row(
            Server,
            Matomo,
            "Server, database, log files",
            Elsewhere("accounts on the server and in the database are arranged with whoever runs them"),
            "Matomo has no accounts for its server.",
            "Source: there is no method for it.",
        ),
    ]
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_need_has_one_row() {
        let last = Need::Server as usize;
        assert_eq!(TABLE.len(), last + 1);
        for need in Need::all() {
            assert_eq!(TABLE.iter().filter(|row| row.need == need).count(), 1, "{need:?}");
            assert_eq!(need.row().need, need);
            let id = serde_json::to_value(need).unwrap();
            assert_eq!(serde_json::from_value::<Need>(id).unwrap(), need);
        }
    }

    #[test]
    fn every_row_says_what_why_and_how_it_is_known() {
        for row in TABLE {
            for sentence in [row.reason, row.source] {
                assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
                assert!(sentence.chars().count() <= 150, "{sentence}");
            }
            assert!(row.name.chars().count() <= 40, "{}", row.name);
            assert_eq!(TABLE.iter().filter(|other| other.name == row.name).count(), 1, "{}", row.name);
            if let Least::SuperUser(instead) | Least::Elsewhere(instead) = row.least {
                assert!(instead.starts_with(char::is_lowercase) && !instead.ends_with('.'), "{instead}");
            }
        }
    }

    #[test]
    fn groups_hold_every_row_once_and_in_order() {
        let grouped: Vec<Need> = NeedGroup::ALL.into_iter().flat_map(|g| g.rows().map(|row| row.need)).collect();
        assert_eq!(grouped, Need::all().collect::<Vec<_>>());
        assert!(NeedGroup::ALL.iter().all(|group| !group.name().is_empty()));
        assert_eq!(Need::Goals.name(), "Goals");
    }

    #[test]
    fn what_takes_write_or_a_capability_is_as_old_as_these() {
        assert_eq!(Need::Goals.row().since, Some(Version::new(3, 6, 0)));
        assert_eq!(Need::TagManagerPublish.row().since, Some(Version::new(3, 6, 0)));
        assert_eq!(Need::SiteUsers.row().since, None);
    }
}
