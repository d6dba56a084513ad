//! What stands out on the page, and how.

use anstyle::{AnsiColor, Style as Ansi};

/// How the page may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Letters only.
    Plain,
    /// With the terminal's colours.
    Colour,
}

/// What a stretch of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// The report's title and the names of sections.
    Heading,
    /// What sort of finding it is.
    Label,
    /// What was found.
    Fact,
    /// On whose word, or what else belongs to it.
    Chain,
    /// The report's words.
    Quote,
    /// Where they stand.
    Place,
}

impl Style {
    /// `text` in that ink. The text must not be wrapped any more.
    pub(crate) fn paint(self, ink: Ink, text: &str) -> String {
        let style = ink.style();
        if self == Self::Plain || text.is_empty() || style == Ansi::new() {
            return text.to_owned();
        }
        format!("{style}{text}{style:#}")
    }
}

impl Ink {
    fn style(self) -> Ansi {
        match self {
            Self::Heading => Ansi::new().bold(),
            Self::Label => AnsiColor::Cyan.on_default(),
            Self::Fact => Ansi::new().bold(),
            Self::Chain => AnsiColor::Green.on_default(),
            Self::Quote => Ansi::new(),
            Self::Place => Ansi::new().dimmed(),
        }
    }
}
