//! What is in the browser's window.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::{
    Client,
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
    wd::Locator,
};
use serde_json::{Value, json};

use super::{Control, Driver, Kind, Name, Observed, Role, Trouble, command, control::until};

/// The page that a journey is on.
pub struct Page {
    driver: Driver,
    journey: String,
    pictures: Cell<usize>,
    pub(super) observed: RefCell<Observed>,
    pub(super) patience: Duration,
}

impl Page {
    pub(super) async fn start(journey: &str, kind: Kind, patience: Duration) -> Result<Self, Trouble> {
        let driver = Driver::start(kind).await?;
        let (journey, pictures, observed) = (journey.to_owned(), Cell::new(0), RefCell::default());
        let page = Self { driver, journey, pictures, observed, patience };
        page.listen().await?;
        Ok(page)
    }

    pub(super) async fn quit(self) {
        self.driver.quit().await;
    }

    /// Which browser shows it.
    pub fn kind(&self) -> Kind {
        self.driver.kind
    }

    /// Where downloads go.
    pub fn downloads(&self) -> &std::path::Path {
        &self.driver.downloads
    }

    pub(super) fn client(&self) -> Client {
        self.driver.client.clone()
    }

    /// Goes to an address.
    pub async fn open(&self, address: &str) -> Result<(), Trouble> {
        self.observed.borrow_mut().address(address);
        Ok(self.client().goto(address).await?)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<(), Trouble> {
        Ok(self.client().refresh().await?)
    }

    /// Goes back, as with the browser's button.
    pub async fn back(&self) -> Result<(), Trouble> {
        Ok(self.client().back().await?)
    }

    /// Its address now.
    pub async fn address(&self) -> Result<String, Trouble> {
        let address = self.client().current_url().await?.to_string();
        self.observed.borrow_mut().address(&address);
        Ok(address)
    }

    /// Waits until its address has this in it.
    pub async fn address_contains(&self, part: &str) -> Result<(), Trouble> {
        until(self.patience, async || {
            let address = self.address().await?;
            let there = address.contains(part);
            there.then_some(()).ok_or_else(|| Trouble::not_yet(format!("the address is {address}, without “{part}”")))
        })
        .await
    }

    /// Its title now.
    pub async fn title(&self) -> Result<String, Trouble> {
        Ok(self.client().title().await?)
    }

    /// The thing of that role and name.
    pub fn find(&self, role: Role, name: impl Into<Name>) -> Control<'_> {
        Control::new(self, role, name.into())
    }

    /// The button of that name.
    pub fn button(&self, name: &str) -> Control<'_> {
        self.find(Role::Button, name)
    }

    /// The link of that name.
    pub fn link(&self, name: &str) -> Control<'_> {
        self.find(Role::Link, name)
    }

    /// The field of that name, for text of any kind.
    pub fn textbox(&self, name: &str) -> Control<'_> {
        self.find(Role::TextBox, name)
    }

    /// The check box of that name.
    pub fn checkbox(&self, name: &str) -> Control<'_> {
        self.find(Role::Checkbox, name)
    }

    /// The radio button of that name.
    pub fn radio(&self, name: &str) -> Control<'_> {
        self.find(Role::Radio, name)
    }

    /// The list to choose from of that name.
    pub fn combobox(&self, name: &str) -> Control<'_> {
        self.find(Role::Combobox, name)
    }

    /// The heading of that name.
    pub fn heading(&self, name: &str) -> Control<'_> {
        self.find(Role::Heading, name)
    }

    /// The table or grid of that name.
    pub fn table(&self, name: &str) -> Control<'_> {
        self.find(Role::Table, name)
    }

    /// The dialog of that name.
    pub fn dialog(&self, name: &str) -> Control<'_> {
        self.find(Role::Dialog, name)
    }

    /// All text that it shows, blanks folded.
    pub async fn text(&self) -> Result<String, Trouble> {
        let text = self.run("return document.body ? document.body.innerText : ''", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Waits until it shows this.
    pub async fn text_contains(&self, part: &str) -> Result<(), Trouble> {
        until(self.patience, async || {
            let text = self.text().await?;
            let there = text.contains(part);
            there.then_some(()).ok_or_else(|| Trouble::not_yet(format!("the page does not say “{part}”, but: {text}")))
        })
        .await
    }

    /// Fails if it shows this now.
    pub async fn text_lacks(&self, part: &str) -> Result<(), Trouble> {
        let text = self.text().await?;
        if text.contains(part) { Err(Trouble::new(format!("the page says “{part}”: {text}"))) } else { Ok(()) }
    }

    /// Presses a key where the keyboard is now.
    pub async fn press(&self, key: Key) -> Result<(), Trouble> {
        let (client, focused) = (self.client(), self.client().active_element().await?);
        if focused.prop("type").await?.as_deref() != Some("file") {
            return Ok(focused.send_keys(&key.to_string()).await?);
        }
        // What is sent to a control for files is taken for the path of one.
        let value = char::from(key);
        let typed =
            KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        Ok(client.perform_actions(typed).await?)
    }

    /// Runs a script in it: `return` gives its answer, `arguments` are what it is given.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
        Ok(self.client().execute(script, arguments).await?)
    }

    /// Runs a script in it that answers by calling its last argument.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
        Ok(self.client().execute_async(script, arguments).await?)
    }

    /// How many elements it is made of.
    pub async fn size(&self) -> Result<usize, Trouble> {
        Ok(self.client().find_all(Locator::Css("*")).await?.len())
    }

    /// Shows it as somebody sees it who prefers dark colours, or light ones. Chromium only.
    pub async fn prefer_dark(&self, dark: bool) -> Result<(), Trouble> {
        let value = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        command::devtools(&self.client(), "Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Shows it as somebody sees it whose system has colours of its own, or as usual again. Chromium only.
    pub async fn force_colors(&self, forced: bool) -> Result<(), Trouble> {
        let features = json!([{ "name": "forced-colors", "value": if forced { "active" } else { "none" } }]);
        command::devtools(&self.client(), "Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Shows it as in a window of so many physical pixels with everything as many times as large. Chromium only.
    pub async fn zoom(&self, times: u32, (width, height): (u32, u32)) -> Result<(), Trouble> {
        let metrics = json!({
            "width": width / times, "height": height / times, "deviceScaleFactor": times, "mobile": false,
        });
        command::devtools(&self.client(), "Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Lets no request through whose address has one of these in it, until it is called with none. Chromium only.
    pub async fn lets_nothing_through_to(&self, parts: &[&str]) -> Result<(), Trouble> {
        let patterns: Vec<_> = parts.iter().map(|part| format!("*{part}*")).collect();
        command::devtools(&self.client(), "Network.enable", json!({})).await?;
        command::devtools(&self.client(), "Network.setBlockedURLs", json!({ "urls": patterns })).await?;
        Ok(())
    }

    /// Gives the window another size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Trouble> {
        Ok(self.client().set_window_size(width, height).await?)
    }

    /// Takes a picture into `target/screenshots/<journey>/`.
    pub async fn picture(&self) -> Result<PathBuf, Trouble> {
        let n = self.pictures.get() + 1;
        self.pictures.set(n);
        self.picture_named(&format!("{n:02}")).await
    }

    /// Where the journey's pictures are: `target/screenshots/<journey>/`.
    pub fn folder(&self) -> Result<PathBuf, Trouble> {
        let folder = xtask::workspace::target().join("screenshots").join(&self.journey);
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    pub(super) async fn picture_named(&self, name: &str) -> Result<PathBuf, Trouble> {
        let file = self.folder()?.join(format!("{name}.png"));
        std::fs::write(&file, self.client().screenshot().await?)?;
        Ok(file)
    }

    /// Waits for a download to be complete and returns where it is.
    pub async fn downloaded(&self, ending: &str) -> Result<PathBuf, Trouble> {
        until(self.patience, async || {
            let entries = std::fs::read_dir(self.downloads())?;
            let files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            // While it is looked at, its name is there already and it is empty.
            let under_way = files.iter().any(|file| file.extension().is_some_and(|it| it == "crdownload"));
            let is_whole = |file: &PathBuf| std::fs::metadata(file).is_ok_and(|file| file.len() > 0);
            let mut named = files.into_iter().filter(|file| file.to_string_lossy().ends_with(ending));
            named
                .find(|file| !under_way && is_whole(file))
                .ok_or_else(|| Trouble::not_yet(format!("no {ending} has been downloaded")))
        })
        .await
    }

    /// Waits for something about the page that no helper knows, checked again and again.
    pub async fn waits_for(&self, what: &str, script: &str) -> Result<(), Trouble> {
        until(self.patience, async || match self.run(script, vec![]).await? {
            Value::Bool(true) => Ok(()),
            other => Err(Trouble::not_yet(format!("{what} is not so: {other}"))),
        })
        .await
    }

    async fn listen(&self) -> Result<(), Trouble> {
        self.client().update_timeouts(timeouts()).await?;
        if self.kind() == Kind::Chromium {
            let listener = json!({ "source": super::observed::LISTENER });
            command::devtools(&self.client(), "Page.addScriptToEvaluateOnNewDocument", listener).await?;
        }
        Ok(())
    }
}

fn timeouts() -> fantoccini::wd::TimeoutConfiguration {
    let minute = Some(Duration::from_secs(60));
    fantoccini::wd::TimeoutConfiguration::new(minute, minute, Some(Duration::ZERO))
}
