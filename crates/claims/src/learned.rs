//! What learned readers found in a text, beside what the rules find.

use ascribe_model::{Said, Told};

/// The findings of learned readers; `None` where none of that kind read the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Learned<'a> {
    /// Who says what.
    pub said: Option<&'a [Said]>,
    /// What happened.
    pub told: Option<&'a Told>,
}
