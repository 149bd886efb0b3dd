//! One module per method of Matomo's API.
//!
//! Each says what it sends and how it reads the answer. How a method fails is said where it fails
//! in a way of its own; every call can also fail in the general ways of [`crate::Error`].

use crate::{Method, Mismatch, Params, shape};
use serde_json::Value;

mod add_user;
mod delete_user;
mod generate_invite_link;
mod get_available_capabilities;
mod get_matomo_version;
mod get_sites_access_for_user;
mod get_sites_access_from_user;
mod get_sites_with_admin_access;
mod get_tour_level;
mod get_users;
mod get_users_plus_role;
mod get_users_sites_from_access;
mod has_super_user_access;
mod invite_user;
mod is_plugin_activated;
mod resend_invite;
mod set_super_user_access;
mod set_user_access;
mod update_user;
mod user;

pub use add_user::AddUser;
pub use delete_user::DeleteUser;
pub use generate_invite_link::GenerateInviteLink;
pub use get_available_capabilities::{AvailableCapability, GetAvailableCapabilities};
pub use get_matomo_version::GetMatomoVersion;
pub use get_sites_access_for_user::{GetSitesAccessForUser, SiteAccess};
pub use get_sites_access_from_user::GetSitesAccessFromUser;
pub use get_sites_with_admin_access::{GetSitesWithAdminAccess, SiteRow};
pub use get_tour_level::GetTourLevel;
pub use get_users::GetUsers;
pub use get_users_plus_role::{GetUsersPlusRole, UserOnSite};
pub use get_users_sites_from_access::{AccessId, GetUsersSitesFromAccess, SitesOfUser};
pub use has_super_user_access::HasSuperUserAccess;
pub use invite_user::InviteUser;
pub use is_plugin_activated::IsPluginActivated;
pub use resend_invite::ResendInvite;
pub use set_super_user_access::SetSuperUserAccess;
pub use set_user_access::{NewAccess, SetUserAccess};
pub use update_user::UpdateUser;
pub use user::{InviteStatus, UserRow};

/// Reads `{"result":"success","message":"ok"}`, Matomo's answer where there is nothing to say.
fn done(value: &Value) -> Result<(), Mismatch> {
    match value.get("result").and_then(Value::as_str) {
        Some("success") => Ok(()),
        _ => Err(Mismatch::new("success", "result")),
    }
}
