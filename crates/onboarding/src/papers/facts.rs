//! What is known beside the case.

use crate::sheet::CompanyAccount;
use time::Date;

/// What the papers say beside the case's own fields. All of it may be missing; what is missing is not
/// printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Who approves, or approved.
    pub approver: Option<String>,
    /// When it was approved; `None` before.
    pub approved_on: Option<Date>,
    /// Why the company wants it.
    pub justification: Option<String>,
    /// The first day of access.
    pub starts: Option<Date>,
    /// When somebody looks again whether it is still needed.
    pub review: Option<Date>,
    /// What data can be seen: `personal`, `financial`, `health`, `internal_only`, `public` are named in
    /// the paper's language, other texts stay as they are.
    pub data: Vec<String>,
    /// What rules of law apply: `gdpr`, `ccpa`, `hipaa`, `pci_dss`, `none_applies` likewise.
    pub regulations: Vec<String>,
    /// What network the person needs, such as the name of a VPN.
    pub network: Option<String>,
    /// Whether Matomo requires two-factor authentication.
    pub two_factor_required: bool,
    /// What keeps the account, if not Matomo.
    pub company_account: Option<CompanyAccount>,
    /// Whether the invitation is handed over as a link.
    pub invited_by_link: bool,
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
