//! `UsersManager.inviteUser`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::users_manager::add_user::initial_site;
use crate::methods::{Method, Need};
use crate::moment::DAY;
use crate::php::{Value, integer_prefix};
use crate::store::{Access, Invite};

/// Days that an invitation lasts where nothing is said.
pub(crate) const DEFAULT_DAYS: i64 = 7;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.inviteUser",
    needs: &[Need::Value("userLogin"), Need::Value("email")],
    writes: true,
    run,
};

/// One site is wanted from everybody, super users too, and it must exist; the role is view.
fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    cx.confirm_password_in_session()?;
    let days = match cx.raw("expiryInDays") {
        "" | "0" => DEFAULT_DAYS,
        days => integer_prefix(days),
    };
    let Some(site) = initial_site(cx.raw("initialIdSite")) else {
        return Err(ApiError::plain(Message::NoInitialSite));
    };
    cx.require_on(Access::VIEW, &[site])?;
    if !cx.store.sites.contains_key(&site) {
        return Err(ApiError::plain(Message::SiteUnexpected(site.to_string())));
    }
    cx.create_user(Some(site), "")?;
    let login = cx.text("userLogin");
    let inviter = cx.caller.login.clone();
    if let Some(user) = cx.store.users.get_mut(&login) {
        user.invited_by = Some(inviter);
    }
    cx.mail_new_invitation(&login, days);
    Ok(Value::Null)
}

impl Context<'_> {
    /// Gives a pending account a new token and mails it. The link for copying keeps working.
    pub(crate) fn mail_new_invitation(&mut self, login: &str, days: i64) {
        let mailed = self.store.random.token();
        let expires = self.now.plus(days.saturating_mul(DAY));
        if let Some(user) = self.store.users.get_mut(login) {
            let copied = user.invite.take().and_then(|invite| invite.copied);
            user.invite = Some(Invite { mailed, copied, expires });
            self.store.changes += 1;
        }
        self.mail_invitation(login);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.inviteUser";

    #[test]
    fn pending_with_view_on_one_site_and_a_mail() {
        let mut lab = Lab::new();
        let body = "userLogin=inv1&email=inv1@example.org&initialIdSite=2";
        assert!(lab.call(ADMIN, METHOD, body).is_ok());
        let person = lab.call(ADMIN, "UsersManager.getUser", "userLogin=inv1").json;
        assert_eq!((&person["invited_by"], &person["invite_status"]), (&"admin".into(), &7.into()));
        assert_eq!(person["invite_expired_at"], "2026-11-28 22:00:00");
        assert_eq!(lab.access("inv1"), "2:view");
        let mail = lab.sim.mails().first().unwrap();
        assert_eq!(mail.to, "inv1@example.org");
        assert_eq!(mail.subject, "admin sent you an invite to join Matomo Analytics for Shop & Co <beta>.");
        assert!(mail.accept_link.starts_with("http://127.0.0.1/index.php?module=Login&action=acceptInvitation&token="));
        lab.now += 1000;
        assert_eq!(lab.call(ADMIN, "UsersManager.getUser", "userLogin=inv1").json["invite_status"], 6);
    }

    #[test]
    fn how_long_it_lasts() {
        let mut lab = Lab::new();
        for (days, status) in [("30", "30"), ("0", "7"), ("", "7"), ("-1", "\"expired\""), ("abc", "\"active\"")] {
            let login = format!("inv{}", lab.sim.mails().len());
            let body = format!("userLogin={login}&email={login}@example.org&initialIdSite=1x&expiryInDays={days}");
            assert!(lab.call(ADMIN, METHOD, &body).is_ok());
            let person = lab.call(ADMIN, "UsersManager.getUser", &format!("userLogin={login}")).json;
            assert_eq!(person["invite_status"].to_string(), status, "{days}");
        }
    }

    #[test]
    fn refusals() {
        let mut lab = Lab::new();
        lab.person("bob");
        lab.person_with("ada", "admin", "1");
        lab.call(ADMIN, METHOD, "userLogin=inv1&email=inv1@example.org&initialIdSite=1");
        let no_site = "New users must be given access to a website, please set the 'initialIdSite' parameter.";
        for (caller, login, email, site, status, say) in [
            (ADMIN, "inv2", "inv2@example.org", "", 200, no_site),
            (ADMIN, "inv2", "inv2@example.org", "0", 200, no_site),
            (
                ADMIN,
                "inv2",
                "inv2@example.org",
                "999",
                200,
                "An unexpected website was found in the request: website id was set to '999' .",
            ),
            (ADMIN, "bob", "inv2@example.org", "1", 200, "Username: Username 'bob' already exists."),
            (ADMIN, "inv1", "inv1@example.org", "1", 200, "Username: Username 'inv1' already exists."),
            (ADMIN, "inv2", "bob@example.org", "1", 200, "Email: User with email 'bob@example.org' already exists."),
            (
                "ada",
                "inv2",
                "inv2@example.org",
                "2",
                401,
                "You can't access this resource as it requires 'view' access for the website id = 2.",
            ),
            (
                "ada",
                "inv2",
                "inv2@example.org",
                "987",
                401,
                "You can't access this resource as it requires 'view' access for the website id = 987.",
            ),
            (
                "bob",
                "inv2",
                "inv2@example.org",
                "1",
                401,
                "You can't access this resource as it requires admin access for at least one website.",
            ),
        ] {
            let body = format!("userLogin={login}&email={email}&initialIdSite={site}");
            assert_eq!(lab.call(caller, METHOD, &body).error(), (status, say), "{caller} {body}");
        }
        assert_eq!(lab.sim.mails().len(), 1);
    }
}
