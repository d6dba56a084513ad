//! The answers of an interview: the page itself says who speaks.

use ascribe_model::{Attribution, AttributionId, AttributionKind, Block, BlockKind, Entity, Evidence, RuleName};
use ascribe_text::Span;

use crate::entities;
use crate::reading::Reading;

/// One attribution for each answer.
pub(super) fn answers(reading: Reading<'_>, entities: &[Entity]) -> Vec<Attribution> {
    let blocks = reading.blocks().filter(|block| block.kind == BlockKind::Answer);
    blocks.filter_map(|block| answer(block, entities, reading)).collect()
}

fn answer(block: &Block, entities: &[Entity], reading: Reading<'_>) -> Option<Attribution> {
    let after_speaker = block.speaker.map_or(block.span.start(), |speaker| speaker.end());
    let rest = Span::new(after_speaker, block.span.end());
    let mut words = reading.doc.tokens_in(rest).filter(|token| token.text().chars().any(char::is_alphanumeric));
    let content = Span::new(words.next()?.span().start(), rest.trimmed(reading.text()).end());
    let by = RuleName::new("attribution/answer@1");
    let speaker = block.speaker.and_then(|speaker| reading.token_at(speaker.end() - 1));
    let speaker = speaker.map(|token| entities::speaker(token, entities, reading));
    let mut evidence = vec![Evidence { spans: reading.by_sentence(content), ..Evidence::new("content", content, &by) }];
    evidence.extend(block.speaker.map(|span| Evidence::new("source", span, &by)));
    evidence.extend(block.speaker.filter(|_| speaker.is_some_and(|who| who.entity.is_some())).map(|span| Evidence::new("holder", span, &by)));
    evidence.extend(block.speaker.filter(|_| speaker.is_some_and(|who| who.role.is_some())).map(|span| Evidence::new("role", span, &by)));
    Some(Attribution {
        kind: AttributionKind::Interview,
        source: block.speaker.into_iter().collect(),
        content: vec![content],
        holder: speaker.and_then(|who| who.entity),
        role: speaker.and_then(|who| who.role),
        named: speaker.is_some_and(|who| who.named),
        parent: Some(AttributionId::NARRATION),
        evidence,
        ..Attribution::narration()
    })
}
