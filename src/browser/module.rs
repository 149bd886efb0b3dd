//! WebAssembly modules beside the console's own, loaded when they are needed.

use gloo_net::http::Request;
use js_sys::{Function, Object, Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A module that imports nothing.
pub struct Module {
    exports: Object,
}

impl Module {
    /// Loads the module that the page names in a `<link>` with this id; the build puts its final
    /// name and its digest there. `None` if it does not come, or is not what it should be.
    pub async fn load(id: &str) -> Option<Self> {
        let link = leptos::prelude::document().get_element_by_id(id)?;
        let request = Request::get(&link.get_attribute("href")?);
        let request = request.integrity(&link.get_attribute("integrity").unwrap_or_default());
        let bytes = request.send().await.ok().filter(|r| r.ok())?.binary().await.ok()?;
        let made = JsFuture::from(WebAssembly::instantiate_buffer(&bytes, &Object::new())).await.ok()?;
        let instance = Reflect::get(&made, &JsValue::from_str("instance")).ok()?;
        let exports = instance.dyn_into::<WebAssembly::Instance>().ok()?.exports();
        Some(Self { exports })
    }

    /// Calls an exported function.
    pub fn call(&self, name: &str, numbers: &[f64]) -> Option<u32> {
        let function: Function = self.export(name)?.dyn_into().ok()?;
        let numbers = numbers.iter().copied().map(JsValue::from_f64).collect();
        function.apply(&JsValue::UNDEFINED, &numbers).ok()?.as_f64().map(|number| number as u32)
    }

    /// Its memory as it is now: it may be another one after any call.
    pub fn memory(&self) -> Option<JsValue> {
        Some(self.export("memory")?.dyn_into::<WebAssembly::Memory>().ok()?.buffer())
    }

    fn export(&self, name: &str) -> Option<JsValue> {
        Reflect::get(&self.exports, &JsValue::from_str(name)).ok()
    }
}
