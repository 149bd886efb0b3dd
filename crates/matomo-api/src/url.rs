//! The address of a Matomo.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The address of a Matomo: `https` or `http`, a host, perhaps a port and a folder, and always a
/// slash at the end. Never a query, a fragment, `index.php` or a user name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MatomoUrl(String);

/// What was changed in a typed address, so that the screen can say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlNote {
    /// No scheme was typed; `https` was assumed (`http` for this machine itself).
    SchemeAdded,
    /// `index.php`, a query or a fragment was cut off.
    Shortened,
    /// A user name and password before the host were cut off.
    CredentialsRemoved,
}

/// Why a text is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// Nothing was typed.
    #[error("type the address of your Matomo, such as https://matomo.example.org")]
    Empty,
    /// A blank inside.
    #[error("an address has no blanks in it")]
    Blank,
    /// Not `http` or `https`.
    #[error("Lanyard speaks https and http, not {0}")]
    Scheme(String),
    /// No host, or one with characters that no host has.
    #[error("“{0}” is not a host name")]
    Host(String),
    /// Not a port number.
    #[error("“{0}” is not a port; ports go from 1 to 65535")]
    Port(String),
}

impl MatomoUrl {
    /// Reads an address as people paste it: `yourcompany.matomo.cloud`,
    /// `https://host/sub/index.php?module=…`, with blanks around.
    pub fn parse(typed: &str) -> Result<(Self, Vec<UrlNote>), BadUrl> {
        let text = typed.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '<' | '>'));
        if text.is_empty() {
            return Err(BadUrl::Empty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(BadUrl::Blank);
        }
        let mut notes = Vec::new();
        let (scheme, rest) = match split_scheme(text) {
            Some((scheme, rest)) => {
                let scheme = scheme.to_ascii_lowercase();
                if scheme != "https" && scheme != "http" {
                    return Err(BadUrl::Scheme(scheme));
                }
                (Some(scheme), rest)
            }
            None => (None, text.strip_prefix("//").unwrap_or(text)),
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (mut authority, path) = rest.split_at(end);
        if let Some((_, host)) = authority.rsplit_once('@') {
            authority = host;
            notes.push(UrlNote::CredentialsRemoved);
        }
        let (host, port) = split_port(authority)?;
        check_host(host)?;
        let host = host.to_lowercase();
        let scheme = scheme.unwrap_or_else(|| {
            notes.push(UrlNote::SchemeAdded);
            if is_this_machine(&host) { "http".to_owned() } else { "https".to_owned() }
        });
        let default_port = if scheme == "https" { 443 } else { 80 };
        let port = port.filter(|p| *p != default_port).map(|p| format!(":{p}")).unwrap_or_default();
        let (folder, cut) = folder(path);
        if cut {
            notes.push(UrlNote::Shortened);
        }
        Ok((Self(format!("{scheme}://{host}{port}{folder}")), notes))
    }

    /// The address, with its slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port, without a slash: what a browser calls the origin.
    pub fn origin(&self) -> &str {
        let start = self.0.find("://").map_or(0, |i| i + 3);
        let end = self.0[start..].find('/').map_or(self.0.len(), |i| start + i);
        &self.0[..end]
    }

    /// Host, port and folder, for people: without the scheme and the last slash.
    pub fn shown(&self) -> &str {
        let start = self.0.find("://").map_or(0, |i| i + 3);
        self.0[start..].trim_end_matches('/')
    }

    /// Whether a page that came over https may ask it: a browser blocks plain http there, except
    /// to this machine itself.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://") || is_this_machine(self.shown().split([':', '/']).next().unwrap_or_default())
    }

    /// Whether this is Matomo's own hosting.
    pub fn is_cloud(&self) -> bool {
        self.origin().ends_with(".matomo.cloud")
    }

    /// A page of Matomo itself, such as `module=UsersManager&action=userSecurity`.
    pub fn page(&self, query: &str) -> String {
        format!("{}index.php?{query}", self.0)
    }
}

fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    // `host:8080/` has a colon too.
    let slashes = rest.strip_prefix("//");
    match slashes {
        Some(rest) if named => Some((scheme, rest)),
        None if named && !rest.starts_with(|c: char| c.is_ascii_digit()) && !scheme.contains('.') => {
            Some((scheme, rest))
        }
        _ => None,
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), BadUrl> {
    let host_end = if authority.starts_with('[') { authority.find(']').map_or(0, |i| i + 1) } else { 0 };
    match authority[host_end..].split_once(':') {
        None => Ok((authority, None)),
        Some((rest, "")) => Ok((&authority[..host_end + rest.len()], None)),
        Some((rest, port)) => match port.parse::<u16>() {
            Ok(number) if number > 0 => Ok((&authority[..host_end + rest.len()], Some(number))),
            _ => Err(BadUrl::Port(port.to_owned())),
        },
    }
}

fn check_host(host: &str) -> Result<(), BadUrl> {
    let bad = || Err(BadUrl::Host(host.to_owned()));
    if let Some(v6) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return if v6.parse::<std::net::Ipv6Addr>().is_ok() { Ok(()) } else { bad() };
    }
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let name = host.strip_suffix('.').unwrap_or(host);
    if !name.is_empty() && name.len() <= 253 && name.split('.').all(label) { Ok(()) } else { bad() }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.starts_with("127.") || host == "[::1]" || host.ends_with(".localhost")
}

/// The folder of a path with a slash at both ends, and whether anything but a slash was cut off.
fn folder(path: &str) -> (String, bool) {
    let clean = path.split(['?', '#']).next().unwrap_or_default().replace('\\', "/");
    let mut cut = clean.len() != path.len();
    let mut folder = String::from("/");
    for part in clean.split('/').filter(|p| !p.is_empty()) {
        if part.eq_ignore_ascii_case("index.php") || part.ends_with(".php") {
            cut = true;
            break;
        }
        for c in part.chars() {
            // Kept as typed where a path may hold it, else percent-encoded, so that the address stays one.
            if c.is_alphanumeric() || "-._~%!$&'()*+,;=:@".contains(c) {
                folder.push(c);
            } else {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|b| folder.push_str(&format!("%{b:02X}")));
            }
        }
        folder.push('/');
    }
    (folder, cut)
}

impl fmt::Display for MatomoUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MatomoUrl {
    type Error = BadUrl;
    fn try_from(text: String) -> Result<Self, BadUrl> {
        Self::parse(&text).map(|(url, _)| url)
    }
}

impl From<MatomoUrl> for String {
    fn from(url: MatomoUrl) -> String {
        url.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> String {
        MatomoUrl::parse(text).unwrap().0.0
    }

    #[test]
    fn addresses_as_people_paste_them() {
        for (typed, url) in [
            ("yourcompany.matomo.cloud", "https://yourcompany.matomo.cloud/"),
            (" https://Host.Example/sub/index.php?module=x#y ", "https://host.example/sub/"),
            ("HTTP://host:80", "http://host/"),
            ("https://host:8443/a//b/", "https://host:8443/a/b/"),
            ("//host/x", "https://host/x/"),
            ("localhost:8053", "http://localhost:8053/"),
            ("127.0.0.1", "http://127.0.0.1/"),
            ("http://[::1]:80/m", "http://[::1]/m/"),
            ("https://u:p@host/", "https://host/"),
            ("https://host?module=x", "https://host/"),
            ("https://bücher.example/ä", "https://bücher.example/ä/"),
        ] {
            assert_eq!(parsed(typed), url, "{typed}");
        }
    }

    #[test]
    fn what_was_changed_is_said() {
        let notes = |t: &str| MatomoUrl::parse(t).unwrap().1;
        assert_eq!(notes("https://h/"), []);
        assert_eq!(notes("h/index.php"), [UrlNote::SchemeAdded, UrlNote::Shortened]);
        assert_eq!(notes("https://u:p@h"), [UrlNote::CredentialsRemoved]);
    }

    #[test]
    fn bad_addresses_say_why() {
        for (typed, why) in [
            ("  ", BadUrl::Empty),
            ("my matomo.example", BadUrl::Blank),
            ("ftp://host", BadUrl::Scheme("ftp".into())),
            ("javascript:alert(1)", BadUrl::Scheme("javascript".into())),
            ("https://", BadUrl::Host(String::new())),
            ("https://ho$t/", BadUrl::Host("ho$t".into())),
            ("https://host:99999/", BadUrl::Port("99999".into())),
            ("https://host:x/", BadUrl::Port("x".into())),
        ] {
            assert_eq!(MatomoUrl::parse(typed).unwrap_err(), why, "{typed}");
        }
    }

    #[test]
    fn parts_for_people_and_browsers() {
        let url = MatomoUrl::parse("https://a.matomo.cloud:444/x").unwrap().0;
        assert_eq!(url.origin(), "https://a.matomo.cloud:444");
        assert_eq!(url.shown(), "a.matomo.cloud:444/x");
        assert_eq!(url.page("module=UsersManager"), "https://a.matomo.cloud:444/x/index.php?module=UsersManager");
        assert!(url.is_secure() && !url.is_cloud());
        assert!(MatomoUrl::parse("https://a.matomo.cloud").unwrap().0.is_cloud());
        assert!(MatomoUrl::parse("http://localhost:1/").unwrap().0.is_secure());
        assert!(!MatomoUrl::parse("http://intranet/").unwrap().0.is_secure());
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_is_idempotent(text in "\\PC{0,60}") {
            if let Ok((url, _)) = MatomoUrl::parse(&text) {
                prop_assert!(url.as_str().ends_with('/'));
                prop_assert_eq!(MatomoUrl::parse(url.as_str()).unwrap(), (url.clone(), vec![]));
            }
        }
    }
}
