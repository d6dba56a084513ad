//! From bytes to characters, keeping track of which bytes each came from.
//!
//! A byte order mark decides; otherwise valid UTF-8 is UTF-8, and what is not is windows-1252, as
//! browsers take it, unless it has more well-formed than broken sequences. Control characters are
//! left out. Languages are not looked at.

use ascribe_model::Note;
use ascribe_text::{SourceMap, SourceMapBuilder, Span};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::page::note;

/// Longer pages are cut here: no report is, and memory is bounded.
const MOST_BYTES: usize = 1 << 26;

/// A decoded text.
#[derive(Debug, Clone)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) map: SourceMap,
    pub(crate) encoding: &'static str,
    pub(crate) notes: Vec<Note>,
}

impl Decoded {
    /// Both texts, with a blank line between them.
    pub(crate) fn followed_by(self, other: Self) -> Self {
        let mut sink = Sink {
            text: self.text,
            ..Sink::default()
        };
        sink.map.append(&self.map, 0);
        sink.added("\n\n");
        sink.map.append(&other.map, sink.text.len());
        sink.added(&other.text);
        let mut joined = sink.finish(self.encoding);
        joined.notes = self.notes;
        joined.notes.extend(other.notes);
        joined
    }
}

/// Decodes `bytes`, whatever they are.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    decode_as(bytes, None)
}

/// Decodes `bytes` from the encoding that they are said to have, unless a byte order mark knows
/// better, or they are said to be UTF-8 or ASCII and are not.
pub(crate) fn decode_as(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let kept = &bytes[..bytes.len().min(MOST_BYTES)];
    let declared = declared.filter(|&declared| declared != UTF_8 && declared != WINDOWS_1252);
    let (encoding, mark) =
        Encoding::for_bom(kept).unwrap_or_else(|| (declared.unwrap_or_else(|| guess(kept)), 0));
    let mut sink = Sink::default();
    if encoding == UTF_8 {
        sink.utf8(kept, mark);
    } else {
        sink.other(kept, mark, encoding);
    }
    let mut decoded = sink.finish(label(encoding));
    if encoding == WINDOWS_1252 {
        let guessed = note("encoding-guessed", "not valid UTF-8; read as windows-1252");
        decoded.notes.insert(0, guessed);
    }
    if kept.len() < bytes.len() {
        let message = format!("only the first {MOST_BYTES} bytes were read");
        decoded.notes.push(note("too-long", message));
    }
    decoded
}

/// Whether the bytes begin with a byte order mark.
pub(crate) fn has_mark(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some()
}

/// UTF-8 where most of what is not ASCII is well-formed, windows-1252 otherwise.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk
            .valid()
            .chars()
            .filter(|character| !character.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if broken == 0 || sound > broken {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

/// The encoding's label in small letters, as most files write it.
fn label(encoding: &'static Encoding) -> &'static str {
    match encoding {
        encoding if encoding == UTF_8 => "utf-8",
        encoding if encoding == UTF_16LE => "utf-16le",
        encoding if encoding == UTF_16BE => "utf-16be",
        other => other.name(),
    }
}

/// Collects text and map, leaving out control characters.
#[derive(Default)]
pub(crate) struct Sink {
    text: String,
    map: SourceMapBuilder,
    /// Sequences that stand for no character.
    invalid: usize,
    /// Control characters left out.
    controls: usize,
}

impl Sink {
    fn utf8(&mut self, bytes: &[u8], mark: usize) {
        let mut at = mark;
        for chunk in bytes[mark..].utf8_chunks() {
            self.verbatim(chunk.valid(), at);
            at += chunk.valid().len();
            let end = at + chunk.invalid().len();
            if at < end {
                self.invalid(at, end);
            }
            at = end;
        }
    }

    /// Any other encoding, a byte at a time, so that each character is known by its bytes.
    fn other(&mut self, bytes: &[u8], mark: usize, encoding: &'static Encoding) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut begun = mark;
        for at in mark..bytes.len() {
            // Enough for what one byte can complete in any encoding.
            let mut piece = [0_u8; 32];
            let last = at + 1 == bytes.len();
            let (_, _, written, replaced) =
                decoder.decode_to_utf8(&bytes[at..=at], &mut piece, last);
            if written == 0 {
                continue;
            }
            self.invalid += usize::from(replaced);
            let piece = String::from_utf8_lossy(&piece[..written]);
            if piece.as_bytes() == &bytes[begun..=at] {
                self.verbatim(&piece, begun);
            } else {
                self.decoded(&piece, begun, at + 1);
            }
            begun = at + 1;
        }
    }

    /// Characters whose bytes stand in the source as they are.
    pub(crate) fn verbatim(&mut self, piece: &str, source: usize) {
        let mut from = 0;
        for (at, control) in piece.match_indices(is_unwanted) {
            self.keep(&piece[from..at], source + from);
            self.controls += 1;
            from = at + control.len();
        }
        self.keep(&piece[from..], source + from);
    }

    fn keep(&mut self, piece: &str, source: usize) {
        let start = self.text.len();
        self.text.push_str(piece);
        self.map.verbatim(Span::new(start, self.text.len()), source);
    }

    /// Characters that were decoded from the source's bytes `start..end`.
    pub(crate) fn decoded(&mut self, piece: &str, start: usize, end: usize) {
        let from = self.text.len();
        let wanted = piece.chars().filter(|&character| !is_unwanted(character));
        self.text.extend(wanted);
        self.controls += piece
            .chars()
            .filter(|&character| is_unwanted(character))
            .count();
        self.map
            .decoded(Span::new(from, self.text.len()), Span::new(start, end));
    }

    /// Characters that the reader adds and the source does not have.
    pub(crate) fn added(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// The source's bytes `start..end` stand for no character.
    pub(crate) fn invalid(&mut self, start: usize, end: usize) {
        self.invalid += 1;
        self.decoded("\u{FFFD}", start, end);
    }

    /// The text, decoded from the encoding of that label.
    pub(crate) fn finish(self, encoding: &'static str) -> Decoded {
        let notes = notes(self.invalid, self.controls);
        Decoded {
            text: self.text,
            map: self.map.build(),
            encoding,
            notes,
        }
    }
}

fn notes(invalid: usize, controls: usize) -> Vec<Note> {
    let mut notes = Vec::new();
    if 0 < invalid {
        let message = format!("{invalid} byte sequences stand for no character and became U+FFFD");
        notes.push(note("invalid-bytes", message));
    }
    if 0 < controls {
        let message = format!("{controls} control characters were left out");
        notes.push(note("control-characters", message));
    }
    notes
}

fn is_unwanted(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, codes: &[&str]) -> Decoded {
        let decoded = decode(bytes);
        let found: Vec<_> = decoded.notes.iter().map(|note| note.code).collect();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        assert_eq!(found, codes, "{text}");
        decoded
    }

    #[test]
    fn utf8_with_and_without_mark() {
        check("Zandār".as_bytes(), "Zandār", "utf-8", &[]);
        let marked = check(b"\xef\xbb\xbfBlast\r\n", "Blast\r\n", "utf-8", &[]);
        assert_eq!(marked.map.to_source(Span::new(0, 5)), Some(Span::new(3, 8)));
    }

    #[test]
    fn utf16_by_its_mark() {
        let decoded = check(
            b"\xff\xfeh\0\xe9\0\x3d\xd8\x00\xde",
            "hé😀",
            "utf-16le",
            &[],
        );
        assert_eq!(
            decoded.map.to_source(Span::new(1, 3)),
            Some(Span::new(4, 6))
        );
        assert_eq!(
            decoded.map.to_source(Span::new(3, 7)),
            Some(Span::new(6, 10))
        );
        check(b"\xfe\xff\0h\0i", "hi", "utf-16be", &[]);
        check(
            b"\xff\xfeh\0\x00",
            "h\u{FFFD}",
            "utf-16le",
            &["invalid-bytes"],
        );
    }

    #[test]
    fn windows_1252_where_utf8_fails() {
        let decoded = check(
            b"the \x93caf\xe9\x94 ",
            "the “café” ",
            "windows-1252",
            &["encoding-guessed"],
        );
        assert_eq!(
            decoded.map.to_source(Span::new(4, 7)),
            Some(Span::new(4, 5))
        );
    }

    #[test]
    fn a_broken_sequence_in_utf8() {
        let decoded = check(
            b"\xc3\xa9\xc3\xa9 \xc3 x",
            "éé \u{FFFD} x",
            "utf-8",
            &["invalid-bytes"],
        );
        assert_eq!(
            decoded.map.to_source(Span::new(5, 8)),
            Some(Span::new(5, 6))
        );
    }

    #[test]
    fn control_characters_are_left_out() {
        let decoded = check(
            b"a\x07b\tc\r\n",
            "ab\tc\r\n",
            "utf-8",
            &["control-characters"],
        );
        assert_eq!(
            decoded.map.to_source(Span::new(0, 2)),
            Some(Span::new(0, 3))
        );
    }
}
