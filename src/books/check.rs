//! Checking the lines that this browser keeps, as they are on disk.

use super::{Books, attend, writing};
use crate::browser::{
    clock::{Stopwatch, sleep},
    lines,
};
use leptos::prelude::*;
use records::{Verdict, verify, verify_kept};
use std::time::Duration;

/// What is wrong with what is kept, and how many milliseconds it took to see that. Where nothing is kept, what
/// the page holds is checked.
pub async fn kept(books: Books) -> Result<(Verdict, u32), String> {
    let ledger = books.ledger.get_untracked().ok_or("The ledger was not read yet")?;
    if !attend::is_kept(books.session) {
        let watch = Stopwatch::start();
        return Ok((verify(ledger.export(0)), watch.ms()));
    }
    // The screen says first that it is checked.
    sleep(Duration::ZERO).await;
    let watch = Stopwatch::start();
    let instance = ledger.instance();
    let lines = lines::read(instance.as_str()).await.map_err(|why| why.to_string())?;
    let verdict = verify_kept(&ledger, &lines, writing::noted_end(instance).as_ref());
    Ok((verdict, watch.ms()))
}
