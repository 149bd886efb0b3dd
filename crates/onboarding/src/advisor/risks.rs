//! Risks of a case as a whole: what no single site shows.

use super::{Least, Need};
use crate::{Case, CaseField, DataClass, Problem, ProblemKind, naming};
use access::{Directory, Environment};
use matomo_api::Role;

/// As many super users as a house should have at most (common practice).
pub const MOST_SUPER_USERS: usize = 3;

/// Something about the whole case that whoever approves it should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// Which.
    pub kind: RiskKind,
    /// What it is and what to do, in a sentence or two.
    pub sentence: String,
}

/// Which risk; the graver ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskKind {
    /// Something is needed that only a super user can do, and there are as many as there should be.
    AnotherSuperUser {
        /// How many there are.
        now: usize,
    },
    /// Admin for a programme.
    AdminForService,
    /// Admin on production and on staging.
    ProductionAndStagingAdmin,
    /// Admin where financial data is seen.
    AdminOverFinancialData,
    /// Who asked has approved.
    SelfApproval,
    /// Admin, and nobody is named who agreed.
    AdminWithoutApproval,
    /// Write or more for somebody of another company, for good.
    OutsideWithoutEnd,
    /// A token for an account that may change things.
    TokenMayChange,
    /// Every site there is.
    EverySite {
        /// How many.
        sites: usize,
    },
    /// The address belongs to several people.
    SharedMailbox,
    /// Health data, and nobody said which rules apply.
    HealthWithoutRules,
    /// Write or more, and neither an end nor a day to look again.
    NobodyLooksAgain,
}

/// The risks of a case, the graver ones first. What a person has already counts, too.
pub fn risks(case: &Case, directory: &Directory) -> Vec<Risk> {
    let now = case.existing(directory);
    let engagement = &case.engagement;
    let strongest = case.strongest(directory);
    let admin = strongest == Some(Role::Admin);
    let changes = strongest >= Some(Role::Write);
    let same =
        |one: &str, other: &str| !one.trim().is_empty() && one.trim().to_lowercase() == other.trim().to_lowercase();
    let blank = |text: &str| text.trim().is_empty();
    let takes_super_user = engagement.needs.iter().any(|need| matches!(need.row().least, Least::SuperUser(_)));
    // A mere site admin cannot see them, and no number is better than a wrong one.
    let super_users = directory.people().iter().filter(|person| person.super_user).count();
    let service = case.is_for_service();
    let sites = directory.sites();
    let every = sites.len() > 1 && sites.iter().all(|site| case.access.contains_key(&site.id));
    use RiskKind::*;
    let rows = [
        (takes_super_user && super_users >= MOST_SUPER_USERS, AnotherSuperUser { now: super_users }),
        (admin && service, AdminForService),
        (
            case.administers(directory, now, Environment::Production)
                && case.administers(directory, now, Environment::Staging),
            ProductionAndStagingAdmin,
        ),
        (admin && engagement.data.contains(&DataClass::Financial), AdminOverFinancialData),
        (
            same(&engagement.approved_by, &case.asked_for_by) || same(&engagement.approved_by, &case.full_name),
            SelfApproval,
        ),
        (admin && blank(&engagement.approved_by), AdminWithoutApproval),
        (changes && engagement.is_outside() && blank(&case.ends), OutsideWithoutEnd),
        (changes && engagement.needs.contains(&Need::ApiExport), TokenMayChange),
        (every, EverySite { sites: sites.len() }),
        (naming::is_shared_mailbox(&case.email) && !service, SharedMailbox),
        (engagement.data.contains(&DataClass::Health) && !engagement.names_rules(), HealthWithoutRules),
        (changes && blank(&case.ends) && blank(&engagement.review_on), NobodyLooksAgain),
    ];
    let applying = rows.into_iter().filter(|(applies, _)| *applies);
    let mut found: Vec<Risk> = applying.map(|(_, kind)| Risk { kind, sentence: kind.sentence() }).collect();
    found.sort_by_key(|risk| risk.kind);
    found
}

impl RiskKind {
    /// What it is and what to do.
    pub fn sentence(self) -> String {
        match self {
            RiskKind::AnotherSuperUser { now } => format!(
                "Something here takes a super user, and there are {now} already; more than {MOST_SUPER_USERS} are hard to watch. Ask one of them to do it."
            ),
            RiskKind::AdminForService => {
                "Admin for a service account: whoever gets hold of its token lets others in. A programme that reads needs View.".into()
            }
            RiskKind::ProductionAndStagingAdmin => of_problem(ProblemKind::ProductionAndStagingAdmin),
            RiskKind::AdminOverFinancialData => {
                "Admin where orders and revenue are seen: the same hand can change what is measured and read it. Keep the two apart.".into()
            }
            RiskKind::SelfApproval => {
                "Whoever approved is also who asked or who gets the access. Have somebody else agree.".into()
            }
            RiskKind::AdminWithoutApproval => {
                "Admin, and nobody is named who agreed. Admin deserves the agreement of somebody who answers for the site.".into()
            }
            RiskKind::OutsideWithoutEnd => {
                "Somebody of another company may change things without an end. Set the last day of the contract; Matomo itself knows no end date.".into()
            }
            RiskKind::TokenMayChange => {
                "A token may do all that its account may. For reading by a programme, use a service account with View, apart from the person’s.".into()
            }
            RiskKind::EverySite { sites } => of_problem(ProblemKind::EverySite(sites)),
            RiskKind::SharedMailbox => {
                "The address looks like a mailbox of several people. Each person needs an account of their own, so that one can tell who did what.".into()
            }
            RiskKind::HealthWithoutRules => {
                "Health data, and nobody said which rules apply. Ask whoever is responsible for data protection before access is given.".into()
            }
            RiskKind::NobodyLooksAgain => {
                "Neither an end nor a review date: nobody will look again. A review after 90 days is usual.".into()
            }
        }
    }
}

/// What is said beside the table of sites, too.
fn of_problem(what: ProblemKind) -> String {
    Problem::new(CaseField::Access, what).sentence()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Who;
    use crate::company::{self, grant, site};
    use matomo_api::methods::InviteStatus;
    use proptest::prelude::*;

    fn kinds(case: &Case) -> Vec<RiskKind> {
        risks(case, &company::directory()).into_iter().map(|risk| risk.kind).collect()
    }

    /// The case of the company, changed; without what the case has from the start.
    fn new_in(change: impl FnOnce(&mut Case)) -> Vec<RiskKind> {
        let before = kinds(&quiet());
        let mut case = quiet();
        change(&mut case);
        kinds(&case).into_iter().filter(|kind| !before.contains(kind)).collect()
    }

    fn quiet() -> Case {
        let mut case = company::case();
        case.engagement.approved_by = "Noor Haddad".into();
        case
    }

    #[test]
    fn a_quiet_case_has_no_risk() {
        assert_eq!(kinds(&quiet()), []);
        assert_eq!(kinds(&company::case()), [RiskKind::AdminWithoutApproval]);
    }

    #[test]
    fn power_in_one_hand_is_told() {
        use RiskKind::*;
        assert_eq!(new_in(|c| drop(c.access.insert(site(2), grant(Role::Admin)))), [ProductionAndStagingAdmin]);
        let all = |c: &mut Case| c.access.extend((1..=9).map(|id| (site(id), grant(Role::View))));
        assert_eq!(new_in(all), [EverySite { sites: 9 }]);
        assert_eq!(new_in(|c| c.engagement.data = [DataClass::Financial].into()), [AdminOverFinancialData]);
    }

    #[test]
    fn what_somebody_has_already_counts() {
        let ivan = |c: &mut Case| {
            c.login = "ivan".into();
            c.email = "ivan@example.org".into();
            c.access = [(site(3), grant(Role::Admin))].into();
        };
        assert_eq!(new_in(ivan), [RiskKind::ProductionAndStagingAdmin], "admin on staging is there already");
    }

    #[test]
    fn programmes_and_tokens_are_told() {
        use RiskKind::*;
        assert_eq!(new_in(|c| c.engagement.who = Who::Service), [AdminForService]);
        assert_eq!(new_in(|c| c.login = "svc-shop-export".into()), [AdminForService]);
        let colleague = |c: &mut Case| {
            c.login = "svc-shop-export".into();
            c.engagement.who = Who::Colleague;
        };
        assert_eq!(new_in(colleague), []);
        assert_eq!(new_in(|c| c.engagement.needs = [Need::ApiExport].into()), [TokenMayChange]);
        let reading = |c: &mut Case| {
            c.access = [(site(1), grant(Role::View))].into();
            c.engagement.needs.insert(Need::ApiExport);
            c.engagement.who = Who::Service;
        };
        assert_eq!(new_in(reading), []);
    }

    #[test]
    fn approval_end_and_review_are_asked_for_where_there_is_power() {
        use RiskKind::*;
        assert_eq!(new_in(|c| c.engagement.approved_by = "adaeze LINDQVIST ".into()), [SelfApproval]);
        assert_eq!(new_in(|c| c.engagement.approved_by = "Sana Whitlock".into()), [SelfApproval]);
        assert_eq!(new_in(|c| c.ends = String::new()), [NobodyLooksAgain]);
        let reviewed = |c: &mut Case| {
            c.ends = String::new();
            c.engagement.review_on = "2027-02-01".into();
        };
        assert_eq!(new_in(reviewed), []);
        let outside = |c: &mut Case| {
            c.engagement.organisation = "Brightside".into();
            c.engagement.review_on = "2027-02-01".into();
            c.ends = String::new();
        };
        assert_eq!(new_in(outside), [OutsideWithoutEnd]);
        let only_reads = |c: &mut Case| {
            outside(c);
            c.access = [(site(1), grant(Role::View))].into();
        };
        assert_eq!(new_in(only_reads), []);
    }

    #[test]
    fn data_and_mailboxes_are_told() {
        use RiskKind::*;
        assert_eq!(new_in(|c| c.email = "info@vendor.example".into()), [SharedMailbox]);
        assert_eq!(new_in(|c| c.engagement.data = [DataClass::Health].into()), [HealthWithoutRules]);
        let hipaa = |c: &mut Case| {
            c.engagement.data.insert(DataClass::Health);
            c.engagement.regulations.insert(crate::Regulation::Hipaa);
        };
        assert_eq!(new_in(hipaa), []);
    }

    #[test]
    fn super_users_are_counted_when_one_more_is_asked_for() {
        let platform = |count: usize| {
            let mut contents = company::contents();
            let like = contents.users[0].clone();
            contents.users.extend((1..count).map(|n| {
                let mut more = like.clone();
                more.login = matomo_api::Login::reported(format!("root{n}"));
                more.email = None;
                more.invite = InviteStatus::Active;
                more
            }));
            let mut case = quiet();
            case.engagement.needs.insert(Need::Platform);
            Directory::new(contents)
                .ok()
                .map(|directory| risks(&case, &directory).into_iter().map(|risk| risk.kind).collect::<Vec<_>>())
        };
        assert_eq!(platform(2), Some(vec![]));
        assert_eq!(platform(3), Some(vec![RiskKind::AnotherSuperUser { now: 3 }]));
        assert_eq!(platform(4), Some(vec![RiskKind::AnotherSuperUser { now: 4 }]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn more_power_never_hides_a_risk(
            ids in proptest::collection::btree_map(1..10_u32, 0..3_usize, 0..9), raised in 1..10_u32, end: bool,
        ) {
            let mut case = quiet();
            case.access = ids.into_iter().map(|(id, role)| (site(id), grant(Role::ALL[role]))).collect();
            if !end {
                case.ends = String::new();
            }
            let before = kinds(&case);
            case.access.insert(site(raised), grant(Role::Admin));
            let after = kinds(&case);
            prop_assert!(before.iter().all(|kind| after.contains(kind)), "{before:?} {after:?}");
            let mut sorted = after.clone();
            sorted.sort();
            prop_assert_eq!(sorted, after);
        }

        #[test]
        fn every_sentence_is_whole(n in 0..9999_usize) {
            use RiskKind::*;
            for kind in [
                AnotherSuperUser { now: n }, AdminForService, ProductionAndStagingAdmin, AdminOverFinancialData, SelfApproval,
                AdminWithoutApproval, OutsideWithoutEnd, TokenMayChange, EverySite { sites: n }, SharedMailbox,
                HealthWithoutRules, NobodyLooksAgain,
            ] {
                let sentence = kind.sentence();
                prop_assert!(sentence.ends_with(['.', '?']) && sentence.chars().count() <= 170, "{}", sentence);
            }
        }
    }
}
