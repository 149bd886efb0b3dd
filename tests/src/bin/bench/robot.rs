//! A robot that works in the page as hands do.

use journeys::browser::{Page, Trouble};
use serde_json::Value;

/// What scripts of the robot begin with; the first argument is where Matomo is, the last what is called at the end.
///
/// It is in the page: looking for a thing from outside takes longer than the console takes to show it. It presses
/// what it sees and what nothing covers, as soon as it is there, and does one thing in one turn of the page, as hands do.
/// Going into a field is counted with the field.
const HANDS: &str = r"const [matomo, done] = [arguments[0], arguments[arguments.length - 1]];
    let [presses, fields, requests] = [0, 0, 0];
    const send = window.fetch;
    window.fetch = (...what) => {
        if (String(what[0].url ?? what[0]).startsWith(matomo)) requests += 1;
        return send.apply(window, what);
    };
    const frame = () => new Promise(next => requestAnimationFrame(next));
    const turn = () => new Promise(next => setTimeout(next));
    const words = thing => {
        const copy = thing.cloneNode(true);
        copy.querySelectorAll('[aria-hidden=true]').forEach(sign => sign.remove());
        return (thing.getAttribute('aria-label') ?? copy.textContent).replace(/\s+/g, ' ').trim();
    };
    const start = performance.now();
    const shown = async (what, find) => {
        for (const begin = performance.now(); performance.now() - begin < 20000; await frame()) {
            const found = find();
            if (found?.checkVisibility({ visibilityProperty: true })) return found;
        }
        throw new Error(`there is no ${what}; the page says: ${document.body.innerText.slice(0, 600)}`);
    };
    const named = (kind, fits, inside = () => document) => shown(`${kind} ${fits}`, () =>
        [...inside()?.querySelectorAll(kind) ?? []].find(thing => fits.test(words(thing))));
    const press = async thing => {
        presses += 1;
        thing.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = thing.getBoundingClientRect();
        const met = document.elementFromPoint(x + width / 2, y + height / 2);
        if (!thing.contains(met)) throw new Error(`“${words(thing)}” is covered by ${met?.outerHTML.slice(0, 200)}`);
        // As a press of the mouse does before it is a click.
        document.activeElement?.blur();
        thing.click();
        await turn();
    };
    const type = async (label, text) => {
        fields += 1;
        const field = (await named('main label', label)).control;
        field.focus();
        document.execCommand('insertText', false, text);
        await turn();
    };
";

/// Lets the robot do a thing, and says what it came to. The script calls `done` with an object; one with `trouble` is
/// why it did not come through.
pub(super) async fn works(page: &Page, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
    let done = page.run_async(&format!("{HANDS}{script}"), arguments).await?;
    match done["trouble"].as_str() {
        Some(why) => Err(Trouble::new(format!("the robot did not come through: {why}"))),
        None => Ok(done),
    }
}
