//! What Matomo says, word for word (from the answers of 5.3.1 and 5.8.0). Plain text: entities are added where an
//! error is written.

use crate::Dialect;
use crate::language::Language;

/// Something Matomo says to a caller.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Message {
    // The call itself
    ValueMissing(&'static str),
    MethodUnnamed,
    MethodName,
    MethodUnknown { module: String, method: String },
    PluginMissing(String),
    PluginDisabled(String),
    ModuleWithoutApi(String),
    BulkTooLong(usize),
    FormatUnknown(String),
    // Signing in
    TokenRefused { secure: bool },
    TokensConflict,
    TooManyFailures,
    MustSignIn,
    TokenTooStrong,
    // Rights
    NeedsSuperUser,
    NeedsSome(&'static str),
    NeedsSite { role: &'static str, site: String },
    NeedsSuperUserOrSelf(String),
    // The caller's password
    ConfirmWithPassword,
    PasswordWrong,
    PasswordTooWeak,
    AuthCodeMissing,
    AuthCodeWrong,
    TwoFactorNotSetUp,
    // People
    UserUnknown(String),
    UserUnknownForPreference(String),
    LoginFormat,
    LoginExists(String),
    LoginIsEmail(String),
    EmailFormat { field: EmailField, email: String },
    EmailExists { field: EmailField, email: String },
    EmailIsLogin { field: EmailField, email: String },
    EmailDomain { field: EmailField, email: String, allowed: String },
    PasswordTooShort,
    PasswordTooLong,
    NoInitialSite,
    AnonymousIsFixed,
    ResendDenied(String),
    LastSuperUserDemoted(String),
    LastSuperUserDeleted(String),
    InviteOver,
    PasswordsDiffer,
    // Access
    AccessUnknown { known: String, given: String },
    NoRole,
    ManyRoles,
    SitesMissing,
    SitesInvalid,
    IsSuperUser(String),
    AnonymousAccess,
    AnonymousCapability,
    CapabilityWithoutRole { login: String, site: u32 },
    CapabilityUnknown,
    NotForSuperUsers,
    // The rest
    SiteUnexpected(String),
    SiteNotFound(u32),
    LastSite,
    TimezoneInvalid(String),
    CurrencyInvalid(String),
    DescriptionTooLong(usize),
    DateFormat,
    PreferenceUnknown(String),
    PreferenceUnderscore,
    DashboardUnknown,
    DashboardUserUnknown(String),
    DashboardAnonymous,
}

/// Which name a validator gives the e-mail: `addUser` and `inviteUser` translate it, `updateUser` does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EmailField {
    Translated,
    Raw,
}

impl EmailField {
    fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (EmailField::Raw, _) => "email",
            (EmailField::Translated, Language::English) => "Email",
            (EmailField::Translated, Language::German) => "E-Mail",
        }
    }
}

impl Message {
    /// The text, in the language of the answer.
    pub(crate) fn text(&self, language: Language, dialect: Dialect) -> String {
        match language {
            Language::English => self.english(dialect),
            Language::German => self.german(dialect).unwrap_or_else(|| self.english(dialect)),
        }
    }

    fn english(&self, dialect: Dialect) -> String {
        use Message as M;
        match self {
            M::ValueMissing(name) => format!("Please specify a value for '{name}'."),
            M::MethodUnnamed => {
                "The parameter 'method' isn't set in the Request, and a default value wasn't provided.".into()
            }
            M::MethodName => "The method name is invalid. Expected 'module.methodName'".into(),
            M::MethodUnknown { module, method } => format!(
                "The method '{method}' does not exist or is not available in the module '\\Piwik\\Plugins\\{module}\\API'."
            ),
            M::PluginMissing(plugin) => format!("The plugin {plugin} was not found."),
            M::PluginDisabled(plugin) => format!(
                "The plugin {plugin} is not enabled. You can activate the plugin on Settings > Plugins page in Matomo."
            ),
            M::ModuleWithoutApi(module) => format!("API module {module} not found."),
            M::BulkTooLong(limit) => {
                format!("The maximum number of URLs that can be requested in a bulk request is {limit}.")
            }
            M::FormatUnknown(format) => format!(
                "Renderer format '{format}' not valid. Try any of the following instead: console, csv, html, json, original, rss, tsv, xml."
            ),
            M::TokenRefused { secure: true } => {
                "Unable to authenticate with the provided token. It is either invalid or expired.".into()
            }
            M::TokenRefused { secure: false } => {
                "Unable to authenticate with the provided token. It is either invalid, expired or is required to be sent as a POST parameter.".into()
            }
            M::TokensConflict => "Conflicting authentication parameters provided.".into(),
            M::TooManyFailures => "Too many failed logins. Please wait and try logging in again later.".into(),
            M::MustSignIn => "You must be logged in to access this functionality.".into(),
            M::TokenTooStrong => {
                "This user has at least some write access. Only tokens of users who have only view access can be used.".into()
            }
            M::NeedsSuperUser => "You can't access this resource as it requires a 'superuser' access.".into(),
            M::NeedsSome(role) => {
                format!("You can't access this resource as it requires {role} access for at least one website.")
            }
            M::NeedsSite { role, site } => {
                format!("You can't access this resource as it requires '{role}' access for the website id = {site}.")
            }
            M::NeedsSuperUserOrSelf(login) => {
                format!("The user has to be either a Super User or the user '{login}' itself.")
            }
            M::ConfirmWithPassword => dialect
                .pick(
                    "Please enter your password to confirm this change.",
                    "Please re-authenticate to confirm this change.",
                )
                .into(),
            M::PasswordWrong => "The current password you entered is not correct.".into(),
            M::PasswordTooWeak => "This password is too weak, please supply another value or reset it.".into(),
            M::AuthCodeMissing => "Please specify a two-factor authentication code.".into(),
            M::AuthCodeWrong => "Incorrect two-factor authentication code.".into(),
            M::TwoFactorNotSetUp => "You must set up two-factor authentication. Please log in to do so.".into(),
            M::UserUnknown(login) => format!("User '{login}' doesn't exist."),
            M::UserUnknownForPreference(login) => format!("User does not exist: {login}"),
            M::LoginFormat => "Username: The username must be between 2 and 100 characters long and contain only letters, numbers, or the characters '_' or '-' or '.' or '@' or '+'".into(),
            M::LoginExists(login) => format!("Username: Username '{login}' already exists."),
            M::LoginIsEmail(login) => format!("Username: Username '{login}' already used as an email."),
            M::EmailFormat { field, email } => format!(
                "{}: The value \"{email}\" does not look like a valid email.",
                field.name(Language::English)
            ),
            M::EmailExists { field, email } => {
                format!("{}: User with email '{email}' already exists.", field.name(Language::English))
            }
            M::EmailIsLogin { field, email } => {
                format!("{}: Email '{email}' already used as a username.", field.name(Language::English))
            }
            M::EmailDomain { field, email, allowed } => format!(
                "{}: The email \"{email}\" cannot be used, as only emails with the domains \"{allowed}\" are allowed.",
                field.name(Language::English)
            ),
            M::PasswordTooShort => "The password length must be greater than 6 characters.".into(),
            M::PasswordTooLong => "The password length must be less than 200 characters.".into(),
            M::NoInitialSite => {
                "New users must be given access to a website, please set the 'initialIdSite' parameter.".into()
            }
            M::AnonymousIsFixed => "The anonymous user cannot be edited or deleted. It is used by Matomo to define a user that has not logged in yet. For example, you can make your statistics public by granting the 'view' access to the 'anonymous' user.".into(),
            M::ResendDenied(login) => {
                format!("Resending an invite is only allowed to the user who invited {login} or any super user.")
            }
            M::LastSuperUserDemoted(login) => {
                format!("Removing the Super User access from user '{login}' is not possible. {GRANT_ANOTHER}")
            }
            M::LastSuperUserDeleted(login) => format!("Deleting user '{login}' is not possible. {GRANT_ANOTHER}"),
            M::InviteOver => "The password has already been set or the link has expired.".into(),
            M::PasswordsDiffer => "Mismatching passwords.".into(),
            M::AccessUnknown { known, given } => format!(
                "The parameter access must have one of the following values: [ {known} ], '{given}' given."
            ),
            M::NoRole => "No role is set but one of these needs to be set: view, write, admin".into(),
            M::ManyRoles => {
                "Only one role can be set but multiple have been set. Use only one of: view, write, admin".into()
            }
            M::SitesMissing => "Specify at least one website ID in &idSites=".into(),
            M::SitesInvalid => "The parameter 'idSite=' contains an invalid value.".into(),
            M::IsSuperUser(login) => format!(
                "The user '{login}' has Super User access and has already permission to access and modify all websites in Matomo. You may remove the Super User access from this user and try again."
            ),
            M::AnonymousAccess => {
                "You can only set access noaccess or view access to the 'anonymous' user.".into()
            }
            M::AnonymousCapability => "You cannot grant any capability to the 'anonymous' user.".into(),
            M::CapabilityWithoutRole { login, site } => format!(
                "Unable to grant any capabilities to user {login} for idSite {site}. The user needs at least view access."
            ),
            M::CapabilityUnknown => "The arguments array must contain 2 items, 1 given".into(),
            M::NotForSuperUsers => "This method should not be used with superusers.".into(),
            M::SiteUnexpected(site) => {
                format!("An unexpected website was found in the request: website id was set to '{site}' .")
            }
            M::SiteNotFound(site) => format!("website id = {site} not found"),
            M::LastSite => "It is not possible to delete this website as it is the only registered website. Add a new website first, then delete this one.".into(),
            M::TimezoneInvalid(zone) => {
                format!("The timezone \"{zone}\" is not valid. Please enter a valid timezone.")
            }
            M::CurrencyInvalid(code) => format!(
                "The currency \"{code}\" is not valid. Please enter a valid currency symbol (eg. USD, EUR, etc.)"
            ),
            M::DescriptionTooLong(length) => format!(
                "Description: The value contains \"{length}\" characters but should contain at most 100 characters."
            ),
            M::DateFormat => format!(
                "Date format must be: YYYY-MM-DD, or 'today' or 'yesterday' or any keyword supported by the strtotime function (see {}://php.net/strtotime for more information): false",
                dialect.pick("http", "https")
            ),
            M::PreferenceUnknown(name) => format!("Not supported preference name: {name}"),
            M::PreferenceUnderscore => "Preference name cannot contain underscores.".into(),
            M::DashboardUnknown => "Dashboard not found".into(),
            M::DashboardUserUnknown(login) => format!("Cannot copy dashboard to user {login}, user not found."),
            M::DashboardAnonymous => "This method can't be performed for anonymous user".into(),
        }
    }

    /// The German text, where Matomo's translators wrote one.
    fn german(&self, dialect: Dialect) -> Option<String> {
        use Message as M;
        Some(match self {
            M::ValueMissing(name) => format!("Bitte geben Sie einen Wert für '{name}' an."),
            M::MethodUnknown { module, method } => format!(
                "Die Methode '{method}' existiert nicht oder ist im Modul '\\Piwik\\Plugins\\{module}\\API' nicht verfügbar."
            ),
            M::TooManyFailures => "Aufgrund zu vieler fehlgeschlagener Anmeldungen sind Sie aktuell nicht berechtigt sich anzumelden. Bitte versuchen Sie es später noch einmal.".into(),
            M::MustSignIn => "Sie müssen angemeldet sein, um diese Funktion nutzen zu können.".into(),
            M::NeedsSuperUser => {
                "Sie können auf die Ressource nicht zugreifen, da dies mindestens das Recht 'superuser' erfordert.".into()
            }
            M::NeedsSome(role) => format!(
                "Sie haben keinen Zugang zu dieser Ressource, weil sie {role} Zugriff für mindestens eine Webseite benötigt."
            ),
            M::NeedsSite { role, site } => format!(
                "Sie haben keinen Zugriff auf diese Ressource, weil sie '{role}' Zugriff für die Webseite id = {site} benötigt."
            ),
            M::NeedsSuperUserOrSelf(login) => {
                format!("Der Benutzer muss entweder ein Hauptadministrator sein oder der Benutzer '{login}'.")
            }
            M::ConfirmWithPassword => {
                return dialect.pick(Some("Bitte geben Sie Ihr Passwort ein um fortzufahren.".into()), None);
            }
            M::PasswordWrong => "Das eingegebene aktuelle Passwort ist nicht korrekt.".into(),
            M::AuthCodeMissing => "Bitte geben Sie einen Code für die Zwei-Faktor-Authentifizierung an.".into(),
            M::AuthCodeWrong => "Falscher Code für die Zwei-Faktor-Authentifizierung.".into(),
            M::UserUnknown(login) => format!("Der Benutzer '{login}' existiert nicht."),
            M::LoginFormat => "Benutzername: Der Benutzername muss zwischen 2 und 100 Zeichen lang sein und darf nur Buchstaben, Zahlen oder die Zeichen '_', '-', '.', '@' oder '+' enthalten".into(),
            M::LoginExists(login) => format!("Benutzername: Der Benutzername '{login}' existiert bereits."),
            M::LoginIsEmail(login) => {
                format!("Benutzername: Der Nutzername '{login}' wird bereits als E-Mail-Adresse verwendet.")
            }
            M::EmailFormat { field, email } => format!(
                "{}: Der Wert \"{email}\" ist keine gültige E-Mail-Adresse.",
                field.name(Language::German)
            ),
            M::EmailExists { field, email } => format!(
                "{}: Ein Benutzer mit der E-Mail-Adresse '{email}' existiert bereits.",
                field.name(Language::German)
            ),
            M::PasswordTooShort => "Das Passwort muss mindestens 6 Zeichen lang sein.".into(),
            M::PasswordTooLong => "Die Passwortlänge muss aus weniger als 200 Zeichen bestehen.".into(),
            M::NoInitialSite => "Neuen Benutzern muss Zugriff für eine Webseite vergeben werden, bitte den 'initialIdSite' Parameter setzen.".into(),
            M::LastSuperUserDemoted(login) => format!(
                "Es ist nicht möglich die Hauptadministrator-Berechtigung von Benutzer '{login}' zu entfernen. {GRANT_ANOTHER_GERMAN}"
            ),
            M::LastSuperUserDeleted(login) => {
                format!("Das Löschen des Benutzers '{login}' is nicht möglich. {GRANT_ANOTHER_GERMAN}")
            }
            M::AccessUnknown { known, given } => {
                format!("Der Parameter access muss einen der folgenden Werte enthalten: [ {known} ], '{given}' gegeben.")
            }
            M::IsSuperUser(login) => format!(
                "Der Benutzer '{login}' hat Hauptadministratorenrechte und Erlaubnis, alle Webseiten in Matomo aufzurufen und zu bearbeiten. Sie können den Hauptadministratoren-Zugriff dieses Benutzers entfernen und es im Anschluss noch einmal versuchen."
            ),
            M::CapabilityWithoutRole { login, site } => format!(
                "Dem Benutzer {login} können für die Seiten-ID {site} keine Berechtigungen vergeben werden. Der Benutzer benötigt mindestens Lesezugriff."
            ),
            _ => return None,
        })
    }
}

const GRANT_ANOTHER: &str =
    "There has to be at least one user with Super User access. Please grant Super User access to another user first.";
const GRANT_ANOTHER_GERMAN: &str = "Es muss mindestens ein Hauptadministrator existieren. Bitte geben Sie zuerst einem anderen Nutzer Hauptadministrator-Berechtigungen.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_where_there_is_german_and_english_else() {
        let german = |message: Message| message.text(Language::German, Dialect::V5_8);
        assert_eq!(german(Message::UserUnknown("bob".into())), "Der Benutzer 'bob' existiert nicht.");
        assert_eq!(german(Message::ConfirmWithPassword), "Please re-authenticate to confirm this change.");
        assert_eq!(german(Message::DashboardUnknown), "Dashboard not found");
    }

    #[test]
    fn what_the_versions_say_differently() {
        let both =
            |message: Message| [Dialect::V5_3, Dialect::V5_8].map(|dialect| message.text(Language::English, dialect));
        assert_eq!(
            both(Message::ConfirmWithPassword),
            ["Please enter your password to confirm this change.", "Please re-authenticate to confirm this change."]
        );
        let [old, new] = both(Message::DateFormat);
        assert!(old.contains("http://php.net") && new.contains("https://php.net"));
    }
}
