//! For Python.

use super::{Revert, address, parameters, words};

const PROGRAM: &str = r#"

class Trouble(Exception):
    """Matomo could not be asked. It is not asked again: refused tokens are counted, and lock everybody here out."""


def ask(method, fields):
    """Asks Matomo. The token goes in the body, as everything else that is asked with it."""
    form = [("language", "en"), ("token_auth", os.environ["MATOMO_TOKEN"])] + fields
    body = urllib.parse.urlencode(form).encode()
    try:
        with urllib.request.urlopen(ADDRESS + method, body, timeout=60) as response:
            answer = response.read()
    except urllib.error.HTTPError as error:
        # Matomo explains some refusals in the body of an error.
        answer = error.read()
    except OSError as error:
        raise Trouble(str(error))
    try:
        return json.loads(answer.decode("utf-8"))
    except ValueError:
        raise Trouble("no JSON: " + repr(answer[:300]))


def present(login, site):
    """What a person has on a site: the words of their access in order, "noaccess", or "noaccount"."""
    answer = ask("UsersManager.getSitesAccessFromUser", [("userLogin", login)])
    if isinstance(answer, list):
        rows = [row for row in answer if isinstance(row, dict)]
        words = {str(row.get("access")) for row in rows if str(row.get("site")) == site}
        return " ".join(sorted(words)) or "noaccess"
    message = html.unescape(str(answer.get("message", answer))) if isinstance(answer, dict) else str(answer)
    if "doesn't exist" in message:
        return "noaccount"
    raise Trouble(message[:300])


def remark(text):
    """Says what is of interest to somebody who looks on, and to no mail of cron."""
    if sys.stdout.isatty():
        print(text)


def revert(login, site, granted, before, fields):
    """Takes one grant back, if it is still there. Says whether nothing is left to do."""
    where = login + " on site " + site
    now = present(login, site)
    if now == before:
        remark(where + ": nothing to do, it is " + now + ".")
    elif now == "noaccount":
        remark(where + ": nothing to do, the account is gone.")
    elif now != granted:
        print(where + ": left as it is. It was changed meanwhile: " + now + ", not " + granted + ".")
    else:
        answer = ask("UsersManager.setUserAccess", fields + [("userLogin", login), ("idSites", site)])
        if present(login, site) != before:
            print(where + ": not taken back. Matomo said: " + str(answer)[:300], file=sys.stderr)
            return False
        print(where + ": " + granted + " taken back, now " + before + ".")
    return True


def main():
    token = os.environ.get("MATOMO_TOKEN", "")
    if not re.match(r"[0-9A-Za-z]+\Z", token):
        print("MATOMO_TOKEN holds no token.", file=sys.stderr)
        return 2
    today = os.environ.get("LANYARD_NOW") or datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", today):
        print("LANYARD_NOW is no day such as 2026-12-31.", file=sys.stderr)
        return 2
    if today < DAY:
        remark("Nothing to do before " + DAY + ".")
        return 0
    done = True
    for grant in GRANTS:
        try:
            done = revert(*grant) and done
        except Trouble as trouble:
            where = grant[0] + " on site " + grant[1]
            print(where + ": Matomo could not be asked. Nothing more was tried. " + str(trouble), file=sys.stderr)
            return 1
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
"#;

pub(super) fn script(revert: &Revert) -> String {
    let mut text = format!(
        "#!/usr/bin/env python3\n{}\nimport datetime\nimport html\nimport json\nimport os\nimport re\nimport sys\n\
         import urllib.error\nimport urllib.parse\nimport urllib.request\n\nADDRESS = {}\nDAY = {}\n\n\
         # Login, site, what was granted, what was there before, and the same as parameters.\nGRANTS = [\n",
        revert.comment(),
        quoted(&address(&revert.instance)),
        quoted(&revert.day.to_string()),
    );
    for one in &revert.grants {
        let (granted, back) = (words(one.granted.as_ref()), words(one.back.as_ref()));
        let fixed = [one.login.to_string(), one.site.to_string(), granted, back].map(|word| quoted(&word)).join(", ");
        let fields = parameters(one.back.as_ref());
        let fields: Vec<_> =
            fields.into_iter().map(|(name, value)| format!("({}, {})", quoted(name), quoted(value))).collect();
        text.push_str(&format!("    ({fixed}, [{}]),\n", fields.join(", ")));
    }
    text.push_str("]\n");
    text.push_str(PROGRAM);
    text
}

/// A string of Python that means just this text, in ASCII.
fn quoted(text: &str) -> String {
    let mut word = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => word.extend(['\\', c]),
            ' '..='~' => word.push(c),
            c => word.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    word.push('"');
    word
}
