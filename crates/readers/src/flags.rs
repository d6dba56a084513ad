//! What a word looks like and where it stands: flags that cost nothing.
//!
//! Four a word: its shape; whether it is the first of its block; whether it is glued to the word
//! before; whether it stands in quotation marks, or is one. Each is a row of a small table.

use crate::words::Words;

/// How many rows the table of flags has.
pub(crate) const ROWS: usize = 12;

const BLOCK_START: u8 = 6;
const GLUED: u8 = 7;
const OUTSIDE: u8 = 8;
const INSIDE: u8 = 9;
const MARK: u8 = 10;
/// Stands where a flag does not apply; its row is zeros.
const NOTHING: u8 = 11;

/// The flags of one word.
pub(crate) type Flags = [u8; 4];

/// The flags of every word.
pub(crate) fn of(text: &str, words: &Words) -> Vec<Flags> {
    let mut blocks = words.blocks.iter().peekable();
    let (mut inside, mut end) = (false, None);
    let spans = words.spans.iter().enumerate();
    let flags = spans.map(|(index, span)| {
        let word = span.slice(text);
        let first = blocks.next_if(|&&block| block == index).is_some();
        let quote;
        (inside, quote) = quoted(word, inside && !first);
        let glued = end == Some(span.start());
        end = Some(span.end());
        [
            shape(word),
            if first { BLOCK_START } else { NOTHING },
            if glued { GLUED } else { NOTHING },
            quote,
        ]
    });
    flags.collect()
}

/// Whether the words after this one are quoted, and the flag of this one.
fn quoted(word: &str, inside: bool) -> (bool, u8) {
    match word {
        "“" | "«" => (true, MARK),
        "”" | "»" => (false, MARK),
        "\"" => (!inside, MARK),
        _ => (inside, if inside { INSIDE } else { OUTSIDE }),
    }
}

/// Small letters, a capital first, capitals alone, mixed, digits, or no letters in front.
fn shape(word: &str) -> u8 {
    let Some(first) = word.chars().next() else {
        return 5;
    };
    let rest = &word[first.len_utf8()..];
    if !first.is_alphanumeric() {
        5
    } else if word.chars().all(char::is_numeric) {
        4
    } else if is_small(word) {
        0
    } else if !rest.is_empty() && is_capital(word) {
        2
    } else if first.is_uppercase() && (rest.is_empty() || is_small(rest)) {
        1
    } else {
        3
    }
}

fn is_small(word: &str) -> bool {
    word.chars().any(char::is_lowercase) && !word.chars().any(char::is_uppercase)
}

fn is_capital(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use ascribe_text::Span;

    use super::*;

    #[track_caller]
    fn check_shape(word: &str, expected: u8) {
        assert_eq!(shape(word), expected, "{word}");
    }

    #[test]
    fn shapes() {
        check_shape("said", 0);
        check_shape("Selim", 1);
        check_shape("A", 1);
        check_shape("UN", 2);
        check_shape("McKay", 3);
        check_shape("U.S.", 2);
        check_shape("3rd", 0);
        check_shape("2031", 4);
        check_shape("“", 5);
        check_shape("_", 5);
        check_shape("中", 3);
    }

    /// Every character but white space is a word; the first of a line begins a block.
    #[track_caller]
    fn check(text: &str, expected: &[Flags]) {
        let mut words = Words::default();
        for (at, word) in text.match_indices(|c: char| !c.is_whitespace()) {
            if at == 0 || text[..at].ends_with('\n') {
                words.blocks.push(words.spans.len());
            }
            words.spans.push(Span::new(at, at + word.len()));
        }
        assert_eq!(of(text, &words), expected);
    }

    #[test]
    fn quotation_ends_with_its_block() {
        check(
            "“a b\nc",
            &[[5, 6, 11, 10], [0, 11, 7, 9], [0, 11, 11, 9], [0, 6, 11, 8]],
        );
        check(
            "\"a\" b",
            &[
                [5, 6, 11, 10],
                [0, 11, 7, 9],
                [5, 11, 7, 10],
                [0, 11, 11, 8],
            ],
        );
    }
}
