//! Matomo's two configuration files: one that is installed with, one that is written anew at every start.

/// Origins that an instance allows unless told otherwise: where `cargo xtask serve` serves.
pub const ORIGINS: [&str; 2] = ["http://127.0.0.1:8088", "http://localhost:8088"];

/// Matomo's document root inside its root.
pub const PUBLIC: &str = "/usr/share/matomo/public";
/// `config.ini.php`: Matomo itself adds to it.
pub const LOCAL_FILE: &str = "usr/share/matomo/config/config.ini.php";
/// `common.config.ini.php`: read before the other, and never written by Matomo.
pub const COMMON_FILE: &str = "usr/share/matomo/config/common.config.ini.php";
/// Where the database listens, inside the root.
pub const SOCKET: &str = "/run/lanyard/database.sock";

/// What stays.
pub const LOCAL: &str = r#"; <?php exit; ?> DO NOT REMOVE THIS LINE
[database]
unix_socket = "/run/lanyard/database.sock"
host = "localhost"
username = "matomo"
password = "matomo"
dbname = "matomo"
tables_prefix = "matomo_"
charset = "utf8mb4"
collation = "utf8mb4_general_ci"
[General]
salt = "0123456789abcdef0123456789abcdef"
"#;

/// What depends on ports and on who may ask.
pub fn common(origins: &[&str], mail_port: u16) -> String {
    let origins: String = origins.iter().map(|origin| format!("cors_domains[] = \"{origin}\"\n")).collect();
    format!(
        r#"; <?php exit; ?> DO NOT REMOVE THIS LINE
[General]
{origins}enable_trusted_host_check = 0
enable_internet_features = 0
enable_browser_archiving_triggering = 0
noreply_email_address = "noreply@matomo.example"
login_password_recovery_email_address = "no-reply@matomo.example"
login_password_recovery_replyto_email_address = "no-reply@matomo.example"
[mail]
transport = "smtp"
host = "127.0.0.1"
port = {mail_port}
[log]
log_writers[] = "file"
"#
    )
}

/// PHP's process manager, for a web server in front.
pub fn fpm(port: u16) -> String {
    format!(
        "[global]\nerror_log = /var/lib/lanyard/fpm.log\ndaemonize = no\n[www]\nuser = www-data\ngroup = www-data\n\
         listen = 127.0.0.1:{port}\npm = ondemand\npm.max_children = 4\nphp_admin_value[memory_limit] = 512M\n\
         php_admin_value[opcache.revalidate_freq] = 0\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_origin_is_allowed_and_the_net_is_left_alone() {
        let text = common(&["http://127.0.0.1:1", "http://localhost:2"], 2553);
        assert_eq!(text.matches("cors_domains[] = \"http://").count(), 2);
        assert!(text.contains("enable_internet_features = 0") && text.contains("port = 2553"));
    }

    #[test]
    fn the_database_is_where_matomo_looks_for_it() {
        assert!(LOCAL.contains(&format!("unix_socket = \"{SOCKET}\"")));
    }
}
