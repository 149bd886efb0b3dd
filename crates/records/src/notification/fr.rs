//! The message in French. The blanks before `:` and `;` do not break.

use super::say::Say as S;

pub(super) fn say(what: S) -> &'static str {
    match what {
        S::SubjectChanged => "Votre accès à Matomo sur {host} a changé",
        S::SubjectNew => "Vous avez un compte Matomo sur {host}",
        S::SubjectGone => "Votre compte Matomo sur {host} a été supprimé",
        S::SubjectToken => "À propos de votre jeton d’API pour Matomo sur {host}",
        S::Greeting => "Bonjour,",
        S::LeadChanged => "Votre accès à notre outil d’analyse web, Matomo ({host}), a changé.",
        S::LeadNew => "Vous avez désormais un compte dans notre outil d’analyse web, Matomo ({host}).",
        S::LeadGone => "Votre compte dans notre outil d’analyse web, Matomo ({host}), a été supprimé.",
        S::LeadToken => "Ce message concerne votre jeton d’API pour notre outil d’analyse web, Matomo ({host}).",
        S::Previous => "Accès précédent",
        S::Updated => "Nouvel accès",
        S::Site => "{site} (ID {id})\u{a0}: {access}",
        S::SiteNew => "{site} (ID {id})\u{a0}: {access} (nouveau)",
        S::Nameless => "Site {id}\u{a0}: {access}",
        S::NamelessNew => "Site {id}\u{a0}: {access} (nouveau)",
        S::NoAccess => "aucun accès",
        S::AnAccount => "Un compte, sans changement de l’accès aux sites",
        S::Everything => "{role}\u{a0}: tout, sur tous les sites",
        S::Effective => "Prend effet",
        S::EffectiveNow => "immédiatement\u{202f}; déconnectez-vous puis reconnectez-vous si vous ne le voyez pas",
        S::EffectiveNew => "immédiatement",
        S::EffectiveInvited => "dès que vous aurez accepté l’invitation que Matomo envoie par e-mail",
        S::EffectiveGone => "immédiatement\u{202f}; vous ne pouvez plus vous connecter",
        S::Token => "Jeton d’API",
        S::TokenSame => {
            "aucun nouveau jeton n’a été créé\u{202f}; ceux que vous avez permettent ce que vous pouvez faire maintenant"
        }
        S::TokenNone => "aucun n’a été créé",
        S::TokenGone => "tous vos jetons ont été supprimés avec le compte",
        S::TokenMade => "un nouveau jeton a été créé. Il vous parvient par une autre voie, jamais par e-mail",
        S::TokenReplaced => {
            "un autre a pris la place de l’ancien\u{a0}: n’utilisez plus que le nouveau à partir de maintenant"
        }
        S::TokenDead => "l’ancien ne fonctionne plus",
        S::TokenEmergency => {
            "il est peut-être connu d’autres personnes et doit être remplacé immédiatement\u{a0}: contactez-nous \
             aujourd’hui"
        }
        S::Reason => "Motif",
        S::ApprovedBy => "Approuvé par",
        S::Ticket => "Ticket",
        S::LastDay => "Dernier jour d’accès",
        S::Review => "Prochaine revue",
        S::Contact => "Questions",
        S::Never => {
            "Ce message ne contient ni mot de passe ni jeton. Nous ne vous demandons jamais ni l’un ni l’autre."
        }
        S::Cut => "[Un lien de messagerie n’en contient pas plus\u{a0}: la suite de ce message a été coupée.]",
    }
}
