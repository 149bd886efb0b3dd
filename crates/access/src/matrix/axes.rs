//! Which people and sites a view leaves, and in which order.

use super::{
    edits::Edits,
    view::{By, Grouping, Section, SiteFilter, View},
};
use crate::{Directory, PeopleFilter, PeopleSort, PersonKind, Seconds, order, people::matches};

/// The places of the people to show; the anonymous user has the place after the last, and comes
/// first: it is the row to look at.
pub(super) fn row_places(directory: &Directory, view: &View, edits: &Edits, now: Seconds) -> Vec<u32> {
    let sort = match view.rows {
        By::Name | By::Group => PeopleSort::Login,
        By::Access => PeopleSort::Access,
        By::LastSeen => PeopleSort::LastSeen,
    };
    let mut rows =
        directory.people_places(&view.people, sort, view.rows_descending && view.rows != By::Group, now, false);
    if view.rows == By::Group {
        arrange(&mut rows, view.rows_descending, |place| match directory.people()[place].kind() {
            PersonKind::SuperUser => 0,
            PersonKind::Member => 1,
            PersonKind::Invitee => 2,
            PersonKind::Service => 3,
        });
    }
    if anonymous_is_shown(directory, &view.people, now) {
        rows.insert(0, directory.people().len() as u32);
    }
    if !view.only.is_empty() {
        let mut only = view.only.clone();
        order::sort(&mut only);
        rows.retain(|place| only.binary_search_by(|login| login.as_str().cmp(login_at(directory, *place))).is_ok());
    }
    if view.staged {
        let staged = |login: &str| edits.rows().binary_search_by(|row| row.login.as_str().cmp(login)).is_ok();
        rows.retain(|place| staged(login_at(directory, *place)));
    }
    rows
}

/// The places of the sites to show.
pub(super) fn site_places(directory: &Directory, view: &View, edits: &Edits, rows: &[u32]) -> Vec<u32> {
    let text = view.sites.text.trim().to_lowercase();
    let SiteFilter { group, environment, .. } = &view.sites;
    let mut shown: Vec<bool> = directory
        .sites()
        .iter()
        .zip(&directory.environments)
        .map(|(site, is)| environment.is_none_or(|one| one == *is) && site.is_found(&text, group.as_deref()))
        .collect();
    if view.differing || view.staged {
        let mut wanted = staged(directory, edits, rows);
        if view.differing && !view.staged {
            differing(directory, rows, &mut wanted);
        }
        shown.iter_mut().zip(wanted).for_each(|(shown, wanted)| *shown &= wanted);
    }
    let mut places: Vec<u32> = (0..).zip(shown).filter(|(_, shown)| *shown).map(|(place, _)| place).collect();
    order::sort_by_key(&mut places, |place| directory.sites()[*place as usize].name.to_lowercase());
    let down = view.columns_descending;
    match view.columns {
        By::Name if down => places.reverse(),
        By::Name => {}
        By::Access => arrange(&mut places, down, |place| directory.breadths()[place]),
        By::LastSeen => {
            let seen = last_seen(directory);
            arrange(&mut places, down, |place| seen[place]);
        }
        By::Group => arrange(&mut places, down, |place| Section::of(directory, place, Grouping::Group)),
    }
    if view.grouping != Grouping::None {
        arrange(&mut places, false, |place| Section::of(directory, place, view.grouping));
    }
    places
}

fn arrange<K: Ord>(places: &mut Vec<u32>, descending: bool, key: impl Fn(usize) -> K) {
    if descending {
        order::sort_by_key_descending(places, |place| key(*place as usize));
    } else {
        order::sort_by_key(places, |place| key(*place as usize));
    }
}

pub(super) fn login_at(directory: &Directory, place: u32) -> &str {
    directory.people().get(place as usize).map_or(ANONYMOUS, |person| person.login.as_str())
}

pub(super) const ANONYMOUS: &str = "anonymous";

/// Where there is no access for visitors, Matomo still has their account: it could be given some.
fn anonymous_is_shown(directory: &Directory, filter: &PeopleFilter, now: Seconds) -> bool {
    let text = filter.text.trim().to_lowercase();
    if !ANONYMOUS.contains(&text) || filter.not_seen_for_days.is_some() {
        return false;
    }
    match directory.anonymous() {
        Some(person) => matches(person, filter, now),
        None => *filter == PeopleFilter { text: filter.text.clone(), ..PeopleFilter::default() },
    }
}

/// By site's place: whether something is staged there for one of the rows.
fn staged(directory: &Directory, edits: &Edits, rows: &[u32]) -> Vec<bool> {
    let mut staged = vec![false; directory.sites().len()];
    if edits.is_empty() {
        return staged;
    }
    let mut logins: Vec<&str> = rows.iter().map(|place| login_at(directory, *place)).collect();
    order::sort(&mut logins);
    for row in edits.rows().iter().filter(|row| logins.binary_search(&row.login.as_str()).is_ok()) {
        let sites = row.cells.iter().filter_map(|edit| directory.place(edit.site));
        sites.for_each(|place| staged[place] = true);
    }
    staged
}

/// Marks the sites on which rows differ.
fn differing(directory: &Directory, rows: &[u32], marks: &mut [bool]) {
    let person = |row: &u32| directory.people().get(*row as usize).or(directory.anonymous());
    let is_super_user = |row: &&u32| person(row).is_some_and(|person| person.super_user);
    let super_users = rows.iter().filter(is_super_user).count();
    let others = rows.len() - super_users;
    let mut holders = vec![0; marks.len()];
    let mut first = vec![usize::MAX; marks.len()];
    for (index, row) in rows.iter().filter(|row| !is_super_user(row)).enumerate() {
        // Where thousands are shown, every site is soon one on which they differ.
        if index % 64 == 63 && marks.iter().all(|mark| *mark) {
            return;
        }
        for (place, kind) in person(row).into_iter().flat_map(|person| person.grants.kinds()) {
            holders[place] += 1;
            if first[place] == usize::MAX {
                first[place] = kind;
            }
            marks[place] |= first[place] != kind;
        }
    }
    let all = others == 1 && super_users > 0;
    for (mark, holders) in marks.iter_mut().zip(holders) {
        *mark |= all || (holders > 0 && holders < others);
    }
}

/// By site's place: when anybody with a role there was last seen.
fn last_seen(directory: &Directory) -> Vec<(u8, Seconds)> {
    let mut seen = vec![(0, 0); directory.sites().len()];
    let mut left = seen.len();
    // Of all who were seen, the latest first: whoever is the first on a site decides.
    for place in directory.people_places(&PeopleFilter::default(), PeopleSort::LastSeen, true, 0, false) {
        let person = &directory.people()[place as usize];
        let rank = person.last_seen.rank();
        if left == 0 || rank == (0, 0) {
            break;
        }
        for (site, _) in person.grants.kinds() {
            if seen[site] == (0, 0) {
                seen[site] = rank;
                left -= 1;
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Contents, Environment, StatusKind,
        matrix::{Column, Matrix, testing::*},
        testing::*,
    };
    use matomo_api::Role;
    use std::sync::Arc;

    fn logins(matrix: &Matrix) -> Vec<&str> {
        (0..matrix.size().0).map(|row| matrix.row(row).unwrap().login.as_str()).collect()
    }

    fn ids(matrix: &Matrix) -> Vec<u32> {
        let id = |column| match matrix.column(column).unwrap() {
            Column::Site(site) => site.id.get(),
            Column::Folded(_) => 0,
        };
        (0..matrix.size().1).map(id).collect()
    }

    fn people(view: &View) -> Vec<String> {
        logins(&shown(view, &Edits::default())).into_iter().map(str::to_owned).collect()
    }

    fn site_ids(view: &View) -> Vec<u32> {
        ids(&shown(view, &Edits::default()))
    }

    #[test]
    fn people_are_filtered() {
        let view = View::default;
        assert_eq!(people(&view()), ["anonymous", "ann", "bob", "ivy", "old", "root", "second"]);
        let by = |people| View { people, ..view() };
        let filter = PeopleFilter::default;
        assert_eq!(people(&by(PeopleFilter { text: "AN".into(), ..filter() })), ["anonymous", "ann"]);
        assert_eq!(people(&by(PeopleFilter { text: "shop".into(), ..filter() })), [""; 0], "sites have their own text");
        assert_eq!(people(&by(PeopleFilter { role: Some(Role::View), ..filter() })), ["anonymous", "bob", "ivy"]);
        assert_eq!(people(&by(PeopleFilter { super_users: true, ..filter() })), ["root", "second"]);
        assert_eq!(people(&by(PeopleFilter { status: Some(StatusKind::Invited), ..filter() })), ["ivy"]);
        assert_eq!(people(&by(PeopleFilter { not_seen_for_days: Some(30), ..filter() })).len(), 6);
        let only = View { only: ["second", "bob", "anonymous", "nobody"].map(login).to_vec(), ..view() };
        assert_eq!(people(&only), ["anonymous", "bob", "second"]);
    }

    #[test]
    fn visitors_without_access_have_a_row_too() {
        let directory = Arc::new(Directory::new(Contents { users: vec![user("ann")], ..empty() }).unwrap());
        let rows = |filter: PeopleFilter| {
            let view = View { people: filter, ..View::default() };
            Matrix::open(Arc::clone(&directory), &view, &Edits::default(), NOW).size().0
        };
        assert_eq!(rows(PeopleFilter::default()), 2);
        assert_eq!(rows(PeopleFilter { role: Some(Role::View), ..PeopleFilter::default() }), 0);
    }

    #[test]
    fn sites_are_filtered() {
        let by = |sites| site_ids(&View { sites, ..View::default() });
        let filter = SiteFilter::default;
        assert_eq!(by(filter()), [2, 10, 11, 12, 6, 7, 8, 9, 4, 5, 1, 3]);
        assert_eq!(by(SiteFilter { text: " SHOP ".into(), ..filter() }), [1, 3]);
        assert_eq!(by(SiteFilter { text: "4".into(), ..filter() }), [4]);
        assert_eq!(by(SiteFilter { group: Some("Retail".into()), text: "staging".into(), ..filter() }), [3]);
        assert_eq!(by(SiteFilter { environment: Some(Environment::Internal), ..filter() }), [4]);
    }

    #[test]
    fn only_differences_are_left() {
        let among = |names: &[&str]| {
            let only = names.iter().map(|name| login(name)).collect();
            let mut sites = site_ids(&View { only, differing: true, ..View::default() });
            sites.sort_unstable();
            sites
        };
        assert_eq!(among(&["ann", "bob"]), [1, 2, 4]);
        assert_eq!(among(&["bob", "ivy", "root"]), [1, 2, 4], "super users are left out");
        assert_eq!(among(&["ivy", "old"]), [1]);
        assert_eq!(among(&["ann", "root"]).len(), 12, "with one other they differ everywhere");
        assert_eq!(among(&["second", "root"]), [0; 0]);
        assert_eq!(among(&["ann"]), [0; 0]);
        assert_eq!(among(&["anonymous", "old"]), [5]);
    }

    #[test]
    fn only_what_is_staged_is_left() {
        let directory = company();
        let mut edits = one(&directory, "bob", 3, Role::View);
        edits.make_super_users(&directory, &[login("ann")]);
        let matrix = shown(&View { staged: true, ..View::default() }, &edits);
        assert_eq!((logins(&matrix), ids(&matrix)), (vec!["ann", "bob"], vec![3]));
        let only = vec![login("ivy"), login("bob")];
        let differing = shown(&View { only, differing: true, ..View::default() }, &edits);
        assert_eq!(ids(&differing), [2, 4, 1, 3], "what is staged stays in sight");
    }

    #[test]
    fn both_axes_are_sorted() {
        let rows = |by, down| people(&View { rows: by, rows_descending: down, ..View::default() });
        assert_eq!(rows(By::Name, true), ["anonymous", "second", "root", "old", "ivy", "bob", "ann"]);
        assert_eq!(rows(By::Access, true), ["anonymous", "root", "second", "ann", "bob", "ivy", "old"]);
        assert_eq!(rows(By::Group, false), ["anonymous", "root", "second", "ann", "bob", "ivy", "old"]);
        assert_eq!(rows(By::Group, true)[1..4], ["ivy", "old", "ann"]);
        let columns = |by, down| site_ids(&View { columns: by, columns_descending: down, ..View::default() });
        assert_eq!(columns(By::Name, true)[..2], [3, 1]);
        assert_eq!(columns(By::Access, true)[..3], [1, 2, 4], "three, two and one people");
        assert_eq!(columns(By::Group, false)[..3], [1, 3, 2]);
        let mut users = ["ann", "bob"].map(user).to_vec();
        users[1].last_seen = Some("2026-08-01 00:00:00".into());
        let sites = vec![site_row(1, "A"), site_row(2, "B"), site_row(3, "C")];
        let access = vec![crate::testing::rows("view", [("ann", vec![3]), ("bob", vec![2, 3])])];
        let directory = Directory::new(Contents { users, sites, access, ..empty() }).unwrap();
        let view = View { rows: By::LastSeen, columns: By::LastSeen, columns_descending: true, ..View::default() };
        let matrix = Matrix::open(Arc::new(directory), &view, &Edits::default(), NOW);
        assert_eq!((logins(&matrix), ids(&matrix)), (vec!["anonymous", "ann", "bob"], vec![2, 3, 1]));
    }
}
