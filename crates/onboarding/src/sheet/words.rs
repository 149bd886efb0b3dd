//! What the sheet has to say, and about what.

use super::{Text, de, en, es, fr, menus::menus};
use crate::Language;
use matomo_api::{Email, Login, Role, SiteId, Version};
use time::Date;

/// How the person gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WayIn {
    /// By an invitation that works until a day, as far as known.
    Invitation(Option<Date>),
    /// By the invitation's link, handed over instead of mailed.
    Link(Option<Date>),
    /// The invitation has expired.
    InviteExpired,
    /// With a first password that the desk hands over apart.
    FirstPassword,
    /// With the password of a directory that Matomo's own form asks.
    Directory,
    /// On the company's sign-in page, which asks for its own second factor.
    Provider,
    /// As before.
    AsBefore,
}

/// What the words of a sheet are about.
pub(crate) struct Subject<'a> {
    pub(crate) name: String,
    pub(crate) login: &'a Login,
    pub(crate) email: Option<&'a Email>,
    pub(crate) way_in: WayIn,
    pub(crate) two_factor: bool,
    pub(crate) from: Option<Date>,
    pub(crate) ends: Option<Date>,
    /// How many sites are open; `None`: all of them, to a super user.
    pub(crate) open: Option<usize>,
    /// A site to try things on, where the person can do most.
    pub(crate) example: Option<Example>,
}

/// A site to try things on.
pub(crate) struct Example {
    pub(crate) id: SiteId,
    pub(crate) name: String,
    /// `None` for a super user.
    pub(crate) role: Option<Role>,
}

/// The sentences of one language, with the menus of one version of Matomo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Voice {
    pub(crate) language: Language,
    pub(crate) version: Version,
}

impl Voice {
    /// For papers that name no menu that the sheet has not named.
    pub(crate) fn without_menus(language: Language) -> Self {
        Self { language, version: Version::OLDEST }
    }

    /// A sentence without anything to fill in.
    pub(crate) fn say(self, phrase: Phrase) -> String {
        self.line(phrase, &[])
    }

    /// A sentence without its emphasis.
    pub(crate) fn line(self, phrase: Phrase, slots: &[(&str, &str)]) -> String {
        self.text(phrase, slots).to_string()
    }

    /// A sentence, filled in. Menus are known.
    pub(crate) fn text(self, phrase: Phrase, slots: &[(&str, &str)]) -> Text {
        let menus = menus(self.language, self.version);
        let quoted = self.language.quoted(menus.only_secure);
        let mut known = vec![
            ("personal", menus.personal),
            ("security", menus.security),
            ("change_password", menus.change_password),
            ("auth_tokens", menus.auth_tokens),
            ("only_secure", quoted.as_str()),
            ("lost_password", menus.lost_password),
        ];
        known.extend_from_slice(slots);
        Text::fill(self.language, sentence(self.language, phrase), &known)
    }

    /// `3 sites`.
    pub(crate) fn sites(self, number: usize) -> String {
        let number = number as u64;
        let phrase = if self.language.is_singular(number) { Phrase::SiteOne } else { Phrase::SiteMany };
        self.line(phrase, &[("n", &self.language.number(number))])
    }

    /// A role by the name that Matomo's screens give it; `None`: super user. The keys:
    /// `UsersManager_PrivView`, `…PrivWrite`, `…PrivAdmin`, `Installation_SuperUser` (in English as
    /// this console writes it).
    pub(crate) fn role(self, role: Option<Role>) -> &'static str {
        let [view, write, admin, super_user] = match self.language {
            Language::En => ["View", "Write", "Admin", "Super user"],
            Language::De => ["Ansicht", "Schreiben", "Administrator", "Hauptadministrator"],
            Language::Fr => ["Vue", "Ecriture", "Administration", "Super utilisateur"],
            Language::Es => ["Ver", "Escritura", "Administrador", "Superusuario"],
        };
        match role {
            Some(Role::View) => view,
            Some(Role::Write) => write,
            Some(Role::Admin) => admin,
            None => super_user,
        }
    }
}

pub(crate) fn sentence(language: Language, phrase: Phrase) -> &'static str {
    match language {
        Language::En => en::say(phrase),
        Language::De => de::say(phrase),
        Language::Fr => fr::say(phrase),
        Language::Es => es::say(phrase),
    }
}

/// Names the sentences of a document, and lists them for the tests.
macro_rules! phrases {
    ($all:ident: $($name:ident),* $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $all { $($name),* }

        #[cfg(test)]
        impl $all {
            pub(crate) const ALL: &[$all] = &[$($all::$name),*];
        }
    };
}
pub(crate) use phrases;

phrases! { Phrase:
    // Head
    Brand,
    TitleNew,
    TitleAsBefore,
    Lede,
    LedePurpose,
    Keep,
    QrCaption,
    // Facts
    Labelled,
    Address,
    Login,
    Email,
    Password,
    From,
    Ends,
    PasswordChosen,
    PasswordHandedOver,
    PasswordOfCompany,
    PasswordAsBefore,
    NoEnd,
    // Sign-in
    SignInFirst,
    SignIn,
    StepMail,
    StepLink,
    Until,
    NewerLink,
    MissingCloud,
    Missing,
    Expired,
    ChoosePassword,
    ChoosePasswordThere,
    OwnNetwork,
    SignInHere,
    OpenAddress,
    SignInFirstPassword,
    ChangePassword,
    SignInAsBefore,
    LostPassword,
    SignInLdap,
    SignInSso,
    CompanyAccountMatches,
    TwoFactor,
    TwoFactorRequired,
    ChooseSite,
    // Sites and roles
    Sites,
    ColumnId,
    ColumnSite,
    ColumnRole,
    ColumnCan,
    ColumnCannot,
    NoteSuperUser,
    NoteNone,
    NoteSome,
    CanView,
    CanWrite,
    CanAdmin,
    CanSuper,
    CannotView,
    CannotWrite,
    CannotAdmin,
    CanAlso,
    Group,
    NoGroup,
    SiteOne,
    SiteMany,
    EverySite,
    UnnamedSite,
    Roles,
    Listed,
    // API
    Api,
    ApiText,
    ApiTextNoExpiry,
    ApiEndpoint,
    ApiReport,
    ApiSites,
    TokenRules,
    TokenOne,
    TokenPlace,
    TokenEnds,
    TokenRenew,
    TokenLost,
    // Technical notes and data rules
    Technical,
    TechBrowser,
    TechNetwork,
    TechNetworkOwn,
    TechNetworkCloud,
    TechTwoFactor,
    TechTwoFactorAdvised,
    TechTwoFactorCompany,
    TechLockOut,
    Data,
    DataKinds,
    DataRegulations,
    DataIncident,
    // Boxes
    FirstDay,
    TickPasswordChanged,
    TickSignedIn,
    TickCompanyAccount,
    TickTwoFactor,
    TickBookmarked,
    TickMailCloud,
    TickNetwork,
    TickSitesAll,
    TickSitesOne,
    TickSitesMany,
    TickReport,
    TickGoals,
    TickSettings,
    Rules,
    RuleData,
    RuleLogin,
    RuleLost,
    RuleAdmin,
    RuleEnds,
    // Foot
    Contact,
    AskedForBy,
    ApprovedBy,
    Reference,
    Review,
    Issued,
    IssuedBy,
    PlaceCloud,
    PlaceOwn,
    ReadBack,
    Never,
    // Message
    MailSubject,
    MailGreeting,
    MailLead,
    MailSite,
}
