//! The head of a claim of responsibility: whose word, how firm, and its evidence.

use ascribe_model::{AttributionId, ClaimHead, Evidence, Mode, RuleName};
use ascribe_text::{Span, Text};

use super::{Sources, mode};
use crate::likelihood;

/// The head of a claim that stands on `anchor`; `evidence` is that of its own cells.
pub(super) fn head(
    attribution: AttributionId,
    mode: Mode,
    likelihood: Option<likelihood::Said>,
    anchor: Span<Text>,
    mut evidence: Vec<Evidence>,
    sources: Sources<'_>,
) -> ClaimHead {
    let holder = &sources.attributions[attribution.index()];
    let said = holder
        .evidence
        .iter()
        .find(|cell| cell.field == "said_at" && holder.said_at.is_some());
    evidence.extend(said.cloned());
    let probable = RuleName::new("likelihood/words@1");
    evidence.extend(likelihood.map(|(_, span)| Evidence::new("likelihood", span, &probable)));
    ClaimHead {
        attribution,
        stance: mode::stance(mode),
        factuality: mode::factuality(mode),
        likelihood: likelihood.map(|(level, _)| level),
        said_at: holder.said_at,
        about_time: None,
        anchor,
        evidence,
    }
}
