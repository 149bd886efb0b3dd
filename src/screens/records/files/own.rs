//! Whether what this browser keeps is as it was written.

use super::{ends, entries, problems};
use crate::{
    books::{Books, check},
    components::{self as ui, Banner, Button, Card, Icon, Tone, live},
};
use leptos::{prelude::*, task::spawn_local};
use records::Verdict;

/// How far the check is.
#[derive(Clone)]
enum Check {
    Reading,
    Done { verdict: Verdict, ms: u32 },
    Failed(String),
}

pub fn card(books: Books) -> AnyView {
    let check = RwSignal::new(Check::Reading);
    let go = move || {
        check.set(Check::Reading);
        spawn_local(async move {
            let came = match check::kept(books).await {
                Ok((verdict, ms)) => Check::Done { verdict, ms },
                Err(why) => Check::Failed(why),
            };
            check.try_set(came);
        });
    };
    go();
    let busy = Signal::derive(move || matches!(check.get(), Check::Reading));
    view! {
        <Card title="This browser">
            <div class="card__body stack stack-3">
                <p>"Every line that is kept is read again and compared with its seal, with the line before it, and with what was noted of the end."</p>
                <div role="status">{live(move || told(books, check.get()))}</div>
                <div class="btn-row"><Button icon=Icon::Link busy=busy on_press=Callback::new(move |()| go())>"Verify again"</Button></div>
            </div>
        </Card>
    }
    .into_any()
}

fn told(books: Books, check: Check) -> AnyView {
    let (verdict, ms) = match check {
        Check::Reading => return view! { <p class="soft">"Checking."</p> }.into_any(),
        Check::Failed(why) => {
            return view! { <Banner tone=Tone::Warn title="It could not be read"><p>{why}"."</p></Banner> }.into_any();
        }
        Check::Done { verdict, ms } => (verdict, ms),
    };
    if !verdict.is_whole() {
        return view! {
            <Banner tone=Tone::Danger title="What is kept is not whole">
                {problems(&verdict)}
                <p>{format!("Intact: {}. Import an export, or the ledger of a colleague, that has the others still: what is missing is taken from it.", entries(verdict.entries))}</p>
            </Banner>
        }
        .into_any();
    }
    let tips = untrack(|| books.ledger()).map(|ledger| ledger.tips()).unwrap_or_default();
    let end = (!tips.is_empty()).then(|| {
        view! { <p class="small soft">"Fingerprint of the last entry: "<span class="mono">{ends(&tips)}</span></p> }
    });
    view! {
        <p class="ok strong line">{ui::icon(Icon::Ok)}{format!("Whole: {} as they were written.", entries(verdict.entries))}</p>
        {end}
        <p class="small muted" data-ms=ms.to_string()>{format!("Checked in {ms} ms.")}</p>
    }
    .into_any()
}
