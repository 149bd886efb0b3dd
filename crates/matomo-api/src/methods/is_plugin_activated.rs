use super::*;

/// Whether a plugin is active. There is no method that lists them all. Names are case sensitive.
pub struct IsPluginActivated(pub &'static str);

impl Method for IsPluginActivated {
    type Response = bool;
    const NAME: &'static str = "API.isPluginActivated";

    fn params(&self, params: &mut Params) {
        params.set("pluginName", self.0);
    }

    fn decode(&self, value: &Value) -> Result<bool, Mismatch> {
        shape::truth(shape::scalar(value), "value")
    }
}
