//! Drives the engine as the console does.

#![allow(clippy::unwrap_used, dead_code)]

use super::model::{Network, PASSWORD, now};
use access::{Apply, Decision, Journal, Next, Outcome, Plan, Secrets};
use matomo_api::{Caller, Login, Password};
use std::{collections::VecDeque, rc::Rc};

/// What happens to the page around one request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    Nothing,
    Pause,
    /// The page is closed after the request went out and before the answer came.
    ReloadBeforeAnswer,
    /// The page is closed when the answer was taken.
    ReloadAfterAnswer,
}

pub struct Run<'a> {
    pub network: &'a Rc<Network>,
    pub caller: Caller,
    pub secrets: Secrets,
    pub events: VecDeque<Event>,
    pub decision: Option<Decision>,
    pub interruptions: usize,
}

pub fn secrets(logins: &[&str]) -> Secrets {
    let password = |login: &&str| (Login::reported(*login), Password::new("s3cret!"));
    Secrets { passwords: logins.iter().map(password).collect(), caller: Some(Password::new(PASSWORD)) }
}

impl<'a> Run<'a> {
    pub fn new(network: &'a Rc<Network>, caller: Caller) -> Self {
        Self { network, caller, secrets: secrets(&[]), events: VecDeque::new(), decision: None, interruptions: 0 }
    }

    pub fn plan(&mut self, plan: Plan) -> Outcome {
        self.go(Apply::start(plan, self.caller))
    }

    /// To the end, going on after every interruption.
    pub fn go(&mut self, mut apply: Apply) -> Outcome {
        let client = self.network.client();
        for _ in 0..200 {
            match apply.next(&self.secrets) {
                Next::Send(bulk, _) => {
                    let kept = keep(apply.journal());
                    let reply = now(client.bulk(&bulk));
                    match self.events.pop_front().unwrap_or(Event::Nothing) {
                        Event::Nothing => apply.feed(reply),
                        Event::Pause => {
                            apply.pause();
                            apply.feed(reply);
                        }
                        Event::ReloadBeforeAnswer => apply = Apply::resume(kept, self.caller),
                        Event::ReloadAfterAnswer => {
                            apply.feed(reply);
                            apply = Apply::resume(keep(apply.journal()), self.caller);
                        }
                    }
                }
                Next::Paused => apply.go_on(),
                Next::Interrupted { .. } => {
                    self.interruptions += 1;
                    apply.go_on();
                }
                Next::Conflict(differences) => match self.decision {
                    Some(decision) => apply.decide(decision),
                    None => panic!("nobody else changes anything here: {differences:?}"),
                },
                Next::NeedsCallerPassword { .. } => panic!("the password is right"),
                Next::Finished(outcome) => return outcome,
            }
        }
        panic!("does not come to an end");
    }
}

/// Through storage and back.
pub fn keep(journal: &Journal) -> Journal {
    let text = serde_json::to_string(journal).unwrap();
    assert!(!text.contains("s3cret") && !text.contains(PASSWORD), "no secret is kept");
    let back: Journal = serde_json::from_str(&text).unwrap();
    assert_eq!(back, *journal);
    back
}
