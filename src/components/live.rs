//! Parts of a view that follow signals.

use leptos::prelude::*;

/// A part of a view that is drawn anew when a signal it reads changes. One closure type for all of
/// them: each further one would bring its own copy of the framework's machinery, about 10 kB.
pub fn live<V: IntoAny>(draw: impl Fn() -> V + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(move || draw().into_any());
    draw.into_any()
}
