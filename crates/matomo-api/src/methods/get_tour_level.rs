use super::*;

/// The caller's level in Matomo's tour. Super users only, and of interest for one thing: the
/// sentence that comes with it greets the caller by login ("Welcome to Matomo admin. …"), and no
/// method of Matomo says who the caller is. Seen on 5.3.1 and 5.8.0; the plugin Tour can be off.
pub struct GetTourLevel;

impl Method for GetTourLevel {
    /// The sentence.
    type Response = String;
    const NAME: &'static str = "Tour.getLevel";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<String, Mismatch> {
        let level = shape::object(value, "level")?;
        shape::text(shape::field(level, "description")?, "description")
    }
}
