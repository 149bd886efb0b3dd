//! What is wrong with the engagement.

use super::look_at_text;
use crate::{Case, CaseField, Problem, ProblemKind, Regulation, dates};
use time::Date;

impl Case {
    pub(super) fn look_at_engagement(&self, today: Date, found: &mut Vec<Problem>) {
        let engagement = &self.engagement;
        for (field, text) in [
            (CaseField::Organisation, &engagement.organisation),
            (CaseField::ApprovedBy, &engagement.approved_by),
            (CaseField::Justification, &engagement.justification),
            (CaseField::Regulations, &engagement.other_regulation),
        ] {
            look_at_text(field, text, found);
        }
        let mut date = |field, typed: &str| match (typed.trim(), dates::parse(typed)) {
            ("", _) => None,
            (_, Some(date)) => Some(date),
            (_, None) => {
                found.push(Problem::new(field, ProblemKind::BadDate));
                None
            }
        };
        let approved = date(CaseField::ApprovedOn, &engagement.approved_on);
        let starts = date(CaseField::Starts, &engagement.starts);
        let review = date(CaseField::ReviewOn, &engagement.review_on);
        let mut add = |applies: bool, field, what| {
            if applies {
                found.push(Problem::new(field, what));
            }
        };
        add(approved.is_some_and(|day| day > today), CaseField::ApprovedOn, ProblemKind::ApprovedLater);
        let before_start = starts.zip(dates::parse(&self.ends)).is_some_and(|(starts, ends)| ends < starts);
        add(before_start, CaseField::Ends, ProblemKind::EndsBeforeStart);
        add(review.is_some_and(|day| day < today), CaseField::ReviewOn, ProblemKind::EndsInThePast);
        let none = engagement.regulations.contains(&Regulation::NoneApplies);
        let some = engagement.regulations.len() > 1 || !engagement.other_regulation.trim().is_empty();
        add(none && some, CaseField::Regulations, ProblemKind::NoneAndSome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engagement, company};

    fn found(change: impl FnOnce(&mut Engagement)) -> Vec<(CaseField, ProblemKind)> {
        let mut case = company::case();
        change(&mut case.engagement);
        let problems = case.person_problems(&company::directory(), company::today());
        problems.into_iter().map(|problem| (problem.field, problem.what)).collect()
    }

    #[test]
    fn dates_are_dates_and_follow_one_another() {
        use CaseField::*;
        let bad = |e: &mut Engagement| {
            e.approved_on = "yesterday".into();
            e.starts = "1.12.2026".into();
            e.review_on = "2027-02-30".into();
        };
        let expected = [ApprovedOn, Starts, ReviewOn].map(|field| (field, ProblemKind::BadDate));
        assert_eq!(found(bad), expected);
        assert_eq!(found(|e| e.approved_on = "2026-11-22".into()), [(ApprovedOn, ProblemKind::ApprovedLater)]);
        assert_eq!(found(|e| e.approved_on = "2026-11-21".into()), []);
        assert_eq!(found(|e| e.starts = "2027-06-01".into()), [(Ends, ProblemKind::EndsBeforeStart)]);
        assert_eq!(found(|e| e.starts = "2027-05-31".into()), [], "one day is a length of time");
        assert_eq!(found(|e| e.starts = "2020-01-01".into()), [], "access may have begun");
        assert_eq!(found(|e| e.review_on = "2026-11-20".into()), [(ReviewOn, ProblemKind::EndsInThePast)]);
    }

    #[test]
    fn texts_fit_the_papers_and_hold_no_secret() {
        use CaseField::*;
        let long = |e: &mut Engagement| e.justification = "x".repeat(201);
        assert_eq!(found(long), [(Justification, ProblemKind::TooLong(201))]);
        let token = |e: &mut Engagement| e.approved_by = "0123456789abcdef0123456789abcdef".into();
        assert_eq!(found(token), [(ApprovedBy, ProblemKind::LooksLikeToken)]);
    }

    #[test]
    fn rules_that_exclude_each_other_are_told() {
        let both = |e: &mut Engagement| e.regulations = [Regulation::Gdpr, Regulation::NoneApplies].into();
        let said = [(CaseField::Regulations, ProblemKind::NoneAndSome)];
        assert_eq!(found(both), said);
        let other = |e: &mut Engagement| {
            e.regulations = [Regulation::NoneApplies].into();
            e.other_regulation = "LGPD".into();
        };
        assert_eq!(found(other), said);
        assert_eq!(found(|e| e.regulations = [Regulation::NoneApplies].into()), []);
    }
}
