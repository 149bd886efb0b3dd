//! An address that leads nowhere.

use crate::{
    components::{ButtonKind, Empty, Icon, LinkButton, PageHead},
    route::Route,
};
use leptos::prelude::*;

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHead title="Not found"/>
        <Empty icon=Icon::Search title="There is nothing at this address">
            <p>"It may be mistyped, or from another version of Lanyard."</p>
            <div class="btn-row">
                <LinkButton href=Route::people().href() kind=ButtonKind::Primary icon=Icon::People>"Go to People"</LinkButton>
            </div>
        </Empty>
    }
}
