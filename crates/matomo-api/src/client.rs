//! A Matomo, a token and a way to reach it.

use crate::{Answer, Bulk, BulkReply, Error, MatomoUrl, Method, Request, Token, Transport};
use serde_json::Value;
use std::rc::Rc;

/// Speaks to one Matomo as one account. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    url: MatomoUrl,
    token: Token,
    transport: Rc<dyn Transport>,
}

impl Client {
    /// A client; nothing is sent yet.
    pub fn new(url: MatomoUrl, token: Token, transport: Rc<dyn Transport>) -> Self {
        Self { url, token, transport }
    }

    /// Its Matomo.
    pub fn url(&self) -> &MatomoUrl {
        &self.url
    }

    /// The token, for the request builder and for whoever keeps it over a reload on demand.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// The network it uses.
    pub fn transport(&self) -> &Rc<dyn Transport> {
        &self.transport
    }

    /// One call with the token.
    pub async fn call<M: Method>(&self, method: &M) -> Result<M::Response, Error> {
        const { assert!(!M::WITHOUT_TOKEN, "this method is asked without a token") }
        let answer = self.send(&Request::new(&self.url, Some(&self.token), method)).await?;
        decode(method, &answer)
    }

    /// One call as nobody: for [`crate::methods::CreateAppSpecificTokenAuth`], which takes the owner's
    /// password in place of a token.
    pub async fn call_without_token<M: Method>(&self, method: &M) -> Result<M::Response, Error> {
        call_without_token(&*self.transport, &self.url, method).await
    }

    /// Many calls as one request; as several, in order, where the instance allows fewer in one
    /// (`API_bulk_request_limit`, from 5.8; source).
    pub async fn bulk(&self, bulk: &Bulk) -> Result<BulkReply, Error> {
        match self.bulk_at_once(bulk).await {
            // The refusal came before any call was run, so that all of them can be sent again.
            Err(Error::BulkTooLarge(most)) if (1..bulk.len()).contains(&most) => self.bulk_in_parts(bulk, most).await,
            reply => reply,
        }
    }

    async fn bulk_at_once(&self, bulk: &Bulk) -> Result<BulkReply, Error> {
        let answer = self.send(&bulk.request(&self.url, &self.token)).await?;
        bulk.decode(&answer)
    }

    async fn bulk_in_parts(&self, bulk: &Bulk, size: usize) -> Result<BulkReply, Error> {
        let mut reply = BulkReply::nothing_yet(bulk.len());
        for part in bulk.parts(size) {
            // What was answered before stays known; the rest reads as unanswered.
            let whole = match self.bulk_at_once(&part).await {
                Ok(answers) => reply.append(answers),
                Err(_) if reply.answered() > 0 => false,
                Err(error) => return Err(error),
            };
            if !whole {
                break;
            }
        }
        Ok(reply)
    }

    async fn send(&self, request: &Request) -> Result<Answer, Error> {
        self.transport.send(request).await.map_err(Error::Unreachable)
    }
}

/// The same for whoever has no token yet, and so no [`Client`].
pub async fn call_without_token<M: Method>(
    transport: &dyn Transport,
    url: &MatomoUrl,
    method: &M,
) -> Result<M::Response, Error> {
    let answer = transport.send(&Request::new(url, None, method)).await.map_err(Error::Unreachable)?;
    decode(method, &answer)
}

/// Asks once with a token in the address, for what [`Request::with_token_in_address`] is there for.
pub async fn call_with_token_in_address<M: Method>(
    transport: &dyn Transport,
    url: &MatomoUrl,
    token: &Token,
    method: &M,
) -> Result<M::Response, Error> {
    const { assert!(!M::WRITES, "this is only for looking") }
    let request = Request::with_token_in_address(url, token, method);
    let answer = transport.send(&request).await.map_err(Error::Unreachable)?;
    decode(method, &answer)
}

/// Reads one answer: the body first, then the status, since many errors come with 200 (seen).
pub(crate) fn decode<M: Method>(method: &M, answer: &Answer) -> Result<M::Response, Error> {
    let value = read_answer(answer)?;
    method.decode(&value).map_err(|m| Error::of_mismatch(m, &value))
}

pub(crate) fn read_answer(answer: &Answer) -> Result<Value, Error> {
    let value: Value = match serde_json::from_slice(&answer.body) {
        Ok(value) => value,
        Err(_) => return Err(Error::of_text(answer.status, &answer.body)),
    };
    match error_in(answer.status, &value) {
        Some(error) => Err(error),
        None if answer.status >= 500 => Err(Error::Server(answer.status)),
        None => Ok(value),
    }
}

pub(crate) fn error_in(status: u16, value: &Value) -> Option<Error> {
    let object = value.as_object()?;
    if object.get("result")?.as_str()? != "error" {
        return None;
    }
    let message = object.get("message").and_then(Value::as_str).unwrap_or_default();
    Some(Error::of_message(status, message))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::methods::{CreateAppSpecificTokenAuth, IsPluginActivated, TokenDescription, TokenEnd};
    use crate::{LocalFuture, Login, Password, TransportError, transport::now};
    use serde_json::json;
    use std::{cell::RefCell, future::ready};

    /// A Matomo that takes so many calls in one request and dies after so many requests.
    struct Stingy {
        most: usize,
        alive_for: usize,
        taken: RefCell<Vec<usize>>,
    }

    impl Transport for Stingy {
        fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
            let calls = form_urlencoded::parse(request.body.as_bytes()).filter(|(n, _)| n.starts_with("urls[")).count();
            let mut taken = self.taken.borrow_mut();
            let answer = if calls > self.most {
                let message =
                    format!("The maximum number of URLs that can be requested in a bulk request is {}.", self.most);
                Ok((400, json!({"result": "error", "message": message})))
            } else if taken.len() == self.alive_for {
                Err(TransportError::Unreadable)
            } else {
                let first: usize = taken.iter().sum();
                taken.push(calls);
                Ok((200, json!((first..first + calls).map(|n| json!({"value": n % 2 == 0})).collect::<Vec<_>>())))
            };
            Box::pin(ready(answer.map(|(status, body)| Answer { status, body: body.to_string().into_bytes() })))
        }
        fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
            Box::pin(ready(true))
        }
    }

    type Answered = Result<Vec<Result<bool, Error>>, Error>;

    /// What came back, and how many calls each request that was taken held.
    fn ask(calls: usize, most: usize, alive_for: usize) -> (Answered, Vec<usize>) {
        let transport = Rc::new(Stingy { most, alive_for, taken: RefCell::default() });
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
        let client = Client::new(url, token, transport.clone());
        let mut bulk = Bulk::default();
        let slots: Vec<_> = (0..calls).map(|_| bulk.add(IsPluginActivated("x"))).collect();
        let reply = now(client.bulk(&bulk)).map(|reply| slots.iter().map(|slot| reply.get(slot)).collect());
        (reply, transport.taken.take())
    }

    #[test]
    fn a_client_keeps_what_it_was_made_of() {
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
        let transport: Rc<dyn Transport> = Rc::new(Stingy { most: 1, alive_for: 1, taken: RefCell::default() });
        let client = Client::new(url.clone(), token.clone(), transport.clone()).clone();
        assert_eq!((client.url(), client.token()), (&url, &token));
        assert!(Rc::ptr_eq(client.transport(), &transport));
    }

    #[test]
    fn whoever_has_no_token_sends_none() {
        struct Giving(RefCell<Vec<String>>);
        impl Transport for Giving {
            fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
                self.0.borrow_mut().push(request.body.clone());
                let body = br#"{"value":"0123456789abcdef0123456789abcdef"}"#.to_vec();
                Box::pin(ready(Ok(Answer { status: 200, body })))
            }
            fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
                Box::pin(ready(true))
            }
        }
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let made = CreateAppSpecificTokenAuth {
            owner: Login::reported("ann@example.org"),
            password: Password::new("p w"),
            description: TokenDescription::parse("Session").unwrap(),
            end: TokenEnd::InHours(8),
            secure_only: true,
            two_factor_code: Some(Password::new("123456")),
        };
        let giving = Giving(RefCell::default());
        let token = now(call_without_token(&giving, &url, &made)).unwrap();
        assert_eq!(token.expose(), "0123456789abcdef0123456789abcdef");
        assert_eq!(
            giving.0.take(),
            [
                "language=en&userLogin=ann%40example.org&passwordConfirmation=p+w&description=Session&expireHours=8&secureOnly=1&authCode=123456"
            ]
        );
    }

    #[test]
    fn a_bulk_that_is_too_large_goes_in_parts_and_keeps_its_order() {
        assert_eq!(ask(3, 5, 9), (Ok(vec![Ok(true), Ok(false), Ok(true)]), vec![3]));
        assert_eq!(ask(5, 2, 9), (Ok(vec![Ok(true), Ok(false), Ok(true), Ok(false), Ok(true)]), vec![2, 2, 1]));
        assert_eq!(ask(2, 0, 9), (Err(Error::BulkTooLarge(0)), vec![]), "bulks are switched off");
    }

    #[test]
    fn a_part_that_is_lost_leaves_the_rest_unanswered() {
        let unanswered = Err(Error::PartialBulk { sent: 5, answered: 2 });
        let lost = vec![Ok(true), Ok(false), unanswered.clone(), unanswered.clone(), unanswered];
        assert_eq!(ask(5, 2, 1), (Ok(lost), vec![2]));
        assert_eq!(ask(5, 2, 0), (Err(Error::Unreachable(TransportError::Unreadable)), vec![]));
    }
}
