//! Short words for the tests of the matrix.

#![allow(clippy::unwrap_used)]

use super::{Edits, Matrix, Target, To, View};
use crate::{Directory, Seconds, testing::*};
use matomo_api::Role;
use std::sync::Arc;

/// 2026-11-21, 19:43 UTC.
pub const NOW: Seconds = 1_795_290_180;

pub fn shown(view: &View, edits: &Edits) -> Matrix {
    Matrix::open(Arc::new(company()), view, edits, NOW)
}

pub fn target(people: &[&str], sites: &[u32]) -> Target {
    Target {
        people: people.iter().map(|name| login(name)).collect(),
        sites: sites.iter().map(|id| site(*id)).collect(),
    }
}

/// Edits that set one cell.
pub fn one(directory: &Directory, person: &str, id: u32, role: Role) -> Edits {
    let mut edits = Edits::default();
    assert_eq!(edits.set(directory, &target(&[person], &[id]), &To::Role(role)).changed, 1);
    edits
}

/// What is staged: `bob 1 admin`.
pub fn told(edits: &Edits) -> Vec<String> {
    let mut told = Vec::new();
    for row in edits.rows() {
        told.extend(row.super_user.map(|on| format!("{} {}", row.login, if on { "super user" } else { "steps down" })));
        let words = |id| edits.pool.kept(id).map_or_else(|| "none".to_owned(), crate::Grant::in_words);
        told.extend(row.cells.iter().map(|edit| format!("{} {} {}", row.login, edit.site, words(edit.want))));
    }
    told
}
