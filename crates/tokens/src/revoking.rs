//! What the owner of a token has to do in Matomo to take it away. Nobody else can, and no API does it.

use crate::{Entry, Origin, making::day_of};
use matomo_api::MatomoUrl;

/// The page of Matomo that lists the tokens of whoever is signed in.
pub const PAGE: &str = "module=UsersManager&action=userSecurity";

/// The steps, a sentence each.
pub fn steps(entry: &Entry) -> Vec<String> {
    let delete = match entry.origin {
        // Nobody here has seen what it is called there.
        Origin::Declared => format!("Delete “{}”; in Matomo it may be called otherwise.", entry.name),
        Origin::Made | Origin::Session => format!("Delete “{}”, made on {}.", entry.name, day_of(entry.created)),
    };
    vec![
        format!("Sign in to Matomo as {}.", entry.owner),
        "Open Personal, Security, and go down to Auth tokens.".to_owned(),
        format!("{delete} Matomo may ask for the password of {} again.", entry.owner),
    ]
}

/// The same as a message for an owner who is somebody else: subject and text. `until` is the day on which it has
/// to be done at last.
pub fn message(entry: &Entry, url: &MatomoUrl, until: Option<&str>) -> (String, String) {
    let subject = format!("Please delete a token in Matomo: {}", entry.name);
    let steps: String = steps(entry).iter().enumerate().map(|(at, step)| format!("{}. {step}\n", at + 1)).collect();
    let until = until.map_or(String::new(), |day| format!(" by {day}"));
    let text = format!(
        "Hello,\n\nthe token “{}” of {} has been replaced. Please delete the old one{until}; only its owner can.\n\n{steps}\nThe page: {}\n\nThe new one has another name or a later date: please leave that. Then let me know, and I will check that the old one is refused.\n",
        entry.name,
        entry.owner,
        url.page(PAGE),
    );
    (subject, text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use matomo_api::Login;

    #[test]
    fn it_names_the_token_the_owner_and_the_page() {
        let url = MatomoUrl::parse("https://m.example/matomo").unwrap().0;
        let mut entry = Entry::new("nightly", Login::parse("svc.etl").unwrap(), Origin::Made, 1_803_081_600);
        let (subject, text) = message(&entry, &url, Some("1 Mar 2027"));
        assert!(subject.contains("nightly") && text.contains("by 1 Mar 2027"), "{text}");
        assert!(text.contains("“nightly”, made on 2027-02-20"), "{text}");
        assert!(text.contains("https://m.example/matomo/index.php?module=UsersManager&action=userSecurity"), "{text}");
        entry.origin = Origin::Declared;
        assert!(!steps(&entry).concat().contains("made on"), "nobody knows when");
    }
}
