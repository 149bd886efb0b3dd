//! A small Matomo for the property tests: its access table with all its traps, and a network that
//! loses what it is told to lose.

#![allow(clippy::unwrap_used, dead_code)]

use matomo_api::{
    Answer, Client, Connection, LocalFuture, MatomoUrl, Request, Token, Transport, TransportError, connect,
};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, VecDeque},
    future::{Future, ready},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

pub const PASSWORD: &str = "the caller's";
/// Capabilities and the roles that hold them anyway.
pub const CAPABILITIES: [(&str, &[&str]); 2] = [("tags", &["write", "admin"]), ("publish", &["admin"])];

#[derive(Clone, PartialEq, Debug)]
pub struct User {
    pub email: String,
    pub super_user: bool,
    pub invited: bool,
}

/// What Matomo keeps.
#[derive(Clone, PartialEq, Debug)]
pub struct Matomo {
    pub caller: String,
    pub users: BTreeMap<String, User>,
    pub sites: BTreeSet<u32>,
    /// Login, site, role or capability: rows without a unique key.
    pub access: BTreeSet<(String, u32, String)>,
    /// How often each account was made.
    pub made: BTreeMap<String, usize>,
    pub wrong_passwords: usize,
}

/// What the network does to one request that writes, or to any one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// It never arrives.
    LostOnTheWay,
    /// It takes effect and the answer is lost.
    AnswerLost,
    /// So many of its calls take effect, then the server dies.
    DiesAfter(usize),
    /// It takes effect, the connection is closed without an answer, and the browser sends it again
    /// unasked, as browsers do on a connection that they had used before (seen on Chromium and Firefox).
    Repeated,
    /// It takes effect and the answer is cut.
    Truncated,
    /// A 500 before anything happened.
    Server,
    /// The token is refused.
    Refused,
}

pub struct Network {
    pub matomo: RefCell<Matomo>,
    /// One for each request to come; `None` is a good one. Empty is all good.
    pub faults: RefCell<VecDeque<Option<Fault>>>,
    /// The calls of every request that arrived, by method.
    pub requests: RefCell<Vec<Vec<String>>>,
}

pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("this network answers at once"),
    }
}

impl Matomo {
    pub fn new(caller: &str, sites: impl IntoIterator<Item = u32>) -> Self {
        let mut matomo = Self {
            caller: caller.to_owned(),
            users: BTreeMap::new(),
            sites: sites.into_iter().collect(),
            access: BTreeSet::new(),
            made: BTreeMap::new(),
            wrong_passwords: 0,
        };
        matomo.add("root", true);
        matomo
    }

    pub fn add(&mut self, login: &str, super_user: bool) {
        let email = format!("{login}@example.org");
        self.users.insert(login.to_owned(), User { email, super_user, invited: false });
    }

    pub fn grant(&mut self, login: &str, site: u32, access: &str) {
        self.access.insert((login.to_owned(), site, access.to_owned()));
    }

    /// Everybody's rows, without those of the named pairs.
    pub fn rows_beside(&self, touched: &BTreeSet<(String, u32)>) -> BTreeSet<(String, u32, String)> {
        self.access.iter().filter(|(login, site, _)| !touched.contains(&(login.clone(), *site))).cloned().collect()
    }

    fn is_super(&self) -> bool {
        self.users.get(&self.caller).is_some_and(|user| user.super_user)
    }

    fn administers(&self, site: u32) -> bool {
        self.is_super() || self.access.contains(&(self.caller.clone(), site, "admin".to_owned()))
    }

    fn own_sites(&self) -> Vec<u32> {
        self.sites.iter().copied().filter(|site| self.administers(*site)).collect()
    }

    /// MySQL compares without case.
    fn find(&self, login: &str) -> Option<(&String, &User)> {
        self.users.iter().find(|(known, _)| known.eq_ignore_ascii_case(login))
    }

    fn rows(&self, login: &str, site: u32) -> Vec<&str> {
        let of = |row: &&(String, u32, String)| row.0.eq_ignore_ascii_case(login) && row.1 == site;
        self.access.iter().filter(of).map(|(_, _, access)| access.as_str()).collect()
    }

    fn row(&self, login: &str, user: &User) -> Value {
        let mut row = json!({
            "login": login,
            "superuser_access": user.super_user,
            "invite_status": if user.invited { json!(6) } else { json!("active") },
        });
        if self.is_super() || login == self.caller {
            row["email"] = json!(user.email);
        }
        row
    }

    fn sees(&self, login: &str) -> bool {
        let own = self.own_sites();
        self.is_super()
            || login == self.caller
            || self.access.iter().any(|(known, site, _)| known.eq_ignore_ascii_case(login) && own.contains(site))
    }

    fn role_and_capabilities(&self, login: &str, site: u32) -> (String, Vec<String>) {
        let (mut role, mut capabilities) = ("noaccess".to_owned(), Vec::new());
        for access in self.rows(login, site) {
            if ["view", "write", "admin"].contains(&access) {
                role = access.to_owned();
            } else {
                capabilities.push(access.to_owned());
            }
        }
        (role, capabilities)
    }

    fn answer(&mut self, method: &str, params: &BTreeMap<String, Vec<String>>) -> Value {
        let text = |name: &str| params.get(name).and_then(|values| values.first()).cloned().unwrap_or_default();
        let error = |message: &str| json!({"result": "error", "message": message});
        let unknown = |login: &str| json!({"result": "error", "message": format!("User '{login}' doesn't exist.")});
        let denied = || json!({"result": "error", "message": "You can't access this resource as it requires a 'superuser' access."});
        let ok = || json!({"result": "success", "message": "ok"});
        let login = text("userLogin");
        let number = |name: &str| text(name).parse::<u32>().unwrap_or_default();
        match method {
            "API.getMatomoVersion" => json!({"value": "5.8.0"}),
            "UsersManager.hasSuperUserAccess" => json!({"value": self.is_super()}),
            "Tour.getLevel" if self.is_super() => {
                json!({"description": format!("Welcome to Matomo {}. This widget helps.", self.caller)})
            }
            "Tour.getLevel" => denied(),
            "API.isPluginActivated" => json!({"value": false}),
            "UsersManager.getAvailableCapabilities" => {
                CAPABILITIES.iter().map(|(id, roles)| json!({"id": id, "name": id, "includedInRoles": roles})).collect()
            }
            "UsersManager.getUsers" => {
                let only = params.get("userLogins").map(|_| text("userLogins"));
                let wanted = |login: &str| {
                    only.as_ref().is_none_or(|only| only.split(',').any(|one| one.eq_ignore_ascii_case(login)))
                };
                let seen = self.users.iter().filter(|(login, _)| wanted(login) && self.sees(login));
                seen.map(|(login, user)| self.row(login, user)).collect()
            }
            "SitesManager.getSitesIdWithAdminAccess" => json!(self.own_sites()),
            "SitesManager.getSitesWithAdminAccess" => {
                self.own_sites().iter().map(|id| json!({"idsite": id, "name": format!("Site {id}")})).collect()
            }
            "UsersManager.getUsersSitesFromAccess" if self.is_super() => {
                let mut map: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
                for (login, site, _) in self.access.iter().filter(|row| row.2 == text("access")) {
                    map.entry(login).or_default().push(*site);
                }
                if map.is_empty() { json!([]) } else { json!(map) }
            }
            "UsersManager.getUsersPlusRole" => {
                let site = number("idSite");
                let rows = self.users.iter().filter(|(login, user)| self.sees(login) && !user.super_user);
                rows.map(|(login, user)| {
                    let (role, capabilities) = self.role_and_capabilities(login, site);
                    let mut row = self.row(login, user);
                    row["role"] = json!(role);
                    row["capabilities"] = json!(capabilities);
                    row
                })
                .collect()
            }
            "UsersManager.getSitesAccessFromUser" if self.is_super() => match self.find(&login) {
                None => unknown(&login),
                Some((_, user)) if user.super_user => {
                    self.sites.iter().map(|site| json!({"site": site, "access": "admin"})).collect()
                }
                Some(_) => self
                    .sites
                    .iter()
                    .flat_map(|site| {
                        self.rows(&login, *site).into_iter().map(move |id| json!({"site": site, "access": id}))
                    })
                    .collect(),
            },
            "UsersManager.getSitesAccessForUser" => match self.find(&login) {
                None => unknown(&login),
                Some((_, user)) if user.super_user => error("This method should not be used with superusers."),
                Some(_) => {
                    let row = |site: u32| {
                        let (role, capabilities) = self.role_and_capabilities(&login, site);
                        json!({"idsite": site, "site_name": "x", "role": role, "capabilities": capabilities})
                    };
                    self.own_sites().into_iter().map(row).collect()
                }
            },
            "UsersManager.setUserAccess" => {
                let sites: Vec<u32> = text("idSites").split(',').map(|id| id.parse().unwrap()).collect();
                let ids = params.get("access").or_else(|| params.get("access[]")).cloned().unwrap_or_default();
                if sites.iter().any(|site| !self.administers(*site)) {
                    return error(
                        "You can't access this resource as it requires 'admin' access for the website id = 1.",
                    );
                }
                match self.find(&login) {
                    None => return unknown(&login),
                    Some((_, user)) if user.super_user => {
                        return error(&format!("The user '{login}' has Super User access and has already permission"));
                    }
                    Some(_) => {}
                }
                let role = ids[0].clone();
                for site in sites {
                    self.access.retain(|(known, at, _)| !(known.eq_ignore_ascii_case(&login) && *at == site));
                    for id in ids.iter().filter(|id| *id != "noaccess") {
                        let included = |c: &&(&str, &[&str])| c.0 == id && c.1.contains(&role.as_str());
                        if !CAPABILITIES.iter().any(|c| included(&c)) {
                            self.grant(&login, site, id);
                        }
                    }
                }
                ok()
            }
            "UsersManager.setSuperUserAccess" if self.is_super() => {
                if text("passwordConfirmation") != PASSWORD {
                    self.wrong_passwords += 1;
                    return error("The current password you entered is not correct.");
                }
                let supers = self.users.values().filter(|user| user.super_user).count();
                let Some((known, user)) = self.find(&login) else { return unknown(&login) };
                let (known, grants) = (known.clone(), text("hasSuperUserAccess") != "0");
                if user.super_user && !grants && supers == 1 {
                    return error(&format!(
                        "Removing the Super User access from user '{known}' is not possible. There has to be at least one user with Super User access."
                    ));
                }
                self.access.retain(|row| !row.0.eq_ignore_ascii_case(&known));
                self.users.get_mut(&known).unwrap().super_user = grants;
                ok()
            }
            "UsersManager.addUser" | "UsersManager.inviteUser" => {
                let email = text("email");
                if self.find(&login).is_some() {
                    return error(&format!("Username: Username '{login}' already exists."));
                }
                if self.users.values().any(|user| user.email.eq_ignore_ascii_case(&email)) {
                    return error(&format!("Email: User with email '{email}' already exists."));
                }
                let invited = method.ends_with("inviteUser");
                self.users.insert(login.clone(), User { email, super_user: false, invited });
                *self.made.entry(login.clone()).or_default() += 1;
                if number("initialIdSite") > 0 {
                    self.grant(&login, number("initialIdSite"), "view");
                }
                ok()
            }
            "UsersManager.deleteUser" => {
                let Some((known, _)) = self.find(&login) else { return unknown(&login) };
                let known = known.clone();
                self.users.remove(&known);
                self.access.retain(|row| !row.0.eq_ignore_ascii_case(&known));
                ok()
            }
            _ => denied(),
        }
    }
}

impl Network {
    pub fn new(matomo: Matomo) -> Rc<Self> {
        Rc::new(Self { matomo: RefCell::new(matomo), faults: RefCell::default(), requests: RefCell::default() })
    }

    pub fn client(self: &Rc<Self>) -> Client {
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        Client::new(url, Token::parse("0123456789abcdef0123456789abcdef").unwrap().0, self.clone())
    }

    /// Connects and reads, over a good network.
    pub fn directory(self: &Rc<Self>) -> access::Directory {
        let faults = self.faults.take();
        let client = self.client();
        let connection: Connection = now(connect(&client)).unwrap();
        let directory = now(access::read(&client, &connection, &mut |_, _| {})).unwrap();
        self.faults.replace(faults);
        directory
    }

    /// The calls that changed something, or tried to.
    pub fn writes(&self) -> Vec<String> {
        let writing = ["setUserAccess", "addUser", "inviteUser", "deleteUser", "setSuperUserAccess"];
        let is_write = |call: &String| writing.iter().any(|name| call.ends_with(name));
        self.requests.borrow().iter().flatten().filter(|call| is_write(call)).cloned().collect()
    }

    fn run(&self, request: &Request) -> Result<Answer, TransportError> {
        let fault = self.faults.borrow_mut().pop_front().flatten();
        let good = |status, body: String| Ok(Answer { status, body: body.into_bytes() });
        match fault {
            Some(Fault::LostOnTheWay) => return Err(TransportError::Unreadable),
            Some(Fault::Server) => return good(500, "<html>Matomo: internal error".into()),
            Some(Fault::Refused) => {
                let message = "Unable to authenticate with the provided token. It is either invalid or expired.";
                return good(401, json!({"result": "error", "message": message}).to_string());
            }
            _ => {}
        }
        let elements: Vec<String> = form_urlencoded::parse(request.body.as_bytes())
            .filter(|(name, _)| name.starts_with("urls["))
            .map(|(_, value)| value.into_owned())
            .collect();
        let mut answers = self.answers(&elements, fault);
        if fault == Some(Fault::Repeated) {
            answers = self.answers(&elements, None);
        }
        let body = Value::Array(answers).to_string();
        match fault {
            Some(Fault::AnswerLost) => Err(TransportError::TimedOut),
            Some(Fault::DiesAfter(_)) => good(502, "<html>bad gateway".into()),
            Some(Fault::Truncated) => good(200, body[..body.len() / 2].to_owned()),
            _ => good(200, body),
        }
    }

    fn answers(&self, elements: &[String], fault: Option<Fault>) -> Vec<Value> {
        let mut answers = Vec::new();
        let mut calls = Vec::new();
        for element in elements {
            if fault == Some(Fault::DiesAfter(answers.len())) {
                break;
            }
            let mut params: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (name, value) in form_urlencoded::parse(element.as_bytes()) {
                params.entry(name.into_owned()).or_default().push(value.into_owned());
            }
            let method = params["method"][0].clone();
            answers.push(self.matomo.borrow_mut().answer(&method, &params));
            calls.push(method);
        }
        self.requests.borrow_mut().push(calls);
        answers
    }
}

impl Transport for Network {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        Box::pin(ready(self.run(request)))
    }
    fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(ready(true))
    }
}
