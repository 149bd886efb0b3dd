//! The page on paper.

use std::io::Write as _;
use std::path::{Path, PathBuf};
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
    let mut reader = Command::new(poppler("pdftotext")?)
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

/// How many pages a PDF has, and of which size.
pub fn pages_of(pdf: &Path) -> Result<(usize, String), Trouble> {
    let output = Command::new(poppler("pdfinfo")?).arg(pdf).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
    let pages = value("Pages:").and_then(|pages| pages.parse().ok());
    pages.zip(value("Page size:")).ok_or_else(|| Trouble::new(format!("{} is no PDF: {text}", pdf.display())))
}

/// What the codes on the pages say, read from pictures of them by a decoder that shares nothing with what made them.
pub fn codes_of(pdf: &Path) -> Result<Vec<String>, Trouble> {
    let folder = tempfile::tempdir()?;
    let stem = folder.path().join("p");
    let done = Command::new(poppler("pdftoppm")?).args(["-gray", "-r", "150"]).arg(pdf).arg(stem).status()?;
    if !done.success() {
        return Err(Trouble::new(format!("pdftoppm makes no picture of {}", pdf.display())));
    }
    let files: Result<Vec<_>, _> = std::fs::read_dir(folder.path())?.map(|file| file.map(|file| file.path())).collect();
    let mut files = files?;
    files.sort();
    let mut codes = Vec::new();
    for file in files {
        codes.extend(codes_in(&std::fs::read(file)?)?);
    }
    Ok(codes)
}

/// The codes in a picture: PGM, `P5 width height 255`, then a byte for each dot.
fn codes_in(pgm: &[u8]) -> Result<Vec<String>, Trouble> {
    let unread = || Trouble::new("pdftoppm makes pictures of another kind");
    let (mut fields, mut dots) = (Vec::new(), pgm);
    while fields.len() < 4 {
        let end = dots.iter().position(u8::is_ascii_whitespace).ok_or_else(unread)?;
        fields.push(String::from_utf8_lossy(&dots[..end]).into_owned());
        dots = &dots[end + 1..];
    }
    let (width, height) = (fields[1].parse().ok(), fields[2].parse().ok());
    let (width, height): (usize, usize) = width.zip(height).ok_or_else(unread)?;
    if dots.len() < width * height {
        return Err(unread());
    }
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| dots[y * width + x]);
    let read = |grid: rqrr::Grid<_>| match grid.decode() {
        Ok((_, text)) => Ok(text),
        Err(why) => Err(Trouble::new(format!("a code cannot be read: {why}"))),
    };
    image.detect_grids().into_iter().map(read).collect()
}

/// A program of the family that reads PDF.
fn poppler(name: &str) -> Result<PathBuf, Trouble> {
    let one = xtask::tools::pdftotext();
    let one = one.ok_or_else(|| Trouble::new("there is no pdftotext: `cargo xtask setup` says how to get it"))?;
    Ok(one.with_file_name(name))
}
