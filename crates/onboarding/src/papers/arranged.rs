//! What was arranged beside Matomo, in few words for the record.

use super::{Papers, words::Say};
use crate::{Case, checklist::ITEMS, dates, sheet::one_line, sheet::words::Voice};

/// An item of the checklist in the order of [`crate::Language::ALL`], as something that was done.
fn done(id: &str) -> Option<[&'static str; 4]> {
    Some(match id {
        "approval" => ["Approved in writing", "Schriftlich genehmigt", "Approbation écrite", "Aprobación por escrito"],
        "data-class" => ["Data classified", "Daten eingestuft", "Données classées", "Datos clasificados"],
        "contract" => ["Contract checked", "Vertrag geprüft", "Contrat vérifié", "Contrato revisado"],
        "protection-officer" => [
            "Data protection told",
            "Datenschutz informiert",
            "Protection des données informée",
            "Protección de datos informada",
        ],
        "hipaa-training" => [
            "Training in health data",
            "Schulung zu Gesundheitsdaten",
            "Formation aux données de santé",
            "Formación en datos de salud",
        ],
        "one-person" => [
            "Account for one person only",
            "Konto nur für eine Person",
            "Compte pour une seule personne",
            "Cuenta para una sola persona",
        ],
        "super-user" => [
            "Work of a super user arranged",
            "Arbeit des Hauptadministrators vereinbart",
            "Travail du super utilisateur convenu",
            "Trabajo del superusuario acordado",
        ],
        "plugins" => ["Plugins active", "Plugins aktiv", "Extensions actives", "Complementos activos"],
        "server-access" => [
            "Server, database and logs arranged",
            "Server, Datenbank und Protokolle vereinbart",
            "Serveur, base de données et journaux convenus",
            "Servidor, base de datos y registros acordados",
        ],
        "network" => ["Network opened", "Netz freigegeben", "Réseau ouvert", "Red abierta"],
        "smtp" => {
            ["Sending of mail tested", "E-Mail-Versand geprüft", "Envoi d’e-mails testé", "Envío de correo probado"]
        }
        "cloud-mail" => [
            "Mail from matomo.cloud let in",
            "E-Mails von matomo.cloud zugelassen",
            "E-mails de matomo.cloud admis",
            "Correos de matomo.cloud permitidos",
        ],
        "billing" => ["Billing arranged", "Abrechnung vereinbart", "Facturation convenue", "Facturación acordada"],
        "directory-account" => {
            ["Account in the directory", "Konto im Verzeichnis", "Compte dans l’annuaire", "Cuenta en el directorio"]
        }
        "directory-groups" => {
            ["Groups in the directory", "Gruppen im Verzeichnis", "Groupes dans l’annuaire", "Grupos en el directorio"]
        }
        "ldap-plugin" => ["LoginLdap checked", "LoginLdap geprüft", "LoginLdap vérifié", "LoginLdap revisado"],
        "saml-plugin" => ["LoginSaml checked", "LoginSaml geprüft", "LoginSaml vérifié", "LoginSaml revisado"],
        "oidc-plugin" => ["LoginOIDC checked", "LoginOIDC geprüft", "LoginOIDC vérifié", "LoginOIDC revisado"],
        "directory-sync" => [
            "Synchronisation of access clarified",
            "Abgleich der Zugriffe geklärt",
            "Synchronisation des accès clarifiée",
            "Sincronización de accesos aclarada",
        ],
        "directory-test" => [
            "Sign-in tried with a test account",
            "Anmeldung mit Testkonto erprobt",
            "Connexion essayée avec un compte de test",
            "Inicio de sesión probado con una cuenta de prueba",
        ],
        "link-way" => [
            "Way to hand over the link agreed",
            "Übergabeweg für den Link vereinbart",
            "Voie de remise du lien convenue",
            "Vía de entrega del enlace acordada",
        ],
        "password-way" => [
            "Way to hand over the password agreed",
            "Übergabeweg für das Passwort vereinbart",
            "Voie de remise du mot de passe convenue",
            "Vía de entrega de la contraseña acordada",
        ],
        "token-owner" => [
            "Owner and place of the token agreed",
            "Besitzer und Ort des Tokens vereinbart",
            "Détenteur et lieu du jeton convenus",
            "Titular y lugar del token acordados",
        ],
        "mail-arrived" => ["Invitation arrived", "Einladung angekommen", "Invitation reçue", "Invitación recibida"],
        "link-handed-over" => ["Link handed over", "Link übergeben", "Lien remis", "Enlace entregado"],
        "password-handed-over" => [
            "First password handed over",
            "Anfangspasswort übergeben",
            "Premier mot de passe remis",
            "Primera contraseña entregada",
        ],
        "papers" => ["Sheet handed over", "Blatt übergeben", "Feuille remise", "Hoja entregada"],
        "told" => ["Requester told", "Antragsteller informiert", "Demandeur informé", "Solicitante informado"],
        "token-tested" => ["Token tested", "Token getestet", "Jeton testé", "Token probado"],
        "first-sign-in" => [
            "First sign-in, sites as on the sheet",
            "Erste Anmeldung, Websites wie auf dem Blatt",
            "Première connexion, sites conformes à la feuille",
            "Primer inicio de sesión, sitios como en la hoja",
        ],
        "directory-read-back" => [
            "Access compared after the first sign-in",
            "Zugriff nach der ersten Anmeldung verglichen",
            "Accès comparé après la première connexion",
            "Acceso comparado tras el primer inicio de sesión",
        ],
        "oidc-linked" => ["Account linked", "Konto verknüpft", "Compte lié", "Cuenta vinculada"],
        "password-changed" => [
            "First password changed",
            "Anfangspasswort geändert",
            "Premier mot de passe changé",
            "Primera contraseña cambiada",
        ],
        "two-factor" => [
            "Two-factor authentication on",
            "Zwei-Faktor-Authentisierung an",
            "Authentification à deux facteurs activée",
            "Autenticación de dos factores activada",
        ],
        "taken-up" => ["Invitation taken up", "Einladung angenommen", "Invitation acceptée", "Invitación aceptada"],
        "service-mails" => [
            "No reports to the service account",
            "Keine Berichte an das Dienstkonto",
            "Aucun rapport au compte de service",
            "Sin informes a la cuenta de servicio",
        ],
        "own-settings" => [
            "Personal settings chosen",
            "Persönliche Einstellungen gewählt",
            "Paramètres personnels choisis",
            "Ajustes personales elegidos",
        ],
        "starting-points" => [
            "Dashboards, segments and goals shown",
            "Dashboards, Segmente und Ziele gezeigt",
            "Tableaux de bord, segments et objectifs montrés",
            "Paneles, segmentos y objetivos mostrados",
        ],
        "old-access" => [
            "Earlier access looked through",
            "Früherer Zugriff durchgesehen",
            "Accès antérieur revu",
            "Acceso anterior revisado",
        ],
        "dates" => ["Days in the calendar", "Tage im Kalender", "Dates au calendrier", "Fechas en el calendario"],
        "admin-review" => [
            "Need of Admin looked at again",
            "Bedarf an Administrator erneut geprüft",
            "Besoin d’Administration réexaminé",
            "Necesidad de Administrador revisada",
        ],
        "hipaa-idle" => [
            "Removal after 90 idle days noted",
            "Entzug nach 90 Tagen ohne Nutzung vorgemerkt",
            "Retrait après 90 jours d’inactivité noté",
            "Retirada tras 90 días sin uso anotada",
        ],
        "pci-review" => [
            "Review by PCI DSS noted",
            "Prüfung nach PCI DSS vorgemerkt",
            "Revue selon PCI DSS notée",
            "Revisión según PCI DSS anotada",
        ],
        "token-rotation" => [
            "Renewal of the token noted",
            "Erneuerung des Tokens vorgemerkt",
            "Renouvellement du jeton noté",
            "Renovación del token anotada",
        ],
        "register" => {
            ["Token in the register", "Token im Verzeichnis der Token", "Jeton au registre", "Token en el registro"]
        }
        _ => return None,
    })
}

/// What was ticked, in the checklist's order, with whom, when and what to know.
pub(super) fn lines(voice: Voice, case: &Case) -> Vec<String> {
    let line = |item: &crate::checklist::Item| {
        let tick = item.tick(&case.ticks)?;
        let name = match (done(item.id), crate::Language::ALL.iter().position(|known| *known == voice.language)) {
            (Some(names), Some(place)) => names[place],
            _ => item.sentence,
        };
        let day = dates::parse(&tick.on).map(|day| dates::long(day, voice.language));
        let more = [
            tick.not_needed.then(|| voice.tell(Say::NotNeeded, &[])),
            Some(one_line(&tick.by)),
            day,
            Some(one_line(&tick.note)),
        ];
        let more: Vec<String> = more.into_iter().flatten().filter(|more| !more.is_empty()).collect();
        Some(if more.is_empty() {
            name.to_owned()
        } else {
            voice.tell(Say::Ticked, &[("what", name), ("more", &more.join(", "))])
        })
    };
    ITEMS.iter().filter_map(line).collect()
}

impl Papers {
    /// The section of the record; nothing if nothing was ticked.
    pub(super) fn arranged(&self) -> Vec<super::Block> {
        match self.arranged.is_empty() {
            true => Vec::new(),
            false => vec![super::Block::Heading(self.tell(Say::Arranged)), super::Block::List(self.arranged.clone())],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Tick, Ticks};

    #[test]
    fn every_item_has_a_name_in_every_language() {
        for item in ITEMS {
            let Some(names) = done(item.id) else { panic!("{} has no name on the record", item.id) };
            assert!(names.iter().all(|name| !name.is_empty() && !name.ends_with('.')), "{names:?}");
            assert!(names[1..].iter().all(|name| *name != names[0]), "{names:?}");
        }
        assert_eq!(done("unheard"), None);
    }

    #[test]
    fn a_tick_says_who_and_when() {
        let tick =
            |by: &str, on: &str, not_needed| Tick { by: by.into(), on: on.into(), not_needed, ..Tick::default() };
        let ticks: Ticks = [
            ("network".to_owned(), tick("Ada\nL.", "2026-11-19", false)),
            ("approval".to_owned(), tick("", "", false)),
            ("smtp".to_owned(), tick("", "2026-11-18", true)),
            ("gone".to_owned(), tick("x", "", false)),
        ]
        .into();
        let case = Case { ticks, ..Case::default() };
        let voice = Voice::without_menus(Language::De);
        assert_eq!(
            lines(voice, &case),
            [
                "Schriftlich genehmigt",
                "Netz freigegeben (Ada L., 19. Nov. 2026)",
                "E-Mail-Versand geprüft (nicht nötig, 18. Nov. 2026)"
            ]
        );
        assert!(lines(voice, &Case::default()).is_empty());
    }
}
