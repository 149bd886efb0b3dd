//! Languages: which there are, and which an answer is in. The simulator speaks English and German; a real Matomo speaks
//! all of these.

/// Code, own name and English name of every language that a stock Matomo offers (seen on 5.8.0; 5.3.1 has the same).
#[rustfmt::skip]
pub(crate) const OFFERED: [(&str, &str, &str); 58] = [
    ("am", "አማርኛ", "Amharic"),
    ("ar", "العربية", "Arabic"),
    ("be", "Беларуская", "Belarusian"),
    ("bg", "Български", "Bulgarian"),
    ("bn", "বাংলা", "Bangla"),
    ("bs", "Bosanski", "Bosnian"),
    ("ca", "Català", "Catalan"),
    ("cs", "Čeština", "Czech"),
    ("cy", "Cymraeg", "Welsh"),
    ("da", "Dansk", "Danish"),
    ("de", "Deutsch", "German"),
    ("el", "Ελληνικά", "Greek"),
    ("en", "English", "English"),
    ("eo", "Esperanto", "Esperanto"),
    ("es-ar", "Español (Argentina)", "Spanish (Argentina)"),
    ("es", "Español", "Spanish"),
    ("et", "Eesti", "Estonian"),
    ("eu", "Euskara", "Basque"),
    ("fa", "فارسی", "Persian"),
    ("fi", "Suomi", "Finnish"),
    ("fr", "Français", "French"),
    ("gl", "Galego", "Galician"),
    ("gu", "ગુજરાતી", "Gujarati"),
    ("he", "עברית", "Hebrew"),
    ("hi", "हिन्दी", "Hindi"),
    ("hr", "Hrvatski", "Croatian"),
    ("hu", "Magyar", "Hungarian"),
    ("id", "Indonesia", "Indonesian"),
    ("is", "Íslenska", "Icelandic"),
    ("it", "Italiano", "Italian"),
    ("ja", "日本語", "Japanese"),
    ("ka", "Ქართული", "Georgian"),
    ("ko", "한국어", "Korean"),
    ("ku", "Kurdî (kurmancî)", "Kurdish"),
    ("lt", "Lietuvių", "Lithuanian"),
    ("lv", "Latviešu", "Latvian"),
    ("nb", "Norsk bokmål", "Norwegian Bokmål"),
    ("nl", "Nederlands", "Dutch"),
    ("nn", "Norsk nynorsk", "Norwegian Nynorsk"),
    ("pl", "Polski", "Polish"),
    ("pt-br", "Português", "Brazilian Portuguese"),
    ("pt", "Português europeu", "Portuguese"),
    ("ro", "Română", "Romanian"),
    ("ru", "Русский", "Russian"),
    ("sk", "Slovenčina", "Slovak"),
    ("sl", "Slovenščina", "Slovenian"),
    ("sq", "Shqip", "Albanian"),
    ("sr", "Српски", "Serbian"),
    ("sv", "Svenska", "Swedish"),
    ("ta", "தமிழ்", "Tamil"),
    ("te", "తెలుగు", "Telugu"),
    ("th", "ไทย", "Thai"),
    ("tl", "Tagalog", "Tagalog"),
    ("tr", "Türkçe", "Turkish"),
    ("uk", "Українська", "Ukrainian"),
    ("vi", "Tiếng Việt", "Vietnamese"),
    ("zh-cn", "简体中文", "Simplified Chinese"),
    ("zh-tw", "繁體中文", "Traditional Chinese"),
];

/// A language that error texts are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
}

impl Language {
    /// The language of a code; English for those the simulator does not speak.
    pub(crate) fn of_code(code: &str) -> Self {
        if code == "de" { Language::German } else { Language::English }
    }

    /// The first language of an `Accept-Language` header that Matomo offers. Matomo looks at the order only, never at
    /// the weights.
    pub(crate) fn of_browser(header: &str) -> Self {
        header
            .split(',')
            .map(|range| range.split([';', '-']).next().unwrap_or_default().trim_matches(' ').to_ascii_lowercase())
            .find(|primary| is_offered(primary))
            .map_or(Language::English, |primary| Self::of_code(&primary))
    }
}

/// Whether a user may choose this language.
pub(crate) fn is_offered(code: &str) -> bool {
    OFFERED.iter().any(|(offered, _, _)| *offered == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_offered() {
        for (header, language) in [
            ("de", Language::German),
            ("de-DE,de;q=0.9,en;q=0.8", Language::German),
            ("xx, de", Language::German),
            ("fr-CH, de;q=0.9", Language::English),
            ("", Language::English),
            ("*", Language::English),
        ] {
            assert_eq!(Language::of_browser(header), language, "{header}");
        }
    }

    #[test]
    fn offered_codes() {
        assert!(is_offered("pt-br") && !is_offered("xx") && !is_offered("DE"));
        assert_eq!((Language::of_code("de"), Language::of_code("fr")), (Language::German, Language::English));
    }
}
