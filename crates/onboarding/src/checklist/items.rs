//! The items themselves. Where a fact about Matomo is behind one, `why` says it.

use super::{Deployment, Item, Phase, Situation};
use crate::{Regulation, SignIn, advisor::Need};
use matomo_api::Role;

const USERS: &str = "module=UsersManager";
const SECURITY: &str = "module=UsersManager&action=userSecurity";
const GENERAL: &str = "module=CoreAdminHome&action=generalSettings";
const PLUGINS: &str = "module=CorePluginsAdmin&action=plugins";

const fn item(
    phase: Phase,
    id: &'static str,
    applies: fn(&Situation) -> bool,
    sentence: &'static str,
    why: &'static str,
) -> Item {
    Item { id, phase, sentence, why, link: None, applies }
}

impl Item {
    const fn at(mut self, query: &'static str) -> Self {
        self.link = Some(query);
        self
    }
}

/// All items, in the order in which they are done.
pub const ITEMS: &[Item] = &{
    use Phase::*;
    [
        item(
            Before,
            "approval",
            |_| true,
            "Have the request approved in writing, by somebody who answers for the sites.",
            "Whoever looks at the access later asks who agreed, and when.",
        ),
        item(
            Before,
            "data-class",
            |_| true,
            "Find out what data the sites hold and which laws and standards apply to it.",
            "Visit logs, order values and form contents can be personal, financial or health data.",
        ),
        item(
            Before,
            "contract",
            |s| s.outside,
            "Check that the contract with the other company covers this, data processing and secrecy included.",
            "Whoever sees personal data on your behalf needs an agreement about it.",
        ),
        item(
            Before,
            "protection-officer",
            Situation::sees_people,
            "Tell whoever is responsible for data protection.",
            "Access to personal data belongs into the records of processing.",
        ),
        item(
            Before,
            "hipaa-training",
            |s| s.under(Regulation::Hipaa),
            "Have the person trained in handling health data before the access is given.",
            "HIPAA asks for training first, and for the minimum necessary.",
        ),
        item(
            Before,
            "one-person",
            |s| s.under(Regulation::PciDss),
            "Make sure that one person, and nobody else, uses the account.",
            "PCI DSS asks for an id for each person and allows no shared accounts.",
        ),
        item(
            Before,
            "super-user",
            Situation::needs_super_user,
            "Ask a super user of the house to do what only a super user can.",
            "A super user sees and can delete everything; two or three of them are enough.",
        )
        .at(USERS),
        item(
            Before,
            "plugins",
            Situation::needs_plugin,
            "Check that the plugins for what is needed are active and, where premium, paid for.",
            "A role for something that is switched off gives nothing.",
        )
        .at(PLUGINS),
        item(
            Before,
            "server-access",
            |s| s.needs(Need::Server),
            "Arrange accounts on the server, in the database and for log files with whoever runs them.",
            "Matomo gives none; they have tickets and ends of their own.",
        ),
        item(
            Before,
            "network",
            |_| true,
            "Have VPN or the list of allowed addresses opened for the person, if there is one.",
            "Whoever is outside the list sees an error instead of the sign-in page, and so do their programmes.",
        ),
        item(
            Before,
            "smtp",
            |s| s.first(SignIn::InvitationMail) && s.deployment == Deployment::SelfHosted,
            "Check that this Matomo can send mail, for example with a scheduled report to yourself.",
            "Matomo answers “ok” to an invitation even if the mail was never sent.",
        )
        .at(GENERAL),
        item(
            Before,
            "cloud-mail",
            |s| s.invited() && s.deployment == Deployment::Cloud,
            "Ask that mail from matomo.cloud is let through to the person.",
            "Invitations end in spam folders and quarantines, above all those of other companies.",
        ),
        item(
            Before,
            "billing",
            |s| s.deployment == Deployment::Cloud && s.needs(Need::Platform),
            "Arrange billing and subscription with the organisation’s admin.",
            "Matomo Cloud keeps these apart from Matomo’s roles, and its API cannot give them.",
        ),
        item(
            Before,
            "directory-account",
            |s| !s.extends && s.sign_in.is_directory(),
            "Have the account made in the directory first, with the very same login and e-mail address.",
            "Matomo finds the person by them and cannot rename a login.",
        ),
        item(
            Before,
            "directory-groups",
            |s| !s.extends && s.sign_in.is_directory(),
            "Give the directory team the mapping, and have the person put into the groups.",
            "Without the group that is asked for, the sign-in is refused or shows no site.",
        ),
        item(
            Before,
            "ldap-plugin",
            |s| s.first(SignIn::Ldap),
            "Check LoginLdap: server, field of the login, filter; its page can test the group and the filter.",
            "A wrong field or filter lets nobody in, and the person sees only “wrong password”.",
        )
        .at("module=LoginLdap&action=admin"),
        item(
            Before,
            "saml-plugin",
            |s| s.first(SignIn::Saml),
            "Check LoginSaml: attribute names, and that the provider’s certificate has not run out.",
            "An attribute with another name, or an old certificate, lets nobody in.",
        )
        .at(PLUGINS),
        item(
            Before,
            "oidc-plugin",
            |s| s.first(SignIn::Oidc),
            "Check the plugin for OpenID Connect: the field of the user id, auto linking, creating accounts.",
            "They decide whether the account made here is the one that the person gets.",
        )
        .at(GENERAL),
        item(
            Before,
            "directory-sync",
            |s| !s.extends && matches!(s.sign_in, SignIn::Ldap | SignIn::Saml),
            "Find out whether the plugin synchronises access, and write down which side decides.",
            "With synchronisation on, each sign-in replaces the access given here.",
        ),
        item(
            Before,
            "directory-test",
            |s| !s.extends && s.sign_in.is_directory(),
            "Try the sign-in with a test account first.",
            "Which side wins differs from one configuration to the next.",
        ),
        item(
            Before,
            "link-way",
            |s| s.first(SignIn::InvitationLink),
            "Agree on a safe way to hand over the link.",
            "Whoever has the link can set the password.",
        ),
        item(
            Before,
            "password-way",
            |s| s.first(SignIn::TemporaryPassword),
            "Agree on a safe way to hand over the first password, another than the login’s.",
            "A mail with both is all that a stranger needs.",
        ),
        item(
            Before,
            "token-owner",
            |s| s.needs(Need::ApiExport),
            "Agree on who makes the token, which systems use it, and where it is kept.",
            "A token is made with the password of the account’s owner, is shown once, and nobody else can list or delete it.",
        )
        .at(SECURITY),
        item(
            HandOver,
            "mail-arrived",
            |s| s.first(SignIn::InvitationMail),
            "Ask whether the invitation has arrived; if not, look for it among spam, then send it again.",
            "Nothing in Matomo tells whether a mail was sent.",
        )
        .at(USERS),
        item(
            HandOver,
            "link-handed-over",
            |s| s.first(SignIn::InvitationLink),
            "Hand over the link, and make no new one afterwards.",
            "A new link voids the one before, also on paper.",
        ),
        item(
            HandOver,
            "password-handed-over",
            |s| s.first(SignIn::TemporaryPassword),
            "Hand over the first password, apart from the login.",
            "It works at once for whoever has it.",
        ),
        item(
            HandOver,
            "papers",
            |_| true,
            "Give the person the sheet, and the house’s rules for using the data.",
            "It says where, how and what, and whom to ask; it holds no password and no token.",
        ),
        item(
            HandOver,
            "told",
            |_| true,
            "Tell whoever asked, and whoever answers for the sites, that access was given.",
            "They notice first if it should not have been.",
        ),
        item(
            HandOver,
            "token-tested",
            |s| s.needs(Need::ApiExport),
            "Test the token against the sites that it should reach, then store it where secrets are kept.",
            "A token with a blank too many is refused, and more than twenty refusals in an hour lock the address out.",
        ),
        item(
            Afterwards,
            "first-sign-in",
            |s| !s.service,
            "Have the person sign in and say which sites they see: those of the sheet, and no others.",
            "Matomo’s API shows what was granted; plugins can make it differ at sign-in.",
        ),
        item(
            Afterwards,
            "directory-read-back",
            |s| !s.extends && s.sign_in.is_directory(),
            "After the first sign-in, compare the access with the sheet once more.",
            "A synchronisation shows its effect only then.",
        )
        .at(USERS),
        item(
            Afterwards,
            "oidc-linked",
            |s| s.first(SignIn::Oidc),
            "Where accounts are not linked by themselves, have the person link theirs under Security.",
            "Without the link the provider’s account opens another one, or none.",
        )
        .at(SECURITY),
        item(
            Afterwards,
            "password-changed",
            |s| s.first(SignIn::TemporaryPassword),
            "Ask whether the first password was changed.",
            "Matomo does not ask for it at the first sign-in.",
        )
        .at(SECURITY),
        item(
            Afterwards,
            "two-factor",
            |s| !s.sign_in.is_directory() && !s.service,
            "See that two-factor sign-in is switched on for the account.",
            "A password alone is guessed, reused or phished; with a directory the second factor is the directory’s.",
        )
        .at(USERS),
        item(
            Afterwards,
            "taken-up",
            Situation::invited,
            "Look whether the invitation was taken up before it runs out.",
            "Three days after that Matomo deletes the account and all its access.",
        )
        .at(USERS),
        item(
            Afterwards,
            "service-mails",
            |s| s.service,
            "See that no scheduled reports go to the service account’s address.",
            "Nobody reads them, and they hold figures.",
        )
        .at("module=ScheduledReports&action=index"),
        item(
            Afterwards,
            "own-settings",
            |s| s.as_site_admin && !s.service && !s.extends,
            "Ask the person to choose language and first report in their personal settings.",
            "Only a super user can set them for somebody else.",
        )
        .at("module=UsersManager&action=userSettings"),
        item(
            Afterwards,
            "starting-points",
            |s| !s.service,
            "Show the person the dashboards, segments and goals to start with.",
            "A new account opens on Matomo’s own dashboard of the first site.",
        ),
        item(
            Afterwards,
            "old-access",
            |s| s.extends,
            "Look at what the account had before, and take away what is not needed any more.",
            "Access grows with each task and shrinks only if somebody looks.",
        )
        .at(USERS),
        item(
            Afterwards,
            "dates",
            |_| true,
            "Put the day of the review, and of the end, into a calendar.",
            "Matomo knows neither, and nothing happens by itself on these days.",
        ),
        item(
            Afterwards,
            "admin-review",
            |s| s.strongest == Some(Role::Admin),
            "Look again whether Admin is needed once what it was given for is done.",
            "What is set up once is often only read afterwards, and View is enough for that.",
        )
        .at(USERS),
        item(
            Afterwards,
            "hipaa-idle",
            |s| s.under(Regulation::Hipaa),
            "Note that the access is taken away if it is not used for 90 days.",
            "HIPAA programmes ask for it, and Matomo suspends nobody; what is used by API looks idle, too.",
        ),
        item(
            Afterwards,
            "pci-review",
            |s| s.under(Regulation::PciDss),
            "Note a review at least every six months, and that access ends within a day when somebody leaves.",
            "PCI DSS asks for both.",
        ),
        item(
            Afterwards,
            "token-rotation",
            |s| s.needs(Need::ApiExport),
            "Put the day when the token is replaced into a calendar, and enter the token in the register.",
            "Matomo’s API cannot list tokens; nobody else remembers that this one exists.",
        ),
        item(
            Afterwards,
            "register",
            |_| true,
            "Enter the access in the house’s register and close the ticket with the change record.",
            "Login, roles by site, approval, ticket and review belong together where auditors look.",
        ),
    ]
};
