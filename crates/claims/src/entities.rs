//! Who is spoken of: names, descriptions ("the army", "rebels") and words that point to them.
//!
//! First version: names as the pipeline finds them, descriptions by the words of
//! `data/lang/en/roles.toml`; coreference by equal names, surnames, acronyms, and for "the group"
//! and pronouns the nearest earlier entity of a fitting kind in the same block.
//!
//! Knows one report. Unnamed persons ("a spokesman") are no entities: they are words with a role.

mod cast;
mod seed;
mod speaker;

use ascribe_model::{Entity, EntityId};
use ascribe_text::{Span, Text};

use crate::reading::Reading;
use cast::Cast;

pub(crate) use speaker::{Speaker, role_of, speaker};

/// Every entity, in the order of first mention.
pub(crate) fn find(reading: Reading<'_>) -> Vec<Entity> {
    let mut cast = Cast::default();
    for sentence in reading.sentences() {
        for seed in seed::seeds(sentence, reading) {
            cast.add(seed, reading);
        }
    }
    cast.finish()
}

/// The entity of which a mention overlaps `span`; of several, the one with the widest overlap.
pub(crate) fn mentioned_at(span: Span<Text>, entities: &[Entity]) -> Option<EntityId> {
    let shared = |mention: Span<Text>| {
        let (start, end) = (mention.start().max(span.start()), mention.end().min(span.end()));
        end.saturating_sub(start)
    };
    let best = |entity: &Entity| entity.mentions.iter().map(|mention| shared(mention.span)).max().unwrap_or(0);
    let widest = entities.iter().rev().max_by_key(|entity| best(entity))?;
    (best(widest) > 0).then_some(widest.id)
}
