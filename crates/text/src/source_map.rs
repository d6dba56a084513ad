//! From a report's text back to the bytes it was read from.

use crate::{Source, Span, Text};

/// Where each stretch of a text came from in its source.
///
/// The text is a sequence of runs. A *verbatim* run holds the very bytes of the source; any other
/// run was decoded from a stretch of it (an entity such as `&amp;`, another encoding), and maps as
/// a whole. What no run covers was added by the reader and maps to nothing.
///
/// ```
/// use ascribe_text::{SourceMap, Span};
/// let mut map = SourceMap::builder();
/// map.verbatim(Span::new(0, 5), 3);                    // "<b>Smith"
/// map.decoded(Span::new(5, 6), Span::new(8, 13));       // "&amp;" became "&"
/// let map = map.build();
/// assert_eq!(map.to_source(Span::new(1, 3)), Some(Span::new(4, 6)));
/// assert_eq!(map.to_source(Span::new(4, 6)), Some(Span::new(7, 13)));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// In order of both sides, without overlap.
    runs: Vec<Run>,
}

/// Collects the runs of a [`SourceMap`] in the order of the text.
#[derive(Debug, Default)]
pub struct SourceMapBuilder {
    map: SourceMap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    text: Span<Text>,
    source: Span<Source>,
    verbatim: bool,
}

impl SourceMap {
    /// A map without runs, to be filled from left to right.
    #[must_use]
    pub fn builder() -> SourceMapBuilder {
        SourceMapBuilder::default()
    }

    /// The source bytes that `span` was read from, or `None` where an end of it was not read
    /// from the source at all.
    #[must_use]
    pub fn to_source(&self, span: Span<Text>) -> Option<Span<Source>> {
        if span.is_empty() {
            let run = self
                .run_at(span.start())
                .or_else(|| self.run_at(span.start().checked_sub(1)?))?;
            let at = run.source_start(span.start());
            return Some(Span::new(at, at));
        }
        let first = self.run_at(span.start())?;
        let last = self.run_at(span.end() - 1)?;
        Some(Span::new(
            first.source_start(span.start()),
            last.source_end(span.end()),
        ))
    }

    /// The runs as (text, source, whether the bytes are the same), in order.
    pub fn runs(&self) -> impl Iterator<Item = (Span<Text>, Span<Source>, bool)> + '_ {
        self.runs
            .iter()
            .map(|run| (run.text, run.source, run.verbatim))
    }

    fn run_at(&self, offset: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.text.start() <= offset);
        let run = self.runs[..after].last()?;
        (run.text.covers(offset) || run.text.end() == offset && run.text.is_empty()).then_some(*run)
    }
}

impl SourceMapBuilder {
    /// The bytes of `text` stand unchanged in the source from byte `source` on.
    pub fn verbatim(&mut self, text: Span<Text>, source: usize) {
        let source = Span::new(source, source + text.len());
        if let Some(last) = self.map.runs.last_mut()
            && last.verbatim
            && last.text.end() == text.start()
            && last.source.end() == source.start()
        {
            last.text = last.text.hull(text);
            last.source = last.source.hull(source);
            return;
        }
        self.push(Run {
            text,
            source,
            verbatim: true,
        });
    }

    /// The bytes of `text` were decoded from `source`.
    pub fn decoded(&mut self, text: Span<Text>, source: Span<Source>) {
        self.push(Run {
            text,
            source,
            verbatim: false,
        });
    }

    /// The finished map.
    #[must_use]
    pub fn build(self) -> SourceMap {
        self.map
    }

    fn push(&mut self, run: Run) {
        let ordered = self.map.runs.last().is_none_or(|last| {
            last.text.end() <= run.text.start() && last.source.end() <= run.source.start()
        });
        assert!(ordered, "runs of a source map come in order");
        if !run.text.is_empty() {
            self.map.runs.push(run);
        }
    }
}

impl Run {
    fn source_start(&self, text: usize) -> usize {
        if self.verbatim {
            self.source.start() + (text - self.text.start())
        } else {
            self.source.start()
        }
    }

    fn source_end(&self, text: usize) -> usize {
        if self.verbatim {
            self.source.start() + (text - self.text.start())
        } else {
            self.source.end()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_runs_join() {
        let mut map = SourceMap::builder();
        map.verbatim(Span::new(0, 2), 10);
        map.verbatim(Span::new(2, 4), 12);
        assert_eq!(map.build().runs().count(), 1);
    }

    #[test]
    fn what_was_added_maps_to_nothing() {
        let mut map = SourceMap::builder();
        map.verbatim(Span::new(0, 2), 0);
        map.verbatim(Span::new(3, 5), 2);
        let map = map.build();
        assert_eq!(map.to_source(Span::new(2, 3)), None);
        assert_eq!(map.to_source(Span::new(0, 5)), Some(Span::new(0, 4)));
    }
}
