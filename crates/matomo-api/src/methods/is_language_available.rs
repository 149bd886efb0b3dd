use super::*;

/// Whether Matomo is translated into English: of no interest, but anybody may ask it. Both tested
/// versions answer 200 without a token (seen), so it is what tells "reachable" from "not
/// reachable" without an error in the browser's console.
pub struct IsLanguageAvailable;

impl Method for IsLanguageAvailable {
    type Response = bool;
    const NAME: &'static str = "LanguagesManager.isLanguageAvailable";

    fn params(&self, params: &mut Params) {
        params.set("languageCode", "en");
    }

    fn decode(&self, value: &Value) -> Result<bool, Mismatch> {
        shape::truth(shape::scalar(value), "value")
    }
}
