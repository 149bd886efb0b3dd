//! Kinds of data and rules of law, by their names in each language.

use crate::{DataClass, Engagement, Language, Regulation, sheet::one_line};

/// In the order of [`Language::ALL`].
fn class(class: DataClass) -> [&'static str; 4] {
    match class {
        DataClass::Personal => ["personal data", "personenbezogene Daten", "données personnelles", "datos personales"],
        DataClass::Financial => ["financial data", "Finanzdaten", "données financières", "datos financieros"],
        DataClass::Health => ["health data", "Gesundheitsdaten", "données de santé", "datos de salud"],
        DataClass::InternalOnly => ["internal data", "interne Daten", "données internes", "datos internos"],
        DataClass::Public => ["public data", "öffentliche Daten", "données publiques", "datos públicos"],
    }
}

fn regulation(regulation: Regulation) -> [&'static str; 4] {
    match regulation {
        Regulation::Gdpr => ["GDPR", "DSGVO", "RGPD", "RGPD"],
        Regulation::Ccpa => ["CCPA"; 4],
        Regulation::Hipaa => ["HIPAA"; 4],
        Regulation::PciDss => ["PCI DSS"; 4],
        Regulation::NoneApplies => ["none", "keine", "aucune", "ninguna"],
    }
}

/// What data is seen; empty if nobody said.
pub(crate) fn data(language: Language, engagement: &Engagement) -> String {
    joined(language, engagement.data.iter().map(|kind| class(*kind)), "")
}

/// What rules apply to it; empty if nobody said.
pub(crate) fn regulations(language: Language, engagement: &Engagement) -> String {
    joined(language, engagement.regulations.iter().map(|rule| regulation(*rule)), &engagement.other_regulation)
}

fn joined(language: Language, names: impl Iterator<Item = [&'static str; 4]>, other: &str) -> String {
    let own = |names: [&'static str; 4]| {
        Language::ALL.into_iter().zip(names).find(|(known, _)| *known == language).map(|(_, name)| name.to_owned())
    };
    let named = names.filter_map(own).chain(Some(one_line(other)).filter(|other| !other.is_empty()));
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn what_is_known_is_named_in_each_language() {
        let engagement = Engagement {
            data: [DataClass::Personal, DataClass::Health].into(),
            regulations: [Regulation::Gdpr].into(),
            other_regulation: "ISO\n27001".to_owned(),
            ..Engagement::default()
        };
        assert_eq!(data(Language::De, &engagement), "personenbezogene Daten, Gesundheitsdaten");
        assert_eq!(regulations(Language::Es, &engagement), "RGPD, ISO 27001");
        assert_eq!(regulations(Language::Fr, &Engagement::default()), "");
        for kind in DataClass::ALL {
            assert_eq!(HashSet::from(class(kind)).len(), 4, "{kind:?}");
        }
        for rule in Regulation::ALL {
            assert!(regulation(rule).iter().all(|name| !name.is_empty()));
        }
    }
}
