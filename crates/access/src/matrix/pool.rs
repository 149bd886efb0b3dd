//! Every different grant that staged edits speak of, once, so that an edit is three numbers.

use crate::{Directory, Grant, plan::without_included};
use matomo_api::{Capability, Role};

/// A grant's place in the pool. The first four are fixed: [`NONE`], then the plain roles.
pub(super) type GrantId = u32;

pub(super) const NONE: GrantId = 0;

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Pool(Vec<Entry>);

#[derive(Clone, PartialEq, Debug)]
struct Entry {
    /// As it was asked for: capabilities outlive a role that holds them anyway, and are there again
    /// when the role is taken back.
    grant: Option<Grant>,
    /// As Matomo keeps it: without capabilities that the role holds.
    kept: GrantId,
}

impl Default for Pool {
    fn default() -> Self {
        let plain = Role::ALL.map(|role| Some(Grant::plain(role)));
        let all = std::iter::once(None).chain(plain);
        Self((0..).zip(all).map(|(kept, grant)| Entry { grant, kept }).collect())
    }
}

impl Pool {
    /// The place of a grant, which is added if it is new.
    pub(super) fn id(&mut self, directory: &Directory, grant: Option<&Grant>) -> GrantId {
        let Some(grant) = grant else { return NONE };
        if grant.capabilities.is_empty() {
            return plain(grant.role);
        }
        if let Some(place) = self.0.iter().position(|entry| entry.grant.as_ref() == Some(grant)) {
            return place as GrantId;
        }
        let kept = without_included(directory, grant.clone());
        let place = self.0.len() as GrantId;
        self.0.push(Entry { grant: Some(grant.clone()), kept: place });
        if kept != *grant {
            let kept = self.id(directory, Some(&kept));
            self.0[place as usize].kept = kept;
        }
        place
    }

    /// The grant as it was asked for.
    pub(super) fn asked(&self, id: GrantId) -> Option<&Grant> {
        self.0[id as usize].grant.as_ref()
    }

    /// The grant as Matomo keeps it.
    pub(super) fn kept(&self, id: GrantId) -> Option<&Grant> {
        self.asked(self.0[id as usize].kept)
    }

    /// Whether Matomo keeps both as one.
    pub(super) fn alike(&self, a: GrantId, b: GrantId) -> bool {
        self.0[a as usize].kept == self.0[b as usize].kept
    }

    /// The same capabilities under another role.
    pub(super) fn with_role(&mut self, directory: &Directory, id: GrantId, role: Role) -> GrantId {
        match self.asked(id) {
            Some(grant) if !grant.capabilities.is_empty() => {
                let grant = grant.with_role(role);
                self.id(directory, Some(&grant))
            }
            _ => plain(role),
        }
    }

    /// With some capabilities more and some less. `None` where there is no role to hold them.
    pub(super) fn with_capabilities(
        &mut self,
        directory: &Directory,
        id: GrantId,
        add: &[Capability],
        remove: &[Capability],
    ) -> Option<GrantId> {
        let grant = self.asked(id)?;
        let left = grant.capabilities.iter().filter(|capability| !remove.contains(capability));
        let grant = Grant::new(grant.role, left.chain(add).cloned().collect());
        Some(self.id(directory, Some(&grant)))
    }

    /// What both allow: the stronger role, the capabilities of both.
    pub(super) fn join(&mut self, directory: &Directory, a: GrantId, b: GrantId) -> GrantId {
        match (self.asked(a), self.asked(b)) {
            (None, _) => b,
            (_, None) => a,
            (Some(one), Some(other)) => {
                let capabilities = one.capabilities.iter().chain(&other.capabilities).cloned().collect();
                let grant = Grant::new(one.role.max(other.role), capabilities);
                self.id(directory, Some(&grant))
            }
        }
    }

    /// Another Matomo, or a later one, may hold other capabilities in its roles.
    pub(super) fn learn(&mut self, directory: &Directory) {
        let grants: Vec<Option<Grant>> = self.0.drain(..).map(|entry| entry.grant).collect();
        let old = (0..).zip(&grants);
        self.0.extend(old.map(|(kept, grant)| Entry { grant: grant.clone(), kept }));
        for (place, grant) in grants.into_iter().enumerate() {
            let Some(grant) = grant.filter(|grant| !grant.capabilities.is_empty()) else { continue };
            let kept = without_included(directory, grant);
            self.0[place].kept = self.id(directory, Some(&kept));
        }
    }
}

fn plain(role: Role) -> GrantId {
    1 + role as GrantId
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;

    #[test]
    fn grants_are_kept_once_and_compared_as_matomo_keeps_them() {
        let directory = company();
        let mut pool = Pool::default();
        let tags = pool.id(&directory, Some(&grant(Role::View, &["tags"])));
        assert_eq!(pool.id(&directory, Some(&grant(Role::View, &["tags"]))), tags);
        assert_eq!(pool.id(&directory, None), NONE);
        let write = pool.with_role(&directory, tags, Role::Write);
        assert_eq!(pool.asked(write), Some(&grant(Role::Write, &["tags"])));
        assert_eq!(pool.kept(write), Some(&grant(Role::Write, &[])), "write holds tags");
        assert!(pool.alike(write, plain(Role::Write)) && !pool.alike(write, tags));
        assert_eq!(pool.with_role(&directory, write, Role::View), tags, "and tags are there again");
        assert_eq!(pool.with_role(&directory, NONE, Role::Admin), plain(Role::Admin));
        let [publish, own] = ["publish", "tags"].map(|id| [capability(id)]);
        let both = pool.with_capabilities(&directory, tags, &publish, &[]).unwrap();
        assert_eq!(pool.asked(both), Some(&grant(Role::View, &["publish", "tags"])));
        assert_eq!(pool.with_capabilities(&directory, tags, &[], &own), Some(plain(Role::View)));
        assert_eq!(pool.with_capabilities(&directory, NONE, &publish, &[]), None);
        let joined = pool.join(&directory, both, plain(Role::Write));
        assert_eq!(pool.kept(joined), Some(&grant(Role::Write, &["publish"])));
        assert_eq!(pool.join(&directory, NONE, tags), tags);
    }

    #[test]
    fn what_roles_hold_is_learned_anew() {
        let company = company();
        let mut pool = Pool::default();
        let write = pool.id(&company, Some(&grant(Role::Write, &["tags"])));
        let mut other = empty();
        other.capabilities[0].included_in.clear();
        pool.learn(&Directory::new(other).unwrap());
        assert_eq!(pool.kept(write), Some(&grant(Role::Write, &["tags"])));
        pool.learn(&company);
        assert_eq!(pool.kept(write), Some(&grant(Role::Write, &[])));
    }
}
