//! What an editor puts into somebody's words: "(who led the party until 2020, ed.)". It is said by
//! the report, not by the one who is quoted.
//!
//! Knows brackets and the words that mark them as an editor's.

use ascribe_text::{Span, Text};

use crate::reading::Reading;

/// The pieces of `content` without an editor's insertions.
pub(super) fn without(content: &[Span<Text>], reading: Reading<'_>) -> Vec<Span<Text>> {
    let mut kept = Vec::new();
    for piece in content {
        let mut start = piece.start();
        for inserted in insertions(*piece, reading) {
            kept.push(Span::new(start, inserted.start()));
            start = inserted.end();
        }
        kept.push(Span::new(start, piece.end()));
    }
    let kept = kept.into_iter().map(|piece| piece.trimmed(reading.text()));
    kept.filter(|piece| !piece.is_empty()).collect()
}

/// The bracketed stretches of `piece` that an editor marks as his own, brackets included.
fn insertions(piece: Span<Text>, reading: Reading<'_>) -> Vec<Span<Text>> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, mark) in piece.slice(reading.text()).char_indices() {
        match mark {
            '(' | '[' => open = Some(at),
            ')' | ']' => {
                let whole = open.take().map(|from| {
                    Span::new(piece.start() + from, piece.start() + at + mark.len_utf8())
                });
                found.extend(whole.filter(|whole| is_editors(*whole, reading)));
            }
            _ => {}
        }
    }
    found
}

/// "(..., ed.)", "[editor's note: ...]".
fn is_editors(whole: Span<Text>, reading: Reading<'_>) -> bool {
    let words = Span::<Text>::new(whole.start() + 1, whole.end() - 1).slice(reading.text());
    let is_mark = |words: &str| {
        let lexicons = &reading.knowledge.lexicons;
        lexicons.contains("editor_marks", &words.trim().to_lowercase())
    };
    let last = words.rsplit([',', ';', '–', '—', '-', ':']).next();
    let first = words.split_once(':').map(|(first, _)| first);
    last.is_some_and(is_mark) || first.is_some_and(is_mark)
}

#[cfg(test)]
mod tests {
    use crate::testing::read;

    /// Finds the pieces of the only content.
    fn check(text: &str, expected: &[&str]) {
        let (report, found) = read(text);
        let pieces = found.attributions[1].content.iter();
        let pieces: Vec<_> = pieces.map(|piece| piece.slice(&report.text)).collect();
        assert_eq!(pieces, expected, "{text}");
    }

    #[test]
    fn what_an_editor_adds_is_not_said() {
        check(
            "\"The raid in Tarn (it killed nine, ed.) was a mistake,\" said Ada Koren.",
            &["\"The raid in Tarn", "was a mistake,\""],
        );
        check(
            "\"The raid in Tarn (on Monday) was a mistake,\" said Ada Koren.",
            &["\"The raid in Tarn (on Monday) was a mistake,\""],
        );
    }
}
