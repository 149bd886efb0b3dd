//! What is said about each problem.

use super::{CaseField, LONGEST, Problem, ProblemKind};
use access::Status;
use matomo_api::Login;

impl Problem {
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
            EndsBeforeStart => "The access ends before it starts. Change one of the two days.".into(),
            ApprovedLater => "The approval is dated after today. Is the day right?".into(),
            NoneAndSome => "Both “none applies” and something that applies: take one of them out.".into(),
            Mandatory => mandatory(self.field),
            DomainNotAllowed { domain, allowed } => not_allowed(domain, allowed),
            NotByRule(login) => format!("The company’s rule for logins makes {login} here. Take that."),
            RuleNeeds(placeholder) => {
                format!("The company’s rule for logins needs {}. Fill it in first.", placeholder.in_words())
            }
            InviteTooLong(days) => format!("The company’s rules let an invitation work for {days} days at most."),
            NoPeople => "There is nobody in the list. Add at least one person who is not left out.".into(),
            Twice(row) => format!("Row {row} has this already. Change one of the two, or leave it out."),
            UnknownLanguage(written) => {
                let written: String = written.trim().chars().take(20).collect();
                format!("There are no papers in “{written}”. Choose English, German, French or Spanish.")
            }
            LowersOn(1) => "The person has more on 1 site now. Applying takes the rest away there.".into(),
            LowersOn(sites) => format!("The person has more on {sites} sites now. Applying takes the rest away there."),
            ReviewTooLate(days) => {
                format!("The company’s rules want somebody to look again within {days} days. Choose an earlier day.")
            }
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

/// What the company's rules want in a field.
fn mandatory(field: CaseField) -> String {
    let what = match field {
        CaseField::ApprovedBy => "the name of whoever agreed",
        CaseField::ApprovedOn => "the day of the approval",
        CaseField::Reference => "a ticket, contract or order",
        CaseField::Justification => "the reason why the company wants this",
        CaseField::Ends => "the last day of access",
        CaseField::Data => "a word on what data will be seen",
        CaseField::Regulations => "a word on which laws and standards apply",
        CaseField::Reason(_) => "a reason for Admin",
        _ => "this to be filled in",
    };
    format!("The company’s rules want {what}.")
}

fn not_allowed(domain: &str, allowed: &[String]) -> String {
    // Two are enough to show what is meant; the rest is in the settings.
    let named = allowed.iter().take(2).cloned().collect::<Vec<_>>().join(", ");
    let more = match allowed.len() {
        0..=2 => String::new(),
        n => format!(" and {} more", n - 2),
    };
    format!("The company’s rules allow no address at {domain}, only at {named}{more}.")
}
