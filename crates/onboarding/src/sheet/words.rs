//! What a language has to say, and about what.

use super::{Checklist, FactKind, Instance, Section, Sheet, SiteRow, Sites, Text, en::English};
use crate::{Language, message::Message};
use matomo_api::{Email, Login, Role, SiteId, Version};
use time::Date;

/// How the person gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WayIn {
    /// By an invitation that works until a day, as far as known.
    Invitation(Option<Date>),
    /// The invitation has expired.
    InviteExpired,
    /// With a first password that the desk hands over apart.
    FirstPassword,
    /// As before.
    AsBefore,
}

/// What the words of a sheet are about.
pub(crate) struct Subject<'a> {
    pub(crate) name: String,
    pub(crate) login: &'a Login,
    pub(crate) email: Option<&'a Email>,
    pub(crate) way_in: WayIn,
    pub(crate) two_factor: bool,
    pub(crate) from: Option<Date>,
    pub(crate) ends: Option<Date>,
    pub(crate) instance: Instance<'a>,
    /// How many sites are open; `None`: all of them, to a super user.
    pub(crate) open: Option<usize>,
    /// A site to try things on, where the person can do most.
    pub(crate) example: Option<Example>,
}

/// A site to try things on.
pub(crate) struct Example {
    pub(crate) id: SiteId,
    pub(crate) name: String,
    /// `None` for a super user.
    pub(crate) role: Option<Role>,
}

/// A labelled item at the foot of the page.
#[derive(Clone, Copy)]
pub(crate) enum Foot {
    Contact,
    AskedForBy,
    Reference,
    Issued,
}

/// The words of the papers in one language: a translation is one more module that has them all.
pub(crate) trait Words {
    fn brand(&self) -> &str;
    fn title(&self, subject: &Subject) -> String;
    /// `purpose` is one line, perhaps empty.
    fn lede(&self, purpose: &str) -> String;
    fn qr_caption(&self) -> &str;
    fn fact(&self, kind: FactKind) -> &str;
    fn password(&self, way_in: WayIn) -> &str;
    fn no_end(&self) -> &str;
    fn sign_in(&self, subject: &Subject) -> Section;
    fn sites(&self, subject: &Subject, rows: Vec<SiteRow>) -> Sites;
    /// A role by name; `None`: super user.
    fn role(&self, role: Option<Role>) -> &str;
    /// What a role allows; `None`: super user.
    fn can(&self, role: Option<Role>) -> &str;
    fn can_also(&self, can: &str, capabilities: &[String]) -> String;
    fn group(&self, name: &str, sites: usize) -> String;
    fn every_site(&self) -> &str;
    fn unnamed_site(&self, id: SiteId) -> String;
    fn api_heading(&self) -> &str;
    fn api(&self, version: Version) -> Text;
    fn first_day(&self, subject: &Subject) -> Checklist;
    fn rules(&self, subject: &Subject) -> Checklist;
    fn foot(&self, foot: Foot) -> &str;
    fn issued(&self, on: Date, by: Option<&Login>, instance: Instance) -> Vec<String>;
    fn never(&self) -> &str;
    fn message(&self, sheet: &Sheet) -> Message;
}

pub(crate) fn words(language: Language) -> &'static dyn Words {
    match language {
        Language::En => &English,
    }
}
