use super::*;

/// The version of PHP that Matomo runs on, such as `8.4.24`. Super users only.
pub struct GetPhpVersion;

impl Method for GetPhpVersion {
    type Response = String;
    const NAME: &'static str = "API.getPhpVersion";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<String, Mismatch> {
        shape::text(shape::field(shape::object(value, "php")?, "version")?, "version")
    }
}
