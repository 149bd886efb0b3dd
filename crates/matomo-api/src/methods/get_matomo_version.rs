use super::*;

/// The version, as Matomo writes it. Needs view access somewhere; sent without a token it is the
/// probe that tells "reachable" from "not reachable", since the refusal can be read.
pub struct GetMatomoVersion;

impl Method for GetMatomoVersion {
    type Response = String;
    const NAME: &'static str = "API.getMatomoVersion";

    fn params(&self, _: &mut Params) {}

    fn decode(&self, value: &Value) -> Result<String, Mismatch> {
        shape::text(shape::scalar(value), "value")
    }
}
