//! What is asked of the instance itself, the way the handshake does it.

use crate::conformance::{By::*, Call, Compare, call};

pub fn calls() -> Vec<Call> {
    let plugin = |label: &str, by, name| call(label, by, "API.isPluginActivated", &[("pluginName", name)]);
    vec![
        call("version", Super, "API.getMatomoVersion", &[]),
        call("version, view user", Token("viewer"), "API.getMatomoVersion", &[]),
        call("version, no access", Token("nobody"), "API.getMatomoVersion", &[]),
        call("version, no token", Nobody, "API.getMatomoVersion", &[]),
        call("version of PHP", Super, "API.getPhpVersion", &[]).compare(Compare::Shape),
        call("version of PHP, site admin", Token("admin"), "API.getPhpVersion", &[]),
        plugin("a plugin that is there", Super, "UsersManager"),
        plugin("a plugin that is not there", Super, "ActivityLog"),
        plugin("a plugin, no access", Token("nobody"), "UsersManager"),
        call("a plugin without a name", Super, "API.isPluginActivated", &[]),
        call("greeting of a super user", Super, "Tour.getLevel", &[]).compare(Compare::Shape),
        call("greeting of a site admin", Token("admin"), "Tour.getLevel", &[]),
        call("greeting, no token", Nobody, "Tour.getLevel", &[]),
        call("system settings", Super, "CorePluginsAdmin.getSystemSettings", &[]).compare(Compare::Kind),
        call("system settings, site admin", Token("admin"), "CorePluginsAdmin.getSystemSettings", &[]),
        call("lift lock-outs", Super, "Login.unblockBruteForceIPs", &[]),
        call("lift lock-outs, site admin", Token("admin"), "Login.unblockBruteForceIPs", &[]),
        call(
            "preference",
            Super,
            "UsersManager.setUserPreference",
            &[("userLogin", "cf-bo"), ("preferenceName", "defaultReport"), ("preferenceValue", "{A}")],
        ),
        call(
            "preference read",
            Super,
            "UsersManager.getUserPreference",
            &[("userLogin", "cf-bo"), ("preferenceName", "defaultReport")],
        ),
        call(
            "preference of no known name",
            Super,
            "UsersManager.setUserPreference",
            &[("userLogin", "cf-bo"), ("preferenceName", "nope"), ("preferenceValue", "1")],
        ),
        call(
            "preference of another",
            Token("viewer"),
            "UsersManager.setUserPreference",
            &[("userLogin", "cf-bo"), ("preferenceName", "defaultReport"), ("preferenceValue", "1")],
        ),
        call("language", Super, "LanguagesManager.setLanguageForUser", &[("login", "cf-bo"), ("languageCode", "de")]),
        call("language read", Super, "LanguagesManager.getLanguageForUser", &[("login", "cf-bo")]),
        call(
            "language of no known code",
            Super,
            "LanguagesManager.setLanguageForUser",
            &[("login", "cf-bo"), ("languageCode", "xx")],
        ),
        call("language names", Super, "LanguagesManager.getAvailableLanguageNames", &[]).compare(Compare::Shape),
        call("a language there is", Super, "LanguagesManager.isLanguageAvailable", &[("languageCode", "de")]),
        call("a language there is not", Super, "LanguagesManager.isLanguageAvailable", &[("languageCode", "xx")]),
        call("dashboards", Super, "Dashboard.getDashboards", &[("login", "cf-bo")]).compare(Compare::Shape),
        call("dashboards of another", Token("viewer"), "Dashboard.getDashboards", &[("login", "cf-bo")]),
        call(
            "a dashboard copied",
            Super,
            "Dashboard.copyDashboardToUser",
            &[("idDashboard", "1"), ("copyToUser", "cf-bo")],
        ),
        call(
            "a dashboard that is not there",
            Super,
            "Dashboard.copyDashboardToUser",
            &[("idDashboard", "99"), ("copyToUser", "cf-bo")],
        ),
        call(
            "language of another",
            Token("viewer"),
            "LanguagesManager.setLanguageForUser",
            &[("login", "cf-bo"), ("languageCode", "de")],
        ),
    ]
}
