//! One request as a token, never again by itself, and what of it counts towards the lock-out.

use crate::session::{Desk, connecting::count_refusal};
use matomo_api::{Error, MatomoUrl, Token};
use tokens::{Check, Refusal, Working};

/// What an error says about the token that was asked with. What Matomo may have counted is counted here too.
pub fn counted(error: &Error, url: &MatomoUrl) -> Refusal {
    let refusal = Refusal::of(error);
    if refusal.counts() {
        count_refusal(url);
    }
    refusal
}

/// Asks as a token what it is. A refusal is counted.
pub async fn ask(desk: &Desk, check: &Check, token: &Token) -> Result<Working, Error> {
    let url = desk.client.url();
    let request = check.request(url, token);
    let answer = desk.client.transport().send(&request).await.map_err(Error::Unreachable);
    drop(request);
    answer.and_then(|answer| check.read(&answer)).inspect_err(|error| _ = counted(error, url))
}
