//! Where a journey takes place: the console, hosted somehow, and a Matomo for it to speak to.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use matomo_sim::{Config, Sim, server};
use xtask::matomo::front::{self, Front, Layout};
use xtask::matomo::{Instance, ORIGINS};
use xtask::static_site::{Server, Site};

use crate::asker::Asker;
use crate::browser::{Journey, Trouble};
use crate::http::Http;
use crate::real;

/// A real Matomo is put back to its beginning for every journey: only one may be on its way.
static REAL: Mutex<()> = Mutex::new(());

/// A console and a Matomo. Both are gone when it is dropped.
pub struct Stage {
    /// Where the console is, with a slash at the end.
    pub console: String,
    /// Where Matomo is, with a slash at the end.
    pub matomo: String,
    /// The super user's login.
    pub login: String,
    /// The super user's password.
    pub password: String,
    /// A token of the super user.
    pub token: String,
    behind: Behind,
}

enum Behind {
    Simulator { matomo: server::Server, _console: Server },
    Real { instance: Instance, _console: Console, _turn: (MutexGuard<'static, ()>, File) },
}

/// What serves the console, kept for as long as it has to.
enum Console {
    Plain(#[expect(dead_code, reason = "serves until it is dropped")] Server),
    Nginx(#[expect(dead_code, reason = "serves until it is dropped")] Front),
}

/// How the console is hosted in front of a real Matomo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hosting {
    /// As plain files on an origin of its own, under this path.
    Plain(&'static str),
    /// By nginx on a host of its own, with the configuration in `deploy/`.
    OwnHost,
    /// By nginx beside Matomo under `/console/`, with the configuration in `deploy/`: one origin.
    BesideMatomo,
}

/// Names another folder with a built console than `target/dist`.
pub const DIST: &str = "LANYARD_DIST";

/// The console as it is built.
pub fn dist() -> Result<PathBuf, Trouble> {
    let dist = std::env::var_os(DIST).map_or_else(xtask::workspace::dist, PathBuf::from);
    if dist.join("index.html").is_file() {
        Ok(dist)
    } else {
        Err(Trouble::new(format!("there is no console in {}: run `cargo xtask dist`", dist.display())))
    }
}

impl Stage {
    /// The console as plain files under `base`, and a simulator on another origin that lets it read.
    pub fn simulated(dist: &Path, base: &str, config: Config) -> Result<Self, Trouble> {
        let console = Site::new(dist)?.under(base).serve("127.0.0.1:0")?;
        let config = Config { cors_domains: vec![console.origin()], ..config };
        let matomo = server::spawn(config, 0)?;
        let (login, token) = matomo.with(|sim| (sim.admin_login().to_owned(), sim.admin_token().to_owned()));
        Ok(Self {
            console: console.url().to_owned(),
            matomo: format!("{}/", matomo.url()),
            login,
            password: matomo_sim::PASSWORD.to_owned(),
            token,
            behind: Behind::Simulator { matomo, _console: console },
        })
    }

    /// The console in front of a real Matomo, which is as it was right after its installation if it
    /// was set up here. Waits until no other stage uses it.
    pub fn real(dist: &Path, hosting: Hosting, instance: &Instance) -> Result<Self, Trouble> {
        let turn = (REAL.lock().unwrap_or_else(PoisonError::into_inner), real::turn_at(instance)?);
        if instance.is_own() {
            instance.reset()?;
        }
        let (console, url, matomo, origin) = match hosting {
            Hosting::Plain(base) => {
                // One that was not set up here has to allow an origin that is known beforehand.
                let address = if instance.is_own() { "127.0.0.1:0" } else { ORIGINS[0].trim_start_matches("http://") };
                let server = Site::new(dist)?.under(base).serve(address)?;
                let (url, origin) = (server.url().to_owned(), server.origin());
                (Console::Plain(server), url, instance.base_url.clone(), Some(origin))
            }
            Hosting::OwnHost => {
                let front = front::start(dist, instance, Layout::OwnHost)?;
                let (url, origin) = (front.console_url.clone(), front.origin().to_owned());
                (Console::Nginx(front), url, instance.base_url.clone(), Some(origin))
            }
            Hosting::BesideMatomo => {
                let front = front::start(dist, instance, Layout::SameOrigin)?;
                let (url, matomo) = (front.console_url.clone(), front.matomo_url.clone());
                (Console::Nginx(front), url, matomo, None)
            }
        };
        if let Some(origin) = origin.filter(|_| instance.is_own()) {
            instance.allow_origins(&[&origin])?;
            wait_until_allowed(&matomo, &origin)?;
        }
        Ok(Self {
            console: url,
            matomo,
            login: instance.admin_login.clone(),
            password: instance.admin_password.clone(),
            token: instance.token.clone(),
            behind: Behind::Real { instance: instance.clone(), _console: console, _turn: turn },
        })
    }

    /// A journey on this stage: requests may go to the console and to this Matomo.
    pub fn journey(&self, name: &str) -> Journey {
        Journey::new(name).may_ask(&self.console).may_ask(&self.matomo)
    }

    /// The super user, asking past the console.
    pub fn asker(&self) -> Result<Asker, Trouble> {
        Asker::new(&self.matomo, &self.token)
    }

    /// Works on the simulator: sets faults, looks at mails and calls. Nothing where Matomo is real.
    pub fn simulator<R>(&self, work: impl FnOnce(&mut Sim) -> R) -> Option<R> {
        match &self.behind {
            Behind::Simulator { matomo, .. } => Some(matomo.with(work)),
            Behind::Real { .. } => None,
        }
    }

    /// The real Matomo. Nothing where it is simulated.
    pub fn instance(&self) -> Option<&Instance> {
        match &self.behind {
            Behind::Simulator { .. } => None,
            Behind::Real { instance, .. } => Some(instance),
        }
    }
}

/// A process of Matomo's server may go on with the configuration that it has read for a moment:
/// waits until every one of them lets `origin` read, which is when twice as many answers in a row
/// as there are processes do.
fn wait_until_allowed(matomo: &str, origin: &str) -> Result<(), Trouble> {
    let url = format!("{matomo}index.php?module=API&method=LanguagesManager.isLanguageAvailable&format=json");
    let (http, patience) = (Http::default(), Instant::now() + Duration::from_secs(20));
    let mut in_a_row = 0;
    while in_a_row < 8 {
        let reply = http.post(&url, &[("Origin", origin)], "languageCode=en");
        let reply = reply.map_err(|error| Trouble::new(format!("{matomo} does not answer: {error}")))?;
        if reply.allow_origin.as_deref() == Some(origin) {
            in_a_row += 1;
        } else if Instant::now() < patience {
            in_a_row = 0;
        } else {
            return Err(Trouble::new(format!("{matomo} does not allow {origin} although it was told to")));
        }
    }
    Ok(())
}
