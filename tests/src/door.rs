//! The console's door, as every journey comes in through it.

use crate::browser::{Page, Trouble};
use crate::stage::Stage;

/// Its heading.
pub const HEADING: &str = "Connect to Matomo";

/// Fills the open door's fields and presses Connect, once.
pub async fn press_connect(page: &Page, matomo: &str, token: &str) -> Result<(), Trouble> {
    page.textbox("Matomo address").fill(matomo).await?;
    page.textbox("API token").paste(token).await?;
    page.button("Connect").click().await
}

/// The same with login and password, and with a code if it is not empty.
pub async fn press_connect_as(page: &Page, matomo: &str, login: &str, secrets: (&str, &str)) -> Result<(), Trouble> {
    page.textbox("Matomo address").fill(matomo).await?;
    page.radio("With login and password").click().await?;
    page.textbox("Login").fill(login).await?;
    page.textbox("Password").paste(secrets.0).await?;
    if !secrets.1.is_empty() {
        page.textbox("Two-factor code optional").fill(secrets.1).await?;
    }
    page.button("Connect").click().await
}

/// Comes in through the open door as super user, and waits until Matomo was read.
pub async fn come_in(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.textbox("Matomo address").fill(&stage.matomo).await?;
    come_back(page, &stage.token).await
}

/// The same after a reload, where the address is remembered and the token is not.
pub async fn come_back(page: &Page, token: &str) -> Result<(), Trouble> {
    page.textbox("API token").paste(token).await?;
    page.button("Connect").click().await?;
    is_read(page).await
}

/// Waits until somebody is in and the directory was read.
pub async fn is_read(page: &Page) -> Result<(), Trouble> {
    const READ: &str = "return !!document.querySelector('#main-nav') && !document.querySelector('[aria-busy=true]')
        && [...document.querySelectorAll('.nav__count')].every(count => count.textContent !== '')";
    page.waits_for("that the directory was read", READ).await
}

/// How many requests this page has sent to that address since it was loaded.
pub async fn asked(page: &Page, address: &str) -> Result<u64, Trouble> {
    const COUNT: &str =
        "return performance.getEntriesByType('resource').filter(sent => sent.name.startsWith(arguments[0])).length";
    Ok(page.run(COUNT, vec![address.into()]).await?.as_u64().unwrap_or_default())
}
