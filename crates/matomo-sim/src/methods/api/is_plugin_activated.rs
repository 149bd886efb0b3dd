//! `API.isPluginActivated`

use crate::context::{Answer, Context};
use crate::methods::plugins::is_active;
use crate::methods::{Method, Need};
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "API.isPluginActivated", needs: &[Need::Value("pluginName")], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::VIEW)?;
    Ok(is_active(&cx.text("pluginName"), &cx.store.config).into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};
    use crate::{Config, Dataset};

    #[test]
    fn active_or_not() {
        let mut lab = Lab::new();
        for (plugin, active) in [
            ("UsersManager", true),
            ("CoreHome", true),
            ("usersmanager", false),
            ("TagManager", false),
            ("Nope", false),
        ] {
            let heard = lab.call(ADMIN, "API.isPluginActivated", &format!("pluginName={plugin}"));
            assert_eq!(heard.json, json!({ "value": active }), "{plugin}");
        }
    }

    #[test]
    fn the_demo_has_the_tag_manager() {
        let mut lab = Lab::with(Config { data: Dataset::Demo, ..Config::default() });
        assert_eq!(lab.call(ADMIN, "API.isPluginActivated", "pluginName=TagManager").json["value"], true);
    }
}
