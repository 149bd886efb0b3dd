//! Work of an admin on a real Matomo with a crowd in it, done by a robot.

use std::cell::Cell;
use std::path::Path;

use journeys::browser::{Name, Page, Place, Role, Trouble};
use journeys::stage::Stage;
use journeys::steps::IN_PLACE;
use journeys::{door, grants};
use matomo_api::Login;
use matomo_api::methods::GetAllSites;
use serde_json::Value;

use super::crowd::{journey, open_matrix, with_crowd};
use super::{figure, number, seen};

/// Each run changes Matomo, so before each it is made anew.
const RUNS: usize = 3;

pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let mut filled = Vec::new();
    let (mut block, mut scattered) = (Effort::default(), Effort::default());
    for _ in 0..RUNS {
        with_crowd(dist, |stage| {
            filled.push(seen(&journey(stage, "bench-block"), async |page| {
                let opened = open_matrix(page, stage).await?;
                block.measure(page, stage, view_for_20_on_25).await?;
                Ok(opened)
            })?);
            Ok(())
        })?;
        with_crowd(dist, |stage| {
            let list = list_of_100(stage)?;
            seen(&journey(stage, "bench-scattered"), async |page| {
                open_matrix(page, stage).await?;
                scattered.measure(page, stage, async |hands| one_on_100(hands, &list).await).await
            })
        })?;
    }
    let mut figures =
        vec![figure("500 sites × 216 people, real Matomo: connect → matrix filled", "ms", 1500, 700, filled)];
    figures.extend(block.figures("20 people view on 25 sites", (5000, 2000), 5));
    figures.extend(scattered.figures("one person's role on 100 scattered sites", (5000, 1500), 5));
    Ok(figures)
}

/// Click, scroll, Shift and click, V, *Review*, type how many people, *Apply*.
async fn view_for_20_on_25(hands: &Hands<'_>) -> Result<(), Trouble> {
    let page = hands.page;
    hands.does(page.click_on(Place::Cell("person-0001", "Site 0001"))).await?;
    hands.does(page.run("document.querySelector('.matrix-scroll').scrollTo(1200, 420)", vec![])).await?;
    hands.does(page.click_with_shift_on(Place::Cell("person-0020", "Site 0025"))).await?;
    hands.does(page.keys("v")).await?;
    hands.reviews_and_applies("20").await
}

const PERSON: &str = "person-0007";

/// The sites are a list from elsewhere, so it is taken in as one: *Import*, paste, *Stage this table*, *Review*,
/// type whom it is about, *Apply*.
async fn one_on_100(hands: &Hands<'_>, list: &str) -> Result<(), Trouble> {
    let page = hands.page;
    hands.does(page.button("Import").click()).await?;
    hands.does(page.find(Role::TextBox, Name::Has("Or paste it here".into())).paste(list)).await?;
    hands.does(page.button("Stage this table").click()).await?;
    page.text_contains("100 cells staged, everything was understood").await?;
    hands.reviews_and_applies(PERSON).await
}

/// Write on a hundred sites, none beside another, where the person has no access so far or view.
fn list_of_100(stage: &Stage) -> Result<String, Trouble> {
    let asker = stage.asker()?;
    let (login, mut grants) = (Login::reported(PERSON), grants::all(&asker)?);
    let mut sites: Vec<_> = asker.ask(&GetAllSites)?.into_iter().map(|site| site.id).step_by(3).collect();
    let write = || [matomo_api::Role::Write.as_str().to_owned()].into();
    sites.retain(|site| grants.insert((PERSON.to_owned(), *site), write()) != Some(write()));
    sites.truncate(100);
    Ok(grants::table(&[login], &sites, &grants))
}

/// The robot's hands: each press, click, paste, and each text typed in one go counts.
struct Hands<'a> {
    page: &'a Page,
    count: Cell<u32>,
    /// When the robot was done, and only the console and Matomo were not.
    done: Cell<f64>,
}

impl Hands<'_> {
    async fn does<T>(&self, action: impl Future<Output = Result<T, Trouble>>) -> Result<(), Trouble> {
        self.count.set(self.count.get() + 1);
        action.await.map(drop)
    }

    async fn now(&self) -> Result<f64, Trouble> {
        number(self.page.run("return performance.now()", vec![]).await?)
    }

    /// From the matrix to what was read back. The review wants a word.
    async fn reviews_and_applies(&self, word: &str) -> Result<(), Trouble> {
        self.does(self.page.find(Role::Link, Name::Has("Review ".into())).click()).await?;
        self.does(self.page.textbox(&format!("Type {word} to confirm")).fill(word)).await?;
        self.does(self.page.find(Role::Button, Name::Has("Apply ".into())).click()).await?;
        self.done.set(self.now().await?);
        self.page.text_contains(IN_PLACE).await
    }
}

/// What a job took, run by run.
#[derive(Default)]
struct Effort {
    times: Vec<f64>,
    waits: Vec<f64>,
    interactions: Vec<f64>,
    dialogs: Vec<f64>,
    requests: Vec<f64>,
}

impl Effort {
    async fn measure(
        &mut self,
        page: &Page,
        stage: &Stage,
        job: impl AsyncFnOnce(&Hands<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        page.run(COUNT_DIALOGS, vec![]).await?;
        let hands = Hands { page, count: Cell::new(0), done: Cell::default() };
        let (asked, start) = (door::asked(page, &stage.matomo).await?, hands.now().await?);
        job(&hands).await?;
        let end = hands.now().await?;
        self.times.push(end - start);
        self.waits.push(end - hands.done.get());
        self.requests.push((door::asked(page, &stage.matomo).await? - asked) as f64);
        self.interactions.push(hands.count.get().into());
        self.dialogs.push(number(page.run("return globalThis.dialogs", vec![]).await?)?);
        Ok(())
    }

    fn figures(self, job: &str, (must, aim): (u32, u32), requests: u32) -> [Value; 5] {
        [
            figure(&format!("{job}: to read back"), "ms", must, aim, self.times),
            figure("  of it after the last press", "ms", None, None, self.waits),
            figure("  interactions", "", None, 6, self.interactions),
            figure("  dialogs", "", None, None, self.dialogs),
            figure("  requests: look, write, read back", "", requests, 3, self.requests),
        ]
    }
}

/// Counts the dialogs that are opened from now on.
pub(super) const COUNT_DIALOGS: &str = "globalThis.dialogs = 0;
    const show = HTMLDialogElement.prototype.showModal;
    HTMLDialogElement.prototype.showModal = function () { globalThis.dialogs += 1; return show.call(this) }";
