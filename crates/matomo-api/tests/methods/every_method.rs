//! One sample of each method: whether its answer is a list, and the form that it is sent as.

use matomo_api::{methods::*, *};
use std::{
    future::{Future, ready},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub fn login(login: &str) -> Login {
    Login::parse(login).unwrap()
}

pub fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

pub fn email(email: &str) -> Email {
    Email::parse(email).unwrap()
}

pub fn capability(id: &str) -> Capability {
    Capability::parse(id).unwrap()
}

pub fn password() -> Password {
    Password::new("p&ss wörd")
}

pub fn token_for(owner: &str) -> CreateAppSpecificTokenAuth {
    CreateAppSpecificTokenAuth {
        owner: login(owner),
        password: password(),
        description: TokenDescription::parse("CI & CD").unwrap(),
        end: TokenEnd::InHours(8),
        secure_only: true,
        two_factor_code: Some(Password::new("123456")),
    }
}

/// The answer is one thing.
fn one<T>(_: &T) -> Option<usize> {
    None
}

/// The answer is a list of so many.
fn many<T>(rows: &[T]) -> Option<usize> {
    Some(rows.len())
}

macro_rules! every_method {
    (
        in_bulk { $($method:expr, $rows:expr, $form:literal;)* }
        alone { $($lone:expr, $lone_rows:expr, $lone_form:literal;)* }
    ) => {
        /// Name, form as sent, form as expected.
        pub fn forms() -> Vec<(&'static str, String, &'static str)> {
            vec![$(form(&$method, $form),)* $(form(&$lone, $lone_form),)*]
        }

        /// Reads an answer to the method of that name; how many rows it holds, where it is a list.
        pub fn read(name: &str, answer: &Answer) -> Option<Result<Option<usize>, Error>> {
            $(if name == name_of(&$method) {
                return Some(call(&$method, answer).map(|answer| $rows(&answer)));
            })*
            $(if name == name_of(&$lone) {
                return Some(call(&$lone, answer).map(|answer| $lone_rows(&answer)));
            })*
            None
        }

        /// Reads an answer as one to every method, alone and in a bulk. What went wrong.
        pub fn read_as_all(answer: &Answer) -> Vec<Error> {
            let mut errors = Vec::new();
            $(errors.extend(call(&$method, answer).err());)*
            $(errors.extend(call(&$lone, answer).err());)*
            $({
                let mut bulk = Bulk::default();
                let slot = bulk.add($method);
                errors.extend(bulk.decode(answer).and_then(|reply| reply.get(&slot)).err());
            })*
            errors
        }
    };
}

every_method! {
    in_bulk {
        AddCapabilities {
            login: login("ann"),
            capabilities: vec![capability("a"), capability("b_c")],
            sites: vec![site(1), site(2)],
        },
            one, "&userLogin=ann&capabilities%5B%5D=a&capabilities%5B%5D=b_c&idSites=1%2C2";
        AddUser { login: login("ann"), password: password(), email: email("a+b@x.org"), initial_site: Some(site(7)) },
            one, "&userLogin=ann&email=a%2Bb%40x.org&password=p%26ss+w%C3%B6rd&initialIdSite=7";
        CopyDashboardToUser { dashboard: 2, to: login("ann"), name: Some("A & B".into()) },
            one, "&idDashboard=2&copyToUser=ann&dashboardName=A+%26+B";
        DeleteUser { login: login("jürgen@x.org") },
            one, "&userLogin=j%C3%BCrgen%40x.org";
        GenerateInviteLink { login: login("ann"), expiry_days: 7 },
            one, "&userLogin=ann&expiryInDays=7";
        GetAllSites, many, "";
        GetAvailableCapabilities, many, "";
        GetAvailableLanguageNames, many, "";
        GetAvailableRoles, many, "";
        GetDashboards { login: Some(login("ann")) },
            many, "&login=ann&returnDefaultIfEmpty=0";
        GetJavascriptTag { site: site(3) },
            one, "&idSite=3";
        GetLanguageForUser { login: login("ann") },
            one, "&login=ann";
        GetMatomoVersion, one, "";
        GetPhpVersion, one, "";
        GetSiteIdsWithAdminAccess, many, "";
        GetSiteIdsWithViewAccess, many, "";
        GetSiteIdsWithWriteAccess, many, "";
        GetSiteUrlsFromId { site: site(3) },
            many, "&idSite=3";
        GetSitesAccessForUser { login: login("ann") },
            many, "&userLogin=ann";
        GetSitesAccessFromUser { login: login("ann") },
            many, "&userLogin=ann";
        GetSitesWithAdminAccess, many, "";
        GetSystemSettings, one, "";
        GetTourLevel, one, "";
        GetUser { login: login("ann") },
            one, "&userLogin=ann";
        GetUserByEmail { email: email("a@x.org") },
            one, "&userEmail=a%40x.org";
        GetUserPreference { login: login("ann"), name: PreferenceName::DefaultReport },
            one, "&preferenceName=defaultReport&userLogin=ann";
        GetUsers::all(), many, "";
        GetUsersPlusRole { site: site(3) },
            many, "&idSite=3";
        GetUsersSitesFromAccess(AccessId::Role(Role::Write)),
            many, "&access=write";
        HasSuperUserAccess, one, "";
        IsLanguageAvailable, one, "&languageCode=en";
        InviteUser { login: login("ann"), email: email("a@x.org"), initial_site: site(7), expiry_days: 14 },
            one, "&userLogin=ann&email=a%40x.org&initialIdSite=7&expiryInDays=14";
        IsPluginActivated("TagManager"),
            one, "&pluginName=TagManager";
        LogoutUser { login: login("ann") },
            one, "&userLogin=ann";
        RemoveCapabilities { login: login("ann"), capabilities: vec![capability("a")], sites: vec![site(1)] },
            one, "&userLogin=ann&capabilities%5B%5D=a&idSites=1";
        ResendInvite { login: login("ann"), expiry_days: 3 },
            one, "&userLogin=ann&expiryInDays=3";
        ResetTwoFactorAuth { login: login("ann"), password: password() },
            one, "&userLogin=ann&passwordConfirmation=p%26ss+w%C3%B6rd";
        SetLanguageForUser { login: login("ann"), code: "pt-br".into() },
            one, "&login=ann&languageCode=pt-br";
        SetSuperUserAccess { login: login("ann"), super_user: false, password: password() },
            one, "&userLogin=ann&hasSuperUserAccess=0&passwordConfirmation=p%26ss+w%C3%B6rd";
        SetUserAccess { login: login("ann"), access: NewAccess::None, sites: vec![site(1), site(20)] },
            one, "&userLogin=ann&access=noaccess&idSites=1%2C20";
        SetUserPreference { login: login("ann"), preference: Preference::DefaultReport(DefaultReport::AllWebsites) },
            one, "&userLogin=ann&preferenceName=defaultReport&preferenceValue=MultiSites";
        UnblockBruteForceIps, one, "";
        UpdateUser {
            login: login("ann"),
            new_password: Some(Password::new("new")),
            new_email: Some(email("a@x.org")),
            password: password(),
        },
            one, "&userLogin=ann&password=new&email=a%40x.org&passwordConfirmation=p%26ss+w%C3%B6rd";
        UserEmailExists { email: email("a@x.org") },
            one, "&userEmail=a%40x.org";
        UserExists { login: login("ann") },
            one, "&userLogin=ann";
    }
    alone {
        token_for("ann"),
            one, "&userLogin=ann&passwordConfirmation=p%26ss+w%C3%B6rd&description=CI+%26+CD&expireHours=8&secureOnly=1&authCode=123456";
    }
}

fn name_of<M: Method>(_: &M) -> &'static str {
    M::NAME
}

fn form<M: Method>(method: &M, expected: &'static str) -> (&'static str, String, &'static str) {
    (M::NAME, body_of(method), expected)
}

/// What follows the language in the body of a request.
pub fn body_of<M: Method>(method: &M) -> String {
    let request = Request::new(&url(), None, method);
    assert!(request.url.contains(&format!("&method={}&", M::NAME)));
    assert_eq!(request.writes, M::WRITES);
    request.body.strip_prefix("language=en").unwrap().to_owned()
}

/// Reads an answer to a method.
pub fn call<M: Method>(method: &M, answer: &Answer) -> Result<M::Response, Error> {
    now(client(Fixed(answer.clone())).call_without_token(method))
}

pub fn client(transport: impl Transport + 'static) -> Client {
    let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
    Client::new(url(), token, Rc::new(transport))
}

fn url() -> MatomoUrl {
    MatomoUrl::parse("https://m.example").unwrap().0
}

/// Answers everything alike.
struct Fixed(Answer);

impl Transport for Fixed {
    fn send<'a>(&'a self, _: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        Box::pin(ready(Ok(self.0.clone())))
    }
    fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(ready(true))
    }
}

pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("these transports answer at once"),
    }
}
