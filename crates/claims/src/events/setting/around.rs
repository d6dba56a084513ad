//! Where an event took place if its own sentence names no place: the label of its section
//! ("Halden. Police ..."), or the dateline of a report that opens with it.
//!
//! Only the first sentence below a dateline is read so; what is told later may lie anywhere.

use ascribe_model::{BlockKind, Place, PlaceId, RuleName};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::{Known, Trigger, within};
use crate::reading::Reading;

/// How many words a section's label has at most.
const LABEL: usize = 4;

/// The place told around the sentence of the trigger, with the rule that read it.
pub(super) fn place(
    trigger: &Trigger<'_>,
    reading: Reading<'_>,
    known: Known<'_>,
) -> Option<(PlaceId, RuleName)> {
    let token = trigger.token();
    let block = &reading.report.blocks[reading.block_index(token.span())?];
    let sentence = token.sentence().span();
    if block.kind != BlockKind::Paragraph || !inside(sentence, known).is_empty() {
        return None;
    }
    let of_label = || label(block.span, sentence, reading);
    let of_dateline = || {
        let is_placed = token
            .sentence()
            .tokens()
            .any(|word| names_place(word, reading));
        let span = dateline(block.span, sentence, reading);
        span.filter(|_| !is_placed)
    };
    let found = |span: Span<Text>, rule: &str| {
        let place = inside(span, known).first()?;
        Some((place.id, RuleName::new(rule)))
    };
    of_label()
        .and_then(|span| found(span, "event/place-of-section@1"))
        .or_else(|| of_dateline().and_then(|span| found(span, "event/place-of-dateline@1")))
}

fn inside<'k>(span: Span<Text>, known: Known<'k>) -> &'k [Place] {
    within(known.places, span, |place| place.span)
}

/// "in the Garn hills": a place by its words, though no gazetteer knows it.
fn names_place(word: Token<'_>, reading: Reading<'_>) -> bool {
    let (above, lexicons) = (word.head(), &reading.knowledge.lexicons);
    let is_site = || {
        lexicons.contains("sites", &word.lemma().to_lowercase())
            || word.pos() == "PROPN" && word.entity_kind() != "DATE"
    };
    let leads_to_place = lexicons.contains("place_prepositions", &above.text().to_lowercase());
    word.dep() == "pobj" && leads_to_place && is_site()
}

/// The few words without a verb that open the block of a sentence.
fn label(block: Span<Text>, sentence: Span<Text>, reading: Reading<'_>) -> Option<Span<Text>> {
    let first = reading.token_at(block.start())?.sentence();
    let words: Vec<_> = first
        .tokens()
        .filter(|token| !token.is_space())
        .take(LABEL + 2)
        .collect();
    let is_told = words
        .iter()
        .any(|token| matches!(token.pos(), "VERB" | "AUX"));
    let is_label = words.len() <= LABEL + 1 && !is_told;
    (is_label && first.span().start() < sentence.start()).then(|| first.span())
}

/// The dateline right above a sentence that opens its block.
fn dateline(block: Span<Text>, sentence: Span<Text>, reading: Reading<'_>) -> Option<Span<Text>> {
    let opens = reading.token_at(block.start())?.sentence().span() == sentence;
    let above = reading.block_index(block)?.checked_sub(1)?;
    let above = &reading.report.blocks[above];
    (opens && above.kind == BlockKind::Dateline).then_some(above.span)
}
