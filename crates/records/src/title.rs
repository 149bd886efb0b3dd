//! An entry in a line.

use crate::{Account, Entry, SiteChange, Touched, What, touched::in_words};

impl Entry {
    /// What happened, in a line: "bob on Shop (1): view → admin", "Access of 3 people changed".
    pub fn title(&self) -> String {
        match self.what() {
            What::PlanApplied(applied) => match of_people(&applied.people) {
                Some(title) => title,
                None if applied.steps.is_empty() => "A plan without steps was applied".to_owned(),
                None => "A plan was applied that changed no access".to_owned(),
            },
            What::Declared(declared) => match of_people(&declared.people) {
                Some(title) => format!("Found and declared: {title}"),
                None => "Changes were declared".to_owned(),
            },
            What::TokenStep(step) => format!("A token of {} {}", step.owner, step.what.words()),
            What::Review(review) => format!("Access of {} reviewed: {}", review.login, review.decision.words()),
            What::Export(export) => format!("Exported: {}", export.what),
            What::Import(import) => format!("Ledger taken in: {} new, {} known", import.new, import.known),
            What::Baseline(baseline) => {
                format!("The ledger begins: {} people, {} grants", baseline.people, baseline.grants)
            }
        }
    }
}

fn of_people(people: &[Touched]) -> Option<String> {
    let changed: Vec<&Touched> = people.iter().filter(|one| !one.is_same()).collect();
    let [one] = changed[..] else {
        return (!changed.is_empty()).then(|| format!("Access of {} people changed", changed.len()));
    };
    let login = &one.login;
    let sites: Vec<&SiteChange> = one.sites.iter().filter(|site| site.before != site.after).collect();
    Some(match (one.before, one.after, &sites[..]) {
        (Account::Missing, Account::Invited, _) => format!("{login} invited"),
        (Account::Missing, _, _) => format!("Account {login} made"),
        (_, Account::Missing, _) => format!("Account {login} deleted"),
        (before, Account::SuperUser, _) if before != Account::SuperUser => format!("{login} made a super user"),
        (Account::SuperUser, after, _) if after != Account::SuperUser => format!("{login} no longer a super user"),
        (_, _, [site]) => {
            let (before, after) = (in_words(site.before.as_ref()), in_words(site.after.as_ref()));
            format!("{login} on {}: {before} → {after}", site.named())
        }
        (_, _, sites) => format!("Access of {login} to {} sites changed", sites.len()),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::*;

    #[test]
    fn every_kind_has_a_title() {
        let titles: Vec<_> = ledger(5).entries().iter().map(|entry| entry.title()).collect();
        assert_eq!(
            titles,
            [
                "bob on Main Site (1): no access → view",
                "A token of ünï was made",
                "Access of bob reviewed: keep",
                "Exported: the ledger",
                "Found and declared: bob on Main Site (1): view → admin",
            ]
        );
    }
}
