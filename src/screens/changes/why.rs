//! Why a plan is applied, by whose leave and until when: typed beside it, and on record with it.

use super::why_fields::Fields;
use crate::{
    browser::{clock, page},
    components::{self as ui, Banner, Icon, Tone, live},
    settings,
};
use ::access::{Access, Change, Directory, Plan, Seconds};
use leptos::prelude::*;
use matomo_api::Login;
use records::{Day, Demands, Missing, TypedWhy, Why, WhyField, WhyProblem};
use std::sync::Arc;

/// What is typed about a plan, and what has to be.
#[derive(Clone, Copy)]
pub(crate) struct Because {
    pub(super) typed: RwSignal<TypedWhy>,
    demands: StoredValue<Demands>,
    plan: StoredValue<Arc<Plan>>,
    prepared_by: StoredValue<Option<Login>>,
    caller: StoredValue<Option<Login>>,
    pub(super) today: Day,
    /// Whether the plan gives anybody anything, so that it can end.
    grants: bool,
    /// Whether somebody wanted to go on: what is missing is said.
    asked: RwSignal<bool>,
    open: RwSignal<bool>,
}

impl Because {
    /// About a plan, with what was typed so far.
    pub(crate) fn of(typed: RwSignal<TypedWhy>, plan: &Plan, directory: &Directory, why: &Why) -> Self {
        let demands = settings::read().demands;
        let caller = directory.caller().cloned();
        let because = Self {
            typed,
            plan: StoredValue::new(Arc::new(plan.clone())),
            prepared_by: StoredValue::new(why.prepared_by.clone()),
            caller: StoredValue::new(caller),
            today: today(clock::now()),
            grants: grants(plan),
            asked: RwSignal::new(false),
            open: RwSignal::new(false),
            demands: StoredValue::new(demands),
        };
        let nothing = because
            .demands
            .with_value(|demands| plan.is_empty() || demands.missing(plan, &Why::default(), None).is_empty());
        because.open.set(!nothing || typed.with_untracked(|typed| !typed.is_empty()));
        because
    }

    /// What goes on record.
    pub(crate) fn why(self) -> Why {
        let prepared_by = self.prepared_by.get_value();
        Why { prepared_by, ..self.typed.with_untracked(|typed| typed.why(clock::now(), self.grants)) }
    }

    /// What is demanded and is not there. Reactive.
    fn missing(self) -> Vec<Missing> {
        let prepared_by = self.prepared_by.get_value();
        let why = Why { prepared_by, ..self.typed.with(|typed| typed.why(0, self.grants)) };
        let caller = self.caller.get_value();
        self.demands.with_value(|demands| self.plan.with_value(|plan| demands.missing(plan, &why, caller.as_ref())))
    }

    /// What is demanded of a plan like this, whatever was typed.
    pub(super) fn demanded(self) -> Vec<Missing> {
        self.demands.with_value(|demands| self.plan.with_value(|plan| demands.missing(plan, &Why::default(), None)))
    }

    /// What is wrong with what was typed. Reactive.
    pub(super) fn problems(self) -> Vec<WhyProblem> {
        self.typed.with(|typed| typed.problems(self.today))
    }

    /// What is missing at a field, once somebody wanted to go on. Reactive.
    pub(super) fn missing_at(self, field: WhyField) -> Option<String> {
        let of_field = |missing: &Missing| match missing {
            Missing::Reason => field == WhyField::Reason,
            Missing::Ticket => field == WhyField::Ticket,
            Missing::Approval(_) => {
                let named = self.typed.with(|typed| !typed.approved_by.trim().is_empty());
                field == if named { WhyField::Reference } else { WhyField::ApprovedBy }
            }
            Missing::SecondPerson(_) => false,
        };
        let missing = if self.asked.get() { self.missing() } else { Vec::new() };
        missing.iter().find(|missing| of_field(missing)).map(Missing::sentence)
    }

    pub(super) fn has_asked(self) -> bool {
        self.asked.get()
    }

    pub(super) fn is_of_grants(self) -> bool {
        self.grants
    }

    /// Whether nothing that was typed is wrong. If something is, it says so, and goes there.
    pub(crate) fn is_right(self) -> bool {
        self.pass(!untrack(|| self.problems()).iter().any(|problem| problem.fatal))
    }

    /// The same, and nothing that is demanded is missing.
    pub(crate) fn is_enough(self) -> bool {
        let right = !untrack(|| self.problems()).iter().any(|problem| problem.fatal);
        self.pass(right && untrack(|| self.missing()).is_empty())
    }

    fn pass(self, good: bool) -> bool {
        if !good {
            self.asked.set(true);
            self.open.set(true);
            request_animation_frame(|| page::focus("#why [aria-invalid=true], #why-second"));
        }
        good
    }

    /// The section, folded where nothing is demanded and nothing was typed.
    pub(crate) fn view(self) -> AnyView {
        let second = move || {
            let two = |missing: &Missing| matches!(missing, Missing::SecondPerson(_));
            let missing = if self.asked.get() { self.missing().into_iter().find(two) } else { None };
            missing.map(|missing| {
                view! {
                    <div id="why-second" tabindex="-1">
                        <Banner tone=Tone::Danger title="This needs a second person"><p>{missing.sentence()}</p></Banner>
                    </div>
                }
            })
        };
        let open = self.open;
        view! {
            <details class="calls why" id="why" prop:open=open on:toggle:target=move |event| open.set(event.target().open())>
                <summary>{ui::icon(Icon::ChevronRight)}<span>"Why"</span><span class="why__said">{live(move || self.said())}</span></summary>
                <div class="why__body stack stack-5">
                    {Fields::of(self).view()}
                    <div aria-live="polite">{live(second)}</div>
                </div>
            </details>
        }
        .into_any()
    }

    /// What is filled in, else what is wanted, in a few words. Reactive.
    fn said(self) -> String {
        let told = self.typed.with(|typed| {
            let is = |field| !typed.text(field).trim().is_empty();
            let words = [
                (is(WhyField::Reason), "a reason".to_owned()),
                (is(WhyField::Ticket), format!("ticket {}", typed.ticket.trim())),
                (is(WhyField::ApprovedBy), format!("approved by {}", typed.approved_by.trim())),
                (is(WhyField::Ends) && self.grants, format!("until {}", typed.ends.trim())),
                (is(WhyField::Review), format!("review by {}", typed.review.trim())),
            ];
            words.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect::<Vec<_>>()
        });
        if !told.is_empty() {
            return told.join(", ");
        }
        let wanted: Vec<&str> = self.demanded().iter().map(wanted).collect();
        match wanted.as_slice() {
            [] if self.grants => "reason, ticket, approval, last day: as you like".to_owned(),
            [] => "reason, ticket, approval: as you like".to_owned(),
            [one] => format!("your company wants {one}"),
            [first @ .., last] => format!("your company wants {} and {last}", first.join(", ")),
        }
    }
}

/// The first field that takes what is missing.
fn wanted(missing: &Missing) -> &'static str {
    match missing {
        Missing::Reason => "a reason",
        Missing::Ticket => "a ticket",
        Missing::Approval(_) => "an approval",
        Missing::SecondPerson(_) => "a second person",
    }
}

/// The day by the person's own clock.
pub(super) fn today(now: Seconds) -> Day {
    Day::of_seconds(now + Seconds::from(clock::offset_minutes(now)) * 60)
}

/// Whether a plan gives anybody anything that could be taken back.
fn grants(plan: &Plan) -> bool {
    plan.steps.iter().any(|step| match &step.change {
        Change::Invite { .. } => true,
        Change::Create { first_site, .. } => first_site.is_some(),
        Change::SetAccess { access, .. } => *access != Access::None,
        Change::SetSuperUser { super_user, .. } => *super_user,
        Change::Delete { .. } | Change::Prefer { .. } => false,
    })
}
