//! What journeys about tokens do alike: accounts and tokens past the console, secrets that are shown once, and what
//! Matomo itself has.
//!
//! # Panics
//! Where what a journey stands on cannot be made or read.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a journey that cannot be prepared fails")]

use std::time::Duration;

use matomo_api::methods::{AddUser, HasSuperUserAccess, NewAccess, SetUserAccess};
use matomo_api::{Email, Error, Login, Password, Role as Access};
use matomo_sim::{Config, Dialect};

use crate::asker::Asker;
use crate::browser::{Name, Page, Role, Trouble};
use crate::http::Http;
use crate::real;
use crate::stage::{Hosting, Stage, dist};
use crate::steps::MadeSite;

/// The password of accounts that are made here.
pub const PASSWORD: &str = "Rotation-journey-1!";
/// One that is none.
pub const WRONG: &str = "Wr0ng-passw0rd!";
/// Chromium notes each answer that it keeps from the page.
const UNREADABLE: [&str; 2] = ["index.php", "Access-Control-Allow-Origin"];

/// What happens on a stage.
pub trait Story: AsyncFn(&Page, &Stage) -> Result<(), Trouble> + Copy {}
impl<F: AsyncFn(&Page, &Stage) -> Result<(), Trouble> + Copy> Story for F {}

/// A story on a simulator. That the older version is simulated as it is, is for the conformance to say.
pub fn on_a_simulator(name: &str, story: impl Story) {
    let config = Config { dialect: Dialect::V5_8, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let journey = stage.journey(&format!("{name}-simulated"));
    let journey = journey.expects_in_console(UNREADABLE[0]).expects_in_console(UNREADABLE[1]);
    journey.go(async |page| story(page, &stage).await);
}

/// The same on real ones of that version. With `elsewhere` it leads through Matomo's own pages.
pub fn on_real_ones(name: &str, dialect: Dialect, elsewhere: bool, story: impl Story) {
    for instance in real::matomos(dialect) {
        if !instance.is_own() {
            println!("NOT RUN: {name}: nobody looks into the database of {}", instance.name);
            continue;
        }
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        let journey = stage.journey(&format!("{name}-{}", instance.version));
        let journey = journey.expects_in_console(UNREADABLE[0]).expects_in_console(UNREADABLE[1]);
        // Matomo's first page after its installation puts all of its scripts together.
        let journey = if elsewhere { journey.elsewhere().patience(Duration::from_secs(60)) } else { journey };
        journey.go(async |page| story(page, &stage).await);
        instance.clear_lockout().unwrap();
    }
}

/// Each story on a simulator and on both real Matomos.
#[macro_export]
macro_rules! everywhere {
    ($of:literal, elsewhere: $elsewhere:literal, $($story:ident)*) => { $(mod $story {
        use super::*;
        use $crate::tokens::{on_a_simulator, on_real_ones};

        const NAME: &str = concat!($of, "-", stringify!($story));

        #[test]
        fn on_the_simulator() {
            on_a_simulator(NAME, super::$story);
        }

        #[test]
        fn on_a_real_5_3() {
            on_real_ones(NAME, Dialect::V5_3, $elsewhere, super::$story);
        }

        #[test]
        fn on_the_latest_matomo() {
            on_real_ones(NAME, Dialect::V5_8, $elsewhere, super::$story);
        }
    })* };
}

/// Goes to the form for making a token.
pub async fn new_token(page: &Page) -> Result<(), Trouble> {
    let main = page.find(Role::Navigation, "Main");
    main.find(Role::Link, Name::Has("Tokens".into())).click().await?;
    page.link("New token").click().await?;
    page.heading("Make a token").appears().await
}

/// The same, and says whose it will be and what it is called.
pub async fn new_token_for(page: &Page, login: &str, name: &str) -> Result<(), Trouble> {
    new_token(page).await?;
    page.combobox("For whom").choose(login).await?;
    page.textbox("Description").fill(name).await
}

/// Gives the password and presses, and says which token came.
pub async fn make(page: &Page, login: &str) -> Result<String, Trouble> {
    page.textbox(&format!("Password of {login}")).fill(PASSWORD).await?;
    page.button("Make token").click().await?;
    page.heading("The token is made").appears().await?;
    shown(page, "token", "New token").await
}

/// Makes a token that stands in the register from then on, and leaves it.
pub async fn made_for(page: &Page, login: &str, name: &str) -> Result<String, Trouble> {
    new_token_for(page, login, name).await?;
    let made = make(page, login).await?;
    page.link("Done").click().await?;
    page.heading(name).appears().await?;
    Ok(made)
}

/// Reads a secret that is masked, and masks it again.
pub async fn shown(page: &Page, short: &str, name: &str) -> Result<String, Trouble> {
    page.button(&format!("Show {short}")).click().await?;
    page.button(&format!("Hide {short}")).appears().await?;
    let secret = page.find(Role::Status, name).text().await?;
    page.button(&format!("Hide {short}")).click().await?;
    assert_eq!(secret.len(), 32, "{secret}");
    Ok(secret)
}

/// In both schemes and on a telephone.
pub async fn looks_good(page: &Page) -> Result<(), Trouble> {
    page.axe().await?;
    for dark in [true, false] {
        page.prefer_dark(dark).await?;
        page.picture().await?;
    }
    page.resize(390, 844).await?;
    page.axe().await?;
    page.picture().await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().unwrap() <= 0, "{wide} px too wide");
    page.resize(1280, 900).await
}

/// Whether Matomo is like that version.
pub fn stage_is(stage: &Stage, dialect: Dialect) -> bool {
    match stage.instance() {
        Some(instance) => instance.version.starts_with("5.3") == (dialect == Dialect::V5_3),
        None => stage.simulator(|sim| sim.config().dialect) == Some(dialect),
    }
}

/// When a token of that description ends, and whether it works in a body only, as Matomo keeps it.
pub fn kept(stage: &Stage, name: &str) -> (Option<u64>, bool) {
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
pub fn tokens_of(stage: &Stage, login: &str) -> usize {
    match stage.instance() {
        Some(instance) => {
            let select = format!("select count(*) from matomo_user_token_auth where login = '{login}'");
            instance.sql(&select).unwrap()[0][0].parse().unwrap()
        }
        None => stage.simulator(|sim| sim.tokens()).unwrap().iter().filter(|token| token.login == login).count(),
    }
}

/// Deletes a token behind Matomo's back, where its page is not what the journey is about.
pub fn revoke(stage: &Stage, login: &str, name: &str, secret: &str) {
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
pub fn works(stage: &Stage, token: &str) -> bool {
    match Asker::new(&stage.matomo, token).unwrap().ask(&HasSuperUserAccess) {
        Ok(_) => true,
        Err(Error::RefusedToken) => false,
        Err(other) => panic!("{other}"),
    }
}

/// Makes an account past the console.
pub fn account(stage: &Stage, login: &str, access: &[(&MadeSite, Access)]) {
    let asker = stage.asker().unwrap();
    let add = AddUser {
        login: Login::reported(login),
        password: Password::new(PASSWORD),
        email: Email::parse(&format!("{login}@example.org")).unwrap(),
        initial_site: None,
    };
    asker.ask(&add).unwrap();
    for (site, role) in access {
        give(stage, login, site, *role);
    }
}

/// Gives an account a role, past the console.
pub fn give(stage: &Stage, login: &str, site: &MadeSite, role: Access) {
    let access = NewAccess::Role(role, vec![]);
    let give = SetUserAccess { login: Login::reported(login), access, sites: vec![site.id] };
    stage.asker().unwrap().ask(&give).unwrap();
}

/// A token made past the console.
pub fn token(stage: &Stage, login: &str, password: &str, name: &str) -> String {
    try_token(stage, login, password, name).unwrap_or_else(|| panic!("no token of {login}"))
}

/// The same, where the password may be wrong.
pub fn try_token(stage: &Stage, login: &str, password: &str, name: &str) -> Option<String> {
    let parameters = [("userLogin", login), ("passwordConfirmation", password), ("description", name)];
    let said = sent(stage, "UsersManager.createAppSpecificTokenAuth", &parameters, false);
    said["value"].as_str().map(str::to_owned)
}

/// One call as super user, past the console.
pub fn ask(stage: &Stage, method: &str, parameters: &[(&str, &str)]) {
    let said = sent(stage, method, parameters, true);
    assert_eq!(said["result"], "success", "{method}: {said}");
}

/// What Matomo says to a call, past the console.
pub fn sent(stage: &Stage, method: &str, parameters: &[(&str, &str)], as_super_user: bool) -> serde_json::Value {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(as_super_user.then_some(("token_auth", stage.token.as_str())))
        .extend_pairs(parameters)
        .finish();
    let address = format!("{}index.php?module=API&method={method}&format=json", stage.matomo);
    serde_json::from_str(&Http::default().post(&address, &[], &form).unwrap().body).unwrap()
}
