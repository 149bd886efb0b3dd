//! The register of tokens: what is due follows from who owns what, it outlives reloads and goes from browser to
//! browser, and no token is ever in it.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Control, Key, Name, Page, Role, Trouble};
use journeys::door;
use journeys::stage::{Stage, dist};
use journeys::steps;
use journeys::tokens::ask;
use matomo_sim::{Config, Dataset};
use serde_json::{Value, json};

/// Nobody's token; its fingerprint is the beginning of its SHA-256.
const PASTED: &str = "0123456789abcdef0123456789abcdef";
const FINGERPRINT: &str = "3eb1bd43";

fn on_tokens(name: &str, journey: impl AsyncFnOnce(&Page, &Stage) -> Result<(), Trouble>) {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    stage.journey(&format!("register-{name}")).go(async |page| {
        steps::connect(page, &stage).await?;
        page.find(Role::Navigation, "Main").find(Role::Link, "Tokens").click().await?;
        page.heading("Tokens").appears().await?;
        journey(page, &stage).await?;
        page.leaks_none_of(&[PASTED, &stage.token]).await
    });
}

/// What somebody says of a token.
struct Said {
    name: &'static str,
    owner: &'static str,
    days_old: i64,
    systems: &'static str,
    token: &'static str,
}

const BOARDS: Said =
    Said { name: "Wall boards", owner: "w.zhang", days_old: 100, systems: "Boards\nETL", token: PASTED };
const EXPORT: Said =
    Said { name: "=Warehouse export", owner: "svc.bi-warehouse", days_old: 360, systems: "ETL", token: "" };
const GONE: Said = Said { name: "Of somebody gone", owner: "nobody.here", days_old: 3, systems: "", token: "" };

/// Writes down two tokens, one of a reader for 100 days and one of a service account for 360.
async fn declare_two(page: &Page) -> Result<(), Trouble> {
    declare(page, &BOARDS).await?;
    declare(page, &EXPORT).await?;
    to_register(page).await
}

async fn declare(page: &Page, said: &Said) -> Result<(), Trouble> {
    to_register(page).await?;
    let way = page.find(Role::Link, "Add known token");
    way.click().await?;
    page.heading("Add a known token").appears().await?;
    page.textbox("Name in Matomo").paste(said.name).await?;
    page.combobox("Owner").paste(said.owner).await?;
    page.find(Role::TextBox, Name::Has("Systems".into())).paste(said.systems).await?;
    day(page, "Made on", said.days_old).await?;
    if !said.token.is_empty() {
        page.textbox("Token, may stay empty").paste(said.token).await?;
    }
    page.button("Add to the register").click().await?;
    page.heading(said.name).appears().await
}

async fn to_register(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Navigation, "Main").find(Role::Link, "Tokens").click().await?;
    page.heading("Tokens").appears().await?;
    page.waits_for("the register is read", "return !document.querySelector('main [aria-busy=true]')").await
}

/// Chooses the day so long ago, as the browser's own calendar does.
async fn day(page: &Page, label: &str, days_ago: i64) -> Result<(), Trouble> {
    let script = "const [label, ago] = arguments;
        const field = [...document.querySelectorAll('main label')].find(it => it.textContent.startsWith(label)).control;
        field.value = new Date(Date.now() - ago * 864e5).toISOString().slice(0, 10);
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    page.run(script, vec![label.into(), days_ago.into()]).await.map(drop)
}

fn due(page: &Page) -> Control<'_> {
    page.find(Role::List, "What is due")
}

/// The names in the table, in its order, with the heads of groups.
async fn names(page: &Page) -> Result<Vec<String>, Trouble> {
    let rows = page.table("Token register").rows().await?;
    let name = |row: Vec<String>| if row.len() == 1 { format!("[{}]", row[0]) } else { row[1].clone() };
    Ok(rows.into_iter().skip(1).map(name).collect())
}

/// The row of a token.
async fn row(page: &Page, name: &str) -> Result<String, Trouble> {
    let rows = page.table("Token register").rows().await?;
    let row = rows.into_iter().find(|row| row.get(1).is_some_and(|cell| cell.starts_with(name)));
    Ok(row.unwrap_or_else(|| panic!("no row of {name}")).join(" | "))
}

/// Loads the page again and comes back to the same place.
async fn again(page: &Page, stage: &Stage, heading: &str) -> Result<(), Trouble> {
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.heading(heading).appears().await?;
    page.waits_for("the register is read", "return !document.querySelector('main [aria-busy=true]')").await
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
    page.run("document.querySelector('main table, main form .btn-row')?.scrollIntoView()", vec![]).await?;
    page.picture().await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().unwrap() <= 0, "{wide} px too wide");
    page.resize(1280, 900).await
}

#[test]
fn what_is_due_follows_from_what_owners_may_do() {
    on_tokens("due", async |page, stage| {
        page.heading("No token is known here yet").appears().await?;
        looks(page).await?;
        declare_two(page).await?;
        page.text_contains("2 tokens, 2 owners").await?;
        assert!(due(page).text().await?.contains("Due in 5 days. It is due on"), "{}", due(page).text().await?);
        assert!(due(page).text().await?.contains("The most that its owner has is view: 365 days."));
        let boards = row(page, "Wall boards").await?;
        assert!(boards.contains(FINGERPRINT) && boards.contains("w.zhang view"), "{boards}");
        assert!(boards.contains("Boards, ETL | 100 of 365 d | Fresh"), "{boards}");
        counts(page, "1 due").await?;

        // Whoever becomes a super user has to replace their token after 90 days.
        ask(
            stage,
            "UsersManager.setSuperUserAccess",
            &[("userLogin", "w.zhang"), ("hasSuperUserAccess", "1"), ("passwordConfirmation", &stage.password)],
        );
        page.button("Refresh").click().await?;
        page.text_contains("10 days over").await?;
        counts(page, "2 due").await?;
        let list = due(page).text().await?;
        assert!(list.contains("Its owner is a super user: 90 days."), "{list}");
        assert!(list.find("Wall boards") < list.find("=Warehouse export"), "the longest over comes first: {list}");
        assert!(row(page, "Wall boards").await?.contains("100 of 90 d | 10 days over"));
        looks(page).await?;
        due(page).find(Role::Link, "Rotate Wall boards").appears().await?;

        // Another policy is another table, and the browser keeps it.
        page.button("Change policy").click().await?;
        let dialog = page.dialog("How old tokens may get");
        dialog.appears().await?;
        let most = dialog.find(Role::SpinButton, "Super user, days");
        most.fill("0").await?;
        page.button("Save policy").click().await?;
        assert!(most.description().await?.contains("A whole number from 1 to 3650."));
        page.axe().await?;
        page.picture().await?;
        most.fill("200").await?;
        page.button("Save policy").click().await?;
        dialog.disappears().await?;
        page.text_contains("Super user 200 days, admin 180, write and view 365; due soon 14 days before.").await?;
        counts(page, "1 due").await?;
        again(page, stage, "Tokens").await?;
        page.text_contains("Super user 200 days").await?;
        assert!(row(page, "Wall boards").await?.contains("100 of 200 d | Fresh"));

        // Other settings leave it alone, and a file of settings brings its own.
        page.link("Settings").click().await?;
        page.heading("Settings").appears().await?;
        page.find(Role::TextBox, Name::Has("Contact".into())).paste("Mira").await?;
        page.text_contains("Saved in this browser.").await?;
        choose_file(page, &json!({"house": {}, "tokens": {"super_user": 100}}).to_string()).await?;
        page.text_contains("Settings imported").await?;
        to_register(page).await?;
        page.text_contains("Super user 100 days, admin 180").await?;
        page.button("Change policy").click().await?;
        page.button("As Lanyard comes").click().await?;
        page.button("Save policy").click().await?;
        page.text_contains("Super user 90 days").await?;
        again(page, stage, "Tokens").await?;
        page.text_contains("Super user 90 days").await?;
        counts(page, "2 due").await
    });
}

async fn counts(page: &Page, words: &str) -> Result<(), Trouble> {
    let script = format!("return document.querySelector('.nav__count--due')?.textContent === '{words}'");
    page.waits_for(&format!("“{words}” beside Tokens"), &script).await
}

#[test]
fn it_is_looked_through_by_owner_by_system_and_by_words_and_the_address_keeps_that() {
    on_tokens("views", async |page, stage| {
        declare_two(page).await?;
        declare(page, &GONE).await?;
        page.text_contains("Its owner is not among the people here: 90 days, as for a super user.").await?;
        to_register(page).await?;
        assert_eq!(
            names(page).await?,
            ["=Warehouse export –", "Of somebody gone –", &format!("Wall boards {FINGERPRINT}")]
        );
        page.radio("By owner").click().await?;
        page.address_contains("by=owner").await?;
        page.text_contains("svc.bi-warehouse 1").await?;
        page.radio("By system").click().await?;
        page.text_contains("No system named 1").await?;
        let boards = format!("Wall boards {FINGERPRINT}");
        assert_eq!(
            names(page).await?,
            [
                "[Boards 1]",
                &boards,
                "[ETL 2]",
                "=Warehouse export –",
                &boards,
                "[No system named 1]",
                "Of somebody gone –"
            ]
        );
        looks(page).await?;
        page.textbox("Find a token").fill("boards zhang").await?;
        page.text_contains("1 of 3 tokens").await?;
        page.find(Role::Button, Name::Has("Fresh".into())).click().await?;
        page.address_contains("state=fresh").await?;
        again(page, stage, "Tokens").await?;
        assert_eq!(page.textbox("Find a token").value().await?, "boards zhang");
        assert!(page.find(Role::Button, Name::Has("Fresh".into())).is_on().await?);
        assert_eq!(names(page).await?, ["[Boards 1]", &boards, "[ETL 1]", &boards]);
        page.find(Role::Button, Name::Has("Overdue".into())).click().await?;
        page.heading("No token fits").appears().await?;
        page.axe().await?;
        page.button("Show all tokens").click().await?;
        page.text_contains("3 tokens, 3 owners").await?;
        page.radio("By due date").click().await?;

        // Several go to be rotated, one after the other.
        page.checkbox("Choose Wall boards").click().await?;
        page.checkbox("Choose =Warehouse export").click().await?;
        page.text_contains("2 chosen").await?;
        let way = page.link("Rotate 2").attribute("href").await?.unwrap();
        assert_eq!(way.matches("id=").count(), 2, "{way}");
        page.axe().await?;
        page.picture().await?;
        page.button("Choose none").click().await?;
        page.text_lacks("2 chosen").await
    });
}

#[test]
fn a_register_goes_out_as_files_and_comes_back() {
    on_tokens("files", async |page, stage| {
        declare_two(page).await?;
        page.button("Export register").click().await?;
        let file = std::fs::read_to_string(page.downloaded(".json").await?).unwrap();
        page.button("Calendar file").click().await?;
        let calendar = std::fs::read_to_string(page.downloaded(".ics").await?).unwrap().replace("\r\n ", "");
        page.button("CSV").click().await?;
        let table = std::fs::read_to_string(page.downloaded(".csv").await?).unwrap();

        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "{calendar}");
        assert!(calendar.contains("Replace the token “Wall boards” of w.zhang"), "{calendar}");
        assert!(calendar.contains("Used in: Boards\\, ETL"), "{calendar}");
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines.len(), 3, "{table}");
        assert!(lines[1].starts_with("\"'=Warehouse export\",,svc.bi-warehouse,view,,ETL,"), "{table}");
        assert!(lines[2].starts_with(&format!("Wall boards,{FINGERPRINT},w.zhang,view,,\"Boards; ETL\",")), "{table}");

        for name in ["Wall boards", "=Warehouse export"] {
            page.table("Token register").find(Role::Link, name).click().await?;
            page.heading(name).appears().await?;
            page.button("Forget").click().await?;
            page.dialog("Forget this token?").appears().await?;
            page.axe().await?;
            page.button("Forget this entry").click().await?;
            page.heading("Tokens").appears().await?;
        }
        page.heading("No token is known here yet").appears().await?;
        again(page, stage, "Tokens").await?;
        page.heading("No token is known here yet").appears().await?;

        choose_file(page, &file).await?;
        page.dialog("Import a register").appears().await?;
        page.text_contains("2 new, 0 newer than here, 0 the same.").await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Take them in").click().await?;
        page.text_contains("2 tokens imported").await?;
        page.text_contains("2 tokens, 2 owners").await?;
        again(page, stage, "Tokens").await?;
        assert!(row(page, "Wall boards").await?.contains(FINGERPRINT));
        choose_file(page, &file).await?;
        page.text_contains("0 new, 0 newer than here, 2 the same.").await?;
        page.text_contains("There is nothing to take in.").await?;
        page.press(Key::Escape).await?;
        page.dialog("Import a register").disappears().await?;

        // What is none says so, and takes nothing.
        let elsewhere = file.replace(stage.matomo.trim_end_matches('/'), "https://elsewhere.example.org");
        for (bad, why) in [
            ("Name,E-mail", "this is no register of tokens"),
            (elsewhere.as_str(), "this register is of elsewhere.example.org"),
            (&file.replace(FINGERPRINT, PASTED), "the file was changed by hand"),
            (
                &file.replace("Wall boards", "0123456789abcdef0123456789abcdee"),
                "there is something in it that looks like a token",
            ),
        ] {
            choose_file(page, bad).await?;
            page.text_contains(&format!("Not imported: {why}")).await?;
            page.button("Dismiss").click().await?;
        }
        page.text_contains("2 tokens, 2 owners").await?;

        // Many are drawn as somebody asks for them.
        let mut many: Value = serde_json::from_str(&file).unwrap();
        let one = many["tokens"][0].clone();
        many["tokens"] = (0..250)
            .map(|at| {
                let mut one = one.clone();
                one["id"] = format!("many-{at}").into();
                one["name"] = format!("Many {at}").into();
                one["fingerprint"] = Value::Null;
                one
            })
            .collect();
        choose_file(page, &many.to_string()).await?;
        page.text_contains("250 new, 0 newer than here, 0 the same.").await?;
        page.text_contains("and 242 more").await?;
        page.button("Take them in").click().await?;
        page.text_contains("250 tokens imported").await?;
        assert_eq!(names(page).await?.len(), 200);
        page.button("Show 52 more").click().await?;
        page.waits_for("all rows", "return document.querySelectorAll('main tbody tr').length === 252").await
    });
}

/// Chooses a file, as the browser's own dialog does.
async fn choose_file(page: &Page, text: &str) -> Result<(), Trouble> {
    let script = "const input = document.querySelector('input[type=file][accept*=json]');
        const chosen = new DataTransfer();
        chosen.items.add(new File([arguments[0]], 'lanyard-tokens.json'));
        input.files = chosen.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(script, vec![text.into()]).await.map(drop)
}

#[test]
fn one_token_is_put_right_marked_and_forgotten() {
    on_tokens("one", async |page, stage| {
        // What cannot be is told beside its field, and nothing of what was typed is lost.
        page.link("Add known token").click().await?;
        page.heading("Add a known token").appears().await?;
        page.button("Add to the register").click().await?;
        page.text_contains("Say what the token is for.").await?;
        page.text_contains("Say whose it is.").await?;
        page.waits_for("the first wrong field has the keyboard", "return document.activeElement.id === 'token-name'")
            .await?;
        looks(page).await?;
        page.textbox("Name in Matomo").paste(PASTED).await?;
        page.text_contains("This looks like a token. None may stand here").await?;
        page.textbox("Name in Matomo").paste("Wall boards").await?;
        page.combobox("Owner").paste("nobody.here").await?;
        page.text_contains("Not among the people here.").await?;
        page.combobox("Owner").paste("W.ZHANG").await?;
        page.text_lacks("Not among the people here.").await?;
        day(page, "Made on", -3).await?;
        page.textbox("Token, may stay empty").paste(PASTED).await?;
        page.button("Add to the register").click().await?;
        page.text_contains("This day has not come yet.").await?;
        page.text_contains(&format!("Recognised by {FINGERPRINT}")).await?;
        assert_eq!(page.textbox("Token, may stay empty").value().await?, "");
        assert_eq!(page.textbox("Name in Matomo").value().await?, "Wall boards");
        page.leaks_none_of(&[PASTED]).await?;
        day(page, "Made on", 10).await?;
        page.button("Add to the register").click().await?;
        page.heading("Wall boards").appears().await?;
        page.text_contains("Owner w.zhang, view").await?;
        page.text_contains("10 of 365 days").await?;
        page.text_contains(&format!("Fingerprint {FINGERPRINT}")).await?;
        page.text_contains("Declared.").await?;
        looks(page).await?;

        page.button("Edit").click().await?;
        page.heading("Edit").appears().await?;
        page.textbox("Name in Matomo").fill("").await?;
        page.find(Role::TextBox, Name::Has("Purpose".into())).paste("Numbers on the wall").await?;
        day(page, "Ends on", 20).await?;
        page.button("Save").click().await?;
        page.text_contains("Say what the token is for.").await?;
        page.text_contains("It cannot end before it was made.").await?;
        page.axe().await?;
        page.picture().await?;
        assert_eq!(page.find(Role::TextBox, Name::Has("Purpose".into())).value().await?, "Numbers on the wall");
        page.textbox("Name in Matomo").fill("Wall boards, 2nd floor").await?;
        day(page, "Ends on", -5).await?;
        page.combobox("POST only").choose("Yes").await?;
        page.button("Save").click().await?;
        page.heading("Wall boards, 2nd floor").appears().await?;
        page.text_contains("Purpose Numbers on the wall").await?;
        page.text_contains("POST only Yes: refused in an address").await?;
        page.text_contains("Then it ends by itself.").await?;
        page.text_contains("Edited.").await?;

        page.button("Mark as emergency").click().await?;
        page.text_contains("to be replaced at once, whatever its age.").await?;
        counts(page, "1 due").await?;
        page.axe().await?;
        page.picture().await?;
        again(page, stage, "Wall boards, 2nd floor").await?;
        page.text_contains("Marked as an emergency: to be replaced at once.").await?;
        page.button("No emergency after all").click().await?;
        page.text_contains("Then it ends by itself.").await?;
        page.text_contains("The emergency was taken back.").await?;

        // The same token a second time is the first entry.
        page.find(Role::Navigation, "Main").find(Role::Link, "Tokens").click().await?;
        page.link("Add known token").click().await?;
        page.textbox("Name in Matomo").paste("Once more").await?;
        page.combobox("Owner").paste("w.zhang").await?;
        page.textbox("Token, may stay empty").paste(PASTED).await?;
        page.button("Add to the register").click().await?;
        page.text_contains("This token is in the register already").await?;
        page.axe().await?;
        page.picture().await?;
        page.leaks_none_of(&[PASTED]).await?;
        page.link("Wall boards, 2nd floor").click().await?;
        page.heading("Wall boards, 2nd floor").appears().await?;

        let address = page.address().await?;
        page.button("Forget").click().await?;
        page.dialog("Forget this token?").appears().await?;
        page.press(Key::Escape).await?;
        page.dialog("Forget this token?").disappears().await?;
        page.button("Forget").click().await?;
        page.button("Forget this entry").click().await?;
        page.heading("Tokens").appears().await?;
        page.open(&address).await?;
        door::come_back(page, &stage.token).await?;
        page.heading("No such token").appears().await?;
        looks(page).await?;
        page.link("All tokens").click().await?;
        page.heading("No token is known here yet").appears().await?;
        let wrote = stage.simulator(|sim| sim.calls().iter().filter(|call| call.wrote).count());
        assert_eq!(wrote, Some(0), "something was changed in Matomo");
        Ok(())
    });
}
