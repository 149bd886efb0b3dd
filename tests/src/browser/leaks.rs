//! Looks for secrets everywhere that a page could leave them.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use serde_json::Value;

use super::{Page, Trouble, paper::text_of};

impl Page {
    /// Fails if one of these is found in any address the window has had, any request's address or
    /// headers, the page, its fields, any storage, the console, a download, or on paper.
    ///
    /// The body of a request is where a secret belongs, and the only place that is not searched.
    pub async fn leaks_none_of(&self, secrets: &[&str]) -> Result<(), Trouble> {
        let found = found_in(&self.places().await?, secrets);
        if found.is_empty() {
            Ok(())
        } else {
            Err(Trouble::new(format!("a secret has leaked:\n  {}", found.join("\n  "))))
        }
    }

    /// Every place with what is in it.
    async fn places(&self) -> Result<Vec<(String, String)>, Trouble> {
        self.observe().await?;
        let mut places = Vec::new();
        {
            let observed = self.observed.borrow();
            places.extend(observed.addresses.iter().map(|url| ("an address of the window".to_owned(), url.clone())));
            let sent = observed.requests.iter();
            places.extend(
                sent.map(|sent| {
                    ("a request's address or headers".to_owned(), format!("{} {}", sent.url, sent.headers))
                }),
            );
            places.extend(observed.console.iter().map(|entry| ("the console".to_owned(), entry.text.clone())));
        }
        let inside = self.run_async(COLLECT, vec![]).await?;
        if let Some(error) = inside["error"].as_str() {
            return Err(Trouble::new(format!("the page's storage cannot be read: {error}")));
        }
        for (place, content) in inside.as_object().into_iter().flatten() {
            let content = content.as_str().map_or_else(|| content.to_string(), str::to_owned);
            places.push((place.replace('_', " "), content));
        }
        for entry in std::fs::read_dir(self.downloads())? {
            let file = entry?.path();
            let content = String::from_utf8_lossy(&std::fs::read(&file)?).into_owned();
            places.push((format!("the download {}", file.display()), format!("{} {content}", file.display())));
        }
        let pdf = self.print().await?;
        places.push(("the printed page".to_owned(), text_of(&pdf)?));
        places.push(("the printed page's inside".to_owned(), String::from_utf8_lossy(&pdf).into_owned()));
        Ok(places)
    }
}

fn found_in(places: &[(String, String)], secrets: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for secret in secrets {
        assert!(secret.len() >= 6, "“{secret}” is too short to tell from other text");
        for (place, content) in places {
            if forms(secret).iter().any(|form| content.contains(form.as_str())) {
                found.push(format!("“{secret}” in {place}"));
            }
        }
    }
    found.dedup();
    found
}

/// A secret as it may be written down.
fn forms(secret: &str) -> Vec<String> {
    let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let json = Value::from(secret).to_string();
    let html = secret.replace('&', "&amp;").replace('<', "&lt;");
    let reversed: String = secret.chars().rev().collect();
    // The last digits of base64 depend on what follows.
    let base64 = STANDARD_NO_PAD.encode(&secret.as_bytes()[..secret.len() / 3 * 3]);
    vec![secret.to_owned(), encoded, json.trim_matches('"').to_owned(), html, reversed, base64]
}

/// Everything that a script can see of a page and its storage, by place.
const COLLECT: &str = r#"
const done = arguments[arguments.length - 1];
const readable = (_, v) => v instanceof ArrayBuffer || ArrayBuffer.isView(v) ? new TextDecoder().decode(v)
    : v instanceof Map || v instanceof Set ? [...v] : typeof v === 'bigint' ? String(v) : v;
const asked = request => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
const trees = root => [root, ...[...root.querySelectorAll('*')].filter(e => e.shadowRoot).flatMap(e => trees(e.shadowRoot))];
const collect = async () => {
    const roots = trees(document);
    const out = {
        the_page: roots.map(r => r.documentElement?.outerHTML ?? r.innerHTML).join('\n'),
        a_field: roots.flatMap(r => [...r.querySelectorAll('input, textarea, select, output')].map(e => e.value)).join('\n'),
        the_title: document.title,
        the_history: JSON.stringify(history.state) ?? '',
        the_name_of_the_window: window.name,
        a_cookie: document.cookie,
        localStorage: JSON.stringify(localStorage),
        sessionStorage: JSON.stringify(sessionStorage),
        IndexedDB: '',
        the_cache_storage: '',
    };
    for (const { name } of await indexedDB.databases()) {
        const db = await asked(indexedDB.open(name));
        out.IndexedDB += name;
        for (const store of db.objectStoreNames) {
            const s = db.transaction(store).objectStore(store);
            out.IndexedDB += JSON.stringify([store, await asked(s.getAllKeys()), await asked(s.getAll())], readable);
        }
        db.close();
    }
    if (window.caches) for (const key of await caches.keys()) {
        const cache = await caches.open(key);
        for (const request of await cache.keys()) {
            out.the_cache_storage += request.url + await (await cache.match(request)).text();
        }
    }
    return out;
};
collect().then(done, e => done({ error: String(e) }));
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_form() {
        let secret = "0123456789abcdef&ü";
        let at = |content: &str| found_in(&[("x".to_owned(), content.to_owned())], &[secret]).len();
        assert_eq!(at("nothing"), 0);
        for form in [
            "a0123456789abcdef&üb".to_owned(),
            "token=0123456789abcdef%26%C3%BC".to_owned(),
            "0123456789abcdef&amp;ü".to_owned(),
            STANDARD_NO_PAD.encode(secret),
            "ü&fedcba9876543210".to_owned(),
        ] {
            assert_eq!(at(&form), 1, "{form}");
        }
    }
}
