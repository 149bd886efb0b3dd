//! Why a journey did not go on.

use fantoccini::error::{CmdError, ErrorStatus, NewSessionError};

/// Why a journey did not go on, as a sentence.
#[derive(Clone, PartialEq, Eq)]
pub struct Trouble {
    sentence: String,
    fleeting: bool,
}

impl Trouble {
    /// Something that was expected and is not so.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), fleeting: false }
    }

    /// The same, where looking again in a moment may help: the page is still on its way.
    pub fn not_yet(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), fleeting: true }
    }

    /// Whether looking again in a moment may help.
    pub fn is_fleeting(&self) -> bool {
        self.fleeting
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)
    }
}

// What a failing test prints.
impl std::fmt::Debug for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Trouble {}

impl From<CmdError> for Trouble {
    fn from(error: CmdError) -> Self {
        // What happens to an element that the page replaces or covers while one reaches for it.
        let fleeting = error.is_stale_element_reference()
            || error.is_no_such_element()
            || matches!(&error, CmdError::Standard(said) if said.error == ErrorStatus::ElementClickIntercepted)
            || error.is_element_not_interactable();
        Self { sentence: format!("the browser says: {error}"), fleeting }
    }
}

impl From<NewSessionError> for Trouble {
    fn from(error: NewSessionError) -> Self {
        Self::new(format!("the browser did not start: {error}"))
    }
}

impl From<xtask::Failure> for Trouble {
    fn from(failure: xtask::Failure) -> Self {
        Self::new(failure.to_string())
    }
}

impl From<matomo_api::Error> for Trouble {
    fn from(error: matomo_api::Error) -> Self {
        Self::new(format!("asked natively, Matomo says: {error}"))
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}
