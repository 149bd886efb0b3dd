//! `API.getMatomoVersion`

use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::store::Access;

pub(crate) const METHOD: Method = Method { name: "API.getMatomoVersion", needs: &[], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_some(Access::VIEW)?;
    Ok(cx.dialect().version().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    #[test]
    fn told_to_whoever_may_view_something() {
        let mut lab = Lab::new();
        lab.person_with("carol", "view", "1");
        assert_eq!(lab.call(ADMIN, "API.getMatomoVersion", "").json, json!({"value": "5.8.0"}));
        assert!(lab.ok("carol", "API.getMatomoVersion", ""));
        assert_eq!(Lab::old().call(ADMIN, "API.getMatomoVersion", "").json, json!({"value": "5.3.1"}));
        assert_eq!(
            lab.call("", "API.getMatomoVersion", "").error(),
            (401, "You can't access this resource as it requires view access for at least one website.")
        );
    }
}
