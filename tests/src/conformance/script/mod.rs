//! The script: every method that the console uses or tells people about, and every refusal.
//!
//! The order matters: each part works on what the parts before it have left.

mod access;
mod access_reads;
mod accounts;
mod bulk;
mod instance;
mod invitations;
mod lockout;
mod origins;
mod people;
mod refusals;
mod sites;
mod super_users;
mod tokens;

use super::Call;

/// All but the lock-out.
pub fn all() -> Vec<Call> {
    [
        sites::made(),
        people::made(),
        people::refused(),
        tokens::made(),
        instance::calls(),
        sites::read(),
        people::read(),
        access::set(),
        access::refused(),
        access::capabilities(),
        access_reads::calls(),
        access::lists_cut_to_100(),
        invitations::calls(),
        accounts::changed(),
        tokens::used(),
        tokens::refused(),
        super_users::calls(),
        bulk::calls(),
        origins::calls(),
        refusals::calls(),
        accounts::deleted(),
        sites::deleted(),
    ]
    .concat()
}

/// The lock-out: leaves the instance locked. Needs a `{viewer}` token of [`all`]'s accounts, so it
/// brings its own.
pub fn lockout() -> Vec<Call> {
    [sites::made(), people::made(), tokens::made(), lockout::calls()].concat()
}
