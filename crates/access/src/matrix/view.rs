//! What a person chooses to see: filters, orders, groups.

use crate::{Directory, Environment, PeopleFilter};
use matomo_api::Login;
use serde::{Deserialize, Serialize};

/// What of the matrix is shown. The default is everything, by name, not grouped.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    /// Which people. Here the text is that of logins and addresses; sites have their own.
    pub people: PeopleFilter,
    /// Only these people, where any are named.
    pub only: Vec<Login>,
    /// Which sites.
    pub sites: SiteFilter,
    /// Only sites on which the shown people differ, or where something is staged for one of them.
    /// Super users reach everything; they are compared only with a single other person.
    pub differing: bool,
    /// Only people and sites with staged changes.
    pub staged: bool,
    /// The order of people.
    pub rows: By,
    /// The last people first.
    pub rows_descending: bool,
    /// The order of sites, within their group where they are grouped.
    pub columns: By,
    /// The last sites first.
    pub columns_descending: bool,
    /// How sites are grouped.
    pub grouping: Grouping,
    /// The groups that are folded into one column.
    pub folded: Vec<Section>,
}

/// Which sites to show. Parts that are set must all hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SiteFilter {
    /// Part of the name, the address or the group, or the number; without case.
    pub text: String,
    /// Of this group.
    pub group: Option<String>,
    /// Of this environment, as far as words tell it.
    pub environment: Option<Environment>,
}

/// What an axis is sorted by. Equal ones stay by name.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The login or the site's name, without case.
    #[default]
    Name,
    /// How much somebody may do; how many people have a role on a site.
    Access,
    /// When somebody was seen; when anybody with a role on a site was.
    LastSeen,
    /// The kind of account, super users first; the site's group, those without one last.
    Group,
}

/// How columns are grouped.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// Not at all.
    #[default]
    None,
    /// By Matomo's site group.
    Group,
    /// By environment.
    Environment,
}

/// A group of columns.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// All sites: they are not grouped.
    All,
    /// A group of Matomo's.
    Group(String),
    /// Sites without a group.
    NoGroup,
    /// An environment.
    Environment(Environment),
}

impl Section {
    /// Its heading. That of a group is untrusted text.
    pub fn in_words(&self) -> &str {
        match self {
            Section::All => "All sites",
            Section::Group(name) => name,
            Section::NoGroup => "No group",
            Section::Environment(Environment::Production) => "Production",
            Section::Environment(Environment::Staging) => "Staging",
            Section::Environment(Environment::Internal) => "Internal",
        }
    }

    pub(super) fn of(directory: &Directory, place: usize, grouping: Grouping) -> Self {
        match (grouping, &directory.sites()[place].group) {
            (Grouping::None, _) => Section::All,
            (Grouping::Group, Some(name)) if !name.is_empty() => Section::Group(name.clone()),
            (Grouping::Group, _) => Section::NoGroup,
            (Grouping::Environment, _) => Section::Environment(directory.environments[place]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_names() {
        let names = [
            Section::All,
            Section::Group("Retail".into()),
            Section::NoGroup,
            Section::Environment(Environment::Production),
            Section::Environment(Environment::Staging),
            Section::Environment(Environment::Internal),
        ];
        let words: Vec<_> = names.iter().map(Section::in_words).collect();
        assert_eq!(words, ["All sites", "Retail", "No group", "Production", "Staging", "Internal"]);
    }
}
