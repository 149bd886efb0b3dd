//! A site as the API writes it.

use crate::context::Context;
use crate::php::{Array, Key};
use crate::store::{CURRENCIES, Site, TIMEZONES};

impl Context<'_> {
    /// The row of a site. Only super users learn who made it.
    pub(crate) fn site_row(&self, site: &Site) -> Array {
        let name_of = |table: &[(&str, &str)], id: &str| {
            table.iter().find(|(known, _)| *known == id).map_or(id.to_owned(), |(_, name)| (*name).to_owned())
        };
        let mut row = Array::of([
            ("idsite", site.id.into()),
            ("name", site.name.as_str().into()),
            ("main_url", site.main_url().into()),
            ("ts_created", site.created.datetime().into()),
            ("ecommerce", i64::from(site.ecommerce).into()),
            ("sitesearch", 1_i64.into()),
            ("sitesearch_keyword_parameters", "".into()),
            ("sitesearch_category_parameters", "".into()),
            ("timezone", site.timezone.as_str().into()),
            ("currency", site.currency.as_str().into()),
            ("exclude_unknown_urls", 0_i64.into()),
            ("excluded_ips", "".into()),
            ("excluded_parameters", "".into()),
            ("excluded_user_agents", "".into()),
            ("excluded_referrers", "".into()),
            ("group", site.group.as_str().into()),
            ("type", site.kind.as_str().into()),
            ("keep_url_fragment", 0_i64.into()),
        ]);
        if self.caller.super_user {
            row.append(Key::from("creator_login"), site.creator.as_str().into());
        }
        row.append(Key::from("timezone_name"), name_of(&TIMEZONES, &site.timezone).into());
        row.append(Key::from("currency_name"), name_of(&CURRENCIES, &site.currency).into());
        row
    }
}
