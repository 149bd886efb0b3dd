//! What speaks for a second look at a step.

use matomo_api::Capability;
use serde::{Deserialize, Serialize};

/// A reason to look twice.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Risk {
    /// Somebody becomes a super user.
    SuperUser,
    /// Somebody is no longer a super user.
    NoLongerSuperUser,
    /// Only one super user is left afterwards.
    LastSuperUser,
    /// It is the caller's own account.
    OwnAccess,
    /// Somebody ends up with admin on this many sites, more than 5.
    ManyAdminSites(usize),
    /// Visitors who are not signed in may read reports.
    Anonymous,
    /// An account is deleted.
    Deletes,
    /// This many grants change, more than 50.
    ManyGrants(usize),
    /// Somebody ends up with admin on production and on a test system.
    ProductionAndStagingAdmin,
    /// Matomo deletes this many site roles along the way.
    WipesSiteRoles(usize),
    /// Capabilities that are there now are not part of the new access.
    DropsCapabilities(Vec<Capability>),
    /// Somebody becomes admin of a site.
    Admin,
}

/// How heavy a risk is. Heaviest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weight {
    /// Has to be confirmed by typing.
    High,
    /// Worth a look.
    Care,
    /// Nothing special.
    Low,
}

impl Risk {
    /// The most sites that one person should administer.
    pub const ADMIN_SITES: usize = 5;
    /// The most grants that a plan should change without a second look.
    pub const GRANTS: usize = 50;

    /// What is risky about it, for the person who decides.
    pub fn sentence(&self) -> String {
        match self {
            Risk::SuperUser => {
                "A super user may do everything on every site: settings, users, plugins, deleting.".to_owned()
            }
            Risk::NoLongerSuperUser => "Takes away every right on every site that no site role gives back.".to_owned(),
            Risk::LastSuperUser => {
                "Leaves a single super user. If that account is lost, nobody can administer this Matomo.".to_owned()
            }
            Risk::OwnAccess => "This is your own account. You may lock yourself out.".to_owned(),
            Risk::ManyAdminSites(sites) => format!("Gives one person admin on {sites} sites."),
            Risk::Anonymous => "Everybody who knows the address can read these reports without signing in.".to_owned(),
            Risk::Deletes => {
                "Deletes the account, its access, its tokens and its settings. This cannot be undone.".to_owned()
            }
            Risk::ManyGrants(grants) => format!("Changes {grants} grants at once."),
            Risk::ProductionAndStagingAdmin => {
                "Gives one person admin on production and on a test system; a leak in the weaker one reaches both."
                    .to_owned()
            }
            Risk::WipesSiteRoles(1) => "Matomo deletes 1 site role with this.".to_owned(),
            Risk::WipesSiteRoles(roles) => format!("Matomo deletes {roles} site roles with this."),
            Risk::DropsCapabilities(capabilities) => {
                let names: Vec<&str> = capabilities.iter().map(Capability::as_str).collect();
                format!("Takes away what was granted beside the role: {}.", names.join(", "))
            }
            Risk::Admin => "An admin changes a site's settings and who has access to it.".to_owned(),
        }
    }

    /// Whether the person has to type something before it is done.
    pub fn needs_typed_confirmation(&self) -> bool {
        self.weight() == Weight::High
    }

    /// How heavy it is.
    pub fn weight(&self) -> Weight {
        match self {
            Risk::SuperUser
            | Risk::NoLongerSuperUser
            | Risk::LastSuperUser
            | Risk::OwnAccess
            | Risk::ManyAdminSites(_)
            | Risk::Anonymous
            | Risk::Deletes
            | Risk::ManyGrants(_) => Weight::High,
            Risk::ProductionAndStagingAdmin | Risk::WipesSiteRoles(_) | Risk::DropsCapabilities(_) | Risk::Admin => {
                Weight::Care
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_ones_are_confirmed_by_typing() {
        let all = [
            Risk::SuperUser,
            Risk::NoLongerSuperUser,
            Risk::LastSuperUser,
            Risk::OwnAccess,
            Risk::ManyAdminSites(6),
            Risk::Anonymous,
            Risk::Deletes,
            Risk::ManyGrants(51),
            Risk::ProductionAndStagingAdmin,
            Risk::WipesSiteRoles(3),
            Risk::DropsCapabilities(vec![]),
            Risk::Admin,
        ];
        let typed: Vec<bool> = all.iter().map(Risk::needs_typed_confirmation).collect();
        assert_eq!(typed, [[true; 8].as_slice(), [false; 4].as_slice()].concat());
        for risk in all {
            assert!(risk.sentence().ends_with('.'), "{risk:?}");
        }
        assert!(Weight::High < Weight::Care && Weight::Care < Weight::Low);
    }

    #[test]
    fn sentences_count() {
        assert_eq!(Risk::WipesSiteRoles(1).sentence(), "Matomo deletes 1 site role with this.");
        assert_eq!(Risk::WipesSiteRoles(2).sentence(), "Matomo deletes 2 site roles with this.");
    }
}
