//! Which plugins there are, and what becomes of a call to one that there is not.

use crate::error::ApiError;
use crate::message::Message;
use crate::{Config, Dataset, Dialect};

/// Active plugins with an API, as on a fresh installation of both versions.
const ACTIVE: [&str; 40] = [
    "API",
    "Actions",
    "Annotations",
    "Contents",
    "CoreAdminHome",
    "CorePluginsAdmin",
    "CustomDimensions",
    "CustomJsTracker",
    "Dashboard",
    "DevicePlugins",
    "DevicesDetection",
    "Events",
    "Feedback",
    "Goals",
    "ImageGraph",
    "Insights",
    "JsTrackerInstallCheck",
    "LanguagesManager",
    "Live",
    "Login",
    "MultiSites",
    "Overlay",
    "PagePerformance",
    "PrivacyManager",
    "ProfessionalServices",
    "Referrers",
    "Resolution",
    "SEO",
    "ScheduledReports",
    "SegmentEditor",
    "SitesManager",
    "Tour",
    "Transitions",
    "TwoFactorAuth",
    "UserCountry",
    "UserId",
    "UserLanguage",
    "UsersManager",
    "VisitTime",
    "VisitsSummary",
];

/// Active plugins without an API.
const SILENT: [&str; 22] = [
    "BulkTracking",
    "CoreConsole",
    "CoreHome",
    "CoreUpdater",
    "CoreVisualizations",
    "CoreVue",
    "Diagnostics",
    "Ecommerce",
    "FeatureFlags",
    "GeoIp2",
    "Heartbeat",
    "Installation",
    "Intl",
    "IntranetMeasurable",
    "Monolog",
    "Morpheus",
    "Proxy",
    "RssWidget",
    "TestRunner",
    "UserCountryMap",
    "WebsiteMeasurable",
    "Widgetize",
];

/// Plugins that are installed and not active.
const DISABLED: [&str; 4] = ["DBStats", "Marketplace", "MobileAppMeasurable", "MobileMessaging"];

/// Whether a plugin is active; case matters. The demo has the Tag Manager.
pub(crate) fn is_active(plugin: &str, config: &Config) -> bool {
    ACTIVE.contains(&plugin)
        || SILENT.contains(&plugin)
        || plugin == "TagManager" && config.data == Dataset::Demo
        || matches!(plugin, "AIAgents" | "BotTracking") && config.dialect == Dialect::V5_8
}

/// An error unless the plugin is active. 5.8 tells a missing one (404) from a disabled one (403).
pub(crate) fn require_plugin(plugin: &str, config: &Config) -> Result<(), ApiError> {
    let name = plugin.to_owned();
    match config.dialect {
        _ if is_active(plugin, config) => Ok(()),
        Dialect::V5_3 => Err(ApiError::plain(Message::PluginDisabled(name))),
        Dialect::V5_8 if DISABLED.contains(&plugin) => Err(ApiError::with_status(403, Message::PluginDisabled(name))),
        Dialect::V5_8 => Err(ApiError::with_status(404, Message::PluginMissing(name))),
    }
}

/// The error for a method that an active plugin does not have.
pub(crate) fn unknown(module: &str, method: &str) -> ApiError {
    if SILENT.contains(&module) {
        ApiError::plain(Message::ModuleWithoutApi(module.to_owned()))
    } else {
        ApiError::with_status(400, Message::MethodUnknown { module: module.to_owned(), method: method.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn missing_and_disabled_plugins() {
        let mut new = Lab::new();
        assert_eq!(
            new.call(ADMIN, "ActivityLog.getEntries", "").error(),
            (404, "The plugin ActivityLog was not found.")
        );
        let disabled = "is not enabled. You can activate the plugin on Settings &gt; Plugins page in Matomo.";
        assert_eq!(
            new.call(ADMIN, "Marketplace.x", "").error(),
            (403, format!("The plugin Marketplace {disabled}").as_str())
        );
        assert_eq!(new.call("", "usersmanager.getUsers", "").status, 404, "case matters, rights come later");
        let mut old = Lab::old();
        assert_eq!(
            old.call(ADMIN, "ActivityLog.getEntries", "").error(),
            (200, format!("The plugin ActivityLog {disabled}").as_str())
        );
    }

    #[test]
    fn a_plugin_without_an_api() {
        assert_eq!(Lab::new().call(ADMIN, "CoreHome.x", "").error(), (200, "API module CoreHome not found."));
    }
}
