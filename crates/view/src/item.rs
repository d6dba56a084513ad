//! One finding as it is shown: the same in the terminal and on the page.

use std::ops::Range;

/// One finding, put into words.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Its id in the record; empty for what has none.
    pub(crate) id: String,
    /// What sort of finding it is.
    pub(crate) label: String,
    /// What was found.
    pub(crate) fact: String,
    /// On whose word.
    pub(crate) voice: Option<Voice>,
    /// What else belongs to it; a line each.
    pub(crate) lines: Vec<String>,
    /// The words, and the line of the report where they stand.
    pub(crate) quotes: Vec<(String, usize)>,
    /// All code points of the report that it stands on.
    pub(crate) spans: Vec<Range<usize>>,
}

/// Who says it according to whom, and how.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    /// The holders, outermost first.
    pub(crate) chain: Vec<String>,
    /// When it was said, and how sure the holder is; empty where nothing is said of that.
    pub(crate) manner: String,
}

impl Voice {
    /// On one line: "report > police · Monday · probably".
    pub(crate) fn line(&self) -> String {
        let chain = self.chain.join(" > ");
        if self.manner.is_empty() {
            chain
        } else {
            format!("{chain} · {}", self.manner)
        }
    }
}

impl Item {
    /// Whether it takes one line.
    pub(crate) fn is_short(&self) -> bool {
        let fact = usize::from(!self.fact.is_empty());
        let voice = usize::from(self.voice.is_some());
        fact + voice + self.lines.len() + self.quotes.len() <= 1
    }
}
