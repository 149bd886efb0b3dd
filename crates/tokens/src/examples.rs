//! Commands and snippets that ask Matomo with a token that they read from an environment variable.
//!
//! The token is sent in the body of a POST only: an address ends up in logs, and a token can be good for
//! POST alone. Module, method and format stand in the address, since Matomo answers a refusal with a page
//! of HTML otherwise (seen).

use matomo_api::{MatomoUrl, SiteId};

/// The environment variable that holds the token; in Power Query the parameter.
pub const VARIABLE: &str = "MATOMO_TOKEN";

/// What a token is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Visits of one site, day by day.
    Visits,
    /// Pages of one site.
    Pages,
    /// The sites that the token may see.
    Sites,
    /// Who may do what on one site.
    People,
    /// Whether it works at all.
    Version,
}

/// What a token has to be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// View on the site.
    View,
    /// Admin on the site.
    Admin,
    /// Some site.
    Some,
    /// Nothing more than that it works.
    Nothing,
}

/// What an example is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A POSIX shell with curl 7.76 or later.
    Curl,
    /// Python 3, nothing but its own library.
    Python,
    /// R 4.1 or later, with httr2.
    R,
    /// Node.js 18 or later. Not for a browser.
    JavaScript,
    /// Power Query's M, in Excel and Power BI.
    PowerQuery,
}

impl Purpose {
    /// All, most used first.
    pub const ALL: [Purpose; 5] = [Purpose::Visits, Purpose::Pages, Purpose::Sites, Purpose::People, Purpose::Version];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Purpose::Visits => "Visits of a site, the last 30 days",
            Purpose::Pages => "Pages of a site, yesterday",
            Purpose::Sites => "The sites that the token may see",
            Purpose::People => "Who may do what on a site",
            Purpose::Version => "Matomo’s version, to see that the token works",
        }
    }

    /// What the token has to be good for.
    pub fn needs(self) -> Needs {
        match self {
            Purpose::Visits | Purpose::Pages => Needs::View,
            Purpose::People => Needs::Admin,
            Purpose::Version => Needs::Some,
            Purpose::Sites => Needs::Nothing,
        }
    }

    /// Whether it is about one site.
    pub fn is_of_a_site(self) -> bool {
        matches!(self.needs(), Needs::View | Needs::Admin)
    }

    fn method(self) -> &'static str {
        match self {
            Purpose::Visits => "VisitsSummary.get",
            Purpose::Pages => "Actions.getPageUrls",
            Purpose::Sites => "SitesManager.getSitesWithAtLeastViewAccess",
            Purpose::People => "UsersManager.getUsersPlusRole",
            Purpose::Version => "API.getMatomoVersion",
        }
    }

    fn parameters(self, site: SiteId) -> Vec<(&'static str, String)> {
        let report: &[(&str, &str)] = match self {
            Purpose::Visits => &[("period", "day"), ("date", "last30")],
            Purpose::Pages => &[("period", "day"), ("date", "yesterday"), ("flat", "1")],
            Purpose::Sites | Purpose::People | Purpose::Version => &[],
        };
        let site = self.is_of_a_site().then(|| ("idSite", site.to_string()));
        site.into_iter().chain(report.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect()
    }
}

impl Language {
    /// All, in the order in which they are shown.
    pub const ALL: [Language; 5] =
        [Language::Curl, Language::Python, Language::R, Language::JavaScript, Language::PowerQuery];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Language::Curl => "curl",
            Language::Python => "Python",
            Language::R => "R",
            Language::JavaScript => "JavaScript",
            Language::PowerQuery => "Power Query",
        }
    }

    /// What it needs, and how the token comes to it.
    pub fn note(self) -> &'static str {
        match self {
            Language::Curl => {
                "For a POSIX shell and curl 7.76 or later. The token goes through a pipe: on the command line every list of processes would show it."
            }
            Language::Python => "For Python 3, without further packages.",
            Language::R => "For R 4.1 or later with the package httr2.",
            Language::JavaScript => {
                "For Node.js 18 or later, in a file that ends in .mjs. Never in a page: whoever opens it could read the token."
            }
            Language::PowerQuery => {
                "For Excel and Power BI, which read no environment variables: make a parameter MATOMO_TOKEN of type text, and sign in to the source as anonymous. The parameter is kept in the file in the clear, so do not pass the file on with it."
            }
        }
    }
}

/// The example: ready to run when [`VARIABLE`] holds a token. `site` is used where the purpose is about one.
pub fn example(purpose: Purpose, language: Language, url: &MatomoUrl, site: SiteId) -> String {
    let call = Call { base: ascii_path(url), method: purpose.method(), parameters: purpose.parameters(site) };
    match language {
        Language::Curl => call.curl(),
        Language::Python => call.python(),
        Language::R => call.r(),
        Language::JavaScript => call.javascript(),
        Language::PowerQuery => call.power_query(),
    }
}

struct Call {
    base: String,
    method: &'static str,
    parameters: Vec<(&'static str, String)>,
}

impl Call {
    fn address(&self) -> String {
        format!("{}index.php?module=API&method={}&format=json&filter_limit=-1", self.base, self.method)
    }

    fn each(&self, write: impl Fn(&str, &str) -> String) -> String {
        self.parameters.iter().map(|(name, value)| write(name, value)).collect()
    }

    fn curl(&self) -> String {
        let parameters =
            self.each(|name, value| format!("    --data-urlencode {} \\\n", sh(&format!("{name}={value}"))));
        format!(
            ": \"${{{VARIABLE}:?holds no token}}\"\n\
             printf 'token_auth=%s' \"${VARIABLE}\" |\n  \
             curl --silent --show-error --fail-with-body \\\n    --data-binary @- \\\n{parameters}    {}\n",
            sh(&self.address())
        )
    }

    fn python(&self) -> String {
        let parameters = self.each(|name, value| format!("    {}: {},\n", quoted(name), quoted(value)));
        format!(
            "import json\nimport os\nimport urllib.parse\nimport urllib.request\n\n\
             url = {}\n\
             form = {{\n    \"token_auth\": os.environ[\"{VARIABLE}\"],\n{parameters}}}\n\
             body = urllib.parse.urlencode(form).encode()\n\
             with urllib.request.urlopen(url, body, timeout=60) as response:\n    answer = json.load(response)\n\
             if isinstance(answer, dict) and answer.get(\"result\") == \"error\":\n    raise SystemExit(answer[\"message\"])\n\
             print(json.dumps(answer, indent=2))\n",
            quoted(&self.address())
        )
    }

    fn r(&self) -> String {
        let parameters = self.each(|name, value| format!(",\n    {name} = {}", quoted(value)));
        format!(
            "library(httr2)\n\n\
             answer <- request({}) |>\n  \
             req_body_form(\n    token_auth = Sys.getenv(\"{VARIABLE}\"){parameters}\n  ) |>\n  \
             req_perform() |>\n  resp_body_json(simplifyVector = TRUE)\n\
             if (identical(answer$result, \"error\")) stop(answer$message)\nprint(answer)\n",
            quoted(&self.address())
        )
    }

    fn javascript(&self) -> String {
        let parameters = self.each(|name, value| format!("  {name}: {},\n", quoted(value)));
        format!(
            "const token = process.env.{VARIABLE};\n\
             if (!token) throw new Error(\"{VARIABLE} holds no token\");\n\
             const url = {};\n\
             const body = new URLSearchParams({{\n  token_auth: token,\n{parameters}}});\n\
             const response = await fetch(url, {{ method: \"POST\", body }});\n\
             const answer = await response.json();\n\
             if (answer.result === \"error\") throw new Error(answer.message);\n\
             console.log(answer);\n",
            quoted(&self.address())
        )
    }

    fn power_query(&self) -> String {
        let parameters = self.each(|name, value| format!(", {name} = {}", m(value)));
        format!(
            "let\n    Body = Uri.BuildQueryString([token_auth = {VARIABLE}{parameters}]),\n    \
             Answer = Json.Document(Web.Contents({}, [\n        RelativePath = \"index.php\",\n        \
             Query = [module = \"API\", method = {}, format = \"json\", filter_limit = \"-1\"],\n        \
             Headers = [#\"Content-Type\" = \"application/x-www-form-urlencoded\"],\n        \
             Content = Text.ToBinary(Body)\n    ]))\nin\n    Answer\n",
            m(&self.base),
            m(self.method)
        )
    }
}

/// The address with its path in ASCII: not every program encodes it by itself. The name of the host stays
/// as it is.
fn ascii_path(url: &MatomoUrl) -> String {
    let origin = url.origin();
    let path = &url.as_str()[origin.len()..];
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~%:@!$&'()*+,;=".contains(&b);
    let path = path.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") });
    format!("{origin}{}", path.collect::<String>())
}

/// A word of a POSIX shell that means just this text.
fn sh(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A string of Python, R and JavaScript, which agree on this.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

/// A string of Power Query's M, where `#(` begins an escape.
fn m(text: &str) -> String {
    format!("\"{}\"", text.replace("#(", "#(#)(").replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn url(address: &str) -> MatomoUrl {
        MatomoUrl::parse(address).unwrap().0
    }

    fn site(id: u32) -> SiteId {
        SiteId::new(id).unwrap()
    }

    #[test]
    fn a_command_as_it_is_run() {
        assert_eq!(
            example(Purpose::Visits, Language::Curl, &url("https://m.example/it's"), site(3)),
            r#": "${MATOMO_TOKEN:?holds no token}"
printf 'token_auth=%s' "$MATOMO_TOKEN" |
  curl --silent --show-error --fail-with-body \
    --data-binary @- \
    --data-urlencode 'idSite=3' \
    --data-urlencode 'period=day' \
    --data-urlencode 'date=last30' \
    'https://m.example/it'\''s/index.php?module=API&method=VisitsSummary.get&format=json&filter_limit=-1'
"#
        );
    }

    #[test]
    fn a_snippet_of_each_language() {
        let of = |language| example(Purpose::People, language, &url("https://m.example/ä"), site(12));
        assert!(
            of(Language::Python)
                .contains("form = {\n    \"token_auth\": os.environ[\"MATOMO_TOKEN\"],\n    \"idSite\": \"12\",\n}\n")
        );
        assert!(
            of(Language::R).contains("    token_auth = Sys.getenv(\"MATOMO_TOKEN\"),\n    idSite = \"12\"\n  ) |>\n")
        );
        assert!(of(Language::JavaScript).contains("  token_auth: token,\n  idSite: \"12\",\n});\n"));
        assert!(of(Language::PowerQuery).contains("[token_auth = MATOMO_TOKEN, idSite = \"12\"]"));
        assert!(of(Language::PowerQuery).contains("Web.Contents(\"https://m.example/%C3%A4/\", ["));
        for language in Language::ALL {
            assert!(of(language).contains("UsersManager.getUsersPlusRole"), "{language:?}");
            assert!(!language.name().is_empty() && !language.note().is_empty());
        }
    }

    #[test]
    fn a_site_stands_only_where_one_is_asked_about() {
        for purpose in Purpose::ALL {
            assert!(!purpose.words().is_empty());
            for language in Language::ALL {
                let text = example(purpose, language, &url("https://m.example"), site(4711));
                assert_eq!(text.contains("4711"), purpose.is_of_a_site(), "{purpose:?} {language:?}");
                assert_eq!(purpose.is_of_a_site(), matches!(purpose.needs(), Needs::View | Needs::Admin));
            }
        }
    }

    #[test]
    fn the_token_never_stands_in_an_address() {
        for purpose in Purpose::ALL {
            for language in Language::ALL {
                let text = example(purpose, language, &url("https://m.example"), site(1));
                assert!(text.contains(VARIABLE) && text.matches("token_auth").count() == 1, "{text}");
                let addressed = text.lines().filter(|line| line.contains("https://"));
                assert!(addressed.clone().count() == 1 && addressed.clone().all(|line| !line.contains("token_auth")));
            }
        }
    }

    /// The text that a POSIX shell makes of a word of single quotes and escaped quotes.
    fn unquoted_by_sh(word: &str) -> String {
        let mut text = String::new();
        let mut inside = false;
        let mut letters = word.chars();
        while let Some(letter) = letters.next() {
            match (letter, inside) {
                ('\'', _) => inside = !inside,
                ('\\', false) => text.extend(letters.next()),
                (_, true) => text.push(letter),
                (_, false) => panic!("{letter} stands outside of quotes in {word}"),
            }
        }
        assert!(!inside, "{word} is not closed");
        text
    }

    proptest! {
        #[test]
        fn whatever_is_quoted_for_a_shell_is_what_it_reads(text in any::<String>()) {
            prop_assert_eq!(unquoted_by_sh(&sh(&text)), text);
        }

        #[test]
        fn quotes_end_where_they_should(text in "[ -~]{0,40}") {
            // JSON reads strings of printable ASCII as Python, R and JavaScript do.
            prop_assert_eq!(serde_json::from_str::<String>(&quoted(&text)).unwrap(), text.clone());
            let inner = m(&text);
            let inner = &inner[1..inner.len() - 1];
            prop_assert!(inner.replace("\"\"", "").find('"').is_none());
            prop_assert_eq!(inner.replace("\"\"", "\"").replace("#(#)(", "#("), text);
        }

        #[test]
        fn the_address_is_ascii_after_the_host(path in "[ -~äß漢]{0,20}") {
            if let Ok((url, _)) = MatomoUrl::parse(&format!("https://m.example/{}", path.replace(' ', ""))) {
                let text = ascii_path(&url);
                prop_assert!(text.is_ascii() && text.starts_with("https://m.example/") && text.ends_with('/'));
                prop_assert!(!text.contains(['"', '\\', '<', '`', '#']));
            }
        }
    }
}
