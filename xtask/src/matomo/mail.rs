//! As much of MIME as it takes to read what Matomo mails.

/// A mail that Matomo sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// Whom it went to, as the mail server was told.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its plain text, with `\n` at the ends of lines.
    pub text: String,
    /// Its HTML.
    pub html: String,
}

/// Reads a mail as it came over the wire.
pub fn parse(raw: &[u8]) -> Mail {
    let raw = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let part = Part::of(&raw);
    let mut mail =
        Mail { to: part.header("x-envelope-to"), subject: decoded_words(&part.header("subject")), ..Mail::default() };
    part.collect(&mut mail);
    mail
}

struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a str,
}

impl<'a> Part<'a> {
    fn of(raw: &'a str) -> Self {
        let (head, body) = raw.split_once("\n\n").unwrap_or((raw, ""));
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in head.lines() {
            match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (false, _, Some((name, value))) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Self { headers, body }
    }

    fn header(&self, name: &str) -> String {
        self.headers.iter().find(|(is, _)| is == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn collect(&self, mail: &mut Mail) {
        let kind = self.header("content-type");
        if let Some(boundary) = kind.split("boundary=").nth(1) {
            let boundary = format!("--{}", boundary.split(';').next().unwrap_or_default().trim_matches(['"', ' ']));
            let mut parts = self.body.split(boundary.as_str()).skip(1).take_while(|part| !part.starts_with("--"));
            parts.by_ref().for_each(|part| Part::of(part.trim_start_matches('\n')).collect(mail));
        } else {
            let text = self.text();
            let place = if kind.starts_with("text/html") { &mut mail.html } else { &mut mail.text };
            place.push_str(&text);
        }
    }

    fn text(&self) -> String {
        let bytes = match self.header("content-transfer-encoding").to_ascii_lowercase().as_str() {
            "quoted-printable" => unquoted(self.body, false),
            "base64" => unbase64(self.body),
            _ => self.body.as_bytes().to_vec(),
        };
        String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
    }
}

/// Turns `=?utf-8?Q?…?=` and `=?utf-8?B?…?=` into text.
fn decoded_words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?") {
        let mut fields = after.splitn(4, '?');
        let (Some(_charset), Some(kind), Some(coded), Some(end)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            break;
        };
        let Some(next) = end.strip_prefix('=') else { break };
        // A blank between two such words is not part of the text.
        if !before.trim().is_empty() || out.is_empty() {
            out.push_str(before);
        }
        let bytes = if kind.eq_ignore_ascii_case("b") { unbase64(coded) } else { unquoted(coded, true) };
        out.push_str(&String::from_utf8_lossy(&bytes));
        rest = next;
    }
    out + rest
}

fn unquoted(text: &str, underscores: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'=' if rest.first() == Some(&b'\n') => rest = &rest[1..],
            b'=' => {
                let hex = rest.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
                match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    Some(value) => {
                        bytes.push(value);
                        rest = &rest[2..];
                    }
                    None => bytes.push(byte),
                }
            }
            b'_' if underscores => bytes.push(b' '),
            byte => bytes.push(byte),
        }
    }
    bytes
}

fn unbase64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let sixes: Vec<u8> = text.bytes().filter_map(value).collect();
    sixes
        .chunks(4)
        .flat_map(|chunk| {
            let bits = chunk.iter().enumerate().fold(0u32, |bits, (at, six)| bits | u32::from(*six) << (18 - 6 * at));
            bits.to_be_bytes().into_iter().skip(1).take(chunk.len() * 3 / 4)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = "X-Envelope-To: rosa@example.org\r\nSubject: =?utf-8?Q?Invitation_=E2=80=93?=\r\n =?UTF-8?B?IEpvaW4=?= us\r\n\
        Content-Type: multipart/alternative;\r\n boundary=\"b1_x\"\r\n\r\n--b1_x\r\nContent-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nHello=2C Ros=C3=A1\r\nhttp://x/?a=3D1=\r\n2\r\n--b1_x\r\n\
        Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+aGk8L2I+\r\n--b1_x--\r\n";

    #[test]
    fn a_mail_in_two_forms_is_read() {
        let mail = parse(RAW.as_bytes());
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("rosa@example.org", "Invitation – Join us"));
        assert_eq!(mail.text, "Hello, Rosá\nhttp://x/?a=12\n");
        assert_eq!(mail.html, "<b>hi</b>");
    }

    #[test]
    fn a_mail_in_one_form_is_its_body() {
        let mail = parse(b"Subject: plain\n\na=b\n");
        assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("plain", "a=b\n"));
    }

    #[test]
    fn broken_mail_is_read_as_far_as_it_goes() {
        for raw in [
            "",
            "Subject",
            "Subject: =?utf-8?Q?x",
            "Content-Transfer-Encoding: quoted-printable\n\n=",
            "Content-Type: multipart/x; boundary=\n\n--",
        ] {
            parse(raw.as_bytes());
        }
        assert_eq!(decoded_words("=?utf-8?Q?x"), "=?utf-8?Q?x");
    }
}
