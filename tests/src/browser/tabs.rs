//! Several tabs of one browser, and scripts that run before a page's own.

use fantoccini::wd::WindowHandle;
use serde_json::json;

use super::{Page, Trouble, command};

/// A tab of the browser.
#[derive(Clone)]
pub struct Tab(WindowHandle);

impl Page {
    /// The tab that the page is in.
    pub async fn tab(&self) -> Result<Tab, Trouble> {
        Ok(Tab(self.client().window().await?))
    }

    /// Opens another tab and goes to it.
    pub async fn opens_tab(&self) -> Result<Tab, Trouble> {
        let tab = self.client().new_window(true).await?.handle;
        self.client().switch_to_window(tab.clone()).await?;
        self.runs_before_loading(super::observed::LISTENER).await?;
        Ok(Tab(tab))
    }

    /// Goes to a tab.
    pub async fn goes_to(&self, tab: &Tab) -> Result<(), Trouble> {
        Ok(self.client().switch_to_window(tab.0.clone()).await?)
    }

    /// Closes the tab that the page is in. Then it is in none: go to one.
    pub async fn closes_tab(&self) -> Result<(), Trouble> {
        Ok(self.client().close_window().await?)
    }

    /// Has a script run in this tab before those of any page that is loaded from now on. Chromium only.
    pub async fn runs_before_loading(&self, script: &str) -> Result<(), Trouble> {
        let source = json!({ "source": script });
        command::devtools(&self.client(), "Page.addScriptToEvaluateOnNewDocument", source).await.map(drop)
    }
}
