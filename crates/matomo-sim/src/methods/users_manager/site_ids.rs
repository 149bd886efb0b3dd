//! The parameter `idSites`.

use crate::Dialect;
use crate::context::Context;
use crate::error::ApiError;
use crate::message::Message;
use crate::php::{integer_prefix, is_numeric, trim};
use crate::store::Access;

impl Context<'_> {
    /// The sites that `idSites` names, all of which the caller must administer: a number, numbers with commas, a list,
    /// or `all`, which is every site the caller administers now. A super user may name sites that do not exist.
    pub(crate) fn administered_sites(&self) -> Result<Vec<u32>, ApiError> {
        let sites = self.site_ids()?;
        if sites.is_empty() {
            return Err(ApiError::plain(Message::SitesMissing));
        }
        self.require_on(Access::ADMIN, &sites)?;
        Ok(sites)
    }

    fn site_ids(&self) -> Result<Vec<u32>, ApiError> {
        let list = self.texts("idSites");
        let all = matches!(list.as_slice(), [all] if all == "all");
        if all && !self.is_list("idSites") {
            return Ok(self.sites_with(Access::ADMIN));
        }
        if all && self.dialect() == Dialect::V5_8 {
            return Ok(self.sites_with(Access::VIEW));
        }
        let texts: Vec<&str> = match list.as_slice() {
            [zero] if zero == "0" => return Ok(Vec::new()),
            [text] if !self.is_list("idSites") => text.split(',').collect(),
            list => list.iter().map(String::as_str).collect(),
        };
        let mut sites = Vec::new();
        for text in texts.into_iter().map(trim).filter(|text| !text.is_empty()) {
            let number = integer_prefix(text);
            let strict = number > 0 && number.to_string() == text;
            match self.dialect() {
                Dialect::V5_8 if !strict => return Err(ApiError::bad_request(self.dialect(), Message::SitesInvalid)),
                Dialect::V5_3 if !is_numeric(text) || number <= 0 => continue,
                _ => {}
            }
            let site = u32::try_from(number).unwrap_or(u32::MAX);
            if !sites.contains(&site) {
                sites.push(site);
            }
        }
        Ok(sites)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    fn set(lab: &mut Lab, sites: &str) -> (u16, String, String) {
        lab.call(ADMIN, "UsersManager.setUserAccess", "userLogin=cy&access=noaccess&idSites=1,2");
        let heard = lab.call(ADMIN, "UsersManager.setUserAccess", &format!("userLogin=cy&access=view&{sites}"));
        (heard.status, heard.message().to_owned(), lab.access("cy"))
    }

    #[test]
    fn all_the_ways_to_name_sites() {
        let missing = "Specify at least one website ID in &amp;idSites=";
        let invalid = "The parameter 'idSite=' contains an invalid value.";
        let (mut new, mut old) = (Lab::new(), Lab::old());
        new.person("cy");
        old.person("cy");
        for (sites, on_5_8, on_5_3) in [
            ("idSites=1", (200, "ok", "1:view"), (200, "ok", "1:view")),
            ("idSites=+1+,+2+", (200, "ok", "1:view 2:view"), (200, "ok", "1:view 2:view")),
            ("idSites=1,,2", (200, "ok", "1:view 2:view"), (200, "ok", "1:view 2:view")),
            ("idSites=1,1", (200, "ok", "1:view"), (200, "ok", "1:view")),
            ("idSites[]=1&idSites[]=2", (200, "ok", "1:view 2:view"), (200, "ok", "1:view 2:view")),
            ("idSites=all", (200, "ok", "1:view 2:view"), (200, "ok", "1:view 2:view")),
            ("idSites[]=all", (200, "ok", "1:view 2:view"), (200, missing, "")),
            ("idSites=1,all", (400, invalid, ""), (200, "ok", "1:view")),
            ("idSites=01", (400, invalid, ""), (200, "ok", "1:view")),
            ("idSites=1.0", (400, invalid, ""), (200, "ok", "1:view")),
            ("idSites=1,0", (400, invalid, ""), (200, "ok", "1:view")),
            ("idSites=-1", (400, invalid, ""), (200, missing, "")),
            ("idSites=abc", (400, invalid, ""), (200, missing, "")),
            ("idSites=1+2", (400, invalid, ""), (200, missing, "")),
            ("idSites=,", (200, missing, ""), (200, missing, "")),
            ("idSites=0", (200, missing, ""), (200, missing, "")),
        ] {
            let heard = set(&mut new, sites);
            assert_eq!((heard.0, heard.1.as_str(), heard.2.as_str()), on_5_8, "{sites} on 5.8");
            let heard = set(&mut old, sites);
            assert_eq!((heard.0, heard.1.as_str(), heard.2.as_str()), on_5_3, "{sites} on 5.3");
        }
    }
}
