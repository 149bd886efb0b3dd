//! Ways in: how a new person signs in for the first time, and what each way means in Matomo.

use serde::{Deserialize, Serialize};

/// How a new person gets in for the first time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// Matomo mails a link; the person chooses the password, and nobody else ever knows it.
    #[default]
    #[serde(rename = "invitation")]
    InvitationMail,
    /// The same, and a link that the desk hands over itself, on the sheet.
    InvitationLink,
    /// The desk makes a first password and hands it over.
    TemporaryPassword,
    /// The person's password in an LDAP directory, by the plugin LoginLdap.
    Ldap,
    /// The company's sign-in page, by SAML and the plugin LoginSaml.
    Saml,
    /// The company's sign-in page, by OpenID Connect and a plugin such as LoginOIDC.
    Oidc,
}

impl SignIn {
    /// Every way in, the one to be preferred first.
    pub const ALL: [SignIn; 6] = [
        SignIn::InvitationMail,
        SignIn::InvitationLink,
        SignIn::TemporaryPassword,
        SignIn::Ldap,
        SignIn::Saml,
        SignIn::Oidc,
    ];

    /// Its name, for a choice on the screen.
    pub fn name(self) -> &'static str {
        match self {
            SignIn::InvitationMail => "Invitation by e-mail",
            SignIn::InvitationLink => "Invitation by link",
            SignIn::TemporaryPassword => "First password",
            SignIn::Ldap => "LDAP",
            SignIn::Saml => "Single sign-on (SAML)",
            SignIn::Oidc => "Single sign-on (OpenID Connect)",
        }
    }

    /// What happens, in a sentence or two beside the choice.
    pub fn in_words(self) -> &'static str {
        match self {
            SignIn::InvitationMail => "Matomo mails a link; the person sets the password. You never see it.",
            SignIn::InvitationLink => {
                "A link to hand over yourself; the person sets the password. Matomo sends its own mail as well, if it can."
            }
            SignIn::TemporaryPassword => {
                "A password is made, shown once and handed over. Matomo sends no mail. For servers that cannot send any, and for service accounts."
            }
            SignIn::Ldap => "The person signs in with the directory’s login and password. Matomo keeps the access.",
            SignIn::Saml => "The person signs in on the company’s own page. Matomo keeps the access.",
            SignIn::Oidc => {
                "The person signs in on the company’s own page; the two accounts are linked. Matomo keeps the access."
            }
        }
    }

    /// Whether Matomo invites: the account waits until the person has set a password.
    pub fn is_invitation(self) -> bool {
        matches!(self, SignIn::InvitationMail | SignIn::InvitationLink)
    }

    /// Whether the password is kept outside Matomo.
    pub fn is_directory(self) -> bool {
        matches!(self, SignIn::Ldap | SignIn::Saml | SignIn::Oidc)
    }

    /// The plugin of Matomo that the way in needs, as `API.isPluginActivated` names it. OpenID
    /// Connect has others, too; this is the most usual.
    pub fn plugin(self) -> Option<&'static str> {
        match self {
            SignIn::Ldap => Some("LoginLdap"),
            SignIn::Saml => Some("LoginSaml"),
            SignIn::Oidc => Some("LoginOIDC"),
            SignIn::InvitationMail | SignIn::InvitationLink | SignIn::TemporaryPassword => None,
        }
    }

    /// What to know before choosing it, most important first.
    pub fn warnings(self) -> &'static [&'static str] {
        match self {
            // Seen: `inviteUser` answers ok when nothing was sent. Source: Tasks.php deletes.
            SignIn::InvitationMail => &[
                "Matomo says “ok” even if the mail was never sent: ask whether it arrived.",
                "Three days after the invitation has run out, Matomo deletes the account and the access with it.",
            ],
            // Seen: a link voids the link before, not the mailed one. Source: each sets the days anew.
            SignIn::InvitationLink => &[
                "Whoever has the link can set the password: until it is used, treat the page it is printed on like a password.",
                "A new link voids the one before, also on paper. The link that Matomo mailed goes on working.",
                "The days count from the moment the link is made.",
                "Three days after the link has run out, Matomo deletes the account and the access with it.",
            ],
            // Source: there is nothing that would ask for a change at the first sign-in.
            SignIn::TemporaryPassword => &[
                "Two people know this password until it is changed, and Matomo does not ask for the change.",
                "Hand it over by another way than the login: not both in one mail.",
            ],
            // Source of LoginLdap 5.0.6: UserSynchronizer.
            SignIn::Ldap => &[
                "The login must be the directory’s, letter by letter; Matomo cannot rename it later.",
                "Where LoginLdap synchronises access, each sign-in replaces the access given here by the directory’s.",
                "An account that is there before the first sign-in is taken over only then: its e-mail address follows the directory from the second sign-in on.",
            ],
            // Matomo's own page on the plugin; its code is not public.
            SignIn::Saml => &[
                "Login or e-mail address must be the identity provider’s, letter by letter: whichever the plugin identifies people by.",
                "Where LoginSaml synchronises access, each sign-in replaces the access given here; if the provider names none, all of it is removed.",
            ],
            // Source of LoginOIDC: Controller.php.
            SignIn::Oidc => &[
                "Accounts are linked by the provider’s user id. With “auto linking” the login must be that id; without it, the person links the account under Security after a first sign-in with a password.",
                "LoginOIDC brings no access along: what is given here stays.",
            ],
        }
    }

    /// How the account comes to be, and what its Matomo password is.
    pub fn making(self) -> &'static str {
        match self {
            SignIn::InvitationMail | SignIn::InvitationLink => {
                "Matomo creates the account with View on one site and waits for the person; the rest of the access is given at once and works from the first sign-in."
            }
            SignIn::TemporaryPassword => "The account is created with the password and works at once.",
            SignIn::Ldap | SignIn::Saml | SignIn::Oidc => {
                "The account is created with a long random password that nobody is told, so that access is there at the first sign-in. If the plugin creates accounts itself, the person may also sign in first and be given access afterwards."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn drafts_of_before_name_the_mailed_invitation_as_they_did() {
        let read = |text: &str| serde_json::from_str::<SignIn>(text).unwrap();
        assert_eq!(read(r#""invitation""#), SignIn::InvitationMail);
        assert_eq!(read(r#""temporary_password""#), SignIn::TemporaryPassword);
        let ids = SignIn::ALL.map(|way| serde_json::to_value(way).unwrap());
        assert_eq!(ids, ["invitation", "invitation_link", "temporary_password", "ldap", "saml", "oidc"]);
        for (way, id) in SignIn::ALL.into_iter().zip(ids) {
            assert_eq!(serde_json::from_value::<SignIn>(id).unwrap(), way);
        }
    }

    #[test]
    fn each_way_is_told_apart_and_explained() {
        let mut names: Vec<_> = SignIn::ALL.map(SignIn::name).to_vec();
        names.dedup();
        assert_eq!(names.len(), SignIn::ALL.len());
        for way in SignIn::ALL {
            assert!(!way.warnings().is_empty(), "{way:?}");
            for text in [way.in_words(), way.making()].iter().chain(way.warnings()) {
                assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{text}");
            }
            assert!(!(way.is_invitation() && way.is_directory()), "{way:?}");
            assert_eq!(way.plugin().is_some(), way.is_directory(), "{way:?}");
        }
    }

    #[test]
    fn an_invitation_says_when_the_account_is_deleted_and_a_link_what_voids_it() {
        for way in SignIn::ALL.into_iter().filter(|way| way.is_invitation()) {
            assert!(way.warnings().iter().any(|text| text.contains("Three days")), "{way:?}");
        }
        assert!(SignIn::InvitationLink.warnings().iter().any(|text| text.contains("voids the one before")));
    }
}
