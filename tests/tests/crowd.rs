//! Many people at once, and the ways in beside the mailed invitation: on the simulator, and on real Matomos.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Role, Trouble};
use journeys::http::Http;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use matomo_api::methods::{AddUser, InviteStatus};
use matomo_api::{Email, Login, Password, Role as Access};
use matomo_sim::{Config, Dataset, Dialect, Fault, FaultKind};

const SITES: [&str; 2] = ["Crowd shop", "Crowd blog"];

/// As a spreadsheet writes it in German: ten people, of whom one has no address, and one is there twice.
const TABLE: &str = "Name;E-Mail;Login;Sprache;Team\r\n\
    Ada Arnold;ada@crowd.example.org;;de;Shop\r\n\
    Ben Baker;ben@crowd.example.org;;;Shop\r\n\
    Cléo Croft;cleo(at)crowd.example.org;;fr;Shop\r\n\
    \"Dorn, Dan\";dan@crowd.example.org;;;Shop\r\n\
    Eve Ek;eve@crowd.example.org;eve;;Shop\r\n\
    Finn Ford;finn@crowd.example.org;;es;Shop\r\n\
    Ada Arnold;ADA@crowd.example.org;;;Shop\r\n\
    Hal Baker;hal@crowd.example.org;;;Blog\r\n\
    Bo Baker;bo@crowd.example.org;;;Blog\r\n\
    Jo Jensen;jo@crowd.example.org;;;Blog\r\n";

/// Whom it makes, by login and the name of the address.
const NEW: [(&str, &str); 8] = [
    ("a.arnold", "ada"),
    ("b.baker", "ben"),
    ("c.croft", "cleo"),
    ("d.dorn", "dan"),
    ("eve", "eve"),
    ("f.ford", "finn"),
    ("h.baker", "hal"),
    ("b.baker2", "bo"),
];

/// Is there already.
const JO: &str = "jo.jensen";

#[test]
fn ten_people_come_in_from_a_table_on_the_simulators() {
    on_simulators("crowd", ten);
}

#[test]
fn ten_people_come_in_from_a_table_on_matomo_5_3() {
    on_real_ones("crowd", Dialect::V5_3, ten);
}

#[test]
fn ten_people_come_in_from_a_table_on_the_latest_matomo() {
    on_real_ones("crowd", Dialect::V5_8, ten);
}

#[test]
fn a_reload_in_the_middle_invites_nobody_twice() {
    on_simulators("crowd-reload-invites", async |page, stage, sites| {
        let second = Fault::new(FaultKind::Delay(60_000)).on("UsersManager.inviteUser").nth(2);
        interrupted(page, stage, sites, second, "10 of 24 steps done").await
    });
}

#[test]
fn a_reload_while_access_is_given_gives_it_to_everybody_once() {
    on_simulators("crowd-reload-access", async |page, stage, sites| {
        let first = Fault::new(FaultKind::Delay(60_000)).on("UsersManager.setUserAccess").nth(1);
        interrupted(page, stage, sites, first, "12 of 24 steps done").await
    });
}

#[test]
fn somebody_is_invited_by_link_on_the_simulators() {
    on_simulators("link", by_link);
}

#[test]
fn somebody_is_invited_by_link_on_matomo_5_3() {
    on_real_ones("link", Dialect::V5_3, by_link);
}

#[test]
fn somebody_is_invited_by_link_on_the_latest_matomo() {
    on_real_ones("link", Dialect::V5_8, by_link);
}

#[test]
fn an_account_of_a_directory_has_a_password_that_nobody_is_shown() {
    on_simulators("ldap", by_directory);
}

#[test]
fn a_file_of_a_spreadsheet_is_read_in_its_encoding_and_what_is_wrong_comes_back_as_one() {
    on_simulators("crowd-file", from_file);
}

trait Way: AsyncFn(&Page, &Stage, &[MadeSite; 2]) -> Result<(), Trouble> {}

impl<F: AsyncFn(&Page, &Stage, &[MadeSite; 2]) -> Result<(), Trouble>> Way for F {}

fn on_simulators(name: &str, way: impl Way) {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, data: Dataset::Empty, ..Config::default() };
        let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
        go(&stage, &format!("{name}-simulated-{}", dialect.version()), &way);
    }
}

fn on_real_ones(name: &str, dialect: Dialect, way: impl Way) {
    for instance in real::matomos(dialect) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        go(&stage, &format!("{name}-{}", instance.name), &way);
    }
}

fn go(stage: &Stage, name: &str, way: &impl Way) {
    let sites = steps::make_sites(stage, SITES).unwrap();
    stage.journey(name).go(async |page| {
        steps::connect(page, stage).await?;
        way(page, stage, &sites).await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

async fn ten(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    stage.asker()?.ask(&AddUser {
        login: Login::reported(JO),
        password: Password::new("Journey-1-password".to_owned()),
        email: Email::parse("jo@crowd.example.org").unwrap(),
        initial_site: None,
    })?;
    page.reload().await?;
    journeys::door::come_in(page, stage).await?;
    steps::start(page).await?;
    page.radio("Many people").click().await?;
    page.axe().await?;
    page.textbox("Addresses or a table").paste(TABLE).await?;
    page.button("Add to the list").click().await?;
    page.text_contains("10 people added, read as a table with semicolons. Columns passed over: Team.").await?;
    page.text_contains("10 people: 7 new, 1 with an account already, 2 to put right").await?;
    page.text_contains(&format!("Extends {JO}")).await?;
    says(page, "E-mail in row 3", "Matomo does not allow “(” in an e-mail address.").await?;
    says(page, "E-mail in row 7", "Row 1 has this already").await?;
    page.axe().await?;
    page.picture().await?;
    page.button("Next").click().await?;
    page.text_contains("2 things to fix before you go on").await?;
    page.axe().await?;
    page.textbox("E-mail in row 3").fill("cleo@crowd.example.org").await?;
    page.text_contains("8 new, 1 with an account already, 1 to put right").await?;
    page.button("Leave out: row 7").click().await?;
    page.text_contains("8 new, 1 with an account already, 1 left out").await?;
    page.axe().await?;
    page.picture().await?;
    let wanted = [(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")];
    steps::access(page, &wanted).await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    page.text_contains("9 people get access to 2 sites. 8 are invited by a mail from Matomo.").await?;
    page.text_contains(&format!("only the access changes: {JO}.")).await?;
    page.axe().await?;
    page.picture().await?;
    page.button("Send 8 invites and grant access").click().await?;
    page.heading("Hand over").appears().await?;
    page.text_contains(IN_PLACE).await?;
    page.axe().await?;
    page.picture().await?;
    for (login, mailbox) in NEW {
        let account = steps::account(stage, login)?;
        assert_eq!(account.email.unwrap().as_str(), format!("{mailbox}@crowd.example.org"));
        assert!(matches!(account.invite, InviteStatus::Pending(_)), "{login}: {:?}", account.invite);
        steps::has_exactly(stage, login, &wanted)?;
    }
    assert_eq!(steps::account(stage, JO)?.invite, InviteStatus::Active);
    steps::has_exactly(stage, JO, &wanted)?;
    assert!(steps::account(stage, "a.arnold2").is_err(), "who was left out has an account");
    if let Some(mails) = stage.simulator(|sim| sim.mails().len()) {
        assert_eq!(mails, NEW.len());
    }
    Ok(())
}

/// Twelve people, more than Matomo is asked to invite in one request: the page is left while it waits for an answer,
/// and what another page resumes is done once.
async fn interrupted(page: &Page, stage: &Stage, sites: &[MadeSite; 2], fault: Fault, at: &str) -> Result<(), Trouble> {
    let names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gil", "Hal", "Ida", "Jon", "Kit", "Lea"];
    let lines = names.map(|name| format!("{name} Dozen,{name}@dozen.example.org\n").to_lowercase());
    steps::start(page).await?;
    page.radio("Many people").click().await?;
    page.textbox("Addresses or a table").paste(&lines.concat()).await?;
    page.button("Add to the list").click().await?;
    page.text_contains("12 people: 12 new").await?;
    let wanted = [(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")];
    steps::access(page, &wanted).await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    stage.simulator(|sim| sim.faults().add(fault));
    page.button("Send 12 invites and grant access").click().await?;
    page.text_contains(at).await?;
    page.text_contains("Sent, waiting for the answer.").await?;
    page.reload().await?;
    stage.simulator(|sim| sim.faults().clear());
    steps::connect(page, stage).await?;
    page.text_contains("Work was interrupted").await?;
    page.link("Resume 12 people").click().await?;
    page.text_contains("This was interrupted").await?;
    page.axe().await?;
    page.button("Resume").click().await?;
    page.text_contains(IN_PLACE).await?;
    let logins = names.map(|name| format!("{}.dozen", &name[..1]).to_lowercase());
    for login in &logins {
        assert!(matches!(steps::account(stage, login)?.invite, InviteStatus::Pending(_)), "{login}");
        steps::has_exactly(stage, login, &wanted)?;
    }
    stage.simulator(|sim| {
        let wrote = |method: &str, login: &str| {
            let of = |call: &&matomo_sim::Call| call.method.ends_with(method) && call.subject.as_deref() == Some(login);
            sim.calls().iter().filter(|call| call.wrote).filter(of).count()
        };
        for login in &logins {
            assert_eq!((wrote("inviteUser", login), wrote("setUserAccess", login)), (1, 1), "{login}");
        }
        let mut mailed: Vec<_> = sim.mails().iter().map(|mail| mail.to.clone()).collect();
        mailed.sort();
        assert_eq!(mailed, names.map(|name| format!("{name}@dozen.example.org").to_lowercase()));
    });
    Ok(())
}

/// Whether this stands beside a field.
async fn says(page: &Page, field: &str, words: &str) -> Result<(), Trouble> {
    let field = page.textbox(field);
    let said = field.description().await?;
    assert!(said.contains(words), "“{words}” is missing: {said}");
    assert_eq!(field.attribute("aria-invalid").await?.as_deref(), Some("true"), "{said}");
    Ok(())
}

/// Fills in the step about one person, and sees which login is proposed.
async fn person(page: &Page, name: &str, email: &str, login: &str) -> Result<(), Trouble> {
    steps::start(page).await?;
    page.find(Role::TextBox, Name::Has("Full name".into())).fill(name).await?;
    page.textbox("E-mail").fill(email).await?;
    assert_eq!(page.textbox("Login").value().await?, login);
    Ok(())
}

async fn by_link(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    let wanted = [(&sites[0], Access::View, "")];
    person(page, "Lia Link", "lia@crowd.example.org", "l.link").await?;
    page.find(Role::Radio, Name::Has("Invitation by link".into())).click().await?;
    page.text_contains("A new link voids the one before, also on paper.").await?;
    page.axe().await?;
    page.picture().await?;
    steps::access(page, &wanted).await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    steps::send(page).await?;
    page.text_contains(IN_PLACE).await?;
    page.button("Make link").click().await?;
    page.button("Show link").click().await?;
    page.text_contains("acceptInvitation").await?;
    let link = page.find(Role::Status, "Invite link").text().await?;
    page.axe().await?;
    page.picture().await?;
    page.button("Hide link").click().await?;
    page.leaks_none_of(&[&stage.token, link.split_once("token=").unwrap().1]).await?;
    steps::has_exactly(stage, "l.link", &wanted)?;
    // What somebody with the link in hand meets.
    let (_, query) = link.split_once('?').unwrap();
    let form = Http::default().get(&format!("{}index.php?{query}", stage.matomo), &[]).unwrap();
    assert_eq!(form.status, 200, "{link}");
    assert!(form.body.contains("<form") && form.body.contains("password"), "{}", form.body);
    Ok(())
}

async fn by_directory(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    let wanted = [(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")];
    person(page, "Dana Directory", "dana@crowd.example.org", "d.directory").await?;
    let ldap = page.find(Role::Radio, Name::Has("LDAP".into()));
    page.text_contains("LoginLdap is not active").await?;
    ldap.click().await?;
    page.text_contains("created with a long random password that nobody is told").await?;
    let mapping = page.table("Mapping to the directory").rows().await?;
    assert!(mapping.iter().any(|row| row[..3] == ["login", "uid", "d.directory"]), "{mapping:?}");
    page.text_contains("What a synchronisation overwrites").await?;
    page.axe().await?;
    page.picture().await?;
    steps::access(page, &wanted).await?;
    // Now the groups are known, too.
    page.link("Back").click().await?;
    page.heading("Person").appears().await?;
    page.text_contains("matomo-write-crowd-blog").await?;
    page.button("Download mapping").click().await?;
    let saved = std::fs::read_to_string(page.downloaded(".csv").await?).unwrap();
    assert!(saved.starts_with("\u{feff}Matomo,Directory,Value,Note\r\n"), "{saved}");
    assert!(saved.contains("login,uid,d.directory,"), "{saved}");
    assert!(saved.contains("view,view,1,") || saved.contains(&format!("view,view,{},", sites[0].id)), "{saved}");
    page.button("Next").click().await?;
    page.heading("Access").appears().await?;
    page.button("Next").click().await?;
    // Where somebody signs in elsewhere, the step about security is not passed over.
    page.heading("Security").appears().await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    page.text_contains("random password that nobody is told").await?;
    steps::send(page).await?;
    page.text_contains(IN_PLACE).await?;
    page.text_lacks("First password").await?;
    page.text_lacks("first password").await?;
    page.text_lacks("Show password").await?;
    page.axe().await?;
    page.picture().await?;
    assert_eq!(steps::account(stage, "d.directory")?.invite, InviteStatus::Active);
    steps::has_exactly(stage, "d.directory", &wanted)
}

async fn from_file(page: &Page, stage: &Stage, _: &[MadeSite; 2]) -> Result<(), Trouble> {
    steps::start(page).await?;
    page.find(Role::TextBox, Name::Has("Full name".into())).fill("First Typed").await?;
    page.radio("Many people").click().await?;
    // Whoever was typed for one person is the first of many.
    assert_eq!(page.textbox("Name in row 1").value().await?, "First Typed");
    page.button("Remove row 1").click().await?;
    page.button("Template").click().await?;
    let template = std::fs::read_to_string(page.downloaded(".csv").await?).unwrap();
    assert!(template.starts_with("\u{feff}Name,E-mail,Login,Language\r\n"), "{template}");
    choose(page, b"Name;E-mail\nZo\xeb Z;zoe@crowd.example.org\nXu;not an address\n").await?;
    page.text_contains("2 people added, read as a table with semicolons.").await?;
    assert_eq!(page.textbox("Name in row 1").value().await?, "Zoë Z");
    assert_eq!(page.textbox("Login in row 1").attribute("placeholder").await?.as_deref(), Some("z.z"));
    choose(page, "\u{feff}Ümit Ü <umit@crowd.example.org>".as_bytes()).await?;
    page.text_contains("1 person added, read as a list of addresses.").await?;
    assert_eq!(page.textbox("Name in row 3").value().await?, "Ümit Ü");
    page.combobox("Language in row 3").choose("Deutsch").await?;
    std::fs::remove_file(page.downloaded(".csv").await?).unwrap();
    page.button("Download the rows with problems").click().await?;
    let wrong = std::fs::read_to_string(page.downloaded(".csv").await?).unwrap();
    assert!(wrong.starts_with("\u{feff}Name,E-mail,Login,Language,What is wrong\r\nXu,not an address,,,"), "{wrong}");
    assert!(!wrong.contains("umit"), "{wrong}");
    page.button("Leave out all rows with problems").click().await?;
    page.text_contains("3 people: 2 new, 1 left out").await?;
    // Back to one person and again: nothing that was typed is lost.
    page.radio("One person").click().await?;
    assert_eq!(page.find(Role::TextBox, Name::Has("Full name".into())).value().await?, "First Typed");
    page.radio("Many people").click().await?;
    assert_eq!(page.textbox("Name in row 3").value().await?, "Ümit Ü");
    page.axe().await?;
    page.prefer_dark(true).await?;
    page.axe().await?;
    page.picture().await?;
    assert!(steps::account(stage, "z.z").is_err(), "something was sent");
    Ok(())
}

/// Chooses a file, as the browser's own dialog does.
async fn choose(page: &Page, bytes: &[u8]) -> Result<(), Trouble> {
    let script = "const input = document.querySelector('input[type=file]');
        const chosen = new DataTransfer();
        chosen.items.add(new File([new Uint8Array(arguments[0])], 'people.csv'));
        input.files = chosen.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(script, vec![bytes.to_vec().into()]).await?;
    Ok(())
}
