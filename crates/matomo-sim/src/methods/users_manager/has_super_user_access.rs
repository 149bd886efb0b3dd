//! `UsersManager.hasSuperUserAccess`

use crate::context::{Answer, Context};
use crate::methods::Method;

pub(crate) const METHOD: Method = Method { name: "UsersManager.hasSuperUserAccess", needs: &[], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    Ok(cx.caller.super_user.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    #[test]
    fn about_the_caller_whoever_it_is() {
        let mut lab = Lab::new();
        lab.person("erin");
        for (caller, answer) in [(ADMIN, true), ("erin", false), ("", false)] {
            let heard = lab.call(caller, "UsersManager.hasSuperUserAccess", "");
            assert_eq!(heard.json, json!({ "value": answer }), "{caller}");
        }
    }
}
