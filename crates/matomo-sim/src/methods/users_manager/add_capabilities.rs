//! `UsersManager.addCapabilities`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::php::Value;
use crate::store::Access;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.addCapabilities",
    needs: &[Need::Value("userLogin"), Need::Value("capabilities"), Need::Value("idSites")],
    writes: true,
    run,
};

fn run(cx: &mut Context) -> Answer {
    let login = cx.text("userLogin");
    let sites = cx.administered_sites()?;
    if login == "anonymous" {
        return Err(ApiError::plain(Message::AnonymousCapability));
    }
    cx.require_user(&login)?;
    cx.require_no_super_user(&login)?;
    let capabilities = capabilities(cx)?;
    cx.grant_capabilities(&login, &capabilities, &sites)?;
    Ok(Value::Null)
}

/// The capabilities that the call names. An unknown one crashes Matomo while it words the error (seen on both
/// versions).
pub(crate) fn capabilities(cx: &Context) -> Result<Vec<Access>, ApiError> {
    let capability = |id: &String| Access::of_id(id).filter(|access| !access.is_role());
    let found: Option<Vec<Access>> = cx.texts("capabilities").iter().map(capability).collect();
    found.ok_or_else(|| ApiError::crash(Message::CapabilityUnknown))
}

impl Context<'_> {
    /// Grants capabilities on sites where the login has a role. What the role includes or is there already is left.
    pub(crate) fn grant_capabilities(
        &mut self,
        login: &str,
        capabilities: &[Access],
        sites: &[u32],
    ) -> Result<(), ApiError> {
        if capabilities.is_empty() {
            return Ok(());
        }
        let known = self.store.grants.of_login(login).iter().filter(|grant| self.store.sites.contains_key(&grant.site));
        let known = known.map(|grant| (grant.site, grant.access));
        let (roles, present): (Vec<(u32, Access)>, Vec<_>) = known.partition(|(_, access)| access.is_role());
        let role_on = |wanted: u32| roles.iter().rev().find(|(site, _)| *site == wanted).map(|(_, role)| *role);
        if let Some(site) = sites.iter().copied().find(|site| role_on(*site).is_none()) {
            return Err(ApiError::plain(Message::CapabilityWithoutRole { login: login.to_owned(), site }));
        }
        for capability in capabilities {
            for site in sites {
                let included = role_on(*site).is_some_and(|role| role.includes(*capability));
                if !included && !present.contains(&(*site, *capability)) {
                    self.store.grants.add(login, *site, *capability);
                    self.store.changes += 1;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.addCapabilities";

    #[test]
    fn added_once_and_not_where_the_role_has_it() {
        let mut lab = Lab::new();
        lab.person_with("dave", "view", "1");
        lab.person_with("alice", "admin", "1");
        for _ in 0..2 {
            let body = "userLogin=dave&capabilities[]=tagmanager_write&idSites[]=1";
            assert!(lab.call(ADMIN, METHOD, body).is_ok());
        }
        assert!(
            lab.call(ADMIN, METHOD, "userLogin=dave&capabilities=tagmanager_publish_live_container&idSites=1").is_ok()
        );
        assert_eq!(lab.access("dave"), "1:view 1:tagmanager_write 1:tagmanager_publish_live_container");
        assert!(lab.call(ADMIN, METHOD, "userLogin=alice&capabilities=tagmanager_write&idSites=1").is_ok());
        assert_eq!(lab.access("alice"), "1:admin");
    }

    #[test]
    fn refusals() {
        let mut lab = Lab::new();
        lab.person_with("dave", "view", "1");
        let mut error = |caller: &str, body: &str| {
            let heard = lab.call(caller, METHOD, body);
            (heard.status, heard.message().to_owned())
        };
        assert_eq!(
            error(ADMIN, "userLogin=dave&capabilities=tagmanager_write&idSites=2"),
            (
                200,
                "Unable to grant any capabilities to user dave for idSite 2. The user needs at least view access."
                    .into()
            )
        );
        let crash = (500, "The arguments array must contain 2 items, 1 given".to_owned());
        assert_eq!(error(ADMIN, "userLogin=dave&capabilities=fly&idSites=1"), crash);
        assert_eq!(error(ADMIN, "userLogin=dave&capabilities=view&idSites=1"), crash);
        assert!(error(ADMIN, "userLogin=admin&capabilities=fly&idSites=1").1.starts_with("The user 'admin' has Super"));
        assert_eq!(
            error(ADMIN, "userLogin=anonymous&capabilities=tagmanager_write&idSites=1"),
            (200, "You cannot grant any capability to the 'anonymous' user.".into())
        );
        assert_eq!(
            error(ADMIN, "userLogin=nobody&capabilities=tagmanager_write&idSites=1"),
            (200, "User 'nobody' doesn't exist.".into())
        );
        assert_eq!(
            error(ADMIN, "userLogin=dave&idSites=1"),
            (400, "Please specify a value for 'capabilities'.".into())
        );
        assert_eq!(error("dave", "userLogin=dave&capabilities=tagmanager_write&idSites=1").0, 401);
    }
}
