//! What a company wants before a plan is applied: it is said in the settings, asked for beside the plan, and stands on
//! record with what was done.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Place, Role, Trouble};
use journeys::door;
use journeys::ledger;
use journeys::matrix::{self, ALPINE, ANN, BERGEN, CID};
use journeys::stage::{Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use journeys::tokens::looks_good;
use matomo_api::Role as Access;
use matomo_sim::{Config, Dataset};
use records::{Day, Why};

/// What is typed beside a plan. It is masked where it would be kept.
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const REASON: &str = "A reason is missing: your company wants one on every change.";
const APPROVAL: &str = "An approval is missing: your company wants one for a new super user and a new admin of a site.";

fn on_the_matrix(name: &str, journey: impl AsyncFnOnce(&Page, &Stage, &[MadeSite; 4]) -> Result<(), Trouble>) {
    let config = Config { data: Dataset::Empty, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let sites = matrix::company(&stage).unwrap();
    stage.journey(&format!("approval-{name}")).go(async |page| {
        steps::connect(page, &stage).await?;
        journey(page, &stage, &sites).await?;
        page.leaks_none_of(&[&stage.token, &stage.password, TOKEN]).await
    });
}

#[test]
fn nothing_is_applied_before_the_company_has_what_it_wants() {
    on_the_matrix("demanded", async |page, stage, sites| {
        settings(page).await?;
        stage_two(page).await?;
        refused(page, stage).await?;
        asked_for(page).await?;
        typed_and_kept(page, stage).await?;
        applied(page, stage, sites).await?;
        on_record(page).await?;
        taken_back(page).await
    });
}

/// Ticks what is wanted, and sees that it comes back from a file.
async fn settings(page: &Page) -> Result<(), Trouble> {
    page.link("Settings").click().await?;
    page.heading("Settings").appears().await?;
    page.heading("Records and approval").appears().await?;
    let wanted = ["A reason for every change", "A new super user", "A new admin of a site"];
    for one in wanted {
        page.checkbox(one).click().await?;
    }
    page.text_contains("Saved in this browser.").await?;
    looks_good(page).await?;
    page.button("Export").click().await?;
    let file = std::fs::read(page.downloaded("settings.json").await?).unwrap();
    for one in wanted {
        page.checkbox(one).click().await?;
    }
    choose(page, &file).await?;
    page.text_contains("Settings imported").await?;
    for one in wanted {
        assert!(page.checkbox(one).is_on().await?, "{one}");
    }
    assert!(!page.checkbox("A ticket for every change").is_on().await?);
    // A file of an earlier version demands nothing, and says nothing of it.
    choose(page, br#"{"policy":{},"house":{"name":"Example Ltd"}}"#).await?;
    page.waits_for("that nothing is ticked", "return !document.querySelector('main input.tick:checked')").await?;
    choose(page, &file).await?;
    page.waits_for("that it is ticked", "return document.querySelectorAll('main input.tick:checked').length === 3")
        .await
}

async fn stage_two(page: &Page) -> Result<(), Trouble> {
    page.link("Role matrix").click().await?;
    page.table("Role matrix").appears().await?;
    page.click_on(Place::Cell(CID, ALPINE)).await?;
    page.keys("a").await?;
    page.click_on(Place::Cell(ANN, BERGEN)).await?;
    page.button("More…").click().await?;
    let menu = page.dialog("What to do with the selection");
    menu.find(Role::Button, "Make super user").click().await?;
    menu.disappears().await?;
    matrix::review(page).await
}

fn apply(page: &Page) -> journeys::browser::Control<'_> {
    page.find(Role::Button, Name::Has("Apply ".into()))
}

/// Fills in one of the fields, whether it may stay empty or not.
async fn say(page: &Page, field: &str, text: &str) -> Result<(), Trouble> {
    page.find(Role::TextBox, Name::Has(field.into())).fill(text).await
}

/// The person is told what is missing, where it is missing, and nothing is sent.
async fn refused(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.find(Role::Disclosure, Name::Has("your company wants a reason and an approval".into())).appears().await?;
    page.axe().await?;
    apply(page).click().await?;
    page.text_contains(REASON).await?;
    page.text_contains(APPROVAL).await?;
    page.focus_is("the reason", |focused| focused.name.starts_with("Reason")).await?;
    looks_good(page).await?;
    page.resize(390, 844).await?;
    page.run("document.getElementById('why').scrollIntoView()", vec![]).await?;
    page.picture().await?;
    page.resize(1280, 900).await?;
    let wrote = stage.simulator(|sim| sim.calls().iter().any(|call| call.wrote && call.method.contains("Access")));
    assert!(!steps::account(stage, ANN)?.super_user, "it was sent: {wrote:?}");
    say(page, "Reason", &format!("Cover for Dan, not {TOKEN}")).await?;
    page.text_contains("This looks like a token").await?;
    page.text_lacks(REASON).await?;
    say(page, "Ticket", "CHG-77").await?;
    // Who approved is not enough without where that can be found.
    say(page, "Approved by", "Noor Abadi").await?;
    apply(page).click().await?;
    page.focus_is("the reference", |focused| focused.name.starts_with("Where that can be found")).await?;
    page.text_contains(APPROVAL).await?;
    // Folded by hand, it is unfolded again.
    page.find(Role::Disclosure, Name::Has("Why".into())).click().await?;
    apply(page).click().await?;
    page.focus_is("the reference", |focused| focused.name.starts_with("Where that can be found")).await?;
    say(page, "Approved by", "").await?;
    say(page, "Where that can be found", "Mail of 20 Nov").await?;
    apply(page).click().await?;
    page.text_contains("Say who approved it").await?;
    say(page, "Where that can be found", "").await
}

/// The text that goes to whoever approves.
async fn asked_for(page: &Page) -> Result<(), Trouble> {
    page.button("Approval request").click().await?;
    let dialog = page.dialog("Approval request");
    dialog.appears().await?;
    dialog.find(Role::TextBox, Name::Has("Who is asked".into())).fill("Noor Abadi").await?;
    let mail = dialog.find(Role::TextBox, Name::Has("E-mail".into()));
    mail.fill("noor").await?;
    page.waits_for("a bad address is told", "return !!document.querySelector('dialog [aria-invalid=true]')").await?;
    mail.fill("noor@example.org").await?;
    let text = dialog.find(Role::Region, "The request").text().await?;
    for said in ["Noor Abadi", "CHG-77", "Cover for Dan, not [token]", ANN, CID, ALPINE, "[ ] Approved."] {
        assert!(text.contains(said), "“{said}” is not in: {text}");
    }
    looks_good(page).await?;
    const CATCH: &str = "window.copied = null;
        navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); };";
    page.run(CATCH, vec![]).await?;
    dialog.find(Role::Button, "Copy request").click().await?;
    page.waits_for("it is copied", "return window.copied !== null").await?;
    let copied = page.run("return window.copied", vec![]).await?;
    assert!(copied.as_str().unwrap().contains("CHG-77"), "{copied}");
    let link = dialog.find(Role::Link, "Open in mail program").attribute("href").await?.unwrap_or_default();
    assert!(link.starts_with("mailto:noor@example.org?subject="), "{link}");
    dialog.find(Role::Button, "Download as Markdown").click().await?;
    let file = std::fs::read_to_string(page.downloaded(".md").await?).unwrap();
    assert!(file.contains("CHG-77") && file.contains("# Request for approval"), "{file}");
    page.press(Key::Escape).await?;
    dialog.disappears().await
}

/// What is typed outlives a reload, without the token.
async fn typed_and_kept(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    day(page, "why-ends", -1).await?;
    apply(page).click().await?;
    page.text_contains("This day has passed. The last day of access is today or later.").await?;
    day(page, "why-ends", 30).await?;
    page.text_contains("Nothing ends by itself").await?;
    page.text_contains("Kept in this browser").await?;
    const KEPT: &str = "const done = arguments[arguments.length - 1]; const open = indexedDB.open('lanyard');
        open.onsuccess = () => { const all = open.result.transaction('work').objectStore('work').getAll();
            all.onsuccess = () => { open.result.close(); done(JSON.stringify(all.result)); }; };";
    let ends = on_day(page, 30).await?;
    for turn in 0.. {
        let kept = page.run_async(KEPT, vec![]).await?.to_string();
        assert!(!kept.contains(TOKEN), "{kept}");
        if kept.contains(&ends) {
            break;
        }
        assert!(turn < 200, "the last day is not kept: {kept}");
    }
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Review").appears().await?;
    for (field, text) in
        [("Reason", "Cover for Dan, not [token]"), ("Ticket", "CHG-77"), ("Last day of access", &*ends)]
    {
        assert_eq!(
            page.run("return document.getElementById(arguments[0]).value", vec![id(field).into()]).await?,
            *text
        );
    }
    page.picture().await.map(drop)
}

fn id(field: &str) -> &'static str {
    match field {
        "Reason" => "why-reason",
        "Ticket" => "why-ticket",
        _ => "why-ends",
    }
}

async fn applied(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    say(page, "Approved by", "Noor Abadi").await?;
    say(page, "Where that can be found", "Mail of 20 Nov").await?;
    // Two accounts are concerned.
    matrix::send(page, Some("2")).await?;
    own_password(page, stage).await?;
    assert!(steps::account(stage, ANN)?.super_user);
    matrix::holds(stage, CID, &[(&sites[0], Access::Admin, &[])])
}

async fn own_password(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.textbox("Your own Matomo password").fill(&stage.password).await?;
    page.button("Go on").click().await?;
    page.text_contains(IN_PLACE).await
}

/// The entry says it all, and the page leads to it.
async fn on_record(page: &Page) -> Result<(), Trouble> {
    page.text_contains("On record as UAM-").await?;
    let (entry, applied) = ledger::last_applied(page).await?;
    let Why { reason, ticket, approval, prepared_by, ends, review } = applied.why;
    let approval = approval.unwrap();
    assert_eq!((reason.as_str(), ticket.as_str()), ("Cover for Dan, not [token]", "CHG-77"));
    assert_eq!((approval.who.as_str(), approval.reference.as_str()), ("Noor Abadi", "Mail of 20 Nov"));
    assert_eq!(ends, Day::parse(&on_day(page, 30).await?));
    assert_eq!((prepared_by, review), (None, None));
    looks_good(page).await?;
    let papers = page.link("Notify the people").attribute("href").await?.unwrap_or_default();
    assert!(papers.contains(&format!("records/papers/?entry={}", entry.hash())), "{papers}");
    let link = page.link(&entry.id().to_string());
    assert!(link.attribute("href").await?.unwrap_or_default().contains(&entry.hash().to_string()));
    link.click().await?;
    page.heading("Records").appears().await?;
    page.back().await?;
    page.heading("Apply").appears().await
}

/// To take it back has a reason of its own.
async fn taken_back(page: &Page) -> Result<(), Trouble> {
    page.button("Undo").click().await?;
    page.heading("Undo").appears().await?;
    let undo = page.find(Role::Button, Name::Has("Undo ".into()));
    undo.click().await?;
    page.text_contains(REASON).await?;
    page.focus_is("the reason", |focused| focused.name.starts_with("Reason")).await?;
    page.axe().await
}

#[test]
fn where_nothing_is_demanded_one_press_applies() {
    on_the_matrix("not-demanded", async |page, stage, sites| {
        page.link("Role matrix").click().await?;
        page.table("Role matrix").appears().await?;
        page.click_on(Place::Cell(CID, ALPINE)).await?;
        page.keys("v").await?;
        matrix::review(page).await?;
        assert!(!page.find(Role::TextBox, Name::Has("Reason".into())).is_there().await?, "it is not folded");
        looks_good(page).await?;
        matrix::apply(page, None).await?;
        matrix::holds(stage, CID, &[(&sites[0], Access::View, &[])])?;
        page.text_contains("On record as UAM-").await?;
        let (_, applied) = ledger::last_applied(page).await?;
        assert_eq!(applied.why, Why::default());
        page.link("Notify the person").appears().await?;
        // What is staged next has a reason of its own.
        page.link("Back to the matrix").click().await?;
        page.click_on(Place::Cell(CID, BERGEN)).await?;
        page.keys("v").await?;
        matrix::review(page).await?;
        page.find(Role::Disclosure, Name::Has("Why".into())).click().await?;
        say(page, "Reason", "For Bergen").await?;
        page.button("Apply 1 change").appears().await?;
        page.button(&format!("Drop all of {CID}")).click().await?;
        page.heading("Nothing is staged").appears().await?;
        page.link("Open the matrix").click().await?;
        page.click_on(Place::Cell(CID, BERGEN)).await?;
        page.keys("w").await?;
        matrix::review(page).await?;
        page.find(Role::Disclosure, Name::Has("as you like".into())).appears().await
    });
}

#[test]
fn the_wizard_leads_to_the_fields_that_are_missing() {
    on_the_matrix("wizard", async |page, stage, sites| {
        const DEMANDS: &str = r#"{"demands":{"ticket":true,"approval_for":["admin"]}}"#;
        page.run("localStorage.setItem('lanyard.settings', arguments[0])", vec![DEMANDS.into()]).await?;
        steps::person(page, "Nadia Ouredník", "nadia@journey.example.org", "n.ourednik").await?;
        steps::access(page, &[(&sites[0], Access::Admin, "Runs the shop")]).await?;
        steps::review(page).await?;
        page.text_contains("A ticket is missing").await?;
        page.text_contains("your company wants one for a new admin of a site").await?;
        page.find(Role::Button, Name::Has("and grant access".into())).click().await?;
        page.focus_is("the way to the field", |focused| focused.name.contains("Go to “Reference”")).await?;
        assert!(steps::account(stage, "n.ourednik").is_err(), "it was sent");
        looks_good(page).await?;
        page.link("Go to “Approved by”").click().await?;
        page.focus_is("the field", |focused| focused.name.starts_with("Approved by")).await?;
        say(page, "Approved by", "Noor Abadi").await?;
        say(page, "Reference", "PO-4502").await?;
        for heading in ["Person", "Access", "Review"] {
            page.button("Next").click().await?;
            page.heading(heading).appears().await?;
        }
        page.text_lacks("A ticket is missing").await?;
        page.find(Role::Checkbox, Name::Has("I have read".into())).click().await?;
        steps::send(page).await?;
        page.text_contains(IN_PLACE).await?;
        page.text_contains("On record as UAM-").await?;
        page.axe().await?;
        page.picture().await?;
        let (_, applied) = ledger::last_applied(page).await?;
        assert_eq!(applied.why.ticket.as_str(), "PO-4502");
        assert_eq!(applied.why.approval.unwrap().who.as_str(), "Noor Abadi");
        steps::has_exactly(stage, "n.ourednik", &[(&sites[0], Access::Admin, "")])
    });
}

#[test]
fn the_wizard_hands_a_plan_to_a_second_person() {
    on_the_matrix("wizard-two", async |page, stage, sites| {
        const DEMANDS: &str = r#"{"demands":{"approval_for":["admin"],"four_eyes":true}}"#;
        page.run("localStorage.setItem('lanyard.settings', arguments[0])", vec![DEMANDS.into()]).await?;
        page.link("Onboard a person").click().await?;
        page.heading("Engagement").appears().await?;
        say(page, "Approved by", "Noor Abadi").await?;
        say(page, "Reference", "PO-4502").await?;
        page.button("Next").click().await?;
        page.heading("Person").appears().await?;
        page.textbox("Full name").fill("Nadia Ouredník").await?;
        page.textbox("E-mail").fill("nadia@journey.example.org").await?;
        steps::access(page, &[(&sites[0], Access::Admin, "Runs the shop")]).await?;
        steps::review(page).await?;
        page.text_contains("A second person is missing").await?;
        page.find(Role::Button, Name::Has("and grant access".into())).click().await?;
        page.heading("Review").appears().await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Save plan as file").click().await?;
        let file = std::fs::read_to_string(page.downloaded(".json").await?)?;
        for said in ["n.ourednik", "PO-4502", "Noor Abadi", "Invite"] {
            assert!(file.contains(said), "“{said}” is not in: {file}");
        }
        assert!(steps::account(stage, "n.ourednik").is_err(), "it was sent");
        Ok(())
    });
}

/// The day so many days from now, by the browser's clock.
async fn on_day(page: &Page, days: i64) -> Result<String, Trouble> {
    const DAY: &str = "const day = new Date(Date.now() + arguments[0] * 864e5);
        return new Date(day - day.getTimezoneOffset() * 6e4).toISOString().slice(0, 10)";
    Ok(page.run(DAY, vec![days.into()]).await?.as_str().unwrap_or_default().to_owned())
}

/// Chooses a day, as the browser's own calendar does.
async fn day(page: &Page, id: &str, days: i64) -> Result<(), Trouble> {
    const SET: &str = "const field = document.getElementById(arguments[0]); field.focus(); field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true })); field.blur();";
    let day = on_day(page, days).await?;
    page.run(SET, vec![id.into(), day.into()]).await.map(drop)
}

/// Chooses a file, as the browser's own dialog does.
async fn choose(page: &Page, bytes: &[u8]) -> Result<(), Trouble> {
    const CHOOSE: &str = "const input = document.querySelector('main input[type=file][accept*=json]');
        const chosen = new DataTransfer();
        chosen.items.add(new File([new Uint8Array(arguments[0])], 'chosen.json'));
        input.files = chosen.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(CHOOSE, vec![bytes.to_vec().into()]).await.map(drop)
}
