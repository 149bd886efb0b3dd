//! A4 or US Letter.

/// What the sheet is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// 210 × 297 mm.
    A4,
    /// 215.9 × 279.4 mm.
    Letter,
}

/// Where paper is Letter (CLDR, `paperSize`): ISO 3166 codes.
const LETTER: [&str; 15] = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE", "DO"];

impl Format {
    /// What is usual where a browser's language is spoken: `en-US`, `es-419`, `zh-Hant-TW`. A language without a
    /// place has A4.
    pub fn of_locale(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']).skip(1);
        let region = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
        if region.is_some_and(|region| LETTER.contains(&region.as_str())) { Self::Letter } else { Self::A4 }
    }

    /// The class of its pages.
    pub fn class(self) -> &'static str {
        match self {
            Self::A4 => "sheet sheet--a4",
            Self::Letter => "sheet sheet--letter",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_what_is_usual_there() {
        for tag in ["en-US", "en-us", "fr-CA", "es-MX", "en_PH", "es-Latn-CO"] {
            assert_eq!(Format::of_locale(tag), Format::Letter, "{tag}");
        }
        for tag in ["", "en", "en-GB", "de-DE", "es-ES", "es-419", "fr", "us"] {
            assert_eq!(Format::of_locale(tag), Format::A4, "{tag}");
        }
    }
}
