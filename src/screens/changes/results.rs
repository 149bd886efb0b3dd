//! The steps of a plan and what came of each.

use super::long;
use crate::{
    components::{self as ui, StepResult},
    screens::marks,
};
use ::access::{Access, Change, Directory, Journal, StepState};
use leptos::prelude::*;
use std::sync::Arc;

/// How the list of steps is told.
#[derive(Clone, Copy, Default)]
pub struct Telling {
    /// Everything was read back and is as wanted.
    pub equal: bool,
    /// It is told whose access is set; it always is where several people are concerned.
    pub named: bool,
    /// More is on its way: of many steps only those are listed that failed.
    pub working: bool,
}

/// One line for each step; of many, those first that failed or are not known, then those that were sent again.
pub fn results(directory: &Arc<Directory>, journal: &Journal, telling: Telling) -> AnyView {
    let Telling { equal, named, working } = telling;
    let (directory, journal) = (directory.clone(), journal.clone());
    let steps = journal.steps();
    let first = journal.plan().steps.first().map(|step| step.change.login().clone());
    let named = named || journal.plan().steps.iter().any(|step| Some(step.change.login()) != first.as_ref());
    let mut order: Vec<usize> = (0..steps.len().min(journal.plan().steps.len())).collect();
    let many = order.len() > super::PAGE;
    let failed = |at: &usize| matches!(steps[*at], StepState::Failed(_) | StepState::Unknown);
    if many && working {
        order.retain(failed);
    } else if many {
        ::access::order::sort_by_key(&mut order, |at| (!failed(at), journal.times_sent(*at) < 2));
    }
    let repeated = order.iter().filter(|at| journal.times_sent(**at) > 1).count();
    let repeated = match (many, repeated) {
        (false, _) | (_, 0) => None,
        (_, 1) => Some("1 call was sent more than once.".to_owned()),
        (_, n) => Some(format!("{n} calls were sent more than once.")),
    };
    let lines = long(order.len(), false, move |at| {
        let at = order[at];
        let (change, state) = (&journal.plan().steps[at].change, &journal.steps()[at]);
        let (result, text) = came_of(state, equal);
        let note = match (change, state) {
            (Change::Invite { .. }, StepState::Done { .. }) => " Matomo does not tell whether the mail arrived.",
            _ => "",
        };
        let again = match journal.times_sent(at) {
            0 | 1 => String::new(),
            times => format!(" It was sent {times} times."),
        };
        let title = match change {
            Change::SetAccess { login, .. } | Change::Prefer { login, .. } if named => {
                format!("{login}: {}", title(&directory, change, state))
            }
            _ => title(&directory, change, state),
        };
        ui::result(result, title, view! { {text}{note}{again} }.into_any(), ().into_any())
    });
    view! { {repeated.map(|words| view! { <p class="soft measure">{words}</p> })}{ui::results("Results", lines)} }
        .into_any()
}

fn came_of(state: &StepState, equal: bool) -> (StepResult, String) {
    match state {
        StepState::Pending => (StepResult::Wait, "Not sent yet.".to_owned()),
        StepState::Sent => (StepResult::Running, "Sent, waiting for the answer.".to_owned()),
        StepState::Done { .. } if equal => (StepResult::Ok, "Read back: equal.".to_owned()),
        StepState::Done { found: true } => (StepResult::Ok, "Found in Matomo.".to_owned()),
        StepState::Done { found: false } => (StepResult::Ok, "Matomo said ok.".to_owned()),
        StepState::Failed(why) => (StepResult::Fail, why.clone()),
        StepState::Unknown => {
            (StepResult::Fail, "Sent, but no answer came: it may or may not have taken effect.".to_owned())
        }
        StepState::LeftOut => (StepResult::Wait, "Left as it is.".to_owned()),
    }
}

/// A change in a few words.
pub fn title(directory: &Directory, change: &Change, state: &StepState) -> String {
    let done = matches!(state, StepState::Done { .. });
    match change {
        Change::Invite { email, .. } if done => format!("Invite sent to {email}"),
        Change::Invite { email, .. } => format!("Invite to {email}"),
        Change::Create { login, .. } if done => format!("Account {login} created"),
        Change::Create { login, .. } => format!("Create account {login}"),
        Change::SetAccess { access, sites, .. } => {
            let names = sites.iter().take(6).map(|id| marks::site_named(directory, *id)).collect::<Vec<_>>().join(", ");
            let more = if sites.len() > 6 { format!(" and {} more", sites.len() - 6) } else { String::new() };
            let what = match access {
                Access::None => "No access".to_owned(),
                Access::Role(role, capabilities) if capabilities.is_empty() => marks::mark(*role).words().to_owned(),
                Access::Role(role, capabilities) => {
                    format!("{} with {} on top", marks::mark(*role).words(), capabilities.len())
                }
            };
            format!("{what} on {names}{more}")
        }
        Change::SetSuperUser { login, super_user: true } => format!("{login} becomes a super user"),
        Change::SetSuperUser { login, super_user: false } => format!("{login} is no longer a super user"),
        Change::Delete { login } => format!("Account {login} deleted"),
        Change::Prefer { preference, .. } => format!("{}: {}", preference.name(), preference.value()),
    }
}
