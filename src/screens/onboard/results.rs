//! The steps of a plan and what came of each.

use super::Wizard;
use crate::{
    components::{self as ui, StepResult},
    screens::marks,
};
use ::access::{Access, Change, Plan, StepState};
use leptos::prelude::*;

/// One line for each step. `equal`: everything was read back and is as wanted.
pub(super) fn list(wizard: &Wizard, plan: &Plan, steps: &[StepState], equal: bool) -> AnyView {
    let lines = plan.steps.iter().zip(steps).map(|(step, state)| {
        let (result, text) = came_of(state, equal);
        let note = match (&step.change, state) {
            (Change::Invite { .. }, StepState::Done { .. }) => " Matomo does not tell whether the mail arrived.",
            _ => "",
        };
        let text = view! { {text}{note} }.into_any();
        (result, title(wizard, &step.change, state), text, ().into_any())
    });
    ui::results("Results", lines.collect())
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

fn title(wizard: &Wizard, change: &Change, state: &StepState) -> String {
    let done = matches!(state, StepState::Done { .. });
    match change {
        Change::Invite { email, .. } if done => format!("Invite sent to {email}"),
        Change::Invite { email, .. } => format!("Invite to {email}"),
        Change::Create { login, .. } if done => format!("Account {login} created"),
        Change::Create { login, .. } => format!("Create account {login}"),
        Change::SetAccess { access, sites, .. } => {
            let names =
                sites.iter().take(6).map(|id| marks::site_named(&wizard.directory, *id)).collect::<Vec<_>>().join(", ");
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
    }
}
