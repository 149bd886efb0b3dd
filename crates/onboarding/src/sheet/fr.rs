//! The sheet in French. Blanks before marks are set when a sentence is written.

use super::words::Phrase as P;

/// The sentence for a phrase.
pub(super) fn say(phrase: P) -> &'static str {
    match phrase {
        // Head
        P::Brand => "Accès à l’analyse d’audience",
        P::TitleNew => "Bienvenue, {name}",
        P::TitleAsBefore => "Votre accès, {name}",
        P::Lede => "Tout ce qu’il faut pour ouvrir notre Matomo. {keep}",
        P::LedePurpose => {
            "Tout ce qu’il faut pour ouvrir notre Matomo dans le cadre de cette mission : {purpose}. {keep}"
        }
        P::Keep => "Conservez cette feuille tant que dure votre accès. Elle ne contient ni mot de passe ni jeton.",
        P::QrCaption => "Ouvre la page de connexion",
        // Facts
        P::Labelled => "{label} : {value}",
        P::Address => "Adresse",
        P::Login => "Nom d’utilisateur",
        P::Email => "Adresse e-mail enregistrée",
        P::Password => "Mot de passe",
        P::From => "Accès à partir du",
        P::Ends => "Fin de l’accès",
        P::PasswordChosen => "Vous le choisissez vous-même",
        P::PasswordHandedOver => "Remis séparément",
        P::PasswordOfCompany => "Celui de votre compte d’entreprise",
        P::PasswordAsBefore => "Celui que vous avez déjà",
        P::NoEnd => "Aucune date fixée",
        // Sign-in
        P::SignInFirst => "Première connexion",
        P::SignIn => "Connexion",
        P::StepMail => "Ouvrez l’e-mail d’invitation.",
        P::StepLink => "Ouvrez le lien d’invitation qui vous a été remis.",
        P::Until => {
            " L’invitation est valable jusqu’au **{day}** ; si elle n’est jamais acceptée, Matomo supprime le compte 3 jours \
             plus tard."
        }
        P::NewerLink => " Un lien plus récent l’annule.",
        P::MissingCloud => {
            " Rien reçu ? Regardez dans les courriers indésirables, autorisez les e-mails de matomo.cloud, puis \
             adressez-vous à votre contact."
        }
        P::Missing => " Rien reçu ? Regardez dans les courriers indésirables, puis adressez-vous à votre contact.",
        P::Expired => {
            "Votre invitation a expiré. Demandez-en vite une nouvelle à votre contact : Matomo supprime le compte 3 \
             jours après la fin de l’invitation."
        }
        P::ChoosePassword => {
            "Suivez le lien qu’il contient et choisissez un mot de passe d’au moins 12 caractères, utilisé nulle \
             part ailleurs."
        }
        P::ChoosePasswordThere => "Choisissez-y un mot de passe d’au moins 12 caractères, utilisé nulle part ailleurs.",
        P::OwnNetwork => " La page ne s’ouvre pas ? Essayez depuis le réseau de l’entreprise ou le VPN.",
        P::SignInHere => "Connectez-vous à l’adresse ci-dessus avec votre **nom d’utilisateur**.",
        P::OpenAddress => "Ouvrez l’adresse ci-dessus.",
        P::SignInFirstPassword => {
            "Connectez-vous avec votre **nom d’utilisateur** et le premier mot de passe, qui vous est remis séparément."
        }
        P::ChangePassword => {
            "Changez-le aussitôt : la roue dentée en haut à droite, **{personal}**, **{security}**, \
             **{change_password}**. Au moins 12 caractères, utilisé nulle part ailleurs."
        }
        P::SignInAsBefore => {
            "Connectez-vous à l’adresse ci-dessus avec votre **nom d’utilisateur** et votre mot de passe."
        }
        P::LostPassword => {
            "Mot de passe oublié ? Avec **{lost_password}**, vous recevez un e-mail à l’adresse enregistrée."
        }
        P::SignInLdap => {
            "Connectez-vous à l’adresse ci-dessus avec le nom d’utilisateur et le mot de passe de votre **compte \
             d’entreprise**."
        }
        P::SignInSso => "Ouvrez l’adresse ci-dessus et choisissez la connexion avec votre **compte d’entreprise**.",
        P::CompanyAccountMatches => {
            "Connexion refusée ? Votre compte d’entreprise doit porter le nom d’utilisateur ou l’adresse e-mail ci-dessus ; \
             adressez-vous à votre contact."
        }
        P::TwoFactor => {
            "Activez l’authentification à deux facteurs : la roue dentée en haut à droite, **{personal}**, \
             **{security}**. Conservez les codes de récupération."
        }
        P::TwoFactorRequired => {
            "Matomo exige l’authentification à deux facteurs : configurez-la avec une application \
             d’authentification. Conservez les codes de récupération."
        }
        P::ChooseSite => "Choisissez un site en haut à gauche. Vous y êtes.",
        // Sites and roles
        P::Sites => "Sites auxquels vous avez accès",
        P::ColumnId => "Id",
        P::ColumnSite => "Site",
        P::ColumnRole => "Rôle",
        P::ColumnCan => "Vous pouvez",
        P::ColumnCannot => "Vous ne pouvez pas",
        P::NoteSuperUser => {
            "En tant que super utilisateur, vous pouvez tout modifier et tout supprimer. Ne vous en servez que si \
             nécessaire."
        }
        P::NoteNone => "Aucun site ne vous est encore ouvert. Adressez-vous à votre contact.",
        P::NoteSome => "Besoin d’un autre site ? Adressez-vous à votre contact ; ne partagez pas un compte.",
        P::CanView => "lire les rapports",
        P::CanWrite => "lire ; modifier objectifs et segments",
        P::CanAdmin => "lire ; modifier objectifs, paramètres, utilisateurs",
        P::CanSuper => "tout, pour tous les sites et tous les utilisateurs",
        P::CannotView => "modifier les objectifs, les segments d’autrui ou un paramètre",
        P::CannotWrite => "modifier les paramètres du site, donner accès à quelqu’un",
        P::CannotAdmin => "créer ou supprimer des sites, ouvrir d’autres sites, modifier Matomo lui-même",
        P::CanAlso => "{can} ; aussi {more}",
        P::Group => "{name} ({sites})",
        P::NoGroup => "Sans groupe",
        P::SiteOne => "{n} site",
        P::SiteMany => "{n} sites",
        P::EverySite => "Tous les sites",
        P::UnnamedSite => "Site {id}",
        P::Roles => "Ce que signifient les rôles",
        P::Listed => "Tous les sites, un par un",
        // API
        P::Api => "Utiliser l’API",
        P::ApiText => {
            "Créez votre propre jeton : **{personal}**, **{security}**, **{auth_tokens}**. Cochez {only_secure}, \
             faites-le expirer sous {days} jours, gardez-le dans un gestionnaire de mots de passe. Envoyez-le dans \
             le corps de la requête, jamais dans une adresse."
        }
        P::ApiTextNoExpiry => {
            "Créez votre propre jeton : **{personal}**, **{security}**, **{auth_tokens}**. Cochez {only_secure}, \
             supprimez-le et créez-en un nouveau tous les {days} jours, gardez-le dans un gestionnaire de mots de \
             passe. Envoyez-le dans le corps de la requête, jamais dans une adresse."
        }
        P::ApiEndpoint => "Point de terminaison",
        P::ApiReport => "Les visites d’hier, id {id}",
        P::ApiSites => "Les sites que votre jeton atteint",
        P::TokenRules => "Règles pour les jetons",
        P::TokenOne => "Un jeton par programme, qui porte son nom",
        P::TokenPlace => {
            "Dans un gestionnaire de mots de passe ou un coffre à secrets ; jamais dans une adresse, du code, une \
             discussion ou un e-mail"
        }
        P::TokenEnds => "Le vôtre expire le {day} ; créez le suivant avant",
        P::TokenRenew => "Remplacé au plus tard après {days} jours",
        P::TokenLost => {
            "Vu par d’autres ? Supprimez-le aussitôt dans Matomo et prévenez votre contact ; un nouveau mot de passe \
             ne l’arrête pas"
        }
        // Technical notes and data rules
        P::Technical => "Notes techniques",
        P::TechBrowser => "Un Firefox, Chrome, Edge ou Safari à jour, cookies et JavaScript autorisés",
        P::TechNetwork => "Réseau : {network}",
        P::TechNetworkOwn => {
            "Si l’adresse ne s’ouvre pas : d’abord le réseau de l’entreprise ou le VPN, puis demandez si votre \
             adresse IP est admise"
        }
        P::TechNetworkCloud => {
            "Hébergé par Matomo Cloud : si l’adresse ne s’ouvre pas, demandez si votre adresse IP est admise"
        }
        P::TechTwoFactor => {
            "L’authentification à deux facteurs est obligatoire : une application d’authentification sur votre \
             téléphone"
        }
        P::TechTwoFactorAdvised => {
            "Authentification à deux facteurs : avec une application d’authentification ; nous demandons à chacun de \
             l’utiliser"
        }
        P::TechTwoFactorCompany => "Authentification à deux facteurs : celle de votre compte d’entreprise",
        P::TechLockOut => {
            "Trop de mots de passe erronés bloquent votre adresse IP un moment : attendez, n’insistez pas"
        }
        P::Data => "Règles pour les données",
        P::DataKinds => "Données que vous pouvez voir : {kinds}",
        P::DataRegulations => "Lois et normes applicables : {rules}",
        P::DataIncident => {
            "Données perdues, mal adressées ou visibles par erreur ? Signalez-le le jour même : {contact}"
        }
        // Boxes
        P::FirstDay => "Premier jour, à cocher une fois fait",
        P::TickPasswordChanged => "Premier mot de passe changé, le nouveau dans mon gestionnaire de mots de passe",
        P::TickSignedIn => "Connexion réussie, mot de passe dans mon gestionnaire de mots de passe",
        P::TickCompanyAccount => "Connexion réussie avec mon compte d’entreprise",
        P::TickTwoFactor => "Deux facteurs activés, codes de récupération conservés",
        P::TickBookmarked => "Adresse en favori, langue correcte",
        P::TickMailCloud => "Les e-mails de matomo.cloud sont admis",
        P::TickNetwork => "L’adresse s’ouvre là où je travaille, par VPN si nécessaire",
        P::TickSitesAll => "Je vois tous les sites",
        P::TickSitesOne => "Je vois {sites}, et seulement celui-là",
        P::TickSitesMany => "Je vois {sites}, et seulement ceux-là",
        P::TickReport => "Un rapport de {site} s’ouvre sans erreur",
        P::TickGoals => "Les objectifs y sont modifiables",
        P::TickSettings => "Ses objectifs et paramètres sont modifiables",
        P::Rules => "Bon à savoir",
        P::RuleData => {
            "J’utilise les données de visite pour cette mission seulement et n’exporte aucune donnée personnelle \
             sans demander"
        }
        P::RuleLogin => "Mon nom d’utilisateur et mes jetons ne sont qu’à moi",
        P::RuleLost => "Je signale le jour même un appareil ou un jeton perdu",
        P::RuleAdmin => "Je ne donne accès à d’autres qu’après avoir demandé à mon contact",
        P::RuleEnds => "Je sais que l’accès prend fin le {day}",
        // Foot
        P::Contact => "Votre contact",
        P::AskedForBy => "Demandé par",
        P::ApprovedBy => "Approuvé par",
        P::Reference => "Référence",
        P::Review => "Accès réexaminé le",
        P::Issued => "Établi",
        P::IssuedBy => "{day} par {login}",
        P::PlaceCloud => "Matomo {version}, Cloud",
        P::PlaceOwn => "Matomo {version}, auto-hébergé",
        P::ReadBack => "Vérifié dans Matomo le {moment}",
        P::Never => "Nous ne vous demandons jamais votre mot de passe.",
        // Message
        P::MailSubject => "Votre accès à Matomo sur {host}",
        P::MailGreeting => "Bonjour {name},",
        P::MailLead => "Vous avez accès à notre outil d’analyse d’audience, Matomo.",
        P::MailSite => "{role} ({can}), id {ids} : {name}",
    }
}
