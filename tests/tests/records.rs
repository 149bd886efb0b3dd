//! What was changed is on record: found, verified, handed over, taken in.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Place, Role, Trouble, text_of};
use journeys::ledger;
use journeys::matrix::{self, ALPINE, ANN, BEA, BERGEN, CID, DELTA, PUBLISH, holds, on_real_ones, on_simulators};
use journeys::stage::{Stage, dist};
use journeys::steps::{self, MadeSite};
use matomo_api::Role as Access;
use matomo_sim::{Config, Dataset, Dialect};
use records::verify;

/// Gives Cid view on Alpine, and takes Bea's access to Bergen.
async fn change_two(page: &Page) -> Result<(), Trouble> {
    page.click_on(Place::Cell(CID, ALPINE)).await?;
    page.keys("v").await?;
    page.click_on(Place::Cell(BEA, BERGEN)).await?;
    page.keys("n").await?;
    matrix::review(page).await?;
    matrix::apply(page, None).await
}

async fn to_records(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Navigation, "Main").find(Role::Link, "Records").press(&Key::Enter.to_string()).await?;
    page.heading("Records").appears().await?;
    page.find(Role::Region, "Ledger").appears().await
}

async fn to_files(page: &Page) -> Result<(), Trouble> {
    to_records(page).await?;
    page.link("Verify").click().await?;
    page.heading("Verify and import").appears().await
}

/// Chooses a file, as the browser's own dialog does.
async fn choose_file(page: &Page, name: &str, text: &str) -> Result<(), Trouble> {
    let script = "const input = document.querySelector('main input[type=file]');
        const chosen = new DataTransfer();
        chosen.items.add(new File([arguments[1]], arguments[0]));
        input.files = chosen.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(script, vec![name.into(), text.into()]).await.map(drop)
}

/// What was downloaded, once; it is gone afterwards.
async fn saved(page: &Page, ending: &str) -> Result<String, Trouble> {
    let file = page.downloaded(ending).await?;
    let text = std::fs::read_to_string(&file)?;
    std::fs::remove_file(file)?;
    Ok(text)
}

/// A look at it as others see it: in the dark, and in a hand.
async fn looks(page: &Page) -> Result<(), Trouble> {
    page.axe().await?;
    page.picture().await?;
    page.prefer_dark(true).await?;
    page.picture().await?;
    page.prefer_dark(false).await?;
    page.resize(390, 844).await?;
    page.axe().await?;
    page.picture().await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().unwrap() <= 0, "{wide} px too wide");
    page.resize(1280, 900).await
}

#[test]
fn a_change_is_on_record_on_simulators() {
    on_simulators("on-record", on_record);
}

#[test]
fn a_change_is_on_record_on_real_ones() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        on_real_ones("on-record", dialect, on_record);
    }
}

/// Applied on the matrix, on record with before and after, whole, and with its papers.
async fn on_record(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    change_two(page).await?;
    holds(stage, CID, &[(&sites[0], Access::View, &[])])?;
    holds(stage, BEA, &[])?;
    to_records(page).await?;
    page.heading("Access of 2 people changed").appears().await?;
    let text = page.text().await?;
    for part in ["2 entries, kept sealed in this browser", "Read back Equal", "Chain Whole", ALPINE, BERGEN, CID, BEA] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let change = format!("{BERGEN} id {}", sites[1].id);
    assert!(text.contains(&format!("{change} was: W Write becomes: No access")), "{text}");
    page.find(Role::Disclosure, Name::Has("What was sent".into())).click().await?;
    page.text_contains("UsersManager.setUserAccess").await?;
    looks(page).await?;

    page.link("Change record").click().await?;
    page.heading("Change record").appears().await?;
    page.combobox("Papers for").choose(&format!("{CID}@journey.example.org")).await?;
    page.text_contains("Previous access").await?;
    page.button("Save JSON").click().await?;
    let record: serde_json::Value = serde_json::from_str(&saved(page, ".json").await?).unwrap();
    assert_eq!(record["login"], CID);
    assert_eq!(record["new_access"]["sites"][0]["permission"], "view", "{record}");
    page.combobox("Language").choose("Deutsch").await?;
    page.find(Role::Region, "Message").appears().await?;
    looks(page).await?;

    page.find(Role::Navigation, "Breadcrumb").find(Role::Link, "Records").click().await?;
    page.heading("Records").appears().await?;
    page.link("Verify").click().await?;
    page.text_contains("Whole: 3 entries as they were written.").await?;
    let kept = ledger::kept(page).await?;
    assert_eq!(kept[2].title(), format!("Exported: change record {} of {CID}", kept[1].id()));
    looks(page).await
}

/// A company on a simulator of the newer kind.
fn on_one(name: &str, journey: impl AsyncFnOnce(&Page, &Stage, &[MadeSite; 4]) -> Result<(), Trouble>) {
    let config = Config { dialect: Dialect::V5_8, data: Dataset::Empty, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let sites = matrix::company(&stage).unwrap();
    stage.journey(&format!("records-{name}")).go(async |page| {
        matrix::open(page, &stage).await?;
        journey(page, &stage, &sites).await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn entries_are_found_and_leave_as_table_and_paper() {
    let config = Config { dialect: Dialect::V5_8, data: Dataset::Empty, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let sites = matrix::company(&stage).unwrap();
    let [formula] = steps::make_sites(&stage, ["=HYPERLINK(\"https://evil.example\")"]).unwrap();
    stage.journey("records-found").go(async |page| {
        matrix::open(page, &stage).await?;
        page.click_on(Place::Cell(ANN, formula.name)).await?;
        page.keys("v").await?;
        matrix::review(page).await?;
        matrix::apply(page, None).await?;
        holds(&stage, ANN, &[(&sites[0], Access::View, &[PUBLISH]), (&formula, Access::View, &[])])?;
        page.link("Back to the matrix").click().await?;
        page.table("Role matrix").appears().await?;
        change_two(page).await?;
        to_records(page).await?;

        // By words, by person, by site, by period: all in the address.
        page.textbox("Find a record").fill("bergen").await?;
        page.text_contains("1 of 3").await?;
        page.address_contains("q=bergen").await?;
        page.textbox("Find a record").fill("nothing like it").await?;
        page.heading("No entry fits").appears().await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Show all entries").click().await?;
        page.combobox("Person").choose(ANN).await?;
        page.text_contains("1 of 3").await?;
        page.address_contains("login=ann.alder").await?;
        page.combobox("Person").choose("About anybody").await?;
        page.combobox("Site").choose(&format!("{ALPINE} (id {})", sites[0].id)).await?;
        page.text_contains("1 of 3").await?;
        page.combobox("Site").choose("On any site").await?;
        page.button("Access 2").click().await?;
        page.address_contains("kind=access").await?;

        page.catches_printing().await?;
        page.button("CSV").click().await?;
        let csv = saved(page, ".csv").await?;
        assert!(csv.starts_with("id,user,login,"), "{csv}");
        assert!(!csv.lines().flat_map(|line| line.split(',')).any(|field| field.starts_with(['=', '+', '@'])), "{csv}");
        page.text_contains("4 entries").await?;
        // What was open stays open, though the export is the newest entry.
        page.heading("Access of 2 people changed").appears().await?;
        let paper = page.printed_text().await?;
        assert!(paper.contains("Access changes on") && paper.contains("All days, everybody"), "{paper}");
        assert!(paper.contains("2 entries, printed on"), "{paper}");
        let kept = ledger::kept(page).await?;
        assert!(kept.iter().any(|entry| entry.title() == "Exported: change records as CSV"));
        page.button("Print record").click().await?;
        page.text_contains("5 entries").await?;
        let last = ledger::kept(page).await?.pop().unwrap();
        let id = kept[2].id();
        assert_eq!(last.title(), format!("Exported: record {id}, printed"));
        let paper = text_of(&page.caught_printing().await?)?;
        let host = kept[2].head().instance.shown().to_owned();
        for words in [format!("Access changes on {host}"), id.to_string(), CID.to_owned(), BEA.to_owned()] {
            assert!(paper.contains(&words), "{words}: {paper}");
        }
        assert!(!paper.contains("What was sent") && !paper.contains("Approved by"), "{paper}");
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn what_was_tampered_with_is_located() {
    const EDIT: &str = "const [how, done] = [arguments[0], arguments[arguments.length - 1]];
        indexedDB.open('lanyard').onsuccess = event => {
            const database = event.target.result;
            const store = database.transaction('ledger', 'readwrite').objectStore('ledger');
            const end = () => { database.close(); done(true); };
            store.transaction.oncomplete = end;
            store.getAllKeys().onsuccess = event => {
                const keys = event.target.result;
                const second = keys[1];
                if (how === 'cut') return store.delete(keys.at(-1));
                if (how === 'remove') return store.delete(second);
                store.get(second).onsuccess = event =>
                    store.put(event.target.result.replace('\"view\"', '\"admin\"'), second);
            };
        };";
    on_one("tampered", async |page, _, _| {
        change_two(page).await?;
        to_files(page).await?;
        page.text_contains("Whole: 2 entries").await?;
        page.button("Export the ledger").click().await?;
        let export = saved(page, ".jsonl").await?;
        assert!(verify(&export).is_whole());
        page.button("Verify again").click().await?;
        page.text_contains("Whole: 3 entries").await?;
        for (how, told) in [
            ("edit", "Line 2 was edited."),
            ("remove", "Before line 2, entry number 2 was removed."),
            ("cut", "The end is missing, from line 2 on."),
        ] {
            page.run_async(EDIT, vec![how.into()]).await?;
            page.button("Verify again").click().await?;
            page.text_contains(told).await?;
            page.axe().await?;
            page.picture().await?;
        }

        // An export that was edited is refused, with its line; the good one brings back what was removed.
        choose_file(page, "edited.jsonl", &export.replacen("setUserAccess", "setUserAcces5", 1)).await?;
        page.text_contains("edited.jsonl is not whole").await?;
        page.text_contains("Line 2 was edited.").await?;
        page.text_contains("Nothing of it is taken in.").await?;
        looks(page).await?;
        choose_file(page, "cut.jsonl", &export[..export.len() - 40]).await?;
        page.text_contains("The end is missing, from line 3 on.").await?;
        choose_file(page, "good.jsonl", &export).await?;
        page.text_contains("Everything in it is here").await?;
        // What the page still knew is written again with the next entry, over what was damaged.
        page.button("Export the ledger").click().await?;
        saved(page, ".jsonl").await?;
        page.button("Verify again").click().await?;
        page.text_contains("Whole: 4 entries").await?;
        page.picture().await.map(drop)
    });
}

#[test]
fn ledgers_of_two_browsers_are_put_together() {
    let config = Config { dialect: Dialect::V5_8, data: Dataset::Empty, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let sites = matrix::company(&stage).unwrap();
    let mut exported = String::new();
    stage.journey("records-first-browser").go(async |page| {
        matrix::open(page, &stage).await?;
        change_two(page).await?;
        to_records(page).await?;
        page.button("Export").click().await?;
        exported = saved(page, ".jsonl").await?;
        to_files(page).await?;
        choose_file(page, "own.jsonl", &exported).await?;
        page.text_contains("Everything in it is here; 1 entry came since.").await
    });
    assert_eq!(verify(&exported).entries, 2);
    stage.journey("records-second-browser").go(async |page| {
        matrix::open(page, &stage).await?;
        page.click_on(Place::Cell(CID, DELTA)).await?;
        page.keys("w").await?;
        matrix::review(page).await?;
        matrix::apply(page, None).await?;
        holds(&stage, CID, &[(&sites[0], Access::View, &[]), (&sites[3], Access::Write, &[])])?;
        to_files(page).await?;
        choose_file(page, "theirs.jsonl", &exported).await?;
        page.text_contains("It has 2 entries that are not here, 0 are known, and 2 are only here.").await?;
        page.text_contains("2 stand side by side until the next entry joins them").await?;
        looks(page).await?;
        page.button("Take in 2 entries").click().await?;
        page.text_contains("2 entries taken in").await?;
        page.button("Verify again").click().await?;
        page.text_contains("Whole: 5 entries").await?;
        to_records(page).await?;
        page.find(Role::Link, Name::Has("Access of 2 people changed".into())).click().await?;
        page.text_contains("Written apart from").await?;
        page.text_contains("joined by").await?;
        looks(page).await?;

        // Of another Matomo nothing is taken.
        to_files(page).await?;
        let other = records::Ledger::new(matomo_api::MatomoUrl::parse("https://other.example").unwrap().0);
        choose_file(page, "other.jsonl", &other.export(1)).await?;
        page.text_contains("It is of other.example").await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}
