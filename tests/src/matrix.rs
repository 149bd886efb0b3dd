//! What journeys on the role matrix do alike: a small company, its cells, and asking Matomo for exactly its grants.

use matomo_api::methods::{
    AccessId, AddUser, GetAvailableCapabilities, GetSitesAccessFromUser, NewAccess, SetUserAccess,
};
use matomo_api::{Capability, Email, Login, Password, Role as Access};
use matomo_sim::{Config, Dataset, Dialect};

use crate::browser::{Focused, FocusedCell, Key, Name, Page, Role, Trouble};
use crate::real;
use crate::stage::{Hosting, Stage, dist};
use crate::steps::{self, IN_PLACE, MadeSite};

/// The people of the company: Ann views Alpine and may publish there, Bea writes on Bergen, Cid has
/// nothing, Dan is admin on Delta.
pub const ANN: &str = "ann.alder";
/// See [`ANN`].
pub const BEA: &str = "bea.birch";
/// See [`ANN`].
pub const CID: &str = "cid.cedar";
/// See [`ANN`].
pub const DAN: &str = "dan.dogwood";

/// Its sites, in the order of the columns. Coast looks like a copy for testing.
pub const ALPINE: &str = "Alpine shop";
/// See [`ALPINE`].
pub const BERGEN: &str = "Bergen shop";
/// See [`ALPINE`].
pub const COAST: &str = "Coast (staging)";
/// See [`ALPINE`].
pub const DELTA: &str = "Delta handbook";

/// The password of each.
pub const PASSWORD: &str = "Journey-1-password";

/// No role but admin holds it anyway.
pub const PUBLISH: &str = "tagmanager_publish_live_container";

/// A person's access: site, role, explicit capabilities.
pub type Held<'a> = (&'a MadeSite, Access, &'a [&'a str]);

/// Makes the company past the console.
pub fn company(stage: &Stage) -> Result<[MadeSite; 4], Trouble> {
    let sites = steps::make_sites(stage, [ALPINE, BERGEN, COAST, DELTA])?;
    let asker = stage.asker()?;
    let known = asker.ask(&GetAvailableCapabilities)?;
    if !known.iter().any(|one| one.id.as_str() == PUBLISH) {
        return Err(Trouble::new(format!("this Matomo does not know {PUBLISH}: {known:?}")));
    }
    for login in [ANN, BEA, CID, DAN] {
        let email = Email::parse(&format!("{login}@journey.example.org"));
        asker.ask(&AddUser {
            login: Login::reported(login),
            password: Password::new(PASSWORD.to_owned()),
            email: email.map_err(|why| Trouble::new(why.to_string()))?,
            initial_site: None,
        })?;
    }
    for (login, held) in [
        (ANN, (&sites[0], Access::View, &[PUBLISH][..])),
        (BEA, (&sites[1], Access::Write, &[])),
        (DAN, (&sites[3], Access::Admin, &[])),
    ] {
        give(stage, login, held)?;
    }
    Ok(sites)
}

/// Sets somebody's access, as another admin does: past the console.
pub fn give(stage: &Stage, login: &str, (site, role, capabilities): Held<'_>) -> Result<(), Trouble> {
    let capabilities = capabilities.iter().filter_map(|id| Capability::parse(id)).collect();
    let access = NewAccess::Role(role, capabilities);
    Ok(stage.asker()?.ask(&SetUserAccess { login: Login::reported(login), access, sites: vec![site.id] })?)
}

/// Fails if Matomo itself has another access for the account than exactly this.
pub fn holds(stage: &Stage, login: &str, wanted: &[Held<'_>]) -> Result<(), Trouble> {
    let found = stage.asker()?.ask(&GetSitesAccessFromUser { login: Login::reported(login) })?;
    let in_a_word = |access: &AccessId| match access {
        AccessId::Role(role) => role.as_str().to_owned(),
        AccessId::Capability(capability) => capability.as_str().to_owned(),
    };
    let mut found: Vec<_> = found.iter().map(|(site, access)| (site.get(), in_a_word(access))).collect();
    let mut expected = Vec::new();
    for (site, role, capabilities) in wanted {
        expected.push((site.id.get(), role.as_str().to_owned()));
        expected.extend(capabilities.iter().map(|id| (site.id.get(), (*id).to_owned())));
    }
    found.sort();
    expected.sort();
    if found == expected {
        Ok(())
    } else {
        Err(Trouble::new(format!("Matomo has {found:?} for {login}, not {expected:?}")))
    }
}

/// A journey that begins on the matrix.
pub trait OnMatrix: AsyncFn(&Page, &Stage, &[MadeSite; 4]) -> Result<(), Trouble> {}

impl<F: AsyncFn(&Page, &Stage, &[MadeSite; 4]) -> Result<(), Trouble>> OnMatrix for F {}

/// Goes on it on a simulator of each dialect.
///
/// # Panics
/// If it fails.
pub fn on_simulators(name: &str, journey: impl OnMatrix) {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, data: Dataset::Empty, ..Config::default() };
        let stage = dist().and_then(|dist| Stage::simulated(&dist, "/console/", config));
        go(stage, &format!("matrix-{name}-{}", dialect.version()), &journey);
    }
}

/// Goes on it on the real ones of a dialect.
///
/// # Panics
/// If it fails, or there is none.
pub fn on_real_ones(name: &str, dialect: Dialect, journey: impl OnMatrix) {
    for instance in real::matomos(dialect) {
        let stage = dist().and_then(|dist| Stage::real(&dist, Hosting::Plain("/console/"), &instance));
        go(stage, &format!("matrix-{name}-{}", instance.name), &journey);
    }
}

fn go(stage: Result<Stage, Trouble>, name: &str, journey: &impl OnMatrix) {
    let stage = stage.unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
    let sites = company(&stage).unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
    stage.journey(name).go(async |page| {
        open(page, &stage).await?;
        journey(page, &stage, &sites).await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

/// Comes in and opens the matrix.
pub async fn open(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    steps::connect(page, stage).await?;
    page.link("Role matrix").press(&Key::Enter.to_string()).await?;
    page.heading("Role matrix").appears().await?;
    page.table("Role matrix").appears().await
}

/// Presses Tab until the keyboard is on something of this role with this in its name.
pub async fn tab_to(page: &Page, role: &str, part: &str) -> Result<Focused, Trouble> {
    let mut passed = Vec::new();
    for _ in 0..120 {
        page.press(Key::Tab).await?;
        let focused = page.focused().await?;
        if focused.role == role && focused.name.contains(part) {
            return Ok(focused);
        }
        passed.push(focused.name);
    }
    Err(Trouble::new(format!("Tab does not reach the {role} with “{part}” in its name, but {passed:?}")))
}

/// Goes with arrows, from the first cell, to the one of this person and site.
pub async fn walk_to(page: &Page, login: &str, site: &str) -> Result<(), Trouble> {
    page.keys(&format!("{}{}", char::from(Key::Control), char::from(Key::Home))).await?;
    let mut focused = page.focus_is("the first cell", |focused| focused.at() == Some((0, 0))).await?;
    for arrow in [Key::Down, Key::Right] {
        let is_there = |cell: &FocusedCell| match arrow {
            Key::Down => is_headed(&cell.row_head, login),
            _ => is_headed(&cell.column_head, site),
        };
        while !focused.cell.as_ref().is_some_and(is_there) {
            let before = focused.at();
            page.press(arrow).await?;
            focused = page.focus_is("another cell", |focused| focused.at() != before).await?;
        }
    }
    Ok(())
}

/// Whether a head is this one: what follows the name are notes.
pub fn is_headed(head: &str, name: &str) -> bool {
    head == name || head.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))
}

/// Waits until the cell under the keyboard says this.
pub async fn here(page: &Page, words: &str) -> Result<(), Trouble> {
    let is_so = |focused: &Focused| focused.role == "gridcell" && focused.name == words;
    page.focus_is(&format!("a cell that says “{words}”"), is_so).await.map(drop)
}

/// From the matrix to the review.
pub async fn review(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Link, Name::Has("Review ".into())).click().await?;
    page.heading("Review").appears().await
}

/// Types what the review wants as a word, if anything, and sends it. Waits for the end.
pub async fn apply(page: &Page, word: Option<&str>) -> Result<(), Trouble> {
    send(page, word).await?;
    page.text_contains(IN_PLACE).await
}

/// The same, without waiting.
pub async fn send(page: &Page, word: Option<&str>) -> Result<(), Trouble> {
    if let Some(word) = word {
        page.textbox(&format!("Type {word} to confirm")).fill(word).await?;
    }
    page.find(Role::Button, Name::Has("Apply ".into())).click().await?;
    page.heading("Apply").appears().await
}
