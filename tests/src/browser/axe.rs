//! Accessibility, as axe-core sees it: WCAG 2.2 level A and AA.

use serde_json::{Value, json};

use super::{Kind, Page, Trouble};

impl Page {
    /// Fails if axe finds anything wrong with the page as it is now, in light or in dark.
    pub async fn axe(&self) -> Result<(), Trouble> {
        // Only Chromium can be told what to prefer; elsewhere it is checked as it is.
        let schemes: &[Option<bool>] = if self.kind() == Kind::Chromium { &[Some(false), Some(true)] } else { &[None] };
        let mut wrong = String::new();
        for scheme in schemes {
            if let Some(dark) = scheme {
                self.prefer_dark(*dark).await?;
            }
            let how = match scheme {
                Some(true) => "dark",
                Some(false) => "light",
                None => "as it is",
            };
            for violation in self.axe_violations().await? {
                wrong.push_str(&format!("\n  {how}: {violation}"));
            }
        }
        if self.kind() == Kind::Chromium {
            self.prefer_dark(false).await?;
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Trouble::new(format!("axe finds on {}:{wrong}", self.address().await?)))
        }
    }

    /// What axe finds wrong with the page as it is now: rule, help, and where.
    pub async fn axe_violations(&self) -> Result<Vec<String>, Trouble> {
        // A colour that is still on its way to another is nobody's choice.
        const RUN: &str = "const done = arguments[arguments.length - 1];
            const moving = () => document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity);
            const settled = () => new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)))
                .then(() => Promise.allSettled(moving().map(a => a.finished)))
                // The end of one can set another going, such as that of a colour in what inherits it.
                .then(() => moving().length ? settled() : undefined);
            settled().then(() => axe.run(document, arguments[0])).then(r => done({ violations: r.violations, rules: r.passes.length }),
                e => done({ error: String(e) }));";
        let options = json!({
            "runOnly": { "type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
            "resultTypes": ["violations", "passes"],
        });
        let file = xtask::tools::axe().ok_or_else(|| Trouble::new("there is no axe-core: run `cargo xtask setup`"))?;
        self.run(&format!("if (!window.axe) {{ {} }}", std::fs::read_to_string(file)?), vec![]).await?;
        let result = self.run_async(RUN, vec![options]).await?;
        if let Some(error) = result["error"].as_str() {
            return Err(Trouble::new(format!("axe did not run: {error}")));
        }
        // A page on which nothing applies has not been checked.
        if result["rules"].as_u64().unwrap_or_default() == 0 {
            return Err(Trouble::new("axe found nothing to check"));
        }
        Ok(result["violations"].as_array().into_iter().flatten().map(described).collect())
    }
}

fn described(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().into_iter().flatten().take(5);
    let places: String = nodes
        .map(|node| {
            format!(
                "\n      {}  {}",
                node["target"],
                node["failureSummary"].as_str().unwrap_or_default().replace('\n', " ")
            )
        })
        .collect();
    format!(
        "{}: {}{places}",
        violation["id"].as_str().unwrap_or_default(),
        violation["help"].as_str().unwrap_or_default()
    )
}
