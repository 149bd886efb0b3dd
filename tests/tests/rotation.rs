//! Tokens are made and replaced: each step in Matomo and on the screen, whatever goes wrong in between, and no secret
//! is left anywhere. On the simulators, and on real Matomos.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use journeys::asker::Asker;
use journeys::browser::{Name, Page, Role, Trouble};
use journeys::door::{self, asked};
use journeys::http::Http;
use journeys::matomo_page;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, MadeSite};
use journeys::totp::{self, Device};
use matomo_api::methods::{AddUser, HasSuperUserAccess, NewAccess, SetUserAccess};
use matomo_api::{Email, Error, Login, Password, Role as Access};
use matomo_sim::{Config, Dialect};

const PASSWORD: &str = "Rotation-journey-1!";
const WRONG: &str = "Wr0ng-passw0rd!";
const UNREADABLE: [&str; 2] = ["index.php", "Access-Control-Allow-Origin"];

trait Story: AsyncFn(&Page, &Stage) -> Result<(), Trouble> + Copy {}
impl<F: AsyncFn(&Page, &Stage) -> Result<(), Trouble> + Copy> Story for F {}

fn on_simulators(name: &str, story: impl Story) {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, ..Config::default() };
        let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
        let journey = stage.journey(&format!("rotation-{name}-{}", dialect.version()));
        let journey = journey.expects_in_console(UNREADABLE[0]).expects_in_console(UNREADABLE[1]);
        journey.go(async |page| story(page, &stage).await);
    }
}

fn on_real_ones(name: &str, dialect: Dialect, story: impl Story) {
    for instance in real::matomos(dialect) {
        if !instance.is_own() {
            println!("NOT RUN: {name}: nobody looks into the database of {}", instance.name);
            continue;
        }
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        let journey = stage.journey(&format!("rotation-{name}-{}", instance.version));
        let journey = journey.expects_in_console(UNREADABLE[0]).expects_in_console(UNREADABLE[1]);
        // Matomo's first page after its installation puts all of its scripts together.
        let journey = if name == "own" { journey.elsewhere().patience(Duration::from_secs(60)) } else { journey };
        journey.go(async |page| story(page, &stage).await);
        instance.clear_lockout().unwrap();
    }
}

/// Each story on both simulators and on both real Matomos.
macro_rules! everywhere {
    ($($story:ident)*) => { $(mod $story {
        use super::*;

        #[test]
        fn on_simulators() {
            super::on_simulators(stringify!($story), super::$story);
        }

        #[test]
        fn on_a_real_5_3() {
            on_real_ones(stringify!($story), Dialect::V5_3, super::$story);
        }

        #[test]
        fn on_the_latest_matomo() {
            on_real_ones(stringify!($story), Dialect::V5_8, super::$story);
        }
    })* };
}

everywhere! { own service_by_password service_by_reset ends second_factor wrong_password resumes several still_alive fades }

/// The token that the console works with is replaced, to the end: the old one is deleted in Matomo's own page.
async fn own(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let old = token(stage, &stage.login, &stage.password, "console of the journey");
    page.open(&stage.console).await?;
    page.textbox("Matomo address").fill(&stage.matomo).await?;
    page.textbox("API token").paste(&old).await?;
    page.find(Role::Checkbox, Name::Has("Keep for this tab".into())).click().await?;
    page.button("Connect").click().await?;
    door::is_read(page).await?;

    new_token(page).await?;
    page.button("Rotate this session’s token").click().await?;
    page.heading("Make the new token").appears().await?;
    looks_good(page).await?;
    page.textbox("Description").fill("console of the journey, next").await?;
    page.textbox("Your Matomo password").fill(&stage.password).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let new = shown(page, "token", "New token").await?;
    assert!(works(stage, &new) && works(stage, &old) && new != old);
    looks_good(page).await?;

    let before = asked(page, &stage.matomo).await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    page.text_contains("Works, may do the same").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 2, "one request as each");
    page.text_contains("This console works with the old token").await?;
    looks_good(page).await?;
    page.button("Go on with the new token").click().await?;
    page.text_contains("This console works with the new token since").await?;
    door::is_read(page).await?;
    looks_good(page).await?;
    page.button("Next").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.text_contains(&format!("Sign in to Matomo as {}.", stage.login)).await?;
    let link = page.find(Role::Link, Name::Has("Open token page in Matomo".into()));
    let page_of_matomo = format!("{}index.php?module=UsersManager&action=userSecurity", stage.matomo);
    assert_eq!(link.attribute("href").await?.as_deref(), Some(page_of_matomo.as_str()));
    looks_good(page).await?;
    let address = page.address().await?;

    // The page is left, and with it what it held.
    match stage.instance() {
        Some(_) => {
            matomo_page::revoke_token(page, &stage.matomo, &stage.login, &stage.password, "console of the journey")
                .await?;
        }
        None => {
            page.open("about:blank").await?;
            assert_eq!(stage.simulator(|sim| sim.revoke_token(&old)), Some(true));
        }
    }
    assert!(!works(stage, &old) && works(stage, &new));

    page.open(&address).await?;
    door::is_read(page).await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.button("It is revoked").click().await?;
    page.heading("Prove that the old token is dead").appears().await?;
    looks_good(page).await?;
    page.textbox("Old token").paste(&new).await?;
    page.button("Check the old token").click().await?;
    page.text_contains("This is another token: its fingerprint is").await?;
    page.textbox("Old token").paste(&old).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Check the old token").click().await?;
    page.heading("Record").appears().await?;
    page.text_contains("The old token is dead, and the new one in its place").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 2, "the old one once, and this session’s");
    looks_good(page).await?;
    page.link("The old token").click().await?;
    page.text_contains("Proven dead").await?;
    assert!(!works(stage, &old) && works(stage, &new));
    // What is kept for this tab is the token, as was asked for.
    page.button("Lock").click().await?;
    page.find(Role::Heading, Name::Has("Locked at".into())).appears().await?;
    page.leaks_none_of(&[&old, &new, &stage.password]).await
}

/// A service's token is made with its password, and replaced; its owner revokes it.
async fn service_by_password(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let [site] = steps::make_sites(stage, ["rot Alpine"])?;
    account(stage, "svc.rot", &[(&site, Access::View)]);
    steps::connect(page, stage).await?;
    new_token(page).await?;
    page.combobox("For whom").choose("svc.rot").await?;
    page.textbox("Description").fill("nightly & co").await?;
    page.text_contains("16 of 100 characters, as Matomo counts them").await?;
    page.textbox("Purpose optional").fill("Figures for the warehouse").await?;
    page.textbox("Systems optional").fill("etl-02\nboards").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.text_contains("One call to Matomo, without a token: it makes a token of svc.rot").await?;
    looks_good(page).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Make token").click().await?;
    page.heading("The token is made").appears().await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1);
    let first = shown(page, "token", "New token").await?;
    looks_good(page).await?;
    page.button("Test it now").click().await?;
    page.text_contains("It may do just what is known of svc.rot.").await?;
    looks_good(page).await?;
    page.link("Done").click().await?;
    page.heading("nightly & co").appears().await?;
    page.leaks_none_of(&[&first, PASSWORD, &stage.token]).await?;

    page.link("Rotate").click().await?;
    page.heading("Make the new token").appears().await?;
    assert_eq!(page.textbox("Systems optional").value().await?, "etl-02\nboards");
    assert!(page.textbox("Description").value().await?.starts_with("nightly & co 20"));
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let second = shown(page, "token", "New token").await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    page.checkbox("etl-02").click().await?;
    assert_eq!(page.button("Next").attribute("aria-disabled").await?.as_deref(), Some("true"));
    page.checkbox("boards").click().await?;
    page.text_contains(&format!("UTC, {}", stage.login)).await?;
    looks_good(page).await?;
    page.button("Next").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.text_contains("The token belongs to svc.rot.").await?;
    page.text_contains("the token “nightly & co” of svc.rot has been replaced").await?;
    let mail = page.link("Mail instructions").attribute("href").await?.unwrap();
    assert!(mail.starts_with("mailto:svc.rot@example.org?subject=Please%20delete"), "{mail}");
    looks_good(page).await?;
    revoke(stage, "svc.rot", "nightly & co", &first);
    page.button("It is revoked").click().await?;
    page.textbox("Old token").paste(&first).await?;
    page.button("Check the old token").click().await?;
    page.text_contains("The old token is dead, and the new one in its place").await?;
    page.text_contains("etl-02").await?;
    assert!(!works(stage, &first) && works(stage, &second));
    page.leaks_none_of(&[&first, &second, PASSWORD, &stage.token]).await
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
    new_token(page).await?;
    page.combobox("For whom").choose("svc.rot").await?;
    page.text_contains("This account uses a second factor.").await?;
    page.textbox("Description").fill("with a code").await?;
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
    new_token(page).await?;
    page.combobox("For whom").choose("svc.rot").await?;
    page.textbox("Description").fill("never made").await?;
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

/// At every step the page is loaded again; a new token that is lost is replaced by another.
async fn resumes(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    let old = old_of(page, stage, "svc.rot", "resumed").await?;
    page.link("Rotate").click().await?;
    page.heading("Make the new token").appears().await?;
    again(page, stage, "Make the new token").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let lost = shown(page, "token", "New token").await?;

    again(page, stage, "Test the new token").await?;
    page.text_contains("It is not in memory any more.").await?;
    looks_good(page).await?;
    page.find(Role::Disclosure, "The new token is lost").click().await?;
    page.button("Make another").click().await?;
    page.heading("Make the new token").appears().await?;
    page.textbox("Description").fill("resumed, another").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let new = shown(page, "token", "New token").await?;

    again(page, stage, "Test the new token").await?;
    page.textbox("New token").paste(&new).await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    again(page, stage, "Revoke the old token in Matomo").await?;
    page.text_contains("Works, may do the same").await?;
    page.button("It is revoked").click().await?;
    page.heading("Prove that the old token is dead").appears().await?;
    again(page, stage, "Prove that the old token is dead").await?;
    page.button("Back to revoking").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.find(Role::Disclosure, "End without proof").click().await?;
    page.button("End without proof").click().await?;
    page.text_contains("Say why, for whoever reads the register later.").await?;
    page.textbox("Why without proof").fill("The account is gone next week").await?;
    page.button("End without proof").click().await?;
    page.heading("Record").appears().await?;
    page.text_contains("Ended without proof: The account is gone next week").await?;
    looks_good(page).await?;
    again(page, stage, "Record").await?;
    // Never more than was proven.
    page.link("The old token").click().await?;
    page.heading("resumed").appears().await?;
    page.text_contains("That it is refused was not seen yet.").await?;
    assert!(works(stage, &old) && works(stage, &lost) && works(stage, &new));
    page.leaks_none_of(&[&old, &lost, &new, PASSWORD, &stage.token]).await
}

/// Three at once, one with a wrong password: it stops there, and goes on when somebody says so.
async fn several(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let logins = ["svc.one", "svc.three", "svc.two"];
    for login in logins {
        account(stage, login, &[]);
    }
    steps::connect(page, stage).await?;
    let mut olds = Vec::new();
    for login in logins {
        olds.push(made_for(page, login, &format!("of {login}")).await?);
    }
    let ids = page.run_async(IDS, vec![]).await?;
    let ids: Vec<String> = serde_json::from_value(ids).unwrap();
    assert_eq!(ids.len(), 3);
    let query: Vec<String> = ids.iter().map(|id| format!("id={id}")).collect();
    let address = format!("{}tokens/rotate/?{}", stage.console, query.join("&"));
    page.open(&address).await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Rotate 3 tokens").appears().await?;
    page.textbox("Password of svc.one").fill(PASSWORD).await?;
    page.textbox("Password of svc.three").fill(WRONG).await?;
    page.checkbox("Set svc.two a new password").click().await?;
    page.textbox("Your own Matomo password").fill(&stage.password).await?;
    page.checkbox("I know what else uses it").click().await?;
    looks_good(page).await?;
    page.button("Make 3 tokens").click().await?;
    page.text_contains("Matomo says that the password is wrong").await?;
    page.text_contains("At most 19 tries left").await?;
    looks_good(page).await?;
    page.button("Make 2 tokens").appears().await?;
    page.text_contains("Stopped at svc.three").await?;
    page.text_contains("Nothing was sent for the 1 after it.").await?;
    assert_eq!((tokens_of(stage, "svc.one"), tokens_of(stage, "svc.three"), tokens_of(stage, "svc.two")), (2, 1, 1));

    // The other goes on without it.
    page.checkbox("Leave svc.three out").click().await?;
    page.textbox("Your own Matomo password").fill(&stage.password).await?;
    page.button("Make 1 token").click().await?;
    page.text_contains("All are made").await?;
    looks_good(page).await?;
    let text = page.text().await?;
    assert_eq!(text.matches("tried: may do the same").count(), 2, "{text}");
    assert_eq!((tokens_of(stage, "svc.one"), tokens_of(stage, "svc.three"), tokens_of(stage, "svc.two")), (2, 1, 2));
    assert!(try_token(stage, "svc.two", PASSWORD, "x").is_none(), "the old password works on");
    page.leaks_none_of(&[WRONG, PASSWORD, &stage.password, &stage.token]).await?;

    // What was made is made, after a reload too.
    page.open(&address).await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Rotate 3 tokens").appears().await?;
    page.button("Make 1 token").appears().await?;
    page.find(Role::Link, Name::Has("Go on with of svc.one".into())).click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    let secrets: Vec<&str> = olds.iter().map(String::as_str).chain([WRONG, PASSWORD, stage.token.as_str()]).collect();
    page.leaks_none_of(&secrets).await
}

/// Whoever looks before it is revoked is told that it lives.
async fn still_alive(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    let old = old_of(page, stage, "svc.rot", "still there").await?;
    page.link("Rotate").click().await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    page.button("Next").click().await?;
    page.button("It is revoked").click().await?;
    page.textbox("Old token").paste(&old).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Check the old token").click().await?;
    page.text_contains("The old token still answers").await?;
    page.text_contains("UTC, one request.").await?;
    page.text_lacks("tries left").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1);
    looks_good(page).await?;
    page.button("Back to revoking").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    revoke(stage, "svc.rot", "still there", &old);
    page.button("It is revoked").click().await?;
    // It is in memory still.
    page.button("Check the old token").click().await?;
    page.heading("Record").appears().await?;
    page.text_contains("The old token is dead").await?;
    page.leaks_none_of(&[&old, PASSWORD, &stage.token]).await
}

/// After a minute a token is gone from the page.
async fn fades(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    steps::connect(page, stage).await?;
    new_token(page).await?;
    page.combobox("For whom").choose("svc.rot").await?;
    page.textbox("Description").fill("soon gone").await?;
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

/// The ids of all entries of the register, by their names.
const IDS: &str = "const done = arguments[arguments.length - 1];
    const opening = indexedDB.open('lanyard');
    opening.onsuccess = () => {
        const store = opening.result.transaction('work').objectStore('work');
        const [keys, records] = [store.getAllKeys(), store.getAll()];
        records.onsuccess = () => {
            const own = keys.result.map((key, at) => [key, records.result[at]]).filter(([key]) => key.startsWith('token/'));
            own.sort((a, b) => JSON.parse(a[1]).name < JSON.parse(b[1]).name ? -1 : 1);
            opening.result.close();
            done(own.map(([key]) => key.split('#').pop()));
        };
    };";

/// Lets the page's clock be so many seconds ahead.
async fn hurry(page: &Page, seconds: u32) -> Result<(), Trouble> {
    const AHEAD: &str = "const [real, by] = [Date.now, arguments[0] * 1000]; Date.now = () => real() + by;";
    page.run(AHEAD, vec![seconds.into()]).await.map(drop)
}

async fn new_token(page: &Page) -> Result<(), Trouble> {
    let main = page.find(Role::Navigation, "Main");
    main.find(Role::Link, Name::Has("Tokens".into())).click().await?;
    page.link("New token").click().await?;
    page.heading("Make a token").appears().await
}

/// Gives the password and presses, and says which token came.
async fn make(page: &Page, login: &str) -> Result<String, Trouble> {
    page.textbox(&format!("Password of {login}")).fill(PASSWORD).await?;
    page.button("Make token").click().await?;
    page.heading("The token is made").appears().await?;
    shown(page, "token", "New token").await
}

/// Makes a token that stands in the register from then on, and leaves it.
async fn made_for(page: &Page, login: &str, name: &str) -> Result<String, Trouble> {
    new_token(page).await?;
    page.combobox("For whom").choose(login).await?;
    page.textbox("Description").fill(name).await?;
    let made = make(page, login).await?;
    page.link("Done").click().await?;
    page.heading(name).appears().await?;
    Ok(made)
}

/// Connects, and leaves the page of a token that was made there.
async fn old_of(page: &Page, stage: &Stage, login: &str, name: &str) -> Result<String, Trouble> {
    steps::connect(page, stage).await?;
    made_for(page, login, name).await
}

/// Reads a secret that is masked, and masks it again.
async fn shown(page: &Page, short: &str, name: &str) -> Result<String, Trouble> {
    page.button(&format!("Show {short}")).click().await?;
    page.button(&format!("Hide {short}")).appears().await?;
    let secret = page.find(Role::Status, name).text().await?;
    page.button(&format!("Hide {short}")).click().await?;
    assert_eq!(secret.len(), 32, "{secret}");
    Ok(secret)
}

/// Loads the page again, comes back in, and is at that step.
async fn again(page: &Page, stage: &Stage, heading: &str) -> Result<(), Trouble> {
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.heading(heading).appears().await
}

/// In both schemes and on a telephone.
async fn looks_good(page: &Page) -> Result<(), Trouble> {
    page.axe().await?;
    page.picture().await?;
    page.resize(390, 844).await?;
    page.axe().await?;
    page.picture().await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().unwrap() <= 0, "{wide} px too wide");
    page.resize(1280, 900).await
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

fn stage_is(stage: &Stage, dialect: Dialect) -> bool {
    match stage.instance() {
        Some(instance) => instance.version.starts_with("5.3") == (dialect == Dialect::V5_3),
        None => stage.simulator(|sim| sim.config().dialect) == Some(dialect),
    }
}

/// When a token of that description ends, and whether it works in a body only, as Matomo keeps it.
fn kept(stage: &Stage, name: &str) -> (Option<u64>, bool) {
    match stage.instance() {
        Some(instance) => {
            let secure = if stage_is(stage, Dialect::V5_3) { "0" } else { "secure_only" };
            let select = format!(
                "select timestampdiff(second, '1970-01-01', date_expired), {secure} from matomo_user_token_auth
                where description = '{name}'"
            );
            let rows = instance.sql(&select).unwrap();
            let [row] = &rows[..] else { panic!("{rows:?}") };
            (row[0].parse().ok(), row[1] == "1")
        }
        None => {
            let tokens = stage.simulator(|sim| sim.tokens()).unwrap();
            let token = tokens.iter().find(|token| token.description == name).unwrap();
            (token.expires.map(i64::cast_unsigned), token.secure_only)
        }
    }
}

/// How many tokens an account has in Matomo.
fn tokens_of(stage: &Stage, login: &str) -> usize {
    match stage.instance() {
        Some(instance) => {
            let select = format!("select count(*) from matomo_user_token_auth where login = '{login}'");
            instance.sql(&select).unwrap()[0][0].parse().unwrap()
        }
        None => stage.simulator(|sim| sim.tokens()).unwrap().iter().filter(|token| token.login == login).count(),
    }
}

/// Deletes a token behind Matomo's back, where its page is not what the journey is about.
fn revoke(stage: &Stage, login: &str, name: &str, secret: &str) {
    match stage.instance() {
        Some(instance) => {
            let name = name.replace('&', "&amp;");
            let delete = format!(
                "delete from matomo_user_token_auth where login = '{login}' and description in ('{name}', '{}')",
                name.replace("&amp;", "&")
            );
            instance.sql(&delete).map(drop).unwrap();
        }
        None => assert_eq!(stage.simulator(|sim| sim.revoke_token(secret)), Some(true)),
    }
    assert!(!works(stage, secret), "the old one works on");
}

/// Whether Matomo answers to a token.
fn works(stage: &Stage, token: &str) -> bool {
    match Asker::new(&stage.matomo, token).unwrap().ask(&HasSuperUserAccess) {
        Ok(_) => true,
        Err(Error::RefusedToken) => false,
        Err(other) => panic!("{other}"),
    }
}

fn account(stage: &Stage, login: &str, access: &[(&MadeSite, Access)]) {
    let asker = stage.asker().unwrap();
    let add = AddUser {
        login: Login::reported(login),
        password: Password::new(PASSWORD),
        email: Email::parse(&format!("{login}@example.org")).unwrap(),
        initial_site: None,
    };
    asker.ask(&add).unwrap();
    for (site, role) in access {
        let give = SetUserAccess {
            login: Login::reported(login),
            access: NewAccess::Role(*role, vec![]),
            sites: vec![site.id],
        };
        asker.ask(&give).unwrap();
    }
}

/// A token made past the console.
fn token(stage: &Stage, login: &str, password: &str, name: &str) -> String {
    try_token(stage, login, password, name).unwrap_or_else(|| panic!("no token of {login}"))
}

fn try_token(stage: &Stage, login: &str, password: &str, name: &str) -> Option<String> {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("userLogin", login), ("passwordConfirmation", password), ("description", name)])
        .finish();
    let address =
        format!("{}index.php?module=API&method=UsersManager.createAppSpecificTokenAuth&format=json", stage.matomo);
    let said: serde_json::Value =
        serde_json::from_str(&Http::default().post(&address, &[], &form).unwrap().body).unwrap();
    said["value"].as_str().map(str::to_owned)
}
