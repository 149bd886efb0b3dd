//! One journey: a fresh browser, what happens in it, and what must hold for every one of them.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{Kind, Page, Trouble};

/// Two browsers at a time are too many for two cores.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// What a driver is not told by W3C WebDriver alone.
const UNSEEN: &str = "console, violations of the content security policy, requests' headers, requests and addresses of \
    documents that were left, and dark colours, of which Firefox tells a driver nothing";

/// What must hold at the end of a journey, whatever it was about.
#[derive(Debug)]
pub struct Journey {
    name: String,
    origins: Vec<String>,
    expected_in_console: Vec<String>,
    patience: Duration,
    is_elsewhere: bool,
}

impl Journey {
    /// A journey of that name, which is also the folder of its pictures.
    pub fn new(name: &str) -> Self {
        let patience = Duration::from_secs(15);
        Self {
            name: name.to_owned(),
            origins: Vec::new(),
            expected_in_console: Vec::new(),
            patience,
            is_elsewhere: false,
        }
    }

    /// It leads through pages that are not the console's, such as Matomo's own: what they write into
    /// their console, forbid themselves or ask others for is not looked at.
    #[must_use]
    pub fn elsewhere(mut self) -> Self {
        self.is_elsewhere = true;
        self
    }

    /// How long a page may take to do what is expected of it, if not 15 s.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Requests may go to the origin of this address too. To no other.
    #[must_use]
    pub fn may_ask(mut self, address: &str) -> Self {
        let origin = url::Url::parse(address).map(|url| url.origin().ascii_serialization());
        self.origins.push(origin.unwrap_or_else(|_| address.to_owned()));
        self
    }

    /// The journey provokes console errors that have this in them, such as the address of a request
    /// that has to fail.
    #[must_use]
    pub fn expects_in_console(mut self, part: &str) -> Self {
        self.expected_in_console.push(part.to_owned());
        self
    }

    /// Goes on it. Panics, which is how a test fails, if it gets into trouble or if something that
    /// must hold does not.
    pub fn go(self, body: impl AsyncFnOnce(&Page) -> Result<(), Trouble>) {
        if let Err(trouble) = self.attempt(body) {
            panic!("{}: {trouble}", self.name);
        }
    }

    /// The same, for those who want to look at the trouble.
    pub fn attempt(&self, body: impl AsyncFnOnce(&Page) -> Result<(), Trouble>) -> Result<(), Trouble> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let page = runtime.block_on(Page::start(&self.name, Kind::wanted()?, self.patience))?;
        // An assertion that fails in the body must not leave the browser behind.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            runtime.block_on(async {
                match body(&page).await {
                    Ok(()) => self.must_hold(&page).await,
                    Err(trouble) => Err(describe(&page, trouble).await),
                }
            })
        }));
        runtime.block_on(page.quit());
        outcome.unwrap_or_else(|panic| resume_unwind(panic))
    }

    async fn must_hold(&self, page: &Page) -> Result<(), Trouble> {
        if self.is_elsewhere {
            return Ok(());
        }
        if page.kind() != Kind::Chromium {
            println!("NOT CHECKED: {}: {}", self.name, UNSEEN);
        }
        page.observe().await?;
        let observed = page.observed.borrow();
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(observed.violations.iter().map(|v| format!("the content security policy was violated: {v}")));
        let errors = observed.console_errors(&self.expected_in_console);
        wrong.extend(errors.iter().map(|entry| format!("an error in the console ({}): {}", entry.source, entry.text)));
        let strange = observed.strange_requests(&self.origins);
        wrong.extend(strange.iter().map(|url| format!("a request to a third origin: {url}")));
        if wrong.is_empty() { Ok(()) } else { Err(Trouble::new(wrong.join("\n"))) }
    }
}

/// The trouble, with what the page looked like when it came.
async fn describe(page: &Page, trouble: Trouble) -> Trouble {
    let address = page.address().await.unwrap_or_default();
    let picture = page.picture_named("trouble").await.map(|file| file.display().to_string()).unwrap_or_default();
    let _ = page.observe().await;
    let console: String =
        page.observed.borrow().console.iter().map(|e| format!("\n  {}: {}", e.level, e.text)).collect();
    let text: String = page.text().await.unwrap_or_default().chars().take(1500).collect();
    Trouble::new(format!("{trouble}\nat {address}\npicture: {picture}\nconsole:{console}\nthe page says: {text}"))
}
