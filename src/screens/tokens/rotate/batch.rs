//! Several tokens are replaced: the new ones are made one after the other, then each goes on by itself.

use super::moment;
use crate::{
    components::{
        Banner, Button, ButtonKind, Card, Check, Icon, LinkButton, Note, PageHead, PasswordField, TextField, Tone,
        crumbs, live,
    },
    register::Register,
    route::{Route, TokensPlace},
    screens::tokens::make::{
        fields,
        form::Form,
        held::Held,
        send::{By, Failure},
        trial, words,
    },
    screens::tokens::rotate::{note_made, trying},
    session::Session,
};
use access::Directory;
use leptos::{prelude::*, task::spawn_local};
use matomo_api::Password;
use records::TokenAction;
use std::sync::Arc;
use tokens::{
    Entry, EntryId,
    making::{MakingField, Proof},
};

/// One token of many.
#[derive(Clone, Copy)]
struct Row {
    id: StoredValue<EntryId>,
    form: Form,
    out: RwSignal<bool>,
}

#[derive(Clone, Copy)]
struct Batch {
    rows: StoredValue<Vec<Row>>,
    register: Register,
    session: Session,
    held: Held,
    /// The caller's own password, for all new passwords.
    own: RwSignal<String>,
    knows: RwSignal<bool>,
    busy: RwSignal<Option<EntryId>>,
    failed: RwSignal<Option<(EntryId, Failure)>>,
}

impl Row {
    fn id(self) -> EntryId {
        self.id.get_value()
    }
}

impl Batch {
    /// The new token of a row, once it was made. Reactive.
    fn made(self, row: Row) -> Option<(EntryId, Entry)> {
        let id = self.register.entry(&row.id())?.rotation?.made?;
        let entry = self.register.entry(&id)?;
        Some((id, entry))
    }

    /// Those that are still to be made. Reactive.
    fn open(self) -> Vec<Row> {
        let rows = self.rows.get_value().into_iter();
        rows.filter(|row| !row.out.get() && self.made(*row).is_none()).collect()
    }

    /// Makes them one after the other, and stops at the first that is refused: the others would count too.
    fn press(self) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        let open = untrack(|| self.open());
        open.iter().for_each(|row| row.form.tried.set(true));
        if untrack(|| open.iter().any(|row| row.form.problems().iter().any(|problem| problem.fatal))) {
            request_animation_frame(|| crate::browser::page::focus("[aria-invalid=true]"));
            return;
        }
        let Some(desk) = self.session.desk_untracked() else { return };
        self.failed.set(None);
        open.iter().for_each(|row| row.form.tried.set(false));
        let own = Password::new(self.own.get_untracked());
        self.own.set(String::new());
        spawn_local(async move {
            for row in open {
                if !self.held.is_there() {
                    return;
                }
                let old = row.id();
                let Some(mut wish) = row.form.wish(self.held) else { continue };
                if let By::NewPassword(given) = &mut wish.by {
                    *given = own.clone();
                }
                let owner = wish.owner.clone();
                self.busy.set(Some(old.clone()));
                self.session.touch();
                let made = wish.send(&desk, self.register, self.held).await;
                let new = match made {
                    Ok(new) => new,
                    Err(failure) => {
                        self.busy.try_set(None);
                        self.failed.try_set(Some((old, failure)));
                        return;
                    }
                };
                note_made(self.register, &old, &new).await;
                if let Some(token) = untrack(|| self.register.token(&new)) {
                    let trial = trial::run(self.session, self.register, &new, &owner, &token, None).await;
                    let tested = trial.as_ref().and_then(|trial| trying::tested(trial, owner.as_str()));
                    let said = tested.is_some().then(|| "The new token was tried: it works.".to_owned());
                    if tested.is_some() {
                        self.register.record(&new, TokenAction::Worked, "");
                    }
                    self.register
                        .change(&old, said, |entry| entry.rotation.get_or_insert_default().tested = tested)
                        .await;
                }
            }
            self.busy.try_set(None);
        });
    }
}

pub fn screen(directory: Arc<Directory>, ids: &[EntryId], held: Held) -> AnyView {
    let register = Register::here();
    let known = untrack(|| ids.iter().filter_map(|id| Some((id.clone(), register.entry(id)?))).collect::<Vec<_>>());
    if known.is_empty() {
        return super::gone();
    }
    let (own, knows) = (RwSignal::new(String::new()), RwSignal::new(false));
    let row = |(id, entry): &(EntryId, Entry)| Row {
        id: StoredValue::new(id.clone()),
        form: Form::next_of(directory.clone(), entry, held).with_one_own(own, knows),
        out: RwSignal::new(false),
    };
    let batch = Batch {
        rows: StoredValue::new(known.iter().map(row).collect()),
        register,
        session: Session::here(),
        held,
        own,
        knows,
        busy: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    let title = format!("Rotate {} tokens", known.len());
    let way = crumbs(vec![("Tokens".to_owned(), Route::tokens().href())], title.clone());
    view! {
        <PageHead title=title.clone() above=way/>
        <div class="scroll" tabindex="0" role="region" aria-label=title>
            <div class="content stack stack-6">
                {making(batch)}
                {results(batch)}
            </div>
        </div>
    }
    .into_any()
}

fn making(batch: Batch) -> AnyView {
    let open = Memo::new(move |_| batch.open().len());
    let resets = Memo::new(move |_| {
        let new = |row: &Row| row.form.proof.get() == Proof::NewPassword && !row.form.has_new.get();
        batch.open().iter().filter(|row| new(row)).map(|row| row.form.owner.get()).collect::<Vec<_>>()
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        batch.press();
    };
    let first = batch.rows.get_value().into_iter().next();
    let own = move || {
        let (resets, first) = (resets.get(), first?);
        if resets.is_empty() {
            return None;
        }
        let notes = |field| {
            let rows = batch.rows.get_value();
            let new = move |row: &Row| row.form.proof.get() == Proof::NewPassword;
            Signal::derive(move || rows.iter().find(|row| new(row)).unwrap_or(&first).form.notes(field).get())
        };
        Some(view! {
            <div class="stack stack-4 measure">
                {fields::reset_warning(&resets.join(", "))}
                <PasswordField label="Your own Matomo password" secret="own password" value=batch.own autocomplete="current-password"
                    help="Matomo wants it for setting somebody a new one: once for each." notes=notes(MakingField::OwnPassword)/>
                {fields::knows(batch.knows, notes(MakingField::Knows))}
            </div>
        })
    };
    let words = move || match open.get() {
        0 => "All are made".to_owned(),
        1 => "Make 1 token".to_owned(),
        n => format!("Make {n} tokens"),
    };
    let done = Signal::derive(move || open.get() == 0);
    let busy = Signal::derive(move || batch.busy.with(Option::is_some));
    view! {
        <Card title="New tokens">
            <div class="card__body stack stack-5">
                <p class="soft measure">
                    "One call to Matomo for each, one after the other, without a token; each that was made is tried once. It stops at the first that is refused. They end as the policy says."
                </p>
                {live(move || failure(batch))}
                {batch.held.passwords()}
                {batch.held.countdown()}
                <form class="stack stack-5" novalidate on:submit=submit>
                    <div class="table-wrap">
                        <table class="table table--cards">
                            <caption class="vh">"Tokens to replace"</caption>
                            <thead><tr><th scope="col">"Token"</th><th scope="col">"Owner"</th><th scope="col">"Password"</th><th scope="col">"Two-factor code"</th><th scope="col">"State"</th></tr></thead>
                            <tbody>{batch.rows.get_value().into_iter().map(|row| line(batch, row)).collect_view()}</tbody>
                        </table>
                    </div>
                    {live(own)}
                    <div class="btn-row">
                        <Button kind=ButtonKind::Primary icon=Icon::Key submit=true busy=busy disabled=done>{live(words)}</Button>
                    </div>
                </form>
            </div>
        </Card>
    }
    .into_any()
}

/// Why it stopped, and that it can go on.
fn failure(batch: Batch) -> Option<AnyView> {
    let (_, failure) = batch.failed.get()?;
    let left = untrack(|| batch.open().len());
    let rest = match left {
        0 | 1 => "Type it again and press, or leave it out.".to_owned(),
        n => {
            format!("Nothing was sent for the {} after it. Type it again or leave it out, then press to go on.", n - 1)
        }
    };
    Some(
        view! {
            <div class="stack stack-3">
                <Banner tone=Tone::Warn title=format!("Stopped at {}", failure.owner)><p>{rest}</p></Banner>
                {words::failure(&failure)}
            </div>
        }
        .into_any(),
    )
}

fn line(batch: Batch, row: Row) -> AnyView {
    let Some(entry) = untrack(|| batch.register.entry(&row.id())) else { return ().into_any() };
    let form = row.form;
    let owner = entry.owner.to_string();
    let open = Memo::new(move |_| !row.out.get() && batch.made(row).is_none());
    let can_reset = untrack(|| form.can_reset());
    let way = Memo::new(move |_| (form.proof.get(), form.has_new.get()));
    let of_password = owner.clone();
    let password = move || {
        if !open.get() {
            return ().into_any();
        }
        let owner = of_password.clone();
        let choose = Callback::new(move |on: bool| {
            form.password.set(String::new());
            form.proof.set(if on { Proof::NewPassword } else { Proof::Password });
        });
        let reset = can_reset.then(|| {
            view! {
                <Check checked=Signal::derive(move || form.proof.get() == Proof::NewPassword) on_change=choose
                    name=format!("Set {owner} a new password")>"Set a new one"</Check>
            }
        });
        let field = move || {
            match way.get() {
            (_, true) => crate::components::note(Note::ok("Its new password is used.")),
            (Proof::NewPassword, false) => ().into_any(),
            (Proof::Password, false) => view! {
                <PasswordField label=format!("Password of {owner}") secret=format!("password of {owner}") value=form.password
                    notes=form.notes(MakingField::Password)/>
            }
            .into_any(),
        }
        };
        view! { <div class="stack stack-2">{live(field)}{reset}</div> }.into_any()
    };
    let of_code = owner.clone();
    let code = move || {
        let needed = form.has_second_factor();
        open.get().then(|| {
            view! {
                <TextField label=format!("Code of {of_code}") value=form.code mono=true autocomplete="one-time-code" optional=needed != Some(true)
                    notes=form.notes(MakingField::Code)/>
            }
        })
    };
    let of_state = owner.clone();
    let state = move || standing(batch, row, &of_state);
    let fingerprint = entry.fingerprint.as_ref().map(ToString::to_string).unwrap_or_default();
    view! {
        <tr>
            <th scope="row"><span class="strong wrap-any">{entry.name.clone()}</span><br/><span class="mono muted small">{fingerprint}</span></th>
            <td data-label="Owner">{owner.clone()}</td>
            <td data-label="Password">{live(password)}</td>
            <td data-label="Two-factor code">{live(code)}</td>
            <td data-label="State">{live(state)}</td>
        </tr>
    }
    .into_any()
}

fn standing(batch: Batch, row: Row, owner: &str) -> AnyView {
    if let Some((_, new)) = batch.made(row) {
        let tested = batch.register.entry(&row.id()).and_then(|entry| entry.rotation?.tested);
        let tested = match tested {
            None => "not tried".to_owned(),
            Some(tested) if tested.differences.is_empty() => "tried: may do the same".to_owned(),
            Some(tested) => format!("tried: differs. {}", tested.differences.join(" ")),
        };
        return view! { <span class="soft wrap-any">{format!("Made {}, {tested}", moment(new.created))}</span> }
            .into_any();
    }
    if batch.busy.get() == Some(row.id()) {
        return view! { <span class="soft">"Asking Matomo, once…"</span> }.into_any();
    }
    let failed = batch.failed.get().filter(|(id, _)| *id == row.id()).map(|(_, failure)| failure.why.title());
    view! {
        {failed.map(|why| crate::components::note(Note::error(format!("{why}."))))}
        <Check checked=row.out on_change=Callback::new(move |out| row.out.set(out)) name=format!("Leave {owner} out")>"Leave out"</Check>
    }
    .into_any()
}

/// What was made, each with its token while it is held, and the way on.
fn results(batch: Batch) -> AnyView {
    let made = Memo::new(move |_| {
        let rows = batch.rows.get_value().into_iter();
        rows.filter(|row| batch.made(*row).is_some()).map(Row::id).collect::<Vec<_>>()
    });
    let shown = move || {
        let made = made.get();
        (!made.is_empty()).then(|| {
            let lines = made.iter().map(|old| made_line(batch, old)).collect_view();
            view! {
                <Card title="Made">
                    <div class="card__body stack stack-4">
                        <ul class="stack stack-5">{lines}</ul>
                    </div>
                </Card>
            }
        })
    };
    live(shown)
}

fn made_line(batch: Batch, old: &EntryId) -> Option<AnyView> {
    let register = batch.register;
    let (id, entry) = untrack(|| {
        let id = register.entry(old)?.rotation?.made?;
        let entry = register.entry(&id)?;
        Some((id, entry))
    })?;
    let on = Route::Tokens(TokensPlace::Rotate(vec![old.clone()]));
    Some(
        view! {
            <li class="stack stack-2">
                <p class="strong wrap-any">{entry.name.clone()}</p>
                {batch.held.token(&id, &entry, format!(" of {}", entry.name))}
                <div class="btn-row"><LinkButton href=on.href() icon=Icon::ArrowRight>{format!("Go on with {}", entry.name)}</LinkButton></div>
            </li>
        }
        .into_any(),
    )
}
