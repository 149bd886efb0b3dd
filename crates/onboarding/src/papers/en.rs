//! The other papers in English.

use super::words::Say as S;

/// The sentence for what is to be said.
pub(super) fn say(what: S) -> &'static str {
    match what {
        // Labels
        S::Person => "Person",
        S::Organisation => "Company",
        S::Address => "Matomo",
        S::Purpose => "Purpose",
        S::Justification => "Justification",
        S::Approver => "For decision by",
        S::GrantedBy => "Granted by",
        S::CarriedOut => "Carried out",
        S::Duration => "Duration",
        S::Span => "{from} to {until}",
        S::Open => "from {from}, no end set",
        S::Data => "Data seen",
        S::Regulations => "Laws and standards",
        S::Console => "Console",
        S::Proof => "Read back from Matomo",
        S::AsPlanned => "{moment}: as planned",
        S::NotAsPlanned => "{moment}: differs from the plan",
        S::NotRead => "not yet",
        S::WhoAndWhen => "{who}, {day}",
        // Access
        S::Change => "{site} (id {id}): {before} → {after}",
        S::Held => "{site} (id {id}): {access}",
        S::NoAccess => "no access",
        S::NoAccount => "No account yet",
        S::NothingHeld => "An account without access to any site",
        S::NothingNew => "Nothing new: all of it was there already",
        S::Changes => "Access, before → after",
        S::RoleMeans => "{role}. Allowed: {can}. Not allowed: {cannot}",
        // Notification
        S::NoticeSubject => "Your access to Matomo at {host} has changed",
        S::NoticeLead => {
            "your access to our web analytics, Matomo, has changed. It holds from now on; sign out and in again if \
             you do not see it."
        }
        S::Enclosed => "How to get in, and what is open to you, is on the enclosed sheet.",
        // Ticket
        S::TicketNew => "Access to Matomo granted: {login}",
        S::TicketChanged => "Access to Matomo changed: {login}",
        S::NoSecret => "This text holds no password and no token.",
        // Approval
        S::ApprovalTitle => "Request for access to Matomo: {name}",
        S::ApprovalLead => "Please decide on this request. Nothing is granted before your answer.",
        S::Current => "Current access",
        S::Requested => "Requested access",
        S::WhyAdmin => "Why {role}",
        S::Answer => "Your answer",
        S::Approve => "[ ] Approved. Name, date:",
        S::Refuse => "[ ] Refused. Reason, name, date:",
        // Record
        S::RecordTitle => "Change record: access of {login} to Matomo",
        S::Reasons => "Why, and who agreed",
        S::Doing => "What was done",
        S::Arranged => "Arranged beside Matomo",
        S::Ticked => "{what} ({more})",
        S::NotNeeded => "not needed",
        // Calendar
        S::CalendarReview => "Review access to Matomo: {login}",
        S::CalendarEnd => "Last day of access to Matomo: {login}",
        S::ReviewWhat => "Does {name} still need all of this? Reduce or remove what is not needed.",
        S::EndWhat => "Take the access of {name} away at the end of this day: Matomo does not do it by itself.",
        // Slip
        S::SlipPassword => "First password",
        S::SlipLink => "Invitation link",
        S::SlipFor => "For {name} only",
        S::SlipOnce => "Hand it over once: in person, or by another channel than the sheet. Never both in one mail.",
        S::SlipChange => "Change it at the first sign-in, as the sheet says: Matomo does not ask you to.",
        S::SlipLinkUntil => "It works until {day}. Whoever has it can set the password.",
        S::SlipLinkOpen => "Whoever has it can set the password: use it soon.",
        S::SlipLinkVoid => "A newer link makes this one void.",
        S::SlipDestroy => "Destroy this slip once you are in. It is not kept and cannot be shown again.",
        S::SlipToken => "API token",
        S::SlipTokenOnce => "Hand it over once, in person if possible. Never by mail.",
        S::SlipTokenCare => {
            "Whoever has it acts in Matomo as its owner. Keep it where programs keep secrets: not in an address, a mail or a shared file."
        }
        S::SlipTokenUntil => "It ends on {day}. Until then another one has to take its place.",
        S::SlipTokenOpen => "It has no end of its own.",
        S::SlipTokenDestroy => "Destroy this slip once the token is stored. It is not kept and cannot be shown again.",
    }
}
