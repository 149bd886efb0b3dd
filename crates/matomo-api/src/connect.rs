//! Getting to know a Matomo: is it one, may this page read it, who is the token, what can it do.

use crate::methods::{
    AvailableCapability, GetAvailableCapabilities, GetMatomoVersion, GetTourLevel, HasSuperUserAccess,
    IsLanguageAvailable, IsPluginActivated, UserRow,
};
use crate::{Bulk, Client, Error, Features, Login, MatomoUrl, Request, Transport, Version, client::decode};

/// Plugins that change what the console can promise. They are asked for one by one, since Matomo
/// has no list.
pub const HANDSHAKE_PLUGINS: [&str; 8] =
    ["TagManager", "TwoFactorAuth", "LoginLdap", "LoginSaml", "LoginOIDC", "ActivityLog", "GroupPermissions", "OAuth2"];

/// Whether a Matomo answers at `url` and this page may read its answers. Sends no token, so nothing
/// counts towards the lock-out.
///
/// Fails with [`Error::Unreachable`] (nothing answers), [`Error::OriginNotAllowed`] (something
/// does, unreadably), [`Error::NotMatomo`], [`Error::AddressNotAllowed`] or [`Error::Server`].
pub async fn reach(transport: &dyn Transport, url: &MatomoUrl) -> Result<(), Error> {
    let answer = match transport.send(&Request::new(url, None, &IsLanguageAvailable)).await {
        Ok(answer) => answer,
        Err(_) if transport.knock(url).await => return Err(Error::OriginNotAllowed),
        Err(error) => return Err(Error::Unreachable(error)),
    };
    match decode(&IsLanguageAvailable, &answer) {
        // Matomo's own form of refusal, whatever it says, is Matomo as well.
        Ok(_)
        | Err(
            Error::NoPermission(_)
            | Error::Refused(_)
            | Error::InvalidField { .. }
            | Error::MissingPlugin(_)
            | Error::MissingMethod(_),
        ) => Ok(()),
        Err(Error::NotUnderstood { .. }) => Err(Error::NotMatomo),
        Err(error) => Err(error),
    }
}

/// What the token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Everything.
    SuperUser,
    /// Gives and takes access on the sites it administers.
    SiteAdmin,
    /// Administers nothing: there is nothing for the console to do.
    NoAdmin,
}

/// A Matomo that answered to a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Its version.
    pub version: Version,
    /// What that version can do.
    pub features: Features,
    /// What the token may do.
    pub caller: Caller,
    /// Capabilities that the instance knows.
    pub capabilities: Vec<AvailableCapability>,
    /// Active ones of [`HANDSHAKE_PLUGINS`].
    pub plugins: Vec<&'static str>,
    greeting: Option<String>,
}

/// Tries the token, once, and asks in the same request for all that the console needs to know.
///
/// Call [`reach`] first: then an unreadable answer can only mean the token, and is told as
/// [`Error::TokenRefusedSilently`]. Also fails with [`Error::RefusedToken`], [`Error::LockedOut`],
/// [`Error::TooOld`], and with [`Error::NoPermission`] if the account may not see a single site:
/// then Matomo does not even tell its version (seen; the same for the token `anonymous`). None of
/// these may be tried again without the person.
pub async fn connect(client: &Client) -> Result<Connection, Error> {
    let mut bulk = Bulk::default();
    let version = bulk.add(GetMatomoVersion);
    let super_user = bulk.add(HasSuperUserAccess);
    let capabilities = bulk.add(GetAvailableCapabilities);
    let greeting = bulk.add(GetTourLevel);
    let plugins: Vec<_> = HANDSHAKE_PLUGINS.into_iter().map(|name| (name, bulk.add(IsPluginActivated(name)))).collect();
    let reply = match client.bulk(&bulk).await {
        Err(Error::Unreachable(_)) => return Err(Error::TokenRefusedSilently),
        other => other?,
    };
    let written = reply.get(&version)?;
    let version = Version::parse(&written).filter(|v| *v >= Version::OLDEST).ok_or(Error::TooOld(written))?;
    // Only the refusal may read as "none": whoever does not know the capabilities would delete them.
    let (caller, capabilities) = match (reply.get(&super_user)?, reply.get(&capabilities)) {
        (true, known) => (Caller::SuperUser, known?),
        (false, Err(Error::NoPermission(_))) => (Caller::NoAdmin, Vec::new()),
        (false, known) => (Caller::SiteAdmin, known?),
    };
    Ok(Connection {
        version,
        features: Features::of(version),
        caller,
        capabilities,
        plugins: plugins.into_iter().filter(|(_, slot)| reply.get(slot) == Ok(true)).map(|(name, _)| name).collect(),
        greeting: reply.get(&greeting).ok(),
    })
}

impl Connection {
    /// Whose token it is, as far as Matomo lets one know: [`owner_among`].
    pub fn caller_among(&self, users: &[UserRow]) -> Option<Login> {
        owner_among(self.caller == Caller::SuperUser, self.greeting.as_deref(), users)
    }
}

/// Whose token it is that these users were listed for, as far as Matomo lets one know: it has no method
/// for that.
///
/// A super user is greeted by login in the tour's texts ([`GetTourLevel`]); of anybody else the own row
/// is the only ordinary one that shows an address. `None` where neither helps.
pub fn owner_among(super_user: bool, greeting: Option<&str>, users: &[UserRow]) -> Option<Login> {
    if super_user {
        let mut supers = users.iter().filter(|u| u.super_user).map(|u| &u.login);
        let named = greeting.and_then(greeted).and_then(|text| {
            let fits =
                supers.clone().filter(|l| text.strip_prefix(l.as_str()).is_some_and(|rest| rest.starts_with('.')));
            fits.max_by_key(|l| l.as_str().len())
        });
        named.or_else(|| supers.next().filter(|_| supers.next().is_none())).cloned()
    } else {
        let mut own = users.iter().filter(|u| u.email.is_some() && !u.super_user);
        own.next().filter(|_| own.next().is_none()).map(|u| u.login.clone())
    }
}

/// What follows the greeting in the four sentences of the tour (from Matomo's English texts).
fn greeted(sentence: &str) -> Option<&str> {
    ["Welcome to Matomo ", "Keep it up ", "You are on the right track ", "Great progress "]
        .iter()
        .find_map(|start| sentence.strip_prefix(start))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Answer, LocalFuture, Token, TransportError, transport::now};
    use serde_json::{Value, json};
    use std::{future::ready, rc::Rc};

    /// Answers every call alike; `None` is silence.
    struct Fixed {
        answer: Option<(u16, String)>,
        someone_there: bool,
    }

    impl Transport for Fixed {
        fn send<'a>(&'a self, _: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
            let answer = self.answer.clone().map(|(status, body)| Answer { status, body: body.into_bytes() });
            Box::pin(ready(answer.ok_or(TransportError::Unreadable)))
        }
        fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
            Box::pin(ready(self.someone_there))
        }
    }

    fn reached(answer: Option<(u16, &str)>, someone_there: bool) -> Result<(), Error> {
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        now(reach(&Fixed { answer: answer.map(|(s, b)| (s, b.to_owned())), someone_there }, &url))
    }

    fn connected(answer: Option<(u16, Value)>) -> Result<Connection, Error> {
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
        let fixed = Fixed { answer: answer.map(|(s, b)| (s, b.to_string())), someone_there: true };
        now(connect(&Client::new(url, token, Rc::new(fixed))))
    }

    #[test]
    fn what_answers_without_a_token_is_told_apart() {
        let refusal = r#"{"result":"error","message":"You can't access this resource as it requires view access for at least one website."}"#;
        assert_eq!(reached(Some((401, refusal)), true), Ok(()));
        assert_eq!(reached(Some((200, r#"{"value":true}"#)), true), Ok(()));
        let off = r#"{"result":"error","message":"The plugin LanguagesManager was not found."}"#;
        assert_eq!(reached(Some((404, off)), true), Ok(()));
        assert_eq!(reached(Some((200, r#"{"value":"hello"}"#)), true), Err(Error::NotMatomo));
        assert_eq!(reached(Some((404, "<h1>nginx</h1>")), true), Err(Error::NotMatomo));
        assert_eq!(reached(Some((200, "{}")), true), Err(Error::NotMatomo));
        assert_eq!(reached(Some((503, "<p>Matomo is in maintenance")), true), Err(Error::Server(503)));
        assert_eq!(reached(None, true), Err(Error::OriginNotAllowed));
        assert_eq!(reached(None, false), Err(Error::Unreachable(TransportError::Unreadable)));
    }

    fn handshake(version: &str, super_user: bool, capabilities: Value) -> Value {
        let mut all = vec![
            json!({"value": version}),
            json!({"value": super_user}),
            capabilities,
            json!({"description": "Welcome to Matomo j.verhoek. This widget helps you.", "currentLevel": 1}),
        ];
        all.extend(HANDSHAKE_PLUGINS.map(|name| json!({"value": name == "TwoFactorAuth"})));
        Value::Array(all)
    }

    fn user(login: &str, super_user: bool, email: Option<&str>) -> UserRow {
        let mut row = json!({"login": login, "superuser_access": super_user});
        if let Some(email) = email {
            row["email"] = json!(email);
        }
        crate::methods::GetUsers::rows(&json!([row])).unwrap().remove(0)
    }

    #[test]
    fn the_handshake_says_who_and_what() {
        let connection = connected(Some((200, handshake("5.8.0", true, json!([]))))).unwrap();
        assert_eq!(connection.caller, Caller::SuperUser);
        assert_eq!(connection.version, Version::new(5, 8, 0));
        assert_eq!(connection.plugins, ["TwoFactorAuth"]);
        let users = [user("j", true, None), user("j.verhoek", true, None), user("x", false, None)];
        assert_eq!(connection.caller_among(&users).unwrap().as_str(), "j.verhoek");
        assert_eq!(connection.caller_among(&users[..1]).unwrap().as_str(), "j", "the only super user there is");
    }

    #[test]
    fn a_site_admin_is_known_by_the_address_it_sees() {
        let connection = connected(Some((200, handshake("5.3.1", false, json!([]))))).unwrap();
        assert_eq!(connection.caller, Caller::SiteAdmin);
        let users =
            [user("root", true, Some("r@x.org")), user("ann", false, Some("a@x.org")), user("bob", false, None)];
        assert_eq!(connection.caller_among(&users).unwrap().as_str(), "ann");
        let refused = json!({"result": "error", "message": "You can't access this resource as it requires admin access for at least one website."});
        assert_eq!(connected(Some((200, handshake("5.3.1", false, refused)))).unwrap().caller, Caller::NoAdmin);
    }

    #[test]
    fn unreadable_capabilities_are_not_taken_for_none() {
        for super_user in [true, false] {
            let failed = connected(Some((200, handshake("5.8.0", super_user, json!("?")))));
            assert!(matches!(failed, Err(Error::NotUnderstood { .. })), "{failed:?}");
        }
    }

    #[test]
    fn a_token_that_sees_nothing_is_told_so() {
        let refused = json!({"result": "error", "message": "You can't access this resource as it requires view access for at least one website."});
        let mut answers = handshake("5.8.0", false, refused.clone());
        answers[0] = refused;
        assert!(matches!(connected(Some((200, answers))), Err(Error::NoPermission(_))));
    }

    #[test]
    fn a_token_can_fail_in_several_ways() {
        assert_eq!(connected(None), Err(Error::TokenRefusedSilently));
        let says = |message: &str| json!({"result": "error", "message": message});
        assert_eq!(
            connected(Some((
                401,
                says("Unable to authenticate with the provided token. It is either invalid or expired.")
            ))),
            Err(Error::RefusedToken)
        );
        assert_eq!(connected(Some((500, says("Too many failed logins.")))), Err(Error::LockedOut));
        assert_eq!(connected(Some((200, handshake("3.14.1", true, json!([]))))), Err(Error::TooOld("3.14.1".into())));
    }
}
