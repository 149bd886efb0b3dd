//! The harness itself: what it finds, and that it notices what it is there to notice.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use journeys::browser::{Journey, Key, Kind, Name, Role, Trouble};
use tempfile::TempDir;
use xtask::static_site::{Server, Site};

/// A site with one page. What stands before `<body>` belongs into its head.
fn serve(page: &str) -> (Server, TempDir) {
    let folder = TempDir::new().unwrap();
    let (head, body) = page.split_once("<body>").unwrap_or(("", page));
    let page = format!(
        "<!doctype html><html lang=en><head><title>T</title><link rel=icon href=data:,>{head}</head><body>{body}</body></html>"
    );
    std::fs::write(folder.path().join("index.html"), page).unwrap();
    std::fs::write(folder.path().join("picture.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    std::fs::write(folder.path().join("paper.css"), "@media print { p::after { content: 'only-on-paper' } }").unwrap();
    (Site::new(folder.path()).unwrap().serve("127.0.0.1:0").unwrap(), folder)
}

fn journey(name: &str, server: &Server) -> Journey {
    Journey::new(&format!("harness-{name}")).may_ask(server.url()).patience(Duration::from_millis(400))
}

/// The trouble that the page brings, just by being opened.
fn trouble_with(name: &str, page: &str) -> Option<String> {
    let (server, _folder) = serve(page);
    let outcome = journey(name, &server).attempt(async |page| {
        page.open(server.url()).await?;
        page.text_contains("ready").await
    });
    outcome.err().map(|trouble| trouble.to_string())
}

fn is_chromium() -> bool {
    Kind::wanted().unwrap() == Kind::Chromium
}

#[test]
fn things_are_found_by_role_and_name() {
    let (server, _folder) = serve(
        "<h1>Desk</h1>
         <label>Matomo address <input id=a></label> <label>Token <input type=password></label>
         <label><input type=checkbox> Keep for this tab</label>
         <label>Role <select><option>view<option>write</select></label>
         <button onclick=\"document.querySelector('output').value = a.value\">Say it</button> <output></output>
         <details><summary>More</summary>Opened</details>
         <section aria-label=Left><button>Remove</button></section>
         <section aria-label=Right><button onclick=\"this.textContent = 'Removed'\">Remove</button></section>
         <table aria-label=People><tr><th>Login<th>Role<tr><td>ada<td>admin<tr><td>bo<td> write  1</table>",
    );
    journey("roles", &server).go(async |page| {
        page.open(server.url()).await?;
        page.heading("Desk").appears().await?;
        page.textbox("Matomo address").fill("old").await?;
        page.textbox("Matomo address").fill("new ü").await?;
        page.textbox("Token").fill("secret").await?;
        assert_eq!(page.textbox("Token").value().await?, "secret");
        page.button("Say it").click().await?;
        page.text_contains("new ü").await?;
        page.checkbox("Keep for this tab").click().await?;
        assert!(page.checkbox("Keep for this tab").is_on().await?);
        page.combobox("Role").choose("write").await?;
        assert_eq!(page.combobox("Role").value().await?, "write");
        page.find(Role::Disclosure, "More").click().await?;
        page.text_contains("Opened").await?;
        page.find(Role::Region, "Right").find(Role::Button, "Remove").click().await?;
        page.button("Removed").appears().await?;
        assert_eq!(page.table("People").rows().await?, [["Login", "Role"], ["ada", "admin"], ["bo", "write 1"]]);
        page.textbox("Matomo address").paste("😀 at once").await?;
        assert_eq!(page.textbox("Matomo address").value().await?, "😀 at once");
        page.press(Key::Tab).await?;
        assert!(page.textbox("Token").has_focus().await?);
        Ok(())
    });
}

#[test]
fn what_is_missing_ambiguous_hidden_or_disabled_is_told() {
    let (server, _folder) = serve(
        "<button>One</button><button>Two</button><button>Two</button><button hidden>Three</button>
         <button aria-hidden=true>Four</button><button disabled>Five</button><a href=#>Six</a>",
    );
    journey("missing", &server).go(async |page| {
        page.open(server.url()).await?;
        let trouble = async |name: &str| page.button(name).click().await.unwrap_err().to_string();
        assert_eq!(trouble("Zero").await, "there is no button “Zero”; there is One · Two · Two · Five");
        assert_eq!(trouble("Two").await, "2 things are called button “Two”");
        assert!(trouble("Three").await.contains("no button “Three”"));
        assert!(trouble("Four").await.contains("no button “Four”"));
        assert_eq!(trouble("Five").await, "the button “Five” is disabled");
        assert!(trouble("Six").await.contains("no button “Six”"), "a link is no button");
        assert!(page.find(Role::Button, Name::Has("n".into())).is_there().await?);
        assert!(!page.link("One").is_there().await?);
        assert!(page.text_contains("Seven").await.unwrap_err().to_string().contains("does not say “Seven”"));
        assert!(page.text_lacks("One").await.is_err());
        assert!(page.button("One").disappears().await.is_err());
        Ok(())
    });
}

#[test]
fn what_takes_its_time_is_waited_for() {
    let (server, _folder) = serve(
        "<p id=p><button>Early</button></p><script>
         setTimeout(() => { p.innerHTML = '<button disabled>Late</button>' }, 60);
         setTimeout(() => { p.innerHTML = '<button onclick=\"this.textContent = `Clicked`\">Late</button>' }, 120);
         </script>",
    );
    journey("late", &server).patience(Duration::from_secs(5)).go(async |page| {
        page.open(server.url()).await?;
        page.button("Late").click().await?;
        page.button("Early").disappears().await?;
        page.button("Clicked").appears().await
    });
}

#[test]
fn a_quiet_page_brings_no_trouble() {
    assert_eq!(trouble_with("quiet", "<p>ready</p><img alt='' src=picture.svg>"), None);
}

#[test]
fn a_request_to_a_third_origin_is_noticed() {
    let (other, _folder) = serve("x");
    let page = format!("<p>ready</p><img alt='' src='{}picture.svg'>", other.url());
    let trouble = trouble_with("third-origin", &page).unwrap();
    assert!(trouble.contains(&format!("a request to a third origin: {}picture.svg", other.url())), "{trouble}");
}

#[test]
fn a_violation_of_the_policy_is_noticed() {
    if !is_chromium() {
        return println!("NOT CHECKED: violations, of which Firefox tells a driver nothing");
    }
    let policy = "<meta http-equiv=Content-Security-Policy content=\"img-src data:\">";
    let trouble = trouble_with("policy", &format!("{policy}<body><p>ready</p><img alt='' src=picture.svg>")).unwrap();
    assert!(trouble.contains("the content security policy was violated: \"img-src forbids"), "{trouble}");
    assert!(trouble.contains("an error in the console (security)"), "{trouble}");
}

#[test]
fn an_error_in_the_console_is_noticed_unless_expected() {
    if !is_chromium() {
        return println!("NOT CHECKED: the console, of which Firefox tells a driver nothing");
    }
    let page = "<p>ready</p><script>console.error('it', 'broke'); console.warn('careful')</script>";
    let trouble = trouble_with("console", page).unwrap();
    assert!(trouble.contains("an error in the console (console-api)") && trouble.contains("broke"), "{trouble}");
    assert!(!trouble.contains("careful"), "{trouble}");
    let trouble = trouble_with("uncaught", "<p>ready</p><script>throw new Error('oh no')</script>").unwrap();
    assert!(trouble.contains("oh no"), "{trouble}");

    let (server, _folder) = serve(page);
    let expecting = journey("console-expected", &server).expects_in_console("\"it\" \"broke\"");
    expecting.go(async |page| page.open(server.url()).await);
    // On the pages of others nothing of it counts.
    journey("console-elsewhere", &server).elsewhere().go(async |page| page.open(server.url()).await);
}

#[test]
fn trouble_is_told_with_what_the_page_looked_like() {
    let (server, _folder) = serve("<p>Half way there</p>");
    let outcome = journey("report", &server).attempt(async |page| {
        page.open(server.url()).await?;
        page.button("Go on").click().await
    });
    let report = outcome.unwrap_err().to_string();
    for part in
        ["there is no button “Go on”", server.url(), "harness-report/trouble.png", "the page says: Half way there"]
    {
        assert!(report.contains(part), "{part} is not in: {report}");
    }
}

#[test]
fn a_failed_assertion_leaves_no_browser_behind() {
    let (server, _folder) = serve("<p>ready</p>");
    // Whose command line names the folder of the journey's profile.
    let browsers = |folder: &str| {
        let processes = std::fs::read_dir("/proc").unwrap().filter_map(|entry| Some(entry.ok()?.path()));
        let lines = processes.filter_map(|process| std::fs::read(process.join("cmdline")).ok());
        lines.filter(|line| String::from_utf8_lossy(line).contains(folder)).count()
    };
    let mut folder = String::new();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        journey("assertion", &server).attempt(async |page| {
            page.open(server.url()).await?;
            folder = page.downloads().parent().unwrap().display().to_string();
            assert!(!is_chromium() || browsers(&folder) > 0);
            panic!("an assertion of the body");
        })
    }));
    let panic = outcome.unwrap_err();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"an assertion of the body"));
    assert_eq!(browsers(&folder), 0);
}

#[test]
fn axe_finds_what_is_wrong_in_light_and_in_dark() {
    let check = |name: &str, page: &str| -> Option<String> {
        let (server, _folder) = serve(&format!("<main><h1>Page</h1>{page}</main>"));
        let outcome = journey(name, &server).attempt(async |page| {
            page.open(server.url()).await?;
            page.axe().await
        });
        outcome.err().map(|trouble| trouble.to_string())
    };
    assert_eq!(check("axe-clean", "<p>All is well</p><button>Go</button>"), None);
    let trouble = check("axe-name", "<button></button>").unwrap();
    let how = if is_chromium() { "light" } else { "as it is" };
    assert!(trouble.contains(&format!("{how}: button-name")), "{trouble}");
    if is_chromium() {
        let dark =
            "<style>@media (prefers-color-scheme: dark) { p { color: #999; background: #888 } }</style><p>Grey</p>";
        let trouble = check("axe-dark", dark).unwrap();
        assert!(trouble.contains("dark: color-contrast") && !trouble.contains("light:"), "{trouble}");
    }
}

#[test]
fn a_secret_is_found_wherever_it_leaks() {
    let leaks = [
        ("an address of the window", "history.pushState(null, '', '?t=' + S); history.pushState(null, '', '?')"),
        ("the page", "document.body.dataset.token = S"),
        ("a field", "document.querySelector('input').value = S"),
        ("the title", "document.title = S"),
        ("the history", "history.replaceState({ t: S }, '')"),
        ("the name of the window", "window.name = S"),
        ("a cookie", "document.cookie = 't=' + S"),
        ("localStorage", "localStorage.t = S"),
        ("sessionStorage", "sessionStorage.t = S"),
        (
            "IndexedDB",
            "await new Promise(done => { const r = indexedDB.open('d'); r.onupgradeneeded = () => r.result.createObjectStore('s');
             r.onsuccess = () => { const t = r.result.transaction('s', 'readwrite');
                 t.objectStore('s').put(new TextEncoder().encode(S), 1); t.oncomplete = () => { r.result.close(); done() } } })",
        ),
        ("the cache storage", "await (await caches.open('c')).put('/x', new Response(S))"),
        ("the printed page", "const [a, b] = [S.slice(0, 9), S.slice(9)]; document.querySelector('p').innerHTML = `${a}<b>${b}</b>`"),
        (
            "the download",
            "const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob([btoa(S)])); a.download = 'x.txt'; a.click()",
        ),
        ("the console", "console.log('token', S)"),
        ("a request's address or headers", "await fetch('picture.svg', { headers: { 'X-Token': S } })"),
    ];
    let (server, _folder) = serve("<p>ready</p><label>Field <input></label>");
    journey("leaks", &server).patience(Duration::from_secs(5)).go(async |page| {
        page.open(server.url()).await?;
        let secrets: Vec<String> = (0..leaks.len()).map(|i| format!("{i:02}5ecret5ecret5ecret")).collect();
        let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
        page.leaks_none_of(&secrets).await?;
        for ((place, leak), secret) in leaks.iter().zip(&secrets) {
            let script = format!(
                "const done = arguments[1], S = arguments[0]; (async () => {{ {leak} }})().then(() => done(), e => done(String(e)))"
            );
            let failed = page.run_async(&script, vec![(*secret).into()]).await?;
            assert!(failed.is_null(), "{place}: {failed}");
        }
        page.downloaded("x.txt").await?;
        let found = page.leaks_none_of(&secrets).await.unwrap_err().to_string();
        for ((place, _), secret) in leaks.iter().zip(&secrets) {
            let told = found.contains(&format!("“{secret}” in {place}"));
            let unseen = ["an address of the window", "the console", "a request's address or headers"];
            // Firefox tells a driver neither its console nor where it has been on the way.
            assert!(told || (!is_chromium() && unseen.contains(place)), "{place} is not in: {found}");
        }
        Ok(())
    });
}

#[test]
fn paper_is_read() {
    let (server, _folder) = serve("<link rel=stylesheet href=paper.css><p>ready </p>");
    journey("paper", &server).go(async |page| {
        page.open(server.url()).await?;
        page.text_lacks("only-on-paper").await?;
        let paper = page.printed_text().await?;
        assert!(paper.contains("ready") && paper.contains("only-on-paper"), "{paper}");
        let picture = page.picture().await?;
        assert!(std::fs::read(&picture)?.starts_with(b"\x89PNG"), "{}", picture.display());
        Ok::<(), Trouble>(())
    });
}
