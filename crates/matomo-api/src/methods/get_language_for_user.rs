use super::*;
use crate::Login;

/// The language that an account has chosen, as Matomo's code. Super users, or the account itself.
pub struct GetLanguageForUser {
    /// Whose.
    pub login: Login,
}

impl Method for GetLanguageForUser {
    /// `None` if it has chosen none and sees that of its browser, or does not exist (seen).
    type Response = Option<String>;
    const NAME: &'static str = "LanguagesManager.getLanguageForUser";

    fn params(&self, params: &mut Params) {
        params.set("login", self.login.as_str());
    }

    fn decode(&self, value: &Value) -> Result<Option<String>, Mismatch> {
        text_or_false(shape::scalar(value))
    }
}
