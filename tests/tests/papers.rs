//! The papers of a case: the request for approval before it is carried out; afterwards message, ticket comment, change
//! record, calendar file and sheet in four languages, and the slip with the one secret.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Role, Trouble, codes_of, text_of};
use journeys::door;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite, unfolded as read};
use matomo_api::methods::{AccessId, GetSitesAccessFromUser};
use matomo_api::{Login, Role as Access};
use matomo_sim::{Config, Dataset, Dialect};

const NAME: &str = "Nadia Ouředník";
const EMAIL: &str = "nadia.papers@journey.example.org";
const LOGIN: &str = "n.ourednik";
const SITES: [&str; 2] = ["Journey shop", "Journey blog"];

/// What was typed and stands on every paper for the company's own use.
const TYPED: [(&str, &str); 4] = [
    ("In one sentence", "Shop campaigns, autumn to spring"),
    ("Asked for by", "Adaeze Lindqvist"),
    ("Approved by", "Noor Abadi"),
    ("Reference", "PO-4502"),
];

/// The company's settings, as they are kept.
const HOUSE: &str = r#"{"house":{"name":"Example Ltd","contact":"Mira Calder\nmatomo@example.org","rules":["No exports to private devices"],"token_days":60,"logo":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="}}"#;

#[test]
fn a_case_is_approved_carried_out_and_told_to_everybody_it_concerns() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, data: Dataset::Empty, ..Config::default() };
        let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
        told_to_everybody(&stage, &format!("papers-{}", dialect.version()));
    }
}

#[test]
fn the_papers_say_what_matomo_5_3_has() {
    on_real_ones(Dialect::V5_3);
}

#[test]
fn the_papers_say_what_the_latest_matomo_has() {
    on_real_ones(Dialect::V5_8);
}

fn on_real_ones(dialect: Dialect) {
    for instance in real::matomos(dialect) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        told_to_everybody(&stage, &format!("papers-{}", instance.name));
    }
}

fn told_to_everybody(stage: &Stage, name: &str) {
    let sites = steps::make_sites(stage, SITES).unwrap();
    stage.journey(name).go(async |page| {
        page.open(&stage.console).await?;
        page.run("localStorage.setItem('lanyard.settings', arguments[0])", vec![HOUSE.into()]).await?;
        steps::connect(page, stage).await?;
        to_the_review(page, &sites).await?;
        request_for_approval(page, stage).await?;
        steps::send(page).await?;
        page.text_contains(IN_PLACE).await?;
        let password = the_slip(page).await?;
        messages(page).await?;
        files(page).await?;
        they_say_what_matomo_has(page, stage, &sites).await?;
        the_sheet(page, stage, &sites, &password).await?;
        page.leaks_none_of(&[&stage.token, &stage.password, &password]).await
    });
}

async fn to_the_review(page: &Page, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    page.link("Onboard a person").click().await?;
    page.heading("Engagement").appears().await?;
    for (field, typed) in TYPED {
        page.find(Role::TextBox, Name::Has(field.into())).fill(typed).await?;
    }
    page.button("3 months").click().await?;
    page.button("Next").click().await?;
    page.heading("Person").appears().await?;
    page.find(Role::TextBox, Name::Has("Full name".into())).fill(NAME).await?;
    page.textbox("E-mail").fill(EMAIL).await?;
    page.find(Role::Radio, Name::Has("First password".into())).click().await?;
    steps::access(page, &[(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")]).await?;
    // A first password is given, so security is a step.
    page.button("Next").click().await?;
    page.heading("Security").appears().await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await
}

/// Before anything is sent: what is asked for, from whom, and that there is no account.
async fn request_for_approval(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let before = stage.simulator(|sim| sim.calls().len());
    let text = read(page, "Read the request").await?;
    for (_, typed) in TYPED {
        assert!(text.contains(typed), "“{typed}” is not in: {text}");
    }
    for said in [NAME, SITES[0], SITES[1], "No account yet", "Not allowed", "Your answer"] {
        assert!(text.contains(said), "“{said}” is not in: {text}");
    }
    assert_eq!(copied(page, "Copy request").await?.trim(), text.trim());
    assert!(rich(page, "Copy request as HTML").await?.contains(&format!("<bdi>{NAME}</bdi>")));
    let link = page.link("Mail request").attribute("href").await?.unwrap_or_default();
    assert!(link.starts_with("mailto:?subject=") && link.len() <= 2000, "{link}");
    page.axe().await?;
    page.picture().await?;
    assert_eq!(stage.simulator(|sim| sim.calls().len()), before, "something was sent");
    assert!(steps::account(stage, LOGIN).is_err(), "there is an account already");
    Ok(())
}

/// Shown once, after a warning; on paper there is nothing but the slip, with the password and no login.
async fn the_slip(page: &Page) -> Result<String, Trouble> {
    page.button("Show password").click().await?;
    page.button("Hide password").appears().await?;
    let password = page.find(Role::Status, "First password").text().await?;
    page.button("Hide password").click().await?;
    page.button("Slip with the password").click().await?;
    let dialog = page.dialog("Slip with the password");
    dialog.appears().await?;
    assert!(!dialog.text().await?.contains(&password), "the slip is shown before the warning was read");
    page.axe().await?;
    dialog.find(Role::Button, "Show slip").click().await?;
    page.text_contains(&password).await?;
    page.axe().await?;
    page.picture().await?;
    let pdf = page.print_in_own_size().await?;
    std::fs::write(page.folder()?.join("slip.pdf"), &pdf)?;
    let paper = text_of(&pdf)?;
    assert_eq!(paper.matches(&password).count(), 1, "{paper}");
    assert_eq!(paper.split('\u{c}').filter(|page| !page.trim().is_empty()).count(), 1, "{paper}");
    assert!(paper.contains(NAME) && !paper.contains(LOGIN) && !paper.contains("http"), "{paper}");
    assert!(!paper.contains("Hand over") && !paper.contains("Print slip"), "more than the slip: {paper}");
    dialog.find(Role::Button, "Done, close it").click().await?;
    page.text_contains("The slip was shown, and is gone.").await?;
    assert!(!page.button("Slip with the password").is_there().await?);
    page.leaks_none_of(&[&password]).await?;
    Ok(password)
}

/// Each in the language that is chosen, with what is known of the case, and the ticket knows that the account is new.
async fn messages(page: &Page) -> Result<(), Trouble> {
    for (language, subject, changes) in [
        ("Deutsch", "Ihr Zugang zu Matomo", "kein Zugriff → Schreiben"),
        ("Français", "Votre accès à Matomo", "→"),
        ("Español", "Su acceso a Matomo", "→"),
        ("English", "Your access to Matomo", "No access → Write"),
    ] {
        page.radio(language).click().await?;
        let message = read(page, "Read the message").await?;
        assert!(message.contains(LOGIN) && message.contains(SITES[0]) && message.contains(NAME), "{message}");
        let comment = read(page, "Read the comment").await?;
        assert!(comment.to_lowercase().contains(&changes.to_lowercase()), "{language}: {comment}");
        assert!(message.to_lowercase().starts_with(&subject[..5].to_lowercase()), "{language}: {message}");
        let record = read(page, "Read the record").await?;
        for (_, typed) in TYPED {
            assert!(record.contains(typed), "{language}: “{typed}” is not in: {record}");
        }
        assert!(record.contains("UTC"), "not read back: {record}");
    }
    assert!(copied(page, "Copy comment as Markdown").await?.starts_with("## "));
    assert!(!copied(page, "Copy comment as text").await?.contains("**"));
    assert!(rich(page, "Copy message as HTML").await?.contains("<ol>"));
    let link = page.link("Mail message").attribute("href").await?.unwrap_or_default();
    assert!(link.starts_with(&format!("mailto:{EMAIL}?subject=")) && link.len() <= 2000, "{link}");
    for dark in [true, false] {
        page.prefer_dark(dark).await?;
        page.picture().await?;
        page.axe().await?;
    }
    Ok(())
}

async fn files(page: &Page) -> Result<(), Trouble> {
    page.button("Download record").click().await?;
    let record = std::fs::read_to_string(page.downloaded(".md").await?)?;
    assert!(record.starts_with("## ") && record.contains("Noor Abadi"), "{record}");
    page.button("Download calendar file").click().await?;
    let calendar = std::fs::read_to_string(page.downloaded(".ics").await?)?;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.contains("BEGIN:VALARM"), "{calendar}");
    Ok(())
}

/// Message, comment and record name the account and each site with the role that Matomo itself has for it, and no
/// other site.
async fn they_say_what_matomo_has(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    let account = steps::account(stage, LOGIN)?;
    let email = account.email.unwrap();
    steps::has_exactly(stage, LOGIN, &[(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")])?;
    let held = stage.asker()?.ask(&GetSitesAccessFromUser { login: Login::reported(LOGIN) })?;
    for paper in ["Read the message", "Read the comment", "Read the record"] {
        let text = read(page, paper).await?;
        assert!(text.contains(account.login.as_str()), "{paper}: {text}");
        // A ticket is read by many: no address is in it.
        assert_eq!(text.contains(email.as_str()), paper != "Read the comment", "{paper}: {text}");
        for (site, access) in &held {
            let name = sites.iter().find(|made| made.id == *site).unwrap().name;
            let said = |line: &&str| [name, &format!("id {site}"), word(access)].iter().all(|part| line.contains(part));
            assert_eq!(text.lines().filter(said).count(), 1, "{name}, {}: {paper}: {text}", word(access));
        }
        let named = text.split("id ").skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).count();
        assert_eq!(named, held.len(), "{paper} names other sites: {text}");
    }
    Ok(())
}

fn word(access: &AccessId) -> &'static str {
    match access {
        AccessId::Role(Access::View) => "View",
        AccessId::Role(Access::Write) => "Write",
        AccessId::Role(Access::Admin) => "Admin",
        AccessId::Capability(other) => panic!("nobody gave {other:?}"),
    }
}

/// All that is known of the case, in four languages, on one page each; no secret. Its code leads to Matomo.
async fn the_sheet(page: &Page, stage: &Stage, sites: &[MadeSite; 2], password: &str) -> Result<(), Trouble> {
    page.link("Print sheet").click().await?;
    page.heading("Onboarding sheet").appears().await?;
    for language in ["English", "Deutsch", "Français", "Español"] {
        page.radio(language).click().await?;
        let pdf = page.print_in_own_size().await?;
        let file = page.folder()?.join(format!("sheet-{language}.pdf"));
        std::fs::write(&file, &pdf)?;
        assert_eq!(codes_of(&file)?, [stage.matomo.as_str()], "{language}");
        let paper = text_of(&pdf)?;
        for site in sites {
            let is_row = |line: &str| line.split_whitespace().any(|word| word == site.id.to_string());
            assert!(paper.lines().any(is_row), "{language}: site {} is not on: {paper}", site.id);
        }
        for (_, typed) in TYPED {
            let words: Vec<&str> = typed.split(' ').collect();
            assert!(words.iter().all(|word| paper.contains(word)), "{language}: “{typed}” is not on: {paper}");
        }
        for said in [NAME, LOGIN, EMAIL, "Example Ltd", "Calder", "No exports", "60", "YOUR_TOKEN", "Lanyard ", "UTC"] {
            assert!(paper.contains(said), "{language}: “{said}” is not on: {paper}");
        }
        assert_eq!(paper.split('\u{c}').filter(|page| !page.trim().is_empty()).count(), 1, "{language}: {paper}");
        for secret in [password, &stage.token, &stage.password, "acceptInvitation", "token="] {
            assert!(!paper.contains(secret), "{language}: a secret is on: {paper}");
        }
    }
    page.axe().await?;
    page.picture().await?;
    page.link("Back").click().await?;
    page.heading("Hand over").appears().await
}

#[test]
fn after_a_reload_the_papers_still_say_what_was_there_before() {
    let config = Config { data: Dataset::Empty, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let sites = steps::make_sites(&stage, SITES).unwrap();
    stage.journey("papers-reload").go(async |page| {
        steps::connect(page, &stage).await?;
        to_the_review(page, &sites).await?;
        steps::send(page).await?;
        page.text_contains(IN_PLACE).await?;
        let comment = read(page, "Read the comment").await?;
        let record = read(page, "Read the record").await?;
        page.reload().await?;
        door::come_back(page, &stage.token).await?;
        page.heading("Hand over").appears().await?;
        assert_eq!(read(page, "Read the comment").await?, comment);
        assert_eq!(read(page, "Read the record").await?, record);
        // The password is gone with the page, and its slip with it.
        assert!(!page.button("Slip with the password").is_there().await?);
        Ok(())
    });
}

/// Presses a button that copies, and says what it copied.
async fn copied(page: &Page, button: &str) -> Result<String, Trouble> {
    const CATCH: &str = "window.copied = null;
        navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); };";
    page.run(CATCH, vec![]).await?;
    page.button(button).click().await?;
    taken(page).await
}

/// The same for what is copied with its layout, as a program that takes HTML would paste it.
async fn rich(page: &Page, button: &str) -> Result<String, Trouble> {
    const CATCH: &str = "window.copied = null;
        window.addEventListener('copy', event => { window.copied = event.clipboardData.getData('text/html'); }, { once: true });";
    page.run(CATCH, vec![]).await?;
    page.button(button).click().await?;
    taken(page).await
}

async fn taken(page: &Page) -> Result<String, Trouble> {
    page.waits_for("that something was copied", "return typeof window.copied === 'string'").await?;
    Ok(page.run("return window.copied", vec![]).await?.as_str().unwrap_or_default().to_owned())
}
