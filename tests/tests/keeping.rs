//! A browser that does not keep, or not now: nothing is lost, it is told once, and it is kept when it can be.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Place, Role, Trouble};
use journeys::door;
use journeys::matrix::{self, ALPINE, BEA, BERGEN, CID, DELTA, holds};
use journeys::stage::{Stage, dist};
use journeys::steps::{self, MadeSite};
use journeys::{ledger, long_ledger};
use matomo_api::Role as Access;
use matomo_sim::{Config, Dataset, Dialect};
use records::verify;

/// The banner's title.
const NOT_KEPT: &str = "Records are not kept";

fn stage() -> (Stage, [MadeSite; 4]) {
    let config = Config { dialect: Dialect::V5_8, data: Dataset::Empty, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let sites = matrix::company(&stage).unwrap();
    (stage, sites)
}

/// Gives somebody a role on a site.
async fn give(page: &Page, login: &str, site: &str, key: &str) -> Result<(), Trouble> {
    page.click_on(Place::Cell(login, site)).await?;
    page.keys(key).await?;
    matrix::review(page).await?;
    matrix::apply(page, None).await
}

async fn to_records(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Navigation, "Main").find(Role::Link, "Records").press(&Key::Enter.to_string()).await?;
    page.heading("Records").appears().await?;
    page.find(Role::Region, "Ledger").appears().await
}

async fn to_matrix(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Navigation, "Main").find(Role::Link, "Role matrix").press(&Key::Enter.to_string()).await?;
    page.table("Role matrix").appears().await
}

/// How often the page says that records are not kept.
async fn told(page: &Page) -> Result<usize, Trouble> {
    Ok(page.text().await?.matches(NOT_KEPT).count())
}

/// What is kept, as a ledger that has to be whole.
async fn kept_whole(page: &Page, titles: &[&str]) -> Result<(), Trouble> {
    let kept = ledger::kept(page).await?;
    let found: Vec<String> = kept.iter().map(records::Entry::title).collect();
    let instance = kept[0].head().instance.clone();
    assert!(verify(records::Ledger::of_entries(instance, kept).export(1)).is_whole());
    assert_eq!(found.len(), titles.len(), "{found:?}");
    for title in titles {
        assert!(found.iter().any(|one| one.contains(title)), "{title}: {found:?}");
    }
    Ok(())
}

#[test]
fn a_full_browser_is_told_once_and_keeps_everything_later() {
    const FULL: &str = "for (const how of ['put', 'add']) {
        const real = IDBObjectStore.prototype[how];
        IDBObjectStore.prototype[how] = function (...what) {
            if (window.full && this.name === 'ledger') throw new DOMException('full', 'QuotaExceededError');
            return real.apply(this, what);
        };
    }";
    let (stage, sites) = stage();
    stage.journey("keeping-full").go(async |page| {
        page.runs_before_loading(FULL).await?;
        matrix::open(page, &stage).await?;
        page.run("window.full = true", vec![]).await?;
        give(page, CID, ALPINE, "v").await?;
        holds(&stage, CID, &[(&sites[0], Access::View, &[])])?;
        page.text_contains("The record is not kept: ").await?;
        page.text_contains("It is in this page only; save it under Records before the page closes.").await?;
        to_records(page).await?;
        page.text_contains("The browser has no room left for this page. 1 entry is in this page only").await?;
        assert_eq!(told(page).await?, 1);
        page.find(Role::Link, Name::Has(format!("{CID} on {ALPINE}"))).appears().await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Try again").click().await?;
        page.text_contains("1 entry is in this page only").await?;

        // A second one waits with the first; both are kept as soon as there is room.
        to_matrix(page).await?;
        give(page, CID, DELTA, "w").await?;
        to_records(page).await?;
        page.text_contains("2 entries are in this page only").await?;
        page.run("window.full = false", vec![]).await?;
        page.button("Try again").click().await?;
        page.text_contains("3 entries, kept sealed in this browser").await?;
        assert_eq!(told(page).await?, 0);
        kept_whole(page, &["The ledger begins", ALPINE, DELTA]).await?;
        page.reload().await?;
        door::come_back(page, &stage.token).await?;
        page.text_contains("3 entries, kept sealed in this browser").await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn without_a_database_the_ledger_lasts_as_long_as_the_page_and_can_be_saved() {
    const PRIVATE: &str = "Object.defineProperty(Window.prototype, 'indexedDB', {
        get() { throw new DOMException('not here', 'SecurityError'); } });
        Object.defineProperty(window, 'indexedDB', {
        get() { throw new DOMException('not here', 'SecurityError'); } });";
    let (stage, _) = stage();
    stage.journey("keeping-private").go(async |page| {
        page.runs_before_loading(PRIVATE).await?;
        matrix::open(page, &stage).await?;
        give(page, CID, ALPINE, "v").await?;
        to_records(page).await?;
        page.text_contains("This browser keeps nothing for this page (private window, or storage is blocked).").await?;
        assert_eq!(told(page).await?, 1);
        page.text_contains("2 entries are in this page only").await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Export").click().await?;
        let file = page.downloaded(".jsonl").await?;
        let verdict = verify(std::fs::read(file)?);
        assert!(verdict.is_whole() && verdict.entries == 2, "{verdict:?}");
        // A lock drops the token and what is on the screen, not what was done.
        page.button("Lock").click().await?;
        page.textbox("API token").paste(&stage.token).await?;
        page.button("Unlock").click().await?;
        page.find(Role::Region, "Ledger").appears().await?;
        page.text_contains("3 entries are in this page only").await
    });
}

#[test]
fn an_old_tab_in_the_way_is_named_and_waited_for() {
    const OLD: &str = "const done = arguments[arguments.length - 1];
        indexedDB.deleteDatabase('lanyard').onsuccess = () => {
            const open = indexedDB.open('lanyard', 1);
            open.onupgradeneeded = () => open.result.createObjectStore('work');
            open.onsuccess = () => { window.held = open.result; done(true); };
        };";
    let (stage, _) = stage();
    stage.journey("keeping-blocked").go(async |page| {
        page.open(&stage.console).await?;
        let old = page.tab().await?;
        page.heading(door::HEADING).appears().await?;
        page.run_async(OLD, vec![]).await?;
        let new = page.opens_tab().await?;
        matrix::open(page, &stage).await?;
        give(page, CID, ALPINE, "v").await?;
        to_records(page).await?;
        page.text_contains("Another tab runs an earlier version of Lanyard and is in the way").await?;
        assert_eq!(told(page).await?, 1);
        page.axe().await?;
        page.picture().await?;
        page.goes_to(&old).await?;
        page.run("window.held.close()", vec![]).await?;
        // That is enough: nobody has to press anything.
        page.goes_to(&new).await?;
        page.text_contains("2 entries, kept sealed in this browser").await?;
        assert_eq!(told(page).await?, 0);
        kept_whole(page, &["The ledger begins", ALPINE]).await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn two_tabs_at_once_lose_nothing() {
    let (stage, sites) = stage();
    stage.journey("keeping-two-tabs").go(async |page| {
        matrix::open(page, &stage).await?;
        let first = page.tab().await?;
        let second = page.opens_tab().await?;
        matrix::open(page, &stage).await?;
        page.click_on(Place::Cell(CID, DELTA)).await?;
        page.keys("w").await?;
        matrix::review(page).await?;
        page.goes_to(&first).await?;
        page.click_on(Place::Cell(BEA, BERGEN)).await?;
        page.keys("n").await?;
        matrix::review(page).await?;
        matrix::send(page, None).await?;
        page.goes_to(&second).await?;
        matrix::send(page, None).await?;
        for tab in [&first, &second] {
            page.goes_to(tab).await?;
            page.text_contains(steps::IN_PLACE).await?;
        }
        holds(&stage, BEA, &[])?;
        holds(&stage, CID, &[(&sites[3], Access::Write, &[])])?;
        for tab in [&first, &second] {
            page.goes_to(tab).await?;
            to_records(page).await?;
            page.text_contains("3 entries, kept sealed in this browser").await?;
        }
        kept_whole(page, &["The ledger begins", BERGEN, DELTA]).await?;
        page.link("Verify").click().await?;
        page.text_contains("Whole: 3 entries").await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn ten_thousand_entries_are_listed_filtered_and_verified() {
    let (stage, _) = stage();
    stage.journey("keeping-many").go(async |page| {
        let took = long_ledger::used(page, &stage).await?;
        println!("{} entries: {took:?}", long_ledger::MANY);
        page.picture().await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn a_folder_on_disk_is_the_ledger_of_a_team() {
    /// A folder of the page's own stands in for one on disk, which no driver can choose; its interface is the same.
    const PICKER: &str = "window.showDirectoryPicker = () => navigator.storage.getDirectory();";
    const ASKS: &str = "let leave = 'prompt';
        FileSystemHandle.prototype.queryPermission = async () => leave;
        FileSystemHandle.prototype.requestPermission = async () => leave = window.refuses ? 'denied' : 'granted';";
    const FILES: &str = "const done = arguments[arguments.length - 1];
        (async () => {
            const root = await navigator.storage.getDirectory(), files = {};
            for await (const folder of root.values())
                for await (const file of folder.values()) files[folder.name + '/' + file.name] = await (await file.getFile()).text();
            done(files);
        })();";
    let (stage, _) = stage();
    stage.journey("keeping-folder").go(async |page| {
        page.runs_before_loading(PICKER).await?;
        matrix::open(page, &stage).await?;
        give(page, CID, ALPINE, "v").await?;
        to_records(page).await?;
        page.link("Verify").click().await?;
        page.button("Choose a folder").click().await?;
        page.text_contains("2 entries in it.").await?;
        page.axe().await?;
        page.run("[...document.querySelectorAll('main h2')].at(-1).scrollIntoView()", vec![]).await?;
        page.picture().await?;
        let files = page.run_async(FILES, vec![]).await?;
        let kept = ledger::kept(page).await?;
        for entry in &kept {
            let name = format!("{:08}-{}.json", entry.head().number, entry.hash());
            let found = files.as_object().unwrap().iter().find(|(path, _)| path.ends_with(&name));
            assert_eq!(found.unwrap().1.as_str().unwrap(), format!("{}\n", entry.line()));
        }
        // Each further entry goes there too.
        to_matrix(page).await?;
        give(page, CID, DELTA, "w").await?;
        to_records(page).await?;
        page.link("Verify").click().await?;
        page.text_contains("3 entries in it.").await?;

        // In a browser that has lost its own, everything comes back from there.
        page.run_async(
            "const done = arguments[arguments.length - 1];
            indexedDB.open('lanyard').onsuccess = event => {
                const database = event.target.result;
                const store = database.transaction('ledger', 'readwrite').objectStore('ledger');
                store.clear();
                store.transaction.oncomplete = () => { database.close(); done(true); };
            };",
            vec![],
        )
        .await?;
        page.reload().await?;
        door::come_back(page, &stage.token).await?;
        page.heading("Verify and import").appears().await?;
        page.text_contains("3 entries in it. 3 entries came from there.").await?;
        page.button("Verify again").click().await?;
        page.text_contains("Whole: 3 entries").await?;
        kept_whole(page, &["The ledger begins", ALPINE, DELTA]).await?;

        // On another visit the browser wants the person to be asked. What is written meanwhile goes there as well, later.
        page.runs_before_loading(ASKS).await?;
        page.reload().await?;
        door::come_back(page, &stage.token).await?;
        page.text_contains("waits for your leave").await?;
        to_matrix(page).await?;
        give(page, BEA, ALPINE, "v").await?;
        to_records(page).await?;
        page.link("Verify").click().await?;
        page.axe().await?;
        assert_eq!(page.run_async(FILES, vec![]).await?.as_object().unwrap().len(), 3);
        page.run("window.refuses = true", vec![]).await?;
        page.button("Open it again").click().await?;
        page.text_contains("The reason: the browser does not let this page write there.").await?;
        page.axe().await?;
        page.run("window.refuses = false", vec![]).await?;
        page.find(Role::Region, "A folder for the team").find(Role::Button, "Try again").click().await?;
        page.text_contains("4 entries in it.").await?;
        assert_eq!(page.run_async(FILES, vec![]).await?.as_object().unwrap().len(), 4);
        page.button("Stop writing there").click().await?;
        page.button("Choose a folder").appears().await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}
