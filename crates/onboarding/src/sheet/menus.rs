//! Names of Matomo's menus, buttons and boxes in its own translations.

use crate::Language;
use matomo_api::Version;

/// What Matomo calls what the papers send people to.
pub(crate) struct Menus {
    pub(crate) personal: &'static str,
    pub(crate) security: &'static str,
    pub(crate) change_password: &'static str,
    pub(crate) auth_tokens: &'static str,
    pub(crate) only_secure: &'static str,
    pub(crate) lost_password: &'static str,
}

/// From Matomo's language files of 5.3.1 and 5.8.0, letter by letter; where a language lacks one, the
/// screen shows the English text. The keys, in order: `UsersManager_MenuPersonal`, `General_Security`,
/// `General_ChangePassword`, `UsersManager_AuthTokens`, `UsersManager_OnlyAllowSecureRequests`,
/// `Login_LostYourPassword`.
pub(crate) fn menus(language: Language, version: Version) -> Menus {
    match language {
        Language::En => Menus {
            personal: "Personal",
            security: "Security",
            change_password: "Change password",
            auth_tokens: "Auth tokens",
            only_secure: "Only allow secure requests",
            lost_password: "Lost your password?",
        },
        Language::De => Menus {
            personal: "Persönlich",
            security: "Sicherheit",
            change_password: "Passwort ändern",
            auth_tokens: "Authentifizierungstoken",
            only_secure: "Nur sichere Anfragen zulassen",
            lost_password: "Passwort vergessen?",
        },
        Language::Fr => Menus {
            personal: "Personnel",
            security: "Sécurité",
            change_password: "Modifier le mot de passe",
            auth_tokens: "Jetons d'authentification",
            // 5.3.1 has no French for it, 5.8.0 has; the version between them is not known.
            only_secure: match version >= Version::new(5, 8, 0) {
                true => "Autoriser uniquement les requêtes sécurisées",
                false => "Only allow secure requests",
            },
            lost_password: "Mot de passe perdu ?",
        },
        // Spanish lacks the two names about tokens in both versions.
        Language::Es => Menus {
            personal: "Personal",
            security: "Seguridad",
            change_password: "Cambiar contraseña",
            auth_tokens: "Auth tokens",
            only_secure: "Only allow secure requests",
            lost_password: "¿Olvidó la contraseña?",
        },
    }
}
