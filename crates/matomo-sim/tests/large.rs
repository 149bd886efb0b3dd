//! An instance as large as the one the client was measured on, read in one bulk.

#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use matomo_sim::{Config, Dataset, Request, Sim};
use serde_json::Value;

const NOW: u64 = 1_795_298_400_000;

fn matrix(sim: &mut Sim) -> Vec<Value> {
    let elements =
        ["UsersManager.getUsers", "SitesManager.getSitesWithAdminAccess"].map(str::to_owned).into_iter().chain(
            ["view", "write", "admin", "tagmanager_write"]
                .map(|access| format!("UsersManager.getUsersSitesFromAccess&access={access}")),
        );
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("token_auth", sim.admin_token()).append_pair("filter_limit", "-1");
    elements.for_each(|element| {
        form.append_pair("urls[]", &format!("method={element}"));
    });
    let request = Request::post("/index.php?module=API&method=API.getBulkRequest&format=json", form.finish());
    let reply = sim.handle(&request, NOW).reply().unwrap();
    serde_json::from_slice::<Value>(&reply.body).unwrap().as_array().unwrap().clone()
}

#[test]
fn all_of_it_not_a_hundred() {
    let config = Config { data: Dataset::Large { users: 216, sites: 500 }, seed: 3, ..Config::default() };
    let mut sim = Sim::new(config, NOW);
    let slots = matrix(&mut sim);
    let users = slots[0].as_array().unwrap();
    assert_eq!((users.len(), slots[1].as_array().unwrap().len()), (216, 500));
    let logins: HashSet<&str> = users.iter().map(|user| user["login"].as_str().unwrap()).collect();
    let mut pairs = HashSet::new();
    for map in &slots[2..5] {
        for (login, sites) in map.as_object().unwrap() {
            assert!(logins.contains(login.as_str()));
            for site in sites.as_array().unwrap() {
                assert!(pairs.insert((login.clone(), site.as_u64().unwrap())), "one role per pair");
            }
        }
    }
    assert!((15_000..30_000).contains(&pairs.len()), "{}", pairs.len());
    assert!(!slots[5].as_object().unwrap().is_empty());
}

#[test]
fn a_write_over_all_sites_in_one_call() {
    let config = Config { data: Dataset::Large { users: 50, sites: 500 }, ..Config::default() };
    let mut sim = Sim::new(config, NOW);
    let sites: Vec<String> = (1..=500).map(|site: u32| site.to_string()).collect();
    let target = "/index.php?module=API&method=UsersManager.setUserAccess&format=json";
    let login = "user09";
    let body = format!("token_auth={}&userLogin={login}&access=write&idSites={}", sim.admin_token(), sites.join(","));
    assert_eq!(
        sim.handle(&Request::post(target, body), NOW).reply().unwrap().body,
        br#"{"result":"success","message":"ok"}"#
    );
    assert_eq!(matrix(&mut sim)[3][login].as_array().unwrap().len(), 500);
}

#[test]
fn variables_past_a_thousand_are_lost() {
    let mut sim = Sim::new(Config { data: Dataset::Large { users: 3, sites: 1500 }, ..Config::default() }, NOW);
    let target = "/index.php?module=API&method=UsersManager.setUserAccess&format=json";
    let list: String = (1..=1500).map(|site| format!("&idSites[]={site}")).collect();
    let body = format!("token_auth={}&userLogin=user1&access=admin{list}", sim.admin_token());
    sim.handle(&Request::post(target, body), NOW);
    let admin = matrix(&mut sim)[4]["user1"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_u64)
        .filter(|site| *site <= 997)
        .count();
    assert_eq!(admin, 997, "1000 variables, three of them not sites");
}
