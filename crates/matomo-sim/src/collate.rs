//! How the database compares text: `utf8mb4_general_ci` takes `a`, `A` and `ä` for the same letter.

/// A text in the form the database compares and sorts by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Folded(String);

impl Folded {
    /// The form of `text`. Upper case, because `_` sorts after the letters there; closing blanks do not count.
    pub(crate) fn new(text: &str) -> Self {
        Folded(text.trim_end_matches(' ').chars().map(weight).collect())
    }
}

/// Whether the database finds `a` where `b` is asked for.
pub(crate) fn same(a: &str, b: &str) -> bool {
    Folded::new(a) == Folded::new(b)
}

/// SQL's `LIKE`, with `%` and `_`.
pub(crate) fn like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().map(weight).collect();
    let pattern: Vec<char> = pattern.chars().map(weight).collect();
    let (mut at, mut from, mut star) = (0, 0, None);
    while at < text.len() {
        match pattern.get(from) {
            Some('%') => {
                star = Some((from, at));
                from += 1;
            }
            Some(wanted) if *wanted == '_' || *wanted == text[at] => {
                at += 1;
                from += 1;
            }
            _ => match star {
                Some((star_from, star_at)) => {
                    star = Some((star_from, star_at + 1));
                    from = star_from + 1;
                    at = star_at + 1;
                }
                None => return false,
            },
        }
    }
    pattern[from..].iter().all(|rest| *rest == '%')
}

/// What a letter counts as: in upper case and without its mark, for the letters that names here are made of.
fn weight(letter: char) -> char {
    match letter {
        'ä' | 'Ä' | 'á' | 'Á' | 'à' | 'À' | 'â' | 'Â' | 'ã' | 'Ã' | 'å' | 'Å' => 'A',
        'ç' | 'Ç' => 'C',
        'é' | 'É' | 'è' | 'È' | 'ê' | 'Ê' | 'ë' | 'Ë' => 'E',
        'í' | 'Í' | 'ì' | 'Ì' | 'î' | 'Î' | 'ï' | 'Ï' => 'I',
        'ñ' | 'Ñ' => 'N',
        'ö' | 'Ö' | 'ó' | 'Ó' | 'ò' | 'Ò' | 'ô' | 'Ô' | 'õ' | 'Õ' => 'O',
        'ß' => 'S',
        'ü' | 'Ü' | 'ú' | 'Ú' | 'ù' | 'Ù' | 'û' | 'Û' => 'U',
        other => other.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_marks_do_not_count() {
        assert!(same("GROß", "gros") && same("BOB", "bob") && same("sim_zöd", "SIM_ZOD") && same("bob ", "bob"));
        assert!(!same("bob", "bobo") && !same("4711", "04711"));
    }

    #[test]
    fn sorts_as_the_database_does() {
        let mut logins = ["zoe", "Ämilie", "bo_x", "box", "anna", "4242"];
        logins.sort_by_key(|login| Folded::new(login));
        assert_eq!(logins, ["4242", "Ämilie", "anna", "box", "bo_x", "zoe"]);
    }

    #[test]
    fn like_knows_its_wildcards() {
        assert!(like("alice", "%ali%") && like("bob@example.org", "%OB@ex%") && like("x", "%%%"));
        assert!(like("Ödland", "od%") && like("abc", "a_c") && like("", "%") && like("aab", "%ab"));
        assert!(!like("alice", "ali") && !like("", "_"));
    }

    proptest! {
        #[test]
        fn a_part_is_found(before in "[a-z]{0,4}", part in "[a-z]{1,4}", after in "[a-z]{0,4}") {
            let text = format!("{before}{part}{after}");
            let pattern = format!("%{part}%");
            prop_assert!(like(&text, &pattern));
        }
    }
}
