//! From a report's text back to the bytes it was read from.

use crate::{Source, Span, Text};

/// Where each stretch of a text came from in its source.
///
/// The text is a sequence of runs, in the order of the text; a reader that puts the title first may
/// take them from the source in another order. A *verbatim* run holds the very bytes of the source; any other
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
    /// In the order of the text, without overlap there.
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
    /// from the source at all, or where its end stands before its start there.
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
        let start = first.source_start(span.start());
        let end = last.source_end(span.end());
        (start <= end).then(|| Span::new(start, end))
    }

    /// The map from this map's text to the source of `outer`, where this map's source is the text
    /// of `outer`: from a page to the bytes of the file that the page was wrapped in.
    ///
    /// ```
    /// use ascribe_text::{SourceMap, Span};
    /// let (mut inner, mut outer) = (SourceMap::builder(), SourceMap::builder());
    /// inner.verbatim(Span::new(0, 3), 4);
    /// outer.verbatim(Span::new(0, 9), 100);
    /// let map = inner.build().through(&outer.build());
    /// assert_eq!(map.to_source(Span::new(0, 3)), Some(Span::new(104, 107)));
    /// ```
    #[must_use]
    pub fn through(&self, outer: &Self) -> Self {
        let mut map = Self::builder();
        for run in &self.runs {
            if run.verbatim {
                outer.verbatim_through(*run, &mut map);
            } else if let Some(source) =
                outer.to_source(Span::new(run.source.start(), run.source.end()))
            {
                map.decoded(run.text, source);
            }
        }
        map.build()
    }

    /// The same map into a source in which `by` bytes stand in front.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        for run in &mut self.runs {
            run.source = run.source.shifted(by);
        }
        self
    }

    /// The map of the text's first `length` bytes.
    #[must_use]
    pub fn cut(mut self, length: usize) -> Self {
        self.runs.retain(|run| run.text.start() < length);
        if let Some(last) = self.runs.last_mut()
            && length < last.text.end()
        {
            let source_end = last.source_end(length);
            last.text = Span::new(last.text.start(), length);
            last.source = Span::new(last.source.start(), source_end);
        }
        self
    }

    /// The stretches of the first `length` bytes of the text that no run covers.
    pub fn gaps(&self, length: usize) -> impl Iterator<Item = Span<Text>> + '_ {
        let starts = self.runs.iter().map(|run| run.text.start());
        let ends = self.runs.iter().map(|run| run.text.end());
        std::iter::once(0)
            .chain(ends)
            .zip(starts.chain([length]))
            .filter(|(end, start)| end < start)
            .map(|(end, start)| Span::new(end, start))
    }

    /// Hands the stretches of `run`, whose source is this map's text, on to the source.
    fn verbatim_through(&self, run: Run, map: &mut SourceMapBuilder) {
        let (from, to) = (run.source.start(), run.source.end());
        let first = self.runs.partition_point(|own| own.text.end() <= from);
        for own in self.runs[first..]
            .iter()
            .take_while(|own| own.text.start() < to)
        {
            let (start, end) = (own.text.start().max(from), own.text.end().min(to));
            let text = Span::new(
                run.text.start() + (start - from),
                run.text.start() + (end - from),
            );
            if own.verbatim {
                map.verbatim(text, own.source_start(start));
            } else {
                map.decoded(text, own.source);
            }
        }
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

    /// All of `map`, whose text stands from byte `at` of this one on.
    pub fn append(&mut self, map: &SourceMap, at: usize) {
        for run in &map.runs {
            let text = run.text.shifted(at);
            if run.verbatim {
                self.verbatim(text, run.source.start());
            } else {
                self.decoded(text, run.source);
            }
        }
    }

    /// The finished map.
    #[must_use]
    pub fn build(self) -> SourceMap {
        self.map
    }

    fn push(&mut self, run: Run) {
        let last = self.map.runs.last();
        let ordered = last.is_none_or(|last| last.text.end() <= run.text.start());
        assert!(ordered, "runs of a source map come in the order of the text");
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
        let gaps: Vec<_> = map.gaps(6).collect();
        assert_eq!(gaps, [Span::new(2, 3), Span::new(5, 6)]);
    }

    #[test]
    fn a_page_in_a_wrapping() {
        // "a<b" was written as a\u003cb in a file, and the page is its first two characters.
        let mut outer = SourceMap::builder();
        outer.verbatim(Span::new(0, 1), 10);
        outer.decoded(Span::new(1, 2), Span::new(11, 17));
        outer.verbatim(Span::new(2, 3), 17);
        let mut inner = SourceMap::builder();
        inner.verbatim(Span::new(0, 3), 0);
        let map = inner.build().through(&outer.build()).cut(2);
        let runs: Vec<_> = map.runs().collect();
        assert_eq!(
            runs,
            [
                (Span::new(0, 1), Span::new(10, 11), true),
                (Span::new(1, 2), Span::new(11, 17), false)
            ]
        );
    }

    #[test]
    fn a_title_that_stood_at_the_end() {
        let mut map = SourceMap::builder();
        map.verbatim(Span::new(0, 5), 50);
        map.verbatim(Span::new(7, 12), 10);
        let map = map.build();
        assert_eq!(map.to_source(Span::new(7, 9)), Some(Span::new(10, 12)));
        assert_eq!(map.to_source(Span::new(0, 9)), None);
    }
}
