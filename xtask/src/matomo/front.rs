//! A real nginx in front of the console, with the configurations that `deploy/` offers.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Instance, config};
use crate::{Explain, Failure, Result, process, tools, workspace};

/// How console and Matomo stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Matomo at `/`, the console at `/console/`, as in `deploy/nginx-beside-matomo.conf`.
    SameOrigin,
    /// The console alone at `/`, as in `deploy/nginx-own-host.conf`.
    OwnHost,
}

/// An nginx that runs until it is dropped.
#[derive(Debug)]
pub struct Front {
    /// Where the console is, with a slash at the end.
    pub console_url: String,
    /// Where Matomo is, with a slash at the end.
    pub matomo_url: String,
    nginx: Child,
}

impl Front {
    /// What `cors_domains[]` has to name.
    pub fn origin(&self) -> &str {
        let host = self.console_url.match_indices('/').nth(2).map_or(self.console_url.len(), |(at, _)| at);
        &self.console_url[..host]
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        // TERM, so that nginx ends its workers too.
        let ended = process::output(Command::new("kill").arg(self.nginx.id().to_string())).is_ok();
        let _ = if ended { self.nginx.wait().map(drop) } else { self.nginx.kill() };
    }
}

/// Starts nginx in front of the console in `dist`, and of Matomo where that is the layout.
///
/// # Errors
/// If there is no nginx, it refuses the configuration, or Matomo was not set up here.
pub fn start(dist: &Path, instance: &Instance, layout: Layout) -> Result<Front> {
    let address = free_address()?;
    let (text, console, matomo_url) = match layout {
        Layout::SameOrigin => {
            let text = beside_matomo(address, dist, &instance.public()?, instance.fpm_port()?)?;
            (text, "console/", format!("http://{address}/"))
        }
        Layout::OwnHost => (own_host(address, dist)?, "", instance.base_url.clone()),
    };
    let prefix = instance.folder()?.join(format!("nginx-{}", address.port()));
    let mut nginx = command(&prefix, &text)?;
    let log = process::create(&prefix.join("nginx.log"))?;
    let nginx = nginx.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().explain("start nginx")?;
    let front = Front { console_url: format!("http://{address}/{console}"), matomo_url, nginx };
    let start = Instant::now();
    while TcpStream::connect(address).is_err() {
        if start.elapsed() > Duration::from_secs(10) {
            return Err(Failure::new(format!("nginx does not come up: see {}", prefix.display())));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(front)
}

/// Lets nginx judge a configuration of `deploy/` as these tests run it.
///
/// # Errors
/// If there is no nginx, or it finds a mistake.
pub fn check(layout: Layout) -> Result<()> {
    let (address, dist) = (free_address()?, Path::new("/nowhere"));
    let text = match layout {
        Layout::SameOrigin => beside_matomo(address, dist, Path::new("/nowhere"), 9000)?,
        Layout::OwnHost => own_host(address, dist)?,
    };
    let prefix = workspace::target().join(format!("nginx-check-{}", address.port()));
    let judged = process::output(command(&prefix, &text)?.arg("-t"));
    std::fs::remove_dir_all(&prefix).explain("remove what was needed for the check")?;
    judged.map(drop)
}

fn beside_matomo(address: SocketAddr, dist: &Path, public: &Path, fpm: u16) -> Result<String> {
    let text = deployed("nginx-beside-matomo.conf", address, dist)?;
    let text = replaced(&text, "/var/www/matomo;", &format!("{};", public.display()))?;
    // PHP runs inside Matomo's own root and sees other paths than nginx.
    let text =
        replaced(&text, "$document_root$fastcgi_script_name", &format!("{}$fastcgi_script_name", config::PUBLIC))?;
    replaced(&text, "unix:/run/php/php-fpm.sock", &format!("127.0.0.1:{fpm}"))
}

fn own_host(address: SocketAddr, dist: &Path) -> Result<String> {
    deployed("nginx-own-host.conf", address, dist)
}

/// The file in `deploy/`, made to run here: another address, no TLS, another folder.
fn deployed(name: &str, address: SocketAddr, dist: &Path) -> Result<String> {
    let file = workspace::root().join("deploy").join(name);
    let text = std::fs::read_to_string(&file).explain(format!("read {}", file.display()))?;
    let text: String =
        text.lines().filter(|line| !line.contains("ssl_certificate")).map(|line| format!("{line}\n")).collect();
    let text = replaced(&text, "listen 443 ssl;", &format!("listen {address};"))?;
    replaced(&text, "/var/www/lanyard", &dist.display().to_string())
}

fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    if text.contains(from) {
        Ok(text.replace(from, to))
    } else {
        Err(Failure::new(format!("deploy/ no longer says `{from}`")))
    }
}

fn command(prefix: &Path, sites: &str) -> Result<Command> {
    let nginx = tools::nginx().ok_or_else(|| Failure::new("install nginx, or run `cargo xtask setup`"))?;
    process::create(&prefix.join("sites.conf"))?;
    std::fs::write(prefix.join("sites.conf"), sites).explain("write nginx's configuration")?;
    // As root its workers would be nobody, who may not see this folder.
    let user = if process::is_root() { "user root;\n" } else { "" };
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|kind| format!("    {kind}_temp_path temporary-{kind};\n"))
        .collect();
    let main = format!(
        "{user}daemon off;\nworker_processes 2;\npid nginx.pid;\nerror_log stderr warn;\nevents {{}}\nhttp {{\n\
         \x20   include /etc/nginx/mime.types;\n    default_type application/octet-stream;\n    access_log off;\n{temporary}\
         \x20   include sites.conf;\n}}\n"
    );
    let file: PathBuf = prefix.join("nginx.conf");
    std::fs::write(&file, main).explain("write nginx's configuration")?;
    let mut command = Command::new(nginx);
    command.arg("-p").arg(prefix).arg("-c").arg(file).args(["-e", "stderr"]);
    Ok(command)
}

fn free_address() -> Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).explain("find a free port")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nginx_accepts_both_configurations() {
        check(Layout::SameOrigin).unwrap();
        check(Layout::OwnHost).unwrap();
    }

    #[test]
    fn what_deploy_no_longer_says_is_noticed() {
        assert!(replaced("listen 80;", "listen 443 ssl;", "").is_err());
    }
}
