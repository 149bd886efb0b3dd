//! A record for people to read: Markdown for tickets, text, and a page to print.

use super::{Access, ChangeRecord, ChangeType, GlobalRole};
use onboarding::{
    Language, dates,
    papers::{Block, Document},
};

impl ChangeRecord {
    /// The record as a paper: [`Document::markdown`] for a ticket, [`Document::text`] and [`Document::html`] to
    /// print.
    pub fn document(&self) -> Document {
        let fact = |label: &str, value: Option<String>| value.map(|value| (label.to_owned(), value));
        let day = |day: Option<crate::Day>| day.map(|day| dates::long(day.0, Language::En));
        let not_us = self.changed_by.is_none() && self.recorded_by.is_some();
        let user = match self.user == self.login.as_str() {
            true => self.user.clone(),
            false => format!("{} ({})", self.user, self.login),
        };
        let facts = [
            fact("User", Some(user)),
            fact("System", Some(format!("{}, {}", self.system, self.instance))),
            fact("Change", Some(self.change_type.words().to_owned())),
            fact("Date", day(Some(self.change_date))),
            fact("Changed by", Some(self.changed_by.clone().unwrap_or_else(|| "not known".to_owned()))),
            fact("Recorded by", self.recorded_by.clone().filter(|_| not_us)),
            fact("Reason", self.reason.clone()),
            fact("Approved by", self.approved_by.clone()),
            fact("Ticket", self.approval_ticket.clone()),
            fact("New API token", Some((if self.api_token_regenerated { "yes" } else { "no" }).to_owned())),
            fact("Last day of access", day(self.access_ends)),
            fact("Next review", day(self.next_review_date)),
        ];
        let mut blocks = vec![Block::Facts(facts.into_iter().flatten().collect())];
        if !matches!(self.change_type, ChangeType::TokenUpdate | ChangeType::AccessReview) {
            blocks.push(Block::Heading("Previous access".to_owned()));
            blocks.push(Block::List(self.previous_access.in_words()));
            blocks.push(Block::Heading("New access".to_owned()));
            blocks.push(Block::List(self.new_access.in_words()));
        }
        Document { language: Language::En, title: format!("Access change {}", self.id), blocks }
    }
}

impl Access {
    /// A line for what somebody is in Matomo as a whole, and one for each site.
    pub(super) fn in_words(&self) -> Vec<String> {
        let global = match self.global_role {
            GlobalRole::None => "no account",
            GlobalRole::User => "user",
            GlobalRole::Superuser => "super user",
        };
        let site = |site: &super::SiteAccess| {
            let held = std::iter::once(site.permission.as_str()).chain(site.capabilities.iter().map(String::as_str));
            format!("{} {}: {}", site.id, site.name, held.collect::<Vec<_>>().join(" + "))
        };
        std::iter::once(global.to_owned()).chain(self.sites.iter().map(site)).collect()
    }
}

impl ChangeType {
    /// As JSON and CSV write it.
    pub fn name(self) -> &'static str {
        match self {
            ChangeType::AccountCreation => "account_creation",
            ChangeType::AccountDeletion => "account_deletion",
            ChangeType::GlobalRoleUpdate => "global_role_update",
            ChangeType::PermissionUpdate => "permission_update",
            ChangeType::PermissionRemoval => "permission_removal",
            ChangeType::TokenUpdate => "token_update",
            ChangeType::AccessReview => "access_review",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            ChangeType::AccountCreation => "new account",
            ChangeType::AccountDeletion => "account deleted",
            ChangeType::GlobalRoleUpdate => "super user access",
            ChangeType::PermissionUpdate => "access to sites",
            ChangeType::PermissionRemoval => "access to sites taken away",
            ChangeType::TokenUpdate => "API token",
            ChangeType::AccessReview => "access review",
        }
    }
}
