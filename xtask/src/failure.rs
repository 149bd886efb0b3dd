//! One kind of failure: a sentence that says what went wrong and what to do.

use std::fmt::{self, Display};

/// What ends a command: a sentence for the person who ran it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

/// Result of everything that can end a command.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure that is told to the person in these words.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Turns a technical error into a [`Failure`] by saying what was attempted.
pub trait Explain<T> {
    /// `attempt` completes the sentence "could not …".
    ///
    /// # Errors
    /// The failure that was explained.
    fn explain(self, attempt: impl Display) -> Result<T>;
}

impl<T, E: Display> Explain<T> for std::result::Result<T, E> {
    fn explain(self, attempt: impl Display) -> Result<T> {
        self.map_err(|error| Failure::new(format!("could not {attempt}: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_attempted() {
        let error: std::result::Result<(), _> = Err("no space left");
        assert_eq!(
            error.explain("write the page").map_err(|f| f.to_string()),
            Err("could not write the page: no space left".to_owned())
        );
    }
}
