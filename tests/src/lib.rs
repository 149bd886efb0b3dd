//! What the tests of the whole are made of.
//!
//! * [`browser`]: a page in a real browser, as a person meets it, and what must hold on every page;
//! * [`stage`]: the console, hosted somehow, and a Matomo for it to speak to;
//! * [`steps`]: what several journeys do alike;
//! * [`matrix`]: the same for the role matrix;
//! * [`grants`]: who has what where, as Matomo says it and as a table;
//! * [`matomo_page`]: Matomo's own pages, as the person meets them whom the console let in;
//! * [`asker`]: what Matomo itself says, past the console;
//! * [`visit`]: time at a real Matomo, with accounts and sites that are gone afterwards;
//! * [`desk`]: an admin at a console without a page: plans are carried out and put on record;
//! * [`dice`]: chance that can be repeated;
//! * [`ledger`]: what a browser has on record;
//! * [`seed`]: the same, as if it had been there for long;
//! * [`between`]: what a program asks of a Matomo, listened to on its way;
//! * [`door`]: the way in, for every journey;
//! * [`conformance`]: the simulator held against Matomo;
//! * [`tokens`]: what journeys about tokens do alike;
//! * [`totp`]: an account's second factor, and its codes;
//! * [`password`]: coming in with login and password;
//! * [`real`]: the real Matomos that are up.
//!
//! `tests/README.md` says what they need and how to run them.

pub mod asker;
pub mod between;
pub mod browser;
pub mod conformance;
pub mod desk;
pub mod dice;
pub mod door;
pub mod grants;
pub mod http;
pub mod ledger;
pub mod long_ledger;
pub mod matomo_page;
pub mod matrix;
pub mod password;
pub mod real;
pub mod seed;
pub mod stage;
pub mod steps;
pub mod tokens;
pub mod totp;
pub mod visit;
