//! The demo: a Matomo inside the page, reached through the same seam as a real one. It is a module
//! of its own (`crates/demo`), fetched when somebody tries it.

use crate::browser::{clock, module::Module};
use js_sys::Uint8Array;
use matomo_api::{Answer, LocalFuture, MatomoUrl, Request, Token, Transport, TransportError};
use std::{rc::Rc, time::Duration};
use wasm_bindgen::JsValue;

/// Where the demo says that it is. Reserved for examples, so that nothing real is named; nothing
/// is ever sent there.
const ADDRESS: &str = "https://analytics.example.org/";

/// The same as a value.
pub fn address() -> MatomoUrl {
    MatomoUrl::parse(ADDRESS).expect("the demo's address is one").0
}

/// A made-up company, as it is on the first day. Changes live as long as the page.
pub struct Demo {
    /// Its address.
    pub url: MatomoUrl,
    /// Its super user's token; opens nothing but this demo.
    pub token: Token,
    /// The way to it.
    pub transport: Rc<dyn Transport>,
}

impl Demo {
    /// Opens a fresh one. `None` if its module could not be loaded.
    pub async fn open() -> Option<Self> {
        let module = Module::load("demo").await?;
        let len = module.call("open", &[clock::now_ms() as f64])?;
        let token = String::from_utf8(output(&module, len)?).ok()?;
        let (token, _) = Token::parse(&token)?;
        Some(Self { url: address(), token, transport: Rc::new(InPage(module)) })
    }
}

struct InPage(Module);

impl InPage {
    fn answer(&self, request: &Request) -> Option<(u16, Vec<u8>, u32)> {
        let module = &self.0;
        let target = request.url.strip_prefix(ADDRESS.trim_end_matches('/')).unwrap_or(&request.url);
        let len = target.len() + request.body.len();
        let at = module.call("input", &[f64::from(len as u32)])?;
        let input = Uint8Array::new_with_byte_offset_and_length(&module.memory()?, at, len as u32);
        input.subarray(0, target.len() as u32).copy_from(target.as_bytes());
        input.subarray(target.len() as u32, len as u32).copy_from(request.body.as_bytes());
        let len = module.call("handle", &[f64::from(target.len() as u32), clock::now_ms() as f64])?;
        let body = output(module, len)?;
        let status = u16::try_from(module.call("status", &[])?).ok().filter(|status| *status > 0)?;
        Some((status, body, module.call("delay_ms", &[])?))
    }
}

fn output(module: &Module, len: u32) -> Option<Vec<u8>> {
    let at = module.call("output", &[])?;
    let memory: JsValue = module.memory()?;
    Some(Uint8Array::new_with_byte_offset_and_length(&memory, at, len).to_vec())
}

impl Transport for InPage {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        Box::pin(async move {
            let (status, body, delay) = self.answer(request).ok_or(TransportError::Unreadable)?;
            clock::sleep(Duration::from_millis(u64::from(delay))).await;
            Ok(Answer { status, body })
        })
    }

    fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(std::future::ready(true))
    }
}
