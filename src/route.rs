//! Every address of the console in one closed enum.
//!
//! An address is a folder and a query. Folders are few and fixed (`routes.txt`), so that plain
//! static hosting can serve a page for each; whatever names a person, a site or a case, and every
//! filter, stands in the query. Addresses end in a slash, since servers redirect there anyway.

use access::{PeopleFilter, PeopleSort, StatusKind, is_id, matrix::View, random_id};
use form_urlencoded::Serializer;
use matomo_api::{Login, Role, SiteId};

mod matrix;
mod records;
mod tokens;

pub use records::{RecordsPlace, RecordsView};
pub use tokens::{RegisterBy, RegisterView, TokensPlace};

/// A place in the console.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    /// The door; behind it, what is known of the connection.
    Connect,
    /// All accounts, filtered and sorted.
    People(PeopleView),
    /// One account.
    Person {
        /// Whose.
        login: Login,
    },
    /// All sites, filtered.
    Sites {
        /// Name, address or id to look for.
        text: String,
        /// Only this group.
        group: Option<String>,
    },
    /// Who may reach one site.
    Site {
        /// Which.
        id: SiteId,
    },
    /// The wizard.
    Onboard {
        /// Where in it.
        step: OnboardStep,
        /// The draft that is worked on; none yet on a fresh start.
        case: Option<CaseId>,
    },
    /// The printable sheet.
    Sheet(SheetOf),
    /// The role matrix.
    Matrix(View),
    /// What is staged on the matrix, before it is sent.
    Review,
    /// Carrying out what was staged.
    Apply {
        /// The record of it.
        case: CaseId,
    },
    /// Tokens: the register, and what is done with them.
    Tokens(TokensPlace),
    /// A plan that somebody else prepared, from a file.
    PlanFile,
    /// What is on record.
    Records(RecordsPlace),
    /// What somebody has to see to.
    Due,
    /// What the company wants of cases and papers.
    Settings,
    /// No place at all.
    NotFound,
}

/// The list of people as somebody wants to see it.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleView {
    /// Who is shown.
    pub filter: PeopleFilter,
    /// By what.
    pub sort: PeopleSort,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Default for PeopleView {
    fn default() -> Self {
        Self { filter: PeopleFilter::default(), sort: PeopleSort::Login, descending: false }
    }
}

/// A step of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnboardStep {
    /// What for, who asked, who agreed.
    Engagement,
    /// Who it is and how they sign in.
    Person,
    /// Which sites, which roles.
    Access,
    /// Token, network, and what the person meets in Matomo.
    Security,
    /// What will be done.
    Review,
    /// Doing it, and the papers.
    HandOver,
}

impl OnboardStep {
    /// All, in order.
    pub const ALL: [OnboardStep; 6] = [
        OnboardStep::Engagement,
        OnboardStep::Person,
        OnboardStep::Access,
        OnboardStep::Security,
        OnboardStep::Review,
        OnboardStep::HandOver,
    ];

    /// Its place among them, from 0.
    pub fn place(self) -> usize {
        self as usize
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            OnboardStep::Engagement => "Engagement",
            OnboardStep::Person => "Person",
            OnboardStep::Access => "Access",
            OnboardStep::Security => "Security",
            OnboardStep::Review => "Review",
            OnboardStep::HandOver => "Hand over",
        }
    }
}

/// Whom a sheet is for.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetOf {
    /// For a case, with all that it knows.
    Case(CaseId),
    /// For an account as Matomo knows it.
    Login(Login),
    /// For several accounts, one after the other.
    Logins(Vec<Login>),
}

/// The name of a draft: 1 to 40 small letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseId(String);

impl CaseId {
    /// Reads an id.
    pub fn parse(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.to_owned()))
    }

    /// A new id made of random bytes.
    pub fn of_random(bytes: [u8; 8]) -> Self {
        Self(random_id(bytes))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Route {
    /// The list of people as it opens.
    pub fn people() -> Self {
        Route::People(PeopleView::default())
    }

    /// One account.
    pub fn person(login: &Login) -> Self {
        Route::Person { login: login.clone() }
    }

    /// All sites.
    pub fn sites() -> Self {
        Route::Sites { text: String::new(), group: None }
    }

    /// The wizard at its start.
    pub fn onboard() -> Self {
        Route::Onboard { step: OnboardStep::Engagement, case: None }
    }

    /// The register of tokens as it opens.
    pub fn tokens() -> Self {
        Route::Tokens(TokensPlace::register())
    }

    /// The ledger as it opens.
    pub fn records() -> Self {
        Route::Records(RecordsPlace::list())
    }

    /// The role matrix as it opens.
    pub fn matrix() -> Self {
        Route::Matrix(View::default())
    }

    /// The folder, without a slash at either end; empty for the root.
    pub fn folder(&self) -> &'static str {
        match self {
            Route::Connect | Route::NotFound => "",
            Route::People(_) => "people",
            Route::Person { .. } => "people/person",
            Route::Sites { .. } => "sites",
            Route::Site { .. } => "sites/site",
            Route::Onboard { step: OnboardStep::Engagement, .. } => "onboard",
            Route::Onboard { step: OnboardStep::Person, .. } => "onboard/person",
            Route::Onboard { step: OnboardStep::Access, .. } => "onboard/access",
            Route::Onboard { step: OnboardStep::Security, .. } => "onboard/security",
            Route::Onboard { step: OnboardStep::Review, .. } => "onboard/review",
            Route::Onboard { step: OnboardStep::HandOver, .. } => "onboard/hand-over",
            Route::Sheet(_) => "sheet",
            Route::Tokens(place) => place.folder(),
            Route::PlanFile => "matrix/plan",
            Route::Records(place) => place.folder(),
            Route::Due => "due",
            Route::Settings => "settings",
            Route::Matrix(_) => "matrix",
            Route::Review => "matrix/review",
            Route::Apply { .. } => "matrix/apply",
        }
    }

    /// The address, relative to the console's own folder (which is what `<base>` says).
    pub fn href(&self) -> String {
        let folder = self.folder();
        let path = if folder.is_empty() { "./".to_owned() } else { format!("{folder}/") };
        let query = self.query();
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        match self {
            Route::Connect | Route::NotFound | Route::Review | Route::PlanFile | Route::Due | Route::Settings => {}
            Route::Records(place) => place.write(&mut query),
            Route::Tokens(place) => place.write(&mut query),
            Route::Matrix(view) => matrix::write(view, &mut query),
            Route::Apply { case } => {
                query.append_pair("case", case.as_str());
            }
            Route::People(view) => write_people(view, &mut query),
            Route::Person { login } | Route::Sheet(SheetOf::Login(login)) => {
                query.append_pair("login", login.as_str());
            }
            Route::Sheet(SheetOf::Logins(logins)) => {
                query.extend_pairs(logins.iter().map(|login| ("login", login.as_str())));
            }
            Route::Sites { text, group } => {
                if !text.is_empty() {
                    query.append_pair("q", text);
                }
                if let Some(group) = group {
                    query.append_pair("group", group);
                }
            }
            Route::Site { id } => {
                query.append_pair("id", &id.to_string());
            }
            Route::Onboard { case: Some(case), .. } | Route::Sheet(SheetOf::Case(case)) => {
                query.append_pair("case", case.as_str());
            }
            Route::Onboard { case: None, .. } => {}
        }
        query.finish()
    }

    /// Reads an address: a path below the console's folder, and a query without its `?`.
    /// What is unknown in a query is passed over, so that old bookmarks keep working.
    pub fn parse(path: &str, query: &str) -> Self {
        let folder = path.strip_suffix("index.html").unwrap_or(path).trim_matches('/');
        let query = Query::parse(query);
        let onboard = |step| Route::Onboard { step, case: query.get("case").and_then(CaseId::parse) };
        let login = || query.get("login").filter(|l| !l.is_empty()).map(Login::reported);
        let found = match folder {
            "" => Some(Route::Connect),
            "people" => Some(Route::People(read_people(&query))),
            "people/person" => login().map(|login| Route::Person { login }),
            "sites" => Some(Route::Sites {
                text: query.get("q").unwrap_or_default().to_owned(),
                group: query.get("group").map(str::to_owned),
            }),
            "sites/site" => query.site("id").map(|id| Route::Site { id }),
            "onboard" => Some(onboard(OnboardStep::Engagement)),
            "onboard/person" => Some(onboard(OnboardStep::Person)),
            "onboard/access" => Some(onboard(OnboardStep::Access)),
            "onboard/security" => Some(onboard(OnboardStep::Security)),
            "onboard/review" => Some(onboard(OnboardStep::Review)),
            "onboard/hand-over" => Some(onboard(OnboardStep::HandOver)),
            "sheet" => {
                let case = query.get("case").and_then(CaseId::parse).map(SheetOf::Case);
                let mut logins: Vec<Login> =
                    query.all("login").filter(|login| !login.is_empty()).map(Login::reported).collect();
                let named =
                    if logins.len() > 1 { Some(SheetOf::Logins(logins)) } else { logins.pop().map(SheetOf::Login) };
                case.or(named).map(Route::Sheet)
            }
            "matrix/plan" => Some(Route::PlanFile),
            "due" => Some(Route::Due),
            "settings" => Some(Route::Settings),
            "matrix" => Some(Route::Matrix(matrix::read(&query))),
            "matrix/review" => Some(Route::Review),
            "matrix/apply" => query.get("case").and_then(CaseId::parse).map(|case| Route::Apply { case }),
            _ => TokensPlace::read(folder, &query)
                .map(Route::Tokens)
                .or_else(|| RecordsPlace::read(folder, &query).map(Route::Records)),
        };
        found.unwrap_or(Route::NotFound)
    }

    /// Reads an address by its whole path on the server, given the console's own folder.
    pub fn parse_below(base: &str, path: &str, query: &str) -> Self {
        path.strip_prefix(base).map_or(Route::NotFound, |path| Route::parse(path, query))
    }
}

fn write_people(view: &PeopleView, query: &mut Serializer<'_, String>) {
    write_filter(&view.filter, query);
    if view.sort != PeopleSort::Login {
        query.append_pair("sort", sort_word(view.sort));
    }
    if view.descending {
        query.append_pair("desc", "1");
    }
}

fn write_filter(filter: &PeopleFilter, query: &mut Serializer<'_, String>) {
    if !filter.text.is_empty() {
        query.append_pair("q", &filter.text);
    }
    if let Some(role) = filter.role {
        query.append_pair("role", role.as_str());
    }
    if let Some(site) = filter.site {
        query.append_pair("site", &site.to_string());
    }
    if let Some(status) = filter.status {
        query.append_pair("status", status_word(status));
    }
    if filter.super_users {
        query.append_pair("super", "1");
    }
    if filter.without_two_factor {
        query.append_pair("2fa", "off");
    }
    if let Some(days) = filter.not_seen_for_days {
        query.append_pair("unseen", &days.to_string());
    }
}

fn read_people(query: &Query) -> PeopleView {
    PeopleView {
        filter: read_filter(query),
        sort: query.one_of("sort", &SORTS, sort_word).unwrap_or(PeopleSort::Login),
        descending: query.get("desc") == Some("1"),
    }
}

fn read_filter(query: &Query) -> PeopleFilter {
    PeopleFilter {
        text: query.get("q").unwrap_or_default().to_owned(),
        role: query.get("role").and_then(Role::parse),
        site: query.site("site"),
        status: query.one_of("status", &STATUSES, status_word),
        super_users: query.get("super") == Some("1"),
        without_two_factor: query.get("2fa") == Some("off"),
        not_seen_for_days: query.get("unseen").and_then(|d| d.parse().ok()),
    }
}

const STATUSES: [StatusKind; 3] = [StatusKind::Active, StatusKind::Invited, StatusKind::InviteExpired];
const SORTS: [PeopleSort; 4] = [PeopleSort::Login, PeopleSort::Access, PeopleSort::Status, PeopleSort::LastSeen];

fn status_word(status: StatusKind) -> &'static str {
    match status {
        StatusKind::Active => "active",
        StatusKind::Invited => "invited",
        StatusKind::InviteExpired => "expired",
    }
}

fn sort_word(sort: PeopleSort) -> &'static str {
    match sort {
        PeopleSort::Login => "login",
        PeopleSort::Access => "access",
        PeopleSort::Status => "status",
        PeopleSort::LastSeen => "seen",
    }
}

struct Query(Vec<(String, String)>);

impl Query {
    fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn site(&self, name: &str) -> Option<SiteId> {
        SiteId::new(self.get(name)?.parse().ok()?).ok()
    }

    fn one_of<T: Copy>(&self, name: &str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let wanted = self.get(name)?;
        all.iter().copied().find(|one| word(*one) == wanted)
    }
}

#[cfg(test)]
#[path = "route/tests.rs"]
mod tests;
