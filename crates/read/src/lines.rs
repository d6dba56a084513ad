//! Lines, and the paragraphs that they make up.
//!
//! Blank lines part paragraphs. A line break inside a block of lines parts them too, unless the
//! text was wrapped by hand at some 40 to 100 columns; then a break only parts them where a list
//! item begins, or where the line is short for its width and ends a sentence.

use ascribe_text::{Span, Text};

/// The widths at which people and programs wrap text.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// What lists begin their items with.
const BULLETS: &[char] = &['-', '*', '•', '·', '◦', '▪', '–', '.'];

/// One line without the white space at its ends; empty where the line is blank.
#[derive(Clone, Copy)]
struct Line<'t> {
    words: &'t str,
    span: Span<Text>,
}

/// The paragraphs of `text` in order, without white space at their ends.
pub(crate) fn paragraphs(text: &str) -> Vec<Span<Text>> {
    let lines = lines(text);
    let layout = Layout::of(&lines);
    let mut paragraphs: Vec<Span<Text>> = Vec::new();
    let mut before: Option<Line<'_>> = None;
    for &line in &lines {
        if !line.words.is_empty() {
            match (paragraphs.last_mut(), before) {
                (Some(last), Some(before)) if layout.joins(before, line) => {
                    *last = last.hull(line.span);
                }
                _ => paragraphs.push(line.span),
            }
        }
        before = (!line.words.is_empty()).then_some(line);
    }
    paragraphs
}

/// The lines of `text` that are not blank, without white space at their ends.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = Span<Text>> {
    let lines = lines(text).into_iter().map(|line| line.span);
    lines.filter(|span| !span.is_empty())
}

/// Whether anything in it is a letter or a digit.
pub(crate) fn has_words(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

/// Whether it begins as a list's items do: "- one near Zandar", "2. The second".
pub(crate) fn is_item(words: &str) -> bool {
    let Some(space) = words.find(char::is_whitespace) else {
        return false;
    };
    let (mark, rest) = words.split_at(space);
    let bullet =
        mark.chars().all(|character| BULLETS.contains(&character)) && mark.chars().count() == 1;
    let number = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    let numbered = number.len() < mark.len()
        && (1..=2).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit());
    (bullet || numbered) && has_words(rest)
}

/// Whether the words end as a sentence does, closing marks aside.
pub(crate) fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    words.ends_with(['.', '!', '?', '…'])
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text[start..]
            .find(['\n', '\r'])
            .map_or(text.len(), |at| start + at);
        let span = Span::new(start, end).trimmed(text);
        lines.push(Line {
            words: span.slice(text),
            span,
        });
        let pair = text[end..].starts_with("\r\n");
        start = end + if pair { 2 } else { 1 };
    }
    lines
}

/// How a text's lines are laid out.
struct Layout {
    /// The width at which the text is wrapped, if it is.
    width: Option<usize>,
    /// Whether blank lines part its paragraphs.
    blank_lines: bool,
}

impl Layout {
    fn of(lines: &[Line<'_>]) -> Self {
        let blank_lines = lines.iter().any(|line| line.words.is_empty());
        Self {
            width: wrap_width(lines),
            blank_lines,
        }
    }

    /// Whether `line`, right below `before`, goes on with its paragraph.
    fn joins(&self, before: Line<'_>, line: Line<'_>) -> bool {
        let Some(width) = self.width else {
            return false;
        };
        if !has_words(before.words) || !has_words(line.words) || is_item(line.words) {
            return false;
        }
        let goes_on =
            self.blank_lines && !ends_sentence(before.words) && width / 2 < columns(before.words);
        goes_on || !has_room(before, line, width)
    }
}

/// The width at which the text is wrapped, if most of its line breaks look like it.
///
/// A break is one of wrapping if the next line's first word would not have fitted, and wrapped
/// lines seldom end where a sentence does.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let spaced = lines.iter().filter(|line| line.words.contains(' '));
    let width = spaced.map(|line| columns(line.words)).max()?;
    if !WRAP_WIDTHS.contains(&width) {
        return None;
    }
    let (mut breaks, mut full, mut open) = (0, 0, 0);
    for pair in lines.windows(2) {
        if pair[0].words.is_empty() || pair[1].words.is_empty() || is_item(pair[1].words) {
            continue;
        }
        breaks += 1;
        full += usize::from(!has_room(pair[0], pair[1], width));
        open += usize::from(!ends_sentence(pair[0].words));
    }
    (0 < breaks && breaks * 2 <= full * 3 && breaks <= open * 2).then_some(width)
}

/// Whether the first word of `next` would have fitted behind `line`, with a little to spare, since
/// programs count columns differently.
fn has_room(line: Line<'_>, next: Line<'_>, width: usize) -> bool {
    let first = next.words.split_whitespace().next().unwrap_or_default();
    columns(line.words) + 1 + columns(first) + 2 <= width
}

fn columns(words: &str) -> usize {
    words.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = paragraphs(text);
        let found: Vec<_> = found.iter().map(|span| span.slice(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_part() {
        check("One.\n\nTwo.\r\n \r\nThree.\n", &["One.", "Two.", "Three."]);
    }

    #[test]
    fn so_do_line_breaks_where_nothing_is_wrapped() {
        let long = "A long paragraph ".repeat(20);
        let long = long.trim();
        check(
            &format!("{long}\n{long}.\rEnd."),
            &[long, &format!("{long}."), "End."],
        );
        check(
            "Also read\nThe road to Kolm",
            &["Also read", "The road to Kolm"],
        );
    }

    #[test]
    fn wrapped_lines_keep_together() {
        let first = "The governor of Zandar said on Monday that a bomb had gone off at the\n\
                     market of the old town, and that at least five people were killed by\n\
                     it.";
        let second = "Nobody has said that they did it, and the army, which holds the road\n\
                      to Kolm, would not speak of it.";
        check(&format!("{first}\n\n{second}\n"), &[first, second]);
        check(&format!("{first}\n{second}\n"), &[first, second]);
    }

    #[test]
    fn items() {
        for item in [
            "- one",
            "* one",
            "• one",
            "2. two",
            "12) twelve",
            "(3) three",
            ".   Near Kolm",
        ] {
            assert!(is_item(item), "{item}");
        }
        for other in [
            "-",
            "--",
            "2024. It",
            "-one",
            "1.5 km away",
            "IS - one",
            "12 dead",
            "- -",
        ] {
            assert!(!is_item(other), "{other}");
        }
    }
}
