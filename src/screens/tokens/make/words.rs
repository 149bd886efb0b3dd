//! How making a token ended, in words.

use super::send::Failure;
use crate::{
    components::{self as ui, Banner, Tone},
    screens::{shelf::matomo_page, tokens::counter},
};
use access::Seconds;
use leptos::prelude::*;
use onboarding::{Language, dates};
use tokens::{NotMade, revoking};

/// `ends on 20 Feb 2027, 00:00 UTC`, `never ends`.
pub fn ends(at: Option<Seconds>) -> String {
    at.map_or_else(|| "never ends".to_owned(), |at| format!("ends on {}", dates::moment(at, Language::En)))
}

/// The same beside its name: `20 Feb 2027, 00:00 UTC`, `Never`.
pub fn end(at: Option<Seconds>) -> String {
    at.map_or_else(|| "Never".to_owned(), |at| dates::moment(at, Language::En))
}

/// Why there is no token, what that left behind, and what to do.
pub fn failure(failure: &Failure) -> AnyView {
    let Failure { resetting, why, error, owner, name, ends } = failure;
    let (title, said, left) = match resetting {
        true => of_reset(*why, error),
        false => {
            let ends = ends.map(|at| dates::moment(at, Language::En));
            (why.title().to_owned(), why.words(owner, error), why.left_behind(owner, name, ends.as_deref()))
        }
    };
    let page = left.is_some().then(|| {
        view! { <p><ui::ExternalLink href=matomo_page(revoking::PAGE)>"The tokens of whoever is signed in to Matomo"</ui::ExternalLink></p> }
    });
    view! {
        <Banner tone=Tone::Danger title=title alert=true>
            <p class="wrap-any">{said}</p>
            {left.map(|left| view! { <p class="wrap-any">{left}</p> })}
            {page}
        </Banner>
        {counter()}
    }
    .into_any()
}

fn of_reset(why: NotMade, error: &matomo_api::Error) -> (String, String, Option<String>) {
    let said = access::why(error);
    match why {
        NotMade::WrongPassword => (
            "Matomo says that your own password is wrong".to_owned(),
            "Nothing was changed and no token was made. It was sent once, and is not tried again by itself.".to_owned(),
            None,
        ),
        NotMade::Lost => (
            "No answer came: the password may have been changed".to_owned(),
            format!(
                "{said} No token was asked for. The new password is shown above: it may be the one that holds now."
            ),
            None,
        ),
        _ => ("The new password was not set".to_owned(), format!("{said} No token was asked for."), None),
    }
}
