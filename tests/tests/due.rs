//! What is due: grants that have ended are told at connect, listed, and taken back as far as they are still as they
//! were granted; Matomo is asked what came of it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::process::Command;

use access::Grant;
use journeys::browser::{Name, Page, Place, Role, Trouble};
use journeys::door;
use journeys::ledger::kept;
use journeys::matrix::{ALPINE, ANN, BEA, BERGEN, CID, DAN, DELTA, PUBLISH, give, holds, on_real_ones, on_simulators};
use journeys::seed::seed;
use journeys::stage::Stage;
use journeys::steps::{IN_PLACE, MadeSite};
use matomo_api::{Capability, Login, Role as Access};
use matomo_sim::Dialect;
use records::{Account, Applied, Day, SiteChange, Touched, What, Why};

#[test]
fn what_has_ended_is_told_and_taken_back_on_simulators() {
    on_simulators("due", async |page, stage, sites| ended(page, stage, sites, true).await);
}

#[test]
fn what_has_ended_is_taken_back_on_real_ones() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        on_real_ones("due", dialect, async |page, stage, sites| ended(page, stage, sites, false).await);
    }
}

fn change(site: &MadeSite, before: Option<Grant>, after: Option<Grant>) -> SiteChange {
    SiteChange { id: site.id, name: site.name.to_owned(), before, after }
}

fn touched(login: &str, site: SiteChange) -> Touched {
    let login = Login::reported(login);
    Touched { login, email: None, before: Account::Active, after: Account::Active, sites: vec![site] }
}

/// Ann's and Bea's access ended long ago; of Dan another was granted than he has. Cid's lasts.
fn granted([alpine, bergen, _, delta]: &[MadeSite; 4], ends: &str) -> What {
    let plain = |role| Some(Grant::plain(role));
    let publish = Some(Grant::new(Access::View, vec![Capability::parse(PUBLISH).unwrap()]));
    let people = vec![
        touched(ANN, change(alpine, None, publish)),
        touched(BEA, change(bergen, plain(Access::View), plain(Access::Write))),
        touched(DAN, change(delta, None, plain(Access::View))),
    ];
    let why = Why { reason: "Season’s campaign".into(), ends: Day::parse(ends), ..Why::default() };
    What::PlanApplied(Applied { why, people, ..Applied::default() })
}

async fn again(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.reload().await?;
    door::come_back(page, &stage.token).await
}

/// A look at it as others see it: in the dark, and in a hand.
async fn looks(page: &Page) -> Result<(), Trouble> {
    page.axe().await?;
    page.picture().await?;
    page.prefer_dark(true).await?;
    page.picture().await?;
    page.resize(390, 844).await?;
    page.axe().await?;
    page.picture().await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().is_some_and(|wide| wide <= 0), "it scrolls sideways: {wide}");
    page.prefer_dark(false).await?;
    page.resize(1280, 900).await
}

async fn ended(page: &Page, stage: &Stage, sites: &[MadeSite; 4], whole: bool) -> Result<(), Trouble> {
    let granted = seed(page, stage, granted(sites, "2026-10-31"), 1_790_000_000).await?;
    again(page, stage).await?;
    page.text_contains("2 grants have ended: review and revoke").await?;
    page.text_contains("2 due").await?;
    if whole {
        looks(page).await?;
        // It can be put aside, and is there again for the next session.
        page.button("Put ended grants aside").click().await?;
        page.text_lacks("grants have ended").await?;
        again(page, stage).await?;
    }
    page.link("See what is due").click().await?;
    page.heading("Due").appears().await?;
    let over = page.find(Role::List, "Overdue");
    over.appears().await?;
    let told = over.text().await?;
    for words in [ANN, ALPINE, BEA, BERGEN, "Ended on", "Season’s campaign", &granted.id().to_string()] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains(DAN) && !told.contains(CID), "{told}");
    page.text_lacks("A page that is closed enforces nothing").await?;
    if whole {
        looks(page).await?;
        files(page, &granted.id().to_string()).await?;
    }
    page.link("Take 2 grants back").click().await?;
    page.heading("Take back what has ended").appears().await?;
    page.text_contains("1 of these changed meanwhile: it is left as it is").await?;
    let rows = page.table("Changed meanwhile").rows().await?;
    assert_eq!(rows[1][0], format!("{DAN} on {DELTA}"), "{rows:?}");
    assert!(rows[1][1].contains("view") && rows[1][2].contains("admin"), "{rows:?}");
    if whole {
        looks(page).await?;
    }
    let [_, bergen, _, delta] = sites;
    // Matomo is read again: what is typed stays.
    page.find(Role::TextBox, Name::Has("Ticket".into())).fill("CHG-12").await?;
    give(stage, DAN, (delta, Access::Write, &[]))?;
    page.button("Refresh").click().await?;
    page.waits_for("the table is of now", "return document.querySelector('main table').innerText.includes('write')")
        .await?;
    assert_eq!(page.find(Role::TextBox, Name::Has("Ticket".into())).value().await?, "CHG-12");
    page.find(Role::Button, Name::Has("Undo 2".into())).click().await?;
    page.heading("Apply").appears().await?;
    page.text_contains(IN_PLACE).await?;
    holds(stage, ANN, &[])?;
    holds(stage, BEA, &[(bergen, Access::View, &[])])?;
    holds(stage, DAN, &[(delta, Access::Write, &[])])?;

    page.waits_for("nothing is due", "return !document.querySelector('.nav__count--due')").await?;
    let all = kept(page).await?;
    let What::PlanApplied(last) = all.last().unwrap().what() else { panic!("{all:?}") };
    assert_eq!(last.undoes, Some(granted.id()));
    assert_eq!(last.why.ticket.to_string(), "CHG-12");
    assert_eq!(last.why.reason.to_string(), format!("Access ended on 2026-10-31 ({})", granted.id()));
    page.find(Role::Navigation, "Main").find(Role::Link, "Due").click().await?;
    page.text_contains("Nothing is due").await?;
    page.axe().await?;
    page.picture().await.map(drop)
}

/// The calendar, and the scripts that somebody else's machine runs.
async fn files(page: &Page, id: &str) -> Result<(), Trouble> {
    page.button("Calendar file").click().await?;
    let calendar = std::fs::read_to_string(page.downloaded("lanyard-due.ics").await?)?;
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "{calendar}");
    page.run("document.querySelector('main details.more > summary').click()", vec![]).await?;
    page.text_contains("A page that is closed enforces nothing").await?;
    page.axe().await?;
    page.run("document.querySelector('main details.more').scrollIntoView()", vec![]).await?;
    page.picture().await?;
    for (words, ending) in [("Shell script", "sh"), ("Python script", "py")] {
        page.button(&format!("{words} for {id}")).click().await?;
        let file = page.downloaded(&format!("revert-{id}.{ending}")).await?;
        is_sound(&file, ending);
    }
    let all = kept(page).await?;
    let told: Vec<_> = all.iter().map(records::Entry::title).collect();
    assert!(told.iter().filter(|title| title.contains("a script that takes back")).count() == 2, "{told:?}");
    Ok(())
}

fn is_sound(file: &Path, ending: &str) {
    let mut command = match ending {
        "sh" => Command::new("sh"),
        _ => Command::new("python3"),
    };
    // Python would write what it compiled beside the file.
    let arguments: &[&str] = match ending {
        "sh" => &["-n"],
        _ => &["-c", "import sys; compile(open(sys.argv[1], encoding='utf-8').read(), sys.argv[1], 'exec')"],
    };
    let said = command.args(arguments).arg(file).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("2026-11-01") && text.contains(ANN) && text.contains("MATOMO_TOKEN"), "{text}");
}

#[test]
fn work_and_tokens_are_due_too() {
    on_simulators("due-all", async |page, stage, sites| {
        // Not over yet: it stands below, and its one way is the record.
        seed(page, stage, granted(sites, "2027-06-30"), 1_790_000_000).await?;
        page.click_on(Place::Cell(CID, ALPINE)).await?;
        page.keys("v").await?;
        page.text_contains("1 change").await?;
        page.waits_for("it is kept", KEPT).await?;
        again(page, stage).await?;
        page.find(Role::Navigation, "Main").find(Role::Link, "Due").click().await?;
        page.heading("Due").appears().await?;
        let later = page.find(Role::List, "Later");
        later.appears().await?;
        assert!(later.text().await?.contains("Ends on 30 Jun 2027"), "{}", later.text().await?);
        let begun = page.find(Role::List, "Begun and not finished");
        assert!(begun.text().await?.contains("1 change is staged on the matrix"));
        page.axe().await?;
        page.picture().await?;
        page.button("Unfinished 1").click().await?;
        later.disappears().await?;
        page.find(Role::Link, "Review what is staged").click().await?;
        page.heading("Review").appears().await
    });
}

#[test]
fn a_promised_review_is_decided_where_it_is_due() {
    on_simulators("due-review", async |page, stage, sites| {
        let [_, _, _, delta] = sites;
        let people = vec![touched(DAN, change(delta, None, Some(Grant::plain(Access::Admin))))];
        let why = Why { reason: "Handbook".into(), review: Day::parse("2026-11-01"), ..Why::default() };
        let granted = What::PlanApplied(Applied { why, people, ..Applied::default() });
        seed(page, stage, granted, 1_790_000_000).await?;
        again(page, stage).await?;
        page.find(Role::Navigation, "Main").find(Role::Link, "Due").click().await?;
        page.button(&format!("Decide {DAN}")).click().await?;
        page.text_contains(&format!("{DAN} has Admin on {DELTA}")).await?;
        page.axe().await?;
        page.button("Put on record").click().await?;
        page.text_contains("Choose what is to become of the access.").await?;
        page.text_contains("Say what the decision rests on.").await?;
        page.radio("Reduce").click().await?;
        page.textbox("Reason").fill("Writes only; asked Bea").await?;
        looks(page).await?;
        page.button("Put on record").click().await?;
        // It leads to where the change is made, and is due no more.
        page.heading("Role matrix").appears().await?;
        page.text_contains("The decision is on record").await?;
        page.waits_for("nothing is due", "return !document.querySelector('.nav__count--due')").await?;
        let all = kept(page).await?;
        let What::Review(review) = all.last().unwrap().what() else { panic!("{all:?}") };
        assert_eq!((review.login.as_str(), review.decision), (DAN, records::ReviewDecision::Reduce));
        assert_eq!(review.why.reason.as_str(), "Writes only; asked Bea");
        holds(stage, DAN, &[(delta, Access::Admin, &[])])
    });
}

const KEPT: &str = "return new Promise(done => {
    const open = indexedDB.open('lanyard');
    open.onsuccess = () => {
        const all = open.result.transaction('work').objectStore('work').getAll();
        all.onsuccess = () => { open.result.close(); done(all.result.some(text => ['cid.cedar', 'wiped'].every(word => String(text).includes(word)))); };
    };
})";
