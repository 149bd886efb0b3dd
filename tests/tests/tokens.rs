//! A token is checked with one request, and stays in the field until the answer; examples hold none and do work.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Page, Role, Trouble};
use journeys::door::{self, asked};
use journeys::http::Http;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps;
use journeys::tokens::{ask, sent};
use matomo_sim::{Config, Dataset, Dialect};

const WRONG: &str = "0123456789abcdef0123456789abcdef";
const PASSWORD: &str = "Tok3n-journey-pw!";
/// Chromium notes each answer that it keeps from the page.
const UNREADABLE: [&str; 2] = ["index.php", "Access-Control-Allow-Origin"];
const NO_ANSWER: &str = "Matomo gives no readable answer to this token";

#[test]
fn a_token_is_checked_once_on_a_simulated_5_3() {
    on_a_simulator(Dialect::V5_3);
}

#[test]
fn a_token_is_checked_once_on_a_simulated_5_8() {
    on_a_simulator(Dialect::V5_8);
}

#[test]
fn a_token_is_checked_once_on_a_real_5_3() {
    on_real_ones(Dialect::V5_3);
}

#[test]
fn a_token_is_checked_once_on_the_latest_matomo() {
    on_real_ones(Dialect::V5_8);
}

fn simulated(dialect: Dialect) -> Stage {
    let config = Config { dialect, data: Dataset::Demo, ..Config::default() };
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

fn on_a_simulator(dialect: Dialect) {
    let stage = simulated(dialect);
    checks(&stage, &format!("tokens-{}", dialect.version()), dialect.version(), dialect);
    // Nothing was asked of Matomo but what the token itself was made by.
    let wrote = stage.simulator(|sim| sim.calls().iter().filter(|call| call.wrote).count());
    assert_eq!(wrote, Some(MADE), "checking has changed something");
}

fn on_real_ones(dialect: Dialect) {
    for instance in real::matomos(dialect) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        checks(&stage, &format!("tokens-{}", instance.name), &instance.version, dialect);
    }
}

/// Sites, accounts, roles and tokens that are made past the console, by Matomo's API.
const MADE: usize = 11;

fn checks(stage: &Stage, name: &str, version: &str, dialect: Dialect) {
    let sites = steps::make_sites(stage, ["tok Alpine", "tok Bergen", "tok Coast"]).unwrap();
    for login in ["tok.reader", "tok.keeper"] {
        let email = format!("{login}@example.org");
        ask(stage, "UsersManager.addUser", &[("userLogin", login), ("password", PASSWORD), ("email", &email)]);
    }
    for (login, role, site) in
        [("tok.reader", "view", &sites[0]), ("tok.reader", "write", &sites[1]), ("tok.keeper", "admin", &sites[2])]
    {
        let id = site.id.to_string();
        ask(stage, "UsersManager.setUserAccess", &[("userLogin", login), ("access", role), ("idSites", &id)]);
    }
    // The super user of the simulator has a second factor, and a token is not what it is for here.
    let simulated = stage.simulator(|sim| sim.create_token(&stage.login).unwrap());
    let of_super = simulated.unwrap_or_else(|| token(stage, &stage.login, &stage.password, None));
    let of_reader = token(stage, "tok.reader", PASSWORD, None);
    let of_keeper = token(stage, "tok.keeper", PASSWORD, None);
    let expired = token(stage, "tok.reader", PASSWORD, Some("2020-01-01"));
    let secrets = [&of_super, &of_reader, &of_keeper, &expired, WRONG, &stage.token];

    let journey = stage.journey(name).expects_in_console(UNREADABLE[0]).expects_in_console(UNREADABLE[1]);
    journey.go(async |page| {
        steps::connect(page, stage).await?;
        to_check(page).await?;
        page.axe().await?;
        page.picture().await?;

        nothing_malformed_is_sent(page, stage, &of_reader).await?;

        // It was left without its blanks, and now goes as it is.
        let before = asked(page, &stage.matomo).await?;
        page.button("Check token").click().await?;
        is_answered(page, stage, before, "This token works").await?;
        page.text_contains("Whose tok.reader").await?;
        page.text_contains("May No super user: only what its roles allow").await?;
        page.text_contains("Sites W Write on 1 site V View on 1 site").await?;
        page.text_contains(&format!("Matomo {version}")).await?;
        page.text_contains(match dialect {
            Dialect::V5_3 => "This version may ignore that wish",
            Dialect::V5_8 => "Not looked at: that takes sending it in an address",
        })
        .await?;
        page.text_lacks("Write tok Bergen").await?;
        page.find(Role::Disclosure, "Sites by name").click().await?;
        page.text_contains("Write tok Bergen View tok Alpine").await?;
        page.axe().await?;
        page.picture().await?;
        page.leaks_none_of(&secrets).await?;

        check(page, stage, &of_super, "This token works").await?;
        page.text_contains(&format!("Whose {}", stage.login)).await?;
        page.text_contains("Super user: sees and may do everything").await?;
        page.text_contains("Sites All,").await?;
        page.leaks_none_of(&secrets).await?;

        check(page, stage, &of_keeper, "This token works").await?;
        page.text_contains("Whose tok.keeper").await?;
        page.text_contains("Sites A Admin on 1 site").await?;
        check(page, stage, &stage.token, "This token works: it is the one of this session").await?;
        page.text_lacks("left before Matomo locks").await?;
        page.leaks_none_of(&secrets).await?;

        // A wrong one is tried once and counted; what it may be is narrowed down on demand.
        check(page, stage, WRONG, NO_ANSWER).await?;
        page.text_contains("At most 19 tries left before Matomo locks this address out").await?;
        stands(
            page,
            &["Ruled out", "Ruled out", "Possible", "Possible", "Possible", "Possible", "Possible", "Possible"],
        )
        .await?;
        page.axe().await?;
        page.picture().await?;
        let before = asked(page, &stage.matomo).await?;
        page.button("Ask with this session’s token").click().await?;
        page.text_contains("This session’s token works from here").await?;
        assert_eq!(asked(page, &stage.matomo).await?, before + 1);
        stands(
            page,
            &["Ruled out", "Ruled out", "Possible", "Possible", "Possible", "Ruled out", "Ruled out", "Ruled out"],
        )
        .await?;
        page.axe().await?;
        page.picture().await?;
        page.leaks_none_of(&secrets).await?;

        check(page, stage, &expired, NO_ANSWER).await?;
        page.text_contains("At most 18 tries left").await?;
        page.text_contains("Its end was chosen when it was made.").await?;
        page.leaks_none_of(&secrets).await?;

        // Elsewhere and back, nothing of it is left but the count.
        page.link("Sites").click().await?;
        page.heading("Sites").appears().await?;
        to_check(page).await?;
        page.text_contains("At most 18 tries left").await?;
        page.text_lacks(NO_ANSWER).await?;
        page.leaks_none_of(&secrets).await
    });
}

/// What cannot be a token is told from its text. The field is left with a good one.
async fn nothing_malformed_is_sent(page: &Page, stage: &Stage, good: &str) -> Result<(), Trouble> {
    let before = asked(page, &stage.matomo).await?;
    let field = page.textbox("Token to check");
    let blank = format!(" {} {}", &good[..8], &good[8..]);
    // Of nothing there is nothing to say but that it is missing.
    page.button("Check token").click().await?;
    page.text_contains("Paste the token here.").await?;
    assert!(field.has_focus().await?);
    page.text_lacks("Not sent: this is no token").await?;
    page.text_lacks("Ruled out").await?;
    page.axe().await?;
    for (pasted, said, standings) in [
        ("abc", "A token has 32 characters; this has 3. Nothing was sent.", ["Ruled out", "This is it"]),
        ("0123456789abcdef0123456789abcdeg", "1 of these 32 characters is something else", ["Ruled out", "This is it"]),
        (blank.as_str(), "There are 2 blanks in it", ["This is it", "Possible"]),
    ] {
        field.fill("").await?;
        field.paste(pasted).await?;
        page.button("Check token").click().await?;
        page.text_contains("Not sent: this is no token").await?;
        assert!(field.description().await?.contains(said), "{pasted:?}: {}", field.description().await?);
        assert_eq!(field.attribute("aria-invalid").await?.as_deref(), Some("true"), "{pasted:?}");
        assert!(field.has_focus().await?, "{pasted:?}");
        stands(page, &standings).await?;
    }
    page.axe().await?;
    page.picture().await?;
    page.button("Take the blanks out").click().await?;
    assert_eq!(field.value().await?, good);
    assert_eq!(field.attribute("aria-invalid").await?, None);
    page.text_lacks("left before Matomo locks").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before, "something malformed was sent");
    Ok(())
}

async fn to_check(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Navigation, "Main").find(Role::Link, "Tokens").click().await?;
    page.heading("Tokens").appears().await?;
    page.link("Check a token").click().await?;
    page.heading("Check a token").appears().await
}

/// Pastes a token and presses once.
async fn check(page: &Page, stage: &Stage, token: &str, said: &str) -> Result<(), Trouble> {
    let before = asked(page, &stage.matomo).await?;
    page.textbox("Token to check").paste(token).await?;
    page.button("Check token").click().await?;
    is_answered(page, stage, before, said).await
}

async fn is_answered(page: &Page, stage: &Stage, before: u64, said: &str) -> Result<(), Trouble> {
    page.waits_for("that the field is cleared", "return document.querySelector('#checked-token').value === ''").await?;
    page.text_contains(said).await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1, "not one request");
    Ok(())
}

/// How the first reasons stand, in order.
async fn stands(page: &Page, expected: &[&str]) -> Result<(), Trouble> {
    const STANDINGS: &str = "return [...document.querySelectorAll('.results .result__meta')].map(it => it.textContent)";
    let all = page.run(STANDINGS, vec![]).await?;
    let all: Vec<_> = all.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect();
    assert_eq!(all.len(), 8);
    assert_eq!(all[..expected.len()], *expected);
    Ok(())
}

#[test]
fn an_address_that_is_locked_out_is_told_by_the_sessions_own_token() {
    let stage = simulated(Dialect::V5_8);
    let journey = stage.journey("tokens-locked").expects_in_console(UNREADABLE[0]).expects_in_console(UNREADABLE[1]);
    journey.go(async |page| {
        steps::connect(page, &stage).await?;
        to_check(page).await?;
        // Others on the same network try wrong ones.
        for _ in 0..25 {
            let form = format!("token_auth={WRONG}");
            let address = format!("{}index.php?module=API&method=API.getMatomoVersion&format=json", stage.matomo);
            Http::default().post(&address, &[], &form).unwrap();
        }
        check(page, &stage, &stage.token, NO_ANSWER).await?;
        page.button("Ask with this session’s token").click().await?;
        page.text_contains("This session’s token gets no readable answer either").await?;
        stands(
            page,
            &["Ruled out", "Ruled out", "Possible", "Possible", "Possible", "Possible", "Possible", "Possible"],
        )
        .await?;
        page.axe().await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn examples_name_the_instance_and_the_site_and_no_token() {
    let stage = simulated(Dialect::V5_8);
    stage.journey("tokens-examples").go(async |page| {
        steps::connect(page, &stage).await?;
        page.find(Role::Navigation, "Main").find(Role::Link, "Tokens").click().await?;
        page.link("Examples").click().await?;
        page.heading("Examples").appears().await?;
        let example = page.find(Role::Region, "The example");
        page.combobox("Site").choose("Intranet & handbook").await?;
        for (language, part) in [
            ("curl", "--data-urlencode 'idSite="),
            ("Python", "os.environ[\"MATOMO_TOKEN\"]"),
            ("R", "Sys.getenv(\"MATOMO_TOKEN\")"),
            ("JavaScript", "process.env.MATOMO_TOKEN"),
            ("Power Query", "token_auth = MATOMO_TOKEN, idSite = \""),
        ] {
            page.radio(language).click().await?;
            page.text_contains(part).await?;
            let text = example.text().await?;
            assert!(text.contains(&stage.matomo) && text.contains("VisitsSummary.get"), "{text}");
            page.button(&format!("Copy the example for {language}")).click().await?;
            page.text_contains("Example copied").await?;
            page.button("Dismiss").click().await?;
            page.picture().await?;
        }
        page.radio("curl").click().await?;
        page.combobox("What is read").choose("The sites that the token may see").await?;
        page.combobox("Site").disappears().await?;
        page.text_contains("The token needs no more than to work.").await?;
        page.axe().await?;
        // What was chosen is in the address.
        page.radio("Python").click().await?;
        page.address_contains("in=Python").await?;
        page.reload().await?;
        door::come_back(page, &stage.token).await?;
        page.text_contains("The token needs no more than to work.").await?;
        assert!(page.radio("Python").is_on().await?);
        assert!(example.text().await?.contains("os.environ"));
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn the_register_learns_from_a_check_on_a_simulator() {
    learns(&simulated(Dialect::V5_8), "tokens-learns-simulated", true);
}

#[test]
fn the_register_learns_from_a_check_on_the_latest_matomo() {
    for instance in real::matomos(Dialect::V5_8) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        learns(&stage, &format!("tokens-learns-{}", instance.name), true);
    }
}

#[test]
fn an_older_matomo_is_not_asked_in_an_address() {
    learns(&simulated(Dialect::V5_3), "tokens-learns-old", false);
}

/// A token that works is taken into the register, tried in an address on demand, and proven dead in the end.
fn learns(stage: &Stage, name: &str, knows_post_only: bool) {
    let login = "tok.writer";
    let email = format!("{login}@example.org");
    ask(stage, "UsersManager.addUser", &[("userLogin", login), ("password", PASSWORD), ("email", &email)]);
    let site = steps::make_sites(stage, ["tok Dunes"]).unwrap()[0].id.to_string();
    ask(stage, "UsersManager.setUserAccess", &[("userLogin", login), ("access", "write"), ("idSites", &site)]);
    let (post_only, anywhere) = (token_of(stage, login, true), token_of(stage, login, false));
    // Those that are tried in an address stand in it, as is said before.
    let mut secrets = vec![stage.token.as_str()];
    if !knows_post_only {
        secrets.extend([post_only.as_str(), anywhere.as_str()]);
    }
    let journey = stage.journey(name).expects_in_console(UNREADABLE[0]).expects_in_console(UNREADABLE[1]);
    journey.go(async |page| {
        steps::connect(page, stage).await?;
        to_check(page).await?;
        check(page, stage, &post_only, "This token works").await?;
        page.text_contains("It is not in the register.").await?;
        page.leaks_none_of(&[&post_only, &anywhere, &stage.token]).await?;
        page.button("Add it to the register").click().await?;
        page.heading("Unnamed token of tok.writer").appears().await?;
        page.heading("Edit").appears().await?;
        page.textbox("Name in Matomo").fill("Writer’s script").await?;
        page.button("Save").click().await?;
        page.heading("Writer’s script").appears().await?;
        page.text_contains("Checked: works. Taken into the register.").await?;
        page.leaks_none_of(&[&post_only, &anywhere, &stage.token]).await?;

        to_check(page).await?;
        check(page, stage, &post_only, "This token works").await?;
        page.text_contains("In the register it is Writer’s script. That it works was noted there.").await?;
        page.axe().await?;
        page.picture().await?;
        if knows_post_only {
            tries_in_an_address(page, stage, &post_only, &anywhere).await?;
        } else {
            page.text_contains("This version may ignore that wish").await?;
            assert!(!page.button("Try it in an address").is_there().await?);
        }

        // It is deleted with its account; only beside a token that works is that a proof.
        let parameters = [("userLogin", login), ("passwordConfirmation", stage.password.as_str())];
        ask(stage, "UsersManager.deleteUser", &parameters);
        check(page, stage, &post_only, NO_ANSWER).await?;
        page.text_contains("In the register it is Writer’s script. Nothing was noted").await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Ask with this session’s token").click().await?;
        page.text_contains("In the register it is Writer’s script. That it is dead was noted there.").await?;
        page.link("Writer’s script").click().await?;
        page.heading("Writer’s script").appears().await?;
        page.text_contains("Proven dead").await?;
        page.text_contains("Refused, while this session’s token works.").await?;
        page.text_contains("Checked: works.").await?;
        page.axe().await?;
        page.picture().await?;
        page.leaks_none_of(&secrets).await
    });
}

async fn tries_in_an_address(page: &Page, stage: &Stage, post_only: &str, anywhere: &str) -> Result<(), Trouble> {
    page.text_contains("Not looked at: that takes sending it in an address").await?;
    let before = asked(page, &stage.matomo).await?;
    // First it is said what that means, and it can be left.
    page.button("Try it in an address").click().await?;
    page.dialog("Try it in an address?").appears().await?;
    page.text_contains("It then stands in the server’s access log").await?;
    page.axe().await?;
    page.picture().await?;
    page.button("Skip").click().await?;
    page.dialog("Try it in an address?").disappears().await?;
    page.text_contains("POST only Not looked at").await?;
    assert!(!page.button("Try it in an address").is_there().await?);
    assert_eq!(asked(page, &stage.matomo).await?, before, "something was sent");
    for (token, said) in
        [(anywhere, "POST only It also works in an address"), (post_only, "POST only POST only: refused in an address")]
    {
        check(page, stage, token, "This token works").await?;
        let before = asked(page, &stage.matomo).await?;
        page.button("Try it in an address").click().await?;
        page.button("Send it once in an address").click().await?;
        page.text_contains(said).await?;
        page.text_contains("It stands in the server’s access log now.").await?;
        assert_eq!(asked(page, &stage.matomo).await?, before + 1, "not one request");
        page.axe().await?;
        page.picture().await?;
    }
    // The register has it, too; what follows is another check.
    page.link("Writer’s script").click().await?;
    page.text_contains("POST only Yes: refused in an address").await?;
    page.text_contains("Refused in an address: POST only.").await?;
    to_check(page).await
}

/// A token made past the console, good in the body of a request only or anywhere.
fn token_of(stage: &Stage, login: &str, post_only: bool) -> String {
    made(stage, login, PASSWORD, &[("secureOnly", if post_only { "1" } else { "0" })])
}

/// A token made past the console, perhaps with its last day.
fn token(stage: &Stage, login: &str, password: &str, end: Option<&str>) -> String {
    let end: Vec<_> = end.map(|day| ("expireDate", day)).into_iter().collect();
    made(stage, login, password, &end)
}

fn made(stage: &Stage, login: &str, password: &str, more: &[(&str, &str)]) -> String {
    let mut parameters = vec![("userLogin", login), ("passwordConfirmation", password), ("description", "journey")];
    parameters.extend(more);
    let said = sent(stage, "UsersManager.createAppSpecificTokenAuth", &parameters, false);
    said["value"].as_str().unwrap_or_else(|| panic!("no token of {login}: {said}")).to_owned()
}
