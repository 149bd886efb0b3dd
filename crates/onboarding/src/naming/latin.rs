//! Names in plain Latin letters, as their owners tend to write them abroad.

/// Writes a word with `a`–`z`, digits and hyphens only, in lower case. Knows Latin letters with
/// marks, Greek and Cyrillic. `None` if it holds a letter of another script: half a name is no name.
pub(super) fn romanised(word: &str) -> Option<String> {
    let mut latin = String::new();
    let lower = word.to_lowercase();
    let mut letters = lower.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            'a'..='z' | '0'..='9' => latin.push(letter),
            '-' | '‐' | '‑' | '–' => latin.push('-'),
            // Two dots typed as a mark of their own, as some keyboards do.
            '\u{308}' if latin.ends_with(['a', 'o', 'u']) => latin.push('e'),
            // Ου is one sound.
            'ο' if letters.next_if(|c| matches!(c, 'υ' | 'ύ')).is_some() => latin.push_str("ou"),
            mark if !mark.is_alphanumeric() => {}
            _ => latin.push_str(LETTERS.iter().find(|(from, _)| from.contains(letter))?.1),
        }
    }
    let trimmed = latin.trim_matches('-');
    Some(trimmed.to_owned())
}

/// Letters and what stands for each of them. German, Nordic and Slavic habits where they agree;
/// marks are dropped where they do not (Turkish, Swedish and German share ö: two of them write oe).
const LETTERS: &[(&str, &str)] = &[
    ("äæǽ", "ae"),
    ("öøœǿ", "oe"),
    ("ü", "ue"),
    ("ßẞ", "ss"),
    ("å", "aa"),
    ("þ", "th"),
    ("áàâãāăąǎạảấầẩẫậắằẳẵặ", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("éèêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ĝğġģǧ", "g"),
    ("ĥħ", "h"),
    ("íìîïĩīĭįıǐỉị", "i"),
    ("ĵ", "j"),
    ("ķĸ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŋ", "n"),
    ("óòôõōŏőǒơọỏốồổỗộớờởỡợ", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("úùûũūŭůűųǔưụủứừửữự", "u"),
    ("ŵẁẃẅ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    // Greek
    ("αά", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("εέ", "e"),
    ("ζ", "z"),
    ("ηήιίϊΐ", "i"),
    ("θ", "th"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("οόωώ", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σς", "s"),
    ("τ", "t"),
    ("υύϋΰ", "y"),
    ("φ", "f"),
    ("χ", "ch"),
    ("ψ", "ps"),
    // Cyrillic
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("гґ", "g"),
    ("д", "d"),
    ("еэёє", "e"),
    ("ђ", "dj"),
    ("ж", "zh"),
    ("з", "z"),
    ("иіы", "i"),
    ("й", "y"),
    ("ї", "yi"),
    ("ј", "j"),
    ("кќ", "k"),
    ("л", "l"),
    ("љ", "lj"),
    ("м", "m"),
    ("н", "n"),
    ("њ", "nj"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("ћ", "c"),
    ("уў", "u"),
    ("ф", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("џ", "dz"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ю", "yu"),
    ("я", "ya"),
    ("ъь", ""),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_and_scripts_become_plain_letters() {
        for (name, latin) in [
            ("Müller-Lüdenscheidt", "mueller-luedenscheidt"),
            ("Mu\u{308}ller", "mueller"),
            ("Rene\u{301}", "rene"),
            ("Weiß", "weiss"),
            ("Sørensen", "soerensen"),
            ("Ångström", "aangstroem"),
            ("O’Brien", "obrien"),
            ("Łukasz", "lukasz"),
            ("Çağrı", "cagri"),
            ("İnci", "inci"),
            ("Nguyễn", "nguyen"),
            ("Παπαδοπούλου", "papadopoulou"),
            ("Щербаков", "shcherbakov"),
            ("Юрій", "yuriy"),
            ("Þór", "thor"),
        ] {
            assert_eq!(romanised(name).as_deref(), Some(latin), "{name}");
        }
        assert_eq!(romanised("山田"), None);
        assert_eq!(romanised("Li王"), None);
        assert_eq!(romanised("—"), Some(String::new()));
    }

    #[test]
    fn no_letter_is_listed_twice() {
        let all: Vec<char> = LETTERS.iter().flat_map(|(from, _)| from.chars()).collect();
        for (i, letter) in all.iter().enumerate() {
            assert!(!all[..i].contains(letter), "{letter}");
        }
    }

    proptest! {
        #[test]
        fn the_result_is_plain(word in "\\PC{0,20}") {
            if let Some(latin) = romanised(&word) {
                prop_assert!(latin.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            }
        }
    }
}
