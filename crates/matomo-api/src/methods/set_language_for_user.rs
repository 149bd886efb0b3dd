use super::*;
use crate::Login;

/// Sets the language that an account sees Matomo in. Super users, or the account itself. Matomo
/// stores it also for accounts that do not exist (seen), so the account has to be there before.
pub struct SetLanguageForUser {
    /// Whose.
    pub login: Login,
    /// Matomo's code, such as `de` or `pt-br`: one of [`GetAvailableLanguageNames`].
    pub code: String,
}

impl Method for SetLanguageForUser {
    /// `false` if the instance does not have that language; then nothing has changed (seen).
    type Response = bool;
    const NAME: &'static str = "LanguagesManager.setLanguageForUser";
    const WRITES: bool = true;

    fn params(&self, params: &mut Params) {
        params.set("login", self.login.as_str());
        params.set("languageCode", self.code.as_str());
    }

    fn decode(&self, value: &Value) -> Result<bool, Mismatch> {
        shape::truth(shape::scalar(value), "value")
    }
}
