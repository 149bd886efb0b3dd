//! Whatever comes in, there is an answer.

#![allow(clippy::unwrap_used)]

use matomo_sim::{Config, Dataset, Dialect, Request, Sim};
use proptest::prelude::*;

const NOW: u64 = 1_795_298_400_000;

fn methods() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "UsersManager.setUserAccess",
        "UsersManager.addCapabilities",
        "UsersManager.inviteUser",
        "UsersManager.addUser",
        "UsersManager.updateUser",
        "UsersManager.createAppSpecificTokenAuth",
        "UsersManager.getUsersPlusRole",
        "UsersManager.getSitesAccessForUser",
        "UsersManager.deleteUser",
        "SitesManager.addSite",
        "SitesManager.getSitesWithAdminAccess",
        "API.getBulkRequest",
        "Dashboard.copyDashboardToUser",
        "LanguagesManager.setLanguageForUser",
    ])
}

fn forms() -> impl Strategy<Value = Vec<(String, String)>> {
    let names = prop::sample::select(vec![
        "userLogin",
        "userLogin[]",
        "login",
        "access",
        "access[]",
        "idSites",
        "idSites[]",
        "idSite",
        "capabilities[]",
        "email",
        "password",
        "passwordConfirmation",
        "initialIdSite",
        "expiryInDays",
        "expireDate",
        "expireHours",
        "limit",
        "offset",
        "filter_limit",
        "filter_offset",
        "filter_search",
        "filter_access",
        "urls[]",
        "urls",
        "siteName",
        "description",
        "languageCode",
        "idDashboard",
        "copyToUser",
    ]);
    let known = prop::sample::select(vec![
        "m.calder",
        "jörg.müller",
        "view",
        "tagmanager_write",
        "all",
        "1,2,3",
        "-1",
        "99999999999999999999",
        "2027-01-01",
        "method=UsersManager.getUsers",
        "a@example.org",
        "lanyard-demo",
        "de",
    ]);
    let value = prop_oneof![known.prop_map(str::to_owned), ".{0,20}", "[%&=<>_\\[\\]]{0,8}"];
    prop::collection::vec((names.prop_map(str::to_owned), value), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_call_is_answered_in_json(old in any::<bool>(), calls in prop::collection::vec((methods(), forms()), 1..4)) {
        let dialect = if old { Dialect::V5_3 } else { Dialect::V5_8 };
        let mut sim = Sim::new(Config { dialect, data: Dataset::Demo, ..Config::default() }, NOW);
        for (method, form) in calls {
            let mut body = form_urlencoded::Serializer::new(format!("token_auth={}", sim.admin_token()));
            let body = body.extend_pairs(form).finish();
            let request = Request::post(&format!("/index.php?module=API&method={method}&format=json"), body);
            let reply = sim.handle(&request, NOW).reply().unwrap();
            prop_assert!([200, 400, 401, 403, 404, 500].contains(&reply.status));
            let json: Result<serde_json::Value, _> = serde_json::from_slice(&reply.body);
            prop_assert!(json.is_ok(), "{}", String::from_utf8_lossy(&reply.body));
        }
    }

    #[test]
    fn a_request_is_answered(target in ".{0,60}", body in prop::collection::vec(any::<u8>(), 0..60), post in any::<bool>()) {
        let mut sim = Sim::new(Config::default(), NOW);
        let request = if post { Request::post(&target, body) } else { Request::get(&target) };
        prop_assert!(sim.handle(&request, NOW).reply().is_some());
    }
}
