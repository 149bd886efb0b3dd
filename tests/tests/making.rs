//! Tokens are made: by whose password, until when, with which code; shown for a minute, and then gone. On a
//! simulator, and on real Matomos.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Role, Trouble, text_of};
use journeys::door::asked;
use journeys::stage::{Stage, dist};
use journeys::steps;
use journeys::tokens::*;
use journeys::totp::{self, Device};
use matomo_sim::{Config, Dialect, Fault, FaultKind};

journeys::everywhere! { "making", elsewhere: false, slip service_by_reset ends second_factor wrong_password fades }

/// On paper, once, and on no other page.
async fn slip(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    steps::connect(page, stage).await?;
    new_token_for(page, "svc.rot", "on paper").await?;
    let new = make(page, "svc.rot").await?;
    page.radio("Deutsch").click().await?;
    page.button("Slip with the token").click().await?;
    let dialog = page.dialog("Slip with the token");
    dialog.appears().await?;
    page.leaks_none_of(&[&new]).await?;
    dialog.find(Role::Button, "Show slip").click().await?;
    page.text_contains("Nur für on paper").await?;
    page.axe().await?;
    page.picture().await?;
    let paper = text_of(&page.print_in_own_size().await?)?;
    assert_eq!(paper.matches(&new).count(), 1, "{paper}");
    for other in ["svc.rot", "http", PASSWORD, stage.token.as_str()] {
        assert!(!paper.contains(other), "{other} is on: {paper}");
    }
    dialog.find(Role::Button, "Done, close it").click().await?;
    page.text_contains("The slip was shown, and is gone.").await?;
    page.leaks_none_of(&[&new, PASSWORD, &stage.token]).await
}

/// Nobody knows what became of it: that is said, and nothing is sent again.
#[test]
fn a_lost_answer_is_told() {
    let stage = Stage::simulated(&dist().unwrap(), "/console/", Config::default()).unwrap();
    let journey = stage.journey("making-lost").expects_in_console("index.php");
    journey.go(async |page| {
        account(&stage, "svc.rot", &[]);
        steps::connect(page, &stage).await?;
        new_token_for(page, "svc.rot", "who knows").await?;
        page.textbox("Password of svc.rot").fill(PASSWORD).await?;
        stage.simulator(|sim| {
            sim.faults().add(Fault::new(FaultKind::DropMidway).on("UsersManager.createAppSpecificTokenAuth"))
        });
        page.button("Make token").click().await?;
        page.text_contains("No answer came: a token may have been made").await?;
        page.text_contains("If there is one, svc.rot sees it as “who knows” in Matomo").await?;
        looks_good(page).await?;
        page.text_lacks("tries left").await?;
        assert_eq!(tokens_of(&stage, "svc.rot"), 1);
        assert_eq!(page.textbox("Password of svc.rot").value().await?, "");
        page.leaks_none_of(&[PASSWORD, &stage.token]).await
    });
}

/// Nobody knows a service's password: it gets a new one first.
async fn service_by_reset(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    let alive = token(stage, "svc.rot", PASSWORD, "made before");
    steps::connect(page, stage).await?;
    new_token(page).await?;
    page.combobox("For whom").choose("svc.rot").await?;
    page.find(Role::Radio, Name::Has("Set it a new password first".into())).click().await?;
    page.text_contains("The password of svc.rot changes for everybody who uses it").await?;
    page.textbox("Description").fill("after a reset").await?;
    page.button("Make token").click().await?;
    page.text_contains("Matomo wants your own password for setting a new one.").await?;
    page.text_contains("Find out first: whatever uses the old password stops to work.").await?;
    looks_good(page).await?;

    // The caller's own password is wrong: nothing has changed.
    page.checkbox("I know what else uses it").click().await?;
    page.textbox("Your own Matomo password").fill(WRONG).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Make token").click().await?;
    page.text_contains("Matomo says that your own password is wrong").await?;
    page.text_contains("At most 19 tries left").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1);
    assert_eq!(page.textbox("Your own Matomo password").value().await?, "");
    assert_eq!(page.textbox("Description").value().await?, "after a reset");
    page.textbox("Your own Matomo password").fill(&stage.password).await?;
    page.button("Make token").click().await?;
    page.heading("The token is made").appears().await?;
    looks_good(page).await?;
    let new = shown(page, "token", "New token").await?;
    page.button("Show new password of svc.rot").click().await?;
    page.button("Hide new password of svc.rot").appears().await?;
    let password = page.find(Role::Status, "New password of svc.rot").text().await?;
    page.button("Hide new password of svc.rot").click().await?;
    assert_eq!(password.len(), 16);
    assert!(works(stage, &new) && works(stage, &alive), "a new password deletes no token");
    assert!(try_token(stage, "svc.rot", PASSWORD, "x").is_none(), "the old password works on");
    assert!(try_token(stage, "svc.rot", &password, "x").is_some(), "the new password does not work");
    page.link("Done").click().await?;
    page.heading("after a reset").appears().await?;
    page.leaks_none_of(&[&new, &password, PASSWORD, WRONG, &stage.password, &stage.token]).await
}

/// By date, by hours, never: as Matomo has it.
async fn ends(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    steps::connect(page, stage).await?;
    new_token(page).await?;
    page.combobox("For whom").choose("svc.rot").await?;
    let day = date_after(page, 30).await?;
    // Not in the past, and not beyond the policy without a word.
    for (days, said) in [(0, "choose a later one"), (400, "this one would live 400")] {
        set_day(page, &date_after(page, days).await?).await?;
        page.button("Make token").click().await?;
        page.text_contains(said).await?;
    }
    looks_good(page).await?;
    set_day(page, &day).await?;
    page.textbox("Description").fill("by day").await?;
    let first = make(page, "svc.rot").await?;
    let (ends, secure) = kept(stage, "by day");
    assert_eq!(ends, Some(totp::now() / 86_400 * 86_400 + 30 * 86_400));
    assert!(!secure || stage_is(stage, Dialect::V5_8), "5.3 ignores POST only");
    assert!(secure || stage_is(stage, Dialect::V5_3));
    page.text_contains(if secure {
        "Works in the body of a request only"
    } else {
        "this version of Matomo may ignore it"
    })
    .await?;

    page.button("Make another token").click().await?;
    page.combobox("For whom").choose("svc.rot").await?;
    page.radio("After hours").click().await?;
    page.find(Role::SpinButton, "Hours").fill("8761").await?;
    page.textbox("Description").fill("by hours").await?;
    page.button("Make token").click().await?;
    page.text_contains("A whole number from 1 to 8760").await?;
    page.find(Role::SpinButton, "Hours").fill("36").await?;
    let second = make(page, "svc.rot").await?;
    let lives = kept(stage, "by hours").0.unwrap() - totp::now();
    assert!((36 * 3600 - 120..=36 * 3600).contains(&lives), "{lives} s");

    page.button("Make another token").click().await?;
    page.combobox("For whom").choose("svc.rot").await?;
    page.radio("Never").click().await?;
    page.text_contains("Then it works until somebody deletes it.").await?;
    page.checkbox("POST only").click().await?;
    page.textbox("Description").fill("for ever").await?;
    let third = make(page, "svc.rot").await?;
    assert_eq!(kept(stage, "for ever"), (None, false));
    page.text_contains("End Never").await?;
    page.link("Done").click().await?;
    page.heading("for ever").appears().await?;
    page.leaks_none_of(&[&first, &second, &third, PASSWORD, &stage.token]).await
}

/// The code is asked for first. A wrong one leaves a token that nobody knows, and that is told.
async fn second_factor(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    let mut device = Device::set_up(stage, "svc.rot")?;
    steps::connect(page, stage).await?;
    new_token_for(page, "svc.rot", "with a code").await?;
    page.text_contains("This account uses a second factor.").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Make token").click().await?;
    page.text_contains("Without the code Matomo makes a token that nobody knows.").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before, "it was sent without a code");
    page.textbox("Two-factor code").fill("000000").await?;
    page.button("Make token").click().await?;
    page.text_contains("The two-factor code was wrong").await?;
    page.text_contains("Matomo has made a token all the same, and told it nobody.").await?;
    page.text_contains("svc.rot sees it as “with a code” in Matomo").await?;
    page.text_lacks("tries left").await?;
    looks_good(page).await?;
    assert_eq!(tokens_of(stage, "svc.rot"), 1, "the one that nobody knows");
    assert_eq!(page.textbox("Description").value().await?, "with a code");
    assert_eq!(page.textbox("Password of svc.rot").value().await?, "");
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    let code = device.code().await;
    page.textbox("Two-factor code").fill(&code).await?;
    page.button("Make token").click().await?;
    page.heading("The token is made").appears().await?;
    let new = shown(page, "token", "New token").await?;
    assert!(works(stage, &new));
    page.leaks_none_of(&[PASSWORD, &code, &stage.token]).await?;
    page.link("Done").click().await?;
    page.heading("with a code").appears().await?;
    page.leaks_none_of(&[&new, PASSWORD, &code, &stage.token]).await
}

/// One request, counted, and nothing by itself.
async fn wrong_password(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    steps::connect(page, stage).await?;
    new_token_for(page, "svc.rot", "never made").await?;
    page.textbox("Password of svc.rot").fill(WRONG).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Make token").click().await?;
    page.text_contains("Matomo says that the password is wrong").await?;
    page.text_contains("At most 19 tries left before Matomo locks this address out").await?;
    looks_good(page).await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1);
    let field = page.textbox("Password of svc.rot");
    assert_eq!(
        (field.value().await?, field.attribute("aria-invalid").await?.as_deref()),
        (String::new(), Some("true"))
    );
    assert!(field.has_focus().await?);
    assert_eq!(page.textbox("Description").value().await?, "never made");
    // Without a password nothing is sent.
    page.button("Make token").click().await?;
    page.text_contains("Matomo makes a token only for whoever has the password.").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1);
    assert_eq!(tokens_of(stage, "svc.rot"), 0);
    page.leaks_none_of(&[WRONG, &stage.token]).await
}

/// After a minute a token is gone from the page.
async fn fades(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    steps::connect(page, stage).await?;
    new_token_for(page, "svc.rot", "soon gone").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make token").click().await?;
    page.heading("The token is made").appears().await?;
    page.text_contains("Cleared from this page in").await?;
    page.button("Show token").click().await?;
    page.button("Hide token").appears().await?;
    let new = page.find(Role::Status, "New token").text().await?;
    assert!(works(stage, &new));
    hurry(page, 50).await?;
    page.waits_for("less than 15 s are left", LEFT).await?;
    page.button("Keep it 60 seconds more").click().await?;
    page.text_contains(" s Keep it 60 seconds more").await?;
    hurry(page, 61).await?;
    page.text_contains("The token is not on this page any more").await?;
    page.button("Keep it 60 seconds more").disappears().await?;
    page.button("Test it now").disappears().await?;
    looks_good(page).await?;
    page.leaks_none_of(&[&new, PASSWORD, &stage.token]).await
}

const LEFT: &str = "const left = document.body.innerText.match(/Cleared from this page in (\\d+) s/);
    return !!left && Number(left[1]) < 15";

/// Lets the page's clock be so many seconds ahead.
async fn hurry(page: &Page, seconds: u32) -> Result<(), Trouble> {
    const AHEAD: &str = "const [real, by] = [Date.now, arguments[0] * 1000]; Date.now = () => real() + by;";
    page.run(AHEAD, vec![seconds.into()]).await.map(drop)
}

async fn set_day(page: &Page, day: &str) -> Result<(), Trouble> {
    const SET: &str = "const field = document.querySelector('input[type=date]');
        field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));";
    page.run(SET, vec![day.into()]).await.map(drop)
}

/// `YYYY-MM-DD`, so many days after today (UTC).
async fn date_after(page: &Page, days: u32) -> Result<String, Trouble> {
    const DAY: &str = "return new Date(Date.now() + arguments[0] * 864e5).toISOString().slice(0, 10)";
    Ok(page.run(DAY, vec![days.into()]).await?.as_str().unwrap().to_owned())
}
