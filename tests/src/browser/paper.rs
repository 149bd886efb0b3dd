//! The page on paper.

use std::io::Write as _;
use std::process::{Command, Stdio};

use fantoccini::wd::PrintConfiguration;

use super::{Page, Trouble};

impl Page {
    /// The page as a PDF, printed by the browser (W3C: Print Page).
    pub async fn print(&self) -> Result<Vec<u8>, Trouble> {
        Ok(self.client().print(PrintConfiguration::default()).await?)
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
