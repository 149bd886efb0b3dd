//! `CorePluginsAdmin.getSystemSettings`: the settings that bear on who may sign in and how.

use super::Method;
use crate::context::{Answer, Context};
use crate::php::{Array, Value};

pub(crate) const METHODS: &[Method] =
    &[Method { name: "CorePluginsAdmin.getSystemSettings", needs: &[], writes: false, run: get_system_settings }];

fn get_system_settings(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let config = &cx.store.config;
    let host = config.trusted_base.split_once("://").map_or(&*config.trusted_base, |(_, host)| host);
    let list = |items: &[String]| -> Value { items.iter().map(String::as_str).collect::<Array>().into() };
    let none = || Value::Array(Array::default());
    let mut sign_in = vec![
        setting("enableBruteForceDetection", "Enable Brute-force Detection", "boolean", true.into(), true.into()),
        setting(
            "maxAllowedRetries",
            "Number of allowed login retries within a given time frame",
            "integer",
            20_i64.into(),
            20_i64.into(),
        ),
        setting(
            "allowedRetriesTimeRange",
            "Count login retries within this time range in minutes",
            "integer",
            60_i64.into(),
            60_i64.into(),
        ),
        setting("blacklistedBruteForceIps", "Always block these IPs from logging in", "array", none(), none()),
        setting("whitelisteBruteForceIps", "Never block these IPs from logging in", "array", none(), none()),
    ];
    let domains = list(&config.allowed_email_domains);
    let mut people = vec![setting("allowedEmailDomains", "Restrict login email domains", "array", domains, none())];
    if config.dialect == crate::Dialect::V5_8 {
        sign_in.push(setting(
            "enablePasswordStrengthCheck",
            "Force strong passwords to be used",
            "boolean",
            false.into(),
            false.into(),
        ));
        people.push(setting(
            "enableInactiveUsersNotifications",
            "Send monthly security email with list of inactive users",
            "boolean",
            false.into(),
            false.into(),
        ));
    }
    let two_factor_name = format!("Analytics - {host}");
    let plugins = [
        plugin(
            "CoreAdminHome",
            " ",
            vec![
                setting("trusted_hosts", "", "array", list(&[host.to_owned()]), none()),
                setting("cors_domains", "", "array", list(&config.cors_domains), none()),
            ],
        ),
        plugin("Login", "Login", sign_in),
        plugin(
            "TwoFactorAuth",
            "TwoFactorAuth",
            vec![
                setting(
                    "twoFactorAuthRequired",
                    "Require two-factor authentication for everyone",
                    "boolean",
                    config.two_factor_required.into(),
                    false.into(),
                ),
                setting(
                    "twoFactorAuthName",
                    "Two-factor authentication title",
                    "string",
                    two_factor_name.clone().into(),
                    two_factor_name.into(),
                ),
            ],
        ),
        plugin("UsersManager", "UsersManager", people),
        plugin(
            "PrivacyManager",
            "PrivacyManager",
            vec![
                setting("privacyPolicyUrl", "Privacy Policy URL", "string", "".into(), "".into()),
                setting("termsAndConditionUrl", "Terms & Conditions URL", "string", "".into(), "".into()),
            ],
        ),
    ];
    Ok(plugins.into_iter().collect::<Array>().into())
}

fn plugin(name: &'static str, title: &'static str, settings: Vec<Array>) -> Array {
    Array::of([
        ("pluginName", name.into()),
        ("title", title.into()),
        ("settings", settings.into_iter().collect::<Array>().into()),
    ])
}

fn setting(name: &'static str, title: &'static str, kind: &'static str, value: Value, default: Value) -> Array {
    let control = match kind {
        "boolean" => "checkbox",
        "array" => "field-array",
        _ => "text",
    };
    Array::of([
        ("name", name.into()),
        ("title", title.into()),
        ("value", value),
        ("defaultValue", default),
        ("type", kind.into()),
        ("uiControl", control.into()),
        ("uiControlAttributes", Array::default().into()),
        ("availableValues", Value::Null),
        ("description", Value::Null),
        ("inlineHelp", Value::Null),
        ("introduction", Value::Null),
        ("condition", Value::Null),
        ("fullWidth", false.into()),
    ])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use crate::testing::{ADMIN, Lab};
    use crate::{Config, Dialect};

    const METHOD: &str = "CorePluginsAdmin.getSystemSettings";

    fn value(settings: &Value, plugin: &str, name: &str) -> Option<Value> {
        let plugin = settings.as_array()?.iter().find(|row| row["pluginName"] == plugin)?;
        Some(plugin["settings"].as_array()?.iter().find(|row| row["name"] == name)?["value"].clone())
    }

    #[test]
    fn shows_how_the_instance_is_set_up() {
        let config = Config {
            cors_domains: vec!["http://127.0.0.1:9000".into()],
            allowed_email_domains: vec!["example.org".into()],
            two_factor_required: true,
            ..Config::default()
        };
        let settings = Lab::with(config).call(ADMIN, METHOD, "").json;
        assert_eq!(value(&settings, "CoreAdminHome", "cors_domains"), Some(json!(["http://127.0.0.1:9000"])));
        assert_eq!(value(&settings, "UsersManager", "allowedEmailDomains"), Some(json!(["example.org"])));
        assert_eq!(value(&settings, "TwoFactorAuth", "twoFactorAuthRequired"), Some(json!(true)));
        assert_eq!(value(&settings, "Login", "maxAllowedRetries"), Some(json!(20)));
        assert_eq!(value(&settings, "Login", "enablePasswordStrengthCheck"), Some(json!(false)));
    }

    #[test]
    fn fewer_settings_on_5_3_and_none_for_others() {
        let mut lab = Lab::with(Config { dialect: Dialect::V5_3, ..Config::default() });
        lab.person_with("ada", "admin", "1");
        let settings = lab.call(ADMIN, METHOD, "").json;
        assert_eq!(value(&settings, "Login", "enablePasswordStrengthCheck"), None);
        assert_eq!(lab.call("ada", METHOD, "").status, 401);
    }
}
