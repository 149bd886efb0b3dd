//! A second factor for an account, and the codes that its owner's device shows.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use totp_rs::{Builder, Secret};

use crate::browser::Trouble;
use crate::conformance::Owner;
use crate::stage::Stage;

/// The secret that [`Owner::require_code`] gives an account of a real Matomo.
pub const SECRET: &str = "ABCDEFGHIJKLMNOP";

/// How long a code is shown.
const STEP: u64 = 30;

/// The code that a device shows at that time (RFC 6238: SHA-1, 30 seconds, 6 digits).
///
/// # Panics
/// If the secret is none.
pub fn code(secret_base32: &str, at_unix_seconds: u64) -> String {
    let secret = Secret::try_from_base32(secret_base32).unwrap_or_else(|why| panic!("{secret_base32}: {why}"));
    // Matomo's secrets are shorter than the RFC asks for.
    Builder::new().with_secret(secret).build_noncompliant().generate(at_unix_seconds).to_string()
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The device of an account with a second factor.
pub struct Device {
    /// The simulator has one code that is always right.
    simulated: bool,
    next: u64,
}

impl Device {
    /// Gives the account of that login a second factor.
    pub fn set_up(stage: &Stage, login: &str) -> Result<Self, Trouble> {
        let simulated = match stage.instance() {
            Some(instance) => instance.require_code(login).map(|()| false).map_err(Trouble::new)?,
            None => stage.simulator(|sim| sim.set_auth_code(login, Some("123456"))).unwrap_or_default(),
        };
        if simulated || stage.instance().is_some() {
            Ok(Self { simulated, next: 0 })
        } else {
            Err(Trouble::new(format!("there is no {login}")))
        }
    }

    /// A code that is right now, and another one each time: Matomo takes each once. It takes those of
    /// a minute before and after too, so that this rarely has to wait for the clock.
    pub async fn code(&mut self) -> String {
        if self.simulated {
            return "123456".to_owned();
        }
        self.next = self.next.max(now() / STEP - 1);
        while self.next > now() / STEP + 1 {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        self.next += 1;
        code(SECRET, (self.next - 1) * STEP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of RFC 6238 has eight digits: the code of six is their end.
    #[test]
    fn codes_are_those_of_the_rfc() {
        const OF_THE_RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (at, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(code(OF_THE_RFC, at), eight[2..], "{at}");
        }
    }
}
