//! From offsets in a record's text to offsets in the text that a task gave.
//!
//! The two are mostly the same; they differ where reading left characters out.

use ascribe::wire::{Record, Span};

/// For each code point of the record's text and its end, the code point of the given text.
#[derive(Debug)]
pub(crate) enum Offsets {
    Same,
    Mapped(Vec<usize>),
}

impl Offsets {
    /// For a record that was read from `given` and holds its source map.
    pub(crate) fn new(record: &Record, given: &str) -> Self {
        if record.report.text == given {
            return Self::Same;
        }
        let runs = record.report.source_map.as_deref().unwrap_or_default();
        Self::Mapped(map(runs, record.report.text.chars().count(), given))
    }

    /// A span of the record as `[start, end]` in the given text.
    pub(crate) fn of(&self, span: &Span) -> [usize; 2] {
        self.at([span.start, span.end])
    }

    /// The same for code points from the one to the other.
    pub(crate) fn at(&self, [start, end]: [usize; 2]) -> [usize; 2] {
        match self {
            Self::Same => [start, end],
            Self::Mapped(map) => {
                // The end is where the last character ends: what was left out behind it stays out.
                let last = map[end.max(1) - 1];
                [map[start], last + usize::from(start < end)]
            }
        }
    }

    /// Several spans.
    pub(crate) fn all(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans.iter().map(|span| self.of(span)).collect()
    }
}

/// `runs` are `[text_start, text_end, source_start, source_end]`: code points and bytes.
fn map(runs: &[[usize; 4]], length: usize, given: &str) -> Vec<usize> {
    let mut map = vec![0; length + 1];
    for &[text_start, text_end, source_start, source_end] in runs {
        let source = given.get(source_start..source_end).unwrap_or_default();
        let before = given
            .get(..source_start)
            .unwrap_or_default()
            .chars()
            .count();
        let verbatim = source.chars().count() == text_end - text_start;
        for (step, target) in map[text_start..text_end].iter_mut().enumerate() {
            *target = before + if verbatim { step } else { 0 };
        }
    }
    map[length] = given.chars().count();
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_counted() {
        // "aé\0b": the NUL was left out.
        let map = map(&[[0, 2, 0, 3], [2, 3, 4, 5]], 3, "a\u{e9}\0b");
        assert_eq!(map, [0, 1, 3, 4]);
        let span = |start, end| Span {
            start,
            end,
            text: String::new(),
        };
        assert_eq!(
            Offsets::Mapped(map).all(&[span(0, 2), span(2, 3)]),
            [[0, 2], [3, 4]]
        );
    }
}
