//! Matomo's own pages, as the person meets them who was let in: the invitation, signing in, and the
//! list of sites in the head of every report.

use xtask::matomo::Instance;

use crate::browser::{Name, Page, Role, Trouble};

/// Where the invitation leads that was mailed to this address.
pub fn mailed_link(instance: &Instance, email: &str) -> Result<String, Trouble> {
    let mails = instance.mails()?;
    let own: Vec<_> = mails.iter().filter(|mail| mail.to.contains(email)).collect();
    let [mail] = own[..] else {
        return Err(Trouble::new(format!("{} mails went to {email}, of {}", own.len(), mails.len())));
    };
    let mut targets = mail.html.split("href=").filter_map(|rest| rest.split(['"', '\'']).nth(1));
    let link = targets.find(|to| to.contains("acceptInvitation"));
    let link = link.ok_or_else(|| Trouble::new(format!("no link accepts in “{}”: {}", mail.subject, mail.html)))?;
    Ok(link.replace("&amp;", "&"))
}

/// Makes Matomo ask whoever takes up an invitation to agree to its terms.
pub fn ask_for_agreement(instance: &Instance) -> Result<(), Trouble> {
    const TERMS: &str =
        "insert into matomo_plugin_setting (plugin_name, setting_name, setting_value, json_encoded, user_login)
        values ('PrivacyManager', 'termsAndConditionUrl', 'https://terms.example.org/', 0, '')";
    Ok(instance.sql(TERMS).map(drop)?)
}

/// Opens an invitation, sets the password there, agrees to terms if there are some, and is in.
/// Says whether there were.
pub async fn accept(page: &Page, link: &str, password: &str) -> Result<bool, Trouble> {
    page.open(link).await?;
    page.heading("Set Password").appears().await?;
    page.textbox("Password").fill(password).await?;
    page.textbox("Password confirmation").fill(password).await?;
    let terms = page.find(Role::Checkbox, Name::Any);
    let asks = terms.is_there().await?;
    if asks {
        terms.press(" ").await?;
    }
    page.picture().await?;
    page.button("Confirm").click().await?;
    is_in(page).await?;
    Ok(asks)
}

/// Signs in with login and password.
pub async fn sign_in(page: &Page, matomo: &str, login: &str, password: &str) -> Result<(), Trouble> {
    press_sign_in(page, matomo, login, password).await?;
    is_in(page).await
}

async fn press_sign_in(page: &Page, matomo: &str, login: &str, password: &str) -> Result<(), Trouble> {
    page.open(matomo).await?;
    page.find(Role::TextBox, Name::Has("Username".into())).fill(login).await?;
    page.find(Role::TextBox, Name::Has("Password".into())).fill(password).await?;
    page.picture().await?;
    page.button("Sign in").click().await
}

/// Signs out, and is at the form for signing in.
pub async fn sign_out(page: &Page, matomo: &str) -> Result<(), Trouble> {
    page.open(&format!("{matomo}index.php?module=Login&action=logout")).await?;
    page.button("Sign in").appears().await
}

/// The names of all sites that the list offers to whoever is in, in its order.
pub async fn sites(page: &Page) -> Result<Vec<String>, Trouble> {
    // With one site there is nothing to choose: the list stays shut, and its title names the site.
    const OPEN: &str = "const list = document.querySelector('.top_bar_sites_selector .siteSelector');
        const filled = list?.querySelectorAll('.custom_select_ul_list a').length ?? 0;
        if (filled === 0) return 'it is empty';
        if (filled === 1 ? list.matches('.disabled') : list.matches('.expanded')) return true;
        list.querySelector('a.title').click();
        return 'it is shut';";
    const READ: &str = "const list = document.querySelector('.top_bar_sites_selector .siteSelector');
        const names = list.matches('.expanded') ? '.custom_select_ul_list a' : 'a.title';
        return [...list.querySelectorAll(names)].filter(name => name.checkVisibility()).map(name => name.textContent.trim());";
    page.waits_for("that the list of sites is open", OPEN).await?;
    page.picture().await?;
    let names = page.run(READ, vec![]).await?;
    serde_json::from_value(names).map_err(|why| Trouble::new(format!("the list of sites has no names: {why}")))
}

/// Waits for the head that only somebody sees who is in.
async fn is_in(page: &Page) -> Result<(), Trouble> {
    page.waits_for("that somebody is in", "return !!document.querySelector('.top_bar_sites_selector .siteSelector')")
        .await
}

/// Deletes the token of that description, as only its owner can: signs in, asks for it, and gives the password once
/// more. Waits until it is not listed any more.
pub async fn revoke_token(page: &Page, matomo: &str, login: &str, password: &str, name: &str) -> Result<(), Trouble> {
    press_sign_in(page, matomo, login, password).await?;
    // Before a site has data its owner is asked how it shall be tracked, in place of every report.
    let gone = "return document.readyState === 'complete' && !document.querySelector('#login_form_password')";
    page.waits_for("that the form for signing in is gone", gone).await?;
    page.open(&format!("{matomo}index.php?module=UsersManager&action=userSecurity")).await?;
    let name = serde_json::Value::from(name);
    let row = format!(
        "const rows = [...document.querySelectorAll('.listAuthTokens tbody tr')];
        if (!rows.length) return 'nothing is listed';
        const named = rows.filter(row => [...row.cells].some(cell => cell.textContent.trim() === {name}));"
    );
    let press = format!(
        "{row} if (named.length !== 1) return named.length + ' are called so'; named[0].querySelector('button.table-action').click(); return true;"
    );
    page.waits_for("that the token is listed", &press).await?;
    page.find(Role::TextBox, Name::Has("Password".into())).fill(password).await?;
    page.picture().await?;
    page.button("Confirm").click().await?;
    page.waits_for("that the token is deleted", &format!("{row} return named.length === 0 || 'it is there'")).await?;
    page.picture().await.map(drop)
}
