//! Offsets and half-open ranges, each in one named text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// A text that offsets can point into.
pub trait Space: 'static {
    /// The word used in debug output.
    const NAME: &'static str;
}

/// The UTF-8 bytes of a report's text (`report.text`).
pub enum Text {}

/// The Unicode code points of a report's text; what the JSON record counts in.
pub enum Chars {}

/// The bytes of a report as they were received.
pub enum Source {}

impl Space for Text {
    const NAME: &'static str = "text";
}

impl Space for Chars {
    const NAME: &'static str = "chars";
}

impl Space for Source {
    const NAME: &'static str = "source";
}

/// A position in the text `S`, counted from its start in that text's units.
///
/// Texts over 4 GiB cannot be addressed; readers refuse them.
pub struct Offset<S> {
    value: u32,
    space: PhantomData<fn() -> S>,
}

/// A half-open range `start..end` of the text `S`. Invariant: `start <= end`.
pub struct Span<S> {
    start: Offset<S>,
    end: Offset<S>,
}

impl<S: Space> Offset<S> {
    /// The offset `value` units into the text.
    ///
    /// # Panics
    /// If `value` does not fit 32 bits: no text that long is ever read.
    #[must_use]
    pub fn new(value: usize) -> Self {
        let value = u32::try_from(value).expect("texts over 4 GiB are refused on reading");
        Self {
            value,
            space: PhantomData,
        }
    }

    /// The number of units before this position.
    #[must_use]
    pub const fn get(self) -> usize {
        self.value as usize
    }
}

impl<S: Space> Span<S> {
    /// The range from `start` to `end`.
    ///
    /// # Panics
    /// If `end` lies before `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(
            start <= end,
            "a span ends at {end}, before its start {start}"
        );
        Self {
            start: Offset::new(start),
            end: Offset::new(end),
        }
    }

    /// Where the range begins.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start.get()
    }

    /// Where the range ends: the first unit after it.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end.get()
    }

    /// The number of units covered.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether no unit is covered.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start() == self.end()
    }

    /// The range as the standard library writes it.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether every unit of `inner` is covered.
    #[must_use]
    pub const fn contains(self, inner: Self) -> bool {
        self.start() <= inner.start() && inner.end() <= self.end()
    }

    /// Whether the unit at `offset` is covered.
    #[must_use]
    pub const fn covers(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether the two ranges share a unit.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start() < other.end() && other.start() < self.end()
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.start().min(other.start()), self.end().max(other.end()))
    }

    /// The range `by` units further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start() + by, self.end() + by)
    }
}

impl Span<Text> {
    /// The covered part of `text`.
    ///
    /// # Panics
    /// If the span was not made for this text: out of bounds, or inside a code point.
    ///
    /// ```
    /// use ascribe_text::{Span, Text};
    /// assert_eq!(Span::<Text>::new(4, 9).slice("the blast"), "blast");
    /// ```
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The same range without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let part = self.slice(text);
        let start = self.start() + (part.len() - part.trim_start().len());
        let end = (self.end() - (part.len() - part.trim_end().len())).max(start);
        Self::new(start, end)
    }
}

// Derives would ask the same of `S`, which is only a name.
impl<S> Clone for Offset<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Offset<S> {}
impl<S> PartialEq for Offset<S> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
impl<S> Eq for Offset<S> {}
impl<S> PartialOrd for Offset<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Offset<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}
impl<S> Hash for Offset<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}
impl<S: Space> fmt::Debug for Offset<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", S::NAME, self.value)
    }
}

impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
/// By start, then by end.
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<S> Hash for Span<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.start.hash(state);
        self.end.hash(state);
    }
}
impl<S: Space> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}..{}", S::NAME, self.start.value, self.end.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_keeps_the_words() {
        let text = "said:  a blast \n";
        assert_eq!(
            Span::new(5, text.len()).trimmed(text).slice(text),
            "a blast"
        );
        assert!(Span::new(5, 7).trimmed(text).is_empty());
    }

    #[test]
    fn overlap_is_about_shared_units() {
        let (left, right) = (Span::<Text>::new(0, 4), Span::new(4, 6));
        assert!(!left.overlaps(right));
        assert!(left.hull(right).contains(right));
        assert!(left.covers(3) && !left.covers(4));
    }

    #[test]
    #[should_panic(expected = "before its start")]
    fn a_span_never_runs_backwards() {
        let _ = Span::<Source>::new(3, 2);
    }
}
