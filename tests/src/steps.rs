//! What several journeys do alike: coming in, the wizard's steps, and asking Matomo what came of it.

use matomo_api::methods::{AccessId, GetSitesAccessFromUser, GetUser, UserRow};
use matomo_api::{Login, Role as Access, SiteId};

use crate::browser::{Name, Page, Role, Trouble};
use crate::door;
use crate::http::Http;
use crate::stage::Stage;

/// Comes in by the door with the super user's token, and waits for the list of people.
pub async fn connect(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.open(&stage.console).await?;
    door::come_in(page, stage).await?;
    page.heading("People").appears().await
}

/// A site that was made for a journey.
#[derive(Debug, Clone)]
pub struct MadeSite {
    /// Its id.
    pub id: SiteId,
    /// Its name.
    pub name: &'static str,
}

/// Makes sites of these names, past the console, which makes none.
pub fn make_sites<const N: usize>(stage: &Stage, names: [&'static str; N]) -> Result<[MadeSite; N], Trouble> {
    let mut made = Vec::new();
    for name in names {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("module", "API"), ("method", "SitesManager.addSite"), ("format", "json")])
            .extend_pairs([("siteName", name), ("urls", "https://journey.example.org"), ("token_auth", &stage.token)])
            .finish();
        let reply = Http::default().post(&format!("{}index.php", stage.matomo), &[], &form);
        let body = reply.map_err(|why| Trouble::new(why.to_string()))?.body;
        let said: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
        let id = said["value"].as_u64().and_then(|id| SiteId::new(u32::try_from(id).ok()?).ok());
        let id = id.ok_or_else(|| Trouble::new(format!("the site {name} was not made: {body}")))?;
        made.push(MadeSite { id, name });
    }
    made.try_into().map_err(|_| Trouble::new("there are not as many sites as names"))
}

/// Opens the wizard and passes over its first step, which asks for nothing that has to be.
pub async fn start(page: &Page) -> Result<(), Trouble> {
    page.link("Onboard a person").click().await?;
    page.heading("Engagement").appears().await?;
    page.button("Next").click().await?;
    page.heading("Person").appears().await
}

/// Fills in the step about the person, and sees which login is proposed.
pub async fn person(page: &Page, name: &str, email: &str, login: &str) -> Result<(), Trouble> {
    start(page).await?;
    page.textbox("Full name").fill(name).await?;
    page.textbox("E-mail").fill(email).await?;
    let proposed = page.textbox("Login").value().await?;
    if proposed == login {
        page.text_contains("Free. Cannot be changed later.").await
    } else {
        Err(Trouble::new(format!("the login that is proposed is “{proposed}”, not “{login}”")))
    }
}

/// Chooses roles in the step about access, each with its reason if one is given.
pub async fn access(page: &Page, wanted: &[(&MadeSite, Access, &str)]) -> Result<(), Trouble> {
    page.button("Next").click().await?;
    page.heading("Access").appears().await?;
    for (site, role, reason) in wanted {
        let role = match role {
            Access::View => "View",
            Access::Write => "Write",
            Access::Admin => "Admin",
        };
        let radio = page.find(Role::Group, &format!("Role on {}", site.name)).find(Role::Radio, role);
        radio.click().await?;
        if !reason.is_empty() {
            page.textbox(&format!("Why Admin on {}", site.name)).fill(reason).await?;
        }
    }
    Ok(())
}

/// Goes on to the review, and says what is there to read.
pub async fn review(page: &Page) -> Result<(), Trouble> {
    page.button("Next").click().await?;
    page.heading("Review").appears().await?;
    page.find(Role::Checkbox, Name::Has("I have read".into())).click().await
}

/// Presses the button that sends, and waits for the last step.
pub async fn send(page: &Page) -> Result<(), Trouble> {
    page.find(Role::Button, Name::Has("and grant access".into())).click().await?;
    page.heading("Hand over").appears().await
}

/// Reads a paper of the last step by its name, unfolded if it is not: in another language it stays as it was.
pub async fn unfolded(page: &Page, name: &str) -> Result<String, Trouble> {
    let text = page.find(Role::Region, name);
    if !text.is_there().await? {
        page.find(Role::Disclosure, name).click().await?;
    }
    text.text().await
}

/// The sentence that stands only over work that was done and read back.
pub const IN_PLACE: &str = "Everything is in place and was read back from Matomo.";

/// The account as Matomo itself tells it, past the console.
pub fn account(stage: &Stage, login: &str) -> Result<UserRow, Trouble> {
    Ok(stage.asker()?.ask(&GetUser { login: Login::reported(login) })?)
}

/// Fails if Matomo itself has other roles for the account than exactly these.
pub fn has_exactly(stage: &Stage, login: &str, wanted: &[(&MadeSite, Access, &str)]) -> Result<(), Trouble> {
    let mut found = stage.asker()?.ask(&GetSitesAccessFromUser { login: Login::reported(login) })?;
    let mut expected: Vec<_> = wanted.iter().map(|(site, role, _)| (site.id, AccessId::Role(*role))).collect();
    found.sort_by_key(|(site, _)| site.get());
    expected.sort_by_key(|(site, _)| site.get());
    if found == expected {
        Ok(())
    } else {
        Err(Trouble::new(format!("Matomo has {found:?} for {login}, not {expected:?}")))
    }
}
