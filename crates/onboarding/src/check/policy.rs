//! What the company's rules say about a case.

use crate::{Case, CaseField, Policy, Problem, ProblemKind, dates, naming::Parts, policy::EndRule};
use access::Directory;
use time::Date;

impl Case {
    pub(super) fn look_at_policy(&self, policy: &Policy, directory: &Directory, today: Date, found: &mut Vec<Problem>) {
        let engagement = &self.engagement;
        let ends = match policy.end {
            EndRule::Nobody => false,
            EndRule::Outside => engagement.is_outside(),
            EndRule::Everybody => true,
        };
        let blank = |text: &str| text.trim().is_empty();
        let rows = [
            (policy.approval && blank(&engagement.approved_by), CaseField::ApprovedBy),
            (policy.approval && blank(&engagement.approved_on), CaseField::ApprovedOn),
            (policy.ticket && blank(&self.reference), CaseField::Reference),
            (policy.justification && blank(&engagement.justification), CaseField::Justification),
            (ends && blank(&self.ends), CaseField::Ends),
            (policy.classification && engagement.data.is_empty(), CaseField::Data),
            (policy.regulations && !engagement.names_rules(), CaseField::Regulations),
        ];
        let missing = rows.into_iter().filter(|(is_missing, _)| *is_missing);
        found.extend(missing.map(|(_, field)| Problem::new(field, ProblemKind::Mandatory)));
        if let Some(days) = self.review_is_late(policy, directory, today) {
            found.push(Problem::new(CaseField::ReviewOn, ProblemKind::ReviewTooLate(days)));
        }
        // An account that exists has its login and its address already.
        if self.existing(directory).is_none() {
            if !self.many {
                found.extend(self.against_rules_for_names(policy));
            }
            let most = policy.longest_invite.filter(|most| self.sign_in.is_invitation() && self.days() > Some(*most));
            found.extend(most.map(|most| Problem::new(CaseField::InviteDays, ProblemKind::InviteTooLong(most))));
        }
    }

    /// The days within which somebody has to look again, if the day chosen is later.
    fn review_is_late(&self, policy: &Policy, directory: &Directory, today: Date) -> Option<u16> {
        let role = self.strongest(directory)?;
        let starts = dates::parse(&self.engagement.starts).map_or(today, |starts| starts.max(today));
        let late = dates::parse(&self.engagement.review_on)? > policy.review_by(role, starts)?;
        policy.review_after.of(role).filter(|_| late)
    }

    /// What the rules say about the address and the login of an account to be.
    pub(crate) fn against_rules_for_names(&self, policy: &Policy) -> impl Iterator<Item = Problem> {
        let domain = (!policy.allows_address(&self.email)).then(|| {
            let domain = self.email.trim().rsplit('@').next().unwrap_or_default().to_owned();
            let what = ProblemKind::DomainNotAllowed { domain, allowed: policy.domains().collect() };
            Problem::new(CaseField::Email, what)
        });
        let login = self.against_naming(policy).map(|what| Problem::new(CaseField::Login, what));
        [domain, login].into_iter().flatten()
    }

    fn against_naming(&self, policy: &Policy) -> Option<ProblemKind> {
        let (rule, parts) = (policy.template(self)?.ok()?, Parts::of(self));
        match rule.makes(&self.login, &parts) {
            Err(missing) => Some(ProblemKind::RuleNeeds(missing)),
            // Without a login there is a problem already.
            Ok(makes) if makes || self.login.trim().is_empty() => None,
            Ok(_) => rule.fill(&parts).ok().map(ProblemKind::NotByRule),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        SignIn,
        company::{self, grant, site},
        naming::Placeholder,
        policy::ReviewAfter,
    };
    use matomo_api::Role;
    use proptest::prelude::*;

    fn found(policy: &Policy, change: impl FnOnce(&mut Case)) -> Vec<(CaseField, ProblemKind)> {
        let mut case = company::case();
        change(&mut case);
        let problems = case.problems(policy, &company::directory(), company::today());
        problems.into_iter().map(|problem| (problem.field, problem.what)).collect()
    }

    fn strict() -> Policy {
        Policy {
            approval: true,
            ticket: true,
            justification: true,
            end: EndRule::Everybody,
            classification: true,
            regulations: true,
            admin_reason: true,
            ..Policy::default()
        }
    }

    #[test]
    fn what_is_mandatory_is_said_beside_its_field() {
        use CaseField::*;
        let missing =
            |fields: &[CaseField]| -> Vec<_> { fields.iter().map(|field| (*field, ProblemKind::Mandatory)).collect() };
        let bare = |c: &mut Case| {
            c.reference = String::new();
            c.ends = " ".into();
            c.reasons.clear();
        };
        let all = [ApprovedBy, ApprovedOn, Reference, Justification, Ends, Data, Regulations, Reason(site(6))];
        assert_eq!(found(&strict(), bare), missing(&all));
        assert_eq!(found(&strict(), |_| ()), missing(&[ApprovedBy, ApprovedOn, Justification, Data, Regulations]));
        let filled = |c: &mut Case| {
            c.engagement.approved_by = "Noor Haddad".into();
            c.engagement.approved_on = "2026-11-20".into();
            c.engagement.justification = "The shop's autumn campaign".into();
            c.engagement.data.insert(crate::DataClass::InternalOnly);
            c.engagement.other_regulation = "LGPD".into();
        };
        assert_eq!(found(&strict(), filled), []);
    }

    #[test]
    fn an_end_may_be_asked_of_outsiders_only() {
        let policy = Policy { end: EndRule::Outside, ..Policy::default() };
        assert_eq!(found(&policy, |c| c.ends = String::new()), []);
        let outside = |c: &mut Case| {
            c.ends = String::new();
            c.engagement.organisation = "Brightside".into();
        };
        assert_eq!(found(&policy, outside), [(CaseField::Ends, ProblemKind::Mandatory)]);
    }

    #[test]
    fn new_accounts_follow_the_rules_for_addresses_logins_and_invitations() {
        use CaseField::*;
        let policy = Policy {
            email_domains: vec!["example.org".into()],
            naming: "{vendor}.{first}.{last}".into(),
            longest_invite: Some(7),
            ..Policy::default()
        };
        let said = found(&policy, |c| c.engagement.organisation = "Brightside Ltd".into());
        let domain =
            ProblemKind::DomainNotAllowed { domain: "example.net".into(), allowed: vec!["example.org".into()] };
        assert_eq!(
            said,
            [
                (Email, domain),
                (Login, ProblemKind::NotByRule("brightside.sana.whitlock".into())),
                (InviteDays, ProblemKind::InviteTooLong(7)),
            ]
        );
        let right = |c: &mut Case| {
            c.email = "sana@example.org".into();
            c.login = "example.sana.whitlock2".into();
            c.invite_days = "7".into();
        };
        assert_eq!(found(&policy, right), []);
        let nameless = |c: &mut Case| {
            right(c);
            c.full_name = "Cher".into();
        };
        assert_eq!(found(&policy, nameless), [(Login, ProblemKind::RuleNeeds(Placeholder::Last))]);
        let password = |c: &mut Case| {
            right(c);
            c.invite_days = "30".into();
            c.sign_in = SignIn::Saml;
        };
        assert_eq!(found(&policy, password), []);
    }

    #[test]
    fn nothing_is_asked_of_an_account_that_exists() {
        let policy =
            Policy { naming: "{mailbox}".into(), email_domains: vec!["example.com".into()], ..Policy::default() };
        let ivan = |c: &mut Case| {
            c.login = "ivan".into();
            c.email = "ivan@example.org".into();
            c.access = [(site(3), grant(Role::Write))].into();
        };
        assert_eq!(found(&policy, ivan).len(), 1, "that it is extended");
    }

    #[test]
    fn a_review_comes_in_time_for_the_strongest_role() {
        let review_after = ReviewAfter { view: Some(365), write: Some(180), admin: Some(90) };
        let policy = Policy { review_after, ..Policy::default() };
        let on = |day: &str| found(&policy, |c| c.engagement.review_on = day.into());
        assert_eq!(on("2027-02-19"), []);
        assert_eq!(on("2027-02-20"), [(CaseField::ReviewOn, ProblemKind::ReviewTooLate(90))]);
        assert_eq!(on(""), []);
        let later = |c: &mut Case| {
            c.engagement.starts = "2026-12-01".into();
            c.engagement.review_on = "2027-02-28".into();
        };
        assert_eq!(found(&policy, later), [], "days count from the start");
    }

    #[test]
    fn a_rule_that_cannot_be_read_asks_nothing() {
        assert_eq!(found(&Policy { naming: "{nobody}".into(), ..Policy::default() }, |_| ()), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn without_rules_all_is_as_before_and_rules_only_add(
            texts in proptest::array::uniform5("(\\PC{0,20}|[a-z0-9.@-]{0,20})"),
        ) {
            let [full_name, email, login, ends, reference] = texts;
            let case = Case { full_name, email, login, ends, reference, ..company::case() };
            let (company, today) = (company::directory(), company::today());
            let mut before = case.person_problems(&company, today);
            before.extend(case.access_problems(&company));
            prop_assert_eq!(&case.problems(&Policy::default(), &company, today), &before);
            let under = case.problems(&strict(), &company, today);
            prop_assert!(before.iter().all(|problem| under.contains(problem)));
            prop_assert!(case.check_under(&strict(), &company, today).is_err(), "nobody approved");
        }
    }
}
