//! What is wrong with a case, or worth a second look, each beside its field.

mod words;

use crate::roster::Column;
use access::{Grant, Person, Status};
use matomo_api::{BadEmail, BadLogin, Capability, Email, Login, SiteId};

/// The most characters that any text of a case may have: the papers have no room for more.
pub const LONGEST: usize = 200;

/// Something about a case that needs attention.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where it is shown.
    pub field: CaseField,
    /// What it is.
    pub what: ProblemKind,
}

/// A field of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseField {
    /// [`crate::Case::full_name`]
    FullName,
    /// [`crate::Case::email`]
    Email,
    /// [`crate::Case::login`]
    Login,
    /// [`crate::Case::invite_days`]
    InviteDays,
    /// [`crate::Case::purpose`]
    Purpose,
    /// [`crate::Case::asked_for_by`]
    AskedForBy,
    /// [`crate::Case::reference`]
    Reference,
    /// [`crate::Case::ends`]
    Ends,
    /// [`crate::Case::contact`]
    Contact,
    /// [`crate::Engagement::organisation`]
    Organisation,
    /// [`crate::Engagement::approved_by`]
    ApprovedBy,
    /// [`crate::Engagement::approved_on`]
    ApprovedOn,
    /// [`crate::Engagement::justification`]
    Justification,
    /// [`crate::Engagement::data`]
    Data,
    /// [`crate::Engagement::regulations`] and [`crate::Engagement::other_regulation`]
    Regulations,
    /// [`crate::Engagement::starts`]
    Starts,
    /// [`crate::Engagement::review_on`]
    ReviewOn,
    /// The list of people as a whole.
    People,
    /// A field of one row of it. Rows count from 0.
    Row(usize, Column),
    /// The table of sites as a whole.
    Access,
    /// One row of it.
    Site(SiteId),
    /// The reason for admin there.
    Reason(SiteId),
}

/// What it is.
#[derive(Debug, Clone, PartialEq)]
pub enum ProblemKind {
    /// Not a login.
    BadLogin(BadLogin),
    /// Not an address.
    BadEmail(BadEmail),
    /// The account exists, and the case extends its access.
    Extends {
        /// Its login.
        login: Login,
        /// Where it stands.
        status: Status,
        /// Whether Matomo told its address; if not, nobody can say whose it is.
        known_by_address: bool,
    },
    /// The account exists, its invitation has ended, and Matomo deletes it 3 days after that (source).
    InviteExpired(Login),
    /// The account exists and reaches everything already.
    SuperUser(Login),
    /// The login belongs to somebody with this other address.
    LoginOfAnother(Login, Email),
    /// Login and address belong to two people.
    TwoPeople {
        /// Whose login it is.
        by_login: Login,
        /// Whose address it is.
        by_email: Login,
    },
    /// The login is the address of this account.
    LoginIsAddress(Login),
    /// The address is the login of an account that has this other address, as far as told.
    AddressIsLogin(Option<Email>),
    /// The login can be taken for this one.
    LooksLike(Login),
    /// No name for the papers.
    NoName,
    /// More than [`LONGEST`] characters. Holds their number.
    TooLong(usize),
    /// Invisible characters that turn the direction of text.
    DirectionMarks,
    /// 32 hexadecimal digits in a row.
    LooksLikeToken,
    /// Nobody to ask.
    NoContact,
    /// Not a whole number from 1 to 3650.
    InviteDays,
    /// Not a date.
    BadDate,
    /// A day before today.
    EndsInThePast,
    /// The invitation works longer than the access lasts.
    EndsBeforeInvitation,
    /// No site is chosen.
    NoSite,
    /// The site is not in the directory.
    UnknownSite(SiteId),
    /// The capability is not known to this Matomo.
    UnknownCapability(Capability),
    /// Admin, and nobody said why.
    AdminWithoutReason,
    /// Admin on production and on staging.
    ProductionAndStagingAdmin,
    /// Every site there is. Holds their number.
    EverySite(usize),
    /// Less than the person has there now.
    Lowers(Grant),
    /// The person has all of it already.
    NothingNew,
    /// The access ends before it starts.
    EndsBeforeStart,
    /// The approval is dated after today.
    ApprovedLater,
    /// None of the rules applies, and one does.
    NoneAndSome,
    /// The company's rules want this filled in.
    Mandatory,
    /// The company's rules allow no address of this domain.
    DomainNotAllowed {
        /// The domain.
        domain: String,
        /// Those that are allowed.
        allowed: Vec<String>,
    },
    /// The company's rule makes another login. Holds it.
    NotByRule(String),
    /// The company's rule for logins needs something that is not filled in.
    RuleNeeds(crate::naming::Placeholder),
    /// The company's rules let an invitation work for so many days at most.
    InviteTooLong(u16),
    /// The company's rules want a review within so many days.
    ReviewTooLate(u16),
    /// The list has nobody for whom anything is to be done.
    NoPeople,
    /// An earlier row of the list has this login or address. Holds its number, from 1.
    Twice(usize),
    /// A language that there are no papers in, as written.
    UnknownLanguage(String),
    /// The person of a row has more now on so many sites.
    LowersOn(usize),
}

/// The step of the wizard where a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What for, who asked, who agreed.
    Engagement,
    /// Who, and how they sign in.
    Person,
    /// Which sites, and what on them.
    Access,
}

impl CaseField {
    /// The step where it is filled in.
    pub fn step(self) -> Step {
        use CaseField::*;
        match self {
            Purpose | AskedForBy | Reference | Ends | Organisation | ApprovedBy | ApprovedOn | Justification | Data
            | Regulations | Starts | ReviewOn => Step::Engagement,
            FullName | Email | Login | InviteDays | Contact | People | Row(..) => Step::Person,
            Access | Site(_) | Reason(_) => Step::Access,
        }
    }
}

impl Problem {
    pub(crate) fn new(field: CaseField, what: ProblemKind) -> Self {
        Self { field, what }
    }

    /// Whether more typing would not make it right: it may be said before the field is left.
    pub fn is_settled(&self) -> bool {
        use ProblemKind::*;
        matches!(
            self.what,
            Extends { .. }
                | InviteExpired(_)
                | SuperUser(_)
                | LoginOfAnother(..)
                | TwoPeople { .. }
                | LoginIsAddress(_)
                | AddressIsLogin(_)
                | TooLong(_)
                | DirectionMarks
                | LooksLikeToken
                | BadLogin(matomo_api::BadLogin::BadCharacter(_))
                | BadEmail(matomo_api::BadEmail::BadCharacter(_))
        )
    }

    /// Whether the case cannot go on with it; otherwise it is only worth a look.
    pub fn is_fatal(&self) -> bool {
        use ProblemKind::*;
        match &self.what {
            BadLogin(_)
            | BadEmail(_)
            | InviteExpired(_)
            | SuperUser(_)
            | LoginOfAnother(..)
            | TwoPeople { .. }
            | LoginIsAddress(_)
            | AddressIsLogin(_)
            | TooLong(_)
            | InviteDays
            | BadDate
            | EndsInThePast
            | NoSite
            | UnknownSite(_)
            | UnknownCapability(_)
            | EndsBeforeStart
            | Mandatory
            | DomainNotAllowed { .. }
            | NotByRule(_)
            | RuleNeeds(_)
            | InviteTooLong(_)
            | NoPeople
            | Twice(_)
            | UnknownLanguage(_) => true,
            Extends { .. }
            | LooksLike(_)
            | NoName
            | DirectionMarks
            | LooksLikeToken
            | NoContact
            | EndsBeforeInvitation
            | AdminWithoutReason
            | ProductionAndStagingAdmin
            | EverySite(_)
            | Lowers(_)
            | NothingNew
            | ApprovedLater
            | NoneAndSome
            | ReviewTooLate(_)
            | LowersOn(_) => false,
        }
    }
}

impl ProblemKind {
    /// What to say about an account that exists.
    pub(crate) fn of_account(person: &Person) -> Self {
        if person.super_user {
            return Self::SuperUser(person.login.clone());
        }
        if person.status == Status::InviteExpired {
            return Self::InviteExpired(person.login.clone());
        }
        Self::Extends { login: person.login.clone(), status: person.status, known_by_address: person.email.is_some() }
    }

    /// Whether the account that exists can be given access.
    pub(crate) fn is_extension(&self) -> bool {
        matches!(self, Self::Extends { .. })
    }
}

#[cfg(test)]
mod tests;
