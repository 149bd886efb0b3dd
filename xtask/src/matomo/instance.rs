//! A Matomo that is up: how to reach it, and what only its owner can do with it.

use std::fmt;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use super::install::{self, LOGIN, PASSWORD};
use super::{EXTERNAL, Mail, Release, config, mail, root};
use crate::{Explain, Failure, Result, process};

/// A Matomo that may be changed at will.
#[derive(Clone)]
pub struct Instance {
    /// How a person calls it: `5.3`, `latest`, or the variable that names it.
    pub name: String,
    /// The version that it says it is.
    pub version: String,
    /// Its address, with a slash at the end.
    pub base_url: String,
    /// A token of the super user.
    pub token: String,
    /// The login of the super user.
    pub admin_login: String,
    /// The password of the super user.
    pub admin_password: String,
    own: Option<Own>,
}

/// What there is besides of an instance that was set up here.
#[derive(Debug, Clone)]
struct Own {
    release: Release,
    mail_port: u16,
    fpm_port: u16,
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Matomo {} at {}", self.version, self.base_url)
    }
}

impl Instance {
    pub(super) fn own(release: Release, web: u16, mail_port: u16, fpm_port: u16, token: &str) -> Self {
        Self {
            name: release.name().to_owned(),
            version: String::new(),
            base_url: format!("http://127.0.0.1:{web}/"),
            token: token.to_owned(),
            admin_login: LOGIN.to_owned(),
            admin_password: PASSWORD.to_owned(),
            own: Some(Own { release, mail_port, fpm_port }),
        }
    }

    /// The instance of that release, if it is up.
    ///
    /// # Errors
    /// If this person may not look into another root.
    pub(super) fn running(release: Release) -> Result<Option<Self>> {
        let Ok(text) = std::fs::read_to_string(Self::memory(release)) else { return Ok(None) };
        let Some(instance) = serde_json::from_str(&text).ok().and_then(|memory| Self::recall(release, &memory)) else {
            return Ok(None);
        };
        let up = !root::processes(&release.folder())?.is_empty() && instance.ask_version().is_ok();
        Ok(up.then_some(instance))
    }

    /// The one that [`EXTERNAL`] names.
    ///
    /// # Errors
    /// If a variable that goes with it is missing.
    pub(super) fn external() -> Result<Option<Self>> {
        let Ok(address) = std::env::var(EXTERNAL) else { return Ok(None) };
        let with = |what: &str| {
            let name = format!("{EXTERNAL}_{what}");
            std::env::var(&name).map_err(|_| Failure::new(format!("{EXTERNAL} is set, so {name} has to be")))
        };
        let mut instance = Self {
            name: EXTERNAL.to_owned(),
            version: String::new(),
            base_url: format!("{}/", address.trim_end_matches('/')),
            token: with("TOKEN")?,
            admin_login: with("LOGIN")?,
            admin_password: with("PASSWORD")?,
            own: None,
        };
        instance.version = instance.ask_version().unwrap_or_else(|_| "of unknown version".to_owned());
        Ok(Some(instance))
    }

    /// Whether it was set up here, so that what follows is possible.
    pub fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// Puts accounts, access, tokens, sites and settings back to what they were after the installation.
    ///
    /// # Errors
    /// If it was not set up here.
    pub fn reset(&self) -> Result<()> {
        let own = self.owned()?;
        let root = root::path(&own.release.folder());
        let tables = self.sql("select table_name from information_schema.tables where table_schema = 'fresh'")?;
        let rows: String = tables
            .iter()
            .flatten()
            .map(|table| format!("delete from {table}; insert into {table} select * from fresh.{table};"))
            .collect();
        self.sql(&format!("start transaction; {rows} commit; alter table matomo_site auto_increment = 1"))?;
        let mut copy = process::as_root("cp")?;
        process::output(
            copy.arg("-p").arg(root.join("var/lib/lanyard/config.fresh")).arg(root.join(config::LOCAL_FILE)),
        )?;
        self.allow_origins(&config::ORIGINS)?;
        self.forget_mails()
    }

    /// Runs statements on Matomo's database (tables begin with `matomo_`); rows of text, with `NULL` for nothing.
    ///
    /// # Errors
    /// If it was not set up here, or a statement fails.
    pub fn sql(&self, statements: &str) -> Result<Vec<Vec<String>>> {
        install::sql(&root::path(&self.owned()?.release.folder()), "matomo", statements)
    }

    /// Makes Matomo forget wrong tokens and passwords, so that it locks nobody out for them.
    ///
    /// # Errors
    /// If it was not set up here.
    pub fn clear_lockout(&self) -> Result<()> {
        self.sql("delete from matomo_brute_force_log").map(drop)
    }

    /// Allows these origins and no others to read answers, from the next request on.
    ///
    /// # Errors
    /// If it was not set up here.
    pub fn allow_origins(&self, origins: &[&str]) -> Result<()> {
        let own = self.owned()?;
        root::write(&root::path(&own.release.folder()), config::COMMON_FILE, &config::common(origins, own.mail_port))
    }

    /// The mails that it has sent, oldest first.
    ///
    /// # Errors
    /// If it was not set up here.
    pub fn mails(&self) -> Result<Vec<Mail>> {
        let mut files = self.mail_files()?;
        files.sort();
        files.iter().map(|file| std::fs::read(file).map(|raw| mail::parse(&raw)).explain("read a mail")).collect()
    }

    /// Removes the mails that it has sent.
    ///
    /// # Errors
    /// If it was not set up here.
    pub fn forget_mails(&self) -> Result<()> {
        self.mail_files()?.iter().try_for_each(|file| std::fs::remove_file(file).explain("remove a mail"))
    }

    /// Where its PHP process manager listens.
    pub(super) fn fpm_port(&self) -> Result<u16> {
        Ok(self.owned()?.fpm_port)
    }

    /// Its document root, as seen from outside.
    pub(super) fn public(&self) -> Result<PathBuf> {
        Ok(root::path(&self.owned()?.release.folder()).join(config::PUBLIC.trim_start_matches('/')))
    }

    /// Where files that concern it may be put.
    pub(super) fn folder(&self) -> Result<PathBuf> {
        Ok(self.owned()?.release.folder())
    }

    fn owned(&self) -> Result<&Own> {
        self.own.as_ref().ok_or_else(|| {
            Failure::new(format!("{} names a Matomo that was not set up here: its inside is out of reach", self.name))
        })
    }

    fn mail_files(&self) -> Result<Vec<PathBuf>> {
        let folder = root::path(&self.owned()?.release.folder()).join("var/lib/lanyard/mails");
        let entries = std::fs::read_dir(&folder).explain(format!("read {}", folder.display()))?;
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        Ok(files.filter(|file| file.extension().is_some_and(|kind| kind == "eml")).collect())
    }

    fn memory(release: Release) -> PathBuf {
        release.folder().join("instance.json")
    }

    pub(super) fn remember(&self) -> Result<()> {
        let own = self.owned()?;
        let memory = json!({ "version": self.version, "base_url": self.base_url, "token": self.token,
            "mail_port": own.mail_port, "fpm_port": own.fpm_port });
        std::fs::write(Self::memory(own.release), format!("{memory:#}\n")).explain("remember the instance")
    }

    fn recall(release: Release, memory: &Value) -> Option<Self> {
        let text = |key: &str| memory[key].as_str().map(str::to_owned);
        let port = |key: &str| memory[key].as_u64().and_then(|port| u16::try_from(port).ok());
        let mut instance = Self::own(release, 0, port("mail_port")?, port("fpm_port")?, &text("token")?);
        instance.base_url = text("base_url")?;
        instance.version = text("version")?;
        Some(instance)
    }

    /// Asks Matomo for its version: so it is up, and the token is good.
    pub(super) fn ask_version(&self) -> Result<String> {
        let query = "index.php?module=API&method=API.getMatomoVersion&format=json";
        let answer = post(&self.base_url, query, &format!("token_auth={}", self.token))?;
        let value: Value = serde_json::from_str(&answer).explain("understand what Matomo says")?;
        value["value"].as_str().map(str::to_owned).ok_or_else(|| Failure::new(format!("Matomo says {answer}")))
    }
}

/// One request over plain HTTP.
fn post(base: &str, path: &str, body: &str) -> Result<String> {
    let rest = base.strip_prefix("http://").ok_or_else(|| Failure::new(format!("{base} is not plain http")))?;
    let (host, folder) = rest.split_once('/').unwrap_or((rest, ""));
    let address = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let mut stream = TcpStream::connect(&address).explain(format!("reach {address}"))?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).explain("limit the wait")?;
    let request = format!(
        "POST /{folder}{path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).explain(format!("ask {address}"))?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).explain(format!("read what {address} says"))?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (_, body) =
        answer.split_once("\r\n\r\n").ok_or_else(|| Failure::new(format!("{address} does not speak HTTP")))?;
    Ok(body.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::net::TcpListener;

    use super::*;

    fn answering(body: &'static str) -> Instance {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut buffer = [0; 1024];
            let read = stream.read(&mut buffer).unwrap();
            assert!(String::from_utf8_lossy(&buffer[..read]).starts_with("POST /index.php?module=API"));
            write!(stream, "HTTP/1.0 200 OK\r\n\r\n{body}").unwrap();
        });
        Instance::own(Release::Latest, port, 1, 2, "0123")
    }

    #[test]
    fn what_was_remembered_is_recalled() {
        let mut instance = Instance::own(Release::Latest, 8058, 1, 2, "0123");
        instance.version = "5.8.0".to_owned();
        let memory = json!({ "version": "5.8.0", "base_url": "http://127.0.0.1:8058/", "token": "0123", "mail_port": 1, "fpm_port": 2 });
        let recalled = Instance::recall(Release::Latest, &memory).unwrap();
        assert_eq!(
            (recalled.base_url, recalled.version, recalled.token),
            (instance.base_url, instance.version, instance.token)
        );
        assert!(Instance::recall(Release::Latest, &json!({})).is_none());
    }

    #[test]
    fn the_version_is_the_value_that_matomo_gives() {
        assert_eq!(answering("{\"value\":\"5.8.0\"}").ask_version().unwrap(), "5.8.0");
        assert!(answering("{\"result\":\"error\"}").ask_version().is_err());
        assert!(answering("<html>").ask_version().is_err());
    }

    #[test]
    fn neither_token_nor_password_is_printed() {
        let printed = format!("{:?}", Instance::own(Release::Latest, 8058, 1, 2, "0123456789abcdef"));
        assert!(!printed.contains("0123") && !printed.contains(PASSWORD), "{printed}");
    }

    #[test]
    fn the_inside_of_another_is_out_of_reach() {
        let mut instance = Instance::own(Release::Latest, 8058, 1, 2, "0123");
        instance.own = None;
        assert!(!instance.is_own() && instance.reset().is_err() && instance.mails().is_err());
    }
}
