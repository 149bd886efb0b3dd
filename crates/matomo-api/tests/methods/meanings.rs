//! What recorded answers mean, field by field.

use crate::every_method::{call, email, login, site, token_for};
use crate::recordings::{RECORDINGS, Recording};
use matomo_api::{methods::*, *};
use serde_json::{Value, json};
use std::fmt::Debug;

/// The answers of both versions to one call, which the recordings hold with exactly these
/// parameters; the last one where it was asked again.
fn answers<M: Method>(method: &M, asked: Value) -> [M::Response; 2]
where
    M::Response: Debug,
{
    ["5.3.1", "5.8.0"].map(|version| {
        let fits = |r: &&Recording| r.version == version && r.method == M::NAME && r.params == asked;
        let recording = RECORDINGS.iter().rfind(fits).unwrap_or_else(|| panic!("{}: {asked}", M::NAME));
        call(method, &recording.answer).unwrap()
    })
}

#[test]
fn accounts_and_their_invitations() {
    for rows in answers(
        &GetUsersPlusRole { site: site(1) },
        json!({"idSite": "1", "token_auth": "TOKEN", "filter_status": "pending"}),
    ) {
        let of = |login: &str| rows.iter().find(|row| row.user.login.as_str() == login).unwrap();
        assert!(matches!(of("inv30").user.invite, InviteStatus::Pending(29 | 30)));
        assert_eq!(of("inv30").user.invited_by, Some(login("admin")));
        assert!(of("inv30").user.invite_expires.as_ref().unwrap().starts_with("2026-12-2"));
        assert_eq!((of("inv30").role, of("pend0").role), (Some(Role::View), None));
    }
    for rows in answers(
        &GetUsersPlusRole { site: site(1) },
        json!({"idSite": "1", "token_auth": "TOKEN", "filter_access": "some"}),
    ) {
        let roles = |login: &str| {
            rows.iter()
                .find(|row| row.user.login.as_str() == login)
                .map(|row| (row.user.super_user, row.role, row.user.invite))
        };
        assert_eq!(roles("root2"), Some((true, Some(Role::Admin), InviteStatus::Active)));
        assert_eq!(roles("bob"), Some((false, Some(Role::Write), InviteStatus::Active)));
        assert_eq!(roles("exp0"), Some((false, Some(Role::View), InviteStatus::Expired)));
    }
}

#[test]
fn what_a_site_admin_is_told() {
    let seen = answers(&GetUsersPlusRole { site: site(1) }, json!({"idSite": "1", "token_auth": "TOKEN_adm"}));
    for rows in &seen {
        let own = rows.iter().find(|row| row.user.login.as_str() == "api_adm").unwrap();
        assert_eq!((own.role, own.user.email.clone()), (Some(Role::Admin), Some(email("api_adm@example.org"))));
        let other = rows.iter().find(|row| row.user.login.as_str() == "api_view").unwrap();
        assert_eq!(
            (other.user.email.clone(), other.user.two_factor, other.user.registered.clone()),
            (None, None, None)
        );
        let capabilities: Vec<_> = other.capabilities.iter().map(Capability::as_str).collect();
        assert_eq!(capabilities, ["tagmanager_write", "tagmanager_use_custom_templates"]);
    }
    let last_seen = seen.map(|rows| rows.into_iter().find_map(|row| row.user.last_seen).unwrap());
    assert!(
        last_seen[0].len() == "hh:mm:ss".len() && last_seen[1].len() == "YYYY-MM-DD hh:mm:ss".len(),
        "{last_seen:?}"
    );
}

#[test]
fn accounts_one_by_one() {
    for user in answers(
        &GetUserByEmail { email: email("x@x.org") },
        json!({"userEmail": "API_ADM@example.org", "token_auth": "TOKEN"}),
    ) {
        assert_eq!((user.login.as_str(), user.two_factor, user.super_user), ("api_adm", Some(false), false));
        assert!(user.registered.unwrap().starts_with("2026-11-21 22:07:"));
    }
    for rows in answers(&GetUsers::all(), json!({"userLogins": "api_adm,nobody,", "token_auth": "TOKEN"})) {
        assert_eq!(rows.len(), 1);
    }
    let exists =
        |typed: &str| answers(&UserExists { login: login("x1") }, json!({"userLogin": typed, "token_auth": "TOKEN"}));
    assert_eq!((exists("API_ADM"), exists("nobody")), ([true; 2], [false; 2]));
}

#[test]
fn access_of_one_account_and_of_all() {
    for rows in
        answers(&GetSitesAccessForUser { login: login("x1") }, json!({"userLogin": "api_view", "token_auth": "TOKEN"}))
    {
        let read: Vec<_> = rows.iter().map(|row| (row.site, row.site_name.as_str(), row.role)).collect();
        assert_eq!(read, [(site(1), "sim one", Some(Role::View)), (site(2), "sim two & <b>", None)]);
    }
    for rows in
        answers(&GetSitesAccessFromUser { login: login("x1") }, json!({"userLogin": "api_view", "token_auth": "TOKEN"}))
    {
        let capability = |id| AccessId::Capability(Capability::parse(id).unwrap());
        let expected =
            [AccessId::Role(Role::View), capability("tagmanager_write"), capability("tagmanager_use_custom_templates")];
        assert_eq!(rows, expected.map(|access| (site(1), access)));
    }
    for rows in answers(
        &GetUsersSitesFromAccess(AccessId::Role(Role::Write)),
        json!({"access": "write", "token_auth": "TOKEN"}),
    ) {
        let read: Vec<_> = rows.iter().map(|row| (row.login.as_str(), row.sites.as_slice())).collect();
        assert_eq!(read, [("470011", [site(1)].as_slice()), ("api_view", &[site(1)])]);
    }
}

#[test]
fn roles_capabilities_and_sites() {
    for roles in answers(&GetAvailableRoles, json!({"token_auth": "TOKEN"})) {
        assert_eq!(roles.iter().map(|role| role.id).collect::<Vec<_>>(), Role::ALL);
        assert_eq!(roles[0].help_url.as_deref(), Some("https://matomo.org/faq/general/faq_70/"));
    }
    for capabilities in answers(&GetAvailableCapabilities, json!({"token_auth": "TOKEN"})) {
        assert_eq!(
            (capabilities[0].id.as_str(), capabilities[0].category.as_str()),
            ("tagmanager_write", "Tag Manager")
        );
        assert_eq!(capabilities[0].included_in, [Role::Write, Role::Admin]);
    }
    let listed = answers(&GetSitesWithAdminAccess, json!({"token_auth": "TOKEN"}));
    let keyed = answers(&GetAllSites, json!({"token_auth": "TOKEN"}));
    for sites in listed.into_iter().chain(keyed) {
        let two = sites.iter().find(|s| s.id == site(2)).unwrap();
        assert_eq!((two.name.as_str(), two.group.as_deref()), ("sim two & <b>", Some("sim group")));
        assert_eq!((two.kind.as_deref(), two.timezone.as_deref()), (Some("website"), Some("UTC")));
        assert!(sites.is_sorted_by_key(|s| s.id));
    }
    for urls in answers(&GetSiteUrlsFromId { site: site(1) }, json!({"idSite": "1", "token_auth": "TOKEN"})) {
        assert_eq!(urls, ["https://one.example.org", "https://alias.example.org"]);
    }
}

#[test]
fn settings_and_preferences() {
    let settings = answers(&GetSystemSettings, json!({"token_auth": "TOKEN"}));
    for settings in &settings {
        let get = |plugin, name| settings.get(plugin, name).unwrap();
        assert_eq!(get("Login", "enableBruteForceDetection").truth(), Some(true));
        assert_eq!(get("Login", "maxAllowedRetries").number(), Some(20));
        assert_eq!(get("TwoFactorAuth", "twoFactorAuthRequired").truth(), Some(false));
        assert_eq!(get("UsersManager", "allowedEmailDomains").list(), Some([].as_slice()));
        assert_eq!(get("CoreAdminHome", "cors_domains").list().unwrap(), ["http://127.0.0.1:9000"]);
    }
    let strength = settings.map(|s| s.get("Login", "enablePasswordStrengthCheck").and_then(SettingValue::truth));
    assert_eq!(strength, [None, Some(false)]);

    let prefers = |name: &str| {
        let asked = json!({"userLogin": "api_adm", "preferenceName": name, "token_auth": "TOKEN"});
        answers(&GetUserPreference { login: login("x1"), name: PreferenceName::DefaultReport }, asked)
            .map(Option::unwrap)
    };
    assert_eq!(
        (prefers("defaultReport"), prefers("defaultReportDate")),
        (["MultiSites"; 2].map(String::from), ["last30"; 2].map(String::from))
    );
    let speaks =
        |who: &str| answers(&GetLanguageForUser { login: login("x1") }, json!({"login": who, "token_auth": "TOKEN"}));
    assert_eq!((speaks("api_adm"), speaks("api_view")), ([Some("fr".into()), Some("fr".into())], [None, None]));
    let set = |code: &str| {
        let asked = json!({"login": "api_adm", "languageCode": code, "token_auth": "TOKEN"});
        answers(&SetLanguageForUser { login: login("x1"), code: code.into() }, asked)
    };
    assert_eq!((set("fr"), set("xx")), ([true; 2], [false; 2]));
}

#[test]
fn dashboards_tags_and_versions() {
    for dashboards in
        answers(&GetDashboards { login: None }, json!({"returnDefaultIfEmpty": "0", "token_auth": "TOKEN_adm"}))
    {
        assert_eq!(dashboards, [Dashboard { id: 1, name: "Api <b> & \"model\"".into(), widgets: 10 }]);
    }
    for tag in answers(&GetJavascriptTag { site: site(1) }, json!({"idSite": "1", "token_auth": "TOKEN"})) {
        assert!(tag.starts_with("<!-- Matomo -->\n<script>") && tag.contains("['setSiteId', '1']"));
    }
    for php in answers(&GetPhpVersion, json!({"token_auth": "TOKEN"})) {
        assert_eq!(php.split('.').count(), 3);
    }
}

#[test]
fn secrets_arrive_whole() {
    let good = |name: &'static str| {
        RECORDINGS.iter().filter(move |r| r.method == name && r.answer.body.starts_with(b"{\"value\""))
    };
    for made in good(CreateAppSpecificTokenAuth::NAME) {
        let token = call(&token_for("ann"), &made.answer).unwrap();
        assert_eq!(json!({"value": token.expose()}).to_string().into_bytes(), made.answer.body);
    }
    for made in good(GenerateInviteLink::NAME) {
        let link = call(&GenerateInviteLink { login: login("x1"), expiry_days: 7 }, &made.answer).unwrap();
        assert!(
            link.expose().ends_with("index.php?module=Login&action=acceptInvitation&token=MASKED"),
            "{}",
            link.expose()
        );
    }
}
