//! The plugin `API`.

mod get_bulk_request;
mod get_matomo_version;
mod get_php_version;
mod is_plugin_activated;

pub(crate) use get_bulk_request::{BULK, caller_of_element, element_parameters};

use super::Method;

pub(crate) const METHODS: &[Method] =
    &[get_bulk_request::METHOD, get_matomo_version::METHOD, get_php_version::METHOD, is_plugin_activated::METHOD];
