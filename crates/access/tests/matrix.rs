//! Random edits of random directories: the plan leads to what is staged and nowhere else, undoing leads
//! back, and nothing is sent that need not be.

#![allow(clippy::unwrap_used)]

#[path = "model/desk.rs"]
mod desk;
#[path = "model/drive.rs"]
mod drive;
mod model;

use access::{
    Access, AccountState, Change, Decision, Directory, Grant, Plan,
    matrix::{Content, Draft, Edits, Form, Matrix, Spelling, View},
};
use desk::*;
use drive::Run;
use matomo_api::{Caller, Login, SiteId};
use model::{Matomo, Network};
use proptest::{prelude::*, sample::subsequence};
use std::{collections::BTreeSet, sync::Arc};

/// What the matrix shows, staged changes included.
fn promised(directory: &Directory, edits: &Edits) -> State {
    let matrix = Matrix::open(Arc::new(directory.clone()), &View::default(), edits, 0);
    let mut state = State::default();
    for row in 0..matrix.size().0 {
        let login = matrix.row(row).unwrap().login;
        for column in 0..matrix.size().1 {
            let cell = matrix.cell(edits, row, column).unwrap();
            match cell.staged.unwrap_or(cell.is) {
                Content::SuperUser => drop(state.super_users.insert(login.clone())),
                Content::Grant(grant) => {
                    let id = matrix.target(&access::matrix::Area { rows: 0..1, columns: column..column + 1 }).sites[0];
                    state.grants.insert((login.clone(), id), kept(grant));
                }
                Content::Nothing => {}
                Content::Many(_) => panic!("nothing is folded"),
            }
        }
    }
    state
}

/// Login, super user or not, and the site, what was there and what shall be of each cell.
type Kept = (Login, Option<bool>, Vec<(SiteId, Option<Grant>, Option<Grant>)>);

fn cells(draft: &Draft) -> Vec<Kept> {
    let value = serde_json::to_value(draft).unwrap();
    let part = |value: &serde_json::Value| value.clone();
    let row = |row: &serde_json::Value| {
        (
            serde_json::from_value(part(&row["login"])).unwrap(),
            serde_json::from_value(part(&row["super_user"])).unwrap(),
            serde_json::from_value(part(&row["cells"])).unwrap(),
        )
    };
    value["rows"].as_array().unwrap().iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn applying_leads_to_what_is_staged_and_undoing_leads_back((before, actions) in any_case()) {
        let directory = before.directory();
        let mut edits = edited(&directory, &actions);
        let planned = edits.plan(&directory);
        prop_assert!(planned.refused.is_empty() && planned.conflicts.is_empty(), "{:?}", planned);
        let mut after = before.clone();
        after.apply(&planned.plan);
        prop_assert_eq!(&after, &promised(&directory, &edits));

        let inverse = planned.plan.inverse(&directory);
        prop_assert!(inverse.not_undone.is_empty());
        let mut back = after.clone();
        back.apply(&inverse.plan);
        prop_assert_eq!(&back, &before);

        // Read again, nothing is left to do.
        let later = after.directory();
        prop_assert!(edits.plan(&later).plan.is_empty());
        prop_assert_eq!(edits.rebase(&later), vec![]);
        prop_assert!(edits.is_empty());
    }

    #[test]
    fn only_edited_cells_are_touched_and_in_as_few_calls_as_can_be((before, actions) in any_case()) {
        let directory = before.directory();
        let edits = edited(&directory, &actions);
        let kept_edits = cells(&edits.draft());
        let plan = edits.plan(&directory).plan;
        let after = promised(&directory, &edits);
        let mut calls: BTreeSet<(Login, Access)> = BTreeSet::new();
        let mut touched: BTreeSet<(Login, SiteId)> = BTreeSet::new();
        for step in &plan.steps {
            let Change::SetAccess { login, access, sites } = &step.change else { continue };
            prop_assert!(calls.insert((login.clone(), access.clone())), "one call for a person and an access");
            for id in sites {
                prop_assert!(touched.insert((login.clone(), *id)), "a cell is set once");
                let row = kept_edits.iter().find(|row| row.0 == *login);
                prop_assert!(row.is_some_and(|row| row.2.iter().any(|cell| cell.0 == *id)), "{login} {id}");
                let is = before.grants.get(&(login.clone(), *id));
                prop_assert_ne!(is, after.grants.get(&(login.clone(), *id)), "nothing is set that is there");
                if step.before.account != AccountState::SuperUser {
                    prop_assert_eq!(step.before.grants.get(id), is);
                }
            }
        }
        for row in &kept_edits {
            for (id, was, want) in &row.2 {
                let is = before.grants.get(&(row.0.clone(), *id));
                prop_assert_eq!(was.as_ref(), is, "what was there is kept");
                prop_assert_ne!(want.as_ref().map(kept), is.cloned(), "what is there is not staged");
            }
        }
    }

    #[test]
    fn every_action_can_be_undone_and_made_again((before, actions) in any_case()) {
        let directory = before.directory();
        let mut edits = Edits::default();
        let mut drafts = vec![edits.draft()];
        for action in actions.iter().filter(|action| !matches!(action, Action::Undo | Action::Redo)) {
            act(&mut edits, &directory, action);
            if drafts.last() != Some(&edits.draft()) {
                drafts.push(edits.draft());
            }
        }
        for draft in drafts.iter().rev().skip(1) {
            prop_assert!(edits.undo().is_some());
            prop_assert_eq!(&edits.draft(), draft);
        }
        prop_assert_eq!(edits.undo(), None);
        for draft in &drafts[1..] {
            prop_assert!(edits.redo().is_some());
            prop_assert_eq!(&edits.draft(), draft);
        }
        prop_assert_eq!(edits.redo(), None);
        let resumed = Edits::resume(edits.draft(), &directory);
        prop_assert_eq!(resumed.plan(&directory), edits.plan(&directory));
    }

    #[test]
    fn a_role_for_many_cells_is_the_same_as_one_by_one(
        before in any_state(),
        people in subsequence(PEOPLE.to_vec(), 1..=6),
        sites in subsequence((1..=SITES).collect::<Vec<u32>>(), 1..=4),
        to in any_to(),
    ) {
        let directory = before.directory();
        let (mut at_once, mut one_by_one) = (Edits::default(), Edits::default());
        let done = at_once.set(&directory, &target(&people, &sites), &to);
        let mut changed = 0;
        for person in people.iter().rev() {
            for id in sites.iter().rev() {
                changed += one_by_one.set(&directory, &target(&[person], &[*id]), &to).changed;
            }
        }
        prop_assert_eq!(at_once.draft(), one_by_one.draft());
        prop_assert_eq!(done.changed, changed);
        prop_assert_eq!(at_once.len(), changed);
    }

    #[test]
    fn what_others_changed_is_left_to_a_decision((before, actions) in any_case(), others in any_state()) {
        let directory = before.directory();
        let mut edits = edited(&directory, &actions);
        let rows = cells(&edits.draft());
        let later = others.directory();
        let conflicts = edits.rebase(&later);
        let found: BTreeSet<(Login, SiteId)> = conflicts.iter().map(|one| (one.login.clone(), one.site)).collect();
        let mut expected = BTreeSet::new();
        for (login, super_user, cells) in rows {
            let by_role = super_user.is_none() && !others.super_users.contains(&login);
            for (id, was, want) in cells.into_iter().filter(|_| by_role) {
                let is = others.grants.get(&(login.clone(), id)).cloned();
                if is != was && is != want.as_ref().map(kept) {
                    expected.insert((login.clone(), id));
                }
            }
        }
        prop_assert_eq!(&found, &expected);
        let touches = |plan: &Plan| {
            plan.steps.iter().any(|step| match &step.change {
                Change::SetAccess { login, sites, .. } => sites.iter().any(|id| found.contains(&(login.clone(), *id))),
                _ => false,
            })
        };
        let planned = edits.plan(&later);
        prop_assert!(!touches(&planned.plan));
        prop_assert_eq!(&planned.conflicts, &conflicts);
        let all: Vec<(Login, SiteId)> = found.iter().cloned().collect();
        let (mut mine, mut theirs) = (edits.clone(), edits);
        theirs.decide(&later, &all, Decision::KeepTheirs);
        prop_assert!(!touches(&theirs.plan(&later).plan));
        mine.decide(&later, &all, Decision::Overwrite);
        for edits in [mine, theirs] {
            let planned = edits.plan(&later);
            prop_assert!(planned.conflicts.is_empty() && planned.refused.is_empty());
            let mut after = others.clone();
            after.apply(&planned.plan);
            prop_assert_eq!(after, promised(&later, &edits));
        }
    }

    #[test]
    fn text_carries_the_matrix((before, actions) in any_case(), names in any::<bool>()) {
        let directory = Arc::new(before.directory());
        let edits = edited(&directory, &actions);
        let matrix = Matrix::open(Arc::clone(&directory), &View::default(), &edits, 0);
        // Who becomes a super user, or is no longer one, does so by account.
        prop_assume!(cells(&edits.draft()).iter().all(|row| row.1.is_none()));
        let text = matrix.export(Some(&edits), &matrix.all(), Form::Matrix, if names { ';' } else { '\t' });
        let mut imported = Edits::default();
        let problems = matrix.import(&mut imported, &text).problems;
        prop_assert_eq!(problems, vec![]);
        // Plain words keep explicit capabilities that are there, so those that shall go stay out of this.
        let goes = |(_, was, want): &(SiteId, Option<Grant>, Option<Grant>)| {
            matches!((was, want.as_ref().map(kept)), (Some(was), Some(want)) if !was.capabilities.is_empty() && want.capabilities.is_empty())
        };
        prop_assume!(!cells(&edits.draft()).iter().any(|row| row.2.iter().any(goes)));
        prop_assert_eq!(promised(&directory, &imported), promised(&directory, &edits));
        let spelling = if names { Spelling::Names } else { Spelling::Letters };
        let mut pasted = Edits::default();
        let problems = matrix.paste(&mut pasted, &matrix.all(), &matrix.copy(&edits, &matrix.all(), spelling)).problems;
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(promised(&directory, &pasted), promised(&directory, &edits));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_brings_a_matomo_to_what_is_staged((before, actions) in any_case()) {
        let mut matomo = Matomo::new("root", 1..=SITES);
        PEOPLE.iter().filter(|name| **name != "root").for_each(|name| matomo.add(name, *name == "sue"));
        for ((login, id), grant) in &before.grants {
            matomo.grant(login.as_str(), id.get(), grant.role.as_str());
            grant.capabilities.iter().for_each(|capability| matomo.grant(login.as_str(), id.get(), capability.as_str()));
        }
        let network = Network::new(matomo);
        let directory = network.directory();
        // Whoever gives up being a super user cannot read back.
        let own = |action: &Action| matches!(action, Action::Unmake("root", _));
        let actions: Vec<Action> = actions.into_iter().filter(|action| !own(action)).collect();
        let mut edits = edited(&directory, &actions);
        let wanted = promised(&directory, &edits);
        let outcome = Run::new(&network, Caller::SuperUser).plan(edits.plan(&directory).plan);
        prop_assert_eq!(outcome.differences, vec![]);
        let later = network.directory();
        prop_assert_eq!(promised(&later, &Edits::default()), wanted);
        prop_assert_eq!(edits.rebase(&later), vec![]);
        prop_assert!(edits.is_empty());
    }
}
