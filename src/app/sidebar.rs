//! The navigation beside the sheet of work; on narrow screens a popover behind `Menu`.

use crate::components::live;
use crate::{
    books::Books,
    components::{
        AvatarKind, Button, ButtonKind, ButtonSize, Choice, Icon, IconButton, Segmented, avatar, drawn_icon, icon,
    },
    navigation::Navigation,
    register::Register,
    route::Route,
    session::{Lock, Session},
    theme::Theme,
};
use leptos::prelude::*;
use matomo_api::Caller;

/// Only on narrow screens and at high zoom.
#[component]
pub fn Topbar() -> impl IntoView {
    view! {
        <header class="topbar">
            <button class="btn btn--icon btn--quiet" type="button" popovertarget="main-nav" aria-label="Menu">
                {icon(Icon::Menu)}
            </button>
            <a class="brand" href=Route::people().href()>{drawn_icon(Icon::Logo, "brand__mark")}"Lanyard"</a>
        </header>
    }
}

#[component]
pub fn Sidebar() -> impl IntoView {
    let session = Session::here();
    let people = move || session.directory().map(|d| d.people().len());
    let sites = move || session.directory().map(|d| d.sites().len());
    let register = Register::here();
    let due = Memo::new(move |_| register.due().unwrap_or_default());
    let books = Books::here();
    let waiting = Memo::new(move |_| books.standing().due);
    view! {
        <nav class="side" id="main-nav" aria-label="Main" popover>
            <div class="side__brand">
                <a class="brand" href=Route::people().href()>{drawn_icon(Icon::Logo, "brand__mark")}"Lanyard"</a>
            </div>
            <Instance/>
            <ul class="nav__list">
                <Link to=Route::people() icon=Icon::People words="People" count=Signal::derive(people) unit="account"/>
                <Link to=Route::sites() icon=Icon::Globe words="Sites" count=Signal::derive(sites) unit="site"/>
                <Link to=Route::onboard() icon=Icon::PersonAdd words="Onboard"/>
                <Link to=Route::matrix() icon=Icon::Matrix words="Role matrix"/>
                <Link to=Route::tokens() icon=Icon::Key words="Tokens" due=due/>
                <Link to=Route::records() icon=Icon::Ledger words="Records"/>
                <Link to=Route::Due icon=Icon::Clock words="Due" due=waiting/>
                <Link to=Route::Settings icon=Icon::Settings words="Settings"/>
            </ul>
            <div class="side__foot">
                <ThemeSwitch/>
                <p class="promise">{live(move || promise(session))}</p>
                <Caller/>
            </div>
        </nav>
    }
}

fn promise(session: Session) -> &'static str {
    if session.desk().is_some_and(|d| d.demo) {
        "A made-up Matomo inside this page. Nothing leaves it."
    } else {
        "The token lives in this tab only. Locks after 15 minutes without use."
    }
}

/// Which Matomo, and the way to what is known of it.
#[component]
fn Instance() -> impl IntoView {
    let session = Session::here();
    let shown = move || {
        let desk = session.desk()?;
        let version = format!("Matomo {}", desk.connection.version);
        Some((desk.client.url().shown().to_owned(), if desk.demo { format!("Demo, {version}") } else { version }))
    };
    view! {
        <a class="instance" href=Route::Connect.href()>
            {live(move || shown().map(|(host, version)| view! {
                <span>
                    <span class="instance__host">{host}</span>
                    <span class="instance__meta"><span class="dot"></span>{version}<span class="vh">", connected"</span></span>
                </span>
            }))}
            {icon(Icon::ChevronRight)}
        </a>
    }
}

#[component]
fn Link(
    to: Route,
    icon: Icon,
    words: &'static str,
    #[prop(optional, into)] count: Option<Signal<Option<usize>>>,
    #[prop(optional)] unit: &'static str,
    /// How many need somebody; not told while nobody is needed.
    #[prop(optional, into)]
    due: Option<Signal<usize>>,
) -> impl IntoView {
    let route = Navigation::here().signal();
    let folder = to.folder();
    let current = move || {
        let here = route.with(|r| r.folder());
        let inside = here == folder || here.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        inside.then_some("page")
    };
    let id = crate::components::fresh_id("count");
    let described = (count.is_some() || due.is_some()).then(|| id.clone());
    let waits = move || due.map(|due| due.get()).filter(|due| *due > 0);
    view! {
        <li>
            <a class="nav__link" href=to.href() aria-current=current aria-describedby=described>
                {crate::components::icon(icon)}
                {words}
                {count.map(|count| view! {
                    <span class="nav__count" aria-hidden="true">{live(move || count.get())}</span>
                })}
                {due.map(|_| live(move || waits().map(|n| view! {
                    <span class="nav__count nav__count--due" aria-hidden="true">{format!("{n} due")}</span>
                })))}
            </a>
            {due.map(|_| view! {
                <span class="vh" id=id.clone() aria-hidden="true">{live(move || waits().map(|n| format!("{n} due")))}</span>
            })}
            {count.map(|count| view! {
                <span class="vh" id=id aria-hidden="true">{live(move || count.get().map(|n| format!("{n} {unit}{}", if n == 1 { "" } else { "s" })))}</span>
            })}
        </li>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new(Theme::chosen());
    let choice = |(text, icon): (&str, Icon)| Choice { icon: Some(icon), ..Choice::new(text) };
    let choices = [("As the system", Icon::Screen), ("Light", Icon::Sun), ("Dark", Icon::Moon)].map(choice);
    let at = Signal::derive(move || Theme::ALL.iter().position(|t| *t == chosen.get()));
    let choose = move |at: usize| {
        Theme::ALL[at].choose();
        chosen.set(Theme::ALL[at]);
    };
    view! { <Segmented legend="Theme" choices=choices.to_vec() chosen=at on_choose=Callback::new(choose)/> }
}

/// Who works, and the two ways to end it.
#[component]
fn Caller() -> impl IntoView {
    let session = Session::here();
    let who = move || {
        let desk = session.desk()?;
        let directory = session.directory();
        let person = directory.as_ref().and_then(|d| d.person(d.caller()?.as_str()));
        let name = person.map_or_else(|| "This token".to_owned(), |p| p.login.to_string());
        let (rank, kind) = match desk.connection.caller {
            Caller::SuperUser => ("Super user", AvatarKind::SuperUser),
            Caller::SiteAdmin | Caller::NoAdmin => ("Site admin", AvatarKind::Person),
        };
        let initials = person.map_or_else(|| "–".to_owned(), |p| p.initials());
        Some(view! {
            {avatar(initials, kind, false)}
            <span class="whoami__text">
                <span class="strong wrap-any">{name}</span>
                <br/>
                <span class="small muted">{rank}</span>
            </span>
        })
    };
    view! {
        <div class="whoami">
            {live(who)}
            <IconButton icon=Icon::Lock label="Lock" push=true on_press=Callback::new(move |()| session.lock(Lock::Asked))/>
        </div>
        <Button
            kind=ButtonKind::Quiet
            size=ButtonSize::Small
            icon=Icon::Door
            on_press=Callback::new(move |()| session.disconnect())
        >
            "Disconnect"
        </Button>
    }
}
