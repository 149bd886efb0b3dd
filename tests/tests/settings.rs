//! What a company wants of its cases goes from browser to browser as a file; a file that is none says so and changes
//! nothing.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Control, Name, Page, Role, Trouble};
use journeys::door;
use journeys::stage::{Stage, dist};
use journeys::steps;
use matomo_sim::{Config, Dataset};

const APPROVAL: &str = "Who approved, and when";
const TICKET: &str = "A ticket, contract or order";

/// Fields for text, what is exported, and what stands there when it is imported.
const FIELDS: [(&str, &str, &str); 7] = [
    ("Name", "Example & Söhne <Ltd>", "Somebody else"),
    ("Contact", "Mira Calder\nmatomo@example.org", ""),
    ("Rules of the house", "No exports\nNo shared accounts", "Another rule"),
    ("Tokens last at most", "45", "365"),
    ("Rule for logins", "{vendor}.{first}.{last}", "{l}{f}"),
    ("Domains that addresses may have", "example.org\nexample.net", "example.com"),
    ("And at most", "14", "30"),
];

const END: &str = "A last day of access";
const ENDS: (&str, &str) = ("For everybody", "For nobody");

#[test]
fn settings_come_back_from_the_file_that_they_were_exported_to() {
    on_settings("file", async |page, stage| {
        fill(page, |(_, exported, _)| exported).await?;
        page.checkbox(APPROVAL).click().await?;
        page.combobox(END).choose(ENDS.0).await?;
        keeps(page, r#""end":"everybody""#).await?;
        page.button("Export").click().await?;
        let file = std::fs::read(page.downloaded(".json").await?).unwrap();
        page.text_contains("Saved as lanyard-settings.json").await?;
        // Everything is changed, and something more is wanted than the file wants.
        fill(page, |(_, _, other)| other).await?;
        page.checkbox(APPROVAL).click().await?;
        page.checkbox(TICKET).click().await?;
        page.combobox(END).choose(ENDS.1).await?;
        keeps(page, r#""end":"nobody""#).await?;
        again(page, stage).await?;
        stands(page, |(_, _, other)| other).await?;
        assert!(!page.checkbox(APPROVAL).is_on().await? && page.checkbox(TICKET).is_on().await?);
        import(page, &file).await?;
        page.text_contains("Settings imported").await?;
        keeps(page, r#""end":"everybody""#).await?;
        is_as_exported(page).await?;
        page.axe().await?;
        page.picture().await?;
        again(page, stage).await?;
        is_as_exported(page).await?;
        // They hold where they matter: a case wants what they want.
        page.link("Onboard").click().await?;
        page.heading("Engagement").appears().await?;
        page.button("Next").click().await?;
        page.text_contains("to fix before you go on").await?;
        page.text_contains("Approved by").await
    });
}

#[test]
fn a_file_that_is_none_says_so_and_changes_nothing() {
    on_settings("bad-file", async |page, stage| {
        fill(page, |(_, exported, _)| exported).await?;
        page.checkbox(APPROVAL).click().await?;
        page.combobox(END).choose(ENDS.0).await?;
        keeps(page, r#""end":"everybody""#).await?;
        let kept = kept(page).await?;
        for (bytes, why) in [
            (&b""[..], "this is no file of settings"),
            (b"Name,E-mail\nAda,ada@example.org\n", "this is no file of settings"),
            (b"\xff\xfe\x00\x01 not a text", "this is no file of settings"),
            (br#"{"colour":"red"}"#, "this is no file of settings"),
            (br#"{"policy":{"approval":false},"house":{"name":"#, "this is no file of settings"),
            (br#"{"policy":{"approval":"never"},"house":{"name":"Changed"}}"#, "the file was changed by hand"),
            (br#"{"policy":{"approval":false},"house":{"name":7}}"#, "the file was changed by hand"),
        ] {
            import(page, bytes).await?;
            page.text_contains(&format!("Not imported: {why}")).await?;
            page.button("Dismiss").click().await?;
            is_as_exported(page).await?;
            assert_eq!(self::kept(page).await?, kept, "{}", String::from_utf8_lossy(bytes));
        }
        page.axe().await?;
        again(page, stage).await?;
        is_as_exported(page).await
    });
}

fn on_settings(name: &str, journey: impl AsyncFnOnce(&Page, &Stage) -> Result<(), Trouble>) {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    stage.journey(&format!("settings-{name}")).go(async |page| {
        steps::connect(page, &stage).await?;
        page.link("Settings").click().await?;
        page.heading("Settings").appears().await?;
        journey(page, &stage).await?;
        let wrote = stage.simulator(|sim| sim.calls().iter().filter(|call| call.wrote).count());
        assert_eq!(wrote, Some(0), "something was changed in Matomo");
        page.leaks_none_of(&[&stage.token]).await
    });
}

/// A field that says in its name, too, that it may stay empty.
fn field<'p>(page: &'p Page, name: &str) -> Control<'p> {
    let name = if name == "Name" { Name::Is("Name optional".into()) } else { Name::Has(name.into()) };
    page.find(if is_number(&name) { Role::SpinButton } else { Role::TextBox }, name)
}

fn is_number(name: &Name) -> bool {
    matches!(name, Name::Has(name) if ["Tokens last at most", "And at most"].contains(&name.as_str()))
}

type Field = (&'static str, &'static str, &'static str);

async fn fill(page: &Page, text: impl Fn(Field) -> &'static str) -> Result<(), Trouble> {
    for one in FIELDS {
        field(page, one.0).fill(text(one)).await?;
    }
    Ok(())
}

async fn stands(page: &Page, text: impl Fn(Field) -> &'static str) -> Result<(), Trouble> {
    for one in FIELDS {
        assert_eq!(field(page, one.0).value().await?, text(one), "{}", one.0);
    }
    Ok(())
}

async fn is_as_exported(page: &Page) -> Result<(), Trouble> {
    stands(page, |(_, exported, _)| exported).await?;
    assert!(page.checkbox(APPROVAL).is_on().await? && !page.checkbox(TICKET).is_on().await?);
    let chosen = "return [...document.querySelectorAll('main select')].map(list => list.selectedOptions[0].text)";
    assert_eq!(page.run(chosen, vec![]).await?, serde_json::json!([ENDS.0]));
    Ok(())
}

/// Loads the page again and comes back to it.
async fn again(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Settings").appears().await
}

/// Waits until the browser keeps this: what is typed is kept a moment after it was typed.
async fn keeps(page: &Page, part: &str) -> Result<(), Trouble> {
    let script = format!("return localStorage.getItem('lanyard.settings')?.includes('{part}') ?? false");
    page.waits_for("that the settings are kept", &script).await?;
    page.text_contains("Saved in this browser.").await
}

/// What this browser keeps.
async fn kept(page: &Page) -> Result<serde_json::Value, Trouble> {
    page.run("return localStorage.getItem('lanyard.settings')", vec![]).await
}

/// Chooses a file, as the browser's own dialog does.
async fn import(page: &Page, bytes: &[u8]) -> Result<(), Trouble> {
    let script = "const input = document.querySelector('input[type=file][accept*=json]');
        const chosen = new DataTransfer();
        chosen.items.add(new File([new Uint8Array(arguments[0])], 'lanyard-settings.json'));
        input.files = chosen.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(script, vec![bytes.to_vec().into()]).await?;
    Ok(())
}
