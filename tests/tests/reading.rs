//! Reading: everybody is shown, filters are in the address, and what Matomo says stays text.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Page, Trouble};
use journeys::door::{asked, come_back, come_in, is_read, press_connect};
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use matomo_api::methods::{GetAllSites, GetUsers, InviteUser};
use matomo_api::{Email, Login, SiteId};
use matomo_sim::{Config, Dataset, Dialect};
use serde_json::json;

fn demo() -> Stage {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

/// Caption and number of rows of the table that is shown.
async fn shows(page: &Page, caption: &str, rows: usize) -> Result<(), Trouble> {
    let script = format!(
        "return document.querySelector('caption')?.textContent === {} && document.querySelectorAll('tbody tr').length === {rows}",
        json!(caption)
    );
    page.waits_for(&format!("a table “{caption}” with {rows} rows"), &script).await
}

/// The names in the first column, as they are drawn.
async fn names(page: &Page) -> Result<Vec<String>, Trouble> {
    let names =
        page.run("return [...document.querySelectorAll('tbody .who__name')].map(n => n.textContent)", vec![]).await?;
    Ok(serde_json::from_value(names).unwrap())
}

#[test]
fn five_hundred_sites_and_everybody_are_shown_after_two_requests() {
    for instance in real::matomos(Dialect::V5_8) {
        if !instance.is_own() {
            println!("NOT RUN: {} was not set up here, and is not filled", instance.name);
            continue;
        }
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        instance.fill(500, 216).unwrap();
        let asker = stage.asker().unwrap();
        let users = asker.ask(&GetUsers::all()).unwrap();
        let people = users.iter().filter(|user| user.login.as_str() != "anonymous").count();
        let sites = asker.ask(&GetAllSites).unwrap().len();
        assert!(people >= 216 && sites >= 500, "{people} people, {sites} sites");
        stage.journey("reading-many").go(async |page| {
            page.open(&stage.console).await?;
            come_in(page, &stage).await?;
            // A screenful and some are drawn, the rest when it is scrolled to.
            let caption = format!("People with a Matomo account, {people} in total");
            shows(page, &caption, 120).await?;
            // Two to come in, and those that read the directory.
            assert!(asked(page, &stage.matomo).await? <= 2 + 2);
            page.run("document.querySelector('.scroll').scrollTo(0, 1e6)", vec![]).await?;
            shows(page, &caption, people).await?;
            page.picture().await?;
            page.open(&format!("{}sites/", stage.console)).await?;
            come_back(page, &stage.token).await?;
            shows(page, &format!("Sites, {sites} in total"), sites).await
        });
    }
}

#[test]
fn sheets_are_printed_of_those_who_are_shown() {
    let stage = demo();
    stage.journey("reading-sheets").go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        page.combobox("Role").choose("Admin").await?;
        shows(page, "People with a Matomo account, 6 of 40", 6).await?;
        let shown = names(page).await?;
        page.button("Print sheets").click().await?;
        let count = "return document.querySelectorAll('article.sheet').length === 6";
        page.waits_for("a sheet of each who was shown", count).await?;
        let text = page.text().await?;
        for login in shown {
            assert!(text.contains(&login), "{login} in {text}");
        }
        page.axe().await
    });
}

#[test]
fn filters_and_order_are_in_the_address_and_survive_a_reload() {
    let stage = demo();
    stage.journey("reading-filters").go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        shows(page, "People with a Matomo account, 40 in total", 40).await?;
        page.combobox("Role").choose("Admin").await?;
        page.address_contains("role=admin").await?;
        shows(page, "People with a Matomo account, 6 of 40", 6).await?;
        page.combobox("Site").choose("Intranet & handbook (id 8)").await?;
        page.address_contains("site=8").await?;
        shows(page, "People with a Matomo account, 1 of 40", 1).await?;
        page.textbox("Find a person").fill("JUNE").await?;
        page.address_contains("q=JUNE").await?;
        assert_eq!(names(page).await?, ["j.whitmore"]);
        page.reload().await?;
        come_back(page, &stage.token).await?;
        shows(page, "People with a Matomo account, 1 of 40", 1).await?;
        assert_eq!(names(page).await?, ["j.whitmore"]);
        assert_eq!(page.textbox("Find a person").value().await?, "JUNE");
        assert_eq!(page.combobox("Role").value().await?, "admin");
        assert_eq!(page.combobox("Site").value().await?, "8");
        page.textbox("Find a person").fill("nobody at all").await?;
        page.heading("Nobody fits").appears().await?;
        page.button("Show everyone").click().await?;
        shows(page, "People with a Matomo account, 40 in total", 40).await?;
        // Each state has its own, and the addresses lead back.
        for (query, shown) in [
            ("status=invited", vec!["r.dlamini", "vendor.atlas.ines"]),
            ("status=expired", vec!["vendor.oldgate.sam"]),
            ("super=1&desc=1", vec!["t.ferreira", "root.legacy", "m.calder"]),
        ] {
            page.open(&format!("{}people/?{query}", stage.console)).await?;
            come_back(page, &stage.token).await?;
            page.waits_for("the filter", "return document.querySelectorAll('tbody tr').length < 40").await?;
            assert_eq!(names(page).await?, shown, "{query}");
            page.address_contains(query).await?;
        }
        Ok(())
    });
}

#[test]
fn the_order_follows_the_heads_and_the_export_follows_the_list() {
    let stage = demo();
    stage.journey("reading-export").go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        page.button("Access").click().await?;
        page.address_contains("sort=access&desc=1").await?;
        page.waits_for("super users first", "return document.querySelector('th[aria-sort=descending]') !== null")
            .await?;
        let mut first = names(page).await?;
        first.truncate(3);
        first.sort();
        assert_eq!(first, ["m.calder", "root.legacy", "t.ferreira"]);
        page.textbox("Find a person").fill("vendor").await?;
        shows(page, "People with a Matomo account, 4 of 40", 4).await?;
        page.button("Export list").click().await?;
        page.text_contains("Saved as people.csv").await?;
        let csv = std::fs::read_to_string(page.downloaded(".csv").await?).unwrap();
        assert_eq!(csv.lines().count(), 5, "{csv}");
        for login in names(page).await? {
            assert!(csv.contains(&login), "{login} in {csv}");
        }
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn a_login_that_a_spreadsheet_would_run_is_exported_as_text() {
    let stage = demo();
    let formula = InviteUser {
        login: Login::reported("+sum"),
        email: Email::parse("sum@example.org").unwrap(),
        initial_site: SiteId::new(1).unwrap(),
        expiry_days: 7,
    };
    stage.asker().unwrap().ask(&formula).unwrap();
    stage.journey("reading-formula").go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        page.link("+sum").appears().await?;
        page.button("Export list").click().await?;
        let csv = std::fs::read_to_string(page.downloaded(".csv").await?).unwrap();
        assert!(csv.contains("'+sum"), "{csv}");
        for cell in csv.split(['\n', ';', ',']).map(|cell| cell.trim_start_matches('"')) {
            assert!(!cell.starts_with(['=', '@', '+', '\t']), "{cell} in {csv}");
        }
        Ok(())
    });
}

#[test]
fn a_person_a_site_and_all_sites_can_be_read_and_odd_names_stay_text() {
    let stage = demo();
    stage.journey("reading-pages").go(async |page| {
        page.open(&stage.console).await?;
        page.checkbox("Keep for this tab").click().await?;
        come_in(page, &stage).await?;
        page.link("vendor.pixelforge.anna").click().await?;
        page.heading("vendor.pixelforge.anna").appears().await?;
        page.address_contains("people/person/?login=vendor.pixelforge.anna").await?;
        page.text_contains("anna.pixelforge@example.net").await?;
        page.text_contains("2 of 9 sites").await?;
        page.open(&format!("{}sites/", stage.console)).await?;
        is_read(page).await?;
        shows(page, "Sites, 9 in total", 9).await?;
        page.text_contains("Labs <beta>").await?;
        let all = names(page).await?;
        assert!(all.iter().any(|name| name == "Help \u{200f}مركز المساعدة\u{200f} centre"), "{all:?}");
        page.waits_for("no such element", "return document.querySelector('beta') === null").await?;
        page.textbox("Find a site").fill("labs").await?;
        page.address_contains("q=labs").await?;
        shows(page, "Sites, 1 of 9", 1).await?;
        page.link("Labs <beta>").click().await?;
        page.heading("Labs <beta>").appears().await?;
        page.text_contains("Who can reach it").await?;
        page.text_contains("contractor.lee").await?;
        page.reload().await?;
        is_read(page).await?;
        page.heading("Labs <beta>").appears().await?;
        page.back().await?;
        shows(page, "Sites, 1 of 9", 1).await?;
        assert_eq!(page.textbox("Find a site").value().await?, "labs");
        for (address, said) in [
            ("people/person/?login=no.such.person", "no.such.person"),
            ("people/person/?login=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>"),
            ("sites/site/?id=4711", "Matomo reports no site with this number to your token."),
        ] {
            page.open(&format!("{}{address}", stage.console)).await?;
            is_read(page).await?;
            page.text_contains(said).await?;
        }
        page.button("Disconnect").click().await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn a_site_admin_sees_their_own_sites_and_is_told_so() {
    let stage = demo();
    let token = stage.simulator(|sim| sim.create_token("a.okafor")).unwrap().unwrap();
    let nobody = stage.simulator(|sim| sim.create_token("f.rossi")).unwrap().unwrap();
    stage.journey("reading-site-admin").go(async |page| {
        page.open(&stage.console).await?;
        press_connect(page, &stage.matomo, &nobody).await?;
        page.heading("This token administers no site").appears().await?;
        page.axe().await?;
        press_connect(page, &stage.matomo, &token).await?;
        is_read(page).await?;
        page.text_contains("You see the people on your own sites").await?;
        page.text_lacks("Two-factor").await?;
        let people = names(page).await?;
        assert!(people.contains(&"s.lindqvist".to_owned()), "{people:?}");
        for hidden in ["m.calder", "c.moreau", "j.whitmore"] {
            assert!(!people.contains(&hidden.to_owned()), "{hidden}");
        }
        page.axe().await?;
        page.link("Sites").click().await?;
        shows(page, "Sites, 3 in total", 3).await?;
        page.leaks_none_of(&[&token]).await
    });
}
