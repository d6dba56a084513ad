//! Why a finding was made, or was not.

use ascribe_text::{Span, Text};

use crate::RuleName;

/// What the rules did, in the order in which they did it. Filled only when asked for.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// One entry for each rule that fired or almost did.
    pub steps: Vec<Step>,
}

/// One rule at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which rule.
    pub rule: RuleName,
    /// Where it looked.
    pub span: Span<Text>,
    /// Whether it made its finding.
    pub fired: bool,
    /// What it found, or what it missed.
    pub message: String,
}
