//! Starting an instance, and installing Matomo the first time.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{Instance, ORIGINS, Release, config, root};
use crate::step::Step;
use crate::{Explain, Failure, Result, process};

/// The super user of every instance that is set up here.
pub const LOGIN: &str = "admin";
/// Their password: of a Matomo that only this machine reaches and that holds nothing.
pub const PASSWORD: &str = "Sup3r-Secret-Pw!";
const EMAIL: &str = "admin@example.org";
/// Exists when the installation is complete.
const TOKEN: &str = "token";
/// What takes longest to come up is the database.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts database, mail sink and PHP; installs Matomo if this is the first time.
///
/// # Errors
/// If one of them does not come up.
pub fn start(release: Release, step: &mut Step) -> Result<Instance> {
    let folder = release.folder();
    root::stop(&folder)?;
    let ports = Ports { web: free(release.port())?, mail: free(0)?, fpm: free(0)? };
    let fresh = !folder.join(TOKEN).exists();
    if fresh {
        step.note("installing");
    }
    prepare(&folder, fresh)?;
    start_database(&folder)?;
    write_config(&folder, &ports, fresh)?;
    start_servers(&folder, &ports)?;
    if fresh {
        install(&folder)?;
    }
    let token = std::fs::read_to_string(folder.join(TOKEN)).explain("read the token of the installation")?;
    let mut instance = Instance::own(release, ports.web, ports.mail, ports.fpm, token.trim());
    wait_until("Matomo answers", &folder, || instance.ask_version().is_ok())?;
    instance.version = instance.ask_version()?;
    instance.remember()?;
    Ok(instance)
}

struct Ports {
    web: u16,
    mail: u16,
    fpm: u16,
}

/// Folders and the files that do not depend on ports. What an interrupted installation left is begun anew.
fn prepare(folder: &Path, fresh: bool) -> Result<()> {
    let wipe = if fresh { "rm -rf srv/database;" } else { "" };
    let script = format!(
        "set -e; cd \"$0\"; {wipe} echo '127.0.0.1 localhost' > etc/hosts; mkdir -p run/lanyard srv/database var/lib/lanyard/mails; \
         chmod 777 var/lib/lanyard/mails; cp \"$1\"/*.php var/lib/lanyard/; cp -r \"$1\"/StandInTagManager usr/share/matomo/plugins/; \
         chroot . chown www-data: run/lanyard srv/database var/lib/lanyard var/lib/lanyard/mails"
    );
    let mut command = process::as_root("sh")?;
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("matomo");
    process::output(command.args(["-c", &script]).arg(root::path(folder)).arg(sources)).map(drop)
}

fn start_database(folder: &Path) -> Result<()> {
    let root = root::path(folder);
    if !root.join("srv/database/mysql").exists() {
        let mut install = root::inside(&root, "mariadb-install-db")?;
        install.args(["--datadir=/srv/database", "--skip-test-db", "--auth-root-authentication-method=normal"]);
        process::logged_to(&mut install, &folder.join("log/database-install.log"))?;
    }
    let socket = format!("--socket={}", config::SOCKET);
    let options = [
        "mariadbd",
        "--no-defaults",
        "--datadir=/srv/database",
        "--skip-networking",
        &socket,
        // What a power cut would lose is made again in a minute.
        "--innodb-flush-log-at-trx-commit=0",
        "--max-allowed-packet=128M",
    ];
    root::spawn(folder, "database", "www-data", &options)?;
    wait_until("the database answers", folder, || sql(&root, "mysql", "select 1").is_ok())
}

fn write_config(folder: &Path, ports: &Ports, fresh: bool) -> Result<()> {
    let root = root::path(folder);
    if fresh {
        root::write(&root, config::LOCAL_FILE, config::LOCAL)?;
        process::output(
            process::as_root("chroot")?.arg(&root).args(["chown", "www-data:"]).arg(format!("/{}", config::LOCAL_FILE)),
        )?;
    }
    root::write(&root, config::COMMON_FILE, &config::common(&ORIGINS, ports.mail))?;
    root::write(&root, "var/lib/lanyard/fpm.conf", &config::fpm(ports.fpm))
}

fn start_servers(folder: &Path, ports: &Ports) -> Result<()> {
    let (web, mail) = (format!("127.0.0.1:{}", ports.web), ports.mail.to_string());
    let sink = ["php", "/var/lib/lanyard/mail-sink.php", &mail, "/var/lib/lanyard/mails"];
    root::spawn(folder, "mail-sink", "www-data", &sink)?;
    let php = ["env", "PHP_CLI_SERVER_WORKERS=4", "php", "-d", "memory_limit=512M", "-S", &web, "-t", config::PUBLIC];
    root::spawn(folder, "php", "www-data", &php)?;
    root::spawn(folder, "fpm", "root", &["php-fpm8.4", "--fpm-config", "/var/lib/lanyard/fpm.conf"])
}

/// Makes the tables, the super user with a token, the plugin, and a copy of all that a reset brings back.
fn install(folder: &Path) -> Result<()> {
    let root = root::path(folder);
    sql(
        &root,
        "mysql",
        "drop database if exists matomo; create database matomo character set utf8mb4; \
         create or replace user matomo@localhost identified by 'matomo'; grant all on matomo.* to matomo@localhost",
    )?;
    let mut php = root::inside(&root, "php")?;
    let token = process::output(php.args(["/var/lib/lanyard/install.php", LOGIN, PASSWORD, EMAIL]))?;
    let token = token.lines().last().unwrap_or_default().trim();
    let mut activate = root::inside(&root, "php")?;
    activate.args(["/usr/share/matomo/console", "plugin:activate", "StandInTagManager"]);
    process::logged_to(&mut activate, &folder.join("log/plugin.log"))?;
    snapshot(&root)?;
    std::fs::write(folder.join(TOKEN), token).explain("remember the token of the installation")
}

/// Copies every table that a reset restores into a second database, and Matomo's own configuration beside it.
/// Visits and reports are left out: there are none, and they are many tables.
fn snapshot(root: &Path) -> Result<()> {
    let tables = sql(
        root,
        "information_schema",
        "select table_name from tables where table_schema = 'matomo' \
         and table_name not like 'matomo\\_log\\_%' and table_name not like 'matomo\\_archive\\_%'",
    )?;
    let copies: String = tables
        .iter()
        .flatten()
        .map(|table| format!("create table fresh.{table} like matomo.{table}; insert into fresh.{table} select * from matomo.{table};"))
        .collect();
    sql(root, "mysql", &format!("drop database if exists fresh; create database fresh; {copies}"))?;
    let mut copy = process::as_root("cp")?;
    process::output(copy.arg("-p").arg(root.join(config::LOCAL_FILE)).arg(root.join("var/lib/lanyard/config.fresh")))
        .map(drop)
}

/// Runs statements as the database's own root; rows of the last that has any.
pub fn sql(root: &Path, database: &str, statements: &str) -> Result<Vec<Vec<String>>> {
    let mut client = process::as_root("chroot")?;
    client.arg(root).args(["mariadb", "--user=root", "--batch", "--skip-column-names"]);
    client.arg(format!("--socket={}", config::SOCKET)).args(["--execute", statements, database]);
    let rows = process::output(&mut client)?;
    Ok(rows.lines().map(|row| row.split('\t').map(str::to_owned).collect()).collect())
}

/// The port, if nothing else has it; else any.
fn free(port: u16) -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", port)).or_else(|_| TcpListener::bind(("127.0.0.1", 0)));
    let address = listener.and_then(|listener| listener.local_addr()).explain("find a free port")?;
    Ok(address.port())
}

fn wait_until(what: &str, folder: &Path, mut ready: impl FnMut() -> bool) -> Result<()> {
    let start = Instant::now();
    while !ready() {
        if start.elapsed() > PATIENCE {
            let log = folder.join("log");
            return Err(Failure::new(format!("waited a minute until {what}, in vain: see {}", log.display())));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}
