//! A plan from a file against the present state.

use super::PlanFile;
use access::{Change, Changed, Directory, Plan, Preference, Subject};
use matomo_api::Login;

/// What a plan from a file comes to now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Looked {
    /// What is as it was when the plan was prepared: it can be applied. Without anything of [`Looked::conflicts`].
    pub stands: Plan,
    /// What is not.
    pub conflicts: Vec<Conflict>,
    /// How many differences are already as wanted.
    pub done: usize,
    /// What stands, and all that could be taken anyway.
    all: Plan,
}

/// Something that changed since the plan was prepared, or cannot be done any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What.
    pub subject: Subject,
    /// As it was when the plan was prepared, in words.
    pub was: String,
    /// As it is.
    pub is: String,
    /// As it would be.
    pub would: String,
    /// Why it cannot be taken, in a sentence; `None` if it can.
    pub impossible: Option<String>,
}

impl PlanFile {
    /// What there is to apply now. What the file says of risks is not believed: they are found anew, and so is what
    /// is there before each step.
    pub fn look(&self, directory: &Directory) -> Looked {
        let since = self.plan.since(directory);
        let mut conflicts: Vec<Conflict> = since.changed.into_iter().map(Conflict::of).collect();
        let mut all = since.plan;
        let own = directory.caller().is_some() && directory.caller() == self.prepared_by.as_ref();
        for (login, preference) in dashboards(&all).into_iter().filter(|_| !own) {
            let subject = Subject::Preference(login, preference.clone());
            all = all.without(&subject);
            conflicts.push(Conflict::dashboard(subject, &preference, self.prepared_by.as_ref()));
        }
        let mut looked = Looked { stands: Plan::default(), conflicts, done: since.done, all };
        looked.stands = looked.taking(&[], directory);
        looked
    }
}

impl Looked {
    /// What is to be applied: what stands, and of the conflicts those that are taken anyway. What cannot be taken
    /// is left out, whatever is asked for.
    pub fn taking(&self, taken: &[Subject], directory: &Directory) -> Plan {
        let left = self.conflicts.iter().filter(|one| !taken.contains(&one.subject));
        let plan = left.fold(self.all.clone(), |plan, one| plan.without(&one.subject));
        plan.seen_from(directory)
    }

    /// Whether nothing is left to do or to decide.
    pub fn is_done(&self) -> bool {
        self.stands.is_empty() && self.conflicts.is_empty()
    }
}

impl Conflict {
    fn of(changed: Changed) -> Self {
        let Changed { subject, was, is, would, refusal } = changed;
        Self { subject, was, is, would, impossible: refusal.map(|refusal| refusal.to_string()) }
    }

    fn dashboard(subject: Subject, preference: &Preference, prepared_by: Option<&Login>) -> Self {
        let of = prepared_by.map_or_else(|| "who prepared the plan".to_owned(), Login::to_string);
        let unknown = access::State::Preference(None).in_words();
        Self {
            subject,
            was: unknown.clone(),
            is: unknown,
            would: preference.value(),
            impossible: Some(format!("The dashboard is one of {of}, and only they can copy it.")),
        }
    }

    /// Whether it can be taken anyway.
    pub fn can_be_taken(&self) -> bool {
        self.impossible.is_none()
    }

    /// The conflict in words: "bob on Shop (1): was view when the plan was prepared, is write now, and would be
    /// admin."
    pub fn sentence(&self) -> String {
        let login = self.subject.login();
        let what = match &self.subject {
            Subject::Account(_) => login.to_string(),
            Subject::Site { id, name, .. } if name.is_empty() => format!("{login} on site {id}"),
            Subject::Site { id, name, .. } => format!("{login} on {name} ({id})"),
            Subject::Preference(_, preference) => format!("{login}, {}", preference.name()),
        };
        let Self { was, is, would, .. } = self;
        let told = match was == is {
            true => format!("{what}: is {is}, and would be {would}."),
            false => format!("{what}: was {was} when the plan was prepared, is {is} now, and would be {would}."),
        };
        match &self.impossible {
            Some(why) => format!("{told} It cannot be done: {why}"),
            None => told,
        }
    }
}

/// Copies of dashboards: they are numbered among those of who prepared the plan.
fn dashboards(plan: &Plan) -> Vec<(Login, Preference)> {
    let dashboard = |change: &Change| match change {
        Change::Prefer { login, preference: preference @ Preference::Dashboard { .. } } => {
            Some((login.clone(), preference.clone()))
        }
        _ => None,
    };
    plan.steps.iter().filter_map(|step| dashboard(&step.change)).collect()
}
