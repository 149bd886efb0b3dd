//! From the door to a person with access and a sheet in hand: on the simulator, and on real
//! Matomos, wherever the console is hosted.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::asker::at_once;
use journeys::browser::{Key, Name, Page, Role, Trouble, text_of};
use journeys::http::Http;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use matomo_api::methods::{CreateAppSpecificTokenAuth, InviteStatus, TokenDescription, TokenEnd};
use matomo_api::{Login, Password, Role as Access};
use matomo_sim::{Config, Dataset, Dialect};

const NAME: &str = "Nadia Ouředník";
const EMAIL: &str = "nadia@journey.example.org";
const LOGIN: &str = "n.ourednik";
const SITES: [&str; 3] = ["Journey shop", "Journey & <labs>", "Journey مركز المساعدة"];

#[test]
fn a_person_is_onboarded_on_the_simulated_5_3() {
    on_the_simulator(Dialect::V5_3);
}

#[test]
fn a_person_is_onboarded_on_the_simulated_latest() {
    on_the_simulator(Dialect::V5_8);
}

#[test]
fn a_person_is_onboarded_on_matomo_5_3() {
    on_real_ones(Dialect::V5_3);
}

#[test]
fn a_person_is_onboarded_on_the_latest_matomo() {
    on_real_ones(Dialect::V5_8);
}

#[test]
fn a_first_password_signs_in_and_is_nowhere_else() {
    for instance in real::matomos(Dialect::V5_8) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        with_first_password(&stage, "onboarding-password-real");
    }
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, data: Dataset::Demo, ..Config::default() };
        let stage = Stage::simulated(&dist().unwrap(), "/", config).unwrap();
        with_first_password(&stage, &format!("onboarding-password-{}", dialect.version()));
    }
}

#[test]
fn what_cannot_be_right_is_said_beside_its_field_and_nothing_is_sent() {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/", config).unwrap();
    stage.journey("onboarding-input").go(async |page| {
        steps::connect(page, &stage).await?;
        steps::start(page).await?;
        let calls = || stage.simulator(|sim| sim.calls().len());
        let before = calls();
        is_refused(page, "Full name", &"Nadia ".repeat(1706), "papers have room for 200").await?;
        is_refused(page, "E-mail", "ivan@@example.org", "@").await?;
        is_refused(page, "E-mail", "maren.calder@example.org", "super user").await?;
        is_refused(page, "Login", "s whitlock", "Matomo does not allow “ ” in a login").await?;
        page.textbox("E-mail").fill(EMAIL).await?;
        is_refused(page, "Login", "s whitlock", "Matomo does not allow “ ” in a login").await?;
        is_refused(page, "Login", "I.Petrov", "Taken by i.petrov").await?;
        // Text that tries the page stays text, and stays.
        let odd = "<img src=x onerror=alert(1)> \u{202e}aidaN & Söhne";
        page.textbox("Full name").paste(odd).await?;
        page.text_contains("<img src=x onerror=alert(1)>").await?;
        assert!(page.textbox("Full name").description().await?.contains("turn the direction of text"));
        page.axe().await?;
        page.button("Next").click().await?;
        page.text_contains("to fix before you go on").await?;
        page.axe().await?;
        for (field, typed) in [("Full name", odd), ("E-mail", EMAIL), ("Login", "I.Petrov")] {
            assert_eq!(page.textbox(field).value().await?, typed);
        }
        assert_eq!(calls(), before, "something was sent");
        Ok(())
    });
}

/// Types it, and reads beside the field why it will not do.
async fn is_refused(page: &Page, field: &str, typed: &str, why: &str) -> Result<(), Trouble> {
    let textbox = page.textbox(field);
    textbox.paste(typed).await?;
    textbox.press(&Key::Tab.to_string()).await?;
    let said = textbox.description().await?;
    assert!(said.contains(why), "beside “{field}” stands “{said}”");
    assert_eq!(textbox.attribute("aria-invalid").await?.as_deref(), Some("true"), "{field}");
    assert_eq!(textbox.value().await?, typed);
    Ok(())
}

/// An account that is made with a password, which then makes a token.
fn with_first_password(stage: &Stage, name: &str) {
    let sites = steps::make_sites(stage, SITES).unwrap();
    let wanted = [(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")];
    stage.journey(name).go(async |page| {
        steps::connect(page, stage).await?;
        steps::person(page, NAME, EMAIL, LOGIN).await?;
        page.find(Role::Radio, Name::Has("A password is made, shown once".into())).click().await?;
        steps::access(page, &wanted).await?;
        // With a password that is handed over, security is a step.
        page.button("Next").click().await?;
        page.heading("Security").appears().await?;
        page.button("Next").click().await?;
        page.heading("Review").appears().await?;
        page.text_contains("Matomo sends no mail.").await?;
        steps::send(page).await?;
        page.text_contains(IN_PLACE).await?;
        // Reading everything anew, which follows, draws the page again with the password masked.
        page.axe().await?;
        let shown = page.find(Role::Status, "First password");
        let masked = shown.text().await?;
        page.button("Show password").click().await?;
        page.button("Hide password").appears().await?;
        let password = shown.text().await?;
        assert!(masked.chars().all(|c| c == '•') && password.len() >= 12, "{masked}");
        page.axe().await?;
        page.button("Hide password").click().await?;
        page.leaks_none_of(&[&stage.token, &stage.password, &password]).await?;
        page.link("Print sheet").click().await?;
        page.heading("Onboarding sheet").appears().await?;
        page.text_contains(NAME).await?;
        page.leaks_none_of(&[&stage.token, &stage.password, &password]).await?;
        steps::has_exactly(stage, LOGIN, &wanted)?;
        assert_eq!(steps::account(stage, LOGIN)?.invite, InviteStatus::Active);
        let token = CreateAppSpecificTokenAuth {
            owner: Login::reported(LOGIN),
            password: Password::new(password),
            description: TokenDescription::parse("journey").unwrap(),
            end: TokenEnd::Never,
            secure_only: false,
            two_factor_code: None,
        };
        at_once(stage.asker()?.client().call_without_token(&token))?;
        Ok(())
    });
}

fn on_the_simulator(dialect: Dialect) {
    let config = Config { dialect, data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    onboard(&stage, &format!("onboarding-simulated-{}", dialect.version()));
}

fn on_real_ones(dialect: Dialect) {
    for instance in real::matomos(dialect) {
        let ways: &[Hosting] = if instance.is_own() {
            &[Hosting::OwnHost, Hosting::BesideMatomo]
        } else {
            println!("NOT RUN: nginx in front, since {} was not set up here", instance.name);
            &[Hosting::Plain("/console/")]
        };
        for way in ways {
            let stage = Stage::real(&dist().unwrap(), *way, &instance).unwrap();
            onboard(&stage, &format!("onboarding-{}-{way:?}", instance.name));
        }
    }
}

/// The whole way.
fn onboard(stage: &Stage, name: &str) {
    let sites = steps::make_sites(stage, SITES).unwrap();
    let wanted = [
        (&sites[0], Access::View, ""),
        (&sites[1], Access::Write, ""),
        (&sites[2], Access::Admin, "Keeps the goals there"),
    ];
    stage.journey(name).go(async |page| {
        steps::connect(page, stage).await?;
        page.link(&stage.login).appears().await?;
        steps::person(page, NAME, EMAIL, LOGIN).await?;
        page.find(Role::TextBox, Name::Has("Contact".into())).fill("Mira, +44 20 7946 0000").await?;
        page.combobox("Invite valid for").choose("7 days").await?;
        page.axe().await?;
        steps::access(page, &wanted).await?;
        page.axe().await?;
        is_reviewed(page, stage, &wanted).await?;
        steps::send(page).await?;
        page.text_contains(IN_PLACE).await?;
        page.text_contains(&format!("Invite sent to {EMAIL}")).await?;
        page.picture().await?;
        page.axe().await?;
        let link = invite_link(page).await?;
        sheet(page, &sites, &[&stage.token, &link]).await?;
        page.leaks_none_of(&[&stage.token, &link]).await?;
        // What the console claims is so in Matomo itself.
        let account = steps::account(stage, LOGIN)?;
        assert_eq!(account.email.unwrap().as_str(), EMAIL);
        assert!(matches!(account.invite, InviteStatus::Pending(6 | 7)), "{:?}", account.invite);
        steps::has_exactly(stage, LOGIN, &wanted)?;
        mailed_link_opens(stage);
        Ok(())
    });
}

/// Before and after, the calls, and no way on without a word about what needs care.
async fn is_reviewed(page: &Page, stage: &Stage, wanted: &[(&MadeSite, Access, &str)]) -> Result<(), Trouble> {
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    page.find(Role::Disclosure, Name::Has("The exact calls".into())).click().await?;
    page.text_contains("The exact calls, 3 in order").await?;
    let text = page.text().await?;
    for said in ["Needs care", &format!("userLogin={LOGIN}"), &format!("email={EMAIL}"), "expiryInDays=7"] {
        assert!(text.contains(said), "“{said}” is missing: {text}");
    }
    for (site, role, _) in wanted {
        // An invitation brings view on one site with it.
        let call = match role {
            Access::View => format!("initialIdSite={}", site.id),
            role => format!("access={} idSites={}", role.as_str(), site.id),
        };
        assert!(text.contains(&call), "“{call}” is missing: {text}");
        assert!(text.contains(&format!("{} id {}", site.name, site.id)), "{} is missing: {text}", site.name);
    }
    page.axe().await?;
    page.picture().await?;
    page.find(Role::Button, Name::Has("and grant access".into())).click().await?;
    page.text_contains("Tick this to go on.").await?;
    assert!(steps::account(stage, LOGIN).is_err(), "something was sent without a yes");
    page.find(Role::Checkbox, Name::Has("I have read".into())).click().await
}

/// The secret in the link that is made on demand, and shown only then.
async fn invite_link(page: &Page) -> Result<String, Trouble> {
    page.button("Make link").click().await?;
    let link = page.find(Role::Status, "Invite link");
    assert!(!link.text().await?.contains("http"), "the link is shown unasked");
    page.button("Show link").click().await?;
    page.text_contains("acceptInvitation").await?;
    let link = link.text().await?;
    page.button("Hide link").click().await?;
    Ok(link.split_once("token=").unwrap().1.to_owned())
}

/// The sheet, on the screen and on paper.
async fn sheet(page: &Page, sites: &[MadeSite], secrets: &[&str]) -> Result<(), Trouble> {
    page.link("Print sheet").click().await?;
    page.heading("Onboarding sheet").appears().await?;
    page.text_contains(NAME).await?;
    page.axe().await?;
    page.picture().await?;
    let paper = text_of(&page.print().await?)?;
    for said in [NAME, LOGIN, EMAIL] {
        assert!(paper.contains(said), "“{said}” is not on paper: {paper}");
    }
    for (site, role) in sites.iter().zip(["View", "Write", "Admin"]) {
        assert!(has_row(&paper, sites, site, role), "site {} with {role} is not on paper: {paper}", site.id);
        let word = site.name.split(' ').next_back().unwrap();
        assert!(site.name.chars().any(|c| c > '\u{590}') || paper.contains(word), "{word} is not on paper: {paper}");
    }
    for secret in secrets {
        assert!(!paper.contains(secret), "a secret is on paper: {paper}");
    }
    assert!(!paper.contains("acceptInvitation") && !paper.contains("token="), "a link is on paper: {paper}");
    Ok(())
}

/// Whether a row of the paper begins with this site and goes on with this role. What a cell says
/// may come out a line below the id.
fn has_row(paper: &str, sites: &[MadeSite], site: &MadeSite, role: &str) -> bool {
    let names = |line: &str, site: &MadeSite| line.split_whitespace().any(|word| word == site.id.to_string());
    let lines: Vec<&str> = paper.lines().collect();
    (0..lines.len()).filter(|at| names(lines[*at], site)).any(|at| {
        let below = lines.get(at + 1).filter(|line| !sites.iter().any(|site| names(line, site)));
        let mut words = lines[at].split_whitespace().chain(below.into_iter().flat_map(|line| line.split_whitespace()));
        words.any(|word| word == site.id.to_string()) && words.any(|word| word == role)
    })
}

/// The invitation went out once, and its link leads to a form.
fn mailed_link_opens(stage: &Stage) {
    let simulated = stage.simulator(|sim| sim.mails().iter().map(|m| (m.to.clone(), m.accept_link.clone())).collect());
    let mails: Vec<(String, String)> = match (simulated, stage.instance()) {
        (Some(mails), _) => mails,
        (None, Some(real)) if real.is_own() => {
            let link = |html: &str| {
                let mut targets = html.split("href=").filter_map(|rest| rest.split(['"', '\'']).nth(1));
                targets.find(|to| to.contains("acceptInvitation")).unwrap_or_default().replace("&amp;", "&")
            };
            real.mails().unwrap().iter().map(|mail| (mail.to.clone(), link(&mail.html))).collect()
        }
        _ => return println!("NOT RUN: the mail, which nobody but its owner reads"),
    };
    let own: Vec<_> = mails.iter().filter(|(to, _)| to.contains(EMAIL)).collect();
    let [(_, link)] = own[..] else { panic!("{} mails to {EMAIL}, of {mails:?}", own.len()) };
    // Behind a front, Matomo leaves out of its links the port that a test listens on.
    let (_, query) = link.split_once('?').unwrap();
    let page = Http::default().get(&format!("{}index.php?{query}", stage.matomo), &[]).unwrap();
    assert_eq!(page.status, 200, "{link}");
    assert!(page.body.contains("<form") && page.body.contains("password"), "{link}: {}", page.body);
}
