use super::*;

/// Lets every address sign in again that is locked out after too many failures; there is no method
/// for one of them or to list them. Super users only, from an address that is not locked out
/// itself: there it fails with [`crate::Error::LockedOut`] (seen).
pub struct UnblockBruteForceIps;

impl Method for UnblockBruteForceIps {
    type Response = ();
    const NAME: &'static str = "Login.unblockBruteForceIPs";
    const WRITES: bool = true;

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<(), Mismatch> {
        done(value)
    }
}
