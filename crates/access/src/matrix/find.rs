//! Finding a person or a site in the grid, to jump there.

use super::{axes::ANONYMOUS, grid::Matrix};
use matomo_api::SiteId;

/// Somebody or something that was looked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Found {
    /// The person of this row.
    Row(usize),
    /// This site.
    Site {
        /// Its number.
        id: SiteId,
        /// Its column, or that of the folded group it is in.
        column: usize,
    },
}

impl Matrix {
    /// Shown people by part of the login or address, then shown sites by part of the name, address or
    /// group or by number; without case, at most `most` of each, in the order in which they are shown.
    /// Nothing for an empty text.
    pub fn find(&self, text: &str, most: usize) -> Vec<Found> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Vec::new();
        }
        let is_found = |place: u32| {
            let key = self.directory.keys.get(place as usize).map_or(ANONYMOUS, String::as_str);
            key.contains(&text)
        };
        let people =
            (0..).zip(self.row_places()).filter(|(_, place)| is_found(**place)).map(|(row, _)| Found::Row(row));
        let mut found: Vec<Found> = people.take(most).collect();
        let places =
            (0..self.size().1).flat_map(|column| self.places(column).iter().map(move |place| (column, *place)));
        let sites = places.map(|(column, place)| (column, &self.directory.sites()[place as usize]));
        let named = sites.filter(|(_, site)| site.is_found(&text, None));
        found.extend(named.take(most).map(|(column, site)| Found::Site { id: site.id, column }));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Environment, PeopleFilter,
        matrix::{Edits, Grouping, Section, View, testing::*},
        testing::site,
    };

    #[test]
    fn people_and_sites_are_found_where_they_are_shown() {
        let folded = vec![Section::Environment(Environment::Production)];
        let matrix = shown(&View { grouping: Grouping::Environment, folded, ..View::default() }, &Edits::default());
        let found = |id, column| Found::Site { id: site(id), column };
        assert_eq!(matrix.find("SHOP", 9), [found(1, 0), found(3, 1)]);
        assert_eq!(matrix.find(" an", 9)[..3], [Found::Row(0), Found::Row(1), found(4, 2)]);
        assert_eq!(matrix.find("12", 9), [found(12, 0)]);
        assert_eq!(matrix.find("example.org", 2), [Found::Row(1), Found::Row(2)]);
        assert_eq!((matrix.find("", 9), matrix.find("nowhere", 9)), (vec![], vec![]));
        let people = PeopleFilter { text: "bob".into(), ..PeopleFilter::default() };
        let bob = shown(&View { people, ..View::default() }, &Edits::default());
        assert_eq!((bob.find("bob", 9), bob.find("ann", 9)), (vec![Found::Row(0)], vec![]), "only what is shown");
    }
}
