use super::*;
use crate::shape::{field, list, object, text};

/// The languages that Matomo can be seen in. Anyone may ask, even without a token (seen).
pub struct GetAvailableLanguageNames;

/// A language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailableLanguage {
    /// Matomo's code, such as `de` or `pt-br`.
    pub code: String,
    /// Its name in itself.
    pub name: String,
    /// Its name in English.
    pub english_name: String,
}

impl Method for GetAvailableLanguageNames {
    type Response = Vec<AvailableLanguage>;
    const NAME: &'static str = "LanguagesManager.getAvailableLanguageNames";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<Vec<AvailableLanguage>, Mismatch> {
        let read = |row: &Value| {
            let row = object(row, "language")?;
            Ok(AvailableLanguage {
                code: text(field(row, "code")?, "code")?,
                name: text(field(row, "name")?, "name")?,
                english_name: text(field(row, "english_name")?, "english_name")?,
            })
        };
        list(value, "languages")?.into_iter().map(read).collect()
    }
}
