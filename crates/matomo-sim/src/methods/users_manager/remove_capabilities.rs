//! `UsersManager.removeCapabilities`

use crate::context::{Answer, Context};
use crate::methods::users_manager::add_capabilities::capabilities;
use crate::methods::{Method, Need};
use crate::php::Value;

pub(crate) const METHOD: Method = Method {
    name: "UsersManager.removeCapabilities",
    needs: &[Need::Value("userLogin"), Need::Value("capabilities"), Need::Value("idSites")],
    writes: true,
    run,
};

fn run(cx: &mut Context) -> Answer {
    let login = cx.text("userLogin");
    let sites = cx.administered_sites()?;
    cx.require_user(&login)?;
    let capabilities = capabilities(cx)?;
    cx.store.grants.remove(&login, |grant| sites.contains(&grant.site) && capabilities.contains(&grant.access));
    cx.store.changes += 1;
    Ok(Value::Null)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "UsersManager.removeCapabilities";

    #[test]
    fn removes_what_is_there_and_minds_nothing_else() {
        let mut lab = Lab::new();
        lab.person_with("dave", "view", "1");
        lab.call(ADMIN, "UsersManager.addCapabilities", "userLogin=dave&capabilities=tagmanager_write&idSites=1");
        for capability in ["tagmanager_use_custom_templates", "tagmanager_write"] {
            let body = format!("userLogin=dave&capabilities[]={capability}&idSites[]=1");
            assert!(lab.call(ADMIN, METHOD, &body).is_ok());
        }
        assert_eq!(lab.access("dave"), "1:view");
        assert!(lab.call(ADMIN, METHOD, "userLogin=admin&capabilities=tagmanager_write&idSites=1").is_ok());
        assert_eq!(lab.call(ADMIN, METHOD, "userLogin=dave&capabilities=fly&idSites=1").status, 500);
        assert_eq!(lab.call("dave", METHOD, "userLogin=dave&capabilities=tagmanager_write&idSites=1").status, 401);
    }
}
