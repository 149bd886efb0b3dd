//! The shell: the gate in front of it, navigation, and the screen of the address.

use crate::components::live;
use crate::{
    applying::Applying,
    books::Books,
    browser::page,
    cases::Cases,
    components::{Toaster, Toasts},
    navigation::Navigation,
    parts::{Part, Parts},
    register::Register,
    route::{RecordsPlace, Route, TokensPlace},
    screens,
    session::{Phase, Session},
    staging::Staging,
};
use leptos::prelude::*;
use leptos_router::components::Router;

mod sidebar;

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    Toasts::provide();
    let session = Session::provide();
    let parts = Parts::provide();
    let cases = Cases::provide();
    let books = Books::provide(session, cases, parts);
    Applying::provide(session, cases, books);
    Staging::provide(session);
    Register::provide(session);
    let base = page::base_path();
    let router_base = base.clone();
    view! {
        <Router base=router_base>
            <Console base=base/>
        </Router>
    }
}

/// What stands in front of somebody: the door, a lock, or the desk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    Out,
    Returning,
    In,
    Locked,
}

#[component]
fn Console(base: String) -> impl IntoView {
    let navigation = Navigation::provide(base);
    let session = Session::here();
    let toasts = Toasts::here();
    let gate = Memo::new(move |_| match session.phase() {
        Phase::Out => Gate::Out,
        Phase::Returning => Gate::Returning,
        Phase::In(_) => Gate::In,
        Phase::Locked(_) => Gate::Locked,
    });
    // A screen lives as long as its folder stays the same; filters change inside it.
    let screen = Memo::new(move |_| Screen::of(&navigation.route()));
    screens::connect::Entry::provide().come_back();

    Effect::new(move |before: Option<(Gate, Screen)>| {
        let now = (gate.get(), screen.get());
        if now.0 != Gate::In {
            toasts.clear();
        }
        match now.0 {
            Gate::Out | Gate::Returning => page::set_title("Connect · Lanyard"),
            Gate::Locked => page::set_title("Locked · Lanyard"),
            // The head of each page sets its own.
            Gate::In => {}
        }
        page::close_popover("main-nav");
        // Not on the first load: there a person begins at the top of the page.
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| page::focus("h1"));
        }
        now
    });

    view! {
        {live(move || match gate.get() {
            Gate::Out => screens::connect::Connect().into_any(),
            Gate::Returning => screens::connect::Returning().into_any(),
            Gate::Locked => screens::locked::LockedScreen().into_any(),
            Gate::In => view! { <Shell screen=screen/> }.into_any(),
        })}
        <Toaster/>
    }
}

/// Which screen an address shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Screen {
    Connection,
    People,
    Person,
    Sites,
    Site,
    Onboard,
    Sheet,
    Matrix,
    Review,
    Apply,
    Tokens,
    Token,
    NewToken,
    DeclareToken,
    RotateTokens,
    CheckToken,
    TokenExamples,
    PlanFile,
    Records,
    RecordFiles,
    Outside,
    RecordPapers,
    TakeBack,
    Due,
    Settings,
    NotFound,
}

impl Screen {
    fn of(route: &Route) -> Self {
        match route {
            Route::Connect => Screen::Connection,
            Route::People(_) => Screen::People,
            Route::Person { .. } => Screen::Person,
            Route::Sites { .. } => Screen::Sites,
            Route::Site { .. } => Screen::Site,
            Route::Onboard { .. } => Screen::Onboard,
            Route::Sheet(_) => Screen::Sheet,
            Route::Matrix(_) => Screen::Matrix,
            Route::Review => Screen::Review,
            Route::Apply { .. } => Screen::Apply,
            Route::Tokens(place) => match place {
                TokensPlace::Register(_) => Screen::Tokens,
                TokensPlace::Token(_) => Screen::Token,
                TokensPlace::New(_) => Screen::NewToken,
                TokensPlace::Declare => Screen::DeclareToken,
                TokensPlace::Rotate(_) => Screen::RotateTokens,
                TokensPlace::Check => Screen::CheckToken,
                TokensPlace::Examples(..) => Screen::TokenExamples,
            },
            Route::PlanFile => Screen::PlanFile,
            Route::Records(place) => match place {
                RecordsPlace::List(_) => Screen::Records,
                RecordsPlace::Files => Screen::RecordFiles,
                RecordsPlace::Outside => Screen::Outside,
                RecordsPlace::Papers { .. } => Screen::RecordPapers,
                RecordsPlace::Back { .. } => Screen::TakeBack,
            },
            Route::Due => Screen::Due,
            Route::Settings => Screen::Settings,
            Route::NotFound => Screen::NotFound,
        }
    }
}

#[component]
fn Shell(screen: Memo<Screen>) -> impl IntoView {
    let skip = move |event: leptos::ev::MouseEvent| {
        // With a <base>, "#main" alone would lead to the console's first page.
        event.prevent_default();
        page::focus("#main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>"Skip to content"</a>
        <div class="shell">
            <sidebar::Topbar/>
            <sidebar::Sidebar/>
            <main class="panel" id="main" tabindex="-1">
                {live(move || match screen.get() {
                    Screen::Connection => screens::connection::ConnectionScreen().into_any(),
                    Screen::People => screens::people::PeopleScreen().into_any(),
                    Screen::Person => screens::person::PersonScreen().into_any(),
                    Screen::Sites => screens::sites::SitesScreen().into_any(),
                    Screen::Site => screens::site::SiteScreen().into_any(),
                    Screen::Onboard => Parts::screen(Part::Onboarding, "Onboard a person", Screen::Onboard),
                    Screen::Sheet => Parts::screen(Part::Onboarding, "Onboarding sheet", Screen::Sheet),
                    Screen::Tokens => Parts::screen(Part::Tokens, "Tokens", Screen::Tokens),
                    Screen::Token => Parts::screen(Part::Tokens, "Token", Screen::Token),
                    Screen::NewToken => Parts::screen(Part::Tokens, "New token", Screen::NewToken),
                    Screen::DeclareToken => Parts::screen(Part::Tokens, "Add a known token", Screen::DeclareToken),
                    Screen::RotateTokens => Parts::screen(Part::Tokens, "Rotate", Screen::RotateTokens),
                    Screen::CheckToken => Parts::screen(Part::Tokens, "Check a token", Screen::CheckToken),
                    Screen::TokenExamples => Parts::screen(Part::Tokens, "Examples", Screen::TokenExamples),
                    Screen::Settings => Parts::screen(Part::Onboarding, "Settings", Screen::Settings),
                    Screen::Matrix => Parts::screen(Part::Matrix, "Role matrix", Screen::Matrix),
                    Screen::Review => Parts::screen(Part::Matrix, "Review", Screen::Review),
                    Screen::Apply => Parts::screen(Part::Matrix, "Apply", Screen::Apply),
                    Screen::PlanFile => Parts::screen(Part::Matrix, "Plan from a file", Screen::PlanFile),
                    Screen::Records => Parts::screen(Part::Records, "Records", Screen::Records),
                    Screen::RecordFiles => Parts::screen(Part::Records, "Verify and import", Screen::RecordFiles),
                    Screen::Outside => Parts::screen(Part::Records, "Changed outside", Screen::Outside),
                    Screen::RecordPapers => Parts::screen(Part::Records, "Change record", Screen::RecordPapers),
                    Screen::TakeBack => Parts::screen(Part::Records, "Take back", Screen::TakeBack),
                    Screen::Due => Parts::screen(Part::Records, "Due", Screen::Due),
                    Screen::NotFound => screens::not_found::NotFound().into_any(),
                })}
            </main>
        </div>
    }
}
