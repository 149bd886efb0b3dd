//! Where the person is, and going elsewhere: the router's signals as one closed [`Route`].

use crate::{browser::page, route::Route};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::{BrowserUrl, LocationProvider},
};
use std::rc::Rc;

type Go = Rc<dyn Fn(&Route, bool)>;

/// The way around, to be had from the context.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: Memo<Route>,
    go: StoredValue<Go, LocalStorage>,
}

impl Navigation {
    /// Makes it, once, inside the router. `base` is the console's own folder.
    pub fn provide(base: String) -> Self {
        let location = use_location();
        let (path, search) = (location.pathname, location.search);
        let navigate = use_navigate();
        let below = base.clone();
        let go = move |route: &Route, replace: bool| {
            let address = format!("{}{base}/{}", page::origin(), route.href().trim_start_matches("./"));
            // Filters change the address in place: the list shall not jump to its top.
            navigate(&address, NavigateOptions { replace, scroll: !replace, ..NavigateOptions::default() });
        };
        let navigation = Self {
            route: Memo::new(move |_| Route::parse_below(&below, &path.get(), &search.get())),
            go: StoredValue::new_local(Rc::new(go)),
        };
        // The router holds the address of a followed link back until its own route component is
        // ready; this console matches the route itself, and is ready at once.
        let browser = expect_context::<BrowserUrl>();
        Effect::new(move || {
            path.track();
            browser.ready_to_complete();
        });
        provide_context(navigation);
        navigation
    }

    /// The navigation of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Where the person is. Reactive.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The same as a signal.
    pub fn signal(self) -> Memo<Route> {
        self.route
    }

    /// Goes to a place.
    pub fn go(self, route: &Route) {
        self.go.with_value(|go| go(route, false));
    }

    /// Changes the address without a step to go back to: for filters and searches.
    pub fn replace(self, route: &Route) {
        self.go.with_value(|go| go(route, true));
    }
}
