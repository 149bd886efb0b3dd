//! One module per method of Matomo's API.
//!
//! Each says what it sends and how it reads the answer. How a method fails is said where it fails
//! in a way of its own; every call can also fail in the general ways of [`crate::Error`].
//!
//! Deliberately absent is `UsersManager.getUsersAccessFromSite`: it answers with one word per
//! account, and where an account has explicit capabilities one of them can stand in the place of its
//! role (seen). [`GetUsersPlusRole`] tells both. Absent too, because Matomo has them nowhere: listing,
//! renaming and revoking tokens, renaming a login, suspending an account, listing sessions.

use crate::{Method, Mismatch, Params, shape};
use serde_json::Value;

mod add_capabilities;
mod add_user;
mod copy_dashboard_to_user;
mod create_app_specific_token_auth;
mod delete_user;
mod generate_invite_link;
mod get_all_sites;
mod get_available_capabilities;
mod get_available_language_names;
mod get_available_roles;
mod get_dashboards;
mod get_javascript_tag;
mod get_language_for_user;
mod get_matomo_version;
mod get_php_version;
mod get_site_ids_with_admin_access;
mod get_site_ids_with_view_access;
mod get_site_ids_with_write_access;
mod get_site_urls_from_id;
mod get_sites_access_for_user;
mod get_sites_access_from_user;
mod get_sites_with_admin_access;
mod get_system_settings;
mod get_tour_level;
mod get_user;
mod get_user_by_email;
mod get_user_preference;
mod get_users;
mod get_users_plus_role;
mod get_users_sites_from_access;
mod has_super_user_access;
mod invite_user;
mod is_language_available;
mod is_plugin_activated;
mod logout_user;
mod remove_capabilities;
mod resend_invite;
mod reset_two_factor_auth;
mod set_language_for_user;
mod set_super_user_access;
mod set_user_access;
mod set_user_preference;
mod unblock_brute_force_ips;
mod update_user;
mod user;
mod user_email_exists;
mod user_exists;

pub use add_capabilities::AddCapabilities;
pub use add_user::AddUser;
pub use copy_dashboard_to_user::CopyDashboardToUser;
pub use create_app_specific_token_auth::{BadTokenDescription, CreateAppSpecificTokenAuth, TokenDescription, TokenEnd};
pub use delete_user::DeleteUser;
pub use generate_invite_link::GenerateInviteLink;
pub use get_all_sites::GetAllSites;
pub use get_available_capabilities::{AvailableCapability, GetAvailableCapabilities};
pub use get_available_language_names::{AvailableLanguage, GetAvailableLanguageNames};
pub use get_available_roles::{AvailableRole, GetAvailableRoles};
pub use get_dashboards::{Dashboard, GetDashboards};
pub use get_javascript_tag::GetJavascriptTag;
pub use get_language_for_user::GetLanguageForUser;
pub use get_matomo_version::GetMatomoVersion;
pub use get_php_version::GetPhpVersion;
pub use get_site_ids_with_admin_access::GetSiteIdsWithAdminAccess;
pub use get_site_ids_with_view_access::GetSiteIdsWithViewAccess;
pub use get_site_ids_with_write_access::GetSiteIdsWithWriteAccess;
pub use get_site_urls_from_id::GetSiteUrlsFromId;
pub use get_sites_access_for_user::{GetSitesAccessForUser, SiteAccess};
pub use get_sites_access_from_user::GetSitesAccessFromUser;
pub use get_sites_with_admin_access::{GetSitesWithAdminAccess, SiteRow};
pub use get_system_settings::{GetSystemSettings, SettingValue, SystemSettings};
pub use get_tour_level::GetTourLevel;
pub use get_user::GetUser;
pub use get_user_by_email::GetUserByEmail;
pub use get_user_preference::{GetUserPreference, PreferenceName};
pub use get_users::GetUsers;
pub use get_users_plus_role::{GetUsersPlusRole, UserOnSite};
pub use get_users_sites_from_access::{AccessId, GetUsersSitesFromAccess, SitesOfUser};
pub use has_super_user_access::HasSuperUserAccess;
pub use invite_user::InviteUser;
pub use is_language_available::IsLanguageAvailable;
pub use is_plugin_activated::IsPluginActivated;
pub use logout_user::LogoutUser;
pub use remove_capabilities::RemoveCapabilities;
pub use resend_invite::ResendInvite;
pub use reset_two_factor_auth::ResetTwoFactorAuth;
pub use set_language_for_user::SetLanguageForUser;
pub use set_super_user_access::SetSuperUserAccess;
pub use set_user_access::{NewAccess, SetUserAccess};
pub use set_user_preference::{DefaultDate, DefaultReport, Preference, SetUserPreference};
pub use unblock_brute_force_ips::UnblockBruteForceIps;
pub use update_user::UpdateUser;
pub use user::{InviteStatus, UserRow};
pub use user_email_exists::UserEmailExists;
pub use user_exists::UserExists;

/// Reads `{"result":"success","message":"ok"}`, Matomo's answer where there is nothing to say.
fn done(value: &Value) -> Result<(), Mismatch> {
    match value.get("result").and_then(Value::as_str) {
        Some("success") => Ok(()),
        _ => Err(Mismatch::new("success", "result")),
    }
}

/// Reads a text where PHP says `false` for "none".
fn text_or_false(value: &Value) -> Result<Option<String>, Mismatch> {
    match value {
        Value::Bool(false) | Value::Null => Ok(None),
        other => shape::text(other, "value").map(Some),
    }
}
