//! Coming in with login and password: one try makes one token, every refusal is told apart, and no secret is kept.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Role, Trouble};
use journeys::door::{HEADING, asked, is_read, press_connect_as};
use journeys::everywhere;
use journeys::password::{CODE, Forgets, WITH_PASSWORD, is_clean, made, secrets_are_dropped};
use journeys::stage::Stage;
use journeys::steps;
use journeys::tokens::{self, PASSWORD, WRONG, account};
use journeys::totp::Device;
use matomo_api::Role as Access;
use matomo_sim::Dialect;

const ADMIN: &str = "pw.keeper";
const READER: &str = "pw.reader";

everywhere! { "password", elsewhere: false, super_user site_admin second_factor wrong_password locked_out no_rights second_factor_demanded }

/// By keyboard alone; then over a reload, the lock and back.
async fn super_user(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let _forgets = Forgets(stage);
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
    account(stage, ADMIN, &[(&mine, Access::Admin), (&other, Access::View)]);
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
    account(stage, ADMIN, &[(&mine, Access::Admin)]);
    let mut device = Device::set_up(stage, ADMIN)?;
    page.open(&stage.console).await?;
    page.radio(WITH_PASSWORD).click().await?;
    let help = page.textbox(CODE).description().await?;
    assert!(help.contains("without it Matomo refuses, and leaves a token behind that nobody knows"), "{help}");

    press_connect_as(page, &stage.matomo, ADMIN, (PASSWORD, "")).await?;
    page.heading("This account uses a two-factor code").appears().await?;
    page.text_contains("Matomo made a token all the same, which nobody knows. That ends in 8 hours").await?;
    secrets_are_dropped(page, ADMIN).await?;
    page.axe().await?;
    page.picture().await?;
    made(stage, ADMIN, 1)?;

    let wrong = "000000";
    press_connect_as(page, &stage.matomo, ADMIN, (PASSWORD, wrong)).await?;
    page.heading("Matomo refused the two-factor code").appears().await?;
    assert!(page.textbox(CODE).description().await?.contains("Matomo refused the two-factor code"));
    page.text_contains("Matomo made a token all the same, which nobody knows. That ends in 8 hours").await?;
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
    page.textbox(CODE).fill(&next).await?;
    page.press(Key::Enter).await?;
    is_read(page).await?;
    made(stage, ADMIN, 4)?;
    is_clean(page, stage, &[PASSWORD, &shown, &code, &next]).await
}

async fn wrong_password(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let _forgets = Forgets(stage);
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
    let _forgets = Forgets(stage);
    for _ in 0..21 {
        assert_eq!(tokens::try_token(stage, &stage.login, WRONG, "journey"), None);
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
    account(stage, READER, &[(&site, Access::View)]);
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
    account(stage, ADMIN, &[(&site, Access::Admin)]);
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
    page.text_contains("Matomo made a token all the same, which nobody knows. That ends in 8 hours").await?;
    secrets_are_dropped(page, ADMIN).await?;
    page.picture().await?;
    made(stage, ADMIN, 1)?;
    is_clean(page, stage, &[PASSWORD]).await
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

/// How many failures to sign in Matomo has counted.
fn failures(stage: &Stage) -> Result<usize, Trouble> {
    match stage.instance() {
        Some(instance) => Ok(instance.sql("select count(*) from matomo_brute_force_log")?[0][0].parse().unwrap()),
        None => Ok(stage.simulator(|sim| sim.failures()).unwrap()),
    }
}
