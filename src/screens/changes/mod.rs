//! A plan on its way: what it changes, before it is sent; carrying it out; what came of it. The role
//! matrix and the wizard show the same pieces.

mod apply;
mod asking;
mod calls;
mod confirm;
mod conflict;
mod decide;
mod lines;
mod on_record;
pub mod plan_file;
mod progress;
mod results;
mod review;
mod saving;
mod theirs;
mod why;
mod why_fields;

pub use apply::ApplyScreen;
pub use calls::calls;
pub use confirm::Confirm;
pub use conflict::{conflict, differing};
pub use lines::{Dropped, groups, state};
pub use on_record::on_record;
pub use progress::{interrupted, progress};
pub use results::{Telling, results, title};
pub(crate) use review::Offer;
pub use review::ReviewScreen;
pub(crate) use saving::Saving;
use why::Because;

use crate::{
    applying::Applying,
    browser::{clock, page},
    cases::{Basis, Cases, Work},
    components::{self as ui, Button, ButtonKind, ButtonSize, live},
    navigation::Navigation,
    route::Route,
    session::Session,
    staging::Staging,
};
use ::access::Plan;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// So many lines of a long list are drawn at once; the rest when somebody asks for it.
pub const PAGE: usize = 50;

/// The lines of a list, or of a table where `table` is set, that may be very long.
pub fn long(total: usize, table: bool, draw: impl Fn(usize) -> AnyView + Send + 'static) -> AnyView {
    let shown = if total <= PAGE + PAGE / 4 { total } else { PAGE };
    let first = (0..shown).map(&draw).collect_view();
    if shown == total {
        return first.into_any();
    }
    let (all, id) = (RwSignal::new(false), ui::fresh_id("rest"));
    let rest = total - shown;
    let line = move |content: AnyView| match table {
        true => view! { <tr><td colspan="9">{content}</td></tr> }.into_any(),
        false => view! { <li class="more">{content}</li> }.into_any(),
    };
    let drawn = move || {
        if all.get() {
            let here = view! { <span class="muted" id=id.clone() tabindex="-1">{format!("The other {rest}")}</span> };
            return view! { {line(here.into_any())}{(shown..total).map(&draw).collect_view()} }.into_any();
        }
        let selector = format!("#{id}");
        let press = Callback::new(move |()| {
            all.set(true);
            let selector = selector.clone();
            request_animation_frame(move || page::focus(&selector));
        });
        let button = view! {
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=press>{format!("Show the other {rest}")}</Button>
        };
        line(button.into_any())
    };
    view! { {first}{live(drawn)} }.into_any()
}

/// Begins to carry a plan out, and goes where that is shown.
#[derive(Clone, Copy)]
struct Begin {
    session: Session,
    cases: Cases,
    applying: Applying,
    staging: Staging,
    navigation: Navigation,
    /// Whether it has begun: a second press changes nothing.
    begun: StoredValue<bool>,
}

impl Begin {
    fn here() -> Self {
        Self {
            session: Session::here(),
            cases: Cases::here(),
            applying: Applying::here(),
            staging: Staging::here(),
            navigation: Navigation::here(),
            begun: StoredValue::new(false),
        }
    }

    fn has_begun(self) -> bool {
        self.begun.get_value()
    }

    fn begin(self, plan: Plan, basis: Basis) {
        let Some(desk) = self.session.desk_untracked().filter(|_| !self.begun.get_value()) else { return };
        self.begun.set_value(true);
        spawn_local(async move {
            // What Matomo is about to delete is kept before anything is sent.
            self.staging.remember(plan.wiped()).await;
            let id = self.cases.start(desk.client.url().clone(), Work::Changes(Box::new(basis)));
            self.applying.start(id.clone(), plan, Vec::new());
            page::leave_focus();
            // A task of its own, so that none is long: the first request is on its way.
            clock::sleep(Duration::ZERO).await;
            self.navigation.go(&Route::Apply { case: id });
        });
    }
}

/// "1 change", "14 changes".
fn changes(count: usize) -> String {
    format!("{count} {}", if count == 1 { "change" } else { "changes" })
}
