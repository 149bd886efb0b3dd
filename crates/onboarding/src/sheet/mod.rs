//! The onboarding sheet: every text of the printed page, in reading order.
//!
//! There is no field for a password or a token, and nothing that could fill one is taken in. The
//! sentences are in one module for each language; what is said to whom is decided once, for all.

mod de;
mod en;
mod es;
mod fr;
mod menus;
mod notes;
mod page;
mod sites;
mod steps;
mod text;
pub(crate) mod words;

pub use notes::RoleNote;
pub use sites::SiteRow;
pub use text::{Part, Text};

pub(crate) use page::{contact_of, first_day};
pub(crate) use sites::{capabilities_of, name_of};
pub(crate) use text::one_line;

use crate::papers::{Facts, House, Logo};
use crate::{Language, ValidCase, qr};
use access::{Directory, Person};
use matomo_api::{Login, MatomoUrl, Version};
use time::Date;

/// A page for one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The language of every text on it.
    pub language: Language,
    /// The person's name on the papers; the login where there is none.
    pub name: String,
    /// What the page is about, in small letters above the title: the company's name, if it has one.
    pub brand: String,
    /// The company's logo.
    pub logo: Option<Logo>,
    /// The title.
    pub title: String,
    /// What the page is good for.
    pub lede: String,
    /// The address as a code to scan; `None` if it is too long for one.
    pub qr: Option<qr::Code>,
    /// What the code opens.
    pub qr_caption: String,
    /// Address, login and the like.
    pub facts: Vec<Fact>,
    /// The first sign-in, step by step.
    pub sign_in: Section,
    /// What is open to the person.
    pub sites: Sites,
    /// What the roles in the table allow and what not, one note for each role that occurs.
    pub roles: Roles,
    /// How to use the API; `None` where no site is open.
    pub api: Option<Api>,
    /// What the person's machine and network need.
    pub technical: Notes,
    /// What holds for the data.
    pub data: Notes,
    /// Boxes to tick on the first day.
    pub first_day: Checklist,
    /// Rules of use, to be ticked as read.
    pub rules: Checklist,
    /// The foot of the page in three columns: whom to ask; who asked for it; who issued it.
    pub footer: [Vec<FooterItem>; 3],
    /// What the desk never does.
    pub never: String,
}

/// A fact with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Which one, for the layout.
    pub kind: FactKind,
    /// Its label.
    pub label: String,
    /// The fact.
    pub value: String,
}

/// Which fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// Matomo's address.
    Address,
    /// The login.
    Login,
    /// The e-mail address.
    Email,
    /// How one comes by the password; never the password.
    Password,
    /// The first day of access.
    From,
    /// The last day of access.
    Ends,
}

/// A heading with steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The steps, to be numbered.
    pub steps: Vec<Text>,
}

/// The table of sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sites {
    /// The heading.
    pub heading: String,
    /// The heads of the columns: id, site, role, what one can do.
    pub columns: [String; 4],
    /// One row for each site, or for each group and role where there are many.
    pub rows: Vec<SiteRow>,
    /// What to know about the rest.
    pub note: String,
    /// The heading of the continuation.
    pub listed_heading: String,
    /// The continuation: every site with its own row and link. Empty where `rows` are that already.
    pub listed: Vec<SiteRow>,
}

/// What the roles mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// The heading.
    pub heading: String,
    /// The heads of the columns: role, what one can do, what one cannot.
    pub columns: [String; 3],
    /// The strongest role first.
    pub notes: Vec<RoleNote>,
}

/// How to use the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The heading.
    pub heading: String,
    /// How to get a token of one's own.
    pub text: Text,
    /// The label of the endpoint.
    pub endpoint_label: String,
    /// Where every call goes.
    pub endpoint: String,
    /// What the first call asks for.
    pub example_caption: String,
    /// A call to try, with `YOUR_TOKEN` where the token goes.
    pub example: String,
    /// What the second call asks for.
    pub sites_caption: String,
    /// A call that shows which sites the token reaches.
    pub sites_example: String,
    /// Rules for tokens.
    pub rules: Notes,
}

/// A heading with remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// The heading.
    pub heading: String,
    /// The remarks, to be set as a list.
    pub items: Vec<String>,
}

/// Boxes to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The heading.
    pub heading: String,
    /// The boxes.
    pub items: Vec<String>,
}

/// A labelled item at the foot of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterItem {
    /// Its label.
    pub label: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The Matomo that the sheet is about.
#[derive(Debug, Clone, Copy)]
pub struct Instance<'a> {
    /// Its address, which also tells whether it is Matomo's own hosting.
    pub url: &'a MatomoUrl,
    /// Its version: menus differ.
    pub version: Version,
}

/// By whom, when and in what company a paper is issued.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'a> {
    /// The Matomo.
    pub instance: Instance<'a>,
    /// The day.
    pub on: Date,
    /// Whose token it is.
    pub by: Option<&'a Login>,
    /// What is known beside the case.
    pub facts: &'a Facts,
    /// The company.
    pub house: &'a House,
}

impl Sheet {
    /// The sheet of a case, before or after it was carried out.
    pub fn from_case(case: &ValidCase, directory: &Directory, issue: &Issue) -> Self {
        page::of_case(case, directory, issue)
    }

    /// The sheet of somebody who is there already, without a case.
    pub fn from_person(person: &Person, directory: &Directory, language: Language, issue: &Issue) -> Self {
        page::of_person(person, directory, language, issue)
    }
}

#[cfg(test)]
mod languages;
#[cfg(test)]
mod tests;
