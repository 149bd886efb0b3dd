//! Why a change cannot be planned. Known before anything is sent.

use matomo_api::{Capability, Email, Login, SiteId};

/// Why there is no plan. Its text is a sentence for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such account.
    #[error("There is no account “{0}”.")]
    UnknownLogin(Login),
    /// An account of this name exists in another spelling. Matomo would take the call and write
    /// rows that are hard to find (seen).
    #[error("There is no account “{login}”, but “{account}”. Use that spelling.")]
    OtherSpelling {
        /// As asked for.
        login: Login,
        /// As it is.
        account: Login,
    },
    /// No such site. Matomo would take the call and keep a row for nothing (seen).
    #[error("There is no site {0}, or you do not administer it.")]
    UnknownSite(SiteId),
    /// No such capability; the plugin that brings it may be switched off.
    #[error("This Matomo does not know the capability “{0}”. Its plugin may be switched off.")]
    UnknownCapability(Capability),
    /// The login is somebody's. Matomo compares without case.
    #[error("The login “{0}” is taken.")]
    LoginTaken(Login),
    /// The login is somebody's e-mail address, which Matomo refuses (seen).
    #[error("“{0}” is the e-mail address of another account, so it cannot be a login.")]
    LoginIsAnEmail(Login),
    /// The address is somebody's.
    #[error("The e-mail address {email} belongs to “{account}”.")]
    EmailTaken {
        /// As asked for.
        email: Email,
        /// Whose it is.
        account: Login,
    },
    /// An invitation, or an account made by a site admin, needs a first site.
    #[error("Matomo creates this account only together with access to a site. Choose at least one.")]
    NeedsSite,
    /// An invitation for no days.
    #[error("An invitation has to last at least one day.")]
    NoDays,
    /// The invitation has ended and Matomo deletes the account 3 days later (source).
    #[error("The invitation of “{0}” has ended, and Matomo will delete the account. Send the invitation again first.")]
    InviteExpired(Login),
    /// The invitation was not taken up yet.
    #[error("“{0}” has not taken up the invitation yet. Make them a super user once they have signed in.")]
    NotYetActive(Login),
    /// Site roles cannot be set for a super user.
    #[error("“{0}” is a super user and has every right on every site. Take that away first.")]
    IsSuperUser(Login),
    /// Site roles say nothing of somebody who becomes a super user.
    #[error("“{0}” shall become a super user and needs no role on a site. Take that back first.")]
    BecomesSuperUser(Login),
    /// A capability is nothing without a role (source).
    #[error("Capabilities come on top of a role, and there is none. Set a role first.")]
    NeedsRole,
    /// A pasted cell says super user.
    #[error("“{0}” cannot become a super user by a cell. Use the row's own menu.")]
    NotByCell(Login),
    /// A template speaks of a group that no site is in.
    #[error("No site is in the group “{0}”.")]
    EmptyGroup(String),
    /// Without a super user nobody can administer Matomo.
    #[error("“{0}” is the last super user. Make somebody else a super user first.")]
    LastSuperUser(Login),
    /// A super user who steps down cannot give roles afterwards.
    #[error("After you step down you cannot give yourself site roles. Ask another super user to do it.")]
    CannotRestoreOwn,
    /// Visitors who are not signed in.
    #[error("Visitors who are not signed in can be given view and nothing else.")]
    AnonymousOnlyViews,
    /// The account of visitors who are not signed in is Matomo's own.
    #[error("The anonymous account belongs to Matomo; it can be neither deleted nor made a super user.")]
    AnonymousAccount,
    /// Only super users may do that.
    #[error("Only a super user can do this.")]
    NeedsSuperUser,
}
