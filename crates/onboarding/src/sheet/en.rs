//! The sheet in English.

use super::words::Phrase as P;

/// The sentence for a phrase.
pub(super) fn say(phrase: P) -> &'static str {
    match phrase {
        // Head
        P::Brand => "Web analytics access",
        P::TitleNew => "Welcome, {name}",
        P::TitleAsBefore => "Your access, {name}",
        P::Lede => "All you need to open our Matomo. {keep}",
        P::LedePurpose => "All you need to open our Matomo for this work: {purpose}. {keep}",
        P::Keep => "Keep this page as long as your access lasts. It holds no password and no token.",
        P::QrCaption => "Opens the sign-in page",
        // Facts
        P::Labelled => "{label}: {value}",
        P::Address => "Address",
        P::Login => "Login",
        P::Email => "E-mail on file",
        P::Password => "Password",
        P::From => "Access from",
        P::Ends => "Access ends",
        P::PasswordChosen => "You choose it yourself",
        P::PasswordHandedOver => "Handed over separately",
        P::PasswordOfCompany => "That of your company account",
        P::PasswordAsBefore => "The one you have",
        P::NoEnd => "No day set",
        // Sign-in
        P::SignInFirst => "Sign in for the first time",
        P::SignIn => "Sign in",
        P::StepMail => "Open the invitation e-mail.",
        P::StepLink => "Open the invitation link that you were handed.",
        P::Until => " It works until **{day}**; if never accepted, Matomo deletes the account 3 days later.",
        P::NewerLink => " A newer link makes it void.",
        P::MissingCloud => " Nothing there? Look in spam, let mail from matomo.cloud in, then ask your contact.",
        P::Missing => " Nothing there? Look in spam, then ask your contact.",
        P::Expired => {
            "Your invitation has expired. Ask your contact for a new one soon: Matomo deletes the account 3 days \
             after the invitation ends."
        }
        P::ChoosePassword => "Follow its link and choose a password of 12 or more characters, used nowhere else.",
        P::ChoosePasswordThere => "Choose a password there of 12 or more characters, used nowhere else.",
        P::OwnNetwork => " Not opening? Try the company network or VPN.",
        P::SignInHere => "Sign in at the address above with your **login**.",
        P::OpenAddress => "Open the address above.",
        P::SignInFirstPassword => "Sign in with your **login** and the first password, which you get separately.",
        P::ChangePassword => {
            "Change it at once: the gear at the top right, **{personal}**, **{security}**, **{change_password}**. 12 \
             or more characters, used nowhere else."
        }
        P::SignInAsBefore => "Sign in at the address above with your **login** and your password.",
        P::LostPassword => {
            "Forgotten the password? Choose **{lost_password}** there; the mail goes to the address on file."
        }
        P::SignInLdap => "Sign in at the address above with the login and the password of your **company account**.",
        P::SignInSso => "Open the address above and choose to sign in with your **company account**.",
        P::CompanyAccountMatches => {
            "Refused? Your company account must carry the login or e-mail address above; ask your contact."
        }
        P::TwoFactor => {
            "Turn on two-factor authentication: the gear at the top right, **{personal}**, **{security}**. Keep the \
             recovery codes."
        }
        P::TwoFactorRequired => {
            "Matomo asks for two-factor authentication: set it up with an authenticator app. Keep the recovery \
             codes."
        }
        P::ChooseSite => "Choose a site at the top left. You are in.",
        // Sites and roles
        P::Sites => "What is open to you",
        P::ColumnId => "Id",
        P::ColumnSite => "Site",
        P::ColumnRole => "Role",
        P::ColumnCan => "You can",
        P::ColumnCannot => "You cannot",
        P::NoteSuperUser => "As a super user you can change and delete everything. Use it for what needs it.",
        P::NoteNone => "No site is open to you yet. Ask your contact.",
        P::NoteSome => "Need another site? Ask your contact; do not share a login.",
        P::CanView => "read reports",
        P::CanWrite => "read; edit goals and segments",
        P::CanAdmin => "read; edit goals, settings, users",
        P::CanSuper => "everything, for all sites and all users",
        P::CannotView => "change goals, segments of others, or any setting",
        P::CannotWrite => "change the site’s settings, or let anybody in",
        P::CannotAdmin => "make or delete sites, reach other sites, change Matomo itself",
        P::CanAlso => "{can}; also {more}",
        P::Group => "{name} ({sites})",
        P::NoGroup => "Without a group",
        P::SiteOne => "{n} site",
        P::SiteMany => "{n} sites",
        P::EverySite => "Every site",
        P::UnnamedSite => "Site {id}",
        P::Roles => "What the roles mean",
        P::Listed => "Every site, one by one",
        // API
        P::Api => "Using the API",
        P::ApiText => {
            "Make your own token: **{personal}**, **{security}**, **{auth_tokens}**. Tick {only_secure}, let it \
             expire within {days} days, keep it in a password manager. Send it in the body, never in an address."
        }
        P::ApiTextNoExpiry => {
            "Make your own token: **{personal}**, **{security}**, **{auth_tokens}**. Tick {only_secure}, delete it \
             and make a new one every {days} days, keep it in a password manager. Send it in the body, never in an \
             address."
        }
        P::ApiEndpoint => "Endpoint",
        P::ApiReport => "Yesterday’s visits, id {id}",
        P::ApiSites => "The sites that your token reaches",
        P::TokenRules => "Rules for tokens",
        P::TokenOne => "One token for each program, named after it",
        P::TokenPlace => "In a password manager or secrets store; never in an address, in code, in a chat or mail",
        P::TokenEnds => "Yours ends on {day}; make the next one before",
        P::TokenRenew => "Replaced at the latest after {days} days",
        P::TokenLost => {
            "Seen by others? Delete it in Matomo at once and tell your contact; a new password does not stop it"
        }
        // Technical notes and data rules
        P::Technical => "Technical notes",
        P::TechBrowser => "A current Firefox, Chrome, Edge or Safari, with cookies and JavaScript allowed",
        P::TechNetwork => "Network: {network}",
        P::TechNetworkOwn => {
            "If the address does not open: company network or VPN first, then ask whether your IP address is let in"
        }
        P::TechNetworkCloud => {
            "Runs at Matomo Cloud: if the address does not open, ask whether your IP address is let in"
        }
        P::TechTwoFactor => "Two-factor authentication is required: an authenticator app on your telephone",
        P::TechTwoFactorAdvised => "Two-factor authentication: with an authenticator app; we ask everybody to use it",
        P::TechTwoFactorCompany => "Two-factor authentication: that of your company account",
        P::TechLockOut => "Too many wrong passwords lock your IP address out for a while: wait, do not go on trying",
        P::Data => "Data rules",
        P::DataKinds => "Data you may see: {kinds}",
        P::DataRegulations => "Laws and standards that apply: {rules}",
        P::DataIncident => "Data lost, sent astray or open to the wrong people? Tell us the same day: {contact}",
        // Boxes
        P::FirstDay => "First day, tick when done",
        P::TickPasswordChanged => "First password changed, the new one in my password manager",
        P::TickSignedIn => "Signed in, password in my password manager",
        P::TickCompanyAccount => "Signed in with my company account",
        P::TickTwoFactor => "Two-factor on, recovery codes stored",
        P::TickBookmarked => "Address bookmarked, language right",
        P::TickMailCloud => "Mail from matomo.cloud is let in",
        P::TickNetwork => "The address opens where I work, by VPN where needed",
        P::TickSitesAll => "I see all sites",
        P::TickSitesOne => "I see {sites}, and only that",
        P::TickSitesMany => "I see {sites}, and only those",
        P::TickReport => "A report of {site} opens without an error",
        P::TickGoals => "Goals can be edited there",
        P::TickSettings => "Its goals and settings can be edited",
        P::Rules => "Good to know",
        P::RuleData => "I use visitor data for this work only and export no personal data without asking",
        P::RuleLogin => "My login and my tokens are mine alone",
        P::RuleLost => "I report a lost device or token the same day",
        P::RuleAdmin => "I let others in only after asking my contact",
        P::RuleEnds => "I know that access ends on {day}",
        // Foot
        P::Contact => "Your contact",
        P::AskedForBy => "Asked for by",
        P::ApprovedBy => "Approved by",
        P::Reference => "Reference",
        P::Review => "Access reviewed on",
        P::Issued => "Issued",
        P::IssuedBy => "{day} by {login}",
        P::PlaceCloud => "Matomo {version}, Cloud",
        P::PlaceOwn => "Matomo {version}, own server",
        P::ReadBack => "Read back {moment}",
        P::Never => "We never ask for your password.",
        // Message
        P::MailSubject => "Your access to Matomo at {host}",
        P::MailGreeting => "Hello {name},",
        P::MailLead => "you have access to our web analytics, Matomo.",
        P::MailSite => "{role} ({can}), id {ids}: {name}",
    }
}
