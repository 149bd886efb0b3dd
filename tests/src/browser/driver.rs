//! A browser with its WebDriver, started for one journey and gone with it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use super::Trouble;

/// Names the browser to drive: `chromium`, which is the default, or `firefox`.
pub const BROWSER: &str = "LANYARD_BROWSER";

/// Which browser is driven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Chromium or Chrome: every check.
    Chromium,
    /// Firefox: what W3C WebDriver alone can check.
    Firefox,
}

impl Kind {
    /// The one that [`BROWSER`] asks for.
    pub fn wanted() -> Result<Self, Trouble> {
        match std::env::var(BROWSER).unwrap_or_default().as_str() {
            "" | "chromium" => Ok(Kind::Chromium),
            "firefox" => Ok(Kind::Firefox),
            other => Err(Trouble::new(format!("{BROWSER} is “{other}”: say chromium or firefox"))),
        }
    }
}

/// A running browser with a profile of its own.
pub struct Driver {
    /// Which it is.
    pub kind: Kind,
    /// How to talk to it.
    pub client: Client,
    /// Where it puts what it downloads.
    pub downloads: PathBuf,
    process: Child,
    // Removed when dropped, after the browser is gone.
    _folder: TempDir,
}

impl Driver {
    /// Starts a browser of that kind.
    pub async fn start(kind: Kind) -> Result<Self, Trouble> {
        let folder = TempDir::with_prefix("lanyard-journey-")?;
        let downloads = folder.path().join("downloads");
        std::fs::create_dir(&downloads)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let (program, capabilities) = match kind {
            Kind::Chromium => (driver_of("chromedriver", xtask::tools::chromedriver())?, chromium(folder.path())?),
            Kind::Firefox => (driver_of("geckodriver", xtask::tools::geckodriver())?, firefox(&downloads)?),
        };
        let mut process = Command::new(program)
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        match connect(port, capabilities).await {
            Ok(client) => Ok(Self { kind, client, downloads, process, _folder: folder }),
            Err(trouble) => {
                end(&mut process);
                Err(trouble)
            }
        }
    }

    /// Closes the browser.
    pub async fn quit(mut self) {
        // If the session is gone already, so is the browser.
        let _ = self.client.clone().close().await;
        end(&mut self.process);
    }
}

fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

async fn connect(port: u16, capabilities: Capabilities) -> Result<Client, Trouble> {
    let start = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        if start.elapsed() > Duration::from_secs(20) {
            return Err(Trouble::new("the WebDriver does not come up"));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut builder = ClientBuilder::new(HttpConnector::new());
    Ok(builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await?)
}

fn driver_of(name: &str, found: Option<PathBuf>) -> Result<PathBuf, Trouble> {
    found.ok_or_else(|| Trouble::new(format!("there is no {name}: `cargo xtask setup` says how to get it")))
}

fn chromium(folder: &Path) -> Result<Capabilities, Trouble> {
    let binary = driver_of("Chromium", xtask::tools::chromium())?;
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let arguments = [
        "--headless=new",
        // As root, and in containers, its sandbox and shared memory are not to be had.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-extensions",
        "--disable-features=Translate,OptimizationHints,MediaRouter",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--password-store=basic",
        "--force-prefers-reduced-motion",
        "--lang=en-GB",
        "--window-size=1280,900",
        &profile,
    ];
    let preferences = json!({
        "download.default_directory": folder.join("downloads"),
        "download.prompt_for_download": false,
        // Else a script that is downloaded waits for somebody who says that it is meant.
        "safebrowsing.enabled": true,
        "credentials_enable_service": false,
        "profile.password_manager_leak_detection": false,
        "intl.accept_languages": "en-GB,en",
    });
    Ok(from_json(json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "binary": binary,
            "args": arguments,
            "prefs": preferences,
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": true },
        },
    })))
}

fn firefox(downloads: &Path) -> Result<Capabilities, Trouble> {
    let binary = driver_of("Firefox", xtask::tools::firefox())?;
    Ok(from_json(json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": binary,
            "args": ["-headless", "--width=1280", "--height=900"],
            "prefs": {
                "browser.download.folderList": 2,
                "browser.download.dir": downloads,
                "intl.accept_languages": "en-GB, en",
                "ui.prefersReducedMotion": 1,
            },
        },
    })))
}

fn from_json(value: serde_json::Value) -> Capabilities {
    match value {
        serde_json::Value::Object(map) => map,
        _ => Capabilities::new(),
    }
}
