//! From UTF-8 bytes to code points and back.

use crate::{Chars, Span, Text};

/// Bytes between two marks of the index: a look-up counts at most this many.
const STRIDE: usize = 64;

/// Converts between UTF-8 byte offsets and code point offsets of one text.
///
/// ```
/// use ascribe_text::{CharMap, Span};
/// let text = "« Ça » said";
/// let map = CharMap::new(text);
/// let byte = Span::new(text.find("said").unwrap(), text.len());
/// let chars = map.to_chars(byte);
/// assert_eq!((chars.start(), chars.end()), (7, 11));
/// assert_eq!(map.to_text(chars), Some(byte));
/// ```
#[derive(Debug, Clone)]
pub struct CharMap<'t> {
    text: &'t str,
    /// Code points before every `STRIDE`-th byte.
    marks: Vec<u32>,
}

impl<'t> CharMap<'t> {
    /// Indexes `text`; takes time in its length, and a sixteenth of its size.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at.is_multiple_of(STRIDE) {
                marks.push(count);
            }
            count += u32::from(starts_char(byte));
        }
        marks.push(count);
        Self { text, marks }
    }

    /// The same range counted in code points.
    #[must_use]
    pub fn to_chars(&self, span: Span<Text>) -> Span<Chars> {
        Span::new(
            self.chars_before(span.start()),
            self.chars_before(span.end()),
        )
    }

    /// The same range counted in bytes, or `None` where it reaches past the text.
    #[must_use]
    pub fn to_text(&self, span: Span<Chars>) -> Option<Span<Text>> {
        Some(Span::new(
            self.byte_of(span.start())?,
            self.byte_of(span.end())?,
        ))
    }

    fn chars_before(&self, byte: usize) -> usize {
        let mark = byte / STRIDE;
        let from = mark * STRIDE;
        let rest = &self.text.as_bytes()[from.min(byte)..byte];
        self.marks[mark.min(self.marks.len() - 1)] as usize
            + rest.iter().filter(|&&byte| starts_char(byte)).count()
    }

    fn byte_of(&self, chars: usize) -> Option<usize> {
        let mark = self
            .marks
            .partition_point(|&before| before as usize <= chars)
            .checked_sub(1)?;
        let from = (mark * STRIDE).min(self.text.len());
        let mut before = self.chars_before(from);
        for (at, byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if starts_char(*byte) {
                if before == chars {
                    return Some(from + at);
                }
                before += 1;
            }
        }
        (before == chars).then_some(self.text.len())
    }
}

/// Whether a UTF-8 byte begins a code point.
const fn starts_char(byte: u8) -> bool {
    (byte as i8) >= -0x40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_round_trips() {
        let text = "a«é—😀".repeat(40) + "end";
        let map = CharMap::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            let span = Span::new(byte, text.len());
            assert_eq!(map.to_chars(span).start(), chars);
            assert_eq!(map.to_text(map.to_chars(span)), Some(span));
        }
    }

    #[test]
    fn past_the_end_is_nowhere() {
        let map = CharMap::new("abc");
        assert_eq!(map.to_text(Span::new(0, 4)), None);
        assert_eq!(
            CharMap::new("").to_text(Span::new(0, 0)),
            Some(Span::new(0, 0))
        );
    }
}
