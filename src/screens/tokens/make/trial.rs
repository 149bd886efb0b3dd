//! Trying a token that was made: one request as it, compared with what is known of its owner.

use crate::{
    browser::clock,
    components::{self as ui, Icon, Tone, note, state, tally},
    register::Register,
    screens::tokens::{asking::ask, counter},
    session::Session,
};
use leptos::prelude::*;
use matomo_api::{Error, Login, SiteId, Token};
use tokens::{Check, EntryId, Expected, Owner, Refusal, Working};

/// What trying it showed.
#[derive(Debug, Clone, PartialEq)]
pub enum Trial {
    /// It works.
    Works {
        found: Working,
        /// How it differs from what was expected; `None` where nothing is known to compare with.
        differences: Option<Vec<String>>,
    },
    /// It does not, as far as this page can see.
    Fails(Error),
}

/// Tries a token of `owner`. With an `old` one of theirs that works, that is asked too, and compared with.
pub async fn run(
    session: Session,
    register: Register,
    id: &EntryId,
    owner: &Login,
    token: &Token,
    old: Option<Token>,
) -> Option<Trial> {
    let (desk, directory) = (session.desk_untracked()?, session.directory_untracked()?);
    let check = Check::new([owner.clone()]);
    let found = match ask(&desk, &check, token).await {
        Ok(found) => found,
        Err(error) => return Some(Trial::Fails(error)),
    };
    register.change(id, "Tried: it works.".to_owned(), |entry| entry.worked = Some(clock::now())).await;
    let old = match old {
        // If the old one does not work any more, there is still what the directory says.
        Some(old) => ask(&desk, &check, &old).await.ok(),
        None => None,
    };
    let name = |site: SiteId| {
        let known = directory.site(site).map(|site| site.name.clone());
        known.unwrap_or_else(|| format!("site {site}"))
    };
    let expected = Expected::known(&directory, owner, old.as_ref());
    let differences = expected.map(|expected| expected.differences(&found, name));
    Some(Trial::Works { found, differences })
}

/// What it showed, in words.
pub fn said(trial: &Trial, owner: &Login) -> AnyView {
    match trial {
        Trial::Works { found, differences } => works(found, differences.as_deref(), owner),
        Trial::Fails(error) => {
            let refusal = Refusal::of(error);
            let title = match refusal {
                Refusal::Silent => "Matomo gives no readable answer to this token",
                Refusal::Refused => "Matomo refuses this token",
                _ => "The token could not be tried",
            };
            let silent = "It was tried once. From another origin a page cannot see why Matomo refuses.";
            let why = if refusal == Refusal::Silent { silent.to_owned() } else { access::why(error) };
            view! {
                <ui::Banner tone=Tone::Danger title=title><p class="wrap-any">{why}</p></ui::Banner>
                {counter()}
            }
            .into_any()
        }
    }
}

fn works(found: &Working, differences: Option<&[String]>, owner: &Login) -> AnyView {
    let may = match found.super_user {
        true => state(Tone::Warn, Icon::Shield, "Super user: sees and may do everything"),
        false => tally(found.admin.len(), found.write.len(), found.view.len()),
    };
    let whose = match &found.owner {
        Owner::Told(login) => login.to_string(),
        Owner::NotTold => "Matomo does not tell".to_owned(),
    };
    let compared = match differences {
        Some([]) => note(ui::Note::ok(format!("It may do just what is known of {owner}."))),
        Some(differences) => {
            let lines =
                differences.iter().map(|line| view! { <li class="wrap-any">{line.clone()}</li> }).collect_view();
            view! { <ui::Banner tone=Tone::Warn title="It differs from what was expected"><ul>{lines}</ul></ui::Banner> }.into_any()
        }
        None => note(ui::Note::warn(format!(
            "This session does not see all that {owner} may do, so that it was compared with nothing."
        ))),
    };
    view! {
        <div class="stack stack-3">
            <ui::Banner tone=Tone::Ok title="The token works"/>
            {ui::facts(vec![("Whose", whose.into_any()), ("May", may)])}
            {compared}
        </div>
    }
    .into_any()
}
