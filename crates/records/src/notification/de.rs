//! The message in German.

use super::say::Say as S;

pub(super) fn say(what: S) -> &'static str {
    match what {
        S::SubjectChanged => "Ihr Zugang zu Matomo unter {host} wurde geändert",
        S::SubjectNew => "Sie haben ein Konto in Matomo unter {host}",
        S::SubjectGone => "Ihr Konto in Matomo unter {host} wurde gelöscht",
        S::SubjectToken => "Zu Ihrem API-Token für Matomo unter {host}",
        S::Greeting => "Guten Tag,",
        S::LeadChanged => "Ihr Zugang zu unserer Webanalyse, Matomo ({host}), wurde geändert.",
        S::LeadNew => "Sie haben jetzt ein Konto in unserer Webanalyse, Matomo ({host}).",
        S::LeadGone => "Ihr Konto in unserer Webanalyse, Matomo ({host}), wurde gelöscht.",
        S::LeadToken => "es geht um Ihr API-Token für unsere Webanalyse, Matomo ({host}).",
        S::Previous => "Bisheriger Zugriff",
        S::Updated => "Neuer Zugriff",
        S::Site => "{site} (ID {id}): {access}",
        S::SiteNew => "{site} (ID {id}): {access} (neu)",
        S::Nameless => "Website {id}: {access}",
        S::NamelessNew => "Website {id}: {access} (neu)",
        S::NoAccess => "kein Zugriff",
        S::AnAccount => "Ein Konto; am Zugriff auf Websites ändert sich nichts",
        S::Everything => "{role}: alles auf allen Websites",
        S::Effective => "Gilt",
        S::EffectiveNow => "ab sofort; melden Sie sich ab und wieder an, wenn Sie es nicht sehen",
        S::EffectiveNew => "ab sofort",
        S::EffectiveInvited => "sobald Sie die Einladung angenommen haben, die Matomo per E-Mail schickt",
        S::EffectiveGone => "ab sofort; Sie können sich nicht mehr anmelden",
        S::Token => "API-Token",
        S::TokenSame => "Es wurde kein neues erstellt; die vorhandenen dürfen, was Sie jetzt dürfen",
        S::TokenNone => "Es wurde keines erstellt",
        S::TokenGone => "Alle Ihre Token wurden mit dem Konto gelöscht",
        S::TokenMade => "Es wurde ein neues erstellt. Sie erhalten es auf einem anderen Weg, nie per E-Mail",
        S::TokenReplaced => "Ein neues ist an die Stelle des alten getreten: Verwenden Sie ab jetzt nur noch das neue",
        S::TokenDead => "Das alte funktioniert nicht mehr",
        S::TokenEmergency => {
            "Es ist vielleicht anderen bekannt und muss sofort ersetzt werden: Bitte melden Sie sich noch heute"
        }
        S::Reason => "Begründung",
        S::ApprovedBy => "Genehmigt von",
        S::Ticket => "Ticket",
        S::LastDay => "Letzter Tag des Zugangs",
        S::Review => "Nächste Überprüfung",
        S::Contact => "Fragen",
        S::Never => "Diese Nachricht enthält kein Passwort und kein Token. Wir fragen Sie nie nach einem von beiden.",
        S::Cut => "[Mehr fasst ein E-Mail-Link nicht: Der Rest dieser Nachricht wurde abgeschnitten.]",
    }
}
