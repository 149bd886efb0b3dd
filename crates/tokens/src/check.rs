//! The one request that asks as a token, and what its answer means.

use matomo_api::{
    Answer, Bulk, Error, Login, MatomoUrl, Request, SiteId, Slot, Token, Version,
    methods::{
        GetMatomoVersion, GetSiteIdsWithAdminAccess, GetSiteIdsWithViewAccess, GetSiteIdsWithWriteAccess, GetTourLevel,
        GetUser, GetUsers, HasSuperUserAccess,
    },
    owner_among,
};

/// The most accounts that are asked for by name. PHP drops variables past 1000 without a word, and each
/// is one.
const MOST_ASKED: usize = 400;

/// A question asked as a token, in one request: does it work, whose is it, what may it do.
pub struct Check {
    bulk: Bulk,
    super_user: Slot<HasSuperUserAccess>,
    version: Slot<GetMatomoVersion>,
    admin: Slot<GetSiteIdsWithAdminAccess>,
    write: Slot<GetSiteIdsWithWriteAccess>,
    view: Slot<GetSiteIdsWithViewAccess>,
    greeting: Slot<GetTourLevel>,
    users: Slot<GetUsers>,
    named: Vec<Slot<GetUser>>,
}

/// What a token that works is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Working {
    /// Whose it is.
    pub owner: Owner,
    /// Whether it may do everything.
    pub super_user: bool,
    /// Matomo's version; it tells it only to those who may see a site.
    pub version: Option<Version>,
    /// Sites with admin; of a super user all there are.
    pub admin: Vec<SiteId>,
    /// Sites with write.
    pub write: Vec<SiteId>,
    /// Sites with view.
    pub view: Vec<SiteId>,
}

/// Whose a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Told by Matomo.
    Told(Login),
    /// Matomo tells nobody whose token it is, and none of the ways around led to one account.
    NotTold,
}

impl Check {
    /// A question that also finds the owner if they are among `logins`: of those who administer nothing
    /// Matomo tells only what they ask about themselves. At most 400 of them are asked for.
    pub fn new(logins: impl IntoIterator<Item = Login>) -> Self {
        let mut bulk = Bulk::default();
        Self {
            super_user: bulk.add(HasSuperUserAccess),
            version: bulk.add(GetMatomoVersion),
            admin: bulk.add(GetSiteIdsWithAdminAccess),
            write: bulk.add(GetSiteIdsWithWriteAccess),
            view: bulk.add(GetSiteIdsWithViewAccess),
            greeting: bulk.add(GetTourLevel),
            users: bulk.add(GetUsers::all()),
            named: logins.into_iter().take(MOST_ASKED).map(|login| bulk.add(GetUser { login })).collect(),
            bulk,
        }
    }

    /// The request: one, which changes nothing. Send it once.
    pub fn request(&self, url: &MatomoUrl, token: &Token) -> Request {
        self.bulk.request(url, token)
    }

    /// What the answer means. Fails as every call does; no failure may be tried again without the person.
    pub fn read(&self, answer: &Answer) -> Result<Working, Error> {
        let reply = self.bulk.decode(answer)?;
        let super_user = reply.get(&self.super_user)?;
        let written = match reply.get(&self.version) {
            Err(Error::NoPermission(_)) => None,
            told => Some(told?),
        };
        let users = reply.get(&self.users).unwrap_or_default();
        let greeting = reply.get(&self.greeting).ok();
        // A super user may look at everybody; anybody else only at themselves.
        let mut found = self.named.iter().filter_map(|slot| reply.get(slot).ok()).map(|row| row.login);
        let named = if super_user { None } else { found.next().filter(|_| found.next().is_none()) };
        let owner = named.or_else(|| owner_among(super_user, greeting.as_deref(), &users));
        Ok(Working {
            owner: owner.map_or(Owner::NotTold, Owner::Told),
            super_user,
            version: written.and_then(|text| Version::parse(&text)),
            admin: sorted(reply.get(&self.admin)?),
            write: sorted(reply.get(&self.write)?),
            view: sorted(reply.get(&self.view)?),
        })
    }
}

fn sorted(mut ids: Vec<SiteId>) -> Vec<SiteId> {
    ids.sort();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn logins(names: &[&str]) -> Vec<Login> {
        names.iter().map(|name| Login::parse(name).unwrap()).collect()
    }

    fn answer(body: &Value) -> Answer {
        Answer { status: 200, body: body.to_string().into_bytes() }
    }

    fn no(what: &str) -> Value {
        json!({"result": "error", "message": format!("You can't access this resource as it requires {what} access.")})
    }

    fn row(login: &str, super_user: bool) -> Value {
        json!({"login": login, "email": format!("{login}@x.example"), "superuser_access": super_user, "invite_status": "active"})
    }

    fn ids(ids: &[u32]) -> Vec<SiteId> {
        ids.iter().map(|id| SiteId::new(*id).unwrap()).collect()
    }

    #[test]
    fn it_is_one_request_that_holds_the_token_in_its_body_only() {
        let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let request = Check::new(logins(&["ann", "bo"])).request(&url, &token);
        assert!(!request.writes && !request.url.contains(token.expose()));
        assert!(request.body.starts_with("token_auth=0123456789abcdef0123456789abcdef&"));
        assert_eq!(request.body.matches(token.expose()).count(), 1);
        assert!(request.body.contains("getUser%26filter_limit%3D-1%26userLogin%3Dbo"));
    }

    #[test]
    fn not_more_accounts_are_asked_for_than_php_takes() {
        let many: Vec<Login> = (0..2000).map(|n| Login::parse(&format!("user{n}")).unwrap()).collect();
        assert_eq!(Check::new(many).bulk.len(), 7 + MOST_ASKED);
    }

    #[test]
    fn a_super_user_is_known_by_the_greeting() {
        let check = Check::new(logins(&["ann", "root"]));
        let heard = check.read(&answer(&json!([
            {"value": true}, {"value": "5.8.0"}, [2, 1], [], [],
            {"description": "Welcome to Matomo root. Have fun."},
            [row("root", true), row("boss", true), row("ann", false)],
            row("ann", false), row("root", true),
        ])));
        let heard = heard.unwrap();
        assert_eq!(heard.owner, Owner::Told(Login::parse("root").unwrap()));
        assert!(heard.super_user && heard.version == Version::parse("5.8.0"));
        assert_eq!((heard.admin, heard.write, heard.view), (ids(&[1, 2]), vec![], vec![]));
    }

    #[test]
    fn who_administers_nothing_is_known_by_what_they_may_ask_of_themselves() {
        let unknown = json!({"result": "error", "message": "User 'ann' doesn't exist."});
        let body = |ann: Value, bo: Value| {
            json!([
                {"value": false}, {"value": "5.3.1"}, [], ["7"], [1, 2],
                no("a 'superuser'"), no("admin"), ann, bo,
            ])
        };
        let check = Check::new(logins(&["ann", "bo"]));
        let heard = check.read(&answer(&body(unknown.clone(), row("bo", false)))).unwrap();
        assert_eq!(heard.owner, Owner::Told(Login::parse("bo").unwrap()));
        assert_eq!((heard.admin, heard.write, heard.view), (vec![], ids(&[7]), ids(&[1, 2])));
        let heard = check.read(&answer(&body(unknown.clone(), no("a 'superuser'")))).unwrap();
        assert_eq!(heard.owner, Owner::NotTold);
        // Two that both answer are a contradiction, and no proof of either.
        let heard = check.read(&answer(&body(row("ann", false), row("bo", false)))).unwrap();
        assert_eq!(heard.owner, Owner::NotTold);
    }

    #[test]
    fn a_token_without_any_site_works_and_hears_no_version() {
        let body = json!([
            {"value": false}, no("view"), [], [], [], no("a 'superuser'"), no("admin"), row("ann", false),
        ]);
        let heard = Check::new(logins(&["ann"])).read(&answer(&body)).unwrap();
        assert_eq!((heard.version, heard.admin.len() + heard.write.len() + heard.view.len()), (None, 0));
        assert_eq!(heard.owner, Owner::Told(Login::parse("ann").unwrap()));
    }

    #[test]
    fn a_refusal_is_no_answer() {
        let said = "Unable to authenticate with the provided token. It is either invalid or expired.";
        let refused =
            Answer { status: 401, body: json!({"result": "error", "message": said}).to_string().into_bytes() };
        assert_eq!(Check::new([]).read(&refused), Err(Error::RefusedToken));
        let cut = answer(&json!([{"value": true}]));
        assert!(matches!(Check::new([]).read(&cut), Err(Error::PartialBulk { sent: 7, answered: 1 })));
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(body in "[\\[\\]{}\":,a-z0-9]{0,80}", status in 200_u16..600) {
            let _ = Check::new(logins(&["ann"])).read(&Answer { status, body: body.into_bytes() });
        }

        #[test]
        fn no_site_is_counted_twice(mut given in proptest::collection::vec(1_u32..9, 0..20)) {
            let told = sorted(ids(&given));
            given.sort_unstable();
            given.dedup();
            prop_assert_eq!(told, ids(&given));
        }
    }
}
