//! The exact form of every call.

use crate::every_method::{body_of, capability, forms, login, password, site};
use matomo_api::{methods::*, *};
use std::collections::BTreeSet;

#[test]
fn every_method_is_sent_as_matomo_reads_it() {
    for (name, sent, expected) in forms() {
        assert_eq!(sent, expected, "{name}");
    }
}

#[test]
fn no_method_is_missing_here() {
    let names: BTreeSet<_> = forms().into_iter().map(|(name, ..)| name).collect();
    let modules = include_str!("../../src/methods/mod.rs").lines();
    let modules = modules.filter(|line| line.starts_with("mod ") && *line != "mod user;").count();
    assert_eq!(names.len(), modules, "{names:?}");
}

#[test]
fn choices_are_written_in_matomos_words() {
    let access = |access| body_of(&SetUserAccess { login: login("ann"), access, sites: vec![site(1)] });
    let super_user =
        |super_user| body_of(&SetSuperUserAccess { login: login("ann"), super_user, password: password() });
    let prefers = |preference| body_of(&SetUserPreference { login: login("ann"), preference });
    let token = |end, secure_only| {
        let description = TokenDescription::parse("x").unwrap();
        body_of(&CreateAppSpecificTokenAuth {
            owner: login("ann"),
            password: Password::new("p"),
            description,
            end,
            secure_only,
            two_factor_code: None,
        })
    };
    let day = time::Date::from_calendar_date(2026, time::Month::March, 5).unwrap();
    for (sent, expected) in [
        (body_of(&GetUsers::only([login("ann"), login("bob")])), "&userLogins=ann%2Cbob%2C"),
        (body_of(&GetUsers::only([])), "&userLogins=%2C"),
        (access(NewAccess::Role(Role::View, vec![])), "&userLogin=ann&access=view&idSites=1"),
        (
            access(NewAccess::Role(Role::Admin, vec![capability("a"), capability("b")])),
            "&userLogin=ann&access%5B%5D=admin&access%5B%5D=a&access%5B%5D=b&idSites=1",
        ),
        (super_user(true), "&userLogin=ann&hasSuperUserAccess=1&passwordConfirmation=p%26ss+w%C3%B6rd"),
        (
            body_of(&GetUsersSitesFromAccess(AccessId::Capability(capability("tagmanager_write")))),
            "&access=tagmanager_write",
        ),
        (body_of(&GetDashboards { login: None }), "&returnDefaultIfEmpty=0"),
        (body_of(&CopyDashboardToUser { dashboard: 1, to: login("ann"), name: None }), "&idDashboard=1&copyToUser=ann"),
        (
            body_of(&UpdateUser {
                login: login("ann"),
                new_password: None,
                new_email: None,
                password: Password::new("p"),
            }),
            "&userLogin=ann&passwordConfirmation=p",
        ),
        (
            prefers(Preference::DefaultReport(DefaultReport::Site(site(4)))),
            "&userLogin=ann&preferenceName=defaultReport&preferenceValue=4",
        ),
        (
            body_of(&GetUserPreference { login: login("ann"), name: PreferenceName::DefaultDate }),
            "&preferenceName=defaultReportDate&userLogin=ann",
        ),
        (token(TokenEnd::Never, false), "&userLogin=ann&passwordConfirmation=p&description=x&secureOnly=0"),
        (
            token(TokenEnd::On(day), true),
            "&userLogin=ann&passwordConfirmation=p&description=x&expireDate=2026-03-05&secureOnly=1",
        ),
    ] {
        assert_eq!(sent, expected);
    }
    for (date, word) in [
        (DefaultDate::Today, "today"),
        (DefaultDate::Yesterday, "yesterday"),
        (DefaultDate::Previous7, "previous7"),
        (DefaultDate::Previous30, "previous30"),
        (DefaultDate::Last7, "last7"),
        (DefaultDate::Last30, "last30"),
        (DefaultDate::Week, "week"),
        (DefaultDate::Month, "month"),
        (DefaultDate::Year, "year"),
    ] {
        let expected = format!("&userLogin=ann&preferenceName=defaultReportDate&preferenceValue={word}");
        assert_eq!(prefers(Preference::DefaultDate(date)), expected);
    }
}

#[test]
fn a_bulk_carries_each_call_as_a_form_in_a_form() {
    let mut bulk = Bulk::default();
    assert!(bulk.is_empty());
    bulk.add(GetUsers::only([login("ann")]));
    let slot = bulk.add(AddUser {
        login: login("bob"),
        password: Password::new("a&b"),
        email: Email::parse("b@x.org").unwrap(),
        initial_site: None,
    });
    let url = MatomoUrl::parse("https://m.example/x").unwrap().0;
    let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
    let request = bulk.request(&url, &token);
    assert_eq!((bulk.len(), slot.method().login.as_str(), request.writes), (2, "bob", true));
    assert_eq!(
        request.url,
        "https://m.example/x/index.php?module=API&method=API.getBulkRequest&format=json&filter_limit=-1"
    );
    assert_eq!(
        request.body,
        "token_auth=0123456789abcdef0123456789abcdef&language=en\
         &urls%5B0%5D=method%3DUsersManager.getUsers%26filter_limit%3D-1%26userLogins%3Dann%252C\
         &urls%5B1%5D=method%3DUsersManager.addUser%26filter_limit%3D-1%26userLogin%3Dbob%26email%3Db%2540x.org%26password%3Da%2526b"
    );
}
