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
mod two_factor;

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

/// What only somebody with a hand inside the instance can set up and undo: two-factor
/// authentication, and then the lock-out, which is left in force.
pub fn inside() -> Vec<Call> {
    [sites::made(), people::made(), tokens::made(), two_factor::calls(), lockout::calls()].concat()
}
