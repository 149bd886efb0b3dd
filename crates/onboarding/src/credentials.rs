//! First passwords.
//!
//! An invitation is better: then nobody but the person ever knows the password. Where there must
//! be a first password, it is made here from the browser's random source and checked by Matomo's rules.

use matomo_api::Password;

/// No letter or digit that looks like another one in some typeface (0 O o, 1 l I i, 2 Z, 5 S, 8 B),
/// and no special character that a shell, a URL, a spreadsheet or a mail program would read as its own
/// more often than not.
const LOWER: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
const UPPER: &[u8] = b"ACDEFGHJKLMNPQRTUVWXY";
const DIGITS: &[u8] = b"34679";
const SPECIAL: &[u8] = b"+-?!#%*:@";
const CLASSES: [&[u8]; 4] = [LOWER, UPPER, DIGITS, SPECIAL];
const SYMBOLS: usize = LOWER.len() + UPPER.len() + DIGITS.len() + SPECIAL.len();

const LENGTH: usize = 16;

/// A password of 16 characters with lower and upper case, digit and special character: what
/// Matomo's strictest rule wants, and about 93 bits.
///
/// Every password that meets the rule is equally likely: bytes past the last whole multiple of the
/// alphabet are dropped, and a draw that lacks a class is thrown away as a whole, not repaired.
///
/// # Panics
/// If `random` is no random source: it never yields a usable draw in 1,000 tries.
pub fn temporary_password(random: &mut dyn FnMut(&mut [u8])) -> Password {
    for _ in 0..1000 {
        let mut bytes = [0; 4 * LENGTH];
        random(&mut bytes);
        let draw: String = bytes.into_iter().filter_map(symbol).take(LENGTH).collect();
        // Starts with a letter: then no program takes it for a formula or an option.
        let starts_well = draw.starts_with(|c: char| c.is_ascii_alphabetic());
        if draw.len() == LENGTH && starts_well && CLASSES.iter().all(|class| draw.bytes().any(|b| class.contains(&b))) {
            return Password::new(draw);
        }
    }
    panic!("the random source repeats itself");
}

/// The character that a random byte stands for: each the same number of bytes. `None` for the
/// bytes that are left over.
fn symbol(byte: u8) -> Option<char> {
    let fair = 256 - 256 % SYMBOLS;
    let mut index = usize::from(byte);
    if index >= fair {
        return None;
    }
    index %= SYMBOLS;
    for class in CLASSES {
        match class.get(index) {
            Some(symbol) => return Some(char::from(*symbol)),
            None => index -= class.len(),
        }
    }
    None
}

/// Why Matomo would not take a password, or would take another one than was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Nothing was typed.
    #[error("a password is needed")]
    Empty,
    /// Matomo trims every parameter, so the person could never sign in with what was typed (seen).
    #[error("a password must not begin or end with a blank: Matomo cuts it off")]
    BlankAtEnd,
    /// Fewer than 6 characters.
    #[error("Matomo wants at least 6 characters")]
    TooShort,
    /// More than 200 characters.
    #[error("Matomo takes at most 200 characters")]
    TooLong,
    /// One character over and over; `aaaaaa` is refused, `123456` is not (seen).
    #[error("Matomo refuses a password of one repeated character")]
    OneCharacter,
}

/// Whether Matomo takes a password as it stands. A stricter rule that an instance has switched on
/// (12 characters, all four classes) shows only when Matomo answers; [`temporary_password`] meets it.
pub fn check(password: &Password) -> Result<(), BadPassword> {
    let typed = password.expose();
    let length = typed.chars().count();
    let first = typed.chars().next().ok_or(BadPassword::Empty)?;
    if typed.trim() != typed {
        Err(BadPassword::BlankAtEnd)
    } else if length < 6 {
        Err(BadPassword::TooShort)
    } else if length > 200 {
        Err(BadPassword::TooLong)
    } else if typed.chars().all(|c| c == first) {
        Err(BadPassword::OneCharacter)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// A fixed byte source: the same bytes on every run (splitmix64).
    fn bytes_from(mut state: u64) -> impl FnMut(&mut [u8]) {
        move |buffer| {
            for byte in buffer {
                state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                *byte = ((mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 56) as u8;
            }
        }
    }

    #[test]
    fn each_symbol_stands_for_the_same_number_of_bytes() {
        let mut count = BTreeMap::new();
        (0..=255).filter_map(symbol).for_each(|c| *count.entry(c).or_insert(0) += 1);
        assert_eq!(count.len(), SYMBOLS, "no symbol twice in the alphabet");
        assert!(count.values().all(|n| *n == 256 / SYMBOLS), "{count:?}");
    }

    #[test]
    fn no_letter_looks_like_another() {
        let alphabet = CLASSES.concat();
        assert!(b"0Oo1lIi|2Z5S8B'\"`&<>= ".iter().all(|b| !alphabet.contains(b)));
        assert!(alphabet.iter().all(u8::is_ascii_graphic));
    }

    #[test]
    fn no_place_prefers_a_symbol() {
        const DRAWS: usize = 20_000;
        let mut random = bytes_from(7);
        let mut counts = vec![[0_usize; 128]; LENGTH];
        for _ in 0..DRAWS {
            for (place, byte) in temporary_password(&mut random).expose().bytes().enumerate() {
                counts[place][usize::from(byte)] += 1;
            }
        }
        // Asking for every class makes the small classes a little likelier than their share, alike in
        // every place but the first. Within a class and a place all are equal: chi-squared, and its
        // spread is 2n, so that 6 standard deviations above the mean mean a bias, not chance.
        for (place, count) in counts.iter().enumerate() {
            for class in CLASSES {
                if place == 0 && (class == DIGITS || class == SPECIAL) {
                    assert!(class.iter().all(|b| count[usize::from(*b)] == 0));
                    continue;
                }
                let seen: usize = class.iter().map(|b| count[usize::from(*b)]).sum();
                let expected = seen as f64 / class.len() as f64;
                let chi: f64 =
                    class.iter().map(|b| (count[usize::from(*b)] as f64 - expected).powi(2) / expected).sum();
                let freedom = (class.len() - 1) as f64;
                assert!(chi < freedom + 6.0 * (2.0 * freedom).sqrt(), "place {place}: {chi} of {freedom}");
            }
        }
        // And no place is kept for a class: the digits fall on all the others alike.
        let digits: Vec<f64> =
            counts[1..].iter().map(|c| DIGITS.iter().map(|b| c[usize::from(*b)] as f64).sum()).collect();
        let mean = digits.iter().sum::<f64>() / digits.len() as f64;
        assert!(digits.iter().all(|n| (n - mean).abs() < 6.0 * mean.sqrt()), "{digits:?}");
    }

    #[test]
    #[should_panic(expected = "repeats itself")]
    fn a_broken_source_is_not_waited_for() {
        temporary_password(&mut |bytes| bytes.fill(0xFF));
    }

    #[test]
    fn passwords_follow_matomos_rule() {
        let checked = |typed: &str| check(&Password::new(typed));
        assert_eq!(checked("123456"), Ok(()));
        assert_eq!(checked("two words"), Ok(()));
        assert_eq!(checked("é".repeat(199).as_str()), Err(BadPassword::OneCharacter));
        assert_eq!(checked(""), Err(BadPassword::Empty));
        assert_eq!(checked(" secret1"), Err(BadPassword::BlankAtEnd));
        assert_eq!(checked("secret1\n"), Err(BadPassword::BlankAtEnd));
        assert_eq!(checked("abcde"), Err(BadPassword::TooShort));
        assert_eq!(checked("aaaaaa"), Err(BadPassword::OneCharacter));
        assert_eq!(checked(&"ab".repeat(101)), Err(BadPassword::TooLong));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_password_meets_the_strictest_rule(seed: u64) {
            let password = temporary_password(&mut bytes_from(seed));
            prop_assert_eq!(check(&password), Ok(()));
            prop_assert_eq!(password.expose().len(), 16);
            for class in CLASSES {
                prop_assert!(password.expose().bytes().any(|b| class.contains(&b)));
            }
            prop_assert!(password.expose().bytes().all(|b| CLASSES.iter().any(|class| class.contains(&b))));
        }
    }
}
