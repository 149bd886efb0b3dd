//! The calls of a plan, as they are sent.

use super::long;
use crate::components::{self as ui, Icon};
use ::access::Plan;
use leptos::prelude::*;

/// Every call in its order, behind a line that says how many.
pub fn calls(plan: &Plan) -> AnyView {
    let calls = plan.calls();
    let count = if calls.len() == 1 {
        "The exact call".to_owned()
    } else {
        format!("The exact calls, {} in order", calls.len())
    };
    let lines = long(calls.len(), false, move |at| {
        let call = &calls[at];
        let args = call.args.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("  ");
        view! { <li><code><span class="calls__method">{call.method}</span><span class="calls__args">{args}</span></code></li> }
            .into_any()
    });
    view! {
        <details class="calls">
            <summary>{ui::icon(Icon::ChevronRight)}{count}</summary>
            <ol>{lines}</ol>
        </details>
    }
    .into_any()
}
