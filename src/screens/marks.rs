//! How people, roles and states are drawn and worded, the same on every screen.

use crate::components::{self as ui, AvatarKind, Icon, Mark, Tone};
use access::{Grant, LastSeen, Person, PersonKind, Seconds, Site, Status};
use leptos::prelude::*;
use matomo_api::{Role, SiteId, methods::AvailableCapability};
use onboarding::dates;

/// The mark of a role.
pub fn mark(role: Role) -> Mark {
    match role {
        Role::View => Mark::View,
        Role::Write => Mark::Write,
        Role::Admin => Mark::Admin,
    }
}

/// A role: glyph and name.
pub fn role(role: Role) -> AnyView {
    ui::role_chip(mark(role))
}

/// The names of a grant's explicit capabilities; the id where Matomo knows no name any more. A
/// dash where there are none.
pub fn capabilities(grant: &Grant, known: &[AvailableCapability]) -> String {
    let name = |id: &matomo_api::Capability| {
        let found = known.iter().find(|capability| capability.id == *id);
        found.map_or_else(|| id.to_string(), |capability| capability.name.clone())
    };
    or_dash(Some(grant.capabilities.iter().map(name).collect::<Vec<_>>().join(", ")))
}

/// A text, or a dash where there is none.
pub fn or_dash(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "–".to_owned())
}

/// What somebody may do, in one cell.
pub fn access_of(person: &Person) -> AnyView {
    if person.super_user {
        return view! { <span class="tally">{ui::role_chip(Mark::SuperUser)}</span> }.into_any();
    }
    let tally = person.tally();
    ui::tally(tally.of(Role::Admin), tally.of(Role::Write), tally.of(Role::View))
}

/// The person as a badge on a lanyard.
pub fn avatar(person: &Person, large: bool) -> AnyView {
    let kind = match person.kind() {
        PersonKind::SuperUser => AvatarKind::SuperUser,
        PersonKind::Invitee => AvatarKind::Pending,
        PersonKind::Service => AvatarKind::Service,
        PersonKind::Member => AvatarKind::Person,
    };
    ui::avatar(person.initials(), kind, large)
}

/// Badge, login as the link to the person, and the address below it.
pub fn who(person: &Person, href: String) -> AnyView {
    let email = person.email.as_ref().map(ToString::to_string);
    view! {
        <span class="who">
            {avatar(person, false)}
            <span class="who__text">
                <a class="who__name" href=href>{person.login.to_string()}</a>
                <span class="who__login">{email}</span>
            </span>
        </span>
    }
    .into_any()
}

/// Where an account stands.
pub fn status(status: Status) -> AnyView {
    let (tone, icon) = match status {
        Status::Active => (Tone::Ok, Icon::Ok),
        Status::Invited { .. } => (Tone::Info, Icon::Mail),
        Status::InviteExpired => (Tone::Warn, Icon::Warning),
    };
    let words = match status {
        Status::Active => "Active".to_owned(),
        Status::Invited { days_left: 0 } => "Invited, ends today".to_owned(),
        Status::Invited { days_left: 1 } => "Invited, 1 day left".to_owned(),
        Status::Invited { days_left } => format!("Invited, {days_left} days left"),
        Status::InviteExpired => "Invite expired".to_owned(),
    };
    ui::badge(tone, Some(icon), words)
}

/// Whether a second factor is on.
pub fn two_factor(on: Option<bool>) -> AnyView {
    match on {
        Some(true) => ui::state(Tone::Ok, Icon::Check, "On"),
        Some(false) => ui::state(Tone::Warn, Icon::X, "Off"),
        None => view! { <span class="muted">"Not told"</span> }.into_any(),
    }
}

/// When somebody was last seen.
pub fn last_seen(seen: &LastSeen, now: Seconds) -> String {
    match seen {
        LastSeen::Never => "Never".to_owned(),
        LastSeen::At(then) => dates::ago(*then, now),
        LastSeen::Phrase(phrase) => phrase.clone(),
    }
}

/// A site's name, or words where it has none.
pub fn site_name(site: &Site) -> String {
    if site.name.trim().is_empty() { format!("Site {} (no name)", site.id) } else { site.name.clone() }
}

/// A site's name from its number; words where the directory does not know it.
pub fn site_named(directory: &access::Directory, id: SiteId) -> String {
    directory.site(id).map_or_else(|| format!("Site {id}"), site_name)
}
