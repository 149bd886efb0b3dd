//! Why something is changed, while somebody types it.

use crate::{Approval, Day, Why, Words};
use access::Seconds;
use onboarding::holds_token;
use serde::{Deserialize, Serialize};

/// Why something is changed, as it stands in the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedWhy {
    /// The reason.
    pub reason: String,
    /// The ticket or order.
    pub ticket: String,
    /// The last day of what is granted.
    pub ends: String,
    /// When somebody looks at it again.
    pub review: String,
    /// Who agreed to it.
    pub approved_by: String,
    /// On which day.
    pub approved_on: String,
    /// Where that can be found.
    pub reference: String,
}

/// One of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyField {
    /// [`TypedWhy::reason`].
    Reason,
    /// [`TypedWhy::ticket`].
    Ticket,
    /// [`TypedWhy::ends`].
    Ends,
    /// [`TypedWhy::review`].
    Review,
    /// [`TypedWhy::approved_by`].
    ApprovedBy,
    /// [`TypedWhy::approved_on`].
    ApprovedOn,
    /// [`TypedWhy::reference`].
    Reference,
}

/// Something to say about what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhyProblem {
    /// Where.
    pub field: WhyField,
    /// What, in a sentence.
    pub sentence: &'static str,
    /// Whether it has to be mended before anything is applied.
    pub fatal: bool,
}

impl WhyField {
    /// Every field, in the order in which they are asked for.
    pub const ALL: [WhyField; 7] = [
        WhyField::Reason,
        WhyField::Ticket,
        WhyField::ApprovedBy,
        WhyField::ApprovedOn,
        WhyField::Reference,
        WhyField::Ends,
        WhyField::Review,
    ];
}

impl TypedWhy {
    /// As it was typed before.
    pub fn of(why: &Why) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let approval = why.approval.as_ref();
        Self {
            reason: why.reason.to_string(),
            ticket: why.ticket.to_string(),
            ends: day(why.ends),
            review: day(why.review),
            approved_by: approval.map(|one| one.who.to_string()).unwrap_or_default(),
            approved_on: day(approval.map(|one| Day::of_seconds(one.when))),
            reference: approval.map(|one| one.reference.to_string()).unwrap_or_default(),
        }
    }

    /// One of the texts.
    pub fn text(&self, field: WhyField) -> &String {
        match field {
            WhyField::Reason => &self.reason,
            WhyField::Ticket => &self.ticket,
            WhyField::Ends => &self.ends,
            WhyField::Review => &self.review,
            WhyField::ApprovedBy => &self.approved_by,
            WhyField::ApprovedOn => &self.approved_on,
            WhyField::Reference => &self.reference,
        }
    }

    /// The same, to be changed.
    pub fn text_mut(&mut self, field: WhyField) -> &mut String {
        match field {
            WhyField::Reason => &mut self.reason,
            WhyField::Ticket => &mut self.ticket,
            WhyField::Ends => &mut self.ends,
            WhyField::Review => &mut self.review,
            WhyField::ApprovedBy => &mut self.approved_by,
            WhyField::ApprovedOn => &mut self.approved_on,
            WhyField::Reference => &mut self.reference,
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        WhyField::ALL.into_iter().all(|field| self.text(field).trim().is_empty())
    }

    /// The same in a form that may be kept: no token is in it.
    #[must_use]
    pub fn masked(&self) -> Self {
        let mut masked = self.clone();
        for field in WhyField::ALL {
            *masked.text_mut(field) = Words::of(self.text(field)).into();
        }
        masked
    }

    /// What is wrong with it, or worth knowing. `today` is the day where it is typed. Empty fields are no problem:
    /// [`crate::Demands`] say what has to be there.
    pub fn problems(&self, today: Day) -> Vec<WhyProblem> {
        let mut found = Vec::new();
        let mut say =
            |field, sentence, fatal, is: bool| found.extend(is.then_some(WhyProblem { field, sentence, fatal }));
        for field in [WhyField::Ends, WhyField::Review, WhyField::ApprovedOn] {
            let typed = self.text(field).trim();
            let day = Day::parse(typed);
            say(field, "This is no day: write it as in 2026-12-31.", true, !typed.is_empty() && day.is_none());
            let (wrong, sentence) = match field {
                WhyField::Ends => (day < Some(today), "This day has passed. The last day of access is today or later."),
                WhyField::Review => (day < Some(today), "This day has passed. A review is today or later."),
                _ => (day > Some(today), "This day is still to come. Enter the day on which it was approved."),
            };
            say(field, sentence, true, day.is_some() && wrong);
        }
        let (ends, review) = (Day::parse(self.ends.trim()), Day::parse(self.review.trim()));
        let late = ends.zip(review).is_some_and(|(ends, review)| review > ends);
        say(WhyField::Review, "This is after the last day of access.", false, late);
        let nobody = self.approved_by.trim().is_empty()
            && !(self.approved_on.trim().is_empty() && self.reference.trim().is_empty());
        say(WhyField::ApprovedBy, "Say who approved it, or empty the two fields beside it.", true, nobody);
        for field in [WhyField::Reason, WhyField::Ticket, WhyField::ApprovedBy, WhyField::Reference] {
            let token = holds_token(self.text(field));
            say(field, "This looks like a token: the record says [token] in its place.", false, token);
        }
        found
    }

    /// What goes on record, without what is no day. Who agreed without a day did so at the latest `at`, in Unix
    /// seconds. Where nothing is granted, nothing `grants` an end.
    pub fn why(&self, at: Seconds, grants: bool) -> Why {
        let day = |typed: &str| Day::parse(typed.trim());
        let who = Words::of(&self.approved_by);
        let approval = (!who.is_empty()).then(|| Approval {
            who,
            when: day(&self.approved_on).map_or(at, Day::start),
            reference: Words::of(&self.reference),
        });
        Why {
            reason: Words::of(&self.reason),
            ticket: Words::of(&self.ticket),
            approval,
            prepared_by: None,
            ends: day(&self.ends).filter(|_| grants),
            review: day(&self.review),
        }
    }
}

#[cfg(test)]
mod tests;
