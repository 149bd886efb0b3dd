//! The methods of the API, a module per method, and how they are found.

mod api;
mod core_plugins_admin;
mod dashboard;
mod languages_manager;
mod login;
mod plugins;
mod sites_manager;
mod tour;
mod two_factor_auth;
mod users_manager;

pub(crate) use api::{BULK, caller_of_element, element_parameters};
pub(crate) use plugins::{require_plugin, unknown};

use crate::Dialect;
use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::php::{Array, Value, is_numeric};

/// A method.
pub(crate) struct Method {
    /// Module and name.
    pub(crate) name: &'static str,
    /// What must be sent. It is looked at before any right is, in this order.
    pub(crate) needs: &'static [Need],
    /// Whether it can change anything.
    pub(crate) writes: bool,
    /// What it does.
    pub(crate) run: fn(&mut Context) -> Answer,
}

/// A parameter that must be sent.
pub(crate) enum Need {
    /// One with a value that is not empty.
    Value(&'static str),
    /// One that may be empty.
    Present(&'static str),
    /// `idSite`: any value for 5.3, a whole number for 5.8.
    SiteId,
}

impl Need {
    /// Whether it is there.
    pub(crate) fn check(&self, parameters: &Array, dialect: Dialect) -> Result<(), ApiError> {
        let (name, met) = match self {
            Need::Value(name) => (*name, parameters.get(name).is_some_and(is_filled)),
            Need::Present(name) => (*name, parameters.get(name).is_some()),
            Need::SiteId => {
                let value = parameters.get("idSite");
                let is_number = value.and_then(Value::as_text).is_some_and(is_numeric);
                ("idSite", value.is_some_and(is_filled) && dialect.pick(true, is_number))
            }
        };
        if met { Ok(()) } else { Err(ApiError::bad_request(dialect, Message::ValueMissing(name))) }
    }
}

/// The method of this name; case matters.
pub(crate) fn find(name: &str) -> Option<&'static Method> {
    [
        api::METHODS,
        core_plugins_admin::METHODS,
        dashboard::METHODS,
        languages_manager::METHODS,
        login::METHODS,
        sites_manager::METHODS,
        tour::METHODS,
        two_factor_auth::METHODS,
        users_manager::METHODS,
    ]
    .into_iter()
    .flatten()
    .find(|method| method.name == name)
}

fn is_filled(value: &Value) -> bool {
    value.as_text() != Some("")
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn what_is_missing_is_told_before_rights_are_looked_at() {
        let say = "Please specify a value for 'userLogin'.";
        assert_eq!(Lab::new().call("", "UsersManager.getUser", "").error(), (400, say));
        assert_eq!(Lab::old().call("", "UsersManager.getUser", "userLogin=").error(), (200, say));
    }

    #[test]
    fn site_ids_must_be_numbers_on_5_8() {
        let say = "Please specify a value for 'idSite'.";
        assert_eq!(Lab::new().call(ADMIN, "UsersManager.getUsersPlusRole", "idSite=all").error(), (400, say));
        assert_eq!(Lab::old().call(ADMIN, "UsersManager.getUsersPlusRole", "").error(), (200, say));
        assert!(Lab::old().ok(ADMIN, "UsersManager.getUsersPlusRole", "idSite=all"));
    }

    #[test]
    fn names_that_are_none() {
        let mut lab = Lab::new();
        let error = |lab: &mut Lab, method: &str| {
            let heard = lab.call(ADMIN, method, "");
            (heard.status, heard.message().to_owned())
        };
        assert_eq!(
            error(&mut lab, "Nonsense"),
            (200, "The method name is invalid. Expected 'module.methodName'".into())
        );
        assert_eq!(
            error(&mut lab, "UsersManager.getusers"),
            (
                400,
                "The method 'getusers' does not exist or is not available in the module '\\Piwik\\Plugins\\UsersManager\\API'."
                    .into()
            )
        );
        assert_eq!(
            error(&mut lab, ""),
            (200, "The parameter 'method' isn't set in the Request, and a default value wasn't provided.".into())
        );
    }

    #[test]
    fn log_out_comes_with_5_9_only() {
        for mut lab in [Lab::old(), Lab::new()] {
            assert_eq!(lab.call(ADMIN, "UsersManager.logoutUser", "userLogin=x").status, 400);
        }
    }
}
