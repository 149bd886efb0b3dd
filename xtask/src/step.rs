//! One line per step of work, with its time.

use std::io::Write;
use std::time::{Duration, Instant};

/// A step that has been announced and not finished.
pub struct Step {
    start: Instant,
}

impl Step {
    /// Announces the step by its name; the line is completed by [`Step::done`].
    pub fn begin(name: &str) -> Self {
        print!("{name} … ");
        flush();
        Self { start: Instant::now() }
    }

    /// Says what takes so long.
    pub fn note(&mut self, what: &str) {
        print!("{what} … ");
        flush();
    }

    /// Ends the line with the outcome and the time.
    pub fn done(self, outcome: &str) {
        println!("{outcome}, {}", seconds(self.start.elapsed()));
    }

    /// Ends the line of a step that did not work out but does not end the command.
    pub fn missing(self, consequence: &str) {
        println!("missing: {consequence}");
    }
}

/// A time for a person: `0.4 s`, `83 s`.
pub fn seconds(time: Duration) -> String {
    let s = time.as_secs_f64();
    if s < 60.0 { format!("{s:.1} s") } else { format!("{s:.0} s") }
}

fn flush() {
    // A closed terminal is no reason to stop working.
    let _ = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_to_read() {
        assert_eq!(seconds(Duration::from_millis(42)), "0.0 s");
        assert_eq!(seconds(Duration::from_millis(9_960)), "10.0 s");
        assert_eq!(seconds(Duration::from_millis(83_400)), "83 s");
    }
}
