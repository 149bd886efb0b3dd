//! How the database compares text: `utf8mb4_general_ci` takes `a`, `A` and `ä` for the same letter.

/// A text in the form the database compares and sorts by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Folded(String);

impl Folded {
    /// The form of `text`. Upper case, because `_` sorts after the letters there; closing blanks do not count.
    pub(crate) fn new(text: &str) -> Self {
        Folded(text.trim_end_matches(' ').chars().flat_map(char::to_uppercase).map(base).collect())
    }
}

/// Whether the database finds `a` where `b` is asked for.
pub(crate) fn same(a: &str, b: &str) -> bool {
    Folded::new(a) == Folded::new(b)
}

/// SQL's `LIKE`, with `%` and `_`.
pub(crate) fn like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().flat_map(char::to_uppercase).map(base).collect();
    let pattern: Vec<char> = pattern.chars().flat_map(char::to_uppercase).map(base).collect();
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

/// The letter without its mark, for the letters a login may hold (`ß` is `SS` in upper case, one letter too many: the
/// database takes it for one `S`, which only matters to logins that differ in nothing else).
fn base(letter: char) -> char {
    match letter {
        'Ä' | 'Á' | 'À' | 'Â' | 'Ã' | 'Å' => 'A',
        'Ö' | 'Ó' | 'Ò' | 'Ô' | 'Õ' => 'O',
        'Ü' | 'Ú' | 'Ù' | 'Û' => 'U',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Í' | 'Ì' | 'Î' | 'Ï' => 'I',
        'Ç' => 'C',
        'Ñ' => 'N',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_marks_do_not_count() {
        assert!(same("BOB", "bob") && same("sim_zöd", "SIM_ZOD") && same("bob ", "bob"));
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
