//! An admin at a console without a page: reads a Matomo, has plans carried out by the engine, and keeps a record of it.

use access::{Apply, Decision, Difference, Directory, Journal, Next, Outcome, Plan, Secrets};
use matomo_api::{Connection, Login, MatomoUrl, Password};
use records::{Applied, ChangeId, Entry, Ledger, Run, Stamp, What, Why};

use crate::asker::{Asker, at_once};
use crate::browser::Trouble;
use crate::visit::PASSWORD;

/// What the records name as the console's version.
const CONSOLE: &str = "0.0.0-visit";

/// An admin with a token and a ledger of their own.
pub struct Desk {
    asker: Asker,
    connection: Connection,
    secrets: Secrets,
    /// What is on record here.
    pub ledger: Ledger,
}

/// A plan on its way into the record.
pub struct Order<'a> {
    /// What is to be done.
    pub plan: Plan,
    /// What it was made on.
    pub directory: &'a Directory,
    /// What counts where somebody else was faster.
    pub decision: Decision,
    /// Why.
    pub why: Why,
    /// The change that it takes back.
    pub undoes: Option<ChangeId>,
}

/// What became of a plan.
pub struct Done {
    /// Every step.
    pub journal: Journal,
    /// How it ended.
    pub outcome: Outcome,
    /// What somebody else had changed, and what was decided.
    pub conflicts: Vec<(Difference, Decision)>,
    /// Matomo as it was read afterwards, if it was.
    pub after: Option<Directory>,
}

impl Desk {
    /// Connects, with the token of an account that a [`crate::visit::Visit`] made.
    pub fn open(address: &str, token: &str) -> Result<Self, Trouble> {
        let asker = Asker::new(address, token)?;
        let (url, _) = MatomoUrl::parse(address).map_err(|why| Trouble::new(why.to_string()))?;
        let secrets = Secrets { caller: Some(Password::new(PASSWORD)), ..Secrets::default() };
        Ok(Self { connection: asker.connect()?, asker, secrets, ledger: Ledger::new(url) })
    }

    /// The first password of an account that a plan will make.
    pub fn hand_over(&mut self, login: Login) {
        self.secrets.passwords.insert(login, Password::new(PASSWORD));
    }

    /// Reads the Matomo.
    pub fn read(&self) -> Result<Directory, Trouble> {
        Ok(at_once(access::read(self.asker.client(), &self.connection, &mut |_, _| {}))?)
    }

    /// Writes into the ledger, at that time.
    pub fn write(&mut self, actor: Option<&Login>, at: i64, what: What) -> &Entry {
        self.ledger.append(Stamp { actor: actor.cloned(), console: CONSOLE.to_owned(), at, offset: 60 }, what)
    }

    /// Has a plan carried out, and reads the Matomo afterwards if that is wanted.
    pub fn carry_out(&self, plan: Plan, decision: Decision, reread: bool) -> Result<Done, Trouble> {
        let mut apply = Apply::start(plan, self.connection.caller);
        let mut conflicts = Vec::new();
        let outcome = loop {
            match apply.next(&self.secrets) {
                Next::Send(bulk, _) => apply.feed(self.asker.ask_all(&bulk)),
                Next::Conflict(found) => {
                    conflicts.extend(found.into_iter().map(|one| (one, decision)));
                    apply.decide(decision);
                }
                Next::Finished(outcome) => break outcome,
                Next::Interrupted { error, .. } => return Err(error.into()),
                Next::Paused | Next::NeedsCallerPassword { .. } => {
                    return Err(Trouble::new("the plan waits, although nothing was held back"));
                }
            }
        };
        let after = if reread { Some(self.read()?) } else { None };
        Ok(Done { journal: apply.journal().clone(), outcome, conflicts, after })
    }

    /// Has a plan carried out and puts it on record, at that time.
    pub fn execute(&mut self, order: Order<'_>, at: i64, reread: bool) -> Result<Done, Trouble> {
        let done = self.carry_out(order.plan, order.decision, reread)?;
        let run = Run {
            plan: done.journal.plan(),
            steps: &done.outcome.steps,
            journal: Some(&done.journal),
            differences: &done.outcome.differences,
            conflicts: &done.conflicts,
            directory: order.directory,
            after: done.after.as_ref(),
        };
        let applied = Applied::of(run, order.why, order.undoes);
        self.write(order.directory.caller(), at, What::PlanApplied(applied));
        Ok(done)
    }
}
