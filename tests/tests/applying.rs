//! Carrying out a plan while the network fails, the page is closed, or somebody else is at work:
//! nothing is done twice, nothing is lost, and the screen says how it stands.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Role, Trouble};
use journeys::door;
use journeys::stage::{Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use matomo_api::methods::{NewAccess, SetUserAccess};
use matomo_api::{Login, Role as Access};
use matomo_sim::{Config, Dataset, Fault, FaultKind};

const NAME: &str = "Nadia Ouředník";
const EMAIL: &str = "nadia@journey.example.org";
const LOGIN: &str = "n.ourednik";
const INVITE: &str = "UsersManager.inviteUser";
const SET_ACCESS: &str = "UsersManager.setUserAccess";

fn stage() -> (Stage, [MadeSite; 3]) {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let sites = steps::make_sites(&stage, ["Journey one", "Journey two", "Journey three"]).unwrap();
    (stage, sites)
}

fn wanted(sites: &[MadeSite; 3]) -> [(&MadeSite, Access, &'static str); 3] {
    [(&sites[0], Access::View, ""), (&sites[1], Access::Write, ""), (&sites[2], Access::Admin, "Keeps the goals")]
}

/// Everything up to the button that sends.
async fn prepare(page: &Page, stage: &Stage, sites: &[MadeSite; 3]) -> Result<(), Trouble> {
    steps::connect(page, stage).await?;
    steps::person(page, NAME, EMAIL, LOGIN).await?;
    steps::access(page, &wanted(sites)).await?;
    steps::review(page).await
}

/// How often a call of this method has changed something.
fn effects(stage: &Stage, method: &str) -> usize {
    stage.simulator(|sim| sim.calls().iter().filter(|c| c.wrote && c.ok && c.method == method).count()).unwrap()
}

/// All is in Matomo as it was wanted, and was put there by as many requests as are given: one, but
/// for what the browser has repeated.
fn is_done(stage: &Stage, sites: &[MadeSite; 3], access_set: usize) -> Result<(), Trouble> {
    steps::has_exactly(stage, LOGIN, &wanted(sites))?;
    assert_eq!(effects(stage, INVITE), 1, "{INVITE}");
    assert_eq!(effects(stage, SET_ACCESS), 2 * access_set, "{SET_ACCESS} for two roles");
    assert_eq!(stage.simulator(|sim| sim.mails().len()), Some(1), "mails");
    Ok(())
}

/// How many more requests than the page has sent came to the simulator.
async fn surplus(page: &Page, stage: &Stage) -> Result<u64, Trouble> {
    let sent = door::asked(page, &stage.matomo).await?;
    Ok(stage.simulator(|sim| sim.requests()).unwrap() - sent)
}

/// The most times that a browser sends a request again by itself: once for each connection that it
/// keeps to one host.
const CONNECTIONS: u64 = 6;

/// Sends with this fault switched on, and comes to the end all the same.
fn meets(name: &str, fault: Fault) {
    let (stage, sites) = stage();
    let lasts = matches!(fault.kind, FaultKind::Delay(_));
    // Without a byte of an answer, browsers repeat the request unasked: see `faults.rs` of matomo-sim.
    let silent = matches!(fault.kind, FaultKind::DropBefore | FaultKind::DropAfter);
    let sets_access = fault.kind == FaultKind::DropAfter && fault.method.as_deref() == Some(SET_ACCESS);
    stage.journey(&format!("applying-{name}")).expects_in_console("index.php").go(async |page| {
        prepare(page, &stage, &sites).await?;
        let before = surplus(page, &stage).await?;
        stage.simulator(|sim| sim.faults().add(fault));
        steps::send(page).await?;
        let mut repeated = 0;
        if !lasts {
            page.button("Resume").appears().await?;
            repeated = surplus(page, &stage).await? - before;
            page.picture().await?;
            stage.simulator(|sim| sim.faults().clear());
            says_how_it_stands(page, &stage).await?;
            page.button("Resume").click().await?;
        }
        page.text_contains(IN_PLACE).await?;
        assert!(repeated <= if silent { CONNECTIONS } else { 0 }, "{repeated} requests that the page did not send");
        is_done(&stage, &sites, if sets_access { 1 + repeated as usize } else { 1 })?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

/// The list of steps does not claim what is not so, nor keep silent about what is.
async fn says_how_it_stands(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let text = page.find(Role::List, "Results").text().await?;
    let said = |line: &str| text.contains(line);
    if steps::account(stage, LOGIN).is_ok() {
        assert!(said(&format!("Invite sent to {EMAIL}")) || said("it may or may not have taken effect"), "{text}");
    } else {
        assert!(said(&format!("Invite to {EMAIL}")), "{text}");
    }
    Ok(())
}

#[test]
fn slow_answers_are_waited_for() {
    meets("slow", Fault::new(FaultKind::Delay(700)));
}

#[test]
fn an_invitation_that_never_arrived_is_sent_again_on_resuming() {
    meets("drop-before-invite", Fault::new(FaultKind::DropBefore).on(INVITE));
    meets("error-before-invite", Fault::new(FaultKind::ErrorBefore).on(INVITE));
}

#[test]
fn an_invitation_whose_answer_was_lost_is_not_sent_again() {
    meets("drop-after-invite", Fault::new(FaultKind::DropAfter).on(INVITE));
    meets("drop-midway-invite", Fault::new(FaultKind::DropMidway).on(INVITE));
    meets("error-after-invite", Fault::new(FaultKind::ErrorAfter).on(INVITE));
    meets("truncate-invite", Fault::new(FaultKind::Truncate).on(INVITE));
}

#[test]
fn access_that_never_arrived_is_set_on_resuming() {
    meets("drop-before-access", Fault::new(FaultKind::DropBefore).on(SET_ACCESS));
    meets("error-before-access", Fault::new(FaultKind::ErrorBefore).on(SET_ACCESS));
}

#[test]
fn access_whose_answer_was_lost_is_not_set_again() {
    meets("drop-after-access", Fault::new(FaultKind::DropAfter).on(SET_ACCESS));
    meets("drop-midway-access", Fault::new(FaultKind::DropMidway).on(SET_ACCESS));
    meets("error-after-access", Fault::new(FaultKind::ErrorAfter).on(SET_ACCESS));
    meets("truncate-access", Fault::new(FaultKind::Truncate).on(SET_ACCESS));
}

#[test]
fn what_the_browser_sends_twice_by_itself_is_done_once_and_needs_nobody() {
    for (name, method, access_set) in [("invite", INVITE, 1), ("access", SET_ACCESS, 2)] {
        let (stage, sites) = stage();
        stage.journey(&format!("applying-twice-{name}")).go(async |page| {
            prepare(page, &stage, &sites).await?;
            let before = surplus(page, &stage).await?;
            stage.simulator(|sim| sim.faults().add(Fault::new(FaultKind::DropAfter).on(method).nth(1)));
            steps::send(page).await?;
            page.text_contains(IN_PLACE).await?;
            assert_eq!(surplus(page, &stage).await? - before, 1, "the browser did not send it again");
            is_done(&stage, &sites, access_set)
        });
    }
}

#[test]
fn a_token_that_is_refused_on_the_way_stops_the_work() {
    meets("unauthorized", Fault::new(FaultKind::Unauthorized).onwards(3));
}

#[test]
fn work_that_a_reload_interrupted_is_resumed() {
    for (name, fault) in [
        ("invite", Fault::new(FaultKind::Delay(60_000)).on(INVITE)),
        ("access", Fault::new(FaultKind::Delay(60_000)).on(SET_ACCESS)),
    ] {
        let (stage, sites) = stage();
        stage.journey(&format!("applying-reload-{name}")).go(async |page| {
            prepare(page, &stage, &sites).await?;
            stage.simulator(|sim| sim.faults().add(fault));
            steps::send(page).await?;
            page.text_contains("Sent, waiting for the answer.").await?;
            page.reload().await?;
            stage.simulator(|sim| sim.faults().clear());
            steps::connect(page, &stage).await?;
            page.text_contains("Work was interrupted").await?;
            page.axe().await?;
            page.link(&format!("Resume {NAME}")).click().await?;
            page.text_contains("This was interrupted").await?;
            page.axe().await?;
            page.button("Resume").click().await?;
            page.text_contains(IN_PLACE).await?;
            is_done(&stage, &sites, 1)?;
            page.leaks_none_of(&[&stage.token]).await
        });
    }
}

#[test]
fn what_somebody_else_changed_meanwhile_is_asked_about() {
    for (answer, role) in
        [("Leave these as they are now", Access::View), ("Apply the plan all the same", Access::Write)]
    {
        let (stage, sites) = stage();
        stage.journey(&format!("applying-conflict-{}", role.as_str())).go(async |page| {
            let login = Login::reported("e.silva");
            steps::connect(page, &stage).await?;
            steps::start(page).await?;
            page.textbox("Full name").fill("Elaine Silva").await?;
            page.textbox("E-mail").fill("elaine.silva@example.org").await?;
            page.text_contains("This case extends that account").await?;
            steps::access(page, &[(&sites[0], Access::Write, ""), (&sites[1], Access::View, "")]).await?;
            page.button("Next").click().await?;
            page.heading("Review").appears().await?;
            let theirs =
                SetUserAccess { login, access: NewAccess::Role(Access::View, vec![]), sites: vec![sites[0].id] };
            stage.asker()?.ask(&theirs)?;
            page.button("Change access").click().await?;
            page.text_contains("Somebody changed this meanwhile").await?;
            let rows = page.find(Role::Table, Name::Has("Differences".into())).rows().await?;
            assert_eq!(rows.len(), 2, "{rows:?}");
            assert!(rows[1][0].contains("Journey one"), "{rows:?}");
            page.axe().await?;
            steps::has_exactly(&stage, "e.silva", &[(&sites[0], Access::View, "")])?;
            page.button(answer).click().await?;
            page.text_contains(IN_PLACE).await?;
            steps::has_exactly(&stage, "e.silva", &[(&sites[0], role, ""), (&sites[1], Access::View, "")])
        });
    }
}
