//! A thing on the page that a person can name, and what they can do with it.

use std::future::Future;
use std::time::{Duration, Instant};

use fantoccini::{elements::Element, key::Key, wd::Locator};
use serde_json::Value;

use super::{Page, Role, Trouble, command};

/// A role and an accessible name, looked up anew whenever it is used: the page may redraw meanwhile.
#[derive(Clone)]
pub struct Control<'p> {
    page: &'p Page,
    path: Vec<Step>,
}

#[derive(Clone)]
struct Step {
    role: Role,
    name: Name,
}

/// What an accessible name has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// This, blanks folded.
    Is(String),
    /// It has this in it.
    Has(String),
    /// Anything; for what is the only one of its role.
    Any,
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Name::Is(name.to_owned())
    }
}

impl From<&String> for Name {
    fn from(name: &String) -> Self {
        Name::Is(name.clone())
    }
}

impl Name {
    fn fits(&self, name: &str) -> bool {
        match self {
            Name::Is(wanted) => wanted == name,
            Name::Has(part) => name.contains(part.as_str()),
            Name::Any => true,
        }
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.name {
            Name::Is(name) => write!(f, "{} “{name}”", self.role.as_str()),
            Name::Has(part) => write!(f, "{} with “{part}” in its name", self.role.as_str()),
            Name::Any => write!(f, "{}", self.role.as_str()),
        }
    }
}

impl std::fmt::Display for Control<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, step) in self.path.iter().rev().enumerate() {
            write!(f, "{}{step}", if i == 0 { "the " } else { " in the " })?;
        }
        Ok(())
    }
}

impl<'p> Control<'p> {
    pub(super) fn new(page: &'p Page, role: Role, name: Name) -> Self {
        Self { page, path: vec![Step { role, name }] }
    }

    /// A thing inside this one.
    pub fn find(&self, role: Role, name: impl Into<Name>) -> Control<'p> {
        let mut inside = self.clone();
        inside.path.push(Step { role, name: name.into() });
        inside
    }

    /// Clicks it, once it is there, enabled and not covered.
    pub async fn click(&self) -> Result<(), Trouble> {
        self.with(async |element| {
            if !element.is_enabled().await? {
                return Err(Trouble::not_yet(format!("{self} is disabled")));
            }
            Ok(element.click().await?)
        })
        .await
    }

    /// Types this into it in place of what it holds, as a person would.
    pub async fn fill(&self, text: &str) -> Result<(), Trouble> {
        self.with(async |element| {
            let (control, release, delete) = (char::from(Key::Control), char::from(Key::Null), char::from(Key::Delete));
            element.send_keys(&format!("{control}a{release}{delete}")).await?;
            Ok(element.send_keys(text).await?)
        })
        .await
    }

    /// Puts this into it at once, as pasting does: for texts that no keyboard has.
    pub async fn paste(&self, text: &str) -> Result<(), Trouble> {
        const PASTE: &str = "const [field, text] = arguments; field.focus(); field.select();
            document.execCommand('insertText', false, text);";
        self.with(async |element| self.page.run(PASTE, vec![handle(&element), text.into()]).await.map(drop)).await
    }

    /// Sends keys to it, such as `Key::Enter + ""`.
    pub async fn press(&self, keys: &str) -> Result<(), Trouble> {
        self.with(async |element| Ok(element.send_keys(keys).await?)).await
    }

    /// Picks the option of a native list by its label.
    pub async fn choose(&self, label: &str) -> Result<(), Trouble> {
        self.with(async |element| Ok(element.select_by_label(label).await?)).await
    }

    /// What a field holds.
    pub async fn value(&self) -> Result<String, Trouble> {
        self.with(async |element| Ok(element.prop("value").await?.unwrap_or_default())).await
    }

    /// The text that it shows.
    pub async fn text(&self) -> Result<String, Trouble> {
        self.with(async |element| Ok(element.text().await?)).await
    }

    /// An attribute of it.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>, Trouble> {
        self.with(async |element| Ok(element.attr(name).await?)).await
    }

    /// Whether it is checked or selected.
    pub async fn is_on(&self) -> Result<bool, Trouble> {
        self.with(async |element| {
            let pressed = element.attr("aria-checked").await?.or(element.attr("aria-pressed").await?);
            Ok(element.is_selected().await? || pressed.as_deref() == Some("true"))
        })
        .await
    }

    /// Whether it can be used.
    pub async fn is_enabled(&self) -> Result<bool, Trouble> {
        self.with(async |element| Ok(element.is_enabled().await?)).await
    }

    /// Whether the keyboard is on it.
    pub async fn has_focus(&self) -> Result<bool, Trouble> {
        let is = "return arguments[0] === document.activeElement || arguments[0].contains(document.activeElement)";
        self.with(async |element| Ok(self.page.run(is, vec![handle(&element)]).await? == Value::Bool(true))).await
    }

    /// What the browser reads out with it: its description by ARIA, or nothing.
    pub async fn description(&self) -> Result<String, Trouble> {
        const READ: &str = "const ids = ['aria-describedby', 'aria-errormessage']
                .flatMap(a => (arguments[0].getAttribute(a) || '').split(/\\s+/)).filter(Boolean);
            return ids.map(id => document.getElementById(id)?.innerText ?? '').join(' ').replace(/\\s+/g, ' ').trim();";
        self.with(async |element| {
            let text = self.page.run(READ, vec![handle(&element)]).await?;
            Ok(text.as_str().unwrap_or_default().to_owned())
        })
        .await
    }

    /// The rows of a table or grid, the head first, as the texts of their cells.
    pub async fn rows(&self) -> Result<Vec<Vec<String>>, Trouble> {
        const READ: &str = "return [...arguments[0].querySelectorAll('tr, [role=row]')].map(row =>
            [...row.querySelectorAll('th, td, [role=gridcell], [role=cell], [role=columnheader], [role=rowheader]')]
                .map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()));";
        let rows = self.with(async |element| self.page.run(READ, vec![handle(&element)]).await).await?;
        serde_json::from_value(rows).map_err(|why| Trouble::new(format!("{self} has no rows: {why}")))
    }

    /// Waits until it is there.
    pub async fn appears(&self) -> Result<(), Trouble> {
        self.with(async |_| Ok(())).await
    }

    /// Waits until it is not there any more.
    pub async fn disappears(&self) -> Result<(), Trouble> {
        until(self.page.patience, async || match self.look().await {
            Err(trouble) if trouble.is_fleeting() => Ok(()),
            Err(trouble) => Err(trouble),
            Ok(_) => Err(Trouble::not_yet(format!("{self} is still there"))),
        })
        .await
    }

    /// Whether it is there now.
    pub async fn is_there(&self) -> Result<bool, Trouble> {
        match self.look().await {
            Ok(_) => Ok(true),
            Err(trouble) if trouble.is_fleeting() => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    /// Does something with it, again and again until it succeeds or patience ends.
    async fn with<T>(&self, act: impl AsyncFn(Element) -> Result<T, Trouble>) -> Result<T, Trouble> {
        until(self.page.patience, async || act(self.look().await?).await).await
    }

    /// Whether one can see it. A box or radio may be transparent, and lie over its label, which shows its state.
    async fn is_shown(&self, element: &Element) -> Result<bool, Trouble> {
        const LABEL: &str = "const label = arguments[0].labels?.[0];
            return !!label && label.contains(arguments[0]) && label.checkVisibility({ visibilityProperty: true })";
        Ok(element.is_displayed().await? || self.page.run(LABEL, vec![handle(element)]).await? == Value::Bool(true))
    }

    /// The one element that it is right now.
    async fn look(&self) -> Result<Element, Trouble> {
        let client = &self.page.client();
        let mut inside: Option<Element> = None;
        for step in &self.path {
            let css = Locator::Css(step.role.candidates());
            let candidates = match &inside {
                None => client.find_all(css).await?,
                Some(element) => element.find_all(css).await?,
            };
            let (mut found, mut names) = (Vec::new(), Vec::new());
            for candidate in candidates {
                let name = command::name(client, &candidate).await?;
                if step.name.fits(&name) {
                    if step.role.is(&command::role(client, &candidate).await?) && self.is_shown(&candidate).await? {
                        found.push(candidate);
                    }
                } else if !name.is_empty() {
                    names.push(name);
                }
            }
            inside = match found.len() {
                1 => found.pop(),
                0 => return Err(Trouble::not_yet(format!("there is no {step}; there is {}", list(&names)))),
                n => return Err(Trouble::not_yet(format!("{n} things are called {step}"))),
            };
        }
        inside.ok_or_else(|| Trouble::new("nothing to look for"))
    }
}

/// Tries until it succeeds, fails for good, or patience ends.
pub(super) async fn until<T, F>(patience: Duration, attempt: impl Fn() -> F) -> Result<T, Trouble>
where
    F: Future<Output = Result<T, Trouble>>,
{
    let start = Instant::now();
    loop {
        match attempt().await {
            Err(trouble) if trouble.is_fleeting() && start.elapsed() < patience => {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            other => return other,
        }
    }
}

fn handle(element: &Element) -> Value {
    // A reference is serialised the way the driver wants it back.
    serde_json::to_value(element).unwrap_or_default()
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "nothing of that kind".to_owned() } else { names.join(" · ") }
}
