//! The configurations in `deploy/` say what `cargo xtask serve` does.
#![allow(clippy::unwrap_used)]

use xtask::static_site::headers::{ALWAYS, ASK_AGAIN, FOR_EVER};
use xtask::workspace;

fn configuration(name: &str) -> String {
    std::fs::read_to_string(workspace::root().join("deploy").join(name)).unwrap()
}

#[test]
fn every_server_sends_the_headers_that_the_page_cannot_give() {
    for name in ["nginx-beside-matomo.conf", "nginx-own-host.conf", "apache-beside-matomo.conf", "Caddyfile"] {
        let text = configuration(name);
        for (header, value) in ALWAYS {
            let line = text.lines().find(|line| line.contains(&format!("{header} \"{value}\"")));
            let line = line.unwrap_or_else(|| panic!("{name} lacks {header}: {value}"));
            assert!(name == "Caddyfile" || line.contains("always"), "{name}: {header} is missing on errors");
        }
        for cache in [ASK_AGAIN, FOR_EVER] {
            assert!(text.contains(&format!("\"{cache}\"")), "{name} lacks {cache}");
        }
    }
}

#[test]
fn the_container_uses_the_configuration_for_an_own_host() {
    let container = configuration("Containerfile");
    assert!(container.contains("COPY deploy/nginx-own-host.conf") && container.contains("COPY target/dist"));
    let own_host = configuration("nginx-own-host.conf");
    for changed in ["listen 443 ssl;", "ssl_certificate", "# brotli_static on;", "server_name "] {
        assert!(container.contains(changed.trim_end()) && own_host.contains(changed), "{changed}");
    }
}
