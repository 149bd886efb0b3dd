//! The table `site`.

use crate::moment::Moment;

/// A website, an app or an intranet that is measured.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) id: u32,
    pub(crate) name: String,
    /// The first is the main address.
    pub(crate) urls: Vec<String>,
    pub(crate) created: Moment,
    pub(crate) ecommerce: bool,
    pub(crate) timezone: String,
    pub(crate) currency: String,
    pub(crate) group: String,
    pub(crate) kind: String,
    pub(crate) creator: String,
}

impl Site {
    /// A website with Matomo's defaults.
    pub(crate) fn new(id: u32, name: &str, created: Moment, creator: &str) -> Self {
        Site {
            id,
            name: name.to_owned(),
            urls: Vec::new(),
            created,
            ecommerce: false,
            timezone: "UTC".to_owned(),
            currency: "USD".to_owned(),
            group: String::new(),
            kind: "website".to_owned(),
            creator: creator.to_owned(),
        }
    }

    /// The main address, empty where there is none.
    pub(crate) fn main_url(&self) -> &str {
        self.urls.first().map_or("", String::as_str)
    }
}

/// Time zones a site may have here, and what Matomo calls them.
pub(crate) const TIMEZONES: [(&str, &str); 12] = [
    ("UTC", "UTC"),
    ("Europe/Berlin", "Germany - Berlin"),
    ("Europe/Dublin", "Ireland"),
    ("Europe/Lisbon", "Portugal - Lisbon"),
    ("Europe/London", "United Kingdom"),
    ("Europe/Paris", "France"),
    ("Europe/Zurich", "Switzerland"),
    ("America/New_York", "United States - New York"),
    ("America/Sao_Paulo", "Brazil - São Paulo"),
    ("Asia/Kolkata", "India"),
    ("Asia/Tokyo", "Japan"),
    ("Pacific/Auckland", "New Zealand - Auckland"),
];

/// Currencies a site may have here, and what Matomo calls them.
pub(crate) const CURRENCIES: [(&str, &str); 8] = [
    ("USD", "US Dollar"),
    ("EUR", "Euro"),
    ("GBP", "British Pound"),
    ("CHF", "Swiss Franc"),
    ("JPY", "Japanese Yen"),
    ("INR", "Indian Rupee"),
    ("BRL", "Brazilian Real"),
    ("NZD", "New Zealand Dollar"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_site_has_matomos_defaults() {
        let site = Site::new(3, "Docs", Moment(0), "admin");
        assert_eq!((site.main_url(), &*site.kind, &*site.timezone, &*site.currency), ("", "website", "UTC", "USD"));
        assert!(TIMEZONES.iter().any(|(id, _)| *id == site.timezone));
        assert!(CURRENCIES.iter().any(|(id, _)| *id == site.currency));
    }
}
