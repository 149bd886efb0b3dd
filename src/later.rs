//! What is done a moment after it was last asked for.

use leptos::prelude::*;
use std::time::Duration;

/// One thing to do later. Asked for again, the earlier time is off; what it belongs to may be gone by then.
#[derive(Clone, Copy)]
pub struct Later {
    turn: StoredValue<u32>,
}

impl Later {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { turn: StoredValue::new(0) }
    }

    /// Does this after a pause, and nothing that was asked for before.
    pub fn after(self, pause: Duration, act: impl FnOnce() + 'static) {
        self.call_off();
        let turn = self.turn.try_get_value();
        set_timeout(
            move || {
                if turn.is_some() && self.turn.try_get_value() == turn {
                    act();
                }
            },
            pause,
        );
    }

    /// Does nothing of what was asked for.
    pub fn call_off(self) {
        self.turn.try_update_value(|turn| *turn = turn.wrapping_add(1));
    }
}
