//! Parts of the console that are not in its first load: cut out of it by the build, each fetched
//! when somebody goes there.
//!
//! Natively nothing is cut, so the same code is checked and tested as one program.

use crate::{
    app::Screen,
    browser::page,
    components::{Button, Empty, Icon, PageHead, SkeletonTable, live},
    screens,
};
use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::SplitLoaderError;

/// Draws one of the screens of a part.
type Draw = fn(Screen) -> AnyView;

/// The cuts. The macro writes a foreign function for each, which is why this may be unsafe.
mod cuts {
    #![allow(unsafe_code)]
    use super::*;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(onboarding, fallible)]
    pub fn onboarding() -> Result<Draw, SplitLoaderError> {
        Ok(|screen| match screen {
            Screen::Sheet => screens::sheet::SheetScreen().into_any(),
            _ => screens::onboard::OnboardScreen().into_any(),
        })
    }
}

/// The parts of the console.
#[derive(Clone, Copy)]
pub struct Parts {
    onboarding: RwSignal<State>,
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
    pub fn provide() {
        provide_context(Self { onboarding: RwSignal::new(State::Waiting) });
    }

    /// Draws a screen of a part, when it is there. Until then `title` stands over it.
    pub fn screen(title: &'static str, screen: Screen) -> AnyView {
        let parts: Self = expect_context();
        parts.fetch();
        live(move || {
            match parts.onboarding.get() {
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
                        <Button icon=Icon::Rotate on_press=Callback::new(move |()| parts.fetch())>"Try again"</Button>
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

    fn fetch(self) {
        if matches!(self.onboarding.get_untracked(), State::Fetching | State::Ready(_)) {
            return;
        }
        self.onboarding.set(State::Fetching);
        spawn_local(async move {
            self.onboarding.set(cuts::onboarding().await.map_or(State::Failed, State::Ready));
        });
    }
}
