//! What the other papers have to say.

use super::{de, en, es, fr};
use crate::{
    Language,
    sheet::{
        Text,
        words::{Voice, phrases},
    },
};

impl Voice {
    /// A sentence of the papers beside the sheet, filled in.
    pub(super) fn tell(self, what: Say, slots: &[(&str, &str)]) -> String {
        Text::fill(self.language, told(self.language, what), slots).to_string()
    }
}

pub(super) fn told(language: Language, what: Say) -> &'static str {
    match language {
        Language::En => en::say(what),
        Language::De => de::say(what),
        Language::Fr => fr::say(what),
        Language::Es => es::say(what),
    }
}

phrases! { Say:
    // Labels
    Person,
    Organisation,
    Address,
    Purpose,
    Justification,
    Approver,
    GrantedBy,
    CarriedOut,
    Duration,
    Span,
    Open,
    Data,
    Regulations,
    Console,
    Proof,
    AsPlanned,
    NotAsPlanned,
    NotRead,
    WhoAndWhen,
    // Access
    Change,
    Held,
    NoAccess,
    NoAccount,
    NothingHeld,
    NothingNew,
    Changes,
    RoleMeans,
    // Notification
    NoticeSubject,
    NoticeLead,
    Enclosed,
    // Ticket
    TicketNew,
    TicketChanged,
    NoSecret,
    // Approval
    ApprovalTitle,
    ApprovalLead,
    Current,
    Requested,
    WhyAdmin,
    Answer,
    Approve,
    Refuse,
    // Record
    RecordTitle,
    Reasons,
    Doing,
    Arranged,
    Ticked,
    NotNeeded,
    // Calendar
    CalendarReview,
    CalendarEnd,
    ReviewWhat,
    EndWhat,
    // Slip
    SlipPassword,
    SlipLink,
    SlipFor,
    SlipOnce,
    SlipChange,
    SlipLinkUntil,
    SlipLinkOpen,
    SlipLinkVoid,
    SlipDestroy,
    SlipToken,
    SlipTokenOnce,
    SlipTokenCare,
    SlipTokenUntil,
    SlipTokenOpen,
    SlipTokenDestroy,
}
