//! A ledger as it is after some years, and how long its screens take.

use matomo_api::{Login, MatomoUrl, Role as Access, SiteId};
use records::{Account, Applied, ChangeId, Day, FORM, Hash, Head, SiteChange, Touched, What, Why};
use serde_json::{Value, json};

use crate::browser::{Page, Role, Trouble};
use crate::stage::Stage;
use crate::{door, ledger, steps};

/// So many entries it has.
pub const MANY: u32 = 10_000;

/// Milliseconds from what somebody does until it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Took {
    /// The list, opened.
    pub list: f64,
    /// Words, looked for.
    pub words: f64,
    /// All entries, shown again.
    pub all: f64,
    /// Entries of a kind.
    pub kind: f64,
    /// Every entry, verified as it is on disk.
    pub verify: f64,
}

/// Puts a long ledger into this browser in the place of what it has, comes in, and uses it.
pub async fn used(page: &Page, stage: &Stage) -> Result<Took, Trouble> {
    steps::connect(page, stage).await?;
    to_records(page).await?;
    let instance = ledger::kept(page).await?[0].head().instance.clone();
    for (at, some) in many(&instance).chunks(2000).enumerate() {
        page.run_async(PUT, vec![json!(some), Value::Bool(at == 0)]).await?;
    }
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.text_contains(KEPT).await?;
    page.find(Role::Navigation, "Main").find(Role::Link, "People").click().await?;
    page.heading("People").appears().await?;

    let list = takes(
        page,
        "[...document.querySelectorAll('nav a')].find(it => it.textContent.startsWith('Records')).click()",
        "document.querySelectorAll('.ledger .entry').length > 20",
    )
    .await?;
    page.text_contains(KEPT).await?;
    let words = takes(page, &type_in("person.299 T-9"), FEWER).await?;
    page.text_contains(" of 10000").await?;
    let all = takes(page, &type_in(""), &format!("!({FEWER})")).await?;
    let kind = takes(
        page,
        "[...document.querySelectorAll('main .chip')].find(it => it.textContent.startsWith('Tokens')).click()",
        "document.querySelector('main').innerText.includes('No entry fits')",
    )
    .await?;
    page.button("Show all entries").click().await?;
    page.find(Role::Region, "Ledger").appears().await?;
    page.link("Verify").click().await?;
    page.text_contains("Whole: 10000 entries as they were written.").await?;
    let verify = page.run("return document.querySelector('main [data-ms]').dataset.ms", vec![]).await?;
    let verify = verify.as_str().and_then(|ms| ms.parse().ok());
    let verify = verify.ok_or_else(|| Trouble::new("the screen does not say how long it took"))?;
    Ok(Took { list, words, all, kind, verify })
}

const KEPT: &str = "10000 entries, kept sealed in this browser";
const FEWER: &str = "/ of 10000/.test(document.querySelector('main').innerText)";

/// Lines with their keys; the first time in the place of all that was there.
const PUT: &str = "const [lines, first, done] = arguments;
    if (first) Object.keys(localStorage).filter(key => key.includes('ledger-end')).forEach(key => localStorage.removeItem(key));
    indexedDB.open('lanyard').onsuccess = event => {
        const database = event.target.result;
        const store = database.transaction('ledger', 'readwrite').objectStore('ledger');
        if (first) store.clear();
        for (const [key, line] of lines) store.put(line, key);
        store.transaction.oncomplete = () => { database.close(); done(true); };
    };";

async fn to_records(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Navigation, "Main").find(Role::Link, "Records").click().await?;
    page.find(Role::Region, "Ledger").appears().await
}

fn type_in(text: &str) -> String {
    format!(
        "const field = document.querySelector('main input[type=search]'); field.value = '{text}';
        field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    )
}

/// How many milliseconds it takes from an act until something is so and drawn.
async fn takes(page: &Page, act: &str, until: &str) -> Result<f64, Trouble> {
    let script = format!(
        "const done = arguments[arguments.length - 1], start = performance.now();
        {act};
        const look = () => {until} ? done(performance.now() - start) : requestAnimationFrame(look);
        look();"
    );
    let took = page.run_async(&script, vec![]).await?;
    took.as_f64().ok_or_else(|| Trouble::new(format!("the browser measured {took}")))
}

/// The lines of a long ledger with their keys: each sealed behind the one before.
fn many(instance: &MatomoUrl) -> Vec<(String, String)> {
    let mut previous: Vec<Hash> = Vec::new();
    let line = |number: u32| {
        let at = 1_700_000_000 + i64::from(number) * 5000;
        let login = Login::reported(format!("person.{}", number % 300));
        let site = SiteId::new(number % 80 + 1).ok()?;
        let change = SiteChange {
            id: site,
            name: format!("Site number {site}"),
            before: None,
            after: Some(access::Grant::plain(Access::View)),
        };
        let touched =
            Touched { login, email: None, before: Account::Active, after: Account::Active, sites: vec![change] };
        let why = Why { reason: "Campaign".into(), ticket: format!("T-{number}").as_str().into(), ..Why::default() };
        let head = Head {
            form: FORM,
            number,
            id: ChangeId { day: Day::of_seconds(at), number: number % 18 + 1 },
            instance: instance.clone(),
            actor: Some(Login::reported("m.calder")),
            console: "0.1.0".to_owned(),
            at,
            offset: 60,
            previous: previous.clone(),
        };
        let what = What::PlanApplied(Applied { why, people: vec![touched], ..Applied::default() });
        let body = format!(
            "{{\"head\":{},\"what\":{}",
            serde_json::to_string(&head).unwrap_or_default(),
            serde_json::to_string(&what).unwrap_or_default()
        );
        let hash = Hash::of(&[body.as_bytes(), b"}"]);
        previous = vec![hash];
        Some((format!("{instance}#{number:08}-{hash}"), format!("{body},\"hash\":\"{hash}\"}}")))
    };
    (1..=MANY).filter_map(line).collect()
}
