//! What is handed over apart from the papers: a slip has one secret and nothing that says where it belongs, and nothing
//! else has any. Several people get a slip each and a sheet each. On the simulators, and on real Matomos.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Role, Trouble, codes_of, text_of};
use journeys::http::Http;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite, unfolded};
use matomo_api::methods::{AddUser, InviteStatus};
use matomo_api::{Email, Login, Password, Role as Access};
use matomo_sim::{Config, Dataset, Dialect};

const SITES: [&str; 2] = ["Slip shop", "Slip blog"];

/// Invited by a link.
const LIA: (&str, &str, &str) = ("Lia Link", "lia@slips.example.org", "l.link");

/// Two of them are new; Jo is there already. Ben reads German.
const TABLE: &str = "Name,E-mail,Language\nAda Arnold,ada@slips.example.org,\n\
    Ben Baker,ben@slips.example.org,de\nJo Jensen,jo@slips.example.org,\n";
const PEOPLE: [(&str, &str, &str); 3] = [
    ("Ada Arnold", "ada@slips.example.org", "a.arnold"),
    ("Ben Baker", "ben@slips.example.org", "b.baker"),
    ("Jo Jensen", "jo@slips.example.org", "jo.jensen"),
];
const JO: (&str, &str, &str) = PEOPLE[2];

const PAPERS: [&str; 3] = ["Read the message", "Read the comment", "Read the record"];

#[test]
fn a_slip_has_the_link_and_no_other_secret_on_the_simulators() {
    on_simulators("link", link);
}

#[test]
fn a_slip_has_the_link_and_no_other_secret_on_matomo_5_3() {
    on_real_ones("link", Dialect::V5_3, link);
}

#[test]
fn a_slip_has_the_link_and_no_other_secret_on_the_latest_matomo() {
    on_real_ones("link", Dialect::V5_8, link);
}

#[test]
fn everybody_has_a_slip_and_papers_of_their_own_on_the_simulators() {
    on_simulators("many", many);
}

#[test]
fn everybody_has_a_slip_and_papers_of_their_own_on_matomo_5_3() {
    on_real_ones("many", Dialect::V5_3, many);
}

#[test]
fn everybody_has_a_slip_and_papers_of_their_own_on_the_latest_matomo() {
    on_real_ones("many", Dialect::V5_8, many);
}

trait Way: AsyncFn(&Page, &Stage, &[MadeSite; 2]) -> Result<(), Trouble> {}

impl<F: AsyncFn(&Page, &Stage, &[MadeSite; 2]) -> Result<(), Trouble>> Way for F {}

fn on_simulators(name: &str, way: impl Way) {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, data: Dataset::Empty, ..Config::default() };
        let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
        go(&stage, &format!("slips-{name}-{}", dialect.version()), &way);
    }
}

fn on_real_ones(name: &str, dialect: Dialect, way: impl Way) {
    for instance in real::matomos(dialect) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        go(&stage, &format!("slips-{name}-{}", instance.name), &way);
    }
}

fn go(stage: &Stage, name: &str, way: &impl Way) {
    let sites = steps::make_sites(stage, SITES).unwrap();
    let jo = AddUser {
        login: Login::reported(JO.2),
        password: Password::new("Journey-1-password".to_owned()),
        email: Email::parse(JO.1).unwrap(),
        initial_site: None,
    };
    stage.asker().unwrap().ask(&jo).unwrap();
    stage.journey(name).go(async |page| {
        steps::connect(page, stage).await?;
        way(page, stage, &sites).await?;
        page.leaks_none_of(&[&stage.token, &stage.password]).await
    });
}

async fn link(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    let (name, email, login) = LIA;
    let wanted = [(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")];
    steps::person(page, name, email, login).await?;
    page.find(Role::Radio, Name::Has("Invitation by link".into())).click().await?;
    steps::access(page, &wanted).await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    steps::send(page).await?;
    page.text_contains(IN_PLACE).await?;
    page.button("Make link").click().await?;
    page.button("Show link").click().await?;
    page.text_contains("acceptInvitation").await?;
    let link = page.find(Role::Status, "Invite link").text().await?;
    page.button("Hide link").click().await?;
    let token = link.split_once("token=").unwrap().1;
    let paper = slip(page, "Slip with the link", &link).await?;
    // What a person has to type stands on it as it is, but for where its lines end.
    let run: String = paper.split_whitespace().collect();
    assert_eq!((run.matches(&link).count(), run.matches("http").count()), (1, 1), "{paper}");
    assert_eq!(run.matches(token).count(), 1, "{paper}");
    let random = random_words(&paper);
    assert!(random.iter().all(|word| link.contains(word)), "{random:?} are on: {paper}");
    assert!(run.contains(&name.replace(' ', "")), "{paper}");
    for other in [login, email, &stage.token, &stage.password] {
        assert!(!run.contains(other), "{other} is on: {paper}");
    }
    // It is the one that works, and it is nowhere else.
    let (_, query) = link.split_once('?').unwrap();
    let form = Http::default().get(&format!("{}index.php?{query}", stage.matomo), &[]).unwrap();
    assert!(form.status == 200 && form.body.contains("<form"), "{link}: {}", form.body);
    assert!(matches!(steps::account(stage, login)?.invite, InviteStatus::Pending(_)));
    steps::has_exactly(stage, login, &wanted)?;
    for read in PAPERS {
        let text = unfolded(page, read).await?;
        assert!(!text.contains(token) && !text.contains("acceptInvitation"), "{read}: {text}");
    }
    let pages = sheets(page, stage, 1).await?;
    assert!(!pages[0].contains(token) && !pages[0].contains("acceptInvitation"), "{}", pages[0]);
    page.leaks_none_of(&[token]).await
}

async fn many(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    let wanted = [(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")];
    steps::start(page).await?;
    page.radio("Many people").click().await?;
    page.textbox("Addresses or a table").paste(TABLE).await?;
    page.button("Add to the list").click().await?;
    page.text_contains("3 people: 2 new, 1 with an account already").await?;
    page.find(Role::Radio, Name::Has("First password".into())).click().await?;
    steps::access(page, &wanted).await?;
    page.button("Next").click().await?;
    page.heading("Security").appears().await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    page.button("Create 2 accounts and grant access").click().await?;
    page.heading("Hand over").appears().await?;
    page.text_contains(IN_PLACE).await?;
    page.axe().await?;
    let mut passwords = Vec::new();
    for (name, email, login) in &PEOPLE[..2] {
        page.button(&format!("Show password of {login}")).click().await?;
        page.button(&format!("Hide password of {login}")).appears().await?;
        let password = page.find(Role::Status, &format!("First password of {login}")).text().await?;
        page.button(&format!("Hide password of {login}")).click().await?;
        let paper = slip(page, &format!("Slip with the password of {login}"), &password).await?;
        assert_eq!(paper.matches(&password).count(), 1, "{paper}");
        assert!(paper.contains(name), "{paper}");
        let others = PEOPLE.iter().filter(|(other, ..)| other != name).map(|(other, ..)| *other);
        for other in others.chain([*email, *login, "http"]).chain(passwords.iter().map(String::as_str)) {
            assert!(!paper.contains(other), "{other} is on: {paper}");
        }
        passwords.push(password);
    }
    // Jo has a password already.
    page.text_lacks(&format!("First password of {}", JO.2)).await?;
    assert!(!page.button(&format!("Slip with the password of {}", JO.2)).is_there().await?);
    for (name, email, login) in PEOPLE {
        page.combobox("Papers for").choose(&format!("{name} ({login})")).await?;
        let (greeting, before) = match login {
            "b.baker" => ("Guten Tag Ben Baker", "Zugang zu Matomo erteilt"),
            login if login == JO.2 => ("Hello Jo Jensen", "Access to Matomo changed"),
            _ => ("Hello Ada Arnold", "Access to Matomo granted"),
        };
        for read in PAPERS {
            let text = unfolded(page, read).await?;
            assert!(text.contains(login) && text.contains(name), "{read}: {text}");
            assert!(read != "Read the comment" || text.starts_with(before), "{text}");
            assert!(read != "Read the message" || text.contains(greeting), "{text}");
            assert!(
                sites.iter().all(|site| text.to_lowercase().contains(&format!("id {}", site.id))),
                "{read}: {text}"
            );
            is_about_one(&text, email, &passwords);
        }
        steps::has_exactly(stage, login, &wanted)?;
    }
    let pages = sheets(page, stage, PEOPLE.len()).await?;
    for ((name, email, login), paper) in PEOPLE.into_iter().zip(pages) {
        assert!([name, email, login].into_iter().all(|said| paper.contains(said)), "{login}: {paper}");
        is_about_one(&paper, email, &passwords);
        assert_eq!(paper.contains("Rolle"), login == "b.baker", "{paper}");
        assert!(!paper.contains(&stage.token), "{paper}");
    }
    let passwords: Vec<&str> = passwords.iter().map(String::as_str).collect();
    page.leaks_none_of(&passwords).await
}

/// Nobody else of the list, and no password, is in a text.
fn is_about_one(text: &str, email: &str, passwords: &[String]) {
    for (name, _, login) in PEOPLE.iter().filter(|(_, other, _)| *other != email) {
        assert!(!text.contains(name) && !text.contains(login), "{login} is in: {text}");
    }
    assert!(passwords.iter().all(|password| !text.contains(password)), "a password is in: {text}");
}

/// Shows a slip, which it does once, and says what is on its one page.
async fn slip(page: &Page, name: &str, secret: &str) -> Result<String, Trouble> {
    page.button(name).click().await?;
    let dialog = page.dialog(name);
    dialog.appears().await?;
    assert!(!dialog.text().await?.contains(secret), "the slip is shown before the warning was read");
    dialog.find(Role::Button, "Show slip").click().await?;
    page.text_contains(secret).await?;
    page.axe().await?;
    page.picture().await?;
    let pdf = page.print_in_own_size().await?;
    std::fs::write(page.folder()?.join(format!("{}.pdf", name.replace(' ', "-"))), &pdf)?;
    let paper = text_of(&pdf)?;
    assert_eq!(pages(&paper).len(), 1, "{paper}");
    dialog.find(Role::Button, "Done, close it").click().await?;
    assert!(!page.button(name).is_there().await?, "it is offered again");
    Ok(paper)
}

/// What is on the sheets, a page for each person. Each has a code that leads to Matomo.
async fn sheets(page: &Page, stage: &Stage, people: usize) -> Result<Vec<String>, Trouble> {
    page.link("Print sheet").click().await?;
    page.heading("Onboarding sheet").appears().await?;
    let pdf = page.print_in_own_size().await?;
    let file = page.folder()?.join("sheets.pdf");
    std::fs::write(&file, &pdf)?;
    assert_eq!(codes_of(&file)?, vec![stage.matomo.clone(); people]);
    let paper = text_of(&pdf)?;
    let pages = pages(&paper);
    assert_eq!(pages.len(), people, "{paper}");
    Ok(pages)
}

fn pages(paper: &str) -> Vec<String> {
    paper.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect()
}

/// Whatever is long and has letters and digits, as a secret has.
fn random_words(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let both = |word: &&str| word.contains(|c: char| c.is_ascii_digit()) && word.contains(char::is_alphabetic);
    words.filter(|word| word.len() >= 12).filter(both).collect()
}
