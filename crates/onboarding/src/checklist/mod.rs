//! What has to be arranged before access is given, and seen to afterwards: a table of items, and
//! what has been done of them, kept in the case.

mod items;

pub use items::ITEMS;

use crate::{Case, DataClass, Regulation, SignIn, advisor::Least, advisor::Need};
use access::{Directory, Scope};
use matomo_api::{MatomoUrl, Role};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something to arrange or to see to.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Its id, under which a case keeps what was done; never changed.
    pub id: &'static str,
    /// When.
    pub phase: Phase,
    /// What to do.
    pub sentence: &'static str,
    /// Why.
    pub why: &'static str,
    /// Matomo's screen for it: the query after `index.php?`; `None` where Matomo has none.
    pub link: Option<&'static str>,
    applies: fn(&Situation) -> bool,
}

/// When something has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Before the access is given.
    Before,
    /// When it is handed over.
    HandOver,
    /// In the days after.
    Afterwards,
}

/// Who runs Matomo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deployment {
    /// Matomo Cloud.
    Cloud,
    /// The house itself.
    SelfHosted,
}

/// What decides about which items apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// Who runs Matomo.
    pub deployment: Deployment,
    /// How the person gets in.
    pub sign_in: SignIn,
    /// Whether the account exists, so that nobody signs in for the first time.
    pub extends: bool,
    /// Whether it is for a programme.
    pub service: bool,
    /// Whether it is for somebody of another company.
    pub outside: bool,
    /// What is needed.
    pub needs: BTreeSet<Need>,
    /// What data is seen.
    pub data: BTreeSet<DataClass>,
    /// Which rules apply.
    pub regulations: BTreeSet<Regulation>,
    /// The strongest role.
    pub strongest: Option<Role>,
    /// Whether a mere site admin gives the access, who cannot do all that a super user can.
    pub as_site_admin: bool,
}

/// What has been done of the checklist, by [`Item::id`]. Ids that no item has (any more) are kept.
pub type Ticks = BTreeMap<String, Tick>;

/// That something was done, or is not needed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tick {
    /// Whether it is not needed here; otherwise it is done.
    pub not_needed: bool,
    /// By whom.
    pub by: String,
    /// When, `YYYY-MM-DD`.
    pub on: String,
    /// What to know about it. Not a place for a secret: [`crate::holds_token`] tells.
    pub note: String,
}

impl Deployment {
    /// Who runs the Matomo at this address.
    pub fn of(url: &MatomoUrl) -> Self {
        if url.is_cloud() { Deployment::Cloud } else { Deployment::SelfHosted }
    }
}

impl Situation {
    /// The situation of a case.
    pub fn of(case: &Case, directory: &Directory, deployment: Deployment) -> Self {
        let engagement = &case.engagement;
        Self {
            deployment,
            sign_in: case.sign_in,
            extends: case.existing(directory).is_some(),
            service: case.is_for_service(),
            outside: engagement.is_outside(),
            needs: engagement.needs.clone(),
            data: engagement.data.clone(),
            regulations: engagement.regulations.clone(),
            strongest: case.strongest(directory),
            as_site_admin: directory.scope() == Scope::OwnSites,
        }
    }

    /// A new account with this way in.
    fn first(&self, sign_in: SignIn) -> bool {
        !self.extends && self.sign_in == sign_in
    }

    fn invited(&self) -> bool {
        !self.extends && self.sign_in.is_invitation()
    }

    fn needs(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }

    fn needs_plugin(&self) -> bool {
        self.needs.iter().any(|need| need.row().plugin.is_some())
    }

    fn needs_super_user(&self) -> bool {
        self.needs.iter().any(|need| matches!(need.row().least, Least::SuperUser(_)))
    }

    fn sees_people(&self) -> bool {
        self.data.contains(&DataClass::Personal) || self.data.contains(&DataClass::Health)
    }

    fn under(&self, regulation: Regulation) -> bool {
        self.regulations.contains(&regulation)
    }
}

impl Item {
    /// Whether it applies.
    pub fn applies(&self, situation: &Situation) -> bool {
        (self.applies)(situation)
    }

    /// What was done about it.
    pub fn tick<'a>(&self, ticks: &'a Ticks) -> Option<&'a Tick> {
        ticks.get(self.id)
    }
}

/// The items that apply, in order.
pub fn applying(situation: &Situation) -> impl Iterator<Item = &'static Item> {
    ITEMS.iter().filter(move |item| item.applies(situation))
}

/// The items of a phase that apply and are neither done nor marked as not needed.
pub fn open<'a>(situation: &'a Situation, ticks: &'a Ticks, phase: Phase) -> impl Iterator<Item = &'static Item> + 'a {
    applying(situation).filter(move |item| item.phase == phase && item.tick(ticks).is_none())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company;
    use proptest::prelude::*;

    fn situation(deployment: Deployment, sign_in: SignIn) -> Situation {
        let case = Case { sign_in, ..company::case() };
        Situation::of(&case, &company::directory(), deployment)
    }

    fn ids(situation: &Situation) -> Vec<&'static str> {
        applying(situation).map(|item| item.id).collect()
    }

    #[test]
    fn every_item_says_what_and_why() {
        for item in ITEMS {
            assert_eq!(ITEMS.iter().filter(|other| other.id == item.id).count(), 1, "{}", item.id);
            assert!(item.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", item.id);
            for text in [item.sentence, item.why] {
                assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{text}");
                assert!(text.chars().count() <= 160, "{} {text}", text.chars().count());
            }
            let query = item.link.unwrap_or("module=X");
            assert!(query.starts_with("module=") && !query.contains(['?', '/', ' ', '#']), "{query}");
        }
        assert!(ITEMS.is_sorted_by_key(|item| item.phase), "in the order in which they are done");
    }

    #[test]
    fn each_way_in_and_each_deployment_has_its_items() {
        use Deployment::*;
        let has = |deployment, sign_in, id: &str| ids(&situation(deployment, sign_in)).contains(&id);
        for (id, cloud, own, ways) in [
            ("approval", true, true, &SignIn::ALL[..]),
            ("smtp", false, true, &[SignIn::InvitationMail][..]),
            ("cloud-mail", true, false, &[SignIn::InvitationMail, SignIn::InvitationLink]),
            ("mail-arrived", true, true, &[SignIn::InvitationMail]),
            ("link-handed-over", true, true, &[SignIn::InvitationLink]),
            ("taken-up", true, true, &[SignIn::InvitationMail, SignIn::InvitationLink]),
            ("password-handed-over", true, true, &[SignIn::TemporaryPassword]),
            ("password-changed", true, true, &[SignIn::TemporaryPassword]),
            ("directory-account", true, true, &[SignIn::Ldap, SignIn::Saml, SignIn::Oidc]),
            ("directory-groups", true, true, &[SignIn::Ldap, SignIn::Saml, SignIn::Oidc]),
            ("ldap-plugin", true, true, &[SignIn::Ldap]),
            ("saml-plugin", true, true, &[SignIn::Saml]),
            ("oidc-plugin", true, true, &[SignIn::Oidc]),
            ("directory-sync", true, true, &[SignIn::Ldap, SignIn::Saml]),
            ("oidc-linked", true, true, &[SignIn::Oidc]),
            ("network", true, true, &SignIn::ALL),
            ("two-factor", true, true, &[SignIn::InvitationMail, SignIn::InvitationLink, SignIn::TemporaryPassword]),
            ("register", true, true, &SignIn::ALL),
        ] {
            for way in SignIn::ALL {
                assert_eq!(has(Cloud, way, id), cloud && ways.contains(&way), "{id} cloud {way:?}");
                assert_eq!(has(SelfHosted, way, id), own && ways.contains(&way), "{id} self-hosted {way:?}");
            }
        }
    }

    #[test]
    fn the_address_tells_who_runs_matomo() {
        let of = |address| Deployment::of(&MatomoUrl::parse(address).unwrap().0);
        assert_eq!(of("acme.matomo.cloud"), Deployment::Cloud);
        assert_eq!(of("https://analytics.example.org/m"), Deployment::SelfHosted);
    }

    #[test]
    fn needs_data_and_rules_bring_items() {
        let plain = situation(Deployment::SelfHosted, SignIn::InvitationMail);
        let brings = |change: fn(&mut Situation)| {
            let mut changed = plain.clone();
            change(&mut changed);
            let before = ids(&plain);
            ids(&changed).into_iter().filter(|id| !before.contains(id)).collect::<Vec<_>>()
        };
        assert_eq!(brings(|s| s.needs = [Need::Server].into()), ["server-access"]);
        assert_eq!(brings(|s| s.needs = [Need::TagManagerEdit].into()), ["plugins"]);
        assert_eq!(brings(|s| s.needs = [Need::Platform].into()), ["super-user"]);
        assert_eq!(brings(|s| s.needs = [Need::ApiExport].into()), ["token-owner", "token-tested", "token-rotation"]);
        assert_eq!(brings(|s| s.data = [DataClass::Personal].into()), ["protection-officer"]);
        assert_eq!(brings(|s| s.outside = true), ["contract"]);
        assert_eq!(brings(|s| s.regulations = [Regulation::Hipaa].into()), ["hipaa-training", "hipaa-idle"]);
        assert_eq!(brings(|s| s.regulations = [Regulation::PciDss].into()), ["one-person", "pci-review"]);
        assert_eq!(brings(|s| s.as_site_admin = true), ["own-settings"]);
        assert_eq!(brings(|s| s.service = true), ["service-mails"]);
        assert_eq!(brings(|s| s.extends = true), ["old-access"]);
    }

    #[test]
    fn an_account_that_exists_needs_no_first_sign_in() {
        let mut case = Case { login: "ivan".into(), email: "ivan@example.org".into(), ..company::case() };
        for way in SignIn::ALL {
            case.sign_in = way;
            let there = Situation::of(&case, &company::directory(), Deployment::Cloud);
            assert!(there.extends);
            let first = ["smtp", "cloud-mail", "link-handed-over", "password-changed", "directory-account", "taken-up"];
            assert!(!ids(&there).iter().any(|id| first.contains(id)), "{way:?}");
        }
    }

    #[test]
    fn what_is_done_or_not_needed_is_not_open() {
        let situation = situation(Deployment::SelfHosted, SignIn::InvitationMail);
        let mut ticks = Ticks::new();
        let open_before =
            |ticks: &Ticks| open(&situation, ticks, Phase::Before).map(|item| item.id).collect::<Vec<_>>();
        let all = open_before(&ticks);
        assert!(all.contains(&"smtp") && !all.contains(&"register"));
        ticks.insert("smtp".into(), Tick { by: "Mira".into(), on: "2026-11-21".into(), ..Tick::default() });
        ticks.insert("network".into(), Tick { not_needed: true, ..Tick::default() });
        ticks.insert("of-another-version".into(), Tick::default());
        assert_eq!(open_before(&ticks).len(), all.len() - 2);
        let text = serde_json::to_string(&ticks).unwrap();
        assert_eq!(serde_json::from_str::<Ticks>(&text).unwrap(), ticks);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn more_to_do_never_drops_an_item(
            way in 0..6_usize, cloud: bool, needs in proptest::sample::subsequence(Need::all().collect::<Vec<_>>(), 0..=27),
            data in proptest::sample::subsequence(DataClass::ALL.to_vec(), 0..=5),
        ) {
            let deployment = if cloud { Deployment::Cloud } else { Deployment::SelfHosted };
            let few = situation(deployment, SignIn::ALL[way]);
            let more = Situation { needs: needs.into_iter().collect(), data: data.into_iter().collect(), ..few.clone() };
            let after = ids(&more);
            prop_assert!(ids(&few).iter().all(|id| after.contains(id)));
            let phases = [Phase::Before, Phase::HandOver, Phase::Afterwards];
            let open: usize = phases.map(|phase| open(&more, &Ticks::new(), phase).count()).iter().sum();
            prop_assert_eq!(open, after.len());
        }
    }
}
