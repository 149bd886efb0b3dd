//! `SitesManager.deleteSite`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::php::Value;

pub(crate) const METHOD: Method = Method { name: "SitesManager.deleteSite", needs: &[Need::SiteId], writes: true, run };

/// The caller's password is wanted from sessions only (seen on both versions).
fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    cx.confirm_password_in_session()?;
    let site = cx.site_id();
    if !cx.store.sites.contains_key(&site) {
        return Err(ApiError::plain(Message::SiteNotFound(site)));
    }
    if cx.store.sites.len() == 1 {
        return Err(ApiError::plain(Message::LastSite));
    }
    cx.store.sites.remove(&site);
    cx.store.grants.remove_site(site);
    cx.store.changes += 1;
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "SitesManager.deleteSite";

    #[test]
    fn takes_its_access_with_it_and_never_the_last() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1,2");
        assert_eq!(lab.call("bo", METHOD, "idSite=1").status, 401);
        assert_eq!(lab.call(ADMIN, METHOD, "idSite=999").error(), (200, "website id = 999 not found"));
        assert!(lab.call(ADMIN, METHOD, "idSite=2&passwordConfirmation=wrong").is_ok());
        assert_eq!(lab.access("bo"), "1:view");
        assert!(lab.call(ADMIN, METHOD, "idSite=1").message().starts_with("It is not possible to delete this website"));
    }
}
