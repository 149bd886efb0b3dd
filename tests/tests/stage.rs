//! The stages themselves: where the console is, whom it can read, and who says what was done.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::Trouble;
use journeys::real;
use journeys::stage::{Hosting, Stage};
use matomo_api::methods::{GetMatomoVersion, GetUsers};
use matomo_sim::{Config, Dataset, Dialect};
use tempfile::TempDir;

/// Stands in for the console: asks the Matomo that its address names for its version, without a
/// token, and says whether it could read the answer.
const PAGE: &str = "<!doctype html><html lang=en><title>T</title><link rel=icon href=data:,><h1></h1><script>
const matomo = new URLSearchParams(location.search).get('matomo');
fetch(`${matomo}index.php?module=API&method=API.getMatomoVersion&format=json`, { method: 'POST', credentials: 'omit' })
    .then(answer => answer.json()).then(said => said.message, () => 'unreadable')
    .then(words => { document.querySelector('h1').textContent = words });
</script>";

fn page() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("index.html"), PAGE).unwrap();
    folder
}

fn can_read(stage: &Stage, name: &str) {
    stage.journey(name).expects_in_console("index.php").go(async |page| {
        page.open(&format!("{}?matomo={}", stage.console, stage.matomo)).await?;
        page.text_contains("requires view access for at least one website").await
    });
}

#[test]
fn a_simulator_is_read_across_origins() {
    let dist = page();
    for (base, end) in [("/", "/"), ("/console/", "/console/")] {
        let config = Config { data: Dataset::Demo, ..Config::default() };
        let stage = Stage::simulated(dist.path(), base, config).unwrap();
        let host = |url: &str| url.split('/').nth(2).unwrap().to_owned();
        assert!(stage.console.ends_with(end), "{}", stage.console);
        assert_ne!(host(&stage.console), host(&stage.matomo));
        can_read(&stage, "stage-simulated");
        let asker = stage.asker().unwrap();
        assert_eq!(asker.ask(&GetMatomoVersion).unwrap(), Dialect::V5_8.version());
        assert!(asker.ask(&GetUsers::all()).unwrap().len() >= 40);
        assert!(stage.simulator(|sim| sim.calls().len()).unwrap() > 2);
        assert!(stage.instance().is_none());
    }
}

#[test]
fn an_origin_that_is_not_allowed_reads_nothing() {
    let dist = page();
    let stage = Stage::simulated(dist.path(), "/", Config::default()).unwrap();
    let other = Stage::simulated(dist.path(), "/", Config::default()).unwrap();
    let journey = stage.journey("stage-forbidden").may_ask(&other.matomo);
    journey.expects_in_console("index.php").expects_in_console("Access-Control-Allow-Origin").go(async |page| {
        page.open(&format!("{}?matomo={}", stage.console, other.matomo)).await?;
        page.text_contains("unreadable").await
    });
}

#[test]
fn matomo_5_3_is_read_however_the_console_is_hosted() {
    however_hosted(Dialect::V5_3);
}

#[test]
fn the_latest_matomo_is_read_however_the_console_is_hosted() {
    however_hosted(Dialect::V5_8);
}

fn however_hosted(dialect: Dialect) {
    let dist = page();
    for instance in real::matomos(dialect) {
        let ways: &[Hosting] = if instance.is_own() {
            &[Hosting::Plain("/"), Hosting::Plain("/console/"), Hosting::OwnHost, Hosting::BesideMatomo]
        } else {
            println!("NOT RUN: nginx in front, since {} was not set up here", instance.name);
            &[Hosting::Plain("/"), Hosting::Plain("/console/")]
        };
        for way in ways {
            let stage = Stage::real(dist.path(), *way, &instance).unwrap();
            can_read(&stage, "stage-real");
            let version = stage.asker().unwrap().ask(&GetMatomoVersion).map_err(Trouble::from).unwrap();
            assert_eq!(version, instance.version, "{way:?}");
            assert_eq!(stage.instance().unwrap().base_url, instance.base_url);
        }
    }
}
