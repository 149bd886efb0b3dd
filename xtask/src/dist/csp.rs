//! The Content-Security-Policy that the page carries.

use crate::{Failure, Result};

/// Names the Matomo that a console may speak to, when it is built for one.
pub const VARIABLE: &str = "LANYARD_MATOMO";

/// Whom the page may send requests to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connect {
    /// Any Matomo over https, or on this machine.
    Any,
    /// One origin only.
    Pinned(String),
}

impl Connect {
    /// [`Connect::Pinned`] where [`VARIABLE`] is set.
    ///
    /// # Errors
    /// If it holds no http or https address.
    pub fn from_environment() -> Result<Self> {
        std::env::var(VARIABLE).map_or(Ok(Self::Any), |address| Self::to(&address))
    }

    /// Pinned to the origin of an address.
    ///
    /// # Errors
    /// If that is no http or https address.
    pub fn to(address: &str) -> Result<Self> {
        let wrong = || {
            Failure::new(format!(
                "{VARIABLE} is `{address}`: write the address of Matomo, such as https://stats.example.org/"
            ))
        };
        let (scheme, rest) = address.split_once("://").ok_or_else(wrong)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        // Nothing that could end the directive and begin another.
        let plain = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
        if !["http", "https"].contains(&scheme) || host.is_empty() || !host.bytes().all(plain) {
            return Err(wrong());
        }
        Ok(Self::Pinned(format!("{scheme}://{host}")))
    }

    fn sources(&self) -> String {
        match self {
            Self::Any => "'self' https: http://127.0.0.1:* http://localhost:*".to_owned(),
            Self::Pinned(origin) => format!("'self' {origin}"),
        }
    }
}

/// The policy of a page whose inline scripts have these digests, as `script-src` writes them.
pub fn policy(scripts: &[String], connect: &Connect) -> String {
    let scripts: String = scripts.iter().map(|digest| format!(" {digest}")).collect();
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval'{scripts}"),
        "style-src 'self'".to_owned(),
        "img-src 'self' data:".to_owned(),
        format!("connect-src {}", connect.sources()),
        "base-uri 'self'".to_owned(),
        "form-action 'none'".to_owned(),
        // Leptos writes static parts of a view through innerHTML: one default policy, made by the loader, looks at each.
        "require-trusted-types-for 'script'".to_owned(),
        "trusted-types default".to_owned(),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_policy_allows_no_inline_script_but_those_it_names() {
        let policy = policy(&["'sha256-x='".to_owned()], &Connect::Any);
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-x=';"), "{policy}");
        assert!(policy.starts_with("default-src 'none';"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert!(policy.contains("connect-src 'self' https: http://127.0.0.1:* http://localhost:*;"));
    }

    #[test]
    fn a_pinned_console_speaks_to_one_origin() {
        let pinned = Connect::to("https://stats.example.org:8443/matomo/index.php?module=x").unwrap();
        assert_eq!(pinned, Connect::Pinned("https://stats.example.org:8443".to_owned()));
        assert!(policy(&[], &pinned).contains("connect-src 'self' https://stats.example.org:8443;"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for address in
            ["", "stats.example.org", "ftp://x.example", "https://", "https://x.example; script-src *", "https://a@b"]
        {
            assert!(Connect::to(address).is_err(), "{address}");
        }
    }
}
