//! For a POSIX shell.

use super::{Revert, address, parameters, words};

/// What every script does, whatever it takes back.
const PROGRAM: &str = r#"
failed=0

say() {
  printf '%s\n' "$*"
}

# Says what is of interest to somebody who looks on, and to no mail of cron.
remark() {
  if [ -t 1 ]; then say "$@"; fi
}

complain() {
  printf '%s\n' "$*" >&2
  failed=1
}

# Who cannot be asked once is not asked again: refused tokens are counted, and lock everybody here out.
give_up() {
  complain "$1 on site $2: Matomo could not be asked. Nothing more was tried."
  exit 1
}

# Asks Matomo: a method, then the parameters as curl takes them. The token goes through a pipe,
# since the command line is shown by every list of processes.
ask() {
  method=$1
  shift
  printf 'language=en&token_auth=%s' "$MATOMO_TOKEN" |
    curl --silent --show-error --max-time 60 --data-binary @- "$@" "$address$method"
}

# The beginning of an answer, for a message.
shorten() {
  printf '%s' "$1" | tr -cd '[:print:]' | cut -c 1-300
}

# What a person has on a site: the words of their access in order, "noaccess", or "noaccount".
present() {
  answer=$(ask UsersManager.getSitesAccessFromUser --data-urlencode "userLogin=$1") || return 1
  case $answer in
    '['*']') ;;
    *"doesn't exist"* | *'doesn&#039;t exist'* | *'doesn\u0027t exist'*)
      say noaccount
      return 0
      ;;
    *)
      shorten "$answer" >&2
      return 1
      ;;
  esac
  # One line for each row, such as site:1,access:view
  found=$(printf '%s' "$answer" | tr -d '[:space:]"[]{' | tr '}' '\n' | awk -F , -v site="$2" '
    {
      at = access = ""
      for (i = 1; i <= NF; i++) {
        split($i, part, ":")
        if (part[1] == "site") at = part[2]
        if (part[1] == "access") access = part[2]
      }
      if (at == site && access != "") print access
    }' | sort -u | tr '\n' ' ')
  found=${found% }
  say "${found:-noaccess}"
}

# A login, a site, what was granted, what was there before, and the same as parameters.
revert() {
  login=$1
  site=$2
  granted=$3
  before=$4
  shift 4
  now=$(present "$login" "$site") || give_up "$login" "$site"
  case $now in
    "$before")
      remark "$login on site $site: nothing to do, it is $now."
      ;;
    noaccount)
      remark "$login on site $site: nothing to do, the account is gone."
      ;;
    "$granted")
      for field do
        shift
        set -- "$@" --data-urlencode "$field"
      done
      set -- "$@" --data-urlencode "userLogin=$login" --data-urlencode "idSites=$site"
      answer=$(ask UsersManager.setUserAccess "$@")
      now=$(present "$login" "$site") || give_up "$login" "$site"
      if [ "$now" = "$before" ]; then
        say "$login on site $site: $granted taken back, now $before."
      else
        complain "$login on site $site: not taken back. Matomo said: $(shorten "$answer")"
      fi
      ;;
    *)
      say "$login on site $site: left as it is. It was changed meanwhile: $now, not $granted."
      ;;
  esac
}

case ${MATOMO_TOKEN-} in
  '' | *[!0-9A-Za-z]*)
    printf '%s\n' 'MATOMO_TOKEN holds no token.' >&2
    exit 2
    ;;
esac
today=${LANYARD_NOW:-$(date -u +%Y-%m-%d)}
case $today in
  [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
  *)
    printf '%s\n' 'LANYARD_NOW is no day such as 2026-12-31.' >&2
    exit 2
    ;;
esac
if [ "$(printf '%s' "$today" | tr -d -)" -lt "$(printf '%s' "$day" | tr -d -)" ]; then
  remark "Nothing to do before $day."
  exit 0
fi

"#;

pub(super) fn script(revert: &Revert) -> String {
    let mut text = format!(
        "#!/bin/sh\n{}\nset -u\nLC_ALL=C\nexport LC_ALL\n\naddress={}\nday={}\n{PROGRAM}",
        revert.comment(),
        quoted(&address(&revert.instance)),
        revert.day,
    );
    for one in &revert.grants {
        // A name with a dollar sign in it is meant as it stands.
        let odd = one.login.as_str().contains(['$', '`']);
        text.push_str(if odd { "# shellcheck disable=SC2016\nrevert" } else { "revert" });
        let (granted, back) = (words(one.granted.as_ref()), words(one.back.as_ref()));
        let fixed = [one.login.to_string(), one.site.to_string(), granted, back];
        let fields = parameters(one.back.as_ref()).into_iter().map(|(name, value)| format!("{name}={value}"));
        for word in fixed.into_iter().chain(fields) {
            text.push(' ');
            text.push_str(&quoted(&word));
        }
        text.push('\n');
    }
    text.push_str("\nexit \"$failed\"\n");
    text
}

/// A word of a POSIX shell that means just this text.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
