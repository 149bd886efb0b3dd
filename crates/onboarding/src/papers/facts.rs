//! What is known beside the case.

use crate::SignIn;
use time::Date;

/// What the papers say beside the case. All of it may be missing; what is missing is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// How somebody without a case signs in, if not with a password of Matomo's.
    pub sign_in: Option<SignIn>,
    /// What network the person needs, such as the name of a VPN.
    pub network: Option<String>,
    /// Whether Matomo requires two-factor authentication.
    pub two_factor_required: bool,
    /// When the person's token ends, if one was made.
    pub token_ends: Option<Date>,
    /// What Matomo said afterwards.
    pub read_back: Option<ReadBack>,
    /// Name and version of the console.
    pub console: Option<String>,
}

/// What Matomo said when it was asked after the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadBack {
    /// When, in Unix seconds.
    pub at: i64,
    /// Whether it was what had been planned.
    pub as_planned: bool,
}
