//! Where an event took place if its own sentence names no place: the label of its section
//! ("Halden. Police ...").
//!
//! A dateline is not read so: it says where the report was written.

use ascribe_model::{BlockKind, Place, PlaceId, RuleName};
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
    let label = label(block.span, sentence, reading)?;
    let place = inside(label, known).first()?;
    Some((place.id, RuleName::new("event/place-of-section@1")))
}

fn inside<'k>(span: Span<Text>, known: Known<'k>) -> &'k [Place] {
    within(known.places, span, |place| place.span)
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
