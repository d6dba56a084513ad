//! The readers of attributions that a user can choose from.

use std::fmt;

use ascribe_model::Named;

/// Which reader finds the attributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReaderKind {
    /// The rules of `data/patterns/attribution/` alone; no learned model.
    Rules,
    /// A small network over the analysis that is made anyway.
    #[default]
    Fast,
    /// A pretrained encoder, trained on.
    Accurate,
}

impl Named for ReaderKind {
    const ALL: &'static [Self] = &[Self::Rules, Self::Fast, Self::Accurate];

    fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Fast => "fast",
            Self::Accurate => "accurate",
        }
    }
}

impl fmt::Display for ReaderKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl std::str::FromStr for ReaderKind {
    type Err = String;

    /// # Errors
    /// If there is no such reader; names those that there are.
    fn from_str(name: &str) -> Result<Self, String> {
        Self::from_name(name).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|kind| kind.name()).collect();
            format!("there is no such reader; there are {}", known.join(", "))
        })
    }
}

impl ReaderKind {
    /// What it is, in one line.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Rules => "rules over the sentence's tree alone, no learned model",
            Self::Fast => "a small network over the analysis",
            Self::Accurate => "a pretrained encoder, slower",
        }
    }
}
