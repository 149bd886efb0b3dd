//! `UsersManager.getUsersPlusRole`: people with what they have on one site.

use crate::collate::like;
use crate::context::{Answer, Context};
use crate::methods::users_manager::person::Columns;
use crate::methods::{Method, Need};
use crate::php::Array;
use crate::store::{Access, Grant, User};

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.getUsersPlusRole", needs: &[Need::SiteId], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    if cx.caller.is_anonymous() {
        return Ok(answer(cx, Array::default(), 0));
    }
    let site = cx.site_id();
    if !cx.has_on(Access::ADMIN, site) {
        return own_row(cx, site);
    }
    // A mere site admin sees those who have anything at all on one of the sites administered.
    let administered = cx.sites_with(Access::ADMIN);
    let is_known = |user: &User| {
        let grants = cx.store.grants.of_login(&user.login);
        cx.caller.super_user || grants.iter().any(|grant| administered.contains(&grant.site))
    };
    let people: Vec<&User> = cx
        .store
        .users
        .iter()
        .filter(|user| is_known(user) && is_wanted(cx, user, cx.store.grants.of_login_on(&user.login, site)))
        .collect();
    let total = people.len();
    let number = |name| cx.number(name).and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    // An offset without a limit is forgotten.
    let (offset, limit) = match number("limit") {
        0 => (0, usize::MAX),
        limit => (number("offset"), limit),
    };
    let rows = people.into_iter().skip(offset).take(limit).map(|user| row(cx, user, site));
    let rows = rows.collect::<Array>();
    Ok(answer(cx, rows, total))
}

/// A caller who is no admin of the site sees one row. With an offset of 2 or more it is gone.
fn own_row(cx: &mut Context, site: u32) -> Answer {
    let mut rows = Array::default();
    if cx.number("offset").unwrap_or(0) <= 1
        && let Some(user) = cx.store.users.get(&cx.caller.login)
    {
        let roles = [("admin", Access::ADMIN), ("write", Access::WRITE), ("view", Access::VIEW)];
        let role = roles.into_iter().find(|(_, role)| cx.has_on(*role, site)).map_or("noaccess", |(id, _)| id);
        let grants = cx.store.grants.of_login_on(&user.login, site);
        let has = |capability: Access| {
            grants
                .iter()
                .any(|grant| grant.access == capability || grant.access.is_role() && grant.access.includes(capability))
        };
        let exists = cx.store.sites.contains_key(&site);
        let capabilities = Access::all().filter(|access| exists && !access.is_role() && has(*access)).map(Access::id);
        let capabilities = capabilities.collect();
        rows.push(cx.person_row(user, Columns::WithRole { role, capabilities, own: true }));
    }
    Ok(answer(cx, rows, 1))
}

fn answer(cx: &mut Context, rows: Array, total: usize) -> crate::php::Value {
    cx.exchange.set_header("X-Matomo-Total-Results", total.to_string());
    rows.into()
}

fn row(cx: &Context, user: &User, site: u32) -> Array {
    let grants = cx.store.grants.of_login_on(&user.login, site);
    let (role, capabilities) = if user.super_user {
        ("superuser", Array::default())
    } else {
        let role = grants.iter().find(|grant| grant.access.is_role()).map_or("noaccess", |grant| grant.access.id());
        let capabilities = grants.iter().filter(|grant| !grant.access.is_role()).map(|grant| grant.access.id());
        (role, capabilities.collect())
    };
    cx.person_row(user, Columns::WithRole { role, capabilities, own: false })
}

fn is_wanted(cx: &Context, user: &User, grants: &[Grant]) -> bool {
    let by_access = match cx.raw("filter_access") {
        "" => true,
        "noaccess" => grants.is_empty() && !user.super_user,
        "some" => !grants.is_empty() || user.super_user,
        "superuser" => !cx.caller.super_user || user.super_user,
        id => grants.iter().any(|grant| grant.access.id() == id),
    };
    let search = cx.text("filter_search");
    let pattern = format!("%{search}%");
    let by_search = search.is_empty() || like(&user.login, &pattern) || like(&user.email, &pattern);
    by_access && by_search && has_status(cx, user)
}

/// Matomo compares with the beginning of today: an invitation that ended this morning still counts as pending.
fn has_status(cx: &Context, user: &User) -> bool {
    let today = cx.now.midnight();
    let invited_by_caller = cx.caller.super_user || user.invited_by.as_deref() == Some(&cx.caller.login);
    let expires = user.invite.as_ref().map(|invite| invite.expires);
    match cx.raw("filter_status") {
        "active" => expires.is_none(),
        "pending" => expires.is_some_and(|expires| expires > today) && invited_by_caller,
        "expired" => expires.is_some_and(|expires| expires < today) && invited_by_caller,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.getUsersPlusRole";

    fn lab() -> Lab {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        lab.person_with("bo", "view", "1,2");
        lab.person_with("cy", "view", "2");
        lab.call(ADMIN, "UsersManager.addCapabilities", "userLogin=bo&capabilities=tagmanager_write&idSites=1");
        lab
    }

    #[test]
    fn a_super_user_sees_everybody_and_the_total() {
        let mut lab = lab();
        let heard = lab.call(ADMIN, METHOD, "idSite=1");
        assert_eq!(heard.column("role"), ["admin", "superuser", "noaccess", "view", "noaccess"]);
        assert_eq!(heard.json[1]["superuser_access"], true);
        assert_eq!(heard.json[3]["capabilities"], json!(["tagmanager_write"]));
        assert_eq!(heard.header("X-Matomo-Total-Results"), Some("5"));
        let unknown = lab.call(ADMIN, METHOD, "idSite=999");
        assert_eq!(unknown.column("role"), ["noaccess", "superuser", "noaccess", "noaccess", "noaccess"]);
    }

    #[test]
    fn an_admin_sees_the_people_of_her_sites() {
        let mut lab = lab();
        assert_eq!(
            lab.call("ada", METHOD, "idSite=1").json,
            json!([
                {"login": "ada", "email": "ada@example.org", "role": "admin", "capabilities": [], "superuser_access": false, "invite_status": "active"},
                {"login": "bo", "role": "view", "capabilities": ["tagmanager_write"], "superuser_access": false, "invite_status": "active"},
            ])
        );
        assert_eq!(lab.call("ada", METHOD, "idSite=1&filter_access=superuser").column("login"), ["ada", "bo"]);
    }

    #[test]
    fn others_see_themselves_and_nobody_sees_nothing() {
        let mut lab = lab();
        let own = json!([{"login": "bo", "email": "bo@example.org", "role": "view", "capabilities": ["tagmanager_write"], "superuser_access": 0, "invite_status": "active"}]);
        assert_eq!(lab.call("bo", METHOD, "idSite=1").json, own);
        let heard = lab.call("ada", METHOD, "idSite=2");
        assert_eq!((heard.column("role"), heard.header("X-Matomo-Total-Results")), (vec!["noaccess"], Some("1")));
        assert_eq!(lab.call("ada", METHOD, "idSite=2&offset=2").json, json!([]));
        assert_eq!(lab.call("", METHOD, "idSite=1").json, json!([]));
    }

    #[test]
    fn a_role_brings_its_capabilities_in_ones_own_row() {
        let mut lab = lab();
        lab.person_with("dan", "write", "1");
        assert_eq!(lab.call("dan", METHOD, "idSite=1").json[0]["capabilities"], json!(["tagmanager_write"]));
    }

    #[test]
    fn filters() {
        let mut lab = lab();
        let logins = |lab: &mut Lab, filter: &str| -> String {
            lab.call(ADMIN, METHOD, &format!("idSite=1&{filter}")).column("login").join(" ")
        };
        assert_eq!(logins(&mut lab, "filter_access=noaccess"), "anonymous cy");
        assert_eq!(logins(&mut lab, "filter_access=some"), "ada admin bo");
        assert_eq!(logins(&mut lab, "filter_access=view"), "bo");
        assert_eq!(logins(&mut lab, "filter_access=superuser"), "admin");
        assert_eq!(logins(&mut lab, "filter_access=tagmanager_write"), "bo");
        assert_eq!(logins(&mut lab, "filter_access=bogus"), "");
        assert_eq!(logins(&mut lab, "filter_search=BO@ex"), "bo");
        assert_eq!(logins(&mut lab, "filter_search=%25"), "ada admin anonymous bo cy");
        assert_eq!(logins(&mut lab, "limit=2&offset=2"), "anonymous bo");
        assert_eq!(logins(&mut lab, "offset=3"), "ada admin anonymous bo cy");
        assert_eq!(logins(&mut lab, "limit=5&offset=1000"), "");
    }

    #[test]
    fn status() {
        let mut lab = lab();
        for (login, days) in [("pend0", 7), ("exp0", -1), ("exp1", -30)] {
            let body = format!("userLogin={login}&email={login}@example.org&initialIdSite=1&expiryInDays={days}");
            lab.call(ADMIN, "UsersManager.inviteUser", &body);
        }
        let mut logins = |caller: &str, status: &str| -> String {
            lab.call(caller, METHOD, &format!("idSite=1&filter_status={status}")).column("login").join(" ")
        };
        assert_eq!(logins(ADMIN, "active"), "ada admin anonymous bo cy");
        assert_eq!(logins(ADMIN, "pending"), "pend0");
        assert_eq!(logins(ADMIN, "expired"), "exp0 exp1");
        assert_eq!(logins("ada", "pending"), "");
        assert_eq!(logins("ada", "bogus"), "ada bo exp0 exp1 pend0");
    }
}
