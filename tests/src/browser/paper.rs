//! The page on paper.

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use fantoccini::wd::PrintConfiguration;
use serde_json::json;

use super::{Page, Trouble, command};

impl Page {
    /// The page as a PDF, printed by the browser (W3C: Print Page).
    pub async fn print(&self) -> Result<Vec<u8>, Trouble> {
        Ok(self.client().print(PrintConfiguration::default()).await?)
    }

    /// The same on paper of the size that the page itself asks for, as the browser's own dialog does it. Chromium only.
    pub async fn print_in_own_size(&self) -> Result<Vec<u8>, Trouble> {
        let own = json!({ "preferCSSPageSize": true });
        let printed = command::devtools(&self.client(), "Page.printToPDF", own).await?;
        let pdf = printed["data"].as_str().and_then(|data| STANDARD.decode(data).ok());
        pdf.ok_or_else(|| Trouble::new("the browser printed nothing"))
    }

    /// From now on, a page that asks to be printed is kept as it is at that moment; no dialog of the browser opens.
    pub async fn catches_printing(&self) -> Result<(), Trouble> {
        const CATCH: &str = "window.print = () => { window.caught = document.body.cloneNode(true); };";
        self.run(CATCH, vec![]).await.map(drop)
    }

    /// What the page asked to be printed, as a PDF. It stays on the page, where nothing can be done with it.
    pub async fn caught_printing(&self) -> Result<Vec<u8>, Trouble> {
        self.waits_for("that the page asks to be printed", "return !!window.caught").await?;
        self.run("document.body.replaceWith(window.caught)", vec![]).await?;
        self.print().await
    }

    /// The text on the page when it is printed, laid out as on paper.
    pub async fn printed_text(&self) -> Result<String, Trouble> {
        text_of(&self.print().await?)
    }
}

/// The text in a PDF.
pub fn text_of(pdf: &[u8]) -> Result<String, Trouble> {
    let program = xtask::tools::pdftotext()
        .ok_or_else(|| Trouble::new("there is no pdftotext: `cargo xtask setup` says how to get it"))?;
    let mut reader = Command::new(program)
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = reader.stdin.take() {
        input.write_all(pdf)?;
    }
    let output = reader.wait_with_output()?;
    if !output.status.success() {
        return Err(Trouble::new(format!("pdftotext: {}", String::from_utf8_lossy(&output.stderr))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
