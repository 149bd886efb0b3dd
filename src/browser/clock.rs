//! What time it is.

use access::Seconds;
use onboarding::{Language, dates};
use std::time::Duration;

/// Unix time in milliseconds.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Unix time.
pub fn now() -> Seconds {
    now_ms().div_euclid(1000)
}

/// Waits.
pub async fn sleep(duration: Duration) {
    gloo_timers::future::sleep(duration).await;
}

/// How long something takes. Does not jump when the clock is set.
#[derive(Clone, Copy)]
pub struct Stopwatch(f64);

impl Stopwatch {
    /// Starts to measure.
    pub fn start() -> Self {
        Self(performance_now())
    }

    /// Milliseconds since the start.
    pub fn ms(self) -> u32 {
        (performance_now() - self.0).round().max(0.0) as u32
    }
}

fn performance_now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or_else(js_sys::Date::now, |p| p.now())
}

/// What the person's clock adds to UTC at a time, in minutes.
pub fn offset_minutes(at: Seconds) -> i16 {
    -js_sys::Date::new(&(at as f64 * 1000.0).into()).get_timezone_offset() as i16
}

/// The time of day as the person's own clock shows it, `14:47`.
pub fn time_of_day(at: Seconds) -> String {
    let date = js_sys::Date::new(&(at as f64 * 1000.0).into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The day and the time of day as the person's own clock shows them, `22 Nov 2026 14:47`.
pub fn date_and_time(at: Seconds) -> String {
    let behind_utc = js_sys::Date::new(&(at as f64 * 1000.0).into()).get_timezone_offset() * 60.0;
    let day = dates::of_seconds(at - behind_utc as Seconds);
    format!("{} {}", dates::long(day, Language::En), time_of_day(at))
}
