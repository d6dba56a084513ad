//! In whose words a stretch of text stands.

use ascribe_model::{Attribution, AttributionId};
use ascribe_text::{Span, Text};

/// The attribution with the narrowest content around `span`; the report's own voice where there is
/// none.
pub(crate) fn holder_of(span: Span<Text>, attributions: &[Attribution]) -> AttributionId {
    let covers =
        |attribution: &&Attribution| attribution.content.iter().any(|piece| piece.contains(span));
    let narrowest = attributions
        .iter()
        .filter(covers)
        .min_by_key(|attribution| length(attribution));
    narrowest.map_or(AttributionId::NARRATION, |attribution| attribution.id)
}

fn length(attribution: &Attribution) -> usize {
    attribution.content.iter().map(|piece| piece.len()).sum()
}

/// Whether two claims are made by the same voice: one attribution, or the same holders all along
/// the chain.
pub(crate) fn is_same_voice(
    one: AttributionId,
    other: AttributionId,
    attributions: &[Attribution],
) -> bool {
    let (mut one, mut other) = (one, other);
    // A chain is never longer than the list.
    for _ in 0..attributions.len() {
        if one == other {
            return true;
        }
        let (left, right) = (&attributions[one.index()], &attributions[other.index()]);
        match (left.parent, right.parent) {
            (Some(above), Some(beside)) if left.holder.is_some() && left.holder == right.holder => {
                (one, other) = (above, beside);
            }
            _ => return false,
        }
    }
    false
}
