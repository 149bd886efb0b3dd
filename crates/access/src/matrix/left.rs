//! What was refused, for people: each reason once, with where.

use super::{paste::Pasted, stage::Refused};
use crate::Directory;
use std::fmt::Write;

/// So many sites are named, so many reasons told; of the rest there is a number.
const NAMED: usize = 3;
const TOLD: usize = 5;

/// In sentences: "Capabilities come on top of a role, and there is none. Set a role first. (ann on
/// Shop and 4 other sites; 12 cells in all)".
pub fn in_sentences(refused: &[Refused], directory: &Directory) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<&Refused>)> = Vec::new();
    for refused in refused {
        let reason = refused.reason.to_string();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, all)) => all.push(refused),
            None => reasons.push((reason, vec![refused])),
        }
    }
    let more = reasons.len().saturating_sub(TOLD);
    let mut told: Vec<String> =
        reasons.iter().take(TOLD).map(|(reason, all)| sentence(reason, all, directory)).collect();
    if more > 0 {
        told.push(format!("{more} more could not be done either."));
    }
    told
}

impl Pasted {
    /// What was left out of a text and why, in sentences: each reason once, with where or how often.
    pub fn in_sentences(&self, directory: &Directory) -> Vec<String> {
        let mut told = in_sentences(&self.staged.refused, directory);
        let mut reasons: Vec<(String, usize)> = Vec::new();
        for why in self.problems.iter().map(|problem| problem.why.to_string()) {
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, count)) => *count += 1,
                None => reasons.push((why, 1)),
            }
        }
        let often = |(why, count)| if count == 1 { why } else { format!("{why} ({count} times)") };
        told.extend(reasons.into_iter().map(often));
        told
    }
}

fn sentence(reason: &str, all: &[&Refused], directory: &Directory) -> String {
    let cells: usize = all.iter().map(|refused| refused.sites.len()).sum();
    let Some(first) = all.iter().find(|refused| !refused.sites.is_empty()) else { return reason.to_owned() };
    // Of a site that is not there the number is all that is known, and the reason says it.
    let names: Vec<&str> = first.sites.iter().filter_map(|id| Some(directory.site(*id)?.name.as_str())).collect();
    if names.is_empty() {
        return reason.to_owned();
    }
    let whose = first.login.as_ref().map_or_else(|| "on".to_owned(), |login| format!("{login} on"));
    let mut place = format!("{whose} {}", names[..names.len().min(NAMED)].join(", "));
    // Writing to a string cannot fail.
    match names.len().saturating_sub(NAMED) {
        0 => {}
        1 => place.push_str(" and 1 other site"),
        n => _ = write!(place, " and {n} other sites"),
    }
    if cells > first.sites.len() {
        _ = write!(place, "; {cells} cells in all");
    }
    format!("{reason} ({place})")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Refusal,
        matrix::{Edits, Problem, To, Why, testing::*},
        testing::*,
    };

    const NONE: &str = "Capabilities come on top of a role, and there is none. Set a role first.";

    fn given(people: &[&str], sites: &[u32]) -> Vec<String> {
        let add = To::Capabilities { add: vec![capability("tags")], remove: vec![] };
        let staged = Edits::default().set(&company(), &target(people, sites), &add);
        in_sentences(&staged.refused, &company())
    }

    #[test]
    fn a_reason_is_told_once_with_the_sites_by_name() {
        assert_eq!(given(&["bob"], &[3]), [format!("{NONE} (bob on Shop staging)")]);
        let many = given(&["bob"], &[3, 5, 6, 7, 8]);
        assert_eq!(many.len(), 1);
        assert!(many[0].starts_with(&format!("{NONE} (bob on Shop staging, ")), "{many:?}");
        assert!(many[0].ends_with(" and 2 other sites)"), "{many:?}");
        let of_two = given(&["ivy", "bob"], &[3, 5, 6, 7]);
        assert!(of_two.len() == 1 && of_two[0].ends_with(" and 1 other site; 8 cells in all)"), "{of_two:?}");
        assert_eq!(in_sentences(&[], &company()), [""; 0]);
    }

    #[test]
    fn what_a_text_says_in_vain_is_counted() {
        let problem = |line, why| Problem { line, column: None, text: String::new(), why };
        let problems = vec![problem(1, Why::NoPerson), problem(2, Why::NoSite), problem(3, Why::NoPerson)];
        let pasted = Pasted { problems, ..Pasted::default() };
        let told = pasted.in_sentences(&company());
        assert_eq!(told[0], "No account has this login or e-mail address. (2 times)");
        assert_eq!(told[1..], ["No site has this number or name."]);
    }

    #[test]
    fn of_many_reasons_some_are_told_and_the_rest_counted() {
        let unknown = |n: u32| Refused {
            login: Some(login(&format!("nobody{n}"))),
            sites: vec![],
            reason: Refusal::UnknownLogin(login(&format!("nobody{n}"))),
        };
        let all: Vec<_> = (0..9).map(unknown).collect();
        let told = in_sentences(&all, &company());
        assert_eq!(told[0], "There is no account “nobody0”.");
        assert_eq!((told.len(), told[5].as_str()), (6, "4 more could not be done either."));
        let site = Refused { login: None, sites: vec![site(99)], reason: Refusal::UnknownSite(site(99)) };
        assert_eq!(in_sentences(&[site], &company()), ["There is no site 99, or you do not administer it."]);
    }
}
