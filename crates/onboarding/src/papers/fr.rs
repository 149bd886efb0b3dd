//! The other papers in French. Blanks before marks are set when a sentence is written.

use super::words::Say as S;

/// The sentence for what is to be said.
pub(super) fn say(what: S) -> &'static str {
    match what {
        // Labels
        S::Person => "Personne",
        S::Organisation => "Entreprise",
        S::Address => "Matomo",
        S::Purpose => "Objet",
        S::Justification => "Justification",
        S::Approver => "Décision attendue de",
        S::GrantedBy => "Accordé par",
        S::CarriedOut => "Effectué le",
        S::Duration => "Durée",
        S::Span => "du {from} au {until}",
        S::Open => "à partir du {from}, sans fin fixée",
        S::Data => "Données visibles",
        S::Regulations => "Lois et normes",
        S::Console => "Console",
        S::Proof => "Vérifié dans Matomo",
        S::AsPlanned => "{moment} : conforme au plan",
        S::NotAsPlanned => "{moment} : diffère du plan",
        S::NotRead => "pas encore",
        S::WhoAndWhen => "{who}, {day}",
        // Access
        S::Change => "{site} (id {id}) : {before} → {after}",
        S::Held => "{site} (id {id}) : {access}",
        S::NoAccess => "aucun accès",
        S::NoAccount => "Pas encore de compte",
        S::NothingHeld => "Un compte sans accès à aucun site",
        S::NothingNew => "Rien de nouveau : tout était déjà là",
        S::Changes => "Accès, avant → après",
        S::RoleMeans => "{role}. Permis : {can}. Non permis : {cannot}",
        // Notification
        S::NoticeSubject => "Votre accès à Matomo sur {host} a été modifié",
        S::NoticeLead => {
            "Votre accès à notre outil d’analyse d’audience, Matomo, a été modifié. Le changement vaut dès \
             maintenant ; déconnectez-vous puis reconnectez-vous si vous ne le voyez pas."
        }
        S::Enclosed => "La feuille jointe explique comment entrer et ce qui vous est ouvert.",
        // Ticket
        S::TicketNew => "Accès à Matomo accordé : {login}",
        S::TicketChanged => "Accès à Matomo modifié : {login}",
        S::NoSecret => "Ce texte ne contient ni mot de passe ni jeton.",
        // Approval
        S::ApprovalTitle => "Demande d’accès à Matomo : {name}",
        S::ApprovalLead => "Merci de vous prononcer sur cette demande. Rien n’est accordé avant votre réponse.",
        S::Current => "Accès actuel",
        S::Requested => "Accès demandé",
        S::WhyAdmin => "Pourquoi {role}",
        S::Answer => "Votre réponse",
        S::Approve => "[ ] Approuvé. Nom, date :",
        S::Refuse => "[ ] Refusé. Motif, nom, date :",
        // Record
        S::RecordTitle => "Compte rendu de modification : accès à Matomo, {login}",
        S::Reasons => "Pourquoi, et qui a donné son accord",
        S::Doing => "Ce qui a été fait",
        S::Arranged => "Réglé en dehors de Matomo",
        S::Ticked => "{what} ({more})",
        S::NotNeeded => "pas nécessaire",
        // Calendar
        S::CalendarReview => "Réexaminer l’accès à Matomo : {login}",
        S::CalendarEnd => "Dernier jour d’accès à Matomo : {login}",
        S::ReviewWhat => "Tout cela est-il encore nécessaire à {name} ? Réduisez ou retirez le superflu.",
        S::EndWhat => "Retirez son accès à {name} à la fin de cette journée : Matomo ne le fait pas de lui-même.",
        // Slip
        S::SlipPassword => "Premier mot de passe",
        S::SlipLink => "Lien d’invitation",
        S::SlipFor => "Pour {name} exclusivement",
        S::SlipOnce => {
            "À remettre une seule fois : en main propre, ou par un autre canal que la feuille. Jamais les deux dans \
             un même e-mail."
        }
        S::SlipChange => {
            "Changez-le à la première connexion, comme l’indique la feuille : Matomo ne vous le demandera pas."
        }
        S::SlipLinkUntil => "Il est valable jusqu’au {day}. Quiconque l’a peut définir le mot de passe.",
        S::SlipLinkOpen => "Quiconque l’a peut définir le mot de passe : utilisez-le vite.",
        S::SlipLinkVoid => "Un lien plus récent annule celui-ci.",
        S::SlipDestroy => {
            "Détruisez ce billet dès que la connexion a réussi. Il n’est pas conservé et ne peut pas être montré de \
             nouveau."
        }
        S::SlipToken => "Jeton d’API",
        S::SlipTokenOnce => "À remettre une seule fois, si possible en main propre. Jamais par e-mail.",
        S::SlipTokenCare => {
            "Quiconque l’a agit dans Matomo au nom de son titulaire. Gardez-le là où les programmes gardent leurs secrets : ni dans une adresse, ni dans un e-mail, ni dans un fichier partagé."
        }
        S::SlipTokenUntil => "Il prend fin le {day}. D’ici là, un autre doit le remplacer.",
        S::SlipTokenOpen => "Il n’a pas de fin propre.",
        S::SlipTokenDestroy => {
            "Détruisez ce billet dès que le jeton est enregistré. Il n’est pas conservé et ne peut pas être montré de nouveau."
        }
    }
}
