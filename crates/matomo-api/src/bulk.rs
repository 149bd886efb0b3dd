//! Many calls as one request: `API.getBulkRequest`.
//!
//! Order is kept, an error stays in its slot and later elements still run (seen). An element
//! without a method vanishes and shifts the others, which cannot happen here.

use crate::{Answer, Error, MatomoUrl, Method, Mismatch, Params, Request, Token, client::read_answer};
use form_urlencoded::Serializer;
use serde_json::Value;

/// Calls to be sent together.
#[derive(Default)]
pub struct Bulk {
    elements: Vec<String>,
    writes: bool,
}

/// Where in the answer a call's own answer will be.
pub struct Slot<M: Method> {
    index: usize,
    method: M,
}

/// The answers of a bulk, by slot.
pub struct BulkReply {
    answers: Vec<Value>,
    sent: usize,
}

impl Bulk {
    /// The most elements that one request should hold: enough to make round trips cheap, few
    /// enough for PHP's time limit and for a useful progress bar.
    pub const SIZE: usize = 50;

    /// Adds a call and says where its answer will be.
    ///
    /// ```compile_fail
    /// # use matomo_api::{Bulk, Method, Mismatch, Params};
    /// struct Alone;
    /// impl Method for Alone {
    ///     type Response = ();
    ///     const NAME: &'static str = "Plugin.alone";
    ///     const WITHOUT_TOKEN: bool = true;
    /// #   fn params(&self, _: &mut Params) {}
    /// #   fn decode(&self, _: &serde_json::Value) -> Result<(), Mismatch> { Ok(()) }
    /// }
    /// Bulk::default().add(Alone);
    /// ```
    pub fn add<M: Method>(&mut self, method: M) -> Slot<M> {
        const { assert!(!M::WITHOUT_TOKEN, "this method is asked alone and without a token") }
        let mut params = Params::default();
        method.params(&mut params);
        let mut form = Serializer::new(String::new());
        form.append_pair("method", M::NAME);
        // The outer limit does not reach the inner lists.
        form.append_pair("filter_limit", "-1");
        params.write_to(&mut form);
        self.elements.push(form.finish());
        self.writes |= M::WRITES;
        Slot { index: self.elements.len() - 1, method }
    }

    /// How many calls it holds.
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// The request that carries all of them.
    pub fn request(&self, base: &MatomoUrl, token: &Token) -> Request {
        Request::from_parts(base, Some(token), "API.getBulkRequest", self.writes, |form| {
            for (index, element) in self.elements.iter().enumerate() {
                form.append_pair(&format!("urls[{index}]"), element);
            }
        })
    }

    /// The same calls in the same order, at most `size` in each.
    pub(crate) fn parts(&self, size: usize) -> impl Iterator<Item = Bulk> {
        self.elements.chunks(size).map(|part| Bulk { elements: part.to_vec(), writes: self.writes })
    }

    /// Reads the answer to [`Bulk::request`].
    pub fn decode(&self, answer: &Answer) -> Result<BulkReply, Error> {
        let value = read_answer(answer)?;
        match value {
            Value::Array(answers) => Ok(BulkReply { answers, sent: self.elements.len() }),
            other => Err(Error::of_mismatch(Mismatch::new("a list of answers", "bulk"), &other)),
        }
    }
}

impl BulkReply {
    /// The reply to `sent` calls of which none has been answered yet.
    pub(crate) fn nothing_yet(sent: usize) -> Self {
        Self { answers: Vec::new(), sent }
    }

    /// Adds the answers to the next part. `false` if some are missing: then nothing can follow.
    pub(crate) fn append(&mut self, part: BulkReply) -> bool {
        let whole = part.answers.len() == part.sent;
        self.answers.extend(part.answers);
        whole
    }

    /// How many answers came.
    pub fn answered(&self) -> usize {
        self.answers.len()
    }

    /// The answer to one call.
    pub fn get<M: Method>(&self, slot: &Slot<M>) -> Result<M::Response, Error> {
        let value =
            self.answers.get(slot.index).ok_or(Error::PartialBulk { sent: self.sent, answered: self.answers.len() })?;
        if let Some(error) = crate::client::error_in(200, value) {
            return Err(error);
        }
        slot.method.decode(value).map_err(|m| Error::of_mismatch(m, value))
    }
}

impl<M: Method> Slot<M> {
    /// The call that was put here.
    pub fn method(&self) -> &M {
        &self.method
    }
}
