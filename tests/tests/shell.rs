//! The shell: every address opens by itself, everything can be read and reached, and nothing else is asked.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Journey, Key, Name, Page, Role, Trouble};
use journeys::door::{HEADING, come_in, is_read};
use journeys::stage::{Stage, dist};
use matomo_sim::{Config, Dataset};
use serde_json::Value;
use tempfile::TempDir;
use xtask::static_site::Site;

/// Every screen by its address, with its heading.
const SCREENS: [(&str, &str); 24] = [
    ("", "Connection"),
    ("people/", "People"),
    ("people/person/?login=a.okafor", "a.okafor"),
    ("sites/", "Sites"),
    ("sites/site/?id=1", "Shop Europe"),
    ("onboard/", "Onboard a person"),
    ("onboard/person/", "Onboard a person"),
    ("onboard/access/", "Onboard a person"),
    ("onboard/security/", "Onboard a person"),
    ("tokens/", "Tokens"),
    ("tokens/?by=system&state=overdue", "Tokens"),
    ("tokens/token/?id=none", "No such token"),
    ("tokens/declare/", "Add a known token"),
    ("tokens/check/", "Check a token"),
    ("tokens/examples/?in=Python", "Examples"),
    ("settings/", "Settings"),
    ("sheet/?login=a.okafor", "Onboarding sheet"),
    ("matrix/", "Role matrix"),
    ("matrix/?by=group&fold=.Staging", "Role matrix"),
    ("matrix/review/", "Review"),
    ("matrix/apply/?case=none", "Apply"),
    ("people/person/?login=no.such.person", "No such account"),
    ("sites/site/?id=4711", "No such site"),
    ("sheet/", "Not found"),
];

fn stage(base: &str) -> Stage {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    Stage::simulated(&dist().unwrap(), base, config).unwrap()
}

async fn comes_in_for_this_tab(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.open(&stage.console).await?;
    page.checkbox("Keep for this tab").click().await?;
    come_in(page, stage).await
}

#[test]
fn every_address_opens_and_reloads_wherever_the_console_lies() {
    for base in ["/", "/console/"] {
        let stage = stage(base);
        stage.journey("shell-addresses").go(async |page| {
            comes_in_for_this_tab(page, &stage).await?;
            for (address, heading) in SCREENS {
                page.open(&format!("{}{address}", stage.console)).await?;
                is_read(page).await?;
                page.heading(heading).appears().await?;
                page.reload().await?;
                is_read(page).await?;
                page.heading(heading).appears().await?;
                page.address_contains(address).await?;
            }
            page.button("Disconnect").click().await?;
            page.heading(HEADING).appears().await?;
            page.leaks_none_of(&[&stage.token]).await
        });
    }
}

#[test]
fn every_screen_is_accessible_in_light_and_dark_on_a_desk() {
    accessible("shell-wide", 1280, 900);
}

#[test]
fn every_screen_is_accessible_in_light_and_dark_in_a_hand() {
    accessible("shell-narrow", 390, 844);
}

/// Where a part that is loaded later did not come.
const NO_PART: &str = "This part of Lanyard could not be loaded";

#[test]
fn a_part_that_does_not_come_is_said_and_asked_for_again() {
    let stage = stage("/console/");
    let journey =
        stage.journey("shell-part").expects_in_console("split_onboarding").expects_in_console("Failed to fetch");
    journey.go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        page.lets_nothing_through_to(&["split_onboarding"]).await?;
        page.link("Onboard").click().await?;
        page.heading(NO_PART).appears().await?;
        page.axe().await?;
        page.picture().await?;
        page.button("Try again").click().await?;
        page.heading(NO_PART).appears().await?;
        page.lets_nothing_through_to(&[]).await?;
        page.button("Try again").click().await?;
        page.heading("Onboard a person").appears().await?;
        page.heading("Engagement").appears().await
    });
}

#[test]
fn a_part_that_is_not_as_it_was_built_is_not_run() {
    let folder = TempDir::new().unwrap();
    let mut altered = 0;
    for (name, mut bytes) in xtask::dist::read_folder(&dist().unwrap()).unwrap() {
        // A section that means nothing: the file stays valid.
        if xtask::dist::parts::PARTS.iter().any(|part| name.starts_with(part)) && name.ends_with(".wasm") {
            bytes.extend([0, 2, 1, b'x']);
            altered += 1;
        }
        let compressed = name.ends_with(".br") || name.ends_with(".gz");
        if !compressed {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
    assert!(altered > 0);
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(folder.path(), "/console/", config).unwrap();
    let journey = stage.journey("shell-altered").expects_in_console("integrity").expects_in_console("Failed to fetch");
    journey.go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        page.link("Onboard").click().await?;
        page.heading(NO_PART).appears().await
    });
}

fn accessible(name: &str, width: u32, height: u32) {
    let stage = stage("/console/");
    stage.journey(name).go(async |page| {
        let mut wrong = String::new();
        let mut look = async |screen: &str| {
            if let Err(trouble) = page.axe().await {
                wrong.push_str(&format!("\n{screen}: {trouble}"));
            }
            // Nothing is wider than the window, so that nobody has to scroll both ways.
            let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
            if wide.as_i64().unwrap_or_default() > 0 {
                wrong.push_str(&format!("\n{screen}: {wide} px too wide"));
            }
            page.picture().await
        };
        page.resize(width, height).await?;
        page.open(&stage.console).await?;
        page.heading(HEADING).appears().await?;
        look("the door").await?;
        comes_in_for_this_tab(page, &stage).await?;
        for (address, heading) in SCREENS {
            page.open(&format!("{}{address}", stage.console)).await?;
            is_read(page).await?;
            page.heading(heading).appears().await?;
            look(address).await?;
        }
        if page.button("Menu").is_there().await? {
            page.button("Menu").click().await?;
            page.button("Lock").appears().await?;
            look("the menu").await?;
        }
        page.button("Lock").click().await?;
        page.find(Role::Heading, Name::Has("Locked at ".into())).appears().await?;
        look("locked").await?;
        page.button("Leave and forget everything").click().await?;
        page.dialog("Forget everything that Lanyard keeps in this browser?").appears().await?;
        look("forget everything").await?;
        if wrong.is_empty() { Ok(()) } else { Err(Trouble::new(wrong)) }
    });
}

#[test]
fn the_keyboard_reaches_everything_and_follows_the_screen() {
    let stage = stage("/");
    stage.journey("shell-keyboard").go(async |page| {
        comes_in_for_this_tab(page, &stage).await?;
        for address in [
            "people/?q=vendor",
            "sites/site/?id=8",
            "onboard/",
            "matrix/",
            "tokens/",
            "tokens/check/",
            "tokens/declare/",
        ] {
            page.open(&format!("{}{address}", stage.console)).await?;
            is_read(page).await?;
            reaches_everything(page).await?;
        }
        page.open(&format!("{}people/", stage.console)).await?;
        is_read(page).await?;
        // Coming back in, the keyboard is on the heading; the skip link stands before everything else.
        const FIRST: &str = "const first = document.querySelector('a[href], button, input'); first.focus();
            return (first.textContent === 'Skip to content' && document.activeElement === first)
                || [first.outerHTML, document.activeElement.outerHTML.slice(0, 200)]";
        page.waits_for("the focus is on the heading", HEADING_HAS_FOCUS).await?;
        page.waits_for("the skip link comes first", FIRST).await?;
        page.press(Key::Enter).await?;
        page.waits_for("the focus is on the content", "return document.activeElement.id === 'main'").await?;
        page.link("Sites").press(&Key::Enter.to_string()).await?;
        page.heading("Sites").appears().await?;
        page.waits_for("the focus is on the heading", HEADING_HAS_FOCUS).await?;
        assert!(page.title().await?.starts_with("Sites"), "{}", page.title().await?);
        page.back().await?;
        page.heading("People").appears().await?;
        page.waits_for("the focus is on the heading", HEADING_HAS_FOCUS).await
    });
}

const HEADING_HAS_FOCUS: &str = "return document.activeElement === document.querySelector('h1')";

/// Tabs through the page until it comes round, and fails on what was passed over or shows no focus.
async fn reaches_everything(page: &Page) -> Result<(), Trouble> {
    const MARK: &str = "window.reached = new Set(); document.activeElement.blur?.();";
    // A date is one field with several stops.
    const STEP: &str = "const at = document.activeElement; const again = window.reached.has(at) && window.last !== at;
        window.last = at;
        if (at !== document.body) window.reached.add(at);
        const ring = getComputedStyle(at), near = at.closest('label, .search, .input-group, tr');
        const seen = at === document.body || ring.outlineStyle !== 'none' || ring.boxShadow !== 'none'
            || (near && (getComputedStyle(near).outlineStyle !== 'none' || getComputedStyle(near).boxShadow !== 'none'));
        return again ? 'round' : seen ? 'on' : `no focus is seen on ${at.outerHTML.slice(0, 200)}`;";
    const MISSED: &str = "return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')]
        .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !window.reached.has(e) && !e.closest('[inert]'))
        // What is there for nobody but the form's Enter key.
        .filter(e => !(e.tabIndex === -1 && e.getAttribute('aria-hidden') === 'true'))
        // Of radios that belong together the keyboard stops at one.
        .filter(e => !(e.type === 'radio' && [...window.reached].some(r => r.name === e.name)))
        .map(e => e.outerHTML.slice(0, 200)).join('\\n');";
    page.run(MARK, vec![]).await?;
    for _ in 0..300 {
        page.press(Key::Tab).await?;
        match page.run(STEP, vec![]).await?.as_str() {
            Some("on") => {}
            Some("round") => break,
            other => return Err(Trouble::new(other.unwrap_or_default())),
        }
    }
    match page.run(MISSED, vec![]).await? {
        Value::String(missed) if !missed.is_empty() => {
            Err(Trouble::new(format!("the keyboard does not reach:\n{missed}")))
        }
        _ => Ok(()),
    }
}

#[test]
fn it_does_not_run_inside_another_page() {
    // Where the server says nothing about frames, the page itself refuses.
    let folder = TempDir::new().unwrap();
    let site = Site::new(&dist().unwrap()).unwrap().serve("127.0.0.1:0").unwrap();
    let page = std::fs::read_to_string(dist().unwrap().join("index.html")).unwrap();
    std::fs::write(folder.path().join("lanyard.html"), page).unwrap();
    std::fs::write(
        folder.path().join("index.html"),
        format!(
            "<!doctype html><html lang=en><title>T</title><link rel=icon href=data:,><iframe name=bare src=lanyard.html></iframe>
             <iframe name=served src={}></iframe>",
            site.url()
        ),
    )
    .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let plain = plain_files(listener, folder.path().to_owned());
    let journey = Journey::new("shell-framed").may_ask(&plain).may_ask(site.url());
    journey.expects_in_console("frame-ancestors").expects_in_console("404").expects_in_console("integrity").go(
        async |page| {
            page.open(&plain).await?;
            page.waits_for(
                "the refusal",
                "return (frames[0].document.body?.innerText ?? '').includes('Lanyard does not run inside another page.')",
            )
            .await?;
            page.waits_for("nothing started", "return frames[0].document.querySelector('#app').children.length === 0")
                .await?;
            // What the server forbids is not there at all: another origin, whose document cannot be read.
            page.waits_for(
                "the frame is refused",
                "try { return frames[1].document === null } catch { return true }",
            )
            .await
        },
    );
}

/// A server without any header of ours.
fn plain_files(listener: std::net::TcpListener, folder: std::path::PathBuf) -> String {
    use std::io::{BufRead, BufReader, Write};
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut first = String::new();
            let mut reader = BufReader::new(&stream);
            let _ = reader.read_line(&mut first);
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|n| n > 2) {
                line.clear();
            }
            let name = first.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
            let name = if name.is_empty() { "index.html".to_owned() } else { name };
            let (status, body) = match std::fs::read(folder.join(&name)) {
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = (&stream).write_all(head.as_bytes()).and_then(|()| (&stream).write_all(&body));
        }
    });
    url
}

#[test]
fn every_page_carries_the_policy_and_every_answer_the_headers() {
    const FETCH: &str = "const done = arguments[arguments.length - 1];
        fetch(arguments[0]).then(async answer => done([answer.status, answer.headers.get('content-security-policy'),
            answer.headers.get('x-content-type-options'), answer.headers.get('referrer-policy'), await answer.text()]));";
    let stage = stage("/console/");
    let folders = [
        "",
        "people/",
        "people/person/",
        "sites/",
        "sites/site/",
        "onboard/",
        "onboard/person/",
        "onboard/security/",
        "onboard/hand-over/",
        "sheet/",
        "tokens/",
        "tokens/token/",
        "tokens/declare/",
        "tokens/new/",
        "tokens/rotate/",
        "tokens/check/",
        "tokens/examples/",
        "settings/",
        "matrix/",
        "matrix/review/",
        "matrix/apply/",
    ];
    stage.journey("shell-policy").go(async |page| {
        page.open(&stage.console).await?;
        for folder in folders {
            let answer = page.run_async(FETCH, vec![format!("{}{folder}", stage.console).into()]).await?;
            let text = |at: usize| answer[at].as_str().unwrap_or_default().to_owned();
            assert_eq!(answer[0], 200, "{folder}");
            assert_eq!([text(1), text(2), text(3)], ["frame-ancestors 'none'", "nosniff", "no-referrer"], "{folder}");
            for part in ["default-src 'none'", "style-src 'self'", "form-action 'none'", "require-trusted-types-for"] {
                assert!(text(4).contains(part), "{part} in {folder}");
            }
            assert!(!text(4).contains("unsafe-inline") && !text(4).contains("'unsafe-eval'"), "{folder}");
        }
        Ok(())
    });
}
