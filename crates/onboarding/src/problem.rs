//! What is wrong with a case, or worth a second look, each beside its field.

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
}

impl Problem {
    pub(crate) fn new(field: CaseField, what: ProblemKind) -> Self {
        Self { field, what }
    }

    /// Whether the case cannot go on with it; otherwise it is only worth a look.
    pub fn is_fatal(&self) -> bool {
        use ProblemKind::*;
        match self.what {
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
            | UnknownCapability(_) => true,
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
            | NothingNew => false,
        }
    }

    /// What is wrong, why, and what to do, in a line or two beside the field.
    pub fn sentence(&self) -> String {
        use ProblemKind::*;
        match &self.what {
            BadLogin(why) => sentence(why.to_string()),
            BadEmail(why) => sentence(why.to_string()),
            Extends { login, status, known_by_address } => extends(login, *status, *known_by_address),
            InviteExpired(login) => format!(
                "Used by {login}, whose invitation has expired: Matomo deletes such accounts. Send the invitation again first, or use another address."
            ),
            SuperUser(login) => format!("Used by {login}, a super user, who reaches every site already. Nothing can be added."),
            LoginOfAnother(login, email) => format!(
                "Taken by {login}, whose address is {email}. The same person? Type that address. If not, choose another login."
            ),
            TwoPeople { by_login, by_email } => format!(
                "The login is {by_login}’s and the address is {by_email}’s. Change one of them, so that it is clear who is meant."
            ),
            LoginIsAddress(login) => {
                format!("This is the address of {login}; Matomo allows each name once. Choose another login.")
            }
            AddressIsLogin(Some(email)) => format!(
                "This is the login of an account with the address {email}. The same person? Type that address. If not, use another one."
            ),
            AddressIsLogin(None) => {
                "This is the login of an account. The same person? Type it as the login too. If not, use another address."
                    .into()
            }
            LooksLike(login) => {
                format!("Easily taken for {login}, which exists. Is it the same person? If not, a clearer login avoids mistakes.")
            }
            NoName => "Without a name the papers greet the login. Matomo keeps no name; it stays here.".into(),
            TooLong(length) => {
                format!("This has {length} characters and the papers have room for {LONGEST}. Shorten it.")
            }
            DirectionMarks => {
                "Holds invisible characters that turn the direction of text. They are kept; type it again if they are not meant.".into()
            }
            LooksLikeToken => {
                "Looks like a token. This text is printed and kept in the draft: take secrets out.".into()
            }
            NoContact => "Without a contact the sheet cannot say whom to ask. Add a name and an address or telephone.".into(),
            InviteDays => "An invitation works for a whole number of days, from 1 to 3650. 7 is usual.".into(),
            BadDate => "Not a date. Write year, month and day, such as 2027-05-31, or leave it empty.".into(),
            EndsInThePast => "This day has passed. Choose today or a later day, or leave it empty.".into(),
            EndsBeforeInvitation => {
                "The invitation works longer than the access lasts. Shorten it, so that it is not taken up too late.".into()
            }
            NoSite => "Choose at least one site: without one there is nothing to sign in for.".into(),
            UnknownSite(id) => {
                format!("Site {id} does not exist any more, or is not yours to give. Take it out of the case.")
            }
            UnknownCapability(id) => format!("This Matomo does not know “{id}”; its plugin may be off. Take it out."),
            AdminWithoutReason => {
                "Admin can change settings and let others in. Say why View or Write is not enough.".into()
            }
            ProductionAndStagingAdmin => {
                "Admin on production and on staging in one hand: a mistake meant for one can hit the other. Are both needed?".into()
            }
            EverySite(sites) => format!(
                "All {sites} sites are chosen. Does the work need each of them? Sites added later are not included."
            ),
            Lowers(now) => format!("Less than now: the person has {} here. Applying takes the rest away.", now.in_words()),
            NothingNew => "The person has all of this already; there is nothing to change.".into(),
        }
    }
}

/// `a login is needed` as a sentence of its own.
fn sentence(clause: String) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).chain(['.']).collect()
}

fn extends(login: &Login, status: Status, known_by_address: bool) -> String {
    let who = match status {
        Status::Active if known_by_address => format!("Used by {login}."),
        Status::Active => format!("Used by {login}, whose address you cannot see: make sure who it is."),
        Status::Invited { days_left: 1 } => format!("Used by {login}, invited and not here yet (1 day left)."),
        Status::Invited { days_left } => format!("Used by {login}, invited and not here yet ({days_left} days left)."),
        Status::InviteExpired => format!("Used by {login}, whose invitation has expired."),
    };
    format!("{who} This case extends that account; nothing is created. Somebody else? Use another one.")
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
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use matomo_api::Role;

    fn all() -> Vec<ProblemKind> {
        use ProblemKind::*;
        let ivan = || Login::reported("ivan");
        let site = SiteId::new(7).unwrap();
        let capability = || Capability::parse("tagmanager_write").unwrap();
        let extends = |status| Extends { login: ivan(), status, known_by_address: true };
        vec![
            BadLogin(matomo_api::BadLogin::Empty),
            BadLogin(matomo_api::BadLogin::BadCharacter('<')),
            BadEmail(matomo_api::BadEmail::NoAt),
            extends(Status::Active),
            extends(Status::Invited { days_left: 1 }),
            extends(Status::Invited { days_left: 5 }),
            InviteExpired(ivan()),
            Extends { login: ivan(), status: Status::Active, known_by_address: false },
            SuperUser(ivan()),
            LoginOfAnother(ivan(), Email::reported("ivan@example.org")),
            TwoPeople { by_login: ivan(), by_email: Login::reported("c.ferro") },
            LoginIsAddress(ivan()),
            AddressIsLogin(None),
            AddressIsLogin(Some(Email::reported("m@example.net"))),
            LooksLike(ivan()),
            NoName,
            TooLong(10_240),
            DirectionMarks,
            LooksLikeToken,
            NoContact,
            InviteDays,
            BadDate,
            EndsInThePast,
            EndsBeforeInvitation,
            NoSite,
            UnknownSite(site),
            UnknownCapability(capability()),
            AdminWithoutReason,
            ProductionAndStagingAdmin,
            EverySite(9),
            Lowers(Grant::plain(Role::Admin)),
            Lowers(Grant::new(Role::View, vec![capability()])),
            NothingNew,
        ]
    }

    #[test]
    fn every_problem_is_a_short_sentence() {
        let mut seen = Vec::new();
        for what in all() {
            let sentence = Problem::new(CaseField::Access, what).sentence();
            assert!(sentence.starts_with(char::is_uppercase), "{sentence}");
            assert!(sentence.ends_with(['.', '?']), "{sentence}");
            assert!(sentence.chars().count() <= 150, "{} {sentence}", sentence.chars().count());
            assert!(!seen.contains(&sentence), "{sentence}");
            seen.push(sentence);
        }
    }

    #[test]
    fn only_what_matomo_or_the_papers_cannot_take_is_fatal() {
        let fatal = |what| Problem::new(CaseField::Login, what).is_fatal();
        assert!(fatal(ProblemKind::BadLogin(BadLogin::TooShort)));
        assert!(fatal(ProblemKind::TooLong(201)));
        assert!(!fatal(ProblemKind::AdminWithoutReason));
        assert!(!fatal(ProblemKind::LooksLikeToken));
    }

    #[test]
    fn the_account_that_exists_is_named() {
        let sentence = |what| Problem::new(CaseField::Email, what).sentence();
        let pending = ProblemKind::Extends {
            login: Login::reported("p.invited"),
            status: Status::Invited { days_left: 5 },
            known_by_address: true,
        };
        assert_eq!(
            sentence(pending),
            "Used by p.invited, invited and not here yet (5 days left). This case extends that account; \
             nothing is created. Somebody else? Use another one."
        );
        assert!(sentence(ProblemKind::InviteExpired(Login::reported("c.ferro"))).starts_with("Used by c.ferro, whose"));
        assert_eq!(
            sentence(ProblemKind::BadLogin(BadLogin::BadCharacter('<'))),
            "Matomo does not allow “<” in a login; use letters, digits and _ . @ + -."
        );
        assert!(sentence(ProblemKind::TooLong(10_240)).contains("10240 characters"));
    }
}
