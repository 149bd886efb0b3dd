//! Ten people in one case, carried out against the simulator with a fault at each request in turn: what another page
//! resumes from the journal ends in exactly the wanted state, and nobody is invited twice.

#![allow(clippy::unwrap_used)]

#[path = "../../access/tests/model/wire.rs"]
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use access::{Apply, Directory, Grant, Next, Plan, Secrets, StepState};
use matomo_api::methods::{
    AccessId, DefaultDate, GetAvailableCapabilities, GetLanguageForUser, GetUserPreference, GetUsers,
    GetUsersSitesFromAccess, InviteStatus, PreferenceName,
};
use matomo_api::{Login, Role, SiteId};
use matomo_sim::{Dataset, Dialect, Fault, FaultKind};
use onboarding::{Arrangement, Case, FirstPage, Policy, ValidCase, dates, roster};
use wire::{Desk, now};

const DIALECTS: [Dialect; 2] = [Dialect::V5_3, Dialect::V5_8];

/// The last of them has an account already.
const TABLE: &str = "Name,E-mail,Language\n\
    Ada Arnold,ada@ten.example.org,de\n\
    Ben Baker,ben@ten.example.org,\n\
    Cléo Croft,cleo@ten.example.org,fr\n\
    Dan Dorn,dan@ten.example.org,\n\
    Eve Ek,eve@ten.example.org,es\n\
    Finn Ford,finn@ten.example.org,\n\
    Gil Grant,gil@ten.example.org,\n\
    Hal Baker,hal@ten.example.org,\n\
    Bo Baker,bo@ten.example.org,\n\
    Elaine Silva,elaine.silva@example.org,\n";

/// Whom it makes: login, address, and language of the screens.
const NEW: [(&str, &str, &str); 9] = [
    ("a.arnold", "ada@ten.example.org", "de"),
    ("b.baker", "ben@ten.example.org", "en"),
    ("c.croft", "cleo@ten.example.org", "fr"),
    ("d.dorn", "dan@ten.example.org", "en"),
    ("e.ek", "eve@ten.example.org", "es"),
    ("f.ford", "finn@ten.example.org", "en"),
    ("g.grant", "gil@ten.example.org", "en"),
    ("h.baker", "hal@ten.example.org", "en"),
    ("b.baker2", "bo@ten.example.org", "en"),
];

/// Whose access it extends.
const THERE: &str = "e.silva";

const DAYS: i64 = 9;

/// Every way to lose a request or its answer.
const KINDS: [FaultKind; 6] = [
    FaultKind::DropBefore,
    FaultKind::DropAfter,
    FaultKind::DropMidway,
    FaultKind::ErrorBefore,
    FaultKind::ErrorAfter,
    FaultKind::Truncate,
];

/// Invitations, access and what they meet in two bulks, and a look before and after.
const REQUESTS: u32 = 5;
const WRITES: u32 = 3;

#[test]
fn without_a_fault_nothing_is_left_to_do() {
    for dialect in DIALECTS {
        let done = Done::by([], dialect, false);
        assert_eq!((done.requests, done.interruptions), (REQUESTS, 0));
        done.is_as_wanted();
        done.was_tried_once();
    }
}

#[test]
fn each_request_in_turn_meets_each_fault() {
    for dialect in DIALECTS {
        for kind in KINDS {
            for turn in 1..=REQUESTS {
                let fault = Fault::new(kind).nth(turn);
                println!("{fault:?} on {}", dialect.version());
                let done = Done::by([fault], dialect, false);
                assert_eq!(done.interruptions, 1);
                done.is_as_wanted();
                done.was_tried_once();
            }
        }
    }
}

#[test]
fn each_request_that_writes_is_lost_before_and_after() {
    for dialect in DIALECTS {
        for (before, after) in [
            (FaultKind::DropBefore, FaultKind::DropAfter),
            (FaultKind::ErrorBefore, FaultKind::ErrorAfter),
            (FaultKind::DropBefore, FaultKind::DropMidway),
        ] {
            // Each comes to Matomo twice: it is lost, then done without an answer.
            let faults = (1..=WRITES).flat_map(|write| {
                [Fault::new(before).writes().nth(2 * write - 1), Fault::new(after).writes().nth(2 * write)]
            });
            let done = Done::by(faults, dialect, false);
            assert_eq!(done.interruptions, 2 * WRITES);
            done.is_as_wanted();
            done.was_tried_once();
        }
    }
}

#[test]
fn what_the_browser_sends_again_by_itself_invites_nobody_again() {
    for dialect in DIALECTS {
        for turn in 1..=REQUESTS {
            let done = Done::by([Fault::new(FaultKind::DropAfter).nth(turn)], dialect, true);
            assert_eq!(done.interruptions, 0, "request {turn}");
            done.is_as_wanted();
        }
    }
}

/// A case that was carried out.
struct Done {
    desk: Desk,
    wanted: State,
    requests: u32,
    interruptions: u32,
}

impl Done {
    /// Under these faults, and by a browser that sends again what got no answer, or not. After each interruption another
    /// page goes on with what was kept.
    fn by(faults: impl IntoIterator<Item = Fault>, dialect: Dialect, repeats: bool) -> Self {
        let desk = Desk::open(dialect, Dataset::Demo, None);
        let (directory, before) = (desk.read(), State::of(&desk));
        let sites = wanted_access(&directory);
        let plan = plan(&directory, &sites);
        faults.into_iter().for_each(|fault| desk.wire.sim.borrow_mut().faults().add(fault));
        desk.wire.repeats.set(repeats);
        let (mut requests, mut interruptions) = (0, 0);
        let mut apply = Apply::start(plan, desk.connection.caller);
        let outcome = loop {
            match apply.next(&Secrets::default()) {
                Next::Send(bulk, _) => {
                    requests += 1;
                    apply.feed(now(desk.client.bulk(&bulk)));
                }
                Next::Interrupted { .. } => {
                    interruptions += 1;
                    assert!(interruptions <= 2 * WRITES, "it does not come to an end");
                    let kept = serde_json::to_string(apply.journal()).unwrap();
                    apply = Apply::resume(serde_json::from_str(&kept).unwrap(), desk.connection.caller);
                }
                Next::Finished(outcome) => break outcome,
                Next::Conflict(differences) => panic!("nobody else is at work: {differences:?}"),
                Next::Paused | Next::NeedsCallerPassword { .. } => panic!("neither was asked for"),
            }
        };
        assert_eq!(outcome.differences, []);
        assert!(outcome.steps.iter().all(|step| matches!(step, StepState::Done { .. })), "{:?}", outcome.steps);
        Self { wanted: before.and(&sites), desk, requests, interruptions }
    }

    /// All is in Matomo as it was wanted, all else as it was, and there is one mail for each new person.
    fn is_as_wanted(&self) {
        assert_eq!(State::of(&self.desk), self.wanted);
        let sim = self.desk.wire.sim.borrow();
        let mut mailed: Vec<_> = sim.mails().iter().map(|mail| mail.to.as_str()).collect();
        let mut wanted = NEW.map(|(_, email, _)| email).to_vec();
        mailed.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(mailed, wanted);
    }

    /// Matomo was never asked a second time for what it had done, and so refused nothing.
    fn was_tried_once(&self) {
        let sim = self.desk.wire.sim.borrow();
        let refused = |call: &&matomo_sim::Call| !call.ok && !call.method.contains(".get");
        assert_eq!(sim.calls().iter().find(refused), None);
        for (login, ..) in NEW {
            let times = |method: &str| {
                let to = |call: &&matomo_sim::Call| call.wrote && call.method.ends_with(method);
                sim.calls().iter().filter(to).filter(|call| call.subject.as_deref() == Some(login)).count()
            };
            assert_eq!((times("inviteUser"), times("setLanguageForUser")), (1, 1), "{login}");
            // View comes with the invitation.
            assert_eq!((times("setUserAccess"), times("setUserPreference")), (3, 2), "{login}");
        }
    }
}

/// What the case gives to everybody.
fn wanted_access(directory: &Directory) -> [(SiteId, Grant); 5] {
    let free = directory.capabilities().iter().find(|known| !known.included_in.contains(&Role::View)).unwrap();
    let with_more = Grant::new(Role::View, vec![free.id.clone()]);
    let [view, write, admin] = Role::ALL.map(Grant::plain);
    let mut sites = directory.sites().iter().map(|site| site.id);
    [view, write.clone(), write, admin, with_more].map(|grant| (sites.next().unwrap(), grant))
}

fn plan(directory: &Directory, sites: &[(SiteId, Grant)]) -> Plan {
    let case = Case {
        many: true,
        crowd: roster::read(TABLE).people,
        invite_days: DAYS.to_string(),
        access: sites.iter().cloned().collect(),
        arrangement: Arrangement {
            screens_in_language: true,
            first_page: FirstPage::Site(sites[1].0),
            dates: Some(DefaultDate::Last30),
            ..Arrangement::default()
        },
        ..Case::default()
    };
    let today = dates::parse("2026-11-21").unwrap();
    let valid = case.check_all(&Policy::default(), directory, today).unwrap();
    assert_eq!(valid.len(), 10);
    ValidCase::plan_all(&valid, directory).unwrap()
}

/// All that Matomo itself tells about everybody.
#[derive(Debug, PartialEq)]
struct State {
    accounts: BTreeMap<Login, (String, InviteStatus)>,
    access: BTreeMap<(Login, SiteId), BTreeSet<String>>,
    /// Language, first page and dates of those who are new.
    meets: BTreeMap<Login, [Option<String>; 3]>,
}

impl State {
    fn of(desk: &Desk) -> Self {
        let users = now(desk.client.call(&GetUsers::all())).unwrap();
        let known = now(desk.client.call(&GetAvailableCapabilities)).unwrap();
        let mut kinds: Vec<_> = Role::ALL.into_iter().map(AccessId::Role).collect();
        kinds.extend(known.into_iter().map(|known| AccessId::Capability(known.id)));
        let mut access = BTreeMap::<_, BTreeSet<_>>::new();
        for kind in kinds {
            let word = match &kind {
                AccessId::Role(role) => role.as_str().to_owned(),
                AccessId::Capability(capability) => capability.as_str().to_owned(),
            };
            for user in now(desk.client.call(&GetUsersSitesFromAccess(kind))).unwrap() {
                for site in user.sites {
                    access.entry((user.login.clone(), site)).or_default().insert(word.clone());
                }
            }
        }
        let new = |login: &Login| NEW.iter().any(|(new, ..)| *new == login.as_str());
        let meets = |login: &Login| {
            let kept = |name| now(desk.client.call(&GetUserPreference { login: login.clone(), name })).unwrap();
            let language = now(desk.client.call(&GetLanguageForUser { login: login.clone() })).unwrap();
            [language, kept(PreferenceName::DefaultReport), kept(PreferenceName::DefaultDate)]
        };
        Self {
            meets: users.iter().filter(|user| new(&user.login)).map(|u| (u.login.clone(), meets(&u.login))).collect(),
            accounts: users
                .into_iter()
                .map(|user| (user.login, (user.email.map(|email| email.to_string()).unwrap_or_default(), user.invite)))
                .collect(),
            access,
        }
    }

    /// The same, and what the case wants.
    fn and(mut self, sites: &[(SiteId, Grant)]) -> Self {
        for (login, email, language) in NEW {
            let login = Login::reported(login);
            let before = self.accounts.insert(login.clone(), (email.to_owned(), InviteStatus::Pending(DAYS)));
            assert_eq!(before, None, "{login} is there already");
            let meets = [language.to_owned(), sites[1].0.to_string(), "last30".to_owned()].map(Some);
            self.meets.insert(login, meets);
        }
        for login in NEW.map(|(login, ..)| login).into_iter().chain([THERE]) {
            for (site, grant) in sites {
                let more = grant.capabilities.iter().map(|id| id.as_str());
                let words = more.chain([grant.role.as_str()]).map(str::to_owned).collect();
                self.access.insert((Login::reported(login), *site), words);
            }
        }
        self
    }
}
