//! One way to call: `POST {base}/index.php?module=API&method=…&format=json&filter_limit=-1`, with
//! the token and every parameter in the body.

use crate::{MatomoUrl, Mismatch, Password, SiteId, Token};
use form_urlencoded::Serializer;
use serde_json::Value;

/// A method of Matomo's API: how it is asked, and how its answer is read.
pub trait Method {
    /// What a good answer holds.
    type Response;

    /// `Plugin.method`, as Matomo spells it; names are case sensitive (seen).
    const NAME: &'static str;

    /// Whether a good answer means that something in Matomo may have changed. A call that writes
    /// is never sent again without looking first.
    const WRITES: bool = false;

    /// Whether it has to be asked alone and without a token. [`crate::Client::call`] and
    /// [`crate::Bulk::add`] do not compile with such a method.
    const WITHOUT_TOKEN: bool = false;

    /// Writes the parameters.
    fn params(&self, params: &mut Params);

    /// Reads a good answer. Error answers never come here.
    fn decode(&self, value: &Value) -> Result<Self::Response, Mismatch>;
}

/// The parameters of one call, in order.
#[derive(Clone, Default)]
pub struct Params {
    pairs: Vec<(&'static str, String)>,
    secret: Vec<&'static str>,
}

impl Params {
    /// One plain parameter.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.pairs.push((name, value.into()));
    }

    /// A parameter that is left out of every text that a person or a log sees.
    pub fn set_secret(&mut self, name: &'static str, value: &Password) {
        self.secret.push(name);
        self.pairs.push((name, value.expose().to_owned()));
    }

    /// Sites as one comma string: PHP silently drops variables past 1000, so an array of sites
    /// would be cut without a word.
    pub fn set_sites(&mut self, sites: &[SiteId]) {
        let ids: Vec<String> = sites.iter().map(ToString::to_string).collect();
        self.set("idSites", ids.join(","));
    }

    /// The parameters as a person may read them; secrets are masked.
    pub fn shown(&self) -> Vec<(&'static str, String)> {
        let mask = |name: &&'static str| self.secret.contains(name);
        self.pairs.iter().map(|(n, v)| (*n, if mask(n) { "•••".to_owned() } else { v.clone() })).collect()
    }

    pub(crate) fn write_to(&self, form: &mut Serializer<'_, String>) {
        for (name, value) in &self.pairs {
            form.append_pair(name, value);
        }
    }
}

/// A request as plain data. Always a POST of `application/x-www-form-urlencoded`, without cookies
/// and without a header of its own: any other header would make the browser ask permission first,
/// which Matomo refuses (seen).
#[derive(Clone)]
pub struct Request {
    /// Where to post. Holds no secret, but for [`Request::with_token_in_address`]: addresses end up in logs.
    pub url: String,
    /// The form. Holds the token.
    pub body: String,
    /// Whether it may change something.
    pub writes: bool,
}

impl Request {
    /// The request for one method. Without a token it is sent as nobody.
    pub fn new<M: Method>(base: &MatomoUrl, token: Option<&Token>, method: &M) -> Self {
        let mut params = Params::default();
        method.params(&mut params);
        Self::from_parts(base, token, M::NAME, M::WRITES, |form| params.write_to(form))
    }

    /// A request with the token where it does not belong: in the address, which servers write into their
    /// logs. Only for finding out, on the wish of somebody who knows that, whether Matomo takes this token
    /// there: 5.8 refuses one that is good in the body only (seen).
    pub fn with_token_in_address<M: Method>(base: &MatomoUrl, token: &Token, method: &M) -> Self {
        let mut request = Self::new(base, None, method);
        let query = Serializer::new(String::new()).append_pair("token_auth", token.expose()).finish();
        request.url = format!("{}&{query}", request.url);
        request
    }

    pub(crate) fn from_parts(
        base: &MatomoUrl,
        token: Option<&Token>,
        name: &str,
        writes: bool,
        fill: impl FnOnce(&mut Serializer<'_, String>),
    ) -> Self {
        let url = format!("{}index.php?module=API&method={name}&format=json&filter_limit=-1", base.as_str());
        let mut form = Serializer::new(String::new());
        if let Some(token) = token {
            form.append_pair("token_auth", token.expose());
        }
        // Messages otherwise follow the browser's language, and they are how Matomo tells errors
        // apart (seen: `language=en` wins over Accept-Language).
        form.append_pair("language", "en");
        fill(&mut form);
        Self { url, body: form.finish(), writes }
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.url.split("&token_auth=").next().unwrap_or_default();
        write!(f, "Request({shown})")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    struct Probe;
    impl Method for Probe {
        type Response = ();
        const NAME: &'static str = "API.probe";
        fn params(&self, params: &mut Params) {
            params.set("name", "a&b=ü");
            params.set_secret("password", &Password::new("p w"));
            params.set_sites(&[SiteId::new(1).unwrap(), SiteId::new(12).unwrap()]);
        }
        fn decode(&self, _: &Value) -> Result<(), Mismatch> {
            Ok(())
        }
    }

    #[test]
    fn secrets_travel_in_the_body_only_and_the_token_comes_first() {
        let (url, _) = MatomoUrl::parse("https://m.example/x").unwrap();
        let (token, _) = Token::parse("0123456789abcdef0123456789abcdef").unwrap();
        let request = Request::new(&url, Some(&token), &Probe);
        assert_eq!(
            request.url,
            "https://m.example/x/index.php?module=API&method=API.probe&format=json&filter_limit=-1"
        );
        assert_eq!(
            request.body,
            "token_auth=0123456789abcdef0123456789abcdef&language=en&name=a%26b%3D%C3%BC&password=p+w&idSites=1%2C12"
        );
        assert!(!format!("{request:?}").contains("0123456789abcdef"));
    }

    #[test]
    fn a_token_in_the_address_is_in_no_body_and_no_log() {
        let (url, _) = MatomoUrl::parse("https://m.example").unwrap();
        let (token, _) = Token::parse("0123456789abcdef0123456789abcdef").unwrap();
        let request = Request::with_token_in_address(&url, &token, &Probe);
        assert!(request.url.ends_with("&filter_limit=-1&token_auth=0123456789abcdef0123456789abcdef"));
        assert!(!request.body.contains(token.expose()) && !format!("{request:?}").contains(token.expose()));
    }

    #[test]
    fn shown_parameters_mask_secrets() {
        let mut params = Params::default();
        Probe.params(&mut params);
        assert_eq!(params.shown()[1], ("password", "•••".to_owned()));
    }
}
