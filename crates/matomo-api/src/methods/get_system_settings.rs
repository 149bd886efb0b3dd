use super::*;
use crate::shape::{field, list, object, text};
use std::collections::BTreeMap;

/// The instance's settings. Super users only.
///
/// Of interest here (seen on 5.3.1 and 5.8.0 unless marked): `Login` `enableBruteForceDetection`,
/// `maxAllowedRetries`, `allowedRetriesTimeRange` (minutes), `enablePasswordStrengthCheck` (5.8.0);
/// `TwoFactorAuth` `twoFactorAuthRequired`; `UsersManager` `allowedEmailDomains`,
/// `enableInactiveUsersNotifications` (5.8.0); `CoreAdminHome` `cors_domains`.
pub struct GetSystemSettings;

/// Settings by plugin and name. A setting that is missing says nothing: Matomo leaves out what its
/// configuration file has fixed (source).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SystemSettings(BTreeMap<String, BTreeMap<String, SettingValue>>);

/// A setting's value, in whatever form the plugin keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// Yes or no.
    Truth(bool),
    /// A whole number.
    Number(i64),
    /// A text, or a number with a fraction. Passwords come as `******` (source).
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// Nothing, or something that the console has no use for.
    Other,
}

impl SystemSettings {
    /// One setting.
    pub fn get(&self, plugin: &str, name: &str) -> Option<&SettingValue> {
        self.0.get(plugin)?.get(name)
    }

    /// Every setting: plugin, name, value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &SettingValue)> {
        self.0.iter().flat_map(|(plugin, settings)| {
            settings.iter().map(move |(name, value)| (plugin.as_str(), name.as_str(), value))
        })
    }
}

impl SettingValue {
    /// Yes or no, in any of Matomo's spellings.
    pub fn truth(&self) -> Option<bool> {
        match self {
            SettingValue::Truth(truth) => Some(*truth),
            SettingValue::Number(number) => Some(*number != 0),
            SettingValue::Text(text) => shape::truth(&Value::from(text.as_str()), "value").ok(),
            SettingValue::List(_) | SettingValue::Other => None,
        }
    }

    /// A whole number, also written as text.
    pub fn number(&self) -> Option<i64> {
        match self {
            SettingValue::Number(number) => Some(*number),
            SettingValue::Text(text) => text.trim().parse().ok(),
            SettingValue::Truth(_) | SettingValue::List(_) | SettingValue::Other => None,
        }
    }

    /// The texts of a list.
    pub fn list(&self) -> Option<&[String]> {
        match self {
            SettingValue::List(texts) => Some(texts),
            _ => None,
        }
    }
}

impl Method for GetSystemSettings {
    type Response = SystemSettings;
    const NAME: &'static str = "CorePluginsAdmin.getSystemSettings";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<SystemSettings, Mismatch> {
        let mut all = SystemSettings::default();
        for plugin in list(value, "plugins")? {
            let plugin = object(plugin, "plugin")?;
            let settings = all.0.entry(text(field(plugin, "pluginName")?, "pluginName")?).or_default();
            for setting in list(field(plugin, "settings")?, "settings")? {
                let setting = object(setting, "setting")?;
                settings.insert(text(field(setting, "name")?, "name")?, read(setting.get("value")));
            }
        }
        Ok(all)
    }
}

fn read(value: Option<&Value>) -> SettingValue {
    match value {
        Some(Value::Bool(truth)) => SettingValue::Truth(*truth),
        Some(Value::String(text)) => SettingValue::Text(text.clone()),
        Some(Value::Number(number)) => {
            number.as_i64().map_or_else(|| SettingValue::Text(number.to_string()), SettingValue::Number)
        }
        // A list with gaps becomes an object.
        Some(items @ (Value::Array(_) | Value::Object(_))) => {
            let texts = list(items, "value").and_then(|items| items.into_iter().map(|t| text(t, "value")).collect());
            texts.map_or(SettingValue::Other, SettingValue::List)
        }
        Some(Value::Null) | None => SettingValue::Other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read_in_any_form() {
        let settings = GetSystemSettings
            .decode(&json!([
                {"pluginName": "Login", "title": "Login", "settings": [
                    {"name": "on", "value": true}, {"name": "on_too", "value": "1"},
                    {"name": "retries", "value": 20}, {"name": "minutes", "value": "60"},
                    {"name": "ips", "value": {"0": "10.0.0.1", "2": "10.0.0.2"}},
                    {"name": "none", "value": []}, {"name": "odd", "value": [{"a": 1}]}, {"name": "null", "value": null},
                    {"name": "word", "value": "latest_stable"}, {"name": "half", "value": 1.5}
                ]},
                {"pluginName": "Empty", "settings": []}
            ]))
            .unwrap();
        let get = |name: &str| settings.get("Login", name).unwrap();
        assert_eq!((get("on").truth(), get("on_too").truth(), get("word").truth()), (Some(true), Some(true), None));
        assert_eq!((get("retries").number(), get("minutes").number(), get("on").number()), (Some(20), Some(60), None));
        assert_eq!(get("ips").list().unwrap(), ["10.0.0.1", "10.0.0.2"]);
        assert_eq!(get("none").list().unwrap(), [""; 0]);
        assert_eq!((get("odd"), get("null")), (&SettingValue::Other, &SettingValue::Other));
        assert_eq!(get("half"), &SettingValue::Text("1.5".into()));
        assert_eq!(settings.get("Login", "absent"), None);
        assert_eq!(settings.iter().count(), 10);
        assert_eq!(settings.iter().next().unwrap(), ("Login", "half", get("half")));
    }
}
