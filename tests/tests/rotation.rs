//! Tokens are replaced: each step in Matomo and on the screen, whatever goes wrong in between, and no secret is left
//! anywhere. On a simulator, and on real Matomos.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Role, Trouble};
use journeys::door::{self, asked};
use journeys::matomo_page;
use journeys::stage::Stage;
use journeys::steps;
use journeys::tokens::*;
use matomo_api::Role as Access;
use matomo_sim::Dialect;

journeys::everywhere! { "rotation", elsewhere: true, own }
journeys::everywhere! { "rotation", elsewhere: false, service_by_password differs resumes several still_alive }

/// The token that the console works with is replaced, to the end: the old one is deleted in Matomo's own page.
async fn own(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    // Without a site Matomo's own pages do not open.
    steps::make_sites(stage, ["rot Bergen"])?;
    let old = token(stage, &stage.login, &stage.password, "console of the journey");
    page.open(&stage.console).await?;
    page.textbox("Matomo address").fill(&stage.matomo).await?;
    page.textbox("API token").paste(&old).await?;
    page.find(Role::Checkbox, Name::Has("Keep for this tab".into())).click().await?;
    page.button("Connect").click().await?;
    door::is_read(page).await?;

    new_token(page).await?;
    page.button("Rotate this session’s token").click().await?;
    page.heading("Make the new token").appears().await?;
    looks_good(page).await?;
    page.textbox("Description").fill("console of the journey, next").await?;
    page.textbox("Your Matomo password").fill(&stage.password).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let new = shown(page, "token", "New token").await?;
    assert!(works(stage, &new) && works(stage, &old) && new != old);
    looks_good(page).await?;

    let before = asked(page, &stage.matomo).await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    page.text_contains("Works, may do the same").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 2, "one request as each");
    page.text_contains("This console works with the old token").await?;
    looks_good(page).await?;
    page.button("Go on with the new token").click().await?;
    page.text_contains("This console works with the new token since").await?;
    door::is_read(page).await?;
    looks_good(page).await?;
    page.button("Next").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.text_contains(&format!("Sign in to Matomo as {}.", stage.login)).await?;
    let link = page.find(Role::Link, Name::Has("Open token page in Matomo".into()));
    let page_of_matomo = format!("{}index.php?module=UsersManager&action=userSecurity", stage.matomo);
    assert_eq!(link.attribute("href").await?.as_deref(), Some(page_of_matomo.as_str()));
    looks_good(page).await?;
    let address = page.address().await?;

    // The page is left, and with it what it held.
    match stage.instance() {
        Some(_) => {
            matomo_page::revoke_token(page, &stage.matomo, &stage.login, &stage.password, "console of the journey")
                .await?;
        }
        None => {
            page.open("about:blank").await?;
            assert_eq!(stage.simulator(|sim| sim.revoke_token(&old)), Some(true));
        }
    }
    assert!(!works(stage, &old) && works(stage, &new));

    page.open(&address).await?;
    door::is_read(page).await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.button("It is revoked").click().await?;
    page.heading("Prove that the old token is dead").appears().await?;
    looks_good(page).await?;
    page.textbox("Old token").paste(&new).await?;
    page.button("Check the old token").click().await?;
    page.text_contains("This is another token: its fingerprint is").await?;
    page.textbox("Old token").paste(&old).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Check the old token").click().await?;
    page.heading("Record").appears().await?;
    page.text_contains("The old token is dead, and the new one in its place").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 2, "the old one once, and this session’s");
    looks_good(page).await?;
    page.link("The old token").click().await?;
    page.text_contains("Proven dead").await?;
    assert!(!works(stage, &old) && works(stage, &new));
    // What is kept for this tab is the token, as was asked for.
    page.button("Lock").click().await?;
    page.find(Role::Heading, Name::Has("Locked at".into())).appears().await?;
    page.leaks_none_of(&[&old, &new, &stage.password]).await
}

/// A service's token is made with its password, and replaced; its owner revokes it.
async fn service_by_password(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let [site] = steps::make_sites(stage, ["rot Alpine"])?;
    account(stage, "svc.rot", &[(&site, Access::View)]);
    steps::connect(page, stage).await?;
    new_token_for(page, "svc.rot", "nightly & co").await?;
    page.text_contains("16 of 100 characters, as Matomo counts them").await?;
    page.textbox("Purpose optional").fill("Figures for the warehouse").await?;
    page.textbox("Systems optional").fill("etl-02\nboards").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.text_contains("One call to Matomo, without a token: it makes a token of svc.rot").await?;
    looks_good(page).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Make token").click().await?;
    page.heading("The token is made").appears().await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1);
    let first = shown(page, "token", "New token").await?;
    looks_good(page).await?;
    page.button("Test it now").click().await?;
    page.text_contains("It may do just what is known of svc.rot.").await?;
    looks_good(page).await?;
    page.link("Done").click().await?;
    page.heading("nightly & co").appears().await?;
    page.leaks_none_of(&[&first, PASSWORD, &stage.token]).await?;

    page.link("Rotate").click().await?;
    page.heading("Make the new token").appears().await?;
    assert_eq!(page.textbox("Systems optional").value().await?, "etl-02\nboards");
    assert!(page.textbox("Description").value().await?.starts_with("nightly & co 20"));
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let second = shown(page, "token", "New token").await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    page.checkbox("etl-02").click().await?;
    assert_eq!(page.button("Next").attribute("aria-disabled").await?.as_deref(), Some("true"));
    page.checkbox("boards").click().await?;
    page.text_contains(&format!("UTC, {}", stage.login)).await?;
    looks_good(page).await?;
    page.button("Next").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.text_contains("The token belongs to svc.rot.").await?;
    page.text_contains("the token “nightly & co” of svc.rot has been replaced").await?;
    let mail = page.link("Mail instructions").attribute("href").await?.unwrap();
    assert!(mail.starts_with("mailto:svc.rot@example.org?subject=Please%20delete"), "{mail}");
    looks_good(page).await?;
    revoke(stage, "svc.rot", "nightly & co", &first);
    page.button("It is revoked").click().await?;
    page.textbox("Old token").paste(&first).await?;
    page.button("Check the old token").click().await?;
    page.text_contains("The old token is dead, and the new one in its place").await?;
    page.text_contains("etl-02").await?;
    assert!(!works(stage, &first) && works(stage, &second));
    use records::TokenAction::{Made, ProvenDead, Replaced, Worked};
    let steps = token_steps(page).await?;
    for (step, times) in [(Made, 2), (Worked, 1), (Replaced, 1), (ProvenDead, 1)] {
        assert_eq!(steps.iter().filter(|one| **one == step).count(), times, "{steps:?}");
    }
    assert_eq!(steps.last(), Some(&ProvenDead), "{steps:?}");
    page.leaks_none_of(&[&first, &second, PASSWORD, &stage.token]).await
}

/// What is on record of tokens, in its order.
async fn token_steps(page: &Page) -> Result<Vec<records::TokenAction>, Trouble> {
    let step = |entry: &records::Entry| match entry.what() {
        records::What::TokenStep(step) => Some(step.what),
        _ => None,
    };
    Ok(journeys::ledger::kept(page).await?.iter().filter_map(step).collect())
}

/// At every step the page is loaded again; a new token that is lost is replaced by another.
async fn resumes(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    let old = old_of(page, stage, "svc.rot", "resumed").await?;
    page.link("Rotate").click().await?;
    page.heading("Make the new token").appears().await?;
    again(page, stage, "Make the new token").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let lost = shown(page, "token", "New token").await?;

    again(page, stage, "Test the new token").await?;
    page.text_contains("It is not in memory any more.").await?;
    looks_good(page).await?;
    page.find(Role::Disclosure, "The new token is lost").click().await?;
    page.button("Make another").click().await?;
    page.heading("Make the new token").appears().await?;
    page.textbox("Description").fill("resumed, another").await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.heading("Test the new token").appears().await?;
    let new = shown(page, "token", "New token").await?;

    again(page, stage, "Test the new token").await?;
    page.textbox("New token").paste(&new).await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    again(page, stage, "Revoke the old token in Matomo").await?;
    page.text_contains("Works, may do the same").await?;
    page.button("It is revoked").click().await?;
    page.heading("Prove that the old token is dead").appears().await?;
    again(page, stage, "Prove that the old token is dead").await?;
    page.button("Back to revoking").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    page.find(Role::Disclosure, "End without proof").click().await?;
    page.button("End without proof").click().await?;
    page.text_contains("Say why, for whoever reads the register later.").await?;
    page.textbox("Why without proof").fill("The account is gone next week").await?;
    page.button("End without proof").click().await?;
    page.heading("Record").appears().await?;
    page.text_contains("Ended without proof: The account is gone next week").await?;
    looks_good(page).await?;
    again(page, stage, "Record").await?;
    // Never more than was proven.
    page.link("The old token").click().await?;
    page.heading("resumed").appears().await?;
    page.text_contains("That it is refused was not seen yet.").await?;
    assert!(works(stage, &old) && works(stage, &lost) && works(stage, &new));
    page.leaks_none_of(&[&old, &lost, &new, PASSWORD, &stage.token]).await
}

/// What the new token may do is not what was read: somebody has to say that this is right.
async fn differs(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let [site] = steps::make_sites(stage, ["rot Coast"])?;
    account(stage, "svc.rot", &[(&site, Access::View)]);
    let old = old_of(page, stage, "svc.rot", "differs").await?;
    give(stage, "svc.rot", &site, Access::Write);
    page.link("Rotate").click().await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.button("Test the new token").click().await?;
    page.text_contains("It differs from what was expected").await?;
    page.text_contains("Write on rot Coast where view was expected.").await?;
    looks_good(page).await?;
    again(page, stage, "Test the new token").await?;
    page.text_contains("It differs from what was expected").await?;
    assert_eq!(page.text().await?.matches("Write on rot Coast").count(), 1, "it is told twice");
    assert_eq!(page.button("Go on").attribute("aria-disabled").await?.as_deref(), Some("true"));
    page.checkbox("That is as it should be").click().await?;
    page.button("Go on").click().await?;
    page.heading("Switch to the new token").appears().await?;
    page.text_contains("Works, the differences are as they should be").await?;
    page.leaks_none_of(&[&old, PASSWORD, &stage.token]).await
}

/// Three at once, one with a wrong password: it stops there, and goes on when somebody says so.
async fn several(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let logins = ["svc.one", "svc.three", "svc.two"];
    for login in logins {
        account(stage, login, &[]);
    }
    steps::connect(page, stage).await?;
    let mut olds = Vec::new();
    for login in logins {
        olds.push(made_for(page, login, &format!("of {login}")).await?);
    }
    let ids = page.run_async(IDS, vec![]).await?;
    let ids: Vec<String> = serde_json::from_value(ids).unwrap();
    assert_eq!(ids.len(), 3);
    let query: Vec<String> = ids.iter().map(|id| format!("id={id}")).collect();
    let address = format!("{}tokens/rotate/?{}", stage.console, query.join("&"));
    page.open(&address).await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Rotate 3 tokens").appears().await?;
    page.textbox("Password of svc.one").fill(PASSWORD).await?;
    page.textbox("Password of svc.three").fill(WRONG).await?;
    page.checkbox("Set svc.two a new password").click().await?;
    page.textbox("Your own Matomo password").fill(&stage.password).await?;
    page.checkbox("I know what else uses it").click().await?;
    looks_good(page).await?;
    page.button("Make 3 tokens").click().await?;
    page.text_contains("Matomo says that the password is wrong").await?;
    page.text_contains("At most 19 tries left").await?;
    looks_good(page).await?;
    page.button("Make 2 tokens").appears().await?;
    page.text_contains("Stopped at svc.three").await?;
    page.text_contains("Nothing was sent for the 1 after it.").await?;
    assert_eq!((tokens_of(stage, "svc.one"), tokens_of(stage, "svc.three"), tokens_of(stage, "svc.two")), (2, 1, 1));

    // The other goes on without it.
    page.checkbox("Leave svc.three out").click().await?;
    page.textbox("Your own Matomo password").fill(&stage.password).await?;
    page.button("Make 1 token").click().await?;
    page.text_contains("All are made").await?;
    looks_good(page).await?;
    let text = page.text().await?;
    assert_eq!(text.matches("tried: may do the same").count(), 2, "{text}");
    assert_eq!((tokens_of(stage, "svc.one"), tokens_of(stage, "svc.three"), tokens_of(stage, "svc.two")), (2, 1, 2));
    assert!(try_token(stage, "svc.two", PASSWORD, "x").is_none(), "the old password works on");
    page.leaks_none_of(&[WRONG, PASSWORD, &stage.password, &stage.token]).await?;

    // What was made is made, after a reload too.
    page.open(&address).await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Rotate 3 tokens").appears().await?;
    page.button("Make 1 token").appears().await?;
    page.find(Role::Link, Name::Has("Go on with of svc.one".into())).click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    let secrets: Vec<&str> = olds.iter().map(String::as_str).chain([WRONG, PASSWORD, stage.token.as_str()]).collect();
    page.leaks_none_of(&secrets).await
}

/// Whoever looks before it is revoked is told that it lives.
async fn still_alive(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    account(stage, "svc.rot", &[]);
    let old = old_of(page, stage, "svc.rot", "still there").await?;
    page.link("Rotate").click().await?;
    page.textbox("Password of svc.rot").fill(PASSWORD).await?;
    page.button("Make the new token").click().await?;
    page.button("Test the new token").click().await?;
    page.heading("Switch to the new token").appears().await?;
    page.button("Next").click().await?;
    page.button("It is revoked").click().await?;
    page.textbox("Old token").paste(&old).await?;
    let before = asked(page, &stage.matomo).await?;
    page.button("Check the old token").click().await?;
    page.text_contains("The old token still answers").await?;
    page.text_contains("UTC, one request.").await?;
    page.text_lacks("tries left").await?;
    assert_eq!(asked(page, &stage.matomo).await?, before + 1);
    looks_good(page).await?;
    page.button("Back to revoking").click().await?;
    page.heading("Revoke the old token in Matomo").appears().await?;
    revoke(stage, "svc.rot", "still there", &old);
    page.button("It is revoked").click().await?;
    // It is in memory still.
    page.button("Check the old token").click().await?;
    page.heading("Record").appears().await?;
    page.text_contains("The old token is dead").await?;
    page.leaks_none_of(&[&old, PASSWORD, &stage.token]).await
}

/// The ids of all entries of the register, by their names.
const IDS: &str = "const done = arguments[arguments.length - 1];
    const opening = indexedDB.open('lanyard');
    opening.onsuccess = () => {
        const store = opening.result.transaction('work').objectStore('work');
        const [keys, records] = [store.getAllKeys(), store.getAll()];
        records.onsuccess = () => {
            const own = keys.result.map((key, at) => [key, records.result[at]]).filter(([key]) => key.startsWith('token/'));
            own.sort((a, b) => JSON.parse(a[1]).name < JSON.parse(b[1]).name ? -1 : 1);
            opening.result.close();
            done(own.map(([key]) => key.split('#').pop()));
        };
    };";

/// Connects, and leaves the page of a token that was made there.
async fn old_of(page: &Page, stage: &Stage, login: &str, name: &str) -> Result<String, Trouble> {
    steps::connect(page, stage).await?;
    made_for(page, login, name).await
}

/// Loads the page again, comes back in, and is at that step.
async fn again(page: &Page, stage: &Stage, heading: &str) -> Result<(), Trouble> {
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.heading(heading).appears().await
}
