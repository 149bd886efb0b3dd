//! Whom the script is run against.

use std::rc::Rc;

/// A Matomo, real or simulated, with its super user.
#[derive(Clone)]
pub struct Target {
    /// What to call it in a report, such as "Matomo 5.8.0".
    pub name: String,
    /// Its address, with a closing slash.
    pub base_url: String,
    /// The super user's login.
    pub login: String,
    /// The super user's password, which some calls confirm themselves with.
    pub password: String,
    /// A token of the super user.
    pub token: String,
    /// An origin that it lets read its answers.
    pub allowed_origin: String,
    /// Makes it forget failed logins, of which more than 20 in an hour lock everybody out.
    pub clear_lockout: Rc<dyn Fn() -> Result<(), String>>,
}
