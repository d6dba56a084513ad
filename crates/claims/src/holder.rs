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
