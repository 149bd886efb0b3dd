//! The simulator held against every real Matomo that is up.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use journeys::conformance::{Accepted, Call, Target, compare, judge, labelled, script};
use journeys::real;
use matomo_sim::Dialect;

const LIST: &str = include_str!("../conformance-differences.txt");

#[test]
fn the_script_is_long_enough_and_every_call_has_a_name_of_its_own() {
    let calls: Vec<Call> = script::all().into_iter().filter(|call| !call.follow_up).collect();
    let labels: BTreeSet<&str> = calls.iter().map(|call| call.label.as_str()).collect();
    assert_eq!(labels.len(), calls.len(), "a label is there twice");
    assert!(calls.len() >= 120, "{} calls", calls.len());
}

#[test]
fn every_method_of_the_console_is_in_the_script() {
    let asked: BTreeSet<&str> = script::all().iter().map(|call| call.method).collect();
    let missing: Vec<String> =
        methods_of_the_console().into_iter().filter(|name| !asked.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "not in the script: {missing:?}");
}

#[test]
fn accepted_differences_are_about_calls_that_exist() {
    let calls = [script::all(), script::inside()].concat();
    let labels: BTreeSet<String> = labelled(&calls).into_iter().map(|(label, _)| label).collect();
    for entry in Accepted::read(LIST).unwrap() {
        assert!(labels.contains(&entry.label), "no call is labelled “{}”", entry.label);
    }
}

#[test]
fn simulator_and_matomo_5_3_answer_alike() {
    against(Dialect::V5_3);
}

#[test]
fn simulator_and_the_latest_matomo_answer_alike() {
    against(Dialect::V5_8);
}

/// Every method that `matomo-api` can call, by its source: one file per method.
fn methods_of_the_console() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/matomo-api/src/methods");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let name = |text: String| Some(text.split_once("const NAME: &'static str = \"")?.1.split_once('"')?.0.to_owned());
    let names: Vec<String> = files.filter_map(name).collect();
    assert!(names.len() > 20, "{names:?}");
    names
}

fn against(dialect: Dialect) {
    let (name, list) = (&dialect.version()[..3], Accepted::read(LIST).unwrap());
    for instance in real::matomos(dialect) {
        let mut calls = vec![script::all()];
        if instance.is_own() {
            calls.push(script::inside());
        } else {
            println!(
                "NOT RUN: two-factor authentication and the lock-out, since {} was not set up here",
                instance.name
            );
        }
        let mut found = Vec::new();
        for part in &calls {
            // A simulator for each, fresh as it has to be.
            let simulator = Target::simulated(dialect).unwrap();
            found.extend(compare(part, &simulator, &Target::real(&instance)).unwrap());
        }
        println!("{} calls, simulator of {} against {instance:?}", calls.concat().len(), dialect.version());
        judge(name, &found, &list).unwrap_or_else(|report| panic!("{report}"));
    }
}
