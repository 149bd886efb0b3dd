//! `UsersManager.generateInviteLink`

use crate::context::{Answer, Context};
use crate::methods::{Method, Need};
use crate::moment::DAY;

pub(crate) const METHOD: Method =
    Method { name: "UsersManager.generateInviteLink", needs: &[Need::Value("userLogin")], writes: true, run };

/// A link for copying. It voids the one made before, not the mailed one, and sets the expiry anew.
fn run(cx: &mut Context) -> Answer {
    let (login, days) = cx.pending_to_invite()?;
    let token = cx.store.random.token();
    let expires = cx.now.plus(days.saturating_mul(DAY));
    if let Some(invite) = cx.store.users.get_mut(&login).and_then(|user| user.invite.as_mut()) {
        invite.copied = Some(token.clone());
        invite.expires = expires;
        cx.store.changes += 1;
    }
    Ok(cx.invitation_link(&token).into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::Request;
    use crate::testing::{ADMIN, Lab};

    fn link(lab: &mut Lab, body: &str) -> String {
        let heard = lab.call(ADMIN, "UsersManager.generateInviteLink", body);
        heard.json["value"].as_str().unwrap().strip_prefix("http://127.0.0.1").unwrap().to_owned()
    }

    fn open(lab: &mut Lab, link: &str) -> u16 {
        lab.sim.handle(&Request::get(link), lab.now).reply().unwrap().status
    }

    #[test]
    fn a_new_link_voids_the_last_and_not_the_mailed_one() {
        let mut lab = Lab::new();
        lab.call(ADMIN, "UsersManager.inviteUser", "userLogin=inv1&email=inv1@example.org&initialIdSite=1");
        let mailed = lab.sim.mails()[0].accept_link.strip_prefix("http://127.0.0.1").unwrap().to_owned();
        let first = link(&mut lab, "userLogin=inv1");
        let second = link(&mut lab, "userLogin=inv1&expiryInDays=14");
        assert_eq!(open(&mut lab, &first), 500);
        assert_eq!(open(&mut lab, &second), 200);
        assert_eq!(open(&mut lab, &mailed), 200);
        assert_eq!(lab.call(ADMIN, "UsersManager.getUser", "userLogin=inv1").json["invite_status"], 14);
        lab.call(ADMIN, "UsersManager.resendInvite", "userLogin=inv1");
        assert_eq!((open(&mut lab, &mailed), open(&mut lab, &second)), (500, 200));
    }

    #[test]
    fn accepting_makes_the_account_active_and_ends_the_links() {
        let mut lab = Lab::new();
        lab.call(ADMIN, "UsersManager.inviteUser", "userLogin=inv1&email=inv1@example.org&initialIdSite=1");
        let link = link(&mut lab, "userLogin=inv1");
        let mut post = |password: &str, again: &str| {
            let body = format!("password={password}&passwordConfirmation={again}&invitation_form=Set+Password");
            lab.sim.handle(&Request::post(&link, body), lab.now).reply().unwrap()
        };
        let page = String::from_utf8(post("Passw0rd", "Passw0rt").body).unwrap();
        assert!(page.contains("<h1>Set Password</h1>") && page.contains("Mismatching passwords."), "{page}");
        assert_eq!(post("short", "short").status, 200);
        let done = post("Passw0rd", "Passw0rd");
        assert_eq!((done.status, done.header("Location")), (302, Some("http://127.0.0.1/index.php")));
        let person = lab.call(ADMIN, "UsersManager.getUser", "userLogin=inv1").json;
        assert_eq!(
            (&person["invite_status"], &person["invite_expired_at"]),
            (&"active".into(), &serde_json::Value::Null)
        );
        assert_eq!(person["invite_accept_at"], "2026-11-21 22:00:00");
        assert_eq!(open(&mut lab, &link), 500);
        assert_eq!(
            lab.call(ADMIN, "UsersManager.generateInviteLink", "userLogin=inv1").error(),
            (200, "User 'inv1' doesn't exist.")
        );
    }

    #[test]
    fn an_expired_link_opens_nothing() {
        let mut lab = Lab::new();
        lab.call(ADMIN, "UsersManager.inviteUser", "userLogin=inv1&email=inv1@example.org&initialIdSite=1");
        let link = link(&mut lab, "userLogin=inv1&expiryInDays=1");
        lab.now += 86_400_000;
        assert_eq!(open(&mut lab, &link), 200);
        lab.now += 1000;
        assert_eq!(open(&mut lab, &link), 500);
    }
}
