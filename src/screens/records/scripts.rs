//! Scripts that take access back on its day, since a page that is closed enforces nothing.

use super::on_day;
use crate::{
    books::Books,
    browser::download,
    components::{self as ui, Button, ButtonSize, CodeBlock, Icon, Toasts},
    screens::changes,
};
use leptos::prelude::*;
use records::{NOW_VARIABLE, Revert, VARIABLE};
use std::collections::BTreeSet;

/// How they are had and run. Folded, since most people take access back by hand.
pub fn scripts(reverts: Vec<Revert>) -> AnyView {
    let Some(first) = reverts.first() else { return ().into_any() };
    let (token, script) = (". \"$HOME/.lanyard.env\"", format!("sh \"$HOME/{}\"", first.file_name("sh")));
    let cron = format!("15 6 * * * {token} && {script}");
    let try_out = format!("{token} && {NOW_VARIABLE}={} {script}", first.day);
    let count = reverts.len();
    let lines = changes::long(count, false, move |at| line(&reverts[at]));
    view! {
        <details class="more">
            <summary>"Take access back by itself, on its day"</summary>
            <div class="stack stack-4">
                <p class="measure">
                    "A page that is closed enforces nothing: access that has an end lasts until somebody takes it back here. A script on a machine that runs every day can do it. It looks first, changes only what is still as it was granted, and does nothing before its day and nothing twice."
                </p>
                <ul class="results" aria-label="Scripts">{lines}</ul>
                <h3>"How to run it"</h3>
                <ol class="steps measure">
                    <li>"Put the file into a folder of the user who runs it. The shell script needs curl and awk, the other one Python 3.6 or later."</li>
                    <li>
                        {format!("The token comes from the environment variable {VARIABLE}; the script holds none. Write it into a file that only this user can read (mode 600), such as ")}
                        <span class="mono">"~/.lanyard.env"</span>
                        {format!(", as export {VARIABLE}=… It has to be a super user’s: make one for this alone under Tokens, so that it is known there and replaced in time.")}
                    </li>
                    <li>
                        <div class="stack stack-2">
                            <p>"Have cron run it every morning. It says nothing while there is nothing to do:"</p>
                            <CodeBlock text=cron copy_label="Copy crontab line" copied="Crontab line copied"/>
                        </div>
                    </li>
                    <li>
                        <div class="stack stack-2">
                            <p>"To try it out, put another day in the place of today’s. It then takes the access back:"</p>
                            <CodeBlock text=try_out copy_label="Copy command" copied="Command copied"/>
                        </div>
                    </li>
                </ol>
                <p class="soft small measure">"What it did is not on record here. The console finds it as a change from outside and offers to declare it."</p>
            </div>
        </details>
    }
    .into_any()
}

fn line(revert: &Revert) -> AnyView {
    let people: BTreeSet<&str> = revert.grants.iter().map(|one| one.login.as_str()).collect();
    let whose = match people.len() {
        1 => people.into_iter().collect::<String>(),
        n => format!("{n} people"),
    };
    let sites = match revert.grants.len() {
        1 => "1 site".to_owned(),
        n => format!("{n} grants"),
    };
    let id = revert.id.to_string();
    let button = |words: &'static str, ending: &'static str, revert: &Revert| {
        let revert = revert.clone();
        let press = Callback::new(move |()| save(&revert, ending));
        view! { <Button size=ButtonSize::Small icon=Icon::Download label=format!("{words} for {id}") on_press=press>{words}</Button> }
    };
    view! {
        <li class="result">
            {ui::icon(Icon::Clock)}
            <div class="stack stack-2">
                <div>
                    <p class="result__title wrap-any">{format!("{whose}, {sites}, from {} on", on_day(revert.day))}</p>
                    <p class="result__text mono">{id.clone()}</p>
                </div>
                <div class="btn-row">{button("Shell script", "sh", revert)}{button("Python script", "py", revert)}</div>
            </div>
        </li>
    }
    .into_any()
}

fn save(revert: &Revert, ending: &str) {
    let (name, text) = (revert.file_name(ending), if ending == "sh" { revert.shell() } else { revert.python() });
    let mime = if ending == "sh" { "text/x-shellscript" } else { "text/x-python" };
    let saved = download::text(&name, mime, &text).is_ok();
    if saved {
        Books::here().note_export(&format!("a script that takes back what {} granted", revert.id), revert.grants.len());
    }
    Toasts::here().say(if saved { format!("Saved as {name}") } else { "The browser did not take the file".to_owned() });
}
