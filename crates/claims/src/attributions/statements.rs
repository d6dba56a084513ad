//! Statements that no quotation marks hold together: "The minister said:", "Text of the statement of
//! the Front:", with one sentence or many paragraphs after the colon.
//!
//! The rest of the paragraph, or the whole next one, is the speaker's. Those below it are as long as
//! one of them, or one further down, is in the speaker's own voice ("our men"), and nobody else
//! speaks in between: what comes after may be the report's.
//!
//! Knows blocks and words, not who the speaker is.

use std::collections::BTreeSet;

use ascribe_knowledge::{ContentPlace, Person};
use ascribe_model::{Block, BlockKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::draft::Draft;
use crate::reading::Reading;

/// Fewer words than this after a colon are a name or a title, no statement.
const SPEECH_WORDS: usize = 5;

/// Words between the words of saying and their colon: "said in a statement on Monday:".
const TO_COLON: usize = 10;

/// Blocks below a colon that are looked at.
const MOST_BLOCKS: usize = 40;

const OPENING: &[char] = &['“', '"', '«', '„', '‘', '\''];

/// Gives every draft that a colon ends the statement that stands after it.
pub(super) fn give(drafts: &mut [Draft<'_>], reading: Reading<'_>) {
    let others = Others::of(drafts, reading);
    for draft in drafts {
        if let Some(said) = statement(draft, &others, reading) {
            draft.content = said;
        }
    }
}

/// The pieces of a statement, one for each block.
fn statement(draft: &Draft<'_>, others: &Others, reading: Reading<'_>) -> Option<Vec<Span<Text>>> {
    let text = reading.text();
    let block = &reading.report.blocks[reading.block_index(draft.cue.span())?];
    let colon = colon(draft, block, reading)?;
    let rest = Span::new(colon, block.span.end()).trimmed(text);
    let said = match content_in(draft, block) {
        None if rest.is_empty() => below(block, others, reading),
        None => Some(vec![until_another_speaks(rest, others, reading)]),
        Some(first) => longer(first, rest, others, reading).map(|said| vec![said]),
    };
    said.filter(|said| is_speech(said, text))
}

/// The rest of the block, where the tree takes its first sentence alone for what is said.
fn longer(
    first: Span<Text>,
    rest: Span<Text>,
    others: &Others,
    reading: Reading<'_>,
) -> Option<Span<Text>> {
    let whole = until_another_speaks(rest, others, reading);
    let begins = first.start() == rest.start() && !is_quoted(rest, reading.text());
    let goes_on = whole
        .end()
        .checked_sub(first.end())
        .is_some_and(|more| ".".len() < more);
    (begins && goes_on).then_some(whole)
}

/// The first of what the tree takes for said, in the block of the words of saying.
fn content_in(draft: &Draft<'_>, block: &Block) -> Option<Span<Text>> {
    let mut pieces = draft.content.iter().copied();
    pieces.find(|piece| block.span.contains(*piece))
}

/// Where the colon ends that the words of saying, or the heading, lead up to.
fn colon(draft: &Draft<'_>, block: &Block, reading: Reading<'_>) -> Option<usize> {
    let text = reading.text();
    if draft.gives.content == ContentPlace::Below {
        return heading_end(draft.cue, block, reading);
    }
    let cue = draft.cue_spans.last()?;
    if cue.slice(text).ends_with(':') {
        return Some(cue.end());
    }
    let mut after = std::iter::successors(draft.cue.next(), |token| token.next());
    let colon = after
        .by_ref()
        .take(TO_COLON)
        .find(|token| token.text() == ":")?;
    let ends_block =
        Span::<Text>::new(colon.span().end(), block.span.end().max(colon.span().end()));
    let is_last = block.span.contains(colon.span()) && ends_block.trimmed(text).is_empty();
    (content_in(draft, block).is_none() && is_last).then(|| colon.span().end())
}

/// The end of a line that is a heading and nothing else, other than the report's title: that the
/// report as a whole is somebody's statement is told by its own voice.
fn heading_end(cue: Token<'_>, block: &Block, reading: Reading<'_>) -> Option<usize> {
    let line = block.span.trimmed(reading.text());
    let is_sentence = line.slice(reading.text()).ends_with(['.', '!', '?']);
    let has_verb = cue
        .sentence()
        .tokens()
        .any(|token| token.pos() == "VERB" && line.contains(token.span()) && token.dep() != "acl");
    let is_heading = block.kind != BlockKind::Title && !is_sentence && !has_verb;
    is_heading.then(|| block.span.end())
}

/// `rest` up to the first later sentence in which somebody else speaks.
fn until_another_speaks(rest: Span<Text>, others: &Others, reading: Reading<'_>) -> Span<Text> {
    let end = others.first_in(rest).unwrap_or(rest.end());
    Span::new(rest.start(), end).trimmed(reading.text())
}

/// The block below, with those under it that are still the speaker's.
fn below(block: &Block, others: &Others, reading: Reading<'_>) -> Option<Vec<Span<Text>>> {
    let text = reading.text();
    let after = reading.report.blocks.iter().skip(block.id.index() + 1);
    let mut after = after.take(MOST_BLOCKS);
    let is_said = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let first = after.next().filter(is_said)?.span.trimmed(text);
    let is_his = |block: &&Block| {
        let words = block.span.trimmed(text);
        is_said(block) && !is_quoted(words, text) && !others.speak_in(words)
    };
    let mut said = vec![first];
    let mut sure = 1;
    for block in after.take_while(is_his) {
        said.push(block.span.trimmed(text));
        if speaks_of_self(block, reading) {
            sure = said.len();
        }
    }
    said.truncate(if is_quoted(first, text) { 1 } else { sure });
    Some(said)
}

/// Whether the block says "we" or "our".
fn speaks_of_self(block: &Block, reading: Reading<'_>) -> bool {
    let is_first_person = |token: Token<'_>| {
        let pronoun = reading.knowledge.pronouns.get(&token.text().to_lowercase());
        token.pos() == "PRON" && pronoun.is_some_and(|one| one.person == Person::First)
    };
    reading.doc.tokens_in(block.span).any(is_first_person)
}

fn is_quoted(words: Span<Text>, text: &str) -> bool {
    words.slice(text).starts_with(OPENING)
}

fn is_speech(said: &[Span<Text>], text: &str) -> bool {
    let words = said
        .iter()
        .flat_map(|piece| piece.slice(text).split_whitespace());
    words.take(SPEECH_WORDS).count() == SPEECH_WORDS
}

/// Sentences in which somebody is told to say something.
struct Others {
    begin: BTreeSet<usize>,
}

impl Others {
    fn of(drafts: &[Draft<'_>], reading: Reading<'_>) -> Self {
        let is_self = |source: Token<'_>| {
            let word = source.text().to_lowercase();
            reading.knowledge.lexicons.contains("first_person", &word)
        };
        let speaks = |draft: &&Draft<'_>| draft.source.is_some_and(|source| !is_self(source));
        let sentences = drafts
            .iter()
            .filter(speaks)
            .map(|draft| draft.cue.sentence());
        Self {
            begin: sentences.map(|sentence| sentence.span().start()).collect(),
        }
    }

    /// The first such sentence that begins within `span`, after its own first.
    fn first_in(&self, span: Span<Text>) -> Option<usize> {
        let mut inside = self
            .begin
            .range(span.start() + 1..span.end().max(span.start() + 1));
        inside.next().copied()
    }

    fn speak_in(&self, span: Span<Text>) -> bool {
        self.begin.range(span.start()..span.end()).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use ascribe_model::BlockKind;

    use crate::testing::read_page;

    /// Finds the pieces of the first content on a page of paragraphs, `lines`.
    fn check(lines: &[&str], expected: &[&str]) {
        let page: Vec<_> = lines
            .iter()
            .map(|line| (BlockKind::Paragraph, *line))
            .collect();
        let (report, found) = read_page(&page);
        let said = found.attributions.get(1);
        let pieces = said.iter().flat_map(|said| &said.content);
        let pieces: Vec<_> = pieces.map(|piece| piece.slice(&report.text)).collect();
        assert_eq!(pieces, expected, "{lines:?}");
    }

    #[test]
    fn the_rest_of_a_paragraph() {
        check(
            &["Colonel Ivo Sandel said: The rebels shelled the ferry on Monday. We will answer."],
            &["The rebels shelled the ferry on Monday. We will answer."],
        );
        check(
            &[
                "Ivo Sandel said: The rebels shelled the ferry. Police said that two men had drowned.",
            ],
            &["The rebels shelled the ferry"],
        );
    }

    #[test]
    fn paragraphs_in_the_speakers_voice() {
        let first = "On Tuesday night a patrol came under fire near the ferry.";
        let second = "Our forces returned fire and two attackers were killed.";
        let narrated = "Residents of Marn spent the night in their cellars.";
        let cue = "The defence ministry said in a statement:";
        check(&[cue, first, second, narrated], &[first, second]);
        check(&[cue, first, narrated], &[first]);
        let other = "Our house burned down, a baker said on Wednesday.";
        check(&[cue, first, other, second], &[first]);
    }

    #[test]
    fn under_a_heading() {
        let heading = "Text of the statement by the Reed Brigade:";
        let said = "Our fighters attacked the barracks at Marn on Monday.";
        check(&["Nine died.", heading, said], &[said]);
        check(&["The statement by the Reed Brigade was short.", said], &[]);
    }
}
