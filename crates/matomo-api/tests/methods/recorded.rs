//! Every recorded answer of every method: good ones decode whole, bad ones become the one error
//! that the table names. What is recorded and not in the table fails.

use crate::every_method::{client, forms, now, read};
use crate::recordings::{RECORDINGS, Recording};
use matomo_api::*;
use serde_json::Value;
use std::{collections::BTreeSet, future::ready};

/// What a recorded refusal has to become.
enum Means {
    Exactly(Error),
    Bad(Field),
    NoPermission,
    AddressNotAllowed,
    Refused,
}

/// Status (0 for any), the beginning of what was answered, what it means.
fn table() -> Vec<(u16, &'static str, Means)> {
    use Error::*;
    use Means::*;
    let unknown = |login: &str| Exactly(UnknownUser(login.into()));
    let is_super_user = |login: &str| Exactly(IsSuperUser(login.into()));
    let last = |login: &str| Exactly(LastSuperUser(login.into()));
    let other = |name: &str| Bad(Field::Other(name.into()));
    vec![
        (
            401,
            "Unable to authenticate with the provided token. It is either invalid or expired.",
            Exactly(RefusedToken),
        ),
        (
            401,
            "Unable to authenticate with the provided token. It is either invalid, expired or is",
            Exactly(RefusedToken),
        ),
        (0, "Too many failed logins. Please wait", Exactly(LockedOut)),
        (401, "You cannot use this Matomo as your IP", Means::AddressNotAllowed),
        (302, "", Exactly(NotMatomo)),
        (503, "<!DOCTYPE html>", Exactly(Server(503))),
        (200, "Please enter your password to confirm this change.", Exactly(NeedsPassword)),
        (200, "Please re-authenticate to confirm this change.", Exactly(NeedsPassword)),
        (200, "The current password you entered is not correct.", Exactly(WrongPassword)),
        (401, "Please specify a two-factor authentication code.", Exactly(NeedsTwoFactorCode)),
        (401, "Incorrect two-factor authentication code.", Exactly(NeedsTwoFactorCode)),
        (400, "The method 'logoutUser' does not exist", Exactly(MissingMethod("logoutUser".into()))),
        (400, "The maximum number of URLs that can be requested", Exactly(BulkTooLarge(10))),
        (0, "You can't access this resource as it requires view access for at least one website.", Means::NoPermission),
        (
            0,
            "You can't access this resource as it requires admin access for at least one website.",
            Means::NoPermission,
        ),
        (0, "You can't access this resource as it requires a 'superuser' access.", Means::NoPermission),
        (
            401,
            "You can't access this resource as it requires 'view' access for the website id = 2.",
            Means::NoPermission,
        ),
        (
            401,
            "You can't access this resource as it requires 'admin' access for the website id = ",
            Means::NoPermission,
        ),
        (401, "The user has to be either a Super User or the user '", Means::NoPermission),
        (401, "Resending an invite is only allowed to the user who invited pend0", Means::NoPermission),
        (401, "User 'tmp_alice' doesn't exist.", Means::NoPermission),
        (401, "User 'byalice' doesn't exist.", Means::NoPermission),
        (200, "User 'nobody' doesn't exist.", unknown("nobody")),
        (200, "User 'bob' doesn't exist.", unknown("bob")),
        (200, "User 'inv1' doesn't exist.", unknown("inv1")),
        (200, "User 'weaker' doesn't exist.", unknown("weaker")),
        (200, "User 'n@example.org' doesn't exist.", unknown("n@example.org")),
        (200, "User does not exist: nobody", unknown("nobody")),
        (200, "Cannot copy dashboard to user API_VIEW, user not found.", unknown("API_VIEW")),
        (200, "The user 'root2' has Super User access", is_super_user("root2")),
        (200, "The user 'admin' has Super User access", is_super_user("admin")),
        (200, "This method should not be used with superusers.", is_super_user("")),
        (200, "Removing the Super User access from user 'admin' is not possible.", last("admin")),
        (200, "Deleting user 'admin' is not possible.", last("admin")),
        (200, "Username: Username '", Bad(Field::Login)),
        (200, "Username: The username must be between 2 and 100", Bad(Field::Login)),
        (0, "Please specify a value for 'userLogin'.", Bad(Field::Login)),
        (200, "Email: User with email '", Bad(Field::Email)),
        (200, "email: User with email '", Bad(Field::Email)),
        (200, "Email: The value &quot;", Bad(Field::Email)),
        (200, "email: The value &quot;", Bad(Field::Email)),
        (0, "Please specify a value for 'email'.", Bad(Field::Email)),
        (200, "The password length must be ", Bad(Field::Password)),
        (200, "This password is too weak", Bad(Field::Password)),
        (0, "Please specify a value for 'password'.", Bad(Field::Password)),
        (0, "Please specify a value for 'passwordConfirmation'.", other("passwordConfirmation")),
        (0, "Please specify a value for 'idSite'.", Bad(Field::Site)),
        (0, "Please specify a value for 'idSites'.", Bad(Field::Site)),
        (200, "Specify at least one website ID in &amp;idSites=", Bad(Field::Site)),
        (400, "The parameter 'idSite=' contains an invalid value.", Bad(Field::Site)),
        (200, "New users must be given access to a website", Bad(Field::Site)),
        (200, "An unexpected website was found in the request", Bad(Field::Site)),
        (200, "Only one role can be set but multiple have been set.", Bad(Field::Access)),
        (200, "No role is set but one of these needs to be set", Bad(Field::Access)),
        (200, "The parameter access must have one of the following values", Bad(Field::Access)),
        (0, "Please specify a value for 'description'.", other("description")),
        (200, "Description: The value contains &quot;", other("description")),
        (200, "Date format must be: YYYY-MM-DD", other("expireDate")),
        (200, "Not supported preference name: nope", other("preferenceName")),
        (200, "Dashboard not found", Means::Refused),
        (200, "Unable to grant any capabilities to user ", Means::Refused),
        (500, "The arguments array must contain 2 items, 1 given", Means::Refused),
        (200, "You can only set access noaccess or view access to the 'anonymous' user.", Means::Refused),
        (200, "You cannot grant any capability to the 'anonymous' user.", Means::Refused),
        (200, "The anonymous user cannot be edited or deleted.", Means::Refused),
        (200, "Creating, updating, and deleting users has been disabled.", Means::Refused),
        (200, "You must set up two-factor authentication.", Exactly(Error::TwoFactorNotSetUp)),
    ]
}

impl Means {
    fn error(&self, said: &str) -> Error {
        let message = decode_entities(said).trim().to_owned();
        match self {
            Means::Exactly(error) => error.clone(),
            Means::Bad(field) => Error::InvalidField { field: field.clone(), message },
            Means::NoPermission => Error::NoPermission(message),
            Means::AddressNotAllowed => Error::AddressNotAllowed(message),
            Means::Refused => Error::Refused(message),
        }
    }
}

/// What an answer says if it is a refusal: Matomo's sentence, or the page that came instead.
fn refusal(answer: &Answer) -> Option<String> {
    match serde_json::from_slice::<Value>(&answer.body) {
        Ok(value) if value["result"] == "error" => Some(value["message"].as_str().unwrap().to_owned()),
        Ok(_) => None,
        Err(_) => Some(String::from_utf8(answer.body.clone()).unwrap()),
    }
}

fn length(answer: &Answer) -> usize {
    match serde_json::from_slice(&answer.body).unwrap() {
        Value::Array(rows) => rows.len(),
        Value::Object(map) => map.len(),
        other => panic!("neither a list nor a map: {other}"),
    }
}

/// The one row that speaks of this refusal.
fn row_of(table: &[(u16, &str, Means)], status: u16, said: &str) -> usize {
    let fits = |(of, start, _): &(u16, &str, Means)| {
        (*of == 0 || *of == status) && if start.is_empty() { said.is_empty() } else { said.starts_with(start) }
    };
    let rows: Vec<_> = (0..table.len()).filter(|row| fits(&table[*row])).collect();
    assert_eq!(rows.len(), 1, "rows for {status} {said}");
    rows[0]
}

#[test]
fn every_recorded_answer_is_understood() {
    let table = table();
    let (mut used, mut answered) = (BTreeSet::new(), BTreeSet::new());
    for Recording { version, method, answer, .. } in RECORDINGS.iter() {
        let at = format!("{method} on {version}: {}", String::from_utf8_lossy(&answer.body));
        let expected = refusal(answer).map(|said| {
            let row = row_of(&table, answer.status, &said);
            used.insert(row);
            table[row].2.error(&said)
        });
        let found = match method.as_str() {
            "API.getBulkRequest" => Bulk::default().decode(answer).map(|reply| Some(reply.answered())),
            name => read(name, answer).unwrap_or_else(|| panic!("{name} has no sample")),
        };
        match (expected, found) {
            (Some(expected), found) => assert_eq!(found, Err(expected), "{at}"),
            (None, Ok(rows)) => {
                assert!(rows.is_none_or(|rows| rows == length(answer)), "{rows:?} rows of {at}");
                answered.insert(method.as_str());
            }
            (None, Err(error)) => panic!("{error:?}: {at}"),
        }
    }
    let unused: Vec<_> = (0..table.len()).filter(|row| !used.contains(row)).map(|row| table[row].1).collect();
    assert_eq!(unused, [""; 0], "rows of the table that nothing recorded needs");
    let all: BTreeSet<_> = forms().into_iter().map(|(name, ..)| name).collect();
    let never: Vec<_> = all.difference(&answered).collect();
    assert_eq!(never, [&"UsersManager.logoutUser"], "methods without a good answer; that one comes with 5.9");
}

/// Answers a bulk with what was recorded for the same calls.
struct Replay(&'static Recording);

impl Transport for Replay {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        let pairs = form_urlencoded::parse(request.body.as_bytes());
        let asked = pairs
            .filter(|(name, _)| name.starts_with("urls["))
            .map(|(_, form)| form.replace("method=", "").replace("&filter_limit=-1", ""));
        let recorded: Vec<_> =
            self.0.params["urls[]"].as_array().into_iter().flatten().map(|url| url.as_str().unwrap()).collect();
        assert!(recorded.is_empty() || asked.eq(recorded), "the handshake is not the recorded one");
        Box::pin(ready(Ok(self.0.answer.clone())))
    }
    fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(ready(true))
    }
}

#[test]
fn the_handshake_knows_every_kind_of_caller() {
    let mut seen = 0;
    // What is too much for a visitor who is not signed in goes in parts, which were not recorded.
    let signed_in = |r: &&Recording| r.method == "API.getBulkRequest" && r.params["token_auth"] != "anonymous";
    for recording in RECORDINGS.iter().filter(signed_in) {
        let version = Version::parse(recording.version).unwrap();
        let found = now(connect(&client(Replay(recording))));
        let nothing = "You can't access this resource as it requires view access for at least one website.";
        let expected = match recording.params["token_auth"].as_str().unwrap() {
            "TOKEN" => Ok((version, Caller::SuperUser, 3)),
            "TOKEN_adm" => Ok((version, Caller::SiteAdmin, 3)),
            "TOKEN_view" => Ok((version, Caller::NoAdmin, 0)),
            "TOKEN_none" => Err(Error::NoPermission(nothing.into())),
            "WRONG" => Err(Error::RefusedToken),
            other => panic!("{other}"),
        };
        assert_eq!(found.as_ref().map(|c| (c.version, c.caller, c.capabilities.len())), expected.as_ref().copied());
        if let Ok(connection) = found {
            assert_eq!(connection.plugins, ["TwoFactorAuth"]);
        }
        seen += 1;
    }
    assert_eq!(seen, 10);
}
