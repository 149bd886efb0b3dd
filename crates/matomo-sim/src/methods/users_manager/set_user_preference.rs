//! `UsersManager.setUserPreference`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::php::Value;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.setUserPreference",
    needs: &[Need::Value("userLogin"), Need::Value("preferenceName"), Need::Value("preferenceValue")],
    writes: true,
    run,
};

fn run(cx: &mut Context) -> Answer {
    let (login, value) = (cx.text("userLogin"), cx.text("preferenceValue"));
    cx.require_super_user_or(&login)?;
    if cx.store.users.get(&login).is_none() {
        return Err(ApiError::plain(Message::UserUnknownForPreference(login)));
    }
    if login == "anonymous" {
        cx.require_super_user()?;
    }
    let name = preference_name(cx)?;
    let preferences = &mut cx.store.choices_mut(&login).preferences;
    preferences.retain(|(present, _)| *present != name);
    preferences.push((name, value));
    cx.store.changes += 1;
    Ok(Value::Null)
}

/// The preference that the call names, if it is one.
pub(crate) fn preference_name(cx: &Context) -> Result<String, ApiError> {
    let name = cx.text("preferenceName");
    let known = ["defaultReport", "defaultReportDate", "isLDAPUser", "hideSegmentDefinitionChangeMessage"];
    if name.contains('_') {
        Err(ApiError::plain(Message::PreferenceUnderscore))
    } else if known.contains(&&*name) {
        Ok(name)
    } else {
        Err(ApiError::plain(Message::PreferenceUnknown(name)))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.setUserPreference";

    #[test]
    fn set_by_a_super_user_or_oneself() {
        let mut lab = Lab::new();
        lab.person("bob");
        let body = "userLogin=bob&preferenceName=defaultReport&preferenceValue=2";
        assert!(lab.call(ADMIN, METHOD, body).is_ok());
        assert!(lab.call("bob", METHOD, body).is_ok());
        assert_eq!(lab.call("", METHOD, body).status, 401);
        for (body, say) in [
            ("userLogin=nobody&preferenceName=nope&preferenceValue=1", "User does not exist: nobody"),
            ("userLogin=bob&preferenceName=nope&preferenceValue=1", "Not supported preference name: nope"),
            ("userLogin=bob&preferenceName=a_b&preferenceValue=1", "Preference name cannot contain underscores."),
        ] {
            assert_eq!(lab.call(ADMIN, METHOD, body).error(), (200, say));
        }
    }
}
