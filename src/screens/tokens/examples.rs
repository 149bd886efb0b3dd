//! Commands that use a token, ready to copy. None of them holds one.

use crate::{
    components::{Card, Choice, CopyButton, Segmented, SelectField, follow, live},
    navigation::Navigation,
    route::{Route, TokensPlace},
    session::Session,
};
use access::Directory;
use leptos::prelude::*;
use matomo_api::SiteId;
use tokens::{Language, Needs, Purpose, VARIABLE, example};

pub fn card(directory: &Directory) -> AnyView {
    let Some(url) = Session::here().desk_untracked().map(|desk| desk.client.url().clone()) else {
        return ().into_any();
    };
    let sites: Vec<_> = directory.sites().iter().map(|site| (site.id.to_string(), site.name.clone())).collect();
    let purposes: Vec<_> = Purpose::ALL.iter().map(|it| (it.words().to_owned(), it.words().to_owned())).collect();
    let navigation = Navigation::here();
    let asked = Memo::new(move |before: Option<&(Purpose, Language)>| match navigation.route() {
        Route::Tokens(TokensPlace::Examples(purpose, language)) => (purpose, language),
        _ => before.copied().unwrap_or((Purpose::ALL[0], Language::ALL[0])),
    });
    let look = move |purpose, language| {
        navigation.replace(&Route::Tokens(TokensPlace::Examples(purpose, language)));
    };
    let site = RwSignal::new(sites.first().map(|(id, _)| id.clone()).unwrap_or_default());
    let now = move || asked.get().0;
    let written = Signal::derive(move || asked.get().1);
    // The list says what was chosen, and follows the address when that changes otherwise.
    let purpose = RwSignal::new(asked.get_untracked().0.words().to_owned());
    follow(purpose, move |words| {
        if let Some(purpose) = Purpose::ALL.into_iter().find(|it| it.words() == words) {
            look(purpose, asked.get_untracked().1);
        }
    });
    Effect::new(move || {
        let words = now().words();
        if purpose.with_untracked(|own| own != words) {
            purpose.set(words.to_owned());
        }
    });
    let text = Memo::new(move |_| {
        // Where there is no site at all, the first is as good as any.
        let number = site.with(|id| id.parse().ok()).unwrap_or(1);
        SiteId::new(number).map(|id| example(now(), written.get(), &url, id)).unwrap_or_default()
    });
    let of_site = Memo::new(move |_| now().is_of_a_site());
    let sites = Signal::stored(sites);
    let choices = Language::ALL.map(|language| Choice::new(language.name())).to_vec();
    let name = move || format!("Copy the example for {}", written.get().name());
    view! {
        <Card title="Commands that use a token">
            <div class="card__body stack stack-5">
                <p class="soft measure">
                    {format!("For those who use a token: commands that read it from the environment variable {VARIABLE} and send it in the body of a POST only, never in an address. No example holds a token.")}
                </p>
                <div class="fields">
                    <SelectField label="What is read" options=Signal::stored(purposes) value=purpose/>
                    {live(move || of_site.get().then(|| view! { <SelectField label="Site" options=sites value=site/> }))}
                </div>
                <Segmented legend="Language" choices=choices chosen=Signal::derive(move || Language::ALL.iter().position(|it| *it == written.get())) on_choose=Callback::new(move |at: usize| look(asked.get_untracked().0, Language::ALL[at]))/>
                <div class="stack stack-2">
                    <p class="soft small measure">{live(move || written.get().note())}" "{live(move || needs(now().needs()))}</p>
                    <div class="code">
                        <pre role="region" aria-label="The example"><code>{live(move || text.get())}</code></pre>
                        {live(move || view! { <CopyButton label=name() done="Example copied" text=text/> })}
                    </div>
                </div>
            </div>
        </Card>
    }
    .into_any()
}

fn needs(needs: Needs) -> &'static str {
    match needs {
        Needs::View => "The token needs view on this site.",
        Needs::Admin => "The token needs admin on this site.",
        Needs::Some => "The token needs view on some site.",
        Needs::Nothing => "The token needs no more than to work.",
    }
}
