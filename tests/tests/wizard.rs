//! The wizard in full: from what somebody needs to the access that is proposed, what they meet in Matomo, drafts that
//! outlive a reload at every step, and what a company makes mandatory.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Control, Name, Page, Role, Trouble};
use journeys::door;
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use matomo_api::methods::{GetLanguageForUser, GetUserPreference, PreferenceName};
use matomo_api::{Login, Role as Access};
use matomo_sim::{Config, Dataset, Dialect};

const NAME: &str = "Nadia Ouředník";
const EMAIL: &str = "nadia.wizard@journey.example.org";
const LOGIN: &str = "n.ourednik";
const SITES: [&str; 2] = ["Journey shop", "Journey blog"];

/// Goes on it on a simulator of each dialect.
fn on_simulators(name: &str, journey: impl AsyncFn(&Page, &Stage, &[MadeSite; 2]) -> Result<(), Trouble>) {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, data: Dataset::Empty, ..Config::default() };
        let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
        go(&stage, &format!("wizard-{name}-{}", dialect.version()), &journey);
    }
}

fn on_real_ones(name: &str, journey: impl AsyncFn(&Page, &Stage, &[MadeSite; 2]) -> Result<(), Trouble>) {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        for instance in real::matomos(dialect) {
            let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
            go(&stage, &format!("wizard-{name}-{}", instance.name), &journey);
        }
    }
}

fn go(stage: &Stage, name: &str, journey: impl AsyncFn(&Page, &Stage, &[MadeSite; 2]) -> Result<(), Trouble>) {
    let sites = steps::make_sites(stage, SITES).unwrap();
    stage.journey(name).go(async |page| {
        steps::connect(page, stage).await?;
        journey(page, stage, &sites).await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

/// A field that says in its name, too, that it may stay empty.
fn field<'p>(page: &'p Page, name: &str) -> Control<'p> {
    page.find(Role::TextBox, Name::Has(name.into()))
}

#[test]
fn what_is_needed_leads_to_the_least_access_and_what_they_meet_is_set_on_simulators() {
    on_simulators("full", in_full);
}

#[test]
fn what_is_needed_leads_to_the_least_access_and_what_they_meet_is_set_on_real_ones() {
    on_real_ones("full", in_full);
}

async fn in_full(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    page.link("Onboard a person").click().await?;
    page.heading("Engagement").appears().await?;
    page.axe().await?;
    page.checkbox("Goals").click().await?;
    page.checkbox("Export by API").click().await?;
    field(page, "In one sentence").fill("Shop campaigns, autumn to spring").await?;
    page.find(Role::Radio, "Somebody of another company").click().await?;
    field(page, "Approved by").fill("Adaeze Lindqvist").await?;
    page.button("3 months").click().await?;
    page.picture().await?;
    page.button("Next").click().await?;
    page.heading("Person").appears().await?;
    page.textbox("Full name").fill(NAME).await?;
    page.textbox("E-mail").fill(EMAIL).await?;
    page.button("Next").click().await?;
    page.heading("Access").appears().await?;
    // One site is chosen as much too much, and put right by what is proposed.
    let radio = |site: &str, role: &str| page.find(Role::Group, &format!("Role on {site}")).find(Role::Radio, role);
    radio(sites[0].name, "Admin").click().await?;
    page.text_contains("is more than is needed").await?;
    page.axe().await?;
    page.picture().await?;
    page.button("Use on the chosen sites").click().await?;
    page.text_lacks("is more than is needed").await?;
    assert!(radio(sites[0].name, "Write").is_on().await?);
    // A programme's interface is asked for, so security is a step.
    page.button("Next").click().await?;
    page.heading("Security").appears().await?;
    page.axe().await?;
    page.checkbox("Matomo’s screens in the language of the papers").click().await?;
    page.combobox("First page").choose(sites[0].name).await?;
    page.combobox("Reports open with").choose("last 30 days").await?;
    page.picture().await?;
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    page.axe().await?;
    page.picture().await?;
    steps::send(page).await?;
    page.text_contains(IN_PLACE).await?;
    page.picture().await?;
    let (asker, login) = (stage.asker()?, Login::reported(LOGIN));
    assert_eq!(asker.ask(&GetLanguageForUser { login: login.clone() })?.as_deref(), Some("en"));
    let kept = |name| asker.ask(&GetUserPreference { login: login.clone(), name });
    assert_eq!(kept(PreferenceName::DefaultReport)?, Some(sites[0].id.to_string()));
    assert_eq!(kept(PreferenceName::DefaultDate)?.as_deref(), Some("last30"));
    steps::has_exactly(stage, LOGIN, &[(&sites[0], Access::Write, "")])
}

#[test]
fn a_draft_is_there_after_a_reload_at_every_step_on_simulators() {
    on_simulators("reload", reloaded);
}

#[test]
fn a_draft_is_there_after_a_reload_at_every_step_on_real_ones() {
    on_real_ones("reload", reloaded);
}

async fn reloaded(page: &Page, stage: &Stage, sites: &[MadeSite; 2]) -> Result<(), Trouble> {
    let again = async |heading: &str| {
        page.text_contains("Draft saved in this browser").await?;
        page.reload().await?;
        door::come_back(page, &stage.token).await?;
        page.heading(heading).appears().await
    };
    page.link("Onboard a person").click().await?;
    field(page, "In one sentence").fill("Shop campaigns").await?;
    again("Engagement").await?;
    assert_eq!(field(page, "In one sentence").value().await?, "Shop campaigns");
    page.button("Next").click().await?;
    page.textbox("Full name").fill(NAME).await?;
    page.textbox("E-mail").fill(EMAIL).await?;
    again("Person").await?;
    assert_eq!(page.textbox("Full name").value().await?, NAME);
    page.link("Back").click().await?;
    again("Engagement").await?;
    assert_eq!(field(page, "In one sentence").value().await?, "Shop campaigns");
    page.button("Next").click().await?;
    page.heading("Person").appears().await?;
    page.button("Next").click().await?;
    page.heading("Access").appears().await?;
    let view = page.find(Role::Group, &format!("Role on {}", sites[1].name)).find(Role::Radio, "View");
    view.click().await?;
    again("Access").await?;
    assert!(view.is_on().await?);
    page.find(Role::Link, Name::Has("Security".into())).click().await?;
    page.checkbox("Two-factor is expected of the person").click().await?;
    again("Security").await?;
    assert!(page.checkbox("Two-factor is expected of the person").is_on().await?);
    page.button("Next").click().await?;
    again("Review").await?;
    steps::send(page).await?;
    page.text_contains(IN_PLACE).await?;
    page.text_contains("Every step is noted in this browser").await?;
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Hand over").appears().await?;
    steps::has_exactly(stage, LOGIN, &[(&sites[1], Access::View, "")])?;
    // From there, another one like it.
    page.link("Onboard another").click().await?;
    page.find(Role::Disclosure, Name::Has("Finished cases".into())).click().await?;
    page.axe().await?;
    page.button(&format!("Another like {NAME}")).click().await?;
    page.heading("Person").appears().await?;
    assert_eq!(page.textbox("Full name").value().await?, "");
    page.link("Back").click().await?;
    page.heading("Engagement").appears().await?;
    assert_eq!(field(page, "In one sentence").value().await?, "Shop campaigns");
    Ok(())
}

/// An answer of Matomo that never comes to the page: the invitation is done all the same.
const HOLD: &str = "const fetched = window.fetch;
    window.fetch = async (request, more) => {
        const asked = await request.clone().text();
        const answer = await fetched(request, more);
        if (!asked.includes('inviteUser')) return answer;
        window.held = true;
        return new Promise(() => {});
    }";

#[test]
fn work_that_was_interrupted_on_real_ones_is_resumed_and_nobody_is_invited_twice() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        for instance in real::matomos(dialect) {
            let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
            go(&stage, &format!("wizard-interrupted-{}", instance.name), async |page, stage, sites| {
                let wanted = [(&sites[0], Access::View, ""), (&sites[1], Access::Write, "")];
                steps::person(page, NAME, EMAIL, LOGIN).await?;
                steps::access(page, &wanted).await?;
                page.button("Next").click().await?;
                page.heading("Review").appears().await?;
                page.run(HOLD, vec![]).await?;
                steps::send(page).await?;
                page.waits_for("that Matomo has answered", "return window.held === true").await?;
                page.text_contains("Sent, waiting for the answer.").await?;
                page.reload().await?;
                door::come_back(page, &stage.token).await?;
                page.text_contains("This was interrupted").await?;
                page.picture().await?;
                page.button("Resume").click().await?;
                page.text_contains(IN_PLACE).await?;
                steps::has_exactly(stage, LOGIN, &wanted)?;
                if instance.is_own() {
                    let mails = instance.mails()?;
                    assert_eq!(mails.iter().filter(|mail| mail.to.contains(EMAIL)).count(), 1, "{mails:?}");
                } else {
                    println!("NOT CHECKED: how many mails {} has sent", instance.name);
                }
                Ok(())
            });
        }
    }
}

#[test]
fn what_a_company_makes_mandatory_is_asked_for() {
    let config = Config { data: Dataset::Empty, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    steps::make_sites(&stage, SITES).unwrap();
    stage.journey("wizard-settings").go(async |page| {
        steps::connect(page, &stage).await?;
        page.link("Settings").click().await?;
        page.heading("Settings").appears().await?;
        page.checkbox("Who approved, and when").click().await?;
        field(page, "Rule for logins").fill("{nobody}").await?;
        page.text_contains("Not a rule").await?;
        field(page, "Rule for logins").fill("{vendor}.{first}.{last}").await?;
        page.text_lacks("Not a rule").await?;
        field(page, "Domains that addresses may have").fill("example.org").await?;
        page.text_contains("Saved in this browser.").await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Export").click().await?;
        let file = std::fs::read_to_string(page.downloaded(".json").await?).unwrap();
        assert!(file.contains("{vendor}.{first}.{last}") && file.contains("example.org"), "{file}");
        page.reload().await?;
        door::come_back(page, &stage.token).await?;
        assert!(page.checkbox("Who approved, and when").is_on().await?);
        page.link("Onboard").click().await?;
        page.heading("Engagement").appears().await?;
        page.button("Next").click().await?;
        page.text_contains("to fix before you go on").await?;
        page.axe().await?;
        field(page, "Approved by").fill("Adaeze Lindqvist").await?;
        field(page, "Approved on").fill("2026-11-20").await
    });
}
