//! A word to the other tabs of this console.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "lanyard-ledger";

/// Tells the other tabs.
pub fn tell(word: &str) {
    // Where there is no such channel, other tabs look when they are written to.
    if let Ok(channel) = BroadcastChannel::new(NAME) {
        let _ = channel.post_message(&word.into());
        channel.close();
    }
}

/// Hears what other tabs tell, as long as the page lives.
pub fn hear(mut act: impl FnMut(String) + 'static) {
    let Ok(channel) = BroadcastChannel::new(NAME) else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(word) = event.data().as_string() {
            act(word);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // Both live as long as the page.
    heard.forget();
    std::mem::forget(channel);
}
