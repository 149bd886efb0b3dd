//! `UsersManager.setUserAccess`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::users_manager::get_users_sites_from_access::known_access;
use crate::methods::{Method, Need};
use crate::php::Value;
use crate::store::Access;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.setUserAccess",
    needs: &[Need::Value("userLogin"), Need::Value("access"), Need::Value("idSites")],
    writes: true,
    run,
};

/// Deletes what the login has on the sites, then grants. Not a transaction: a capability that is refused leaves the
/// role granted.
fn run(cx: &mut Context) -> Answer {
    // Before anything else is looked at, and in words of its own: other writes name the access that is missing.
    cx.require_signed_in()?;
    let login = cx.text("userLogin");
    let given = cx.texts("access");
    let is_list = cx.is_list("access");
    let revokes = !is_list && given == ["noaccess"];
    let mut access = Vec::new();
    if !revokes {
        for id in &given {
            access.push(known_access(id)?);
        }
    }
    let sites = cx.administered_sites()?;
    if login == "anonymous" {
        if !is_list && access == [Access::VIEW] {
            cx.confirm_password_in_session()?;
        } else if !revokes {
            return Err(ApiError::plain(Message::AnonymousAccess));
        }
    }
    let (roles, capabilities): (Vec<Access>, Vec<Access>) = access.into_iter().partition(|access| access.is_role());
    let role = match roles.as_slice() {
        [role] => Some(*role),
        _ if revokes => None,
        [] if is_list => return Err(ApiError::plain(Message::NoRole)),
        [] => {
            let (known, given) = ("view, write, admin".to_owned(), given.concat());
            return Err(ApiError::plain(Message::AccessUnknown { known, given }));
        }
        _ => return Err(ApiError::plain(Message::ManyRoles)),
    };
    if cx.store.users.get(&login).is_none() {
        return Err(ApiError::plain(Message::UserUnknown(login)));
    }
    cx.require_no_super_user(&login)?;
    cx.store.replace_access(&login, role, &sites);
    cx.store.changes += 1;
    cx.grant_capabilities(&login, &capabilities, &sites)?;
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.setUserAccess";

    fn set(lab: &mut Lab, caller: &str, body: &str) -> (u16, String) {
        let heard = lab.call(caller, METHOD, body);
        (heard.status, heard.message().to_owned())
    }

    #[test]
    fn a_plain_role_drops_capabilities_and_a_list_keeps_them() {
        let mut lab = Lab::new();
        lab.person("dave");
        let both = "userLogin=dave&access[]=view&access[]=tagmanager_write&idSites=1";
        assert_eq!(set(&mut lab, ADMIN, both), (200, "ok".into()));
        assert_eq!(lab.access("dave"), "1:view 1:tagmanager_write");
        set(&mut lab, ADMIN, "userLogin=dave&access=view&idSites=1");
        assert_eq!(lab.access("dave"), "1:view");
        let included = "userLogin=dave&access[]=write&access[]=tagmanager_write&access[]=tagmanager_use_custom_templates&idSites=1";
        set(&mut lab, ADMIN, included);
        assert_eq!(lab.access("dave"), "1:write 1:tagmanager_use_custom_templates");
        set(&mut lab, ADMIN, "userLogin=dave&access=noaccess&idSites=all");
        assert_eq!(lab.access("dave"), "");
    }

    #[test]
    fn what_is_no_access() {
        let mut lab = Lab::new();
        lab.person("heidi");
        let all =
            "view, write, admin, tagmanager_write, tagmanager_publish_live_container, tagmanager_use_custom_templates";
        let unknown = |known: &str, given: &str| {
            (200, format!("The parameter access must have one of the following values: [ {known} ], '{given}' given."))
        };
        for (access, say) in [
            ("access=owner", unknown(all, "owner")),
            ("access=superuser", unknown(all, "superuser")),
            ("access=view,tagmanager_write", unknown(all, "view,tagmanager_write")),
            ("access[]=noaccess", unknown(all, "noaccess")),
            ("access[]=", unknown(all, "")),
            ("access=tagmanager_write", unknown("view, write, admin", "tagmanager_write")),
            (
                "access[]=tagmanager_write",
                (200, "No role is set but one of these needs to be set: view, write, admin".into()),
            ),
            (
                "access[]=view&access[]=view",
                (
                    200,
                    "Only one role can be set but multiple have been set. Use only one of: view, write, admin".into(),
                ),
            ),
            ("access=", (400, "Please specify a value for 'access'.".into())),
        ] {
            assert_eq!(set(&mut lab, ADMIN, &format!("userLogin=heidi&{access}&idSites=1")), say, "{access}");
        }
        assert_eq!(lab.access("heidi"), "");
    }

    #[test]
    fn unknown_sites_leave_orphans_and_capabilities_there_are_refused_half_way() {
        let mut lab = Lab::new();
        lab.person("cy");
        let body = "userLogin=cy&access[]=view&access[]=tagmanager_write&idSites=1,987";
        let say = "Unable to grant any capabilities to user cy for idSite 987. The user needs at least view access.";
        assert_eq!(set(&mut lab, ADMIN, body), (200, say.into()));
        assert!(lab.sim.calls().last().is_some_and(|call| call.wrote && !call.ok));
        assert_eq!(lab.access("cy"), "1:view");
        let map = lab.call(ADMIN, "UsersManager.getUsersSitesFromAccess", "access=view").json;
        assert_eq!(map, serde_json::json!({"cy": [1, 987]}));
    }

    #[test]
    fn another_case_writes_rows_of_its_own_over_the_old() {
        let mut lab = Lab::new();
        lab.person_with("ivan", "view", "1,2");
        set(&mut lab, ADMIN, "userLogin=IVAN&access=write&idSites=1");
        let view = lab.call(ADMIN, "UsersManager.getUsersSitesFromAccess", "access=view").json;
        let write = lab.call(ADMIN, "UsersManager.getUsersSitesFromAccess", "access=write").json;
        assert_eq!((view, write), (serde_json::json!({"ivan": [2]}), serde_json::json!({"IVAN": [1]})));
        assert_eq!(lab.access("ivan"), "1:write 2:view");
    }

    #[test]
    fn whom_it_does_not_work_on() {
        let mut lab = Lab::new();
        assert_eq!(
            set(&mut lab, ADMIN, "userLogin=nobody&access=view&idSites=1"),
            (200, "User 'nobody' doesn't exist.".into())
        );
        let say = set(&mut lab, ADMIN, "userLogin=admin&access=view&idSites=1");
        assert!(say.1.starts_with("The user 'admin' has Super User access"), "{say:?}");
        for access in ["access=write", "access[]=view"] {
            let say = "You can only set access noaccess or view access to the 'anonymous' user.";
            let body = format!("userLogin=anonymous&{access}&idSites=1");
            assert_eq!(set(&mut lab, ADMIN, &body), (200, say.into()));
        }
        assert_eq!(set(&mut lab, ADMIN, "userLogin=anonymous&access=view&idSites=1"), (200, "ok".into()));
        assert_eq!(set(&mut lab, ADMIN, "userLogin=anonymous&access=noaccess&idSites=1"), (200, "ok".into()));
    }

    #[test]
    fn nobody_is_told_to_sign_in_whatever_was_asked() {
        let mut lab = Lab::new();
        for body in ["userLogin=x&access=view&idSites=1", "userLogin=x&access=owner&idSites=abc"] {
            assert_eq!(set(&mut lab, "", body), (401, "You must be logged in to access this functionality.".into()));
        }
    }

    #[test]
    fn a_site_admin_sets_access_on_her_own_sites() {
        let mut lab = Lab::new();
        lab.person_with("alice", "admin", "1");
        lab.person("judy");
        let refused = |site: u32| {
            (401, format!("You can't access this resource as it requires 'admin' access for the website id = {site}."))
        };
        assert_eq!(set(&mut lab, "alice", "userLogin=judy&access=view&idSites=1,2"), refused(2));
        assert_eq!(set(&mut lab, "alice", "userLogin=judy&access=view&idSites=999"), refused(999));
        assert_eq!(set(&mut lab, "alice", "userLogin=judy&access=admin&idSites=all"), (200, "ok".into()));
        assert_eq!(lab.access("judy"), "1:admin");
        assert_eq!(set(&mut lab, "alice", "userLogin=alice&access=view&idSites=1"), (200, "ok".into()));
        assert_eq!(set(&mut lab, "alice", "userLogin=judy&access=view&idSites=1"), refused(1));
        assert_eq!(
            set(&mut lab, "alice", "userLogin=judy&access=view&idSites=all"),
            (200, "Specify at least one website ID in &amp;idSites=".into())
        );
    }
}
