//! `Login.unblockBruteForceIPs`

use super::Method;
use crate::context::{Answer, Context};
use crate::php::Value;

pub(crate) const METHODS: &[Method] =
    &[Method { name: "Login.unblockBruteForceIPs", needs: &[], writes: true, run: unblock }];

fn unblock(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    cx.store.lockout.unlock(cx.now);
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn for_super_users_who_are_not_locked_out_themselves() {
        let mut lab = Lab::new();
        assert!(lab.call(ADMIN, "Login.unblockBruteForceIPs", "").is_ok());
        assert_eq!(lab.call("", "Login.unblockBruteForceIPs", "").status, 401);
        for _ in 0..21 {
            lab.call("", "API.getMatomoVersion", "token_auth=wrong");
        }
        assert_eq!(
            lab.call(ADMIN, "Login.unblockBruteForceIPs", "").error(),
            (500, "Too many failed logins. Please wait and try logging in again later.")
        );
    }
}
