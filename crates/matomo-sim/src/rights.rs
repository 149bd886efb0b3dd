//! Who may do what: the checks of Matomo's `Access`.

use crate::context::Context;
use crate::error::ApiError;
use crate::message::Message;
use crate::store::Access;

impl Context<'_> {
    /// Sites on which the caller has at least this role, by role and id. Rows of sites that are gone do not count.
    pub(crate) fn sites_with(&self, least: Access) -> Vec<u32> {
        if self.caller.super_user {
            return self.store.sites.keys().copied().collect();
        }
        let mut sites = Vec::new();
        for role in [Access::VIEW, Access::WRITE, Access::ADMIN].into_iter().filter(|role| *role >= least) {
            for grant in self.store.grants.of_login(&self.caller.login).iter().filter(|grant| grant.access == role) {
                if self.store.sites.contains_key(&grant.site) && !sites.contains(&grant.site) {
                    sites.push(grant.site);
                }
            }
        }
        sites
    }

    /// Whether the caller has at least this role on the site.
    pub(crate) fn has_on(&self, least: Access, site: u32) -> bool {
        self.caller.super_user
            || self.store.sites.contains_key(&site)
                && self
                    .store
                    .grants
                    .of_login_on(&self.caller.login, site)
                    .iter()
                    .any(|grant| grant.access.is_role() && grant.access >= least)
    }

    pub(crate) fn require_super_user(&self) -> Result<(), ApiError> {
        if self.caller.super_user { Ok(()) } else { Err(ApiError::denied(Message::NeedsSuperUser)) }
    }

    /// At least this role on some site.
    pub(crate) fn require_some(&self, least: Access) -> Result<(), ApiError> {
        if self.caller.super_user || !self.sites_with(least).is_empty() {
            Ok(())
        } else {
            Err(ApiError::denied(Message::NeedsSome(least.id())))
        }
    }

    /// At least this role on every one of the sites.
    pub(crate) fn require_on(&self, least: Access, sites: &[u32]) -> Result<(), ApiError> {
        match sites.iter().find(|site| !self.has_on(least, **site)) {
            None => Ok(()),
            Some(site) => Err(ApiError::denied(Message::NeedsSite { role: least.id(), site: site.to_string() })),
        }
    }

    /// A super user, or the person concerned. Case matters here.
    pub(crate) fn require_super_user_or(&self, login: &str) -> Result<(), ApiError> {
        if self.caller.super_user || self.caller.login == login {
            Ok(())
        } else {
            Err(ApiError::denied(Message::NeedsSuperUserOrSelf(login.to_owned())))
        }
    }

    /// Anybody who has signed in.
    pub(crate) fn require_signed_in(&self) -> Result<(), ApiError> {
        if self.caller.is_anonymous() { Err(ApiError::denied(Message::MustSignIn)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn a_row_of_a_site_that_is_gone_gives_no_right() {
        let mut lab = Lab::new();
        lab.person("ada");
        assert!(lab.ok(ADMIN, "UsersManager.setUserAccess", "userLogin=ada&access=admin&idSites=999"));
        let reply = lab.call("ada", "UsersManager.getAvailableRoles", "");
        assert_eq!(
            (reply.status, reply.message()),
            (401, "You can't access this resource as it requires admin access for at least one website.")
        );
    }

    #[test]
    fn write_is_more_than_view_and_less_than_admin() {
        let mut lab = Lab::new();
        lab.person("bob");
        lab.ok(ADMIN, "UsersManager.setUserAccess", "userLogin=bob&access=write&idSites=1");
        assert!(lab.ok("bob", "SitesManager.getSiteUrlsFromId", "idSite=1"));
        assert_eq!(lab.call("bob", "SitesManager.getSiteUrlsFromId", "idSite=2").status, 401);
        assert_eq!(lab.call("bob", "UsersManager.getUsers", "").status, 401);
    }

    #[test]
    fn a_view_row_for_anonymous_opens_the_site_to_all() {
        let mut lab = Lab::new();
        assert_eq!(lab.call("", "API.getMatomoVersion", "").status, 401);
        lab.ok(ADMIN, "UsersManager.setUserAccess", "userLogin=anonymous&access=view&idSites=1");
        assert!(lab.ok("", "API.getMatomoVersion", ""));
    }
}
