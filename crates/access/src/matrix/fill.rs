//! Filling cells from elsewhere: from another person, from another site, from a template.

use super::{
    cells::once_each,
    edits::Edits,
    pool::{GrantId, NONE},
    stage::{Action, Staged, Target, Wish},
};
use crate::{Directory, Environment, Grant, Refusal};
use matomo_api::{Login, SiteId};
use serde::{Deserialize, Serialize};

/// What becomes of what is there already.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fill {
    /// It is replaced, by nothing too.
    Replace,
    /// It stays: the stronger role counts, and the capabilities of both.
    Add,
}

/// A bundle of roles and capabilities that is given to people again and again.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// What it gives where. Of two that name a site the later one counts.
    pub rules: Vec<Rule>,
}

/// One part of a template.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Rule {
    /// Where.
    pub sites: Sites,
    /// What; `None` is no access.
    pub grant: Option<Grant>,
}

/// The sites that a part of a template is about.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub enum Sites {
    /// Every one.
    All,
    /// This one.
    One(SiteId),
    /// Those of a group of Matomo's.
    Group(String),
    /// Those of an environment, as their words tell it.
    Environment(Environment),
}

impl Edits {
    /// Gives people on the sites of `target` what another person has there, staged changes included.
    pub fn fill_rows(&mut self, directory: &Directory, from: &Login, target: &Target, fill: Fill) -> Staged {
        let mut action = Action::on(self, directory);
        let places = action.places(&target.sites);
        let mut given = vec![None; directory.sites().len()];
        for place in &places {
            match action.will_have(from, *place) {
                Ok(grant) => given[*place] = Some(grant),
                Err(reason) => {
                    action.done.refuse(Some(from), None, reason);
                    return action.done;
                }
            }
        }
        let people: Vec<Login> = target.people.iter().filter(|login| *login != from).cloned().collect();
        action.give(&people, &places, &given, fill);
        action.end(&format!("as {from}"))
    }

    /// Gives each person on the sites of `target` what they have on another site themselves, staged
    /// changes included.
    pub fn fill_columns(&mut self, directory: &Directory, from: SiteId, target: &Target, fill: Fill) -> Staged {
        let mut action = Action::on(self, directory);
        let Some(source) = directory.place(from) else {
            action.done.refuse(None, Some(from), Refusal::UnknownSite(from));
            return action.done;
        };
        let mut places = action.places(&target.sites);
        places.retain(|place| *place != source);
        for login in once_each(&target.people) {
            match action.will_have(&login, source) {
                Ok(grant) => {
                    let mut given = vec![None; directory.sites().len()];
                    places.iter().for_each(|place| given[*place] = Some(grant));
                    action.give(&[login], &places, &given, fill);
                }
                Err(reason) => action.done.refuse(Some(&login), None, reason),
            }
        }
        action.end(&format!("as on {}", directory.sites()[source].name))
    }

    /// Gives people what a template says. Parts of it that fit no site are among the refused.
    pub fn apply_template(
        &mut self,
        directory: &Directory,
        template: &Template,
        people: &[Login],
        fill: Fill,
    ) -> Staged {
        let mut action = Action::on(self, directory);
        let mut given = vec![None; directory.sites().len()];
        for rule in &template.rules {
            let grant = action.pool().id(directory, rule.grant.as_ref());
            let mut fits = false;
            for (place, site) in directory.sites().iter().enumerate() {
                let named = match &rule.sites {
                    Sites::All => true,
                    Sites::One(id) => site.id == *id,
                    Sites::Group(name) => site.group.as_ref() == Some(name),
                    Sites::Environment(environment) => directory.environments[place] == *environment,
                };
                if named {
                    given[place] = Some(grant);
                    fits = true;
                }
            }
            match &rule.sites {
                Sites::One(id) if !fits => action.done.refuse(None, Some(*id), Refusal::UnknownSite(*id)),
                Sites::Group(name) if !fits => action.done.refuse(None, None, Refusal::EmptyGroup(name.clone())),
                _ => {}
            }
        }
        let places: Vec<usize> = (0..given.len()).filter(|place| given[*place].is_some()).collect();
        action.give(people, &places, &given, fill);
        action.end(&format!("by “{}”", template.name))
    }
}

impl Action<'_> {
    /// Gives people at `places` what is in `given`, by place.
    fn give(&mut self, people: &[Login], places: &[usize], given: &[Option<GrantId>], fill: Fill) {
        let directory = self.directory;
        for login in once_each(people) {
            self.cells(&login, places, &mut |pool, place, current| {
                let grant = given[place].unwrap_or(NONE);
                Wish::To(match fill {
                    Fill::Replace => grant,
                    Fill::Add => pool.join(directory, current, grant),
                })
            });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        matrix::{To, testing::*},
        testing::*,
    };
    use matomo_api::Role;

    #[test]
    fn a_row_is_filled_from_another_person() {
        let directory = company();
        let mut edits = one(&directory, "bob", 4, Role::Admin);
        let sites = [1, 2, 4];
        edits.fill_rows(&directory, &login("bob"), &target(&["ann", "bob", "ivy"], &sites), Fill::Replace);
        let staged = told(&edits);
        assert_eq!(staged[..3], ["ann 1 write", "ann 2 view + tags", "ann 4 admin"]);
        assert_eq!(staged[3..], ["bob 4 admin", "ivy 1 write", "ivy 2 view + tags", "ivy 4 admin"]);
        assert_eq!(edits.undo().as_deref(), Some("6 cells as bob"));
        edits.fill_rows(&directory, &login("bob"), &target(&["ann"], &sites), Fill::Add);
        assert_eq!(told(&edits)[..1], ["ann 4 admin"], "more than that is there");
        let refused = edits.fill_rows(&directory, &login("root"), &target(&["ann"], &sites), Fill::Add);
        assert_eq!(refused.refused[0].reason, Refusal::IsSuperUser(login("root")));
        let nobody = edits.fill_rows(&directory, &login("ghost"), &target(&["ann"], &sites), Fill::Add);
        assert_eq!(nobody.refused[0].reason, Refusal::UnknownLogin(login("ghost")));
    }

    #[test]
    fn a_column_is_filled_from_another_site() {
        let directory = company();
        let mut edits = Edits::default();
        let filled =
            edits.fill_columns(&directory, site(2), &target(&["ann", "bob", "root"], &[1, 2, 9]), Fill::Replace);
        assert_eq!(told(&edits), ["ann 9 admin", "bob 1 view + tags", "bob 9 view + tags"]);
        assert_eq!(filled.refused[0].reason, Refusal::IsSuperUser(login("root")));
        assert_eq!(edits.undo_title(), Some("3 cells as on Blog"));
        let unknown = edits.fill_columns(&directory, site(99), &target(&["ann"], &[1]), Fill::Add);
        assert_eq!(unknown.refused[0].reason, Refusal::UnknownSite(site(99)));
    }

    #[test]
    fn a_template_gives_by_site_group_and_environment() {
        let directory = company();
        let rule = |sites, grant| Rule { sites, grant };
        let template = Template {
            name: "Agency".into(),
            rules: vec![
                rule(Sites::Group("Retail".into()), Some(grant(Role::View, &["tags"]))),
                rule(Sites::Environment(Environment::Staging), Some(Role::Admin.into())),
                rule(Sites::One(site(2)), None),
                rule(Sites::One(site(99)), None),
                rule(Sites::Group("Gone".into()), None),
            ],
        };
        let kept: Template = serde_json::from_str(&serde_json::to_string(&template).unwrap()).unwrap();
        assert_eq!(kept, template);
        let mut edits = Edits::default();
        let staged = edits.apply_template(&directory, &template, &[login("bob")], Fill::Replace);
        assert_eq!(told(&edits), ["bob 1 view + tags", "bob 2 none", "bob 3 admin"]);
        let reasons: Vec<_> = staged.refused.into_iter().map(|refused| refused.reason).collect();
        assert_eq!(reasons, [Refusal::UnknownSite(site(99)), Refusal::EmptyGroup("Gone".into())]);
        assert_eq!(edits.undo().as_deref(), Some("3 cells by “Agency”"));
        edits.apply_template(&directory, &template, &[login("bob")], Fill::Add);
        assert_eq!(told(&edits), ["bob 3 admin"], "write holds tags");
        let all = Template { name: "All".into(), rules: vec![rule(Sites::All, Some(Role::View.into()))] };
        edits.apply_template(&directory, &all, &[login("ivy")], Fill::Add);
        assert_eq!(edits.of_person(&login("ivy")), 11);
        edits.set(&directory, &target(&["ivy"], &[1]), &To::Nothing);
        assert_eq!(edits.of_person(&login("ivy")), 12);
    }
}
