//! The sheet in German.

use super::words::Phrase as P;

/// The sentence for a phrase.
pub(super) fn say(phrase: P) -> &'static str {
    match phrase {
        // Head
        P::Brand => "Zugang zur Webanalyse",
        P::TitleNew => "Willkommen, {name}",
        P::TitleAsBefore => "Ihr Zugang, {name}",
        P::Lede => "Alles, was Sie brauchen, um unser Matomo zu öffnen. {keep}",
        P::LedePurpose => "Alles, was Sie brauchen, um unser Matomo für diese Arbeit zu öffnen: {purpose}. {keep}",
        P::Keep => {
            "Bewahren Sie dieses Blatt auf, solange Sie Zugang haben. Es enthält kein Passwort und keinen Token."
        }
        P::QrCaption => "Öffnet die Anmeldeseite",
        // Facts
        P::Labelled => "{label}: {value}",
        P::Address => "Adresse",
        P::Login => "Benutzername",
        P::Email => "Hinterlegte E-Mail-Adresse",
        P::Password => "Passwort",
        P::From => "Zugang ab",
        P::Ends => "Zugang endet",
        P::PasswordChosen => "Sie wählen es selbst",
        P::PasswordHandedOver => "Wird gesondert übergeben",
        P::PasswordOfCompany => "Das Ihres Firmenkontos",
        P::PasswordAsBefore => "Ihr bisheriges",
        P::NoEnd => "Kein Tag festgelegt",
        // Sign-in
        P::SignInFirst => "Erste Anmeldung",
        P::SignIn => "Anmeldung",
        P::StepMail => "Öffnen Sie die Einladungs-E-Mail.",
        P::StepLink => "Öffnen Sie den Einladungslink, den Sie bekommen haben.",
        P::Until => {
            " Die Einladung gilt bis **{day}**; wird sie nie angenommen, löscht Matomo das Konto 3 Tage später."
        }
        P::NewerLink => " Ein neuerer Link macht ihn ungültig.",
        P::MissingCloud => {
            " Nichts angekommen? Sehen Sie im Spam nach, lassen Sie E-Mails von matomo.cloud zu, und fragen Sie dann \
             bei uns nach."
        }
        P::Missing => " Nichts angekommen? Sehen Sie im Spam nach, und fragen Sie dann bei uns nach.",
        P::Expired => {
            "Ihre Einladung ist abgelaufen. Bitten Sie bald um eine neue: Matomo löscht das Konto 3 Tage nach Ablauf \
             der Einladung."
        }
        P::ChoosePassword => {
            "Folgen Sie dem Link darin und wählen Sie ein Passwort mit 12 oder mehr Zeichen, das Sie nirgends sonst \
             verwenden."
        }
        P::ChoosePasswordThere => {
            "Wählen Sie dort ein Passwort mit 12 oder mehr Zeichen, das Sie nirgends sonst verwenden."
        }
        P::OwnNetwork => " Öffnet sich nichts? Versuchen Sie es im Firmennetz oder über VPN.",
        P::SignInHere => "Melden Sie sich unter der Adresse oben mit Ihrem **Benutzernamen** an.",
        P::OpenAddress => "Öffnen Sie die Adresse oben.",
        P::SignInFirstPassword => {
            "Melden Sie sich mit Ihrem **Benutzernamen** und dem Anfangspasswort an, das Sie gesondert bekommen."
        }
        P::ChangePassword => {
            "Ändern Sie es sofort: Zahnrad oben rechts, **{personal}**, **{security}**, **{change_password}**. 12 \
             oder mehr Zeichen, nirgends sonst verwendet."
        }
        P::SignInAsBefore => {
            "Melden Sie sich unter der Adresse oben mit Ihrem **Benutzernamen** und Ihrem Passwort an."
        }
        P::LostPassword => {
            "Passwort vergessen? Über **{lost_password}** bekommen Sie dort eine E-Mail an die hinterlegte Adresse."
        }
        P::SignInLdap => {
            "Melden Sie sich unter der Adresse oben mit Benutzername und Passwort Ihres **Firmenkontos** an."
        }
        P::SignInSso => "Öffnen Sie die Adresse oben und wählen Sie die Anmeldung mit Ihrem **Firmenkonto**.",
        P::CompanyAccountMatches => {
            "Abgelehnt? Ihr Firmenkonto muss den Benutzernamen oder die E-Mail-Adresse von oben tragen; fragen Sie \
             bei uns nach."
        }
        P::TwoFactor => {
            "Schalten Sie die Zwei-Faktor-Authentisierung ein: Zahnrad oben rechts, **{personal}**, **{security}**. \
             Bewahren Sie die Wiederherstellungscodes auf."
        }
        P::TwoFactorRequired => {
            "Matomo verlangt die Zwei-Faktor-Authentisierung: Richten Sie sie mit einer Authenticator-App ein. \
             Bewahren Sie die Wiederherstellungscodes auf."
        }
        P::ChooseSite => "Wählen Sie oben links eine Website. Damit ist alles bereit.",
        // Sites and roles
        P::Sites => "Was Ihnen offensteht",
        P::ColumnId => "ID",
        P::ColumnSite => "Website",
        P::ColumnRole => "Rolle",
        P::ColumnCan => "Sie können",
        P::ColumnCannot => "Sie können nicht",
        P::NoteSuperUser => {
            "Als Hauptadministrator können Sie alles ändern und löschen. Nutzen Sie das nur, wo es nötig ist."
        }
        P::NoteNone => "Noch steht Ihnen keine Website offen. Fragen Sie bei uns nach.",
        P::NoteSome => "Sie brauchen eine weitere Website? Fragen Sie bei uns nach; teilen Sie keinen Benutzernamen.",
        P::CanView => "Berichte lesen",
        P::CanWrite => "lesen; Ziele und Segmente bearbeiten",
        P::CanAdmin => "lesen; Ziele, Einstellungen, Benutzer bearbeiten",
        P::CanSuper => "alles, für alle Websites und alle Benutzer",
        P::CannotView => "Ziele, Segmente anderer oder Einstellungen ändern",
        P::CannotWrite => "die Einstellungen der Website ändern oder jemandem Zugang geben",
        P::CannotAdmin => "Websites anlegen oder löschen, andere Websites öffnen, Matomo selbst ändern",
        P::CanAlso => "{can}; außerdem {more}",
        P::Group => "{name} ({sites})",
        P::NoGroup => "Ohne Gruppe",
        P::SiteOne => "{n} Website",
        P::SiteMany => "{n} Websites",
        P::EverySite => "Alle Websites",
        P::UnnamedSite => "Website {id}",
        P::Roles => "Was die Rollen bedeuten",
        P::Listed => "Alle Websites einzeln",
        // API
        P::Api => "Die API nutzen",
        P::ApiText => {
            "Erstellen Sie Ihren eigenen Token: **{personal}**, **{security}**, **{auth_tokens}**. Setzen Sie den \
             Haken bei {only_secure}, lassen Sie ihn binnen {days} Tagen ablaufen, bewahren Sie ihn in einem \
             Passwortmanager auf. Senden Sie ihn im Rumpf der Anfrage, nie in einer Adresse."
        }
        P::ApiTextNoExpiry => {
            "Erstellen Sie Ihren eigenen Token: **{personal}**, **{security}**, **{auth_tokens}**. Setzen Sie den \
             Haken bei {only_secure}, löschen Sie ihn und erstellen Sie alle {days} Tage einen neuen, bewahren Sie \
             ihn in einem Passwortmanager auf. Senden Sie ihn im Rumpf der Anfrage, nie in einer Adresse."
        }
        P::ApiEndpoint => "Endpunkt",
        P::ApiReport => "Die Besuche von gestern, ID {id}",
        P::ApiSites => "Die Websites, die Ihr Token erreicht",
        P::TokenRules => "Regeln für Token",
        P::TokenOne => "Ein Token je Programm, nach ihm benannt",
        P::TokenPlace => {
            "In einem Passwortmanager oder einem Tresor für Zugangsdaten; nie in einer Adresse, im Code, im Chat \
             oder in einer E-Mail"
        }
        P::TokenEnds => "Ihrer endet am {day}; erstellen Sie den nächsten vorher",
        P::TokenRenew => "Spätestens nach {days} Tagen ersetzt",
        P::TokenLost => {
            "Von anderen gesehen? Sofort in Matomo löschen und uns Bescheid geben; ein neues Passwort sperrt ihn \
             nicht"
        }
        // Technical notes and data rules
        P::Technical => "Technische Hinweise",
        P::TechBrowser => "Ein aktueller Firefox, Chrome, Edge oder Safari, Cookies und JavaScript erlaubt",
        P::TechNetwork => "Netz: {network}",
        P::TechNetworkOwn => {
            "Öffnet sich die Adresse nicht: erst Firmennetz oder VPN, dann fragen, ob Ihre IP-Adresse zugelassen ist"
        }
        P::TechNetworkCloud => {
            "Läuft in der Matomo-Cloud: Öffnet sich die Adresse nicht, fragen Sie, ob Ihre IP-Adresse zugelassen ist"
        }
        P::TechTwoFactor => "Zwei-Faktor-Authentisierung ist Pflicht: eine Authenticator-App auf Ihrem Telefon",
        P::TechTwoFactorAdvised => {
            "Zwei-Faktor-Authentisierung: mit einer Authenticator-App; wir bitten alle, sie zu nutzen"
        }
        P::TechTwoFactorCompany => "Zwei-Faktor-Authentisierung: die Ihres Firmenkontos",
        P::TechLockOut => {
            "Zu viele falsche Passwörter sperren Ihre IP-Adresse eine Zeit lang: warten, nicht weiter versuchen"
        }
        P::Data => "Regeln für Daten",
        P::DataKinds => "Daten, die Sie sehen können: {kinds}",
        P::DataRegulations => "Geltende Gesetze und Standards: {rules}",
        P::DataIncident => {
            "Daten verloren, fehlgeleitet oder für die Falschen sichtbar? Melden Sie es am selben Tag: {contact}"
        }
        // Boxes
        P::FirstDay => "Erster Tag, Erledigtes abhaken",
        P::TickPasswordChanged => "Anfangspasswort geändert, das neue in meinem Passwortmanager",
        P::TickSignedIn => "Angemeldet, Passwort in meinem Passwortmanager",
        P::TickCompanyAccount => "Mit meinem Firmenkonto angemeldet",
        P::TickTwoFactor => "Zwei-Faktor-Authentisierung an, Wiederherstellungscodes verwahrt",
        P::TickBookmarked => "Lesezeichen gesetzt, Sprache stimmt",
        P::TickMailCloud => "E-Mails von matomo.cloud kommen an",
        P::TickNetwork => "Die Adresse öffnet sich an meinem Arbeitsplatz, wo nötig über VPN",
        P::TickSitesAll => "Ich sehe alle Websites",
        P::TickSitesOne => "Ich sehe {sites}, und nur diese",
        P::TickSitesMany => "Ich sehe {sites}, und nur diese",
        P::TickReport => "Ein Bericht von {site} öffnet sich ohne Fehler",
        P::TickGoals => "Ziele lassen sich dort bearbeiten",
        P::TickSettings => "Ihre Ziele und Einstellungen lassen sich bearbeiten",
        P::Rules => "Gut zu wissen",
        P::RuleData => {
            "Ich nutze Besucherdaten nur für diese Arbeit und exportiere keine personenbezogenen Daten ohne \
             Rückfrage"
        }
        P::RuleLogin => "Mein Benutzername und meine Token gehören nur mir",
        P::RuleLost => "Ich melde ein verlorenes Gerät oder einen verlorenen Token am selben Tag",
        P::RuleAdmin => "Ich gebe anderen nur nach Rückfrage Zugang",
        P::RuleEnds => "Ich weiß, dass der Zugang am {day} endet",
        // Foot
        P::Contact => "Ihre Ansprechperson",
        P::AskedForBy => "Beantragt von",
        P::ApprovedBy => "Genehmigt von",
        P::Reference => "Vorgang",
        P::Review => "Zugang wird geprüft am",
        P::Issued => "Ausgestellt",
        P::IssuedBy => "{day} von {login}",
        P::PlaceCloud => "Matomo {version}, Cloud",
        P::PlaceOwn => "Matomo {version}, eigener Server",
        P::ReadBack => "In Matomo geprüft am {moment}",
        P::Never => "Wir fragen Sie nie nach Ihrem Passwort.",
        // Message
        P::MailSubject => "Ihr Zugang zu Matomo unter {host}",
        P::MailGreeting => "Guten Tag {name},",
        P::MailLead => "Sie haben Zugang zu unserer Webanalyse, Matomo.",
        P::MailSite => "{role} ({can}), ID {ids}: {name}",
    }
}
