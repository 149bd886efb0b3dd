//! Reading a directory from a small Matomo.

#![allow(clippy::unwrap_used)]

mod model;

use access::{OrphanKind, Reach, Scope, read};
use matomo_api::{Error, Role, SiteId, connect};
use model::{Fault, Matomo, Network, now};

fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

fn matomo(caller: &str) -> Matomo {
    let mut matomo = Matomo::new(caller, 1..=120);
    for person in ["ann", "boss", "anonymous"] {
        matomo.add(person, false);
    }
    matomo.grant("ann", 1, "view");
    matomo.grant("ann", 1, "tags");
    matomo.grant("ann", 120, "admin");
    matomo.grant("anonymous", 2, "view");
    matomo
}

#[test]
fn a_super_user_reads_everything_in_one_request() {
    let mut all = matomo("root");
    all.grant("ANN", 3, "admin");
    all.grant("ann", 999, "view");
    let network = Network::new(all);
    let client = network.client();
    let connection = now(connect(&client)).unwrap();
    network.requests.take();
    let mut told = Vec::new();
    let directory = now(read(&client, &connection, &mut |done, of| told.push((done, of)))).unwrap();
    assert_eq!(network.requests.take().len(), 1);
    assert_eq!(told, [(0, 1), (1, 1)]);
    assert_eq!(directory.scope(), Scope::Everything);
    assert_eq!(directory.caller().unwrap().as_str(), "root");
    assert_eq!(directory.people().len(), 3);
    assert_eq!(directory.sites().len(), 120);
    let ann = directory.person("ann").unwrap();
    assert_eq!(ann.grants.get(site(1)).unwrap().in_words(), "view + tags");
    assert_eq!(ann.grants.role(site(3)), Some(Role::Admin), "under another spelling, and in force");
    let kinds: Vec<_> = directory.orphans().iter().map(|orphan| &orphan.kind).collect();
    assert_eq!(kinds, [&OrphanKind::UnknownSite, &OrphanKind::OtherSpelling(ann.login.clone())]);
    assert_eq!(directory.anonymous().unwrap().grants.len(), 1);
    assert_eq!(directory.on_site(site(1))[0].1, Reach::SuperUser);
}

#[test]
fn a_site_admin_reads_their_sites_fifty_at_a_time() {
    let mut own = matomo("boss");
    (1..=110).for_each(|site| own.grant("boss", site, "admin"));
    let network = Network::new(own);
    let client = network.client();
    let connection = now(connect(&client)).unwrap();
    network.requests.take();
    let mut told = Vec::new();
    let directory = now(read(&client, &connection, &mut |done, of| told.push((done, of)))).unwrap();
    let sizes: Vec<usize> = network.requests.take().iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 50, 50, 10]);
    assert_eq!(told, [(0, 1), (1, 4), (2, 4), (3, 4), (4, 4)]);
    assert_eq!(directory.scope(), Scope::OwnSites);
    assert_eq!(directory.caller().unwrap().as_str(), "boss");
    assert_eq!(directory.person("boss").unwrap().tally().admin, 110);
    let ann = directory.person("ann").unwrap();
    assert_eq!(ann.grants.get(site(1)).unwrap().in_words(), "view + tags");
    assert_eq!(ann.grants.len(), 1, "site 120 is not theirs");
    assert!(directory.person("root").is_none(), "super users cannot be seen");
    assert_eq!(directory.anonymous().unwrap().grants.role(site(2)), Some(Role::View));
}

#[test]
fn half_a_reading_is_none() {
    let network = Network::new(matomo("root"));
    let client = network.client();
    let connection = now(connect(&client)).unwrap();
    network.faults.replace([Some(Fault::Truncated)].into());
    assert!(matches!(now(read(&client, &connection, &mut |_, _| {})), Err(Error::NotUnderstood { .. })));
    network.faults.replace([Some(Fault::Refused)].into());
    assert_eq!(now(read(&client, &connection, &mut |_, _| {})).unwrap_err(), Error::RefusedToken);
}
