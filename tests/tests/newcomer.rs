//! Whom the console let in, in Matomo: they take up the invitation, sign in on Matomo's own page, and
//! find exactly the sites there that they were given.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use journeys::browser::{Name, Page, Role, Trouble};
use journeys::matomo_page;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use matomo_api::methods::{AddUser, InviteStatus};
use matomo_api::{Email, Login, Password, Role as Access};
use matomo_sim::Dialect;

const NAME: &str = "Noor Newcomer";
const EMAIL: &str = "noor@newcomer.example.org";
const LOGIN: &str = "n.newcomer";
const SITES: [&str; 3] = ["Newcomer archive", "Newcomer & <labs>", "Newcomer متجر"];
/// What the person chooses.
const PASSWORD: &str = "Newcomer-1-password";

/// What somebody has in hand who was let in.
enum Given {
    /// An invitation's link, which asks for a password, and where that was set up to agree to terms.
    Link { to: String, terms: bool },
    /// The password that signs in.
    Password(String),
}

type Wanted<'s> = Vec<(&'s MadeSite, Access, &'static str)>;

#[test]
fn somebody_invited_by_mail_finds_their_sites_in_matomo_5_3() {
    on_real_ones("mail", Dialect::V5_3, both, by_mail);
}

#[test]
fn somebody_invited_by_mail_finds_their_sites_in_the_latest_matomo() {
    on_real_ones("mail", Dialect::V5_8, both, by_mail);
}

#[test]
fn somebody_invited_by_link_finds_their_site_in_matomo_5_3() {
    on_real_ones("link", Dialect::V5_3, one, by_link);
}

#[test]
fn somebody_invited_by_link_finds_their_site_in_the_latest_matomo() {
    on_real_ones("link", Dialect::V5_8, one, by_link);
}

#[test]
fn somebody_with_a_first_password_finds_their_sites_in_matomo_5_3() {
    on_real_ones("password", Dialect::V5_3, both, with_first_password);
}

#[test]
fn somebody_with_a_first_password_finds_their_sites_in_the_latest_matomo() {
    on_real_ones("password", Dialect::V5_8, both, with_first_password);
}

#[test]
fn somebody_who_was_there_finds_one_site_more_in_matomo_5_3() {
    on_real_ones("extended", Dialect::V5_3, both, extended);
}

#[test]
fn somebody_who_was_there_finds_one_site_more_in_the_latest_matomo() {
    on_real_ones("extended", Dialect::V5_8, both, extended);
}

/// Two of the three sites.
fn both(sites: &[MadeSite; 3]) -> Wanted<'_> {
    vec![(&sites[1], Access::View, ""), (&sites[2], Access::Write, "")]
}

/// One of them, where Matomo has nothing to choose from.
fn one(sites: &[MadeSite; 3]) -> Wanted<'_> {
    vec![(&sites[1], Access::View, "")]
}

/// Lets somebody in through the console, and goes on in Matomo in their place.
fn on_real_ones(
    name: &str,
    dialect: Dialect,
    wanted: impl Fn(&[MadeSite; 3]) -> Wanted<'_>,
    let_in: impl AsyncFn(&Page, &Stage, &Wanted<'_>) -> Result<Option<Given>, Trouble>,
) {
    for instance in real::matomos(dialect) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        let sites = steps::make_sites(&stage, SITES).unwrap();
        let (wanted, name) = (wanted(&sites), format!("newcomer-{name}-{}", instance.name));
        let mut given = None;
        stage.journey(&format!("{name}-console")).go(async |page| {
            given = let_in(page, &stage, &wanted).await?;
            steps::has_exactly(&stage, LOGIN, &wanted)
        });
        let Some(given) = given else {
            println!(
                "NOT RUN: taking up the invitation, since nobody but its owner reads the mails of {}",
                instance.name
            );
            continue;
        };
        // Matomo's first page after its installation puts all of its scripts together.
        stage.journey(&name).elsewhere().patience(Duration::from_secs(60)).go(async |page| {
            let password = match &given {
                Given::Password(password) => password,
                Given::Link { to, terms } => {
                    let asked = matomo_page::accept(page, to, PASSWORD).await?;
                    assert!(asked || !terms, "Matomo did not ask to agree to its terms");
                    finds(page, &wanted).await?;
                    matomo_page::sign_out(page, &stage.matomo).await?;
                    PASSWORD
                }
            };
            matomo_page::sign_in(page, &stage.matomo, LOGIN, password).await?;
            finds(page, &wanted).await
        });
        // Taking it up has changed nothing but that.
        let account = steps::account(&stage, LOGIN).unwrap();
        assert_eq!(account.invite, InviteStatus::Active);
        assert_eq!(account.email.unwrap().as_str(), EMAIL);
        steps::has_exactly(&stage, LOGIN, &wanted).unwrap();
    }
}

/// Whether Matomo's own list of sites has all that were given, and no other.
async fn finds(page: &Page, wanted: &Wanted<'_>) -> Result<(), Trouble> {
    let mut found = matomo_page::sites(page).await?;
    found.sort();
    let mut expected: Vec<&str> = wanted.iter().map(|(site, _, _)| site.name).collect();
    expected.sort_unstable();
    assert_eq!(found, expected, "what Matomo offers to whom was let in");
    Ok(())
}

async fn by_mail(page: &Page, stage: &Stage, wanted: &Wanted<'_>) -> Result<Option<Given>, Trouble> {
    steps::connect(page, stage).await?;
    steps::person(page, NAME, EMAIL, LOGIN).await?;
    steps::access(page, wanted).await?;
    send(page).await?;
    let instance = stage.instance().unwrap();
    if !instance.is_own() {
        return Ok(None);
    }
    matomo_page::ask_for_agreement(instance)?;
    Ok(Some(Given::Link { to: matomo_page::mailed_link(instance, EMAIL)?, terms: true }))
}

async fn by_link(page: &Page, stage: &Stage, wanted: &Wanted<'_>) -> Result<Option<Given>, Trouble> {
    steps::connect(page, stage).await?;
    steps::person(page, NAME, EMAIL, LOGIN).await?;
    page.find(Role::Radio, Name::Has("Invitation by link".into())).click().await?;
    steps::access(page, wanted).await?;
    send(page).await?;
    page.button("Make link").click().await?;
    page.button("Show link").click().await?;
    page.text_contains("acceptInvitation").await?;
    Ok(Some(Given::Link { to: page.find(Role::Status, "Invite link").text().await?, terms: false }))
}

async fn with_first_password(page: &Page, stage: &Stage, wanted: &Wanted<'_>) -> Result<Option<Given>, Trouble> {
    steps::connect(page, stage).await?;
    steps::person(page, NAME, EMAIL, LOGIN).await?;
    page.find(Role::Radio, Name::Has("A password is made, shown once".into())).click().await?;
    steps::access(page, wanted).await?;
    page.button("Next").click().await?;
    page.heading("Security").appears().await?;
    send(page).await?;
    page.button("Show password").click().await?;
    page.button("Hide password").appears().await?;
    Ok(Some(Given::Password(page.find(Role::Status, "First password").text().await?)))
}

/// Goes on to the review, and sends.
async fn send(page: &Page) -> Result<(), Trouble> {
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    steps::send(page).await?;
    page.text_contains(IN_PLACE).await
}

/// The first of the sites is theirs already, the others are added.
async fn extended(page: &Page, stage: &Stage, wanted: &Wanted<'_>) -> Result<Option<Given>, Trouble> {
    let [(old, Access::View, _), new @ ..] = &wanted[..] else { panic!("a site that they can view comes first") };
    stage.asker()?.ask(&AddUser {
        login: Login::reported(LOGIN),
        password: Password::new(PASSWORD.to_owned()),
        email: Email::parse(EMAIL).unwrap(),
        initial_site: Some(old.id),
    })?;
    steps::has_exactly(stage, LOGIN, &wanted[..1])?;
    steps::connect(page, stage).await?;
    steps::start(page).await?;
    page.textbox("Full name").fill(NAME).await?;
    page.textbox("E-mail").fill(EMAIL).await?;
    page.text_contains("The account exists: nothing is created and nobody is invited.").await?;
    steps::access(page, new).await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    page.text_contains("No account is created, nobody is invited.").await?;
    page.picture().await?;
    page.button("Change access").click().await?;
    page.heading("Hand over").appears().await?;
    page.text_contains(IN_PLACE).await?;
    let instance = stage.instance().unwrap();
    if instance.is_own() {
        assert!(instance.mails()?.iter().all(|mail| !mail.to.contains(EMAIL)), "a mail went out");
    }
    Ok(Some(Given::Password(PASSWORD.to_owned())))
}
