//! What somebody decides about access that is to be looked at again. It goes on record; what it leads to is a plan
//! like any other.

use crate::{
    books::{Books, Noted},
    browser::clock,
    components::{Button, ButtonKind, Choice, Dialog, Note, Segmented, TextField, Toasts, live, note},
    navigation::Navigation,
    route::Route,
    screens::marks,
};
use access::{Directory, matrix::View};
use leptos::prelude::*;
use matomo_api::Login;
use records::{Day, Review, ReviewDecision, What, Why, Words};
use std::sync::Arc;

/// In the order of the choices.
const DECISIONS: [(ReviewDecision, &str); 4] = [
    (ReviewDecision::Keep, "Keep"),
    (ReviewDecision::Reduce, "Reduce"),
    (ReviewDecision::Remove, "Remove"),
    (ReviewDecision::Ask, "Ask somebody"),
];

/// The decision that is being made.
#[derive(Clone, Copy)]
pub struct Deciding {
    login: RwSignal<Option<Login>>,
    open: RwSignal<bool>,
    decision: RwSignal<Option<usize>>,
    reason: RwSignal<String>,
    next: RwSignal<String>,
    /// Whether it was to be noted with something missing.
    asked: RwSignal<bool>,
}

impl Deciding {
    pub fn new() -> Self {
        Self {
            login: RwSignal::new(None),
            open: RwSignal::new(false),
            decision: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            next: RwSignal::new(String::new()),
            asked: RwSignal::new(false),
        }
    }

    /// Asks about somebody. What was typed about somebody else goes.
    pub fn ask(self, login: Login) {
        if self.login.with_untracked(|own| own.as_ref() != Some(&login)) {
            self.decision.set(None);
            self.reason.set(String::new());
            self.next.set(String::new());
        }
        self.asked.set(false);
        self.login.set(Some(login));
        self.open.set(true);
    }

    pub fn draw(self, directory: Arc<Directory>) -> AnyView {
        let (books, toasts, navigation) = (Books::here(), Toasts::here(), Navigation::here());
        let title = Signal::derive(move || {
            let login = self.login.with(|login| login.as_ref().map(ToString::to_string));
            format!("Review access of {}", login.unwrap_or_default())
        });
        let foot = move || {
            let press = Callback::new(move |()| self.decide(books, toasts, navigation));
            view! {
                <Button kind=ButtonKind::Primary on_press=press>"Put on record"</Button>
                <Button on_press=Callback::new(move |()| self.open.set(false))>"Cancel"</Button>
            }
            .into_any()
        };
        view! {
            <Dialog open=self.open title=title foot=foot>
                {let directory = directory.clone(); live(move || self.form(&directory))}
            </Dialog>
        }
        .into_any()
    }

    fn form(self, directory: &Directory) -> AnyView {
        let Some(login) = self.login.get() else { return ().into_any() };
        let missing = move || {
            let none = self.asked.get() && self.decision.get().is_none();
            none.then(|| note(Note::error("Choose what is to become of the access.")))
        };
        let why = Signal::derive(move || {
            let none = self.asked.get() && self.reason.with(|text| text.trim().is_empty());
            if none { vec![Note::error("Say what the decision rests on.")] } else { Vec::new() }
        });
        let when = Signal::derive(move || match self.day() {
            Err(()) => vec![Note::error("This is no day.")],
            Ok(_) => Vec::new(),
        });
        let choices = DECISIONS.map(|(_, words)| Choice::new(words)).to_vec();
        view! {
            <div class="stack stack-4">
                <p class="soft measure wrap-any">{held(directory, &login)}" "<a href=Route::person(&login).href()>"Open the account"</a></p>
                <div>
                    <Segmented legend="Decision" choices=choices chosen=self.decision on_choose=Callback::new(move |at| self.decision.set(Some(at)))/>
                    <div aria-live="polite">{live(missing)}</div>
                </div>
                <TextField id="review-reason" label="Reason" value=self.reason notes=why help="What you looked at, and who was asked."/>
                <TextField id="review-next" label="Review again by" kind="date" value=self.next notes=when optional=true/>
                <p class="small soft">"The decision is put on record. Nothing changes in Matomo: to reduce or to remove leads to the matrix, where the change is a plan like any other."</p>
            </div>
        }
        .into_any()
    }

    /// The day that was typed, if any was.
    fn day(self) -> Result<Option<Day>, ()> {
        self.next.with(|typed| match typed.trim() {
            "" => Ok(None),
            day => Day::parse(day).map(Some).ok_or(()),
        })
    }

    fn decide(self, books: Books, toasts: Toasts, navigation: Navigation) {
        self.asked.set(true);
        let decision = self.decision.get_untracked().and_then(|at| DECISIONS.get(at));
        let reason = self.reason.with_untracked(|text| Words::of(text));
        let (Some((decision, _)), Some(login), Ok(review)) =
            (decision, self.login.get_untracked(), untrack(|| self.day()))
        else {
            return;
        };
        if reason.is_empty() {
            return;
        }
        let why = Why { reason, review, ..Why::default() };
        let entry = Review { login: login.clone(), sites: Vec::new(), decision: *decision, why };
        books.note(clock::now(), Noted::What(Box::new(What::Review(entry))));
        self.open.set(false);
        self.login.set(None);
        toasts.say("The decision is on record");
        if matches!(decision, ReviewDecision::Reduce | ReviewDecision::Remove) {
            navigation.go(&Route::Matrix(View { only: vec![login], ..View::default() }));
        }
    }
}

/// What somebody has, in a sentence.
fn held(directory: &Directory, login: &Login) -> String {
    const NAMED: usize = 8;
    let Some(person) = directory.person(login.as_str()) else { return format!("{login} has no account any more.") };
    if person.super_user {
        return format!("{login} is a super user: everything on every site.");
    }
    let all: Vec<_> = person.grants.iter().collect();
    let one = |(site, grant): &(_, &access::Grant)| {
        format!("{} on {}", marks::mark(grant.role).words(), marks::site_named(directory, *site))
    };
    match all.len() {
        0 => format!("{login} has an account and no access to a site."),
        n if n > NAMED => {
            format!(
                "{login} has {}, and access to {} more sites.",
                all.iter().take(NAMED).map(one).collect::<Vec<_>>().join(", "),
                n - NAMED
            )
        }
        _ => format!("{login} has {}.", all.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}
