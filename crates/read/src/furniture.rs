//! What a page of plain text carries besides its report: share buttons, teasers, tags, notices.
//!
//! Lines are told by the words of [`PageWords`]; what stands under a teaser's heading is told by its
//! shape. A line that might be a sentence of the report stays: what is lost here is lost for good,
//! while furniture that stays in the text does little harm. Looks at paragraphs and list items only.

use ascribe_model::BlockKind;

use crate::lines::ends_sentence;
use crate::page::Part;
use crate::words::{Means, Met, PageWords, Under};

/// Headlines have no more words than this.
const MOST_HEADLINE_WORDS: usize = 25;

/// Tags have no more words than this.
const MOST_TAG_WORDS: usize = 4;

/// Marks furniture and captions among `parts`; the answer is the language that the page says it was
/// translated from.
pub(crate) fn mark(text: &str, parts: &mut [Part], words: &PageWords) -> Option<String> {
    let mut translated_from = None;
    let met: Vec<Option<Met>> = parts
        .iter()
        .map(|part| is_open(part).then(|| words.meet(part.span.slice(text)))?)
        .collect();
    let mut index = 0;
    while index < parts.len() {
        let Some(met_here) = &met[index] else {
            index += 1;
            continue;
        };
        parts[index] = marked(&parts[index], met_here.means);
        translated_from = translated_from.or_else(|| met_here.language.clone());
        let end = index + 1 + count_under(text, &parts[index..], &met[index..], met_here.under);
        for part in &mut parts[index + 1..end] {
            *part = marked(part, met_here.means);
        }
        index = end;
    }
    translated_from
}

/// Whether the line at `words` is furniture wherever it stands.
pub(crate) fn is_furniture(words: &str, table: &PageWords) -> bool {
    let met = table.meet(words);
    met.is_some_and(|met| matches!(met.means, Means::Furniture(_)))
}

fn is_open(part: &Part) -> bool {
    matches!(part.kind, BlockKind::Paragraph | BlockKind::ListItem)
}

fn marked(part: &Part, means: Means) -> Part {
    match means {
        Means::Furniture(reason) => Part::furniture(part.span, reason),
        Means::Caption => Part::new(BlockKind::Caption, part.span),
    }
}

/// How many of the parts behind the first belong to it.
fn count_under(text: &str, parts: &[Part], met: &[Option<Met>], under: Under) -> usize {
    let is_one = |index: usize| {
        let words = parts[index].span.slice(text);
        let open = is_open(&parts[index]) && met[index].is_none();
        open && match under {
            Under::Nothing => false,
            Under::Headlines => is_headline(words),
            Under::Words => words.split_whitespace().count() <= MOST_TAG_WORDS && is_headline(words),
        }
    };
    let count = (1..parts.len()).take_while(|&index| is_one(index)).count();
    let close = (1..=count)
        .take_while(|&index| is_right_under(text, &parts[index - 1], &parts[index]))
        .count();
    let to_the_end = (count + 1..parts.len()).all(|index| !is_open(&parts[index]) || met[index].is_some());
    if to_the_end {
        count
    } else if 0 < close {
        close
    } else {
        first_apart(text, parts, count)
    }
}

/// One, where a single headline stands apart under a teaser; two could be subheads of the report.
fn first_apart(text: &str, parts: &[Part], count: usize) -> usize {
    let is_title_like = |words: &str| !words.ends_with('?') && 4 <= words.split_whitespace().count();
    usize::from(count == 1 && is_title_like(parts[1].span.slice(text)))
}

fn is_headline(words: &str) -> bool {
    let count = words.split_whitespace().count();
    count <= MOST_HEADLINE_WORDS
        && (!ends_sentence(words) || words.ends_with('?'))
        && !words.contains('\n')
        && !words.ends_with([':', ','])
}

/// Whether no blank line stands between the two.
fn is_right_under(text: &str, above: &Part, below: &Part) -> bool {
    let gap = text[above.span.end()..below.span.start()].replace("\r\n", "\n");
    gap.matches(['\n', '\r']).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;

    /// The parts of `text` that are left for the report.
    fn check(text: &str, left: &[&str]) {
        let spans = lines::paragraphs(text);
        let mut parts: Vec<Part> = spans
            .iter()
            .map(|&span| Part::new(BlockKind::Paragraph, span))
            .collect();
        mark(text, &mut parts, &PageWords::default());
        let found: Vec<_> = parts
            .iter()
            .filter(|part| is_open(part))
            .map(|part| part.span.slice(text))
            .collect();
        assert_eq!(found, left, "{text}");
    }

    #[test]
    fn a_teaser_takes_the_lines_right_under_it() {
        check(
            "A bomb went off.\n\nAlso read\nWho holds the hills of Veran?\n\nWho did it?\n\n“They did.”",
            &["A bomb went off.", "Who did it?", "“They did.”"],
        );
    }

    #[test]
    fn or_the_one_headline_under_it() {
        check(
            "A bomb went off.\n\nRead more\n\nThe hills of Veran are quiet again\n\nFive were hurt.",
            &["A bomb went off.", "Five were hurt."],
        );
        check(
            "A bomb went off.\n\nRead more\n\nThe road ahead\n\nFive were hurt.",
            &["A bomb went off.", "The road ahead", "Five were hurt."],
        );
    }

    #[test]
    fn or_all_that_is_left_of_the_page() {
        check(
            "A bomb went off.\n\nMost read\n\nKolm floods\n\nWho holds Veran?\n\nShare\n\n© 2031 Velt",
            &["A bomb went off."],
        );
    }

    #[test]
    fn sentences_stay() {
        let text = "Related\n\nThe army left the hills of Veran.\n\nNext Monday it comes back.";
        check(
            text,
            &[
                "The army left the hills of Veran.",
                "Next Monday it comes back.",
            ],
        );
    }
}
