#![allow(clippy::unwrap_used)]

use super::*;
use crate::testing::*;
use access::{Entry, NewPerson, Plan, State};

const DONE: StepState = StepState::Done { found: false };

fn run<'a>(plan: &'a Plan, steps: &'a [StepState], directory: &'a Directory) -> Run<'a> {
    Run { plan, steps, journal: None, differences: &[], conflicts: &[], directory, after: None }
}

/// What became of bob, as `site: before → after`.
fn told(run: Run<'_>) -> Vec<String> {
    Applied::of(run, Why::default(), None).people.iter().flat_map(Touched::sentences).collect()
}

/// bob may view 1 and 2: to write on 1, nothing on 2, to view 3.
fn plan(directory: &Directory) -> Plan {
    let wanted = [(1, Some(Role::Write)), (2, None), (3, Some(Role::View))];
    let wanted = wanted.map(|(id, role)| (login("bob"), site(id), role.map(Grant::plain)));
    Plan::set_access(directory, &wanted).unwrap()
}

fn difference(id: u32, found: State) -> Difference {
    Difference { login: login("bob"), site: Some(site(id)), expected: State::NoAccess, found }
}

#[test]
fn what_was_done_is_told_and_what_was_not_is_not() {
    let directory = directory(&[("bob", &[1, 2])]);
    let plan = plan(&directory);
    assert_eq!(plan.steps.len(), 3, "none, view, write");
    let all = [
        "bob on Site 1 (1): view → write.",
        "bob on Site 2 (2): view → no access.",
        "bob on Site 3 (3): no access → view.",
    ];
    assert_eq!(told(run(&plan, &[DONE, DONE, DONE], &directory)), all);
    assert_eq!(told(run(&plan, &[DONE, StepState::Unknown, StepState::Pending], &directory)), all[1..2]);
    let applied = Applied::of(
        run(&plan, &[DONE, StepState::Failed("No.".into()), StepState::Done { found: true }], &directory),
        Why::default(),
        None,
    );
    let results: Vec<_> = applied.steps.iter().map(|step| step.result.clone()).collect();
    assert_eq!(results, [Outcome::Done, Outcome::Failed("No.".into()), Outcome::Found]);
    assert_eq!(applied.steps[2].method, "UsersManager.setUserAccess");
    assert!(applied.steps[2].args.contains(&("access".into(), "write".into())), "{:?}", applied.steps[2].args);
    assert!(!applied.is_whole());
}

#[test]
fn what_was_read_back_counts() {
    let directory = directory(&[("bob", &[1, 2])]);
    let plan = plan(&directory);
    let steps = [DONE, DONE, DONE];
    let differences = [difference(1, State::Grant(Role::Admin.into())), difference(3, State::NoSite)];
    let run = Run { differences: &differences, ..run(&plan, &steps, &directory) };
    assert_eq!(told(run), ["bob on Site 1 (1): view → admin.", "bob on Site 2 (2): view → no access."]);
    let applied = Applied::of(run, Why::default(), None);
    assert!(!applied.is_whole());
    assert_eq!(applied.differences[1].found, "no such site");
}

#[test]
fn what_was_left_to_others_is_as_they_made_it() {
    let directory = directory(&[("bob", &[1, 2])]);
    let plan = plan(&directory);
    let steps = [DONE, DONE, DONE];
    let admin = || State::Grant(Role::Admin.into());
    let conflicts = [(difference(1, admin()), Decision::KeepTheirs), (difference(2, admin()), Decision::Overwrite)];
    let run = Run { conflicts: &conflicts, ..run(&plan, &steps, &directory) };
    let expected = ["bob on Site 2 (2): admin → no access.", "bob on Site 3 (3): no access → view."];
    assert_eq!(told(run), expected, "site 1 was not changed by this plan");
}

#[test]
fn a_later_reading_counts_most() {
    let before = directory(&[("bob", &[1, 2])]);
    let plan = plan(&before);
    let after = directory(&[("bob", &[3])]);
    let run = Run { after: Some(&after), ..run(&plan, &[StepState::Unknown, DONE, DONE], &before) };
    assert_eq!(told(run)[0], "bob on Site 1 (1): view → no access.");
    assert_eq!(told(run).len(), 3);
}

#[test]
fn accounts_come_and_go() {
    let directory = directory(&[("bob", &[1, 2])]);
    let email = Email::parse("eve@example.org").unwrap();
    let eve = NewPerson { login: login("eve"), email: email.clone(), entry: Entry::Invitation { days: 7 } };
    let plan = Plan::onboard(&directory, eve, &[(site(1), Role::Admin.into())]).unwrap();
    let applied = Applied::of(run(&plan, &[DONE, DONE], &directory), Why::default(), None);
    let [one] = &applied.people[..] else { panic!() };
    assert_eq!((one.before, one.after, &one.email), (Account::Missing, Account::Invited, &Some(email)));
    assert_eq!(one.sentences(), ["eve has a new account.", "eve on Site 1 (1): no access → admin."]);
    let half = run(&plan, &[DONE, StepState::LeftOut], &directory);
    assert_eq!(told(half)[1], "eve on Site 1 (1): no access → view.", "the first site comes with the account");

    let promote = Plan::super_user(&directory, &login("bob"), true, false).unwrap();
    assert_eq!(
        told(run(&promote, &[DONE], &directory)),
        ["bob became a super user.", "bob on Site 1 (1): view → no access.", "bob on Site 2 (2): view → no access."]
    );
    let delete = Plan::delete(&directory, &login("bob")).unwrap();
    assert_eq!(told(run(&delete, &[DONE], &directory))[0], "The account bob is gone.");
}

#[test]
fn an_account_that_others_made_first_is_theirs() {
    let directory = directory(&[]);
    let email = Email::parse("eve@example.org").unwrap();
    let eve = NewPerson { login: login("eve"), email, entry: Entry::Password };
    let wanted = [(site(1), Role::Admin.into()), (site(2), Role::Write.into())];
    let plan = Plan::onboard(&directory, eve, &wanted).unwrap();
    let (expected, found) = (State::Account(AccountState::Missing), State::Account(AccountState::Active));
    let theirs = Difference { login: login("eve"), site: None, expected, found };
    let differs =
        Difference { login: login("eve"), site: Some(site(2)), expected: State::NoAccess, found: State::NoAccess };
    for (decision, differences, sites) in [(Decision::Overwrite, &[differs][..], 1), (Decision::KeepTheirs, &[][..], 0)]
    {
        let mut steps = vec![StepState::LeftOut; plan.steps.len()];
        if decision == Decision::Overwrite {
            steps[0] = StepState::Failed("Taken.".into());
        }
        let conflicts = [(theirs.clone(), decision)];
        let run = Run { differences, conflicts: &conflicts, ..run(&plan, &steps, &directory) };
        let people = Applied::of(run, Why::default(), None).people;
        // What they have elsewhere nobody has seen, so that nothing is said of it.
        let said: Vec<_> = people.iter().map(|one| (one.before, one.after, one.sites.len())).collect();
        let expected = if sites == 0 { vec![] } else { vec![(Account::Active, Account::Active, sites)] };
        assert_eq!(said, expected, "{decision:?}");
    }
}

#[test]
fn a_super_user_that_others_made_has_no_grants() {
    let directory = directory(&[("bob", &[1, 2])]);
    let plan = plan(&directory);
    let (expected, found) = (State::Account(AccountState::Active), State::Account(AccountState::SuperUser));
    let conflicts = [(Difference { login: login("bob"), site: None, expected, found }, Decision::KeepTheirs)];
    let steps = [StepState::LeftOut, StepState::LeftOut, StepState::LeftOut];
    let run = Run { conflicts: &conflicts, ..run(&plan, &steps, &directory) };
    let [one] = &Applied::of(run, Why::default(), None).people[..] else { panic!() };
    assert_eq!((one.before, one.after), (Account::SuperUser, Account::SuperUser));
    assert!(one.sites.iter().all(|site| site.before.is_none() && site.after.is_none()));
}

#[test]
fn what_was_there_already_is_no_change() {
    use access::{Apply, Secrets};
    let directory = directory(&[("bob", &[1, 2])]);
    let promote = Plan::super_user(&directory, &login("bob"), true, false).unwrap();
    let back = promote.inverse(&directory).plan;
    // Nothing of it was sent.
    let mut apply = Apply::start(back.clone(), matomo_api::Caller::SuperUser);
    apply.next(&Secrets::default());
    let steps = vec![StepState::Done { found: true }; back.steps.len()];
    let sent = run(&back, &steps, &directory);
    assert_eq!(told(sent)[0], "bob is no longer a super user.");
    let journal = Some(apply.journal());
    let [one] = &Applied::of(Run { journal, ..sent }, Why::default(), None).people[..] else { panic!() };
    assert!(one.is_same() && one.before == Account::Active, "{one:?}");
    assert_eq!(one.sites.len(), 2, "they were found");
    let steps = [StepState::Done { found: true }, StepState::LeftOut];
    let half = Run { journal, steps: &steps[..back.steps.len()], ..sent };
    assert!(Applied::of(half, Why::default(), None).people.is_empty(), "of the sites nothing is known");
}
