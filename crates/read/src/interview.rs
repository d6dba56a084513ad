//! Interviews: the interviewer's questions and the answers to them.
//!
//! A question is a paragraph outside quotation marks that ends with a question mark, with an answer
//! in quotation marks, or behind the speaker's name and a colon, right below it. One such pair may
//! be chance; a page with two or more is an interview.

use ascribe_model::BlockKind;
use ascribe_text::{Span, Text, quotations};

use crate::lines::has_words;
use crate::page::Part;

/// Fewer pairs of question and answer are no interview.
const FEWEST_PAIRS: usize = 2;

/// Questions are no longer than this, in characters.
const LONGEST_QUESTION: usize = 300;

/// Names before a colon have no more words than this.
const MOST_SPEAKER_WORDS: usize = 4;

const OPENING: &[char] = &['“', '"', '«', '„', '‘'];

/// Marks questions and answers among `parts`, if they are an interview's.
pub(crate) fn mark(text: &str, parts: &mut [Part]) {
    let questions: Vec<_> = (1..parts.len())
        .filter(|&answer| is_question(text, &parts[answer - 1]) && is_answer(text, &parts[answer]))
        .map(|answer| answer - 1)
        .collect();
    if questions.len() < FEWEST_PAIRS {
        return;
    }
    for question in questions {
        parts[question].kind = BlockKind::Question;
    }
    for part in parts.iter_mut().filter(|part| is_answer(text, part)) {
        part.kind = BlockKind::Answer;
        part.speaker = speaker(text, part.span);
    }
}

fn is_question(text: &str, part: &Part) -> bool {
    let words = part.span.slice(text);
    part.kind == BlockKind::Paragraph
        && words.ends_with('?')
        && !words.starts_with(OPENING)
        && words.chars().count() <= LONGEST_QUESTION
}

/// A paragraph that is quoted from end to end.
fn is_answer(text: &str, part: &Part) -> bool {
    if part.kind != BlockKind::Paragraph {
        return false;
    }
    let start = speaker(text, part.span).map_or(part.span.start(), |speaker| speaker.end() + 1);
    let words = Span::new(start, part.span.end()).trimmed(text);
    let mut at = words.start();
    for quotation in quotations(text, words)
        .iter()
        .filter(|quotation| quotation.depth == 0)
    {
        if has_words(&text[at..quotation.outer.start()]) {
            return false;
        }
        at = quotation.outer.end();
    }
    words.start() < at && !has_words(&text[at..words.end()])
}

/// The name in front of a colon and a quotation: "Tolen: “No.”".
fn speaker(text: &str, span: Span<Text>) -> Option<Span<Text>> {
    let words = span.slice(text);
    let (name, rest) = words.split_once(':')?;
    let named = name.split_whitespace().count() <= MOST_SPEAKER_WORDS
        && name.starts_with(char::is_uppercase)
        && !name.contains(OPENING)
        && rest.trim_start().starts_with(OPENING);
    named.then(|| Span::new(span.start(), span.start() + name.len()).trimmed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(kind: BlockKind) -> char {
        match kind {
            BlockKind::Question => 'q',
            BlockKind::Answer => 'a',
            _ => '-',
        }
    }

    /// The kinds of the lines of `text`.
    fn check(text: &str, expected: &str) {
        let mut parts = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trimmed(text);
            parts.push(Part::new(BlockKind::Paragraph, span));
            start += line.len();
        }
        mark(text, &mut parts);
        let kinds: String = parts.iter().map(|part| letter(part.kind)).collect();
        assert_eq!(kinds, expected, "{text}");
    }

    #[test]
    fn questions_and_answers() {
        check(
            "Why?\n“Because they left.”\nWho left?\nTolen: “The Front.”\nHe smiled.",
            "qaqa-",
        );
    }

    #[test]
    fn one_question_is_no_interview() {
        check(
            "Why did they leave?\n“Because they had to.”\nHe smiled.",
            "---",
        );
    }

    #[test]
    fn a_story_with_quotations() {
        check(
            "“We left,” he said.\n“Why?” she asked.\n“They came.”",
            "---",
        );
    }
}
