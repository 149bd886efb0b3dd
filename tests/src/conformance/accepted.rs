//! The list of differences that are accepted.

use super::Difference;
use std::fmt::Write as _;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The dialect it is about, such as `5.8`, or `all`.
    pub dialect: String,
    /// The call's label.
    pub label: String,
    /// An [`super::Aspect`], by name.
    pub aspect: String,
    /// Why the simulator may differ there.
    pub reason: String,
}

impl Accepted {
    /// Reads the list: `dialect | label | aspect | reason`, `#` begins a comment.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines
            .map(|line| match line.split('|').map(str::trim).collect::<Vec<_>>()[..] {
                [dialect, label, aspect, reason] if !reason.is_empty() => Ok(Self {
                    dialect: dialect.to_owned(),
                    label: label.to_owned(),
                    aspect: aspect.to_owned(),
                    reason: reason.to_owned(),
                }),
                _ => Err(format!("not “dialect | label | aspect | reason”: {line}")),
            })
            .collect()
    }

    fn is_about(&self, dialect: &str) -> bool {
        self.dialect == dialect || self.dialect == "all"
    }

    fn covers(&self, difference: &Difference) -> bool {
        self.label == difference.label && self.aspect == difference.aspect.as_str()
    }
}

/// Fails with a report if a difference is not in the list, or the list names one that no longer occurs.
pub fn judge(dialect: &str, found: &[Difference], accepted: &[Accepted]) -> Result<(), String> {
    let accepted: Vec<_> = accepted.iter().filter(|entry| entry.is_about(dialect)).collect();
    let mut report = String::new();
    for difference in found.iter().filter(|d| !accepted.iter().any(|entry| entry.covers(d))) {
        let Difference { label, aspect, detail } = difference;
        let _ = writeln!(report, "  {dialect} | {label} | {} | {detail}", aspect.as_str());
    }
    for entry in accepted.iter().filter(|entry| !found.iter().any(|d| entry.covers(d))) {
        let _ = writeln!(
            report,
            "  {dialect}: no longer differs, take it off the list: {} | {}",
            entry.label, entry.aspect
        );
    }
    if report.is_empty() { Ok(()) } else { Err(format!("the simulator and Matomo differ:\n{report}")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::conformance::Aspect;

    fn found(label: &str, aspect: Aspect) -> Vec<Difference> {
        vec![Difference { label: label.into(), aspect, detail: "1 instead of 2".into() }]
    }

    #[test]
    fn only_what_is_listed_passes() {
        let list = Accepted::read("# comment\n\n5.8 | a call | value | because\n").unwrap();
        assert_eq!(judge("5.8", &found("a call", Aspect::Value), &list), Ok(()));
        assert!(judge("5.8", &found("a call", Aspect::Status), &list).is_err());
        assert!(judge("5.8", &found("another", Aspect::Value), &list).is_err());
        assert!(judge("5.3", &found("a call", Aspect::Value), &list).is_err());
        assert_eq!(judge("5.3", &[], &list), Ok(()));
    }

    #[test]
    fn an_entry_that_no_longer_occurs_fails() {
        let list = Accepted::read("all | a call | value | because").unwrap();
        let report = judge("5.8", &[], &list).unwrap_err();
        assert!(report.contains("no longer differs"), "{report}");
    }

    #[test]
    fn an_entry_needs_a_reason() {
        assert!(Accepted::read("all | a call | value |").is_err());
        assert!(Accepted::read("all | a call").is_err());
    }
}
