//! The demo: a maker of outdoor gear that has used Matomo for seven years, with what gathers in such a time: an old
//! super user, vendors who left, invitations nobody answered, service accounts, names that try a screen.

use crate::PASSWORD;
use crate::data::demo_people::{PEOPLE, Person, Standing};
use crate::moment::{DAY, HOUR, MINUTE, Moment};
use crate::store::{Access, Dashboard, Invite, Site, Store, User};

/// Name, main address, group (which is the environment), type, time zone, currency, shop or not, years of age.
type SiteRow = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, bool, i64);

#[rustfmt::skip]
const SITES: [SiteRow; 9] = [
    ("Shop Europe", "https://shop.example.com", "Production", "website", "Europe/Berlin", "EUR", true, 7),
    ("Shop Americas", "https://us.shop.example.com", "Production", "website", "America/New_York", "USD", true, 5),
    ("Trail Magazine", "https://magazine.example.com", "Production", "website", "Europe/London", "GBP", false, 6),
    ("Careers", "https://careers.example.com", "Production", "website", "Europe/Berlin", "EUR", false, 4),
    ("Route planner app", "https://routes.example.com", "Production", "website", "Europe/Zurich", "CHF", false, 3),
    ("Shop Europe (staging)", "https://staging.shop.example.com", "Staging", "website", "Europe/Berlin", "EUR", true, 4),
    ("Labs <beta>", "https://labs.example.com", "Staging", "website", "UTC", "EUR", false, 2),
    ("Intranet & handbook", "https://intranet.example.net", "Internal", "intranet", "Europe/Berlin", "EUR", false, 5),
    ("Help \u{200f}مركز المساعدة\u{200f} centre", "https://help.example.com", "Production", "website", "UTC", "USD", false, 1),
];

/// Login of the demo's own admin.
pub(crate) const ADMIN: &str = "m.calder";

/// Fills the database and says who the admin is.
pub(crate) fn fill(store: &mut Store, now: Moment) -> String {
    for (name, url, group, kind, timezone, currency, ecommerce, years) in SITES {
        let created = now.plus(-years * 365 * DAY);
        store.add_site(|id| Site {
            urls: vec![url.to_owned()],
            ecommerce,
            timezone: timezone.to_owned(),
            currency: currency.to_owned(),
            group: group.to_owned(),
            kind: kind.to_owned(),
            ..Site::new(id, name, created, ADMIN)
        });
    }
    for (person, place) in PEOPLE.iter().zip(0..) {
        add(store, person, place, now);
    }
    let dashboard = |id, name: &str| Dashboard {
        id,
        name: name.to_owned(),
        widgets: [("VisitsSummary", "get"), ("Referrers", "getReferrerType"), ("Goals", "widgetGoalsOverview")]
            .map(|(module, action)| (module.to_owned(), action.to_owned()))
            .into(),
    };
    store.choices_mut(ADMIN).dashboards = vec![dashboard(1, "Overview"), dashboard(2, "Shop, weekly")];
    ADMIN.to_owned()
}

fn add(store: &mut Store, person: &Person, place: i64, now: Moment) {
    // Nobody signs in on the stroke of the hour.
    let some_minutes = place * 37 * MINUTE + place * 11;
    let registered = now.plus(-person.since * DAY - some_minutes);
    let mut user = User::new(person.login, person.email, PASSWORD, registered);
    user.last_seen = person.seen.map(|days| now.plus(-days * DAY - some_minutes % (9 * HOUR) - 4 * MINUTE));
    user.auth_code = person.two_factor.then(|| "123456".to_owned());
    match person.standing {
        Standing::SuperUser => user.super_user = true,
        Standing::Active if person.since < 900 => {
            user.invited_by = Some(ADMIN.to_owned());
            user.accepted = Some(registered.plus(5 * HOUR + some_minutes));
        }
        Standing::Active => {}
        Standing::Invited { by, days_left } => {
            user.password.clear();
            user.invited_by = Some(by.to_owned());
            let expires = now.plus(days_left * DAY + 3 * HOUR);
            user.invite = Some(Invite { mailed: store.random.token(), copied: None, expires });
        }
    }
    for grants in person.access {
        for site in grants.sites {
            for access in grants.access.iter().filter_map(|id| Access::of_id(id)) {
                store.grants.add(person.login, *site, access);
            }
        }
    }
    store.users.add(user);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::HashSet;

    use super::*;
    use crate::validate::{is_email, is_login};
    use crate::{Config, Dataset};

    const NOW: Moment = Moment(1_795_298_400);

    fn demo() -> Store {
        let config = Config { data: Dataset::Demo, ..Config::default() };
        let mut store = Store::new(config, NOW);
        assert_eq!(crate::data::fill(&mut store, NOW), ADMIN);
        store
    }

    #[test]
    fn forty_people_nine_sites_and_anonymous() {
        let store = demo();
        assert_eq!((store.users.iter().count(), store.sites.len()), (41, 9));
        assert_eq!(store.users.super_users().len(), 3);
        let left = |user: &&User| user.invite.as_ref().is_some_and(|invite| invite.expires > NOW);
        assert_eq!(store.users.iter().filter(left).count(), 2);
        assert_eq!(store.users.iter().filter(|user| user.invite.is_some()).count(), 3);
        let groups: HashSet<&str> = store.sites.values().map(|site| &*site.group).collect();
        assert_eq!(groups, HashSet::from(["Production", "Staging", "Internal"]));
    }

    #[test]
    fn every_row_would_pass_matomos_own_rules() {
        let store = demo();
        let mut emails = HashSet::new();
        for user in store.users.iter() {
            assert!(is_login(&user.login) && is_email(&user.email), "{}", user.login);
            assert!(["org", "com", "net"].iter().any(|top| user.email.ends_with(&format!("@example.{top}"))));
            assert!(emails.insert(user.email.to_lowercase()), "{}", user.email);
            assert!(user.registered < NOW && user.last_seen.is_none_or(|seen| seen < NOW && seen > user.registered));
        }
        for grant in store.grants.all() {
            assert!(store.sites.contains_key(&grant.site));
            let user = store.users.get(&grant.login).unwrap();
            assert!(!user.super_user, "super users have no rows");
        }
    }

    #[test]
    fn expired_invitations_are_not_cleaned_up_at_once() {
        let mut store = demo();
        store.run_daily_tasks(NOW.plus(4 * HOUR));
        assert_eq!(store.users.iter().count(), 41);
    }

    #[test]
    fn there_is_something_to_find() {
        let store = demo();
        let long_unseen = |user: &&User| user.last_seen.is_some_and(|seen| seen < NOW.plus(-180 * DAY));
        assert!(store.users.iter().filter(long_unseen).count() >= 4);
        assert!(store.users.iter().any(|user| user.login.len() > 70));
        assert!(store.users.iter().any(|user| user.login.contains('+')));
        assert!(store.users.iter().any(|user| user.login.contains('ü')));
        assert!(store.users.iter().any(|user| user.login.contains('@')));
        assert!(store.grants.all().any(|grant| !grant.access.is_role()));
        let without = |user: &&User| !user.super_user && store.grants.of_login(&user.login).is_empty();
        assert!(store.users.iter().filter(without).count() >= 2);
    }
}
