//! What the company wants of its cases and papers.

mod demands;

use crate::{
    browser::{download, file},
    components::{
        self as ui, Banner, Button, ButtonSize, Card, Check, Icon, Note, PageHead, SelectField, TextAreaField,
        TextField, Toasts, Tone, live,
    },
    register::Register,
    settings::{self, Settings},
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::Role;
use onboarding::{EndRule, Policy, PolicyField, papers::Logo};
use web_sys::HtmlInputElement;

/// The settings, kept as they are typed.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    let desk = Desk {
        now: RwSignal::new(settings::read()),
        kept: RwSignal::new(None),
        not_imported: RwSignal::new(None),
        register: Register::here(),
    };
    // What is imported stands in other fields: they are drawn anew.
    let drawn = RwSignal::new(0_u32);
    let actions = view! {
        <Button icon=Icon::Download on_press=Callback::new(move |()| desk.export())>"Export"</Button>
        <label class="btn">
            {ui::icon(Icon::Sheet)}"Import"
            <input class="vh" type="file" accept=".json,application/json" on:change=move |event| desk.import(&event_target(&event), drawn)/>
        </label>
    };
    let kept = move || match desk.kept.get() {
        None => "Kept in this browser; export them for the others.".into_any(),
        Some(true) => "Saved in this browser.".into_any(),
        Some(false) => {
            view! { <span class="warn">"Not saved: this browser keeps nothing for this page."</span> }.into_any()
        }
    };
    let not_imported = move || {
        let told = |why| {
            view! {
                <Banner tone=Tone::Danger title=format!("Not imported: {why}") alert=true>
                <p>"The settings are as they were."</p>
                <Button size=ButtonSize::Small on_press=Callback::new(move |()| desk.not_imported.set(None))>"Dismiss"</Button>
            </Banner>
            }
        };
        desk.not_imported.get().map(told)
    };
    view! {
        <PageHead title="Settings" actions=actions.into_any()/>
        <div class="scroll" tabindex="0" role="region" aria-label="Settings">
            <div class="content stack stack-6">
                <p class="soft measure">"What your company makes mandatory when somebody is onboarded and when access changes, and what stands on its papers. Nothing here is a secret, and nothing of it is sent to Matomo."</p>
                {live(not_imported)}
                {live(move || { drawn.track(); view! { {house(desk)}{rules(desk)}{names(desk)}{demands::demands(desk)} } })}
            </div>
        </div>
        <div class="footbar"><span class="muted small" role="status">{live(kept)}</span></div>
    }
}

/// The settings as they stand on the screen.
#[derive(Clone, Copy)]
struct Desk {
    now: RwSignal<Settings>,
    /// Whether the browser took them.
    kept: RwSignal<Option<bool>>,
    /// Why the file that was chosen last is none of settings.
    not_imported: RwSignal<Option<String>>,
    /// Where it is said how old tokens may get, which is no matter of this screen.
    register: Register,
}

impl Desk {
    fn edit(self, change: impl FnOnce(&mut Settings)) {
        self.follow_register();
        self.now.update(change);
        self.kept.set(Some(self.now.with_untracked(settings::write)));
    }

    /// Takes over what was said of tokens elsewhere since this screen opened, perhaps in another tab.
    fn follow_register(self) {
        self.register.follow_settings();
        let tokens = untrack(|| self.register.policy());
        self.now.update(|now| now.tokens = tokens);
    }

    fn export(self) {
        self.follow_register();
        let text = self.now.with_untracked(settings::to_file);
        let said = match download::text("lanyard-settings.json", "application/json", &text) {
            Ok(()) => "Saved as lanyard-settings.json",
            Err(_) => "The browser did not take the file",
        };
        Toasts::here().say(said);
    }

    fn import(self, input: &HtmlInputElement, drawn: RwSignal<u32>) {
        let toasts = Toasts::here();
        let Some(chosen) = file::chosen(input) else { return };
        spawn_local(async move {
            match settings::of_file(&file::text(&chosen).await.unwrap_or_default()) {
                Ok(read) => {
                    self.not_imported.set(None);
                    let tokens = read.tokens;
                    self.edit(|now| *now = read);
                    self.register.set_policy(tokens);
                    drawn.update(|count| *count += 1);
                    toasts.say("Settings imported");
                }
                Err(why) => self.not_imported.set(Some(why)),
            }
        });
    }

    /// A text of the settings, kept when it changes.
    fn text(self, part: fn(&mut Settings) -> &mut String) -> RwSignal<String> {
        let value = RwSignal::new(part(&mut self.now.get_untracked()).clone());
        self.follow(value, move |now, typed| typed.clone_into(part(now)));
        value
    }

    fn follow(self, value: RwSignal<String>, set: impl Fn(&mut Settings, &str) + 'static) {
        ui::follow(value, move |typed| self.edit(|now| set(now, typed)));
    }

    /// A whole number, or nothing.
    fn number(self, part: fn(&mut Settings) -> &mut Option<u16>) -> RwSignal<String> {
        let value = RwSignal::new(part(&mut self.now.get_untracked()).map_or_else(String::new, |n| n.to_string()));
        self.follow(value, move |now, typed| *part(now) = typed.trim().parse().ok());
        value
    }

    /// What is wrong with a rule.
    fn notes(self, field: PolicyField) -> Signal<Vec<Note>> {
        Signal::derive(move || {
            let problems = self.now.with(|now| now.policy.problems());
            problems.into_iter().filter(|(at, _)| *at == field).map(|(_, why)| Note::error(why)).collect()
        })
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn house(desk: Desk) -> AnyView {
    let rules = RwSignal::new(desk.now.with_untracked(|now| now.house.rules.join("\n")));
    desk.follow(rules, |now, typed| now.house.rules = lines(typed));
    let days = RwSignal::new(desk.now.with_untracked(|now| now.house.token_days.to_string()));
    desk.follow(days, |now, typed| now.house.token_days = typed.trim().parse().unwrap_or(90));
    view! {
        <Card title="The company, on its papers">
            <div class="card__body stack stack-5">
                <div class="fields">
                    <TextField label="Name" value=desk.text(|now| &mut now.house.name) optional=true/>
                    <TextField label="Tokens last at most (days)" value=days kind="number"/>
                </div>
                <div class="fields">
                    <TextAreaField label="Contact" value=desk.text(|now| &mut now.house.contact) optional=true help="Whom to ask where a case names nobody. One to a line."/>
                    <TextAreaField label="Incidents" value=desk.text(|now| &mut now.house.incidents) optional=true help="Whom to tell when something went wrong."/>
                </div>
                <TextAreaField label="Rules of the house" value=rules optional=true help="One to a line; each gets a box to tick on the sheet."/>
                {logo(desk)}
            </div>
        </Card>
    }
    .into_any()
}

fn logo(desk: Desk) -> AnyView {
    let wrong = RwSignal::new(None::<String>);
    let pick = move |event: leptos::ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let Some(chosen) = file::chosen(&input) else { return };
        spawn_local(async move {
            match Logo::parse(&file::data_url(&chosen).await.unwrap_or_default()) {
                Ok(logo) => {
                    wrong.set(None);
                    desk.edit(|now| now.house.logo = Some(logo));
                }
                Err(why) => wrong.set(Some(why.to_string())),
            }
        });
    };
    let shown = move || {
        desk.now.with(|now| now.house.logo.as_ref().map(|logo| logo.as_str().to_owned())).map(|url| view! {
            <div class="row">
                <img class="settings__logo" src=url alt="The logo on the papers"/>
                <Button on_press=Callback::new(move |()| desk.edit(|now| now.house.logo = None))>"Remove logo"</Button>
            </div>
        })
    };
    let why = move || {
        wrong.get().map(
            |why| view! { <Banner tone=Tone::Danger title="This cannot be the logo" alert=true><p>{why}</p></Banner> },
        )
    };
    view! {
        <div class="stack stack-2">
            <label class="field">
                <span class="field__label">"Logo"<span class="field__opt">"optional"</span></span>
                <input class="input" type="file" accept="image/png,image/jpeg,image/svg+xml" on:change=pick/>
                <span class="field__help">"PNG, JPEG, or SVG without scripts; up to 64 KiB."</span>
            </label>
            {live(why)}{live(shown)}
        </div>
    }
    .into_any()
}

fn switch(desk: Desk, label: &'static str, part: fn(&mut Policy) -> &mut bool) -> AnyView {
    let checked = Signal::derive(move || *part(&mut desk.now.get().policy));
    let turn = Callback::new(move |on| desk.edit(|now| *part(&mut now.policy) = on));
    view! { <Check checked=checked on_change=turn>{label}</Check> }.into_any()
}

/// What a case must have.
fn rules(desk: Desk) -> AnyView {
    const ENDS: [(EndRule, &str, &str); 3] = [
        (EndRule::Nobody, "nobody", "For nobody"),
        (EndRule::Outside, "outside", "For people of other companies"),
        (EndRule::Everybody, "everybody", "For everybody"),
    ];
    let rule = desk.now.with_untracked(|now| now.policy.end);
    let end = RwSignal::new(ENDS.iter().find(|(is, ..)| *is == rule).map_or("", |(_, key, _)| *key).to_owned());
    desk.follow(end, |now, chosen| {
        now.policy.end = ENDS.iter().find(|(_, key, _)| *key == chosen).map_or(EndRule::Nobody, |(is, ..)| *is);
    });
    let options = ENDS.map(|(_, key, words)| (key.to_owned(), words.to_owned())).to_vec();
    let after = move |role: Role| {
        let (label, value) = match role {
            Role::View => ("View, days", desk.number(|now| &mut now.policy.review_after.view)),
            Role::Write => ("Write, days", desk.number(|now| &mut now.policy.review_after.write)),
            Role::Admin => ("Admin, days", desk.number(|now| &mut now.policy.review_after.admin)),
        };
        view! { <TextField label=label value=value kind="number" optional=true/> }
    };
    view! {
        <Card title="What a case must have">
            <div class="card__body stack stack-5">
                <div class="columns">
                    <div class="stack stack-1">
                        {switch(desk, "Who approved, and when", |policy| &mut policy.approval)}
                        {switch(desk, "A ticket, contract or order", |policy| &mut policy.ticket)}
                        {switch(desk, "A business reason", |policy| &mut policy.justification)}
                        {switch(desk, "What is in the reports", |policy| &mut policy.classification)}
                        {switch(desk, "Laws and standards", |policy| &mut policy.regulations)}
                        {switch(desk, "A reason for each Admin", |policy| &mut policy.admin_reason)}
                    </div>
                    <SelectField label="A last day of access" options=Signal::stored(options) value=end/>
                </div>
                <fieldset class="stack stack-2">
                    <legend class="field__label">"Looked at again after"</legend>
                    <div class="fields">{[Role::View, Role::Write, Role::Admin].map(after).into_iter().collect_view()}</div>
                </fieldset>
            </div>
        </Card>
    }
    .into_any()
}

/// Addresses, logins, invitations.
fn names(desk: Desk) -> AnyView {
    let domains = RwSignal::new(desk.now.with_untracked(|now| now.policy.email_domains.join("\n")));
    desk.follow(domains, |now, typed| now.policy.email_domains = lines(typed));
    view! {
        <Card title="Logins, addresses, invitations">
            <div class="card__body stack stack-5">
                <div class="fields">
                    <TextField label="Rule for logins" value=desk.text(|now| &mut now.policy.naming) mono=true optional=true
                        notes=desk.notes(PolicyField::Naming) placeholder="{first}.{last}"
                        help="Of {first}, {last}, {f}, {l}, {vendor} and the like; such as {vendor}.{first}.{last}"/>
                    <TextField label="Rule for service accounts" value=desk.text(|now| &mut now.policy.service_naming) mono=true optional=true
                        notes=desk.notes(PolicyField::ServiceNaming) placeholder="svc-{system}-{purpose}"/>
                </div>
                <TextAreaField label="Domains that addresses may have" value=domains optional=true notes=desk.notes(PolicyField::EmailDomains)
                    help="One to a line; without any, every domain may. Matomo has a setting of its own for this, which holds as well."/>
                <div class="fields">
                    <TextField label="Invitations work for (days)" value=desk.number(|now| &mut now.policy.invite_days) kind="number" optional=true notes=desk.notes(PolicyField::InviteDays)/>
                    <TextField label="And at most (days)" value=desk.number(|now| &mut now.policy.longest_invite) kind="number" optional=true notes=desk.notes(PolicyField::LongestInvite)/>
                </div>
            </div>
        </Card>
    }
    .into_any()
}
