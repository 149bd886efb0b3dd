//! The plugin `SitesManager`.

mod add_site;
mod delete_site;
mod get_all_sites;
mod get_javascript_tag;
mod get_site_from_id;
mod get_site_urls_from_id;
mod get_sites_groups;
mod get_sites_id_with_access;
mod get_sites_with_access;
mod row;

use super::Method;

pub(crate) const METHODS: &[Method] = &[
    add_site::METHOD,
    delete_site::METHOD,
    get_all_sites::METHOD,
    get_all_sites::IDS,
    get_javascript_tag::METHOD,
    get_site_from_id::METHOD,
    get_site_urls_from_id::METHOD,
    get_sites_groups::METHOD,
    get_sites_id_with_access::ADMIN,
    get_sites_id_with_access::JUST_VIEW,
    get_sites_id_with_access::JUST_WRITE,
    get_sites_id_with_access::VIEW,
    get_sites_with_access::ADMIN,
    get_sites_with_access::VIEW,
];
