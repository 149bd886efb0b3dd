//! Parts of the console that are not in its first load: cut out of it by the build, each fetched
//! when somebody goes there.
//!
//! Natively nothing is cut, so the same code is checked and tested as one program.

use crate::{
    app::Screen,
    books::{self, Books},
    browser::page,
    components::{Button, Empty, Icon, PageHead, SkeletonTable, live},
    screens,
};
use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::SplitLoaderError;

/// Draws one of the screens of a part.
type Draw = fn(Screen) -> AnyView;
/// Begins to look after the ledger.
type Attend = fn(Books);

/// The cuts. The macro writes a foreign function for each, which is why this may be unsafe.
mod cuts {
    #![allow(unsafe_code)]
    use super::*;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(onboarding, fallible)]
    pub fn onboarding() -> Result<Draw, SplitLoaderError> {
        Ok(|screen| match screen {
            Screen::Sheet => screens::sheet::SheetScreen().into_any(),
            Screen::Settings => screens::settings::SettingsScreen().into_any(),
            _ => screens::onboard::OnboardScreen().into_any(),
        })
    }

    #[wasm_split(tokens, fallible)]
    pub fn tokens() -> Result<Draw, SplitLoaderError> {
        Ok(screens::tokens::draw)
    }

    #[wasm_split(records, fallible)]
    pub fn records() -> Result<(Draw, Attend), SplitLoaderError> {
        Ok((screens::records::draw, books::attend::begin))
    }

    #[wasm_split(matrix, fallible)]
    pub fn matrix() -> Result<Draw, SplitLoaderError> {
        Ok(|screen| match screen {
            Screen::Review => screens::changes::ReviewScreen().into_any(),
            Screen::Apply => screens::changes::ApplyScreen().into_any(),
            Screen::PlanFile => screens::changes::plan_file::screen(),
            _ => screens::matrix::MatrixScreen().into_any(),
        })
    }
}

/// A part of the console.
#[derive(Clone, Copy)]
pub enum Part {
    /// The wizard, the sheet, and the settings of both.
    Onboarding,
    /// Tokens.
    Tokens,
    /// The role matrix, and what is staged on it.
    Matrix,
    /// The ledger, and what is due.
    Records,
}

/// Which parts are there.
#[derive(Clone, Copy)]
pub struct Parts {
    onboarding: RwSignal<State>,
    tokens: RwSignal<State>,
    matrix: RwSignal<State>,
    records: RwSignal<State>,
    /// How the ledger is looked after, once that is there.
    attend: StoredValue<Option<Attend>>,
}

#[derive(Clone, Copy)]
enum State {
    Waiting,
    Fetching,
    Ready(Draw),
    Failed,
}

impl Parts {
    /// Makes them, once, at the root.
    pub fn provide() -> Self {
        let parts = Self {
            onboarding: RwSignal::new(State::Waiting),
            tokens: RwSignal::new(State::Waiting),
            matrix: RwSignal::new(State::Waiting),
            records: RwSignal::new(State::Waiting),
            attend: StoredValue::new(None),
        };
        provide_context(parts);
        parts
    }

    /// Has the ledger looked after, as soon as that part is there.
    pub fn attend_books(self, books: Books) {
        match self.attend.get_value() {
            Some(attend) => attend(books),
            None => self.fetch_with(Part::Records, Some(books)),
        }
    }

    /// Draws a screen of a part, when it is there. Until then `title` stands over it.
    pub fn screen(part: Part, title: &'static str, screen: Screen) -> AnyView {
        let parts: Self = expect_context();
        parts.fetch(part);
        live(move || {
            match parts.state(part).get() {
            State::Ready(draw) => {
                page::keep_focus();
                draw(screen)
            }
            State::Failed => view! {
                <PageHead title=title/>
                <Empty icon=Icon::Offline title="This part of Lanyard could not be loaded">
                    <p>
                        "It is a file beside this page that did not come, or not as it was built. Look whether the network is there, then try again. If that does not help, reload the page: Lanyard may have been updated meanwhile."
                    </p>
                    <div class="btn-row">
                        <Button icon=Icon::Rotate on_press=Callback::new(move |()| parts.fetch(part))>"Try again"</Button>
                    </div>
                </Empty>
            }
            .into_any(),
            State::Waiting | State::Fetching => view! {
                <PageHead title=title/>
                <div class="scroll"><SkeletonTable label="Loading this part of Lanyard"/></div>
            }
            .into_any(),
        }
        })
    }

    fn state(self, part: Part) -> RwSignal<State> {
        match part {
            Part::Onboarding => self.onboarding,
            Part::Tokens => self.tokens,
            Part::Matrix => self.matrix,
            Part::Records => self.records,
        }
    }

    fn fetch(self, part: Part) {
        self.fetch_with(part, use_context::<Books>());
    }

    fn fetch_with(self, part: Part, books: Option<Books>) {
        let state = self.state(part);
        if matches!(state.get_untracked(), State::Fetching | State::Ready(_)) {
            return;
        }
        state.set(State::Fetching);
        spawn_local(async move {
            let draw = match part {
                Part::Onboarding => cuts::onboarding().await,
                Part::Tokens => cuts::tokens().await,
                Part::Matrix => cuts::matrix().await,
                Part::Records => cuts::records().await.map(|(draw, attend)| {
                    self.attend.set_value(Some(attend));
                    if let Some(books) = books {
                        attend(books);
                    }
                    draw
                }),
            };
            if let (Part::Records, Err(_), Some(books)) = (part, &draw, books) {
                books.fail("the part of Lanyard that writes records did not load");
            }
            state.set(draw.map_or(State::Failed, State::Ready));
        });
    }
}
