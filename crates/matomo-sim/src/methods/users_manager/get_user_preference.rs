//! `UsersManager.getUserPreference`

use crate::context::{Answer, Context};
use crate::methods::users_manager::set_user_preference::preference_name;
use crate::methods::{Method, Need};
use crate::php::Value;
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getUserPreference", needs: &[Need::Value("preferenceName")], writes: false, run };

/// What was set, or else what Matomo would take: the first site, yesterday, `false`.
fn run(cx: &mut Context) -> Answer {
    let login = match cx.text("userLogin") {
        login if login.is_empty() => cx.caller.login.clone(),
        login => login,
    };
    cx.require_super_user_or(&login)?;
    let name = preference_name(cx)?;
    let default = match &*name {
        "defaultReport" => cx.sites_with(Access::VIEW).first().map_or(Value::Bool(false), |site| (*site).into()),
        "defaultReportDate" => "yesterday".into(),
        _ => false.into(),
    };
    let preferences = cx.store.choices(&login).map_or(&[][..], |choices| &choices.preferences);
    Ok(preferences.iter().find(|(present, _)| *present == name).map_or(default, |(_, value)| value.as_str().into()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getUserPreference";

    #[test]
    fn set_ones_and_defaults() {
        let mut lab = Lab::new();
        lab.person("bob");
        lab.call(
            ADMIN,
            "UsersManager.setUserPreference",
            "userLogin=bob&preferenceName=defaultReport&preferenceValue=2",
        );
        assert_eq!(lab.call("bob", METHOD, "preferenceName=defaultReport").json, json!({"value": "2"}));
        assert_eq!(lab.call(ADMIN, METHOD, "preferenceName=defaultReport").json, json!({"value": 1}));
        assert_eq!(lab.call("bob", METHOD, "preferenceName=defaultReportDate").json, json!({"value": "yesterday"}));
        assert_eq!(lab.call("bob", METHOD, "preferenceName=isLDAPUser").json, json!({"value": false}));
        assert_eq!(lab.call("bob", METHOD, "preferenceName=defaultReport&userLogin=admin").status, 401);
        assert_eq!(
            lab.call(ADMIN, METHOD, "preferenceName=nope").error(),
            (200, "Not supported preference name: nope")
        );
    }
}
