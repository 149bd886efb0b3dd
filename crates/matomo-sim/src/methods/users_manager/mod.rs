//! The plugin `UsersManager`.

mod add_capabilities;
mod add_user;
mod create_app_specific_token_auth;
mod delete_user;
mod generate_invite_link;
mod get_available_capabilities;
mod get_available_roles;
mod get_sites_access_for_user;
mod get_sites_access_from_user;
mod get_user;
mod get_user_preference;
mod get_users;
mod get_users_access_from_site;
mod get_users_having_super_user_access;
mod get_users_plus_role;
mod get_users_sites_from_access;
mod has_super_user_access;
mod invite_user;
mod person;
mod remove_capabilities;
mod resend_invite;
mod set_super_user_access;
mod set_user_access;
mod set_user_preference;
mod site_ids;
mod update_user;
mod user_exists;

use super::Method;

pub(crate) const METHODS: &[Method] = &[
    add_capabilities::METHOD,
    add_user::METHOD,
    create_app_specific_token_auth::METHOD,
    delete_user::METHOD,
    generate_invite_link::METHOD,
    get_available_capabilities::METHOD,
    get_available_roles::METHOD,
    get_sites_access_for_user::METHOD,
    get_sites_access_from_user::METHOD,
    get_user::METHOD,
    get_user::BY_EMAIL,
    get_user::LOGIN_BY_EMAIL,
    get_user_preference::METHOD,
    get_users::METHOD,
    get_users::LOGINS,
    get_users_access_from_site::METHOD,
    get_users_access_from_site::WITH_ACCESS,
    get_users_having_super_user_access::METHOD,
    get_users_plus_role::METHOD,
    get_users_sites_from_access::METHOD,
    has_super_user_access::METHOD,
    invite_user::METHOD,
    remove_capabilities::METHOD,
    resend_invite::METHOD,
    set_super_user_access::METHOD,
    set_user_access::METHOD,
    set_user_preference::METHOD,
    update_user::METHOD,
    user_exists::METHOD,
    user_exists::EMAIL,
];
