//! Coming in with login and password: one try makes one token, every refusal is told apart, and no secret is kept.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Role, Trouble};
use journeys::door::{HEADING, asked, is_read, press_connect_as};
use journeys::http::Http;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps;
use journeys::totp::{self, Device};
use matomo_sim::{Config, Dialect, Fault, FaultKind};

const ADMIN: &str = "pw.keeper";
const READER: &str = "pw.reader";
const PASSWORD: &str = "Passw0rd-journey!";
const WRONG: &str = "Wr0ng-passw0rd!";
const WITH_PASSWORD: &str = "With login and password";

trait Story: AsyncFn(&Page, &Stage) -> Result<(), Trouble> + Copy {}
impl<F: AsyncFn(&Page, &Stage) -> Result<(), Trouble> + Copy> Story for F {}

fn on_simulators(name: &str, story: impl Story) {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let stage = simulated(Config { dialect, ..Config::default() });
        journey(&stage, &format!("password-{name}-{}", dialect.version()), story);
    }
}

fn on_real_ones(name: &str, dialect: Dialect, story: impl Story) {
    for instance in real::matomos(dialect) {
        if !instance.is_own() {
            println!("NOT RUN: {name}: no second factor and no lock-out of {} can be seen to", instance.name);
            continue;
        }
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        let _forgets = Forgets(&stage);
        journey(&stage, &format!("password-{name}-{}", instance.version), story);
    }
}

fn simulated(config: Config) -> Stage {
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

fn journey(stage: &Stage, name: &str, story: impl Story) {
    // Chromium notes the answer to a code that is missing or wrong.
    let journey = stage.journey(name).expects_in_console("401 (Unauthorized)");
    journey.go(async |page| story(page, stage).await);
}

/// Lifts a lock-out that a journey made, also if it failed.
struct Forgets<'s>(&'s Stage);

impl Drop for Forgets<'_> {
    fn drop(&mut self) {
        if let Some(instance) = self.0.instance() {
            instance.clear_lockout().unwrap_or_else(|why| println!("the lock-out was not lifted: {why}"));
        }
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

everywhere! { super_user site_admin second_factor wrong_password locked_out no_rights second_factor_demanded }

/// By keyboard alone; then over a reload, the lock and back.
async fn super_user(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let sites = steps::make_sites(stage, ["pw Alpine"])?;
    page.open(&stage.console).await?;
    page.textbox("Matomo address").fill(&stage.matomo).await?;
    page.press(Key::Tab).await?;
    assert!(page.radio("With a token").has_focus().await? && page.radio("With a token").is_on().await?);
    page.press(Key::Right).await?;
    assert!(page.radio(WITH_PASSWORD).is_on().await?);
    page.textbox("API token").disappears().await?;
    page.press(Key::Tab).await?;
    assert!(page.textbox("Login").has_focus().await?);
    page.textbox("Login").fill(&stage.login).await?;
    page.press(Key::Tab).await?;
    assert!(page.textbox("Password").has_focus().await?);
    page.textbox("Password").fill(&stage.password).await?;
    page.press(Key::Enter).await?;
    is_read(page).await?;
    page.heading("People").appears().await?;
    page.text_contains("as super user").await?;
    is_clean(page, stage, &[&stage.password]).await?;
    made(stage, &stage.login, 1)?;

    // It works with what was made, and says until when.
    page.link("Sites").click().await?;
    page.text_contains(sites[0].name).await?;
    connection_says_when_it_ends(page).await?;
    page.axe().await?;
    page.picture().await?;

    // Locked, the password opens it again, with another token.
    page.button("Lock").click().await?;
    page.find(Role::Heading, Name::Has("Locked at ".into())).appears().await?;
    assert_eq!(page.textbox("Login").value().await?, stage.login);
    page.axe().await?;
    page.picture().await?;
    page.textbox("Password").fill(WRONG).await?;
    page.press(Key::Enter).await?;
    page.text_contains("Matomo refused login or password").await?;
    page.text_contains("Password refused. At most 19 tries left in this hour").await?;
    assert_eq!(page.textbox("Password").value().await?, "");
    page.picture().await?;
    page.textbox("Password").fill(&stage.password).await?;
    page.press(Key::Enter).await?;
    is_read(page).await?;
    connection_says_when_it_ends(page).await?;
    made(stage, &stage.login, 2)?;

    // Kept for the tab, a reload makes no other one.
    page.button("Disconnect").click().await?;
    page.heading(HEADING).appears().await?;
    page.checkbox("Keep for this tab").click().await?;
    page.textbox("Password").paste(&stage.password).await?;
    page.button("Connect").click().await?;
    is_read(page).await?;
    page.reload().await?;
    is_read(page).await?;
    connection_says_when_it_ends(page).await?;
    made(stage, &stage.login, 3)?;
    page.leaks_none_of(&[&stage.password, WRONG]).await?;
    page.button("Disconnect").click().await?;
    page.heading(HEADING).appears().await?;
    is_clean(page, stage, &[&stage.password, WRONG]).await
}

async fn site_admin(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let [mine, other] = steps::make_sites(stage, ["pw Alpine", "pw Bergen"])?;
    account(stage, ADMIN, &[("admin", &mine), ("view", &other)]);
    page.open(&stage.console).await?;
    press_connect_as(page, &stage.matomo, &format!("{ADMIN}@example.org"), (PASSWORD, "")).await?;
    is_read(page).await?;
    page.text_contains("as site admin").await?;
    made(stage, ADMIN, 1)?;
    page.link("Sites").click().await?;
    page.text_contains(mine.name).await?;
    connection_says_when_it_ends(page).await?;
    page.text_contains(&format!("Whose {ADMIN}")).await?;
    is_clean(page, stage, &[PASSWORD]).await
}

async fn second_factor(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let [mine] = steps::make_sites(stage, ["pw Alpine"])?;
    account(stage, ADMIN, &[("admin", &mine)]);
    let mut device = Device::set_up(stage, ADMIN)?;
    page.open(&stage.console).await?;
    page.radio(WITH_PASSWORD).click().await?;
    let help = page.textbox("Two-factor code optional").description().await?;
    assert!(help.contains("without it Matomo refuses, and leaves a token behind that nobody knows"), "{help}");

    press_connect_as(page, &stage.matomo, ADMIN, (PASSWORD, "")).await?;
    page.heading("This account uses a two-factor code").appears().await?;
    page.text_contains("It made a token all the same, which nobody knows. That ends in 8 hours").await?;
    secrets_are_dropped(page, ADMIN).await?;
    page.axe().await?;
    page.picture().await?;
    made(stage, ADMIN, 1)?;

    let wrong = "000000";
    press_connect_as(page, &stage.matomo, ADMIN, (PASSWORD, wrong)).await?;
    page.heading("Matomo refused the two-factor code").appears().await?;
    page.text_contains("It made a token all the same, which nobody knows. That ends in 8 hours").await?;
    page.text_lacks("tries left in this hour").await?;
    secrets_are_dropped(page, ADMIN).await?;
    page.picture().await?;
    made(stage, ADMIN, 2)?;

    let code = device.code().await;
    // As devices show it.
    let shown = format!("{} {}", &code[..3], &code[3..]);
    press_connect_as(page, &stage.matomo, ADMIN, (PASSWORD, &shown)).await?;
    is_read(page).await?;
    made(stage, ADMIN, 3)?;
    page.button("Lock").click().await?;
    page.find(Role::Heading, Name::Has("Locked at ".into())).appears().await?;
    let next = device.code().await;
    page.textbox("Login").fill(ADMIN).await?;
    page.textbox("Password").fill(PASSWORD).await?;
    page.textbox("Two-factor code optional").fill(&next).await?;
    page.press(Key::Enter).await?;
    is_read(page).await?;
    made(stage, ADMIN, 4)?;
    is_clean(page, stage, &[PASSWORD, &shown, &code, &next]).await
}

async fn wrong_password(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.open(&stage.console).await?;
    for (press, (login, left)) in [(&*stage.login, 19), ("nobody.of-that-name", 18)].into_iter().enumerate() {
        press_connect_as(page, &stage.matomo, login, (WRONG, "123456")).await?;
        page.heading("Matomo refused login or password").appears().await?;
        page.text_contains("It does not say which of the two is wrong.").await?;
        page.text_contains(&format!("Password refused. At most {left} tries left in this hour")).await?;
        // The question without a secret, and the one with it.
        assert_eq!(asked(page, &stage.matomo).await?, 2 * (press as u64 + 1));
        secrets_are_dropped(page, login).await?;
        assert!(page.textbox("Password").description().await?.contains("Matomo refused login or password"));
        assert_eq!(failures(stage)?, press + 1);
    }
    page.axe().await?;
    page.picture().await?;
    // What cannot be a password is not compared, and does not count.
    press_connect_as(page, &stage.matomo, &stage.login, ("x", "")).await?;
    page.heading("This cannot be the password, Matomo says").appears().await?;
    page.text_lacks("tries left in this hour").await?;
    assert_eq!(failures(stage)?, 2);
    made(stage, &stage.login, 0)?;
    is_clean(page, stage, &[WRONG]).await
}

async fn locked_out(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.open(&stage.console).await?;
    for _ in 0..21 {
        sent(stage, "UsersManager.createAppSpecificTokenAuth", &wrong_try(&stage.login), false);
    }
    press_connect_as(page, &stage.matomo, &stage.login, (&stage.password, "")).await?;
    page.heading("Matomo has locked this address out").appears().await?;
    page.text_contains("more than 20 wrong tokens or passwords within 60 minutes from your network address").await?;
    page.text_contains("What others on the same network did counts too.").await?;
    page.text_contains("Brute force log has a button that unblocks all").await?;
    secrets_are_dropped(page, &stage.login).await?;
    page.axe().await?;
    page.picture().await?;
    made(stage, &stage.login, 0)?;
    if let Some(instance) = stage.instance() {
        instance.clear_lockout()?;
        press_connect_as(page, &stage.matomo, &stage.login, (&stage.password, "")).await?;
        is_read(page).await?;
    }
    is_clean(page, stage, &[&stage.password, WRONG]).await
}

async fn no_rights(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let [site] = steps::make_sites(stage, ["pw Alpine"])?;
    account(stage, READER, &[("view", &site)]);
    account(stage, ADMIN, &[]);
    page.open(&stage.console).await?;
    for (login, heading) in [(READER, "This account administers no site"), (ADMIN, "This account sees no site")] {
        press_connect_as(page, &stage.matomo, login, (PASSWORD, "")).await?;
        page.heading(heading).appears().await?;
        page.text_contains("The token that was made for this session is dropped here. It ends in 8 hours").await?;
        secrets_are_dropped(page, login).await?;
        made(stage, login, 1)?;
    }
    page.picture().await?;
    is_clean(page, stage, &[PASSWORD]).await
}

async fn second_factor_demanded(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let [site] = steps::make_sites(stage, ["pw Alpine"])?;
    account(stage, ADMIN, &[("admin", &site)]);
    match stage.instance() {
        Some(instance) => {
            const DEMAND: &str =
                "insert into matomo_plugin_setting (plugin_name, setting_name, setting_value, json_encoded, user_login)
                values ('TwoFactorAuth', 'twoFactorAuthRequired', '1', 0, '')";
            instance.sql(DEMAND)?;
        }
        None => drop(stage.simulator(|sim| sim.demand_second_factor())),
    }
    page.open(&stage.console).await?;
    press_connect_as(page, &stage.matomo, ADMIN, (PASSWORD, "")).await?;
    page.heading("This Matomo wants a second factor").appears().await?;
    page.text_contains("It made a token all the same, which nobody knows. That ends in 8 hours").await?;
    secrets_are_dropped(page, ADMIN).await?;
    page.picture().await?;
    made(stage, ADMIN, 1)?;
    is_clean(page, stage, &[PASSWORD]).await
}

#[test]
fn what_is_missing_is_said_before_anything_is_sent() {
    let stage = simulated(Config::default());
    stage.journey("password-typed").go(async |page| {
        page.open(&stage.console).await?;
        for (login, password, field, said) in [
            (" ", PASSWORD, "Login", "Type your login, or your e-mail address."),
            ("ann", "", "Password", "Type your password."),
        ] {
            press_connect_as(page, &stage.matomo, login, (password, "")).await?;
            page.text_contains(said).await?;
            assert!(page.textbox(field).description().await?.contains(said));
            assert!(page.textbox(field).has_focus().await?, "{field}");
        }
        // Nothing that was typed is lost for a wrong address: nothing was sent there.
        press_connect_as(page, "ftp://stats.example.org", "ann", (PASSWORD, "123456")).await?;
        page.text_contains("Lanyard speaks https and http, not ftp.").await?;
        assert_eq!(page.textbox("Password").value().await?, PASSWORD);
        assert_eq!(page.textbox("Two-factor code optional").value().await?, "123456");
        // Neither is it by looking at the other way in.
        page.radio("With a token").click().await?;
        page.textbox("API token").appears().await?;
        page.radio(WITH_PASSWORD).click().await?;
        assert_eq!(page.textbox("Login").value().await?, "ann");
        assert_eq!(asked(page, &stage.matomo).await?, 0);
        Ok(())
    });
    assert!(stage.simulator(|sim| sim.calls().is_empty()).unwrap());
}

#[test]
fn an_answer_that_is_lost_is_not_asked_for_again() {
    for (kind, heading) in [
        (FaultKind::DropMidway, "No readable answer came to login and password"),
        (FaultKind::Truncate, "Matomo's answer was not understood"),
        // Without its CORS header fields it is as silent.
        (FaultKind::ErrorAfter, "No readable answer came to login and password"),
    ] {
        let stage = simulated(Config::default());
        stage.simulator(|sim| sim.faults().add(Fault::new(kind).writes()));
        let journey = stage.journey("password-lost").expects_in_console("index.php");
        let journey = journey.expects_in_console("Access-Control-Allow-Origin");
        journey.go(async |page| {
            page.open(&stage.console).await?;
            press_connect_as(page, &stage.matomo, &stage.login, (&stage.password, "")).await?;
            page.heading(heading).appears().await?;
            page.text_contains("It may have made a token all the same, which nobody knows. That would end in 8 hours")
                .await?;
            secrets_are_dropped(page, &stage.login).await?;
            assert_eq!(asked(page, &stage.matomo).await?, 2);
            page.axe().await?;
            page.picture().await?;
            made(&stage, &stage.login, 1)?;
            // Pressed again by the person, it works.
            stage.simulator(|sim| sim.faults().clear());
            page.textbox("Password").fill(&stage.password).await?;
            page.press(Key::Enter).await?;
            is_read(page).await?;
            made(&stage, &stage.login, 2)?;
            is_clean(page, &stage, &[&stage.password]).await
        });
    }
}

#[test]
fn another_origin_gets_no_password() {
    let (stage, other) = (simulated(Config::default()), simulated(Config::default()));
    let journey = stage.journey("password-origin").expects_in_console("index.php").may_ask(&other.matomo);
    journey.expects_in_console("Access-Control-Allow-Origin").go(async |page| {
        page.open(&stage.console).await?;
        press_connect_as(page, &other.matomo, &other.login, (&other.password, "")).await?;
        page.heading("Matomo has to allow this origin").appears().await?;
        page.text_contains("The password was not sent, so nothing counts towards the lock-out.").await?;
        assert_eq!(page.textbox("Password").value().await?, other.password);
        Ok(())
    });
    made(&other, &other.login, 0).unwrap();
}

#[test]
fn the_door_with_a_password_is_accessible_in_light_and_dark_and_in_a_hand() {
    let stage = simulated(Config::default());
    stage.journey("password-looks").go(async |page| {
        for (width, height) in [(1280, 900), (390, 844)] {
            page.resize(width, height).await?;
            page.open(&stage.console).await?;
            page.radio(WITH_PASSWORD).click().await?;
            page.textbox("Matomo address").fill(&stage.matomo).await?;
            page.find(Role::Link, Name::Has("Auth tokens".into())).appears().await?;
            looks(page).await?;
            press_connect_as(page, &stage.matomo, "ann", (WRONG, "")).await?;
            page.heading("Matomo refused login or password").appears().await?;
            looks(page).await?;
            press_connect_as(page, &stage.matomo, &stage.login, (&stage.password, "")).await?;
            is_read(page).await?;
            page.run("document.querySelector('#main-nav').showPopover?.()", vec![]).await?;
            page.button("Lock").click().await?;
            page.find(Role::Heading, Name::Has("Locked at ".into())).appears().await?;
            looks(page).await?;
            page.button("Leave and forget everything").click().await?;
            let sure = page.dialog("Forget everything that Lanyard keeps in this browser?");
            sure.find(Role::Button, "Leave and forget everything").click().await?;
            page.heading(HEADING).appears().await?;
        }
        Ok(())
    });
}

async fn looks(page: &Page) -> Result<(), Trouble> {
    page.axe().await?;
    for dark in [false, true] {
        page.prefer_dark(dark).await?;
        page.picture().await?;
    }
    page.prefer_dark(false).await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().unwrap() <= 0, "{wide} px too wide");
    Ok(())
}

/// Password and code are gone from the fields, and what is no secret is as it was typed.
async fn secrets_are_dropped(page: &Page, login: &str) -> Result<(), Trouble> {
    for (field, value) in [("Login", login), ("Password", ""), ("Two-factor code optional", "")] {
        assert_eq!(page.textbox(field).value().await?, value, "{field}");
    }
    page.waits_for("the keyboard is on the password", "return document.activeElement.id === 'password'").await
}

async fn connection_says_when_it_ends(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Link, Name::Has(", connected".into())).click().await?;
    page.heading("Connection").appears().await?;
    let in_eight_hours = page
        .run(
            "const end = new Date(Date.now() + 8 * 3600e3); const two = n => String(n).padStart(2, '0');
            return [0, 1, 2].map(ago => new Date(end - ago * 60e3)).map(at => two(at.getHours()) + ':' + two(at.getMinutes()))",
            vec![],
        )
        .await?;
    let text = page.text().await?;
    let times: Vec<_> = in_eight_hours.as_array().unwrap().iter().filter_map(|time| time.as_str()).collect();
    let said = |time: &&&str| text.contains(&format!("Ends at {time}; Matomo made it for this session"));
    assert!(times.iter().any(|time| said(&time)), "none of {times:?} in {text}");
    Ok(())
}

/// Neither these nor any token that was made is found anywhere, as far as the tokens can be known.
async fn is_clean(page: &Page, stage: &Stage, secrets: &[&str]) -> Result<(), Trouble> {
    let tokens = stage.simulator(|sim| sim.tokens()).unwrap_or_default();
    let made = tokens.iter().filter(|token| token.description.starts_with(DESCRIPTION));
    let secrets: Vec<_> = secrets.iter().copied().chain(made.map(|token| token.secret.as_str())).collect();
    page.leaks_none_of(&secrets).await
}

const DESCRIPTION: &str = "Lanyard, session of ";

/// Fails unless Matomo itself has so many tokens for sessions of this account, each with eight hours to live.
fn made(stage: &Stage, login: &str, count: usize) -> Result<(), Trouble> {
    let lives: Vec<i64> = match stage.instance() {
        Some(instance) => {
            let select = format!(
                "select timestampdiff(second, utc_timestamp(), date_expired) from matomo_user_token_auth
                where login = '{login}' and description like '{DESCRIPTION}%'"
            );
            instance.sql(&select)?.concat().iter().map(|seconds| seconds.parse().unwrap()).collect()
        }
        None => {
            let tokens = stage.simulator(|sim| sim.tokens()).unwrap();
            let of_sessions =
                tokens.iter().filter(|token| token.login == login && token.description.starts_with(DESCRIPTION));
            of_sessions.map(|token| token.expires.unwrap() - i64::try_from(totp::now()).unwrap()).collect()
        }
    };
    if lives.len() == count && lives.iter().all(|seconds| (8 * 3600 - 300..=8 * 3600).contains(seconds)) {
        Ok(())
    } else {
        Err(Trouble::new(format!(
            "Matomo has tokens for sessions of {login} that live {lives:?} s, not {count} of them"
        )))
    }
}

/// How many failures to sign in Matomo has counted.
fn failures(stage: &Stage) -> Result<usize, Trouble> {
    match stage.instance() {
        Some(instance) => Ok(instance.sql("select count(*) from matomo_brute_force_log")?[0][0].parse().unwrap()),
        None => Ok(stage.simulator(|sim| sim.failures()).unwrap()),
    }
}

/// An account with these roles, made past the console.
fn account(stage: &Stage, login: &str, roles: &[(&str, &steps::MadeSite)]) {
    let email = format!("{login}@example.org");
    ask(stage, "UsersManager.addUser", &[("userLogin", login), ("password", PASSWORD), ("email", &email)]);
    for (role, site) in roles {
        let id = site.id.to_string();
        ask(stage, "UsersManager.setUserAccess", &[("userLogin", login), ("access", role), ("idSites", &id)]);
    }
}

fn wrong_try(login: &str) -> [(&'static str, &str); 3] {
    [("userLogin", login), ("passwordConfirmation", WRONG), ("description", "journey")]
}

/// One call as super user, past the console.
fn ask(stage: &Stage, method: &str, parameters: &[(&str, &str)]) {
    let said = sent(stage, method, parameters, true);
    assert_eq!(said["result"], "success", "{method}: {said}");
}

fn sent(stage: &Stage, method: &str, parameters: &[(&str, &str)], as_super_user: bool) -> serde_json::Value {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(as_super_user.then_some(("token_auth", stage.token.as_str())))
        .extend_pairs(parameters)
        .finish();
    let address = format!("{}index.php?module=API&method={method}&format=json", stage.matomo);
    serde_json::from_str(&Http::default().post(&address, &[], &form).unwrap().body).unwrap()
}
