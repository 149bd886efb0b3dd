#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn known(ids: &[&str]) -> Vec<AvailableCapability> {
    let roles = |id: &str| if id == EDIT_TAGS { vec![Role::Write, Role::Admin] } else { vec![Role::Admin] };
    let available = |id: &&str| AvailableCapability {
        id: Capability::parse(id).unwrap(),
        name: format!("Name of {id}"),
        description: String::new(),
        category: "Tag Manager".into(),
        included_in: roles(id),
    };
    ids.iter().map(available).collect()
}

const ALL: [&str; 3] = [EDIT_TAGS, PUBLISH, TEMPLATES];

/// Needs, and the access that they take where Tag Manager is on, and where it is not.
const CASES: &[(&[Need], &str, &str)] = {
    use Need::*;
    &[
        (&[], "view", "view"),
        (&[Reports], "view", "view"),
        (&[VisitLog], "view", "view"),
        (&[Dashboards], "view", "view"),
        (&[ScheduledReports], "view", "view"),
        (&[Export], "view", "view"),
        (&[ApiExport], "view", "view"),
        (&[Annotations], "view", "view"),
        (&[Segments], "view", "view"),
        (&[EcommerceReports], "view", "view"),
        (&[TrackingCode], "view", "view"),
        (&[Goals], "write", "write"),
        (&[Funnels], "write", "write"),
        (&[Heatmaps], "write", "write"),
        (&[AbTests], "write", "write"),
        (&[CustomDimensions], "write", "write"),
        (&[SharedSegments], "view", "view"),
        (&[TagManagerEdit], "view + tagmanager_write", "write"),
        (&[TagManagerPublish], "view + tagmanager_publish_live_container + tagmanager_write", "admin"),
        (&[TagManagerTemplates], "view + tagmanager_use_custom_templates + tagmanager_write", "admin"),
        (&[SiteSettings], "admin", "admin"),
        (&[EcommerceSettings], "admin", "admin"),
        (&[SiteUsers], "admin", "admin"),
        (&[PrivacyRequests], "admin", "admin"),
        (&[NewSites], "view", "view"),
        (&[PrivacyRules], "view", "view"),
        (&[Platform], "view", "view"),
        (&[Server], "view", "view"),
        (&[Reports, Export, Annotations, Segments], "view", "view"),
        (&[Reports, Goals], "write", "write"),
        (&[Goals, CustomDimensions, AbTests, Funnels], "write", "write"),
        (&[Goals, TagManagerEdit], "write", "write"),
        (&[Goals, TagManagerPublish], "write + tagmanager_publish_live_container", "admin"),
        (&[Goals, TagManagerTemplates], "write + tagmanager_use_custom_templates", "admin"),
        (&[Reports, TagManagerEdit], "view + tagmanager_write", "write"),
        (
            &[TagManagerEdit, TagManagerPublish, TagManagerTemplates],
            "view + tagmanager_publish_live_container + tagmanager_use_custom_templates + tagmanager_write",
            "admin",
        ),
        (&[TagManagerPublish, SiteSettings], "admin", "admin"),
        (&[TagManagerEdit, SiteUsers], "admin", "admin"),
        (&[Goals, SiteSettings], "admin", "admin"),
        (&[EcommerceReports, EcommerceSettings], "admin", "admin"),
        (&[ApiExport, Goals], "write", "write"),
        (&[Platform, Goals], "write", "write"),
        (&[NewSites, SiteSettings], "admin", "admin"),
        (&[Server, TagManagerEdit], "view + tagmanager_write", "write"),
        (&[SharedSegments, Segments], "view", "view"),
        (&[PrivacyRequests, PrivacyRules], "admin", "admin"),
    ]
};

fn advised(needs: &[Need], known: &[AvailableCapability]) -> Advice {
    advise(&needs.iter().copied().collect(), Environment::Production, known)
}

#[test]
fn each_case_gets_the_least_that_does() {
    const { assert!(CASES.len() >= 40) };
    for (needs, with_tags, without) in CASES {
        assert_eq!(advised(needs, &known(&ALL)).grant().in_words(), *with_tags, "{needs:?}");
        assert_eq!(advised(needs, &[]).grant().in_words(), *without, "{needs:?} without Tag Manager");
    }
}

#[test]
fn every_need_is_answered_once_with_reason_and_source() {
    for need in Need::all() {
        let advice = advised(&[need], &known(&ALL));
        let refused = matches!(need.row().least, Least::SuperUser(_) | Least::Elsewhere(_));
        assert_eq!((advice.because.len(), advice.cannot.len()), if refused { (0, 1) } else { (1, 0) }, "{need:?}");
        assert!(advice.because.iter().all(|reason| reason.need == need && reason.source == need.row().source));
        let sentences = advice.because.iter().map(|r| &r.sentence).chain(advice.cannot.iter().map(|c| &c.sentence));
        assert!(sentences.into_iter().all(|sentence| sentence.ends_with('.')), "{need:?}");
    }
}

#[test]
fn a_capability_that_matomo_does_not_know_raises_the_role_and_says_so() {
    let advice = advised(&[Need::TagManagerPublish], &known(&[EDIT_TAGS]));
    assert_eq!(advice.grant(), Grant::plain(Role::Admin));
    assert!(advice.because[0].sentence.contains("“tagmanager_publish_live_container”"), "{advice:?}");
    assert!(advice.because[0].sentence.contains("Admin"));
}

#[test]
fn what_takes_a_super_user_is_refused_with_something_better() {
    let advice = advised(&[Need::Platform, Need::Reports], &known(&ALL));
    assert_eq!(advice.grant(), Grant::plain(Role::View));
    assert_eq!(advice.because.len(), 1);
    assert!(advice.cannot[0].sentence.contains("Better not: have a super user"), "{advice:?}");
    let server = advised(&[Need::Server], &[]);
    assert!(server.cannot[0].sentence.contains("Not by Matomo"), "{server:?}");
}

#[test]
fn the_kind_of_site_adds_cautions_only() {
    let on = |environment, needs: &[Need]| {
        let advice = advise(&needs.iter().copied().collect(), environment, &known(&ALL));
        (advice.grant(), advice.cautions.len())
    };
    use Environment::*;
    for needs in [&[Need::Reports][..], &[Need::Goals], &[Need::TagManagerPublish], &[Need::SiteSettings]] {
        let grants = [Production, Staging, Internal].map(|environment| on(environment, needs).0);
        assert!(grants.iter().all(|grant| *grant == grants[0]), "{needs:?}");
    }
    assert_eq!(on(Production, &[Need::Reports]).1, 0);
    assert_eq!(on(Production, &[Need::Goals]).1, 1);
    assert_eq!(on(Production, &[Need::TagManagerPublish]).1, 1);
    assert_eq!(on(Production, &[Need::SiteSettings]).1, 2);
    assert_eq!(on(Staging, &[Need::SiteSettings]).1, 1);
    assert_eq!(on(Internal, &[Need::Reports]).1, 1);
}

#[test]
fn a_case_is_advised_site_by_site() {
    let directory = crate::company::directory();
    let mut case = crate::company::case();
    let site = crate::company::site;
    assert_eq!(case.advice(site(1), &directory), None, "nobody said what is needed");
    case.engagement.needs = [Need::TagManagerPublish].into();
    let advice = case.advice(site(6), &directory).unwrap();
    assert_eq!(advice.grant().in_words(), "admin", "this company's Matomo knows one capability only");
    assert!(advice.cautions[0].contains("staging"));
    assert_eq!(case.advice(site(77), &directory), None);
}

#[test]
fn more_than_advised_is_named_with_its_risk() {
    let known = known(&ALL);
    let over = |needs: &[Need], role, ids: &[&str]| {
        let ids = ids.iter().map(|id| Capability::parse(id).unwrap()).collect();
        excess(&advised(needs, &known), &Grant::new(role, ids), &known)
    };
    let why = |needs: &[Need], role, ids: &[&str]| over(needs, role, ids).unwrap().why;
    assert_eq!(over(&[Need::Reports], Role::View, &[]), None);
    assert_eq!(over(&[Need::Goals], Role::View, &[]), None, "less is no excess");
    assert_eq!(over(&[Need::Goals], Role::Write, &[EDIT_TAGS]), None, "write holds it");
    let admin = over(&[Need::Goals], Role::Admin, &[]).unwrap();
    assert_eq!((admin.role, admin.capabilities.len()), (Some(Role::Admin), 0));
    assert!(admin.why.starts_with("Admin is more than is needed; Write is enough."), "{}", admin.why);
    assert!(why(&[Need::Reports], Role::Write, &[]).contains("everybody’s figures"));
    assert!(why(&[Need::TagManagerPublish], Role::Admin, &[]).contains("View with 2 capabilities is enough"));
    assert!(why(&[Need::TagManagerEdit], Role::Write, &[]).contains("View with one capability is enough"));
    let both = over(&[Need::TagManagerEdit], Role::View, &[EDIT_TAGS, PUBLISH, TEMPLATES]).unwrap();
    assert_eq!((both.role, both.capabilities.len()), (None, 2));
    assert!(both.why.contains("“Name of tagmanager_publish_live_container” is not needed"), "{}", both.why);
    assert!(why(&[], Role::View, &["heatmaps"]).contains("“heatmaps” is not needed"));
    let known_by_role = over(&[Need::Reports], Role::Admin, &[PUBLISH]).unwrap();
    assert_eq!(known_by_role.capabilities, [], "admin holds it; the role is what is too much");
}

#[test]
fn what_a_grant_does_not_cover_is_listed() {
    let known = known(&ALL);
    let open = |needs: &[Need], grant: Grant| uncovered(&needs.iter().copied().collect(), &grant, &known);
    use Need::*;
    assert_eq!(open(&[Reports, Goals], Grant::plain(Role::View)), [Goals]);
    assert_eq!(open(&[Goals, TagManagerEdit], Grant::plain(Role::Write)), []);
    assert_eq!(open(&[TagManagerPublish], Grant::plain(Role::Write)), [TagManagerPublish]);
    assert_eq!(open(&[Platform, Server], Grant::plain(Role::Admin)), [Platform, Server]);
    let one = Grant::new(Role::View, vec![Capability::parse(EDIT_TAGS).unwrap()]);
    assert_eq!(open(&[TagManagerEdit, TagManagerPublish], one), [TagManagerPublish]);
    let unknown = uncovered(&[TagManagerEdit].into(), &Grant::plain(Role::View), &[]);
    assert_eq!(unknown, [TagManagerEdit]);
}

fn needs() -> impl Strategy<Value = BTreeSet<Need>> {
    let all: Vec<Need> = Need::all().collect();
    proptest::sample::subsequence(all, 0..=27).prop_map(|needs| needs.into_iter().collect())
}

fn some_known() -> impl Strategy<Value = Vec<AvailableCapability>> {
    proptest::sample::subsequence(ALL.to_vec(), 0..=3).prop_map(|ids| known(&ids))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn more_needs_never_give_less(few in needs(), more in needs(), known in some_known()) {
        let one = advise(&few, Environment::Staging, &known).grant();
        let both = advise(&few.union(&more).copied().collect(), Environment::Staging, &known).grant();
        prop_assert!(covers(&both, &one, &known), "{} {}", one.in_words(), both.in_words());
    }

    #[test]
    fn knowing_another_capability_never_raises_the_role(needs in needs(), known in some_known(), more in some_known()) {
        let mut richer = known.clone();
        richer.extend(more.into_iter().filter(|c| !known.contains(c)));
        let poor = advise(&needs, Environment::Production, &known);
        let rich = advise(&needs, Environment::Production, &richer);
        prop_assert!(rich.role <= poor.role);
        prop_assert_eq!(rich.cannot, poor.cannot);
    }

    #[test]
    fn advice_covers_what_it_says_and_is_no_excess_of_itself(needs in needs(), known in some_known()) {
        let advice = advise(&needs, Environment::Production, &known);
        prop_assert_eq!(excess(&advice, &advice.grant(), &known), None);
        let open = uncovered(&needs, &advice.grant(), &known);
        prop_assert_eq!(&open, &advice.cannot.iter().map(|cannot| cannot.need).collect::<Vec<_>>());
        prop_assert_eq!(advice.because.len() + advice.cannot.len(), needs.len());
        // Nothing less does: without one of the capabilities, or with the next lower role, something is open.
        for at in 0..advice.capabilities.len() {
            let mut fewer = advice.grant();
            fewer.capabilities.remove(at);
            prop_assert!(uncovered(&needs, &fewer, &known).len() > open.len());
        }
        if let Some(lower) = Role::ALL.into_iter().rev().find(|role| *role < advice.role) {
            prop_assert!(uncovered(&needs, &advice.grant().with_role(lower), &known).len() > open.len());
        }
    }

    #[test]
    fn whatever_covers_the_advice_covers_the_needs(needs in needs(), known in some_known(), role in 0..3_usize) {
        let advice = advise(&needs, Environment::Production, &known);
        let grant = Grant::new(Role::ALL[role].max(advice.role), advice.capabilities.clone());
        prop_assert!(covers(&grant, &advice.grant(), &known));
        let open = uncovered(&needs, &grant, &known);
        prop_assert!(open.iter().all(|need| advice.cannot.iter().any(|cannot| cannot.need == *need)));
    }
}
