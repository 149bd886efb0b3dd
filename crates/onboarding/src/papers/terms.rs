//! Kinds of data and rules of law, by their names in each language.

use crate::{Language, sheet::one_line};

/// Key, then the name in the order of [`Language::ALL`].
const KNOWN: [(&str, [&str; 4]); 10] = [
    ("personal", ["personal data", "personenbezogene Daten", "données personnelles", "datos personales"]),
    ("financial", ["financial data", "Finanzdaten", "données financières", "datos financieros"]),
    ("health", ["health data", "Gesundheitsdaten", "données de santé", "datos de salud"]),
    ("internal_only", ["internal data", "interne Daten", "données internes", "datos internos"]),
    ("public", ["public data", "öffentliche Daten", "données publiques", "datos públicos"]),
    ("gdpr", ["GDPR", "DSGVO", "RGPD", "RGPD"]),
    ("ccpa", ["CCPA"; 4]),
    ("hipaa", ["HIPAA"; 4]),
    ("pci_dss", ["PCI DSS"; 4]),
    ("none_applies", ["none", "keines", "aucun", "ninguna"]),
];

/// The name of a term; a text that is no known key stays as it is.
pub(crate) fn name(language: Language, term: &str) -> String {
    let term = one_line(term);
    let known = KNOWN.iter().find(|(key, _)| key.eq_ignore_ascii_case(&term));
    let place = Language::ALL.iter().position(|known| *known == language);
    match (known, place) {
        (Some((_, names)), Some(place)) => names[place].to_owned(),
        _ => term,
    }
}

/// All of them in a row; empty if there are none.
pub(crate) fn list(language: Language, terms: &[String]) -> String {
    let named: Vec<String> = terms.iter().map(|term| name(language, term)).filter(|name| !name.is_empty()).collect();
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_and_other_texts_stay() {
        let terms = ["personal".to_owned(), "GDPR".to_owned(), " ".to_owned(), "ISO\n27001".to_owned()];
        assert_eq!(list(Language::De, &terms), "personenbezogene Daten, DSGVO, ISO 27001");
        assert_eq!(list(Language::Es, &terms), "datos personales, RGPD, ISO 27001");
        assert_eq!(list(Language::Fr, &[]), "");
    }
}
